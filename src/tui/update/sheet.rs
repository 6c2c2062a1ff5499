//! Tables, comparisons, distributions and charts: which command and which click goes where.

use crate::config::Command;
use crate::search::query::Drawing;
use crate::tui::effect::Effect;
use crate::tui::message::Tone;
use crate::tui::scene::Scene;
use crate::tui::scene::grid_rows::MapTile;
use crate::tui::scene::map::TILE_WIDTH;
use crate::tui::state::State;

use super::moving::{moved_lines, page, select_row};
use super::sheet_opening::{Run, leave};
use super::{comparison, sheet_likeness, sheet_table, sheet_views};

/// The way out of what is no table of cases.
const LEAVING: &[(Command, Run)] =
    &[(Command::Back, leave), (Command::Toggle, |state, scene| page(state, scene, 1, 1))];

/// Opens or leaves a table, a comparison, a distribution.
pub fn open_view(state: &mut State, scene: &Scene, command: Command) {
    let views: [(Command, Run); 8] = [
        (Command::Table, sheet_table::toggle),
        (Command::Compare, comparison::compare),
        (Command::History, comparison::show_history),
        (Command::Distribution, sheet_views::count_answers),
        (Command::Charts, sheet_views::show_charts),
        (Command::Map, sheet_views::show_map),
        (Command::Similar, |state, _| sheet_likeness::order_by_likeness(state)),
        (Command::LikeProfile, |state, _| sheet_likeness::describe_network(state)),
    ];
    if let Some((_, run)) = views.into_iter().find(|(known, _)| *known == command) {
        run(state, scene);
    }
}

/// Runs a command on the table; `None` if the list has to run it.
pub fn command(state: &mut State, scene: &Scene, command: Command) -> Option<Vec<Effect>> {
    let visible = scene.regions.list_rows();
    if let Some(section) = command.section() {
        open_tab(state, scene, section + 1);
    } else if !scene.sheet.tiles.is_empty() && sheet_views::go_to_tile(state, command) {
        return Some(Vec::new());
    } else if let (Some(own), Some(lines)) = (scene.sheet.own_lines(), moved_lines(command, visible)) {
        state.sheet.rows.step(lines, own, visible);
    } else if command == Command::Copy {
        return Some(copy_cell(state, scene));
    } else {
        let (own, always) = match state.drawing() {
            Drawing::List | Drawing::Table => (sheet_table::COMMANDS, &[][..]),
            Drawing::Map => (sheet_views::MAP, LEAVING),
            Drawing::Comparison | Drawing::History => (comparison::COMPARISON, LEAVING),
            Drawing::Distribution => (sheet_views::DISTRIBUTION, LEAVING),
            Drawing::Charts => (sheet_views::CHARTS, LEAVING),
        };
        let (_, run) = own.iter().chain(always).find(|(known, _)| *known == command)?;
        run(state, scene);
    }
    Some(Vec::new())
}

/// Copies the cell under the cursor; says so if it is blank.
fn copy_cell(state: &mut State, scene: &Scene) -> Vec<Effect> {
    let parcel = scene.sheet.cell_parcel(state);
    if parcel.is_none() {
        state.say("message.nothing_to_copy", Tone::Done);
    }
    parcel.map(Effect::Copy).into_iter().collect()
}

/// Puts the cursor on a cell of the screen.
pub fn select_cell(state: &mut State, scene: &Scene, row: Option<usize>, x: u16) {
    if let Some(row) = row.filter(|_| !scene.sheet.tiles.is_empty()) {
        let is_at = |tile: &MapTile| {
            let lines = tile.row * tile.lines.len()..(tile.row + 1) * tile.lines.len();
            lines.contains(&row) && (tile.x..tile.x + TILE_WIDTH).contains(&usize::from(x))
        };
        let tile = scene.sheet.tiles.iter().position(is_at);
        state.sheet.rows.selected = tile.unwrap_or(state.sheet.rows.selected);
        return;
    }
    if let Some(column) = scene.sheet.column_at(x) {
        state.sheet.cursor = column;
    }
    let Some(row) = row else { return };
    match scene.sheet.own_count() {
        Some(_) => {
            let line = scene.sheet.own_lines().and_then(|lines| lines.get(state.sheet.rows.top + row));
            if let Some(row) = line.and_then(|line| line.row) {
                state.sheet.rows.selected = row;
            }
        }
        None if state.list.top() + row < state.list.rows().len() => {
            select_row(state, scene, state.list.top() + row);
        }
        None => {}
    }
}

/// Shows the fields of a section as columns; the first tab has those that were chosen.
pub fn open_tab(state: &mut State, scene: &Scene, tab: usize) {
    match (state.drawing(), tab.checked_sub(1)) {
        (Drawing::Charts, _) => sheet_views::show_chart(state, tab.saturating_sub(1)),
        (Drawing::Comparison | Drawing::History, Some(section)) => {
            if !comparison::go_to_section(state, scene, section) {
                state.say("sheet.no_section", Tone::Done);
            }
        }
        (Drawing::Distribution, Some(section)) => {
            sheet_views::count_first_field(state, section);
        }
        (Drawing::Comparison | Drawing::History | Drawing::Distribution, None) => {}
        (Drawing::List | Drawing::Table | Drawing::Map, _) => {
            sheet_table::show_tab(state, tab);
        }
    }
}

/// Shows the fields of a section of the open case as columns.
pub fn open_section_of_case(state: &mut State, scene: &Scene, section: usize) {
    let sections = state.open_case().map_or(&[][..], |(_, case)| &case.sections);
    if let Some(number) = sections.get(section).and_then(|section| section.number()) {
        open_tab(state, scene, number);
    }
}

/// Opens a clicked tab.
pub fn click_tab(state: &mut State, scene: &Scene, tab: usize) {
    if state.drawing() == Drawing::Charts {
        sheet_views::show_chart(state, tab);
    } else {
        open_tab(state, scene, tab);
    }
}

/// Turns to the next tab or the one before.
pub fn turn_tabs(state: &mut State, scene: &Scene, forward: bool) {
    command(state, scene, if forward { Command::NextSection } else { Command::PreviousSection });
}
