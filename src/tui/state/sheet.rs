//! A table of cases: where its cursor is, and what is hidden. Its columns, order and groups are in the query.

use crate::analysis::Column;
use crate::analysis::compare::RowFilter;
use crate::analysis::relation::Relation;
use crate::model::CaseKey;

use super::scroll_list::ScrollList;

/// A table of cases.
#[derive(Debug, Default)]
pub struct SheetPage {
    /// The column under the cursor, to find it again among others.
    pub column: Option<Column>,
    /// Its index among those that are not hidden.
    pub cursor: usize,
    /// The index of the first column on the screen behind that of the names.
    pub first: usize,
    /// The first tab on the screen.
    pub first_tab: usize,
    /// The columns that the table had when the list of columns was opened: they stand first in it.
    pub checked_first: Vec<Column>,
    /// The selected row, where the rows are no cases of the list.
    pub rows: ScrollList,
    /// True where the cursor goes to the column of likeness once there is one.
    pub reads_likeness: bool,
    /// The field to put the cursor on, where the rows are fields.
    pub wanted_field: Option<&'static str>,
    /// The index of the chart of the site.
    pub chart: usize,
    /// The index of the figure that the map shows.
    pub map_figure: usize,
    /// True where national figures stand beside those of the pages.
    pub benchmarks: bool,
    /// The cases that are compared, while they are; numbers relate to the first.
    pub compared: Vec<CaseKey>,
    /// The index of the page of a history that numbers relate to.
    pub base_page: usize,
    /// The rows of a comparison that are shown.
    pub row_filter: RowFilter,
    /// True where a history shows what never changed as well.
    pub shows_unchanged: bool,
    /// How numbers relate to those of the base.
    pub relations: Relations,
    /// The tables that this one was opened from.
    pub before: Vec<SheetReturn>,
    /// The figures below the rows.
    pub foot: Foot,
    /// True where columns without any answer are left out.
    pub hides_blank: bool,
    /// True where columns that all cases answer alike are left out.
    pub hides_same: bool,
    /// Columns whose width was changed, and by how many cells.
    pub widths: Vec<(Column, isize)>,
    /// True while a case is read that was opened from the table.
    pub reads_case: bool,
    /// How often what is hidden or how it is shown was changed.
    pub generation: usize,
}

/// A table to come back to.
#[derive(Debug)]
pub struct SheetReturn {
    /// Its query.
    pub text: String,
    /// The query of what was opened from it.
    pub opened: String,
    /// The column under its cursor, and the index of that.
    pub column: (Option<Column>, usize),
    /// The selected row, where the rows are no cases of the list.
    pub rows: ScrollList,
}

/// The figures below the rows of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Foot {
    /// How many answer, the median, the sum.
    #[default]
    Short,
    /// The smallest, the quartiles, the largest and the mean as well.
    Long,
    /// None.
    Off,
}

/// How the numbers of a comparison relate to those of the base.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Relations {
    /// As a ratio; shares as a difference in points.
    #[default]
    Ratio,
    /// As a difference.
    Difference,
    /// Not at all.
    None,
}

impl Relations {
    /// Returns what writes a relation so.
    #[must_use]
    pub fn words(self) -> fn(&Relation) -> String {
        match self {
            Self::Difference => Relation::difference,
            Self::Ratio | Self::None => Relation::text,
        }
    }

    /// Returns the one after this one, after the last the first.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Ratio => Self::Difference,
            Self::Difference => Self::None,
            Self::None => Self::Ratio,
        }
    }
}

impl Foot {
    /// Returns the one after this one, after the last the first.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Short => Self::Long,
            Self::Long => Self::Off,
            Self::Off => Self::Short,
        }
    }
}
