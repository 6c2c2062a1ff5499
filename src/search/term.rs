//! One term of a query: where it stands in a phrase, a text, a name.

use std::ops::Range;

use super::form::{Form, is_break, squeezed};
use super::query::Words;
use super::rank::{Fuzzy, Tier, letters_of};
use super::readings::{Sounding, typed_starts, ways};
use super::texts::{Phrase, Text};
use crate::model::{full_prefecture_names, short_prefecture};
use crate::text::fold::fold;
use crate::text::kana::{Typed, is_kana};

/// Longer terms are no words to be read aloud.
const LONGEST_READ: usize = 40;

/// A term, prepared for being looked for.
#[derive(Debug)]
pub struct Term {
    /// The term in its search form.
    pub text: String,
    /// Characters of it.
    pub length: usize,
    letters: u64,
    /// True where it holds punctuation, so that it may stand over several phrases.
    over_phrases: bool,
    /// In quotes: nothing but these characters.
    exact: bool,
    /// How it may sound; empty where it has no sound of its own.
    ways: Vec<Vec<Typed>>,
    /// What a phrase must begin to sound like somewhere; `None` where that says nothing.
    starts: Option<Vec<Range<u32>>>,
    /// The prefecture that it is, as cases list it: 埼玉 for 埼玉県 and さいたまけん.
    pub prefecture: Option<&'static str>,
}

impl Term {
    /// Prepares the words of a query; `None` where nothing of them is left in their search form.
    #[must_use]
    pub fn new(words: &Words) -> Option<Self> {
        let folded = fold(&words.text).text;
        let folded = folded.trim();
        let text = squeezed(folded).into_owned();
        let length = text.chars().count();
        if text.is_empty() {
            return None;
        }
        let reads = !words.exact && length <= LONGEST_READ && sounds(folded, length);
        let ways = if reads { ways(folded) } else { Vec::new() };
        Some(Self {
            length,
            letters: letters_of(&text),
            over_phrases: text.contains(is_break),
            exact: words.exact,
            starts: typed_starts(&ways),
            prefecture: if words.exact { None } else { prefecture(folded, &ways) },
            text,
            ways,
        })
    }

    /// How the term stands in a phrase.
    #[must_use]
    pub fn tier(&self, phrase: &Phrase) -> Option<Tier> {
        if self.letters & phrase.letters == self.letters
            && let Some(tier) = self.tier_in(&phrase.text)
        {
            return Some(tier);
        }
        self.may_sound(phrase).then(|| self.sounding(&phrase.text)).flatten()
    }

    /// How the term stands in a text, given how it stands best in the text's phrases.
    #[must_use]
    pub fn tier_of_text(&self, text: &Text, of_phrases: Option<Tier>) -> Option<Tier> {
        if self.over_phrases { self.tier_in(&text.text) } else { of_phrases }
    }

    /// How the letters of the term stand in a text in its search form.
    fn tier_in(&self, text: &str) -> Option<Tier> {
        let at = text.find(&self.text)?;
        Some(match (at, text.len() == self.text.len()) {
            (0, true) => Tier::Exact,
            (0, false) => Tier::Prefix,
            (_, _) => Tier::Contiguous,
        })
    }

    fn may_sound(&self, phrase: &Phrase) -> bool {
        if self.ways.is_empty() {
            return false;
        }
        let Some(ranges) = &self.starts else { return true };
        ranges.iter().any(|range| {
            let from = phrase.starts.partition_point(|start| u32::from(*start) < range.start);
            phrase.starts.get(from).is_some_and(|start| u32::from(*start) < range.end)
        })
    }

    /// How a text in its search form sounds like the term.
    fn sounding(&self, text: &str) -> Option<Tier> {
        let chars: Vec<char> = text.chars().collect();
        let found = Sounding::find(&chars, &self.ways)?;
        Some(match (found.chars.start, found.whole && found.chars.end == chars.len()) {
            (0, true) => Tier::Sounding,
            (0, false) => Tier::SoundingPrefix,
            (_, _) => Tier::SoundingWithin,
        })
    }

    /// The letters of the term in a name, in order and close to each other, in the name itself or in
    /// Latin letters.
    #[must_use]
    pub fn fuzzy(&self, fuzzy: &Fuzzy, name: &Text) -> Option<usize> {
        if self.exact || self.over_phrases {
            return None;
        }
        let own = fuzzy.find(&name.text, &self.text).map(|found| found.looseness);
        let latin = || {
            let latin = name.latin.as_deref().filter(|_| self.text.is_ascii())?;
            fuzzy.find(latin, &self.text).map(|found| found.looseness)
        };
        own.or_else(latin)
    }

    /// Where the term stands in a text in its search form: ranges of characters, in order. Where its
    /// letters do not stand, where it sounds so.
    #[must_use]
    pub fn places(&self, form: &str) -> Vec<Range<usize>> {
        let mut places = Vec::new();
        let (mut byte, mut char) = (0, 0);
        for (at, _) in form.match_indices(&self.text) {
            char += form[byte..at].chars().count();
            byte = at;
            places.push(char..char + self.length);
        }
        if places.is_empty() && !self.ways.is_empty() {
            self.sounding_places(form, &mut places);
        }
        places
    }

    fn sounding_places(&self, form: &str, places: &mut Vec<Range<usize>>) {
        let chars: Vec<char> = form.chars().collect();
        let mut at = 0;
        while at < chars.len() {
            // A sound does not go on over punctuation.
            let end = chars[at..].iter().position(|char| is_break(*char)).map_or(chars.len(), |end| at + end);
            match Sounding::at(&chars[..end], at, &self.ways) {
                Some(found) => {
                    at = found.chars.end.max(at + 1);
                    places.push(found.chars);
                }
                None => at += 1,
            }
        }
    }

    /// The letters of a name that the term is fuzzily found by: places of characters.
    #[must_use]
    pub fn fuzzy_places(&self, fuzzy: &Fuzzy, form: &str) -> Vec<usize> {
        fuzzy.find(form, &self.text).map(|found| found.places).unwrap_or_default()
    }

    /// True where the term stands in a text, as it is written or as it sounds.
    #[must_use]
    pub fn stands_in(&self, text: &str) -> bool {
        !self.places(&Form::of(text).text).is_empty()
    }
}

/// True for what can be read aloud: kana, and Latin letters from two on, since one begins too much.
fn sounds(folded: &str, length: usize) -> bool {
    folded.contains(is_kana) || (length > 1 && folded.contains(|c: char| c.is_ascii_lowercase()))
}

/// The prefecture that a term names with its 都道府県, in letters or by its sound.
fn prefecture(folded: &str, ways: &[Vec<Typed>]) -> Option<&'static str> {
    if let Some(short) = short_prefecture(folded) {
        return Some(short);
    }
    full_prefecture_names().find_map(|(full, short)| {
        let chars: Vec<char> = full.chars().collect();
        let found = Sounding::at(&chars, 0, ways).filter(|_| !ways.is_empty())?;
        (found.whole && found.chars.end == chars.len()).then_some(short)
    })
}
