//! From one field that the search found to the next, through sections and cases.

use crate::config::Command;
use crate::tui::layout::Pane;
use crate::tui::message::{Message, Tone};
use crate::tui::scene::Scene;
use crate::tui::state::State;
use crate::tui::state::list::Row;
use crate::tui::state::table::Place;

use super::moving::{go_to, select_row};

/// Goes to the field found after the one under the cursor, or before it.
pub fn go(state: &mut State, scene: &Scene, forward: bool) {
    if state.search.hits().is_none() {
        let key = state.keymap.first_key(state.context(), Command::Search);
        let text = state.lang.fill("message.no_search", &[("key", &key)]);
        return state.messages.say(Message { text, tone: Tone::Done });
    }
    if state.search.hits().is_some_and(<[_]>::is_empty) {
        let text = state.nothing_found();
        return state.messages.say(Message { text, tone: Tone::Done });
    }
    let detail = &state.detail;
    let here = detail.place();
    // From the list the cursor's own field is a hit too, unless it is where the last step led.
    let arrived = detail.arrived == Some((detail.entry, here));
    let passed = state.pane == Pane::Fields || arrived;
    let found = &detail.found;
    let next = if forward {
        found.iter().find(|place| **place > here || (!passed && **place == here))
    } else {
        found.iter().rev().find(|place| **place < here)
    };
    match next.copied() {
        Some(place) => arrive(state, scene, place),
        None => go_to_case(state, scene, forward),
    }
}

/// Goes on in the next case of the list, or the one before; a case found by its name alone has no
/// field to go to, and is shown as it is.
fn go_to_case(state: &mut State, scene: &Scene, forward: bool) {
    let Some(place) = state.list.neighbour(forward) else {
        let id = if forward { "message.no_more_hits" } else { "message.no_hits_before" };
        return state.say(id, Tone::Done);
    };
    select_row(state, scene, place);
    let State { catalog, index, list, search, detail, lang, .. } = state;
    let Some(Row::Case(entry)) = list.row() else { return };
    let Some(case) = catalog.case(entry) else { return };
    detail.open_case(entry, case);
    let found = search.prepared.matching_fields(case, index);
    let target = if forward { found.first() } else { found.last() };
    let id = if forward { "message.hit_in_next" } else { "message.hit_in_previous" };
    let text = lang.fill(id, &[("name", &case.short_name())]);
    let target = target.copied();
    state.messages.say(Message { text, tone: Tone::Done });
    if let Some(place) = target {
        arrive(state, scene, place);
    }
}

/// Puts the cursor on a field that was found.
pub fn arrive(state: &mut State, scene: &Scene, place: Place) {
    go_to(state, scene, place);
    state.detail.arrived = Some((state.detail.entry, place));
    state.detail.seeks = true;
}
