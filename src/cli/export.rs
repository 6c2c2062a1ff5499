//! `jirei export`: every page, or those of the cases that a query finds, for programs.

use std::collections::HashSet;

use super::console::Console;
use super::failure::{RunEnding, RunResult};
use super::format::SheetFormat;
use super::pages::{self, PagePaths};
use super::requests::ExportRequest;
use super::table::{Found, column_failure, find_entries};
use crate::analysis::column_list::parse_columns;
use crate::analysis::items::resolve_columns;
use crate::analysis::sheet::Sheet;
use crate::analysis::view::columns_for_file;
use crate::export::json;
use crate::search::Query;
use crate::search::query::ViewKind;

/// The columns of a table of pages that names none.
const ALL: &str = "すべて";

/// Writes the pages. The document contains the unread files; for lines they are reported on stderr.
pub fn run(request: &ExportRequest, places: &PagePaths, console: &mut Console) -> RunResult {
    let lang = console.lang;
    let query = Query::parse(request.query.as_deref().unwrap_or_default());
    let columns = request.columns.as_deref().or_else(|| query.view_text(ViewKind::Columns));
    let listed = parse_columns(columns.unwrap_or(ALL)).map_err(|error| column_failure(&error, lang))?;
    let Found { mut catalog, entries, ending } = find_entries(&query, &[ViewKind::Columns], places, lang);
    if ending != RunEnding::Fine {
        return Ok(pages::fail_if_empty(&catalog, places, lang, ending));
    }
    let resolved = resolve_columns(listed, &catalog, &entries);
    let resolved = resolved.map_err(|error| column_failure(&error, lang))?;
    let found = entries.iter().filter_map(|entry| catalog.entries.get(*entry));
    let found: HashSet<usize> =
        found.flat_map(|entry| entry.other_pages.iter().chain([&entry.page])).copied().collect();
    let mut page = 0..;
    catalog.pages.retain(|_| page.next().is_some_and(|page| found.contains(&page)));
    match (request.output.format, columns) {
        (SheetFormat::Json, None) => json::write_document(&catalog, &mut console.out)?,
        (SheetFormat::Ndjson, None) => json::write_lines(&catalog, &mut console.out)?,
        (_, _) => {
            let columns = if request.output.is_of_files() { columns_for_file(resolved) } else { resolved };
            let sheet = Sheet::of_pages(&columns, &catalog.pages, lang);
            let sheet = sheet.map_err(|error| column_failure(&error, lang))?;
            return request.output.write(&[sheet], &query, console);
        }
    }
    Ok(pages::fail_if_empty(&catalog, places, lang, RunEnding::Fine))
}
