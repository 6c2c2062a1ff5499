//! What a query lights up in a case: letters of names, values and labels.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::evaluate::{Hit, bit, joined, words_of};
use super::form::Form;
use super::index::{Index, Standings};
use super::name_field::NameField;
use super::place::{Head, Place};
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
    /// Whether the form's labels light up, in both languages.
    labels: OnceLock<HashMap<&'static str, bool>>,
}

#[derive(Debug)]
struct LitTerm {
    term: Term,
    /// Where only it counts; `None` means anywhere.
    place: Option<Place>,
    /// The bit of its condition in [`Hit::fuzzy`].
    fuzzy: u64,
}

impl Light {
    /// What this query lights up. What must not be there lights nothing.
    #[must_use]
    pub fn new(query: &Query) -> Self {
        let mut light = Self::default();
        let clauses = joined(query);
        let conditions =
            clauses.iter().flat_map(|clause| clause.any_of.iter().map(|one| (clause.negated, one)));
        for (number, (negated, condition)) in conditions.enumerate() {
            if negated {
                continue;
            }
            let fuzzy = bit(number, true);
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
                    light.asked.push(Place { fields, ..Place::default() });
                    continue;
                }
                Condition::Filled(place) => {
                    light.asked.push(place.clone());
                    continue;
                }
                Condition::Blank(_) | Condition::Bookmarked(_) => continue,
            };
            let term = words_of(condition).and_then(Term::new);
            match (term, place) {
                (Some(term), place) => light.terms.push(LitTerm { term, place, fuzzy }),
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
        in_name(self.terms.iter(), case, field, hit)
    }

    /// True where these names show all that is looked for.
    #[must_use]
    pub fn is_shown_by(&self, case: &Case, hit: &Hit, names: &[NameField]) -> bool {
        self.asked.is_empty() && self.not_shown_by(case, hit, names).is_empty()
    }

    /// The terms that these names do not show.
    fn not_shown_by(&self, case: &Case, hit: &Hit, names: &[NameField]) -> Vec<&LitTerm> {
        let is_in = |lit, name: &NameField| !in_name(std::iter::once(lit), case, *name, hit).is_empty();
        self.terms.iter().filter(|lit| !names.iter().any(|name| is_in(lit, name))).collect()
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
    pub fn fields(&self, case: &Case, index: &Index, lang: Lang) -> Vec<(usize, usize)> {
        if self.is_empty() {
            return Vec::new();
        }
        let standings: Vec<Arc<Standings>> =
            self.terms.iter().map(|lit| index.standings(&lit.term)).collect();
        let stands = |section: &Section, field: &Field| {
            let Some(text) = index.number_of(&field.answer) else {
                return !self.value(section, field).is_empty();
            };
            let mut terms = self.terms.iter().zip(&standings);
            terms
                .any(|(lit, standings)| lit.counts_in(section.id, field.id) && standings.tier(text).is_some())
        };
        let mut found = Vec::new();
        for (at, section) in case.sections.iter().enumerate() {
            for (place, field) in section.fields.iter().enumerate() {
                let is_found = !field.value.is_blank()
                    && (self.is_asked(section, field)
                        || stands(section, field)
                        || self.is_named(label(section, field, lang)));
                if is_found {
                    found.push((at, place));
                }
            }
        }
        found
    }

    /// True where a label lights up. Those of the form stand on every page: they are looked at once.
    fn is_named(&self, label: &str) -> bool {
        let of_form = self.labels.get_or_init(|| {
            let fields = schema().sections.iter().flat_map(|section| section.fields);
            let labels = fields.flat_map(|field| [field.label, field.en]);
            labels.map(|label| (label, !self.label(label).is_empty())).collect()
        });
        of_form.get(label).copied().unwrap_or_else(|| !self.label(label).is_empty())
    }

    fn is_asked(&self, section: &Section, field: &Field) -> bool {
        self.asked.iter().any(|place| place.holds(section.id, field.id))
    }

    /// The field to show beside a case whose names show some of what is looked for: the first with the
    /// other words, else the first that is asked about, else the first whose label has the words.
    #[must_use]
    pub fn best_field(
        &self,
        case: &Case,
        hit: &Hit,
        names: &[NameField],
        index: &Index,
        lang: Lang,
    ) -> Option<(usize, usize)> {
        let terms = self.not_shown_by(case, hit, names);
        let found = self.fields(case, index, lang);
        let first = |is_meant: &dyn Fn(&Section, &Field) -> bool| {
            let at = |place: &&(usize, usize)| {
                let section = case.sections.get(place.0)?;
                section.fields.get(place.1).map(|field| is_meant(section, field))
            };
            found.iter().find(|place| at(place) == Some(true)).copied()
        };
        let has_words = |section: &Section, field: &Field| {
            let here = terms.iter().filter(|lit| lit.counts_in(section.id, field.id));
            !lit(&field.text, here.map(|lit| &lit.term)).is_empty()
        };
        let is_named = |section: &Section, field: &Field| {
            let anywhere = terms.iter().filter(|lit| lit.place.is_none());
            !lit(label(section, field, lang), anywhere.map(|lit| &lit.term)).is_empty()
        };
        let asked = || first(&|section, field| self.is_asked(section, field));
        first(&has_words).or_else(asked).or_else(|| first(&is_named))
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
            NameField::Name => place.heads.contains(&Head::Name),
            NameField::Nickname => place.heads.contains(&Head::Nickname),
            NameField::Id => place.heads.contains(&Head::Id),
        })
    }
}

/// The letters of a name that these terms stand in.
fn in_name<'a>(
    terms: impl Iterator<Item = &'a LitTerm>,
    case: &Case,
    field: NameField,
    hit: &Hit,
) -> Vec<Range<usize>> {
    let text = field.text_of(case);
    let form = Form::of(&text);
    let mut ranges = Vec::new();
    let matcher = (hit.fuzzy != 0).then(Fuzzy::default);
    for LitTerm { term, fuzzy, .. } in terms.filter(|lit| lit.counts_in_name(field)) {
        if field == NameField::Prefectures
            && let Some(short) = term.prefecture
            && let Some(at) = text.split('、').position(|name| name == short)
        {
            let start: usize = text.split('、').take(at).map(|name| name.len() + '、'.len_utf8()).sum();
            ranges.push(start..start + short.len());
            continue;
        }
        let places = term.places(&form.text);
        if let Some(matcher) = matcher.as_ref().filter(|_| hit.fuzzy & fuzzy != 0) {
            let letters = term.fuzzy_places(matcher, &form.text).into_iter();
            ranges.extend(letters.map(|char| form.original(char..char + 1)));
        }
        ranges.extend(places.into_iter().map(|chars| form.original(chars)));
    }
    merged(ranges)
}

/// A field's label in the interface's language.
fn label<'a>(section: &'a Section, field: &'a Field, lang: Lang) -> &'a str {
    let spec = section.id.and_then(|id| schema().section(id));
    let spec = spec.and_then(|spec| spec.fields.iter().find(|spec| field.id == Some(spec.id)));
    match (lang, spec) {
        (Lang::En, Some(spec)) => spec.en,
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
pub fn merged(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
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
