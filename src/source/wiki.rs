//! Tables as wikis write them: `{|`, `|-` between rows, `| cell` or `! cell` on lines of their own or with
//! `||` between them, `|}`.

use super::grid::Record;
use super::line::cleaned_cell;

/// Returns the index of the line behind a table that begins on this line, and its records; `None` if no table
/// begins here or it has no end.
pub fn parse_table(source: &[&str], at: usize) -> Option<(usize, Vec<Record>)> {
    source[at].trim_start().strip_prefix("{|")?;
    // Tables stand in no other: the search ends at the next one.
    let is_edge = |line: &&str| EDGES.iter().any(|edge| line.trim_start().starts_with(edge));
    let end = at + 1 + source[at + 1..].iter().position(is_edge)?;
    let behind = source[end].trim_start().strip_prefix("|}")?;
    let mut records: Vec<Record> = Vec::new();
    let mut is_open = false;
    for (line, number) in source[at + 1..end].iter().zip(at + 2..) {
        let words = line.trim();
        if is_row_mark(words) {
            is_open = false;
        } else if let Some(caption) = words.strip_prefix("|+") {
            // What a program writes for none is a comment.
            if !caption.trim_start().starts_with("<!--") {
                records.push(Record::new(number, vec![cleaned_cell(caption)]));
            }
            is_open = false;
        } else if let Some(cells) = words.strip_prefix(['|', '!']) {
            let sign = if words.starts_with('!') { "!!" } else { "||" };
            let cells: Vec<String> =
                cells.split("||").flat_map(|cells| cells.split(sign)).map(cell_words).collect();
            match records.last_mut().filter(|_| is_open) {
                Some(record) => record.cells.extend(cells),
                None => records.push(Record::new(number, cells)),
            }
            is_open = true;
        } else {
            match records.last_mut().filter(|_| is_open).and_then(|record| record.cells.last_mut()) {
                Some(cell) => *cell += &format!("\n{}", cleaned_cell(words)),
                None if words.is_empty() => {}
                None => records.push(Record::new(number, vec![cleaned_cell(words)])),
            }
        }
    }
    if !behind.trim().is_empty() {
        records.push(Record::new(end + 1, vec![cleaned_cell(behind)]));
    }
    (!records.is_empty()).then_some((end + 1, records))
}

/// What opens and closes a table.
const EDGES: [&str; 2] = ["{|", "|}"];

/// True for `|-`, dashes and attributes behind it; `|-5` is a cell.
fn is_row_mark(words: &str) -> bool {
    let rest = words.strip_prefix("|-").map(|rest| rest.trim_start_matches('-'));
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' ') && rest.contains('='))
}

/// Returns the words of a cell without its attributes: `width="50%"| words`.
fn cell_words(cell: &str) -> String {
    let are_attributes = |words: &str| words.contains("=\"") || words.contains("='");
    let words = match cell.split_once('|') {
        Some((attributes, words)) if are_attributes(attributes) => words,
        Some(_) | None => cell,
    };
    cleaned_cell(words.trim())
}
