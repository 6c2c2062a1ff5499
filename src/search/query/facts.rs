//! The conditions of a query that are decided without matching text.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::condition::{Clause, Condition, Words};
use crate::model::schema::schema;
use crate::model::{Answer, Case, EffectMark, UNSELECTED, Value, form_effects, item_key, short_prefecture};
use crate::search::place::SearchScope;

impl Condition {
    /// Returns whether the condition holds for a case; `None` if that needs matching text (`Words`,
    /// `Within` and `Mark`) or is not on the page (`Signed`).
    #[must_use]
    pub fn holds_fact(&self, case: &Case) -> Option<bool> {
        match self {
            Self::Amount { quantity, range } => {
                Some(quantity.value_in(case).is_some_and(|number| range.contains(&number)))
            }
            Self::Is { place, item } => {
                let wanted = ExpectedItem::new(item);
                let held = place.fields_in(case).any(|field| wanted.matches_any(&field.answer));
                Some(held || place.heads_in(case).any(|head| wanted.matches(head)))
            }
            Self::Blank(place) => Some(is_blank(place, case)),
            Self::Filled(place) => Some(!is_blank(place, case)),
            Self::Words(_) | Self::Within { .. } | Self::Mark { .. } | Self::Signed(..) => None,
        }
    }

    /// For a `Mark`, returns whether an item with that mark contains the words, which `matches` decides
    /// for each item's text; `None` for any other condition.
    #[must_use]
    pub fn holds_mark(&self, case: &Case, mut matches: impl FnMut(&Words, &str) -> bool) -> Option<bool> {
        let Self::Mark { place, item: words, mark } = self else {
            return None;
        };
        let mut found = marked_items(place, *mark, case);
        Some(found.any(|text| words.as_ref().is_none_or(|words| matches(words, text))))
    }
}

impl Clause {
    /// Returns whether the clause holds for a case; `None` if that needs matching text.
    #[must_use]
    pub fn holds_fact(&self, case: &Case) -> Option<bool> {
        let mut known = Some(false);
        for condition in &self.any_of {
            match condition.holds_fact(case) {
                Some(true) => return Some(!self.negated),
                Some(false) => {}
                None => known = None,
            }
        }
        known.map(|held| held != self.negated)
    }
}

/// Returns the items with a mark in a scope, as the page and as the form has them.
fn marked_items<'a>(
    place: &'a SearchScope,
    mark: EffectMark,
    case: &'a Case,
) -> impl Iterator<Item = &'a str> {
    let fields = place.fields_in(case).map(|field| field.value.effects());
    fields.flat_map(move |items| {
        let of_form = form_effects(items).into_iter();
        let marked = items.iter().zip(of_form).filter(move |(item, _)| item.mark == mark);
        // A misread item is found by the form's words too.
        marked.flat_map(|(item, of_form)| {
            let form = of_form.map(|at| schema().effects[at].text).filter(|form| *form != item.text);
            [Some(item.text.as_str()), form].into_iter().flatten()
        })
    })
}

/// True if no field and no head part of the scope has an answer; a missing field has none.
fn is_blank(place: &SearchScope, case: &Case) -> bool {
    place.fields_in(case).all(|field| field.value.is_blank()) && place.heads_in(case).next().is_none()
}

/// An item that answers are compared with.
#[derive(Debug)]
struct ExpectedItem<'a> {
    text: &'a str,
    key: String,
    /// The short name if the item is a prefecture.
    prefecture: Option<&'static str>,
}

impl<'a> ExpectedItem<'a> {
    fn new(item: &'a Words) -> Self {
        let key = item_key(&item.text);
        Self { text: &item.text, prefecture: short_prefecture(&key), key }
    }

    fn matches(&self, text: &str) -> bool {
        text == self.text || item_key(text) == self.key
    }

    /// True if one of the answers is the item.
    fn matches_any(&self, answer: &Answer) -> bool {
        let texts = given_answers(answer);
        let short = self.prefecture.filter(|_| matches!(answer.value, Value::Prefectures { .. }));
        texts.iter().any(|text| short == Some(*text)) || texts.iter().any(|text| self.matches(text))
    }
}

/// Decides one condition for many cases: an answer that pages share is decided once.
///
/// It is for the cases of one catalog, which must not change in between.
#[derive(Debug)]
pub struct Decider<'a> {
    condition: &'a Condition,
    wanted: Option<ExpectedItem<'a>>,
    /// Whether an answer contains the item, by the answer's address.
    known: FxHashMap<*const Answer, bool>,
}

impl<'a> Decider<'a> {
    /// Prepares a condition.
    #[must_use]
    pub fn new(condition: &'a Condition) -> Self {
        let wanted = match condition {
            Condition::Is { item, .. } => Some(ExpectedItem::new(item)),
            Condition::Words(_)
            | Condition::Within { .. }
            | Condition::Amount { .. }
            | Condition::Mark { .. }
            | Condition::Blank(_)
            | Condition::Filled(_)
            | Condition::Signed(..) => None,
        };
        Self { condition, wanted, known: FxHashMap::default() }
    }

    /// As [`Condition::holds_fact`].
    pub fn holds_fact(&mut self, case: &'a Case) -> Option<bool> {
        let (Condition::Is { place, .. }, Some(wanted)) = (self.condition, &self.wanted) else {
            return self.condition.holds_fact(case);
        };
        let known = &mut self.known;
        let mut is_in = |answer: &Arc<Answer>| {
            *known.entry(Arc::as_ptr(answer)).or_insert_with(|| wanted.matches_any(answer))
        };
        let held = place.fields_in(case).any(|field| is_in(&field.answer));
        Some(held || place.heads_in(case).any(|head| wanted.matches(head)))
    }
}

/// Returns the single answers of a field without 未選択, which beside other items of a list is no answer.
pub fn given_answers(answer: &Answer) -> Vec<&str> {
    let mut answers = answers(answer);
    answers.retain(|answer| *answer != UNSELECTED);
    answers
}

/// Returns the single answers of a field, verbatim: the items of a list, else the whole text; empty for
/// a blank.
#[must_use]
pub fn answers(answer: &Answer) -> Vec<&str> {
    match &answer.value {
        Value::Empty | Value::Unselected => Vec::new(),
        Value::List { items } => items.iter().map(String::as_str).collect(),
        Value::Prefectures { items } => items.clone(),
        Value::Effects { items } => items.iter().map(|item| item.text.as_str()).collect(),
        Value::Facilities { items } => items.iter().map(|item| item.facility_type.as_str()).collect(),
        Value::Choice { choice } => vec![choice],
        Value::Text
        | Value::StatusYear { .. }
        | Value::Year { .. }
        | Value::Staff { .. }
        | Value::Count { .. }
        | Value::Money { .. }
        | Value::Fee(_) => vec![&answer.text],
    }
}
