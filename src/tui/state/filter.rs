//! A typed text and the items whose names match it, for the palette and for the filter of a popup.

use crate::search::pick::{Pattern, PickName};
use crate::text::fold::fold;
use crate::text::nearest;

/// The names of an item.
#[derive(Debug, Default)]
pub struct ItemNames {
    names: Vec<PickName>,
    /// The names as text, to correct slips by.
    pub texts: Vec<String>,
    /// True for an item that comes after those that match no better.
    pub is_last: bool,
}

/// The items that match a typed text.
pub struct Matches {
    /// Their indices, the best first; all of them in their order if nothing is typed.
    pub items: Vec<usize>,
    /// How many of them match by whole words or parts of them, and not by letters here and there.
    pub by_word: usize,
    /// What they match.
    pub pattern: Pattern,
}

impl ItemNames {
    /// Creates the names that an item is found by: those on the screen, and synonyms that are not.
    #[must_use]
    pub fn new<'a>(
        shown: impl IntoIterator<Item = &'a str>,
        synonyms: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        let mut all = Self::default();
        for name in shown {
            all.names.push(PickName::new(name));
            all.texts.push(name.to_owned());
        }
        for name in synonyms {
            all.names.push(PickName::not_shown(name));
            all.texts.push(name.to_owned());
        }
        all
    }
}

/// Returns the items that match; if there are none, those that match the text with its slips corrected.
#[must_use]
pub fn find_matches(typed: &str, items: &[ItemNames]) -> Matches {
    let exact = rank_items(typed, items);
    if exact.items.is_empty() { rank_items(&correct_words(typed, items), items) } else { exact }
}

/// Returns the items that match, the best first; all in their order if nothing is typed.
fn rank_items(typed: &str, items: &[ItemNames]) -> Matches {
    let pattern = Pattern::new(typed);
    let ranked = items.iter().enumerate().filter_map(|(index, item)| {
        let close = pattern.closeness_of_names(&item.names)?;
        Some((close.worst, item.is_last, close, index))
    });
    let mut ranked: Vec<_> = ranked.collect();
    if !typed.trim().is_empty() {
        ranked.sort_unstable();
    }
    let by_word = ranked.iter().filter(|(worst, ..)| worst.0.is_some()).count();
    Matches { items: ranked.into_iter().map(|(.., index)| index).collect(), by_word, pattern }
}

/// Replaces each misspelt word by the nearest word of the names.
fn correct_words(typed: &str, items: &[ItemNames]) -> String {
    let names = || items.iter().flat_map(|item| &item.texts);
    let words = || names().flat_map(|name| name.split(|letter: char| !letter.is_ascii_alphabetic()));
    let correct = |word: &str| {
        let word = fold(word).text;
        let near = word.is_ascii().then(|| nearest(&word, words().filter(|near| near.len() > 2)));
        near.flatten().map_or(word, str::to_owned)
    };
    typed.split_whitespace().map(correct).collect::<Vec<_>>().join(" ")
}
