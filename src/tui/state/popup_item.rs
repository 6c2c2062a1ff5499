//! What popups list, item by item, and the lines of those items that match a filter.

use std::ops::Range;

use crate::search::pick::Pattern;
use crate::text::fold::fold;

use super::filter::{ItemNames, find_matches};
use super::span_line::{SpanLine, WordStyle};

/// An item of a popup, or a heading above some.
#[derive(Debug, Default)]
pub struct PopupItem {
    /// Its lines.
    pub lines: Vec<SpanLine>,
    /// What it is.
    pub kind: ItemKind,
    /// Its names beside the words in its lines.
    pub names: Vec<String>,
    /// The number that finds it.
    pub number: Option<usize>,
    /// True for an empty line before it, unless it comes first.
    pub is_spaced: bool,
}

/// What an item of a popup is.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub enum ItemKind {
    /// Something to choose.
    #[default]
    Choice,
    /// Something to read.
    Text,
    /// The heading of the items below, which goes with them.
    Heading,
}

/// The lines of a popup.
#[derive(Debug, Default)]
pub struct PopupLines {
    /// The lines.
    pub lines: Vec<SpanLine>,
    /// For each choice on the list its index among all of them.
    pub choices: Vec<usize>,
    /// The index of the choice that matches best among all of them.
    pub best: Option<usize>,
    /// How many items match.
    pub matching: usize,
    /// How many items there are.
    pub all: usize,
}

/// Returns the sign of a check box, and the style of its words.
#[must_use]
pub fn check_box(is_checked: bool) -> (&'static str, WordStyle) {
    if is_checked { ("[✓]", WordStyle::Strong) } else { ("[ ]", WordStyle::Plain) }
}

impl PopupItem {
    /// Creates an item that can be chosen.
    #[must_use]
    pub fn choice(lines: Vec<SpanLine>) -> Self {
        Self { lines, ..Self::default() }
    }

    /// Creates an item that is only read.
    #[must_use]
    pub fn text(lines: Vec<SpanLine>) -> Self {
        Self { lines, kind: ItemKind::Text, ..Self::default() }
    }

    /// Creates the heading of the items below.
    #[must_use]
    pub fn heading(line: SpanLine) -> Self {
        Self { lines: vec![line], kind: ItemKind::Heading, ..Self::default() }
    }

    /// Sets the ranges of the spans that match, also across lines.
    fn mark_matches(&mut self, pattern: &Pattern) {
        let (text, parts) = join_spans(&self.lines);
        let matching = pattern.match_ranges(&text);
        let spans = self.lines.iter_mut().flat_map(|line| line.spans.iter_mut().chain(&mut line.right));
        for (span, part) in spans.zip(parts) {
            // White space at the beginning of a line is no part of the text.
            let skipped = span.text.len() - part.len();
            let inside = matching.iter().map(|range| range.start.max(part.start)..range.end.min(part.end));
            let inside = inside.filter(|range| !range.is_empty());
            let shifted =
                inside.map(|range| range.start - part.start + skipped..range.end - part.start + skipped);
            span.lit = shifted.collect();
        }
    }
}

/// Returns the text of all lines, and the range of each span in it.
fn join_spans(lines: &[SpanLine]) -> (String, Vec<Range<usize>>) {
    let mut text = String::new();
    let mut parts = Vec::new();
    for line in lines {
        let start = text.len();
        for span in &line.spans {
            let words = if text.len() == start { span.text.trim_start() } else { &span.text };
            parts.push(text.len()..text.len() + words.len());
            text.push_str(words);
        }
        if let Some(right) = &line.right {
            text.push(' ');
            parts.push(text.len()..text.len() + right.text.len());
            text.push_str(&right.text);
        }
    }
    (text, parts)
}

/// Returns the width and the height of all items in cells, whatever a filter hides.
#[must_use]
pub fn full_size(items: &[PopupItem]) -> (usize, usize) {
    let widths = items.iter().flat_map(|item| &item.lines).map(SpanLine::width);
    let spaces = items.iter().skip(1).filter(|item| item.is_spaced).count();
    let height = items.iter().map(|item| item.lines.len()).sum::<usize>() + spaces;
    (widths.max().unwrap_or_default(), height)
}

/// Lays out the items that match what is typed, in their order, with their headings; all if nothing is typed.
#[must_use]
pub fn lay_out(mut items: Vec<PopupItem>, typed: &str, names: &mut Vec<ItemNames>) -> PopupLines {
    let all = items.iter().filter(|item| item.kind != ItemKind::Heading).count();
    let mut content = PopupLines { all, ..PopupLines::default() };
    let kept = if typed.trim().is_empty() { None } else { Some(matching_items(&mut items, typed, names)) };
    let is_kept = |index: usize| kept.as_ref().is_none_or(|kept| kept.contains(&index));
    let best = kept.as_ref().and_then(|kept| kept.first().copied());
    let mut heading: Option<PopupItem> = None;
    let mut choice = 0;
    for (index, item) in items.into_iter().enumerate() {
        let own = choice;
        choice += usize::from(item.kind == ItemKind::Choice);
        if item.kind == ItemKind::Heading && kept.is_some() {
            heading = Some(item);
        } else if is_kept(index) {
            content.matching += usize::from(item.kind != ItemKind::Heading);
            heading.take().into_iter().for_each(|heading| content.push(heading, None));
            if best == Some(index) {
                content.best = Some(own);
            }
            content.push(item, Some(own));
        }
    }
    content
}

/// Returns the indices of the matching items, the best first, and marks their letters; digits match item
/// numbers.
fn matching_items(items: &mut [PopupItem], typed: &str, names: &mut Vec<ItemNames>) -> Vec<usize> {
    let digits = fold(typed.trim()).text;
    if digits.bytes().all(|byte| byte.is_ascii_digit()) && items.iter().any(|item| item.number.is_some()) {
        // The key of the tenth section is 0.
        let is_it =
            |number: usize| number.to_string().starts_with(&digits) || (number == 10 && digits == "0");
        let numbered = items.iter().enumerate().filter(|(_, item)| item.number.is_some_and(is_it));
        return numbered.map(|(index, _)| index).collect();
    }
    let texts = |item: &PopupItem| {
        let all = item.names.iter().cloned().chain([join_spans(&item.lines).0]);
        all.filter(|_| item.kind != ItemKind::Heading).collect()
    };
    let texts: Vec<Vec<String>> = items.iter().map(texts).collect();
    if !names.iter().map(|names| &names.texts).eq(&texts) {
        *names = texts.iter().map(|texts| ItemNames::new(texts.iter().map(String::as_str), [])).collect();
    }
    let mut found = find_matches(typed, names);
    // Letters here and there are a last resort: they match by chance.
    if found.by_word > 0 {
        found.items.truncate(found.by_word);
    }
    for index in &found.items {
        if let Some(item) = items.get_mut(*index) {
            item.mark_matches(&found.pattern);
        }
    }
    found.items
}

impl PopupLines {
    /// Appends the lines of an item, after an empty line if it is spaced; `choice` counts only for one that
    /// can be chosen.
    fn push(&mut self, item: PopupItem, choice: Option<usize>) {
        if item.is_spaced && !self.lines.is_empty() {
            self.lines.push(SpanLine::default());
        }
        let choice = choice.filter(|_| item.kind == ItemKind::Choice);
        let shown = choice.map(|_| self.choices.len());
        self.choices.extend(choice);
        self.lines.extend(item.lines.into_iter().map(|line| SpanLine { choice: shown, ..line }));
    }
}
