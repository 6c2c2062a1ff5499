//! Joining what was cut: where a space belongs between two parts of a value, and where none does.

use std::borrow::Cow;
use std::sync::LazyLock;

use memchr::memchr3;
use memchr::memmem::Finder;

use crate::text::fold::is_invisible;

/// How a part of a value is joined to what is before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Joint {
    /// The words were cut apart: by a page break, by the width of a dump.
    Cut,
    /// The part is an item on a line of its own.
    Item,
}

/// Appends a part to a value; an item begins on a new line of `value`.
pub fn append(value: &mut String, part: &str, joint: Joint) {
    let part = part.trim();
    if part.is_empty() {
        return;
    }
    if value.is_empty() {
        value.push_str(part);
        return;
    }
    match joint {
        Joint::Item => value.push('\n'),
        Joint::Cut if opens_item(part) => value.push('\n'),
        Joint::Cut if needs_space_between(value, part) => value.push(' '),
        Joint::Cut => {}
    }
    value.push_str(part);
}

/// True for words that begin with 【, ・ or a mark such as `(○)`.
pub fn opens_item(part: &str) -> bool {
    part.starts_with(['【', '・']) || mark_length(part).is_some()
}

/// Returns the length in bytes of a mark of 導入効果 at the start, `()` included; `None` if there is none. Looks
/// no further than a mark can reach: a value of opening brackets stays cheap.
pub fn mark_length(text: &str) -> Option<usize> {
    let inner = text.strip_prefix(['(', '（'])?.trim_start();
    let sign = inner.chars().next().filter(|c| mark_sign(c.encode_utf8(&mut [0; 4])).is_some());
    let is_filler = |c: char| c.is_whitespace() || is_invisible(c);
    let after = inner[sign.map_or(0, char::len_utf8)..].trim_start_matches(is_filler);
    let rest = after.strip_prefix([')', '）'])?;
    Some(text.len() - rest.len())
}

/// Returns the plain sign of a mark, ○, △ or ×, whatever variant it is; `None` for anything else.
pub fn mark_sign(mark: &str) -> Option<char> {
    match mark.trim_end_matches(is_invisible) {
        "○" | "◯" | "〇" | "⭕" => Some('○'),
        "△" | "▲" | "▵" => Some('△'),
        "×" | "✕" | "✖" | "╳" | "❌" => Some('×'),
        _ => None,
    }
}

/// True between Latin words; Japanese takes no space, nor do the two halves of a number.
fn needs_space_between(before: &str, after: &str) -> bool {
    let (Some(last), Some(first)) = (before.chars().next_back(), after.chars().next()) else {
        return false;
    };
    let ends_word = last.is_ascii_alphanumeric() || ".,;:!?)%&\"'".contains(last);
    let begins_word = first.is_ascii_alphanumeric() || "(&\"'".contains(first);
    ends_word && begins_word && !(last.is_ascii_digit() && first.is_ascii_digit())
}

/// False for words without any white space, found many bytes at a time.
fn may_hold_space(text: &[u8]) -> bool {
    static WIDE: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("\u{3000}"));
    // No early end: the compiler makes steps of many bytes of it.
    let has_narrow = text.iter().fold(false, |found, byte| found | (*byte <= b' '));
    // What the others begin with, and hardly any other letter of these pages.
    has_narrow || memchr3(0xc2, 0xe1, 0xe2, text).is_some() || WIDE.find(text).is_some()
}

/// Returns the words with every run of white space, line breaks included, as one space, and none at the ends.
pub fn folded(value: &str) -> Cow<'_, str> {
    if !may_hold_space(value.as_bytes()) {
        return Cow::Borrowed(value);
    }
    let is_single =
        |(at, c): (usize, char)| c == ' ' && at > 0 && !value[..at].ends_with(char::is_whitespace);
    if value.char_indices().all(|place| !place.1.is_whitespace() || is_single(place)) && !value.ends_with(' ')
    {
        return Cow::Borrowed(value);
    }
    let mut folded = String::with_capacity(value.len());
    for word in value.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(word);
    }
    Cow::Owned(folded)
}

/// What notes begin with, and no answers.
const NOTES: [&str; 6] = ["※", "＊", "注：", "注:", "注）", "なお、"];

/// True for words that begin as notes do.
pub fn opens_note(words: &str) -> bool {
    NOTES.iter().any(|note| words.starts_with(note))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(parts: &[&str]) -> String {
        let mut value = String::new();
        for part in parts {
            append(&mut value, part, Joint::Cut);
        }
        folded(&value).into_owned()
    }

    #[test]
    fn japanese_joins_without_a_space_and_latin_words_with_one() {
        assert_eq!(joined(&["いか", "にして"]), "いかにして");
        assert_eq!(joined(&["Regional health", "network"]), "Regional health network");
        assert_eq!(joined(&["SS-MIX", "2"]), "SS-MIX 2");
        assert_eq!(joined(&["IP-", "VPN", "を利用"]), "IP-VPNを利用");
        assert_eq!(joined(&["321", "87"]), "32187");
        assert_eq!(joined(&["", "値"]), "値");
    }

    #[test]
    fn a_part_that_opens_an_item_is_preceded_by_a_space() {
        assert_eq!(joined(&["(○) 向上した", "() 負担軽減"]), "(○) 向上した () 負担軽減");
        assert_eq!(joined(&["【病院】 実施中：7施設", "【薬局】"]), "【病院】 実施中：7施設 【薬局】");
        assert_eq!(joined(&["工夫", "・連携"]), "工夫 ・連携");
        assert_eq!(joined(&["参加", "(脱退)"]), "参加(脱退)");
    }

    #[test]
    fn a_mark_may_have_a_variation_selector() {
        for (mark, sign) in
            [("(○\u{fe0f})", '○'), ("（△\u{fe0e} ）", '△'), ("( ✖\u{fe0f})", '×'), ("(◯)", '○')]
        {
            assert_eq!(mark_length(mark), Some(mark.len()), "{mark}");
            assert_eq!(mark_sign(mark.trim_matches(['(', ')', '（', '）']).trim()), Some(sign), "{mark}");
        }
        assert_eq!(mark_length("(○\u{fe0f}印)"), None);
    }
}
