//! Sections in two columns made of spaces: labels at the top of their values, beside them, or
//! themselves broken over the lines of the value.

mod align;
mod printed;
mod share;

use std::borrow::Cow;
use std::sync::LazyLock;

use super::form::{self, LabelPlace};
use super::join::{Joint, opens_item};
use super::legend;
use super::line::{Line, LineKind};
use super::sections::{Columns, FoundField};
use crate::model::schema::{ValueKind, schema};
use align::{LabelPiece, align_labels};
use printed::{LabelLetters, Printed, piece_ends};
use share::{LabelBlock, LineShares, share_lines};

/// No section of the form has more lines than this.
const LONGEST_SECTION: usize = 5_000;

static WANTED: LazyLock<Vec<Vec<LabelLetters>>> = LazyLock::new(|| {
    let wanted = |label: &str, kind: ValueKind| {
        let mut letters: Vec<char> = form::letters(label).collect();
        let own = letters.len();
        if kind == ValueKind::Effects {
            letters.extend(form::letters(legend::LETTERS));
        }
        LabelLetters { letters, own }
    };
    let sections = schema().sections.iter();
    sections
        .map(|section| section.fields.iter().map(|field| wanted(field.label, field.kind)).collect())
        .collect()
});

/// True if a line begins with a label of the section, or with a piece of one of two letters or more.
pub fn begins_row(text: &str, section: usize) -> bool {
    let is_row = |label: &LabelLetters| {
        let ends = piece_ends(text, label, 0);
        ends.iter().any(|end| end.letters > 1)
    };
    WANTED[section].iter().any(is_row)
}

/// Reads the lines below the title of a section that are in two columns of spaces; `None` if they are not.
pub fn read<'a>(lines: &'a [Line<'a>], section: usize) -> Option<(Vec<FoundField<'a>>, Columns)> {
    if lines.len() > LONGEST_SECTION {
        return None;
    }
    let printed = printed_lines(lines)?;
    let labels = &WANTED[section];
    let (pieces, _) = align_labels(&printed, labels)?;
    let values = value_words(&printed, &pieces);
    let blocks = label_blocks(section, &pieces, &values);
    is_laid_out(&blocks, &pieces, &values, labels.len()).then(|| {
        let shares = share_lines(&printed, &values, &blocks);
        let layout = Layout { printed: &printed, pieces: &pieces, values: &values };
        let is_top = blocks.first().is_none_or(|first| first.lines.start == 0);
        let columns = if is_top { Columns::Top } else { Columns::Centred };
        (layout.build_fields(section, &blocks, &shares), columns)
    })
}

/// Returns the lines with words; `None` if a table row is among them.
fn printed_lines<'a>(lines: &'a [Line<'a>]) -> Option<Vec<Printed<'a>>> {
    let mut printed = Vec::new();
    let mut after_gap = false;
    for line in lines {
        match &line.kind {
            LineKind::Row { .. } => return None,
            LineKind::Blank => after_gap = true,
            LineKind::Rule => {}
            LineKind::Plain { .. } => {
                printed.extend(Printed::new(line, after_gap && !printed.is_empty()));
                after_gap = false;
            }
        }
    }
    Some(printed)
}

/// Returns the words of the value on each line, behind the label's piece if it has one.
fn value_words<'a>(lines: &[Printed<'a>], pieces: &[Option<LabelPiece>]) -> Vec<&'a str> {
    let value = |(line, piece): (&Printed<'a>, &Option<LabelPiece>)| {
        line.text[piece.map_or(0, |piece| piece.rest)..].trim()
    };
    lines.iter().zip(pieces).map(value).collect()
}

/// Returns the labels with the lines that each takes, from its first piece to its last.
fn label_blocks(section: usize, pieces: &[Option<LabelPiece>], values: &[&str]) -> Vec<LabelBlock> {
    let mut blocks: Vec<LabelBlock> = Vec::new();
    let pieces = pieces.iter().enumerate().filter_map(|(at, piece)| Some((at, (*piece)?)));
    for (at, piece) in pieces {
        let own = !values[at].is_empty();
        match blocks.last_mut().filter(|block| !piece.first && block.field == piece.field) {
            Some(block) => {
                block.lines.end = at + 1;
                block.last_own = own;
            }
            None => blocks.push(LabelBlock {
                field: piece.field,
                kind: schema().sections[section].fields[piece.field].kind,
                lines: at..at + 1,
                first_own: own,
                last_own: own,
            }),
        }
    }
    blocks
}

/// True for two columns: values beside or above labels, or labels broken, and at least half of the labels.
/// Labels and values on lines of their own are no columns.
fn is_laid_out(blocks: &[LabelBlock], pieces: &[Option<LabelPiece>], values: &[&str], labels: usize) -> bool {
    let Some(first) = blocks.first() else {
        return false;
    };
    let beside = pieces.iter().zip(values).any(|(piece, value)| piece.is_some() && !value.is_empty());
    let is_broken = pieces.iter().flatten().any(|piece| !piece.first && !piece.legend);
    let has_colon = values.iter().any(|value| value.starts_with(['：', ':']));
    (beside || has_colon || first.lines.start > 0 || is_broken) && blocks.len() * 2 >= labels
}

struct Layout<'l, 'a> {
    printed: &'l [Printed<'a>],
    pieces: &'l [Option<LabelPiece>],
    values: &'l [&'a str],
}

impl<'a> Layout<'_, 'a> {
    /// Returns a field for each label, with its share of the lines; unsure shares are marked as doubts.
    fn build_fields(
        &self,
        section: usize,
        blocks: &[LabelBlock],
        shares: &LineShares,
    ) -> Vec<FoundField<'a>> {
        let mut fields = Vec::with_capacity(blocks.len());
        let mut start = 0;
        for (at, block) in blocks.iter().enumerate() {
            let below = shares.below.get(at).copied();
            let end = below.map_or(self.printed.len(), |below| block.lines.end + below);
            let mut field = self.build_field(LabelPlace { section, field: block.field }, start..end);
            let is_open = |gap: Option<usize>| gap.is_some_and(|gap| shares.open.get(gap) == Some(&true));
            if is_open(Some(at)) || is_open(at.checked_sub(1)) {
                let line = self.printed[block.lines.start].line.number;
                let doubt = &mut field.repairs_mut().doubt;
                doubt.order.get_or_insert(line);
                if block.kind.is_number() {
                    doubt.reading = Some(String::new());
                }
            }
            fields.push(field);
            start = end;
        }
        fields
    }

    /// Returns the field with this label whose value is on these lines.
    fn build_field(&self, place: LabelPlace, lines: std::ops::Range<usize>) -> FoundField<'a> {
        let label = Cow::Borrowed(place.spec().label);
        let mut field = FoundField { place: Some(place), label, ..FoundField::default() };
        let widest = self.printed.iter().map(|line| line.end).max().unwrap_or(0);
        let mut certain = FoundField::default();
        let mut before: Option<usize> = None;
        for at in lines {
            let printed = &self.printed[at];
            if self.pieces[at].is_some_and(|piece| piece.legend) {
                field.legend.get_or_insert(printed.line.number);
            }
            let is_full = before.is_none_or(|before| self.printed[before].end + 12 >= widest);
            let words = self.values[at];
            // The colon of a label that fills its line stands on the next one.
            let is_first = field.value.is_empty() && self.pieces[at].is_none();
            let words = if is_first { words.trim_start_matches(['：', ':']) } else { words };
            let joint = joint_before(&field, is_full);
            if self.is_torn(place.spec().kind, before, at, is_full) {
                field.repairs_mut().doubt.order.get_or_insert(printed.line.number);
            } else {
                certain.add(printed.line, words, joint);
            }
            field.add(printed.line, words, joint);
            if !words.is_empty() {
                before = Some(at);
            }
        }
        if field.order().is_some() {
            field.repairs_mut().doubt.reading = Some(certain.value.into_owned());
        }
        note_lost_spaces(&mut field);
        field
    }

    /// True for words that begin no item behind a line with room left: they may belong to the item before
    /// that.
    fn is_torn(&self, kind: ValueKind, before: Option<usize>, at: usize, is_full: bool) -> bool {
        let Some(before) = before.filter(|_| !is_full) else {
            return false;
        };
        let (before, words) = (self.values[before], self.values[at]);
        let is_item_above =
            if kind == ValueKind::Facilities { before.ends_with('】') } else { kind == ValueKind::Effects };
        is_item_above && !words.is_empty() && !opens_item(words)
    }
}

/// Returns how the next line joins the value: as an item of a list if the line before ended early, else as
/// broken to fit.
fn joint_before(field: &FoundField<'_>, is_full: bool) -> Joint {
    let has_items = field.kind().is_list() && !field.has_commas;
    if has_items && !is_full && !field.value.is_empty() { Joint::Item } else { Joint::Cut }
}

/// Records that a dump has lost the spaces of a value of this kind, and reads it with them.
fn note_lost_spaces(field: &mut FoundField<'_>) {
    let is_item = field.kind() == ValueKind::Facilities;
    let words: &[&str] = if is_item {
        &["実施", "予定"]
    } else if field.kind() == ValueKind::Fee {
        &["月額：", "年額：", "補足：", "月額:", "年額:", "補足:"]
    } else {
        return;
    };
    let is_lost = |at: usize| {
        let before = field.value[..at].chars().next_back();
        before.is_some_and(|c| if is_item { c == '】' } else { !c.is_whitespace() })
    };
    let lost: Vec<usize> = words
        .iter()
        .flat_map(|word| field.value.match_indices(word))
        .map(|(at, _)| at)
        .filter(|at| is_lost(*at))
        .collect();
    if lost.is_empty() {
        return;
    }
    field.repairs_mut().doubt.spaces = field.order().is_none();
    if !is_item {
        let mut reading = field.value.to_string();
        let mut lost = lost;
        lost.sort_unstable();
        for at in lost.into_iter().rev() {
            reading.insert(at, ' ');
        }
        field.repairs_mut().doubt.reading.get_or_insert(reading);
    }
}
