//! What `assets/columns.toml`, `assets/classes.toml` and `assets/charts.toml` say of tables and charts.

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

/// Words in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bilingual {
    pub(super) ja: &'static str,
    pub(super) en: &'static str,
}

impl Bilingual {
    /// Returns the words in a language of the interface.
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
    pub name: Bilingual,
    /// The JIS code of its last prefecture; the first is the one after the last of the region before it.
    pub last: usize,
}

/// A kind of lead organisation.
#[derive(Debug)]
pub struct LeadKind {
    /// Its name.
    pub name: Bilingual,
    /// Words in the names of such organisations.
    pub words: &'static [&'static str],
    /// Endings of their names.
    pub endings: &'static [&'static str],
}

/// A chart of the ministry's site.
#[derive(Debug, PartialEq, Eq)]
pub struct ChartSpec {
    /// The id for files.
    pub id: &'static str,
    /// The site's number, from 1; 0 for a chart that it has beside its nine.
    pub number: usize,
    /// What is drawn.
    pub draws: ChartKind,
    /// The column, as in a query.
    pub column: &'static str,
    /// The words in the answers of the cases that are counted, if not all are.
    pub words: &'static [&'static str],
    /// The title.
    pub title: Bilingual,
    /// What the site counted, and how that differs.
    pub note: Bilingual,
}

/// What a chart draws.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChartKind {
    /// The distribution of a column.
    Column,
    /// The distribution of a column among the cases of whole prefectures.
    WholePrefecture,
    /// The numbers of a column, up to each.
    Cumulative,
    /// Whether pages have it.
    Presence,
    /// The types of facilities: cases, sum and median.
    FacilityTypes,
    /// Nothing: no page has a field for it.
    Absent,
}

type Columns = (&'static [MeasureHead], &'static [DerivedColumn], &'static [ColumnSet]);
type Classes = (&'static [Region], &'static [LeadKind], Bilingual);

const COLUMNS: Columns = include!(concat!(env!("OUT_DIR"), "/columns.rs"));
const CLASSES: Classes = include!(concat!(env!("OUT_DIR"), "/classes.rs"));

/// The site's charts, its nine first.
pub static CHARTS: &[ChartSpec] = include!(concat!(env!("OUT_DIR"), "/charts.rs"));
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
pub const OTHER_LEAD: Bilingual = CLASSES.2;
