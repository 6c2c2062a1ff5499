//! The width of text in terminal cells, and cutting it by cells. No other module measures text.
//!
//! The rule is that of the renderer (ratatui 0.30): the sum over graphemes, without those that contain a
//! control character.

use std::borrow::Cow;
use std::cell::Cell;
use std::iter::repeat_n;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The sign for the part that was cut off.
pub const ELLIPSIS: &str = "…";

thread_local! {
    static WIDE: Cell<bool> = const { Cell::new(false) };
}

/// Sets the width of ambiguous characters (○ △ × ① …) to two cells, as some Japanese terminals draw them,
/// or to one; returns whether that is a change, after which every layout is stale.
///
/// It is a thread-local, as it would have to be passed to every call that measures, and tests run in parallel; a
/// background thread that measures sets it first.
pub fn set_ambiguous_wide(wide: bool) -> bool {
    WIDE.replace(wide) != wide
}

/// True if characters of ambiguous width count as two cells.
#[must_use]
pub fn is_ambiguous_wide() -> bool {
    WIDE.get()
}

/// Returns the width of `text` in cells.
#[must_use]
pub fn cells(text: &str) -> usize {
    plain_cells(text).unwrap_or_else(|| text.graphemes(true).map(grapheme_cells).sum())
}

/// Returns the longest prefix of whole graphemes that takes at most `cells` cells.
#[must_use]
pub fn cut(text: &str, cells: usize) -> &str {
    let mut used = 0;
    for (start, grapheme) in text.grapheme_indices(true) {
        used += grapheme_cells(grapheme);
        if used > cells {
            return &text[..start];
        }
    }
    text
}

/// Returns the longest suffix of whole graphemes that takes at most `cells` cells.
#[must_use]
pub fn cut_front(text: &str, cells: usize) -> &str {
    let mut used = 0;
    for (start, grapheme) in text.grapheme_indices(true).rev() {
        used += grapheme_cells(grapheme);
        if used > cells {
            return &text[start + grapheme.len()..];
        }
    }
    text
}

/// Returns `text` in at most `cells` cells; ends with `…` if it was cut, `""` if there is no room even
/// for that.
#[must_use]
pub fn ellipsize(text: &str, cells: usize) -> Cow<'_, str> {
    // A character takes at least one byte for each cell, so short texts need no measuring.
    if text.len() <= cells || cut(text, cells).len() == text.len() {
        return Cow::Borrowed(text);
    }
    match cells.checked_sub(self::cells(ELLIPSIS)) {
        Some(rest) => Cow::Owned(format!("{}{ELLIPSIS}", cut(text, rest))),
        None => Cow::Borrowed(""),
    }
}

/// As [`ellipsize`], cut at the beginning, which is the least useful part of a path.
#[must_use]
pub fn ellipsize_start(text: &str, cells: usize) -> Cow<'_, str> {
    if text.len() <= cells || cut_front(text, cells).len() == text.len() {
        return Cow::Borrowed(text);
    }
    match cells.checked_sub(self::cells(ELLIPSIS)) {
        Some(rest) => Cow::Owned(format!("{ELLIPSIS}{}", cut_front(text, rest))),
        None => Cow::Borrowed(""),
    }
}

/// Pads `text` with spaces on the right to `cells` cells; a wider text stays as it is.
#[must_use]
pub fn pad(text: &str, cells: usize) -> String {
    let missing = cells.saturating_sub(self::cells(text));
    text.chars().chain(repeat_n(' ', missing)).collect()
}

/// Pads `text` with spaces on the left to `cells` cells; a wider text stays as it is.
#[must_use]
pub fn pad_left(text: &str, cells: usize) -> String {
    let missing = cells.saturating_sub(self::cells(text));
    repeat_n(' ', missing).chain(text.chars()).collect()
}

/// Returns the width of a grapheme in cells.
pub(super) fn grapheme_cells(grapheme: &str) -> usize {
    if let [byte] = grapheme.as_bytes() {
        return usize::from(!byte.is_ascii_control());
    }
    if grapheme.contains(char::is_control) {
        return 0;
    }
    // Half-width sound marks extend their kana, and terminals still give each a cell of its own.
    let marks = grapheme.chars().filter(|char| matches!(char, 'ﾞ' | 'ﾟ')).count();
    if is_ambiguous_wide() {
        let letter = grapheme.chars().filter(|char| is_wide_letter(*char)).count();
        grapheme.width_cjk() + letter + marks
    } else {
        grapheme.width() + marks
    }
}

/// True for letters of Greek and Cyrillic, and the accents beside them in JIS X 0208: ambiguous by
/// Unicode, two cells on the terminals that give two to ○, but one cell by `width_cjk`.
fn is_wide_letter(char: char) -> bool {
    matches!(char,
        'Α'..='Ρ' | 'Σ'..='Ω' | 'α'..='ρ' | 'σ'..='ω' | 'Ё' | 'А'..='я' | 'ё' | '\u{212B}' | '´' | '¨')
}

/// Returns the width of a text whose characters are all graphemes of a fixed width, as in nearly every
/// text.
fn plain_cells(text: &str) -> Option<usize> {
    text.chars().try_fold(0, |sum, char| {
        let cells = match char {
            ' '..='~' | '｡'..='ﾝ' => 1,
            // Without 〪〭〫〬, which combine.
            '\u{3000}'..='〩' | 'ぁ'..='ゖ' | '゛'..='ヿ' | '㐀'..='䶿' | '一'..='鿿' | '！'..='｠' => {
                2
            }
            _ => return None,
        };
        Some(sum + cells)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::alphabet::mixed_text;

    #[test]
    fn cells_are_those_that_the_screen_draws() {
        for (text, expected) in [
            ("", 0),
            ("abc", 3),
            ("もがみ", 6),
            ("ｶﾞ", 2),
            ("ﾊﾟｰｶﾞ", 5),
            ("か\u{3099}", 2),
            ("ﾊ\u{309a}", 1),
            ("あﾞ", 3),
            ("e\u{301}", 1),
            ("👨‍👩‍👧", 2),
            ("👍🏽", 2),
            ("🇯🇵", 2),
            ("❤", 1),
            ("❤\u{fe0f}", 2),
            ("葛\u{e0100}", 2),
            ("○△×・", 5),
            ("a\u{200b}b", 2),
            ("a\u{7}b", 2),
            ("…—", 2),
            ("　。｡", 5),
        ] {
            assert_eq!(cells(text), expected, "{text:?}");
        }
    }

    /// Every character of JIS X 0208 that Unicode calls ambiguous.
    const OF_JIS: &str = "´¨―‐‖…‥‘’“”±×÷≠≦≧∞∴♂♀°′″℃§☆★○●◎◇◆□■△▲▽▼※→←↑↓∈∋⊆⊇⊂⊃∪∩∧∨⇒⇔∀\
        ∃∠⊥⌒∂∇≡≒≪≫√∽∝∵∫∬Å‰♯♭♪†‡¶◯ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθ\
        ικλμνξοπρστυφχψωАБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдеёж\
        зийклмнопрстуфхцчшщъыьэюя─│┌┐┘└├┬┤┴┼━┃┏┓┛┗┣┳┫┻╋┠┯┨┷┿┝┰┥┸╂";

    #[test]
    fn what_japanese_terminals_widen_takes_two_cells_letter_by_letter() {
        for wide in [false, true] {
            set_ambiguous_wide(wide);
            for letter in OF_JIS.chars() {
                assert_eq!(cells(letter.encode_utf8(&mut [0; 4])), 1 + usize::from(wide), "{letter}");
            }
        }
    }

    #[test]
    fn a_cut_keeps_whole_graphemes() {
        assert_eq!(cut("もがみ", 5), "もが");
        assert_eq!(cut("もがみ", 0), "");
        assert_eq!(cut("か\u{3099}き", 3), "か\u{3099}");
        assert_eq!(cut("👨‍👩‍👧a", 1), "");
        assert_eq!(cut("abc", usize::MAX), "abc");
        assert_eq!(cut_front("もがみ", 5), "がみ");
        assert_eq!(cut_front("もがみ", 0), "");
        assert_eq!(cut_front("きか\u{3099}", 3), "か\u{3099}");
    }

    #[test]
    fn an_ellipsis_says_that_something_was_cut() {
        assert_eq!(ellipsize("もがみ", 6), "もがみ");
        assert_eq!(ellipsize("もがみ", 5), "もが…");
        assert_eq!(ellipsize("もがみ", 4), "も…");
        assert_eq!(ellipsize("もがみ", 1), "…");
        assert_eq!(ellipsize("もがみ", 0), "");
        assert_eq!(ellipsize("", 0), "");
        assert_eq!(ellipsize_start("もがみ", 6), "もがみ");
        assert_eq!(ellipsize_start("もがみ", 4), "…み");
        assert_eq!(ellipsize_start("もがみ", 0), "");
    }

    #[test]
    fn padding_adds_and_never_cuts() {
        assert_eq!(pad("もが", 6), "もが  ");
        assert_eq!(pad("もがみ", 2), "もがみ");
        assert_eq!(pad_left("12", 4), "  12");
    }

    #[test]
    fn ambiguous_characters_take_two_cells_where_the_terminal_says_so() {
        set_ambiguous_wide(true);
        for (text, expected) in [
            ("○△×・", 8),
            ("①", 2),
            ("…—", 4),
            ("↑↓", 4),
            ("αΩ", 4),
            ("Яё", 4),
            ("α\u{301}", 2),
            ("℃Ⅱ№", 6),
            ("´¨", 4),
            // None of these is ambiguous.
            ("abc", 3),
            ("もがみ", 6),
            ("ｶﾞ", 2),
            ("か\u{3099}", 2),
            ("👨‍👩‍👧", 2),
            ("葛\u{e0100}", 2),
            ("✗✓", 2),
        ] {
            assert_eq!(cells(text), expected, "{text:?}");
        }
        assert_eq!(ellipsize("もがみ", 5), "も…");
        assert_eq!(ellipsize("もがみ", 1), "");
        assert!(set_ambiguous_wide(false), "it was a change");
        assert!(!set_ambiguous_wide(false), "it was none");
    }

    proptest! {
        #[test]
        fn the_short_way_measures_as_the_long_way(text in mixed_text(), wide in any::<bool>()) {
            set_ambiguous_wide(wide);
            let slow: usize = text.graphemes(true).map(grapheme_cells).sum();
            prop_assert_eq!(cells(&text), slow);
        }

        #[test]
        fn nothing_is_wider_than_asked(
            text in mixed_text(),
            width in 0usize..40,
            wide in any::<bool>(),
        ) {
            set_ambiguous_wide(wide);
            prop_assert!(cells(cut(&text, width)) <= width);
            prop_assert!(cells(&ellipsize(&text, width)) <= width);
            prop_assert!(cells(&ellipsize_start(&text, width)) <= width);
            prop_assert!(cells(&pad(&text, width)) >= width);
            prop_assert_eq!(ellipsize(&text, width) == text.as_str(), cells(&text) <= width);
        }
    }
}
