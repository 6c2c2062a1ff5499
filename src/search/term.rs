//! One term of a query: where it stands in a phrase, a text, a name.

use std::ops::Range;

use super::form::{Form, is_break, squeezed};
use super::query::Words;
use super::rank::{Fuzzy, Tier, letters_of};
use super::readings::{Beginnings, Sounding};
use super::texts::{Phrase, Text};
use crate::model::{full_prefecture_names, short_prefecture};
use crate::text::fold::fold;
use crate::text::kana::is_kana;
use crate::text::typed::Net;

/// Longer terms are no words to be read aloud.
const LONGEST_READ: usize = 40;

/// A term, prepared for being looked for.
#[derive(Debug)]
pub struct Term {
    /// What two terms that stand in the same places have in common.
    pub key: String,
    /// The term in its search form.
    pub text: String,
    /// Characters of it.
    pub length: usize,
    letters: u64,
    /// True where it holds punctuation, so that it may stand over several phrases.
    over_phrases: bool,
    /// In quotes: nothing but these characters.
    exact: bool,
    /// How it may sound; `None` where it has no sound of its own.
    net: Option<Net>,
    /// One syllable only: it would sound somewhere within nearly every text, so that it counts where a
    /// phrase begins.
    opens: bool,
    /// What a phrase must begin to sound like somewhere.
    beginnings: Beginnings,
    /// The prefecture that it is, as cases list it: 埼玉 for 埼玉県 and さいたまけん.
    pub prefecture: Option<&'static str>,
}

impl Term {
    /// Prepares the words of a query; `None` where nothing of them is left in their search form.
    #[must_use]
    pub fn new(words: &Words) -> Option<Self> {
        let folded = fold(&words.text).text;
        let folded = folded.trim();
        // A bracket that is only opened yet, or comes along with what is pasted, is not looked for.
        let inner = folded.trim_matches(is_break);
        let folded = if words.exact || inner.is_empty() { folded } else { inner };
        let text = squeezed(folded).into_owned();
        let length = text.chars().count();
        if text.is_empty() {
            return None;
        }
        let reads = !words.exact && length <= LONGEST_READ && sounds(folded, length);
        let net = reads.then(|| Net::of(folded)).filter(Net::sounds);
        Some(Self {
            key: format!("{}{}", if words.exact { '"' } else { ' ' }, words.text),
            length,
            letters: letters_of(&text),
            over_phrases: text.contains(is_break),
            exact: words.exact,
            beginnings: net.as_ref().map(Beginnings::of).unwrap_or_default(),
            opens: net.as_ref().is_some_and(|net| net.shortest() < 2),
            prefecture: if words.exact { None } else { prefecture(folded, net.as_ref()) },
            text,
            net,
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
        // Phrases have no punctuation: they may only sound like a term with some, as hoken'iryou does.
        let over = if self.over_phrases { self.tier_in(&text.text) } else { None };
        over.or(of_phrases)
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

    /// How the term counts in a name, given how it stands there: letters within a Latin word are met by
    /// chance, as izu is in Aizu, and come after what sounds so from its beginning.
    #[must_use]
    pub fn tier_of_name(&self, name: &str, tier: Tier) -> Tier {
        let is_letter = |char: char| char.is_ascii_alphabetic();
        if tier != Tier::Contiguous || !self.text.starts_with(is_letter) {
            return tier;
        }
        let within = |at: usize| name[..at].ends_with(is_letter);
        let is_within = name.match_indices(&self.text).all(|(at, _)| within(at));
        if is_within { Tier::SoundingWithin } else { tier }
    }

    fn may_sound(&self, phrase: &Phrase) -> bool {
        self.net.is_some() && self.beginnings.may_be_in(&phrase.text, phrase.starts())
    }

    /// How a phrase sounds like the term.
    fn sounding(&self, phrase: &str) -> Option<Tier> {
        let net = self.net.as_ref()?;
        let chars: Vec<char> = phrase.chars().collect();
        let found = if self.opens { Sounding::at(&chars, 0, net) } else { Sounding::find(&chars, net) }?;
        let ends = found.chars.end == chars.len();
        Some(match (found.chars.start, found.whole) {
            (0, true) if ends => Tier::Sounding,
            (0, true) => Tier::SoundingPrefix,
            (0, false) => Tier::SoundingOpening,
            (_, true) => Tier::SoundingWithin,
            (_, false) => Tier::SoundingBegun,
        })
    }

    /// The letters of the term in a name, in order and close to each other, in the name itself or in
    /// Latin letters.
    #[must_use]
    pub fn fuzzy(&self, fuzzy: &Fuzzy, name: &Text) -> Option<usize> {
        if self.exact || self.over_phrases {
            return None;
        }
        let may_be_in = |letters: u64| letters & self.letters == self.letters;
        let find = |text: &str| fuzzy.find(text, &self.text).map(|found| found.looseness);
        let own = may_be_in(name.letters).then(|| find(&name.text)).flatten();
        let latin =
            || name.latin().filter(|latin| may_be_in(latin.letters)).and_then(|latin| find(&latin.text));
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
        if places.is_empty()
            && let Some(net) = &self.net
        {
            self.sounding_places(net, form, &mut places);
        }
        places
    }

    fn sounding_places(&self, net: &Net, form: &str, places: &mut Vec<Range<usize>>) {
        let chars: Vec<char> = form.chars().collect();
        let mut from = 0;
        // A sound does not go on over punctuation.
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
fn prefecture(folded: &str, net: Option<&Net>) -> Option<&'static str> {
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
