//! Query text → ranked cases, with the letters to light up.
//!
//! [`Index`] folds the texts of a catalog once; a query is folded the same way, split at white
//! space, and each of its terms is ranked against each text (`rank`). There are no operators.

pub mod complete;
pub mod facet;
mod lookup;
pub mod names;
mod number;
pub mod quantity;
pub mod query;
mod rank;
mod tally;

use std::ops::Range;

use crate::model::{Case, Catalog, short_prefecture};
use crate::text::fold::{Folded, fold};

pub use lookup::{Lookup, find_case};
pub use query::Query;
use rank::{Chars, Found, Ranker, Tier, letters_of};

/// What an id begins with that comes from a hash and says nothing to a person.
const HASH_ID: &str = "case-";

/// Between the names of prefectures.
const PREFECTURE_SEPARATOR: &str = "、";

/// A text of a case that the search looks at; the first is the one that people look for first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameField {
    /// The nickname.
    Nickname,
    /// The full name.
    Name,
    /// 代表団体.
    LeadOrganisation,
    /// A prefecture; the ranges are in the names joined by `、`.
    Prefectures,
    /// The id.
    Id,
}

impl NameField {
    /// Every text, in the order in which they rank.
    pub const ALL: [Self; 5] =
        [Self::Nickname, Self::Name, Self::LeadOrganisation, Self::Prefectures, Self::Id];

    /// The text of a case, `""` where its page does not have it. [`Match::ranges`] are in this.
    #[must_use]
    pub fn text_of(self, case: &Case) -> String {
        match self {
            Self::Nickname => case.nickname.clone().unwrap_or_default(),
            Self::Name => case.name.clone(),
            Self::LeadOrganisation => case.text_of(LEAD_ORGANISATION).to_owned(),
            Self::Prefectures => case.prefectures.join(PREFECTURE_SEPARATOR),
            Self::Id => case.id.clone(),
        }
    }
}

/// The schema's id of 代表団体.
const LEAD_ORGANISATION: &str = "lead_organisation";

/// Letters of one text that match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// Which text.
    pub field: NameField,
    /// Byte ranges of whole graphemes in the original text, in order, not overlapping.
    pub ranges: Vec<Range<usize>>,
}

/// One case that matches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Index in [`Catalog::entries`].
    pub entry: usize,
    /// What to light up, one for each text that matched, in the order of [`NameField::ALL`].
    pub matches: Vec<Match>,
}

/// The texts of a catalog, folded for searching.
#[derive(Debug, Default)]
pub struct Index {
    /// In the order of [`Catalog::pages`].
    pages: Vec<PageTexts>,
    /// The page of each case, in the order of [`Catalog::entries`].
    cases: Vec<usize>,
}

/// The texts of one page, folded.
#[derive(Debug)]
pub struct PageTexts {
    /// In the order of [`NameField::ALL`]; empty texts are left out.
    texts: Vec<Text>,
    /// The letters of all texts: most cases are passed over by this alone.
    letters: u64,
}

impl PageTexts {
    /// Folds the texts of a page. They are the page's alone, so that this can be done anywhere.
    #[must_use]
    pub fn of(case: &Case) -> Self {
        let texts = NameField::ALL.into_iter().map(|field| Text::new(field, &field.text_of(case)));
        let mut texts: Vec<Text> = texts.filter(|text| text.length > 0).collect();
        texts.shrink_to_fit();
        let letters = texts.iter().fold(0, |letters, text| letters | text.letters);
        Self { texts, letters }
    }
}

/// One text, folded.
#[derive(Debug)]
struct Text {
    field: NameField,
    folded: Folded,
    /// Which letters there are, see [`letters_of`].
    letters: u64,
    /// Characters of the folded text.
    length: usize,
}

impl Text {
    fn new(field: NameField, original: &str) -> Self {
        let mut folded = fold(original);
        folded.text.shrink_to_fit();
        let letters = letters_of(&folded.text);
        let length = folded.text.chars().count();
        Self { field, folded, letters, length }
    }
}

/// One term of a query, folded.
#[derive(Debug)]
struct Term {
    text: String,
    letters: u64,
    length: usize,
}

impl Term {
    fn new(text: &str) -> Self {
        Self { text: text.to_owned(), letters: letters_of(text), length: text.chars().count() }
    }
}

/// How well a case matches; less is better. The worst term decides, so that a case with every term in
/// a good place comes before one with the best term and a doubtful one; then the sums over the terms.
#[derive(Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    worst: Tier,
    tiers: usize,
    fields: usize,
    looseness: usize,
    lengths: usize,
}

impl Rank {
    fn add(&mut self, found: &Found, text: &Text) {
        self.worst = self.worst.max(found.tier);
        self.tiers += found.tier as usize;
        self.fields += text.field as usize;
        self.looseness += found.looseness;
        self.lengths += text.length;
    }
}

impl Index {
    /// Folds every text once.
    #[must_use]
    pub fn new(catalog: &Catalog) -> Self {
        let mut index = Self::default();
        index.add(catalog.pages.iter().map(PageTexts::of));
        index.follow(catalog, &[]);
        index
    }

    /// Adds the texts of the pages that come after those that are there; [`Index::follow`] puts them
    /// to work.
    pub fn add(&mut self, pages: impl IntoIterator<Item = PageTexts>) {
        self.pages.extend(pages);
    }

    /// Takes the texts of every page out.
    #[must_use]
    pub fn take(&mut self) -> Vec<PageTexts> {
        std::mem::take(self).pages
    }

    /// Finds the cases that the catalog shows now; `renamed` are the pages that got another id since
    /// their texts were added.
    pub fn follow(&mut self, catalog: &Catalog, renamed: &[usize]) {
        for &page in renamed {
            if let (Some(texts), Some(case)) = (self.pages.get_mut(page), catalog.pages.get(page)) {
                *texts = PageTexts::of(case);
            }
        }
        self.cases.clear();
        self.cases.extend(catalog.entries.iter().map(|entry| entry.page));
    }

    /// The cases that hold every term of the query, best first. A query without terms gives nothing.
    ///
    /// Terms are parted by white space. A term counts where it stands best: exact, then prefix, then
    /// contiguous, then fuzzy; then by text ([`NameField::ALL`]), then in the shorter text. Cases
    /// that match equally well stay in page order.
    #[must_use]
    pub fn search(&self, query: &str) -> Vec<Hit> {
        let terms: Vec<(Term, Option<Term>)> = fold(query)
            .text
            .split_whitespace()
            .map(|term| (Term::new(term), prefecture_term(term)))
            .collect();
        if terms.is_empty() {
            return Vec::new();
        }
        let ranker = Ranker::new();
        // The short name of a prefecture has no letters that the long one lacks.
        let letters =
            terms.iter().map(|(term, short)| short.as_ref().map_or(term.letters, |short| short.letters));
        let letters = letters.fold(0, |all, letters| all | letters);
        let mut hits: Vec<(Rank, Hit)> = Vec::new();
        let cases = self.cases.iter().map(|page| self.pages.get(*page)).enumerate();
        let possible = cases.filter_map(|(entry, page)| Some((entry, page?)));
        for (entry, PageTexts { texts, .. }) in possible.filter(|(_, page)| page.letters & letters == letters)
        {
            let mut rank = Rank::default();
            let mut lit = vec![Vec::new(); texts.len()];
            if terms.iter().all(|term| find_term(&ranker, texts, term, &mut rank, &mut lit)) {
                let matches = texts.iter().zip(lit).filter(|(_, ranges)| !ranges.is_empty());
                let matches =
                    matches.map(|(text, ranges)| Match { field: text.field, ranges: merged(ranges) });
                hits.push((rank, Hit { entry, matches: matches.collect() }));
            }
        }
        // A stable sort: page order decides between equals.
        hits.sort_by(|one, other| one.0.cmp(&other.0));
        hits.into_iter().map(|(_, hit)| hit).collect()
    }
}

/// 埼玉県 also stands for the prefecture that is listed as 埼玉.
fn prefecture_term(term: &str) -> Option<Term> {
    short_prefecture(term).filter(|short| *short != term).map(Term::new)
}

/// Finds one term in the texts of a case, and adds it to the rank and to what is lit up.
fn find_term(
    ranker: &Ranker,
    texts: &[Text],
    (term, prefecture): &(Term, Option<Term>),
    rank: &mut Rank,
    lit: &mut [Vec<Range<usize>>],
) -> bool {
    let find = |text: &Text| match (text.field, prefecture) {
        (NameField::Prefectures, Some(short)) => ranker.contiguous(text, short),
        _ => ranker.contiguous(text, term),
    };
    let mut found: Vec<(usize, Found)> =
        texts.iter().enumerate().filter_map(|(place, text)| Some((place, find(text)?))).collect();
    if found.is_empty() {
        // Letters far apart are lit up only where there is nothing better.
        let fuzzy = |(place, text)| Some((place, ranker.fuzzy(text, term)?));
        found = texts.iter().enumerate().filter_map(fuzzy).collect();
    }
    let best = found.iter().min_by_key(|(place, found)| {
        let text = &texts[*place];
        (found.tier, text.field, found.looseness, text.length)
    });
    let Some((place, best)) = best else {
        return false;
    };
    rank.add(best, &texts[*place]);
    for (place, found) in found {
        let folded = &texts[place].folded;
        match found.chars {
            Chars::Together(chars) => lit[place].push(folded.original(chars)),
            Chars::Apart(chars) => {
                lit[place].extend(chars.into_iter().map(|char| folded.original(char..char + 1)))
            }
        }
    }
    true
}

/// Ranges in order, those that touch made one.
fn merged(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_unstable_by_key(|range| (range.start, range.end));
    let mut merged: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match merged.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}

#[cfg(test)]
mod tests;
