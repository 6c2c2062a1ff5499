//! Comma-separated values, for people with a spreadsheet: with a byte order mark, by which Japanese Excel knows
//! UTF-8, and without formulas.

use std::borrow::Cow;
use std::io;

use csv::{Terminator, WriterBuilder};

use super::output::Output;
use super::table::Table;

/// Writes a table with a head. A text that a spreadsheet would run as a formula gets `'` before it; returns the
/// indexes of the rows with such texts, a row as often as it has them.
///
/// # Errors
/// If writing fails.
pub fn write(table: &Table<'_>, out: &mut impl Output) -> io::Result<Vec<usize>> {
    let is_terminal = out.is_terminal();
    out.write_all("\u{feff}".as_bytes())?;
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(out);
    writer.write_record(table.head)?;
    let mut guarded = Vec::new();
    for (row, line) in table.lines(is_terminal).enumerate() {
        let cells = line.into_iter().map(|cell| {
            if !is_formula(&cell) {
                return cell;
            }
            guarded.push(row);
            Cow::Owned(format!("'{cell}"))
        });
        writer.write_record(cells.map(Cow::into_owned).collect::<Vec<_>>())?;
    }
    writer.flush()?;
    Ok(guarded)
}

/// True for a text that begins as a formula does, full-width signs included; dashes alone are a blank.
fn is_formula(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n'])
        && !cell.chars().all(|c| matches!(c, '-' | '－'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_guarded_and_quotes_only_where_they_are_needed() {
        let cells = ["=1+1", "＝A1", "-", "－－", "-1あ", "@x", "a,b", "\"c", "d\"", " =e"];
        let rows = cells.iter().map(|cell| vec![Cow::Borrowed(*cell), "x".into()]).collect();
        let mut bytes = Vec::new();
        let guarded = write(&Table { head: &["a", "b"], rows }, &mut bytes).unwrap();
        assert_eq!(guarded, [0, 1, 4, 5]);
        let expected = "\u{feff}a,b\r\n'=1+1,x\r\n'＝A1,x\r\n-,x\r\n－－,x\r\n'-1あ,x\r\n'@x,x\r\n\"a,b\",x\r\n\"\"\"c\",x\r\n\"d\"\"\",x\r\n =e,x\r\n";
        assert_eq!(String::from_utf8(bytes).unwrap(), expected);
    }
}
