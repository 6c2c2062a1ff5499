//! A term of a query, matched against a phrase, a text or a name.

use std::ops::Range;

use super::abbreviations::other_names;
use super::form::{SearchForm, is_break, squeeze};
use super::query::Words;
use super::rank::{Fuzzy, Tier, letter_bits};
use super::readings::{Beginnings, Sounding};
use super::texts::{Phrase, SearchText};
use crate::model::{full_prefecture_names, short_prefecture};
use crate::text::fold::fold;
use crate::text::kana::is_kana;
use crate::text::latin_to_kana::Net;

/// Longer terms are not matched by sound.
const LONGEST_READ: usize = 40;

/// So many kana are within other words by chance.
const FEW_KANA: usize = 2;

/// A term prepared for searching.
#[derive(Debug)]
pub struct Term {
    /// The key that terms with the same matches share.
    pub key: String,
    /// The term in its search form.
    pub text: String,
    /// Its length in characters.
    pub length: usize,
    letters: u64,
    /// Its other names, in their search form.
    pub other_names: Vec<&'static str>,
    /// True if it contains punctuation, so that it can span several phrases.
    over_phrases: bool,
    /// In quotes: matches these characters only.
    exact: bool,
    /// Its possible readings; `None` if it is not matched by sound.
    net: Option<Net>,
    /// One syllable only: it would match inside nearly every text by its sound, so that it matches only
    /// at the beginning of a phrase.
    opens: bool,
    /// The first sounds that a phrase must contain.
    beginnings: Beginnings,
    /// The prefecture that it names, as cases list it: 埼玉 for 埼玉県 and さいたまけん.
    pub prefecture: Option<&'static str>,
}

impl Term {
    /// Prepares the words of a query; `None` if their search form is empty.
    #[must_use]
    pub fn new(words: &Words) -> Option<Self> {
        let folded = fold(&words.text).text;
        let folded = folded.trim();
        // Brackets at the ends, unclosed while typing or pasted along, are ignored.
        let inner = folded.trim_matches(is_break);
        let folded = if words.exact || inner.is_empty() { folded } else { inner };
        let text = squeeze(folded).into_owned();
        let length = text.chars().count();
        if text.is_empty() {
            return None;
        }
        let other_names = if words.exact { Vec::new() } else { other_names(&text) };
        let is_name = is_in_capitals(&words.text) && (!other_names.is_empty() || is_initials(folded));
        let reads = !words.exact && !is_name && length <= LONGEST_READ && is_readable(folded, length);
        let net = reads.then(|| Net::new(folded)).filter(Net::has_sound);
        Some(Self {
            key: format!("{}{}", if words.exact { '"' } else { ' ' }, words.text),
            length,
            letters: letter_bits(&text),
            over_phrases: text.contains(is_break),
            other_names,
            exact: words.exact,
            beginnings: net.as_ref().map(Beginnings::new).unwrap_or_default(),
            opens: net.as_ref().is_some_and(|net| net.shortest_length() < 2),
            prefecture: if words.exact { None } else { find_prefecture(folded, net.as_ref()) },
            text,
            net,
        })
    }

    /// Returns how the term matches a phrase.
    #[must_use]
    pub fn tier_in_phrase(&self, phrase: &Phrase) -> Option<Tier> {
        let may_be_here = self.letters & phrase.letters == self.letters || !self.other_names.is_empty();
        if may_be_here && let Some(tier) = self.tier_of_letters(&phrase.text) {
            return Some(tier);
        }
        self.net.as_ref().and_then(|net| self.sounding_tier(net, phrase))
    }

    /// True if it may match a text whose phrases it does not match.
    #[must_use]
    pub fn spans_phrases(&self) -> bool {
        self.over_phrases || self.other_names.iter().any(|name| name.contains(is_break))
    }

    /// Returns how the term matches a text, given its best match in the text's phrases.
    #[must_use]
    pub fn tier_in_text(&self, text: &SearchText, of_phrases: Option<Tier>) -> Option<Tier> {
        // Phrases have no punctuation: a term with some (hoken'iryou) matches them only by its sound.
        let over = if self.spans_phrases() { self.tier_of_letters(&text.text) } else { None };
        over.or(of_phrases)
    }

    /// Returns how the letters of the term, or of another name of it, match a text in its search form.
    fn tier_of_letters(&self, text: &str) -> Option<Tier> {
        let own = text.find(&self.text).map(|at| match (at, text.len() == self.text.len()) {
            (0, true) => Tier::Exact,
            (0, false) => Tier::Prefix,
            (_, _) => self.inner_tier(text),
        });
        let is_named = || self.other_names.iter().any(|name| words_at(text, name).next().is_some());
        own.filter(|tier| !tier.is_sound()).or_else(|| is_named().then_some(Tier::OtherName)).or(own)
    }

    /// Returns the tier of the term inside a text: letters within a Latin word match by chance, as izu in Aizu and
    /// nec in connect, and so do one or two kana within others, as くら in さくら. If the term has a sound or other
    /// names, they rank as what only sounds so.
    #[must_use]
    pub fn inner_tier(&self, text: &str) -> Tier {
        let goes_on: fn(char) -> bool = if self.text.starts_with(is_letter) {
            is_letter
        } else if self.text.starts_with(is_kana) && self.length <= FEW_KANA {
            is_kana
        } else {
            return Tier::Contiguous;
        };
        let by_chance = (self.net.is_some() || !self.other_names.is_empty())
            && text.match_indices(&self.text).all(|(at, _)| text[..at].ends_with(goes_on));
        if by_chance { Tier::SoundingWithin } else { Tier::Contiguous }
    }

    /// Returns the longest part between punctuation of the term and of each other name, if they have some.
    pub fn longest_parts(&self) -> impl Iterator<Item = &str> {
        let names = self.other_names.iter().copied().filter(|name| name.contains(is_break));
        let own = self.over_phrases.then_some(self.text.as_str());
        own.into_iter().chain(names).map(longest_part)
    }

    /// Returns the first sounds that a phrase must contain to match by sound; `None` if the term is not
    /// matched by sound.
    #[must_use]
    pub fn beginnings(&self) -> Option<&Beginnings> {
        self.net.is_some().then_some(&self.beginnings)
    }

    /// Returns how a phrase matches the sound of the term.
    fn sounding_tier(&self, net: &Net, phrase: &Phrase) -> Option<Tier> {
        let chars: Vec<char> = phrase.text.chars().collect();
        let mut starts = self.beginnings.positions(&chars, phrase.starts());
        if self.opens {
            starts.retain(|start| *start == 0);
        }
        let found = Sounding::find_at(starts, &chars, net)?;
        let ends = found.chars.end == chars.len();
        Some(match (found.chars.start, found.whole) {
            (0, true) if ends => Tier::Sounding,
            (0, true) => Tier::SoundingPrefix,
            (0, false) => Tier::SoundingOpening,
            (_, true) => Tier::SoundingWithin,
            (_, false) => Tier::SoundingBegun,
        })
    }

    /// False if a text with these letters cannot match fuzzily.
    #[must_use]
    pub fn may_match_fuzzily(&self, letters: u64) -> bool {
        !self.exact && !self.over_phrases && letters & self.letters == self.letters
    }

    /// Returns the looseness of a fuzzy match in a name, or in the Latin spelling of one, with these letters.
    #[must_use]
    pub fn fuzzy_looseness(&self, fuzzy: &Fuzzy, text: &str, letters: u64) -> Option<usize> {
        self.may_match_fuzzily(letters)
            .then(|| fuzzy.find(text, &self.text))
            .flatten()
            .map(|found| found.looseness)
    }

    /// Returns the matches in a text in its search form as ranges of characters, in order. If its letters
    /// do not match, matches by sound.
    #[must_use]
    pub fn match_ranges(&self, form: &str) -> Vec<Range<usize>> {
        let own = form.match_indices(&self.text).map(|(at, text)| (at, text.len()));
        let others = self.other_names.iter().flat_map(|name| words_at(form, name).map(|at| (at, name.len())));
        let mut found: Vec<(usize, usize)> = own.chain(others).collect();
        found.sort_unstable();
        let mut places = Vec::new();
        let (mut byte, mut char) = (0, 0);
        for (at, length) in found {
            char += form[byte..at].chars().count();
            byte = at;
            places.push(char..char + form[at..at + length].chars().count());
        }
        if places.is_empty()
            && let Some(net) = &self.net
        {
            self.push_sounding_ranges(net, form, &mut places);
        }
        places
    }

    fn push_sounding_ranges(&self, net: &Net, form: &str, places: &mut Vec<Range<usize>>) {
        let chars: Vec<char> = form.chars().collect();
        let mut from = 0;
        // A match by sound does not span punctuation.
        for phrase in chars.split(|char| is_break(*char)) {
            let mut at = 0;
            while at < phrase.len() {
                match Sounding::at(phrase, at, net) {
                    Some(found) => {
                        at = found.chars.end.max(at + 1);
                        places.push(from + found.chars.start..from + found.chars.end);
                    }
                    None => at += 1,
                }
                if self.opens {
                    break;
                }
            }
            from += phrase.len() + 1;
        }
    }

    /// Returns the indices of the characters of a fuzzy match.
    #[must_use]
    pub fn fuzzy_match_chars(&self, fuzzy: &Fuzzy, form: &str) -> Vec<usize> {
        fuzzy.find(form, &self.text).map(|found| found.places).unwrap_or_default()
    }

    /// True if the term matches a text by its letters or by its sound.
    #[must_use]
    pub fn is_match(&self, text: &str) -> bool {
        self.is_in(&SearchForm::new(text).text)
    }

    /// As [`Self::is_match`], for a text in its search form.
    #[must_use]
    pub fn is_in(&self, form: &str) -> bool {
        !self.match_ranges(form).is_empty()
    }
}

fn is_letter(char: char) -> bool {
    char.is_ascii_alphabetic()
}

/// Returns the places of a name in a text, in Latin letters as a word of its own: NEC is not in connect.
fn words_at(text: &str, name: &str) -> impl Iterator<Item = usize> {
    let is_whole = |at: usize, name: &str| {
        let before = name.starts_with(is_letter) && text[..at].ends_with(is_letter);
        let behind = name.ends_with(is_letter) && text[at + name.len()..].starts_with(is_letter);
        !before && !behind
    };
    text.match_indices(name).filter(move |(at, name)| is_whole(*at, name)).map(|(at, _)| at)
}

fn longest_part(text: &str) -> &str {
    text.split(is_break).max_by_key(|part| part.len()).unwrap_or_default()
}

/// True if every letter is a Latin capital.
fn is_in_capitals(typed: &str) -> bool {
    let is_capital = |char: char| char.is_uppercase();
    typed.contains(is_capital) && !typed.contains(|char: char| char.is_alphabetic() && !is_capital(char))
}

/// True for up to three letters that end within a syllable, as those of names do (HIS, SEC), unless two letters of it
/// were typed (ISH).
fn is_initials(folded: &str) -> bool {
    let ends_in_consonant =
        |text: &str| text.ends_with(|char: char| is_letter(char) && !"aiueon".contains(char));
    let before = folded.char_indices().next_back().map_or("", |(at, _)| &folded[..at]);
    folded.len() <= 3 && ends_in_consonant(folded) && !ends_in_consonant(before)
}

/// True for a text with kana, or with two Latin letters and more, since one matches too much.
fn is_readable(folded: &str, length: usize) -> bool {
    folded.contains(is_kana) || (length > 1 && folded.contains(|c: char| c.is_ascii_lowercase()))
}

/// Returns the prefecture that words name, also without its 都道府県, by letters or by sound: 山形, やまがた, yamagata.
#[must_use]
pub fn named_prefecture(words: &Words) -> Option<&'static str> {
    if let Some(short) = short_prefecture(words.text.trim()) {
        return Some(short);
    }
    let term = Term::new(words)?;
    let mut sounding = full_prefecture_names().map(|(_, short)| short).filter(|short| term.is_match(short));
    let first = sounding.next().filter(|_| sounding.next().is_none());
    term.prefecture.or(first)
}

/// Returns the prefecture that a term names with its 都道府県, by letters or by sound.
fn find_prefecture(folded: &str, net: Option<&Net>) -> Option<&'static str> {
    if let Some(short) = short_prefecture(folded) {
        return Some(short);
    }
    let net = net?;
    full_prefecture_names().find_map(|(full, short)| {
        let chars: Vec<char> = full.chars().collect();
        let found = Sounding::at(&chars, 0, net)?;
        (found.whole && found.chars.end == chars.len()).then_some(short)
    })
}
