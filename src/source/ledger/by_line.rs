//! The words of a reading by the lines of the file that have them.

use super::super::line::Line;
use super::super::sections::{FoundField, FoundSection};

/// Calls `entry` with the line and the words of each title, label and part of a value.
pub fn each_entry(sections: &[FoundSection<'_>], entry: &mut impl FnMut(u32, &str)) {
    for section in sections {
        if !section.title.is_empty() {
            entry(section.line, section.title);
        }
        section.fields.iter().for_each(|field| each_entry_of_field(section, field, entry));
    }
}

/// Calls `entry` with the line and the words of the field's label and of each part of its value.
pub fn each_entry_of_field(
    section: &FoundSection<'_>,
    field: &FoundField<'_>,
    entry: &mut impl FnMut(u32, &str),
) {
    if let Some(lines) = field.lines {
        entry(lines.first, &field.label);
    }
    let line = field.lines.map_or(section.line, |lines| lines.first);
    for (line, words) in value_parts(&field.value, &field.parts, line) {
        entry(line, words);
    }
}

/// Splits a value into the words of each line; those before the first of `parts` are on `line`.
pub fn value_parts<'t>(
    value: &'t str,
    parts: &'t [(usize, u32)],
    line: u32,
) -> impl Iterator<Item = (u32, &'t str)> {
    let first = parts.first().map_or(value.len(), |(at, _)| *at);
    let ends = parts.iter().skip(1).map(|(at, _)| *at).chain([value.len()]);
    let later = parts.iter().zip(ends).filter_map(|((at, line), end)| Some((*line, value.get(*at..end)?)));
    value.get(..first).filter(|words| !words.is_empty()).map(|words| (line, words)).into_iter().chain(later)
}

/// Returns the numbers of the lines of the file that a line of the page covers.
pub fn line_numbers(line: &Line<'_>) -> impl Iterator<Item = u32> {
    let others = line.parts.iter().map(|(_, number)| *number).filter(|number| *number != line.number);
    [line.number].into_iter().chain(others)
}
