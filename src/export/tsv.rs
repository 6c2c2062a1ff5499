//! Tab-separated values, for programs: no quotes, and every cell verbatim.

use std::io;

use super::output::Output;
use super::table::Table;

/// Writes a table with a head.
///
/// # Errors
/// If writing fails.
pub fn write(table: &Table<'_>, out: &mut impl Output) -> io::Result<()> {
    writeln!(out, "{}", table.head.join("\t"))?;
    table.lines(out.is_terminal()).try_for_each(|line| writeln!(out, "{}", line.join("\t")))
}
