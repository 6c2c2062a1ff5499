//! Distributions, charts and the map: opening them, and what their keys do.

use crate::analysis::Column;
use crate::analysis::charts::chart_titles;
use crate::analysis::distribution::Distribution;
use crate::analysis::prefecture_map::{Direction, TILES, tile_beside};
use crate::config::Command;
use crate::model::schema::schema;
use crate::search::query::{Drawing, ViewKind, with_view, without_view};
use crate::tui::message::Tone;
use crate::tui::scene::Scene;
use crate::tui::scene::map::{self, FIGURES};
use crate::tui::state::State;
use crate::tui::state::column_choice::choices;
use crate::tui::state::scroll_list::ScrollList;

use super::sheet_groups::{show_group, toggle_group};
use super::sheet_opening::{self, Run};
use super::sheet_table::BENCHMARKS;

/// The commands of a distribution.
pub const DISTRIBUTION: &[(Command, Run)] = &[
    (Command::PreviousField, |state, _| next_column(state, false)),
    (Command::NextField, |state, _| next_column(state, true)),
    (Command::PreviousSection, |state, _| count_section(state, false)),
    (Command::NextSection, |state, _| count_section(state, true)),
    BENCHMARKS,
    (Command::Toggle, toggle_group),
    (Command::Read, show_group),
];

/// The commands of the charts.
pub const CHARTS: &[(Command, Run)] = &[
    (Command::PreviousField, |state, _| next_chart(state, false)),
    (Command::NextField, |state, _| next_chart(state, true)),
    (Command::PreviousSection, |state, _| next_chart(state, false)),
    (Command::NextSection, |state, _| next_chart(state, true)),
    BENCHMARKS,
    (Command::Toggle, toggle_group),
    (Command::Read, show_group),
];

/// The commands of the map.
pub const MAP: &[(Command, Run)] = &[
    (Command::PreviousSection, |state, _| next_figure(state, false)),
    (Command::NextSection, |state, _| next_figure(state, true)),
    (Command::Toggle, toggle_group),
    (Command::Read, show_group),
];

/// Counts the answers to the field under the cursor; leaves a distribution that is open.
pub fn count_answers(state: &mut State, scene: &Scene) {
    if state.drawing() == Drawing::Distribution {
        return sheet_opening::leave(state, scene);
    }
    let column = match state.drawing() {
        Drawing::Table => state.sheet.column.clone().filter(|column| has_distribution(state, column)),
        Drawing::List
        | Drawing::Comparison
        | Drawing::History
        | Drawing::Distribution
        | Drawing::Charts
        | Drawing::Map => None,
    };
    let of_field = || sheet_opening::field_under_cursor(state, scene).map(Column::of_field);
    let Some(name) = column.or_else(of_field).and_then(|column| column.text()) else {
        return state.say("sheet.no_column_here", Tone::Problem);
    };
    let text = with_view(state.search.text(), ViewKind::Drawing, Drawing::Distribution.word());
    let text = without_view(&text, &[ViewKind::Groups]);
    sheet_opening::open(state, with_view(&text, ViewKind::Columns, &name));
}

fn has_distribution(state: &State, column: &Column) -> bool {
    Distribution::new(column, &state.catalog, &[], state.lang).is_ok()
}

/// Shows the charts of the site; leaves them if they are open.
pub fn show_charts(state: &mut State, scene: &Scene) {
    if state.drawing() == Drawing::Charts {
        return sheet_opening::leave(state, scene);
    }
    let text = without_view(state.search.text(), &ViewKind::ALL);
    sheet_opening::open(state, with_view(&text, ViewKind::Drawing, Drawing::Charts.word()));
}

/// Shows the map of the prefectures; leaves it if it is open.
pub fn show_map(state: &mut State, scene: &Scene) {
    if state.drawing() == Drawing::Map {
        return sheet_opening::leave(state, scene);
    }
    let text = without_view(state.search.text(), &ViewKind::ALL);
    let prefecture = state.open_case().and_then(|(_, case)| case.prefectures.first().copied());
    let tile = TILES.iter().position(|tile| Some(tile.prefecture) == prefecture);
    sheet_opening::open(state, with_view(&text, ViewKind::Drawing, Drawing::Map.word()));
    // Where there are no tiles, the rows are those prefectures that occur.
    state.sheet.rows.selected = tile.filter(|_| map::fits(state)).unwrap_or_default();
}

/// Moves to the tile beside the one under the cursor; false for a command that is no direction.
pub fn go_to_tile(state: &mut State, command: Command) -> bool {
    let directions = [
        (Command::Up, Direction::Up),
        (Command::Down, Direction::Down),
        (Command::PreviousField, Direction::Left),
        (Command::NextField, Direction::Right),
    ];
    let selected = &mut state.sheet.rows.selected;
    if let Some((_, direction)) = directions.into_iter().find(|(of, _)| *of == command) {
        *selected = tile_beside(*selected, direction).unwrap_or(*selected);
    } else if command == Command::Top {
        *selected = 0;
    } else if command == Command::Bottom {
        *selected = TILES.len() - 1;
    } else {
        return false;
    }
    true
}

/// Shows the next figure on the tiles, or the one before.
fn next_figure(state: &mut State, forward: bool) {
    let by = if forward { 1 } else { FIGURES.len() - 1 };
    state.sheet.map_figure = (state.sheet.map_figure + by) % FIGURES.len();
    state.sheet.generation += 1;
}

/// Counts the column after or before the counted one.
fn next_column(state: &mut State, forward: bool) {
    let counted = state.distribution_column();
    let all: Vec<Column> = choices().into_iter().filter(|column| has_distribution(state, column)).collect();
    let at = counted.and_then(|counted| all.iter().position(|column| *column == counted));
    let next = match at {
        Some(at) => at.checked_add_signed(if forward { 1 } else { -1 }),
        None => Some(0),
    };
    match next.and_then(|at| all.get(at)) {
        Some(column) => count_column(state, column),
        None => state.say("sheet.no_column", Tone::Done),
    }
}

fn count_column(state: &mut State, column: &Column) {
    let Some(name) = column.text() else { return };
    state.sheet.rows = ScrollList::default();
    sheet_opening::set_text(state, with_view(state.search.text(), ViewKind::Columns, &name));
}

/// Counts the first field of the next section, or of the one before.
fn count_section(state: &mut State, forward: bool) {
    let id = state.distribution_column().and_then(|column| column.fields().first().copied());
    let open = id.and_then(crate::model::schema::section_of);
    let at = open.and_then(|id| schema().section_place(id));
    let next = match at {
        Some(at) => at.checked_add_signed(if forward { 1 } else { -1 }),
        None => Some(0),
    };
    if !next.is_some_and(|section| count_first_field(state, section)) {
        state.say("sheet.no_section", Tone::Done);
    }
}

/// Counts the first field of a section of the form; false if there is none.
pub fn count_first_field(state: &mut State, section: usize) -> bool {
    let spec = schema().sections.get(section);
    let Some(field) = spec.and_then(|spec| spec.fields.first()) else { return false };
    count_column(state, &Column::of_field(field.id));
    true
}

/// Shows the next chart of the site, or the one before.
fn next_chart(state: &mut State, forward: bool) {
    match state.sheet.chart.checked_add_signed(if forward { 1 } else { -1 }) {
        Some(next) => show_chart(state, next),
        None => state.say("sheet.no_section", Tone::Done),
    }
}

/// Shows the chart with this index.
pub fn show_chart(state: &mut State, chart: usize) {
    if chart >= chart_titles(state.lang).count() {
        return state.say("sheet.no_section", Tone::Done);
    }
    state.sheet.chart = chart;
    state.sheet.rows = ScrollList::default();
    state.sheet.generation += 1;
}
