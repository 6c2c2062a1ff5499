//! Leaving what lies over the panes: popups, facets, the search.

use crate::tui::scene::Scene;
use crate::tui::state::list::Row;
use crate::tui::state::{Mode, State};

/// Leaves the search; the case that it led to stays selected.
pub fn leave_search(state: &mut State, scene: &Scene) {
    let kept: Option<Row> = state.list.row().or(state.search.before);
    if state.is_typing() {
        state.mode = Mode::Browse;
        state.pane = state.search.pane_before.unwrap_or(state.pane);
    }
    state.search.clear();
    state.list.arrange(&state.catalog, None);
    state.list.select_row(kept);
    let visible = scene.regions.list_rows();
    state.list.reveal(visible);
}

/// Closes the popup: back to the facets where it is their help, else to the panes.
pub fn leave_popup(state: &mut State) {
    state.mode = state.facets_behind.take().map_or(Mode::Browse, Mode::Facets);
}

/// Closes the facets; where nothing was chosen, everything is as before.
pub fn close_facets(state: &mut State) {
    let Mode::Facets(panel) = &state.mode else { return };
    let (changed, pane) = (panel.changed, panel.pane_before);
    state.mode = Mode::Browse;
    if !changed {
        state.pane = pane;
    } else {
        state.search.add_to_history();
    }
}

/// Closes the popup, and the facets with it or below it.
pub fn close_all(state: &mut State) {
    if matches!(state.mode, Mode::Popup(_)) {
        leave_popup(state);
    }
    close_facets(state);
}
