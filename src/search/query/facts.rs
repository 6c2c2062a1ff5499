//! What can be decided of a query without matching text.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::condition::{Clause, Condition, Words};
use crate::model::{Answer, Case, EffectMark, Value, short_prefecture};
use crate::search::place::Place;
use crate::text::fold::fold;

impl Condition {
    /// Whether the condition holds for a case; `None` where that takes matching text (`Words`, `Within`
    /// and `Mark`) or what is not on its page (`Bookmarked`).
    #[must_use]
    pub fn holds_fact(&self, case: &Case) -> Option<bool> {
        match self {
            Self::Amount { quantity, range } => {
                Some(quantity.of(case).is_some_and(|number| range.contains(&number)))
            }
            Self::Is { place, item } => {
                let wanted = Wanted::new(item);
                let held = place.fields_of(case).any(|field| wanted.is_in(&field.answer));
                Some(held || place.heads_of(case).any(|head| wanted.is(head)))
            }
            Self::Blank(place) => Some(is_blank(place, case)),
            Self::Filled(place) => Some(!is_blank(place, case)),
            Self::Words(_) | Self::Within { .. } | Self::Mark { .. } | Self::Bookmarked(_) => None,
        }
    }

    /// For a `Mark`, whether an item with that mark holds the words, which `matches` decides of each
    /// item's text; `None` for every other condition.
    #[must_use]
    pub fn holds_mark(&self, case: &Case, mut matches: impl FnMut(&Words, &str) -> bool) -> Option<bool> {
        let Self::Mark { place, item: words, mark } = self else {
            return None;
        };
        let mut found = marked(place, *mark, case);
        Some(found.any(|text| words.as_ref().is_none_or(|words| matches(words, text))))
    }
}

impl Clause {
    /// Whether the clause holds for a case, as far as that takes no matching of text.
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

/// The items with a mark in a place.
fn marked<'a>(place: &'a Place, mark: EffectMark, case: &'a Case) -> impl Iterator<Item = &'a str> {
    let items = place.fields_of(case).flat_map(|field| field.value.effects());
    items.filter(move |item| item.mark == mark).map(|item| item.text.as_str())
}

/// True where no field and no head of the place has an answer; a field that the page lacks has none.
fn is_blank(place: &Place, case: &Case) -> bool {
    place.fields_of(case).all(|field| field.value.is_blank()) && place.heads_of(case).next().is_none()
}

/// An item that answers are compared with.
#[derive(Debug)]
struct Wanted<'a> {
    text: &'a str,
    key: String,
    /// The short name, where the item is a prefecture.
    prefecture: Option<&'static str>,
}

impl<'a> Wanted<'a> {
    fn new(item: &'a Words) -> Self {
        let key = item_key(&item.text);
        Self { text: &item.text, prefecture: short_prefecture(&key), key }
    }

    fn is(&self, text: &str) -> bool {
        text == self.text || item_key(text) == self.key
    }

    /// True where one of the answers is the item.
    fn is_in(&self, answer: &Answer) -> bool {
        let texts = answers(answer);
        let short = self.prefecture.filter(|_| matches!(answer.value, Value::Prefectures { .. }));
        texts.iter().any(|text| short == Some(*text)) || texts.iter().any(|text| self.is(text))
    }
}

/// Decides one condition for many cases: pages that say the same share it, and are asked once.
///
/// It serves the cases of one catalog, which stays unchanged meanwhile.
#[derive(Debug)]
pub struct Decider<'a> {
    condition: &'a Condition,
    wanted: Option<Wanted<'a>>,
    /// Whether the item is in an answer, by where the answer is kept.
    known: FxHashMap<*const Answer, bool>,
}

impl<'a> Decider<'a> {
    /// Decides this condition.
    #[must_use]
    pub fn new(condition: &'a Condition) -> Self {
        let wanted = match condition {
            Condition::Is { item, .. } => Some(Wanted::new(item)),
            Condition::Words(_)
            | Condition::Within { .. }
            | Condition::Amount { .. }
            | Condition::Mark { .. }
            | Condition::Blank(_)
            | Condition::Filled(_)
            | Condition::Bookmarked(_) => None,
        };
        Self { condition, wanted, known: FxHashMap::default() }
    }

    /// As [`Condition::holds_fact`].
    pub fn holds_fact(&mut self, case: &'a Case) -> Option<bool> {
        let (Condition::Is { place, .. }, Some(wanted)) = (self.condition, &self.wanted) else {
            return self.condition.holds_fact(case);
        };
        let known = &mut self.known;
        let mut is_in =
            |answer: &Arc<Answer>| *known.entry(Arc::as_ptr(answer)).or_insert_with(|| wanted.is_in(answer));
        let held = place.fields_of(case).any(|field| is_in(&field.answer));
        Some(held || place.heads_of(case).any(|head| wanted.is(head)))
    }
}

/// Each of the answers that a field's answer gives, verbatim: the items of a list, else the whole text; none
/// for a blank.
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

/// An answer as it is compared: folded, without white space, since `SS-MIX 2` is `SS-MIX2`.
#[must_use]
pub fn item_key(text: &str) -> String {
    fold(text).text.chars().filter(|char| !char.is_whitespace()).collect()
}
