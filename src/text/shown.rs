//! Makes text from outside safe to display: what drives a terminal or cannot be seen is escaped, `\u{1b}`.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::iter::repeat_n;

use unicode_script::{Script, UnicodeScript};

use super::fold::is_invisible;
use super::width::cells;

/// Escapes what drives a terminal, turns the direction of text or cannot be seen, for names of files and words
/// of the user, in which every character counts.
#[must_use]
pub fn shown(text: &str) -> Cow<'_, str> {
    escaped(text, is_hidden)
}

/// Makes words of a page safe for a terminal: escapes what drives it or turns the direction of text, and leaves out
/// letters without a shape, of which each terminal makes a width of its own. Joiners and variation selectors stay
/// where letters and emoji use them. But for escapes the width in cells stays.
#[must_use]
pub fn harmless(text: &str) -> Cow<'_, str> {
    let is_unsafe = |(at, c): &(usize, char)| is_control_or_bidi(*c) || is_out_of_place(text, *at, *c);
    let Some((first, _)) = text.char_indices().find(is_unsafe) else { return Cow::Borrowed(text) };
    let (mut safe, mut is_escaped) = (text[..first].to_owned(), false);
    for (at, c) in text[first..].char_indices().map(|(at, c)| (first + at, c)) {
        if is_control_or_bidi(c) {
            safe.extend(c.escape_unicode());
            is_escaped = true;
        } else if is_out_of_place(text, at, c) {
            safe.extend(repeat_n(' ', cells(c.encode_utf8(&mut [0; 4]))));
        } else {
            safe.push(c);
        }
    }
    if !is_escaped {
        // Two emoji may have become one.
        safe.extend(repeat_n(' ', cells(text).saturating_sub(cells(&safe))));
    }
    Cow::Owned(safe)
}

/// Escapes what drives a terminal, ends a line or turns the direction of text, for words of a page that a program
/// reads: all else stays.
#[must_use]
pub fn without_controls(text: &str) -> Cow<'_, str> {
    escaped(text, is_control_or_bidi)
}

/// Writes these characters as `\u{1b}`.
fn escaped(text: &str, is_escaped: fn(char) -> bool) -> Cow<'_, str> {
    let Some(first) = text.find(is_escaped) else { return Cow::Borrowed(text) };
    let (clean, rest) = text.split_at(first);
    let mut safe = clean.to_owned();
    for c in rest.chars() {
        if is_escaped(c) {
            // Writing to a String does not fail.
            let _ = write!(safe, "{}", c.escape_unicode());
        } else {
            safe.push(c);
        }
    }
    Cow::Owned(safe)
}

/// The sign of a case marked to be compared.
pub const MARK: &str = "●";
/// The sign of a bookmark: a star of one cell in every terminal, unlike ★.
pub const BOOKMARK: &str = "✭";

/// True for a character that controls a terminal or changes the direction of text.
#[must_use]
pub fn is_control_or_bidi(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// True for a character that would not be seen in a name: one of those, one without a shape, or a space other
/// than those that are typed.
#[must_use]
pub fn is_hidden(c: char) -> bool {
    is_control_or_bidi(c)
        || is_shapeless(c)
        || c.is_whitespace() && !matches!(c, ' ' | '\u{3000}')
        // Blank Braille.
        || c == '\u{2800}'
}

/// True for a letter without a shape of its own: Unicode's `Default_Ignorable_Code_Point`, and the marks of
/// annotations.
fn is_shapeless(c: char) -> bool {
    is_invisible(c)
        // Fillers, vowels without a shape, annotation, shorthand and music controls, tags.
        || matches!(c,
            '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{3164}' | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}')
}

/// True for a letter without a shape at this byte that the letters around it do not use.
fn is_out_of_place(text: &str, at: usize, c: char) -> bool {
    if !is_shapeless(c) {
        return false;
    }
    let (before, behind) = (&text[..at], &text[at + c.len_utf8()..]);
    let base = before.chars().next_back().filter(|base| !is_hidden(*base));
    let is_used = match c {
        '\u{180b}'..='\u{180d}' | '\u{180f}' => base.is_some_and(|base| base.script() == Script::Mongolian),
        '\u{200c}' | '\u{200d}' if base.is_some_and(is_joined) => true,
        '\u{200d}' => {
            let base = before.strip_suffix(EMOJI_STYLE).unwrap_or(before).chars().next_back();
            base.is_some_and(is_picture) && behind.starts_with(is_picture)
        }
        '\u{fe0e}' | EMOJI_STYLE => base.is_some_and(|base| is_picture(base) || is_key(base)),
        '\u{fe00}'..='\u{fe0d}' => base.is_some_and(has_variants),
        '\u{e0100}'..='\u{e01ef}' => base.is_some_and(|base| base.script() == Script::Han),
        '\u{e0030}'..='\u{e007f}' => is_in_flag(text, at),
        _ => false,
    };
    !is_used
}

/// Asks for the character before it to be drawn as an emoji.
const EMOJI_STYLE: char = '\u{fe0f}';

/// What tags make the flag of a region of, the last of them, and how many letters and digits a region has.
const FLAG: char = '🏴';
const TAG_END: char = '\u{e007f}';
const REGION_LENGTH: usize = 6;

/// True for the letters of scripts that are joined, or have letters that are: all but those without any.
fn is_joined(c: char) -> bool {
    use Script::{Bopomofo, Common, Cyrillic, Greek, Han, Hangul, Hiragana, Inherited, Katakana, Latin};
    const PLAIN: [Script; 10] =
        [Bopomofo, Common, Cyrillic, Greek, Han, Hangul, Hiragana, Inherited, Katakana, Latin];
    !is_hidden(c) && !PLAIN.contains(&c.script())
}

/// True for signs that may be emoji.
fn is_picture(c: char) -> bool {
    !c.is_ascii() && !c.is_alphanumeric() && !is_hidden(c) && c != '\u{3000}' && c.script() == Script::Common
        || matches!(c, '\u{2139}' | 'Ⓜ' | '㊗' | '㊙')
}

/// True for what is on a key, of which there are emoji.
fn is_key(c: char) -> bool {
    matches!(c, '0'..='9' | '#' | '*')
}

/// True for letters and signs of which Unicode has variants.
fn has_variants(c: char) -> bool {
    use Script::{Han, Manichaean, Myanmar, Phags_Pa};
    is_picture(c) || c == '0' || [Han, Manichaean, Myanmar, Phags_Pa].contains(&c.script())
}

/// True for a tag at this byte in the flag of a region: 🏴, letters and digits of the region, an end.
fn is_in_flag(text: &str, at: usize) -> bool {
    let near = text[..at].char_indices().rev().take(REGION_LENGTH + 1);
    let Some(start) = near.into_iter().find_map(|(start, c)| (c == FLAG).then_some(start + c.len_utf8()))
    else {
        return false;
    };
    let tags = text[start..].chars().take(REGION_LENGTH);
    let letters = tags.take_while(|c| matches!(c, '\u{e0030}'..='\u{e0039}' | '\u{e0061}'..='\u{e007a}'));
    let end = start + letters.map(char::len_utf8).sum::<usize>();
    text[end..].starts_with(TAG_END) && (start..=end).contains(&at)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::sample::select;

    use super::*;
    use crate::text::alphabet::mixed_text;

    #[test]
    fn what_drives_a_terminal_is_escaped_and_all_else_stays() {
        let name = "a\u{1b}[31m\u{9b}\u{202e}\n\u{2028}事例.txt";
        let safe = "a\\u{1b}[31m\\u{9b}\\u{202e}\\u{a}\\u{2028}事例.txt";
        assert_eq!((shown(name), harmless(name)), (safe.into(), safe.into()));
        for name in ["事例 ｶﾞ.txt", "か\u{3099}　\u{1f469}"] {
            assert!(matches!((shown(name), harmless(name)), (Cow::Borrowed(_), Cow::Borrowed(_))));
        }
    }

    #[test]
    fn in_a_name_nothing_is_invisible() {
        for hidden in
            "\u{ad}\u{200b}\u{200d}\u{2060}\u{feff}\u{fe0f}\u{e0100}\u{e0041}\u{3164}\u{2800}\u{a0}\u{34f}"
                .chars()
        {
            assert_eq!(shown(&format!("a{hidden}b")), format!("a{}b", hidden.escape_unicode()));
        }
    }

    #[test]
    fn a_letter_without_a_shape_stays_where_others_use_it() {
        for words in [
            "葛\u{e0100}飾",
            "👨\u{200d}👩\u{200d}👧",
            "👩🏽\u{200d}⚕\u{fe0f}",
            "❤\u{fe0f}\u{200d}🔥",
            "1\u{fe0f}\u{20e3}㊙\u{fe0f}ℹ\u{fe0e}",
            "🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}",
            "क\u{94d}\u{200d}ष",
            "می\u{200c}خواهم",
            "\u{1820}\u{180b}",
            "∩\u{fe00}",
        ] {
            assert!(matches!(harmless(words), Cow::Borrowed(_)), "{words:?}");
        }
    }

    #[test]
    fn a_letter_without_a_shape_is_left_out_where_nothing_uses_it() {
        for (words, safe) in [
            ("病\u{3164}院\u{ffa0}\u{1160}", "病院"),
            ("a\u{115f}b", "a  b"),
            ("a\u{180e}\u{2060}\u{2064}\u{ad}\u{34f}\u{17b4}\u{feff}\u{200b}b", "ab"),
            ("\u{fe0f}a\u{fe0f} \u{fe0f}", "a "),
            ("飾\u{200d}a\u{200c}", "飾a"),
            ("葛\u{e0100}\u{e0101}a\u{e0100}", "葛\u{e0100}a"),
            ("a\u{e0041}\u{e007f}", "a"),
            ("🏴\u{e0067}", "🏴"),
            ("🏴\u{e0061}\u{e0061}\u{e0061}\u{e0061}\u{e0061}\u{e0061}\u{e0061}\u{e007f}", "🏴"),
            ("👍\u{200b}🏽", "👍🏽  "),
        ] {
            assert_eq!(harmless(words), safe, "{words:?}");
            assert_eq!(without_controls(words), words);
        }
    }

    /// Texts with letters without a shape, and what they stand beside.
    fn text_with_shapeless() -> impl Strategy<Value = String> {
        let shapeless: Vec<char> = ('\0'..=char::MAX).filter(|c| is_shapeless(*c)).collect();
        let bases = select(vec![
            "👨", "🏴", "❤", "葛", "क", "\u{94d}", "ا", "1", "한", "\u{1100}", "\u{1b}", "ﾊ", "ﾟ",
        ]);
        let piece = prop_oneof![
            mixed_text(),
            select(shapeless).prop_map(String::from),
            bases.prop_map(str::to_owned)
        ];
        prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn harmless_words_have_their_width_and_nothing_unseen(text in text_with_shapeless()) {
            let safe = harmless(&text);
            prop_assert!(matches!(harmless(&safe), Cow::Borrowed(_)), "{safe:?}");
            let always = |c: char| matches!(c, '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{ffa0}');
            prop_assert!(!safe.contains(|c| is_control_or_bidi(c) || always(c)), "{safe:?}");
            let seen = |text: &str| text.chars().filter(|c| !is_hidden(*c)).collect::<String>();
            let is_escaped = text.contains(is_control_or_bidi);
            if !is_escaped {
                prop_assert_eq!(cells(&safe), cells(&text), "{:?}", text);
                prop_assert_eq!(seen(&safe).replace(' ', ""), seen(&text).replace(' ', ""));
            }
        }
    }
}
