//! The selection and scroll position by identity, kept while the list is replaced.

use crate::model::CaseKey;

use super::State;
use super::list::Row;

/// A row by what stays the same when the list changes.
#[derive(Debug)]
pub enum RowAnchor {
    /// A case: its pages, the one that is shown first, and its key, should its files have other names.
    Case(Vec<usize>, Option<CaseKey>),
    /// An error row: its place in the catalog's diagnostics.
    Problem(usize),
}

/// The selection and scroll position of the case list by identity.
#[derive(Debug)]
pub struct ListAnchor {
    selected: Option<RowAnchor>,
    /// What was selected before the search.
    before: Option<RowAnchor>,
    /// The row that keeps its line on the screen, and that line.
    steady: Option<(RowAnchor, usize)>,
}

impl RowAnchor {
    /// Returns the pages of a case's row or the index of a problem; `None` if the case is gone.
    fn from_row(state: &State, row: Row) -> Option<Self> {
        match row {
            Row::Case(place) => {
                let entry = state.catalog.entries.get(place)?;
                let pages = std::iter::once(entry.page).chain(entry.other_pages.iter().copied());
                Some(Self::Case(pages.collect(), state.catalog.case_key(place)))
            }
            Row::Problem(place) => Some(Self::Problem(place)),
        }
    }

    /// Returns the row in the new catalog, where `page` and `problem` map old indices to new; `None` if it is
    /// gone.
    fn find_row(
        &self,
        state: &State,
        page: impl Fn(usize) -> Option<usize>,
        problem: impl Fn(usize) -> Option<usize>,
    ) -> Option<Row> {
        match self {
            Self::Case(pages, key) => {
                let mut entries = pages.iter().filter_map(|old| state.catalog.entry_of_page(page(*old)?));
                let by_key = || state.catalog.find(key.as_ref()?);
                entries.next().or_else(by_key).map(Row::Case)
            }
            Self::Problem(old) => problem(*old).map(Row::Problem),
        }
    }
}

impl ListAnchor {
    /// Captures the selection and the scroll position.
    #[must_use]
    pub fn capture(state: &State, visible: usize) -> Self {
        // At the top of an order, the top is what is looked at.
        let is_at_top = state.sorted_by().is_some() && state.list.selected() == 0;
        let place =
            |row: Option<Row>| row.and_then(|row| RowAnchor::from_row(state, row)).filter(|_| !is_at_top);
        let (selected, top) = (state.list.selected(), state.list.top());
        // A row that was scrolled away from gives way to what is on the screen.
        let on_screen = (top..top + visible).contains(&selected);
        let steady = if on_screen { selected } else { top };
        let steady = place(state.list.rows().get(steady).copied()).map(|place| (place, steady - top));
        Self { selected: place(state.list.row()), before: place(state.search.row_before()), steady }
    }

    /// Fills the list again and restores selection, scroll position and visits; `page` and `problem` map old
    /// indices to new.
    pub fn restore(
        self,
        state: &mut State,
        page: impl Fn(usize) -> Option<usize>,
        problem: impl Fn(usize) -> Option<usize>,
        same: bool,
        visible: usize,
    ) {
        let row = |place: &RowAnchor| place.find_row(state, &page, &problem);
        let selected = self.selected.as_ref().and_then(row);
        let before = self.before.as_ref().and_then(row);
        let steady = self.steady.as_ref().and_then(|(place, line)| Some((row(place)?, *line)));
        let shown = match &self.selected {
            Some(RowAnchor::Case(pages, _)) => {
                pages.iter().map(|old| page(*old)).collect::<Option<Vec<usize>>>()
            }
            Some(RowAnchor::Problem(_)) | None => None,
        };
        state.visits.follow(&page);
        state.detail.follow_page(&page);
        if let Some(search) = &mut state.search.before {
            search.row = before;
        }
        state.search.run(&mut state.index, &state.catalog, state.list.order(), state.lang, false);
        let State { catalog, list, search, detail, .. } = state;
        list.rearrange(catalog, search.hits(), selected, steady, visible);
        match selected {
            Some(Row::Case(entry)) => {
                let now = catalog.entries.get(entry).map(|entry| {
                    std::iter::once(entry.page).chain(entry.other_pages.iter().copied()).collect::<Vec<_>>()
                });
                match detail.case_of(catalog, entry) {
                    Some(case) if list.row() == selected => detail.follow(entry, case, same && now == shown),
                    Some(_) | None => detail.close(),
                }
            }
            Some(Row::Problem(_)) | None => detail.close(),
        }
    }
}
