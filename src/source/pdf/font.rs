//! A font: bytes → letters and how wide they are.

use encoding_rs::{EUC_JP, Encoding, MACINTOSH, SHIFT_JIS, UTF_16BE, WINDOWS_1252};
use rustc_hash::FxHashMap;

use super::cmap::{CodeTable, number};
use super::file::File;
use super::glyph_names::letter_of;
use super::object::{Dictionary, Object};

/// How the bytes of a text are parted into codes.
#[derive(Debug)]
enum Codes {
    /// One byte is a letter.
    Byte,
    /// By the font's own table.
    Table(CodeTable),
    /// Two bytes are a letter.
    Pair,
    /// The bytes are text in an encoding of Japanese.
    Text(&'static Encoding),
    /// Rows and cells of JIS X 0208.
    Jis,
}

/// A font, as far as it matters for reading.
#[derive(Debug)]
pub struct Font {
    codes: Codes,
    /// The letters, where the font says them.
    unicode: Option<CodeTable>,
    /// The letters of a font of single bytes, by its encoding.
    letters: FxHashMap<u32, String>,
    widths: FxHashMap<u32, f32>,
    default_width: f32,
    /// True for lines from top to bottom.
    pub is_vertical: bool,
}

/// A letter as a font has it.
#[derive(Debug)]
pub struct Glyph {
    /// The letters that it stands for; `None` where that is unknown.
    pub letters: Option<String>,
    /// Its width in ems.
    pub width: f32,
    /// True for the single byte 32, which is set wider where words are.
    pub is_space: bool,
}

impl Font {
    /// Reads the font of a dictionary.
    pub fn read(file: &File<'_>, font: &Dictionary) -> Self {
        let stream = |name: &[u8]| {
            let body = file.resolve_body(font.get(name)?)?;
            Some(CodeTable::parse(&file.data(&body)?))
        };
        let unicode = stream(b"ToUnicode");
        if file.value(font, b"Subtype").name() == Some(b"Type0") {
            let encoding = file.value(font, b"Encoding");
            let name = String::from_utf8_lossy(encoding.name().unwrap_or_default()).into_owned();
            let codes = stream(b"Encoding").map_or_else(|| codes_of(&name), Codes::Table);
            let descendants = file.value(font, b"DescendantFonts");
            let first = descendants.array().and_then(<[Object]>::first).map(|first| file.resolve(first));
            let inner = first.as_ref().and_then(Object::dictionary).cloned().unwrap_or_default();
            let default = file.value(&inner, b"DW").number().unwrap_or(1000.0);
            return Self {
                codes,
                unicode,
                letters: FxHashMap::default(),
                widths: glyph_widths(file, &inner),
                default_width: ems(default),
                is_vertical: name.ends_with("-V") || name == "V",
            };
        }
        let scale = match file.value(font, b"FontMatrix").array() {
            Some([a, ..]) => file.resolve(a).number().unwrap_or(0.001).abs(),
            _ => 0.001,
        };
        let first = file.value(font, b"FirstChar").count().unwrap_or(0);
        let widths = file.value(font, b"Widths");
        let widths = widths.array().unwrap_or_default().iter();
        let widths = widths.map(|width| (file.resolve(width).number().unwrap_or(0.0) * scale) as f32);
        let descriptor = file.dictionary(font, b"FontDescriptor");
        let missing = file.value(&descriptor, b"MissingWidth").number();
        let has_widths = widths.len() > 0;
        Self {
            codes: Codes::Byte,
            unicode,
            letters: encoded_letters(file, &file.value(font, b"Encoding")),
            widths: (first..).zip(widths).collect(),
            // The fonts that every reader has may leave their widths out.
            default_width: missing.map_or(if has_widths { 0.0 } else { 0.55 }, ems),
            is_vertical: false,
        }
    }

    /// Hands over the letters that the bytes of a text are.
    pub fn each_glyph(&self, mut bytes: &[u8], mut glyph: impl FnMut(Glyph)) {
        while !bytes.is_empty() {
            let width = self.code_width(bytes).min(bytes.len());
            let (code, rest) = bytes.split_at(width);
            glyph(self.glyph(code));
            bytes = rest;
        }
    }

    fn code_width(&self, bytes: &[u8]) -> usize {
        let first = bytes.first().copied().unwrap_or(0);
        match &self.codes {
            Codes::Byte => 1,
            Codes::Table(table) => table.width(bytes),
            Codes::Pair | Codes::Jis => 2,
            Codes::Text(encoding) if *encoding == UTF_16BE => {
                if matches!(first, 0xd8..=0xdb) {
                    4
                } else {
                    2
                }
            }
            Codes::Text(encoding) if *encoding == SHIFT_JIS => {
                if matches!(first, 0x81..=0x9f | 0xe0..=0xfc) {
                    2
                } else {
                    1
                }
            }
            Codes::Text(_) => {
                if first < 0x80 {
                    1
                } else {
                    2
                }
            }
        }
    }

    fn glyph(&self, bytes: &[u8]) -> Glyph {
        let code = number(bytes);
        let known = self.unicode.as_ref().and_then(|table| table.letters(code));
        let decode = |encoding: &'static Encoding, bytes: &[u8]| {
            let text = encoding.decode_without_bom_handling_and_without_replacement(bytes);
            text.map(std::borrow::Cow::into_owned)
        };
        let (letters, number) = match &self.codes {
            Codes::Byte => (known.or_else(|| self.letters.get(&code).cloned()), code),
            Codes::Table(table) => (known, table.glyph(code)),
            Codes::Pair => (known, code),
            Codes::Text(encoding) => (known.or_else(|| decode(encoding, bytes)), u32::MAX),
            Codes::Jis => {
                let bytes: Vec<u8> = bytes.iter().map(|byte| byte | 0x80).collect();
                (known.or_else(|| decode(EUC_JP, &bytes)), u32::MAX)
            }
        };
        // Which glyph a code of these encodings has, only a table of all Japanese glyphs would tell.
        let is_half = number == u32::MAX && code < 0x80;
        let default = if is_half { self.default_width / 2.0 } else { self.default_width };
        let width = self.widths.get(&number).copied().unwrap_or(default);
        Glyph { letters, width, is_space: bytes == b" " }
    }
}

fn ems(width: f64) -> f32 {
    (width / 1000.0) as f32
}

/// Returns how a named encoding parts bytes.
fn codes_of(name: &str) -> Codes {
    match name {
        name if name.starts_with("Identity") => Codes::Pair,
        name if name.contains("UTF16") || name.contains("UCS2") => Codes::Text(UTF_16BE),
        name if name.contains("RKSJ") => Codes::Text(SHIFT_JIS),
        name if name.starts_with("EUC") => Codes::Text(EUC_JP),
        "H" | "V" => Codes::Jis,
        _ => Codes::Pair,
    }
}

/// Returns the widths of glyphs by their numbers: `1 [500 600]` or `1 9 500`.
fn glyph_widths(file: &File<'_>, font: &Dictionary) -> FxHashMap<u32, f32> {
    const MOST: u32 = 65_536;
    let listed = file.value(font, b"W");
    let mut listed = listed.array().unwrap_or_default().iter().map(|object| file.resolve(object));
    let mut widths = FxHashMap::default();
    while let (Some(first), Some(second)) = (listed.next().and_then(|first| first.count()), listed.next()) {
        if let Some(array) = second.array() {
            let each = array.iter().map(|width| ems(file.resolve(width).number().unwrap_or(0.0)));
            widths.extend((first..MOST).zip(each));
        } else if let (Some(last), Some(width)) =
            (second.count(), listed.next().and_then(|width| width.number()))
        {
            widths.extend((first..=last.min(MOST)).map(|glyph| (glyph, ems(width))));
        }
    }
    widths
}

/// Returns the letters of a font of single bytes.
fn encoded_letters(file: &File<'_>, encoding: &Object) -> FxHashMap<u32, String> {
    let entries = encoding.dictionary().cloned().unwrap_or_default();
    let base = file.value(&entries, b"BaseEncoding");
    let base = match encoding.name().or(base.name()) {
        Some(b"MacRomanEncoding") => MACINTOSH,
        _ => WINDOWS_1252,
    };
    let mut letters: FxHashMap<u32, String> = FxHashMap::default();
    for byte in 0x20..=0xff_u8 {
        let text = base.decode_without_bom_handling(&[byte]).0.into_owned();
        letters.insert(u32::from(byte), text);
    }
    let mut code = 0_u32;
    for object in file.value(&entries, b"Differences").array().unwrap_or_default() {
        let object = file.resolve(object);
        if let Some(name) = object.name() {
            match letter_of(name) {
                Some(letter) => letters.insert(code, letter),
                None => letters.remove(&code),
            };
            code = code.saturating_add(1);
        }
        code = object.count().unwrap_or(code);
    }
    letters
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letters(font: &str, text: &[u8]) -> (String, f32) {
        let file = format!(
            "1 0 obj {font} endobj 2 0 obj <</W [1 [500 600] 10 12 250]>> endobj trailer <</Root 1 0 R>>"
        );
        let file = File::open(file.as_bytes()).unwrap();
        let body = file.body(1).unwrap();
        let font = Font::read(&file, body.object.dictionary().unwrap());
        let (mut read, mut width) = (String::new(), 0.0);
        font.each_glyph(text, |glyph| {
            read += glyph.letters.as_deref().unwrap_or("?");
            width += glyph.width;
        });
        (read, width)
    }

    #[test]
    fn bytes_are_read_by_the_encoding_of_the_font() {
        let simple =
            "<</Subtype/Type1/FirstChar 65/Widths[500 600]/Encoding<</Differences[66/uni533B/g7]>>>>";
        assert_eq!(letters(simple, b"ABC"), ("A医?".to_owned(), 1.1));
        let named = |name: &str| format!("<</Subtype/Type0/DescendantFonts[2 0 R]/Encoding/{name}>>");
        assert_eq!(letters(&named("90ms-RKSJ-H"), b"\x88\xe3A"), ("医A".to_owned(), 1.5));
        assert_eq!(letters(&named("UniJIS-UTF16-H"), b"\x53\x3b\0A"), ("医A".to_owned(), 1.5));
        assert_eq!(letters(&named("EUC-H"), b"\xb0\xe5A"), ("医A".to_owned(), 1.5));
        assert_eq!(letters(&named("H"), b"\x30\x65"), ("医".to_owned(), 1.0));
        assert_eq!(letters(&named("Identity-H"), b"\0\x01\0\x0b\x01\0"), ("???".to_owned(), 1.75));
    }
}
