//! ISO-2022-JP with what mail programs put into it: half-width kana (SO and SI, or `ESC ( I`) and JIS X
//! 0212 (`ESC $ ( D`), which the WHATWG's decoder does not read.

use encoding_rs::EUC_JP;

use super::text::decode_into;

/// A set of characters that an escape switches to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Set {
    Ascii,
    /// JIS X 0201's Latin letters: ¥ and ‾ are its own.
    Roman,
    Kana,
    /// JIS X 0208, two bytes a character.
    Kanji,
    /// JIS X 0212, two bytes a character.
    Supplement,
}

/// The escapes and what they switch to.
const ESCAPES: [(&[u8], Set); 9] = [
    (b"\x1b(B", Set::Ascii),
    (b"\x1b(J", Set::Roman),
    (b"\x1b(H", Set::Roman),
    (b"\x1b(I", Set::Kana),
    (b"\x1b$@", Set::Kanji),
    (b"\x1b$B", Set::Kanji),
    (b"\x1b$(@", Set::Kanji),
    (b"\x1b$(B", Set::Kanji),
    (b"\x1b$(D", Set::Supplement),
];

/// Returns the set of characters that the escape at the beginning switches to, and its length; `None` if
/// there is none.
fn match_escape(bytes: &[u8]) -> Option<(Set, usize)> {
    let found = ESCAPES.iter().find(|(escape, _)| bytes.starts_with(escape));
    found.map(|(escape, set)| (*set, escape.len()))
}

/// True if the bytes have an escape to characters of two bytes.
pub fn has_escapes(bytes: &[u8]) -> bool {
    let is_wide = |at: usize| {
        match_escape(&bytes[at..]).is_some_and(|(set, _)| set == Set::Kanji || set == Set::Supplement)
    };
    memchr::memchr_iter(0x1b, bytes).any(is_wide)
}

/// Decodes ISO-2022-JP; returns the text and the numbers of the lines with bytes that are not in it.
pub fn decode(bytes: &[u8]) -> (String, Vec<u32>) {
    let mut reader = JisReader { text: String::with_capacity(bytes.len()), line: 1, ..JisReader::default() };
    let mut rest = bytes;
    while let Some(byte) = rest.first() {
        let read = reader.read_next(*byte, rest);
        rest = &rest[read..];
    }
    reader.decode_pending();
    (reader.text, reader.errors)
}

struct JisReader {
    text: String,
    set: Set,
    /// True between SO and SI.
    is_shifted: bool,
    /// Characters of two bytes, in EUC-JP.
    pending: Vec<u8>,
    line: u32,
    errors: Vec<u32>,
}

impl Default for JisReader {
    fn default() -> Self {
        let (text, pending, errors) = (String::new(), Vec::new(), Vec::new());
        Self { text, set: Set::Ascii, is_shifted: false, pending, line: 1, errors }
    }
}

impl JisReader {
    /// Reads the character or escape that `rest` begins with, and returns its length.
    fn read_next(&mut self, byte: u8, rest: &[u8]) -> usize {
        let is_wide = !self.is_shifted && matches!(self.set, Set::Kanji | Set::Supplement);
        if let (true, 0x21..=0x7e, Some(trail @ 0x21..=0x7e)) = (is_wide, byte, rest.get(1)) {
            self.pending.extend((self.set == Set::Supplement).then_some(0x8f));
            self.pending.extend([byte | 0x80, trail | 0x80]);
            return 2;
        }
        self.decode_pending();
        if let Some((set, length)) = match_escape(rest) {
            (self.set, self.is_shifted) = (set, false);
            return length;
        }
        match byte {
            0xe => self.is_shifted = true,
            0xf => self.is_shifted = false,
            b'\n' | b'\r' => self.end_line(byte, rest),
            0x21..=0x5f if self.is_shifted || self.set == Set::Kana => self.push_kana(byte),
            0xa1..=0xdf => self.push_kana(byte & 0x7f),
            b'\\' if self.set == Set::Roman => self.text.push('¥'),
            b'~' if self.set == Set::Roman => self.text.push('‾'),
            0x21..=0x7e if is_wide => self.push_error(),
            0..=0x7f => self.text.push(char::from(byte)),
            0x80..=0xff => self.push_error(),
        }
        1
    }

    /// Adds a line end and returns to ASCII, in case the escape back was lost.
    fn end_line(&mut self, byte: u8, rest: &[u8]) {
        (self.set, self.is_shifted) = (Set::Ascii, false);
        self.text.push(char::from(byte));
        if byte == b'\n' || rest.get(1) != Some(&b'\n') {
            self.line = self.line.saturating_add(1);
        }
    }

    /// Adds the half-width kana of this seven-bit code.
    fn push_kana(&mut self, byte: u8) {
        self.text.extend(char::from_u32(0xff40 + u32::from(byte)));
    }

    /// Adds U+FFFD and records the line.
    fn push_error(&mut self) {
        self.text.push('\u{fffd}');
        self.note_error();
    }

    /// Records the current line as one with errors.
    fn note_error(&mut self) {
        if self.errors.last() != Some(&self.line) {
            self.errors.push(self.line);
        }
    }

    /// Decodes the double-byte characters collected in EUC-JP, adds them to the text, and clears them.
    fn decode_pending(&mut self) {
        if self.pending.is_empty() {
            return;
        }
        if decode_into(EUC_JP, &self.pending, &mut self.text, |_| {}) > 0 {
            self.note_error();
        }
        self.pending.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> (String, Vec<u32>) {
        decode(bytes)
    }

    #[test]
    fn kana_are_read_shifted_and_escaped() {
        for bytes in [
            b"\x1b$B4A;z\x1b(B\x0e6E\x5e\x0fa".as_slice(),
            b"\x1b$B4A;z\x0e6E\x5e\x0f\x1b(Ba",
            b"\x1b$B4A;z\x1b(I6E\x5e\x1b(Ba",
            b"\x1b$B4A;z\x1b(J\xb6\xc5\xdea",
        ] {
            assert_eq!(read(bytes), ("漢字ｶﾅﾞa".into(), Vec::new()), "{bytes:x?}");
        }
    }

    #[test]
    fn the_supplement_is_read() {
        assert_eq!(read(b"\x1b$(D0!\x1b(B\x1b$B;n\x1b(B"), ("丂試".into(), Vec::new()));
        assert!(has_escapes(b"a\x1b$(D0!") && !has_escapes(b"\x1b[31m$B\x1b(B"));
    }

    #[test]
    fn an_escape_or_byte_that_is_lost_costs_its_line_at_most() {
        let (text, errors) = read(b"a\n\x1b$B4A;\nb\r\n\x1b$B4A;z\x1b(B");
        assert_eq!((text.as_str(), errors), ("a\n漢\u{fffd}\nb\r\n漢字", vec![2]));
        assert_eq!(read(b"\x1b[31m\x1b$B4A\x1b(B\xff"), ("\u{1b}[31m漢\u{fffd}".into(), vec![1]));
    }
}
