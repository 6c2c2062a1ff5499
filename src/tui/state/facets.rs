//! The facets: the answers of the open one with their counts, and the cursor in them.

use crate::analysis::facets::{FACETS, Facet, FacetGroups};
use crate::analysis::groups::Group;
use crate::lang::Lang;
use crate::model::Catalog;
use crate::search::Index;
use crate::search::query::{is_chosen, without_clauses};

use super::Pane;
use super::scroll_list::ScrollList;
use super::search::SearchBox;

/// The facet panel: its content, selection and scroll offsets.
#[derive(Debug)]
pub struct FacetPanel {
    /// The names of the facets; the selected one is open.
    pub names: ScrollList,
    /// The selection in each facet.
    selections: Vec<ScrollList>,
    /// How many answers to each facet are chosen.
    pub chosen: Vec<usize>,
    /// The answers to the open facet, as they were counted last.
    pub options: Vec<FacetOption>,
    /// How many more answers to the open facet there are.
    pub unlisted: usize,
    /// What was counted: the number of the search, the facet.
    counted_for: Option<(usize, usize)>,
    /// The counts of a facet without its own choices, and the query text that they were counted under: choosing
    /// in the facet leaves them as they are.
    beside: Option<(usize, String, Vec<usize>)>,
    /// The pane that had the keys before.
    pub pane_before: Pane,
    /// True where an option was chosen or given up.
    pub changed: bool,
}

/// The catalog's answers to the facets, kept while the catalog stays the same.
#[derive(Debug, Default)]
pub struct KeptFacets {
    /// The answers to each facet that was asked for.
    groups: Vec<Option<FacetGroups>>,
    /// How many cases there were when they were read.
    cases: usize,
    /// True where there are other cases since.
    stale: bool,
}

impl KeptFacets {
    /// Marks the facets as out of date, since cases or bookmarks are other ones.
    pub fn mark_stale(&mut self) {
        self.stale = true;
    }

    /// Drops the facets, since the cases are other ones.
    pub fn reset(&mut self) {
        *self = Self::default();
    }

    /// Groups the cases anew if that is due, while reading only once they have doubled; returns the groups before.
    pub fn update(&mut self, catalog: &Catalog, lang: Lang, reading: bool) -> Option<Self> {
        let cases = catalog.entries.len();
        let due = self.stale && (!reading || cases >= 2 * self.cases);
        (due || self.groups.is_empty()).then(|| {
            self.groups.resize_with(FACETS.len(), || None);
            let anew = |(facet, known): (&Facet, &Option<FacetGroups>)| {
                known.as_ref().map(|_| FacetGroups::new(facet, catalog, lang))
            };
            let groups = FACETS.iter().zip(&self.groups).map(anew).collect();
            std::mem::replace(self, Self { groups, cases, stale: false })
        })
    }

    /// Returns the groups of the facet at an index, if they are known.
    #[must_use]
    pub fn known(&self, at: usize) -> Option<&FacetGroups> {
        self.groups.get(at)?.as_ref()
    }

    /// Returns the groups of the facet at an index.
    fn of(&mut self, at: usize, catalog: &Catalog, lang: Lang) -> Option<&FacetGroups> {
        let groups = self.groups.get_mut(at)?;
        Some(groups.get_or_insert_with(|| FacetGroups::new(&FACETS[at], catalog, lang)))
    }
}

/// An answer to choose cases by.
#[derive(Debug, Clone)]
pub struct FacetOption {
    /// The answer.
    pub label: String,
    /// The clause that it writes.
    pub clause: String,
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
            selections: vec![ScrollList::default(); FACETS.len()],
            chosen: Vec::new(),
            options: Vec::new(),
            unlisted: 0,
            counted_for: None,
            beside: None,
            pane_before,
            changed: false,
        }
    }

    /// Returns the index of the selected option.
    #[must_use]
    pub fn selected(&self) -> usize {
        self.selections.get(self.names.selected).map_or(0, |list| list.selected)
    }

    /// Returns the index of the first option on the screen.
    #[must_use]
    pub fn top(&self) -> usize {
        self.selections.get(self.names.selected).map_or(0, |list| list.top)
    }

    /// Returns the selected option; `None` if the facet has none.
    #[must_use]
    pub fn selected_option(&self) -> Option<&FacetOption> {
        self.options.get(self.selected())
    }

    /// Selects the option at an index, at most the last one.
    pub fn select(&mut self, wanted: usize) {
        let count = self.options.len();
        if let Some(list) = self.selections.get_mut(self.names.selected) {
            list.select(wanted, count);
        }
    }

    /// Moves the selection by `lines`, at most to the ends.
    pub fn step(&mut self, lines: isize, visible: usize) {
        let count = self.options.len();
        if let Some(list) = self.selections.get_mut(self.names.selected) {
            list.step(lines, count, visible);
        }
    }

    /// Shows the options from `top` on; a selection off the screen moves onto it.
    pub fn scroll_to(&mut self, top: usize, visible: usize) {
        let count = self.options.len();
        if let Some(list) = self.selections.get_mut(self.names.selected) {
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
        let count = self.options.len();
        if let Some(list) = self.selections.get_mut(self.names.selected) {
            list.reveal(count, options);
        }
    }

    /// Counts the answers to the open facet under the current query, unless they are counted for it already.
    pub fn count_options(
        &mut self,
        facets: &mut KeptFacets,
        search: &SearchBox,
        index: &Index,
        catalog: &Catalog,
        lang: Lang,
    ) {
        let at = self.names.selected;
        if self.counted_for == Some((search.searches, at)) {
            return;
        }
        let query = &search.query;
        if self.counted_for.is_none_or(|(searches, _)| searches != search.searches) {
            let chosen = |(at, facet): (usize, &Facet)| {
                let groups = if facet.is_in(query) { facets.of(at, catalog, lang) } else { None };
                groups.map_or(0, |groups| groups.chosen(query))
            };
            self.chosen = FACETS.iter().enumerate().map(chosen).collect();
        }
        let Some(facet) = facets.of(at, catalog, lang) else { return };
        // One of several options may be chosen beside the others of its facet.
        let rest = without_clauses(query.text(), facet.clauses());
        let counts = match (&self.beside, search.hits()) {
            (Some((of, text, counts)), _) if *of == at && *text == rest => counts.clone(),
            (_, Some(hits)) if rest == query.text() => facet.counts(hits.iter().map(|hit| hit.entry)),
            (_, Some(_)) => {
                let counts = facet.counts(SearchBox::entries_of(&rest, index, catalog, lang));
                self.beside = Some((at, rest, counts.clone()));
                counts
            }
            (_, None) => facet.listed.iter().map(|group| group.cases.len()).collect(),
        };
        let option = |(group, count): (&Group, usize)| {
            let clause = group.clause.clone()?;
            let chosen = is_chosen(query, &clause);
            Some(FacetOption { label: group.key.label(lang), clause, count, chosen })
        };
        self.options = facet.listed.iter().zip(counts).filter_map(option).collect();
        self.unlisted = facet.unlisted.len();
        self.counted_for = Some((search.searches, at));
    }

    /// Drops the counts, since the answers are other ones than before; the selected ones stay.
    pub fn follow(&mut self, before: &KeptFacets, facets: &KeptFacets) {
        (self.counted_for, self.beside) = (None, None);
        for (at, list) in self.selections.iter_mut().enumerate() {
            let Some((before, now)) = before.known(at).zip(facets.known(at)) else { continue };
            let selected = before.listed.get(list.selected).map(|group| &group.clause);
            let same = |group: &Group| Some(&group.clause) == selected;
            list.selected = now.listed.iter().position(same).unwrap_or(list.selected);
        }
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
        let is_read = |kept: &mut KeptFacets, reading| kept.update(&catalog, Lang::Ja, reading).is_some();
        assert!(is_read(&mut kept, true));
        assert!(!is_read(&mut kept, true));
        kept.mark_stale();
        assert!(!is_read(&mut kept, true), "not for every file that is read");
        assert!(is_read(&mut kept, false), "at the end they are whole");
        assert!(!is_read(&mut kept, false));
        kept.reset();
        assert!(is_read(&mut kept, true));
    }
}
