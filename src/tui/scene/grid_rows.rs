//! Rows of a table that are no cases of the list: groups, answers, fields.

use std::ops::Range;

use crate::tui::state::scroll_list::ListLines;

use super::grid::GridCell;

/// Rows that are no cases of the list: groups, fields.
#[derive(Debug, Default)]
pub struct GridRows {
    /// The lines of the rows, and headings between them.
    pub lines: Vec<GridLine>,
    /// What each row is about.
    pub rows: Vec<GridRow>,
}

/// A line of a row, or a heading.
#[derive(Debug, Clone, Default)]
pub struct GridLine {
    /// The row; `None` for a heading.
    pub row: Option<usize>,
    /// The cells, one a column.
    pub cells: Vec<GridCell>,
    /// The words of a heading.
    pub heading: Option<String>,
    /// Words below the rows.
    pub remark: Option<String>,
}

/// What a row is about.
#[derive(Debug, Clone, Default)]
pub struct GridRow {
    /// The clause that finds its cases.
    pub clause: Option<String>,
    /// Its section of the form.
    pub section: Option<&'static str>,
    /// Its field of the form.
    pub field: Option<&'static str>,
    /// The folded label of a field that the form does not have.
    pub other_label: Option<String>,
    /// What is said of it, in words.
    pub note: String,
    /// Where each of its cells comes from.
    pub sources: Vec<String>,
    /// True for one that differs.
    pub differs: bool,
}

impl GridRows {
    /// Adds a row of one line.
    pub fn push(&mut self, row: GridRow, cells: Vec<GridCell>) {
        self.lines.push(GridLine { row: Some(self.rows.len()), cells, ..GridLine::default() });
        self.rows.push(row);
    }
}

impl ListLines for &[GridLine] {
    fn item_count(self) -> usize {
        self.iter().rev().find_map(|line| line.row).map_or(0, |last| last + 1)
    }

    fn line_count(self) -> usize {
        self.len()
    }

    fn lines_of(self, item: usize) -> Range<usize> {
        let start = self.iter().position(|line| line.row == Some(item)).unwrap_or_default();
        let own = self.iter().skip(start).take_while(|line| line.row == Some(item)).count();
        start..start + own
    }

    fn item_at(self, line: usize) -> Option<usize> {
        self.get(line)?.row
    }
}

/// A tile on the screen.
#[derive(Debug, Clone)]
pub struct MapTile {
    /// The row of tiles.
    pub row: usize,
    /// The cells before it.
    pub x: usize,
    /// Its lines.
    pub lines: Vec<GridCell>,
}
