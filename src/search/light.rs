//! What a query lights up in a case: letters of names, values and labels.

use std::ops::Range;

use super::evaluate::{Hit, joined, words_of};
use super::form::Form;
use super::name_field::NameField;
use super::names::Place;
use super::query::{Condition, Query};
use super::rank::Fuzzy;
use super::term::Term;
use crate::lang::Lang;
use crate::model::schema::schema;
use crate::model::{Case, Field, Section};

/// What a query looks for, ready for lighting it up in any text that is shown.
#[derive(Debug, Default)]
pub struct Light {
    terms: Vec<LitTerm>,
    /// What facts are asked of: shown where no words are.
    asked: Vec<Place>,
}

#[derive(Debug)]
struct LitTerm {
    term: Term,
    /// Where only it counts; `None` means anywhere.
    place: Option<Place>,
}

impl Light {
    /// What this query lights up. What must not be there lights nothing.
    #[must_use]
    pub fn new(query: &Query) -> Self {
        let mut light = Self::default();
        let clauses = joined(query);
        let clauses = clauses.iter().filter(|clause| !clause.negated);
        for condition in clauses.flat_map(|clause| &clause.any_of) {
            let place = match condition {
                Condition::Words(_) => None,
                Condition::Within { place, .. } | Condition::Mark { place, .. } => Some(place.clone()),
                Condition::Is { place, item } => {
                    let term = Term::new(item).map(|term| LitTerm { term, place: Some(place.clone()) });
                    light.terms.extend(term);
                    continue;
                }
                Condition::Amount { quantity, .. } => {
                    let fields = quantity.fields();
                    light.asked.push(Place { fields, ..Place::default() });
                    continue;
                }
                Condition::Filled(place) => {
                    light.asked.push(place.clone());
                    continue;
                }
                Condition::Blank(_) => continue,
            };
            let term = words_of(condition).and_then(Term::new);
            match (term, place) {
                (Some(term), place) => light.terms.push(LitTerm { term, place }),
                (None, Some(place)) => light.asked.push(place),
                (None, None) => {}
            }
        }
        light
    }

    /// True where nothing is looked for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty() && self.asked.is_empty()
    }

    /// The letters of a name that match: byte ranges of whole graphemes of [`NameField::text_of`], in
    /// order, not overlapping.
    #[must_use]
    pub fn name(&self, case: &Case, field: NameField, hit: &Hit) -> Vec<Range<usize>> {
        let text = field.text_of(case);
        let anywhere = self.terms.iter().filter(|lit| lit.counts_in_name(field)).map(|lit| &lit.term);
        let form = Form::of(&text);
        let mut ranges = Vec::new();
        let fuzzy = hit.fuzzy.then(Fuzzy::default);
        for term in anywhere {
            if field == NameField::Prefectures
                && let Some(short) = term.prefecture
                && let Some(at) = text.split('、').position(|name| name == short)
            {
                let start: usize = text.split('、').take(at).map(|name| name.len() + '、'.len_utf8()).sum();
                ranges.push(start..start + short.len());
                continue;
            }
            let places = term.places(&form.text);
            if let Some(fuzzy) =
                fuzzy.as_ref().filter(|_| places.is_empty() && !self.stands_somewhere(case, term))
            {
                let letters = term.fuzzy_places(fuzzy, &form.text).into_iter();
                ranges.extend(letters.map(|char| form.original(char..char + 1)));
            }
            ranges.extend(places.into_iter().map(|chars| form.original(chars)));
        }
        merged(ranges)
    }

    /// The letters of a field's text that match: byte ranges of whole graphemes, in order, not
    /// overlapping.
    #[must_use]
    pub fn value(&self, section: &Section, field: &Field) -> Vec<Range<usize>> {
        self.words(&field.text, section.id, field.id)
    }

    /// The same for words of a field as they are shown.
    #[must_use]
    pub fn words(&self, text: &str, section: Option<&str>, field: Option<&str>) -> Vec<Range<usize>> {
        let here = self.terms.iter().filter(|lit| lit.counts_in(section, field));
        lit(text, here.map(|lit| &lit.term))
    }

    /// The letters of a label that match, in the words that the interface shows for it.
    #[must_use]
    pub fn label(&self, label: &str) -> Vec<Range<usize>> {
        lit(label, self.terms.iter().filter(|lit| lit.place.is_none()).map(|lit| &lit.term))
    }

    /// The fields of a case where something was found, as places of section and field; in English by
    /// their English labels too.
    #[must_use]
    pub fn fields(&self, case: &Case, lang: Lang) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        for (at, section) in case.sections.iter().enumerate() {
            for (place, field) in section.fields.iter().enumerate() {
                if !field.value.is_blank() && self.holds(section, field, lang) {
                    found.push((at, place));
                }
            }
        }
        found
    }

    fn holds(&self, section: &Section, field: &Field, lang: Lang) -> bool {
        let asked = self.asked.iter().any(|place| place.holds(section.id, field.id));
        asked || !self.value(section, field).is_empty() || !self.label(label(section, field, lang)).is_empty()
    }

    /// The field to show beside a case: the first with the words, else the first that is asked about,
    /// else the first whose label has them.
    #[must_use]
    pub fn best_field(&self, case: &Case, lang: Lang) -> Option<(usize, usize)> {
        let found = self.fields(case, lang);
        let at = |place: &(usize, usize)| {
            Some((case.sections.get(place.0)?, case.sections.get(place.0)?.fields.get(place.1)?))
        };
        let with_words = found
            .iter()
            .find(|place| at(place).is_some_and(|(section, field)| !self.value(section, field).is_empty()));
        let asked = || {
            found.iter().find(|place| {
                at(place).is_some_and(|(section, field)| {
                    self.asked.iter().any(|place| place.holds(section.id, field.id))
                })
            })
        };
        with_words.or_else(asked).or(found.first()).copied()
    }

    /// True where a term stands in a name or a field as it is written or sounds.
    fn stands_somewhere(&self, case: &Case, term: &Term) -> bool {
        let mut names = NameField::ALL.into_iter().map(|field| field.text_of(case));
        let mut fields = case.sections.iter().flat_map(|section| &section.fields);
        names.any(|text| term.stands_in(&text)) || fields.any(|field| term.stands_in(&field.text))
    }
}

impl LitTerm {
    fn counts_in(&self, section: Option<&str>, field: Option<&str>) -> bool {
        self.place.as_ref().is_none_or(|place| place.holds(section, field))
    }

    fn counts_in_name(&self, field: NameField) -> bool {
        self.place.as_ref().is_none_or(|place| match field {
            NameField::Prefectures => place.fields.contains(&"area"),
            NameField::LeadOrganisation => place.fields.contains(&"lead_organisation"),
            NameField::Vendors => place.fields.iter().any(|id| id.starts_with("vendor_")),
            NameField::Name => place.heads.contains(&super::names::Head::Name),
            NameField::Nickname => place.heads.contains(&super::names::Head::Nickname),
            NameField::Id => place.heads.contains(&super::names::Head::Id),
        })
    }
}

/// A field's label in the interface's language.
fn label<'a>(section: &'a Section, field: &'a Field, lang: Lang) -> &'a str {
    let spec = section.id.and_then(|id| schema().section(id));
    let spec = spec.and_then(|spec| spec.fields.iter().find(|spec| field.id == Some(spec.id.as_str())));
    match (lang, spec) {
        (Lang::En, Some(spec)) => &spec.en,
        (Lang::Ja | Lang::En, _) => &field.label,
    }
}

fn lit<'a>(text: &str, terms: impl Iterator<Item = &'a Term>) -> Vec<Range<usize>> {
    let mut terms = terms.peekable();
    if text.is_empty() || terms.peek().is_none() {
        return Vec::new();
    }
    let form = Form::of(text);
    let places = terms.flat_map(|term| term.places(&form.text));
    merged(places.map(|chars| form.original(chars)).collect())
}

/// Ranges in order, those that touch made one.
fn merged(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
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
