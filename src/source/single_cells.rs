//! Rows of tables with one filled cell: above the first label they are the words of the head. What
//! programs write for an empty cell is nothing.

use super::form::form;
use super::line::{Line, LineKind, Mark};
use super::{grid, pages};

/// Empties the cells that say nothing, and makes words of the rows that hold no label: the head of a
/// sheet, a title right above a label of its own name, and all rows of a table of one column.
pub fn settle(lines: &mut [Line<'_>]) {
    lines.iter_mut().for_each(empty_cells);
    let is_column = is_column(lines);
    let mut is_head = true;
    for at in 0..lines.len() {
        let Some(words) = lone_words(&lines[at]) else {
            is_head = is_head && may_stand_in_head(&lines[at]);
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

/// True where nearly no row has two filled cells, and not for want of answers: values stand below their
/// labels.
fn is_column(lines: &[Line<'_>]) -> bool {
    let rows = || lines.iter().filter(|line| matches!(line.kind, LineKind::Row { .. }));
    let count = rows().count();
    // Of most pages the first rows show it.
    if count < FEWEST || rows().filter(|row| lone_words(row).is_none()).nth(count / 20).is_some() {
        return false;
    }
    let lone: Vec<&str> = rows().filter_map(lone_words).collect();
    let labels = lone.iter().filter(|words| is_label_only(words)).count();
    let names = lone.iter().filter(|words| form().title(words).is_some()).count();
    (lone.len() - labels - names) * 3 > labels
}

/// No word for an empty cell is longer, with white space around it.
const LONGEST_NOTHING: usize = 12;

/// What programs write for an empty cell.
fn is_nothing(cell: &str) -> bool {
    (3..=LONGEST_NOTHING).contains(&cell.len()) && cell.trim().eq_ignore_ascii_case("nan")
}

fn empty_cells(line: &mut Line<'_>) {
    let LineKind::Row { label, value, .. } = &mut line.kind else {
        return;
    };
    if is_nothing(label) {
        *label = "".into();
    }
    if let Some(value) = value.as_mut().filter(|value| is_nothing(value)) {
        *value = "".into();
    }
    if label.is_empty() && value.as_deref().is_none_or(str::is_empty) {
        line.kind = LineKind::Blank;
    }
}

/// The words of a row with one filled cell.
fn lone_words<'l>(line: &'l Line<'_>) -> Option<&'l str> {
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

/// True for what is no row of a label and its value: it may be one of a word for a name and the name.
fn may_stand_in_head(line: &Line<'_>) -> bool {
    match &line.kind {
        LineKind::Row { label, .. } => grid::is_head_word(label),
        LineKind::Plain { .. } | LineKind::Blank | LineKind::Rule => true,
    }
}

/// True for a label that is no title: what stands below it is no head.
fn is_label_only(words: &str) -> bool {
    grid::is_label(words) && form().title(words).is_none()
}

/// True for a title; 共有情報の取得元 is one first and then a label.
fn is_title(words: &str, below: &[Line<'_>]) -> bool {
    let title = form().title(words);
    let is_again = || {
        let next = below.iter().find(|line| !line.is_empty());
        next.is_some_and(|next| {
            matches!(&next.kind, LineKind::Row { label, .. } if form().title(label) == title)
                && lone_words(next).is_none()
        })
    };
    title.is_some() && (!grid::is_label(words) || is_again())
}
