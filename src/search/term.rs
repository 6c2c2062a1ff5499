//! A term of a query, matched against a phrase, a text or a name.

use std::ops::Range;

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
        let reads = !words.exact && length <= LONGEST_READ && is_readable(folded, length);
        let net = reads.then(|| Net::new(folded)).filter(Net::has_sound);
        Some(Self {
            key: format!("{}{}", if words.exact { '"' } else { ' ' }, words.text),
            length,
            letters: letter_bits(&text),
            over_phrases: text.contains(is_break),
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
        if self.letters & phrase.letters == self.letters
            && let Some(tier) = self.tier_of_letters(&phrase.text)
        {
            return Some(tier);
        }
        self.net.as_ref().and_then(|net| self.sounding_tier(net, phrase))
    }

    /// True if it may match a text whose phrases it does not match.
    #[must_use]
    pub fn spans_phrases(&self) -> bool {
        self.over_phrases
    }

    /// Returns how the term matches a text, given its best match in the text's phrases.
    #[must_use]
    pub fn tier_in_text(&self, text: &SearchText, of_phrases: Option<Tier>) -> Option<Tier> {
        // Phrases have no punctuation: a term with some (hoken'iryou) matches them only by its sound.
        let over = if self.over_phrases { self.tier_of_letters(&text.text) } else { None };
        over.or(of_phrases)
    }

    /// Returns how the letters of the term match a text in its search form.
    fn tier_of_letters(&self, text: &str) -> Option<Tier> {
        let at = text.find(&self.text)?;
        Some(match (at, text.len() == self.text.len()) {
            (0, true) => Tier::Exact,
            (0, false) => Tier::Prefix,
            (_, _) => Tier::Contiguous,
        })
    }

    /// Returns the tier of a match in a name: letters inside a Latin word match by chance, as izu in Aizu,
    /// and rank after names that begin with the sound.
    #[must_use]
    pub fn tier_in_name(&self, name: &str, tier: Tier) -> Tier {
        let is_letter = |char: char| char.is_ascii_alphabetic();
        if tier != Tier::Contiguous || !self.text.starts_with(is_letter) {
            return tier;
        }
        let within = |at: usize| name[..at].ends_with(is_letter);
        let is_within = name.match_indices(&self.text).all(|(at, _)| within(at));
        if is_within { Tier::SoundingWithin } else { tier }
    }

    /// Returns the longest part between punctuation.
    #[must_use]
    pub fn longest_part(&self) -> &str {
        self.text.split(is_break).max_by_key(|part| part.len()).unwrap_or_default()
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
        let mut places = Vec::new();
        let (mut byte, mut char) = (0, 0);
        for (at, _) in form.match_indices(&self.text) {
            char += form[byte..at].chars().count();
            byte = at;
            places.push(char..char + self.length);
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
