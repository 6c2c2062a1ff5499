//! What a wrong encoding has left behind, undone line by line where that is certain; and kana in
//! another form of Unicode, which stay.

use std::borrow::Cow;
use std::sync::LazyLock;

use super::pieces::is_japanese;
use crate::text::fold::compose_kana;
use encoding_rs::{SHIFT_JIS, WINDOWS_1252};
use memchr::memmem::Finder;
use memchr::{memchr, memchr_iter};

/// Text may have been read in a wrong encoding so many times.
const ROUNDS: usize = 3;

/// Signs of what may have to be undone, as they are met in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signs {
    /// An escape.
    pub escape: bool,
    /// What the first byte of kana becomes in another encoding.
    double: bool,
    /// A voicing mark apart from its kana.
    voicing: bool,
}

impl Signs {
    /// Looks for the signs in a text, many bytes at a time.
    pub fn detect(text: &str) -> Self {
        // Kana begin with E3 81, which is 縺 in Shift_JIS and ã (or Ã, when that happened twice) in Latin-1.
        static FINDERS: LazyLock<[Finder<'static>; 3]> =
            LazyLock::new(|| ["縺", "\u{3099}", "\u{309a}"].map(Finder::new));
        let bytes = text.as_bytes();
        let [shift_jis, voiced, half_voiced] = &*FINDERS;
        // × begins with C3 too, and stands on every page.
        let is_misread = |at: usize| matches!(bytes.get(at + 1), Some(0xa3 | 0x83));
        Self {
            escape: memchr(0x1b, bytes).is_some(),
            double: memchr_iter(0xc3, bytes).any(is_misread) || shift_jis.find(bytes).is_some(),
            voicing: voiced.find(bytes).is_some() || half_voiced.find(bytes).is_some(),
        }
    }
}

/// What was undone in a text.
#[derive(Debug, Default)]
pub struct Undone {
    /// The text, where anything was.
    pub text: Option<String>,
    /// The lines that were read in a wrong encoding, and the name of that.
    pub double_encoded: Option<(Vec<u32>, &'static str)>,
    /// The lines with kana whose voicing marks stood apart.
    pub decomposed: Vec<u32>,
}

/// Restores the lines that were certainly read in a wrong encoding, and lists those with decomposed kana.
pub fn undo(text: &str, signs: Signs) -> Undone {
    let mut undone = Undone::default();
    if signs.double {
        restore_lines(text, &mut undone);
    }
    if signs.voicing {
        undone.decomposed = lines_with_decomposed(undone.text.as_deref().unwrap_or(text));
    }
    undone
}

/// Returns lines with their ends and numbers, as [`super::lines`] counts them.
fn numbered_lines(text: &str) -> impl Iterator<Item = (u32, &str)> {
    let mut number = 1_u32;
    text.split_inclusive(['\n', '\r']).map(move |line| {
        // A line feed behind a carriage return is no line of its own, and neither changes here.
        let own = number;
        if line != "\n" || !text[..line.as_ptr() as usize - text.as_ptr() as usize].ends_with('\r') {
            number = number.saturating_add(1);
        }
        (own, line)
    })
}

/// Restores every line that was read in a wrong encoding; changes nothing if there is none.
fn restore_lines(text: &str, undone: &mut Undone) {
    let mut restored = String::with_capacity(text.len());
    let (mut lines, mut from) = (Vec::new(), "");
    for (number, line) in numbered_lines(text) {
        match restore_line(line) {
            Some((words, encoding)) => {
                restored.push_str(&words);
                lines.push(number);
                from = encoding;
            }
            None => restored.push_str(line),
        }
    }
    if !lines.is_empty() {
        undone.text = Some(restored);
        undone.double_encoded = Some((lines, from));
    }
}

/// Returns the text of a line read in a wrong encoding, once or several times, and that encoding's name;
/// `None` for other lines.
fn restore_line(line: &str) -> Option<(String, &'static str)> {
    if line.is_ascii() {
        return None;
    }
    let mut found = None;
    let mut text = Cow::Borrowed(line);
    for _ in 0..ROUNDS {
        let of = |bytes: Option<Vec<u8>>| String::from_utf8(bytes?).ok();
        let latin = of(latin_bytes(&text)).map(|before| (before, WINDOWS_1252.name()));
        let Some((before, from)) =
            latin.or_else(|| of(shift_jis_bytes(&text)).map(|before| (before, SHIFT_JIS.name())))
        else {
            break;
        };
        if before.contains(is_japanese) {
            found = Some((before.clone(), from));
        }
        text = Cow::Owned(before);
    }
    found
}

/// Returns the bytes of text that was read as Latin-1 or windows-1252; `None` if it cannot have been.
fn latin_bytes(text: &str) -> Option<Vec<u8>> {
    let byte = |c: char| {
        // What windows-1252 leaves out is Latin-1's own.
        u8::try_from(u32::from(c)).ok().or_else(|| match WINDOWS_1252.encode(c.encode_utf8(&mut [0; 4])) {
            (bytes, _, false) => bytes.first().copied(),
            (_, _, true) => None,
        })
    };
    text.chars().map(byte).collect()
}

/// Returns the bytes of text that was read as Shift_JIS; `None` if it cannot have been.
fn shift_jis_bytes(text: &str) -> Option<Vec<u8>> {
    let (bytes, _, is_lost) = SHIFT_JIS.encode(text);
    (!is_lost).then(|| bytes.into_owned())
}

/// Returns the numbers of the lines with a kana and a voicing mark that compose to one character.
fn lines_with_decomposed(text: &str) -> Vec<u32> {
    let is_whole = |line: &str| {
        line.chars().zip(line.chars().skip(1)).any(|(kana, mark)| compose_kana(kana, mark).is_some())
    };
    numbered_lines(text).filter(|(_, line)| is_whole(line)).map(|(number, _)| number).collect()
}

/// True for text read in a wrong encoding, restorable or not: an eighth of the characters in runs of three
/// and more, and twenty at least, are those that Japanese becomes.
pub fn is_garbled(text: &str) -> bool {
    let is_sign =
        |c: char| "ãåæçèéÃƒ‚Ž¤¥縺繧繝\u{fffd}锟斤拷".contains(c) || matches!(c, '\u{80}'..='\u{9f}');
    let (mut signs, mut all) = (0, 0);
    for run in text.split(|c: char| c.is_ascii()) {
        let length = run.chars().count();
        if length >= 3 {
            all += length;
            signs += run.chars().filter(|c| is_sign(*c)).count();
        }
    }
    signs >= 20 && signs * 8 >= all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn undone(text: &str) -> Undone {
        undo(text, Signs::detect(text))
    }

    #[test]
    fn lines_are_restored_where_that_is_certain() {
        for (from, encoding) in [("Shift_JIS", SHIFT_JIS), ("windows-1252", WINDOWS_1252)] {
            let garbled = encoding.decode_without_bom_handling("あい".as_bytes()).0;
            let undone = undone(&format!("前縺\r\n{garbled}\r\n後ã\r{garbled}"));
            assert_eq!(undone.text.as_deref(), Some("前縺\r\nあい\r\n後ã\rあい"));
            assert_eq!(undone.double_encoded, Some((vec![2, 4], from)));
        }
        for text in ["São Paulo", "もつれ（縺れ）", "ﾃｦ縺", "縺ゅ�", "Ã"] {
            assert_eq!(undone(text).text, None, "{text}");
        }
    }

    #[test]
    fn decomposed_kana_are_found_and_stay() {
        let undone = undone("か\u{3099}\nは\u{309a}e\u{301}ウ\u{3099}\nあ\u{3099}漢\u{3099}");
        assert_eq!((undone.text, undone.decomposed), (None, vec![1, 2]));
    }
}
