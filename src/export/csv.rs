//! Comma-separated values, for people with a spreadsheet: with a byte order mark, by which Japanese Excel knows
//! UTF-8, and without formulas.

use std::io;

use csv::{Terminator, Writer, WriterBuilder};

use super::grid::{FileNotes, Heads, heads, write_blocks};
use super::output::Output;
use super::table::{Table, written_cell};
use crate::analysis::grid::Grid;

/// How a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CsvStyle {
    /// Texts that a spreadsheet would run stay as they are.
    pub keeps_formulas: bool,
    /// A byte order mark is in front.
    pub has_mark: bool,
}

impl Default for CsvStyle {
    fn default() -> Self {
        Self { keeps_formulas: false, has_mark: true }
    }
}

/// Writes a table with a head. A text that a spreadsheet would run as a formula gets `'` before it; returns the
/// row and the column of each such cell.
///
/// # Errors
/// If writing fails.
pub fn write(table: &Table<'_>, style: CsvStyle, out: &mut impl Output) -> io::Result<Vec<(usize, usize)>> {
    let is_terminal = out.is_terminal();
    write_head(table.head.iter().map(AsRef::as_ref), style, out)?;
    let mut writer = writer(out);
    let mut guarded = Vec::new();
    for (row, line) in table.lines(is_terminal).enumerate() {
        for (column, cell) in line.iter().enumerate() {
            if write_cell(cell, style, &mut writer)? {
                guarded.push((row, column));
            }
        }
        writer.write_record(None::<&[u8]>)?;
    }
    writer.flush()?;
    Ok(guarded)
}

/// Writes a grid with a head, as [`write`] writes a table.
///
/// # Errors
/// If writing fails.
pub fn write_grid(
    grid: &Grid<'_>,
    names: Heads,
    style: CsvStyle,
    out: &mut impl Output,
) -> io::Result<FileNotes> {
    let is_terminal = out.is_terminal();
    write_head(heads(grid, names).iter().map(String::as_str), style, out)?;
    write_blocks(grid, out, |rows, notes| {
        let mut bytes = Vec::new();
        let mut writer = writer(&mut bytes);
        for row in rows {
            for (column, head) in grid.columns.iter().enumerate() {
                let cell = grid.cell(row, column);
                notes.note_items(&cell, (row, column));
                let text = cell.plain_text();
                // A number is never one.
                let keeps_formulas = style.keeps_formulas || cell.is_number();
                let style = CsvStyle { keeps_formulas, ..style };
                if write_cell(&written_cell(&head.heading.id, &text, is_terminal), style, &mut writer)? {
                    notes.guarded.push((row, column));
                }
            }
            writer.write_record(None::<&[u8]>)?;
        }
        writer.flush()?;
        drop(writer);
        Ok(bytes)
    })
}

fn writer<W: io::Write>(out: W) -> Writer<W> {
    WriterBuilder::new().terminator(Terminator::CRLF).from_writer(out)
}

fn write_head<'h>(
    heads: impl Iterator<Item = &'h str>,
    style: CsvStyle,
    out: &mut impl Output,
) -> io::Result<()> {
    if style.has_mark {
        out.write_all("\u{feff}".as_bytes())?;
    }
    let mut writer = writer(out);
    for head in heads {
        // The `=` before the head of a derived column is no formula either.
        write_cell(head, style, &mut writer)?;
    }
    writer.write_record(None::<&[u8]>)?;
    writer.flush()
}

/// Writes a cell; true if it is guarded.
fn write_cell<W: io::Write>(cell: &str, style: CsvStyle, writer: &mut Writer<W>) -> io::Result<bool> {
    let is_guarded = !style.keeps_formulas && is_formula(cell);
    if is_guarded {
        writer.write_field(format!("'{cell}"))?;
    } else {
        writer.write_field(cell)?;
    }
    Ok(is_guarded)
}

/// True for a text that begins as a formula does, full-width signs included; dashes alone are a blank.
fn is_formula(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n'])
        && !cell.chars().all(|c| matches!(c, '-' | '－'))
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::*;

    #[test]
    fn formulas_are_guarded_and_quotes_only_where_they_are_needed() {
        let cells = ["=1+1", "＝A1", "-", "－－", "-1あ", "@x", "a,b", "\"c", "d\"", " =e"];
        let rows = cells.iter().map(|cell| vec![Cow::Borrowed(*cell), "x".into()]).collect();
        let mut bytes = Vec::new();
        let guarded =
            write(&Table { head: vec!["a".into(), "b".into()], rows }, CsvStyle::default(), &mut bytes)
                .unwrap();
        assert_eq!(guarded, [(0, 0), (1, 0), (4, 0), (5, 0)]);
        let expected = "\u{feff}a,b\r\n'=1+1,x\r\n'＝A1,x\r\n-,x\r\n－－,x\r\n'-1あ,x\r\n'@x,x\r\n\"a,b\",x\r\n\"\"\"c\",x\r\n\"d\"\"\",x\r\n =e,x\r\n";
        assert_eq!(String::from_utf8(bytes).unwrap(), expected);
    }
}
