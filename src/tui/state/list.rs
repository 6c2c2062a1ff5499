//! The list of cases: which rows, in which order, which one is selected.

use std::collections::HashMap;

use crate::model::{Case, Catalog, Value, prefecture_rank};
use crate::search::{Hit, NameOrder};

use super::scroll_list::ScrollList;

/// A row of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Row {
    /// A case: its place in the catalog's entries.
    Case(usize),
    /// A file that gave no page: its place in the catalog's diagnostics.
    Problem(usize),
}

impl Row {
    /// Returns the index of its case; `None` for a file that gave no page.
    #[must_use]
    pub fn entry(&self) -> Option<usize> {
        match self {
            Self::Case(entry) => Some(*entry),
            Self::Problem(_) => None,
        }
    }
}

/// The order of the cases while no search is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// As the pages were given.
    #[default]
    Page,
    /// By the name that people use.
    Name,
    /// By prefecture, north to south.
    Prefecture,
    /// By the year the service was introduced, unknown last.
    Year,
}

impl Order {
    /// Every order.
    pub const ALL: [Self; 4] = [Self::Page, Self::Name, Self::Prefecture, Self::Year];

    /// Returns the name of the order in the state file.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Name => "name",
            Self::Prefecture => "prefecture",
            Self::Year => "year",
        }
    }

    /// Returns the order after this one, after the last the first.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Page => Self::Name,
            Self::Name => Self::Prefecture,
            Self::Prefecture => Self::Year,
            Self::Year => Self::Page,
        }
    }

    /// Returns the id of its label in `labels.toml`.
    #[must_use]
    pub fn label_id(self) -> &'static str {
        match self {
            Self::Page => "order.page",
            Self::Name => "order.name",
            Self::Prefecture => "order.prefecture",
            Self::Year => "order.year",
        }
    }
}

/// The rows of the list and the selected one.
#[derive(Debug, Default)]
pub struct CaseList {
    rows: Vec<Row>,
    list: ScrollList,
    order: Order,
    /// The orders of names that were sorted before: a reading takes as long as a hundred comparisons.
    names: HashMap<String, NameOrder>,
}

impl CaseList {
    /// Returns the rows.
    #[must_use]
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Returns the index of the selected row.
    #[must_use]
    pub fn selected(&self) -> usize {
        self.list.selected
    }

    /// Returns the selected row; `None` if the list is empty.
    #[must_use]
    pub fn row(&self) -> Option<Row> {
        self.rows.get(self.list.selected).copied()
    }

    /// Returns the index of the first row on the screen.
    #[must_use]
    pub fn top(&self) -> usize {
        self.list.top
    }

    /// Returns the order that applies while no search is on.
    #[must_use]
    pub fn order(&self) -> Order {
        self.order
    }

    /// Sets the order; it applies with the next [`CaseList::arrange`].
    pub fn set_order(&mut self, order: Order) {
        self.order = order;
    }

    /// Fills the list with the hits, or without a search with every case and problem; keeps the selected row
    /// if it is there.
    pub fn arrange(&mut self, catalog: &Catalog, hits: Option<&[Hit]>) {
        let selected = self.row();
        self.rows = match hits {
            Some(hits) => hits.iter().map(|hit| Row::Case(hit.entry)).collect(),
            None => all_rows(catalog, self.order, &mut self.names),
        };
        self.select_row(selected);
    }

    /// Fills the list, selects `selected`, else the row at the old index, and keeps the row of `steady` on
    /// its line.
    pub fn rearrange(
        &mut self,
        catalog: &Catalog,
        hits: Option<&[Hit]>,
        selected: Option<Row>,
        steady: Option<(Row, usize)>,
        visible: usize,
    ) {
        let before = self.list.selected;
        self.arrange(catalog, hits);
        let place = |wanted: Row| self.rows.iter().position(|row| *row == wanted);
        let found = selected.and_then(place);
        let top = steady.and_then(|(row, line)| Some(place(row)?.saturating_sub(line)));
        self.list.top = top.unwrap_or(self.list.top);
        match found {
            Some(place) => self.list.selected = place,
            None => {
                self.select(before);
                self.reveal(visible);
            }
        }
        self.scroll(0, visible);
    }

    /// Selects this row, the first one if it is not in the list.
    pub fn select_row(&mut self, wanted: Option<Row>) {
        let place = wanted.and_then(|wanted| self.rows.iter().position(|row| *row == wanted));
        self.list.selected = place.unwrap_or_default();
    }

    /// Selects the row at an index, at most the last one.
    pub fn select(&mut self, place: usize) {
        self.list.select(place, self.rows.len());
    }

    /// Scrolls by rows and keeps the selection.
    pub fn scroll(&mut self, rows: isize, visible: usize) {
        self.list.scroll(rows, self.rows.len(), visible);
    }

    /// Scrolls so that the row at an index is the first on the screen.
    pub fn scroll_to(&mut self, top: usize, visible: usize) {
        self.list.top = top;
        self.scroll(0, visible);
    }

    /// Scrolls so that the selected row is among the `visible` ones.
    pub fn reveal(&mut self, visible: usize) {
        self.list.reveal(self.rows.len(), visible);
    }

    /// Returns the index of the next or previous row with a case; `None` if there is none.
    #[must_use]
    pub fn neighbour(&self, forward: bool) -> Option<usize> {
        let is_case = |place: &usize| matches!(self.rows.get(*place), Some(Row::Case(_)));
        if forward {
            (self.list.selected + 1..self.rows.len()).find(is_case)
        } else {
            (0..self.list.selected.min(self.rows.len())).rev().find(is_case)
        }
    }
}

/// Returns every case in this order, then every problem.
fn all_rows(catalog: &Catalog, order: Order, names: &mut HashMap<String, NameOrder>) -> Vec<Row> {
    let mut entries: Vec<(usize, &Case)> = catalog.cases().enumerate().collect();
    match order {
        Order::Page => {}
        Order::Name => {
            for name in entries.iter().map(|(_, case)| case.short_name()) {
                if !names.contains_key(name.as_ref()) {
                    names.insert(name.to_string(), NameOrder::new(&name));
                }
            }
            entries.sort_by_cached_key(|(_, case)| names.get(case.short_name().as_ref()));
        }
        Order::Prefecture => entries.sort_by_cached_key(|(_, case)| northernmost(case)),
        Order::Year => entries.sort_by_cached_key(|(_, case)| launch_year(case).unwrap_or(u32::MAX)),
    }
    let cases = entries.into_iter().map(|(entry, _)| Row::Case(entry));
    cases.chain((0..catalog.diagnostics.len()).map(Row::Problem)).collect()
}

/// Returns the rank of the case's northernmost prefecture, the highest number if it has none.
fn northernmost(case: &Case) -> usize {
    case.prefectures.iter().map(|name| prefecture_rank(name)).min().unwrap_or(usize::MAX)
}

/// Returns the year of 運用開始状況; `None` if the page has none.
fn launch_year(case: &Case) -> Option<u32> {
    let Value::StatusYear { year, .. } = &case.field("launch")?.value else { return None };
    *year
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::fixture;

    #[test]
    fn orders_keep_the_selected_case() {
        let catalog = fixture::catalog();
        let mut list = CaseList::default();
        list.arrange(&catalog, None);
        list.select(1);
        let selected = list.row();
        for order in [Order::Name, Order::Prefecture, Order::Year, Order::Page] {
            list.set_order(order);
            list.arrange(&catalog, None);
            assert_eq!(list.row(), selected, "{order:?}");
        }
    }

    #[test]
    fn the_year_comes_first_and_the_unknown_last() {
        let catalog = fixture::catalog();
        let years: Vec<Option<u32>> = all_rows(&catalog, Order::Year, &mut HashMap::new())
            .into_iter()
            .filter_map(|row| match row {
                Row::Case(entry) => catalog.case(entry).map(launch_year),
                Row::Problem(_) => None,
            })
            .collect();
        assert_eq!(years, [Some(2012), Some(2013)]);
    }

    #[test]
    fn the_selected_row_is_brought_into_view() {
        let mut list = CaseList { rows: (0..10).map(Row::Case).collect(), ..CaseList::default() };
        list.select(7);
        list.reveal(3);
        assert_eq!(list.top(), 5);
        list.select(2);
        list.reveal(3);
        assert_eq!(list.top(), 2);
        list.scroll(100, 3);
        assert_eq!(list.top(), 7);
        list.reveal(0);
        assert_eq!(list.top(), 2);
    }
}
