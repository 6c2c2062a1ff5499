//! Labels in one block, their values in the next, as a dump of two columns has them: which lines are
//! whose, by the kinds of the values and by where lines are full.

use super::super::join::folded;
use super::super::value;
use super::row::{AlignedRow, Fragment};
use super::stream::Boundary;
use crate::model::Value;
use crate::model::schema::ValueKind;

/// A share that costs so little more than the best is as likely.
const MARGIN: i32 = 2 * ONE;
/// What one blank costs; of two shares that are as likely the one with the blanks behind is taken.
const ONE: i32 = 256;
/// A larger group is left as it is, and unsure.
const LARGEST: usize = 64;

/// Shares the words below the last label of each block of labels among all labels of the block.
pub fn share_values(rows: &mut [AlignedRow<'_>]) {
    let mut at = 0;
    while at < rows.len() {
        let end = group_end(rows, at);
        if end > at + 1 {
            share_group(&mut rows[at..end]);
        }
        at = end;
    }
}

/// True if more than twice as many values are below one label as below a block of labels: a label right above
/// another is blank then.
pub fn have_own_values<'r, 'a: 'r>(sections: impl Iterator<Item = &'r [AlignedRow<'a>]>) -> bool {
    let (mut alone, mut grouped) = (0, 0);
    for rows in sections {
        let mut at = 0;
        while at < rows.len() {
            let end = group_end(rows, at);
            let is_below = rows[at].value.first().is_some_and(|first| first.before >= Boundary::Block);
            if end > at + 1 {
                grouped += 1;
            } else {
                alone += usize::from(rows[at].is_bare && is_below);
            }
            at = end;
        }
    }
    alone > 2 * grouped
}

/// Returns the index behind the group of labels that begins at `at`: labels on successive lines, their values
/// below a blank line.
fn group_end(rows: &[AlignedRow<'_>], at: usize) -> usize {
    let mut end = at + 1;
    let is_label = |row: &AlignedRow<'_>| row.is_bare && row.place.is_some();
    while end < rows.len()
        && is_label(&rows[end - 1])
        && rows[end - 1].value.is_empty()
        && is_label(&rows[end])
        && rows[end].before < Boundary::Block
    {
        end += 1;
    }
    let lump = rows[end - 1].value.first();
    let is_group = lump.is_some_and(|first| first.before >= Boundary::Block);
    if end > at + 1 && is_group { end } else { at + 1 }
}

/// Shares the value of the last row among all rows of a group, and marks the rows whose share is unsure.
fn share_group(rows: &mut [AlignedRow<'_>]) {
    let Some(lump) = rows.last_mut().map(|row| std::mem::take(&mut row.value)) else {
        return;
    };
    if lump.len() > LARGEST {
        rows.iter_mut().for_each(|row| row.is_unsure = true);
        if let Some(row) = rows.last_mut() {
            row.value = lump;
        }
        return;
    }
    let (cost, ends) = cheapest_shares(rows, &lump, None);
    let unsure: Vec<bool> = (0..rows.len())
        .map(|at| {
            let span = (previous_end(&ends, at), ends[at]);
            cheapest_shares(rows, &lump, Some((at, span))).0 < cost + MARGIN
        })
        .collect();
    let mut start = 0;
    for ((row, end), is_unsure) in rows.iter_mut().zip(&ends).zip(unsure) {
        row.value = lump[start..*end].to_vec();
        row.is_unsure |= is_unsure;
        start = *end;
    }
}

/// Returns the end of the row before, 0 for the first row.
fn previous_end(ends: &[usize], at: usize) -> usize {
    at.checked_sub(1).map_or(0, |before| ends[before])
}

/// Returns the least cost to share the lines among the rows, and per row the line behind its last;
/// `forbidden` is a row and the span of lines that it must not have.
fn cheapest_shares(
    rows: &[AlignedRow<'_>],
    lump: &[Fragment<'_>],
    forbidden: Option<(usize, (usize, usize))>,
) -> (i32, Vec<usize>) {
    let lines = lump.len();
    const NEVER: i32 = i32::MAX / 4;
    let mut best = vec![NEVER; lines + 1];
    best[0] = 0;
    let mut choices: Vec<Vec<usize>> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let mut next = vec![NEVER; lines + 1];
        let mut from = vec![0; lines + 1];
        for start in (0..=lines).filter(|start| best[*start] < NEVER) {
            for end in start..=lines {
                if forbidden == Some((at, (start, end))) {
                    continue;
                }
                let early = if start == end { i32::try_from(rows.len() - at).unwrap_or(0) } else { 0 };
                let cost = best[start] + early + ONE * value_cost(row, &lump[start..end]);
                if cost < next[end] {
                    next[end] = cost;
                    from[end] = start;
                }
            }
        }
        best = next;
        choices.push(from);
    }
    let mut ends = vec![lines; rows.len()];
    let mut end = lines;
    for at in (0..rows.len()).rev() {
        ends[at] = end;
        end = choices[at][end];
    }
    (best[lines], ends)
}

/// Returns the cost of these lines as the value of a row.
fn value_cost(row: &AlignedRow<'_>, lines: &[Fragment<'_>]) -> i32 {
    if lines.is_empty() {
        return 1;
    }
    let joints: i32 = lines.windows(2).map(|pair| if pair[0].is_full { -1 } else { 3 }).sum();
    let cut = if lines.last().is_some_and(|last| last.is_full) { 2 } else { 0 };
    let words: String = lines.iter().map(|line| line.words).collect();
    let kind = row.place.map_or(ValueKind::Text, |place| place.spec().kind);
    let is_typed = !kind.is_words();
    let text = folded(&words);
    let spec = row.place.map(|place| place.spec());
    let is_read = value::parse(spec, &words, &text).is_ok_and(|value| value != Value::Text);
    let fit = match (is_typed, is_read) {
        (true, true) => -4,
        (true, false) => 12,
        (false, _) if looks_typed(&text) => 6,
        (false, _) => 0,
    };
    let torn = if lines[0].words.starts_with(['、', '。', 'ー', '）', ')', '」', 'っ', 'ゃ', 'ん']) {
        8
    } else {
        0
    };
    joints + cut + fit + torn
}

/// True for words that look like a number, a year or a fee.
fn looks_typed(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let is_year = text.ends_with('年') && digits >= 4;
    digits * 2 > text.chars().count() || is_year || text.starts_with("実施中：") && text.contains('料')
}
