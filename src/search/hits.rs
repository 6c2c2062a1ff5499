//! The cases that a query finds, best first, and how many each of its clauses finds alone.

use std::slice;

use rayon::prelude::*;

use super::evaluate::{Evaluation, Hit, joined};
use super::index::{FEW, Index};
use super::query::{Clause, Query};
use crate::lang::Lang;
use crate::model::Catalog;
use crate::text::width::ellipsize;

impl Index {
    /// The cases that the query finds, best first: every clause holds for them. A query without
    /// clauses finds every case, in the catalog's order.
    ///
    /// A term counts where it stands best: in a name before a field, and there exact, prefix,
    /// contiguous, then by its sound; after those fuzzily in a name, and in labels. Cases that match
    /// equally well stay in the catalog's order.
    #[must_use]
    pub fn search(&self, query: &Query, catalog: &Catalog, lang: Lang) -> Vec<Hit> {
        let clauses = joined(query);
        let evaluation = Evaluation::new(self, catalog, &clauses, lang);
        self.keep_only(evaluation.keys());
        let mut hits = self.hits(&evaluation, catalog);
        // A stable sort: the catalog's order decides between equals.
        hits.sort_by_key(|hit| hit.rank);
        hits
    }

    /// How many cases each clause of a query finds alone, with its text: what explains a query
    /// that finds nothing. Empty for a query of one clause, and for one of more than a person would weigh.
    #[must_use]
    pub fn alone(&self, query: &Query, catalog: &Catalog, lang: Lang) -> Vec<(String, usize)> {
        let clauses = joined(query);
        if !(2..=MOST_ALONE).contains(&clauses.len()) {
            return Vec::new();
        }
        let count = |clause: &Clause| {
            let evaluation = Evaluation::new(self, catalog, slice::from_ref(clause), lang);
            let text = query.text().get(clause.span.clone()).unwrap_or_default().to_owned();
            (text, self.hits(&evaluation, catalog).len())
        };
        clauses.iter().map(count).collect()
    }

    /// The cases for which every clause holds, in the catalog's order.
    fn hits(&self, evaluation: &Evaluation<'_>, catalog: &Catalog) -> Vec<Hit> {
        let cases = self.cases(catalog);
        if cases.len() < FEW {
            let mut one = evaluation.worker();
            cases.iter().filter_map(|case| one.hit(*case)).collect()
        } else {
            let worker = || evaluation.worker();
            cases.par_iter().map_init(worker, |one, case| one.hit(*case)).flatten().collect()
        }
    }
}

/// How many cases each clause finds alone, in words; `None` where nothing was counted.
#[must_use]
pub fn said_alone(alone: &[(String, usize)], lang: Lang) -> Option<String> {
    let one = |(part, count): &(String, usize)| {
        lang.fill("query.alone_one", &[("part", &ellipsize(part, QUOTED)), ("count", count)])
    };
    let counts: Vec<String> = alone.iter().map(one).collect();
    (!counts.is_empty()).then(|| lang.fill("query.alone", &[("counts", &counts.join(" · "))]))
}

/// Cells of a clause that are quoted.
const QUOTED: usize = 24;

/// Of more clauses than this, none is counted alone.
const MOST_ALONE: usize = 5;
