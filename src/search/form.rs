//! The normalised form in which texts and terms are compared, and the phrases of a text.

use std::borrow::Cow;
use std::ops::Range;

use crate::text::excerpt::beginning;
use crate::text::fold::{Folded, fold};

/// So much of a text is searched, in bytes: a key would wait for more.
const LONGEST: usize = 100_000;

/// Returns the beginning of a text that is searched: all of nearly every text.
#[must_use]
pub fn searched_part(text: &str) -> &str {
    beginning(text, LONGEST)
}

/// A text in its search form: folded, without optional separators between Latin letters and digits
/// (`SS-MIX 2`, `SS-MIX2`, `ssmix2`), and without the commas of numbers (`32,187`).
#[derive(Debug)]
pub struct SearchForm {
    /// The search form.
    pub text: String,
    folded: Folded,
    /// For each character of `text` its index among the folded ones; empty if they are the same.
    places: Vec<u32>,
}

impl SearchForm {
    /// Normalises a text, as much of it as is searched.
    #[must_use]
    pub fn new(original: &str) -> Self {
        let folded = fold(searched_part(original));
        if is_squeezed(&folded.text) {
            return Self { text: folded.text.clone(), folded, places: Vec::new() };
        }
        let place = |place: usize| u32::try_from(place).unwrap_or(u32::MAX);
        let (places, text) = squeezed_chars(&folded.text).map(|(at, char)| (place(at), char)).unzip();
        Self { text, folded, places }
    }

    /// Returns the byte range of the original for characters of the form: whole graphemes.
    #[must_use]
    pub fn original_range(&self, chars: Range<usize>) -> Range<usize> {
        if self.places.is_empty() {
            return self.folded.original_range(chars);
        }
        let place = |char: usize| self.places.get(char).map(|place| *place as usize);
        let Some(last) = chars.end.checked_sub(1).filter(|last| *last >= chars.start).and_then(place) else {
            return 0..0;
        };
        self.folded.original_range(place(chars.start).unwrap_or(last)..last + 1)
    }
}

/// Removes optional separators between Latin letters and digits, and the commas of numbers, from a folded text; 2次
/// becomes 二次.
#[must_use]
pub fn squeeze(folded: &str) -> Cow<'_, str> {
    if is_squeezed(folded) {
        return Cow::Borrowed(folded);
    }
    Cow::Owned(squeezed_chars(folded).map(|(_, char)| char).collect())
}

/// True for a folded text without optional separators and ordinals.
fn is_squeezed(folded: &str) -> bool {
    !folded.contains(|char| matches!(char, ' ' | '-' | ',') || is_order(char))
}

/// Returns the characters that remain, each with its index in the folded text.
fn squeezed_chars(folded: &str) -> impl Iterator<Item = (usize, char)> {
    let mut before = None;
    // The digits in a row so far.
    let mut digits = 0;
    let mut chars = folded.chars().enumerate();
    std::iter::from_fn(move || {
        loop {
            let (place, char) = chars.next()?;
            let rest = chars.clone().map(|(_, char)| char);
            let after = rest.clone().next();
            let separates = is_optional_separator(before, char, after)
                || (char == ',' && (1..=GROUP).contains(&digits) && begins_group(rest));
            digits = if char.is_ascii_digit() { digits + 1 } else { 0 };
            if !separates {
                let kept = ordinal_kanji(before, char, after);
                before = Some(char);
                return Some((place, kept));
            }
        }
    })
}

/// The digits between the commas of a number.
const GROUP: usize = 3;

/// True for exactly three digits at the beginning: those behind the comma of 32,187.
fn begins_group(rest: impl Iterator<Item = char>) -> bool {
    rest.take_while(char::is_ascii_digit).take(GROUP + 1).count() == GROUP
}

/// True for the counter of an ordinal: 二次医療圏 is written 2次医療圏 as well. Only the kanji numeral
/// has a sound.
fn is_order(char: char) -> bool {
    matches!(char, '次')
}

/// Returns the kanji of a single digit before 次; any other character as it is.
fn ordinal_kanji(before: Option<char>, char: char, after: Option<char>) -> char {
    if !after.is_some_and(is_order) || before.is_some_and(|before| before.is_ascii_digit() || before == '.') {
        return char;
    }
    match char {
        '1' => '一',
        '2' => '二',
        '3' => '三',
        '4' => '四',
        '5' => '五',
        '6' => '六',
        '7' => '七',
        '8' => '八',
        '9' => '九',
        other => other,
    }
}

/// True for a hyphen between Latin letters and digits, and for a space between a letter and a digit.
fn is_optional_separator(before: Option<char>, char: char, after: Option<char>) -> bool {
    let (Some(before), Some(after)) = (before, after) else { return false };
    let both = before.is_ascii_alphanumeric() && after.is_ascii_alphanumeric();
    match char {
        '-' => both && !(before.is_ascii_digit() && after.is_ascii_digit()),
        ' ' => both && before.is_ascii_digit() != after.is_ascii_digit(),
        _ => false,
    }
}

/// True for a character that separates the phrases of a text in its search form.
#[must_use]
pub fn is_break(char: char) -> bool {
    char.is_whitespace()
        || matches!(char, '、' | '。' | ',' | '(' | ')' | '「' | '」' | '『' | '』' | '【' | '】')
        || matches!(
            char,
            '[' | ']' | '{' | '}' | '〈' | '〉' | '《' | '》' | ':' | ';' | '!' | '?' | '・' | '/'
        )
        || matches!(char, '=' | '<' | '>' | '"' | '\'' | '“' | '”' | '|' | '\0'..='\u{1f}')
}

/// Returns the phrases of a text in its search form: the runs between punctuation.
pub fn phrases(form: &str) -> impl Iterator<Item = &str> {
    form.split(is_break).filter(|phrase| !phrase.is_empty())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::alphabet::mixed_text;

    fn form(text: &str) -> String {
        SearchForm::new(text).text
    }

    #[test]
    fn spaces_and_hyphens_between_latin_letters_and_digits_do_not_matter() {
        for text in ["SS-MIX2", "SS-MIX 2", "ＳＳ－ＭＩＸ２", "ssmix2"] {
            assert_eq!(form(text), "ssmix2", "{text}");
        }
        assert_eq!(form("IP-VPN を 使う"), "ipvpn を 使う");
        assert_eq!(form("2012-2014"), "2012-2014");
        assert_eq!(form("Human Bridge"), "human bridge");
    }

    #[test]
    fn the_commas_of_a_number_do_not_matter() {
        assert_eq!(form("３２，１８７人、4億6,050万円、1,234,567"), "32187人、4億6050万円、1234567");
        for text in ["1,2,3", "2010,2013", "1234,567", "12,34", "a,100"] {
            assert_eq!(form(text), text);
        }
    }

    #[test]
    fn a_digit_before_次_is_its_kanji() {
        for text in ["2次医療圏", "２次医療圏", "二次医療圏"] {
            assert_eq!(form(text), "二次医療圏", "{text}");
        }
        assert_eq!(form("12次"), "12次");
        assert_eq!(form("2病院"), "2病院");
    }

    #[test]
    fn the_way_back_covers_what_was_left_out_between() {
        let text = "標準は ＳＳ－ＭＩＸ　２ です";
        let form = SearchForm::new(text);
        let start = form.text.chars().position(|c| c == 's').unwrap();
        assert_eq!(&text[form.original_range(start..start + 6)], "ＳＳ－ＭＩＸ　２");
    }

    #[test]
    fn phrases_end_at_punctuation() {
        let text = form("救急医療対策、医療連携（画像）・SS-MIX2 他");
        assert_eq!(phrases(&text).collect::<Vec<_>>(), ["救急医療対策", "医療連携", "画像", "ssmix2", "他"]);
    }

    proptest! {
        #[test]
        fn any_range_of_a_form_leads_back_to_letters_that_have_it(text in mixed_text(), a in 0usize..60, b in 0usize..60) {
            let form = SearchForm::new(&text);
            let chars: Vec<char> = form.text.chars().collect();
            let (start, end) = (a.min(b).min(chars.len()), a.max(b).min(chars.len()));
            let range = form.original_range(start..end);
            let slice = text.get(range);
            prop_assert!(slice.is_some());
            let wanted: String = chars[start..end].iter().collect();
            // At its ends a slice may keep what stood idly only in the whole.
            let slice = fold(slice.unwrap()).text;
            let plain = |text: &str| text.replace([' ', '-', ','], "").replace(['か', 'が'], "け");
            prop_assert!(plain(&slice).contains(&plain(&wanted)), "{:?} {:?}", slice, wanted);
        }
    }
}
