//! Makes text from outside safe to display: what drives a terminal or cannot be seen is escaped, `\u{1b}`.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::fold::is_invisible;

/// Escapes what drives a terminal, turns the direction of text or cannot be seen, for names of files and words
/// of the user, in which every character counts.
#[must_use]
pub fn shown(text: &str) -> Cow<'_, str> {
    escaped(text, is_hidden)
}

/// Escapes what drives a terminal or turns the direction of text, for words of a page: their joiners and
/// variation selectors stay.
#[must_use]
pub fn harmless(text: &str) -> Cow<'_, str> {
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
        || is_invisible(c)
        || c.is_whitespace() && !matches!(c, ' ' | '\u{3000}')
        // Fillers, vowels without a shape, blank Braille, annotation, shorthand and music controls, tags.
        || matches!(c,
            '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{2800}' | '\u{3164}' | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

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
        assert!(matches!(harmless("葛\u{e0100}飾\u{200d}"), Cow::Borrowed(_)));
    }
}
