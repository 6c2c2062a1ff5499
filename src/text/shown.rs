//! Words from outside, such as the name of a file, as a screen may show them.

use std::borrow::Cow;

/// A text whose control and direction characters are seen, as U+FFFD, and do nothing.
#[must_use]
pub fn shown(text: &str) -> Cow<'_, str> {
    if text.contains(drives) { Cow::Owned(text.replace(drives, "\u{fffd}")) } else { Cow::Borrowed(text) }
}

/// Stands beside a case with a bookmark: a star of one cell in every terminal, which ★ is not.
pub const BOOKMARK: &str = "✭";

/// True for what drives a terminal or turns the direction of text.
#[must_use]
pub fn drives(c: char) -> bool {
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
