//! The tables of a text, whatever draws them, as one list of records, with the words between them: cases
//! that stand side by side may have a table for each section.

use std::borrow::Cow;
use std::sync::LazyLock;

use memchr::{memchr_iter, memmem::Finder};

use super::grid::{self, Record};
use super::line::{Line, LineKind, cleaned_cells, is_bar, is_rule};
use super::wiki;

/// Fewer rows of several cells show no cases.
const FEWEST: usize = 3;

/// Bars that are not ASCII.
static DRAWN: LazyLock<[Finder<'static>; 3]> = LazyLock::new(|| ["│", "┃", "｜"].map(Finder::new));

/// Returns the lines of the pages whose values are side by side in the tables of a text; `None` if it is one
/// page.
pub fn side_by_side_cases(text: &str, source: &[&str]) -> Option<Vec<Line<'static>>> {
    let has_bars = memchr_iter(b'|', text.as_bytes()).nth(2 * FEWEST).is_some();
    if !has_bars && !DRAWN.iter().any(|bar| bar.find(text.as_bytes()).is_some()) {
        return None;
    }
    let is_wide = |line: &&&str| line.matches(is_bar).nth(2).is_some();
    let is_wiki = || source.iter().any(|line| line.starts_with("{|"));
    let has_wide = source.iter().filter(is_wide).nth(FEWEST - 1).is_some();
    (has_wide || is_wiki()).then(|| grid::abreast(&records(source)))?
}

/// Returns each row of a table and each line of words between tables as a record.
fn records(source: &[&str]) -> Vec<Record> {
    let mut records = Vec::with_capacity(source.len());
    let mut at = 0;
    while let Some(line) = source.get(at) {
        if let Some((end, rows)) = wiki::parse_table(source, at) {
            records.extend(rows);
            at = end;
        } else if line.trim_start().starts_with(is_rule_or_bar) {
            let end = source[at..].iter().position(|line| !line.trim_start().starts_with(is_rule_or_bar));
            let end = end.map_or(source.len(), |rows| at + rows);
            records.extend(drawn_records(&source[at..end], at + 1));
            at = end;
        } else {
            let cells = match Line::clean(0, line).kind {
                LineKind::Plain { text, .. } => vec![text.into_owned()],
                LineKind::Row { label, value, .. } => {
                    [Some(label), value].into_iter().flatten().map(Cow::into_owned).collect()
                }
                LineKind::Blank | LineKind::Rule => Vec::new(),
            };
            if !cells.is_empty() {
                records.push(Record::new(at + 1, cells));
            }
            at += 1;
        }
    }
    records
}

/// True for a bar or sign that a line of a drawn table begins with.
fn is_rule_or_bar(c: char) -> bool {
    is_bar(c) || matches!(c, '+' | '┌' | '├' | '└' | '┏' | '┣' | '┗' | '╔' | '╠' | '╚')
}

/// Returns the rows of a drawn table; if rules separate all of them, each may take several lines.
fn drawn_records(lines: &[&str], first: usize) -> Vec<Record> {
    let is_rule = |line: &&str| is_rule(line.trim()) || !line.trim_start().starts_with(is_bar);
    let rules = lines.iter().filter(|line| is_rule(line)).count();
    let groups = lines.split(|line| is_rule(line)).filter(|group| !group.is_empty()).count();
    // A rule below the head and one at each end part no rows.
    let is_parted = rules > 3 && groups + 2 >= rules;
    let mut records: Vec<Record> = Vec::new();
    let mut is_open = false;
    for (line, at) in lines.iter().zip(first..) {
        if is_rule(line) {
            is_open = false;
            continue;
        }
        let cells = cleaned_cells(line.trim());
        match records.last_mut().filter(|_| is_open && is_parted) {
            Some(record) => record.append_line(cells),
            None => records.push(Record::new(at, cells)),
        }
        is_open = true;
    }
    records
}
