//! Tab-separated tables with a header line.

use std::io::{self, Write};

use crate::model::Case;
use crate::model::schema::schema;
use crate::search::glossary::GlossaryEntry;

/// Writes the cases: id, name, nickname, prefectures, URL, path.
///
/// # Errors
/// If writing fails.
pub fn write_list(cases: &[&Case], out: &mut impl Write) -> io::Result<()> {
    write_row(&["id", "name", "nickname", "prefectures", "url", "path"], out)?;
    for case in cases {
        let nickname = case.nickname.as_deref().unwrap_or_default();
        let url = case.url.as_deref().unwrap_or_default();
        write_row(
            &[&case.id, &case.name, nickname, &case.prefectures.join(","), url, &case.source.path],
            out,
        )?;
    }
    Ok(())
}

/// Writes the fields of the schema: section, id, label, kind, English name.
///
/// # Errors
/// If writing fails.
pub fn write_fields(out: &mut impl Write) -> io::Result<()> {
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
pub fn write_glossary(entries: &[&GlossaryEntry], out: &mut impl Write) -> io::Result<()> {
    write_row(&["term", "kana", "romaji", "ja", "en"], out)?;
    for entry in entries {
        write_row(&[&entry.term, &entry.kana, &entry.romaji, &entry.ja, &entry.en], out)?;
    }
    Ok(())
}

/// Writes a line; tabs and line breaks in a value become spaces, as they would begin a column or a row.
fn write_row(values: &[&str], out: &mut impl Write) -> io::Result<()> {
    let clean: Vec<String> = values.iter().map(|value| value.replace(['\t', '\n', '\r'], " ")).collect();
    writeln!(out, "{}", clean.join("\t"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tabs_and_line_breaks_in_values_become_spaces() {
        let mut bytes = Vec::new();
        write_row(&["a\tb", "c\r\nd", ""], &mut bytes).unwrap();
        assert_eq!(bytes, b"a b\tc  d\t\n");
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
