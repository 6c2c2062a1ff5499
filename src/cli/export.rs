//! `jirei export`: every page, or those of the cases that a query finds, for programs.

use std::collections::HashSet;

use super::binary_output::{self, file_facts};
use super::console::Console;
use super::failure::{RunEnding, RunResult};
use super::format::{Shape, SheetFormat};
use super::pages::{self, PagePaths};
use super::requests::ExportRequest;
use super::sheet_output::SheetOutput;
use super::table::{Found, column_failure, find_entries};
use crate::analysis::benchmarks::{all_benchmarks, benchmarks_sheet};
use crate::analysis::column_list::parse_columns;
use crate::analysis::describe::describe_fields;
use crate::analysis::grid::Grid;
use crate::analysis::items::resolve_columns;
use crate::analysis::long::long_grid;
use crate::analysis::sheet::{Sheet, check_columns_of_cases};
use crate::analysis::view::columns_for_file;
use crate::analysis::wide::{effects_grid, facilities_grid, wide_grid};
use crate::export::grid::{FileFacts, NamedGrid};
use crate::export::json;
use crate::model::CasePage;
use crate::search::Query;
use crate::search::query::ViewKind;

/// The columns of a table for people that names none.
const ALL: &str = "すべて";

/// Writes the pages. The document contains the unread files; for lines they are reported on stderr.
pub fn run(request: &ExportRequest, places: &PagePaths, console: &mut Console) -> RunResult {
    let lang = console.lang;
    let output = request.output;
    let mut query = Query::parse(request.query.as_deref().unwrap_or_default());
    let clause = query.view_text(ViewKind::Columns).filter(|_| request.shape.is_none()).map(str::to_owned);
    let columns = request.columns.as_deref().or(clause.as_deref());
    let listed = parse_columns(columns.unwrap_or(ALL)).map_err(|error| column_failure(&error, lang))?;
    let Found { mut catalog, entries, ending } = find_entries(&mut query, &[ViewKind::Columns], places, lang);
    if ending != RunEnding::Fine {
        return Ok(pages::fail_if_empty(&catalog, places, lang, ending));
    }
    let found = entries.iter().filter_map(|entry| catalog.entries.get(*entry));
    let found: HashSet<usize> =
        found.flat_map(|entry| entry.other_pages.iter().chain([&entry.page])).copied().collect();
    let is_whole = columns.is_none() && request.shape.is_none();
    if is_whole && matches!(output.format, SheetFormat::Json | SheetFormat::Ndjson) {
        let mut page = 0..;
        catalog.pages.retain(|_| page.next().is_some_and(|page| found.contains(&page)));
        if output.format == SheetFormat::Json {
            json::write_document(&catalog, &mut console.out)?;
        } else {
            json::write_lines(&catalog, &mut console.out)?;
        }
        return Ok(pages::fail_if_empty(&catalog, places, lang, RunEnding::Fine));
    }
    let all = 0..catalog.pages.len();
    let pages: Vec<CasePage<'_>> =
        all.filter(|page| found.contains(page)).filter_map(|page| catalog.case_page(page)).collect();
    if pages.is_empty() {
        return Ok(pages::fail_if_empty(&catalog, places, lang, RunEnding::Fine));
    }
    let shape = request.shape.or((columns.is_none() && output.is_of_files()).then_some(Shape::Wide));
    let facts = file_facts(&query, &pages);
    if let Some(shape) = shape {
        if output.format == SheetFormat::Xlsx && shape == Shape::Wide {
            let stats = describe_fields(&catalog, &entries, lang);
            let benchmarks = benchmarks_sheet(&all_benchmarks().collect::<Vec<_>>(), lang);
            return write_workbook([&stats, &benchmarks], &facts, console);
        }
        let (name, grid) = match shape {
            Shape::Wide => ("cli.sheet-cases", wide_grid(&pages, lang)),
            Shape::Long => ("cli.sheet-long", long_grid(&pages, lang)),
        };
        return write_grid(output, NamedGrid::new(lang.text(name), grid), &query, &facts, console);
    }
    let columns = resolve_columns(listed, &catalog, &entries);
    let columns = columns.map_err(|error| column_failure(&error, lang))?;
    check_columns_of_cases(&columns, lang).map_err(|error| column_failure(&error, lang))?;
    if output.is_of_files() {
        let grid = Grid::of_pages(columns_for_file(columns), &pages, lang);
        return write_grid(
            output,
            NamedGrid::new(lang.text("cli.sheet-cases"), grid),
            &query,
            &facts,
            console,
        );
    }
    let sheet = Sheet::of_pages(&columns, &pages, lang).map_err(|error| column_failure(&error, lang))?;
    output.write(&[sheet], &query, console)
}

/// Writes a grid in any format.
fn write_grid(
    output: SheetOutput,
    named: NamedGrid<'_>,
    query: &Query,
    facts: &FileFacts<'_>,
    console: &mut Console,
) -> RunResult {
    if output.format.is_binary() {
        return binary_output::write(output.format, &[named], facts, console);
    }
    if output.is_of_files() {
        output.write_grid(&named.grid, true, console)?;
        return Ok(RunEnding::Fine);
    }
    output.write(&[named.grid.to_sheet()], query, console)
}

/// Writes a workbook of everything that pages say.
fn write_workbook<'a>(
    [stats, benchmarks]: [&'a Sheet<'_>; 2],
    facts: &FileFacts<'a>,
    console: &mut Console,
) -> RunResult {
    let lang = console.lang;
    let grids = [
        NamedGrid::new(lang.text("cli.sheet-cases"), wide_grid(facts.pages, lang)),
        NamedGrid::new(lang.text("cli.sheet-facilities"), facilities_grid(facts.pages, lang)),
        NamedGrid::new(lang.text("cli.sheet-effects"), effects_grid(facts.pages, lang)),
        NamedGrid::new(lang.text("cli.sheet-long"), long_grid(facts.pages, lang)),
        NamedGrid::new(lang.text("cli.sheet-stats"), Grid::of_sheet(stats)),
        NamedGrid::new(lang.text("cli.sheet-benchmarks"), Grid::of_sheet(benchmarks)),
    ];
    binary_output::write(SheetFormat::Xlsx, &grids, facts, console)
}
