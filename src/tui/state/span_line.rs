//! A line of a list as words by how they look.

use std::ops::Range;

use crate::text::width::cells;

/// How words of a list look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WordStyle {
    /// As text.
    Plain,
    /// A heading, a term.
    Strong,
    /// Keys.
    Key,
    /// Beside what matters.
    Quiet,
    /// What is chosen.
    Accent,
    /// What a person should look at.
    Warning,
    /// What went wrong.
    Problem,
}

/// Some words of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordSpan {
    /// The words.
    pub text: String,
    /// How they look.
    pub style: WordStyle,
    /// True for words that are left out where they do not fit.
    pub optional: bool,
    /// The letters that match a filter, in bytes.
    pub lit: Vec<Range<usize>>,
}

impl WordSpan {
    /// Creates words that are cut if they do not fit.
    #[must_use]
    pub fn new(text: impl Into<String>, style: WordStyle) -> Self {
        Self { text: text.into(), style, optional: false, lit: Vec::new() }
    }

    /// Creates words that are left out if they do not fit.
    #[must_use]
    pub fn optional(text: impl Into<String>, style: WordStyle) -> Self {
        Self { optional: true, ..Self::new(text, style) }
    }
}

/// A line of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SpanLine {
    /// The index of the choice that the line belongs to, among those on the list.
    pub choice: Option<usize>,
    /// The words from the left.
    pub spans: Vec<WordSpan>,
    /// The words at the right end.
    pub right: Option<WordSpan>,
}

impl SpanLine {
    /// Creates a line of one span that cannot be chosen.
    #[must_use]
    pub fn from_text(text: impl Into<String>, style: WordStyle) -> Self {
        Self { spans: vec![WordSpan::new(text, style)], ..Self::default() }
    }

    /// Returns the width of the whole line in cells.
    #[must_use]
    pub fn width(&self) -> usize {
        let left: usize = self.spans.iter().map(|span| cells(&span.text)).sum();
        let right = self.right.as_ref().map_or(0, |span| cells(&span.text));
        left + if right == 0 { 0 } else { 2 + right }
    }
}

/// Creates a line with words below a heading or keys.
#[must_use]
pub fn indented(words: &str) -> SpanLine {
    SpanLine::from_text(format!("    {words} "), WordStyle::Plain)
}
