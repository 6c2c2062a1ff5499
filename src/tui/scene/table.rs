//! Lays out the table of a section or of the whole page.

use crate::field_table::{Role, Span, TableLine, compared_table, label_column, section_heading, wrap_spans};
use crate::lang::Lang;
use crate::model::{Case, Diagnostic, Field, differing};
use crate::search::glossary;
use crate::text::number::grouped_count;
use crate::tui::state::diagnostics::{any_about, warnings_near};
use crate::tui::state::table::{Beyond, RowMark, Table, TableRow, TableRowKind, is_unanswered};
use crate::tui::widget::within;

use super::parts::{Parts, cut_message, part_of_section};

/// A line of text, with the gap before it, is no wider: longer ones are hard to follow.
const MEASURE: usize = 90;

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
    /// The part of the page.
    pub part: usize,
}

/// What a table is laid out from.
pub struct TableSource<'a> {
    /// The case.
    pub case: &'a Case,
    /// Its other pages, as many as are compared.
    pub others: Vec<&'a Case>,
    /// The language of the interface.
    pub lang: Lang,
    /// The key that shows blanks again, as a person reads it.
    pub key: String,
}

impl TableSource<'_> {
    /// Lays out the table of one section or of all, of a long one a part.
    #[must_use]
    pub fn lay_out_table(&self, of: TableFor, parts: &Parts) -> Table {
        let [before, after] = parts.beyond(of.part);
        let mut table = Table { before, after, ..Table::default() };
        let width = usize::from(of.width);
        let beyond = |id, beyond: Option<Beyond>| {
            let words = beyond.map(|beyond| self.lang.fill(id, &[("count", &grouped_count(beyond.count))]));
            words.map_or_else(Vec::new, |words| to_lines(TableRowKind::Note, wrap_plain(words, width)))
        };
        let mut above = beyond("browser.more_above", before);
        let fields = parts
            .places(of.part)
            .iter()
            .filter_map(|(section, field)| self.case.sections.get(*section)?.fields.get(*field));
        let warnings = warnings_near(self.case, fields);
        for places in parts.places(of.part).chunk_by(|one, next| one.0 == next.0) {
            let Some((section, _)) = places.first() else { continue };
            if !table.stops.is_empty() {
                table.extend_last_stop([TableRow::new(TableRowKind::Note, Vec::new())]);
            }
            let fields: Vec<usize> = places.iter().map(|(_, field)| *field).collect();
            self.add_section(&mut table, (*section, &fields), of, std::mem::take(&mut above), &warnings);
        }
        table.extend_last_stop(beyond("browser.more_below", after));
        table
    }

    /// Appends fields of a section, below `above`: on a whole page its heading, then the fields, then a note
    /// about hidden ones.
    fn add_section(
        &self,
        table: &mut Table,
        (place, fields): (usize, &[usize]),
        of: TableFor,
        mut above: Vec<TableRow>,
        warnings: &[&Diagnostic],
    ) {
        let Some(section) = self.case.sections.get(place) else { return };
        let width = usize::from(of.width);
        if of.section.is_none() {
            above.extend(to_lines(TableRowKind::Heading, section_heading(section, width, self.lang)));
        }
        let differing = differing(self.case, place, &self.others);
        let is_hidden = |nth: usize, field: &Field| of.hides_blanks && is_unanswered(nth, field, &differing);
        let hidden = section.fields.iter().enumerate().filter(|(nth, field)| is_hidden(*nth, field)).count();
        let shown: Vec<usize> = fields
            .iter()
            .copied()
            .filter(|nth| section.fields.get(*nth).is_some_and(|field| !is_hidden(*nth, field)))
            .collect();
        let notes = self.hidden_notes(shown.len(), hidden, width);
        if shown.is_empty() {
            return table.push_stop((place, 0), above.into_iter().chain(notes));
        }
        let column = label_column(section, width, self.lang);
        let width = width.min(column + MEASURE);
        let (part, differing) = part_of_section(section, &shown, &differing);
        let mut rows =
            compared_table(self.case, &part, &differing, (width, column), self.lang).into_iter().peekable();
        for ((nth, field), own_place) in part.fields.iter().enumerate().zip(&shown) {
            let own: Vec<TableLine> = std::iter::from_fn(|| rows.next_if(|row| row.field == nth)).collect();
            let mut own = with_terms(field, own);
            let whole = section.fields.get(*own_place);
            if let Some(words) = whole.and_then(|field| cut_message(field, self.lang)) {
                own.extend(to_lines(TableRowKind::Field, wrap_plain(words, width)));
            }
            let warned = any_about(warnings, section, whole.unwrap_or(field));
            let differs = differing.iter().any(|other| other.field == nth);
            // The warning is on the first line, the difference there or below it.
            let marks = [(warned, RowMark::Warning), (differs, RowMark::Differs)];
            let marks = marks.into_iter().filter(|(is_on, _)| *is_on).map(|(_, mark)| mark);
            for (line, mark) in own.iter_mut().zip(marks) {
                line.mark = Some(mark);
            }
            table.push_stop((place, *own_place), above.drain(..).chain(own));
        }
        table.extend_last_stop(notes);
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
        to_lines(TableRowKind::Note, wrap_plain(words, width))
    }
}

/// Wraps plain words.
fn wrap_plain(words: String, width: usize) -> Vec<Vec<Span>> {
    wrap_spans(&[Span::new(words, Role::Plain)], width)
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
