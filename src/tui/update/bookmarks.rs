//! The bookmarks: setting them, and the list of the cases that have one.

use crate::lang::Lang;
use crate::model::CaseSign;
use crate::search::query::{ViewKind, with_filter, without_view};
use crate::tui::effect::Effect;
use crate::tui::message::Message;
use crate::tui::scene::Scene;
use crate::tui::state::State;

use super::{leaving, search};

/// Sets or removes the bookmark of the open case; the list stays as it is, so that a slip is easily undone.
pub fn toggle(state: &mut State) -> Vec<Effect> {
    let Some((entry, case)) = state.open_case() else { return Vec::new() };
    let name = case.short_name().into_owned();
    let Some((key, is_set)) = state.catalog.toggle_sign(CaseSign::Bookmark, entry) else { return Vec::new() };
    state.facets.mark_stale();
    state.keeping.note_sign(CaseSign::Bookmark, key, is_set);
    let id = if is_set { "message.bookmarked" } else { "message.unbookmarked" };
    vec![Effect::KeepSigns(Message::done(state.lang.fill(id, &[("name", &name)])))]
}

/// Lists only the cases with a bookmark, in the view that is open; all cases again if only those are listed.
pub fn toggle_list(state: &mut State, scene: &Scene) {
    let clause = match state.lang {
        Lang::Ja => "is:しおり",
        Lang::En => "is:bookmarked",
    };
    let is_listed = without_view(state.search.text(), &ViewKind::ALL) == clause;
    if !is_listed {
        search::search_for_words(state, &with_filter(state.search.text(), clause));
    } else if state.search.query.view.is_empty() {
        leaving::leave_search(state, scene);
    } else {
        search::search_for_words(state, &with_filter(state.search.text(), ""));
    }
}
