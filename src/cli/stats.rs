//! `jirei stats`: how the answers of fields are distributed, a line a field, or the site's charts.

use std::io::Write;
use std::path::PathBuf;

use super::console::{Console, print_note, quote};
use super::failure::{RunEnding, RunResult};
use super::format::SheetFormat;
use super::pages::{self, PagePaths};
use super::requests::StatsRequest;
use super::sheet_output::{SheetOutput, write_text};
use super::table::{Found, column_failure, find_entries};
use crate::analysis::Column;
use crate::analysis::charts::{charts_sheet, site_charts};
use crate::analysis::column_error::ColumnResult;
use crate::analysis::column_list::parse_columns;
use crate::analysis::describe::describe_fields;
use crate::analysis::distribution::Distribution;
use crate::analysis::items::resolve_columns;
use crate::analysis::sheet::Sheet;
use crate::export::{charts_text, distribution_text, sheet_json};
use crate::lang::Lang;
use crate::model::Catalog;
use crate::search::Query;

/// Splits the words into fields and paths. What has the look of a path is one; any other word that names a
/// column is a field, also where a file has its name, which is noted.
#[must_use]
pub fn split_words(request: &StatsRequest, lang: Lang) -> (Vec<String>, Vec<PathBuf>) {
    let is_path = |word: &&PathBuf| {
        if request.charts {
            return true;
        }
        let name = word.to_string_lossy();
        let looks_so = name.starts_with('.') || name.ends_with('/') || word.is_absolute() || name == "-";
        looks_so || word.exists() && parse_columns(&name).is_err()
    };
    let (paths, fields): (Vec<&PathBuf>, Vec<&PathBuf>) = request.words.iter().partition(is_path);
    for word in fields.iter().filter(|word| word.exists()) {
        let name = quote(&word.to_string_lossy(), lang);
        print_note(&lang.fill("cli.field-not-path", &[("name", &name)]));
    }
    let names = fields.into_iter().map(|word| word.to_string_lossy().into_owned());
    (names.collect(), paths.into_iter().chain(&request.paths).cloned().collect())
}

/// Prints the distributions, or a line for each field.
pub fn run(
    request: &StatsRequest,
    fields: &[String],
    places: &PagePaths,
    console: &mut Console,
) -> RunResult {
    let lang = console.lang;
    let mut query = Query::parse(request.query.as_deref().unwrap_or_default());
    let listed = fields.iter().map(|name| parse_columns(name)).collect::<ColumnResult<Vec<_>>>();
    let listed = listed.map_err(|error| column_failure(&error, lang))?;
    let Found { catalog, entries, ending } = find_entries(&mut query, &[], places, lang);
    if ending != RunEnding::Fine || catalog.pages.is_empty() {
        return Ok(pages::fail_if_empty(&catalog, places, lang, ending));
    }
    if request.charts {
        return write_charts(&catalog, &entries, &query, request.output, console);
    }
    let pages = catalog.newest_pages(&entries);
    if fields.is_empty() {
        let sheet = describe_fields(&catalog, &entries, lang);
        return request.output.write_of_pages(&[sheet], &query, &pages, console);
    }
    let columns = resolve_columns(listed.into_iter().flatten().collect(), &catalog, &entries);
    let columns = columns.map_err(|error| column_failure(&error, lang))?;
    let distributions = distributions(&columns, &catalog, &entries, lang);
    let distributions = distributions.map_err(|error| column_failure(&error, lang))?;
    if request.output.format == SheetFormat::Text {
        for (at, distribution) in distributions.iter().enumerate() {
            if at > 0 {
                writeln!(console.out)?;
            }
            write_text(&distribution_text::lines(distribution, &catalog, lang), console)?;
        }
        return Ok(RunEnding::Fine);
    }
    let sheets = distributions.iter().map(|distribution| {
        if request.output.format == SheetFormat::Json {
            distribution.sheet(lang)
        } else {
            distribution.file_sheet(lang)
        }
    });
    if request.output.format == SheetFormat::Json {
        sheet_json::write_documents(&sheets.collect::<Vec<_>>(), &query, lang, &mut console.out)?;
        return Ok(RunEnding::Fine);
    }
    request.output.write_of_pages(&join_sheets(sheets), &query, &pages, console)
}

/// Writes the site's charts from some cases.
fn write_charts(
    catalog: &Catalog,
    entries: &[usize],
    query: &Query,
    output: SheetOutput,
    console: &mut Console,
) -> RunResult {
    let lang = console.lang;
    let charts = site_charts(catalog, entries, lang);
    match output.format {
        SheetFormat::Text | SheetFormat::Markdown => {
            for (at, chart) in charts.iter().enumerate() {
                if at > 0 {
                    writeln!(console.out)?;
                }
                let lines = if output.format == SheetFormat::Text {
                    charts_text::lines(chart, catalog, lang)
                } else {
                    charts_text::markdown_lines(chart, lang)
                };
                write_text(&lines, console)?;
            }
            Ok(RunEnding::Fine)
        }
        SheetFormat::Json => {
            sheet_json::write_charts(&charts, entries.len(), query, lang, &mut console.out)?;
            Ok(RunEnding::Fine)
        }
        SheetFormat::Ndjson
        | SheetFormat::Csv
        | SheetFormat::Tsv
        | SheetFormat::Xlsx
        | SheetFormat::Parquet => {
            let pages = catalog.newest_pages(entries);
            let sheet = charts_sheet(&charts, entries.len(), lang);
            output.write_of_pages(&[sheet], query, &pages, console)
        }
    }
}

/// Joins sheets of the same columns that follow each other, so that a file has one head.
fn join_sheets(sheets: impl Iterator<Item = Sheet<'static>>) -> Vec<Sheet<'static>> {
    let mut joined: Vec<Sheet<'static>> = Vec::new();
    for sheet in sheets {
        match joined.last_mut().filter(|last| last.columns == sheet.columns) {
            Some(last) => last.rows.extend(sheet.rows),
            None => joined.push(sheet),
        }
    }
    joined
}

fn distributions(
    columns: &[Column],
    catalog: &Catalog,
    entries: &[usize],
    lang: Lang,
) -> ColumnResult<Vec<Distribution>> {
    let facilities = Column::of_field("facilities");
    let distribution = |column: &Column| {
        if *column == facilities {
            return Ok(vec![
                Distribution::new(column, catalog, entries, lang)?,
                Distribution::of_facilities(catalog, entries, lang),
            ]);
        }
        Distribution::new(column, catalog, entries, lang).map(|one| vec![one])
    };
    Ok(columns.iter().map(distribution).collect::<ColumnResult<Vec<_>>>()?.concat())
}
