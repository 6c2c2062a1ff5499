//! Finding one of a few things by its names, as a palette does: by their words, their sound, their
//! letters here and there.

use std::cmp::Reverse;
use std::ops::Range;
use std::sync::Arc;

use super::form::Form;
use super::light::merged;
use super::query::Words;
use super::rank::{Fuzzy, Tier};
use super::term::Term;
use super::texts::{Text, Texts};

/// A name that can be found.
#[derive(Debug, Clone)]
pub struct Name {
    text: Arc<Text>,
    is_shown: bool,
}

impl Name {
    /// A name in the form that is searched.
    #[must_use]
    pub fn new(name: &str) -> Self {
        Self { text: Texts::default().of_name(name, false), is_shown: true }
    }

    /// Another word for the same, which nobody sees: it is found by how its words begin, since a part of
    /// it, or its letters here and there, would not say why.
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
    /// How many of the terms are only in names that are not shown.
    not_shown: usize,
    looseness: usize,
    length: u32,
}

/// What was typed to find something: every word of it has to be in one of the names.
pub struct Wanted {
    terms: Vec<Term>,
    fuzzy: Fuzzy,
}

impl Wanted {
    /// The words that were typed.
    #[must_use]
    pub fn new(typed: &str) -> Self {
        let words = typed.split_whitespace();
        let words = words.map(|word| Words { text: word.to_owned(), exact: false, span: 0..0 });
        Self { terms: words.filter_map(|words| Term::new(&words)).collect(), fuzzy: Fuzzy::of_few() }
    }

    /// How well something with these names matches, if it does.
    #[must_use]
    pub fn find(&self, names: &[Name]) -> Option<Closeness> {
        let worst = Reverse(Some(Reverse(Tier::Exact)));
        let mut all = Closeness { worst, not_shown: 0, looseness: 0, length: 0 };
        for term in &self.terms {
            let best = names.iter().filter_map(|name| self.closeness(term, name)).min()?;
            all.worst = all.worst.max(best.worst);
            all.not_shown += best.not_shown;
            all.looseness += best.looseness;
            all.length += best.length;
        }
        Some(all)
    }

    fn closeness(&self, term: &Term, Name { text, is_shown }: &Name) -> Option<Closeness> {
        let whole = text.phrases.len() < 2;
        let tiers = text.phrases.iter().enumerate().filter_map(|(place, phrase)| {
            let tier = term.tier(phrase).filter(|tier| *is_shown || begins(*tier, term))?;
            let of_part = if whole { tier } else { tier.of_part() };
            Some(if place == 0 { of_part } else { of_part.within() })
        });
        let not_shown = usize::from(!is_shown);
        let length = text.length;
        let close = |tier, looseness| Closeness { worst: Reverse(tier), not_shown, looseness, length };
        let best = tiers.min();
        let tier = if *is_shown { term.tier_of_text(text, best) } else { best };
        // Letters of its Latin spelling, which nobody sees, would not say why it is found.
        let fuzzily = || term.fuzzy_in(&self.fuzzy, text).map(|looseness| close(None, looseness));
        tier.map(|tier| close(Some(Reverse(tier)), 0)).or_else(|| is_shown.then(fuzzily).flatten())
    }

    /// The letters of a name that match: byte ranges of whole graphemes, in order, not overlapping.
    #[must_use]
    pub fn lit(&self, name: &str) -> Vec<Range<usize>> {
        let form = Form::of(name);
        let mut ranges = Vec::new();
        for term in &self.terms {
            let places = term.places(&form.text);
            if places.is_empty() {
                let letters = term.fuzzy_places(&self.fuzzy, &form.text).into_iter();
                ranges.extend(letters.map(|char| form.original(char..char + 1)));
            }
            ranges.extend(places.into_iter().map(|chars| form.original(chars)));
        }
        merged(ranges)
    }
}

/// True where a phrase begins with a term; one Latin letter is a beginning of too much.
fn begins(tier: Tier, term: &Term) -> bool {
    match tier {
        Tier::Exact | Tier::Sounding => true,
        Tier::Prefix | Tier::SoundingPrefix | Tier::SoundingOpening => {
            term.length > 1 || !term.text.is_ascii()
        }
        Tier::Contiguous | Tier::SoundingWithin | Tier::SoundingBegun => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The names that match, the best first.
    fn found<'a>(typed: &str, names: &[&'a str]) -> Vec<&'a str> {
        let wanted = Wanted::new(typed);
        let mut found: Vec<(Closeness, &str)> =
            names.iter().filter_map(|name| Some((wanted.find(&[Name::new(name)])?, *name))).collect();
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
        assert_eq!(Wanted::new("nxtcs").lit("next case").len(), 4);
        let lit = Wanted::new("事例").lit("次の事例へ");
        assert_eq!(lit.iter().map(|range| &"次の事例へ"[range.clone()]).collect::<Vec<_>>(), ["事例"]);
    }

    #[test]
    fn every_word_is_in_one_of_the_names() {
        let names = [Name::new("次の事例へ"), Name::new("next case")];
        assert!(Wanted::new("jirei next").find(&names).is_some());
        assert!(Wanted::new("jirei previous").find(&names).is_none());
    }

    #[test]
    fn what_is_not_shown_is_found_by_its_beginning_and_stands_behind_what_is() {
        let close = |typed: &str, name: Name| Wanted::new(typed).find(&[name]);
        let [shown, not_shown] = ["close", "exit"].map(|typed| close(typed, Name::not_shown(typed)));
        assert!(shown.is_some() && not_shown.is_some());
        assert!(close("close", Name::new("close")) < close("close", Name::not_shown("close")));
        assert!(close("close", Name::not_shown("close")) < close("close", Name::new("close it")));
        assert!(close("エクスポ", Name::not_shown("エクスポート")).is_some());
        assert!(close("hozon", Name::not_shown("保存")).is_some());
        assert!(close("text", Name::not_shown("select text")).is_some());
        for typed in ["e", "port", "exrt"] {
            assert!(close(typed, Name::not_shown("export")).is_none(), "{typed}");
            assert!(close(typed, Name::new("export")).is_some(), "{typed}");
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
