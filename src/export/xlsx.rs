//! Excel workbooks: plain tables with one head row, of values without formulas.

use std::io;

use rayon::prelude::*;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};

use super::grid::{FileFacts, FileNotes, Heads, NamedGrid, heads};
use super::output::Output;
use crate::analysis::cell::{Cell, CellValue, NumberFormat};
use crate::analysis::grid::Grid;
use crate::analysis::headings_sheet;
use crate::analysis::kind::ColumnKind;
use crate::analysis::sheet::SheetColumn;
use crate::analysis::sources::{newest_day, sources_sheet, spreadsheet_day};
use crate::lang::Lang;
use crate::text::is_web_address;
use crate::text::width::cells;

/// The units of UTF-16 that a cell holds.
const LONGEST_TEXT: usize = 32_767;
/// The units of UTF-16 that a link holds.
const LONGEST_LINK: usize = 2_079;
/// The links that a sheet holds.
const MOST_LINKS: usize = 65_530;
/// The rows below the head up to which a sheet is written; Excel itself ends at 1,048,576.
const MOST_ROWS: usize = 1_000_000;
/// The narrowest and the widest column, in letters.
const WIDTHS: (f64, f64) = (8.0, 50.0);
/// A letter in Excel beside a cell of a terminal.
const LETTER: f64 = 1.1;
/// Rows whose cells are made at once.
const BLOCK: usize = 512;

/// Writes sheets, and behind them one of what their columns are and one of where they are from; returns for each
/// what it has otherwise than the page, nothing for one that has too many rows and is left out.
///
/// # Errors
/// If writing fails.
pub fn write(
    sheets: &[NamedGrid<'_>],
    facts: &FileFacts<'_>,
    lang: Lang,
    out: &mut impl Output,
) -> io::Result<Vec<Option<FileNotes>>> {
    let (bytes, notes) = workbook(sheets, facts, lang).map_err(io::Error::other)?;
    out.write_all(&bytes)?;
    Ok(notes)
}

fn workbook(
    sheets: &[NamedGrid<'_>],
    facts: &FileFacts<'_>,
    lang: Lang,
) -> Result<(Vec<u8>, Vec<Option<FileNotes>>), XlsxError> {
    let mut workbook = Workbook::new();
    // The same pages give the same bytes on any day.
    let (year, month, day) = newest_day(facts.pages).and_then(spreadsheet_day).unwrap_or((1970, 1, 1));
    let created = ExcelDateTime::from_ymd(year, month, day)?;
    let properties =
        DocProperties::new().set_creation_datetime(&created).set_author(&facts.made_by.generator);
    workbook.set_properties(&properties);
    let mut add =
        |name: &str, grid: &Grid<'_>| write_grid(grid, lang, workbook.add_worksheet().set_name(name)?);
    let mut notes = Vec::new();
    for NamedGrid { name, grid } in sheets {
        notes.push(if grid.rows <= MOST_ROWS { Some(add(name, grid)?) } else { None });
    }
    let columns = sheets.first().map_or(&[][..], |sheet| &sheet.grid.columns);
    let columns = headings_sheet(columns.iter().map(|column| column.heading.clone()), lang);
    add(lang.text("cli.sheet-columns"), &Grid::of_sheet(&columns))?;
    let sources = sources_sheet(facts.pages, &facts.made_by, lang);
    add(lang.text("cli.sheet-sources"), &Grid::of_sheet(&sources))?;
    Ok((workbook.save_to_buffer()?, notes))
}

fn write_grid(grid: &Grid<'_>, lang: Lang, sheet: &mut Worksheet) -> Result<FileNotes, XlsxError> {
    let formats: Vec<Format> = grid.columns.iter().map(format_of).collect();
    let mut widths: Vec<usize> = Vec::new();
    for (at, head) in (0_u16..).zip(heads(grid, Heads::Labels(lang))) {
        sheet.write_string_with_format(
            0,
            at,
            &head,
            &Format::new().set_bold().set_align(FormatAlign::Top),
        )?;
        widths.push(cells(&head));
    }
    let mut written = Written { notes: FileNotes::default(), links: 0 };
    for start in (0..grid.rows).step_by(BLOCK) {
        let rows: Vec<Vec<Cell<'_>>> = (start..grid.rows.min(start + BLOCK))
            .into_par_iter()
            .map(|row| (0..grid.columns.len()).map(|column| grid.cell(row, column)).collect())
            .collect();
        for (row, row_cells) in (start..).zip(&rows) {
            for (column, cell) in row_cells.iter().enumerate() {
                let width = written.write_cell(sheet, grid, (row, column), cell, &formats[column])?;
                widths[column] = widths[column].max(width);
            }
        }
    }
    for (at, width) in (0_u16..).zip(widths) {
        let width = f64::from(u32::try_from(width).unwrap_or(u32::MAX)) * LETTER;
        sheet.set_column_width(at, width.clamp(WIDTHS.0, WIDTHS.1))?;
    }
    sheet.set_freeze_panes(1, u16::try_from(grid.columns.len().min(2)).unwrap_or(2))?;
    if let Some(last) = grid.columns.len().checked_sub(1) {
        sheet.autofilter(0, 0, row_number(grid.rows), u16::try_from(last).unwrap_or(u16::MAX))?;
    }
    Ok(written.notes)
}

/// Returns how the cells of a column look.
fn format_of(SheetColumn { heading, format }: &SheetColumn) -> Format {
    let top = Format::new().set_align(FormatAlign::Top);
    match (heading.kind, format) {
        (ColumnKind::Year, _) => top.set_num_format("0"),
        (ColumnKind::Share, _) => top.set_num_format("0.0%"),
        (ColumnKind::Ratio, NumberFormat::OneDecimal) => top.set_num_format("#,##0.0"),
        (ColumnKind::Number | ColumnKind::Yen, _) => top.set_num_format("#,##0"),
        (ColumnKind::Date, _) => top.set_num_format("yyyy-mm-dd"),
        (
            ColumnKind::Text
            | ColumnKind::Choice
            | ColumnKind::Items
            | ColumnKind::Mark
            | ColumnKind::Flag
            | ColumnKind::Ratio,
            _,
        ) => top,
    }
}

/// What was written so far.
struct Written {
    notes: FileNotes,
    links: usize,
}

impl Written {
    /// Writes a cell, an empty one not at all; returns its width.
    fn write_cell(
        &mut self,
        sheet: &mut Worksheet,
        grid: &Grid<'_>,
        (row, column): (usize, usize),
        cell: &Cell<'_>,
        format: &Format,
    ) -> Result<usize, XlsxError> {
        let (at, across) = (row_number(row + 1), u16::try_from(column).unwrap_or(u16::MAX));
        if let CellValue::Date(date) = &cell.value
            && let Some((year, month, day)) = spreadsheet_day(*date)
        {
            sheet.write_datetime_with_format(
                at,
                across,
                ExcelDateTime::from_ymd(year, month, day)?,
                format,
            )?;
            return Ok("2026-01-01".len());
        }
        if let Some(number) = cell.value.as_double() {
            sheet.write_number_with_format(at, across, number, format)?;
            return Ok(cells(&cell.text(grid.columns[column].format, Lang::Ja)));
        }
        self.notes.note_items(cell, (row, column));
        let text = cell.plain_text();
        let whole = valid_xml(&text);
        let text = cut(&whole);
        if text.len() < whole.len() {
            self.notes.cut.push((row, column));
        }
        if text.is_empty() {
            return Ok(0);
        }
        let is_link = grid.columns[column].heading.id == "url"
            && self.links < MOST_LINKS
            && text.encode_utf16().count() <= LONGEST_LINK
            && is_web_address(text);
        if is_link {
            self.links += 1;
            sheet.write_url_with_format(at, across, text, &format.clone().set_hyperlink())?;
        } else {
            sheet.write_string_with_format(at, across, text, format)?;
        }
        Ok(cells(text))
    }
}

fn row_number(row: usize) -> u32 {
    u32::try_from(row).unwrap_or(u32::MAX)
}

/// Returns a text without the two characters that no XML may have.
fn valid_xml(text: &str) -> String {
    text.replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")
}

/// Returns as much of a text as a cell holds.
fn cut(text: &str) -> &str {
    if text.len() <= LONGEST_TEXT {
        return text;
    }
    let mut units = 0;
    let end = text.char_indices().find(|(_, letter)| {
        units += letter.len_utf16();
        units > LONGEST_TEXT
    });
    end.map_or(text, |(at, _)| &text[..at])
}
