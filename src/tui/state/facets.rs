//! The facets: 13 questions, the answers of the cases with their counts, and where one is in them.

use crate::lang::Lang;
use crate::model::Catalog;
use crate::search::facet::{FACETS, FacetCounts, Facets};
use crate::search::query::Choice;
use crate::search::{Index, Query};

use super::Pane;
use super::search::SearchBox;

/// Where one is in the facets, and what they show.
#[derive(Debug)]
pub struct FacetPanel {
    /// The open facet: its place in [`FACETS`].
    pub facet: usize,
    /// The selected option and the first one on the screen, facet by facet.
    places: Vec<(usize, usize)>,
    /// The first facet on the screen.
    pub first: usize,
    /// Every facet with its options, as they were counted last.
    pub shown: Vec<ShownFacet>,
    /// What was counted: the number of the search.
    counted_for: Option<usize>,
    /// The pane that had the keys before.
    pub pane_before: Pane,
    /// True where an option was chosen or given up.
    pub changed: bool,
}

/// One facet with its options.
#[derive(Debug, Clone)]
pub struct ShownFacet {
    /// The id of its name in `labels.toml`.
    pub name: &'static str,
    /// How many options are chosen.
    pub chosen: usize,
    /// The options in their order.
    pub options: Vec<ShownOption>,
}

/// One option.
#[derive(Debug, Clone)]
pub struct ShownOption {
    /// The answer.
    pub label: String,
    /// The clause that it writes.
    pub choice: Choice,
    /// How many cases it would leave.
    pub count: usize,
    /// Whether the query has chosen it.
    pub chosen: bool,
}

impl FacetPanel {
    /// The facets from the first one on.
    #[must_use]
    pub fn new(pane_before: Pane) -> Self {
        Self {
            facet: 0,
            places: vec![(0, 0); FACETS.len()],
            first: 0,
            shown: Vec::new(),
            counted_for: None,
            pane_before,
            changed: false,
        }
    }

    /// The open facet with its options.
    #[must_use]
    pub fn open(&self) -> Option<&ShownFacet> {
        self.shown.get(self.facet)
    }

    /// The place of the selected option.
    #[must_use]
    pub fn selected(&self) -> usize {
        self.places.get(self.facet).map_or(0, |(selected, _)| *selected)
    }

    /// The first option on the screen.
    #[must_use]
    pub fn top(&self) -> usize {
        self.places.get(self.facet).map_or(0, |(_, top)| *top)
    }

    /// The selected option.
    #[must_use]
    pub fn option(&self) -> Option<&ShownOption> {
        self.open()?.options.get(self.selected())
    }

    /// Selects the option at a place, the last one where there are fewer.
    pub fn select(&mut self, wanted: usize) {
        let last = self.open().map_or(0, |facet| facet.options.len().saturating_sub(1));
        if let Some((selected, _)) = self.places.get_mut(self.facet) {
            *selected = wanted.min(last);
        }
    }

    /// Opens the facet after this one, or before it, round and round.
    pub fn turn(&mut self, forward: bool) {
        let by = if forward { 1 } else { FACETS.len() - 1 };
        self.facet = (self.facet + by) % FACETS.len();
    }

    /// Keeps the open facet and the selected option on the screen.
    pub fn reveal(&mut self, names: usize, options: usize) {
        self.first = revealed(self.first, self.facet, names, FACETS.len());
        self.select(self.selected());
        let (selected, top) = (self.selected(), self.top());
        let all = self.open().map_or(0, |facet| facet.options.len());
        if let Some((_, place)) = self.places.get_mut(self.facet) {
            *place = revealed(top, selected, options, all);
        }
    }

    /// Counts the options under the current query, unless that is done already.
    pub fn count(
        &mut self,
        facets: &Facets,
        search: &SearchBox,
        index: &Index,
        catalog: &Catalog,
        lang: Lang,
    ) {
        if self.counted_for == Some(search.searches) {
            return;
        }
        let query = &search.query;
        let under = |query: &Query| {
            let hits = index.search(query, catalog, lang);
            facets.counts(hits.into_iter().map(|hit| hit.entry), query)
        };
        let mut counts = match search.hits() {
            Some(hits) => facets.counts(hits.iter().map(|hit| hit.entry), query),
            None => facets.counts(0..catalog.entries.len(), query),
        };
        for counted in &mut counts {
            // One of several options may be chosen beside the others of its facet.
            let Some(rest) = counted.facet.rest(query) else { continue };
            let others = under(&rest).into_iter().find(|other| other.facet == counted.facet);
            for (option, other) in
                counted.options.iter_mut().zip(others.into_iter().flat_map(|it| it.options))
            {
                option.count = other.count;
            }
        }
        self.shown = counts.iter().map(|counted| shown(counted, lang)).collect();
        self.counted_for = Some(search.searches);
    }

    /// Forgets what was counted: the catalog is another one.
    pub fn forget(&mut self) {
        self.counted_for = None;
    }
}

fn shown(counted: &FacetCounts<'_>, lang: Lang) -> ShownFacet {
    let options = counted.options.iter().map(|counted| ShownOption {
        label: counted.option.value.label(lang),
        choice: counted.option.choice.clone(),
        count: counted.count,
        chosen: counted.chosen,
    });
    ShownFacet {
        name: counted.facet.label,
        chosen: counted.options.iter().filter(|option| option.chosen).count(),
        options: options.collect(),
    }
}

/// The first of `all` lines on the screen, so that the selected one is among the `visible` ones.
fn revealed(top: usize, selected: usize, visible: usize, all: usize) -> usize {
    let visible = visible.max(1);
    top.clamp((selected + 1).saturating_sub(visible), selected).min(all.saturating_sub(visible))
}
