//! A sheet as JSON, in one document or an object a row.

use std::io;

use serde::Serialize;
use serde_json::{Value as Json, json};

use super::json::{SCHEMA, write_line};
use super::output::Output;
use crate::analysis::benchmarks::{Benchmark, means_of};
use crate::analysis::cell::{Cell, CellValue};
use crate::analysis::charts::Chart;
use crate::analysis::compare::{Comparison, RowFilter};
use crate::analysis::figures;
use crate::analysis::sheet::{RowKey, Sheet, SheetColumn, SheetRow};
use crate::analysis::state::StateCounts;
use crate::analysis::summary::Summary;
use crate::lang::Lang;
use crate::search::Query;
use crate::search::quantity::Number;
use crate::search::query::{ProblemKind, ViewClause};

#[derive(Serialize)]
struct Document<'a> {
    schema: u32,
    generator: String,
    query: &'a str,
    view: Vec<&'a str>,
    n: usize,
    columns: Vec<Json>,
    rows: Vec<Json>,
    counts: Option<Json>,
    summary: Option<Json>,
    foot: Vec<Json>,
    problems: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    chart: Option<Json>,
    #[serde(skip_serializing_if = "Option::is_none")]
    benchmarks: Option<Vec<Json>>,
}

/// Writes a sheet as a document.
///
/// # Errors
/// If writing fails.
pub fn write_document(sheet: &Sheet<'_>, query: &Query, lang: Lang, out: &mut impl Output) -> io::Result<()> {
    write_line(&document(sheet, query, lang), out)
}

/// Writes the sheet of a comparison as a document: each row with its state, and the number of fields in each.
///
/// # Errors
/// If writing fails.
pub fn write_comparison(
    comparison: &Comparison<'_>,
    filter: RowFilter,
    lang: Lang,
    out: &mut impl Output,
) -> io::Result<()> {
    let query = Query::default();
    let sheet = comparison.data_sheet(filter, lang);
    let mut document = document(&sheet, &query, lang);
    for (row, compared) in document.rows.iter_mut().zip(comparison.shown(filter)) {
        row["state"] = json!(compared.state.id());
    }
    let counts = comparison.counts.iter().map(|(state, count)| (state.id().to_owned(), json!(count)));
    document.counts = Some(Json::Object(counts.collect()));
    write_line(&document, out)
}

/// Writes several sheets as a list of documents.
///
/// # Errors
/// If writing fails.
pub fn write_documents(
    sheets: &[Sheet<'_>],
    query: &Query,
    lang: Lang,
    out: &mut impl Output,
) -> io::Result<()> {
    let documents: Vec<Document<'_>> = sheets.iter().map(|sheet| document(sheet, query, lang)).collect();
    write_line(&documents, out)
}

/// Writes a sheet as a document with the national means of its columns.
///
/// # Errors
/// If writing fails.
pub fn write_with_benchmarks(
    sheet: &Sheet<'_>,
    query: &Query,
    lang: Lang,
    out: &mut impl Output,
) -> io::Result<()> {
    let means = means_of(sheet).into_iter().zip(&sheet.columns);
    let benchmark = |(mean, column): (Option<&Benchmark>, &SheetColumn)| {
        let mean = mean?;
        Some(json!({
            "column": column.heading.id,
            "statistic": <&str>::from(mean.statistic),
            "value": number_value(mean.number()),
            "unit": mean.unit,
            "year": mean.source.year,
            "n": mean.n,
            "source": mean.source.name,
            "address": mean.source.address,
            "note": mean.note,
        }))
    };
    let benchmarks = Some(means.filter_map(benchmark).collect());
    write_line(&Document { benchmarks, ..document(sheet, query, lang) }, out)
}

/// Writes the site's charts as a list of documents, each with what the site counted.
///
/// # Errors
/// If writing fails.
pub fn write_charts(
    charts: &[Chart],
    cases: usize,
    query: &Query,
    lang: Lang,
    out: &mut impl Output,
) -> io::Result<()> {
    let nothing = || Sheet {
        columns: Vec::new(),
        rows: Vec::new(),
        foot: Vec::new(),
        cases,
        counts: None,
        summary: None,
    };
    let sheet = |chart: &Chart| chart.distribution.as_ref().map_or_else(nothing, |drawn| drawn.sheet(lang));
    let sheets: Vec<Sheet<'_>> = charts.iter().map(sheet).collect();
    let chart = |(chart, sheet)| {
        let chart: &Chart = chart;
        let about = json!({
            "id": chart.id(),
            "number": Some(chart.number()).filter(|number| *number > 0),
            "title": chart.title(lang),
            "note": chart.note(lang),
            "remark": chart.remark.map(|remark| remark.text(lang)),
        });
        Document { chart: Some(about), ..document(sheet, query, lang) }
    };
    write_line(&charts.iter().zip(&sheets).map(chart).collect::<Vec<_>>(), out)
}

/// Writes each row as an object: the ids of the columns with their values.
///
/// # Errors
/// If writing fails.
pub fn write_lines(sheet: &Sheet<'_>, out: &mut impl Output) -> io::Result<()> {
    for row in &sheet.rows {
        let mut object = serde_json::Map::new();
        object.insert("key".to_owned(), key(&row.key));
        for (column, cell) in sheet.columns.iter().zip(&row.cells) {
            object.insert(column.heading.id.clone(), value(&cell.value));
        }
        write_line(&object, out)?;
    }
    Ok(())
}

fn document<'a>(sheet: &Sheet<'_>, query: &'a Query, lang: Lang) -> Document<'a> {
    let row = |row: &SheetRow<'_>| {
        let cells = row.cells.iter().zip(&sheet.columns).map(|(each, column)| cell(each, column, lang));
        json!({ "key": key(&row.key), "cells": cells.collect::<Vec<_>>() })
    };
    Document {
        schema: SCHEMA,
        generator: super::json::generator(),
        query: query.text(),
        view: query.view.iter().map(|ViewClause { text, .. }| text.as_str()).collect(),
        n: sheet.cases,
        columns: sheet.columns.iter().map(column).collect(),
        rows: sheet.rows.iter().map(row).collect(),
        counts: sheet.counts.as_ref().map(counts),
        summary: sheet.summary.as_ref().map(summary),
        foot: sheet.foot.iter().map(row).collect(),
        // A view clause has its effect here.
        problems: query
            .problems
            .iter()
            .filter(|problem| !matches!(problem.kind, ProblemKind::NoTable { .. }))
            .map(|problem| problem.message(lang))
            .collect(),
        chart: None,
        benchmarks: None,
    }
}

fn key(key: &RowKey) -> Json {
    match key {
        RowKey::Case(id) => json!({ "case": id }),
        RowKey::Group(label, _) => json!({ "group": label }),
        RowKey::Field(id) => json!({ "field": id }),
    }
}

fn column(column: &SheetColumn) -> Json {
    let heading = &column.heading;
    json!({
        "id": heading.id,
        "label": heading.label,
        "unit": heading.base_unit,
        "kind": heading.kind.name(),
        "derived": heading.derived,
        "formula": heading.formula,
    })
}

fn counts(counts: &StateCounts) -> Json {
    let members = counts.iter().map(|(state, count)| (state.id().to_owned(), json!(count)));
    Json::Object(members.collect())
}

fn summary(summary: &Summary) -> Json {
    let [q1, median, q3] = summary.quartiles;
    json!({
        "min": summary.min,
        "q1": q1,
        "median": median,
        "q3": q3,
        "max": summary.max,
        "mean": summary.mean,
        "sum": summary.sum,
    })
}

fn cell(cell: &Cell<'_>, column: &SheetColumn, lang: Lang) -> Json {
    let mut object = json!({
        "value": value(&cell.value),
        "text": cell.text(column.format, lang),
        "state": cell.state.id(),
        "path": cell.source.map(|source| &source.path),
        "lines": cell.lines,
    });
    let part = cell.source.and_then(|source| source.part.as_deref());
    if let (Some(part), Some(members)) = (part, object.as_object_mut()) {
        members.insert("part".to_owned(), json!(part.name));
        if !part.has_lines() {
            let places = cell.lines.iter().map(|lines| part.place(lines.first));
            members.insert("places".to_owned(), json!(places.collect::<Vec<_>>()));
            members.insert("lines".to_owned(), Json::Null);
        }
    }
    if let (Some(number), Some(members)) = (cell.number(), object.as_object_mut())
        && number.under() > 1
    {
        members.insert("numerator".to_owned(), json!(number.over()));
        members.insert("denominator".to_owned(), json!(number.under()));
    }
    object
}

fn value(value: &CellValue<'_>) -> Json {
    match value {
        CellValue::None => Json::Null,
        CellValue::Text(text) => json!(text),
        CellValue::Words(words) => json!(words),
        CellValue::Name { shown, is_nickname } => {
            if *is_nickname {
                json!(shown)
            } else {
                Json::Null
            }
        }
        CellValue::Items(items) => json!(items),
        CellValue::Number(number) => number_value(*number),
        CellValue::Figure(figure) => {
            figures::plain_figure(*figure).parse::<f64>().map_or(Json::Null, |figure| json!(figure))
        }
        CellValue::Count(count) => json!(count),
        CellValue::Mark { mark, .. } => json!(mark),
        CellValue::Marks([effective, neutral, ineffective, unanswered]) => json!({
            "effective": effective,
            "neutral": neutral,
            "ineffective": ineffective,
            "unanswered": unanswered,
        }),
        CellValue::Flag(flag) => json!(flag),
        CellValue::Date(date) => json!(date.to_string()),
        CellValue::Shown(inner, _) => self::value(inner),
    }
}

/// Returns a whole number as one, a ratio with at most six decimals.
fn number_value(number: Number) -> Json {
    if number.under() == 1 {
        return json!(number.over());
    }
    figures::plain(number).parse::<f64>().map_or(Json::Null, |number| json!(number))
}
