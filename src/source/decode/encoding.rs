//! Which encoding a file is in: byte order mark, NUL pattern, what it declares, what it looks like.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{EUC_JP, Encoding, ISO_2022_JP, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use memchr::{memchr, memmem};

use super::jis;
use super::text::decode_into;

/// So much of a file shows whether it is text.
const SNIFF: usize = 64 * 1024;

/// So much of a page may stand before what it declares.
const DECLARED_WITHIN: usize = 4096;

/// So much of a file is enough to distinguish legacy encodings.
const ENOUGH: usize = 256 * 1024;

/// The byte order mark of UTF-8.
pub const MARK: &[u8] = b"\xef\xbb\xbf";

/// A text of fewer bytes may have lost no byte of UTF-16.
const SHORT: usize = 64;

/// True if the beginning of a file is text: without NULs, or UTF-16, or with few control characters.
pub fn is_text(beginning: &[u8]) -> bool {
    memchr(0, beginning).is_none() || detect_utf_16(beginning).is_some() || has_few_controls(beginning)
}

/// True if fewer than one byte in a hundred is a control character; NULs at the end do not count, several in
/// a row once.
pub fn has_few_controls(bytes: &[u8]) -> bool {
    let end = bytes.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
    let mut before = b' ';
    let mut controls = 0;
    for byte in &bytes[..end] {
        let is_control = matches!(byte, 0..=8 | 0xb | 0x10..=0x1a | 0x1c..=0x1f);
        controls += usize::from(is_control && (*byte != 0 || before != 0));
        before = *byte;
    }
    controls * 100 < end
}

/// What a file declares and shows of its encoding before it is decoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EncodingClue {
    /// Its mark, its NUL bytes or its escapes show it.
    Shown(&'static Encoding),
    /// What it declares, if anything.
    Declared(Option<&'static Encoding>),
}

impl EncodingClue {
    /// Returns the encoding of the bytes that gave this clue; one that is declared counts only if it gives no
    /// errors.
    pub fn encoding(self, bytes: &[u8]) -> &'static Encoding {
        match self {
            Self::Shown(encoding) => encoding,
            Self::Declared(Some(declared)) if is_valid(declared, bytes) => declared,
            Self::Declared(declared) => detect(bytes, declared),
        }
    }

    /// Returns the encoding that the file declares; `None` if it declares none, or shows its encoding
    /// otherwise.
    pub fn declared(self) -> Option<&'static Encoding> {
        match self {
            Self::Shown(_) => None,
            Self::Declared(declared) => declared,
        }
    }
}

/// Returns the clue to a file's encoding; `None` if it is no text.
pub fn find_clue(bytes: &[u8]) -> Option<EncodingClue> {
    let beginning = &bytes[..bytes.len().min(SNIFF)];
    let has_nul = memchr(0, bytes).is_some();
    if !bytes.starts_with(MARK)
        && let Some(encoding) = detect_utf_16(beginning)
    {
        return Some(EncodingClue::Shown(encoding));
    }
    if has_nul && !has_few_controls(bytes) {
        return None;
    }
    // A mark of UTF-8 is a declaration: what is appended to the file may be in another encoding.
    if bytes.starts_with(MARK) {
        return Some(EncodingClue::Declared(Some(UTF_8)));
    }
    if is_iso_2022_jp(beginning) {
        return Some(EncodingClue::Shown(ISO_2022_JP));
    }
    Some(EncodingClue::Declared(declared_encoding(&bytes[..bytes.len().min(DECLARED_WITHIN)])))
}

/// Returns the UTF-16 that the mark or the places of the NUL bytes show; `None` for other bytes.
fn detect_utf_16(beginning: &[u8]) -> Option<&'static Encoding> {
    let marked = match beginning {
        [0xff, 0xfe, ..] => Some(UTF_16LE),
        [0xfe, 0xff, ..] => Some(UTF_16BE),
        _ => None,
    };
    if marked.is_none() && (memchr(0, beginning).is_none() || has_only_stray_nuls(beginning)) {
        return None;
    }
    let whole = &beginning[..beginning.len() / 2 * 2];
    let at = |parity: usize| whole.iter().skip(parity).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (at(0), at(1));
    let encoding = marked.or({
        // A Japanese page has tags, numbers or line ends: at least one unit in a hundred.
        let enough = whole.len() / 200;
        // 一 and the ideographic space have a NUL on the other side.
        match (even, odd) {
            (0, 0) => None,
            // Two bytes a unit, all of them there.
            _ if !beginning.len().is_multiple_of(2) && beginning.len() < SHORT => None,
            (even, odd) if odd >= enough && odd > 3 * even => Some(UTF_16LE),
            (even, odd) if even >= enough && even > 3 * odd => Some(UTF_16BE),
            _ => None,
        }
    })?;
    let is_good = whole.is_empty() || marked.is_some() && even + odd == 0 || {
        let mut text = String::new();
        let errors = decode_into(encoding, whole, &mut text, |_| {});
        // The last unit may be half a character where the beginning ends.
        errors <= 1 + whole.len() / 200 && has_few_controls(text.as_bytes())
    };
    is_good.then_some(encoding)
}

/// True for text of another encoding that is valid but for a few NULs.
fn has_only_stray_nuls(beginning: &[u8]) -> bool {
    let is_read =
        |encoding: &'static Encoding| decode_into(encoding, beginning, &mut String::new(), |_| {}) <= 1;
    has_few_controls(beginning)
        && !beginning.is_ascii()
        && [UTF_8, SHIFT_JIS, EUC_JP].into_iter().any(is_read)
}

/// True for seven-bit text that is valid with its escapes to and from JIS.
fn is_iso_2022_jp(beginning: &[u8]) -> bool {
    beginning.is_ascii()
        && jis::has_escapes(beginning)
        && jis::decode(beginning).1.len() <= 1 + beginning.len() / 200
}

/// Returns the encoding that a page declares: `<meta charset=…>`, `content="text/html; charset=…"`, `<?xml
/// encoding="…"?>`.
fn declared_encoding(beginning: &[u8]) -> Option<&'static Encoding> {
    // Only what stands in a tag declares anything.
    let tag = memchr(b'<', beginning)?;
    let beginning = beginning[tag..].to_ascii_lowercase();
    let found = |name: &[u8], before: &[u8]| {
        let at = memmem::find(&beginning, name)?;
        let tag = beginning[..at].iter().rposition(|byte| *byte == b'<')?;
        beginning[tag + 1..].starts_with(before).then_some(at + name.len())
    };
    let at = found(b"charset", b"meta").or_else(|| found(b"encoding", b"?xml"))?;
    let is_sign = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'=' | b'"' | b'\'');
    let label = &beginning[at..];
    let label = &label[label.iter().position(|byte| !is_sign(byte))?..];
    let end = label.iter().position(|byte| is_sign(byte) || matches!(byte, b'>' | b';' | b'?' | b'/'));
    let encoding = Encoding::for_label_no_replacement(&label[..end.unwrap_or(label.len())])?;
    // Whoever could read the declaration is not reading UTF-16.
    Some(if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding })
}

/// Returns the encoding that the bytes look most like; `declared` is one that gave errors.
fn detect(bytes: &[u8], declared: Option<&'static Encoding>) -> &'static Encoding {
    if is_valid(UTF_8, bytes) {
        return UTF_8;
    }
    let (errors_of_utf_8, characters) = count_utf_8(bytes);
    // By chance other text is not UTF-8 for long.
    if characters >= 20 * errors_of_utf_8 {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    let guess = detector.guess(Some(b"jp"), Utf8Detection::Allow);
    let sample = &bytes[..bytes.len().min(ENOUGH)];
    let candidates = declared.into_iter().chain([guess, SHIFT_JIS, EUC_JP]);
    let mut best = (i64::MIN, WINDOWS_1252);
    for encoding in candidates {
        let likeness = japanese_score(encoding, sample);
        if likeness > best.0 {
            best = (likeness, encoding);
        }
    }
    best.1
}

/// Returns the counts of errors and of characters of several bytes in bytes read as UTF-8.
fn count_utf_8(bytes: &[u8]) -> (usize, usize) {
    let (mut errors, mut characters) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        errors += usize::from(!chunk.invalid().is_empty());
        characters += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
    }
    (errors, characters)
}

/// Returns how much bytes look like Japanese in this encoding: high for hiragana, low for errors and private
/// characters.
fn japanese_score(encoding: &'static Encoding, bytes: &[u8]) -> i64 {
    let mut text = String::new();
    let errors = decode_into(encoding, bytes, &mut text, |_| {});
    let likeness: i64 = text
        .chars()
        .map(|c| match c {
            'ぁ'..='ん' | '、' | '。' => 2,
            'ァ'..='ー' | '一'..='龥' => 1,
            '｡'..='ﾟ' | '\u{80}'..='\u{ff}' | '\u{e000}'..='\u{f8ff}' => -1,
            _ => 0,
        })
        .sum();
    likeness - 10 * i64::try_from(errors).unwrap_or(i64::MAX / 20)
}

/// True if all bytes are valid in the encoding.
fn is_valid(encoding: &'static Encoding, bytes: &[u8]) -> bool {
    if encoding == UTF_8 {
        return std::str::from_utf8(bytes).is_ok();
    }
    encoding.decode_without_bom_handling_and_without_replacement(bytes).is_some()
}

/// Decodes bytes without their mark; returns the text and the numbers of the lines with bytes that are not in
/// the encoding.
pub fn decode_as(encoding: &'static Encoding, bytes: &[u8]) -> (String, Vec<u32>) {
    if encoding == ISO_2022_JP {
        return jis::decode(bytes);
    }
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 2);
    let mut lines = Vec::new();
    let (mut counted, mut line) = (0, 1_u32);
    let body = match (encoding == UTF_8, bytes) {
        (true, [0xef, 0xbb, 0xbf, rest @ ..]) => rest,
        (false, [0xff, 0xfe, rest @ ..]) if encoding == UTF_16LE => rest,
        (false, [0xfe, 0xff, rest @ ..]) if encoding == UTF_16BE => rest,
        _ => bytes,
    };
    // Half a unit at the end is no character.
    let is_half = (encoding == UTF_16LE || encoding == UTF_16BE) && !body.len().is_multiple_of(2);
    let body = &body[..body.len() - usize::from(is_half)];
    decode_into(encoding, body, &mut text, |text| {
        let before = &text.as_bytes()[counted..];
        let ends = before.iter().enumerate().filter(|(at, byte)| match **byte {
            b'\n' => true,
            b'\r' => before.get(at + 1) != Some(&b'\n'),
            _ => false,
        });
        line = line.saturating_add(u32::try_from(ends.count()).unwrap_or(u32::MAX));
        counted = text.len();
        if lines.last() != Some(&line) {
            lines.push(line);
        }
    });
    if is_half {
        let last = u32::try_from(super::text::lines(&text).count()).unwrap_or(u32::MAX).max(1);
        lines.extend((lines.last() != Some(&last)).then_some(last));
    }
    (text, lines)
}
