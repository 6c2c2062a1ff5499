//! Labels and values that stand beside each other without rules → rows: two columns by their left edges, rows by the
//! gaps between them.

use super::super::form::form;
use super::blocks::FURTHER;
use super::line::PrintedLine;
use super::text::{PrintedWords, joined};

/// Left edges so near are one, in points.
const NEAR: f32 = 1.2;

/// A row is further from the next one than two of its lines are, by so much, in points.
const GAP: f32 = 1.3;

/// A label is broken into so many lines at most.
const MOST_PARTS: usize = 8;

/// So many lines of two columns are a table, where no label of the form is among them.
const LEAST_BESIDE: usize = 3;

/// More left edges are not tried.
const MOST_EDGES: usize = 12;

/// Lines in two columns.
#[derive(Debug)]
pub struct Pairs {
    /// Index of the first line.
    pub from: usize,
    /// Index after the last one.
    pub to: usize,
    /// The left edge of the values.
    pub edge: f32,
}

/// Finds the lines that are in two columns most plainly; `None` where none are.
pub fn find(lines: &[PrintedLine], pitch: f32) -> Option<Pairs> {
    let mut best: Option<(usize, Pairs)> = None;
    for edge in edges(lines) {
        let mut from = 0;
        while from < lines.len() {
            let is_crossed = |line: &PrintedLine| side(line, edge).is_none();
            let to = lines[from..].iter().position(is_crossed).map_or(lines.len(), |crossed| from + crossed);
            let score = score(&lines[from..to], edge, pitch);
            if score >= 3 && best.as_ref().is_none_or(|(known, _)| score > *known) {
                best = Some((score, Pairs { from, to, edge }));
            }
            from = to + 1;
        }
    }
    best.map(|(_, pairs)| pairs)
}

/// Returns the left edges of words that are further right than others, the most frequent ones.
fn edges(lines: &[PrintedLine]) -> Vec<f32> {
    let left = lines.iter().map(PrintedLine::start).fold(f32::MAX, f32::min);
    let starts = lines.iter().flat_map(|line| line.words.iter().map(|words| words.start));
    let mut starts: Vec<f32> = starts.filter(|start| *start > left + FURTHER).collect();
    starts.sort_by(f32::total_cmp);
    let mut edges: Vec<(usize, f32)> = Vec::new();
    for start in starts {
        match edges.last_mut() {
            Some((count, edge)) if start - *edge < NEAR => *count += 1,
            _ => edges.push((1, start)),
        }
    }
    edges.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    edges.into_iter().take(MOST_EDGES).map(|(_, edge)| edge).collect()
}

/// Returns how many words of a line stand left of an edge; `None` if words cross it.
fn side(line: &PrintedLine, edge: f32) -> Option<usize> {
    let left = line.words.iter().take_while(|words| words.start < edge - NEAR).count();
    let is_clear = line.words[..left].iter().all(|words| words.end < edge);
    let begins = line.words.get(left).is_none_or(|words| (words.start - edge).abs() < NEAR);
    (is_clear && begins).then_some(left)
}

/// Returns how plainly lines are in two columns at an edge.
fn score(lines: &[PrintedLine], edge: f32, pitch: f32) -> usize {
    let is_value = |line: &PrintedLine| side(line, edge).is_some_and(|left| left < line.words.len());

    let (mut score, mut beside) = (0, 0);
    // The words on the left of the last lines, each with whether a value stands beside them.
    let mut labels: Vec<(String, bool)> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let left = side(line, edge).unwrap_or(0);
        // A label at half height stands between two lines of its value.
        let near = &lines[at.saturating_sub(1)..(at + 2).min(lines.len())];
        let is_near = |value: &&PrintedLine| (value.y - line.y).abs() < line.size * pitch * 0.8;
        let has_both = left > 0 && near.iter().filter(is_near).any(is_value);
        beside += usize::from(has_both);
        score += usize::from(has_both) + usize::from(left < line.words.len());
        if left == 0 {
            continue;
        }
        labels.push((joined(&line.words[..left], f32::MAX), has_both));
        let from = labels.len().saturating_sub(MOST_PARTS);
        let mut parts = (from..labels.len()).rev().map(|from| &labels[from..]);
        let known = parts.find(|parts| {
            let label: String = parts.iter().map(|(part, _)| part.as_str()).collect();
            form().label_anywhere(&label).is_some()
        });
        if let Some(parts) = known {
            let is_beside = parts.iter().any(|(_, has_both)| *has_both);
            score += if is_beside { 3 } else { 0 };
            beside += if is_beside { LEAST_BESIDE } else { 0 };
        }
    }
    // Spaces in words stand below each other by chance.
    if beside >= LEAST_BESIDE { score } else { 0 }
}

/// Returns how many lines at the top of a page are the rest of a row whose values have this left edge; 0 where the
/// first one is not in both of its columns.
pub fn rest(lines: &[PrintedLine], edge: f32) -> usize {
    let is_both =
        |line: &&PrintedLine| side(line, edge).is_some_and(|left| left > 0 && left < line.words.len());
    if lines.first().filter(is_both).is_none() {
        return 0;
    }
    lines.iter().take_while(|line| side(line, edge).is_some()).count()
}

/// Returns the rows of lines in two columns: label and value each. `pitch`: how far apart the lines of a text are, in
/// sizes of their font; `rules`: the heights of rules between rows.
pub fn rows(lines: &[PrintedLine], edge: f32, pitch: f32, rules: &[f32]) -> Vec<[String; 2]> {
    let right = lines.iter().map(PrintedLine::end).fold(0.0, f32::max);
    let label_right = lines.iter().flat_map(|line| &line.words).filter(|words| words.end < edge);
    let label_right = label_right.map(|words| words.end).fold(0.0, f32::max);
    // A row has one label.
    let is_label = |lines: &[PrintedLine]| {
        let words = lines.iter().flat_map(|line| &line.words[..side(line, edge).unwrap_or(0)]);
        form().label_anywhere(&joined(words, f32::MAX)).is_some()
    };
    let mut rows = Vec::new();
    let mut start = 0;
    for at in 1..=lines.len() {
        let above = &lines[start..at];
        let bottom = above.iter().map(|line| line.y + line.size * pitch / 2.0).fold(f32::MIN, f32::max);
        let is_next = lines.get(at).is_none_or(|next| {
            let is_ruled = rules.iter().any(|rule| lines[at - 1].y < *rule && *rule < next.y);
            is_ruled
                || is_label(above) && is_label(std::slice::from_ref(next))
                || next.y - next.size * pitch / 2.0 - bottom > GAP
        });
        if is_next {
            let (mut labels, mut values): (Vec<&PrintedWords>, Vec<&PrintedWords>) = (Vec::new(), Vec::new());
            for line in above {
                let left = side(line, edge).unwrap_or(0);
                labels.extend(&line.words[..left]);
                values.extend(&line.words[left..]);
            }
            rows.push([joined(labels, label_right), joined(values, right)]);
            start = at;
        }
    }
    rows
}
