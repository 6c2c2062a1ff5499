//! The glossary.

use std::collections::HashSet;

use crate::Outcome;

const HEAD: &str = "term\tkana\tromaji\tja\ten";

/// The columns of each line.
pub fn rust(text: &str) -> Outcome<String> {
    let mut lines = text.lines();
    if lines.next() != Some(HEAD) {
        return Err(format!("the first line is not {HEAD:?}").into());
    }
    let mut terms = HashSet::new();
    let entries: Vec<[&str; 5]> = lines.map(|line| entry(line, &mut terms)).collect::<Outcome<_>>()?;
    Ok(format!("&{entries:?}"))
}

fn entry<'t>(line: &'t str, terms: &mut HashSet<&'t str>) -> Outcome<[&'t str; 5]> {
    let columns: Vec<&str> = line.split('\t').collect();
    let columns: [&str; 5] = columns.try_into().map_err(|_| format!("not five columns: {line:?}"))?;
    let [term, _, romaji, ..] = columns;
    if columns.iter().any(|column| column.trim().is_empty()) {
        return Err(format!("an empty column: {line:?}").into());
    }
    if !romaji.chars().all(|char| char.is_ascii_lowercase() || char == ' ') {
        return Err(format!("“{romaji}” is more than small letters").into());
    }
    if !terms.insert(term) {
        return Err(format!("“{term}” stands twice").into());
    }
    Ok(columns)
}
