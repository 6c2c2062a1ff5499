//! `jirei table`: any columns of the cases, or figures of their groups.

use super::console::{Console, print_note};
use super::failure::{Failure, RunEnding, RunResult};
use super::format::SheetFormat;
use super::pages::PagePaths;
use super::requests::TableRequest;
use super::sheet_output::{SheetOutput, write_text};
use super::{pages, search};
use crate::analysis::benchmarks::{
    Benchmark, all_benchmarks, benchmarks_of, benchmarks_sheet, lane_lines, lane_texts,
};
use crate::analysis::column_error::ColumnError;
use crate::analysis::column_list::{ListedColumn, parse_columns};
use crate::analysis::sheet::Sheet;
use crate::analysis::view::{SheetStyle, View, ViewTexts};
use crate::export::found::Finder;
use crate::export::{sheet_json, sheet_text};
use crate::lang::Lang;
use crate::model::{CasePage, Catalog};
use crate::search::query::ViewKind;
use crate::search::{Index, PreparedQuery, Query};

/// Prints the table.
pub fn run(request: &TableRequest, places: &PagePaths, console: &mut Console) -> RunResult {
    let lang = console.lang;
    let mut query = Query::parse(request.query.as_deref().unwrap_or_default());
    let options = ViewTexts {
        columns: request.columns.as_deref(),
        sort: request.sort.as_deref(),
        groups: request.groups.as_deref(),
    };
    // A wrong column is said before forty files are read.
    let view = View::parse(&query, options).map_err(|error| column_failure(&error, lang))?;
    let Found { catalog, entries, ending } = find_entries(&mut query, &ViewKind::ALL, places, lang);
    if ending != RunEnding::Fine {
        return Ok(pages::fail_if_empty(&catalog, places, lang, ending));
    }
    if catalog.pages.is_empty() {
        return Ok(pages::fail_if_empty(&catalog, places, lang, ending));
    }
    let style = SheetStyle { foot: request.foot, for_file: request.output.is_of_files() };
    let pages = catalog.newest_pages(&entries);
    let sheet = view.sheet(&catalog, entries, style, lang);
    let sheet = sheet.map_err(|error| column_failure(&error, lang))?;
    if request.benchmarks {
        return write_with_benchmarks(&sheet, &query, &pages, request.output, console);
    }
    request.output.write_of_pages(&[sheet], &query, &pages, console)
}

/// Writes a table with the national means of its columns: in a lane below the text, beside the rows of JSON. No row of
/// a file has them.
fn write_with_benchmarks(
    sheet: &Sheet<'_>,
    query: &Query,
    pages: &[CasePage<'_>],
    output: SheetOutput,
    console: &mut Console,
) -> RunResult {
    let lang = console.lang;
    let mut below = lane_lines(sheet, lang);
    if below.is_empty() {
        print_note(lang.text("cli.no-benchmark"));
    }
    match output.format {
        SheetFormat::Text => {
            let mut lines = sheet_text::lines_with_lane(sheet, lane_texts(sheet, lang), lang);
            lines.append(&mut below);
            write_text(&lines, console)?;
        }
        SheetFormat::Markdown => {
            let mut lines = sheet_text::markdown_lines(sheet, lang);
            lines.extend(below.into_iter().flat_map(|line| [String::new(), line]));
            write_text(&lines, console)?;
        }
        SheetFormat::Json => sheet_json::write_with_benchmarks(sheet, query, lang, &mut console.out)?,
        SheetFormat::Ndjson
        | SheetFormat::Csv
        | SheetFormat::Tsv
        | SheetFormat::Xlsx
        | SheetFormat::Parquet => {
            print_note(lang.text("cli.benchmarks-in-no-row"));
            return output.write_of_pages(std::slice::from_ref(sheet), query, pages, console);
        }
    }
    Ok(RunEnding::Fine)
}

/// Prints the published figures about all networks, or those of a column.
pub fn run_benchmarks(column: Option<&str>, output: SheetOutput, console: &mut Console) -> RunResult {
    let lang = console.lang;
    let figures: Vec<&Benchmark> = match column {
        None => all_benchmarks().collect(),
        Some(name) => {
            let listed = parse_columns(name).map_err(|error| column_failure(&error, lang))?;
            let columns = listed.into_iter().filter_map(|listed| match listed {
                ListedColumn::Column(column) => Some(column),
                ListedColumn::Unfolded(_) | ListedColumn::Item { .. } | ListedColumn::Likeness(_) => None,
            });
            columns.flat_map(|column| benchmarks_of(&column)).collect()
        }
    };
    if figures.is_empty() {
        print_note(lang.text("cli.no-benchmark"));
        return Ok(RunEnding::Nothing);
    }
    output.write(&[benchmarks_sheet(&figures, lang)], &Query::default(), console)
}

/// The cases that a query finds.
pub struct Found {
    /// The pages.
    pub catalog: Catalog,
    /// The cases, best first, as indexes in [`Catalog::entries`].
    pub entries: Vec<usize>,
    /// Whether any was found; what was not is on stderr.
    pub ending: RunEnding,
}

/// Reads the pages and finds the cases of a query; without clauses, all in page order. View clauses of the
/// kinds in `felt` have an effect, others are reported.
pub fn find_entries(query: &mut Query, felt: &[ViewKind], places: &PagePaths, lang: Lang) -> Found {
    let mut catalog = pages::read_catalog(places, lang);
    search::note_problems(query, felt, lang);
    if search::has_only_problems(query) {
        return Found { catalog, entries: Vec::new(), ending: RunEnding::Failed };
    }
    if query.is_empty() {
        let entries = (0..catalog.entries.len()).collect();
        return Found { catalog, entries, ending: RunEnding::Fine };
    }
    pages::load_signs(&mut catalog, Some(query), lang);
    let index = Index::new(&catalog);
    let (prepared, hits) = PreparedQuery::find(query, &index, &catalog, lang);
    let entries: Vec<usize> = hits.into_iter().map(|hit| hit.entry).collect();
    let finder = Finder { query: &prepared, index: &index };
    let ending = search::report_ending(query, entries.len(), &catalog, &finder);
    Found { catalog, entries, ending }
}

/// Returns the failure of a column that cannot be understood.
pub fn column_failure(error: &ColumnError, lang: Lang) -> Failure {
    Failure::Message(error.message(lang))
}

/// Prints every column: id, label, unit, kind, formula.
pub fn run_columns(output: SheetOutput, console: &mut Console) -> RunResult {
    let sheet = crate::analysis::columns_sheet(console.lang);
    output.write(&[sheet], &Query::default(), console)
}
