//! The columns that the numbers of a section share: counts and money end below each other, and bars begin below each
//! other.

use super::bars::{BarColumn, LONGEST_BAR, SHORTEST_BAR};
use super::derived::{derived_money, derived_people, patient_counts};
use super::flow::ValueRow;
use super::items::facility_width;
use super::span::{BLANK, Role, Span};
use crate::lang::Lang;
use crate::model::schema::{ValueKind, schema};
use crate::model::{Case, Field, Section, Value};
use crate::text::width::cells;

/// A longer text of a number is no figure to align others with.
const WIDEST_NUMBER: usize = 24;
/// Cells between the columns.
const GAP: usize = 2;
/// The page's words of numbers of one kind, and what follows from them, in cells.
#[derive(Debug, Clone, Copy, Default)]
struct NumberWidth {
    text: usize,
    derived: usize,
}

impl NumberWidth {
    fn add(&mut self, text: &str, derived: Option<&str>) {
        let width = cells(text);
        if width <= WIDEST_NUMBER {
            self.text = self.text.max(width);
            self.derived = self.derived.max(derived.map_or(0, cells));
        }
    }

    fn cells(self) -> usize {
        self.text + if self.derived > 0 { GAP + self.derived } else { 0 }
    }
}

/// Where the numbers and the bars of a section are.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct NumberColumns {
    counts: NumberWidth,
    money: NumberWidth,
    /// The cell that every bar begins in, and the length of the longest; 0 without bars.
    pub bar: BarColumn,
    /// True where facilities and patients have bars: each has a scale of its own.
    pub has_two_scales: bool,
}

impl NumberColumns {
    /// Measures the numbers of a section whose values have `width` cells; a text without end aligns nothing.
    pub fn of_section(case: &Case, section: &Section, width: usize, lang: Lang) -> Self {
        let mut columns = Self::default();
        if width == usize::MAX {
            return columns;
        }
        let mut facilities = None;
        for field in &section.fields {
            let text = field.text.as_str();
            match &field.value {
                Value::Count { count } => {
                    columns.counts.add(text, derived_people(text, *count, lang).as_deref());
                }
                Value::Money { yen, .. } => {
                    columns.money.add(text, derived_money(text, *yen, lang).as_deref());
                }
                Value::Facilities { items } => facilities = facility_width(text, items),
                Value::Empty
                | Value::Unselected
                | Value::Text
                | Value::Choice { .. }
                | Value::List { .. }
                | Value::Prefectures { .. }
                | Value::StatusYear { .. }
                | Value::Year { .. }
                | Value::Effects { .. }
                | Value::Staff { .. }
                | Value::Fee(_) => {}
            }
        }
        let fits = |used: &usize| used + GAP + SHORTEST_BAR <= width;
        let facilities = facilities.filter(fits);
        let has_patients = section.fields.iter().any(|field| field.id == Some("registered_patients"));
        let has_patients = has_patients && patient_counts(case).is_some();
        let patients = Some(columns.counts.cells()).filter(|used| has_patients && fits(used));
        columns.has_two_scales = facilities.is_some() && patients.is_some();
        if let Some(used) = facilities.max(patients) {
            let start = used + GAP;
            // What is said of the scale stands behind the longest bar, if that leaves one.
            let note = if columns.has_two_scales { GAP + cells(lang.text("page.own-scale")) } else { 0 };
            let room = (width - start).saturating_sub(note);
            let room = if room >= SHORTEST_BAR { room } else { width - start };
            columns.bar = BarColumn { start, room: room.min(LONGEST_BAR) };
        }
        columns
    }

    /// Returns a count at its place.
    pub fn count_row(&self, text: &str, derived: Option<String>, width: usize) -> ValueRow {
        aligned(self.counts, text, derived, width)
    }

    /// Returns an amount of money at its place.
    pub fn money_row(&self, text: &str, derived: Option<String>, width: usize) -> ValueRow {
        aligned(self.money, text, derived, width)
    }

    /// Returns the sign of a blank where the numbers of its kind end.
    pub fn blank_row(&self, field: &Field) -> ValueRow {
        let kind = field.id.and_then(|id| schema().field(id)).map(|spec| spec.kind);
        let column = match kind {
            Some(ValueKind::Money) => self.money.text,
            Some(ValueKind::Count) => self.counts.text,
            Some(
                ValueKind::Text
                | ValueKind::Choice
                | ValueKind::List
                | ValueKind::Prefectures
                | ValueKind::StatusYear
                | ValueKind::Year
                | ValueKind::Staff
                | ValueKind::Effects
                | ValueKind::Facilities
                | ValueKind::Fee,
            )
            | None => 0,
        };
        let indent = column.saturating_sub(cells(BLANK));
        let blank = Span::new(BLANK, Role::Blank);
        ValueRow::new(if indent > 0 { vec![Span::space(indent), blank] } else { vec![blank] })
    }
}

/// Returns a number that ends where those of its kind end, if the row has room for that.
fn aligned(column: NumberWidth, text: &str, derived: Option<String>, width: usize) -> ValueRow {
    let own = Span::from_field(text);
    if cells(text) > column.text || column.cells() > width {
        return ValueRow::new(vec![own]).with_derived(derived);
    }
    let mut body = Vec::new();
    let indent = column.text - cells(text);
    if indent > 0 {
        body.push(Span::space(indent));
    }
    body.push(own);
    if let Some(derived) = derived {
        body.push(Span::space(GAP + column.derived.saturating_sub(cells(&derived))));
        body.push(Span::new(derived, Role::Derived));
    }
    ValueRow::new(body)
}
