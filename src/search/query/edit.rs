//! Choices of a facet, made by editing the query text: what else is typed stays as it is.

use std::ops::Range;

use super::condition::{Condition, Query};
use super::facts::item_key;
use super::lex::{RawClause, clauses, is_bar, is_quote, is_space};
use super::parse::{read_part, single_condition};
use crate::model::short_prefecture;

/// A clause for one choice, as it is written: `県:埼玉`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Name and operator.
    pub head: String,
    /// The value, in quotes where it needs them.
    pub value: String,
}

impl Choice {
    /// The choice of an exact value: `企業=富士通`.
    #[must_use]
    pub fn exactly(name: &str, value: &str) -> Self {
        Self { head: format!("{name}="), value: quoted(value) }
    }

    /// The choice of a value by `:`, as it is read there.
    #[must_use]
    pub fn of(name: &str, value: &str) -> Self {
        Self { head: format!("{name}:"), value: quoted(value) }
    }

    /// The clause's text.
    #[must_use]
    pub fn text(&self) -> String {
        format!("{}{}", self.head, self.value)
    }

    /// What has to hold; `None` for a choice that is not well formed.
    #[must_use]
    pub fn condition(&self) -> Option<Condition> {
        single_condition(&self.text())
    }
}

/// A value as it is written behind an operator or a bar.
#[must_use]
pub fn quoted(value: &str) -> String {
    let breaks = |char: char| is_space(char) || is_bar(char) || is_quote(char) || is_sign(char);
    if !value.is_empty() && !value.contains(breaks) {
        return value.to_owned();
    }
    let mut text = String::with_capacity(value.len() + 2);
    text.push('"');
    for char in value.chars() {
        text.push(char);
        if is_quote(char) {
            text.push(char);
        }
    }
    text.push('"');
    text
}

fn is_sign(char: char) -> bool {
    super::lex::sign(char).is_some()
}

/// True where the query has this choice, alone or beside others.
#[must_use]
pub fn is_chosen(query: &Query, choice: &Choice) -> bool {
    let Some(wanted) = choice.condition() else { return false };
    let clauses = query.clauses.iter().filter(|clause| !clause.negated);
    clauses.flat_map(|clause| &clause.any_of).any(|condition| is_same(condition, &wanted))
}

/// The query text with one more choice: in the clause that has only choices of the same facet, as
/// `is_of_facet` tells them, or in a clause of its own.
#[must_use]
pub fn with_choice(text: &str, choice: &Choice, is_of_facet: impl Fn(&Condition) -> bool) -> String {
    if is_chosen(&Query::parse(text), choice) {
        return text.to_owned();
    }
    let raws = clauses(read_part(text));
    let beside = raws.iter().filter(|raw| !raw.negated).find_map(|raw| {
        let written = alternatives(text, raw);
        let all = written.iter().all(|one| one.condition.as_ref().is_some_and(&is_of_facet));
        (all && !written.is_empty()).then_some((raw, written))
    });
    let Some((raw, written)) = beside else {
        let mut edited = text.to_owned();
        if raws.last().is_some_and(is_open) {
            edited.push('"');
        }
        if !edited.is_empty() && !edited.ends_with(is_space) {
            edited.push(' ');
        }
        return edited + &choice.text();
    };
    let (before, after) = text.split_at(raw.span.end);
    let mut edited = before.to_owned();
    if is_open(raw) {
        edited.push('"');
    }
    if !before.ends_with(is_bar) || is_open(raw) {
        edited.push('|');
    }
    let is_same_head = written.last().is_some_and(|last| last.head == choice.head);
    edited.push_str(&if is_same_head { choice.value.clone() } else { choice.text() });
    if !after.is_empty() && !after.starts_with(is_space) {
        edited.push(' ');
    }
    edited + after
}

/// The query text without a choice.
#[must_use]
pub fn without_choice(text: &str, choice: &Choice) -> String {
    let Some(wanted) = choice.condition() else { return text.to_owned() };
    let mut edited = String::with_capacity(text.len());
    let mut done = 0;
    for raw in clauses(read_part(text)).iter().filter(|raw| !raw.negated) {
        let written = alternatives(text, raw);
        let is_wanted = |one: &Written| one.condition.as_ref().is_some_and(|one| is_same(one, &wanted));
        if !written.iter().any(is_wanted) {
            continue;
        }
        edited.push_str(text.get(done..raw.span.start).unwrap_or_default());
        let kept = joined(text, written.iter().filter(|one| !is_wanted(one)));
        done = raw.span.end;
        if kept.is_empty() {
            // The space that parted the clause from the next goes with it.
            let rest = text.get(done..).unwrap_or_default();
            done += rest.len() - rest.trim_start_matches(is_space).len();
        }
        edited.push_str(&kept);
    }
    edited.push_str(text.get(done..).unwrap_or_default());
    if done == text.len() { edited.trim_end().to_owned() } else { edited }
}

/// An alternative as it is written, with the name that holds for it.
struct Written {
    /// Name and operator, its own or from an alternative before it; `""` where there is none.
    head: String,
    value: Range<usize>,
    condition: Option<Condition>,
}

/// The alternatives of a clause that say something.
fn alternatives(text: &str, raw: &RawClause) -> Vec<Written> {
    let mut head = String::new();
    let mut written = Vec::new();
    for alternative in raw.alternatives.iter().filter(|alternative| !alternative.span.is_empty()) {
        let mut value = alternative.span.clone();
        if alternative.head.is_some() {
            value.start = alternative.value.span.start;
            text.get(alternative.span.start..value.start).unwrap_or_default().clone_into(&mut head);
        }
        let said = text.get(value.clone()).unwrap_or_default();
        let condition = single_condition(&format!("{head}{said}"));
        written.push(Written { head: head.clone(), value, condition });
    }
    written
}

/// Alternatives as one clause, each name written once where it holds on.
fn joined<'a>(text: &str, alternatives: impl Iterator<Item = &'a Written>) -> String {
    let mut clause = String::new();
    let mut head = "";
    for one in alternatives {
        if !clause.is_empty() {
            clause.push('|');
        }
        if one.head != head {
            clause.push_str(&one.head);
            head = &one.head;
        }
        clause.push_str(text.get(one.value.clone()).unwrap_or_default());
    }
    clause
}

/// True where a quote is still open at the end.
fn is_open(raw: &RawClause) -> bool {
    raw.alternatives
        .last()
        .is_some_and(|last| !last.value.closed || last.head.as_ref().is_some_and(|head| !head.name.closed))
}

/// True where two conditions ask for the same, wherever they stand in the text.
fn is_same(one: &Condition, other: &Condition) -> bool {
    match (one, other) {
        (Condition::Is { place, item }, Condition::Is { place: at, item: wanted }) => {
            place == at && wanted_key(&item.text) == wanted_key(&wanted.text)
        }
        (Condition::Amount { quantity, range }, Condition::Amount { quantity: of, range: wanted }) => {
            quantity == of && range == wanted
        }
        (Condition::Blank(place), Condition::Blank(at)) => place == at,
        (Condition::Filled(place), Condition::Filled(at)) => place == at,
        (Condition::Bookmarked(one), Condition::Bookmarked(other)) => one == other,
        (
            Condition::Is { .. }
            | Condition::Amount { .. }
            | Condition::Blank(_)
            | Condition::Filled(_)
            | Condition::Bookmarked(_)
            | Condition::Words(_)
            | Condition::Within { .. }
            | Condition::Mark { .. },
            _,
        ) => false,
    }
}

/// An item as it is compared; a prefecture with or without 県.
fn wanted_key(text: &str) -> String {
    let key = item_key(text);
    short_prefecture(&key).map_or(key, str::to_owned)
}
