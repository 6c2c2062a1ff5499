//! Tables of several columns: which column has the labels, and whether the others are cases side by
//! side; or labels across, a case in each row. Each becomes a page in rows.

use super::form::form;
use super::line::{Line, Mark};
use super::writer::{Writer, bare};

/// A row of a table: the line it begins on, and its cells.
#[derive(Debug)]
pub struct Record {
    /// The line in the file, from 1.
    pub line: u32,
    /// The cells, without markup.
    pub cells: Vec<String>,
}

/// Fewer labels in a column or row show no form.
const FEWEST: usize = 3;

/// What heads of columns and rows call what stands in the head of a page.
const NAMES: [&str; 7] = ["事例名", "ネットワーク名", "ネットワーク名称", "名称", "正式名称", "名前", "事例"];
const NICKNAMES: [&str; 5] = ["略称", "愛称", "通称", "ニックネーム", "呼称"];
const ADDRESSES: [&str; 6] = ["URL", "ＵＲＬ", "サイト", "ホームページ", "HP", "公式サイト"];

/// The lines of the pages that a table holds; nothing where it holds no form, or where each row is a
/// label and its value as they stand.
pub fn lines(records: &[Record]) -> Option<Vec<Line<'static>>> {
    across(records).or_else(|| side_by_side(records))
}

/// The lines of a table whose every row is a label and a value, sections in a column of their own or not;
/// `known`: the column of labels where the table is too small to show it.
pub fn rows(records: &[Record], known: Option<usize>) -> Option<Vec<Line<'static>>> {
    let is_label_in = |column: &usize| {
        let mut cells = records.iter().filter_map(|record| record.cells.get(*column));
        cells.any(|cell| is_label(cell))
    };
    let column = label_column(records).or(known.filter(is_label_in))?;
    let mut writer = Writer::default();
    for record in records {
        let cells = &record.cells;
        writer.title(cells.get(..column).unwrap_or_default(), record.line);
        let words = || cells.iter().filter(|cell| !cell.trim().is_empty());
        let label = cells.get(column).filter(|_| words().count() > 1 || cells.len() > column + 1);
        let Some(label) = label else {
            // The number of a line is none of its words.
            let is_number = |cell: &&String| cell.trim().parse() == Ok(record.line);
            words()
                .filter(|cell| !is_number(cell))
                .for_each(|cell| writer.plain(cell, Mark::None, record.line));
            continue;
        };
        if is_label(label) {
            writer.groups(&cells[..column], record.line);
        }
        let value = cells.get(column + 1..).unwrap_or_default().join(" ");
        writer.row(label, value.trim(), record.line);
    }
    Some(writer.lines)
}

/// True for a label of the form, whatever legend or note stands behind it.
pub fn is_label(cell: &str) -> bool {
    form().label_anywhere(bare(cell)).is_some()
}

/// The column that has most labels of the form, at least in two rows out of five.
pub fn label_column(records: &[Record]) -> Option<usize> {
    let labels = |column: usize| {
        let cells = records.iter().filter_map(move |record| record.cells.get(column));
        cells.filter(|cell| is_label(cell)).count()
    };
    let (column, count) = (0..4).map(|column| (column, labels(column))).max_by_key(|(_, count)| *count)?;
    (count >= FEWEST && count * 5 >= records.len() * 2).then_some(column)
}

/// Cases side by side, labels in one column.
fn side_by_side(records: &[Record]) -> Option<Vec<Line<'static>>> {
    let column = label_column(records)?;
    let width = records.iter().map(|record| record.cells.len()).max()?;
    let cases: Vec<usize> = (column + 1..width).filter(|case| is_case(records, column, *case)).collect();
    if cases.len() < 2 {
        return None;
    }
    let is_above = |record: &&Record| record.cells.get(column).is_none_or(|label| !is_label(label));
    let head = records.iter().take_while(is_above).last();
    let mut writer = Writer::default();
    for case in cases.iter().copied() {
        let found = |names: &[&str]| {
            let named = |record: &&Record| {
                record.cells.get(column).is_some_and(|label| names.contains(&label.trim()))
            };
            let cell = records.iter().find(named).and_then(|record| record.cells.get(case));
            cell.filter(|cell| !cell.trim().is_empty())
        };
        let line = head.or(records.first()).map_or(1, |record| record.line);
        let heading = head.and_then(|head| head.cells.get(case)).filter(|cell| !cell.trim().is_empty());
        let system = || {
            let mut rows = records
                .iter()
                .filter(|record| record.cells.get(column).is_some_and(|label| names_system(label)));
            rows.next().and_then(|record| record.cells.get(case))
        };
        let name = found(&NAMES).or_else(system);
        let nickname = found(&NICKNAMES).or(heading);
        writer.head([name, nickname, found(&ADDRESSES)], line);
        for record in records {
            let cells = &record.cells;
            let label = cells.get(column).map_or("", String::as_str);
            writer.title(cells.get(..column).unwrap_or_default(), record.line);
            let is_head = head.is_some_and(|head| std::ptr::eq(head, record)) || is_head_word(label);
            if !is_head {
                writer.row(label, cells.get(case).map_or("", String::as_str), record.line);
            }
            // What stands beside the cases is kept with the last.
            if Some(&case) == cases.last() && !is_head {
                let others = cells.iter().enumerate().skip(column + 1).filter(|(at, _)| !cases.contains(at));
                writer.apart(others.map(|(_, cell)| cell.as_str()), record.line);
            }
        }
    }
    Some(writer.lines)
}

/// True for a column whose cells are values of the labels beside them: it names the system, or two
/// cells read as the kinds that their labels have.
fn is_case(records: &[Record], column: usize, case: usize) -> bool {
    let (mut typed, mut wrong) = (0, 0);
    for record in records {
        let (Some(label), Some(value)) = (record.cells.get(column), record.cells.get(case)) else {
            continue;
        };
        let Some(place) = form().label_anywhere(bare(label)) else {
            continue;
        };
        let value = value.trim();
        if value.is_empty() {
            continue;
        }
        if place.spec().id == "system_name" && value.chars().count() > 3 {
            return true;
        }
        match super::doubt::is_typed(place, value) {
            Some(true) => typed += 1,
            Some(false) => wrong += 1,
            None => {}
        }
    }
    typed > 1 && typed > wrong
}

fn names_system(label: &str) -> bool {
    form().label_anywhere(bare(label)).is_some_and(|place| place.spec().id == "system_name")
}

/// True for words that heads of columns and rows call the head of a page.
pub fn is_head_word(label: &str) -> bool {
    let label = label.trim();
    NAMES.contains(&label) || NICKNAMES.contains(&label) || ADDRESSES.contains(&label)
}

/// Labels in the first row, in each row below it a case; below a row of labels of one section its values.
fn across(records: &[Record]) -> Option<Vec<Line<'static>>> {
    let labels = |record: &Record| record.cells.iter().filter(|cell| is_label(cell)).count();
    let at = records.iter().take(3).position(|record| {
        let count = labels(record);
        count >= FEWEST && count * 2 >= record.cells.iter().filter(|cell| !cell.trim().is_empty()).count()
    })?;
    let (head, below) = (&records[at], &records[at + 1..]);
    if below.is_empty() || below.iter().any(|record| labels(record) * 2 > head.cells.len()) {
        return None;
    }
    let column = |names: &[&str]| head.cells.iter().position(|cell| names.contains(&cell.trim()));
    let system = head.cells.iter().position(|cell| names_system(cell));
    let name = column(&NAMES).or(system);
    let mut writer = Writer::default();
    for record in below.iter().filter(|record| record.cells.iter().any(|cell| !cell.trim().is_empty())) {
        let cell = |column: Option<usize>| {
            column.and_then(|column| record.cells.get(column)).filter(|cell| !cell.trim().is_empty())
        };
        let has_head = name.is_some() && (below.len() > 1 || column(&NAMES).is_some());
        if has_head {
            writer.head([cell(name), cell(column(&NICKNAMES)), cell(column(&ADDRESSES))], record.line);
        }
        for (label, value) in head.cells.iter().zip(&record.cells) {
            if !(has_head && is_head_word(label)) {
                writer.row(label, value, record.line);
            }
        }
        writer.apart(record.cells.iter().skip(head.cells.len()).map(String::as_str), record.line);
    }
    Some(writer.lines)
}
