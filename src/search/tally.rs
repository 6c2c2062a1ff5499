//! How many cases give each answer in some place of their pages.

use std::cmp::Reverse;
use std::ptr;

use rustc_hash::FxHashMap;

use super::place::Place;
use super::query::{answers, item_key};
use crate::model::{Answer, Case, Catalog};

/// The answers of a catalog in one place.
#[derive(Debug, Default)]
pub(super) struct Tally<'a> {
    /// The different answers, in the order in which they were met.
    pub values: Vec<Counted<'a>>,
    /// The answers of the cases: place of the case in [`Catalog::entries`], place in `values`; a pair
    /// once, in the order of the cases.
    pub of_cases: Vec<(usize, usize)>,
    /// The cases without an answer, by their places in [`Catalog::entries`].
    pub blank: Vec<usize>,
    by_key: FxHashMap<String, usize>,
    texts: Vec<Text<'a>>,
    by_text: FxHashMap<&'a str, usize>,
    /// What a field says, by where it is kept: pages that say the same share it, so that nearly all of
    /// them are met again and again.
    by_answer: FxHashMap<*const Answer, usize>,
    said: Vec<Said>,
}

/// One answer and the cases that give it.
#[derive(Debug)]
pub(super) struct Counted<'a> {
    /// The way of writing it that most fields have.
    pub text: &'a str,
    /// What it is told from others by, see [`item_key`].
    pub key: String,
    /// How many cases give it.
    pub cases: usize,
    /// The last of them.
    last: Option<usize>,
}

/// One way of writing an answer.
#[derive(Debug)]
struct Text<'a> {
    text: &'a str,
    /// Its place in [`Tally::values`].
    value: usize,
    /// How many fields write it so.
    fields: usize,
}

/// What one field says, or several that share it.
#[derive(Debug)]
struct Said {
    /// Places in [`Tally::texts`].
    texts: Vec<usize>,
    is_blank: bool,
    fields: usize,
}

impl<'a> Tally<'a> {
    /// Counts the answers of every case in a place; those longer than `longest` letters are passed over.
    pub(super) fn new(catalog: &'a Catalog, place: &'a Place, longest: usize) -> Self {
        let mut tally = Self::default();
        for (entry, case) in catalog.cases().enumerate() {
            tally.add(entry, case, place, longest);
        }
        tally.settle_texts();
        tally
    }

    /// Adds the answers of the next case.
    pub(super) fn add(&mut self, entry: usize, case: &'a Case, place: &'a Place, longest: usize) {
        let mut is_blank = true;
        for field in place.fields_of(case) {
            let said = self.said(&field.answer, longest);
            is_blank &= self.has_said(entry, said);
        }
        for head in place.heads_of(case).filter(|head| is_short(head, longest)) {
            is_blank = false;
            let text = self.text(head);
            self.texts[text].fields += 1;
            self.has(entry, text);
        }
        if is_blank {
            self.blank.push(entry);
        }
    }

    fn said(&mut self, answer: &'a Answer, longest: usize) -> usize {
        if let Some(known) = self.by_answer.get(&ptr::from_ref(answer)) {
            return *known;
        }
        let texts = answers(answer).into_iter().filter(|text| is_short(text, longest));
        let texts = texts.map(|text| self.text(text)).collect();
        self.said.push(Said { texts, is_blank: answer.value.is_blank(), fields: 0 });
        self.by_answer.insert(ptr::from_ref(answer), self.said.len() - 1);
        self.said.len() - 1
    }

    /// A case says something once more; true where that is no answer.
    fn has_said(&mut self, entry: usize, said: usize) -> bool {
        self.said[said].fields += 1;
        for at in 0..self.said[said].texts.len() {
            self.has(entry, self.said[said].texts[at]);
        }
        self.said[said].is_blank
    }

    fn has(&mut self, entry: usize, text: usize) {
        let value = self.texts[text].value;
        let counted = &mut self.values[value];
        if counted.last != Some(entry) {
            counted.last = Some(entry);
            counted.cases += 1;
            self.of_cases.push((entry, value));
        }
    }

    fn text(&mut self, text: &'a str) -> usize {
        if let Some(known) = self.by_text.get(text) {
            return *known;
        }
        let key = item_key(text);
        let value = self.by_key.get(&key).copied().unwrap_or(self.values.len());
        if value == self.values.len() {
            self.by_key.insert(key.clone(), value);
            self.values.push(Counted { text, key, cases: 0, last: None });
        }
        self.texts.push(Text { text, value, fields: 0 });
        self.by_text.insert(text, self.texts.len() - 1);
        self.texts.len() - 1
    }

    /// Gives each answer the way of writing it that most fields have, of several the first by text.
    pub(super) fn settle_texts(&mut self) {
        for said in &self.said {
            for text in &said.texts {
                self.texts[*text].fields += said.fields;
            }
        }
        let mut best: Vec<Option<(usize, Reverse<&str>)>> = vec![None; self.values.len()];
        for Text { text, value, fields } in &self.texts {
            let this = Some((*fields, Reverse(*text)));
            if this > best[*value] {
                best[*value] = this;
                self.values[*value].text = text;
            }
        }
    }
}

fn is_short(text: &str, longest: usize) -> bool {
    // No letter is longer than four bytes, so that most are not counted.
    text.len() <= longest || (text.len() / 4 <= longest && text.chars().nth(longest).is_none())
}
