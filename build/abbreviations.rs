//! Abbreviations and what they stand for.

use std::collections::HashSet;

use crate::Outcome;

/// The names of each line: an abbreviation and at least one long form.
pub fn rust(text: &str) -> Outcome<String> {
    let mut known = HashSet::new();
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let entries: Vec<Vec<&str>> = lines.map(|line| entry(line, &mut known)).collect::<Outcome<_>>()?;
    let entries: Vec<String> = entries.iter().map(|names| format!("&{names:?}")).collect();
    Ok(format!("&[{}]", entries.join(", ")))
}

fn entry<'t>(line: &'t str, known: &mut HashSet<&'t str>) -> Outcome<Vec<&'t str>> {
    let names: Vec<&str> = line.split('\t').collect();
    if names.len() < 2 || names.iter().any(|name| name.trim() != *name || name.chars().nth(1).is_none()) {
        return Err(format!("not an abbreviation and its names: {line:?}").into());
    }
    if let Some(name) = names.iter().find(|name| !known.insert(**name)) {
        return Err(format!("“{name}” stands twice").into());
    }
    Ok(names)
}
