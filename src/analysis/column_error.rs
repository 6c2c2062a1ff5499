//! Why a column cannot be understood, with a message that helps to write it right.

use std::borrow::Cow;

use super::column::Column;
use crate::lang::Lang;
use crate::search::names::nearest_names;
use crate::text::width::ellipsize;

/// A column that cannot be understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ColumnError {
    /// No column has this name.
    Unknown {
        /// The name, as typed.
        name: String,
        /// The nearest names.
        near: Vec<&'static str>,
    },
    /// No page has this item.
    UnknownItem {
        /// The item, as typed.
        item: String,
    },
    /// No single case has this name.
    NoCase {
        /// The name, as typed.
        name: String,
    },
    /// A part of the description of a network states nothing that can be compared.
    NoFeature {
        /// The part, as typed.
        part: String,
    },
    /// The list names no column.
    Empty,
    /// A figure of groups is among columns of cases.
    NeedsGroups {
        /// The column, as it is shown.
        name: String,
    },
    /// A column of cases is among figures of groups.
    NeedsFigure {
        /// The column, as it is shown.
        name: String,
    },
    /// The column makes no groups.
    NoGroups {
        /// The column, as it is shown.
        name: String,
    },
    /// The function or the part has no meaning for the column.
    NoMeaning {
        /// The column, as typed.
        name: String,
    },
    /// The name of a set is that of a column, or none at all.
    Taken {
        /// The name, as typed.
        name: String,
    },
    /// The name stands for several columns, and one is needed.
    Several {
        /// The name, as typed.
        name: String,
        /// Its columns.
        columns: Vec<Column>,
    },
}

impl ColumnError {
    /// Returns the message.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        let named = |id: &'static str, name: &str| lang.fill(id, &[("name", &shortened(name))]);
        match self {
            Self::Unknown { name, near } if near.is_empty() => named("analysis.unknown_column", name),
            Self::Unknown { name, near } => {
                let near = near.join(lang.text("analysis.item_comma"));
                lang.fill("analysis.near_column", &[("name", &shortened(name)), ("near", &near)])
            }
            Self::UnknownItem { item } => named("analysis.unknown_item", item),
            Self::NoCase { name } => named("analysis.no_case", name),
            Self::NoFeature { part } => named("analysis.no_feature", part),
            Self::Empty => lang.text("analysis.no_column").to_owned(),
            Self::NeedsGroups { name } => named("analysis.needs_groups", name),
            Self::NeedsFigure { name } => named("analysis.needs_figure", name),
            Self::NoGroups { name } => named("analysis.no_groups", name),
            Self::NoMeaning { name } => named("analysis.no_meaning", name),
            Self::Taken { name } => named("analysis.taken_name", name),
            Self::Several { name, columns } => {
                let columns = columns.iter().map(|column| column.label(lang));
                let columns = columns.collect::<Vec<_>>().join(lang.text("analysis.item_comma"));
                lang.fill("analysis.several_columns", &[("name", &shortened(name)), ("columns", &columns)])
            }
        }
    }

    /// Makes the error of an unknown name, with the nearest known ones.
    #[must_use]
    pub fn unknown(name: &str) -> Self {
        Self::Unknown { name: name.to_owned(), near: nearest_names(name) }
    }
}

/// Shortens a name for quoting.
fn shortened(name: &str) -> Cow<'_, str> {
    ellipsize(name, QUOTED)
}

/// Cells of a name that is quoted.
const QUOTED: usize = 48;

/// The result of reading a column list.
pub type ColumnResult<T> = Result<T, ColumnError>;
