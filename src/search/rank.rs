//! How well a term stands somewhere, and how well a case matches a query.

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::{SkimMatcherV2, SkimScoreConfig};
use strum::FromRepr;

/// The letters of a fuzzy match stand within this many times the term's length: beyond it a person
/// no longer sees why the case was found.
const FUZZY_SPAN: usize = 3;

/// Names and terms of more letters are not compared letter by letter, which costs one times the other.
const LONGEST_FUZZY: usize = 256;

/// How a term stands in a text, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, FromRepr)]
#[repr(u8)]
pub enum Tier {
    /// It is all that stands there.
    Exact,
    /// The text begins with it.
    Prefix,
    /// It stands somewhere in the text.
    Contiguous,
    /// The whole text sounds like it.
    Sounding,
    /// The first words of the text sound like it.
    SoundingPrefix,
    /// The first words of the text begin to sound like it.
    SoundingOpening,
    /// Some words of the text sound like it.
    SoundingWithin,
    /// Some words of the text begin to sound like it.
    SoundingBegun,
}

impl Tier {
    /// What it comes to where the text is only a part of what counts.
    #[must_use]
    pub fn of_part(self) -> Self {
        match self {
            Self::Exact => Self::Prefix,
            Self::Sounding => Self::SoundingPrefix,
            Self::Prefix
            | Self::Contiguous
            | Self::SoundingPrefix
            | Self::SoundingOpening
            | Self::SoundingWithin
            | Self::SoundingBegun => self,
        }
    }

    /// What it comes to where other words stand before the text.
    #[must_use]
    pub fn within(self) -> Self {
        match self {
            Self::Exact | Self::Prefix => Self::Contiguous,
            Self::Sounding | Self::SoundingPrefix => Self::SoundingWithin,
            Self::SoundingOpening => Self::SoundingBegun,
            Self::Contiguous | Self::SoundingWithin | Self::SoundingBegun => self,
        }
    }

    /// The tier as a number, 0 for the best.
    #[must_use]
    pub fn code(self) -> u8 {
        self as u8
    }
}

/// Where in a case a term was found, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// In a name.
    Name,
    /// In a field.
    Field,
    /// In a name, its letters one here and one there.
    Fuzzy,
    /// In the label of a field that has an answer.
    Label,
}

/// How a term stands in a case; less is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Standing {
    /// Where.
    pub level: Level,
    /// How.
    pub tier: Tier,
    /// In which of the names or fields, in their order.
    pub part: u32,
    /// How many other letters stand between those of the term.
    pub looseness: u32,
    /// Characters of the text.
    pub length: u32,
}

/// How well a case matches; less is better. The worst term decides, so that a case with every term in
/// a good place comes before one with the best term and a doubtful one; then the sums over the terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rank {
    worst: (Level, Tier),
    levels: u32,
    tiers: u32,
    parts: u32,
    looseness: u32,
    lengths: u32,
}

impl Default for Rank {
    fn default() -> Self {
        Self { worst: (Level::Name, Tier::Exact), levels: 0, tiers: 0, parts: 0, looseness: 0, lengths: 0 }
    }
}

impl Rank {
    /// Takes in how one more term stands.
    pub fn add(&mut self, standing: Standing) {
        self.worst = self.worst.max((standing.level, standing.tier));
        self.levels += standing.level as u32;
        self.tiers += u32::from(standing.tier.code());
        // Which field it is does not make one case better than another.
        self.parts += if standing.level == Level::Field { 0 } else { standing.part };
        self.looseness += standing.looseness;
        self.lengths += if standing.level == Level::Field { 0 } else { standing.length };
    }
}

/// Letters of a name that stand in order and close to each other.
#[derive(Debug)]
pub struct FuzzyFound {
    /// Places of the characters.
    pub places: Vec<usize>,
    /// How many other letters stand between them.
    pub looseness: usize,
}

/// Finds the letters of a term in names. One a thread: the matcher keeps its memory by thread.
pub struct Fuzzy {
    matcher: SkimMatcherV2,
    /// Latin letters may stand as far apart as others.
    wide: bool,
}

impl Default for Fuzzy {
    fn default() -> Self {
        let config = SkimScoreConfig {
            gap_start: -6,
            gap_extension: -1,
            bonus_first_char_multiplier: 1,
            bonus_head: 2,
            bonus_consecutive: 10,
            ..SkimScoreConfig::default()
        };
        Self { matcher: SkimMatcherV2::default().score_config(config).ignore_case(), wide: false }
    }
}

impl Fuzzy {
    /// Among a few names little is met by chance.
    #[must_use]
    pub fn of_few() -> Self {
        Self { wide: true, ..Self::default() }
    }

    /// The letters of the term in order and close to each other. One letter is no pattern, nor are two
    /// of Latin, and two kanji that stand apart are other words: 病院 is not in 病気で入院した. Three and more are how a
    /// long name is remembered: 最上医療.
    #[must_use]
    pub fn find(&self, text: &str, term: &str) -> Option<FuzzyFound> {
        let length = term.chars().count();
        let fewest = if term.is_ascii() || term.chars().all(is_kanji) { 3 } else { 2 };
        // Twenty-six letters meet by chance: shinjo is in inaSHIrIhoNJOu as little as in most names.
        let most =
            if term.is_ascii() && !self.wide { length + length.div_ceil(2) } else { FUZZY_SPAN * length };
        if length < fewest
            || text.len() > 4 * LONGEST_FUZZY
            || length > LONGEST_FUZZY
            || !holds_closely(text, term, most)
        {
            return None;
        }
        // `fuzzy_match` gives wrong scores where a letter repeats; this is as fast.
        let (_, places) = self.matcher.fuzzy_indices(text, term)?;
        let span = places.last()? - places.first()? + 1;
        let looseness = span.saturating_sub(length);
        if self.wide && is_scattered(text, &places) {
            return None;
        }
        (span <= most).then_some(FuzzyFound { places, looseness })
    }
}

/// True where letters stand in the middle of Latin words without the beginnings of those: a person who
/// leaves letters out begins each word with its first.
fn is_scattered(text: &str, places: &[usize]) -> bool {
    let mut words_begun = false;
    let mut before = ' ';
    text.chars().enumerate().any(|(place, char)| {
        let begins = !before.is_ascii_alphanumeric();
        before = char;
        let is_met = places.binary_search(&place).is_ok();
        words_begun = if begins { is_met } else { words_begun };
        is_met && char.is_ascii_alphanumeric() && !words_begun
    })
}

/// A bit for each letter, many letters to a bit: a text without one of a term's bits does not hold
/// the term.
#[must_use]
pub fn letters_of(text: &str) -> u64 {
    text.chars().fold(0, |letters, char| letters | 1 << ((u32::from(char).wrapping_mul(0x9E37_79B1)) >> 26))
}

/// True where the letters of a pattern stand in a text in order, the last at most `span` letters from
/// the first: nearly every name is told so without the matcher.
fn holds_closely(text: &str, pattern: &str, span: usize) -> bool {
    let mut wanted = pattern.chars();
    let Some(first) = wanted.next() else { return false };
    if let ([first, wanted @ ..], true) = (pattern.as_bytes(), text.is_ascii()) {
        let bytes = text.as_bytes();
        return memchr::memchr_iter(*first, bytes).any(|at| {
            let mut near = bytes[at + 1..].iter().take(span.saturating_sub(1));
            wanted.iter().all(|wanted| near.any(|byte| byte == wanted))
        });
    }
    text.match_indices(first).any(|(at, _)| {
        let mut near = text[at..].chars().take(span).skip(1);
        wanted.clone().all(|wanted| near.any(|char| char == wanted))
    })
}

fn is_kanji(char: char) -> bool {
    matches!(char, '々' | '〆' | '㐀'..='䶿' | '一'..='鿿' | '豈'..='﫿' | '\u{20000}'..='\u{3ffff}')
}
