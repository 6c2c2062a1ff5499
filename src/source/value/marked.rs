//! Values whose items stand behind a mark: 導入効果 and the numbers of facilities.

use super::super::join::{mark_length, mark_sign};
use super::quantity::{number_before, split_status};
use crate::model::{EffectItem, EffectMark, FacilityItem, Value};

/// Reads `(○) 患者サービスが向上した () 業務全体の負担軽減`; `None` if words are before the first mark or a mark is misread.
pub fn parse_effects(text: &str) -> Option<Value> {
    let mut others = Vec::new();
    let marks = opening_brackets(text).filter_map(|(at, length)| {
        others.extend(length.is_none().then_some(at));
        Some((at, length?))
    });
    let marks: Vec<(usize, usize)> = marks.collect();
    if marks.first()?.0 > 0 || others.into_iter().any(|at| is_misread_mark(text, at)) {
        return None;
    }
    let ends = marks.iter().map(|(at, _)| *at).skip(1).chain([text.len()]);
    let items = marks.iter().zip(ends).map(|((at, length), end)| EffectItem {
        mark: parse_mark(&text[*at..at + length]),
        text: text[at + length..end].trim().to_owned(),
    });
    Some(Value::Effects { items: items.collect() })
}

/// True if one or two letters are in the bracket at `at` as a mark would be: a mark that was misread.
fn is_misread_mark(text: &str, at: usize) -> bool {
    let is_first = text[..at].chars().next_back().is_none_or(|c| c.is_whitespace() || is_item_end(c));
    let inner = text[at..].chars().skip(1).take_while(|c| !matches!(c, ')' | '）')).take(4);
    let inner: String = inner.collect();
    let is_closed =
        text[at..].chars().nth(1 + inner.chars().count()).is_some_and(|c| matches!(c, ')' | '）'));
    is_first && is_closed && (1..3).contains(&inner.trim().chars().count())
}

/// True for the letters that items of the form end with.
fn is_item_end(c: char) -> bool {
    matches!(c, 'た' | '減')
}

/// Returns the byte offset and length of each mark.
pub fn marks(text: &str) -> impl Iterator<Item = (usize, usize)> {
    opening_brackets(text).filter_map(|(at, length)| Some((at, length?)))
}

/// Returns where brackets open, and the length of the mark that each begins, `None` if it begins none.
fn opening_brackets(text: &str) -> impl Iterator<Item = (usize, Option<usize>)> {
    let brackets = text.match_indices(['(', '（']);
    brackets.map(|(at, _)| (at, mark_length(&text[at..])))
}

/// Returns the answer that a mark stands for.
fn parse_mark(mark: &str) -> EffectMark {
    let inner = mark.trim_matches(['(', ')', '（', '）']).trim();
    match mark_sign(inner) {
        Some('○') => EffectMark::Effective,
        Some('△') => EffectMark::Neutral,
        Some(_) => EffectMark::Ineffective,
        None => EffectMark::Unanswered,
    }
}

/// Reads `【病院】 実施中：22施設 【薬局】`; `None` if anything is before the first type or is no status and number.
pub fn parse_facilities(text: &str) -> Option<Value> {
    let mut items = Vec::new();
    let mut parts = text.split('【');
    if !parts.next()?.trim().is_empty() {
        return None;
    }
    for part in parts {
        let (facility_type, rest) = part.split_once('】')?;
        let (status, count) = status_and_count(rest.trim())?;
        items.push(FacilityItem { facility_type: facility_type.trim().to_owned(), status, count });
    }
    (!items.is_empty()).then_some(Value::Facilities { items })
}

/// Reads `実施中：22施設`, `22施設`, `実施中`, or nothing; `None` if the number has another unit or none.
fn status_and_count(text: &str) -> Option<(Option<String>, Option<u64>)> {
    let (status, count) = split_status(text);
    let count = match count {
        Some(count) => Some(number_before(count, "施設")?),
        None => None,
    };
    Some(((!status.is_empty()).then(|| status.to_owned()), count))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mark_is_read_and_brackets_in_an_item_stay() {
        let Some(Value::Effects { items }) = parse_effects("(○) 甲(乙)が 丙 （△）丁 (×) 戊 () 己 ( ) 庚")
        else {
            panic!("not effects");
        };
        let read: Vec<_> = items.iter().map(|item| (item.mark, item.text.as_str())).collect();
        assert_eq!(
            read,
            [
                (EffectMark::Effective, "甲(乙)が 丙"),
                (EffectMark::Neutral, "丁"),
                (EffectMark::Ineffective, "戊"),
                (EffectMark::Unanswered, "己"),
                (EffectMark::Unanswered, "庚"),
            ]
        );
        assert_eq!(parse_effects("特になし"), None);
        assert_eq!(parse_effects("概ね (○) 甲"), None, "the words before the first mark would be lost");
    }

    #[test]
    fn facilities_without_a_number_are_not_zero() {
        let Some(Value::Facilities { items }) =
            parse_facilities("【病院】 実施中：22施設 【薬局】 【その他】実施予定 【介護施設】 ０施設")
        else {
            panic!("not facilities");
        };
        let read: Vec<_> = items.iter().map(|item| (item.status.as_deref(), item.count)).collect();
        assert_eq!(
            read,
            [(Some("実施中"), Some(22)), (None, None), (Some("実施予定"), None), (None, Some(0))]
        );
        assert_eq!(parse_facilities("【病院】 実施中：約20施設"), None);
        assert_eq!(parse_facilities("病院 3施設"), None);
    }
}
