//! Where a text sounds like what was typed: all words at a place, with all their readings.

use std::ops::Range;

use super::words_at;
use crate::text::kana::{Typed, code, is_kana, lengthens, sound_of, typed};
use crate::text::romaji;

/// The ways of reading a term that have a sound: those that are only letters are found as letters.
#[must_use]
pub fn ways(term: &str) -> Vec<Vec<Typed>> {
    let sounds = |way: &Vec<Typed>| way.iter().any(|unit| !matches!(unit, Typed::Other(_)));
    typed(term).into_iter().filter(sounds).collect()
}

/// How a text sounds like what was typed; less is better.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sounding {
    /// The characters of the text that sound so, words whole.
    pub chars: Range<usize>,
    /// True where all of the last word's sound was typed.
    pub whole: bool,
}

impl Sounding {
    /// The first place in a text, folded, that sounds like one of the ways of reading what was typed.
    /// A place begins with a word; it may end within one, as what is typed may go on.
    #[must_use]
    pub fn find(text: &[char], ways: &[Vec<Typed>]) -> Option<Self> {
        (0..text.len()).find_map(|start| Self::at(text, start, ways))
    }

    /// The same at one place.
    #[must_use]
    pub fn at(text: &[char], start: usize, ways: &[Vec<Typed>]) -> Option<Self> {
        let ends = ways.iter().filter_map(|way| {
            let mut walk = Walk { text, way, dead: Vec::new() };
            walk.follow(start, 0, None)
        });
        // Whole words before halves, then as few characters as sound so.
        let (end, whole) = ends.min_by_key(|(end, whole)| (!*whole, *end))?;
        Some(Self { chars: start..end, whole })
    }
}

/// One way of reading, followed through a text.
struct Walk<'a> {
    text: &'a [char],
    way: &'a [Typed],
    /// Places that lead nowhere: character of the text, unit of what was typed.
    dead: Vec<(usize, usize)>,
}

/// Where a walk ended, and whether a word ends there too.
type End = (usize, bool);

impl Walk<'_> {
    /// Goes on from a character of the text and a unit of what was typed; `before` is the last kana.
    fn follow(&mut self, at: usize, unit: usize, before: Option<char>) -> Option<End> {
        if unit == self.way.len() {
            let lengthening = self.text[at..].iter().take_while(|char| **char == 'ー').count();
            return Some((at + lengthening, true));
        }
        let char = *self.text.get(at)?;
        if self.dead.contains(&(at, unit)) {
            return None;
        }
        let end = if char == 'ー' || is_kana(char) {
            self.kana(at, unit, sound_of(char, before), before)
        } else {
            self.word(at, unit, char)
        };
        if end.is_none() {
            self.dead.push((at, unit));
        }
        end
    }

    /// One kana of the text.
    fn kana(&mut self, at: usize, unit: usize, sound: char, before: Option<char>) -> Option<End> {
        if fits(&self.way[unit], sound)
            && let Some(end) = self.follow(at + 1, unit + 1, Some(sound))
        {
            return Some(end);
        }
        // `tokyo` is what many type for とうきょう.
        let may_skip = unit > 0 && before.is_some_and(|before| lengthens(before, sound));
        if may_skip { self.follow(at + 1, unit, before) } else { None }
    }

    /// Any other character: itself, or a word with its readings.
    fn word(&mut self, at: usize, unit: usize, char: char) -> Option<End> {
        if let Typed::Other(letter) = self.way[unit] {
            return if letter == char { self.follow(at + 1, unit + 1, None) } else { None };
        }
        let mut next: Vec<(usize, usize, Option<char>)> = Vec::new();
        let mut ended: Option<End> = None;
        words_at(&self.text[at..], &mut |length, reading, _| {
            for (taken, last, whole) in soundings(reading, &self.way[unit..]) {
                if unit + taken == self.way.len() {
                    let end = (at + length, whole);
                    if ended.is_none_or(|best| (!whole, end.0) < (!best.1, best.0)) {
                        ended = Some(end);
                    }
                } else if whole {
                    next.push((at + length, unit + taken, last));
                }
            }
        });
        if let Some((_, true)) = ended {
            return ended;
        }
        let on = next.into_iter().find_map(|(at, unit, before)| self.follow(at, unit, before));
        on.or(ended)
    }
}

fn fits(typed: &Typed, sound: char) -> bool {
    match typed {
        Typed::Kana(kana) => *kana == sound,
        Typed::Begun(kana) => kana.contains(&sound),
        Typed::Other(_) => false,
    }
}

/// How much of what was typed a reading takes: the number of units, its last kana, and whether all of
/// the reading was typed. Several where a long vowel may have been left out.
fn soundings(reading: &[char], typed: &[Typed]) -> Vec<(usize, Option<char>, bool)> {
    let mut open = vec![(0_usize, 0_usize)];
    let mut found = Vec::new();
    let sound = |place: usize| sound_of(reading[place], None);
    while let Some((place, taken)) = open.pop() {
        let last = place.checked_sub(1).map(&sound);
        if place == reading.len() {
            found.push((taken, last, true));
            continue;
        }
        if taken == typed.len() {
            // Only what makes the last vowel long may be missing for the word to be whole.
            let rest_lengthens =
                place > 0 && place + 1 == reading.len() && lengthens(sound(place - 1), sound(place));
            found.push((taken, last, rest_lengthens));
            continue;
        }
        if fits(&typed[taken], sound(place)) {
            open.push((place + 1, taken + 1));
        }
        if place > 0 && lengthens(sound(place - 1), sound(place)) {
            open.push((place + 1, taken));
        }
    }
    found.retain(|(taken, ..)| *taken > 0);
    found
}

/// Stands for no second sound: the text ends.
const NONE: u16 = 0;

/// The first two sounds of every place of a text, sorted, once each: what sounds like nothing of
/// these is not in it.
#[must_use]
pub fn starts(text: &[char]) -> Box<[u16]> {
    let firsts = firsts(text);
    let first_at = |at: usize| firsts.get(at).map_or(&[][..], Vec::as_slice);
    let mut starts = Vec::new();
    let mut before = None;
    for (at, char) in text.iter().enumerate() {
        if is_kana(*char) || *char == 'ー' {
            let sound = sound_of(*char, before);
            let rest: Vec<char> = text[at + 1..].iter().take_while(|next| **next == 'ー').copied().collect();
            add_starts(&mut starts, sound, &[], first_at(at + 1));
            // ー may be left out when typing.
            if !rest.is_empty() {
                add_starts(&mut starts, sound, &[], first_at(at + 1 + rest.len()));
            }
            before = Some(sound);
            continue;
        }
        before = None;
        words_at(&text[at..], &mut |length, reading, _| {
            let sounds: Vec<char> = reading.iter().map(|kana| sound_of(*kana, None)).collect();
            if let Some((first, rest)) = sounds.split_first() {
                add_starts(&mut starts, *first, rest, first_at(at + length));
            }
        });
    }
    starts.sort_unstable();
    starts.dedup();
    starts.into()
}

/// The sounds that a text may begin with at each of its places.
fn firsts(text: &[char]) -> Vec<Vec<char>> {
    let mut before = None;
    let at = |(at, char): (usize, &char)| {
        let mut firsts = Vec::new();
        if is_kana(*char) || *char == 'ー' {
            let sound = sound_of(*char, before);
            before = Some(sound);
            firsts.push(sound);
            return firsts;
        }
        before = None;
        words_at(&text[at..], &mut |_, reading, _| {
            firsts.extend(reading.first().map(|kana| sound_of(*kana, None)));
        });
        firsts.sort_unstable();
        firsts.dedup();
        firsts
    };
    text.iter().enumerate().map(at).collect()
}

/// Adds the starts of a sound with what may follow it: the rest of its word, else what comes next. A
/// sound that only lengthens it may be left out.
fn add_starts(starts: &mut Vec<u16>, first: char, rest: &[char], next: &[char]) {
    match rest.split_first() {
        Some((second, after)) => {
            starts.push(start(first, Some(*second)));
            if lengthens(first, *second) {
                add_starts(starts, first, after, next);
            }
        }
        None if next.is_empty() => starts.push(start(first, None)),
        None => {
            starts.extend(next.iter().map(|second| start(first, Some(*second))));
            // What follows a lengthening sound is not looked up: anything may.
            if next.iter().any(|second| lengthens(first, *second)) {
                starts.push(start(first, None));
            }
        }
    }
}

fn start(first: char, second: Option<char>) -> u16 {
    let second = second.and_then(code).map_or(NONE, u16::from);
    u16::from(code(first).unwrap_or_default()) << 8 | second
}

/// What the starts of a text must have one of, as ranges of [`starts`]; `None` where that says
/// nothing, as for words that begin with a kanji.
#[must_use]
pub fn typed_starts(ways: &[Vec<Typed>]) -> Option<Vec<Range<u32>>> {
    let mut ranges = Vec::new();
    for way in ways {
        for first in kana_of_unit(way.first()?)? {
            let row = u32::from(code(*first)?) << 8;
            let Some(seconds) = way.get(1).and_then(kana_of_unit) else {
                ranges.push(row..row + 0x100);
                continue;
            };
            // Where a text ends, or goes on after a long vowel, nothing is known of the second sound.
            ranges.push(row..row + 1);
            let seconds = seconds.iter().map(|second| u32::from(start(*first, Some(*second))));
            ranges.extend(seconds.map(|second| second..second + 1));
        }
    }
    Some(ranges)
}

/// The kana that a unit may be; `None` for another letter.
fn kana_of_unit(unit: &Typed) -> Option<&[char]> {
    match unit {
        Typed::Kana(kana) => Some(std::slice::from_ref(kana)),
        Typed::Begun(kana) => Some(kana),
        Typed::Other(_) => None,
    }
}

/// A text in Latin letters as it is most likely read, longest words first; `None` where a part of it
/// has no reading.
#[must_use]
pub fn latin(text: &[char]) -> Option<String> {
    let mut kana = String::new();
    let mut at = 0;
    while at < text.len() {
        let mut best: Option<(usize, String)> = None;
        let mut best_rank = 0;
        words_at(&text[at..], &mut |length, reading, rank| {
            let is_better = |longest: usize| length > longest || length == longest && rank < best_rank;
            if best.as_ref().is_none_or(|(longest, _)| is_better(*longest)) {
                best = Some((length, reading.iter().collect()));
                best_rank = rank;
            }
        });
        let (taken, reading) = best.unwrap_or_else(|| (1, text[at].to_string()));
        kana.push_str(&reading);
        at += taken;
    }
    romaji::latin(&kana)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold::fold;

    fn found(text: &str, query: &str) -> Option<String> {
        let text: Vec<char> = fold(text).text.chars().collect();
        let sounding = Sounding::find(&text, &ways(query))?;
        Some(text[sounding.chars].iter().collect())
    }

    #[test]
    fn kanji_are_found_by_every_reading_of_their_words() {
        for (text, query, expected) in [
            ("最上地域", "もがみ", Some("最上")),
            ("最上地域", "saijou", Some("最上")),
            ("最上地域", "mogamitiiki", Some("最上地域")),
            ("最上地域", "mogam", Some("最上")),
            ("埼玉利根保健医療圏", "saita", Some("埼玉")),
            ("埼玉利根保健医療圏", "hokenniryouken", Some("保健医療圏")),
            ("二次医療圏での連携", "renkei", Some("連携")),
            ("東京都", "tokyo", Some("東京")),
            ("大阪府", "osaka", Some("大阪")),
            ("サーバー", "saba", Some("さーばー")),
            ("サーバー", "sa-ba-", Some("さーばー")),
            ("新聞を読む", "shinnbunn", Some("新聞")),
            ("取り組みの工夫", "torikumi", Some("取り組")),
            ("糖尿病", "tounyoubyou", Some("糖尿病")),
            ("脳卒中", "nousotchuu", Some("脳卒中")),
            ("病院", "kouen", None),
            ("県立中央病院", "chuoubyouin", Some("中央病院")),
        ] {
            assert_eq!(found(text, query).as_deref(), expected, "{text} {query}");
        }
    }

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
            let ways = ways(query);
            let starts = starts(&text);
            let ranges = typed_starts(&ways).unwrap();
            let may =
                ranges.iter().any(|range| starts.iter().any(|start| range.contains(&u32::from(*start))));
            assert_eq!(may, Sounding::find(&text, &ways).is_some(), "{text:?} {query}");
        }
    }

    #[test]
    fn nothing_on_the_pages_sounds_like_what_its_starts_leave_out() {
        let queries = [
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
        let pages = [include_str!("../../../seeds/tonet.txt"), include_str!("../../../seeds/mogaminet.txt")];
        let forms = pages.map(|page| fold(page).text);
        for phrase in forms.iter().flat_map(|form| crate::search::form::phrases(form)) {
            let text: Vec<char> = phrase.chars().collect();
            let starts = starts(&text);
            for query in queries {
                let ways = ways(&fold(query).text);
                let Some(ranges) = typed_starts(&ways) else { continue };
                let may =
                    ranges.iter().any(|range| starts.iter().any(|start| range.contains(&u32::from(*start))));
                assert!(may || Sounding::find(&text, &ways).is_none(), "{phrase} {query}");
            }
        }
    }

    #[test]
    fn a_name_is_written_in_latin_letters() {
        let text: Vec<char> = fold("最上地域ネット").text.chars().collect();
        assert_eq!(latin(&text).as_deref(), Some("mogamichiikinetto"));
    }
}
