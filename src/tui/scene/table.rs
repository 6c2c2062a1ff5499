//! Lays out the table of a section or of the whole page.

use crate::field_table::{Role, Span, TableLine, compared_table, section_heading, wrap_spans};
use crate::lang::Lang;
use crate::model::{Case, Field, Section, differing};
use crate::search::glossary;
use crate::tui::state::diagnostics::has_warning;
use crate::tui::state::table::{RowMark, Table, TableRow, TableRowKind, is_unanswered};
use crate::tui::widget::within;

/// What a table was laid out for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TableFor {
    /// The case.
    pub entry: usize,
    /// The section; `None` for the whole page.
    pub section: Option<usize>,
    /// Whether fields without an answer are left out.
    pub hides_blanks: bool,
    /// The cells of a line.
    pub width: u16,
}

/// What a table is laid out from.
pub struct TableSource<'a> {
    /// The case.
    pub case: &'a Case,
    /// Its other pages.
    pub others: Vec<&'a Case>,
    /// The language of the interface.
    pub lang: Lang,
    /// The key that shows blanks again, as a person reads it.
    pub key: String,
}

impl TableSource<'_> {
    /// Lays out the table of one section or of all.
    #[must_use]
    pub fn lay_out_table(&self, of: TableFor) -> Table {
        let mut table = Table::default();
        let sections = self.case.sections.iter().enumerate();
        for (place, section) in sections.filter(|(place, _)| of.section.is_none_or(|only| only == *place)) {
            if !table.stops.is_empty() {
                table.extend_last_stop([TableRow::new(TableRowKind::Note, Vec::new())]);
            }
            self.add_section(&mut table, place, section, of);
        }
        table
    }

    /// Appends a section: on a whole page its heading, then its fields, then a note about hidden ones.
    fn add_section(&self, table: &mut Table, place: usize, section: &Section, of: TableFor) {
        let width = usize::from(of.width);
        let mut above: Vec<TableRow> = match of.section {
            None => to_lines(TableRowKind::Heading, section_heading(section, width, self.lang)),
            Some(_) => Vec::new(),
        };
        let differing = differing(self.case, place, &self.others);
        let mut rows =
            compared_table(self.case, section, &differing, width, self.lang).into_iter().peekable();
        let (mut shown, mut hidden) = (0, 0);
        for (nth, field) in section.fields.iter().enumerate() {
            let own: Vec<TableLine> = std::iter::from_fn(|| rows.next_if(|row| row.field == nth)).collect();
            if of.hides_blanks && is_unanswered(nth, field, &differing) {
                hidden += 1;
                continue;
            }
            shown += 1;
            let mut own = with_terms(field, own);
            let warned = has_warning(self.case, section, field);
            let differs = differing.iter().any(|other| other.field == nth);
            // The warning is on the first line, the difference there or below it.
            let marks = [(warned, RowMark::Warning), (differs, RowMark::Differs)];
            let marks = marks.into_iter().filter(|(is_on, _)| *is_on).map(|(_, mark)| mark);
            for (line, mark) in own.iter_mut().zip(marks) {
                line.mark = Some(mark);
            }
            table.push_stop((place, nth), above.drain(..).chain(own));
        }
        let notes = self.hidden_notes(shown, hidden, width);
        if shown == 0 {
            table.push_stop((place, 0), above.into_iter().chain(notes));
        } else {
            table.extend_last_stop(notes);
        }
    }

    /// Returns a note with the number of hidden fields, or that there are none at all; empty if none is
    /// hidden.
    fn hidden_notes(&self, shown: usize, hidden: usize, width: usize) -> Vec<TableRow> {
        let id = match (shown, hidden) {
            (0, 0) => "browser.no_fields",
            (_, 0) => return Vec::new(),
            (0, _) => "browser.only_blanks",
            (_, 1) => "browser.hidden_blank",
            (_, _) => "browser.hidden_blanks",
        };
        let words = self.lang.fill(id, &[("count", &hidden), ("key", &self.key)]);
        to_lines(TableRowKind::Note, wrap_spans(&[Span::new(words, Role::Plain)], width))
    }
}

/// Converts spans to lines of this kind.
fn to_lines(kind: TableRowKind, lines: Vec<Vec<Span>>) -> Vec<TableRow> {
    lines.into_iter().map(|spans| TableRow::new(kind, spans)).collect()
}

/// Returns the lines of a field, with the ranges of glossary terms in label and value.
fn with_terms(field: &Field, rows: Vec<TableLine>) -> Vec<TableRow> {
    let ranges =
        |text: &str| glossary::find_terms(text).into_iter().map(|found| found.range).collect::<Vec<_>>();
    let (label, value) = (ranges(&field.label), ranges(&field.text));
    // A label may go on in the next lines.
    let mut label_at = 0;
    let mut terms = |span: &Span| match (&span.origin, span.role) {
        (Some(origin), _) if origin.len() == span.text.len() => within(&value, origin),
        (None, Role::Label) => {
            let rest = field.label.get(label_at..).unwrap_or_default();
            let Some(start) = rest.find(&span.text).map(|start| label_at + start) else { return Vec::new() };
            label_at = start + span.text.len();
            within(&label, &(start..label_at))
        }
        (_, _) => Vec::new(),
    };
    let line = |row: TableLine| {
        let terms = row.spans.iter().map(&mut terms).collect();
        TableRow { terms, ..TableRow::new(TableRowKind::Field, row.spans) }
    };
    rows.into_iter().map(line).collect()
}
