//! Tab-separated tables with a header line.

use std::borrow::Cow;
use std::io;

use super::output::Output;
use crate::model::Case;
use crate::model::schema::schema;
use crate::search::glossary::GlossaryEntry;
use crate::text::shown::{harmless, shown};

/// Writes the cases: id, name, nickname, prefectures, URL, path.
///
/// # Errors
/// If writing fails.
pub fn write_list(cases: &[&Case], out: &mut impl Output) -> io::Result<()> {
    write_row(&["id", "name", "nickname", "prefectures", "url", "path"], out)?;
    for case in cases {
        let nickname = case.nickname.as_deref().unwrap_or_default();
        let url = case.url.as_deref().unwrap_or_default();
        let path = path_cell(&case.source.path, out.is_terminal());
        write_row(&[&case.id, &case.name, nickname, &case.prefectures.join(","), url, &path], out)?;
    }
    Ok(())
}

/// Writes the fields of the schema: section, id, label, kind, English name.
///
/// # Errors
/// If writing fails.
pub fn write_fields(out: &mut impl Output) -> io::Result<()> {
    write_row(&["section", "id", "label", "kind", "en"], out)?;
    for section in schema().sections {
        for field in section.fields {
            write_row(&[section.id, field.id, field.label, field.kind.name(), field.en], out)?;
        }
    }
    Ok(())
}

/// Writes terms of the glossary: term, reading in kana and in Latin letters, explanation in Japanese and
/// in English.
///
/// # Errors
/// If writing fails.
pub fn write_glossary(entries: &[&GlossaryEntry], out: &mut impl Output) -> io::Result<()> {
    write_row(&["term", "kana", "romaji", "ja", "en"], out)?;
    for entry in entries {
        write_row(&[&entry.term, &entry.kana, &entry.romaji, &entry.ja, &entry.en], out)?;
    }
    Ok(())
}

/// Returns a path as it is, with what would break the row escaped; on a terminal all that is not seen.
fn path_cell(path: &str, is_terminal: bool) -> Cow<'_, str> {
    if is_terminal || path.contains(breaks_row) { shown(path) } else { path.into() }
}

/// Writes a line; what would begin a column or a row in a value becomes a space, and what drives a terminal is
/// escaped on one.
fn write_row(values: &[&str], out: &mut impl Output) -> io::Result<()> {
    let clean: Vec<String> = values.iter().map(|value| value.replace(breaks_row, " ")).collect();
    let row = clean.iter().map(|value| if out.is_terminal() { harmless(value) } else { value.into() });
    let row = row.collect::<Vec<_>>().join("\t");
    writeln!(out, "{row}")
}

/// True for a tab and for everything at which some program ends a line.
fn breaks_row(c: char) -> bool {
    matches!(c, '\t'..='\r' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tabs_and_line_breaks_in_values_become_spaces() {
        let mut bytes = Vec::new();
        write_row(&["a\tb", "c\r\nd", "", "e\u{c}f\u{2028}g"], &mut bytes).unwrap();
        assert_eq!(bytes, b"a b\tc  d\t\te f g\n");
    }

    #[test]
    fn a_path_is_verbatim_unless_it_breaks_the_row_or_is_for_a_terminal() {
        assert_eq!(path_cell("a\u{200b}\u{1b}b", false), "a\u{200b}\u{1b}b");
        assert_eq!(path_cell("a\u{200b}\u{1b}b", true), "a\\u{200b}\\u{1b}b");
        assert_eq!(path_cell("a\nb", false), "a\\u{a}b");
    }

    #[test]
    fn every_line_has_as_many_columns_as_the_header() {
        let mut bytes = Vec::new();
        write_fields(&mut bytes).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        assert_eq!(text.lines().count(), 1 + schema().fields().count());
        assert!(text.lines().all(|line| line.split('\t').count() == 5));
    }
}
