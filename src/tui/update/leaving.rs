//! Leaving what lies over the panes: popups, facets, the search.

use crate::tui::scene::Scene;
use crate::tui::state::list::Row;
use crate::tui::state::{Mode, State};

/// Ends the search and lists all cases; the selected one stays selected.
pub fn leave_search(state: &mut State, scene: &Scene) {
    if state.shows_sheet() {
        // Columns that were chosen are come back to with the query.
        state.search.add_to_history();
    }
    state.sheet.before.clear();
    state.end_reading_case();
    let kept: Option<Row> = state.list.row().or(state.search.row_before());
    state.search.clear();
    state.list.arrange(&state.catalog, None);
    state.list.select_row(kept);
    let visible = scene.regions.list_rows();
    state.list.reveal(visible);
}

/// Closes the popup; returns to the facets if it was their help.
pub fn leave_popup(state: &mut State) {
    state.mode = state.facets_behind.take().map_or(Mode::Browse, Mode::Facets);
}

/// Closes the facets and adds the query to the history; if nothing was chosen, restores the pane instead.
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

/// Closes the popup and the facets.
pub fn close_all(state: &mut State) {
    if matches!(state.mode, Mode::Popup(_)) {
        leave_popup(state);
    }
    close_facets(state);
}
