//! Query text → ranked cases, with the letters to light up.

use std::ops::Range;

use crate::model::Catalog;

/// A text of a case that the search looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
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
    /// What to light up, one for each text that matched.
    pub matches: Vec<Match>,
}

/// The texts of a catalog, folded for searching.
#[derive(Debug, Default)]
pub struct Index {}

impl Index {
    /// Folds every text once.
    #[must_use]
    pub fn new(_catalog: &Catalog) -> Self {
        Self {}
    }

    /// The cases that hold every term of the query, best first. A query without terms gives nothing.
    #[must_use]
    pub fn search(&self, _query: &str) -> Vec<Hit> {
        Vec::new()
    }
}

/// What a name on the command line means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lookup {
    /// One case: its index in [`Catalog::entries`].
    One(usize),
    /// Several cases.
    Several(Vec<usize>),
    /// None; the nearest ones, best first.
    None(Vec<usize>),
}

/// Finds a case by exact id, then nickname, then name, then a folded substring of any of them; the
/// first of these with a hit decides.
#[must_use]
pub fn find_case(_catalog: &Catalog, _wanted: &str) -> Lookup {
    Lookup::None(Vec::new())
}
