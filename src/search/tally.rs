//! Counts how many cases give each answer in a part of their pages.

use std::cmp::Reverse;
use std::ptr;

use rustc_hash::FxHashMap;

use super::place::SearchScope;
use super::query::{given_answers, item_key};
use crate::model::{Answer, Case, Catalog};

/// The answers of a catalog in one scope.
#[derive(Debug, Default)]
pub struct Tally<'a> {
    /// The distinct answers, in the order of their first occurrence.
    pub values: Vec<CountedAnswer<'a>>,
    /// The answers of the cases: index in [`Catalog::entries`], index in `values`; each pair once, in the
    /// order of the cases.
    pub of_cases: Vec<(usize, usize)>,
    by_key: FxHashMap<String, usize>,
    texts: Vec<Spelling<'a>>,
    by_text: FxHashMap<&'a str, usize>,
    /// Answers by address: pages with the same answer share it, so that nearly all of them repeat.
    by_answer: FxHashMap<*const Answer, usize>,
    answers: Vec<AnswerTally>,
}

/// One answer and the cases that give it.
#[derive(Debug)]
pub struct CountedAnswer<'a> {
    /// The spelling that most fields have.
    pub text: &'a str,
    /// The key that identifies it, see [`item_key`].
    pub key: String,
    /// The number of cases that give it.
    pub cases: usize,
    /// The last of these cases.
    last: Option<usize>,
}

/// A spelling of an answer.
#[derive(Debug)]
struct Spelling<'a> {
    text: &'a str,
    /// Its index in [`Tally::values`].
    value: usize,
    /// The number of fields with this spelling.
    fields: usize,
}

/// The answer of one field, or of several that share it.
#[derive(Debug)]
struct AnswerTally {
    /// Indices in [`Tally::texts`].
    texts: Vec<usize>,
    fields: usize,
}

impl<'a> Tally<'a> {
    /// Counts the answers of every case in a scope; those longer than `longest` letters are skipped.
    pub fn new(catalog: &'a Catalog, place: &'a SearchScope, longest: usize) -> Self {
        let mut tally = Self::default();
        for (entry, case) in catalog.cases().enumerate() {
            tally.add(entry, case, place, longest);
        }
        tally.choose_spellings();
        tally
    }

    /// Adds the answers of the next case.
    pub fn add(&mut self, entry: usize, case: &'a Case, place: &'a SearchScope, longest: usize) {
        for field in place.fields_in(case) {
            self.add_answer(entry, &field.answer, longest);
        }
        for head in place.heads_in(case).filter(|head| is_short(head, longest)) {
            let text = self.spelling_index(head);
            self.texts[text].fields += 1;
            self.count_spelling(entry, text);
        }
    }

    /// Adds an answer of the next case.
    pub fn add_answer(&mut self, entry: usize, answer: &'a Answer, longest: usize) {
        let answer = self.answer_index(answer, longest);
        self.answers[answer].fields += 1;
        for at in 0..self.answers[answer].texts.len() {
            self.count_spelling(entry, self.answers[answer].texts[at]);
        }
    }

    /// Returns the spellings of an answer, given by its index in `values`.
    pub fn spellings(&self, value: usize) -> impl Iterator<Item = &'a str> {
        self.texts.iter().filter(move |spelling| spelling.value == value).map(|spelling| spelling.text)
    }

    fn answer_index(&mut self, answer: &'a Answer, longest: usize) -> usize {
        if let Some(known) = self.by_answer.get(&ptr::from_ref(answer)) {
            return *known;
        }
        let texts = given_answers(answer).into_iter().filter(|text| is_short(text, longest));
        let texts = texts.map(|text| self.spelling_index(text)).collect();
        self.answers.push(AnswerTally { texts, fields: 0 });
        self.by_answer.insert(ptr::from_ref(answer), self.answers.len() - 1);
        self.answers.len() - 1
    }

    fn count_spelling(&mut self, entry: usize, text: usize) {
        let value = self.texts[text].value;
        let counted = &mut self.values[value];
        if counted.last != Some(entry) {
            counted.last = Some(entry);
            counted.cases += 1;
            self.of_cases.push((entry, value));
        }
    }

    fn spelling_index(&mut self, text: &'a str) -> usize {
        if let Some(known) = self.by_text.get(text) {
            return *known;
        }
        let key = item_key(text);
        let value = self.by_key.get(&key).copied().unwrap_or(self.values.len());
        if value == self.values.len() {
            self.by_key.insert(key.clone(), value);
            self.values.push(CountedAnswer { text, key, cases: 0, last: None });
        }
        self.texts.push(Spelling { text, value, fields: 0 });
        self.by_text.insert(text, self.texts.len() - 1);
        self.texts.len() - 1
    }

    /// Gives each answer the spelling that most fields have; ties go to the first by text.
    pub fn choose_spellings(&mut self) {
        for answer in &self.answers {
            for text in &answer.texts {
                self.texts[*text].fields += answer.fields;
            }
        }
        let mut best: Vec<Option<(usize, Reverse<&str>)>> = vec![None; self.values.len()];
        for Spelling { text, value, fields } in &self.texts {
            let this = Some((*fields, Reverse(*text)));
            if this > best[*value] {
                best[*value] = this;
                self.values[*value].text = text;
            }
        }
    }
}

fn is_short(text: &str, longest: usize) -> bool {
    // A letter has at most four bytes, so that most texts need no counting.
    text.len() <= longest || (text.len() / 4 <= longest && text.chars().nth(longest).is_none())
}
