//! Tables that lie on their side: labels in the first row, values below them, a case a row.

use std::rc::Rc;

use super::super::super::form::{LabelPlace, form, key};
use super::super::super::legend;
use super::super::super::line::{Line, LineKind, Mark};
use super::super::rows::{self, Cell};
use super::super::words::Words;
use super::{Arranger, ValueOf};
use crate::model::schema::schema;

/// A row of labels and the rows below it.
#[derive(Debug)]
pub struct Across {
    heads: Vec<Cell>,
    rows: Vec<Vec<Cell>>,
}

/// More labels than this, and a table is a case a row.
const OF_A_CASE: usize = 5;

/// Words over the columns of a table of labels and values, which are none of the page's.
const COLUMN_NAMES: [&str; 20] = [
    "項目",
    "項目名",
    "内容",
    "値",
    "回答",
    "回答内容",
    "記載内容",
    "入力内容",
    "設問",
    "名称",
    "詳細",
    "説明",
    "区分",
    "大項目",
    "小項目",
    "No.",
    "Item",
    "Field",
    "Label",
    "Value",
];

/// True for the first row of a table that only names its columns.
pub fn are_column_names(cells: &[Cell]) -> bool {
    let is_name = |cell: &Cell| {
        key(&cell.words.text)
            .is_some_and(|name| COLUMN_NAMES.iter().any(|known| name.eq_ignore_ascii_case(known)))
    };
    cells.len() > 1
        && cells.iter().all(|cell| cell.words.is_empty() || is_name(cell))
        && (cells.iter().all(|cell| cell.head) || cells.iter().all(is_name))
}

impl Across {
    /// Begins with the first row of a table, where its cells are labels; else the row is given back.
    pub fn begun(cells: Vec<Cell>, first: bool) -> Result<Self, Vec<Cell>> {
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

    /// Takes the next row; gives it back where it is one of its own.
    pub fn take(&mut self, cells: Vec<Cell>, first: bool) -> Option<Vec<Cell>> {
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
}

/// True for two labels of one section in the order of the form.
fn is_in_order(labels: &[LabelPlace]) -> bool {
    labels.windows(2).all(|pair| pair[0].section == pair[1].section && pair[0].field < pair[1].field)
}

impl Arranger {
    /// Ends a table whose first row is labels.
    pub(super) fn end_across(&mut self) {
        if let Some(across) = self.across.take() {
            self.say_across(across);
        }
    }

    pub(super) fn say_across(&mut self, across: Across) {
        let Across { heads, mut rows } = across;
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
            for said in rows::said(heads) {
                self.said(said);
            }
            return;
        }
        let places = places(&heads);
        let sections = places.iter().flatten().map(|place| place.section);
        let is_case = heads.len() > OF_A_CASE
            && sections.clone().any(|section| Some(section) != sections.clone().next());
        let is_several = rows.len() > 1 && heads.len() > OF_A_CASE && has_name(&places);
        for cells in rows {
            if is_several {
                let number = cells.iter().find_map(|cell| cell.words.line()).unwrap_or(1);
                self.heading("事例紹介", number);
                self.after_rows = false;
            }
            let mut open = None;
            for ((head, cell), place) in heads.iter().zip(cells).zip(&places) {
                let section = place.map(|place| place.section);
                if (is_case || is_several) && section.is_some() && section != open {
                    open = section;
                    let title = section.and_then(|section| schema().sections.get(section));
                    let number = cell.words.line().or(head.words.line()).unwrap_or(1);
                    self.heading(title.map_or("", |spec| spec.title), number);
                }
                if !(head.words.is_empty() && cell.words.is_empty()) {
                    self.pair(Words::clone(&head.words), Rc::unwrap_or_clone(cell.words), false);
                }
            }
        }
        self.value_of = ValueOf::Nothing;
    }

    fn heading(&mut self, words: &'static str, number: u32) {
        let kind = LineKind::Plain { text: words.into(), mark: Mark::Heading };
        self.lines.push(Line::of(number, words, kind));
    }
}

fn has_name(places: &[Option<LabelPlace>]) -> bool {
    places.iter().flatten().any(|place| place.spec().id == "system_name")
}

/// What each head is the label of: of those that share its words the next one in the order of the form.
fn places(heads: &[Cell]) -> Vec<Option<LabelPlace>> {
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
