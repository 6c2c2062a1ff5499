//! Text that a wrong encoding or another form of Unicode has left behind: what can be undone with
//! certainty is, line by line.

use std::borrow::Cow;

use encoding_rs::{SHIFT_JIS, WINDOWS_1252};
use unicode_normalization::char::compose;

use super::pieces::is_japanese;

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
    /// Looks for signs in every three bytes. No branch: the compiler makes steps of many bytes of it.
    pub fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let seconds = bytes.get(1..).unwrap_or_default();
        let thirds = bytes.get(2..).unwrap_or_default();
        let (mut double, mut voicing) = (0_u8, 0_u8);
        for ((first, second), third) in bytes.iter().zip(seconds).zip(thirds) {
            // ã, Ã; 縺 and 繧 with their neighbours.
            double |= u8::from((*first == 0xc3) & (*second & 0xdf == 0x83));
            double |= u8::from((*first == 0xe7) & ((*second == 0xb8) & (*third == 0xba)));
            double |=
                u8::from((*first == 0xe7) & ((*second == 0xb9) & ((*third == 0xa7) | (*third == 0x9d))));
            voicing |= u8::from((*first == 0xe3) & (*second == 0x82) & (third.wrapping_sub(0x99) < 2));
        }
        let escape = memchr::memchr(0x1b, bytes).is_some();
        Self { escape, double: double > 0, voicing: voicing > 0 }
    }
}

/// What was undone in a text.
#[derive(Debug, Default)]
pub struct Undone {
    /// The text, where anything was.
    pub text: Option<String>,
    /// The lines that were read in a wrong encoding, and the name of that.
    pub double_encoded: Option<(Vec<u32>, &'static str)>,
    /// Those of them that had lost bytes.
    pub lossy: Vec<u32>,
    /// The lines with kana whose voicing marks stood apart.
    pub decomposed: Vec<u32>,
}

/// Undoes what is certain.
pub fn undo(text: &str, signs: Signs) -> Undone {
    let mut undone = Undone::default();
    if signs.double {
        restore_lines(text, &mut undone);
    }
    if signs.voicing {
        let text = undone.text.as_deref().unwrap_or(text);
        let composed = composed(text, &mut undone.decomposed);
        undone.text = composed.or(undone.text);
    }
    undone
}

/// Lines with their ends and numbers, as [`super::lines`] counts them.
fn numbered(text: &str) -> impl Iterator<Item = (u32, &str)> {
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

fn restore_lines(text: &str, undone: &mut Undone) {
    let mut restored = String::with_capacity(text.len());
    let (mut lines, mut from) = (Vec::new(), "");
    for (number, line) in numbered(text) {
        match restore(line) {
            Some(found) => {
                restored.push_str(&found.text);
                lines.push(number);
                from = found.from;
                undone.lossy.extend(found.is_lossy.then_some(number));
            }
            None => restored.push_str(line),
        }
    }
    if !lines.is_empty() {
        undone.text = Some(restored);
        undone.double_encoded = Some((lines, from));
    }
}

/// A line as it was before it was read in a wrong encoding.
struct Restored {
    text: String,
    from: &'static str,
    is_lossy: bool,
}

/// The text of a line that was read in a wrong encoding, once or several times.
fn restore(line: &str) -> Option<Restored> {
    if line.is_ascii() {
        return None;
    }
    let mut found: Option<Restored> = None;
    let mut text = Cow::Borrowed(line);
    for _ in 0..ROUNDS {
        let once = [(WINDOWS_1252.name(), latin_bytes(&text)), (SHIFT_JIS.name(), shift_jis_bytes(&text))];
        let mut once =
            once.into_iter().filter_map(|(from, bytes)| Some((from, String::from_utf8(bytes?).ok()?)));
        let Some((from, before)) = once.next() else {
            break;
        };
        if before.contains(is_japanese) {
            found = Some(Restored { text: before.clone(), from, is_lossy: false });
        }
        text = Cow::Owned(before);
    }
    found.or_else(|| restore_lossy(line))
}

/// The text of a line that has lost bytes on the way, where most of it is there.
fn restore_lossy(line: &str) -> Option<Restored> {
    let is_sign = |c: char| matches!(c, '縺' | '繧' | '繝');
    if line.chars().filter(|c| is_sign(*c)).count() < 2 {
        return None;
    }
    // A dot of the text itself has become 繝ｻ.
    let holes = line.chars().filter(|c| matches!(c, '\u{fffd}' | '・')).count();
    let mut bytes = Vec::with_capacity(line.len());
    for part in line.split_inclusive(['\u{fffd}', '・']) {
        let words = part.trim_end_matches(['\u{fffd}', '・']);
        bytes.extend(shift_jis_bytes(words)?);
        bytes.extend((words.len() < part.len()).then_some(0xff));
    }
    let text = String::from_utf8_lossy(&bytes).replace("\u{fffd}\u{fffd}", "\u{fffd}");
    let lost = text.chars().filter(|c| *c == '\u{fffd}').count();
    let read = text.chars().filter(|c| is_japanese(*c)).count();
    let is_likely = lost <= 2 * holes && read >= 2 * lost && !text.contains(is_sign);
    is_likely.then_some(Restored { text, from: SHIFT_JIS.name(), is_lossy: true })
}

/// The bytes of text that was read as Latin-1 or windows-1252.
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

/// The bytes of text that was read as Shift_JIS.
fn shift_jis_bytes(text: &str) -> Option<Vec<u8>> {
    let (bytes, _, is_lost) = SHIFT_JIS.encode(text);
    (!is_lost).then(|| bytes.into_owned())
}

/// The text with kana and the voicing marks behind them as one character each, where there are any.
fn composed(text: &str, lines: &mut Vec<u32>) -> Option<String> {
    let is_mark = |c: char| matches!(c, '\u{3099}' | '\u{309a}');
    let mut composed = String::with_capacity(text.len());
    for (number, line) in numbered(text) {
        let before = composed.len();
        for c in line.chars() {
            let last = composed[before..].chars().next_back().filter(|_| is_mark(c));
            match last
                .filter(|last| matches!(last, 'ぁ'..='ヿ'))
                .and_then(|last| Some((last, compose(last, c)?)))
            {
                Some((last, one)) => {
                    composed.truncate(composed.len() - last.len_utf8());
                    composed.push(one);
                    if lines.last() != Some(&number) {
                        lines.push(number);
                    }
                }
                None => composed.push(c),
            }
        }
    }
    (!lines.is_empty()).then_some(composed)
}

/// True for text that was read in a wrong encoding, whether it can be undone or not: a tenth of its
/// letters, and twenty of them, are those that Japanese becomes.
pub fn is_garbled(text: &str) -> bool {
    let is_sign = |c: char| {
        matches!(
            c,
            'ã' | 'å'
                | 'æ'
                | 'ç'
                | 'è'
                | 'é'
                | 'Ã'
                | 'ƒ'
                | '‚'
                | 'Ž'
                | '¤'
                | '¥'
                | '縺'
                | '繧'
                | '繝'
                | '\u{fffd}'
                | '锟'
                | '斤'
                | '拷'
                | '\u{80}'..='\u{9f}'
        )
    };
    let letters = text.chars().filter(|c| !c.is_ascii());
    let (signs, all) =
        letters.fold((0_usize, 0_usize), |(signs, all), c| (signs + usize::from(is_sign(c)), all + 1));
    signs >= 20 && signs * 10 >= all
}
