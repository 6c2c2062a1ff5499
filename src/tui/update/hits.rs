//! From one field that the search found to the next, through sections and cases.

use crate::tui::message::Message;
use crate::tui::scene::Scene;
use crate::tui::state::State;
use crate::tui::state::detail::Reveal;
use crate::tui::state::list::Row;
use crate::tui::state::table::Place;

use super::moving::{go_to, select_row};

/// Moves to the next or previous matching field, if there is none to the next or previous case.
pub fn go_to_hit(state: &mut State, scene: &Scene, forward: bool) {
    match state.neighbour_hit(&scene.hits.places, forward) {
        Some(place) => show_hit(state, scene, place),
        None => go_to_case(state, scene, forward),
    }
}

/// Selects the next or previous case of the list and its first or last matching field, if it has one.
fn go_to_case(state: &mut State, scene: &Scene, forward: bool) {
    let Some(place) = state.list.neighbour(forward) else { return };
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
    state.messages.say(Message::done(text));
    if let Some(place) = target {
        show_hit(state, scene, place);
    }
}

/// Puts the cursor on a matching field and scrolls to the match.
pub fn show_hit(state: &mut State, scene: &Scene, place: Place) {
    go_to(state, scene, place);
    state.detail.last_hit = Some((state.detail.entry, place));
    state.detail.reveal = Reveal::Match;
}
