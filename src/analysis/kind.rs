//! The kind of a column's values.

use strum::IntoStaticStr;

use crate::model::schema::{ValueKind, schema};

/// The kind of a column's values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum ColumnKind {
    /// Text.
    Text,
    /// One of the form's choices.
    Choice,
    /// Items of a list.
    Items,
    /// Marks of 導入効果.
    Mark,
    /// Whether an item is there.
    Flag,
    /// Whole numbers.
    Number,
    /// Numbers with decimals.
    Ratio,
    /// Shares of a whole.
    Share,
    /// Years.
    Year,
    /// Amounts of money, in yen.
    Yen,
    /// Days.
    Date,
}

impl ColumnKind {
    /// Returns the kind of a field of the form, as a page has it.
    #[must_use]
    pub fn of_field(id: &str) -> Self {
        match schema().field(id).map(|spec| spec.kind) {
            Some(ValueKind::Choice) => Self::Choice,
            Some(ValueKind::List | ValueKind::Prefectures) => Self::Items,
            Some(
                ValueKind::Text
                | ValueKind::StatusYear
                | ValueKind::Year
                | ValueKind::Staff
                | ValueKind::Effects
                | ValueKind::Facilities
                | ValueKind::Count
                | ValueKind::Money
                | ValueKind::Fee,
            )
            | None => Self::Text,
        }
    }

    /// Returns its name for files.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// True for kinds that are aligned to the right.
    #[must_use]
    pub fn is_number(self) -> bool {
        match self {
            Self::Number | Self::Ratio | Self::Share | Self::Year | Self::Yen => true,
            Self::Text | Self::Choice | Self::Items | Self::Mark | Self::Flag | Self::Date => false,
        }
    }
}
