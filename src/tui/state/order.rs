//! The order of the list.

use crate::analysis::Column;
use crate::analysis::column_list::{ListedColumn, parse_sort};
use crate::analysis::kind::ColumnKind;
use crate::analysis::sort::sort_cases;
use crate::lang::Lang;
use crate::model::Catalog;

/// The order of the cases.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Order {
    /// The best match first; without a search as the pages were given.
    #[default]
    Match,
    /// As the pages were given.
    Page,
    /// By a column, true from the last to the first; cases without an answer are last either way.
    Column(Column, bool),
}

impl Order {
    /// Returns the order as the state file has it: a column as `順:` takes it.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Match => "match".to_owned(),
            Self::Page => "page".to_owned(),
            Self::Column(column, descending) => {
                let text = column.text().unwrap_or_default();
                if *descending { format!("-{text}") } else { text }
            }
        }
    }

    /// Reads what [`Order::text`] gives; `None` for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "match" => Some(Self::Match),
            "page" => Some(Self::Page),
            _ => match parse_sort(text).ok()?.into_iter().next()? {
                (ListedColumn::Column(column), descending) => Some(Self::Column(column, descending)),
                (ListedColumn::Unfolded(_) | ListedColumn::Item { .. } | ListedColumn::Likeness(_), _) => {
                    None
                }
            },
        }
    }

    /// Returns its words, with `searching` for what is found by a query.
    #[must_use]
    pub fn label(&self, searching: bool, lang: Lang) -> String {
        match self {
            Self::Match if searching => lang.text("order.relevance").to_owned(),
            Self::Match | Self::Page => lang.text("order.page").to_owned(),
            Self::Column(column, descending) => column_label(column, *descending, lang),
        }
    }

    /// Sorts indexes in [`Catalog::entries`] that are in the order of their match, or of the pages.
    pub fn sort(&self, entries: &mut [usize], catalog: &Catalog) {
        match self {
            Self::Match => {}
            Self::Page => entries.sort_unstable(),
            // No column that is offered is in another order in another language.
            Self::Column(column, descending) => {
                sort_cases(entries, &[(column.clone(), *descending)], catalog, Lang::Ja);
            }
        }
    }
}

/// Returns the words for the order by a column.
#[must_use]
pub fn column_label(column: &Column, descending: bool, lang: Lang) -> String {
    let id = match (largest_first(column), descending) {
        (true, true) => "sheet.descending",
        (true, false) => "sheet.ascending",
        (false, false) => "sheet.from_first",
        (false, true) => "sheet.from_last",
    };
    lang.fill(id, &[("name", &column.label(lang))])
}

/// True for a column whose largest is looked for first.
#[must_use]
pub fn largest_first(column: &Column) -> bool {
    match column.kind() {
        ColumnKind::Number
        | ColumnKind::Ratio
        | ColumnKind::Share
        | ColumnKind::Yen
        | ColumnKind::Mark
        | ColumnKind::Flag => true,
        ColumnKind::Year | ColumnKind::Text | ColumnKind::Choice | ColumnKind::Items | ColumnKind::Date => {
            false
        }
    }
}
