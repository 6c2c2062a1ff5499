//! The letters of words as the ledger compares them.

use unicode_normalization::UnicodeNormalization;

use crate::text::fold::{hiragana, twin};

/// The legend's letters: converters cut it over several lines.
const LEGEND: &str = "凡例効果ありどちらとも言えない効果なし";

/// Returns about how many bytes of letters words have: the same for the same words.
pub fn weight(words: &str) -> i64 {
    // No branch, and few enough for a byte to count: many bytes are looked at in one step.
    let is_letter = |byte: &u8| {
        let (letter, digit) = ((byte | 0x20).wrapping_sub(b'a'), byte.wrapping_sub(b'0'));
        u8::from((*byte >= 0x80) | (letter < 26) | (digit < 10))
    };
    let of_chunk = |chunk: &[u8]| i64::from(chunk.iter().map(is_letter).fold(0_u8, u8::wrapping_add));
    words.as_bytes().chunks(usize::from(u8::MAX)).map(of_chunk).sum()
}

/// Returns the letters of words as they are compared, each with the byte offset of its character.
pub fn letters(words: &str) -> impl Iterator<Item = (usize, char)> {
    words.char_indices().flat_map(|(at, c)| {
        let folded = if c.is_ascii() || is_kana_or_kanji(c) {
            [c].into_iter().collect()
        } else {
            std::iter::once(c).nfkc().collect::<Vec<char>>()
        };
        folded.into_iter().filter(|c| c.is_alphanumeric()).map(move |c| (at, c))
    })
}

/// True for kana and kanji that NFKC leaves as they are.
fn is_kana_or_kanji(c: char) -> bool {
    matches!(c, 'ぁ'..='ゖ' | 'ァ'..='ヺ' | 'ー' | '一'..='鿿')
}

/// True if all letters of a line that are not read are letters of the legend.
pub fn is_legend_rest(own: &[(usize, char)], is_read: &[bool]) -> bool {
    let mut left = own.iter().zip(is_read).filter(|(_, is_read)| !**is_read);
    left.all(|((_, c), _)| LEGEND.chars().map(legend_letter).any(|letter| letter == legend_letter(*c)))
}

/// Marks the letters of a legend from 凡例 on; all letters of the line if it does not have that.
pub fn cover_legend(own: &[(usize, char)], is_read: &mut [bool]) {
    let mut wanted = LEGEND.chars().map(legend_letter).peekable();
    let from = own.windows(2).position(|pair| pair[0].1 == '凡' && pair[1].1 == '例');
    if from.is_none() {
        return is_read.fill(true);
    }
    for ((_, c), is_read) in own.iter().zip(is_read).skip(from.unwrap_or_default()) {
        if wanted.peek() == Some(&legend_letter(*c)) {
            wanted.next();
            *is_read = true;
        } else if !*is_read {
            break;
        }
    }
}

/// Returns a letter without its voicing mark, which may be apart, as hiragana of today's form.
fn legend_letter(c: char) -> char {
    hiragana(twin(std::iter::once(c).nfd().next().unwrap_or(c)))
}
