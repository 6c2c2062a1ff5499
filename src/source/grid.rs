//! Tables of several columns: which column has the labels, and whether the others are cases side by
//! side; or labels across, a case in each row. Each becomes a page in rows.

use rustc_hash::FxHashSet;

use super::form::form;
use super::furniture::is_column_name;
use super::line::{Line, LineKind, Mark};
use super::page_head;
use super::word_list::WordList;
use super::writer::{Writer, label_without_note};
use crate::model::LineSpan;

/// A row of a table: the line it begins on, and its cells.
#[derive(Debug, Default)]
pub struct Record {
    /// The line in the file, from 1.
    pub line: u32,
    /// How many more lines of the file it takes: a break in a cell may be markup in one line.
    pub more_lines: u32,
    /// The cells, without markup.
    pub cells: Vec<String>,
    /// The first tag that was taken out of them, `""` where there was none.
    pub tag: String,
}

impl Record {
    /// Makes a record of the line of a file with this number, from 1.
    pub fn new(line: usize, cells: Vec<String>) -> Self {
        Self { line: u32::try_from(line).unwrap_or(u32::MAX), cells, ..Self::default() }
    }

    /// Makes a record without cells in these lines of a file.
    pub fn at(lines: LineSpan) -> Self {
        Self { line: lines.first, more_lines: lines.last - lines.first, ..Self::default() }
    }

    /// Returns its lines in the file.
    pub fn lines(&self) -> LineSpan {
        LineSpan { first: self.line, last: self.line.saturating_add(self.more_lines) }
    }

    /// Returns the cell in this column, `""` if the row is shorter.
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }

    /// Appends to each cell its next line.
    pub fn append_line(&mut self, cells: Vec<String>) {
        self.more_lines += 1;
        self.cells.resize(self.cells.len().max(cells.len()), String::new());
        for (cell, rest) in self.cells.iter_mut().zip(cells) {
            if !cell.is_empty() && !rest.is_empty() {
                cell.push('\n');
            }
            cell.push_str(&rest);
        }
    }

    /// Returns the first cell as a label and the others joined as its value, whatever they say; a cell alone
    /// as words.
    pub fn row(&self) -> Line<'static> {
        let kind = match self.cells.split_first() {
            Some((label, values)) if !values.is_empty() => {
                let value = Some(values.join(" ").into());
                LineKind::Row { label: label.clone().into(), value, piped: true }
            }
            Some((words, _)) => LineKind::Plain { text: words.clone().into(), mark: Mark::None },
            None => LineKind::Blank,
        };
        Line::of(self.line, &self.cells.join(" "), kind)
    }
}

/// Fewer labels in a column or row show no form.
const FEWEST: usize = 3;
/// A table with so many times as much room as cells beside labels is none of cases.
const SPARSE: usize = 4;
/// Columns behind these are not looked at for more labels.
const MOST: usize = 8;

/// Returns the lines of the pages of a table with one case in each row or column; `None` if it holds no form,
/// or each row is a label and its value.
pub fn lines(records: &[Record]) -> Option<Vec<Line<'static>>> {
    case_rows(records).or_else(|| abreast(records))
}

/// Returns the lines of a table whose rows each have a label and a value, with sections in a column of their
/// own or not; `None` if no column has labels. `known`: the column of labels of a table too small to show it.
pub fn rows(records: &[Record], known: Option<usize>) -> Option<Vec<Line<'static>>> {
    let is_label_in = |column: &usize| records.iter().any(|record| is_label(record.cell(*column)));
    let column = label_column(records).or(known.filter(is_label_in))?;
    // The number of a line is none of its words, where most rows have theirs.
    let is_number = |record: &Record, cell: &String| cell.trim().parse() == Ok(record.line);
    let numbered = |record: &&Record| record.cells.iter().any(|cell| is_number(record, cell));
    let are_numbered = records.iter().filter(numbered).count() * 2 > records.len();
    let remarks = remark_columns(records, column);
    let mut writer = Writer::default();
    // A table whose column has to be given is one of a text, which has its titles.
    writer.is_titled = known.is_some();
    let is_head =
        |cell: &String| cell.trim().is_empty() || is_column_name(cell) || REMARKS.contains(cell.trim());
    for record in records.iter().filter(|record| record.cells.len() < 2 || !record.cells.iter().all(is_head))
    {
        let cells = &record.cells;
        writer.open_titled_section(cells.get(..column).unwrap_or_default(), record.line);
        let words = || cells.iter().filter(|cell| !cell.trim().is_empty());
        let label = cells.get(column).filter(|_| words().count() > 1 || cells.len() > column + 1);
        let Some(label) = label else {
            words()
                .filter(|cell| !are_numbered || !is_number(record, cell))
                .for_each(|cell| writer.plain(cell, Mark::None, record.line));
            continue;
        };
        if is_label(label) {
            writer.push_group_words(&cells[..column], record.line);
        }
        let (others, value): (Vec<_>, Vec<_>) =
            cells.iter().enumerate().skip(column + 1).partition(|(at, _)| remarks.contains(at));
        let value: Vec<&str> = value.into_iter().map(|(_, cell)| cell.as_str()).collect();
        writer.push_row(label, value.join(" ").trim(), record.lines());
        if let Some(line) = writer.lines.last_mut() {
            line.note(record.tag.clone(), String::new());
        }
        writer.push_apart(others.into_iter().map(|(_, cell)| cell.as_str()), record.line);
    }
    Some(writer.lines)
}

/// Words over columns of what people note about answers.
const REMARKS: WordList =
    WordList("備考 備考欄 注 注記 出典 根拠 参照 メモ コメント 確認 確認者 確認日 頁 ページ");

/// True if a column behind the labels holds remarks.
pub fn has_remarks(records: &[Record]) -> bool {
    label_column(records).is_some_and(|column| !remark_columns(records, column).is_empty())
}

/// Returns the columns behind this one that hold remarks, by the row of names above the first label.
fn remark_columns(records: &[Record], column: usize) -> Vec<usize> {
    let mut heads = records.iter().take_while(|record| !is_label(record.cell(column)));
    let head = heads.find(|record| is_column_name(record.cell(column)));
    let cells = head.map_or(&[][..], |head| &head.cells).iter().enumerate().skip(column + 1);
    cells.filter(|(_, cell)| REMARKS.contains(cell.trim())).map(|(at, _)| at).collect()
}

/// True for a label of the form, with or without a legend or note behind it.
pub fn is_label(cell: &str) -> bool {
    form().label_anywhere(label_without_note(cell)).is_some()
}

/// Returns which of the first four columns has most labels of the form; `None` if they are fewer than three,
/// or in fewer than two out of five rows of several cells.
pub fn label_column(records: &[Record]) -> Option<usize> {
    let labels = |column: usize| records.iter().filter(|record| is_label(record.cell(column))).count();
    let (column, count) = (0..4).map(|column| (column, labels(column))).max_by_key(|(_, count)| *count)?;
    let wide = records.iter().filter(|record| record.cells.len() > 1).count();
    (count >= FEWEST && count * 5 >= wide * 2).then_some(column)
}

/// Returns the lines of cases side by side, in one table or several below each other: each that names its
/// systems anew has other cases. `None` if one of the tables does not have several cases.
pub fn abreast(records: &[Record]) -> Option<Vec<Line<'static>>> {
    let column = label_column(records)?;
    let label = |record: &Record| is_label(record.cell(column));
    let systems = (0..records.len()).filter(|at| is_system_name_label(records[*at].cell(column))).skip(1);
    // What stands above its first label belongs to a table.
    let starts = systems.map(|at| records[..at].iter().rposition(label).map_or(0, |last| last + 1));
    let mut lines = Vec::new();
    let mut from = 0;
    for start in starts.chain([records.len()]) {
        lines.extend(side_by_side(&records[from..start], column)?);
        from = start;
    }
    Some(lines)
}

/// Returns the columns of the cases that are side by side behind the column of labels; `None` if they are
/// fewer than two.
fn case_columns(records: &[Record], column: usize) -> Option<Vec<usize>> {
    let width = records.iter().map(|record| record.cells.len()).max()?;
    // In a table of cases nearly all rows with a label are as wide.
    let own = records.iter().filter(|record| is_label(record.cell(column)));
    let room = own.clone().count().saturating_mul(width);
    if room > own.map(|record| record.cells.len()).sum::<usize>().saturating_mul(SPARSE) {
        return None;
    }
    let has_labels = |column: usize| {
        records.iter().filter(|record| is_label(record.cell(column))).nth(FEWEST - 1).is_some()
    };
    // Two labels and their values stand in a row.
    if (column + 1..width.min(MOST)).any(has_labels) {
        return None;
    }
    let remarks = remark_columns(records, column);
    let is_case = |case: &usize| !remarks.contains(case) && is_case_column(records, column, *case);
    let cases: Vec<usize> = (column + 1..width).filter(is_case).collect();
    (cases.len() > 1).then_some(cases)
}

/// Returns the lines of the cases of one table, labels in this column; `None` if fewer than two columns are
/// cases.
fn side_by_side(records: &[Record], column: usize) -> Option<Vec<Line<'static>>> {
    let cases = case_columns(records, column)?;
    let above = records.iter().take_while(|record| !is_label(record.cell(column))).count();
    let head = records[..above].iter().rfind(|record| record.cells.len() > column + 1);
    let heads: FxHashSet<&Vec<String>> = records[..above].iter().map(|record| &record.cells).collect();
    let is_own = |head: Option<&Record>, record: &Record| head.is_some_and(|head| std::ptr::eq(head, record));
    let mut writer = Writer::default();
    for case in cases.iter().copied() {
        let found = |names: WordList| {
            let named = records.iter().find(|record| names.contains(record.cell(column).trim()))?;
            named.cells.get(case).filter(|cell| !cell.trim().is_empty())
        };
        let line = head.or(records.first()).map_or(1, |record| record.line);
        let heading = head.and_then(|head| head.cells.get(case)).filter(|cell| !cell.trim().is_empty());
        let system = || {
            let row = records.iter().find(|record| is_system_name_label(record.cell(column)))?;
            row.cells.get(case)
        };
        let name = found(page_head::COLUMN_NAMES).or_else(system);
        let nickname = found(page_head::NICKNAMES).or(heading);
        writer.push_head([name, nickname, found(page_head::ADDRESSES)], line);
        for (at, record) in records.iter().enumerate() {
            let cells = &record.cells;
            let label = record.cell(column);
            writer.open_titled_section(cells.get(..column).unwrap_or_default(), record.line);
            let is_head = if at < above {
                cells.len() < 2 || is_column_name(label) || is_own(head, record)
            } else {
                // The names of the columns may stand above the rows of each section.
                cells.len() > 1 && heads.contains(cells)
            };
            let is_head = is_head || is_head_word(label);
            if !is_head {
                writer.push_row(label, answer_of_case(record, case, column), record.lines());
            }
            // What stands beside the cases is kept with the last.
            if Some(&case) == cases.last() && !is_head {
                let others = cells.iter().enumerate().skip(column + 1).filter(|(at, _)| !cases.contains(at));
                writer.push_apart(others.map(|(_, cell)| cell.as_str()), record.line);
            }
        }
    }
    Some(writer.lines)
}

/// Returns the cell of a case in a row; for 〃 or 同左, the cell to the left that it repeats.
fn answer_of_case(record: &Record, case: usize, column: usize) -> &str {
    let cell = |at: usize| record.cell(at).trim();
    let is_same = |at: &usize| matches!(cell(*at), "〃" | "同左" | "″");
    (column + 1..=case).rev().find(|at| !is_same(at)).map_or("", cell)
}

/// True for a column that names the system, or that has cells beside most labels, more of them of their kinds
/// than not, and two at least.
fn is_case_column(records: &[Record], column: usize, case: usize) -> bool {
    let (mut typed, mut wrong) = (0, 0);
    let (mut labels, mut beside) = (0, 0);
    for record in records {
        let Some(place) = form().label_anywhere(label_without_note(record.cell(column))) else {
            continue;
        };
        labels += 1;
        let Some(value) = record.cells.get(case) else {
            continue;
        };
        beside += 1;
        let value = value.trim();
        if value.is_empty() {
            continue;
        }
        if place.spec().id == "system_name" && value.chars().count() > 3 {
            return true;
        }
        match super::doubt::parses_as_kind(place, value) {
            Some(true) => typed += 1,
            Some(false) => wrong += 1,
            None => {}
        }
    }
    typed > 1 && typed > wrong && beside * 2 > labels
}

/// True for the label システム名.
fn is_system_name_label(label: &str) -> bool {
    form().label_anywhere(label_without_note(label)).is_some_and(|place| place.spec().id == "system_name")
}

/// True for words that name a page's name, nickname or address over a column or before a row.
pub fn is_head_word(label: &str) -> bool {
    let label = label.trim();
    [page_head::COLUMN_NAMES, page_head::NICKNAMES, page_head::ADDRESSES]
        .iter()
        .any(|names| names.contains(label))
}

/// Returns the lines of a table with labels in one of its first three rows and a case in each row below;
/// `None` for another table.
fn case_rows(records: &[Record]) -> Option<Vec<Line<'static>>> {
    let labels = |record: &Record| record.cells.iter().filter(|cell| is_label(cell)).count();
    let at = records.iter().take(3).position(|record| {
        let count = labels(record);
        count >= FEWEST && count * 2 >= record.cells.iter().filter(|cell| !cell.trim().is_empty()).count()
    })?;
    let (head, below) = (&records[at], &records[at + 1..]);
    if below.is_empty() || below.iter().any(|record| labels(record) * 2 > head.cells.len()) {
        return None;
    }
    let column = |names: WordList| head.cells.iter().position(|cell| names.contains(cell.trim()));
    let system = head.cells.iter().position(|cell| is_system_name_label(cell));
    let name = column(page_head::COLUMN_NAMES).or(system);
    let mut writer = Writer::default();
    for record in below.iter().filter(|record| record.cells.iter().any(|cell| !cell.trim().is_empty())) {
        let cell = |column: Option<usize>| {
            column.and_then(|column| record.cells.get(column)).filter(|cell| !cell.trim().is_empty())
        };
        let has_head = name.is_some() && (below.len() > 1 || column(page_head::COLUMN_NAMES).is_some());
        if has_head {
            writer.push_head(
                [cell(name), cell(column(page_head::NICKNAMES)), cell(column(page_head::ADDRESSES))],
                record.line,
            );
        }
        for (label, value) in head.cells.iter().zip(&record.cells) {
            if !(has_head && is_head_word(label)) {
                writer.push_row(label, value, record.lines());
            }
        }
        writer.push_apart(record.cells.iter().skip(head.cells.len()).map(String::as_str), record.line);
    }
    Some(writer.lines)
}
