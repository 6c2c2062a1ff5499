//! What `assets/columns.toml` and `assets/classes.toml` say of tables.

use crate::lang::Lang;
use crate::search::quantity::Measure;

/// The head of a column of numbers.
#[derive(Debug)]
pub struct MeasureHead {
    /// The number.
    pub measure: Measure,
    /// The head in Japanese.
    pub ja: &'static str,
    /// The head in English.
    pub en: &'static str,
    /// Its name in files, with the unit where it is money.
    pub file: &'static str,
    /// The name of a single one in files, behind `_per_`.
    pub one: &'static str,
}

/// A ratio that tables know by themselves.
#[derive(Debug)]
pub struct DerivedColumn {
    /// The ratio, as in a query.
    pub ratio: &'static str,
    /// Its name in files, where it is not made from the two numbers.
    pub file: Option<&'static str>,
}

/// A named set of columns.
#[derive(Debug)]
pub struct ColumnSet {
    /// The words for it, the one to show first.
    pub words: &'static [&'static str],
    /// Its columns, as in a query.
    pub columns: &'static str,
}

/// The name of a class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClassName {
    ja: &'static str,
    en: &'static str,
}

impl ClassName {
    /// Returns the name in a language of the interface.
    #[must_use]
    pub fn text(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Ja => self.ja,
            Lang::En => self.en,
        }
    }
}

/// A region of Japan.
#[derive(Debug)]
pub struct Region {
    /// Its name.
    pub name: ClassName,
    /// The JIS code of its last prefecture; the first is the one after the last of the region before it.
    pub last: usize,
}

/// A kind of lead organisation.
#[derive(Debug)]
pub struct LeadKind {
    /// Its name.
    pub name: ClassName,
    /// Words in the names of such organisations.
    pub words: &'static [&'static str],
    /// Endings of their names.
    pub endings: &'static [&'static str],
}

type Columns = (&'static [MeasureHead], &'static [DerivedColumn], &'static [ColumnSet]);
type Classes = (&'static [Region], &'static [LeadKind], ClassName);

const COLUMNS: Columns = include!(concat!(env!("OUT_DIR"), "/columns.rs"));
const CLASSES: Classes = include!(concat!(env!("OUT_DIR"), "/classes.rs"));

/// The heads of numbers.
pub static MEASURES: &[MeasureHead] = COLUMNS.0;
/// The ratios that tables know by themselves.
pub static DERIVED: &[DerivedColumn] = COLUMNS.1;
/// The named sets.
pub static SETS: &[ColumnSet] = COLUMNS.2;
/// The regions, from north to south.
pub static REGIONS: &[Region] = CLASSES.0;
/// The kinds of lead organisations, in the order in which they are tried.
pub static LEADS: &[LeadKind] = CLASSES.1;
/// The kind of all other lead organisations.
pub const OTHER_LEAD: ClassName = CLASSES.2;
