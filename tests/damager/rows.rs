//! One field → the rows that damage makes of it.

use jirei::model::schema::{FieldSpec, ValueKind};

use super::damage::{Damage, Damages};
use super::words;
use crate::generator::Dice;

const LEGENDS: [&str; 3] = [
    "凡例：(○) 効果あり、 (△) どちらとも言えない、 (×) 効果なし",
    "凡例: (○)効果あり (△)どちらとも言えない (×)効果なし",
    "凡例：（○）効果あり、（△）どちらとも言えない、（×）効果なし",
];

/// A row of a table. Without a value it has no tab.
pub struct Row {
    pub label: String,
    pub value: Option<String>,
}

impl Row {
    fn new(label: &str, value: &str) -> Self {
        Self { label: label.to_owned(), value: Some(value.to_owned()) }
    }
}

/// Chance and choice in one: the dice fall the same whichever damages are left out.
pub struct Accidents<'a> {
    pub dice: &'a mut Dice,
    pub damages: Damages,
}

impl Accidents<'_> {
    pub fn hit(&mut self, damage: Damage) -> bool {
        self.dice.chance(self.damages.percent) && self.damages.has(damage)
    }
}

/// The rows of a field: pieces of the label and parts of the value, each in order.
pub fn rows(spec: &FieldSpec, value: &str, accidents: &mut Accidents<'_>) -> Vec<Row> {
    let pieces = pieces_of_label(spec.label, accidents);
    let parts = parts_of_value(value, accidents);
    let mut rows = merged(&pieces, &parts, accidents.dice);
    if spec.kind == ValueKind::Effects && accidents.hit(Damage::Legend) {
        add_legend(&mut rows, accidents.dice);
    }
    for (nth, row) in rows.iter_mut().enumerate() {
        let is_blank = row.value.as_deref() == Some("");
        // The rest of a label stands alone more often than not.
        let is_bare = if nth == 0 { accidents.hit(Damage::NoCell) } else { accidents.dice.chance(60) };
        if is_blank && is_bare {
            row.value = None;
        }
    }
    rows
}

/// The label whole, or cut in two or three; no piece is a label itself.
fn pieces_of_label(label: &str, accidents: &mut Accidents<'_>) -> Vec<String> {
    let is_cut = accidents.hit(Damage::CutLabel);
    let pieces = cut(label, accidents.dice.between(1, 2), accidents.dice);
    if is_cut && pieces.iter().all(|piece| !words::is_known(piece)) { pieces } else { vec![label.to_owned()] }
}

/// The value whole, or cut in up to four; no part is a label, and none is a rule.
fn parts_of_value(value: &str, accidents: &mut Accidents<'_>) -> Vec<String> {
    let is_cut = accidents.hit(Damage::CutValue);
    let parts = cut(value, accidents.dice.between(1, 3), accidents.dice);
    let is_word = |part: &String| part.chars().any(|c| !"-=_*|:+ \u{3000}".contains(c));
    let is_pipe_row = |part: &String| part.starts_with('|') && part.ends_with('|');
    let is_fine = parts.iter().all(|part| !words::is_known(part) && is_word(part) && !is_pipe_row(part));
    if is_cut && is_fine { parts } else { vec![value.to_owned()] }
}

/// The words in as many more parts as there are cuts, fewer where they are short; never at white
/// space and never inside a character.
fn cut(words: &str, cuts: usize, dice: &mut Dice) -> Vec<String> {
    let mut parts = vec![words.to_owned()];
    for _ in 0..cuts {
        let Some(last) = parts.pop() else {
            break;
        };
        let places: Vec<usize> = last.char_indices().map(|(at, _)| at).skip(1).collect();
        let at = places.get(dice.below(places.len())).copied().unwrap_or(0);
        let (head, tail) = last.split_at(at);
        let at_space = head.ends_with(char::is_whitespace) || tail.starts_with(char::is_whitespace);
        // Half of `\あ` at the end of a cell is the escape of what ends the cell.
        if at == 0 || at_space || head.ends_with('\\') || inside_cluster(head, tail) {
            parts.push(last);
            break;
        }
        let (head, tail) = (head.to_owned(), tail.to_owned());
        parts.extend([head, tail]);
    }
    parts
}

/// A half-width voice mark belongs to the character before it.
fn inside_cluster(head: &str, tail: &str) -> bool {
    tail.starts_with(['\u{3099}', '\u{309a}', 'ﾞ', 'ﾟ']) || head.is_empty()
}

/// Pieces of a label and parts of a value on rows, both in order, the first of each on the first row.
fn merged(pieces: &[String], parts: &[String], dice: &mut Dice) -> Vec<Row> {
    let mut pieces = pieces.iter().peekable();
    let mut parts = parts.iter().peekable();
    let mut rows = vec![Row::new(next(&mut pieces), next(&mut parts))];
    while pieces.peek().is_some() || parts.peek().is_some() {
        let row = match dice.below(4) {
            0 | 1 => Row::new(next(&mut pieces), ""),
            2 => Row::new("", next(&mut parts)),
            _ => Row::new(next(&mut pieces), next(&mut parts)),
        };
        if !row.label.is_empty() || row.value.as_deref() != Some("") {
            rows.push(row);
        }
    }
    rows
}

fn next<'a>(words: &mut impl Iterator<Item = &'a String>) -> &'a str {
    words.next().map_or("", String::as_str)
}

/// Glued to the first or last piece of the label, or before a part of the value below it.
fn add_legend(rows: &mut Vec<Row>, dice: &mut Dice) {
    let legend = dice.one(&LEGENDS);
    let own = rows.iter().skip(1).position(|row| row.label.is_empty()).map(|at| at + 1);
    let space = dice.one(&["", " ", "\u{3000}"]);
    let last_piece = rows.iter().rposition(|row| !row.label.is_empty()).unwrap_or_default();
    match (dice.below(3), own) {
        (0, Some(at)) => legend.clone_into(&mut rows[at].label),
        (1, _) => rows.push(Row::new(legend, "")),
        _ => rows[last_piece].label = format!("{}{space}{legend}", rows[last_piece].label),
    }
}
