//! Values that are several: lists and prefectures.

use super::super::join::folded;
use crate::model::{Value, short_prefecture};

/// What three fields repeat at the start of each of their items.
const REPEATED: &[(&str, &[&str])] = &[
    ("network_medical", &["医療機関との通信", "医療機関等との通信"]),
    ("network_care", &["介護施設の通信", "介護施設・その他施設との通信"]),
    ("network_patient", &["患者との通信", "患者さんとの通信"]),
];

/// Returns the items of a list: separated by `、` outside brackets, by line ends, and in the consent fields by
/// spaces too.
pub fn split_items(field: &str, value: &str) -> Vec<String> {
    let repeated = REPEATED.iter().find(|(id, _)| *id == field).map_or(&[] as &[&str], |(_, words)| words);
    let by_space = field.starts_with("consent_");
    let parts = split_outside_brackets(value, |c| c == '、' || c == '\n' || (by_space && c.is_whitespace()));
    let items = parts.into_iter().map(|item| {
        let item = folded(item.trim());
        let rest = repeated.iter().find_map(|words| item.strip_prefix(words)).map(str::trim_start);
        rest.filter(|rest| !rest.is_empty()).map_or_else(|| item.to_string(), str::to_owned)
    });
    items.filter(|item| !item.is_empty()).collect()
}

/// Closing brackets; with the ones that open they hold a list's item together.
const CLOSING: [char; 5] = ['）', ')', '」', '』', '】'];

/// The brackets that open beside those that close them.
const BRACKETS: &str = "（）()「」『』【】";

/// Returns which bracket a character is, as a place in [`CLOSING`], and true if it opens; `None` for other
/// characters.
fn bracket_kind(c: char) -> Option<(usize, bool)> {
    let may_be_bracket = matches!(c, '(' | ')' | '「'..='】' | '（' | '）');
    let at = may_be_bracket.then(|| BRACKETS.chars().position(|known| known == c))??;
    Some((at / 2, at % 2 == 0))
}

/// Returns the parts between separators that are outside brackets; a bracket that is never closed holds
/// nothing together.
fn split_outside_brackets(value: &str, separates: impl Fn(char) -> bool) -> Vec<&str> {
    let is_bracketed = value.contains(|c| bracket_kind(c).is_some());
    let last_closed =
        if is_bracketed { CLOSING.map(|closing| value.rfind(closing)) } else { [None; CLOSING.len()] };
    let mut parts = Vec::new();
    let mut start = 0;
    // The open brackets, as places in CLOSING, and how many there are of each.
    let mut open: Vec<usize> = Vec::new();
    let mut count = [0; CLOSING.len()];
    for (at, c) in value.char_indices() {
        match bracket_kind(c) {
            Some((bracket, true)) if last_closed[bracket].is_some_and(|last| last > at) => {
                open.push(bracket);
                count[bracket] += 1;
            }
            Some((bracket, false)) if count[bracket] > 0 => {
                while let Some(closed) = open.pop() {
                    count[closed] -= 1;
                    if closed == bracket {
                        break;
                    }
                }
            }
            Some(_) => {}
            None if separates(c) && open.is_empty() => {
                parts.push(&value[start..at]);
                start = at + c.len_utf8();
            }
            None => {}
        }
    }
    parts.push(&value[start..]);
    parts
}

/// Returns the prefectures without 都府県, in page order, once each; `None` if a word is none or there is none.
pub fn parse_prefectures(text: &str) -> Option<Value> {
    let mut items = Vec::new();
    let words = text.split(|c: char| c.is_whitespace() || "、，,・/／".contains(c));
    for word in words.filter(|word| !word.is_empty()) {
        let name = short_prefecture(word)?;
        if !items.contains(&name) {
            items.push(name);
        }
    }
    (!items.is_empty()).then_some(Value::Prefectures { items })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_part_at_the_comma_outside_brackets_only() {
        assert_eq!(
            split_items("services", "退院時サマリ、画像（CT、MRI）の共有、診療・検査予約/A，B"),
            ["退院時サマリ", "画像（CT、MRI）の共有", "診療・検査予約/A，B"]
        );
        assert_eq!(split_items("services", "A（B、C"), ["A（B", "C"]);
        assert_eq!(split_items("services", "A、、 B "), ["A", "B"]);
        assert_eq!(split_items("services", "一\n二"), ["一", "二"]);
    }

    #[test]
    fn consent_parts_at_spaces_and_documents_do_not() {
        assert_eq!(
            split_items("consent_patient", "患者一括同意 全ての施設毎"),
            ["患者一括同意", "全ての施設毎"]
        );
        assert_eq!(split_items("shared_documents", "文章その他 読影レポート"), ["文章その他 読影レポート"]);
    }

    #[test]
    fn network_fields_lose_what_they_repeat_and_others_nothing() {
        assert_eq!(
            split_items("network_medical", "医療機関との通信IP-VPN、医療機関等との通信 インターネット"),
            ["IP-VPN", "インターネット"]
        );
        assert_eq!(split_items("network_patient", "患者との通信"), ["患者との通信"]);
        assert_eq!(split_items("services", "患者との通信インターネット"), ["患者との通信インターネット"]);
    }

    #[test]
    fn prefectures_are_names_or_no_prefectures() {
        let names = |text| match parse_prefectures(text) {
            Some(Value::Prefectures { items }) => items,
            _ => Vec::new(),
        };
        assert_eq!(names("埼玉県、東京都、埼玉"), ["埼玉", "東京"]);
        assert_eq!(names("北海道"), ["北海道"]);
        assert_eq!(names("全国"), ["全国"]);
        assert!(names("山形県最上地域").is_empty());
    }
}
