//! The kind of a name in a query: what its value has to be.

use super::super::names::{NameTarget, find_name, name_key, parse_ratio};
use super::super::quantity::Quantity;
use super::state_words::{BLANK, FILLED, IS};

/// The kind of a name in a query.
#[derive(Debug, Clone, Copy)]
pub(super) enum NameKind {
    /// Fields, sections, a number.
    Named(&'static NameTarget),
    /// A ratio of two numbers.
    Ratio(Quantity),
    /// 空
    Blank,
    /// 有
    Filled,
    /// is
    Is,
}

/// Returns the kind of a name; `None` for an unknown name.
pub(super) fn name_kind(name: &str) -> Option<NameKind> {
    if let Some(named) = find_name(name) {
        return Some(NameKind::Named(named));
    }
    if let Some(ratio) = parse_ratio(name) {
        return Some(NameKind::Ratio(ratio));
    }
    // The words below are shorter.
    let word = if name.len() > 64 { String::new() } else { name_key(name) };
    if BLANK.contains(&word.as_str()) {
        return Some(NameKind::Blank);
    }
    if IS.contains(&word.as_str()) {
        return Some(NameKind::Is);
    }
    FILLED.contains(&word.as_str()).then_some(NameKind::Filled)
}
