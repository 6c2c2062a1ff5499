//! The list of cases: which rows, in which order, which one is selected.

use crate::model::Catalog;
use crate::search::Hit;

use super::order::Order;
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

/// How the list shows its cases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowShape {
    /// The name, below it what tells the case apart.
    TwoLines,
    /// The name and columns in one line.
    OneLine,
}

impl RowShape {
    /// From this many cases on the list has one line a case.
    const MANY: usize = 20;

    /// Returns the shape for a catalog of so many cases, whatever a search leaves of them.
    #[must_use]
    pub fn of_count(cases: usize) -> Self {
        if cases >= Self::MANY { Self::OneLine } else { Self::TwoLines }
    }

    /// Returns the lines of a row.
    #[must_use]
    pub fn height(self) -> u16 {
        match self {
            Self::TwoLines => 2,
            Self::OneLine => 1,
        }
    }
}

/// The rows of the list and the selected one.
#[derive(Debug, Default)]
pub struct CaseList {
    rows: Vec<Row>,
    list: ScrollList,
    order: Order,
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

    /// Returns the order of the cases.
    #[must_use]
    pub fn order(&self) -> &Order {
        &self.order
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
            None => all_rows(catalog, &self.order),
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
fn all_rows(catalog: &Catalog, order: &Order) -> Vec<Row> {
    let mut entries: Vec<usize> = (0..catalog.entries.len()).collect();
    order.sort(&mut entries, catalog);
    let cases = entries.into_iter().map(Row::Case);
    cases.chain((0..catalog.diagnostics.len()).map(Row::Problem)).collect()
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
        for order in ["page", "match", "年", "-患者"].map(|text| Order::parse(text).unwrap()) {
            list.set_order(order.clone());
            list.arrange(&catalog, None);
            assert_eq!(list.row(), selected, "{order:?}");
        }
    }

    #[test]
    fn a_list_is_sorted_by_any_number_both_ways() {
        let catalog = fixture::catalog();
        let sorted = |text: &str| all_rows(&catalog, &Order::parse(text).unwrap());
        assert_eq!(sorted("年"), sorted("-年").into_iter().rev().collect::<Vec<_>>());
        assert_eq!(sorted("page"), [Row::Case(0), Row::Case(1)]);
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
