//! Locates the parts of a value in the field's text.

use std::ops::Range;

use super::span::Span;

/// Returns the ranges of `parts` in `text`, in order; `None` if one is missing.
pub(super) fn locate_parts<'a>(
    text: &str,
    parts: impl IntoIterator<Item = &'a str>,
) -> Option<Vec<Range<usize>>> {
    let mut from = 0;
    let find = |part: &str| {
        let start = from + text[from..].find(part).filter(|_| !part.is_empty())?;
        from = start + part.len();
        Some(start..from)
    };
    parts.into_iter().map(find).collect()
}

/// Returns a range without the given characters and white space at its two ends.
pub(super) fn trim_range(text: &str, range: Range<usize>, separators: &[char]) -> Range<usize> {
    let outside = |c: char| c.is_whitespace() || separators.contains(&c);
    let part = &text[range.clone()];
    let start = range.start + (part.len() - part.trim_start_matches(outside).len());
    start..start + text[start..range.end].trim_end_matches(outside).len()
}

/// True if the spans show every word of `text`: only white space and separators are left out.
pub(super) fn shows_all<'a>(
    text: &str,
    spans: impl IntoIterator<Item = &'a Span>,
    separators: &[char],
) -> bool {
    let mut shown: Vec<Range<usize>> = spans.into_iter().filter_map(|span| span.origin.clone()).collect();
    shown.sort_unstable_by_key(|range| range.start);
    shown.push(text.len()..text.len());
    let mut from = 0;
    shown.into_iter().all(|range| {
        let gap = from.min(range.start)..range.start;
        from = from.max(range.end);
        trim_range(text, gap, separators).is_empty()
    })
}
