//! The map of the prefectures: a tile each (`assets/tiles.toml`), with its cases and a figure over them.

use super::cell::{Cell, NumberFormat};
use super::column::{Aggregate, Column};
use super::column_error::{ColumnError, ColumnResult};
use super::groups::{GroupKey, Groups, group_cases};
use super::heading::Heading;
use super::sheet::figure_cell;
use super::state::AnswerState;
use crate::lang::Lang;
use crate::model::{Catalog, NATIONWIDE, prefecture_code};
use crate::search::names::field_word;
use crate::search::quantity::Quantity;
use crate::search::query::Choice;

/// The place of a prefecture on the map.
#[derive(Debug, PartialEq, Eq)]
pub struct Tile {
    /// The prefecture, by its short name.
    pub prefecture: &'static str,
    /// The row, from the top.
    pub row: usize,
    /// The column, from the left.
    pub column: usize,
}

impl Tile {
    /// Returns the clause that finds the cases of the prefecture.
    #[must_use]
    pub fn clause(&self) -> String {
        Choice::new(field_word(AREA), self.prefecture).text()
    }
}

/// Every tile, from the top and from the left.
pub static TILES: &[Tile] = include!(concat!(env!("OUT_DIR"), "/tiles.rs"));

/// The steps of a tile's figure, from 1.
pub const STEPS: usize = 8;

/// The cases by prefecture, with a figure over those of each.
#[derive(Debug, Clone, PartialEq)]
pub struct PrefectureMap {
    /// The head of the figure.
    pub heading: Heading,
    /// How the figures are shown.
    pub format: NumberFormat,
    /// A prefecture for each of [`TILES`].
    pub prefectures: Vec<PrefectureCases>,
    /// The cases of the whole country, which is no prefecture.
    pub nationwide: Vec<usize>,
    /// The cases that state no prefecture.
    pub blank: Vec<usize>,
    /// The number of cases with a prefecture; one with several counts once.
    pub located: usize,
}

/// A prefecture with its cases.
#[derive(Debug, Clone, PartialEq)]
pub struct PrefectureCases {
    /// The cases, as indexes in [`Catalog::entries`]; a case with several prefectures is in each.
    pub cases: Vec<usize>,
    /// The figure over them; none without cases.
    pub figure: Cell<'static>,
    /// The clause that finds the cases.
    pub clause: String,
}

/// A direction on the map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// To the left.
    Left,
    /// To the right.
    Right,
    /// Up.
    Up,
    /// Down.
    Down,
}

impl PrefectureMap {
    /// Counts cases by prefecture. The figure of a number is its sum, that of a ratio its median; without a column it is
    /// the number of cases.
    ///
    /// # Errors
    /// For a column that has no numbers.
    pub fn new(of: Option<&Column>, catalog: &Catalog, entries: &[usize], lang: Lang) -> ColumnResult<Self> {
        let column = figure_column(of, lang)?;
        let area = Column::Field(AREA);
        let Groups { groups, unanswered, .. } = group_cases(&area, catalog, entries, lang)
            .ok_or_else(|| ColumnError::NoGroups { name: area.label(lang) })?;
        let cases_of = |name: &str| {
            let is_named = |key: &GroupKey| matches!(key, GroupKey::Text(text) if text == name);
            let group = groups.iter().find(|group| is_named(&group.key));
            group.map_or_else(Vec::new, |group| group.cases.clone())
        };
        let prefecture = |tile: &Tile| {
            let cases = cases_of(tile.prefecture);
            let figure = if cases.is_empty() {
                Cell::without_value(AnswerState::Blank)
            } else {
                figure_cell(&column, catalog, &cases, cases.len(), lang)
            };
            PrefectureCases { cases, figure, clause: tile.clause() }
        };
        let prefectures: Vec<PrefectureCases> = TILES.iter().map(prefecture).collect();
        let format = column.number_format(prefectures.iter().map(|prefecture| &prefecture.figure));
        let is_located = |entry: &&usize| {
            let names = catalog.case(**entry).map_or(&[][..], |case| &case.prefectures);
            names.iter().any(|name| prefecture_code(name).is_some())
        };
        Ok(Self {
            heading: column.heading(format, lang),
            format,
            prefectures,
            nationwide: cases_of(NATIONWIDE),
            blank: unanswered.into_iter().flat_map(|group| group.cases).collect(),
            located: entries.iter().filter(is_located).count(),
        })
    }

    /// Returns the number of prefectures that have a case.
    #[must_use]
    pub fn filled(&self) -> usize {
        self.prefectures.iter().filter(|prefecture| !prefecture.cases.is_empty()).count()
    }

    /// Returns the step of the figure of a prefecture, from 1 to [`STEPS`] for the largest of all; `None` without a
    /// figure.
    #[must_use]
    pub fn step(&self, at: usize) -> Option<usize> {
        let figures = || self.prefectures.iter().filter_map(|prefecture| prefecture.figure.value.as_double());
        let largest = figures().fold(0.0, f64::max);
        let own = self.prefectures.get(at)?.figure.value.as_double()?;
        #[allow(clippy::cast_precision_loss, reason = "there are eight steps")]
        let is_within = |step: &usize| own * STEPS as f64 <= largest * *step as f64;
        (1..=STEPS).find(is_within).or(Some(STEPS))
    }
}

/// The field of the prefectures.
pub const AREA: &str = "area";

/// Returns the figure of a map: the number of cases, a sum, or the median of a ratio, whose sum means nothing.
///
/// # Errors
/// For a column that has no numbers.
pub fn figure_column(of: Option<&Column>, lang: Lang) -> ColumnResult<Column> {
    let function = match of {
        None => return Ok(Column::Aggregate { function: Aggregate::Count, of: None }),
        Some(Column::Quantity(Quantity::Per { .. })) => Aggregate::Median,
        Some(column) if column.kind().is_number() => Aggregate::Sum,
        Some(column) => return Err(ColumnError::NoMeaning { name: column.label(lang) }),
    };
    Ok(Column::Aggregate { function, of: of.cloned().map(Box::new) })
}

/// Returns the next tile in a direction, by its index: in the same row, else the nearest in the next row that has
/// tiles; `None` at the edge.
#[must_use]
pub fn tile_beside(at: usize, direction: Direction) -> Option<usize> {
    let own = TILES.get(at)?;
    let ahead = |tile: &Tile| match direction {
        Direction::Left => tile.row == own.row && tile.column < own.column,
        Direction::Right => tile.row == own.row && tile.column > own.column,
        Direction::Up => tile.row < own.row,
        Direction::Down => tile.row > own.row,
    };
    let tiles = TILES.iter().enumerate().filter(|(_, tile)| ahead(tile));
    let nearest =
        tiles.min_by_key(|(_, tile)| (tile.row.abs_diff(own.row), tile.column.abs_diff(own.column)));
    nearest.map(|(at, _)| at)
}
