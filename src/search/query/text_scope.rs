//! The conditions on words in a scope, and the marks of 導入効果.

use super::super::place::SearchScope;
use super::condition::{Condition, Words};
use super::lex::AREA;
use super::operator::Operator;
use crate::model::{EffectMark, short_prefecture};
use crate::text::fold::fold;

/// The field whose items have marks.
pub(super) const EFFECTS: &str = "effects";

/// Returns the mark of a sign.
pub(super) fn parse_mark(sign: &str) -> Option<EffectMark> {
    match fold(sign).text.trim() {
        // Folding turns every ring into this one.
        "〇" | "o" | "0" | "⭕" | "まる" | "有" | "あり" => Some(EffectMark::Effective),
        "△" | "▲" | "▵" | "さんかく" => Some(EffectMark::Neutral),
        "×" | "✕" | "✖" | "╳" | "❌" | "x" | "ばつ" => Some(EffectMark::Ineffective),
        "()" | "空" | "無回答" | "未回答" | "?" => Some(EffectMark::Unanswered),
        _ => None,
    }
}

/// Returns the scope of 導入効果.
pub(super) fn effects() -> SearchScope {
    SearchScope { fields: vec![EFFECTS], ..SearchScope::default() }
}

/// Returns the condition for words in a scope. A whole prefecture is matched exactly: 京都 is not 東京都.
pub(super) fn scope_condition(place: &SearchScope, operator: Operator, words: Words) -> Condition {
    let place = place.clone();
    let is_prefecture = place.fields == [AREA] && short_prefecture(words.text.trim()).is_some();
    if operator == Operator::Is || is_prefecture {
        Condition::Is { place, item: words }
    } else {
        Condition::Within { place, words }
    }
}
