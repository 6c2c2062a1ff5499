//! Where a text sounds like what was typed: all words at a place, with all their readings.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::table::{words_at, words_beginning};
use crate::text::kana::{code, is_kana, lengthens, sound_of, vowel};
use crate::text::romaji;
use crate::text::typed::{Net, Typed};

/// How a text sounds like what was typed; less is better.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sounding {
    /// The characters of the text that sound so, words whole.
    pub chars: Range<usize>,
    /// True where all of the last word's sound was typed.
    pub whole: bool,
}

impl Sounding {
    /// The first place in a text, folded, that sounds like what was typed; one where all of the last
    /// word was typed before any other. A place begins with a word; it may end within one, as what is
    /// typed may go on.
    #[must_use]
    pub fn find(text: &[char], net: &Net) -> Option<Self> {
        let mut first = None;
        for start in 0..text.len() {
            match Self::at(text, start, net) {
                Some(found) if found.whole => return Some(found),
                found => first = first.or(found),
            }
        }
        first
    }

    /// The same at one place.
    #[must_use]
    pub fn at(text: &[char], start: usize, net: &Net) -> Option<Self> {
        // No more characters than this can sound so. It also bounds how deep the walk goes.
        let end = text.len().min(start + 2 * net.places() + 2);
        let mut walk = Walk { text: &text[..end], net, known: FxHashMap::default() };
        let (end, whole) = walk.follow(start, 0, None)?;
        Some(Self { chars: start..end, whole })
    }
}

/// The ways of reading what was typed, followed through a text.
struct Walk<'a> {
    text: &'a [char],
    net: &'a Net,
    /// Where it ends from a character of the text, a place in the net and the kana before. Without it
    /// the ways through a text would be followed one by one, and there are powers of them.
    known: FxHashMap<(usize, usize, Option<char>), Option<End>>,
}

/// Where a walk ended, and whether a word ends there too.
type End = (usize, bool);

/// The better of two: whole words before halves; of those the longer one, as 済 alone is read ずみ too,
/// and of halves the shorter.
fn better(one: Option<End>, other: Option<End>) -> Option<End> {
    let key = |(end, whole): &End| (!*whole, if *whole { usize::MAX - end } else { *end });
    [one, other].into_iter().flatten().min_by_key(key)
}

impl Walk<'_> {
    /// Goes on from a character of the text and a place in the net; `before` is the last kana.
    fn follow(&mut self, at: usize, place: usize, before: Option<char>) -> Option<End> {
        if self.net.is_last(place) {
            // A っ is half of the syllable that it doubles.
            let doubled =
                at > 0 && self.text[at - 1] == 'っ' && self.text.get(at).copied().is_some_and(is_kana);
            let at = at + usize::from(doubled);
            let lengthening = self.text[at..].iter().take_while(|char| **char == 'ー').count();
            return Some((at + lengthening, true));
        }
        let char = *self.text.get(at)?;
        if self.net.steps(place).is_empty() {
            return None;
        }
        if let Some(known) = self.known.get(&(at, place, before)) {
            return *known;
        }
        let end =
            if is_sounded(char) { self.kana(at, place, char, before) } else { self.word(at, place, char) };
        if place > 0 {
            self.known.insert((at, place, before), end);
        }
        end
    }

    /// One kana of the text.
    fn kana(&mut self, at: usize, place: usize, char: char, before: Option<char>) -> Option<End> {
        let net = self.net;
        let sound = sound_of(char, before);
        let mut best = None;
        for (unit, to) in net.steps(place) {
            if fits(unit, sound, before) {
                best = better(best, self.follow(at + 1, *to, Some(sound)));
            }
        }
        // `tokyo` is what many type for とうきょう; サーバ is サーバー in kana too.
        let may_skip = net.latin || char == 'ー';
        if best.is_none()
            && place > 0
            && may_skip
            && before.is_some_and(|before| lengthens(before, sound) || char == 'ー')
        {
            best = self.follow(at + 1, place, before);
        }
        best
    }

    /// Any other character: itself, or a word with its readings.
    fn word(&mut self, at: usize, place: usize, char: char) -> Option<End> {
        let net = self.net;
        let itself = net.steps(place).iter().find(|(unit, _)| *unit == Typed::Other(char));
        if let Some((_, to)) = itself
            && let Some(end) = self.follow(at + 1, *to, None)
        {
            return Some(end);
        }
        let firsts: Vec<char> =
            net.steps(place).iter().flat_map(|(unit, _)| firsts_of(unit)).copied().collect();
        if firsts.is_empty() {
            return None;
        }
        let mut next: Vec<(usize, usize, Option<char>)> = Vec::new();
        let mut ended: Option<End> = None;
        words_beginning(&self.text[at..], Some(&firsts), &mut |length, reading, _| {
            for (to, last, whole) in soundings(reading, net, place) {
                if net.is_last(to) {
                    ended = better(ended, Some((at + length, whole)));
                } else if whole {
                    next.push((at + length, to, last));
                }
            }
        });
        for (at, place, before) in next {
            ended = better(ended, self.follow(at, place, before));
        }
        ended
    }
}

/// The kana that a word may begin with to go on with this.
fn firsts_of(typed: &Typed) -> &[char] {
    match typed {
        Typed::Kana(kana) => std::slice::from_ref(kana),
        Typed::Begun(kana) => kana,
        Typed::Long | Typed::Other(_) => &[],
    }
}

fn fits(typed: &Typed, sound: char, before: Option<char>) -> bool {
    match typed {
        Typed::Kana(kana) => *kana == sound,
        Typed::Long => before.is_some_and(|before| vowel(before) == Some(sound) || lengthens(before, sound)),
        Typed::Begun(kana) => kana.contains(&sound),
        Typed::Other(_) => false,
    }
}

/// How much of what was typed a reading takes, from a place in the net: the place that it leads to, its
/// last kana, and whether all of the reading was typed. Several where a long vowel may have been left
/// out.
fn soundings(reading: &[char], net: &Net, from: usize) -> Vec<(usize, Option<char>, bool)> {
    let mut open = vec![(0_usize, from)];
    let mut done = 0;
    let mut found = Vec::new();
    let sound = |at: usize| sound_of(reading[at], None);
    while let Some((at, place)) = open.get(done).copied() {
        done += 1;
        let last = at.checked_sub(1).map(&sound);
        let is_long = last.is_some_and(|last| at < reading.len() && lengthens(last, sound(at)));
        if at == reading.len() {
            found.push((place, last, true));
            continue;
        }
        if at > 0 && net.is_last(place) {
            // Only what makes the last vowel long may be missing for the word to be whole.
            found.push((place, last, net.latin && is_long && at + 1 == reading.len()));
        }
        let mut go_on = |next: (usize, usize)| {
            if !open.contains(&next) {
                open.push(next);
            }
        };
        for (unit, to) in net.steps(place) {
            if fits(unit, sound(at), last) {
                go_on((at + 1, *to));
            }
        }
        if net.latin && is_long && place != from {
            go_on((at + 1, place));
        }
    }
    found.retain(|(place, ..)| *place != from);
    found
}

/// Stands for no second sound: the text ends.
const NONE: u16 = 0;

/// The first two sounds of every place of a text, sorted, once each: what sounds like nothing of
/// these is not in it.
#[must_use]
pub fn starts(text: &[char]) -> Box<[u16]> {
    let words = words(text);
    let firsts: Vec<Vec<char>> = words.iter().map(|words| firsts(words)).collect();
    let first_at = |at: usize| firsts.get(at).map_or(&[][..], Vec::as_slice);
    let mut starts = Vec::new();
    for (at, words) in words.iter().enumerate() {
        for (length, sounds) in words {
            let Some((first, rest)) = sounds.split_first() else { continue };
            let end = at + length;
            add_starts(&mut starts, *first, rest, first_at(end));
            // ー may be left out when typing.
            let lengthening = text[end..].iter().take_while(|next| **next == 'ー').count();
            if lengthening > 0 && is_sounded(text[at]) {
                add_starts(&mut starts, *first, rest, first_at(end + lengthening));
            }
        }
    }
    starts.sort_unstable();
    starts.dedup();
    starts.into()
}

/// True for what stands for its own sound.
fn is_sounded(char: char) -> bool {
    is_kana(char) || char == 'ー'
}

/// A word of a text: how many characters it is, and its sounds.
type Word = (usize, Vec<char>);

/// The words at each place of a text; a kana is one by itself.
fn words(text: &[char]) -> Vec<Vec<Word>> {
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

/// The sounds that words begin with, once each.
fn firsts(words: &[Word]) -> Vec<char> {
    let mut firsts: Vec<char> = words.iter().filter_map(|(_, sounds)| sounds.first().copied()).collect();
    firsts.sort_unstable();
    firsts.dedup();
    firsts
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

/// What a text must begin with somewhere to sound like what was typed.
#[derive(Debug, Default)]
pub struct Beginnings {
    /// Its [`starts`] have one in these ranges.
    sounds: Vec<Range<u32>>,
    /// Or it holds one of these letters, which have no sound.
    letters: Vec<char>,
}

impl Beginnings {
    /// What a net begins with.
    #[must_use]
    pub fn of(net: &Net) -> Self {
        let mut beginnings = Self::default();
        for (unit, to) in net.steps(0) {
            let firsts: &[char] = match unit {
                Typed::Kana(kana) => &[*kana],
                Typed::Begun(kana) => kana,
                // What is only letters has been found as letters; there is nothing to be made long.
                Typed::Other(letter) => {
                    beginnings.letters.extend(Some(*letter).filter(|_| !only_letters(net, *to)));
                    continue;
                }
                Typed::Long => continue,
            };
            for first in firsts {
                beginnings.add(net, *first, *to);
            }
        }
        beginnings
    }

    /// The starts of a first sound that leads to a place of the net.
    fn add(&mut self, net: &Net, first: char, to: usize) {
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
            // Where a text ends, or goes on after a long vowel, nothing is known of the second sound.
            self.sounds.push(row..row + 1);
            let seconds = seconds.iter().map(|second| u32::from(start(first, Some(*second))));
            self.sounds.extend(seconds.map(|second| second..second + 1));
        }
    }

    /// False for a text with these starts that sounds nowhere like what was typed.
    #[must_use]
    pub fn may_be_in(&self, text: &str, starts: &[u16]) -> bool {
        let mut sounds = self.sounds.iter();
        sounds.any(|range| {
            let from = starts.partition_point(|start| u32::from(*start) < range.start);
            starts.get(from).is_some_and(|start| u32::from(*start) < range.end)
        }) || self.letters.iter().any(|letter| text.contains(*letter))
    }
}

/// True where nothing but letters is left from a place of the net.
fn only_letters(net: &Net, mut place: usize) -> bool {
    while let [(Typed::Other(_), to)] = net.steps(place) {
        place = *to;
    }
    net.is_last(place)
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
        let sounding = Sounding::find(&text, &Net::of(query))?;
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
            ("取り組みの工夫", "torikumi", Some("取り組み")),
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
            let net = Net::of(query);
            let starts = starts(&text);
            let whole: String = text.iter().collect();
            let may = Beginnings::of(&net).may_be_in(&whole, &starts);
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
            let starts = starts(&text);
            for query in BEGINNINGS {
                let letters = fold(query).text;
                let net = Net::of(&letters);
                let may = Beginnings::of(&net).may_be_in(phrase, &starts);
                // What stands there as letters is found before any sound is asked for.
                let sounds = !phrase.contains(&letters) && Sounding::find(&text, &net).is_some();
                assert!(may || !sounds, "{phrase} {query}");
            }
        }
    }

    #[test]
    fn a_name_is_written_in_latin_letters() {
        let text: Vec<char> = fold("最上地域ネット").text.chars().collect();
        assert_eq!(latin(&text).as_deref(), Some("mogamichiikinetto"));
    }
}
