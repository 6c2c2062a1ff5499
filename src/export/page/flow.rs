//! Words with roles, broken into lines.

use std::ops::Range;

use super::span::{Role, Span};
use crate::text::width::cells;
use crate::text::wrap::wrap;

/// A hanging indent is given up where it would leave fewer cells than this.
const LEAST_HANGING: usize = 8;
/// Cells before what stands beside a value.
const TAIL_GAP: usize = 2;

/// How many cells the words take.
pub(super) fn spans_cells(spans: &[Span]) -> usize {
    spans.iter().map(|span| cells(&span.text)).sum()
}

/// One line of a value before it is broken to a width.
#[derive(Debug, Clone, Default)]
pub(super) struct Row {
    /// A bullet or mark; the lines after the first start below what follows it.
    pub lead: Vec<Span>,
    /// The rest.
    pub body: Vec<Span>,
    /// What stands beside the body, or on lines of its own where it does not fit there.
    pub tail: Vec<Span>,
}

impl Row {
    /// A row without a lead.
    pub(super) fn of(body: Vec<Span>) -> Self {
        Self { body, ..Self::default() }
    }

    /// A row whose further lines hang below the body.
    pub(super) fn led(lead: Vec<Span>, body: Vec<Span>) -> Self {
        Self { lead, body, tail: Vec::new() }
    }

    /// Adds jirei's own reading beside the page's words; nothing where there is none.
    pub(super) fn derived(mut self, words: Option<String>) -> Self {
        self.tail.extend(words.map(|words| Span::new(words, Role::Derived)));
        self
    }

    /// How many cells the row takes on one line.
    pub(super) fn cells(&self) -> usize {
        let tail = spans_cells(&self.tail);
        spans_cells(&self.lead) + spans_cells(&self.body) + if tail > 0 { TAIL_GAP + tail } else { 0 }
    }

    /// Breaks the row into lines of at most `width` cells.
    pub(super) fn lines(mut self, width: usize) -> Vec<Vec<Span>> {
        if !self.tail.is_empty() && self.cells() <= width {
            self.body.push(Span::space(TAIL_GAP));
            self.body.append(&mut self.tail);
        }
        let tail = Some(self.tail).filter(|tail| !tail.is_empty());
        let mut lines = Self::hanging(self.lead, self.body, width);
        lines.extend(tail.into_iter().flat_map(|tail| wrap_spans(&tail, width)));
        lines
    }

    fn hanging(mut lead: Vec<Span>, mut body: Vec<Span>, width: usize) -> Vec<Vec<Span>> {
        let hang = spans_cells(&lead);
        if hang == 0 || width.saturating_sub(hang) < LEAST_HANGING {
            lead.append(&mut body);
            return wrap_spans(&lead, width);
        }
        let mut lead = Some(lead);
        let body = wrap_spans(&body, if width == usize::MAX { width } else { width - hang });
        let with_lead = |mut line: Vec<Span>| {
            let mut whole = lead.take().unwrap_or_else(|| vec![Span::space(hang)]);
            whole.append(&mut line);
            whole
        };
        body.into_iter().map(with_lead).collect()
    }
}

/// Puts as many parts on a line as fit whole; the lines after the first start `hang` cells in.
pub(super) fn packed(parts: Vec<Vec<Span>>, between: &str, hang: usize, width: usize) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for mut part in parts {
        let needed = cells(between) + spans_cells(&part);
        match rows.last_mut() {
            Some(row) if row.cells().saturating_add(needed) <= width => {
                row.body.push(Span::new(between, Role::Plain));
                row.body.append(&mut part);
            }
            Some(_) if hang > 0 => rows.push(Row::led(vec![Span::space(hang)], part)),
            Some(_) | None => rows.push(Row::of(part)),
        }
    }
    rows
}

/// Breaks words into lines of at most `width` cells by the rules of Japanese; `usize::MAX` gives
/// one line. A line is wider only where one grapheme is.
#[must_use]
pub fn wrap_spans(spans: &[Span], width: usize) -> Vec<Vec<Span>> {
    if width == usize::MAX {
        return vec![spans.to_vec()];
    }
    let text: String = spans.iter().map(|span| span.text.as_str()).collect();
    let lines: Vec<Vec<Span>> =
        wrap(&text, width.max(1)).into_iter().map(|range| slice(spans, &trimmed(&text, range))).collect();
    if lines.is_empty() { vec![Vec::new()] } else { lines }
}

/// The range without the spaces at its end, which nobody sees.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let kept = text.get(range.clone()).unwrap_or_default().trim_end_matches(' ').len();
    range.start..range.start + kept
}

/// The part of the words that lies in a byte range of all of them together.
fn slice(spans: &[Span], range: &Range<usize>) -> Vec<Span> {
    let mut parts = Vec::new();
    let mut start = 0;
    for span in spans {
        let end = start + span.text.len();
        let (from, to) = (range.start.max(start), range.end.min(end));
        if let Some(text) = (from < to).then(|| &span.text[from - start..to - start]) {
            let origin =
                span.origin.as_ref().map(|origin| origin.start + from - start..origin.start + to - start);
            parts.push(Span { text: text.to_owned(), role: span.role, origin });
        }
        start = end;
    }
    parts
}
