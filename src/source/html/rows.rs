//! The grid of a table: what spans rows and columns is carried on, and rows become labels and values.

use std::rc::Rc;

use super::words::Words;

/// A cell of a row.
#[derive(Debug, Clone)]
pub struct Cell {
    /// What it says.
    pub words: Rc<Words>,
    /// A `th`.
    pub head: bool,
    /// True where it began in a row above.
    pub carried: bool,
    /// Columns that it covers.
    pub columns: usize,
}

/// What a cell says of itself, before its row is whole.
#[derive(Debug, Clone, Copy)]
pub struct CellShape {
    /// A `th`.
    pub head: bool,
    /// Columns it covers.
    pub columns: usize,
    /// Rows it covers.
    pub rows: usize,
}

/// The cells that go on in the next row of a table.
#[derive(Debug, Default)]
pub struct Grid {
    carried: Vec<Carried>,
}

#[derive(Debug)]
struct Carried {
    column: usize,
    columns: usize,
    rows_left: usize,
    cell: Cell,
}

/// More cells than this go on into no next row.
const MOST_CARRIED: usize = 16;

impl Grid {
    /// Returns a row with the cells that go on from the rows above, empty if nothing is in it. Repeated bytes
    /// are taken from `budget`; at 0 nothing is repeated.
    pub fn next_row(&mut self, cells: Vec<(CellShape, Words)>, budget: &mut usize) -> Vec<Cell> {
        let mut row = Vec::with_capacity(cells.len() + self.carried.len());
        let mut next = Vec::new();
        let mut column = 0;
        let mut carried = std::mem::take(&mut self.carried).into_iter().peekable();
        let mut cells = cells.into_iter();
        loop {
            if let Some(above) = carried.next_if(|above| above.column <= column || cells.len() == 0) {
                let bytes = above.cell.words.text.len() + 1;
                if *budget >= bytes {
                    *budget -= bytes;
                    column = above.column + above.columns;
                    row.push(above.cell.clone());
                    if above.rows_left > 1 {
                        next.push(Carried { rows_left: above.rows_left - 1, ..above });
                    }
                }
                continue;
            }
            let Some((shape, words)) = cells.next() else {
                break;
            };
            let cell =
                Cell { words: Rc::new(words), head: shape.head, carried: false, columns: shape.columns };
            if shape.rows > 1 && next.len() < MOST_CARRIED {
                let again = Cell { carried: true, ..cell.clone() };
                next.push(Carried { column, columns: shape.columns, rows_left: shape.rows - 1, cell: again });
            }
            column += shape.columns;
            row.push(cell);
        }
        self.carried = next;
        if row.iter().all(|cell| cell.words.is_empty() || cell.carried && row.len() == 1) {
            Vec::new()
        } else {
            row
        }
    }
}

/// A part of a row.
#[derive(Debug)]
pub enum RowPart {
    /// Words over several rows or fields: the title of a section, or of a group.
    Group(Rc<Words>),
    /// A label and its value.
    Pair { label: Cell, value: Words },
    /// A cell alone in its row.
    Alone(Cell),
}

/// Splits a row into groups, pairs of label and value, and a cell alone.
pub fn row_parts(mut cells: Vec<Cell>) -> Vec<RowPart> {
    let filled = |cell: &Cell| !cell.words.is_empty();
    // Empty cells before the label are layout; an empty label before a value is a value going on.
    while cells.len() > 2 && !filled(&cells[0]) && filled(&cells[1]) {
        cells.remove(0);
    }
    // The number of a row is no part of it.
    let is_named = |cell: &Cell| cell.words.label().is_some() || cell.words.title().is_some();
    if cells.len() > 2 && is_number(&cells[0]) && cells[1..3].iter().any(is_named) {
        cells.remove(0);
    }
    if cells.len() == 1 {
        return cells.into_iter().map(RowPart::Alone).collect();
    }
    let labels = label_columns(&cells);
    let heads: Vec<bool> = cells.iter().map(|cell| cell.head).collect();
    let mut parts = Vec::new();
    let group = |cell: Cell| (!cell.carried && filled(&cell)).then_some(RowPart::Group(cell.words));
    let mut cells = cells.into_iter();
    parts.extend(cells.by_ref().take(labels.first().copied().unwrap_or(0)).filter_map(group));
    let ends = labels.iter().copied().skip(1).chain([heads.len()]);
    for (at, end) in labels.iter().copied().zip(ends) {
        let Some(label) = cells.next() else { break };
        // A head before another head is a group of fields.
        if end == at + 1 && heads[at] && heads.get(end) == Some(&true) {
            parts.extend(group(label));
            continue;
        }
        let mut value = Words::default();
        for cell in cells.by_ref().take(end - at - 1) {
            value.append(Rc::unwrap_or_clone(cell.words), ' ');
        }
        parts.push(RowPart::Pair { label, value });
    }
    parts
}

/// True if the cell's words are a whole number.
fn is_number(cell: &Cell) -> bool {
    cell.words.text.trim().parse::<u32>().is_ok()
}

/// Returns the indices of the cells that are labels: the heads, or the cells with labels of the form, or the
/// first.
fn label_columns(cells: &[Cell]) -> Vec<usize> {
    let known = |at: usize| cells.get(at).is_some_and(|cell| cell.words.label().is_some());
    let is_title = |at: usize| cells.get(at).is_some_and(|cell| cell.words.title().is_some());
    let is_behind_title = cells.len() >= 3 && known(1) && (is_title(0) || !known(0));
    let heads: Vec<usize> = (0..cells.len()).filter(|at| cells[*at].head).collect();
    // The title of a section, in a cell beside all of its rows.
    if heads == [0] && is_title(0) && is_behind_title {
        return vec![1];
    }
    // A row of heads only says which is the label by its place.
    if !heads.is_empty() && heads.len() < cells.len() {
        // A label in a plain cell before the first head is a label still.
        let first = heads.first().copied().unwrap_or(0);
        return if first > 0 && known(0) { [0].into_iter().chain(heads).collect() } else { heads };
    }
    if cells.len() >= 4 && known(0) && (2..cells.len()).step_by(2).all(known) {
        return (0..cells.len()).step_by(2).collect();
    }
    if is_behind_title { vec![1] } else { vec![0] }
}
