//! View clauses: how the cases are shown, and which columns, order and groups a table has. They filter nothing.

use std::ops::Range;

use strum::VariantArray;

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
    /// `見:` how the cases are shown.
    Drawing,
}

/// The words before the colon, normalised; the first is the Japanese one.
const WORDS: [(ViewKind, &[&str]); 5] = [
    (ViewKind::Columns, &["列", "cols", "columns"]),
    (ViewKind::Sort, &["順", "sort"]),
    (ViewKind::Groups, &["群", "by"]),
    (ViewKind::Near, &["近", "near"]),
    (ViewKind::Drawing, &["見", "view"]),
];

impl ViewKind {
    /// Every kind.
    pub const ALL: [Self; 5] = [Self::Columns, Self::Sort, Self::Groups, Self::Near, Self::Drawing];

    /// Returns the word before the colon.
    #[must_use]
    pub fn word(self) -> &'static str {
        WORDS
            .iter()
            .find(|(kind, _)| *kind == self)
            .and_then(|(_, words)| words.first())
            .map_or("", |word| word)
    }

    /// Returns an example of its value.
    pub(super) fn example(self) -> &'static str {
        match self {
            Self::Drawing => Drawing::Table.word(),
            Self::Columns => "費用",
            Self::Sort => "-患者",
            Self::Groups => "県",
            Self::Near => "もがみネット",
        }
    }
}

/// How the cases of a query are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, VariantArray)]
pub enum Drawing {
    /// A list beside the open case.
    #[default]
    List,
    /// A table, a row a case or a group.
    Table,
    /// Cases side by side.
    Comparison,
    /// The pages of a case side by side, the oldest first.
    History,
    /// The answers to a field, counted.
    Distribution,
    /// The site's charts.
    Charts,
    /// A map of the prefectures.
    Map,
}

impl Drawing {
    /// Returns its words in a query; the first is the Japanese one.
    #[must_use]
    pub fn words(self) -> [&'static str; 2] {
        match self {
            Self::List => ["一覧", "list"],
            Self::Table => ["表", "table"],
            Self::Comparison => ["比較", "compare"],
            Self::History => ["履歴", "history"],
            Self::Distribution => ["分布", "distribution"],
            Self::Charts => ["図", "charts"],
            Self::Map => ["地図", "map"],
        }
    }

    /// Returns its Japanese word.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.words()[0]
    }

    /// Returns the one with this word.
    pub(super) fn find(word: &str) -> Option<Self> {
        let key = name_key(word);
        Self::VARIANTS
            .iter()
            .find(|drawing| drawing.words().iter().any(|word| name_key(word) == key))
            .copied()
    }
}

/// A view clause of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ViewClause {
    /// Its subject.
    pub kind: ViewKind,
    /// The columns, the case or the drawing, as typed.
    pub text: String,
    /// Their byte range in the query text.
    pub span: Range<usize>,
    /// The byte range of the whole clause.
    pub clause: Range<usize>,
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
