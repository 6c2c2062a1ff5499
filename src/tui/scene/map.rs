//! The map of the prefectures: a tile each, with the figure over its cases.

use crate::analysis::Column;
use crate::analysis::cell::NumberFormat;
use crate::analysis::column_error::ColumnResult;
use crate::analysis::heading::label_with_unit;
use crate::analysis::prefecture_map::{PrefectureMap, STEPS, TILES};
use crate::search::quantity::{Measure, Quantity};
use crate::search::query::is_chosen;
use crate::text::number::grouped;
use crate::text::sign::signs;
use crate::text::width::{cells, cut, pad, pad_left};
use crate::tui::state::State;

use super::grid::{CellStyle, GridCell};
use super::grid_rows::{GridRow, GridRows, MapTile};
use super::sheet_lines::SheetLines;

/// The cells of a tile.
pub const TILE_WIDTH: usize = 6;
/// The cells of a figure in a tile of one line.
const FIGURE: usize = 2;
/// From this height of the screen on a tile has a line for its figure.
const TALL: u16 = 32;

/// What the tiles can show: the number of cases, then these.
pub const FIGURES: [Option<Quantity>; 5] = [
    None,
    Some(Quantity::Of(Measure::RegisteredPatients)),
    Some(Quantity::Of(Measure::Facilities)),
    Some(Quantity::Of(Measure::BuildCost)),
    Some(Quantity::Per { measure: Measure::AnnualCost, per: Measure::RegisteredPatients }),
];

/// Returns the column whose figure is on the tiles; `None` for the number of cases.
#[must_use]
pub fn figure(state: &State) -> Option<Column> {
    FIGURES.get(state.sheet.map_figure).copied().flatten().map(Column::Quantity)
}

/// Returns the cells that the map is wide, and its rows of tiles.
#[must_use]
pub fn size() -> (usize, usize) {
    let columns = TILES.iter().map(|tile| tile.column).max().unwrap_or_default() + 1;
    let rows = TILES.iter().map(|tile| tile.row).max().unwrap_or_default() + 1;
    (columns * TILE_WIDTH, rows)
}

/// Lays out the map for the cases of the query.
///
/// # Errors
/// If a figure is of no column.
pub fn lay_out(state: &State) -> ColumnResult<SheetLines> {
    let lang = state.lang;
    let column = figure(state);
    let map = PrefectureMap::new(column.as_ref(), &state.catalog, &state.counted_entries(), lang)?;
    let mut rows = GridRows::default();
    let mut tiles = Vec::new();
    for (at, (tile, own)) in TILES.iter().zip(&map.prefectures).enumerate() {
        let is_chosen = is_chosen(&state.search.query, &own.clause);
        let style = match own.cases.len() {
            0 => CellStyle::Quiet,
            _ if is_chosen => CellStyle::Strong,
            _ => CellStyle::Accent,
        };
        tiles.push(MapTile {
            row: tile.row,
            x: tile.column * TILE_WIDTH,
            lines: tile_lines(tile.prefecture, &map, at, state)
                .into_iter()
                .map(|text| GridCell::new(text, style))
                .collect(),
        });
        let note = note(tile.prefecture, &own.cases, state);
        rows.rows.push(GridRow { clause: Some(own.clause.clone()), note, ..GridRow::default() });
    }
    let counts: [(&str, &dyn std::fmt::Display); 4] = [
        ("located", &map.located),
        ("nationwide", &map.nationwide.len()),
        ("blank", &map.blank.len()),
        ("filled", &map.filled()),
    ];
    let label = label_with_unit(&map.heading.label, map.heading.unit, lang);
    let intro = vec![lang.fill("sheet.map_counts", &counts)];
    let title = Some(lang.fill("sheet.map", &[("name", &label)]));
    Ok(SheetLines { tiles, intro, title, ..SheetLines::of_rows(rows) })
}

/// Returns the lines of a tile: the name and the figure, on a tall screen one below the other; of a figure that does
/// not fit, its step.
fn tile_lines(name: &str, map: &PrefectureMap, at: usize, state: &State) -> Vec<String> {
    let Some(own) = map.prefectures.get(at) else { return Vec::new() };
    let step = || {
        // Where there are fewer signs than steps, some share one.
        let steps = signs().steps;
        let place = map.step(at).map(|step| (step * steps.len()).div_ceil(STEPS).saturating_sub(1));
        let step = place.and_then(|place| steps.get(place).copied());
        step.unwrap_or(signs().bullet).to_owned()
    };
    let figure = if own.cases.is_empty() {
        signs().bullet.to_owned()
    } else {
        own.figure.text(map.format, state.lang).into_owned()
    };
    if state.size.height >= TALL {
        let room = TILE_WIDTH - 1;
        let figure = if cells(&figure) > room { step() } else { figure };
        return vec![pad(cut(name, TILE_WIDTH), TILE_WIDTH), pad(&pad_left(&figure, room), TILE_WIDTH)];
    }
    let room = TILE_WIDTH - FIGURE;
    let figure = if cells(&figure) > FIGURE { step() } else { figure };
    vec![format!("{}{}", pad(cut(name, room), room), pad_left(&figure, FIGURE))]
}

/// Returns what is said of a prefecture: its cases, patients and facilities, and the first names.
fn note(name: &str, entries: &[usize], state: &State) -> String {
    const NAMED: usize = 12;
    let lang = state.lang;
    let sum = |measure: Measure| {
        let cases = entries.iter().filter_map(|entry| state.catalog.case(*entry));
        let sum = cases.filter_map(|case| measure.value_in(case)).reduce(u64::saturating_add)?;
        let heading = Column::Quantity(Quantity::Of(measure)).heading(NumberFormat::Whole, lang);
        let figure = grouped(sum);
        let names: [(&str, &dyn std::fmt::Display); 3] =
            [("label", &heading.label), ("figure", &figure), ("unit", &heading.unit)];
        Some(lang.fill("sheet.map_sum", &names))
    };
    let count = lang.fill("sheet.map_cases", &[("name", &name), ("count", &entries.len())]);
    let names = entries.iter().take(NAMED).filter_map(|entry| state.catalog.case(*entry));
    let names: Vec<String> = names.map(|case| case.short_name().into_owned()).collect();
    let names = Some(names.join(lang.text("analysis.item_comma"))).filter(|names| !names.is_empty());
    let parts = [Some(count), sum(Measure::RegisteredPatients), sum(Measure::Facilities), names];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// True if the map fits on the screen; else it is a list of the prefectures.
#[must_use]
pub fn fits(state: &State) -> bool {
    /// Borders, header, footer, rules, counts, note.
    const BESIDE: usize = 9;
    let (width, rows) = size();
    usize::from(state.size.width) >= width + 2 && usize::from(state.size.height) >= rows + BESIDE
}
