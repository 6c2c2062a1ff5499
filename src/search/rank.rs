//! How well one term stands in one text.

use std::ops::Range;

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::{SkimMatcherV2, SkimScoreConfig};

use super::{HASH_ID, NameField, PREFECTURE_SEPARATOR, Term, Text};

/// The letters of a fuzzy match stand within this many times the term's length: beyond it a person
/// no longer sees why the case was found.
const FUZZY_SPAN: usize = 3;

/// How a term stands in a text, the best first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tier {
    /// It is the whole text, or the whole name of a prefecture.
    #[default]
    Exact,
    /// The text begins with it.
    Prefix,
    /// It stands somewhere in the text.
    Contiguous,
    /// Its letters stand in the text in order, close to each other.
    Fuzzy,
}

/// Characters of a folded text.
#[derive(Debug)]
pub(super) enum Chars {
    /// Side by side.
    Together(Range<usize>),
    /// One here, one there, in order.
    Apart(Vec<usize>),
}

/// Where a term was found.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) tier: Tier,
    /// Characters of the folded text.
    pub(super) chars: Chars,
    /// How many other letters stand between those of the term.
    pub(super) looseness: usize,
}

/// Finds terms in texts. One a thread: the matcher keeps its memory by thread.
pub(super) struct Ranker {
    matcher: SkimMatcherV2,
}

impl Ranker {
    pub(super) fn new() -> Self {
        let config = SkimScoreConfig {
            gap_start: -6,
            gap_extension: -1,
            bonus_first_char_multiplier: 1,
            bonus_head: 2,
            bonus_consecutive: 10,
            ..SkimScoreConfig::default()
        };
        Self { matcher: SkimMatcherV2::default().score_config(config).ignore_case() }
    }

    /// The best place in which the whole term stands.
    pub(super) fn contiguous(&self, text: &Text, term: &Term) -> Option<Found> {
        if !may_hold(text, term) {
            return None;
        }
        let whole = text.folded.text.as_str();
        if whole.starts_with(&term.text) && text.field != NameField::Prefectures {
            // No other place is better: spares the search, which is dear to set up.
            let chars = Chars::Together(0..term.length);
            return Some(Found { tier: tier_at(text, 0, term), chars, looseness: 0 });
        }
        let places = whole.match_indices(&term.text).map(|(at, _)| (tier_at(text, at, term), at));
        let (tier, at) = places.min()?;
        let start = whole[..at].chars().count();
        let chars = Chars::Together(start..start + term.length);
        Some(Found { tier, chars, looseness: 0 })
    }

    /// The letters of the term in order and close to each other. One letter is no pattern, and two
    /// kanji that stand apart are other words: 病院 is not in 病気で入院した. Three and more are how a
    /// long name is remembered: 最上医療.
    pub(super) fn fuzzy(&self, text: &Text, term: &Term) -> Option<Found> {
        let pattern = term.text.as_str();
        let fewest = if pattern.chars().all(is_kanji) { 3 } else { 2 };
        if term.length < fewest || !may_hold(text, term) || !holds_in_order(text, pattern) {
            return None;
        }
        // `fuzzy_match` gives wrong scores where a letter repeats; this is as fast.
        let (_, places) = self.matcher.fuzzy_indices(&text.folded.text, pattern)?;
        let span = places.last()? - places.first()? + 1;
        let looseness = span.saturating_sub(term.length);
        (span <= FUZZY_SPAN * term.length).then_some(Found {
            tier: Tier::Fuzzy,
            chars: Chars::Apart(places),
            looseness,
        })
    }
}

/// A bit for each letter, many letters to a bit: a text without one of a term's bits does not hold
/// the term.
pub(super) fn letters_of(text: &str) -> u64 {
    text.chars().fold(0, |letters, char| letters | 1 << ((u32::from(char).wrapping_mul(0x9E37_79B1)) >> 26))
}

fn may_hold(text: &Text, term: &Term) -> bool {
    let hash = text.field == NameField::Id && text.folded.text.starts_with(HASH_ID);
    text.letters & term.letters == term.letters && (!hash || term.text.starts_with(HASH_ID))
}

fn holds_in_order(text: &Text, pattern: &str) -> bool {
    let mut chars = text.folded.text.chars();
    pattern.chars().all(|wanted| chars.any(|char| char == wanted))
}

/// How the term stands at a byte of the folded text.
fn tier_at(text: &Text, at: usize, term: &Term) -> Tier {
    let (head, rest) = text.folded.text.split_at(at);
    let tail = &rest[term.text.len()..];
    let several = text.field == NameField::Prefectures;
    let begins = head.is_empty() || (several && head.ends_with(PREFECTURE_SEPARATOR));
    let ends = tail.is_empty() || (several && tail.starts_with(PREFECTURE_SEPARATOR));
    match (begins, ends) {
        (true, true) => Tier::Exact,
        (true, false) => Tier::Prefix,
        (false, _) => Tier::Contiguous,
    }
}

fn is_kanji(char: char) -> bool {
    matches!(char, '々' | '〆' | '㐀'..='䶿' | '一'..='鿿' | '豈'..='﫿' | '\u{20000}'..='\u{3ffff}')
}
