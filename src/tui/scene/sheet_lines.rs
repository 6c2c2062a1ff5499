//! A table in cells: its columns, its rows on the screen, what is above and below them.

use std::sync::Arc;

use ratatui::layout::Size;

use crate::analysis::Column;
use crate::analysis::likeness_base::LikenessBase;

use super::case_beside::Followed;
use super::grid::{GridCell, GridColumn};
use super::grid_rows::{GridLine, GridRow, GridRows, MapTile};

/// A table of cases in cells.
#[derive(Debug, Default)]
pub struct SheetLines {
    pub(super) key: Option<SheetKey>,
    /// What the columns of cases were measured for.
    pub(super) measured_for: Option<MeasuredFor>,
    /// The columns that are not hidden; the first one names the rows.
    pub columns: Vec<GridColumn>,
    /// The labels of columns that are hidden since nobody answers, and since all answer alike, with the answer.
    pub hidden: [Vec<String>; 2],
    /// The lines of rows that are no cases of the list; `None` where they are.
    pub(super) own: Option<GridRows>,
    /// The column that the rows are sorted by; true if from the last to the first.
    pub order: Option<(Column, bool)>,
    /// What the rows are ordered by their likeness to.
    pub base: Option<Arc<LikenessBase>>,
    /// The row and the height that were scrolled to: the wheel scrolls away from the row.
    pub(super) revealed: Option<(usize, usize)>,
    /// What the case beside the table was turned to.
    pub(super) followed: Option<Followed>,
    /// The tiles of a map, in place of rows.
    pub tiles: Vec<MapTile>,
    /// Words above the rows, in place of the heads of the columns.
    pub intro: Vec<String>,
    /// The title, where it is not that of a table of cases.
    pub title: Option<String>,
    /// The tabs and the open one, where they are not those of a table.
    pub tabs: Option<(Vec<String>, usize)>,
    /// The figures below the rows.
    pub foot: Vec<Vec<GridCell>>,
    /// The rows on the screen.
    pub lines: Vec<GridLine>,
    /// The columns on the screen.
    pub places: Vec<ColumnPlace>,
    /// What the cell under the cursor says in full, in lines.
    pub note: Vec<String>,
    /// Where the cell under the cursor comes from.
    pub source: String,
    /// Why there is no table.
    pub problem: Option<String>,
}

/// What columns were measured for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct MeasuredFor {
    pub columns: Vec<Column>,
    /// The cases, in any order.
    pub entries: Vec<usize>,
    pub catalog_changes: usize,
    pub sheet: usize,
    /// True where signs of ambiguous width take two cells.
    pub ambiguous_wide: bool,
    /// The cells of the signs in front of a name.
    pub sign_width: usize,
}

/// What a table was laid out for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct SheetKey {
    pub searches: usize,
    pub sheet: usize,
    pub detail: usize,
    pub size: Size,
    pub row: Option<usize>,
}

/// Where a column is on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ColumnPlace {
    /// Its index.
    pub column: usize,
    /// Its first cell, from the left of the rows.
    pub x: usize,
    /// Its cells on the screen.
    pub width: usize,
}

impl SheetLines {
    /// Creates a table of rows that are no cases of the list.
    #[must_use]
    pub fn of_rows(rows: GridRows) -> Self {
        Self { own: Some(rows), ..Self::default() }
    }

    /// Returns the lines of rows that are no cases of the list.
    #[must_use]
    pub fn own_lines(&self) -> Option<&[GridLine]> {
        self.own.as_ref().map(|own| &own.lines[..])
    }

    /// Returns a row that is no case of the list.
    #[must_use]
    pub fn own_row(&self, row: usize) -> Option<&GridRow> {
        self.own.as_ref()?.rows.get(row)
    }

    /// Returns the number of rows that are no cases of the list; `None` where they are.
    #[must_use]
    pub fn own_count(&self) -> Option<usize> {
        self.own.as_ref().map(|own| own.rows.len())
    }

    /// Returns the column at a cell of the screen, from the left of the rows.
    #[must_use]
    pub fn column_at(&self, x: u16) -> Option<usize> {
        let x = usize::from(x);
        self.places.iter().rev().find(|place| place.x <= x).map(|place| place.column)
    }
}
