//! The distinct texts and phrases of a catalog by number, and where each of them is.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::postings::Postings;
use super::texts::{Phrase, SearchText};
use crate::model::Answer;

/// The distinct texts and phrases of a catalog, each by its number.
#[derive(Debug, Default)]
pub struct Corpus {
    texts: Vec<Arc<SearchText>>,
    /// Which of them are lists, beside the texts themselves: to look at these takes longer.
    lists: Vec<bool>,
    /// How many of them are searched in part only.
    pub cut: usize,
    /// The pages of each text, in rising order.
    text_pages: Vec<Vec<u32>>,
    /// The phrase numbers of all texts, concatenated, and the start of each text's.
    text_phrases: Vec<u32>,
    phrases_from: Vec<u32>,
    phrases: Vec<Arc<Phrase>>,
    /// The texts of each phrase, in rising order.
    phrase_texts: Vec<Vec<u32>>,
    /// `None` while the phrases are few.
    postings: Option<Postings>,
    /// The numbers of texts, answers and phrases by their addresses.
    text_numbers: FxHashMap<usize, u32>,
    answer_numbers: FxHashMap<usize, u32>,
    phrase_numbers: FxHashMap<usize, u32>,
}

impl Corpus {
    /// Adds a text of a page, the last so far, and returns its number.
    pub fn add_text(&mut self, text: &Arc<SearchText>, page: u32) -> u32 {
        let address = Arc::as_ptr(text) as usize;
        let number = match self.text_numbers.get(&address) {
            Some(number) => *number,
            None => self.add_new_text(text, address),
        };
        push_new(&mut self.text_pages, number, page);
        number
    }

    fn add_new_text(&mut self, text: &Arc<SearchText>, address: usize) -> u32 {
        let number = to_number(self.texts.len());
        self.phrases_from.push(to_number(self.text_phrases.len()));
        for phrase in &text.phrases {
            let next = to_number(self.phrases.len());
            let phrase_number = *self.phrase_numbers.entry(Arc::as_ptr(phrase) as usize).or_insert(next);
            if phrase_number == next {
                self.phrases.push(phrase.clone());
                self.phrase_texts.push(Vec::new());
            }
            push_new(&mut self.phrase_texts, phrase_number, number);
            self.text_phrases.push(phrase_number);
        }
        if let Some(answer) = &text.answer {
            self.answer_numbers.insert(Arc::as_ptr(answer) as usize, number);
        }
        self.cut += usize::from(text.is_cut);
        self.texts.push(text.clone());
        self.lists.push(text.is_list);
        self.text_pages.push(Vec::new());
        self.text_numbers.insert(address, number);
        number
    }

    /// Indexes the phrases that were added, unless they are few.
    pub fn index_phrases(&mut self) {
        if self.phrases.len() >= FEW_PHRASES {
            self.index_new_phrases();
        }
    }

    pub(super) fn index_new_phrases(&mut self) {
        let postings = self.postings.get_or_insert_default();
        let new = self.phrases.get(postings.count()..).unwrap_or_default();
        new.iter().for_each(|phrase| postings.add(phrase));
    }

    /// Returns the posting lists of the phrases; `None` if these are few.
    #[must_use]
    pub fn postings(&self) -> Option<&Postings> {
        self.postings.as_ref()
    }

    /// Returns the phrases that may contain one of these texts.
    #[must_use]
    pub fn phrases_with_any(&self, texts: &[String]) -> Vec<u32> {
        match &self.postings {
            Some(postings) => postings.with_any(texts),
            None => (0..to_number(self.phrases.len())).collect(),
        }
    }

    /// Returns the number of texts.
    #[must_use]
    pub fn text_count(&self) -> usize {
        self.texts.len()
    }

    /// Returns the number of phrases.
    #[must_use]
    pub fn phrase_count(&self) -> usize {
        self.phrases.len()
    }

    /// Returns a text.
    #[must_use]
    pub fn text(&self, text: u32) -> Option<&Arc<SearchText>> {
        self.texts.get(text as usize)
    }

    /// True for a text whose phrases are items of their own, false for a name of several.
    #[must_use]
    pub fn is_list(&self, text: u32) -> bool {
        self.lists.get(text as usize).copied().unwrap_or(true)
    }

    /// Returns a phrase.
    #[must_use]
    pub fn phrase(&self, phrase: u32) -> Option<&Arc<Phrase>> {
        self.phrases.get(phrase as usize)
    }

    /// Returns the phrases of a text, in their order.
    #[must_use]
    pub fn text_phrases(&self, text: u32) -> &[u32] {
        let from = |text: usize| self.phrases_from.get(text).map(|from| *from as usize);
        let text = text as usize;
        let range = from(text).unwrap_or_default()..from(text + 1).unwrap_or(self.text_phrases.len());
        self.text_phrases.get(range).unwrap_or_default()
    }

    /// Returns the texts that have a phrase, in rising order.
    #[must_use]
    pub fn phrase_texts(&self, phrase: u32) -> &[u32] {
        self.phrase_texts.get(phrase as usize).map(Vec::as_slice).unwrap_or_default()
    }

    /// Returns the pages that have a text, in rising order.
    #[must_use]
    pub fn text_pages(&self, text: u32) -> &[u32] {
        self.text_pages.get(text as usize).map(Vec::as_slice).unwrap_or_default()
    }

    /// Returns the number of an answer's text; `None` if no page has it.
    #[must_use]
    pub fn answer_number(&self, answer: &Arc<Answer>) -> Option<u32> {
        self.answer_numbers.get(&(Arc::as_ptr(answer) as usize)).copied()
    }
}

/// Fewer phrases than this are looked through faster than they are indexed.
const FEW_PHRASES: usize = 2_048;

/// Appends a number to a list of rising ones, once.
fn push_new(lists: &mut [Vec<u32>], list: u32, number: u32) {
    if let Some(list) = lists.get_mut(list as usize)
        && list.last() != Some(&number)
    {
        list.push(number);
    }
}

/// Returns a length as the number of what comes next.
#[must_use]
pub fn to_number(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
