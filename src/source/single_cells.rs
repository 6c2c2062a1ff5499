//! Rows of tables with one filled cell: above the first label they are the words of the head. What
//! programs write for an empty cell is nothing.

use super::form::form;
use super::line::{Line, LineKind, Mark};
use super::{grid, pages};

/// Empties the cells that hold `nan`, and makes words of rows with one filled cell: in the head of a sheet,
/// for a title right above a label of its own name, and everywhere in a table of one column.
pub fn make_words_of_lone_cells(lines: &mut [Line<'_>]) {
    lines.iter_mut().for_each(empty_nan_cells);
    let is_column = is_column(lines);
    let mut is_head = true;
    for at in 0..lines.len() {
        let Some(words) = only_filled_cell(&lines[at]) else {
            is_head = is_head && may_be_in_head(&lines[at]);
            continue;
        };
        is_head |= pages::is_heading_words(words);
        is_head = is_head && !is_label_only(words) && !grid::is_head_word(words);
        // The number of a row is no name.
        let is_name = || words.contains(char::is_alphabetic);
        if is_column || is_head && is_name() || is_title(words, &lines[at + 1..]) {
            let words = words.to_owned();
            lines[at].raw = words.clone().into();
            lines[at].kind = LineKind::Plain { text: words.into(), mark: Mark::None };
        }
    }
}

/// Fewer rows are no sheet.
const FEWEST: usize = 20;

/// True if at least twenty rows are nearly all of one filled cell, and not for want of answers: values are
/// below their labels.
fn is_column(lines: &[Line<'_>]) -> bool {
    let rows = || lines.iter().filter(|line| matches!(line.kind, LineKind::Row { .. }));
    let count = rows().count();
    // Of most pages the first rows show it.
    if count < FEWEST || rows().filter(|row| only_filled_cell(row).is_none()).nth(count / 20).is_some() {
        return false;
    }
    let lone: Vec<&str> = rows().filter_map(only_filled_cell).collect();
    let labels = lone.iter().filter(|words| is_label_only(words)).count();
    let names = lone.iter().filter(|words| form().title(words).is_some()).count();
    (lone.len() - labels - names) * 3 > labels
}

/// No word for an empty cell is longer, with white space around it.
const LONGEST_NOTHING: usize = 12;

/// True for `nan`, which programs write for an empty cell.
fn is_nan(cell: &str) -> bool {
    (3..=LONGEST_NOTHING).contains(&cell.len()) && cell.trim().eq_ignore_ascii_case("nan")
}

/// Empties the cells of a row that hold `nan`; a row without words becomes blank.
fn empty_nan_cells(line: &mut Line<'_>) {
    let LineKind::Row { label, value, .. } = &mut line.kind else {
        return;
    };
    if is_nan(label) {
        *label = "".into();
    }
    if let Some(value) = value.as_mut().filter(|value| is_nan(value)) {
        *value = "".into();
    }
    if label.is_empty() && value.as_deref().is_none_or(str::is_empty) {
        line.kind = LineKind::Blank;
    }
}

/// Returns the words of a row with one filled cell; `None` for other lines.
fn only_filled_cell<'l>(line: &'l Line<'_>) -> Option<&'l str> {
    let LineKind::Row { label, value, .. } = &line.kind else {
        return None;
    };
    let value = value.as_deref().unwrap_or_default();
    // Nearly all rows.
    if [label, value].iter().all(|cell| cell.starts_with(|c: char| !c.is_whitespace())) {
        return None;
    }
    let (label, value) = (label.trim(), value.trim());
    match (label.is_empty(), value.is_empty()) {
        (false, true) => Some(label),
        (true, false) => Some(value),
        (true, true) | (false, false) => None,
    }
}

/// True for a line that is no row, and for a row of a word for a name, nickname or address and what follows.
fn may_be_in_head(line: &Line<'_>) -> bool {
    match &line.kind {
        LineKind::Row { label, .. } => grid::is_head_word(label),
        LineKind::Plain { .. } | LineKind::Blank | LineKind::Rule => true,
    }
}

/// True for a label that is no title: what is below it is no head.
fn is_label_only(words: &str) -> bool {
    grid::is_label(words) && form().title(words).is_none()
}

/// True for a title; if it is a label too, as 共有情報の取得元, only right above a row with that label.
fn is_title(words: &str, below: &[Line<'_>]) -> bool {
    let title = form().title(words);
    let is_again = || {
        let next = below.iter().find(|line| !line.is_empty());
        next.is_some_and(|next| {
            matches!(&next.kind, LineKind::Row { label, .. } if form().title(label) == title)
                && only_filled_cell(next).is_none()
        })
    };
    title.is_some() && (!grid::is_label(words) || is_again())
}
