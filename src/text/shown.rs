//! Makes text from outside, such as file names, safe to display.

use std::borrow::Cow;

/// Replaces control and direction characters by U+FFFD, so that they are visible and have no effect.
#[must_use]
pub fn shown(text: &str) -> Cow<'_, str> {
    if text.contains(is_control_or_bidi) {
        Cow::Owned(text.replace(is_control_or_bidi, "\u{fffd}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// The sign of a bookmark: a star of one cell in every terminal, unlike ★.
pub const BOOKMARK: &str = "✭";

/// True for a character that controls a terminal or changes the direction of text.
#[must_use]
pub fn is_control_or_bidi(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_drives_a_terminal_is_seen_and_all_else_stays() {
        assert_eq!(
            shown("a\u{1b}[31m\u{9b}\u{202e}\n事例.txt"),
            "a\u{fffd}[31m\u{fffd}\u{fffd}\u{fffd}事例.txt"
        );
        assert!(matches!(shown("事例 ｶﾞ.txt"), Cow::Borrowed("事例 ｶﾞ.txt")));
    }
}
