//! What a table shows: its columns and their order, and the query that has others.

use crate::analysis::Column;
use crate::analysis::column_list::ListedColumn;
use crate::analysis::column_text::{columns_text, section_of_columns};
use crate::analysis::items::resolve_columns;
use crate::search::place::HeadPart;
use crate::search::query::{Drawing, ViewKind, with_view, without_view};

use super::State;
use super::list::Row;
use super::order::largest_first;

/// The column that names cases where the query names none that does.
pub const NAMES: Column = Column::Head(HeadPart::Nickname);

/// True for a column that names cases.
fn names_cases(column: &Column) -> bool {
    matches!(column, Column::Head(HeadPart::Nickname | HeadPart::Name | HeadPart::Id) | Column::NameAndYear)
}

impl State {
    /// Returns how the cases are shown; a case that was opened from a table is shown beside the list.
    #[must_use]
    pub fn drawing(&self) -> Drawing {
        if self.search.hits().is_none() || self.sheet.reads_case {
            return Drawing::List;
        }
        self.search.query.drawing()
    }

    /// Ends reading a case that was opened from a table; of its pages the newest is open again.
    pub fn end_reading_case(&mut self) {
        self.sheet.reads_case = false;
        self.detail.open_page(None);
        let case = self.detail.entry.and_then(|entry| self.catalog.case(entry));
        case.into_iter().for_each(|case| self.detail.find_again(case));
    }

    /// True while a table has the screen.
    #[must_use]
    pub fn shows_sheet(&self) -> bool {
        self.drawing() != Drawing::List
    }

    /// Returns the index of the section of the form whose fields are the columns of the table.
    #[must_use]
    pub fn sheet_section(&self) -> Option<usize> {
        self.search.query.view_text(ViewKind::Columns).and_then(section_of_columns)
    }

    /// Returns the indexes of the cases of the table in [`crate::model::Catalog::entries`], in its order.
    #[must_use]
    pub fn sheet_entries(&self) -> Vec<usize> {
        self.list.rows().iter().filter_map(Row::entry).collect()
    }

    /// Returns the columns of the table with the one that names its rows in front; empty for groups, and where the
    /// query names none that is known.
    #[must_use]
    pub fn sheet_columns(&self, entries: &[usize]) -> Vec<Column> {
        let columns = self.search.view.resolve_columns(&self.catalog, entries).unwrap_or_default();
        if self.search.view.has_rows_of_cases(&columns) { with_names(columns) } else { Vec::new() }
    }

    /// Returns the query text with these columns.
    #[must_use]
    pub fn text_with_columns(&self, columns: &[Column], entries: &[usize]) -> String {
        let text = self.search.text();
        // The columns of names and of likeness are there in any case.
        let is_listed = |column: &&Column| !self.is_likeness_of_view(column);
        let columns: &[Column] = &columns.iter().filter(is_listed).cloned().collect::<Vec<_>>();
        let behind = columns.strip_prefix(&[NAMES]).filter(|rest| !rest.is_empty());
        let lists = [Some(columns), behind].into_iter().flatten();
        let lists = lists.map(|columns| columns_text(columns, &self.catalog, entries));
        let shortest = lists.min_by_key(|list| list.chars().count()).unwrap_or_default();
        with_view(text, ViewKind::Columns, &shortest)
    }

    /// True for the column that comes with the order of likeness.
    #[must_use]
    pub fn is_likeness_of_view(&self, column: &Column) -> bool {
        let Column::Likeness(base) = column else { return false };
        self.search.view.base(&self.catalog).is_some_and(|own| own.as_ref() == Ok(base))
    }

    /// Returns the query text sorted by a column: first from its natural end, then from the other, then no longer.
    /// What was sorted by before decides among equals. `None` for a column that has no name.
    #[must_use]
    pub fn text_sorted_by(&self, column: &Column, entries: &[usize]) -> Option<String> {
        let mut keys = self.search.view.sort_keys(&self.catalog, entries).unwrap_or_default();
        let natural = largest_first(column);
        let own = keys.iter().position(|(key, _)| key == column);
        let now = own.map(|at| (at, keys.remove(at).1));
        match now {
            Some((0, descending)) if descending != natural => {}
            Some((0, _)) => keys.insert(0, (column.clone(), !natural)),
            Some(_) | None => keys.insert(0, (column.clone(), natural)),
        }
        keys.truncate(MOST_KEYS);
        let key = |(column, descending): &(Column, bool)| {
            column.text().map(|text| format!("{}{text}", if *descending { "-" } else { "" }))
        };
        let list = keys.iter().map(key).collect::<Option<Vec<String>>>()?.join(",");
        let text = self.search.text();
        Some(if list.is_empty() {
            without_view(text, &[ViewKind::Sort])
        } else {
            with_view(text, ViewKind::Sort, &list)
        })
    }

    /// Returns the first column that the table is sorted by; true if from the last to the first.
    #[must_use]
    pub fn sheet_order(&self, entries: &[usize]) -> Option<(Column, bool)> {
        self.search.view.sort_keys(&self.catalog, entries).ok()?.into_iter().next()
    }
}

/// A table is sorted by no more columns.
const MOST_KEYS: usize = 3;

/// Puts the column of names in front, unless another one names the rows.
#[must_use]
pub fn with_names(mut columns: Vec<Column>) -> Vec<Column> {
    if !columns.first().is_some_and(names_cases) {
        columns.retain(|column| *column != NAMES);
        columns.insert(0, NAMES);
    }
    columns
}

/// Returns the columns with one unfolded into a column an item; `None` if it has no items.
#[must_use]
pub fn unfolded(columns: &[Column], at: usize, state: &State, entries: &[usize]) -> Option<Vec<Column>> {
    let column = columns.get(at)?;
    let [field] = column.fields()[..] else { return None };
    let items = resolve_columns(vec![ListedColumn::Unfolded(vec![field])], &state.catalog, entries).ok()?;
    if !column.has_items() || items.is_empty() {
        return None;
    }
    let rest = columns.iter().filter(|known| !items.contains(known));
    Some(rest.flat_map(|known| if known == column { items.clone() } else { vec![known.clone()] }).collect())
}

/// Returns the columns with those of a field's items folded into one, and that one; `None` if the column is no item.
#[must_use]
pub fn folded(columns: &[Column], at: usize) -> Option<(Vec<Column>, Column)> {
    let column = columns.get(at)?;
    if !column.is_item() {
        return None;
    }
    let fields = column.fields();
    let whole: Vec<Column> = fields.iter().map(|id| Column::of_field(id)).collect();
    let is_own = |known: &Column| known.is_item() && known.fields() == fields;
    let first = columns.iter().position(is_own)?;
    let mut folded: Vec<Column> =
        columns.iter().filter(|known| !is_own(known) && !whole.contains(known)).cloned().collect();
    let before = columns.iter().take(first).filter(|known| !whole.contains(known)).count();
    let cursor = whole.first()?.clone();
    folded.splice(before..before, whole);
    Some((folded, cursor))
}
