//! Where a text may begin to sound like a typed one: the first two sounds of its words.

use std::ops::Range;

use super::lattice::is_sounded;
use super::table::words_at;
use crate::text::kana::{code, lengthens, sound_of};
use crate::text::latin_to_kana::{Net, Typed};

/// The code of a missing second sound: the text ends.
const NONE: u16 = 0;

/// The first two sounds of a word of a text, and the word's position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct WordStart {
    /// The pair of sounds, see [`Beginnings::sounds`].
    pub sounds: u16,
    /// The position in characters; the last one also stands for those behind it.
    at: u16,
}

/// Returns the first two sounds at every position of a text, sorted, once each: a typed text that begins
/// with none of these does not match.
#[must_use]
pub fn first_sounds(text: &[char]) -> Box<[WordStart]> {
    let words = words_at_each_char(text);
    let firsts: Vec<Vec<char>> = words.iter().map(|words| initial_sounds(words)).collect();
    let first_at = |at: usize| firsts.get(at).map_or(&[][..], Vec::as_slice);
    let lengthenings = lengthenings(text);
    let mut starts = Vec::new();
    let mut pairs = Vec::new();
    for (at, words) in words.iter().enumerate() {
        for (length, sounds) in words {
            let Some((first, rest)) = sounds.split_first() else { continue };
            let end = at + length;
            push_sound_pairs(&mut pairs, *first, rest, first_at(end));
            // ー may be left out when typing.
            let lengthening = lengthenings[end];
            if lengthening > 0 && is_sounded(text[at]) {
                push_sound_pairs(&mut pairs, *first, rest, first_at(end + lengthening));
            }
        }
        let at = u16::try_from(at).unwrap_or(u16::MAX);
        starts.extend(pairs.drain(..).map(|sounds| WordStart { sounds, at }));
    }
    starts.sort_unstable();
    starts.dedup();
    starts.into()
}

/// Returns how many ー begin at each position.
fn lengthenings(text: &[char]) -> Vec<usize> {
    let mut runs = vec![0; text.len() + 1];
    for at in (0..text.len()).rev().filter(|at| text[*at] == 'ー') {
        runs[at] = runs[at + 1] + 1;
    }
    runs
}

/// A word of a text: its length in characters, and its sounds.
type Word = (usize, Vec<char>);

/// Returns the words at each position of a text; a kana is a word by itself.
fn words_at_each_char(text: &[char]) -> Vec<Vec<Word>> {
    let mut before = None;
    let at = |(at, char): (usize, &char)| {
        if is_sounded(*char) {
            let sound = sound_of(*char, before);
            before = Some(sound);
            return vec![(1, vec![sound])];
        }
        before = None;
        let mut words = Vec::new();
        words_at(&text[at..], &mut |length, reading, _| {
            words.push((length, reading.iter().map(|kana| sound_of(*kana, None)).collect()));
        });
        words
    };
    text.iter().enumerate().map(at).collect()
}

/// Returns the first sounds of words, once each.
fn initial_sounds(words: &[Word]) -> Vec<char> {
    let mut firsts: Vec<char> = words.iter().filter_map(|(_, sounds)| sounds.first().copied()).collect();
    firsts.sort_unstable();
    firsts.dedup();
    firsts
}

/// Adds the pairs of a sound and its followers: the rest of its word, else the next words. A sound that
/// only lengthens it may be left out.
fn push_sound_pairs(starts: &mut Vec<u16>, first: char, rest: &[char], next: &[char]) {
    match rest.split_first() {
        Some((second, after)) => {
            starts.push(sound_pair(first, Some(*second)));
            if lengthens(first, *second) {
                push_sound_pairs(starts, first, after, next);
            }
        }
        None if next.is_empty() => starts.push(sound_pair(first, None)),
        None => {
            starts.extend(next.iter().map(|second| sound_pair(first, Some(*second))));
            // The sound after a lengthening is not looked up: it may be any.
            if next.iter().any(|second| lengthens(first, *second)) {
                starts.push(sound_pair(first, None));
            }
        }
    }
}

fn sound_pair(first: char, second: Option<char>) -> u16 {
    let second = second.and_then(code).map_or(NONE, u16::from);
    u16::from(code(first).unwrap_or_default()) << 8 | second
}

/// The first sounds of a net, one of which a matching text must contain.
#[derive(Debug, Default)]
pub struct Beginnings {
    /// Ranges of sound pairs, see [`first_sounds`].
    sounds: Vec<Range<u32>>,
    /// Letters without a sound, one of which the text may contain instead.
    letters: Vec<char>,
}

impl Beginnings {
    /// Returns the beginnings of a net.
    #[must_use]
    pub fn new(net: &Net) -> Self {
        let mut beginnings = Self::default();
        for (unit, to) in net.steps(0) {
            let firsts: &[char] = match unit {
                Typed::Kana(kana) => &[*kana],
                Typed::Begun(kana) => kana,
                // Letters alone are matched as letters; there is no sound to lengthen.
                Typed::Other(letter) => {
                    beginnings.letters.extend(Some(*letter).filter(|_| !is_only_letters(net, *to)));
                    continue;
                }
                Typed::Long => continue,
            };
            for first in firsts {
                beginnings.add_pairs(net, *first, *to);
            }
        }
        beginnings
    }

    /// Adds the pairs of a first sound that leads to a node of the net.
    fn add_pairs(&mut self, net: &Net, first: char, to: usize) {
        let Some(row) = code(first).map(|code| u32::from(code) << 8) else { return };
        if net.is_last(to) {
            return self.sounds.push(row..row + 0x100);
        }
        for (second, _) in net.steps(to) {
            let seconds: &[char] = match second {
                Typed::Kana(second) => &[*second],
                Typed::Begun(seconds) => seconds,
                Typed::Long | Typed::Other(_) => {
                    self.sounds.push(row..row + 0x100);
                    continue;
                }
            };
            // At the end of a text, or after a long vowel, the second sound is unknown.
            self.sounds.push(row..row + 1);
            let seconds = seconds.iter().map(|second| u32::from(sound_pair(first, Some(*second))));
            self.sounds.extend(seconds.map(|second| second..second + 1));
        }
    }

    /// Returns the ranges of sound pairs, one of which a matching text has unless it has one of the letters.
    #[must_use]
    pub fn sounds(&self) -> &[Range<u32>] {
        &self.sounds
    }

    /// Returns the letters without a sound.
    #[must_use]
    pub fn letters(&self) -> &[char] {
        &self.letters
    }

    /// Returns the positions at which a text with these words may match, in rising order.
    #[must_use]
    pub fn positions(&self, text: &[char], starts: &[WordStart]) -> Vec<usize> {
        let mut positions = Vec::new();
        for range in &self.sounds {
            let from = starts.partition_point(|start| u32::from(start.sounds) < range.start);
            let here = starts[from..].iter().take_while(|start| u32::from(start.sounds) < range.end);
            for start in here {
                let at = usize::from(start.at);
                let end = if start.at == u16::MAX { text.len() } else { at + 1 };
                positions.extend(at..end);
            }
        }
        if !self.letters.is_empty() {
            let letters = text.iter().enumerate().filter(|(_, letter)| self.letters.contains(letter));
            positions.extend(letters.map(|(at, _)| at));
        }
        positions.sort_unstable();
        positions.dedup();
        positions
    }
}

/// True if only letters are left from a node of the net.
fn is_only_letters(net: &Net, mut place: usize) -> bool {
    while let [(Typed::Other(_), to)] = net.steps(place) {
        place = *to;
    }
    net.is_last(place)
}

#[cfg(test)]
mod tests {
    use super::super::lattice::Sounding;
    use super::*;
    use crate::text::fold::fold;

    #[test]
    fn the_starts_of_a_text_leave_out_nothing_that_it_sounds_like() {
        for (text, query) in [
            ("最上地域", "もがみ"),
            ("大阪府", "osaka"),
            ("東京都", "tokyo"),
            ("津市", "tushi"),
            ("の病院", "nobyouin"),
            ("サーバー", "saba"),
            ("埼玉", "s"),
            ("埼玉", "sh"),
        ] {
            let text: Vec<char> = fold(text).text.chars().collect();
            let net = Net::new(query);
            let starts = first_sounds(&text);
            let may = !Beginnings::new(&net).positions(&text, &starts).is_empty();
            assert_eq!(may, Sounding::find(&text, &net).is_some(), "{text:?} {query}");
        }
    }

    const BEGINNINGS: &[&str] = &[
        "k",
        "ka",
        "kan",
        "kanj",
        "o",
        "oo",
        "os",
        "i",
        "iry",
        "ip",
        "ku",
        "kur",
        "to",
        "tok",
        "tosh",
        "tsu",
        "sa",
        "s",
        "sh",
        "shi",
        "n",
        "ni",
        "nij",
        "hon",
        "jou",
        "chu",
        "en",
        "ku n",
        "ユーザ",
        "さば",
        "びょ",
        "びょういん",
        "とう",
        "おおさか",
        "ちいき",
        "きか",
        "こう",
        "よう",
        "の",
        "をえ",
        "っと",
        "ねっと",
    ];

    #[test]
    fn nothing_on_the_pages_sounds_like_what_its_starts_leave_out() {
        let pages = [include_str!("../../../seeds/tonet.txt"), include_str!("../../../seeds/mogaminet.txt")];
        let forms = pages.map(|page| fold(page).text);
        for phrase in forms.iter().flat_map(|form| crate::search::form::phrases(form)) {
            let text: Vec<char> = phrase.chars().collect();
            let starts = first_sounds(&text);
            for query in BEGINNINGS {
                let letters = fold(query).text;
                let net = Net::new(&letters);
                let starts = Beginnings::new(&net).positions(&text, &starts);
                // Letters are matched before sounds.
                let found = Sounding::find(&text, &net).filter(|_| !phrase.contains(&letters));
                assert!(found.is_none_or(|found| starts.contains(&found.chars.start)), "{phrase} {query}");
            }
        }
    }
}
