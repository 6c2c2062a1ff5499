//! Tab-separated values, for programs: no quotes, and every cell verbatim.

use std::io::{self, Write as _};

use super::grid::{FileNotes, Heads, heads, write_blocks};
use super::output::Output;
use super::table::{Table, written_cell};
use crate::analysis::grid::Grid;

/// Writes a table with a head.
///
/// # Errors
/// If writing fails.
pub fn write(table: &Table<'_>, out: &mut impl Output) -> io::Result<()> {
    writeln!(out, "{}", table.head.join("\t"))?;
    table.lines(out.is_terminal()).try_for_each(|line| writeln!(out, "{}", line.join("\t")))
}

/// Writes a grid with a head.
///
/// # Errors
/// If writing fails.
pub fn write_grid(grid: &Grid<'_>, names: Heads, out: &mut impl Output) -> io::Result<FileNotes> {
    let is_terminal = out.is_terminal();
    writeln!(out, "{}", heads(grid, names).join("\t"))?;
    write_blocks(grid, out, |rows, notes| {
        let mut bytes = Vec::new();
        for row in rows {
            for (column, head) in grid.columns.iter().enumerate() {
                let cell = grid.cell(row, column);
                notes.note_items(&cell, (row, column));
                let before = if column == 0 { "" } else { "\t" };
                let text = cell.plain_text();
                write!(bytes, "{before}{}", written_cell(&head.heading.id, &text, is_terminal))?;
            }
            bytes.push(b'\n');
        }
        Ok(bytes)
    })
}
