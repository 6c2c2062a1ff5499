//! Back and forward through what was visited.

use crate::tui::layout::{Pane, Shape};
use crate::tui::message::Tone;
use crate::tui::scene::Scene;
use crate::tui::state::State;
use crate::tui::state::list::Row;

use super::leaving;
use super::moving::select_row;

/// Updates the current location before the user goes on.
pub fn note_place(state: &mut State) {
    if let Some(here) = state.spot() {
        state.visits.stays(here);
    }
}

/// Does what leads elsewhere, and records it as a jump.
pub fn jump(state: &mut State, go: impl FnOnce(&mut State)) {
    let from = state.spot();
    go(state);
    if let (Some(from), Some(to)) = (from, state.spot()) {
        state.visits.jumped(from, to);
    }
}

/// Records that the open case was entered.
pub fn note_entered(state: &mut State) {
    if let Some(here) = state.spot() {
        state.visits.came_to(here);
    }
}

/// Records the location before a search; from the list, that is the last one entered.
pub fn note_before_search(state: &mut State) {
    if let Some(here) = state.spot().filter(|_| state.pane == Pane::Fields) {
        state.visits.reads(here);
    }
}

/// Records the location that a search led to.
pub fn note_search_target(state: &mut State) {
    if let Some(here) = state.spot() {
        state.visits.led_to(here);
    }
}

/// Goes back to the last location, or forward again.
pub fn go_back_or_forward(state: &mut State, scene: &Scene, forward: bool) {
    let here = state.spot();
    let target = if forward { state.visits.forward(here) } else { state.visits.back(here) };
    let entry = target.as_ref().and_then(|spot| state.catalog.entry_of_page(spot.page));
    let (Some(spot), Some(entry)) = (target, entry) else { return };
    let place = |state: &State| state.list.rows().iter().position(|row| *row == Row::Case(entry));
    if place(state).is_none() {
        // What the search does not find is not in the list.
        let read_before = state.search.pane_before == Some(Pane::Fields);
        leaving::leave_search(state, scene);
        if read_before {
            state.pane = Pane::Fields;
        }
        state.say("message.left_search", Tone::Done);
    }
    let Some(place) = place(state) else { return };
    select_row(state, scene, place);
    let State { catalog, detail, .. } = state;
    if let Some(case) = catalog.case(entry) {
        detail.open_at(entry, case, spot.path);
    }
    if scene.regions.shape == Shape::Single {
        state.pane = Pane::Fields;
    }
}

/// Goes from the list into the case; an error row is read like one.
pub fn enter_detail(state: &mut State) {
    state.pane = Pane::Fields;
    note_entered(state);
}
