//! The places of a page that the cursor can reach, and the parts in which they are laid out: to lay out
//! 100,000 fields at once takes seconds.

use std::ops::Range;
use std::sync::Arc;

use crate::lang::Lang;
use crate::model::{Answer, Case, Differing, Field, Section, Value, differing};
use crate::search::searched_part;
use crate::text::number::grouped_count;
use crate::tui::state::table::{Beyond, Place, is_unanswered};

/// The places of a part at most.
const MOST_PLACES: usize = 1_000;
/// The bytes of labels and values in a part at most, unless a single field has more.
const MOST_BYTES: usize = 200_000;

/// What parts were made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PartsFor {
    /// How often what was laid out went out of date.
    pub generation: usize,
    /// The case.
    pub entry: usize,
    /// The section; `None` for the whole page.
    pub section: Option<usize>,
    /// Whether fields without an answer are left out.
    pub hides_blanks: bool,
}

/// The places of a page that the cursor can reach, in parts.
#[derive(Debug, Default)]
pub struct Parts {
    key: Option<PartsFor>,
    /// The fields that are shown, in page order; of a section that shows none, its field 0.
    places: Vec<Place>,
    /// The index of the first place of each part.
    starts: Vec<usize>,
    /// For each section whether no page of the case answers any of its fields; empty if blanks are shown.
    blank: Vec<bool>,
}

impl Parts {
    /// Lists the places of a page; `before` if they are the same.
    #[must_use]
    pub fn list<'a>(wanted: PartsFor, case: &Case, others: impl Fn() -> Vec<&'a Case>, before: Self) -> Self {
        if before.key == Some(wanted) {
            return before;
        }
        let others = others();
        let mut parts = Self { key: Some(wanted), ..Self::default() };
        let mut bytes = MOST_BYTES;
        for (place, section) in case.sections.iter().enumerate() {
            let is_listed = wanted.section.is_none_or(|only| only == place);
            if !is_listed && !wanted.hides_blanks {
                continue;
            }
            let shown = shown_fields(case, place, section, &others, wanted.hides_blanks);
            if wanted.hides_blanks {
                parts.blank.push(shown.is_empty());
            }
            let shown = if shown.is_empty() { vec![0] } else { shown };
            for field in shown.into_iter().filter(|_| is_listed) {
                parts.push((place, field), section.fields.get(field).map_or(0, size), &mut bytes);
            }
        }
        parts
    }

    /// Appends a place whose field has `size` bytes; `bytes` is how many the last part has.
    fn push(&mut self, place: Place, size: usize, bytes: &mut usize) {
        let first = self.starts.last().copied().unwrap_or_default();
        if self.starts.is_empty() || self.places.len() - first >= MOST_PLACES || *bytes + size > MOST_BYTES {
            self.starts.push(self.places.len());
            *bytes = 0;
        }
        *bytes += size;
        self.places.push(place);
    }

    /// Returns the index of the part with a place, or with the nearest of its section.
    #[must_use]
    pub fn part_of(&self, (section, field): Place) -> usize {
        let next = self.places.partition_point(|place| *place < (section, field));
        let at = |index: Option<usize>| index.and_then(|index| Some((index, *self.places.get(index)?)));
        let near = [at(next.checked_sub(1)), at(Some(next))].into_iter().flatten();
        let near = near.filter(|(_, place)| place.0 == section);
        let nearest = near.min_by_key(|(_, place)| place.1.abs_diff(field)).map_or(next, |(index, _)| index);
        self.starts.partition_point(|start| *start <= nearest).saturating_sub(1)
    }

    /// Returns the places of a part.
    #[must_use]
    pub fn places(&self, part: usize) -> &[Place] {
        self.places.get(self.range(part)).unwrap_or_default()
    }

    fn range(&self, part: usize) -> Range<usize> {
        let start = |part: usize| self.starts.get(part).copied();
        start(part).unwrap_or_default()..start(part + 1).unwrap_or(self.places.len())
    }

    /// Returns the places before and after a part.
    #[must_use]
    pub fn beyond(&self, part: usize) -> [Option<Beyond>; 2] {
        let range = self.range(part);
        let before = self.places.get(..range.start).unwrap_or_default();
        let after = self.places.get(range.end..).unwrap_or_default();
        let beyond = |next: Option<&Place>, end: Option<&Place>, count: usize| {
            next.zip(end).map(|(next, end)| Beyond { next: *next, end: *end, count })
        };
        [
            beyond(before.last(), before.first(), before.len()),
            beyond(after.first(), after.last(), after.len()),
        ]
    }

    /// True if blanks are hidden and no page of the case answers any field of the section.
    #[must_use]
    pub fn is_blank(&self, section: usize) -> bool {
        self.blank.get(section).copied().unwrap_or_default()
    }
}

/// Returns the indices of the fields of a section that are shown.
fn shown_fields(
    case: &Case,
    place: usize,
    section: &Section,
    others: &[&Case],
    hides_blanks: bool,
) -> Vec<usize> {
    if !hides_blanks {
        return (0..section.fields.len()).collect();
    }
    let differing = differing(case, place, others);
    let is_shown = |(nth, field): &(usize, &Field)| !is_unanswered(*nth, field, &differing);
    section.fields.iter().enumerate().filter(is_shown).map(|(nth, _)| nth).collect()
}

/// Returns how many bytes of a field are shown.
fn size(field: &Field) -> usize {
    searched_part(&field.label).len() + searched_part(&field.text).len()
}

/// Returns the section with these fields only, of each as much as is searched, and the differences to other
/// pages, numbered as in it.
#[must_use]
pub fn part_of_section<'a>(
    section: &Section,
    fields: &[usize],
    differing: &[Differing<'a>],
) -> (Section, Vec<Differing<'a>>) {
    let of_part = |other: &Differing<'a>| {
        let field = fields.binary_search(&other.field).ok()?;
        Some(Differing { field, text: searched_part(other.text), pages: other.pages.clone() })
    };
    let cut = fields.iter().filter_map(|field| section.fields.get(*field)).map(cut_field);
    let part =
        Section { id: section.id, title: section.title.clone(), line: section.line, fields: cut.collect() };
    (part, differing.iter().filter_map(of_part).collect())
}

/// Returns a field with as much of its label and value as is searched.
#[must_use]
pub fn cut_field(field: &Field) -> Field {
    let (label, text) = (searched_part(&field.label), searched_part(&field.text));
    let mut cut = Field {
        id: field.id,
        lines: field.lines,
        label: label.to_owned().into(),
        answer: field.answer.clone(),
    };
    if text.len() < field.text.len() {
        cut.answer = Arc::new(Answer::new(text.to_owned(), Value::Text));
    }
    cut
}

/// Returns how much of a field is neither shown nor searched, in words; `None` for nearly every field.
#[must_use]
pub fn cut_message(field: &Field, lang: Lang) -> Option<String> {
    let cut = |text: &str| text.get(searched_part(text).len()..).map_or(0, |rest| rest.chars().count());
    let count = cut(&field.label) + cut(&field.text);
    (count > 0).then(|| lang.fill("browser.cut", &[("count", &grouped_count(count))]))
}
