//! What a query asks for: its clauses, their conditions and the words in those.

use std::cmp::Reverse;
use std::fmt;
use std::ops::Range;

use super::super::place::Place;
use super::super::quantity::{AmountRange, Quantity};
use super::problem::Problem;
use crate::model::{Catalog, EffectMark};

/// What a query text asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// The text, as typed.
    pub(super) text: String,
    /// All of them have to hold.
    pub clauses: Vec<Clause>,
    /// What was left out and why, in the order of the text.
    pub problems: Vec<Problem>,
}

/// One thing that has to hold, or has not to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// Whether none of the conditions may hold.
    pub negated: bool,
    /// At least one of them has to hold; never empty.
    pub any_of: Vec<Condition>,
    /// Bytes of the query text.
    pub span: Range<usize>,
}

/// What can hold for a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// The words stand anywhere in the case.
    Words(Words),
    /// The words stand in some place: `標準:SS-MIX`.
    Within {
        /// Where.
        place: Place,
        /// What.
        words: Words,
    },
    /// One of the answers of a place is exactly this: `企業=富士通`, `県:埼玉`.
    Is {
        /// Where.
        place: Place,
        /// What; compared by [`super::item_key`].
        item: Words,
    },
    /// A number of the case lies in a range: `患者>=1万`.
    Amount {
        /// Which number.
        quantity: Quantity,
        /// The range.
        range: AmountRange,
    },
    /// An item of 導入効果 has this mark: `効果:医師の負担軽減=○`.
    Mark {
        /// Where.
        place: Place,
        /// Which items; `None` means any.
        item: Option<Words>,
        /// The mark.
        mark: EffectMark,
    },
    /// No part of the place has an answer: `空:共有患者数`.
    Blank(Place),
    /// Some part of the place has an answer: `有:企業`.
    Filled(Place),
    /// The reader has marked the case, or has not: `is:bookmarked`, `有:しおり`, `空:しおり`.
    Bookmarked(bool),
}

/// Words to look for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// As typed, without quotes.
    pub text: String,
    /// In quotes: these characters in a row.
    pub exact: bool,
    /// Bytes of the query text, quotes included.
    pub span: Range<usize>,
}

impl Query {
    /// The text that was read, as typed.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What is wrong with it, the gravest first.
    #[must_use]
    pub fn gravest_first(&self) -> Vec<&Problem> {
        let mut problems: Vec<&Problem> = self.problems.iter().collect();
        problems.sort_by_key(|problem| Reverse(problem.gravity()));
        problems
    }

    /// True where it asks for the reader's marks.
    #[must_use]
    pub fn asks_for_bookmarks(&self) -> bool {
        let mut conditions = self.clauses.iter().flat_map(|clause| &clause.any_of);
        conditions.any(|condition| matches!(condition, Condition::Bookmarked(_)))
    }

    /// True where only cases with a bookmark can be hits, and none has one yet.
    #[must_use]
    pub fn lacks_bookmarks(&self, catalog: &Catalog) -> bool {
        let is_bookmark = |condition: &Condition| *condition == Condition::Bookmarked(true);
        let needs_one = |clause: &Clause| !clause.negated && clause.any_of.iter().all(is_bookmark);
        self.clauses.iter().any(needs_one) && !catalog.entries.iter().any(|entry| entry.bookmarked)
    }

    /// True where nothing has to hold: every case is a hit.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.clauses.is_empty()
    }
}

impl fmt::Display for Query {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}
