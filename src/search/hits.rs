//! The hits of a query, best first, and the number of hits of each of its clauses alone.

use std::slice;

use rayon::prelude::*;

use super::evaluate::{Hit, Worker, cases_by_id};
use super::index::Index;
use super::prepare::{PreparedClause, PreparedQuery};
use super::standings::FEW;
use crate::lang::Lang;
use crate::model::Catalog;
use crate::text::width::ellipsize;

impl PreparedQuery {
    /// Returns the hits, best first: the cases for which every clause holds. A query without clauses
    /// returns every case, in the catalog's order.
    ///
    /// A term counts by its best match: its letters in a name before a field, and there exact, prefix,
    /// contiguous, another name of it; then its sound in a name before a field; after those fuzzily in a
    /// name, and in labels. Cases of the same rank stay in the catalog's order.
    #[must_use]
    pub fn hits(&self, index: &Index, catalog: &Catalog) -> Vec<Hit> {
        let mut hits = unsorted_hits(&self.clauses, index, catalog);
        // A stable sort: the catalog's order decides between equals.
        hits.sort_by_key(|hit| hit.rank);
        hits
    }

    /// Returns each clause's text with the number of its hits alone, which explains a query without hits.
    /// Empty for a query of one clause, and for one of too many clauses to be useful.
    #[must_use]
    pub fn clause_counts(&self, index: &Index, catalog: &Catalog) -> Vec<(String, usize)> {
        if !(2..=MOST_ALONE).contains(&self.clauses.len()) {
            return Vec::new();
        }
        let count = |clause: &PreparedClause| {
            (clause.text.clone(), unsorted_hits(slice::from_ref(clause), index, catalog).len())
        };
        self.clauses.iter().map(count).collect()
    }
}

/// Returns the cases for which every clause holds, in the catalog's order.
pub fn unsorted_hits(clauses: &[PreparedClause], index: &Index, catalog: &Catalog) -> Vec<Hit> {
    let ids = cases_by_id(clauses, index);
    let worker = || Worker::new(clauses, &ids, index, catalog);
    let entries = 0..index.case_count();
    if entries.len() < FEW {
        let mut one = worker();
        entries.filter_map(|entry| one.hit(entry)).collect()
    } else {
        let few = entries.into_par_iter().with_min_len(FEW);
        few.map_init(worker, |one, entry| one.hit(entry)).flatten_iter().collect()
    }
}

/// Formats the result of [`PreparedQuery::clause_counts`]; `None` if it is empty.
#[must_use]
pub fn clause_counts_message(alone: &[(String, usize)], lang: Lang) -> Option<String> {
    let one = |(part, count): &(String, usize)| {
        lang.fill("query.alone_one", &[("part", &ellipsize(part, QUOTED)), ("count", count)])
    };
    let counts: Vec<String> = alone.iter().map(one).collect();
    (!counts.is_empty()).then(|| lang.fill("query.alone", &[("counts", &counts.join(" · "))]))
}

/// The maximal width of a quoted clause in cells.
const QUOTED: usize = 24;

/// If a query has more clauses than this, none is counted alone.
const MOST_ALONE: usize = 5;
