//! How a sheet is written: the format of `--format` or of the file's ending, and the style of CSV.

use std::ffi::OsStr;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::ArgMatches;
use strum::VariantNames;

use super::binary_output::{self, file_facts};
use super::console::Console;
use super::failure::{RunEnding, RunResult};
use super::format::SheetFormat;
use crate::analysis::grid::Grid;
use crate::analysis::sheet::Sheet;
use crate::export::csv::{self, CsvStyle};
use crate::export::grid::{Heads, NamedGrid};
use crate::export::{sheet_json, sheet_text, tsv};
use crate::model::CasePage;
use crate::search::Query;
use crate::text::shown::harmless;

/// How a sheet is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SheetOutput {
    /// The format.
    pub format: SheetFormat,
    /// Heads with labels and units instead of ids.
    labels: bool,
    /// CSV without a byte order mark.
    omits_mark: bool,
    /// Texts that a spreadsheet would run stay as they are.
    keeps_formulas: bool,
}

impl SheetOutput {
    /// Parses the output of the arguments: a format that is given beats the file's ending.
    #[must_use]
    pub fn from_arguments(matches: &ArgMatches, usual: SheetFormat) -> Self {
        let chosen = matches.get_one::<String>("format").and_then(|name| name.parse().ok());
        let by_ending = matches.get_one::<PathBuf>("output").and_then(|file| format_of_ending(file));
        let is_chosen =
            |name: &str, word: &str| matches.get_one::<String>(name).is_some_and(|chosen| chosen == word);
        Self {
            format: chosen.or(by_ending).unwrap_or(usual),
            labels: is_chosen("head", "label"),
            omits_mark: is_chosen("bom", "never"),
            keeps_formulas: is_chosen("formulas", "keep"),
        }
    }

    /// True for the formats of files, which have a column of ids and a datum a cell.
    #[must_use]
    pub fn is_of_files(self) -> bool {
        self.format.is_binary() || matches!(self.format, SheetFormat::Csv | SheetFormat::Tsv)
    }

    /// Writes sheets, several one below the other.
    ///
    /// # Errors
    /// If writing fails.
    pub fn write(self, sheets: &[Sheet<'_>], query: &Query, console: &mut Console) -> RunResult {
        self.write_of_pages(sheets, query, &[], console)
    }

    /// Writes sheets that are made of these pages.
    ///
    /// # Errors
    /// If writing fails.
    pub fn write_of_pages(
        self,
        sheets: &[Sheet<'_>],
        query: &Query,
        pages: &[CasePage<'_>],
        console: &mut Console,
    ) -> RunResult {
        let lang = console.lang;
        if self.format.is_binary() {
            let mut grids = Vec::new();
            for (number, sheet) in (1..).zip(sheets) {
                let number = if sheets.len() > 1 { format!("{number}") } else { String::new() };
                let name = lang.text("cli.sheet-table").to_owned() + &number;
                grids.push(NamedGrid::new(name, Grid::of_sheet(sheet)));
            }
            return binary_output::write(self.format, &grids, &file_facts(query, pages), console);
        }
        for (at, sheet) in sheets.iter().enumerate() {
            if at > 0 && self.format != SheetFormat::Ndjson {
                writeln!(console.out)?;
            }
            match self.format {
                SheetFormat::Text => write_text(&sheet_text::lines(sheet, lang), console)?,
                SheetFormat::Markdown => write_text(&sheet_text::markdown_lines(sheet, lang), console)?,
                SheetFormat::Json => sheet_json::write_document(sheet, query, lang, &mut console.out)?,
                SheetFormat::Ndjson => sheet_json::write_lines(sheet, &mut console.out)?,
                SheetFormat::Csv | SheetFormat::Tsv | SheetFormat::Xlsx | SheetFormat::Parquet => {
                    self.write_grid(&Grid::of_sheet(sheet), at == 0, console)?;
                }
            }
        }
        Ok(RunEnding::Fine)
    }

    /// Writes a grid as CSV or TSV, and notes what the file has otherwise than the page.
    ///
    /// # Errors
    /// If writing fails.
    pub fn write_grid(self, grid: &Grid<'_>, begins_file: bool, console: &mut Console) -> io::Result<()> {
        let heads = if self.labels { Heads::Labels(console.lang) } else { Heads::Ids };
        let style =
            CsvStyle { keeps_formulas: self.keeps_formulas, has_mark: begins_file && !self.omits_mark };
        let notes = if self.format == SheetFormat::Csv {
            csv::write_grid(grid, heads, style, &mut console.out)?
        } else {
            tsv::write_grid(grid, heads, &mut console.out)?
        };
        console.note_changes(grid, &notes);
        Ok(())
    }
}

/// Writes lines of text, without anything that would drive a terminal.
///
/// # Errors
/// If writing fails.
pub fn write_text(lines: &[String], console: &mut Console) -> io::Result<()> {
    lines.iter().try_for_each(|line| writeln!(console.out, "{}", harmless(line)))
}

/// Returns the ending of a sheet's file that stands for no format, if `--format` does not say which.
#[must_use]
pub fn unknown_ending(matches: &ArgMatches) -> Option<String> {
    let (_, own) = matches.subcommand()?;
    // Only sheets have heads.
    own.try_get_one::<String>("head").ok()?;
    let is_chosen = own.try_get_one::<String>("format").is_ok_and(|format| format.is_some());
    let file = own.try_get_one::<PathBuf>("output").ok()??;
    let ending = file.extension().and_then(OsStr::to_str)?;
    let is_regular = std::fs::metadata(file).map_or(true, |found| found.is_file());
    let is_unknown = !is_chosen && is_regular && format_of_ending(file).is_none();
    is_unknown.then(|| ending.to_owned())
}

/// Returns the format that the ending of a file's name stands for.
fn format_of_ending(file: &Path) -> Option<SheetFormat> {
    let ending = file.extension().and_then(OsStr::to_str)?.to_ascii_lowercase();
    match ending.as_str() {
        "md" => Some(SheetFormat::Markdown),
        "txt" => Some(SheetFormat::Text),
        known => SheetFormat::VARIANTS.contains(&known).then(|| known.parse().ok()).flatten(),
    }
}
