//! A query prepared for an index: what finds cases, lights up their matches and counts single clauses.

use std::collections::HashSet;
use std::sync::{Arc, LazyLock};

use rustc_hash::FxHashSet;

use super::form::SearchForm;
use super::index::{FormFields, Index, form_fields};
use super::place::SearchScope;
use super::quantity::{AmountRange, Measure, Number};
use super::query::{Clause, Condition, Query, Words};
use super::rank::letter_bits;
use super::standings::Standings;
use super::term::Term;
use crate::lang::Lang;
use crate::model::schema::schema;
use crate::model::{Case, EffectItem, Field, Section};
use crate::text::fold::fold;

/// A query prepared for an index, in a language of the interface. It stays valid while pages are added
/// to the index; their texts are then matched one by one where matches are lit up.
#[derive(Debug, Default)]
pub struct PreparedQuery {
    pub(super) clauses: Vec<PreparedClause>,
    /// What conditions without words ask about.
    pub(super) asked: Vec<Asked>,
    /// The scopes that must be blank.
    pub(super) blank: Vec<SearchScope>,
    lang: Lang,
}

/// What a condition without words asks about.
#[derive(Debug)]
pub(super) struct Asked {
    pub(super) place: SearchScope,
    /// The number of the page and its range, if it asks for one.
    amount: Option<(Measure, AmountRange)>,
}

impl Asked {
    /// True for a field of the scope that does not state another number.
    pub(super) fn is_in(&self, section: &Section, field: &Field) -> bool {
        let states = |(measure, range): &(Measure, AmountRange)| {
            measure.of_value(&field.value).map(Number::whole).is_some_and(|number| range.contains(&number))
        };
        self.place.contains(section.id, field.id) && self.amount.as_ref().is_none_or(states)
    }
}

#[derive(Debug)]
pub(super) struct PreparedClause {
    /// Its part of the query text.
    pub(super) text: String,
    pub(super) negated: bool,
    pub(super) any_of: Vec<PreparedCondition>,
}

#[derive(Debug)]
pub(super) struct PreparedCondition {
    pub(super) condition: Condition,
    pub(super) term: Option<PreparedTerm>,
}

#[derive(Debug)]
pub(super) struct PreparedTerm {
    pub(super) term: Term,
    /// The scope to which it is limited; `None` means anywhere.
    pub(super) place: Option<SearchScope>,
    /// The bit of its condition in [`super::Hit::fuzzy`]; conditions beyond 64 have none.
    pub(super) bit: u64,
    /// The term in the form in which ids are compared.
    pub(super) id_form: String,
    /// The letters of that, see [`letter_bits`].
    pub(super) id_letters: u64,
    pub(super) standings: Arc<Standings>,
    pub(super) labels: LabelMatches,
    /// True for a word of the pages in place of one with a wrong letter.
    pub(super) is_near: bool,
}

/// The labels of the form that match a term; in English also the translated labels and items.
#[derive(Debug, Default)]
pub(super) struct LabelMatches {
    labels: FxHashSet<&'static str>,
    fields: FormFields,
    /// Items of 導入効果, by the page's words.
    effects: HashSet<&'static str>,
}

impl PreparedQuery {
    /// Prepares a query for an index; in English, the English labels are matched too.
    #[must_use]
    pub fn new(query: &Query, index: &Index, lang: Lang) -> Self {
        let mut prepared = Self { lang, ..Self::default() };
        let mut conditions = 0;
        for Clause { negated, any_of, span } in join_numbers(query) {
            let prepare = |condition: Condition| {
                let bit = 1_u64.checked_shl(conditions).unwrap_or_default();
                conditions += 1;
                let term = PreparedTerm::new((&condition, bit), negated, index, lang);
                prepared.blank.extend(blank_scope(&condition, negated).cloned());
                if !negated && term.is_none() {
                    prepared.asked.extend(asked_part(&condition));
                }
                PreparedCondition { condition, term }
            };
            let any_of = any_of.into_iter().map(prepare).collect();
            let text = query.text().get(span).unwrap_or_default().to_owned();
            prepared.clauses.push(PreparedClause { text, negated, any_of });
        }
        prepared
    }

    /// Returns the language of the interface for which it is prepared.
    #[must_use]
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// Returns the terms that light up: a negated clause lights up nothing.
    pub(super) fn lit_terms(&self) -> impl Iterator<Item = &PreparedTerm> {
        let wanted = self.clauses.iter().filter(|clause| !clause.negated).flat_map(|clause| &clause.any_of);
        wanted.filter_map(|prepared| prepared.term.as_ref())
    }
}

impl PreparedTerm {
    /// Prepares the words of a condition; `None` if it has none, or if only lighting up would need them
    /// and it is negated.
    pub(super) fn new(
        (condition, bit): (&Condition, u64),
        negated: bool,
        index: &Index,
        lang: Lang,
    ) -> Option<Self> {
        let (words, place) = match condition {
            Condition::Words(words) => (words, None),
            Condition::Within { words, place } | Condition::Mark { item: Some(words), place, .. } => {
                (words, Some(place.clone()))
            }
            Condition::Is { item, place } if !negated => (item, Some(place.clone())),
            Condition::Is { .. }
            | Condition::Mark { item: None, .. }
            | Condition::Amount { .. }
            | Condition::Blank(_)
            | Condition::Filled(_)
            | Condition::Signed(..) => return None,
        };
        let term = Term::new(words)?;
        let id_form = fold(&words.text).text.trim().to_owned();
        Some(Self {
            id_letters: letter_bits(&id_form),
            id_form,
            standings: index.standings(&term),
            labels: if place.is_none() { LabelMatches::new(&term, lang) } else { LabelMatches::default() },
            bit,
            is_near: false,
            place,
            term,
        })
    }
}

/// Returns what a condition without words asks about.
fn asked_part(condition: &Condition) -> Option<Asked> {
    match condition {
        Condition::Within { place, .. } | Condition::Mark { place, .. } | Condition::Filled(place) => {
            Some(Asked { place: place.clone(), amount: None })
        }
        Condition::Amount { quantity, range } => {
            let place = SearchScope { fields: quantity.fields(), ..SearchScope::default() };
            Some(Asked { place, amount: quantity.measure().map(|measure| (measure, *range)) })
        }
        Condition::Words(_) | Condition::Is { .. } | Condition::Blank(_) | Condition::Signed(..) => None,
    }
}

/// Returns the scope that a condition, or its negation, requires to be blank.
fn blank_scope(condition: &Condition, negated: bool) -> Option<&SearchScope> {
    match condition {
        Condition::Blank(place) if !negated => Some(place),
        Condition::Filled(place) if negated => Some(place),
        Condition::Blank(_)
        | Condition::Filled(_)
        | Condition::Words(_)
        | Condition::Within { .. }
        | Condition::Is { .. }
        | Condition::Amount { .. }
        | Condition::Mark { .. }
        | Condition::Signed(..) => None,
    }
}

/// A text of the form with its search form.
type FormText = (&'static str, String);

/// The labels of the form, Japanese and English.
static LABELS: LazyLock<[Vec<FormText>; 2]> = LazyLock::new(|| {
    let fields = || schema().fields();
    [
        fields().map(|field| form_text(field.label)).collect(),
        fields().map(|field| form_text(field.en)).collect(),
    ]
});

fn form_text(text: &'static str) -> FormText {
    (text, SearchForm::new(text).text)
}

impl LabelMatches {
    fn new(term: &Term, lang: Lang) -> Self {
        let languages = match lang {
            Lang::Ja => &LABELS[..1],
            Lang::En => &LABELS[..],
        };
        let matching = languages.iter().flatten().filter(|(_, form)| term.is_in(form));
        let labels: FxHashSet<&str> = matching.map(|(label, _)| *label).collect();
        let effects = schema().effects.iter().filter(|effect| lang == Lang::En && term.is_match(effect.en));
        Self {
            fields: form_fields(|_, field| labels.contains(field.label) || labels.contains(field.en)),
            effects: effects.map(|effect| effect.text).collect(),
            labels,
        }
    }

    /// True if a field with one of the labels has an answer in the case.
    pub(super) fn any_answered(&self, case: &Case, answered: FormFields) -> bool {
        let is_match = |item: &EffectItem| self.effects.contains(item.text.as_str());
        let mut fields = case.sections.iter().flat_map(|section| &section.fields);
        self.fields & answered != 0
            || !self.effects.is_empty() && fields.any(|field| field.value.effects().iter().any(is_match))
    }

    /// True if a label of the form matches.
    pub(super) fn contains(&self, label: &str) -> bool {
        self.labels.contains(label)
    }
}

/// Joins a number of one or two digits to the Latin word before it: `SS-MIX 2` and `ICD 10` are names,
/// and the number alone would match every page.
fn join_numbers(query: &Query) -> Vec<Clause> {
    let mut joined: Vec<Clause> = Vec::with_capacity(query.clauses.len());
    for clause in &query.clauses {
        if let Some(number) = plain_words(clause).filter(|words| is_short_number(&words.text))
            && let Some(last) = joined.last_mut()
            && let Some(words) = plain_words(last).filter(|words| ends_in_letter(&words.text))
        {
            let text = format!("{} {}", words.text, number.text);
            let span = words.span.start..number.span.end;
            last.span.end = clause.span.end;
            last.any_of = vec![Condition::Words(Words { text, exact: false, span })];
            continue;
        }
        joined.push(clause.clone());
    }
    joined
}

/// Returns the words of a clause that consists of words only.
fn plain_words(clause: &Clause) -> Option<&Words> {
    match clause.any_of.as_slice() {
        [Condition::Words(words)] if !clause.negated && !words.exact => Some(words),
        _ => None,
    }
}

fn is_short_number(text: &str) -> bool {
    let folded = fold(text).text;
    (1..=2).contains(&folded.len()) && folded.bytes().all(|byte| byte.is_ascii_digit())
}

fn ends_in_letter(text: &str) -> bool {
    fold(text).text.ends_with(|char: char| char.is_ascii_alphabetic())
}
