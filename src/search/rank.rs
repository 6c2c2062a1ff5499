//! How well a term matches a text, and how well a case matches a query.

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::{SkimMatcherV2, SkimScoreConfig};
use strum::FromRepr;

use crate::text::kana::is_kanji;

/// The span of a fuzzy match is at most this many times the term's length: beyond it, users do not see
/// why the case matches.
const FUZZY_SPAN: usize = 3;

/// The maximal length in letters for fuzzy matching, whose cost is the product of both lengths.
const LONGEST_FUZZY: usize = 256;

/// How a term matches a text, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, FromRepr)]
#[repr(u8)]
pub enum Tier {
    /// The term is the whole text.
    Exact,
    /// The term is a prefix of the text.
    Prefix,
    /// The term is inside the text.
    Contiguous,
    /// Another name of the term is inside the text: 日本電気 for NEC.
    OtherName,
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
    /// Returns the tier for a longer text that begins with the matched one.
    #[must_use]
    pub fn as_part_of_text(self) -> Self {
        match self {
            Self::Exact => Self::Prefix,
            Self::Sounding => Self::SoundingPrefix,
            Self::Prefix
            | Self::Contiguous
            | Self::OtherName
            | Self::SoundingPrefix
            | Self::SoundingOpening
            | Self::SoundingWithin
            | Self::SoundingBegun => self,
        }
    }

    /// Returns the tier for a text that has other words before the matched one.
    #[must_use]
    pub fn as_inner_part(self) -> Self {
        match self {
            Self::Exact | Self::Prefix => Self::Contiguous,
            Self::Sounding | Self::SoundingPrefix => Self::SoundingWithin,
            Self::SoundingOpening => Self::SoundingBegun,
            Self::Contiguous | Self::OtherName | Self::SoundingWithin | Self::SoundingBegun => self,
        }
    }

    /// True for a match by sound, not by letters.
    #[must_use]
    pub fn is_sound(self) -> bool {
        self >= Self::Sounding
    }

    /// Returns the tier as a number, 0 for the best.
    #[must_use]
    pub fn code(self) -> u8 {
        self as u8
    }
}

/// The part of a case in which a term was found, best first: its letters anywhere before its sound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// In a name.
    Name,
    /// In a field.
    Field,
    /// In a name, by its sound.
    SoundInName,
    /// In a field, by its sound.
    SoundInField,
    /// In a name, fuzzily.
    Fuzzy,
    /// In the label of a field that has an answer.
    Label,
    /// Anywhere, with one letter wrong.
    Near,
}

impl Level {
    /// Returns the level of a match in a name.
    #[must_use]
    pub fn in_name(tier: Tier) -> Self {
        if tier.is_sound() { Self::SoundInName } else { Self::Name }
    }

    /// Returns the level of a match in a field.
    #[must_use]
    pub fn in_field(tier: Tier) -> Self {
        if tier.is_sound() { Self::SoundInField } else { Self::Field }
    }

    fn is_in_field(self) -> bool {
        matches!(self, Self::Field | Self::SoundInField)
    }
}

/// How a term matches a case; less is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Standing {
    /// The part of the case.
    pub level: Level,
    /// How it matches there.
    pub tier: Tier,
    /// The index of the name or field.
    pub part: u32,
    /// The number of other letters between those of the term.
    pub looseness: u32,
    /// The length of the text in characters.
    pub length: u32,
}

/// How well a case matches; less is better. The worst term decides, so that a case in which every term
/// matches well ranks before one with a perfect and a doubtful match; then the sums over the terms.
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
    /// Adds the standing of a term.
    pub fn add(&mut self, standing: Standing) {
        self.worst = self.worst.max((standing.level, standing.tier));
        self.levels += standing.level as u32;
        self.tiers += u32::from(standing.tier.code());
        // The index of a field does not count.
        self.parts += if standing.level.is_in_field() { 0 } else { standing.part };
        self.looseness += standing.looseness;
        self.lengths += if standing.level.is_in_field() { 0 } else { standing.length };
    }
}

/// A fuzzy match: letters in order, close to each other.
#[derive(Debug)]
pub struct FuzzyFound {
    /// The indices of the matching characters.
    pub places: Vec<usize>,
    /// The number of other letters between them.
    pub looseness: usize,
}

/// Fuzzy matching of terms in names. Each thread has its own: the matcher keeps its memory by thread.
pub struct Fuzzy {
    matcher: SkimMatcherV2,
    /// Latin letters may be as far apart as others.
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
    /// Creates a wider matcher for a few names, among which chance matches are rare.
    #[must_use]
    pub fn for_few_names() -> Self {
        Self { wide: true, ..Self::default() }
    }

    /// Finds the letters of the term in order, close to each other. One letter is no pattern, nor are two
    /// Latin ones, and two kanji that are apart are other words: 病院 is not in 病気で入院した. Three and
    /// more are how a long name is remembered: 最上医療.
    #[must_use]
    pub fn find(&self, text: &str, term: &str) -> Option<FuzzyFound> {
        let length = term.chars().count();
        let fewest = if term.is_ascii() || term.chars().all(is_kanji) { 3 } else { 2 };
        // Twenty-six letters match by chance: shinjo must not match inaSHIrIhoNJOu.
        let most =
            if term.is_ascii() && !self.wide { length + length.div_ceil(2) } else { FUZZY_SPAN * length };
        if length < fewest
            || text.len() > 4 * LONGEST_FUZZY
            || length > LONGEST_FUZZY
            || !has_subsequence_within(text, term, most)
        {
            return None;
        }
        // `fuzzy_match` gives wrong scores if a letter repeats; this is as fast.
        let (_, places) = self.matcher.fuzzy_indices(text, term)?;
        let span = places.last()? - places.first()? + 1;
        let looseness = span.saturating_sub(length);
        if self.wide && is_scattered(text, &places) {
            return None;
        }
        (span <= most).then_some(FuzzyFound { places, looseness })
    }
}

/// True if letters match inside Latin words whose first letters do not match: users who leave letters
/// out keep the first of each word.
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

/// Returns a bit set of the letters, several letters sharing a bit: a text that lacks one of a term's
/// bits does not contain the term.
#[must_use]
pub fn letter_bits(text: &str) -> u64 {
    text.chars().fold(0, |letters, char| letters | 1 << ((u32::from(char).wrapping_mul(0x9E37_79B1)) >> 26))
}

/// True if a text contains the letters of a pattern in order, within `span` letters: this rejects nearly
/// every name without the matcher.
fn has_subsequence_within(text: &str, pattern: &str, span: usize) -> bool {
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
