//! Moving in the list, the table and the sections.

use crate::config::Command;
use crate::tui::layout::{Pane, Shape};
use crate::tui::message::Tone;
use crate::tui::scene::Scene;
use crate::tui::state::State;
use crate::tui::state::table::Place;

/// Selects a row of the list and scrolls to it.
pub fn select_row(state: &mut State, scene: &Scene, place: usize) {
    state.list.select(place);
    let visible = scene.regions.list_rows();
    state.list.reveal(visible);
}

/// Puts the cursor on a field of the open case.
pub fn select(state: &mut State, place: Place) {
    let State { catalog, detail, .. } = state;
    if let Some(case) = detail.case(catalog) {
        detail.select(case, place);
    }
}

/// Puts the cursor on any field of the case; opens its section, and shows blanks if it is hidden.
pub fn go_to(state: &mut State, scene: &Scene, place: Place) {
    if state.hides(place) {
        state.detail.hides_blanks = false;
        state.say("message.blanks_shown", Tone::Done);
    }
    if !state.detail.whole {
        open_section(state, scene, place.0);
    }
    let State { catalog, detail, .. } = state;
    if let Some(case) = detail.case(catalog) {
        detail.jump(&scene.detail.table, case, place);
    }
    show_detail(state, scene);
}

/// Returns the lines that a command moves in a list with `visible` on the screen; `None` if it does not move.
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

/// Moves the cursor of the focused pane by rows of the list, or by one field or line of the table.
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

/// Moves the focused pane by a page, or the `part`th of one.
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

/// Scrolls the table by lines and moves the cursor onto the screen.
pub fn scroll_table(state: &mut State, scene: &Scene, lines: isize) {
    let height = scene.regions.table_height();
    let place = state.detail.scroll(&scene.detail.table, lines, height);
    select(state, place);
}

/// Opens the next or previous section.
pub fn neighbour_section(state: &mut State, scene: &Scene, forward: bool) {
    let section = state.detail.section.checked_add_signed(if forward { 1 } else { -1 });
    if let Some(section) = section {
        open_section(state, scene, section);
    }
}

/// Opens a section; on a whole page, moves to its beginning.
pub fn open_section(state: &mut State, scene: &Scene, section: usize) {
    let State { catalog, detail, .. } = state;
    let Some(case) = detail.case(catalog) else { return };
    detail.open_section(case, section);
    show_detail(state, scene);
}

/// Focuses the detail if only one pane is on the screen, so that the change is visible.
pub fn show_detail(state: &mut State, scene: &Scene) {
    if scene.regions.shape == Shape::Single {
        state.pane = Pane::Fields;
    }
}
