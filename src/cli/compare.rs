//! `jirei compare`: cases side by side, by every field, by a section or by columns; `jirei history`: the pages of one.

use std::path::{Path, PathBuf};

use super::choice::{choose_case, choose_section};
use super::console::{Console, print_note, quote};
use super::failure::{Failure, RunEnding, RunResult};
use super::format::SheetFormat;
use super::pages::{self, PagePaths};
use super::requests::{CompareRequest, HistoryRequest};
use super::sheet_output::{SheetOutput, write_text};
use super::table::column_failure;
use crate::analysis::column_list::parse_columns;
use crate::analysis::compare::{Comparison, RowFilter};
use crate::analysis::items::resolve_columns;
use crate::export::{comparison_text, sheet_json};
use crate::lang::Lang;
use crate::model::{Case, Catalog};
use crate::search::Query;
use crate::text::shown::shown;

/// Splits the words into cases and paths: what has the look of a path, or is a file or folder, is one.
#[must_use]
pub fn split_words(request: &CompareRequest) -> (Vec<String>, Vec<PathBuf>) {
    let is_path = |word: &&PathBuf| {
        let name = word.to_string_lossy();
        name.starts_with('.') || name.ends_with('/') || word.is_absolute() || name == "-" || word.exists()
    };
    let (paths, cases): (Vec<&PathBuf>, Vec<&PathBuf>) = request.words.iter().partition(is_path);
    let cases = cases.into_iter().map(|word| word.to_string_lossy().into_owned());
    (cases.collect(), paths.into_iter().chain(&request.paths).cloned().collect())
}

/// Prints the comparison; what numbers relate to is the first case.
pub fn run(
    request: &CompareRequest,
    cases: &[String],
    places: &PagePaths,
    console: &mut Console,
) -> RunResult {
    let lang = console.lang;
    if cases.len() < 2 {
        return Err(too_few(request, cases, lang));
    }
    let section = match request.section.as_deref().map(|wanted| choose_section(wanted, lang)).transpose() {
        Ok(section) => section.map(|spec| spec.id),
        Err(ending) => return Ok(ending),
    };
    let listed = request.columns.as_deref().map(parse_columns).transpose();
    let listed = listed.map_err(|error| column_failure(&error, lang))?;
    let catalog = pages::read_catalog(places, lang);
    if catalog.pages.is_empty() {
        return Ok(pages::fail_if_empty(&catalog, places, lang, RunEnding::Fine));
    }
    let entries = match choose_cases(&catalog, cases, lang) {
        Ok(entries) => entries,
        Err(ending) => return Ok(ending),
    };
    let comparison = match listed {
        None => Comparison::of_form(&catalog, &entries, section, 0, lang),
        Some(listed) => {
            let columns = resolve_columns(listed, &catalog, &entries);
            columns
                .and_then(|columns| Comparison::of_columns(&catalog, &entries, columns, 0, lang))
                .map_err(|error| column_failure(&error, lang))?
        }
    };
    write(&comparison, request.only, request.output, console)
}

/// Prints the history of a case: its pages side by side, the oldest first.
pub fn run_history(request: &HistoryRequest, places: &PagePaths, console: &mut Console) -> RunResult {
    let lang = console.lang;
    let catalog = pages::read_catalog(places, lang);
    if catalog.pages.is_empty() {
        return Ok(pages::fail_if_empty(&catalog, places, lang, RunEnding::Fine));
    }
    let entry = match choose_case(&catalog, &request.case, lang) {
        Ok(entry) => entry,
        Err(ending) => return Ok(ending),
    };
    let Some(history) = Comparison::of_history(&catalog, entry, 0, lang) else {
        let name = catalog.case(entry).map(Case::short_name).unwrap_or_default();
        let text = lang.fill("compare.one_page", &[("name", &shown(&name))]);
        print_note(&format!("jirei: {text}"));
        return Ok(RunEnding::Nothing);
    };
    write(&history, request.only, request.output, console)
}

/// Writes the rows that a filter shows; how many there are of each state is a note.
fn write(
    comparison: &Comparison<'_>,
    filter: RowFilter,
    output: SheetOutput,
    console: &mut Console,
) -> RunResult {
    let lang = console.lang;
    print_note(&comparison.counts.text(lang));
    match output.format {
        SheetFormat::Text => {
            let lines = comparison_text::lines(comparison, filter, console.width, lang);
            write_text(&lines, console)?;
        }
        SheetFormat::Json => sheet_json::write_comparison(comparison, filter, lang, &mut console.out)?,
        SheetFormat::Markdown => {
            let sheet = comparison.readers_sheet(filter, lang);
            return output.write_of_pages(&[sheet], &Query::default(), &comparison.pages, console);
        }
        SheetFormat::Ndjson
        | SheetFormat::Csv
        | SheetFormat::Tsv
        | SheetFormat::Xlsx
        | SheetFormat::Parquet => {
            let sheet = comparison.data_sheet(filter, lang);
            return output.write_of_pages(&[sheet], &Query::default(), &comparison.pages, console);
        }
    }
    Ok(RunEnding::Fine)
}

/// Resolves every name; the first that is no single case ends the run.
fn choose_cases(catalog: &Catalog, cases: &[String], lang: Lang) -> Result<Vec<usize>, RunEnding> {
    cases.iter().map(|name| choose_case(catalog, name, lang)).collect()
}

/// Returns the failure of fewer than two cases, naming the words that were read as paths.
fn too_few(request: &CompareRequest, cases: &[String], lang: Lang) -> Failure {
    let is_path = |word: &&PathBuf| !cases.iter().any(|case| word.as_path() == Path::new(case));
    let paths: Vec<String> =
        request.words.iter().filter(is_path).map(|word| quote(&word.to_string_lossy(), lang)).collect();
    if paths.is_empty() {
        return Failure::Message(lang.text("cli.compare-needs-two").to_owned());
    }
    Failure::Message(lang.fill("cli.compare-read-paths", &[("paths", &paths.join(lang.text("cli.and")))]))
}
