//! What a value says, read as the kind that the schema gives.

mod blank;
mod list;
mod marked;
mod quantity;

pub use blank::{is_blank, is_dash};
pub use marked::marks;

use crate::model::Value;
use crate::model::schema::{FieldSpec, ValueKind};

/// A value that does not read as its kind.
#[derive(Debug, PartialEq, Eq)]
pub struct NotItsKind;

/// Reads a value as its field's kind, or as text without a field. `value` has items from lines of their own
/// on lines of their own; `text` is the same, folded.
pub fn parse(spec: Option<&FieldSpec>, value: &str, text: &str) -> Result<Value, NotItsKind> {
    if text.is_empty() || is_blank(text) {
        return Ok(Value::Empty);
    }
    if text == "未選択" {
        return Ok(Value::Unselected);
    }
    let Some(spec) = spec else {
        return Ok(Value::Text);
    };
    let read = match spec.kind {
        ValueKind::Text => Some(Value::Text),
        ValueKind::Choice => Some(Value::Choice { choice: text.to_owned() }),
        ValueKind::List => Some(Value::List { items: list::split_items(spec.id, value) }),
        ValueKind::Prefectures => list::parse_prefectures(text),
        ValueKind::StatusYear => quantity::parse_status_year(text),
        ValueKind::Year => quantity::parse_year(text).map(|year| Value::Year { year }),
        ValueKind::Staff => quantity::parse_staff(text),
        ValueKind::Effects => marked::parse_effects(text),
        ValueKind::Facilities => marked::parse_facilities(text),
        ValueKind::Count => quantity::parse_count(text),
        ValueKind::Money => quantity::parse_money(text),
        ValueKind::Fee => quantity::parse_fee(text),
    };
    read.ok_or(NotItsKind)
}
