//! The ranges of names, values and labels that a query lights up.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::evaluate::{Hit, condition_bit, condition_words, join_numbers};
use super::form::SearchForm;
use super::index::{Index, Standings};
use super::name_field::NameField;
use super::place::{HeadPart, SearchScope};
use super::query::{Condition, Query};
use super::rank::Fuzzy;
use super::term::Term;
use crate::lang::Lang;
use crate::model::schema::schema;
use crate::model::{Case, Field, Section};

/// The terms of a query, prepared for lighting up their matches in any displayed text.
#[derive(Debug, Default)]
pub struct Light {
    terms: Vec<LitTerm>,
    /// The scopes of conditions without words.
    asked: Vec<SearchScope>,
    /// Whether each of the form's labels matches, in both languages.
    labels: OnceLock<HashMap<&'static str, bool>>,
}

#[derive(Debug)]
struct LitTerm {
    term: Term,
    /// The scope to which it is limited; `None` means anywhere.
    place: Option<SearchScope>,
    /// The bit of its condition in [`Hit::fuzzy`].
    fuzzy: u64,
}

impl Light {
    /// Prepares a query. Negated clauses light up nothing.
    #[must_use]
    pub fn new(query: &Query) -> Self {
        let mut light = Self::default();
        let clauses = join_numbers(query);
        let conditions =
            clauses.iter().flat_map(|clause| clause.any_of.iter().map(|one| (clause.negated, one)));
        for (number, (negated, condition)) in conditions.enumerate() {
            if negated {
                continue;
            }
            let fuzzy = condition_bit(number, true);
            let place = match condition {
                Condition::Words(_) => None,
                Condition::Within { place, .. } | Condition::Mark { place, .. } => Some(place.clone()),
                Condition::Is { place, item } => {
                    let place = Some(place.clone());
                    let term = Term::new(item).map(|term| LitTerm { term, place, fuzzy });
                    light.terms.extend(term);
                    continue;
                }
                Condition::Amount { quantity, .. } => {
                    let fields = quantity.fields();
                    light.asked.push(SearchScope { fields, ..SearchScope::default() });
                    continue;
                }
                Condition::Filled(place) => {
                    light.asked.push(place.clone());
                    continue;
                }
                Condition::Blank(_) | Condition::Bookmarked(_) => continue,
            };
            let term = condition_words(condition).and_then(Term::new);
            match (term, place) {
                (Some(term), place) => light.terms.push(LitTerm { term, place, fuzzy }),
                (None, Some(place)) => light.asked.push(place),
                (None, None) => {}
            }
        }
        light
    }

    /// True if the query lights up nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty() && self.asked.is_empty()
    }

    /// Returns the matching byte ranges of [`NameField::text_in`]: whole graphemes, in order, not
    /// overlapping.
    #[must_use]
    pub fn ranges_in_name(&self, case: &Case, field: NameField, hit: &Hit) -> Vec<Range<usize>> {
        name_ranges(self.terms.iter(), case, field, hit)
    }

    /// True if these names show a match of every term.
    #[must_use]
    pub fn is_shown_by(&self, case: &Case, hit: &Hit, names: &[NameField]) -> bool {
        self.asked.is_empty() && self.terms_not_shown_by(case, hit, names).is_empty()
    }

    /// Returns the terms without a match in these names.
    fn terms_not_shown_by(&self, case: &Case, hit: &Hit, names: &[NameField]) -> Vec<&LitTerm> {
        let is_in = |lit, name: &NameField| !name_ranges(std::iter::once(lit), case, *name, hit).is_empty();
        self.terms.iter().filter(|lit| !names.iter().any(|name| is_in(lit, name))).collect()
    }

    /// Returns the matching byte ranges of a field's text: whole graphemes, in order, not overlapping.
    #[must_use]
    pub fn ranges_in_value(&self, section: &Section, field: &Field) -> Vec<Range<usize>> {
        self.ranges_in(&field.text, section.id, field.id)
    }

    /// Returns the matching byte ranges of a field's words as they are displayed.
    #[must_use]
    pub fn ranges_in(&self, text: &str, section: Option<&str>, field: Option<&str>) -> Vec<Range<usize>> {
        let here = self.terms.iter().filter(|lit| lit.applies_to_field(section, field));
        text_ranges(text, here.map(|lit| &lit.term))
    }

    /// Returns the matching byte ranges of a label as it is displayed.
    #[must_use]
    pub fn ranges_in_label(&self, label: &str) -> Vec<Range<usize>> {
        text_ranges(label, self.terms.iter().filter(|lit| lit.place.is_none()).map(|lit| &lit.term))
    }

    /// Returns the matching fields of a case as indices of section and field; in English, their English
    /// labels are matched too.
    #[must_use]
    pub fn matching_fields(&self, case: &Case, index: &Index, lang: Lang) -> Vec<(usize, usize)> {
        if self.is_empty() {
            return Vec::new();
        }
        let standings: Vec<Arc<Standings>> =
            self.terms.iter().map(|lit| index.standings(&lit.term)).collect();
        let stands = |section: &Section, field: &Field| {
            let Some(text) = index.answer_number(&field.answer) else {
                return !self.ranges_in_value(section, field).is_empty();
            };
            let mut terms = self.terms.iter().zip(&standings);
            terms.any(|(lit, standings)| {
                lit.applies_to_field(section.id, field.id) && standings.tier(text).is_some()
            })
        };
        let mut found = Vec::new();
        for (at, section) in case.sections.iter().enumerate() {
            for (place, field) in section.fields.iter().enumerate() {
                let is_found = !field.value.is_blank()
                    && (self.is_fact_field(section, field)
                        || stands(section, field)
                        || self.is_label_match(shown_label(section, field, lang)));
                if is_found {
                    found.push((at, place));
                }
            }
        }
        found
    }

    /// True if a label matches. The form's labels are on every page: they are matched once.
    fn is_label_match(&self, label: &str) -> bool {
        let of_form = self.labels.get_or_init(|| {
            let fields = schema().sections.iter().flat_map(|section| section.fields);
            let labels = fields.flat_map(|field| [field.label, field.en]);
            labels.map(|label| (label, !self.ranges_in_label(label).is_empty())).collect()
        });
        of_form.get(label).copied().unwrap_or_else(|| !self.ranges_in_label(label).is_empty())
    }

    fn is_fact_field(&self, section: &Section, field: &Field) -> bool {
        self.asked.iter().any(|place| place.contains(section.id, field.id))
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
        lang: Lang,
    ) -> Option<(usize, usize)> {
        let terms = self.terms_not_shown_by(case, hit, names);
        let found = self.matching_fields(case, index, lang);
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
        let is_named = |section: &Section, field: &Field| {
            let anywhere = terms.iter().filter(|lit| lit.place.is_none());
            !text_ranges(shown_label(section, field, lang), anywhere.map(|lit| &lit.term)).is_empty()
        };
        let asked = || first(&|section, field| self.is_fact_field(section, field));
        first(&has_words).or_else(asked).or_else(|| first(&is_named))
    }
}

impl LitTerm {
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
    terms: impl Iterator<Item = &'a LitTerm>,
    case: &Case,
    field: NameField,
    hit: &Hit,
) -> Vec<Range<usize>> {
    let text = field.text_in(case);
    let form = SearchForm::new(&text);
    let mut ranges = Vec::new();
    let matcher = (hit.fuzzy != 0).then(Fuzzy::default);
    for LitTerm { term, fuzzy, .. } in terms.filter(|lit| lit.applies_to_name(field)) {
        if field == NameField::Prefectures
            && let Some(short) = term.prefecture
            && let Some(at) = text.split('、').position(|name| name == short)
        {
            let start: usize = text.split('、').take(at).map(|name| name.len() + '、'.len_utf8()).sum();
            ranges.push(start..start + short.len());
            continue;
        }
        let places = term.match_ranges(&form.text);
        if let Some(matcher) = matcher.as_ref().filter(|_| hit.fuzzy & fuzzy != 0) {
            let letters = term.fuzzy_match_chars(matcher, &form.text).into_iter();
            ranges.extend(letters.map(|char| form.original_range(char..char + 1)));
        }
        ranges.extend(places.into_iter().map(|chars| form.original_range(chars)));
    }
    merge_ranges(ranges)
}

/// Returns a field's label in the interface's language.
fn shown_label<'a>(section: &'a Section, field: &'a Field, lang: Lang) -> &'a str {
    let spec = section.id.and_then(|id| schema().section(id));
    let spec = spec.and_then(|spec| spec.fields.iter().find(|spec| field.id == Some(spec.id)));
    match (lang, spec) {
        (Lang::En, Some(spec)) => spec.en,
        (Lang::Ja | Lang::En, _) => &field.label,
    }
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
