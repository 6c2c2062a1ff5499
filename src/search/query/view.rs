//! View clauses: which columns, which order and which groups a table has. They filter nothing.

use std::ops::Range;

use super::super::names::name_key;

/// The subject of a view clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ViewKind {
    /// `列:` the columns.
    Columns,
    /// `順:` the columns to sort by.
    Sort,
    /// `群:` the column whose values are the rows.
    Groups,
    /// `近:` the case that the others are ordered by their likeness to.
    Near,
}

/// The words before the colon, normalised; the first is the Japanese one.
const WORDS: [(ViewKind, &[&str]); 4] = [
    (ViewKind::Columns, &["列", "cols", "columns"]),
    (ViewKind::Sort, &["順", "sort"]),
    (ViewKind::Groups, &["群", "by"]),
    (ViewKind::Near, &["近", "near"]),
];

impl ViewKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Columns, Self::Sort, Self::Groups, Self::Near];

    /// Returns an example of its value.
    pub(super) fn example(self) -> &'static str {
        match self {
            Self::Columns => "費用",
            Self::Sort => "-患者",
            Self::Groups => "県",
            Self::Near => "もがみネット",
        }
    }
}

/// A view clause of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ViewClause {
    /// Its subject.
    pub kind: ViewKind,
    /// The columns, as typed.
    pub text: String,
    /// Their byte range in the query text.
    pub span: Range<usize>,
}

/// Returns the kind of view clause that a name begins.
pub(super) fn view_kind(name: &str) -> Option<ViewKind> {
    // The words are shorter.
    let key = if name.len() > 16 { String::new() } else { name_key(name) };
    WORDS.iter().find(|(_, words)| words.contains(&key.as_str())).map(|(kind, _)| *kind)
}

/// True for the sign that adds a column to the usual ones, in any width.
#[must_use]
pub fn is_plus(char: char) -> bool {
    matches!(char, '+' | '＋')
}

/// True for what parts the columns of a list, in any width.
#[must_use]
pub fn is_list_comma(char: char) -> bool {
    matches!(char, ',' | '，' | '、' | '､')
}
