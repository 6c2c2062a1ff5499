//! The tables of the command line: a head and rows of cells, for every format that has them.

use std::borrow::Cow;

use crate::model::Case;
use crate::model::schema::{FieldSpec, schema};
use crate::search::glossary::GlossaryEntry;
use crate::text::shown::{harmless, shown, without_controls};

/// A table.
pub struct Table<'a> {
    /// The names of the columns.
    pub head: Vec<Cow<'a, str>>,
    /// The rows, as wide as the head.
    pub rows: Vec<Vec<Cow<'a, str>>>,
}

/// The column with the path of a file, in tables that have one.
const PATH: &str = "path";
/// The same in tables of pages.
const SOURCE_PATH: &str = "source_path";

impl<'a> Table<'a> {
    /// Creates the table of cases: id, name, nickname, prefectures, URL, path.
    #[must_use]
    pub fn of_cases(cases: &[&'a Case]) -> Self {
        let row = |case: &&'a Case| {
            let nickname = case.nickname.as_deref().unwrap_or_default();
            let url = case.url.as_deref().unwrap_or_default();
            let prefectures = case.prefectures.join(",").into();
            vec![
                case.id.as_str().into(),
                case.name.as_str().into(),
                nickname.into(),
                prefectures,
                url.into(),
                case.source.path.as_str().into(),
            ]
        };
        let head = ["id", "name", "nickname", "prefectures", "url", PATH];
        Self { head: head.map(Cow::Borrowed).to_vec(), rows: cases.iter().map(row).collect() }
    }

    /// Creates the table of the schema's fields: section, id, label, kind, English name.
    #[must_use]
    pub fn of_fields() -> Self {
        let sections = schema().sections.iter();
        let fields = sections.flat_map(|section| section.fields.iter().map(move |field| (section.id, field)));
        let row = |(section, field): (&'a str, &'static FieldSpec)| {
            [section, field.id, field.label, field.kind.name(), field.en].map(Cow::Borrowed).to_vec()
        };
        let head = ["section", "id", "label", "kind", "en"];
        Self { head: head.map(Cow::Borrowed).to_vec(), rows: fields.map(row).collect() }
    }

    /// Creates the table of terms: term, reading in kana and in Latin letters, explanation in Japanese and in
    /// English.
    #[must_use]
    pub fn of_terms(entries: &[&'a GlossaryEntry]) -> Self {
        let row = |entry: &&'a GlossaryEntry| {
            let cells = [&entry.term, &entry.kana, &entry.romaji, &entry.ja, &entry.en];
            cells.map(|cell| Cow::Borrowed(cell.as_str())).to_vec()
        };
        let head = ["term", "kana", "romaji", "ja", "en"];
        Self { head: head.map(Cow::Borrowed).to_vec(), rows: entries.iter().map(row).collect() }
    }

    /// Returns the rows as they are written: see [`written_cell`].
    pub(super) fn lines(&self, is_terminal: bool) -> impl Iterator<Item = Vec<Cow<'_, str>>> {
        let written = move |(name, cell)| written_cell(name, cell, is_terminal);
        self.rows.iter().map(move |row| {
            self.head.iter().map(AsRef::as_ref).zip(row.iter().map(AsRef::as_ref)).map(written).collect()
        })
    }
}

/// Returns a cell of a column: a path as it is, but on a terminal, or if it would begin a column or a row, with
/// all escaped that is not seen; words of a page with spaces for what would begin one, and on a terminal harmless.
pub(super) fn written_cell<'c>(name: &str, cell: &'c str, is_terminal: bool) -> Cow<'c, str> {
    let is_broken = cell.contains(breaks_row);
    let safe = if is_terminal { harmless } else { without_controls };
    match name {
        PATH | SOURCE_PATH if is_terminal || is_broken => shown(cell),
        PATH | SOURCE_PATH => cell.into(),
        _ if is_broken => safe(&cell.replace(breaks_row, " ")).into_owned().into(),
        _ => safe(cell),
    }
}

/// True for a tab and for everything at which some program ends a line.
pub(super) fn breaks_row(c: char) -> bool {
    matches!(c, '\t'..='\r' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_begins_another_column_or_row() {
        let cells = ["a\tb", "c\r\nd", "", "e\u{c}f\u{2028}g", "", "h\u{200b}\ni"];
        let head = Table::of_cases(&[]).head;
        let table = Table { head, rows: vec![cells.map(Cow::Borrowed).to_vec()] };
        let line = |is_terminal| table.lines(is_terminal).flatten().collect::<Vec<_>>().join("|");
        assert_eq!(line(false), "a b|c  d||e f g||h\\u{200b}\\u{a}i");
        assert_eq!(line(true), line(false));
    }

    #[test]
    fn a_path_is_as_it_is_for_a_program_and_escaped_on_a_terminal() {
        let head = Table::of_cases(&[]).head;
        let row = ["", "葛\u{e0100}飾", "", "", "", "h\u{200b}\u{1b}"].map(Cow::Borrowed).to_vec();
        let table = Table { head, rows: vec![row] };
        let line = |is_terminal| table.lines(is_terminal).flatten().collect::<String>();
        assert_eq!(line(false), "葛\u{e0100}飾h\u{200b}\u{1b}");
        assert_eq!(line(true), "葛\u{e0100}飾h\\u{200b}\\u{1b}");
    }

    #[test]
    fn every_row_is_as_wide_as_the_head() {
        let table = Table::of_fields();
        assert_eq!(table.rows.len(), schema().fields().count());
        assert!(table.lines(false).all(|line| line.len() == table.head.len()));
    }
}
