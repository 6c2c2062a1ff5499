//! Workbooks of Excel and LibreOffice Calc: the cells of each sheet.

use std::io::{Cursor, Read, Seek};

use calamine::{Data, DataRef, Reader as _, Xlsx};
use csv::{QuoteStyle, WriterBuilder};

use super::xml::{self, XmlElement, XmlPiece};
use crate::model::Place;
use crate::source::grid;
use crate::source::written::{MarkupWriter, WrittenDocument};

/// So many cells of a workbook are read.
pub const MOST_CELLS: usize = 1_000_000;
/// So many columns of a row are written.
const MOST_COLUMNS: u32 = 2_000;
/// Rows are filled up with blank cells in sheets of no more columns.
const MOST_PADDED: u32 = 256;
/// So many labels in a row are the heads of columns.
const WIDE: usize = 5;

/// A sheet, written in two ways. Which one a page can be read from depends on how it is laid out.
pub struct WrittenSheet {
    /// As a table of HTML, with its merged cells.
    pub as_table: WrittenDocument,
    /// As CSV, for a case a row or a column.
    pub as_records: WrittenDocument,
    /// True where labels stand side by side, above a case a row.
    pub is_wide: bool,
}

/// Why a workbook gives no sheets.
pub enum WorkbookError {
    /// It cannot be read.
    Damaged,
    /// It has too many cells.
    TooLarge,
}

/// Reads the sheets of a workbook of Excel.
pub fn excel_sheets(bytes: &[u8]) -> Result<Vec<WrittenSheet>, WorkbookError> {
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(|_| WorkbookError::Damaged)?;
    let mut left = MOST_CELLS;
    let names = workbook.sheet_names();
    names.iter().map(|name| Ok(excel_grid(&mut workbook, name, &mut left)?.write(name))).collect()
}

fn excel_grid<R: Read + Seek>(
    workbook: &mut Xlsx<R>,
    name: &str,
    left: &mut usize,
) -> Result<SheetGrid, WorkbookError> {
    let mut grid = SheetGrid::default();
    let regions = workbook.merge_cells_by_sheet_name(name).unwrap_or_default();
    // A sheet of a chart has no cells.
    let Ok(mut cells) = workbook.worksheet_cells_reader(name) else { return Ok(grid) };
    while let Some(cell) = cells.next_cell().map_err(|_| WorkbookError::Damaged)? {
        let words = words_of(cell.get_value());
        if !words.is_empty() {
            *left = left.checked_sub(1).ok_or(WorkbookError::TooLarge)?;
            grid.add(cell.get_position(), words);
        }
    }
    for region in regions {
        let (rows, columns) =
            (region.end.0.saturating_sub(region.start.0), region.end.1.saturating_sub(region.start.1));
        grid.span(region.start, rows.saturating_add(1), columns.saturating_add(1));
    }
    Ok(grid)
}

/// Returns a value as Excel shows it where no format is set; a day as `2018-04-01`.
fn words_of(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Empty => String::new(),
        // What Excel could not work out is no blank.
        DataRef::Error(error) => error.to_string(),
        DataRef::SharedString(words) => (*words).to_owned(),
        DataRef::DateTime(time) if time.is_datetime() => {
            let (year, month, day, hour, minute, ..) = time.to_ymd_hms_milli();
            let clock =
                if (hour, minute) == (0, 0) { String::new() } else { format!(" {hour:02}:{minute:02}") };
            format!("{year}-{month:02}-{day:02}{clock}")
        }
        DataRef::Int(_)
        | DataRef::Float(_)
        | DataRef::String(_)
        | DataRef::Bool(_)
        | DataRef::DateTime(_)
        | DataRef::DateTimeIso(_)
        | DataRef::DurationIso(_) => Data::from(value.clone()).to_string(),
    }
}

/// Reads the sheets of a workbook of LibreOffice Calc from its XML.
pub fn open_sheets(xml: &str) -> Result<Vec<WrittenSheet>, WorkbookError> {
    let mut reading = OpenWorkbook { left: MOST_CELLS, ..OpenWorkbook::default() };
    xml::read(xml, &["annotation"], |piece| reading.take(piece)).ok_or(WorkbookError::Damaged)?;
    if reading.left == 0 {
        return Err(WorkbookError::TooLarge);
    }
    Ok(reading.sheets.iter().map(|(name, grid)| grid.write(name)).collect())
}

#[derive(Default)]
struct OpenWorkbook {
    sheets: Vec<(String, SheetGrid)>,
    left: usize,
    /// Where the next row and cell are.
    row: u32,
    column: u32,
    /// So many rows and columns the open row and cell stand for.
    rows: u32,
    columns: u32,
    /// What the open cell spans.
    spans: (u32, u32),
    words: String,
    is_cell: bool,
}

impl OpenWorkbook {
    fn take(&mut self, piece: XmlPiece<'_>) {
        match piece {
            XmlPiece::Start(element) => self.start(element),
            XmlPiece::Words(words) if self.is_cell => self.words += words,
            XmlPiece::Words(_) => {}
            XmlPiece::End("table-row") => self.row = self.row.saturating_add(self.rows),
            XmlPiece::End("table-cell" | "covered-table-cell") => {
                self.end_cell();
                self.column = self.column.saturating_add(self.columns);
            }
            XmlPiece::End(_) => {}
        }
    }

    fn start(&mut self, element: &XmlElement<'_>) {
        let number = |name: &str| element.attribute(name).parse::<u32>().unwrap_or(1).max(1);
        match element.name() {
            "table" => {
                self.sheets.push((element.attribute("name"), SheetGrid::default()));
                self.row = 0;
            }
            "table-row" => (self.rows, self.column) = (number("number-rows-repeated"), 0),
            "table-cell" | "covered-table-cell" => {
                self.columns = number("number-columns-repeated");
                self.spans = (number("number-rows-spanned"), number("number-columns-spanned"));
                self.is_cell = true;
                self.words.clear();
            }
            "p" if self.is_cell && !self.words.is_empty() => self.words.push('\n'),
            "line-break" => self.words.push('\n'),
            "s" => self.words.push(' '),
            "tab" => self.words.push('\t'),
            _ => {}
        }
    }

    fn end_cell(&mut self) {
        self.is_cell = false;
        let Some((_, grid)) = self.sheets.last_mut() else { return };
        if self.words.trim().is_empty() || self.left == 0 {
            return;
        }
        // A value that fills a column of a table comes again in each row; the rest of a sheet is blank.
        for column in self.column..self.column.saturating_add(self.columns.min(MOST_COLUMNS)) {
            self.left = self.left.saturating_sub(1);
            grid.add((self.row, column), self.words.clone());
            grid.span((self.row, column), self.spans.0, self.spans.1);
        }
    }
}

/// The filled cells of a sheet, by rows.
#[derive(Default)]
struct SheetGrid {
    rows: Vec<(u32, Vec<SheetCell>)>,
}

struct SheetCell {
    column: u32,
    words: String,
    /// What it spans, rows and columns.
    spans: (u32, u32),
}

impl SheetGrid {
    /// Adds a cell; cells come in the order of the sheet.
    fn add(&mut self, (row, column): (u32, u32), words: String) {
        let cell = SheetCell { column, words, spans: (1, 1) };
        match self.rows.last_mut().filter(|(last, _)| *last == row) {
            Some((_, cells)) => cells.push(cell),
            None => self.rows.push((row, vec![cell])),
        }
    }

    /// Makes the cell at a place span rows and columns.
    fn span(&mut self, (row, column): (u32, u32), rows: u32, columns: u32) {
        let Ok(at) = self.rows.binary_search_by_key(&row, |(row, _)| *row) else { return };
        if let Some(cell) = self.rows[at].1.iter_mut().find(|cell| cell.column == column) {
            cell.spans = (rows, columns);
        }
    }

    /// Returns the first filled column.
    fn first_column(&self) -> u32 {
        self.rows
            .iter()
            .filter_map(|(_, cells)| cells.first())
            .map(|cell| cell.column)
            .min()
            .unwrap_or_default()
    }

    /// Returns the column up to which rows are filled up with blank cells: behind the last filled one, where there are
    /// three or more. Of two columns, a lone cell is a title as well as a label.
    fn end_column(&self) -> u32 {
        let last = self.rows.iter().filter_map(|(_, cells)| cells.last());
        let end = last.map(|cell| cell.column.saturating_add(cell.spans.1)).max().unwrap_or_default();
        if (3..MOST_PADDED).contains(&end.saturating_sub(self.first_column())) { end } else { 0 }
    }

    fn write(&self, sheet: &str) -> WrittenSheet {
        let labels = |cells: &[SheetCell]| cells.iter().filter(|cell| grid::is_label(&cell.words)).count();
        let is_wide = self.rows.iter().any(|(_, cells)| labels(cells) >= WIDE);
        WrittenSheet { as_table: self.as_table(sheet), as_records: self.as_records(sheet), is_wide }
    }

    /// Writes the sheet as a table of HTML, a row a line.
    fn as_table(&self, sheet: &str) -> WrittenDocument {
        let mut writer = MarkupWriter::default();
        let first = self.first_column();
        let end = self.end_column();
        // The rows down to which cells above reach, by column.
        let mut covered: Vec<(u32, u32)> = Vec::new();
        for (nth, (row, cells)) in self.rows.iter().enumerate() {
            writer.begin(place(sheet, *row, cells));
            writer.markup(if nth == 0 { "<table><tr>" } else { "<tr>" });
            covered.retain(|(_, end)| end > row);
            let mut at = first;
            for cell in cells.iter().filter(|cell| cell.column - first < MOST_COLUMNS) {
                for column in at..cell.column {
                    if !covered.iter().any(|(covered, _)| *covered == column) {
                        writer.markup("<td></td>");
                    }
                }
                let (rows, columns) = cell.spans;
                // Blank rows of the sheet are not written.
                let below = self.rows[nth..]
                    .iter()
                    .take_while(|(below, _)| *below < row.saturating_add(rows))
                    .count();
                let span = usize::try_from(columns.min(MOST_COLUMNS)).unwrap_or(1);
                writer.begin_cell(below, span);
                writer.words(&cell.words);
                writer.markup("</td>");
                at = cell.column.saturating_add(columns);
                if below > 1 {
                    covered.extend((cell.column..at).map(|column| (column, row.saturating_add(rows))));
                }
            }
            // A blank cell at the end is one: a label without a value stays in its column.
            for column in at..end {
                if !covered.iter().any(|(covered, _)| *covered == column) {
                    writer.markup("<td></td>");
                }
            }
            writer.markup("</tr>");
        }
        writer.markup("</table>");
        writer.finish(None)
    }

    /// Writes the sheet as CSV.
    fn as_records(&self, sheet: &str) -> WrittenDocument {
        let first = self.first_column();
        let end = self.end_column();
        let mut document = WrittenDocument::default();
        let mut line = 1_u32;
        for (row, cells) in &self.rows {
            let mut record: Vec<&str> = Vec::new();
            for cell in cells.iter().filter(|cell| cell.column - first < MOST_COLUMNS) {
                record.resize(usize::try_from(cell.column - first).unwrap_or_default(), "");
                record.push(&cell.words);
            }
            let width = usize::try_from(end.saturating_sub(first)).unwrap_or_default();
            record.resize(record.len().max(width), "");
            document.places.push((line, place(sheet, *row, cells)));
            let mut writer = WriterBuilder::new()
                .quote_style(QuoteStyle::Necessary)
                .flexible(true)
                .from_writer(Vec::new());
            // Writing into memory does not fail.
            let _ = writer.write_record(&record);
            let written = String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default();
            line = line.saturating_add(u32::try_from(written.matches('\n').count()).unwrap_or(u32::MAX));
            document.text += &written;
        }
        document
    }
}

/// Returns the place of a row: its filled cells.
fn place(sheet: &str, row: u32, cells: &[SheetCell]) -> Place {
    let name = |cell: &SheetCell| format!("{}{}", column_name(cell.column), row.saturating_add(1));
    let cell = match (cells.first(), cells.last()) {
        (Some(first), Some(last)) if first.column != last.column => format!("{}:{}", name(first), name(last)),
        (first, _) => first.map(name).unwrap_or_default(),
    };
    Place::Cell { sheet: sheet.to_owned(), cell }
}

/// Returns the letters of a column: A, B, … Z, AA.
fn column_name(column: u32) -> String {
    let letter = char::from(b'A' + u8::try_from(column % 26).unwrap_or_default());
    let before = if column >= 26 { column_name(column / 26 - 1) } else { String::new() };
    format!("{before}{letter}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_named_as_in_excel() {
        assert_eq!([0, 25, 26, 51, 52, 701, 702].map(column_name), ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }
}
