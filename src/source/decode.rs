//! Bytes → text, and text → numbered lines without anything that could drive a terminal.

mod encoding;

use std::borrow::Cow;

use encoding_rs::UTF_8;

pub use self::encoding::is_text;

/// A file's text.
pub struct Decoded {
    /// The text; bytes that are not in the encoding are U+FFFD.
    pub text: String,
    /// WHATWG name of the encoding.
    pub encoding: &'static str,
    /// The lines with bytes that are not in the encoding.
    pub undecodable: Vec<u32>,
}

/// Decodes a file, in the encoding that it says or shows. `None` for a file that is no text: one
/// with NUL bytes that are no UTF-16.
pub fn decode(bytes: Vec<u8>) -> Option<Decoded> {
    let encoding = encoding::of(&bytes)?;
    // Most files by far are UTF-8, and need no second copy.
    let bytes = if encoding == UTF_8 && !bytes.starts_with(BOM) {
        match String::from_utf8(bytes) {
            Ok(text) => return Some(Decoded { text, encoding: encoding.name(), undecodable: Vec::new() }),
            Err(error) => error.into_bytes(),
        }
    } else {
        bytes
    };
    let (text, undecodable) = encoding::decode_as(encoding, &bytes);
    Some(Decoded { text, encoding: encoding.name(), undecodable })
}

/// The byte order mark of UTF-8.
const BOM: &[u8] = b"\xef\xbb\xbf";

/// The lines of a text, ended by LF, CR LF or a lone CR.
pub fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest.filter(|text| !text.is_empty())?;
        let Some(end) = text.find(['\n', '\r']) else {
            return rest.take();
        };
        let after = &text[end..];
        rest = Some(after.strip_prefix("\r\n").unwrap_or(&after[1..]));
        Some(&text[..end])
    })
}

/// True for characters that drive a terminal or turn the direction of text, and for invisible ones
/// that part words. A tab is layout, a form feed is a page break; neither is meant here.
fn is_control(c: char) -> bool {
    matches!(c,
        '\0'..='\u{8}' | '\u{b}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{9f}'
        | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// A line without control characters, and those that were in it, as `U+001B U+200E`.
pub fn without_controls(line: &str) -> (Cow<'_, str>, String) {
    let may_hold = |byte: u8| {
        (byte < 0x20 && byte != b'\t' && byte != 0xc) || matches!(byte, 0x7f | 0xc2 | 0xd8 | 0xe2 | 0xef)
    };
    if !line.bytes().any(may_hold) || !line.contains(is_control) {
        return (Cow::Borrowed(line), String::new());
    }
    let mut found: Vec<char> = line.chars().filter(|c| is_control(*c)).collect();
    found.sort_unstable();
    found.dedup();
    let names: Vec<String> = found.iter().map(|c| format!("U+{:04X}", u32::from(*c))).collect();
    (Cow::Owned(line.chars().filter(|c| !is_control(*c)).collect()), names.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_at_lf_crlf_and_cr() {
        assert_eq!(lines("a\nb\r\nc\rd\n\ne").collect::<Vec<_>>(), ["a", "b", "c", "d", "", "e"]);
        assert_eq!(lines("a\n").collect::<Vec<_>>(), ["a"]);
        assert_eq!(lines("").count(), 0);
    }

    #[test]
    fn a_byte_order_mark_is_not_content() {
        let decoded = decode(b"\xef\xbb\xbfa".to_vec()).unwrap();
        assert_eq!((decoded.text.as_str(), decoded.undecodable), ("a", Vec::new()));
    }

    #[test]
    fn bytes_that_are_not_utf8_are_shown_and_placed() {
        let decoded = decode(b"a\nb\xffc".to_vec()).unwrap();
        assert_eq!((decoded.text.as_str(), decoded.undecodable), ("a\nb\u{fffd}c", vec![2]));
        assert!(decode(b"a\0b".to_vec()).is_none());
    }

    #[test]
    fn controls_and_direction_marks_are_taken_out_and_named() {
        let (line, found) = without_controls("a\u{1b}[31mb\u{202e}c\td");
        assert_eq!((line.as_ref(), found.as_str()), ("a[31mbc\td", "U+001B U+202E"));
        let (line, found) = without_controls("改行なし“引用”");
        assert_eq!((line.as_ref(), found.as_str()), ("改行なし“引用”", ""));
    }
}
