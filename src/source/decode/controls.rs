//! Text without anything that could drive a terminal or turn the direction of words.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::sync::LazyLock;

use memchr::{memchr3_iter, memmem::Finder};

/// So many different control characters and sequences of a line are named.
const NAMED: usize = 8;

/// So much of a sequence is named: a hyperlink's address may be long.
const NAMED_LENGTH: usize = 120;

/// True for characters that drive a terminal, turn the direction of text or separate words invisibly; not for
/// tabs and form feeds.
fn is_control(c: char) -> bool {
    is_line_end(c)
        || matches!(c,
        '\0'..='\u{8}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{9f}'
        | '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// True for the line ends that few files have (vertical tab, U+0085, U+2028, U+2029): a space replaces them.
fn is_line_end(c: char) -> bool {
    matches!(c, '\u{b}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Splits a line behind each U+2028 or U+2029; a row stays whole, with both as white space of its cell.
pub fn parts(line: &str) -> impl Iterator<Item = &str> {
    let is_row =
        line.trim_start().starts_with('|') || memchr::memchr_iter(b'\t', line.as_bytes()).count() == 1;
    let ends = move |c: char| !is_row && matches!(c, '\u{2028}' | '\u{2029}');
    // Nothing stands behind the last end of a line, and an empty line is one.
    let whole = line.is_empty().then_some(line);
    whole.into_iter().chain(line.split_inclusive(ends))
}

/// True if a text has a control character. Every letter of every page is looked at here: most texts are
/// recognised by their bytes, many at a time.
pub fn holds_control(text: &str) -> bool {
    may_hold_control(text.as_bytes()) && text.contains(is_control)
}

/// True if a byte of a text could be a control character, or two bytes the first ones of one.
fn may_hold_control(text: &[u8]) -> bool {
    static MARK: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("\u{feff}"));
    let is_whole = |byte: u8| (byte < 0x9) | (byte == 0xb) | (byte.wrapping_sub(0xe) < 0x12) | (byte == 0x7f);
    let is_begun = |at: usize| match (text[at], text.get(at + 1)) {
        (0xc2, Some(second)) => *second < 0xa0 || *second == 0xad,
        (0xd8, Some(second)) => *second == 0x9c,
        (_, Some(second)) => *second < 0x82,
        (_, None) => false,
    };
    // No branch and no early end: the compiler makes steps of many bytes of it.
    text.iter().fold(false, |found, byte| found | is_whole(*byte))
        || memchr3_iter(0xc2, 0xd8, 0xe2, text).any(is_begun)
        || MARK.find(text).is_some()
}

/// Returns a line without control characters and whole escape sequences, and the names of some of those:
/// `ESC[31m U+200E`.
pub fn without_controls(line: &str) -> (Cow<'_, str>, String) {
    if !holds_control(line) {
        return (Cow::Borrowed(line), String::new());
    }
    let mut clean = String::with_capacity(line.len());
    let mut found = Vec::new();
    let mut rest = line;
    while let Some(at) = rest.find(is_control) {
        clean.push_str(&rest[..at]);
        let (control, after) = rest[at..].split_at(control_length(&rest[at..]));
        if control.starts_with(is_line_end) {
            clean.push(' ');
        }
        if found.len() < NAMED && !found.contains(&control) {
            found.push(control);
        }
        rest = after;
    }
    clean.push_str(rest);
    found.sort_unstable();
    let names: Vec<String> = found.into_iter().map(visible_name).collect();
    (Cow::Owned(clean), names.join(" "))
}

/// Returns the length in bytes of the control character at the beginning, with its sequence if that is whole.
fn control_length(text: &str) -> usize {
    let mut letters = text.chars();
    let first = letters.next().unwrap_or_default();
    let one = first.len_utf8();
    let (introducer, head) = match (first, letters.next()) {
        // The seven-bit form of what U+0080 to U+009F are in one.
        ('\u{1b}', Some(second @ '@'..='_')) => (char::from_u32(u32::from(second) + 0x40), one + 1),
        ('\u{1b}', Some('(' | ')' | '$')) => {
            // Into another set of characters and back, as left behind by broken ISO-2022-JP.
            return if matches!(letters.next(), Some('0' | '@' | 'A' | 'B' | 'I' | 'J')) {
                one + 2
            } else {
                one
            };
        }
        (first, _) => (Some(first), one),
    };
    let length = match introducer {
        Some('\u{9b}') => control_sequence(&text[head..]),
        Some('\u{90}' | '\u{98}' | '\u{9d}' | '\u{9e}' | '\u{9f}') => control_string(&text[head..]),
        Some('\u{9c}') if head > one => Some(0),
        Some(_) | None => None,
    };
    length.map_or(one, |length| head + length)
}

/// Returns the length of a control sequence after its introducer, `31m` or `?25l`; `None` if it is not whole.
fn control_sequence(text: &str) -> Option<usize> {
    let text = text.as_bytes();
    let parameters = text.iter().take_while(|byte| matches!(byte, 0x30..=0x3f)).count();
    let between = text[parameters..].iter().take_while(|byte| matches!(byte, 0x20..=0x2f)).count();
    let last = parameters + between;
    matches!(text.get(last), Some(0x40..=0x7e)).then_some(last + 1)
}

/// Returns the length of a control string (a title, a hyperlink) with its end; `None` if it does not end in
/// its cell and line.
fn control_string(text: &str) -> Option<usize> {
    let end = text.find(|c| is_control(c) || c.is_ascii_control())?;
    let after = &text[end..];
    let endings = ["\u{7}", "\u{1b}\\", "\u{9c}"];
    endings.iter().find(|ending| after.starts_with(**ending)).map(|ending| end + ending.len())
}

/// Returns a control character or sequence in letters that can be shown: `U+200E`, `ESC[31m`, `<9B>31m`.
fn visible_name(control: &str) -> String {
    let mut letters = control.chars();
    if let (Some(alone), None) = (letters.next(), letters.next()) {
        return format!("U+{:04X}", u32::from(alone));
    }
    let mut name = String::new();
    for c in control.chars().take(NAMED_LENGTH) {
        if c == '\u{1b}' {
            name.push_str("ESC");
        } else if is_control(c) {
            // Writing to a String does not fail.
            let _ = write!(name, "<{:02X}>", u32::from(c));
        } else {
            name.push(c);
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clean(line: &str) -> (String, String) {
        let (line, found) = without_controls(line);
        (line.into_owned(), found)
    }

    #[test]
    fn controls_and_direction_marks_are_taken_out_and_named() {
        assert_eq!(clean("a\u{8}b\u{202e}c\td"), ("abc\td".into(), "U+0008 U+202E".into()));
        assert_eq!(clean("改行なし“引用”"), ("改行なし“引用”".into(), String::new()));
    }

    #[test]
    fn a_soft_hyphen_goes_and_a_line_end_becomes_a_space() {
        assert_eq!(clean("シス\u{ad}テム\t甲"), ("システム\t甲".into(), "U+00AD".into()));
        assert_eq!(clean("甲\u{2028}乙\u{85}丙"), ("甲 乙 丙".into(), "U+0085 U+2028".into()));
        assert_eq!(parts("甲\u{2028}乙\t1\u{2029}丙\t2").count(), 3);
        assert_eq!(parts("甲\t1\u{2028}2").count(), 1);
        assert_eq!(parts("| 甲 | 1\u{2028}2 |").count(), 1);
        assert_eq!(parts("").count(), 1);
    }

    #[test]
    fn every_control_character_is_told_by_its_bytes() {
        for c in ('\0'..=char::MAX).filter(|c| is_control(*c)) {
            for line in [c.to_string(), format!("前{c}"), format!("{c}後"), format!("前{c}後")] {
                assert!(holds_control(&line), "{line:?}");
            }
        }
        assert!(!holds_control("") && !holds_control("\t\r\n\u{c}“¢”：）"));
    }

    #[test]
    fn escape_sequences_go_whole_in_seven_and_in_eight_bits() {
        for (line, name) in [
            ("前\u{1b}[1;31m後", "ESC[1;31m"),
            ("前\u{9b}?25l後", "<9B>?25l"),
            ("前\u{1b}]0;題\u{7}後", "ESC]0;題<07>"),
            ("前\u{1b}]8;;http://a/\u{1b}\\後", "ESC]8;;http://a/ESC\\"),
            ("前\u{9d}0;題\u{9c}後", "<9D>0;題<9C>"),
            ("前\u{1b}P+q544e\u{1b}\\後", "ESCP+q544eESC\\"),
            ("前\u{90}q\u{9c}後", "<90>q<9C>"),
            ("前\u{1b}_x\u{1b}\\後", "ESC_xESC\\"),
            ("前\u{1b}\\後", "ESC\\"),
            ("前\u{1b}(B後", "ESC(B"),
        ] {
            assert_eq!(clean(line), ("前後".into(), name.into()), "{line:?}");
        }
    }

    #[test]
    fn what_is_no_whole_sequence_stays_as_words() {
        for (line, words) in [
            ("\u{1b}(○) 効果あり", "(○) 効果あり"),
            ("\u{1b}病院", "病院"),
            ("\u{1b}VPN", "VPN"),
            ("\u{1b}[病院", "[病院"),
            ("\u{1b}[3", "[3"),
            ("\u{1b}]病院\t22", "]病院\t22"),
            ("\u{1b}]病院\t22\u{7}", "]病院\t22"),
            ("\u{9d}病院", "病院"),
            ("\u{1b}", ""),
        ] {
            assert_eq!(clean(line).0, words, "{line:?}");
        }
    }

    #[test]
    fn a_line_of_many_sequences_names_a_few() {
        let line: String = (0..100).map(|n| format!("\u{1b}[{n}m")).collect();
        let (words, names) = clean(&line);
        assert_eq!((words.as_str(), names.split(' ').count()), ("", NAMED));
    }
}
