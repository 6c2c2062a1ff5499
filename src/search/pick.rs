//! Matches a typed pattern against a few names, as a palette does: by word, by sound and fuzzily.

use std::cmp::Reverse;
use std::ops::Range;
use std::sync::Arc;

use super::form::SearchForm;
use super::light::merge_ranges;
use super::query::Words;
use super::rank::{Fuzzy, Tier};
use super::term::Term;
use super::texts::{SearchText, Texts};

/// A name that a pattern is matched against.
#[derive(Debug, Clone)]
pub struct PickName {
    text: Arc<SearchText>,
    is_shown: bool,
}

impl PickName {
    /// Prepares a name for matching.
    #[must_use]
    pub fn new(name: &str) -> Self {
        Self { text: Texts::default().name_text(name, false), is_shown: true }
    }

    /// Prepares a synonym that is not displayed. It matches by prefix only: a fuzzy match in text that
    /// is not visible would be unexplained.
    #[must_use]
    pub fn not_shown(name: &str) -> Self {
        Self { is_shown: false, ..Self::new(name) }
    }
}

/// How well names match; less is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Closeness {
    /// The worst of the terms; `None`, the last, for letters here and there.
    pub worst: Reverse<Option<Reverse<Tier>>>,
    /// The number of terms that match only names that are not shown.
    not_shown: usize,
    looseness: usize,
    length: u32,
}

/// A typed pattern: each of its words has to match one of the names.
pub struct Pattern {
    terms: Vec<Term>,
    fuzzy: Fuzzy,
}

impl Pattern {
    /// Parses the pattern that was typed.
    #[must_use]
    pub fn new(typed: &str) -> Self {
        let words = typed.split_whitespace();
        let words = words.map(|word| Words { text: word.to_owned(), exact: false, span: 0..0 });
        Self { terms: words.filter_map(|words| Term::new(&words)).collect(), fuzzy: Fuzzy::for_few_names() }
    }

    /// Returns how well an item with these names matches; `None` if it does not.
    #[must_use]
    pub fn closeness_of_names(&self, names: &[PickName]) -> Option<Closeness> {
        let worst = Reverse(Some(Reverse(Tier::Exact)));
        let mut all = Closeness { worst, not_shown: 0, looseness: 0, length: 0 };
        for term in &self.terms {
            let best = names.iter().filter_map(|name| self.closeness_of_name(term, name)).min()?;
            all.worst = all.worst.max(best.worst);
            all.not_shown += best.not_shown;
            all.looseness += best.looseness;
            all.length += best.length;
        }
        Some(all)
    }

    fn closeness_of_name(&self, term: &Term, PickName { text, is_shown }: &PickName) -> Option<Closeness> {
        let whole = text.phrases.len() < 2;
        let tiers = text.phrases.iter().enumerate().filter_map(|(place, phrase)| {
            let tier = term.tier_in_phrase(phrase).filter(|tier| *is_shown || is_prefix_tier(*tier, term))?;
            let of_part = if whole { tier } else { tier.as_part_of_text() };
            Some(if place == 0 { of_part } else { of_part.as_inner_part() })
        });
        let not_shown = usize::from(!is_shown);
        let length = text.length;
        let close = |tier, looseness| Closeness { worst: Reverse(tier), not_shown, looseness, length };
        let best = tiers.min();
        let tier = if *is_shown { term.tier_in_text(text, best) } else { best };
        // A fuzzy match in the Latin spelling, which is not visible, would be unexplained.
        let fuzzily = || {
            term.fuzzy_looseness(&self.fuzzy, &text.text, text.letters)
                .map(|looseness| close(None, looseness))
        };
        tier.map(|tier| close(Some(Reverse(tier)), 0)).or_else(|| is_shown.then(fuzzily).flatten())
    }

    /// Returns the matching byte ranges of a name: whole graphemes, in order, not overlapping.
    #[must_use]
    pub fn match_ranges(&self, name: &str) -> Vec<Range<usize>> {
        let form = SearchForm::new(name);
        let mut ranges = Vec::new();
        for term in &self.terms {
            let places = term.match_ranges(&form.text);
            if places.is_empty() {
                let letters = term.fuzzy_match_chars(&self.fuzzy, &form.text).into_iter();
                ranges.extend(letters.map(|char| form.original_range(char..char + 1)));
            }
            ranges.extend(places.into_iter().map(|chars| form.original_range(chars)));
        }
        merge_ranges(ranges)
    }
}

/// True if a phrase has the term as its prefix; a single Latin letter is a prefix of too much.
fn is_prefix_tier(tier: Tier, term: &Term) -> bool {
    match tier {
        Tier::Exact | Tier::Sounding => true,
        Tier::Prefix | Tier::SoundingPrefix | Tier::SoundingOpening => {
            term.length > 1 || !term.text.is_ascii()
        }
        Tier::Contiguous | Tier::OtherName | Tier::SoundingWithin | Tier::SoundingBegun => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The names that match, the best first.
    fn found<'a>(typed: &str, names: &[&'a str]) -> Vec<&'a str> {
        let wanted = Pattern::new(typed);
        let mut found: Vec<(Closeness, &str)> = names
            .iter()
            .filter_map(|name| Some((wanted.closeness_of_names(&[PickName::new(name)])?, *name)))
            .collect();
        found.sort();
        found.into_iter().map(|(_, name)| name).collect()
    }

    #[test]
    fn the_whole_name_comes_first_then_its_beginning_its_middle_its_sound_its_letters() {
        let names = ["並べ替え", "並べ", "事例を並べ替え", "ならべるもの", "検索"];
        assert_eq!(found("並べ", &names), ["並べ", "並べ替え", "事例を並べ替え"]);
        assert_eq!(found("narabe", &names)[0], "並べ");
        assert!(found("narabe", &names).contains(&"並べ替え"));
        assert_eq!(found("ｋｅｎｓａｋｕ", &names), ["検索"]);
        assert_eq!(found("", &names).len(), names.len());
        assert_eq!(found("zzz", &names), [""; 0]);
    }

    #[test]
    fn letters_here_and_there_come_last_and_are_lit() {
        let names = ["next_case", "next case", "previous case"];
        assert_eq!(found("nxtcs", &names).len(), 2);
        assert_eq!(found("case next", &names), ["next case", "next_case"]);
        assert_eq!(Pattern::new("nxtcs").match_ranges("next case").len(), 4);
        let lit = Pattern::new("事例").match_ranges("次の事例へ");
        assert_eq!(lit.iter().map(|range| &"次の事例へ"[range.clone()]).collect::<Vec<_>>(), ["事例"]);
    }

    #[test]
    fn every_word_is_in_one_of_the_names() {
        let names = [PickName::new("次の事例へ"), PickName::new("next case")];
        assert!(Pattern::new("jirei next").closeness_of_names(&names).is_some());
        assert!(Pattern::new("jirei previous").closeness_of_names(&names).is_none());
    }

    #[test]
    fn what_is_not_shown_is_found_by_its_beginning_and_stands_behind_what_is() {
        let close = |typed: &str, name: PickName| Pattern::new(typed).closeness_of_names(&[name]);
        let [shown, not_shown] = ["close", "exit"].map(|typed| close(typed, PickName::not_shown(typed)));
        assert!(shown.is_some() && not_shown.is_some());
        assert!(close("close", PickName::new("close")) < close("close", PickName::not_shown("close")));
        assert!(close("close", PickName::not_shown("close")) < close("close", PickName::new("close it")));
        assert!(close("エクスポ", PickName::not_shown("エクスポート")).is_some());
        assert!(close("hozon", PickName::not_shown("保存")).is_some());
        assert!(close("text", PickName::not_shown("select text")).is_some());
        for typed in ["e", "port", "exrt"] {
            assert!(close(typed, PickName::not_shown("export")).is_none(), "{typed}");
            assert!(close(typed, PickName::new("export")).is_some(), "{typed}");
        }
    }

    #[test]
    fn letters_spread_over_the_middle_of_several_words_are_met_by_chance() {
        let names = ["page order and name", "to the top", "set or remove a bookmark", "hide blank fields"];
        assert_eq!(found("oran", &names), ["page order and name"], "of two beginnings");
        assert_eq!(found("bkmk", &names), ["set or remove a bookmark"]);
        assert_eq!(found("hiblf", &names), ["hide blank fields"]);
        for scattered in ["gorn", "etrem", "iebl"] {
            assert_eq!(found(scattered, &names), [""; 0], "{scattered}");
        }
    }
}
