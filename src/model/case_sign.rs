//! The signs that the user sets on cases.

use strum::{EnumCount, VariantArray};

/// A sign that the user sets on a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumCount, VariantArray)]
pub enum CaseSign {
    /// A bookmark: kept until it is taken away.
    Bookmark,
    /// A mark, to compare the cases that have it or to show them as a table: kept until all are taken away.
    Mark,
}
