//! Analyses the end of a query text, for completion.

use std::ops::Range;

use super::super::names::NameTarget;
use super::lex::{RawHead, split_clauses};
use super::name_kind::{NameKind, name_kind};
use super::operator::Operator;
use super::parse::read_part;
use super::separator::is_minus;
use super::view::{ViewKind, is_list_comma, is_plus, view_kind};

/// The end of a query text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Position {
    /// The byte range that is being typed.
    pub range: Range<usize>,
    /// Its text, without quotes.
    pub typed: String,
    /// The kind of text that is being typed.
    pub awaited: Awaited,
}

/// The kind of text that is being typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Awaited {
    /// Words, or a name.
    Name,
    /// A name after `空:` or `有:`, or in the list of a view clause.
    PlaceName,
    /// How the cases are shown, after `見:`.
    Drawing,
    /// A value after a name.
    Value {
        /// The name's target.
        named: &'static NameTarget,
        /// The operator between them.
        operator: Operator,
    },
    /// A state, after `is:`.
    State,
    /// A number of no field.
    Number,
}

/// Returns the position at the end of a query text.
#[must_use]
pub fn position(text: &str) -> Position {
    let nothing = || Position { range: text.len()..text.len(), typed: String::new(), awaited: Awaited::Name };
    let raws = split_clauses(read_part(text));
    let Some(last) = raws.last().filter(|raw| raw.span.end == text.len()) else {
        return nothing();
    };
    let mut awaited = Awaited::Name;
    for alternative in &last.alternatives {
        if let Some(head) = &alternative.head {
            awaited = awaited_after(head, text);
        }
    }
    let Some(alternative) = last.alternatives.last() else { return nothing() };
    let mut value = alternative.value.clone();
    if alternative.head.as_ref().is_some_and(|head| view_of(head, text).is_some()) {
        // The last column of the list is being typed.
        let list = text.get(value.span.clone()).unwrap_or_default();
        let last = list.rsplit(is_list_comma).next().unwrap_or_default();
        value.span.start = value.span.end
            - last.trim_start().trim_start_matches(|char| is_minus(char) || is_plus(char)).len();
        value.inner = value.span.clone();
    }
    if let Some(mark) = &alternative.mark {
        // A mark after an item in quotes is replaced together with the item.
        value.span.end = mark.end;
    }
    Position { range: value.span.clone(), typed: value.text(text), awaited }
}

/// Returns the kind of view clause that a name begins.
fn view_of(head: &RawHead, text: &str) -> Option<ViewKind> {
    view_kind(&head.name.text(text)).filter(|_| head.operator == Operator::Has)
}

/// Returns what follows a name and its operator; an unknown name is words, and no name follows it.
fn awaited_after(head: &RawHead, text: &str) -> Awaited {
    match view_of(head, text) {
        Some(ViewKind::Drawing) => return Awaited::Drawing,
        Some(ViewKind::Columns | ViewKind::Sort | ViewKind::Groups | ViewKind::Near) => {
            return Awaited::PlaceName;
        }
        None => {}
    }
    match name_kind(&head.name.text(text)) {
        Some(NameKind::Named(named)) => Awaited::Value { named, operator: head.operator },
        Some(NameKind::Blank | NameKind::Filled) => Awaited::PlaceName,
        Some(NameKind::Is) => Awaited::State,
        Some(NameKind::Ratio(_)) | None => Awaited::Number,
    }
}
