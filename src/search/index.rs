//! The search index: the texts of a catalog.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::name_field::NameField;
use super::rank::Tier;
use super::term::Term;
use super::texts::{Phrase, SearchText, Texts};
use crate::lang::Lang;
use crate::model::schema::{FieldSpec, SectionSpec, schema};
use crate::model::{Answer, Case, Catalog};

/// The texts of one page.
#[derive(Debug)]
pub struct PageTexts {
    /// Its names; empty ones are left out.
    names: Vec<(NameField, Arc<SearchText>)>,
    /// Its fields, section by section.
    fields: Vec<Arc<SearchText>>,
    /// The fields of the form that have an answer.
    answered: FormFields,
}

/// A set of fields of the form: a bit each, in the form's order.
pub(super) type FormFields = u128;

/// Returns the fields of the form for which `holds` is true.
pub(super) fn form_fields(mut holds: impl FnMut(&SectionSpec, &FieldSpec) -> bool) -> FormFields {
    let fields =
        schema().sections.iter().flat_map(|section| section.fields.iter().map(move |field| (section, field)));
    (0..FormFields::BITS)
        .zip(fields)
        .filter(|(_, (section, field))| holds(section, field))
        .fold(0, |chosen, (bit, _)| chosen | 1 << bit)
}

impl PageTexts {
    /// Builds the texts of a page. It needs no other page, so that it can run on any thread.
    #[must_use]
    pub fn new(case: &Case, texts: &Texts) -> Self {
        let name = |field: NameField| {
            let text = field.text_in(case);
            (!text.is_empty()).then(|| (field, texts.name_text(&text, field.is_list())))
        };
        // The id is compared without folding.
        let names = NameField::ALL.into_iter().filter(|field| *field != NameField::Id).filter_map(name);
        let fields = case.sections.iter().flat_map(|section| &section.fields);
        let answered = form_fields(|section, spec| {
            let same = case.sections.iter().filter(|own| own.id == Some(section.id));
            let mut own = same.flat_map(|own| &own.fields);
            own.any(|field| field.id == Some(spec.id) && !field.value.is_blank())
        });
        Self {
            names: names.collect(),
            fields: fields.map(|field| texts.answer_text(&field.answer)).collect(),
            answered,
        }
    }

    /// Computes the sounds of its phrases in advance: for many pages a key would wait for that, for a few
    /// it would delay the first frame.
    #[must_use]
    pub fn with_sounds(self) -> Self {
        for text in self.fields.iter().chain(self.names.iter().map(|(_, text)| text)) {
            text.phrases.iter().for_each(|phrase| _ = phrase.starts());
            _ = text.latin();
        }
        self
    }
}

/// The texts of a catalog: every distinct text and phrase once, by number.
#[derive(Debug, Default)]
pub struct Index {
    /// In the order of [`Catalog::pages`].
    pages: Vec<PageTexts>,
    /// The pages as the numbers of their texts.
    numbers: Vec<PageNumbers>,
    /// The page of each case, in the order of [`Catalog::entries`].
    cases: Vec<usize>,
    pub(super) texts: Vec<Arc<SearchText>>,
    /// How many of them are searched in part only.
    cut: usize,
    /// The phrase numbers of all texts, concatenated, and the start of each text's.
    text_phrases: Vec<u32>,
    phrases_from: Vec<u32>,
    phrases: Vec<Arc<Phrase>>,
    text_numbers: FxHashMap<usize, u32>,
    /// The numbers of texts by the address of their answer.
    answer_numbers: FxHashMap<usize, u32>,
    phrase_numbers: FxHashMap<usize, u32>,
    /// The standings of the terms of prepared queries, by the terms' keys.
    standings: Mutex<HashMap<String, Weak<Standings>>>,
}

/// The texts of a page by their numbers.
#[derive(Debug, Default)]
pub(super) struct PageNumbers {
    pub(super) names: Box<[(NameField, u32)]>,
    pub(super) fields: Box<[u32]>,
    pub(super) answered: FormFields,
}

/// How a term matches each text, by the text's number.
#[derive(Debug)]
pub(super) struct Standings {
    tiers: Vec<u8>,
}

/// The code of a text that does not match.
const NOWHERE: u8 = u8::MAX;

impl Standings {
    /// False for a text that was added later.
    pub(super) fn has_text(&self, text: u32) -> bool {
        (text as usize) < self.tiers.len()
    }

    pub(super) fn tier(&self, text: u32) -> Option<Tier> {
        self.tiers.get(text as usize).copied().and_then(Tier::from_repr)
    }
}

impl Index {
    /// Indexes every page of a catalog.
    #[must_use]
    pub fn new(catalog: &Catalog) -> Self {
        let mut index = Self::default();
        index.add_new_pages(catalog);
        index
    }

    /// Adds the texts of the catalog's pages that are not in the index yet.
    pub fn add_new_pages(&mut self, catalog: &Catalog) {
        let new = catalog.pages.get(self.pages.len()..).unwrap_or_default();
        if new.is_empty() {
            return;
        }
        let texts = Texts::default();
        let page = |case: &Case| PageTexts::new(case, &texts);
        let pages: Vec<PageTexts> = if new.len() < FEW_PAGES {
            new.iter().map(page).collect()
        } else {
            new.par_iter().map(|case| page(case).with_sounds()).collect()
        };
        self.add_pages(pages);
        self.update_cases(catalog);
    }

    /// Appends the texts of further pages; [`Index::update_cases`] puts them to use.
    pub fn add_pages(&mut self, pages: impl IntoIterator<Item = PageTexts>) {
        for page in pages {
            let names = page.names.iter().map(|(field, text)| (*field, self.add_text(text))).collect();
            let fields = page.fields.iter().map(|text| self.add_text(text)).collect();
            self.numbers.push(PageNumbers { names, fields, answered: page.answered });
            self.pages.push(page);
        }
        self.standings = Mutex::default();
    }

    fn add_text(&mut self, text: &Arc<SearchText>) -> u32 {
        let address = Arc::as_ptr(text) as usize;
        if let Some(number) = self.text_numbers.get(&address) {
            return *number;
        }
        let number = to_number(self.texts.len());
        self.phrases_from.push(to_number(self.text_phrases.len()));
        for phrase in &text.phrases {
            let next = to_number(self.phrases.len());
            let number = *self.phrase_numbers.entry(Arc::as_ptr(phrase) as usize).or_insert(next);
            if number == next {
                self.phrases.push(phrase.clone());
            }
            self.text_phrases.push(number);
        }
        if let Some(answer) = &text.answer {
            self.answer_numbers.insert(Arc::as_ptr(answer) as usize, number);
        }
        self.cut += usize::from(text.is_cut);
        self.texts.push(text.clone());
        self.text_numbers.insert(address, number);
        number
    }

    /// Returns the message that long texts are searched in part only; `None` if there are none.
    #[must_use]
    pub fn cut_message(&self, lang: Lang) -> Option<String> {
        (self.cut > 0).then(|| lang.fill("query.cut", &[("count", &self.cut)]))
    }

    /// Removes and returns the texts of every page.
    #[must_use]
    pub fn take_pages(&mut self) -> Vec<PageTexts> {
        std::mem::take(self).pages
    }

    /// Updates the cases to those of the catalog.
    pub fn update_cases(&mut self, catalog: &Catalog) {
        self.cases.clear();
        self.cases.extend(catalog.entries.iter().map(|entry| entry.page));
    }

    /// Returns the cases of the catalog with their pages and the numbers of the pages' texts.
    pub(super) fn cases<'a>(&'a self, catalog: &'a Catalog) -> Vec<(usize, &'a Case, &'a PageNumbers)> {
        let pages = self.cases.iter().enumerate();
        pages
            .filter_map(|(entry, page)| Some((entry, catalog.pages.get(*page)?, self.numbers.get(*page)?)))
            .collect()
    }

    /// Returns how a term matches each text; shared between the prepared queries that have the term.
    pub(super) fn standings(&self, term: &Term) -> Arc<Standings> {
        let known = self.lock_standings().get(&term.key).and_then(Weak::upgrade);
        if let Some(known) = known {
            return known;
        }
        let tier = |phrase: &Arc<Phrase>| term.tier_in_phrase(phrase).map_or(NOWHERE, Tier::code);
        let of_phrases: Vec<u8> = if self.phrases.len() < FEW {
            self.phrases.iter().map(tier).collect()
        } else {
            self.phrases.par_iter().with_min_len(FEW).map(tier).collect()
        };
        let is_miss = !term.spans_phrases() && of_phrases.iter().all(|tier| *tier == NOWHERE);
        let of_text = |(number, text): (usize, &Arc<SearchText>)| {
            let mut tiers = self.text_phrases(number).iter().map(|phrase| of_phrases[*phrase as usize]);
            let best = if text.is_list {
                tiers.min()
            } else {
                // A phrase of a name is not the whole name: net is not the name of Noto Medical Net.
                let first = tiers.next().and_then(Tier::from_repr).map(Tier::as_part_of_text);
                let later =
                    tiers.filter_map(Tier::from_repr).map(|tier| tier.as_part_of_text().as_inner_part());
                first.into_iter().chain(later).min().map(Tier::code)
            };
            let tier = term.tier_in_text(text, best.and_then(Tier::from_repr));
            let tier = if text.is_name { tier.map(|tier| term.tier_in_name(&text.text, tier)) } else { tier };
            tier.map_or(NOWHERE, Tier::code)
        };
        let tiers = if is_miss {
            vec![NOWHERE; self.texts.len()]
        } else if self.texts.len() < FEW {
            self.texts.iter().enumerate().map(of_text).collect()
        } else {
            self.texts.par_iter().with_min_len(FEW).enumerate().map(of_text).collect()
        };
        let standings = Arc::new(Standings { tiers });
        let mut shared = self.lock_standings();
        shared.retain(|_, standings| standings.strong_count() > 0);
        shared.insert(term.key.clone(), Arc::downgrade(&standings));
        standings
    }

    /// Returns the number of an answer's text; `None` if no page of the index has it.
    pub(super) fn answer_number(&self, answer: &Arc<Answer>) -> Option<u32> {
        self.answer_numbers.get(&(Arc::as_ptr(answer) as usize)).copied()
    }

    fn text_phrases(&self, text: usize) -> &[u32] {
        let from = self.phrases_from.get(text).map_or(0, |from| *from as usize);
        let to = self.phrases_from.get(text + 1).map_or(self.text_phrases.len(), |to| *to as usize);
        self.text_phrases.get(from..to).unwrap_or_default()
    }

    fn lock_standings(&self) -> MutexGuard<'_, HashMap<String, Weak<Standings>>> {
        self.standings.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Fewer pages than this are indexed on the calling thread.
const FEW_PAGES: usize = 16;

/// Fewer than this are searched on the calling thread: waking threads would cost more.
pub(super) const FEW: usize = 512;

fn to_number(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
