//! The parsed query: clauses, conditions and their words.

use std::cmp::Reverse;
use std::fmt;
use std::ops::Range;

use strum::VariantArray;

use super::super::place::SearchScope;
use super::super::quantity::{AmountRange, Quantity};
use super::problem::Problem;
use super::view::{Drawing, ViewClause, ViewKind};
use crate::model::{CaseSign, Catalog, EffectMark};

/// A parsed query.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// The text, as typed.
    pub(super) text: String,
    /// All of them have to hold.
    pub clauses: Vec<Clause>,
    /// The view clauses, in the order of the text.
    pub view: Vec<ViewClause>,
    /// The problems, in the order of the text.
    pub problems: Vec<Problem>,
}

/// Alternative conditions, at least one of which has to hold, or none if negated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// Whether none of the conditions may hold.
    pub negated: bool,
    /// The alternatives; never empty.
    pub any_of: Vec<Condition>,
    /// The byte range in the query text.
    pub span: Range<usize>,
}

/// A condition on a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// The words are anywhere in the case.
    Words(Words),
    /// The words are in a scope: `標準:SS-MIX`.
    Within {
        /// The searched scope.
        place: SearchScope,
        /// The words.
        words: Words,
    },
    /// One of the answers in a scope equals this: `企業=富士通`, `県:埼玉`.
    Is {
        /// The searched scope.
        place: SearchScope,
        /// The answer; compared by [`super::item_key`].
        item: Words,
    },
    /// A number of the case is in a range: `患者>=1万`.
    Amount {
        /// The number.
        quantity: Quantity,
        /// The range.
        range: AmountRange,
    },
    /// An item of 導入効果 has this mark: `効果:医師の負担軽減=○`.
    Mark {
        /// The searched scope.
        place: SearchScope,
        /// The words of the item; `None` means any item.
        item: Option<Words>,
        /// The mark.
        mark: EffectMark,
    },
    /// No part of the scope has an answer: `空:共有患者数`.
    Blank(SearchScope),
    /// Some part of the scope has an answer: `有:企業`.
    Filled(SearchScope),
    /// The user has set a sign on the case, or has not: `is:bookmarked`, `is:印`, `有:しおり`, `空:しおり`.
    Signed(CaseSign, bool),
}

/// Words to search for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// As typed, without quotes; without 株式会社 unless in quotes.
    pub text: String,
    /// In quotes: these characters in a row.
    pub exact: bool,
    /// Bytes of the query text, quotes included.
    pub span: Range<usize>,
}

impl Query {
    /// Returns the text, as typed.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the columns of a view clause, as typed: the last of a kind wins.
    #[must_use]
    pub fn view_text(&self, kind: ViewKind) -> Option<&str> {
        self.view.iter().rfind(|clause| clause.kind == kind).map(|clause| clause.text.as_str())
    }

    /// Returns how its cases are shown: as `見:` says, else as a table where a clause is about one.
    #[must_use]
    pub fn drawing(&self) -> Drawing {
        let table = [ViewKind::Columns, ViewKind::Groups, ViewKind::Near];
        let is_table = || table.iter().any(|kind| self.view_text(*kind).is_some());
        let drawing = self.view_text(ViewKind::Drawing).and_then(Drawing::find);
        drawing.unwrap_or_else(|| if is_table() { Drawing::Table } else { Drawing::List })
    }

    /// Returns the problems, the gravest first.
    #[must_use]
    pub fn gravest_first(&self) -> Vec<&Problem> {
        let mut problems: Vec<&Problem> = self.problems.iter().collect();
        problems.sort_by_key(|problem| Reverse(problem.gravity()));
        problems
    }

    /// True if a condition depends on a sign.
    #[must_use]
    pub fn asks_for(&self, sign: CaseSign) -> bool {
        let mut conditions = self.clauses.iter().flat_map(|clause| &clause.any_of);
        conditions.any(|condition| matches!(condition, Condition::Signed(of, _) if *of == sign))
    }

    /// Returns the sign that a case must have to be a hit and that no case has.
    #[must_use]
    pub fn lacking_sign(&self, catalog: &Catalog) -> Option<CaseSign> {
        let needs = |clause: &Clause, sign| {
            let is_sign = |condition: &Condition| *condition == Condition::Signed(sign, true);
            !clause.negated && clause.any_of.iter().all(is_sign)
        };
        let is_lacking = |sign: &&CaseSign| {
            self.clauses.iter().any(|clause| needs(clause, **sign))
                && !catalog.entries.iter().any(|entry| entry.has(**sign))
        };
        CaseSign::VARIANTS.iter().find(is_lacking).copied()
    }

    /// True if there are no clauses: every case is a hit.
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
