//! The tables of a font that tell which bytes are a letter, and which letter it is.

use rustc_hash::FxHashMap;

use super::object::{Lexer, Object, Token};

/// So many entries a table may have: there are 65,536 codes of two bytes.
const MOST: usize = 200_000;

/// What the codes of a font's letters mean.
#[derive(Debug, Default)]
pub struct CodeTable {
    /// Letters by code.
    letters: FxHashMap<u32, String>,
    /// First and last code, and the letter of the first one.
    ranges: Vec<(u32, u32, Vec<u16>)>,
    /// Number of bytes, first and last code.
    spaces: Vec<(usize, u32, u32)>,
    /// First and last code, and the number of the first one's glyph.
    glyphs: Vec<(u32, u32, u32)>,
}

impl CodeTable {
    /// Reads a table; entries that make no sense are left out.
    pub fn parse(bytes: &[u8]) -> Self {
        let mut table = Self::default();
        let mut lexer = Lexer::of_content(bytes);
        let mut operands: Vec<Object> = Vec::new();
        let mut entries = 0;
        while let Some(token) = lexer.token() {
            match token {
                Token::Object(object) => operands.push(object),
                Token::Word(word) => {
                    if entries < MOST {
                        entries += operands.len();
                        table.add(word, &operands);
                    }
                    operands.clear();
                }
            }
        }
        table
    }

    fn add(&mut self, word: &[u8], operands: &[Object]) {
        let code = |object: &Object| object.text().map(number);
        match word {
            b"endcodespacerange" => {
                for pair in operands.chunks_exact(2) {
                    if let (Some(first), Some(last)) = (pair[0].text(), pair[1].text()) {
                        self.spaces.push((first.len(), number(first), number(last)));
                    }
                }
            }
            b"endbfchar" => {
                for pair in operands.chunks_exact(2) {
                    if let (Some(code), Some(text)) = (code(&pair[0]), pair[1].text()) {
                        self.letters.insert(code, String::from_utf16_lossy(&units(text)));
                    }
                }
            }
            b"endbfrange" => {
                for range in operands.chunks_exact(3) {
                    let (Some(first), Some(last)) = (code(&range[0]), code(&range[1])) else { continue };
                    if let Some(text) = range[2].text() {
                        self.ranges.push((first, last, units(text)));
                    }
                    let texts = range[2].array().unwrap_or_default().iter().filter_map(Object::text);
                    let texts = texts.map(|text| String::from_utf16_lossy(&units(text)));
                    self.letters.extend((first..=last).zip(texts));
                }
            }
            b"endcidrange" => {
                for range in operands.chunks_exact(3) {
                    let (first, last, glyph) = (code(&range[0]), code(&range[1]), range[2].count());
                    if let (Some(first), Some(last), Some(glyph)) = (first, last, glyph) {
                        self.glyphs.push((first, last, glyph));
                    }
                }
            }
            b"endcidchar" => {
                for pair in operands.chunks_exact(2) {
                    if let (Some(code), Some(glyph)) = (code(&pair[0]), pair[1].count()) {
                        self.glyphs.push((code, code, glyph));
                    }
                }
            }
            _ => {}
        }
    }

    /// Returns the letters of a code; `None` if the table has none.
    pub fn letters(&self, code: u32) -> Option<String> {
        if let Some(letters) = self.letters.get(&code) {
            return Some(letters.clone());
        }
        let (first, _, units) =
            self.ranges.iter().find(|(first, last, _)| (*first..=*last).contains(&code))?;
        let (last, before) = units.split_last()?;
        // A letter of two units counts up as one.
        if let ([high], low @ 0xdc00..=0xdfff) = (before, last) {
            let letter = 0x10000 + ((u32::from(*high) & 0x3ff) << 10) + (u32::from(*low) & 0x3ff);
            return char::from_u32(letter.wrapping_add(code - first)).map(String::from);
        }
        let counted = last.wrapping_add(u16::try_from(code - first).ok()?);
        Some(String::from_utf16_lossy(&[before, &[counted]].concat()))
    }

    /// Returns the number of a code's glyph.
    pub fn glyph(&self, code: u32) -> u32 {
        let range = self.glyphs.iter().find(|(first, last, _)| (*first..=*last).contains(&code));
        range.map_or(code, |(first, _, glyph)| glyph.wrapping_add(code - first))
    }

    /// Returns how many bytes the next code has.
    pub fn width(&self, bytes: &[u8]) -> usize {
        let fits = |(width, first, last): &&(usize, u32, u32)| {
            bytes.get(..*width).is_some_and(|bytes| (*first..=*last).contains(&number(bytes)))
        };
        self.spaces.iter().find(fits).map_or(2, |(width, _, _)| (*width).max(1))
    }
}

/// Returns the number that bytes write, the last four of them.
pub fn number(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |number, byte| number << 8 | u32::from(*byte))
}

/// Returns the units of UTF-16 that bytes are.
pub fn units(bytes: &[u8]) -> Vec<u16> {
    let unit = |pair: &[u8]| match pair {
        [high, low] => u16::from_be_bytes([*high, *low]),
        rest => rest.first().copied().map_or(0, u16::from),
    };
    bytes.chunks(2).map(unit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_found_by_their_codes() {
        let table = CodeTable::parse(
            b"1 begincodespacerange <0000> <ffff> endcodespacerange 1 beginbfchar <0001> <533b7642> endbfchar \
              3 beginbfrange <0010> <0012> <3042> <0020> <0021> [<30a2> <30a4>] <30> <31> <d842dfb7> endbfrange",
        );
        let letters = |code| table.letters(code).unwrap_or_default();
        assert_eq!([1, 0x12, 0x21, 0x31, 9].map(letters), ["医療", "い", "イ", "𠮸", ""]);
        assert_eq!(table.width(&[0, 1]), 2);
    }
}
