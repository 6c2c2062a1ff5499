//! Back and forward through what was visited.

use crate::tui::layout::{Pane, Shape};
use crate::tui::message::Tone;
use crate::tui::scene::Scene;
use crate::tui::state::State;
use crate::tui::state::list::Row;
use crate::tui::state::visits::Location;

use super::leaving;
use super::moving::select_row;

/// Updates the current location to the cursor, if it is on the same page.
pub fn update_location(state: &mut State) {
    if let Some(here) = state.location() {
        state.visits.update_current(here);
    }
}

/// Runs `go` and records the move from before it to after it as a jump.
pub fn jump(state: &mut State, go: impl FnOnce(&mut State)) {
    let from = state.location();
    go(state);
    if let (Some(from), Some(to)) = (from, state.location()) {
        state.visits.push_jump(from, to);
    }
}

/// Records that the open case was entered.
pub fn record_entry(state: &mut State) {
    if let Some(here) = state.location() {
        state.visits.enter(here);
    }
}

/// Returns the location that a search began at; `None` if no case was selected.
pub fn location_before_search(state: &State) -> Option<Location> {
    let before = state.search.before.as_ref()?;
    let entry = state.catalog.entries.get(before.row?.entry()?)?;
    Some(Location { page: entry.page, path: before.path.clone() })
}

/// Records a search that led to the cursor as a jump from where it began.
pub fn record_search(state: &mut State) {
    let Some(here) = state.location() else { return };
    match location_before_search(state) {
        Some(from) => state.visits.push_jump(from, here),
        None => state.visits.enter(here),
    }
}

/// Goes back to the last location, or forward; leaves a search that does not list the case.
pub fn go_back_or_forward(state: &mut State, scene: &Scene, forward: bool) {
    let here = state.location();
    let target = if forward { state.visits.forward(here) } else { state.visits.back(here) };
    let entry = target.as_ref().and_then(|spot| state.catalog.entry_of_page(spot.page));
    let (Some(spot), Some(entry)) = (target, entry) else { return };
    let place = |state: &State| state.list.rows().iter().position(|row| *row == Row::Case(entry));
    if place(state).is_none() {
        // What the search does not find is not in the list.
        let read_before = state.search.before.as_ref().is_some_and(|before| before.pane == Pane::Fields);
        leaving::leave_search(state, scene);
        if read_before {
            state.pane = Pane::Fields;
        }
        state.say("message.left_search", Tone::Done);
    }
    let Some(place) = place(state) else { return };
    select_row(state, scene, place);
    let State { catalog, detail, .. } = state;
    // A page of a history is opened again, not the newest of its case.
    let is_newest = catalog.entries.get(entry).is_some_and(|of_case| of_case.page == spot.page);
    detail.open_page((!is_newest).then_some(spot.page));
    if let Some(case) = detail.case_of(catalog, entry) {
        detail.open_at(entry, case, spot.path);
    }
    if scene.regions.shape == Shape::Single {
        state.pane = Pane::Fields;
    }
}

/// Moves the keys from the list to the detail and records the visit.
pub fn enter_detail(state: &mut State) {
    state.pane = Pane::Fields;
    record_entry(state);
}
