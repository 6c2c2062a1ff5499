//! Spans of text with their roles.

use std::ops::Range;

/// The sign for an empty cell.
pub(super) const BLANK: &str = "—";

/// The role of a span, which decides its colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// The name of a case.
    Title,
    /// The page's own label of a field.
    Label,
    /// The English name beside a label or an effect.
    English,
    /// The page's own words.
    Text,
    /// — for an empty cell, 未選択.
    Blank,
    /// A derived value: 4億6,050万円, 53.8%.
    Derived,
    /// Words of the interface between the page's: bullets, separators, 補足.
    Plain,
    /// ○.
    Effective,
    /// △.
    Neutral,
    /// ×.
    Ineffective,
    /// An effect with the empty mark.
    Unanswered,
    /// A bar.
    Bar,
    /// The address of a web page.
    Link,
    /// Text that matches the query.
    Found,
}

/// A text with a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// The text.
    pub text: String,
    /// The role.
    pub role: Role,
    /// The bytes of the field's text that it shows verbatim, for lighting up matches.
    pub origin: Option<Range<usize>>,
}

impl Span {
    /// Creates a span that is not from a field's text.
    #[must_use]
    pub fn new(text: impl Into<String>, role: Role) -> Self {
        Self { text: text.into(), role, origin: None }
    }

    /// Creates a span from a part of a field's text.
    pub(super) fn from_page(text: &str, range: Range<usize>, role: Role) -> Self {
        Self { text: text[range.clone()].to_owned(), role, origin: Some(range) }
    }

    /// Creates a span from a whole field's text.
    pub(super) fn from_field(text: &str) -> Self {
        Self::from_page(text, 0..text.len(), Role::Text)
    }

    /// Creates a span of `cells` spaces.
    #[must_use]
    pub fn space(cells: usize) -> Self {
        Self::new(" ".repeat(cells), Role::Plain)
    }
}
