//! Posting lists: the phrases that have a letter, two letters in a row, or a word with certain first sounds.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::term::Term;
use super::texts::Phrase;

/// The numbers of phrases by what they contain, in rising order.
#[derive(Debug, Default)]
pub struct Postings {
    /// By two letters in a row; a letter alone has [`ALONE`] for the second.
    letters: FxHashMap<[char; 2], Vec<u32>>,
    /// By the first two sounds of a word, see [`super::readings::first_sounds`].
    sounds: BTreeMap<u32, Vec<u32>>,
    /// The number of phrases.
    count: u32,
}

/// A break: no phrase has it.
const ALONE: char = '\0';

impl Postings {
    /// Returns the number of phrases.
    #[must_use]
    pub fn count(&self) -> usize {
        self.count as usize
    }

    /// Adds the next phrase.
    pub fn add(&mut self, phrase: &Phrase) {
        let number = self.count;
        self.count += 1;
        let mut letters = phrase.text.chars().peekable();
        while let Some(letter) = letters.next() {
            push(self.letters.entry([letter, ALONE]).or_default(), number);
            if let Some(next) = letters.peek() {
                push(self.letters.entry([letter, *next]).or_default(), number);
            }
        }
        for start in phrase.starts() {
            push(self.sounds.entry(u32::from(start.sounds)).or_default(), number);
        }
    }

    /// Returns the phrases that a term may match, in rising order: all that it matches, and others.
    #[must_use]
    pub fn candidates(&self, term: &Term) -> Vec<u32> {
        if term.beginnings().is_none() && term.other_names.is_empty() {
            return self.with_letters(&term.text).to_vec();
        }
        let mut found = vec![false; self.count()];
        let mut mark = |numbers: &[u32]| numbers.iter().for_each(|number| found[*number as usize] = true);
        mark(self.with_letters(&term.text));
        term.other_names.iter().for_each(|name| mark(self.with_letters(name)));
        if let Some(beginnings) = term.beginnings() {
            for range in beginnings.sounds() {
                self.sounds.range(range.clone()).for_each(|(_, numbers)| mark(numbers));
            }
            for letter in beginnings.letters() {
                mark(self.with_pair([*letter, ALONE]));
            }
        }
        (0..self.count).zip(found).filter(|(_, found)| *found).map(|(number, _)| number).collect()
    }

    /// Returns the phrases that may contain a text: those that have its rarest two letters in a row.
    #[must_use]
    pub fn with_letters(&self, text: &str) -> &[u32] {
        let pairs = text.chars().zip(text.chars().skip(1));
        let rarest = pairs.map(|(one, next)| self.with_pair([one, next])).min_by_key(|found| found.len());
        let alone = || text.chars().next().map(|letter| self.with_pair([letter, ALONE]));
        rarest.or_else(alone).unwrap_or_default()
    }

    /// Returns the phrases that may contain one of these texts, in rising order.
    #[must_use]
    pub fn with_any(&self, texts: &[String]) -> Vec<u32> {
        let mut phrases: Vec<u32> = texts.iter().flat_map(|text| self.with_letters(text)).copied().collect();
        phrases.sort_unstable();
        phrases.dedup();
        phrases
    }

    fn with_pair(&self, letters: [char; 2]) -> &[u32] {
        self.letters.get(&letters).map(Vec::as_slice).unwrap_or_default()
    }
}

/// Appends the number of the phrase that is being added, once.
fn push(numbers: &mut Vec<u32>, number: u32) {
    if numbers.last() != Some(&number) {
        numbers.push(number);
    }
}
