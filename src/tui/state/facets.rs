//! The facets: 13 questions, the cases' answers with their counts, and the cursor in them.

use crate::lang::Lang;
use crate::model::Catalog;
use crate::search::facet::{FACETS, FacetCounts, Facets};
use crate::search::query::{Choice, Clause};
use crate::search::{Index, PreparedQuery};

use super::Pane;
use super::scroll_list::ScrollList;
use super::search::SearchBox;

/// The facet panel: its content, selection and scroll offsets.
#[derive(Debug)]
pub struct FacetPanel {
    /// The names of the facets; the selected one is open.
    pub names: ScrollList,
    /// The options of each facet.
    options: Vec<ScrollList>,
    /// Every facet with its options, as they were counted last.
    pub shown: Vec<ShownFacet>,
    /// What was counted: the number of the search.
    counted_for: Option<usize>,
    /// Facet by facet the counts of its options without its own choices, with the clauses that they
    /// were counted under: choosing in one facet leaves them as they are.
    beside: Vec<Option<(Vec<String>, Vec<usize>)>>,
    /// The pane that had the keys before.
    pub pane_before: Pane,
    /// True where an option was chosen or given up.
    pub changed: bool,
}

/// The catalog's answers to the facets, kept while the catalog stays the same.
#[derive(Debug, Default)]
pub struct KeptFacets {
    facets: Option<Facets>,
    /// How many cases there were when they were read.
    cases: usize,
    /// True where there are other cases since.
    stale: bool,
}

impl KeptFacets {
    /// Marks the facets as out of date, since cases were added.
    pub fn mark_stale(&mut self) {
        self.stale = true;
    }

    /// Drops the facets, since the cases are other ones.
    pub fn reset(&mut self) {
        *self = Self::default();
    }

    /// Returns the facets and whether they were built again: if they are out of date, while reading only once
    /// the cases have doubled.
    pub fn update(&mut self, catalog: &Catalog, reading: bool) -> (&Facets, bool) {
        let cases = catalog.entries.len();
        let due = self.stale && (!reading || cases >= 2 * self.cases);
        let anew = due || self.facets.is_none();
        if anew {
            *self = Self { facets: None, cases, stale: false };
        }
        (self.facets.get_or_insert_with(|| Facets::new(catalog)), anew)
    }
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
    /// How many more answers there are.
    pub unlisted: usize,
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
    /// Creates a panel with the first facet open.
    #[must_use]
    pub fn new(pane_before: Pane) -> Self {
        Self {
            names: ScrollList::default(),
            options: vec![ScrollList::default(); FACETS.len()],
            shown: Vec::new(),
            counted_for: None,
            beside: vec![None; FACETS.len()],
            pane_before,
            changed: false,
        }
    }

    /// Returns the open facet with its options.
    #[must_use]
    pub fn open_facet(&self) -> Option<&ShownFacet> {
        self.shown.get(self.names.selected)
    }

    /// Returns the index of the selected option.
    #[must_use]
    pub fn selected(&self) -> usize {
        self.options.get(self.names.selected).map_or(0, |list| list.selected)
    }

    /// Returns the index of the first option on the screen.
    #[must_use]
    pub fn top(&self) -> usize {
        self.options.get(self.names.selected).map_or(0, |list| list.top)
    }

    /// Returns the selected option; `None` if the facet has none.
    #[must_use]
    pub fn selected_option(&self) -> Option<&ShownOption> {
        self.open_facet()?.options.get(self.selected())
    }

    /// Selects the option at an index, at most the last one.
    pub fn select(&mut self, wanted: usize) {
        let count = self.option_count();
        if let Some(list) = self.options.get_mut(self.names.selected) {
            list.select(wanted, count);
        }
    }

    /// Moves the selection by `lines`, at most to the ends.
    pub fn step(&mut self, lines: isize, visible: usize) {
        let count = self.option_count();
        if let Some(list) = self.options.get_mut(self.names.selected) {
            list.step(lines, count, visible);
        }
    }

    /// Returns the number of options of the open facet.
    fn option_count(&self) -> usize {
        self.open_facet().map_or(0, |facet| facet.options.len())
    }

    /// Shows the options from `top` on; a selection off the screen moves onto it.
    pub fn scroll_to(&mut self, top: usize, visible: usize) {
        let count = self.option_count();
        if let Some(list) = self.options.get_mut(self.names.selected) {
            list.scroll_to(top, count, visible);
        }
    }

    /// Shows the facets from `top` on; if the open one is off the screen, opens one that is on it.
    pub fn scroll_names_to(&mut self, top: usize, visible: usize) {
        self.names.scroll_to(top, FACETS.len(), visible);
    }

    /// Opens the next or the previous facet, from one end to the other.
    pub fn cycle_facet(&mut self, forward: bool) {
        let by = if forward { 1 } else { FACETS.len() - 1 };
        self.names.selected = (self.names.selected + by) % FACETS.len();
    }

    /// Scrolls so that the open facet and the selected option are on the screen.
    pub fn reveal(&mut self, names: usize, options: usize) {
        self.names.reveal(FACETS.len(), names);
        let count = self.option_count();
        if let Some(list) = self.options.get_mut(self.names.selected) {
            list.reveal(count, options);
        }
    }

    /// Counts the options under the current query, unless they are counted for it already.
    pub fn count_options(
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
        let mut counts = match search.hits() {
            Some(hits) => facets.counts(hits.iter().map(|hit| hit.entry), query),
            None => facets.counts(0..catalog.entries.len(), query),
        };
        for (counted, beside) in counts.iter_mut().zip(&mut self.beside) {
            // One of several options may be chosen beside the others of its facet.
            let Some(rest) = counted.facet.without_choices(query) else { continue };
            let clause = |clause: &Clause| query.text().get(clause.span.clone()).map(str::to_owned);
            let key: Vec<String> = rest.clauses.iter().filter_map(clause).collect();
            if beside.as_ref().is_none_or(|(of, _)| *of != key) {
                let hits = PreparedQuery::new(&rest, index, lang).hits(index, catalog);
                let hits = hits.into_iter().map(|hit| hit.entry);
                let others = facets.counts(hits, &rest);
                let own = others.iter().find(|other| other.facet == counted.facet);
                let own = own.into_iter().flat_map(|own| own.options.iter().map(|option| option.count));
                *beside = Some((key, own.collect()));
            }
            let others = beside.iter().flat_map(|(_, counts)| counts);
            for (option, count) in counted.options.iter_mut().zip(others) {
                option.count = *count;
            }
        }
        let shown: Vec<ShownFacet> = counts.iter().map(|counted| to_shown_facet(counted, lang)).collect();
        for ((old, new), list) in self.shown.iter().zip(&shown).zip(&mut self.options) {
            // Answers come in between while files are read.
            let same = |choice: &Choice| new.options.iter().position(|option| option.choice == *choice);
            if old.options.len() != new.options.len()
                && let Some(place) = old.options.get(list.selected).and_then(|option| same(&option.choice))
            {
                list.selected = place;
            }
        }
        self.shown = shown;
        self.counted_for = Some(search.searches);
    }

    /// Drops the counts, since the catalog is another one.
    pub fn clear_counts(&mut self) {
        self.counted_for = None;
        self.beside = vec![None; FACETS.len()];
    }
}

/// Returns a facet with its labels in `lang`.
fn to_shown_facet(counted: &FacetCounts<'_>, lang: Lang) -> ShownFacet {
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
        unlisted: counted.unlisted,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::fixture;

    #[test]
    fn answers_are_read_again_only_where_that_is_due() {
        let mut kept = KeptFacets::default();
        let catalog = fixture::catalog();
        assert!(kept.update(&catalog, true).1);
        assert!(!kept.update(&catalog, true).1);
        kept.mark_stale();
        assert!(!kept.update(&catalog, true).1, "not for every file that is read");
        assert!(kept.update(&catalog, false).1, "at the end they are whole");
        assert!(!kept.update(&catalog, false).1);
        kept.reset();
        assert!(kept.update(&catalog, true).1);
    }
}
