//! The words of a field → its answer, typed by the kind that the form gives it.

use std::borrow::Cow;
use std::sync::Arc;

use super::answer_cache::{AnswerCache, ReadAnswer};
use super::diagnose::has_nothing_to_report;
use super::join::folded;
use super::sections::FoundField;
use super::value;
use crate::model::schema::FieldSpec;
use crate::model::{Answer, Field, LineSpan, Value};
use crate::text::fold::without_look_alikes;

/// Reads a field; its answer comes from the cache unless its words are unsure.
pub fn read_field(found: &mut FoundField<'_>, first_line: u32, answers: &AnswerCache) -> Field {
    let spec = found.place.map(|place| place.spec());
    let read = || {
        let text = folded(&found.value);
        let value = read_value(spec, found, &text);
        let answer = Answer::new(text.into_owned(), value);
        ReadAnswer { is_plain: has_nothing_to_report(&answer), answer: Arc::new(answer) }
    };
    // What is open about a value is this page's own.
    let read_answer = match found.reading() {
        Some(_) => read(),
        None => answers.get_or_read(found.place, &found.value, read),
    };
    found.is_plain = read_answer.is_plain;
    Field {
        id: spec.map(|spec| spec.id),
        label: spec.map_or_else(|| folded(&found.label).into_owned().into(), |spec| spec.label.into()),
        lines: found.lines.unwrap_or(LineSpan::from_line(first_line)),
        answer: read_answer.answer,
    }
}

/// Returns the value read from the words that are certain; `Text`, not a blank, if none of the words are.
fn read_value(spec: Option<&FieldSpec>, found: &FoundField<'_>, text: &str) -> Value {
    let Some(reading) = found.reading() else {
        let value = match without_look_alikes(&found.value) {
            Cow::Borrowed(value) => value::parse(spec, value, text),
            Cow::Owned(plain) => value::parse(spec, &plain, &folded(&plain)),
        };
        return value.unwrap_or(Value::Text);
    };
    let value = value::parse(spec, reading, &folded(reading)).unwrap_or(Value::Text);
    if value == Value::Empty && !found.value.is_empty() { Value::Text } else { value }
}
