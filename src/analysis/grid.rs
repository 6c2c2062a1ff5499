//! The rows of a file: any cell can be made when it is written, so that a file of 10,000 pages does not stand in
//! memory as cells.

use std::borrow::Cow;

use super::cell::{Cell, CellValue, NumberFormat};
use super::column::Column;
use super::kind::ColumnKind;
use super::sheet::{RowKey, Sheet, SheetColumn, SheetRow};
use crate::lang::Lang;
use crate::model::CasePage;

/// The rows of a group: so many pages.
const GROUP: usize = 10_000;

/// A list in each row, whose items have several values.
pub struct GridList<'a> {
    /// Its id.
    pub id: &'static str,
    /// What each item has.
    pub members: &'static [(&'static str, ColumnKind)],
    items: Box<dyn Fn(usize) -> Vec<Vec<CellValue<'a>>> + Sync + 'a>,
}

impl<'a> GridList<'a> {
    /// Makes a list whose items in a row are `items`, each as long as the members.
    pub(super) fn new(
        id: &'static str,
        members: &'static [(&'static str, ColumnKind)],
        items: impl Fn(usize) -> Vec<Vec<CellValue<'a>>> + Sync + 'a,
    ) -> Self {
        Self { id, members, items: Box::new(items) }
    }

    /// Returns the items in a row; none where there is no list.
    #[must_use]
    pub fn items(&self, row: usize) -> Vec<Vec<CellValue<'a>>> {
        (self.items)(row)
    }
}

/// Columns and rows whose cells are made on demand.
pub struct Grid<'a> {
    /// The columns.
    pub columns: Cow<'a, [SheetColumn]>,
    /// The number of rows.
    pub rows: usize,
    /// Lists whose items have several values, for formats that hold such.
    pub lists: Vec<GridList<'a>>,
    /// The rows that formats of columns hold in a group.
    pub group: usize,
    cell: Box<dyn Fn(usize, usize) -> Cell<'a> + Sync + 'a>,
}

impl<'a> Grid<'a> {
    /// Makes a grid of `rows` rows, whose cell at a row and a column is `cell`.
    pub(super) fn new(
        columns: impl Into<Cow<'a, [SheetColumn]>>,
        rows: usize,
        cell: impl Fn(usize, usize) -> Cell<'a> + Sync + 'a,
    ) -> Self {
        Self { columns: columns.into(), rows, lists: Vec::new(), group: GROUP, cell: Box::new(cell) }
    }

    /// Makes the grid of a sheet.
    #[must_use]
    pub fn of_sheet(sheet: &'a Sheet<'_>) -> Self {
        Self::new(&sheet.columns[..], sheet.rows.len(), |row, column| sheet.rows[row].cells[column].clone())
    }

    /// Makes the grid of pages, a row a page.
    #[must_use]
    pub fn of_pages(columns: Vec<Column>, pages: &'a [CasePage<'a>], lang: Lang) -> Self {
        let head = |column: &Column| SheetColumn {
            heading: column.heading(NumberFormat::Whole, lang),
            format: NumberFormat::Whole,
        };
        let heads: Vec<SheetColumn> = columns.iter().map(head).collect();
        Self::new(heads, pages.len(), move |row, column| columns[column].cell_of_page(pages[row], lang))
    }

    /// Returns the cell at a row and a column.
    #[must_use]
    pub fn cell(&self, row: usize, column: usize) -> Cell<'a> {
        (self.cell)(row, column)
    }

    /// Returns all of it as a sheet, the first column naming the case, for other formats than those of files.
    #[must_use]
    pub fn to_sheet(&self) -> Sheet<'a> {
        let row = |row: usize| SheetRow {
            key: RowKey::Case(self.cell(row, 0).plain_text().into_owned()),
            cells: (0..self.columns.len()).map(|column| self.cell(row, column)).collect(),
        };
        let rows = (0..self.rows).map(row).collect();
        Sheet {
            columns: self.columns.to_vec(),
            rows,
            foot: Vec::new(),
            cases: self.rows,
            counts: None,
            summary: None,
        }
    }
}
