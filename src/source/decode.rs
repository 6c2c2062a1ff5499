//! Bytes → text, and text → numbered lines without anything that could drive a terminal.

mod controls;
mod encoding;
mod jis;
mod pieces;
mod text;
mod undo;

use std::borrow::Cow;

use encoding_rs::{EUC_JP, Encoding, ISO_2022_JP, SHIFT_JIS, UTF_8};

pub use self::controls::{holds_control, parts, without_controls};
use self::encoding::EncodingClue;
pub use self::encoding::{has_few_controls, is_text};
use self::pieces::{Piece, is_japanese};
pub use self::text::lines;
pub use self::undo::is_garbled;
use self::undo::{Signs, Undone};
use crate::model::LineSpan;

/// A file's text.
pub struct Decoded<'a> {
    /// The text; bytes that are not in the encoding are U+FFFD.
    pub text: Cow<'a, str>,
    /// WHATWG name of the encoding of each piece of the file, with the piece's first line; most files
    /// have one.
    pub encodings: Vec<(u32, &'static str)>,
    /// The lines with bytes that are not in the encoding.
    pub undecodable: Vec<u32>,
    /// The lines that had been read in another encoding and saved so, and the name of that.
    pub double_encoded: Option<(Vec<u32>, &'static str)>,
    /// The lines with NULs.
    pub nuls: Vec<u32>,
    /// The lines with kana whose voicing marks were characters of their own.
    pub decomposed: Vec<u32>,
}

impl<'a> Decoded<'a> {
    fn new(text: Cow<'a, str>, encoding: &'static Encoding, undecodable: Vec<u32>) -> Self {
        let encodings = vec![(1, encoding.name())];
        let nuls = lines_with_nul(&text);
        Self { text, encodings, undecodable, double_encoded: None, nuls, decomposed: Vec::new() }
    }

    /// Returns the encoding of most of these lines, the first of equal ones.
    pub fn encoding_of(&self, lines: LineSpan) -> &'static str {
        // Those that begin before the last line, from the one with the first line on.
        let from = self.encodings.partition_point(|(first, _)| *first <= lines.first).saturating_sub(1);
        let pieces = self.encodings.get(from..).unwrap_or_default();
        let pieces = pieces.iter().take_while(|(first, _)| *first <= lines.last);
        let ends = pieces.clone().map(|(first, _)| *first).skip(1).chain([u32::MAX]);
        let shared = pieces.zip(ends).map(|((first, name), end)| {
            let count = end.min(lines.last.saturating_add(1)).saturating_sub((*first).max(lines.first));
            (count, *name)
        });
        // Of equals the first.
        shared
            .reduce(|one, other| if other.0 > one.0 { other } else { one })
            .or_else(|| self.encodings.first().map(|(_, name)| (0, *name)))
            .map_or(UTF_8.name(), |most| most.1)
    }

    /// Restores the lines of the text that were certainly read in a wrong encoding.
    fn undo(mut self, signs: Signs) -> Self {
        let Undone { text, double_encoded, decomposed } = undo::undo(&self.text, signs);
        self.text = text.map_or(self.text, Cow::Owned);
        Self { double_encoded, decomposed, ..self }
    }
}

/// Decodes a file in the encoding that it declares or shows, piece by piece if it has several; `None` if it
/// is no text.
pub fn decode(bytes: &[u8]) -> Option<Decoded<'_>> {
    let clue = encoding::find_clue(bytes)?;
    let unmarked = bytes.strip_prefix(encoding::MARK);
    let (bytes, is_marked) = (unmarked.unwrap_or(bytes), unmarked.is_some());
    // Most files by far are UTF-8, and need no second look.
    let utf_8 = match clue {
        EncodingClue::Declared(declared) => {
            simdutf8::basic::from_utf8(bytes).ok().filter(|text| is_utf_8(text, declared))
        }
        EncodingClue::Shown(_) => None,
    };
    if let Some(text) = utf_8 {
        let signs = Signs::detect(text);
        let decoded = if signs.escape && jis::has_escapes(bytes) {
            decode_pieces(bytes, pieces::split_by_encoding(bytes))
        } else {
            Decoded::new(Cow::Borrowed(text), UTF_8, Vec::new())
        };
        return Some(decoded.undo(signs));
    }
    let decoded = match clue {
        EncodingClue::Shown(encoding) => decode_in(bytes, encoding),
        EncodingClue::Declared(declared) => {
            let pieces = pieces::split_by_encoding(bytes);
            match pieces.as_slice() {
                [_] if is_marked => decode_in(bytes, UTF_8),
                [piece] => decode_in(bytes, single_encoding(piece, clue, bytes)),
                _ if is_in_other_declared(declared, bytes) => decode_in(bytes, clue.encoding(bytes)),
                _ => decode_pieces(bytes, pieces),
            }
        }
    };
    let signs = Signs::detect(&decoded.text);
    Some(decoded.undo(signs))
}

/// True if valid UTF-8 is just that, whatever it declares: by chance no Japanese text of another encoding is.
fn is_utf_8(text: &str, declared: Option<&'static Encoding>) -> bool {
    declared.is_none_or(|declared| declared == UTF_8) || text.is_ascii() || text.contains(is_japanese)
}

/// True if a file declares an encoding of several bytes, neither UTF-8 nor a Japanese one, and is valid in
/// it.
fn is_in_other_declared(declared: Option<&'static Encoding>, bytes: &[u8]) -> bool {
    let other = declared.filter(|declared| {
        !declared.is_single_byte() && ![UTF_8, SHIFT_JIS, EUC_JP, ISO_2022_JP].contains(declared)
    });
    other.is_some_and(|other| other.decode_without_bom_handling_and_without_replacement(bytes).is_some())
}

/// Returns the encoding of a file that is in one. Bytes in a declared single-byte encoding, which any bytes
/// are valid in, may still be Japanese.
fn single_encoding(piece: &Piece, clue: EncodingClue, bytes: &[u8]) -> &'static Encoding {
    let is_single_byte = clue.declared().is_some_and(Encoding::is_single_byte);
    if is_single_byte && piece.score > 0 { piece.encoding } else { clue.encoding(bytes) }
}

/// Decodes a file in this encoding.
fn decode_in(bytes: &[u8], encoding: &'static Encoding) -> Decoded<'static> {
    let (text, undecodable) = encoding::decode_as(encoding, bytes);
    Decoded::new(Cow::Owned(text), encoding, undecodable)
}

/// Decodes each piece in its own encoding.
fn decode_pieces(bytes: &[u8], pieces: Vec<Piece>) -> Decoded<'static> {
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 2);
    let (mut encodings, mut undecodable) = (Vec::with_capacity(pieces.len()), Vec::new());
    let mut line = 1_u32;
    for piece in pieces {
        let (words, lines) = encoding::decode_as(piece.encoding, &bytes[piece.bytes]);
        encodings.push((line, piece.encoding.name()));
        undecodable.extend(lines.iter().map(|own| own.saturating_add(line - 1)));
        line = line.saturating_add(u32::try_from(self::lines(&words).count()).unwrap_or(u32::MAX));
        text.push_str(&words);
    }
    Decoded { encodings, undecodable, ..Decoded::new(Cow::Owned(text), UTF_8, Vec::new()) }
}

/// Returns the numbers of the lines with NULs.
fn lines_with_nul(text: &str) -> Vec<u32> {
    if memchr::memchr(0, text.as_bytes()).is_none() {
        return Vec::new();
    }
    lines(text).zip(1_u32..).filter(|(line, _)| line.contains('\0')).map(|(_, number)| number).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

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
