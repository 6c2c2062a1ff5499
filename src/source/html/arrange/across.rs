//! Tables that lie on their side: labels in the first row, values below them, a case a row.

use std::rc::Rc;

use super::super::super::form::{LabelPlace, form, key};
use super::super::super::furniture::is_column_name;
use super::super::super::legend;
use super::super::super::line::{Line, LineKind, Mark};
use super::super::rows::{self, Cell, RowPart};
use super::super::words::Words;
use crate::model::schema::schema;

/// A row of labels and the rows below it.
#[derive(Debug)]
pub struct Across {
    heads: Vec<Cell>,
    rows: Vec<Vec<Cell>>,
}

/// More labels than this, and a table is a case a row.
const OF_A_CASE: usize = 5;

/// True for a row of several cells that only names its table's columns.
pub fn are_column_names(cells: &[Cell]) -> bool {
    let is_name = |cell: &Cell| key(&cell.words.text).is_some_and(|name| is_column_name(&name));
    cells.len() > 1
        && cells.iter().all(|cell| cell.words.is_empty() || is_name(cell))
        && (cells.iter().all(|cell| cell.head) || cells.iter().all(is_name))
}

/// A part of a table that lies on its side.
pub enum AcrossPart {
    /// A part of a row of labels without values.
    RowPart(RowPart),
    /// The heading of a page or a section.
    Heading(Line<'static>),
    /// A label and its value.
    Pair(Words, Words),
}

impl Across {
    /// Begins a sideways table if the first row of a table is labels; otherwise returns the row as the error.
    pub fn try_begin(cells: Vec<Cell>, first: bool) -> Result<Self, Vec<Cell>> {
        if !first || cells.len() < 2 {
            return Err(cells);
        }
        let filled = cells.iter().filter(|cell| !cell.words.is_empty());
        let (count, heads) = (filled.clone().count(), filled.clone().all(|cell| cell.head));
        let labels: Vec<LabelPlace> = filled.filter_map(|cell| cell.words.label()).collect();
        let is_all = labels.len() == count;
        let is_most = labels.len() >= OF_A_CASE && labels.len() * 4 >= count * 3;
        // Two words may be a label and its value.
        let are_labels = match count {
            0 | 1 => false,
            2 => is_all && (heads || is_in_order(&labels)),
            _ => is_all || is_most,
        };
        if are_labels { Ok(Self { heads: cells, rows: Vec::new() }) } else { Err(cells) }
    }

    /// Adds a row of values and returns `None`; returns the cells if they are no such row.
    pub fn push_row(&mut self, cells: Vec<Cell>, first: bool) -> Option<Vec<Cell>> {
        let labels = cells.iter().filter(|cell| cell.words.label().is_some()).count();
        // The name of a case may be the head of its row.
        let are_values = cells.iter().skip(1).all(|cell| !cell.head)
            && cells.first().is_some_and(|cell| cell.words.label().is_none() || !cell.head)
            && labels * 2 < cells.len().max(2);
        let is_head = cells.first().is_some_and(|cell| cell.head) && self.heads.len() < OF_A_CASE;
        if first || cells.len() != self.heads.len() || !are_values || is_head {
            return Some(cells);
        }
        self.rows.push(cells);
        None
    }

    /// Calls `add` with each part of the table: headings, and a pair for each label and cell, row by row.
    pub fn for_each_part(self, mut add: impl FnMut(AcrossPart)) {
        let Self { heads, mut rows } = self;
        let labels: Vec<LabelPlace> = heads.iter().filter_map(|cell| cell.words.label()).collect();
        let are_sure =
            heads.iter().all(|cell| cell.head) || labels.len() == heads.len() && is_in_order(&labels);
        if rows.is_empty() && heads.len() > 2 && are_sure {
            // A row of empty cells says nothing, and all of its fields are empty.
            rows.push(
                heads
                    .iter()
                    .map(|_| Cell { words: Rc::default(), head: false, carried: false, columns: 1 })
                    .collect(),
            );
        }
        if rows.is_empty() {
            return rows::row_parts(heads).into_iter().for_each(|part| add(AcrossPart::RowPart(part)));
        }
        let places = label_places(&heads);
        let sections = places.iter().flatten().map(|place| place.section);
        let is_case = heads.len() > OF_A_CASE
            && sections.clone().any(|section| Some(section) != sections.clone().next());
        let is_several = rows.len() > 1 && heads.len() > OF_A_CASE && has_system_name(&places);
        for cells in rows {
            if is_several {
                let number = cells.iter().find_map(|cell| cell.words.line()).unwrap_or(1);
                add(heading_line("事例紹介", number));
            }
            let mut open = None;
            for ((head, cell), place) in heads.iter().zip(cells).zip(&places) {
                let section = place.map(|place| place.section);
                if (is_case || is_several) && section.is_some() && section != open {
                    open = section;
                    let title = section.and_then(|section| schema().sections.get(section));
                    let number = cell.words.line().or(head.words.line()).unwrap_or(1);
                    add(heading_line(title.map_or("", |spec| spec.title), number));
                }
                if !(head.words.is_empty() && cell.words.is_empty()) {
                    add(AcrossPart::Pair(Words::clone(&head.words), Rc::unwrap_or_clone(cell.words)));
                }
            }
        }
    }
}

/// True if all labels are of one section and in the order of the form.
fn is_in_order(labels: &[LabelPlace]) -> bool {
    labels.windows(2).all(|pair| pair[0].section == pair[1].section && pair[0].field < pair[1].field)
}

/// Returns the heading line of a page or a section.
fn heading_line(words: &'static str, number: u32) -> AcrossPart {
    let kind = LineKind::Plain { text: words.into(), mark: Mark::Heading };
    AcrossPart::Heading(Line::of(number, words, kind))
}

/// True if one of the labels is システム名.
fn has_system_name(places: &[Option<LabelPlace>]) -> bool {
    places.iter().flatten().any(|place| place.spec().id == "system_name")
}

/// Returns the field of each head; of fields with the same label, the next one in the order of the form.
fn label_places(heads: &[Cell]) -> Vec<Option<LabelPlace>> {
    let mut last = (0, 0);
    let place = |cell: &Cell| {
        let named = form().labels_named(legend::without(&cell.words.text).0);
        let next = named.iter().find(|place| **place >= last).or(named.first());
        let (section, field) = *next?;
        last = (section, field + 1);
        Some(LabelPlace { section, field })
    };
    heads.iter().map(place).collect()
}
