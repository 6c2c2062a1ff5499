//! What can stand at the end of a query text, for completion.

use std::ops::Range;

use super::super::names::Named;
use super::lex::{Operator, RawHead, clauses};
use super::parse::{Meaning, meaning_of, read_part};

/// The end of a query text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Position {
    /// The bytes that are being typed.
    pub range: Range<usize>,
    /// What they say, without quotes.
    pub typed: String,
    /// What is being typed.
    pub awaited: Awaited,
}

/// What is being typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Awaited {
    /// Words, or a name.
    Name,
    /// The name of what has to be blank or not.
    PlaceName,
    /// A value behind a name.
    Value {
        /// The name's meaning.
        named: &'static Named,
        /// What stands between them.
        operator: Operator,
    },
    /// What a case is to the reader, behind `is:`.
    State,
    /// A number of no field.
    Number,
}

/// What can stand at the end of a query text.
#[must_use]
pub fn position(text: &str) -> Position {
    let nothing = || Position { range: text.len()..text.len(), typed: String::new(), awaited: Awaited::Name };
    let raws = clauses(read_part(text));
    let Some(last) = raws.last().filter(|raw| raw.span.end == text.len()) else {
        return nothing();
    };
    let mut awaited = Awaited::Name;
    for alternative in &last.alternatives {
        if let Some(head) = &alternative.head {
            awaited = behind(head, text);
        }
    }
    let Some(alternative) = last.alternatives.last() else { return nothing() };
    let mut value = alternative.value.clone();
    if let Some(mark) = &alternative.mark {
        // A mark behind an item in quotes is replaced together with the item.
        value.span.end = mark.end;
    }
    Position { range: value.span.clone(), typed: value.text(text), awaited }
}

/// What follows a name and its operator; an unknown name is words, and no name follows it.
fn behind(head: &RawHead, text: &str) -> Awaited {
    match meaning_of(&head.name.text(text)) {
        Some(Meaning::Named(named)) => Awaited::Value { named, operator: head.operator },
        Some(Meaning::Blank | Meaning::Filled) => Awaited::PlaceName,
        Some(Meaning::Is) => Awaited::State,
        Some(Meaning::Ratio(_)) | None => Awaited::Number,
    }
}
