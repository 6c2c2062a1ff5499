//! The ranges of names, values and labels that a query lights up.

use std::ops::Range;

use super::evaluate::Hit;
use super::form::SearchForm;
use super::index::Index;
use super::name_field::NameField;
use super::place::HeadPart;
use super::prepare::{PreparedQuery, PreparedTerm};
use super::rank::Fuzzy;
use super::term::Term;
use crate::model::{Case, Field, Section};

impl PreparedQuery {
    /// True if the query lights up nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lit_terms().next().is_none() && self.asked.is_empty()
    }

    /// Returns the matching byte ranges of [`NameField::text_in`]: whole graphemes, in order, not
    /// overlapping.
    #[must_use]
    pub fn ranges_in_name(&self, case: &Case, field: NameField, hit: &Hit) -> Vec<Range<usize>> {
        name_ranges(self.lit_terms(), case, field, hit)
    }

    /// True if these names show a match of every term.
    #[must_use]
    pub fn is_shown_by(&self, case: &Case, hit: &Hit, names: &[NameField]) -> bool {
        self.asked.is_empty() && self.terms_not_shown_by(case, hit, names).is_empty()
    }

    /// Returns the terms without a match in these names.
    fn terms_not_shown_by(&self, case: &Case, hit: &Hit, names: &[NameField]) -> Vec<&PreparedTerm> {
        let is_in = |lit, name: &NameField| !name_ranges(std::iter::once(lit), case, *name, hit).is_empty();
        self.lit_terms().filter(|lit| !names.iter().any(|name| is_in(lit, name))).collect()
    }

    /// Returns the matching byte ranges of a field's text: whole graphemes, in order, not overlapping.
    #[must_use]
    pub fn ranges_in_value(&self, section: &Section, field: &Field) -> Vec<Range<usize>> {
        self.ranges_in(&field.text, section.id, field.id)
    }

    /// Returns the matching byte ranges of a field's words as they are displayed.
    #[must_use]
    pub fn ranges_in(&self, text: &str, section: Option<&str>, field: Option<&str>) -> Vec<Range<usize>> {
        let here = self.lit_terms().filter(|lit| lit.applies_to_field(section, field));
        text_ranges(text, here.map(|lit| &lit.term))
    }

    /// Returns the matching byte ranges of a label as it is displayed.
    #[must_use]
    pub fn ranges_in_label(&self, label: &str) -> Vec<Range<usize>> {
        text_ranges(label, self.lit_terms().filter(|lit| lit.place.is_none()).map(|lit| &lit.term))
    }

    /// True if a blank field is what a condition requires here.
    #[must_use]
    pub fn is_wanted_blank(&self, section: &Section, field: &Field) -> bool {
        field.value.is_blank() && self.blank.iter().any(|place| place.contains(section.id, field.id))
    }

    /// Returns the matching fields of a case as indices of section and field; in English, their English
    /// labels are matched too.
    #[must_use]
    pub fn matching_fields(&self, case: &Case, index: &Index) -> Vec<(usize, usize)> {
        if self.is_empty() {
            return Vec::new();
        }
        let is_match = |section: &Section, field: &Field| {
            !field.value.is_blank()
                && (self.is_fact_field(section, field)
                    || self.is_value_match(section, field, index)
                    || self.is_label_match(field))
        };
        let mut found = Vec::new();
        for (at, section) in case.sections.iter().enumerate() {
            let fields = section.fields.iter().enumerate().filter(|(_, field)| is_match(section, field));
            found.extend(fields.map(|(place, _)| (at, place)));
        }
        found
    }

    /// True if a term matches a field's text.
    fn is_value_match(&self, section: &Section, field: &Field, index: &Index) -> bool {
        let number = index.answer_number(&field.answer);
        let mut here = self.lit_terms().filter(|lit| lit.applies_to_field(section.id, field.id));
        here.any(|lit| match number.filter(|text| lit.standings.has_text(*text)) {
            Some(text) => lit.standings.tier(text).is_some(),
            None => lit.term.is_match(&field.text),
        })
    }

    /// True if a term matches the label of a field in the interface's language.
    fn is_label_match(&self, field: &Field) -> bool {
        let label = field.label_in(self.lang());
        // The form's labels are on every page: they are matched once.
        if field.id.is_some() {
            self.lit_terms().any(|lit| lit.labels.contains(label))
        } else {
            !self.ranges_in_label(label).is_empty()
        }
    }

    fn is_fact_field(&self, section: &Section, field: &Field) -> bool {
        self.asked.iter().any(|asked| asked.is_in(section, field))
    }

    /// Returns the field to show beside a case whose names show only some of the matches: the first with
    /// the other words, else the first in the scope of a condition without words, else the first with a
    /// matching label.
    #[must_use]
    pub fn best_field(
        &self,
        case: &Case,
        hit: &Hit,
        names: &[NameField],
        index: &Index,
    ) -> Option<(usize, usize)> {
        let terms = self.terms_not_shown_by(case, hit, names);
        let found = self.matching_fields(case, index);
        let first = |is_meant: &dyn Fn(&Section, &Field) -> bool| {
            let at = |place: &&(usize, usize)| {
                let section = case.sections.get(place.0)?;
                section.fields.get(place.1).map(|field| is_meant(section, field))
            };
            found.iter().find(|place| at(place) == Some(true)).copied()
        };
        let has_words = |section: &Section, field: &Field| {
            let here = terms.iter().filter(|lit| lit.applies_to_field(section.id, field.id));
            !text_ranges(&field.text, here.map(|lit| &lit.term)).is_empty()
        };
        let is_named = |_: &Section, field: &Field| {
            let anywhere = terms.iter().filter(|lit| lit.place.is_none());
            !text_ranges(field.label_in(self.lang()), anywhere.map(|lit| &lit.term)).is_empty()
        };
        let asked = || first(&|section, field| self.is_fact_field(section, field));
        first(&has_words).or_else(asked).or_else(|| first(&is_named))
    }
}

impl PreparedTerm {
    fn applies_to_field(&self, section: Option<&str>, field: Option<&str>) -> bool {
        self.place.as_ref().is_none_or(|place| place.contains(section, field))
    }

    fn applies_to_name(&self, field: NameField) -> bool {
        self.place.as_ref().is_none_or(|place| match field {
            NameField::Prefectures => place.fields.contains(&"area"),
            NameField::LeadOrganisation => place.fields.contains(&"lead_organisation"),
            NameField::Vendors => place.fields.iter().any(|id| id.starts_with("vendor_")),
            NameField::Name => place.heads.contains(&HeadPart::Name),
            NameField::Nickname => place.heads.contains(&HeadPart::Nickname),
            NameField::Id => place.heads.contains(&HeadPart::Id),
        })
    }
}

/// Returns the ranges of a name that match these terms.
fn name_ranges<'a>(
    terms: impl Iterator<Item = &'a PreparedTerm>,
    case: &Case,
    field: NameField,
    hit: &Hit,
) -> Vec<Range<usize>> {
    let text = field.text_in(case);
    let form = SearchForm::new(&text);
    let mut ranges = Vec::new();
    let matcher = (hit.fuzzy != 0).then(Fuzzy::default);
    for PreparedTerm { term, bit, .. } in terms.filter(|lit| lit.applies_to_name(field)) {
        if field == NameField::Prefectures
            && let Some(short) = term.prefecture
            && let Some(at) = text.split('、').position(|name| name == short)
        {
            let start: usize = text.split('、').take(at).map(|name| name.len() + '、'.len_utf8()).sum();
            ranges.push(start..start + short.len());
            continue;
        }
        let places = term.match_ranges(&form.text);
        if let Some(matcher) = matcher.as_ref().filter(|_| hit.fuzzy & bit != 0) {
            let letters = term.fuzzy_match_chars(matcher, &form.text).into_iter();
            ranges.extend(letters.map(|char| form.original_range(char..char + 1)));
        }
        ranges.extend(places.into_iter().map(|chars| form.original_range(chars)));
    }
    merge_ranges(ranges)
}

fn text_ranges<'a>(text: &str, terms: impl Iterator<Item = &'a Term>) -> Vec<Range<usize>> {
    let mut terms = terms.peekable();
    if text.is_empty() || terms.peek().is_none() {
        return Vec::new();
    }
    let form = SearchForm::new(text);
    let places = terms.flat_map(|term| term.match_ranges(&form.text));
    merge_ranges(places.map(|chars| form.original_range(chars)).collect())
}

/// Sorts ranges and merges those that touch.
pub fn merge_ranges(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.retain(|range| !range.is_empty());
    ranges.sort_unstable_by_key(|range| (range.start, range.end));
    let mut merged: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match merged.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}
