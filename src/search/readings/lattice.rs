//! Matches a typed text by sound: follows all words at a position with all their readings.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::table::words_beginning;
use crate::text::kana::{is_kana, lengthens, sound_of, vowel};
use crate::text::latin_to_kana::{Net, Typed};

/// A match by sound; less is better.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sounding {
    /// The matching characters of the text, in whole words.
    pub chars: Range<usize>,
    /// True if the last word's reading was typed in full.
    pub whole: bool,
}

impl Sounding {
    /// Returns the first match in a folded text, preferring one whose last word was typed in full. A
    /// match begins at a word; it may end within one, as the user may still be typing.
    #[must_use]
    pub fn find(text: &[char], net: &Net) -> Option<Self> {
        Self::find_at(0..text.len(), text, net)
    }

    /// As [`Self::find`], for matches that begin at one of these positions, which rise.
    #[must_use]
    pub fn find_at(starts: impl IntoIterator<Item = usize>, text: &[char], net: &Net) -> Option<Self> {
        let mut first = None;
        for start in starts {
            match Self::at(text, start, net) {
                Some(found) if found.whole => return Some(found),
                found => first = first.or(found),
            }
        }
        first
    }

    /// Returns the match at a position.
    #[must_use]
    pub fn at(text: &[char], start: usize, net: &Net) -> Option<Self> {
        // A match has at most this many characters. It also bounds the depth of the recursion.
        let end = text.len().min(start + 2 * net.node_count() + 2);
        let mut walk = LatticeWalk { text: &text[..end], net, known: FxHashMap::default() };
        let (end, whole) = walk.walk_from(start, 0, None)?;
        Some(Self { chars: start..end, whole })
    }
}

/// A walk through the readings of a text along a typed net.
struct LatticeWalk<'a> {
    text: &'a [char],
    net: &'a Net,
    /// The end by character of the text, node of the net and the kana before. Without this cache the
    /// number of paths would be exponential.
    known: FxHashMap<(usize, usize, Option<char>), Option<End>>,
}

/// The end of a walk, and whether a word ends there too.
type End = (usize, bool);

/// Returns the better of two ends: whole words before partial ones; of whole ones the longer, as 済 alone
/// is read ずみ too, and of partial ones the shorter.
fn better_end(one: Option<End>, other: Option<End>) -> Option<End> {
    let key = |(end, whole): &End| (!*whole, if *whole { usize::MAX - end } else { *end });
    [one, other].into_iter().flatten().min_by_key(key)
}

impl LatticeWalk<'_> {
    /// Continues from a character of the text and a node of the net; `before` is the last kana.
    fn walk_from(&mut self, at: usize, place: usize, before: Option<char>) -> Option<End> {
        if self.net.is_last(place) {
            // A っ is part of the syllable that it doubles.
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
        let end = if is_sounded(char) {
            self.walk_kana(at, place, char, before)
        } else {
            self.walk_word(at, place, char)
        };
        if place > 0 {
            self.known.insert((at, place, before), end);
        }
        end
    }

    /// Matches a kana of the text.
    fn walk_kana(&mut self, at: usize, place: usize, char: char, before: Option<char>) -> Option<End> {
        let net = self.net;
        let sound = sound_of(char, before);
        let mut best = None;
        for (unit, to) in net.steps(place) {
            if matches_kana(unit, sound, before) {
                best = better_end(best, self.walk_from(at + 1, *to, Some(sound)));
            }
        }
        // Many type `tokyo` for とうきょう; サーバ is サーバー in kana too.
        let may_skip = net.latin || char == 'ー';
        if best.is_none()
            && place > 0
            && may_skip
            && before.is_some_and(|before| lengthens(before, sound) || char == 'ー')
        {
            best = self.walk_from(at + 1, place, before);
        }
        best
    }

    /// Matches any other character: itself, or a word with its readings.
    fn walk_word(&mut self, at: usize, place: usize, char: char) -> Option<End> {
        let net = self.net;
        let itself = net.steps(place).iter().find(|(unit, _)| *unit == Typed::Other(char));
        if let Some((_, to)) = itself
            && let Some(end) = self.walk_from(at + 1, *to, None)
        {
            return Some(end);
        }
        let firsts: Vec<char> =
            net.steps(place).iter().flat_map(|(unit, _)| first_kana(unit)).copied().collect();
        if firsts.is_empty() {
            return None;
        }
        let mut next: Vec<(usize, usize, Option<char>)> = Vec::new();
        let mut ended: Option<End> = None;
        words_beginning(&self.text[at..], Some(&firsts), &mut |length, reading, _| {
            for (to, last, whole) in match_reading(reading, net, place) {
                if net.is_last(to) {
                    ended = better_end(ended, Some((at + length, whole)));
                } else if whole {
                    next.push((at + length, to, last));
                }
            }
        });
        for (at, place, before) in next {
            ended = better_end(ended, self.walk_from(at, place, before));
        }
        ended
    }
}

/// Returns the kana with which a word may begin to match a unit.
fn first_kana(typed: &Typed) -> &[char] {
    match typed {
        Typed::Kana(kana) => std::slice::from_ref(kana),
        Typed::Begun(kana) => kana,
        Typed::Long | Typed::Other(_) => &[],
    }
}

fn matches_kana(typed: &Typed, sound: char, before: Option<char>) -> bool {
    match typed {
        Typed::Kana(kana) => *kana == sound,
        Typed::Long => before.is_some_and(|before| vowel(before) == Some(sound) || lengthens(before, sound)),
        Typed::Begun(kana) => kana.contains(&sound),
        Typed::Other(_) => false,
    }
}

/// Matches a reading from a node of the net: returns the node that it leads to, its last kana, and
/// whether the whole reading was typed. There are several if a long vowel may be left out.
fn match_reading(reading: &[char], net: &Net, from: usize) -> Vec<(usize, Option<char>, bool)> {
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
            // A word is whole even if only the lengthening of its last vowel is missing.
            found.push((place, last, net.latin && is_long && at + 1 == reading.len()));
        }
        let mut go_on = |next: (usize, usize)| {
            if !open.contains(&next) {
                open.push(next);
            }
        };
        for (unit, to) in net.steps(place) {
            if matches_kana(unit, sound(at), last) {
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

/// True for a character that is its own sound.
pub fn is_sounded(char: char) -> bool {
    is_kana(char) || char == 'ー'
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold::fold;

    fn found(text: &str, query: &str) -> Option<String> {
        let text: Vec<char> = fold(text).text.chars().collect();
        let sounding = Sounding::find(&text, &Net::new(query))?;
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
}
