//! Files of several encodings: which one each line is in, so that the whole is likeliest.

use std::ops::Range;

use encoding_rs::{EUC_JP, Encoding, ISO_2022_JP, SHIFT_JIS, UTF_8};
use memchr::memchr2;

use super::jis;

/// The encodings that a line may be in.
const ENCODINGS: [&Encoding; 4] = [UTF_8, SHIFT_JIS, EUC_JP, ISO_2022_JP];

/// How well bytes read in each of [`ENCODINGS`].
type Scores = [i32; 4];

/// What it costs to go on in another encoding: a stray byte does not.
const SWITCH: i32 = 12;

/// What a byte costs that is not in an encoding.
const ERROR: i32 = -10;

/// Lines that are in one encoding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Their bytes.
    pub bytes: Range<usize>,
    /// Their encoding.
    pub encoding: &'static Encoding,
    /// How well they read in it: above 0 where there is Japanese in them.
    pub score: i32,
}

/// Splits a file into pieces of one encoding: each line in the one that it reads best in, with few changes.
pub fn split_by_encoding(bytes: &[u8]) -> Vec<Piece> {
    let lines = line_ranges(bytes);
    let mut best: Scores = [0; 4];
    let mut came_from: Vec<[u8; 4]> = Vec::with_capacity(lines.len());
    let mut scores: Vec<Scores> = Vec::with_capacity(lines.len());
    for line in &lines {
        let own = scores_of(&bytes[line.clone()]);
        let top = best_state(&best);
        let mut from = [0, 1, 2, 3];
        let mut next = best;
        for state in 0..4 {
            if best[top] - SWITCH > best[state] {
                (next[state], from[state]) = (best[top] - SWITCH, u8::try_from(top).unwrap_or_default());
            }
            next[state] = next[state].saturating_add(own[state]);
        }
        best = next;
        came_from.push(from);
        scores.push(own);
    }
    let mut state = best_state(&best);
    let mut pieces: Vec<Piece> = Vec::new();
    for ((line, from), own) in lines.into_iter().zip(&came_from).zip(&scores).rev() {
        match pieces.last_mut().filter(|piece| piece.encoding == ENCODINGS[state]) {
            Some(piece) => {
                piece.bytes.start = line.start;
                piece.score = piece.score.saturating_add(own[state]);
            }
            None => pieces.push(Piece { bytes: line, encoding: ENCODINGS[state], score: own[state] }),
        }
        state = usize::from(from[state]);
    }
    pieces.reverse();
    pieces
}

/// Returns the index of the highest score, the first of equal ones.
fn best_state(scores: &Scores) -> usize {
    (1..4).fold(0, |top, state| if scores[state] > scores[top] { state } else { top })
}

/// Returns the byte ranges of the lines, their ends included.
fn line_ranges(bytes: &[u8]) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut start = 0;
    while start < bytes.len() {
        let end = memchr2(b'\n', b'\r', &bytes[start..]).map_or(bytes.len(), |at| start + at + 1);
        let end = end + usize::from(bytes[..end].ends_with(b"\r") && bytes.get(end) == Some(&b'\n'));
        lines.push(start..end);
        start = end;
    }
    lines
}

/// Returns how well a line reads in each encoding: all 0 for ASCII without JIS escapes.
fn scores_of(line: &[u8]) -> Scores {
    let escapes = jis::has_escapes(line);
    if line.is_ascii() {
        // No other encoding has these escapes.
        let is_jis = escapes && jis::decode(line).1.is_empty();
        return [0, 0, 0, if is_jis { 4 * SWITCH } else { 0 }];
    }
    let wide = line.iter().filter(|byte| !byte.is_ascii()).count();
    let jis = i32::try_from(wide).unwrap_or(i32::MAX / 64).saturating_mul(ERROR);
    [
        score_utf_8(line),
        score_characters(line, measure_shift_jis),
        score_characters(line, measure_euc_jp),
        jis,
    ]
}

/// Returns the score of a line as UTF-8; by chance three bytes are seldom one of its Japanese characters.
fn score_utf_8(line: &[u8]) -> i32 {
    let mut score = 0_i32;
    for chunk in line.utf8_chunks() {
        let japanese = chunk.valid().chars().filter(|c| is_japanese(*c)).count();
        score = score.saturating_add(i32::try_from(japanese).unwrap_or(i32::MAX / 64).saturating_mul(6));
        score = score.saturating_add(if chunk.invalid().is_empty() { 0 } else { ERROR });
    }
    score
}

/// True for kana, kanji and Japanese punctuation.
pub fn is_japanese(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{30ff}' | '㐀'..='䶿' | '一'..='鿿' | '\u{f900}'..='\u{faff}' | '\u{ff01}'..='\u{ff9f}')
}

/// Returns the score of a line; `character` gives the length and score of the character that bytes begin
/// with.
fn score_characters(line: &[u8], character: fn(&[u8]) -> (usize, i32)) -> i32 {
    let mut score = 0_i32;
    let mut rest = line;
    while let Some(at) = rest.iter().position(|byte| !byte.is_ascii()) {
        let (length, own) = character(&rest[at..]);
        score = score.saturating_add(own);
        rest = &rest[at + length..];
    }
    score
}

/// Returns the length and score of a character of Shift_JIS. Half-width kana and rare kanji score 0: text of
/// other encodings is full of both when it is read so.
fn measure_shift_jis(bytes: &[u8]) -> (usize, i32) {
    match bytes {
        [0xa1..=0xdf, ..] => (1, 0),
        [0x82, 0x9f..=0xf1, ..] => (2, 2),
        [lead @ (0x81..=0x9f | 0xe0..=0xfc), 0x40..=0x7e | 0x80..=0xfc, ..] => match lead {
            0x81..=0x83 | 0x88..=0x97 => (2, 1),
            0x85 | 0x86 | 0xeb | 0xec | 0xef => (2, ERROR),
            _ => (2, 0),
        },
        _ => (1, ERROR),
    }
}

/// Returns the length and score of a character of EUC-JP.
fn measure_euc_jp(bytes: &[u8]) -> (usize, i32) {
    match bytes {
        [0x8e, 0xa1..=0xdf, ..] => (2, 0),
        [0x8f, 0xa1..=0xfe, 0xa1..=0xfe, ..] => (3, 0),
        [0xa4, 0xa1..=0xf3, ..] => (2, 2),
        [lead @ (0xa1..=0xa8 | 0xad | 0xb0..=0xf4 | 0xf9..=0xfc), 0xa1..=0xfe, ..] => match lead {
            0xa1..=0xa5 | 0xb0..=0xcf => (2, 1),
            _ => (2, 0),
        },
        _ => (1, ERROR),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encodings(parts: &[(&'static Encoding, &str)]) -> Vec<(&'static str, usize)> {
        let bytes: Vec<u8> =
            parts.iter().flat_map(|(encoding, text)| encoding.encode(text).0.into_owned()).collect();
        split_by_encoding(&bytes)
            .iter()
            .map(|piece| {
                (piece.encoding.name(), bytes[piece.bytes.clone()].split(|b| *b == b'\n').count() - 1)
            })
            .collect()
    }

    const PAGE: &str = "システム名\t見本医療連携\n代表団体\t見本市医師会\n\n稼働状況\t運用中\n";

    #[test]
    fn each_run_of_lines_has_its_encoding() {
        for (one, other) in [
            (UTF_8, SHIFT_JIS),
            (SHIFT_JIS, UTF_8),
            (UTF_8, EUC_JP),
            (EUC_JP, SHIFT_JIS),
            (SHIFT_JIS, EUC_JP),
            (UTF_8, ISO_2022_JP),
            (ISO_2022_JP, EUC_JP),
        ] {
            for page in [PAGE.to_owned(), PAGE.replace('\n', "\r\n")] {
                let want = [(one.name(), 5), (other.name(), 4)];
                let found = encodings(&[(one, &page), (other, &page)]);
                assert_eq!(found.iter().map(|piece| piece.0).collect::<Vec<_>>(), want.map(|piece| piece.0));
                assert_eq!(found.iter().map(|piece| piece.1).sum::<usize>(), 8);
            }
        }
        let three = [(UTF_8, PAGE), (SHIFT_JIS, "長野県松本市と塩尻市\n"), (UTF_8, PAGE)];
        assert_eq!(encodings(&three), [("UTF-8", 4), ("Shift_JIS", 1), ("UTF-8", 4)]);
    }

    #[test]
    fn stray_bytes_are_no_piece() {
        for stray in [b"a\xffb\n".as_slice(), b"\x93quoted\n", b"\x80\n"] {
            let bytes = [PAGE.as_bytes(), stray, PAGE.as_bytes()].concat();
            assert_eq!(split_by_encoding(&bytes).len(), 1, "{stray:x?}");
        }
    }
}
