//! The legend of 導入効果, which converters glue to the label or put on a row of its own.

use std::sync::LazyLock;

use memchr::memchr;
use memchr::memmem::Finder;

use super::align::is_separator;
use super::form::letters;
use super::join::mark_sign;
use crate::text::fold::{has_twin, hiragana, is_invisible};

/// How a legend begins.
const BEGINNING: &str = "凡例";

/// The letters of the legend, its commas left out.
pub const LETTERS: &str = "凡例:(○)効果あり(△)どちらとも言えない(×)効果なし";

/// The words of the legend, each after its mark.
const WORDS: [&str; 3] = ["効果あり", "どちらとも言えない", "効果なし"];

/// Splits a legend off a label: returns what is before it, and what is after it; `None` if there is no
/// legend.
pub fn without(label: &str) -> (&str, Option<&str>) {
    // No other letter stands for the first of them, and few have its second byte.
    static FIRST: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("凡"));
    if memchr(BEGINNING.as_bytes()[1], label.as_bytes()).is_none() {
        return (label, None);
    }
    for at in FIRST.find_iter(label.as_bytes()).filter(|at| *at > 0) {
        if let Some(rest) = rest_after(&label[at..]) {
            return (label[..at].trim_end(), Some(rest));
        }
    }
    (label, None)
}

/// Returns what is after the legend that `text` begins with; `None` if it begins with none.
pub fn rest_after(text: &str) -> Option<&str> {
    // Most words have another first letter, and nothing else is folded to this one.
    let is_other =
        |c: char| matches!(c, 'ぁ'..='ゖ' | 'ァ'..='ヺ' | '一'..='鿿') && c != '凡' && !has_twin(c);
    if text.starts_with(is_other) {
        return None;
    }
    let after = after_words(text, BEGINNING)?;
    let mut rest = after.trim_start_matches(is_filler).trim_start_matches([':', '：', '︓', '∶']);
    let has_colon = rest.len() < after.trim_start_matches(is_filler).len();
    let begun = rest;
    for word in WORDS {
        let item = rest.trim_start_matches(|c: char| is_filler(c) || "、,，､;；/／".contains(c));
        let Some(after) = after_mark(item).and_then(|after| after_words(after, word)) else {
            break;
        };
        rest = after;
    }
    let is_legend = has_colon || rest.len() < begun.len();
    is_legend.then(|| rest.trim_matches(is_filler))
}

/// True for what closes the marks around a label behind its legend: `*`, `:**`. A value's marks have letters
/// behind them.
pub fn closes_label(words: &str) -> bool {
    words.chars().all(|c| is_separator(c) && !"○△×".contains(c))
}

/// True for white space and invisible characters.
fn is_filler(c: char) -> bool {
    c.is_whitespace() || is_invisible(c)
}

/// Returns what is after a mark with a sign, in brackets or bare; `None` if `text` does not begin with one.
fn after_mark(text: &str) -> Option<&str> {
    let open = text.strip_prefix(['(', '（', '[', '［', '【', '〔']);
    let inner = open.unwrap_or(text).trim_start_matches(is_filler);
    let sign = inner.chars().next().filter(|c| mark_sign(c.encode_utf8(&mut [0; 4])).is_some())?;
    let after = inner[sign.len_utf8()..].trim_start_matches(is_filler);
    match open {
        Some(_) => after.strip_prefix([')', '）', ']', '］', '】', '〕']),
        None => Some(after.trim_start_matches([':', '：', '=', '＝', '…'])),
    }
}

/// Returns what is after `words`, whatever white space, width, kana and variants they are written with;
/// `None` if `text` does not begin with them.
fn after_words<'a>(text: &'a str, words: &str) -> Option<&'a str> {
    let mut wanted = letters(words).map(hiragana).peekable();
    let mut rest = text;
    while wanted.peek().is_some() {
        let mut ends = rest.char_indices().skip(1).map(|(at, _)| at).chain([rest.len()]);
        let mut end = ends.next().filter(|end| *end > 0)?;
        // A voicing mark belongs to the letter before it.
        if rest[end..].starts_with(['ﾞ', 'ﾟ', '\u{3099}', '\u{309a}']) {
            end = ends.next()?;
        }
        for letter in letters(&rest[..end]).map(hiragana) {
            if wanted.next() != Some(letter) {
                return None;
            }
        }
        rest = &rest[end..];
    }
    Some(rest)
}

#[cfg(test)]
mod tests {
    use unicode_normalization::UnicodeNormalization;

    use super::*;

    const LEGEND: &str = "凡例：(○) 効果あり、 (△) どちらとも言えない、 (×) 効果なし";

    #[test]
    fn a_legend_glued_to_a_label_is_taken_off() {
        assert_eq!(without(&format!("システム導入効果 {LEGEND}")), ("システム導入効果", Some("")));
        assert_eq!(without(&format!("システム導入効果{LEGEND}")), ("システム導入効果", Some("")));
        assert_eq!(without("凡例の見直し"), ("凡例の見直し", None));
        assert_eq!(without("平凡な効果 凡例の見直し"), ("平凡な効果 凡例の見直し", None));
        assert_eq!(without("システム導入効果"), ("システム導入効果", None));
    }

    #[test]
    fn what_follows_a_legend_is_kept() {
        assert_eq!(rest_after(LEGEND), Some(""));
        assert_eq!(rest_after(&format!("{LEGEND} (○) 向上した")), Some("(○) 向上した"));
        assert_eq!(rest_after("凡例: (○)効果あり (△)どちらとも言えない"), Some(""));
        assert_eq!(rest_after("凡例"), None);
        assert_eq!(rest_after("凡例の(○) 効果あり"), None);
        assert_eq!(rest_after("地域の凡例："), None);
    }

    #[test]
    fn a_legend_is_found_in_every_writing() {
        let decomposed: String = LEGEND.nfd().collect();
        let glued: String = LEGEND.split_whitespace().collect();
        let selected =
            LEGEND.replace('○', "○\u{fe0f}").replace('△', "△\u{fe0e}").replace('例', "例\u{e0100}");
        let hyphenated = LEGEND.replace('言', "\u{ad}言");
        let wide = LEGEND.replace('(', "（").replace(')', "）").replace('○', "◯").replace('、', "，");
        for legend in [
            decomposed.as_str(),
            &glued,
            &selected,
            &hyphenated,
            &wide,
            "凡 例 :\n(〇)効果\nあり,(▲)どちらとも\n言えない,(✕)効果なし",
            "凡例：（○）効果ｱﾘ､（△）ﾄﾞﾁﾗﾄﾓ言ｴﾅｲ､（×）効果ﾅｼ",
            "凡例 (○) 效果あり (△) どちらとも⾔えない (×) 效果なし",
            "凡例：○効果あり、△どちらとも言えない、×効果なし",
            "凡例：○：効果あり　△：どちらとも言えない　×：効果なし",
        ] {
            assert_eq!(rest_after(&format!("{legend} (○) 向上した")), Some("(○) 向上した"), "{legend}");
            assert_eq!(
                without(&format!("システム導入効果\u{3000}{legend}")).0,
                "システム導入効果",
                "{legend}"
            );
        }
    }
}
