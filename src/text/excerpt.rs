//! Shortens a long text around its matches.

use std::collections::HashSet;
use std::ops::Range;

use super::width::{cells, cut, cut_front};

/// Returns the beginning of a text in whole characters, of so many bytes at most.
#[must_use]
pub fn beginning(text: &str, bytes: usize) -> &str {
    let boundary = (0..=bytes.min(text.len())).rev().find(|at| text.is_char_boundary(*at));
    text.get(..boundary.unwrap_or_default()).unwrap_or_default()
}

/// Returns the parts of `text` that show every distinct word of `found` once, each with at most
/// `around` cells of context on either side; the whole text if it takes at most `whole` cells.
///
/// `found` is byte ranges of whole graphemes, in order, not overlapping; if it is empty, the beginning of
/// the text is returned. The parts are byte ranges in order, of which no two touch; a found range is in
/// one part or in none. A range is only left out if a part contains the same word.
#[must_use]
pub fn excerpt(text: &str, found: &[Range<usize>], around: usize, whole: usize) -> Vec<Range<usize>> {
    let is_whole = cells(text) <= whole;
    if is_whole || found.is_empty() {
        let end = if is_whole { text.len() } else { cut(text, whole).len() };
        return std::iter::once(0..end).filter(|part| !part.is_empty()).collect();
    }
    let mut seen = HashSet::new();
    let mut parts: Vec<Range<usize>> = Vec::new();
    for (at, range) in found.iter().enumerate() {
        let is_new = seen.insert(&text[range.clone()]);
        let close = parts.last().is_some_and(|part| range.start <= part.end);
        if !is_new && !close {
            continue;
        }
        // A repeated word at the end of a part is included whole, without its context.
        let around = if is_new { around } else { 0 };
        let end = range.end + cut(&text[range.end..], around).trim_end().len();
        let mut start = range.start - cut_front(&text[..range.start], around).trim_start().len();
        if let Some(before) = found[..at].last().filter(|before| start < before.end) {
            start = start.min(before.start);
        }
        match parts.last_mut() {
            Some(part) if start <= part.end => part.end = part.end.max(end),
            Some(_) | None => parts.push(start..end),
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_segmentation::UnicodeSegmentation;

    use super::*;
    use crate::text::alphabet::mixed_text;

    /// The parts as words, `…` between them, of a text whose found words stand in brackets.
    fn shown(marked: &str, around: usize, whole: usize) -> String {
        let mut text = String::new();
        let mut found = Vec::new();
        for part in marked.split_inclusive(['[', ']']) {
            let start = text.len();
            text.push_str(part.trim_end_matches(['[', ']']));
            if part.ends_with(']') {
                found.push(start..text.len());
            }
        }
        excerpt(&text, &found, around, whole)
            .into_iter()
            .map(|part| &text[part])
            .collect::<Vec<_>>()
            .join("…")
    }

    #[test]
    fn a_short_text_is_whole_and_a_long_one_is_its_words_and_what_is_around() {
        assert_eq!(shown("地域の[医療]を支える", 4, 20), "地域の医療を支える");
        assert_eq!(shown("地域の[医療]を支える", 4, 10), "域の医療を支");
        assert_eq!(shown("地域の医療を支える", 4, 10), "地域の医療");
        assert_eq!(shown("", 4, 10), "");
        assert_eq!(shown("[地域]の医療と介護を支え、患者の[情報]を共有する", 2, 10), "地域の…の情報を");
    }

    #[test]
    fn a_word_that_comes_again_is_seen_once_and_never_in_half() {
        assert_eq!(shown("[医療]と介護と福祉と[医療]", 2, 10), "医療と");
        assert_eq!(shown("[医療]と[医療]と福祉と介護", 2, 10), "医療と医療");
        assert_eq!(shown("[医療]と福祉と介護と[医療]の[情報]", 4, 10), "医療と福…医療の情報");
    }

    proptest! {
        #[test]
        fn every_word_is_in_a_part_and_parts_are_apart(
            text in mixed_text(),
            picks in proptest::collection::vec(any::<bool>(), 40),
            around in 0usize..9,
        ) {
            let graphemes = text.grapheme_indices(true).zip(picks);
            let found: Vec<Range<usize>> = graphemes
                .filter(|(_, picked)| *picked)
                .map(|((start, grapheme), _)| start..start + grapheme.len())
                .collect();
            let parts = excerpt(&text, &found, around, 3);
            prop_assert!(parts.windows(2).all(|pair| pair[0].end < pair[1].start));
            prop_assert!(parts.iter().all(|part| text.get(part.clone()).is_some_and(|part| !part.is_empty())));
            for range in &found {
                let inside = |part: &&Range<usize>| part.start <= range.start && range.end <= part.end;
                let is_cut = parts.iter().any(|part| {
                    part.start < range.end && range.start < part.end && !inside(&part)
                });
                prop_assert!(!is_cut);
                let same = |other: &&Range<usize>| text[(*other).clone()] == text[range.clone()];
                let seen = found.iter().filter(same).any(|other| {
                    parts.iter().any(|part| part.start <= other.start && other.end <= part.end)
                });
                prop_assert!(seen);
            }
        }
    }
}
