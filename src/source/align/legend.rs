//! The legend of 導入効果 among the letters of a page: whole, or cut at a line's width.

use super::super::join::mark_sign;
use super::super::legend::LETTERS;
use super::names::begins_line;
use super::stream::{Boundary, Stream};

/// So many letters of it show that it is one.
const ENOUGH: usize = 3;

/// How many lines below its beginning the rest of a cut legend is looked for.
const WITHIN: usize = 6;

/// Returns the spans of letters that are the legend, in page order.
pub fn find_spans(stream: &Stream<'_>) -> Vec<(usize, usize)> {
    let wanted: Vec<char> = LETTERS.chars().collect();
    let mut found = Vec::new();
    let starts = stream.letters.windows(2).enumerate();
    let starts = starts.filter(|(_, pair)| pair[0].c == wanted[0] && pair[1].c == wanted[1]);
    for (at, _) in starts {
        let (read, end) = match_letters(stream, at, &wanted);
        if read < ENOUGH {
            continue;
        }
        found.push((at, end));
        if read < wanted.len() {
            found.extend(cut_spans(stream, at, &wanted[read..]));
        }
    }
    found
}

/// Returns the spans of a cut legend's remaining letters, at the beginnings of the lines below.
fn cut_spans(stream: &Stream<'_>, at: usize, wanted: &[char]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut left = wanted;
    let first = stream.letters[at].piece as usize + 1;
    for piece in stream.pieces.iter().skip(first).take(WITHIN) {
        if stream.letters.get(piece.first).is_none() || !begins_line(stream, piece.first) {
            continue;
        }
        let (read, end) = match_letters(stream, piece.first, left);
        let is_parted = stream.letters.get(end).is_none_or(|next| next.before > Boundary::Glued);
        if read > 1 && is_parted {
            found.push((piece.first, end));
            left = &left[read..];
        }
        if left.is_empty() {
            break;
        }
    }
    found
}

/// Returns how many of the wanted letters begin here, commas between them ignored, and the index behind them.
fn match_letters(stream: &Stream<'_>, at: usize, wanted: &[char]) -> (usize, usize) {
    let (mut read, mut end) = (0, at);
    for (place, letter) in stream.letters.iter().enumerate().skip(at) {
        if read == wanted.len() {
            break;
        }
        let sign = mark_sign(letter.c.encode_utf8(&mut [0; 4])).unwrap_or(letter.c);
        // A mark may be misread: what stands alone in its brackets is one.
        let is_alone = || stream.letters.get(place + 1).is_some_and(|next| next.c == ')');
        let is_mark = matches!(wanted[read], '○' | '△' | '×') && is_alone();
        if sign == wanted[read] || is_mark {
            read += 1;
            end = place + 1;
        } else if !matches!(letter.c, '、' | ',') || read == 0 {
            break;
        }
    }
    (read, end)
}
