//! Bytes → text, and text → numbered lines without anything that could drive a terminal.

mod controls;
mod encoding;

use std::borrow::Cow;

use encoding_rs::UTF_8;

pub use self::controls::{holds_control, without_controls};
use self::encoding::Told;
pub use self::encoding::is_text;

/// A file's text.
pub struct Decoded<'a> {
    /// The text; bytes that are not in the encoding are U+FFFD.
    pub text: Cow<'a, str>,
    /// WHATWG name of the encoding.
    pub encoding: &'static str,
    /// The lines with bytes that are not in the encoding.
    pub undecodable: Vec<u32>,
}

/// Decodes a file, in the encoding that it says or shows. `None` for a file that is no text: one
/// with NUL bytes that are no UTF-16.
pub fn decode(bytes: &[u8]) -> Option<Decoded<'_>> {
    let told = encoding::told(bytes)?;
    // Most files by far are UTF-8, and need no second look.
    if let Told::Declared(declared) = told
        && declared.is_none_or(|declared| declared == UTF_8)
        && let Ok(text) = simdutf8::basic::from_utf8(bytes)
    {
        return Some(Decoded { text: Cow::Borrowed(text), encoding: UTF_8.name(), undecodable: Vec::new() });
    }
    let encoding = told.encoding(bytes);
    let (text, undecodable) = encoding::decode_as(encoding, bytes);
    Some(Decoded { text: Cow::Owned(text), encoding: encoding.name(), undecodable })
}

/// The lines of a text, ended by LF, CR LF or a lone CR.
pub fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest.filter(|text| !text.is_empty())?;
        let Some(end) = memchr::memchr2(b'\n', b'\r', text.as_bytes()) else {
            return rest.take();
        };
        let after = &text[end..];
        rest = Some(after.strip_prefix("\r\n").unwrap_or(&after[1..]));
        Some(&text[..end])
    })
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
        let decoded = decode(b"\xef\xbb\xbfa").unwrap();
        assert_eq!((decoded.text.as_ref(), decoded.undecodable), ("a", Vec::new()));
    }

    #[test]
    fn bytes_that_are_not_utf8_are_shown_and_placed() {
        let decoded = decode(b"a\nb\xffc").unwrap();
        assert_eq!((decoded.text.as_ref(), decoded.undecodable), ("a\nb\u{fffd}c", vec![2]));
        assert!(decode(b"a\0b").is_none());
    }
}
