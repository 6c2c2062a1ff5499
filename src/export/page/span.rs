//! Words with their roles.

use std::ops::Range;

/// What stands for an empty cell.
pub(super) const BLANK: &str = "—";

/// What a span of words is, for the colours of whoever draws it.
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
    /// What jirei derived: 4億6,050万円, 53.8%.
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
    /// Letters that a query found.
    Found,
}

/// Some words of one role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// The words.
    pub text: String,
    /// What they are.
    pub role: Role,
    /// The bytes of the field's text that they show verbatim, for lighting up matches.
    pub origin: Option<Range<usize>>,
}

impl Span {
    /// Words that are not from a field's text.
    #[must_use]
    pub fn new(text: impl Into<String>, role: Role) -> Self {
        Self { text: text.into(), role, origin: None }
    }

    /// Words of the page: a part of a field's text.
    pub(super) fn of_page(text: &str, range: Range<usize>, role: Role) -> Self {
        Self { text: text[range.clone()].to_owned(), role, origin: Some(range) }
    }

    /// A whole field's text.
    pub(super) fn whole(text: &str) -> Self {
        Self::of_page(text, 0..text.len(), Role::Text)
    }

    /// `cells` spaces.
    #[must_use]
    pub fn space(cells: usize) -> Self {
        Self::new(" ".repeat(cells), Role::Plain)
    }
}
