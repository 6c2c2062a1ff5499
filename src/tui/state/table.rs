//! The field table: its lines, and where the cursor can stand in it.

use std::ops::Range;

use crate::field_table::Span;
use crate::model::{Differing, Field};

/// A place of the page: a section and a field in it.
pub type Place = (usize, usize);

/// What a line of the table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableRowKind {
    /// The title of a section.
    Heading,
    /// A field, or a piece of one.
    Field,
    /// What there is to say about a section, or the space below it.
    Note,
}

/// What a field has to say in the margin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowMark {
    /// It has a diagnostic that a person should look at.
    Warning,
    /// Another page of the case has something else.
    Differs,
}

/// One row of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableRow {
    /// What it is.
    pub kind: TableRowKind,
    /// The mark in the margin.
    pub mark: Option<RowMark>,
    /// The words, padding between the columns included.
    pub spans: Vec<Span>,
    /// For each of the spans the bytes of it that are terms of the glossary.
    pub terms: Vec<Vec<Range<usize>>>,
}

impl TableRow {
    /// Creates a row without a mark and without terms.
    #[must_use]
    pub fn new(kind: TableRowKind, spans: Vec<Span>) -> Self {
        Self { kind, mark: None, spans, terms: Vec::new() }
    }
}

/// Where the cursor can stand: a field that is shown; in a section that shows none, the section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stop {
    /// The section and the field; field 0 where the section shows none.
    pub at: Place,
    /// Its lines, with the title above the first and the notes below the last field of a section.
    pub lines: Range<usize>,
}

/// The places of a long page that are on one side of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Beyond {
    /// The nearest of them.
    pub next: Place,
    /// The farthest.
    pub end: Place,
    /// How many they are.
    pub count: usize,
}

/// The fields of a section or of all of them, laid out for one width; of a long page a part.
#[derive(Debug, Default)]
pub struct Table {
    /// What is above it.
    pub before: Option<Beyond>,
    /// What is below it.
    pub after: Option<Beyond>,
    /// The lines.
    pub lines: Vec<TableRow>,
    /// Where the cursor can stand, in page order; every line belongs to one of them.
    pub stops: Vec<Stop>,
}

impl Table {
    /// Appends a stop for the cursor with its lines.
    pub fn push_stop(&mut self, at: Place, lines: impl IntoIterator<Item = TableRow>) {
        let start = self.lines.len();
        self.lines.extend(lines);
        self.stops.push(Stop { at, lines: start..self.lines.len() });
    }

    /// Appends lines to the last stop.
    pub fn extend_last_stop(&mut self, lines: impl IntoIterator<Item = TableRow>) {
        self.lines.extend(lines);
        if let Some(last) = self.stops.last_mut() {
            last.lines.end = self.lines.len();
        }
    }

    /// Returns the index of the stop at a place, else of the nearest in the same section.
    #[must_use]
    pub fn nearest_stop(&self, (section, field): Place) -> Option<usize> {
        let of_section = self.stops.iter().enumerate().filter(|(_, stop)| stop.at.0 == section);
        of_section.min_by_key(|(_, stop)| stop.at.1.abs_diff(field)).map(|(stop, _)| stop)
    }

    /// Returns the lines of a place, else of the nearest in the same section; empty if the section has no
    /// stop.
    #[must_use]
    pub fn of(&self, at: Place) -> Range<usize> {
        self.nearest_stop(at).and_then(|stop| self.stops.get(stop)).map_or(0..0, |stop| stop.lines.clone())
    }

    /// Returns the place that a line belongs to.
    #[must_use]
    pub fn place_at_line(&self, line: usize) -> Option<Place> {
        let stop = self.stops.partition_point(|stop| stop.lines.end <= line);
        self.stops.get(stop).map(|stop| stop.at)
    }

    /// Returns the first or the last place, whether it is in this part or not.
    #[must_use]
    pub fn end_place(&self, last: bool) -> Option<Place> {
        let (beyond, stop) =
            if last { (self.after, self.stops.last()) } else { (self.before, self.stops.first()) };
        beyond.map(|beyond| beyond.end).or(stop.map(|stop| stop.at))
    }

    /// Returns the last line that may be the first on the screen.
    pub(super) fn last_top(&self, height: usize) -> usize {
        self.lines.len().saturating_sub(height.max(1))
    }
}

/// True if the field is blank and no other page of the case answers it; `place` is its index in the section.
#[must_use]
pub fn is_unanswered(place: usize, field: &Field, differing: &[Differing<'_>]) -> bool {
    field.value.is_blank() && !differing.iter().any(|other| other.field == place)
}
