//! `jirei table`: any columns of the cases, or figures of their groups.

use super::console::Console;
use super::failure::{Failure, RunEnding, RunResult};
use super::pages::PagePaths;
use super::requests::TableRequest;
use super::sheet_output::SheetOutput;
use super::{pages, search};
use crate::analysis::column_error::ColumnError;
use crate::analysis::view::{SheetStyle, View, ViewTexts};
use crate::export::found::Finder;
use crate::lang::Lang;
use crate::model::{CasePage, Catalog};
use crate::search::query::ViewKind;
use crate::search::{Index, PreparedQuery, Query};

/// Prints the table.
pub fn run(request: &TableRequest, places: &PagePaths, console: &mut Console) -> RunResult {
    let lang = console.lang;
    let query = Query::parse(request.query.as_deref().unwrap_or_default());
    let options = ViewTexts {
        columns: request.columns.as_deref(),
        sort: request.sort.as_deref(),
        groups: request.groups.as_deref(),
    };
    // A wrong column is said before forty files are read.
    let view = View::parse(&query, options).map_err(|error| column_failure(&error, lang))?;
    let Found { catalog, entries, ending } = find_entries(&query, &ViewKind::ALL, places, lang);
    if ending != RunEnding::Fine {
        return Ok(pages::fail_if_empty(&catalog, places, lang, ending));
    }
    if catalog.pages.is_empty() {
        return Ok(pages::fail_if_empty(&catalog, places, lang, ending));
    }
    let style = SheetStyle { foot: request.foot, for_file: request.output.is_of_files() };
    let shown = entries.clone();
    let sheet = view.sheet(&catalog, entries, style, lang);
    let sheet = sheet.map_err(|error| column_failure(&error, lang))?;
    let pages: Vec<CasePage<'_>> = shown.iter().filter_map(|entry| catalog.newest_page(*entry)).collect();
    request.output.write_of_pages(&[sheet], &query, &pages, console)
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
pub fn find_entries(query: &Query, felt: &[ViewKind], places: &PagePaths, lang: Lang) -> Found {
    let mut catalog = pages::read_catalog(places, lang);
    search::note_problems(query, felt, lang);
    if search::has_only_problems(query) {
        return Found { catalog, entries: Vec::new(), ending: RunEnding::Failed };
    }
    if query.is_empty() {
        let entries = (0..catalog.entries.len()).collect();
        return Found { catalog, entries, ending: RunEnding::Fine };
    }
    pages::load_bookmarks(&mut catalog, Some(query), lang);
    let index = Index::new(&catalog);
    let prepared = PreparedQuery::new(query, &index, lang);
    let entries: Vec<usize> = prepared.hits(&index, &catalog).into_iter().map(|hit| hit.entry).collect();
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
