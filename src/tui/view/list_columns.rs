//! What a row of the list says of a case beside its name: columns in one line, or figures in the line below.

use crate::analysis::Column;
use crate::analysis::cell::NumberFormat;
use crate::search::quantity::{Measure, Quantity};
use crate::text::width::cells;
use crate::tui::scene::card::{brief_figure, figure_words};
use crate::tui::state::State;
use crate::tui::state::sheet_columns::NAMES;

/// A name has at least so many cells before a column comes in.
const LEAST_NAME: usize = 14;
/// Cells before a column.
const GAP: usize = 1;
/// The cells of a column that the list is sorted by, where it is none of the usual ones.
const SORTED: usize = 10;

/// The prefectures.
pub const AREA: Column = Column::Field("area");

/// A column of one-line rows.
pub struct ListColumn {
    /// What it says.
    pub column: Column,
    /// Its cells, without the gap before it.
    pub width: usize,
    /// True for the column that the list is sorted by.
    pub is_sorted: bool,
}

/// Returns the usual columns with their widths: prefecture, year, patients, running cost.
fn usual() -> [(Column, usize); 4] {
    let measured = |measure| Column::Quantity(Quantity::Of(measure));
    [
        (AREA, 6),
        (measured(Measure::Launch), 4),
        (measured(Measure::RegisteredPatients), 9),
        (measured(Measure::AnnualCost), 11),
    ]
}

/// Returns the columns that fit beside the names in a row of `width` cells: the one that the list is sorted by first of
/// all, at the right end unless it is a usual one.
pub fn list_columns(state: &State, width: usize) -> Vec<ListColumn> {
    let sorted = state.sorted_by().map(|(column, _)| column).filter(|column| **column != NAMES);
    let is_sorted = |column: &Column| sorted == Some(column);
    let mut columns: Vec<(Column, usize)> = usual().into();
    if let Some(own) = sorted.filter(|own| !columns.iter().any(|(column, _)| column == *own)) {
        columns.push((own.clone(), SORTED));
    }
    let mut room = width.saturating_sub(LEAST_NAME);
    let mut by_rank: Vec<usize> = (0..columns.len()).collect();
    by_rank.sort_by_key(|at| !is_sorted(&columns[*at].0));
    let mut fits = vec![false; columns.len()];
    for at in by_rank {
        let needed = columns[at].1 + GAP;
        // What comes after a column that does not fit would stand where that one does in a wider list.
        let Some(rest) = room.checked_sub(needed) else { break };
        (room, fits[at]) = (rest, true);
    }
    let fitting = columns.into_iter().zip(fits).filter(|(_, fits)| *fits);
    fitting.map(|((column, width), _)| ListColumn { is_sorted: is_sorted(&column), column, width }).collect()
}

/// Returns the cells that columns take with their gaps.
pub fn columns_width(columns: &[&ListColumn]) -> usize {
    columns.iter().map(|column| column.width + GAP).sum()
}

/// Returns what a column says of a case, for a reader who sees no head above it.
pub fn column_words(state: &State, entry: usize, column: &Column) -> String {
    let Some(case) = state.catalog.case(entry) else { return String::new() };
    if let Column::Quantity(quantity) = column {
        return brief_figure(*quantity, case, state.lang).unwrap_or_default();
    }
    column.cell(&state.catalog, entry, state.lang).text(NumberFormat::Whole, state.lang).into_owned()
}

/// Returns what the line below a name says: what the list is sorted by, patients, running cost and year, as many as fit.
pub fn figures_line(state: &State, entry: usize, width: usize) -> String {
    let Some(case) = state.catalog.case(entry) else { return String::new() };
    let sorted = state.sorted_by().map(|(column, _)| column.clone());
    let sorted = sorted.filter(|column| *column != NAMES && *column != AREA);
    let [_, launch, patients, cost] = usual().map(|(column, _)| column);
    let mut line = String::new();
    let mut said: Vec<Column> = Vec::new();
    for column in sorted.into_iter().chain([patients, cost, launch]) {
        let words = if let Column::Quantity(quantity) = &column {
            figure_words(*quantity, case, state.lang)
        } else {
            let words = column_words(state, entry, &column);
            (!words.is_empty()).then(|| format!("{} {words}", column.label(state.lang)))
        };
        let Some(words) = words.filter(|_| !said.contains(&column)) else { continue };
        let between = if line.is_empty() { "" } else { " · " };
        if cells(&line) + cells(between) + cells(&words) <= width || line.is_empty() {
            line += between;
            line += &words;
        }
        said.push(column);
    }
    line
}
