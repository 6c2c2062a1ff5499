//! Comma-separated values, for people with a spreadsheet: with a byte order mark, by which Japanese Excel knows
//! UTF-8, and without formulas.

use std::io;

use csv::{Terminator, WriterBuilder};

use super::output::Output;
use super::table::Table;

/// How a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CsvStyle {
    /// Texts that a spreadsheet would run stay as they are.
    pub keeps_formulas: bool,
    /// The table is the first of its file.
    pub begins_file: bool,
}

impl Default for CsvStyle {
    fn default() -> Self {
        Self { keeps_formulas: false, begins_file: true }
    }
}

/// Writes a table with a head. A text that a spreadsheet would run as a formula gets `'` before it; returns the
/// row and the column of each such cell.
///
/// # Errors
/// If writing fails.
pub fn write(table: &Table<'_>, style: CsvStyle, out: &mut impl Output) -> io::Result<Vec<(usize, usize)>> {
    let is_terminal = out.is_terminal();
    if style.begins_file {
        out.write_all("\u{feff}".as_bytes())?;
    }
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(out);
    let is_guarded = |cell: &str| !style.keeps_formulas && is_formula(cell);
    // The `=` before the head of a derived column is no formula either.
    let heads =
        table.head.iter().map(|head| if is_guarded(head) { format!("'{head}") } else { head.to_string() });
    writer.write_record(heads)?;
    let mut guarded = Vec::new();
    for (row, line) in table.lines(is_terminal).enumerate() {
        let cells = line.into_iter().enumerate().map(|(column, cell)| {
            if !is_guarded(&cell) {
                return cell.into_owned();
            }
            guarded.push((row, column));
            format!("'{cell}")
        });
        writer.write_record(cells)?;
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
