//! Where data is written: a terminal is spared what a program reads verbatim.

use std::io::{self, Write};

use crate::text::shown::{is_control_or_bidi, is_hidden};

/// A destination of data.
pub trait Output: Write {
    /// True if it is shown on a terminal.
    fn is_terminal(&self) -> bool {
        false
    }
}

impl Output for Vec<u8> {}

/// Writes JSON with characters escaped as `\u009b`, which leaves the data as it is: those that drive a terminal,
/// end a line or turn the direction of text; on a terminal those too that are not seen.
pub(super) struct JsonWriter<'o, W> {
    out: &'o mut W,
    is_terminal: bool,
}

impl<'o, W: Output> JsonWriter<'o, W> {
    /// Creates a writer for this destination.
    pub fn new(out: &'o mut W) -> Self {
        let is_terminal = out.is_terminal();
        Self { out, is_terminal }
    }
}

impl<W: Write> JsonWriter<'_, W> {
    /// Writes a piece that may have characters to be escaped.
    fn write_escaped(&mut self, piece: &[u8]) -> io::Result<()> {
        let is_escaped = if self.is_terminal { is_hidden } else { is_control_or_bidi };
        let mut rest = std::str::from_utf8(piece).map_err(io::Error::other)?;
        // The line breaks of JSON itself stay.
        while let Some(at) = rest.find(|c| c != '\n' && is_escaped(c)) {
            let (clean, escaped) = rest.split_at(at);
            self.out.write_all(clean.as_bytes())?;
            let mut letters = escaped.chars();
            for unit in letters.next().into_iter().flat_map(utf16_units) {
                write!(self.out, "\\u{unit:04x}")?;
            }
            rest = letters.as_str();
        }
        self.out.write_all(rest.as_bytes())
    }
}

impl<W: Write> Write for JsonWriter<'_, W> {
    /// Writes a piece of JSON of whole characters.
    fn write(&mut self, piece: &[u8]) -> io::Result<usize> {
        self.write_all(piece)?;
        Ok(piece.len())
    }

    #[inline]
    fn write_all(&mut self, piece: &[u8]) -> io::Result<()> {
        if self.is_terminal || may_be_escaped(piece) {
            self.write_escaped(piece)
        } else {
            self.out.write_all(piece)
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Returns the one or two units of a character in JSON's escapes.
fn utf16_units(c: char) -> Vec<u16> {
    c.encode_utf16(&mut [0; 2]).to_vec()
}

/// True if a byte of a piece of JSON could begin a control character other than a line break, or one of
/// direction. Every letter of an export passes here: no branch and no early end.
fn may_be_escaped(piece: &[u8]) -> bool {
    piece.iter().fold(false, |found, byte| found | matches!(byte, 0x7f | 0xc2 | 0xd8 | 0xe2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_to_be_escaped_is_recognised_by_its_bytes() {
        // JSON itself escapes what is below the space.
        for c in (' '..=char::MAX).filter(|c| is_control_or_bidi(*c)) {
            let mut json = Vec::new();
            JsonWriter::new(&mut json).write_all(c.to_string().as_bytes()).unwrap();
            assert_eq!(String::from_utf8(json).unwrap(), format!("\\u{:04x}", u32::from(c)));
        }
    }
}
