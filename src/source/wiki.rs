//! Tables as wikis write them: `{|`, `|-` between rows, `| cell` or `! cell` on lines of their own or parted by
//! `||`, `|}`.

use super::grid::Record;
use super::line::cleaned_cell;

/// The records of a table that begins on this line, and the line behind it.
pub fn table(source: &[&str], at: usize) -> Option<(usize, Vec<Record>)> {
    source[at].trim_start().strip_prefix("{|")?;
    let end = at + source[at..].iter().position(|line| line.trim_start().starts_with("|}"))?;
    let mut records: Vec<Record> = Vec::new();
    let mut is_row_open = false;
    for (line, number) in source[at + 1..end].iter().zip(at + 2..) {
        let words = line.trim();
        if words.starts_with("|-") {
            is_row_open = false;
        } else if let Some(caption) = words.strip_prefix("|+") {
            // What a program writes for none is a comment.
            if !caption.trim_start().starts_with("<!--") {
                records.push(record(number, vec![cleaned_cell(caption)]));
            }
            is_row_open = false;
        } else if let Some(cells) = words.strip_prefix(['|', '!']) {
            let cells: Vec<String> =
                cells.split("||").flat_map(|cells| cells.split("!!")).map(cell).collect();
            match records.last_mut().filter(|_| is_row_open) {
                Some(record) => record.cells.extend(cells),
                None => records.push(record(number, cells)),
            }
            is_row_open = true;
        } else if let Some(cell) = records.last_mut().and_then(|record| record.cells.last_mut()) {
            cell.push('\n');
            cell.push_str(&cleaned_cell(words));
        }
    }
    (!records.is_empty()).then_some((end + 1, records))
}

fn record(line: usize, cells: Vec<String>) -> Record {
    Record { line: u32::try_from(line).unwrap_or(u32::MAX), cells }
}

/// A cell without its attributes: `width="50%"| words`.
fn cell(cell: &str) -> String {
    let words = match cell.split_once('|') {
        Some((attributes, words)) if attributes.contains('=') => words,
        Some(_) | None => cell,
    };
    cleaned_cell(words.trim())
}
