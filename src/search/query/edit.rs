//! Chooses groups of cases by editing the query text; the rest of the text stays as it is.

use std::ops::Range;

use super::condition::{Condition, Query};
use super::lex::{RawAlternative, RawClause, RawHead, split_clauses};
use super::operator::{Operator, begins_operator};
use super::parse::{read_part, single_condition};
use super::separator::{holds_or, is_bar, is_quote, is_space};
use super::view::{ViewKind, is_list_comma, view_kind};
use crate::model::{item_key, short_prefecture};

/// A clause for one choice, as written: `県:埼玉`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Name and operator.
    pub head: String,
    /// The value, in quotes if it needs them.
    pub value: String,
}

impl Choice {
    /// Creates the choice of an exact value: `企業=富士通`.
    #[must_use]
    pub fn new_exact(name: &str, value: &str) -> Self {
        Self { head: format!("{name}="), value: quote_value(value) }
    }

    /// Creates the choice of a value by `:`.
    #[must_use]
    pub fn new(name: &str, value: &str) -> Self {
        Self { head: format!("{name}:"), value: quote_value(value) }
    }

    /// Returns the clause's text.
    #[must_use]
    pub fn text(&self) -> String {
        format!("{}{}", self.head, self.value)
    }

    /// Parses its condition; `None` for a malformed choice.
    #[must_use]
    pub fn condition(&self) -> Option<Condition> {
        single_condition(&self.text())
    }
}

/// Returns a value as it is written after an operator or a bar, quoted if needed.
#[must_use]
pub fn quote_value(value: &str) -> String {
    let breaks = |char: char| is_space(char) || is_bar(char) || is_quote(char) || begins_operator(char);
    let is_whole = !value.is_empty() && !value.contains(breaks) && !holds_or(value);
    if is_whole { value.to_owned() } else { quoted(value) }
}

/// Returns a value in quotes, its own twice.
#[must_use]
pub fn quoted(value: &str) -> String {
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

/// Returns a value without the quotes of [`quote_value`]; one that is still typed may lack the last.
#[must_use]
pub fn unquote(value: &str) -> String {
    let value = value.trim();
    let Some(inner) = value.strip_prefix(is_quote) else { return value.to_owned() };
    let mut text = String::with_capacity(inner.len());
    let mut chars = inner.strip_suffix(is_quote).unwrap_or(inner).chars().peekable();
    while let Some(char) = chars.next() {
        text.push(char);
        if is_quote(char) {
            // A quote of the value is there twice.
            let _ = chars.next_if_eq(&char);
        }
    }
    text
}

/// True if the query contains this condition, alone or among alternatives.
fn contains(query: &Query, wanted: &Condition) -> bool {
    let clauses = query.clauses.iter().filter(|clause| !clause.negated);
    clauses.flat_map(|clause| &clause.any_of).any(|condition| is_same(condition, wanted))
}

/// Returns the conditions of a group's clause, which may be several: `県:埼玉 対象地域=全県域`, `県:青森|岩手`.
fn conditions_of(clause: &str) -> Vec<Vec<Condition>> {
    Query::parse(clause).clauses.into_iter().map(|clause| clause.any_of).collect()
}

/// Returns the choices of a group's clause, as [`conditions_of`].
fn choices_of(clause: &str) -> Vec<Vec<Choice>> {
    let choice = |one: &WrittenAlternative| {
        let value = clause.get(one.value.clone())?.to_owned();
        one.condition.as_ref().map(|_| Choice { head: one.head.clone(), value })
    };
    let choices = |raw: &RawClause| alternatives(clause, raw).iter().filter_map(choice).collect();
    split_clauses(clause).iter().map(choices).collect()
}

/// True if the query contains every condition of a group's clause, each alone or among alternatives.
#[must_use]
pub fn is_chosen(query: &Query, clause: &str) -> bool {
    if query.is_empty() {
        return false;
    }
    let wanted = conditions_of(clause);
    !wanted.is_empty() && wanted.iter().flatten().all(|wanted| contains(query, wanted))
}

/// Returns the query text with the conditions of a group's clause, or without them if they are there. Those of the
/// groups `beside` are alternatives of each other.
#[must_use]
pub fn with_clause_toggled<'a>(text: &str, clause: &'a str, beside: impl Iterator<Item = &'a str>) -> String {
    let query = Query::parse(text);
    let own = choices_of(clause);
    if is_chosen(&query, clause) {
        // What another chosen group asks for too stays.
        let others = beside.filter(|other| *other != clause && is_chosen(&query, other));
        let kept: Vec<Condition> = others.flat_map(conditions_of).flatten().collect();
        let is_kept = |choice: &&Choice| {
            choice.condition().is_some_and(|own| kept.iter().any(|kept| is_same(kept, &own)))
        };
        let given_up = own.iter().flatten().filter(|choice| !is_kept(choice));
        return given_up.fold(text.to_owned(), |text, choice| without_choice(&text, choice));
    }
    let groups: Vec<Vec<Vec<Condition>>> = beside.chain([clause]).map(conditions_of).collect();
    let add = |text: String, (nth, choices): (usize, &Vec<Choice>)| {
        let known: Vec<&Condition> = groups.iter().filter_map(|clauses| clauses.get(nth)).flatten().collect();
        let is_known = |condition: &Condition| known.iter().any(|known| is_same(known, condition));
        choices.iter().fold(text, |text, choice| with_choice(&text, choice, is_known))
    };
    own.iter().enumerate().fold(text.to_owned(), add)
}

/// Returns the query text without the clauses that only choose among groups, given by the clauses of these.
#[must_use]
pub fn without_clauses<'a>(text: &str, groups: impl Iterator<Item = &'a str>) -> String {
    if Query::parse(text).is_empty() {
        return text.to_owned();
    }
    let known: Vec<Condition> = groups.flat_map(conditions_of).flatten().collect();
    without(text, true, |one| known.iter().any(|known| is_same(known, one)))
}

/// Returns the query text with a choice added: to the clause that has only choices of the same facet,
/// which `is_of_facet` decides, or as a clause of its own.
pub(super) fn with_choice(text: &str, choice: &Choice, is_of_facet: impl Fn(&Condition) -> bool) -> String {
    if is_chosen(&Query::parse(text), &choice.text()) {
        return text.to_owned();
    }
    let raws = split_clauses(read_part(text));
    let beside = raws.iter().filter(|raw| !raw.negated).find_map(|raw| {
        let written = alternatives(text, raw);
        let all = written.iter().all(|one| one.condition.as_ref().is_some_and(&is_of_facet));
        (all && !written.is_empty()).then_some((raw, written))
    });
    let Some((raw, written)) = beside else {
        return ready_to_append(text) + &choice.text();
    };
    let (before, after) = text.split_at(raw.span.end);
    let mut edited = before.to_owned();
    if is_open(raw) {
        edited.push('"');
    }
    if !before.trim_end().ends_with(is_bar) || is_open(raw) {
        edited.push('|');
    }
    let is_same_head = written.last().is_some_and(|last| last.head == choice.head);
    edited.push_str(&if is_same_head { choice.value.clone() } else { choice.text() });
    if !after.is_empty() && !after.starts_with(is_space) {
        edited.push(' ');
    }
    edited + after
}

/// Returns the query text with a choice removed.
pub(super) fn without_choice(text: &str, choice: &Choice) -> String {
    choice.condition().map_or_else(|| text.to_owned(), |own| without(text, false, |one| is_same(one, &own)))
}

/// Returns the query text without some conditions; where only `whole` clauses go, those that have others too stay.
fn without(text: &str, whole: bool, is_unwanted: impl Fn(&Condition) -> bool) -> String {
    let mut edited = String::with_capacity(text.len());
    let mut done = 0;
    for raw in split_clauses(read_part(text)).iter().filter(|raw| !raw.negated) {
        let written = alternatives(text, raw);
        let goes = |one: &WrittenAlternative| one.condition.as_ref().is_some_and(&is_unwanted);
        if !written.iter().any(goes) || (whole && !written.iter().all(goes)) {
            continue;
        }
        edited.push_str(text.get(done..raw.span.start).unwrap_or_default());
        let kept = join_alternatives(text, written.iter().filter(|one| !goes(one)));
        done = raw.span.end;
        if kept.is_empty() {
            // The space after the clause is removed with it.
            let rest = text.get(done..).unwrap_or_default();
            done += rest.len() - rest.trim_start_matches(is_space).len();
        }
        edited.push_str(&kept);
    }
    edited.push_str(text.get(done..).unwrap_or_default());
    if done == text.len() { edited.trim_end().to_owned() } else { edited }
}

/// Returns the query text with a view clause of this kind: in place of the last one, else at the end.
#[must_use]
pub fn with_view(text: &str, kind: ViewKind, value: &str) -> String {
    let clause = format!("{}:{value}", kind.word());
    let query = Query::parse(text);
    if let Some(last) = query.view.iter().rfind(|clause| clause.kind == kind) {
        let (before, after) = text.split_at(last.clause.start);
        return format!("{before}{clause}{}", after.get(last.clause.len()..).unwrap_or_default());
    }
    ready_to_append(text) + &clause
}

/// Returns the query text so that a clause can follow: quotes closed, no list left open by a comma, no view clause
/// without a value, no bar without an alternative.
fn ready_to_append(text: &str) -> String {
    let mut edited = read_part(text).to_owned();
    if let Some(open) = split_clauses(&edited).last().and_then(|last| empty_view_clause(&edited, last)) {
        edited.truncate(open);
    }
    if let Some(bar) = split_clauses(&edited).last().and_then(unfinished_bar) {
        edited.truncate(bar);
    }
    let view = Query::parse(&edited).view;
    // A list that ends in a comma reaches over the spaces behind it.
    let last_view = view.last().filter(|last| last.clause.end >= edited.trim_end().len());
    if split_clauses(&edited).last().is_some_and(is_open) {
        edited.push('"');
    } else if let Some(last) = last_view {
        let list = edited.trim_end().trim_end_matches(is_list_comma).trim_end().len();
        edited.truncate(list);
        let own = edited.get(last.clause.start..).unwrap_or_default();
        if own.chars().filter(|char| is_quote(*char)).count() % 2 == 1 {
            edited.push('"');
        }
    }
    if !edited.is_empty() && !edited.ends_with(is_space) {
        edited.push(' ');
    }
    edited
}

/// Returns where the alternatives of a clause end if a bar follows, or a word for “or”, and nothing behind it.
fn unfinished_bar(raw: &RawClause) -> Option<usize> {
    let ends_in_bar = raw.alternatives.len() > 1 && raw.alternatives.last()?.span.is_empty();
    let last = raw.alternatives.iter().rfind(|alternative| !alternative.span.is_empty());
    ends_in_bar.then(|| last.map_or(raw.span.start, |last| last.span.end))
}

/// Returns where a clause begins that is the name of a view clause without a value; it would take up what follows.
fn empty_view_clause(text: &str, raw: &RawClause) -> Option<usize> {
    let [RawAlternative { head: Some(RawHead { name, operator: Operator::Has }), value, .. }] =
        raw.alternatives.as_slice()
    else {
        return None;
    };
    (value.span.is_empty() && view_kind(&name.text(text)).is_some()).then_some(raw.span.start)
}

/// Returns another filter before the view clauses of a query text, which one reads last.
#[must_use]
pub fn with_filter(text: &str, filter: &str) -> String {
    let query = Query::parse(text);
    let clauses = query.view.iter().filter_map(|clause| text.get(clause.clause.clone()));
    let clauses = clauses.collect::<Vec<_>>().join(" ");
    if clauses.is_empty() { filter.trim().to_owned() } else { ready_to_append(filter.trim()) + &clauses }
}

/// Returns the query text without its view clauses of these kinds.
#[must_use]
pub fn without_view(text: &str, kinds: &[ViewKind]) -> String {
    let query = Query::parse(text);
    let mut edited = String::with_capacity(text.len());
    let mut done = 0;
    for clause in query.view.iter().filter(|clause| kinds.contains(&clause.kind)) {
        edited.push_str(text.get(done..clause.clause.start).unwrap_or_default());
        // A bar before it would join what is before and behind it.
        if let Some(bar) = split_clauses(&edited).last().and_then(unfinished_bar) {
            edited.truncate(bar);
            edited.push(' ');
        }
        let rest = text.get(clause.clause.end..).unwrap_or_default();
        done = text.len() - rest.trim_start_matches(is_space).len();
    }
    edited.push_str(text.get(done..).unwrap_or_default());
    if done == text.len() { edited.trim_end().to_owned() } else { edited }
}

/// An alternative as written, with the name that applies to it.
struct WrittenAlternative {
    /// Name and operator, its own or those of an earlier alternative; may be `""`.
    head: String,
    value: Range<usize>,
    condition: Option<Condition>,
}

/// Returns the alternatives of a clause that are not empty.
fn alternatives(text: &str, raw: &RawClause) -> Vec<WrittenAlternative> {
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
        written.push(WrittenAlternative { head: head.clone(), value, condition });
    }
    written
}

/// Joins alternatives into a clause; a name that repeats is written once.
fn join_alternatives<'a>(text: &str, alternatives: impl Iterator<Item = &'a WrittenAlternative>) -> String {
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

/// True if a quote is still open at the end.
fn is_open(raw: &RawClause) -> bool {
    raw.alternatives
        .last()
        .is_some_and(|last| !last.value.closed || last.head.as_ref().is_some_and(|head| !head.name.closed))
}

/// True if two conditions are equal, whatever their spans.
fn is_same(one: &Condition, other: &Condition) -> bool {
    match (one, other) {
        (Condition::Is { place, item }, Condition::Is { place: at, item: wanted }) => {
            place == at && comparison_key(&item.text) == comparison_key(&wanted.text)
        }
        (Condition::Amount { quantity, range }, Condition::Amount { quantity: of, range: wanted }) => {
            quantity == of && range == wanted
        }
        (Condition::Blank(place), Condition::Blank(at)) => place == at,
        (Condition::Filled(place), Condition::Filled(at)) => place == at,
        (Condition::Signed(one, has), Condition::Signed(other, wanted)) => one == other && has == wanted,
        (
            Condition::Is { .. }
            | Condition::Amount { .. }
            | Condition::Blank(_)
            | Condition::Filled(_)
            | Condition::Signed(..)
            | Condition::Words(_)
            | Condition::Within { .. }
            | Condition::Mark { .. },
            _,
        ) => false,
    }
}

/// Returns the comparison key of an item; a prefecture is the same with or without 県.
fn comparison_key(text: &str) -> String {
    let key = item_key(text);
    short_prefecture(&key).map_or(key, str::to_owned)
}
