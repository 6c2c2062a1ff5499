//! A sheet as JSON, in one document or an object a row.

use std::io;

use serde::Serialize;
use serde_json::{Value as Json, json};

use super::json::{SCHEMA, write_line};
use super::output::Output;
use crate::analysis::cell::{Cell, CellValue};
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
}

/// Writes a sheet as a document.
///
/// # Errors
/// If writing fails.
pub fn write_document(sheet: &Sheet<'_>, query: &Query, lang: Lang, out: &mut impl Output) -> io::Result<()> {
    write_line(&document(sheet, query, lang), out)
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

/// Writes each row as an object: the ids of the columns with their values.
///
/// # Errors
/// If writing fails.
pub fn write_lines(sheet: &Sheet<'_>, out: &mut impl Output) -> io::Result<()> {
    for row in &sheet.rows {
        let mut object = serde_json::Map::new();
        object.insert("key".to_owned(), key(&row.key));
        for (column, cell) in sheet.columns.iter().zip(&row.cells) {
            object.insert(column.heading.id.clone(), value(cell));
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
    }
}

fn key(key: &RowKey) -> Json {
    match key {
        RowKey::Case(id) => json!({ "case": id }),
        RowKey::Group(label) => json!({ "group": label }),
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
        "value": value(cell),
        "text": cell.text(column.format, lang),
        "state": cell.state.id(),
        "path": cell.path,
        "lines": cell.lines,
    });
    if let (CellValue::Number(number), Some(members)) = (&cell.value, object.as_object_mut())
        && number.under() > 1
    {
        members.insert("numerator".to_owned(), json!(number.over()));
        members.insert("denominator".to_owned(), json!(number.under()));
    }
    object
}

fn value(cell: &Cell<'_>) -> Json {
    match &cell.value {
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
        CellValue::Figure(figure) => json!(figure),
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
        CellValue::ShownFigure { figure, .. } => {
            figures::plain_figure(*figure).parse::<f64>().map_or(Json::Null, |figure| json!(figure))
        }
    }
}

/// Returns a whole number as one, a ratio with at most six decimals.
fn number_value(number: Number) -> Json {
    if number.under() == 1 {
        return json!(number.over());
    }
    figures::plain(number).parse::<f64>().map_or(Json::Null, |number| json!(number))
}
