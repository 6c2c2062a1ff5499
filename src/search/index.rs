//! The search index: the texts of a catalog.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use rayon::prelude::*;

use super::corpus::{Corpus, to_number};
use super::ids::CaseIds;
use super::name_field::NameField;
use super::standings::Standings;
use super::term::Term;
use super::texts::{SearchText, Texts};
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

/// The searched texts of a catalog.
#[derive(Debug, Default)]
pub struct Index {
    /// In the order of [`Catalog::pages`].
    pages: Vec<PageTexts>,
    /// The pages as the numbers of their texts.
    numbers: Vec<PageNumbers>,
    /// The page of each case, in the order of [`Catalog::entries`].
    cases: Vec<usize>,
    ids: CaseIds,
    /// The Latin spellings of the names, concatenated.
    latin: String,
    corpus: Corpus,
    /// The standings of the terms of prepared queries, by the terms' keys.
    standings: Mutex<HashMap<String, Weak<Standings>>>,
}

/// The texts of a page by their numbers.
#[derive(Debug, Default)]
pub(super) struct PageNumbers {
    pub(super) names: Box<[NameNumber]>,
    pub(super) fields: Box<[u32]>,
    pub(super) answered: FormFields,
}

/// A name of a page by the number of its text.
#[derive(Debug)]
pub(super) struct NameNumber {
    pub(super) field: NameField,
    pub(super) text: u32,
    /// Its length in characters.
    pub(super) length: u32,
    /// Its letters, see [`super::rank::letter_bits`].
    pub(super) letters: u64,
    /// The letters of its Latin spelling, and the bytes of that in the index.
    latin_letters: u64,
    latin: Range<u32>,
}

/// A case with the numbers of its page.
#[derive(Debug, Clone, Copy)]
pub(super) struct IndexedCase<'a> {
    /// Index in [`Catalog::entries`].
    pub(super) entry: usize,
    /// Index in [`Catalog::pages`].
    pub(super) page: usize,
    pub(super) case: &'a Case,
    pub(super) numbers: &'a PageNumbers,
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
            let number = to_number(self.pages.len());
            let names = page.names.iter().map(|(field, text)| self.add_name(*field, text, number)).collect();
            let fields = page.fields.iter().map(|text| self.corpus.add_text(text, number)).collect();
            self.numbers.push(PageNumbers { names, fields, answered: page.answered });
            self.pages.push(page);
        }
        self.corpus.index_phrases();
        self.standings = Mutex::default();
    }

    fn add_name(&mut self, field: NameField, text: &Arc<SearchText>, page: u32) -> NameNumber {
        let from = to_number(self.latin.len());
        let latin = text.latin();
        self.latin.push_str(latin.map_or("", |latin| &latin.text));
        NameNumber {
            field,
            text: self.corpus.add_text(text, page),
            length: text.length,
            letters: text.letters,
            latin_letters: latin.map_or(0, |latin| latin.letters),
            latin: from..to_number(self.latin.len()),
        }
    }

    /// Returns the Latin spelling of a name and its letters; an empty one if it has none.
    pub(super) fn latin(&self, name: &NameNumber) -> (&str, u64) {
        let range = name.latin.start as usize..name.latin.end as usize;
        (self.latin.get(range).unwrap_or_default(), name.latin_letters)
    }

    /// Returns the message that long texts are searched in part only; `None` if there are none.
    #[must_use]
    pub fn cut_message(&self, lang: Lang) -> Option<String> {
        let count = self.corpus.cut;
        (count > 0).then(|| lang.fill("query.cut", &[("count", &count)]))
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
        self.ids = CaseIds::new(catalog);
    }

    /// Returns the number of cases.
    pub(super) fn case_count(&self) -> usize {
        self.cases.len()
    }

    /// Returns a case of the catalog with the numbers of its page.
    pub(super) fn case<'a>(&'a self, entry: usize, catalog: &'a Catalog) -> Option<IndexedCase<'a>> {
        let page = *self.cases.get(entry)?;
        let (case, numbers) = (catalog.pages.get(page)?, self.numbers.get(page)?);
        Some(IndexedCase { entry, page, case, numbers })
    }

    /// Returns the texts and phrases of the pages.
    pub(super) fn corpus(&self) -> &Corpus {
        &self.corpus
    }

    /// Returns the Latin spellings of all names.
    pub(super) fn latin_names(&self) -> impl Iterator<Item = &str> {
        self.numbers.iter().flat_map(|page| &page.names).map(|name| self.latin(name).0)
    }

    /// Returns the ids of the cases.
    pub(super) fn ids(&self) -> &CaseIds {
        &self.ids
    }

    /// Returns the text with a number.
    pub(super) fn text(&self, text: u32) -> Option<&Arc<SearchText>> {
        self.corpus.text(text)
    }

    /// Returns how a term matches each text; shared between the prepared queries that have the term.
    pub(super) fn standings(&self, term: &Term) -> Arc<Standings> {
        let known = self.lock_standings().get(&term.key).and_then(Weak::upgrade);
        if let Some(known) = known {
            return known;
        }
        let standings = Arc::new(Standings::new(term, &self.corpus, self.pages.len()));
        let mut shared = self.lock_standings();
        shared.retain(|_, standings| standings.strong_count() > 0);
        shared.insert(term.key.clone(), Arc::downgrade(&standings));
        standings
    }

    /// Returns the number of an answer's text; `None` if no page of the index has it.
    pub(super) fn answer_number(&self, answer: &Arc<Answer>) -> Option<u32> {
        self.corpus.answer_number(answer)
    }

    fn lock_standings(&self) -> MutexGuard<'_, HashMap<String, Weak<Standings>>> {
        self.standings.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Fewer pages than this are indexed on the calling thread.
const FEW_PAGES: usize = 16;
