//! Moving in the list, the table and the sections.

use crate::config::Command;
use crate::tui::layout::{Pane, Shape};
use crate::tui::message::Tone;
use crate::tui::scene::Scene;
use crate::tui::state::State;
use crate::tui::state::table::Place;

/// Selects a row of the list and brings it into view.
pub fn select_row(state: &mut State, scene: &Scene, place: usize) {
    state.list.select(place);
    let visible = scene.regions.list_rows();
    state.list.reveal(visible);
}

/// Puts the cursor on a field of the table.
pub fn select(state: &mut State, place: Place) {
    let State { catalog, detail, .. } = state;
    if let Some(case) = detail.entry.and_then(|entry| catalog.case(entry)) {
        detail.select(case, place);
    }
}

/// Goes to a field wherever it is on the page; one that is hidden comes with all the others that are.
pub fn go_to(state: &mut State, scene: &Scene, place: Place) {
    if state.hides(place) {
        state.detail.hides_blanks = false;
        state.say("message.blanks_shown", Tone::Done);
    }
    if !state.detail.whole {
        open_section(state, scene, place.0);
    }
    let State { catalog, detail, .. } = state;
    if let Some(case) = detail.entry.and_then(|entry| catalog.case(entry)) {
        detail.jump(&scene.detail.table, case, place);
    }
    come_in_front(state, scene);
}

/// How many lines a command moves in a list of which `visible` are on the screen; `None` if it does not
/// move.
pub fn moved_lines(command: Command, visible: usize) -> Option<isize> {
    let page = isize::try_from(visible).unwrap_or(isize::MAX);
    let half = (page / 2).max(1);
    let moves = [
        (Command::Up, -1),
        (Command::Down, 1),
        (Command::PageUp, -page),
        (Command::PageDown, page),
        (Command::HalfUp, -half),
        (Command::HalfDown, half),
        (Command::Top, isize::MIN),
        (Command::Bottom, isize::MAX),
    ];
    moves.into_iter().find(|(of, _)| *of == command).map(|(_, lines)| lines)
}

pub fn step(state: &mut State, scene: &Scene, by: isize) {
    match state.pane {
        Pane::List => select_row(state, scene, state.list.selected().saturating_add_signed(by)),
        Pane::Fields => {
            let height = scene.regions.table_height();
            let detail = &mut state.detail;
            let place = if by > 0 {
                detail.step_down(&scene.detail.table, height)
            } else {
                detail.step_up(&scene.detail.table)
            };
            select(state, place);
        }
    }
}

/// A page, or a part of it, up or down.
pub fn page(state: &mut State, scene: &Scene, direction: isize, part: usize) {
    let lines = |height: usize| isize::try_from((height / part).max(1)).unwrap_or(isize::MAX) * direction;
    match state.pane {
        Pane::List => step(state, scene, lines(scene.regions.list_rows())),
        Pane::Fields => {
            // A line of the last page stays, to read on from.
            let height = scene.regions.table_height();
            let overlap = usize::from(part == 1 && height > 2);
            scroll_table(state, scene, lines(height - overlap));
        }
    }
}

pub fn scroll_table(state: &mut State, scene: &Scene, lines: isize) {
    let height = scene.regions.table_height();
    let place = state.detail.scroll(&scene.detail.table, lines, height);
    select(state, place);
}

/// Opens the section before or after.
pub fn neighbour_section(state: &mut State, scene: &Scene, forward: bool) {
    let section = state.detail.section.checked_add_signed(if forward { 1 } else { -1 });
    if let Some(section) = section {
        open_section(state, scene, section);
    }
}

/// Opens a section; on a whole page, goes to its beginning.
pub fn open_section(state: &mut State, scene: &Scene, section: usize) {
    let State { catalog, detail, .. } = state;
    let Some(case) = detail.entry.and_then(|entry| catalog.case(entry)) else { return };
    detail.open_section(case, section);
    come_in_front(state, scene);
}

/// Where only the list is on the screen, the case comes in front, which shows what the key did.
pub fn come_in_front(state: &mut State, scene: &Scene) {
    if scene.regions.shape == Shape::Single {
        state.pane = Pane::Fields;
    }
}
