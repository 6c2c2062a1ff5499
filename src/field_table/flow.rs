//! Wraps spans into lines.

use std::ops::Range;

use super::span::{Role, Span};
use crate::text::width::cells;
use crate::text::wrap::wrap;

/// A hanging indent is dropped if it would leave fewer cells than this.
const LEAST_HANGING: usize = 8;
/// The gap before the side column of a value, in cells.
const TAIL_GAP: usize = 2;

/// Returns the width of spans in cells.
pub(super) fn spans_cells(spans: &[Span]) -> usize {
    spans.iter().map(|span| cells(&span.text)).sum()
}

/// A line of a value before it is wrapped.
#[derive(Debug, Clone, Default)]
pub(super) struct ValueRow {
    /// A bullet or mark; the lines after the first are indented below the body.
    pub lead: Vec<Span>,
    /// The body.
    pub body: Vec<Span>,
    /// The side column, put on lines of its own if it does not fit beside the body.
    pub tail: Vec<Span>,
}

impl ValueRow {
    /// Creates a row without a lead.
    pub(super) fn new(body: Vec<Span>) -> Self {
        Self { body, ..Self::default() }
    }

    /// Creates a row whose further lines are indented below the body.
    pub(super) fn with_lead(lead: Vec<Span>, body: Vec<Span>) -> Self {
        Self { lead, body, tail: Vec::new() }
    }

    /// Adds a derived value beside the page's words, if any.
    pub(super) fn with_derived(mut self, words: Option<String>) -> Self {
        self.tail.extend(words.map(|words| Span::new(words, Role::Derived)));
        self
    }

    /// Returns the width of the row on one line in cells.
    pub(super) fn cells(&self) -> usize {
        let tail = spans_cells(&self.tail);
        spans_cells(&self.lead) + spans_cells(&self.body) + if tail > 0 { TAIL_GAP + tail } else { 0 }
    }

    /// Wraps the row into lines of at most `width` cells.
    pub(super) fn wrap(mut self, width: usize) -> Vec<Vec<Span>> {
        if !self.tail.is_empty() && self.cells() <= width {
            self.body.push(Span::space(TAIL_GAP));
            self.body.append(&mut self.tail);
        }
        let tail = Some(self.tail).filter(|tail| !tail.is_empty());
        let mut lines = Self::wrap_hanging(self.lead, self.body, width);
        lines.extend(tail.into_iter().flat_map(|tail| wrap_spans(&tail, width)));
        lines
    }

    /// Wraps `body` behind `lead` and indents its further lines by the width of `lead`, if that leaves enough
    /// room.
    fn wrap_hanging(mut lead: Vec<Span>, mut body: Vec<Span>, width: usize) -> Vec<Vec<Span>> {
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

/// Puts as many parts on a line as fit whole; the lines after the first are indented by `hang` cells.
pub(super) fn pack_rows(parts: Vec<Vec<Span>>, between: &str, hang: usize, width: usize) -> Vec<ValueRow> {
    let mut rows: Vec<ValueRow> = Vec::new();
    for mut part in parts {
        let needed = cells(between) + spans_cells(&part);
        match rows.last_mut() {
            Some(row) if row.cells().saturating_add(needed) <= width => {
                row.body.push(Span::new(between, Role::Plain));
                row.body.append(&mut part);
            }
            Some(_) if hang > 0 => rows.push(ValueRow::with_lead(vec![Span::space(hang)], part)),
            Some(_) | None => rows.push(ValueRow::new(part)),
        }
    }
    rows
}

/// Wraps spans into lines of at most `width` cells by the rules of Japanese; `usize::MAX` gives one
/// line. A line is wider only if a single grapheme is.
#[must_use]
pub fn wrap_spans(spans: &[Span], width: usize) -> Vec<Vec<Span>> {
    if width == usize::MAX {
        return vec![spans.to_vec()];
    }
    let text: String = spans.iter().map(|span| span.text.as_str()).collect();
    let lines: Vec<Vec<Span>> = wrap(&text, width.max(1))
        .into_iter()
        .map(|range| slice_spans(spans, &trim_end(&text, range)))
        .collect();
    if lines.is_empty() { vec![Vec::new()] } else { lines }
}

/// Returns the range without the spaces at its end, which are not visible.
fn trim_end(text: &str, range: Range<usize>) -> Range<usize> {
    let kept = text.get(range.clone()).unwrap_or_default().trim_end_matches(' ').len();
    range.start..range.start + kept
}

/// Returns the part of the spans in a byte range of their concatenation.
fn slice_spans(spans: &[Span], range: &Range<usize>) -> Vec<Span> {
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
