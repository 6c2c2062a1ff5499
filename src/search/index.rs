//! The texts of a catalog, ready for being searched.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::name_field::NameField;
use super::rank::Tier;
use super::term::Term;
use super::texts::{Phrase, Text, Texts};
use crate::model::schema::{FieldSpec, SectionSpec, schema};
use crate::model::{Answer, Case, Catalog};

/// The texts of one page.
#[derive(Debug)]
pub struct PageTexts {
    /// Its names; empty ones are left out.
    names: Vec<(NameField, Arc<Text>)>,
    /// Its fields, section by section.
    fields: Vec<Arc<Text>>,
    /// Which fields of the form have an answer.
    answered: FormFields,
}

/// Some fields of the form: a bit each, in the form's order.
pub(super) type FormFields = u128;

/// The fields of the form that `holds` chooses.
pub(super) fn form_fields(mut holds: impl FnMut(&SectionSpec, &FieldSpec) -> bool) -> FormFields {
    let fields =
        schema().sections.iter().flat_map(|section| section.fields.iter().map(move |field| (section, field)));
    (0..FormFields::BITS)
        .zip(fields)
        .filter(|(_, (section, field))| holds(section, field))
        .fold(0, |chosen, (bit, _)| chosen | 1 << bit)
}

impl PageTexts {
    /// The texts of a page. They are the page's alone, so that this can be done anywhere.
    #[must_use]
    pub fn of(case: &Case, texts: &Texts) -> Self {
        let name = |field: NameField| {
            let text = field.text_of(case);
            (!text.is_empty()).then(|| (field, texts.of_name(&text, field.is_list())))
        };
        // The id is compared as it is.
        let names = NameField::ALL.into_iter().filter(|field| *field != NameField::Id).filter_map(name);
        let fields = case.sections.iter().flat_map(|section| &section.fields);
        let answered = form_fields(|section, spec| {
            let same = case.sections.iter().filter(|own| own.id == Some(section.id));
            let mut own = same.flat_map(|own| &own.fields);
            own.any(|field| field.id == Some(spec.id) && !field.value.is_blank())
        });
        Self {
            names: names.collect(),
            fields: fields.map(|field| texts.of_answer(&field.answer)).collect(),
            answered,
        }
    }

    /// The same, with what its phrases sound like: of many pages that is better found before a key
    /// waits for it, of a few it would hold up the first frame.
    #[must_use]
    pub fn read_aloud(self) -> Self {
        for text in self.fields.iter().chain(self.names.iter().map(|(_, text)| text)) {
            text.phrases.iter().for_each(|phrase| _ = phrase.starts());
            _ = text.latin();
        }
        self
    }
}

/// The texts of a catalog: every different text and phrase once, by number.
#[derive(Debug, Default)]
pub struct Index {
    /// In the order of [`Catalog::pages`].
    pages: Vec<PageTexts>,
    /// The same, by the numbers of their texts.
    numbers: Vec<PageNumbers>,
    /// The page of each case, in the order of [`Catalog::entries`].
    cases: Vec<usize>,
    pub(super) texts: Vec<Arc<Text>>,
    /// The numbers of each text's phrases, one after another, and where each text's begin.
    text_phrases: Vec<u32>,
    phrases_from: Vec<u32>,
    phrases: Vec<Arc<Phrase>>,
    text_numbers: FxHashMap<usize, u32>,
    /// The numbers of texts by the place of the answer that they are.
    answer_numbers: FxHashMap<usize, u32>,
    phrase_numbers: FxHashMap<usize, u32>,
    /// Where the terms of the last query stand.
    last: Mutex<HashMap<String, Arc<Standings>>>,
}

/// The texts of a page by their numbers.
#[derive(Debug, Default)]
pub(super) struct PageNumbers {
    pub(super) names: Box<[(NameField, u32)]>,
    pub(super) fields: Box<[u32]>,
    pub(super) answered: FormFields,
}

/// How a term stands in each text, by the text's number.
#[derive(Debug)]
pub(super) struct Standings {
    tiers: Vec<u8>,
}

/// Stands for a text that the term is not in.
const NOWHERE: u8 = u8::MAX;

impl Standings {
    pub(super) fn tier(&self, text: u32) -> Option<Tier> {
        self.tiers.get(text as usize).copied().and_then(Tier::from_repr)
    }
}

impl Index {
    /// The texts of every page.
    #[must_use]
    pub fn new(catalog: &Catalog) -> Self {
        let mut index = Self::default();
        index.catch_up(catalog);
        index
    }

    /// Adds the texts of the catalog's pages that nobody has added yet.
    pub fn catch_up(&mut self, catalog: &Catalog) {
        let new = catalog.pages.get(self.pages.len()..).unwrap_or_default();
        if new.is_empty() {
            return;
        }
        let texts = Texts::default();
        let page = |case: &Case| PageTexts::of(case, &texts);
        let pages: Vec<PageTexts> = if new.len() < FEW_PAGES {
            new.iter().map(page).collect()
        } else {
            new.par_iter().map(|case| page(case).read_aloud()).collect()
        };
        self.add(pages);
        self.follow(catalog);
    }

    /// Adds the texts of the pages that come after those that are there; [`Index::follow`] puts them
    /// to work.
    pub fn add(&mut self, pages: impl IntoIterator<Item = PageTexts>) {
        for page in pages {
            let names = page.names.iter().map(|(field, text)| (*field, self.number(text))).collect();
            let fields = page.fields.iter().map(|text| self.number(text)).collect();
            self.numbers.push(PageNumbers { names, fields, answered: page.answered });
            self.pages.push(page);
        }
        self.last = Mutex::default();
    }

    fn number(&mut self, text: &Arc<Text>) -> u32 {
        let address = Arc::as_ptr(text) as usize;
        if let Some(number) = self.text_numbers.get(&address) {
            return *number;
        }
        let number = count(self.texts.len());
        self.phrases_from.push(count(self.text_phrases.len()));
        for phrase in &text.phrases {
            let next = count(self.phrases.len());
            let number = *self.phrase_numbers.entry(Arc::as_ptr(phrase) as usize).or_insert(next);
            if number == next {
                self.phrases.push(phrase.clone());
            }
            self.text_phrases.push(number);
        }
        if let Some(answer) = &text.answer {
            self.answer_numbers.insert(Arc::as_ptr(answer) as usize, number);
        }
        self.texts.push(text.clone());
        self.text_numbers.insert(address, number);
        number
    }

    /// Takes the texts of every page out.
    #[must_use]
    pub fn take(&mut self) -> Vec<PageTexts> {
        std::mem::take(self).pages
    }

    /// Finds the cases that the catalog shows now.
    pub fn follow(&mut self, catalog: &Catalog) {
        self.cases.clear();
        self.cases.extend(catalog.entries.iter().map(|entry| entry.page));
    }

    /// The cases that the catalog shows now, with their pages and the numbers of the pages' texts.
    pub(super) fn cases<'a>(&'a self, catalog: &'a Catalog) -> Vec<(usize, &'a Case, &'a PageNumbers)> {
        let pages = self.cases.iter().enumerate();
        pages
            .filter_map(|(entry, page)| Some((entry, catalog.pages.get(*page)?, self.numbers.get(*page)?)))
            .collect()
    }

    /// How a term stands in each text. What the last query asked for is still known.
    pub(super) fn standings(&self, term: &Term) -> Arc<Standings> {
        let known = self.lock_last().get(&term.key).cloned();
        if let Some(known) = known {
            return known;
        }
        let tier = |phrase: &Arc<Phrase>| term.tier(phrase).map_or(NOWHERE, Tier::code);
        let of_phrases: Vec<u8> = if self.phrases.len() < FEW {
            self.phrases.iter().map(tier).collect()
        } else {
            self.phrases.par_iter().with_min_len(FEW).map(tier).collect()
        };
        let of_text = |(number, text): (usize, &Arc<Text>)| {
            let mut tiers = self.phrases_of(number).iter().map(|phrase| of_phrases[*phrase as usize]);
            let best = if text.is_list {
                tiers.min()
            } else {
                // A phrase of a name is not all of the name: net is not what Noto Medical Net is called.
                let first = tiers.next().and_then(Tier::from_repr).map(Tier::of_part);
                let later = tiers.filter_map(Tier::from_repr).map(|tier| tier.of_part().within());
                first.into_iter().chain(later).min().map(Tier::code)
            };
            let tier = term.tier_of_text(text, best.and_then(Tier::from_repr));
            let tier = if text.is_name { tier.map(|tier| term.tier_of_name(&text.text, tier)) } else { tier };
            tier.map_or(NOWHERE, Tier::code)
        };
        let tiers = if self.texts.len() < FEW {
            self.texts.iter().enumerate().map(of_text).collect()
        } else {
            self.texts.par_iter().with_min_len(FEW).enumerate().map(of_text).collect()
        };
        let standings = Arc::new(Standings { tiers });
        self.lock_last().insert(term.key.clone(), standings.clone());
        standings
    }

    /// The text that an answer is, where a page of the index says it.
    pub(super) fn number_of(&self, answer: &Arc<Answer>) -> Option<u32> {
        self.answer_numbers.get(&(Arc::as_ptr(answer) as usize)).copied()
    }

    fn phrases_of(&self, text: usize) -> &[u32] {
        let from = self.phrases_from.get(text).map_or(0, |from| *from as usize);
        let to = self.phrases_from.get(text + 1).map_or(self.text_phrases.len(), |to| *to as usize);
        self.text_phrases.get(from..to).unwrap_or_default()
    }

    /// Forgets where terms stand that the query does not ask for.
    pub(super) fn keep_only(&self, keys: &[String]) {
        self.lock_last().retain(|key, _| keys.contains(key));
    }

    fn lock_last(&self) -> std::sync::MutexGuard<'_, HashMap<String, Arc<Standings>>> {
        self.last.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Fewer pages than this are read where they are asked for.
const FEW_PAGES: usize = 16;

/// Fewer than this are looked through where they are asked for: waking threads would cost more.
pub(super) const FEW: usize = 512;

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
