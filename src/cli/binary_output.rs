//! Files of bytes: Excel workbooks and Parquet, where this program was built with them.

use std::env;

use super::console::Console;
#[cfg(any(feature = "parquet", feature = "xlsx"))]
use super::failure::RunEnding;
use super::failure::{Failure, RunResult};
use super::format::SheetFormat;
use crate::analysis::sources::MadeBy;
use crate::export::grid::{FileFacts, NamedGrid};
use crate::export::json::generator;
use crate::export::output::Output;
use crate::lang::Lang;
use crate::model::CasePage;
use crate::search::Query;

/// Returns why a format cannot be written here, if so: a terminal shows no bytes, and a build may be without it.
#[must_use]
pub fn obstacle(format: SheetFormat, console: &Console) -> Option<Failure> {
    let lang = console.lang;
    let is_missing = match format {
        SheetFormat::Parquet => !cfg!(feature = "parquet"),
        SheetFormat::Xlsx => !cfg!(feature = "xlsx"),
        SheetFormat::Text
        | SheetFormat::Json
        | SheetFormat::Ndjson
        | SheetFormat::Csv
        | SheetFormat::Tsv
        | SheetFormat::Markdown => return None,
    };
    if is_missing {
        return Some(not_built_in(format, lang));
    }
    console.out.is_terminal().then(|| Failure::Message(lang.text("cli.binary-to-terminal").to_owned()))
}

fn not_built_in(format: SheetFormat, lang: Lang) -> Failure {
    Failure::Message(lang.fill("cli.not-built-in", &[("format", &<&str>::from(format))]))
}

/// Returns what a file says of itself.
pub fn file_facts<'a>(query: &Query, pages: &'a [CasePage<'a>]) -> FileFacts<'a> {
    let arguments = env::args_os().skip(1).map(|argument| argument.to_string_lossy().into_owned());
    let command = shell_words::join(["jirei".to_owned()].into_iter().chain(arguments));
    FileFacts { made_by: MadeBy { generator: generator(), command, query: query.text().to_owned() }, pages }
}

/// Writes grids in a format of bytes; Parquet holds a single one.
pub fn write(
    format: SheetFormat,
    grids: &[NamedGrid<'_>],
    facts: &FileFacts<'_>,
    console: &mut Console,
) -> RunResult {
    if format == SheetFormat::Parquet {
        write_parquet(grids, facts, console)
    } else {
        write_workbook(grids, facts, console)
    }
}

#[cfg(feature = "parquet")]
fn write_parquet(grids: &[NamedGrid<'_>], facts: &FileFacts<'_>, console: &mut Console) -> RunResult {
    let [NamedGrid { grid, .. }] = grids else {
        return Err(Failure::Message(console.lang.text("cli.one-table").to_owned()));
    };
    crate::export::parquet::write(grid, facts, &mut console.out)?;
    Ok(RunEnding::Fine)
}

#[cfg(not(feature = "parquet"))]
fn write_parquet(_: &[NamedGrid<'_>], _: &FileFacts<'_>, console: &mut Console) -> RunResult {
    Err(not_built_in(SheetFormat::Parquet, console.lang))
}

#[cfg(feature = "xlsx")]
fn write_workbook(grids: &[NamedGrid<'_>], facts: &FileFacts<'_>, console: &mut Console) -> RunResult {
    let lang = console.lang;
    let notes = crate::export::xlsx::write(grids, facts, lang, &mut console.out)?;
    for (NamedGrid { grid, .. }, notes) in grids.iter().zip(&notes) {
        match notes {
            Some(notes) => console.note_changes(grid, notes),
            None => super::console::print_note(&lang.fill("cli.too-many-rows", &[("count", &grid.rows)])),
        }
    }
    Ok(RunEnding::Fine)
}

#[cfg(not(feature = "xlsx"))]
fn write_workbook(_: &[NamedGrid<'_>], _: &FileFacts<'_>, console: &mut Console) -> RunResult {
    Err(not_built_in(SheetFormat::Xlsx, console.lang))
}
