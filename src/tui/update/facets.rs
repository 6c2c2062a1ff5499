//! The facets: moving in them, choosing answers by editing the query text.

use crate::analysis::facets::{FACETS, FacetGroups};
use crate::config::Command;
use crate::search::query::with_clause_toggled;
use crate::tui::layout::Pane;
use crate::tui::scene::Scene;
use crate::tui::state::facets::FacetPanel;
use crate::tui::state::popup::{Popup, PopupKind};
use crate::tui::state::{Mode, State};

use super::moving::moved_lines;
use super::{leaving, search};

/// Opens the facets beside the list.
pub fn open(state: &mut State) {
    search::save_before_search(state);
    state.mode = Mode::Facets(FacetPanel::new(state.pane));
    // The list is in sight, to show what a choice leaves.
    state.pane = Pane::List;
}

/// Runs a command while the facets are open.
pub fn command(state: &mut State, scene: &Scene, command: Command) {
    let height = scene.regions.facet_rows();
    let Mode::Facets(panel) = &mut state.mode else { return };
    if let Some(lines) = moved_lines(command, height) {
        panel.step(lines, height);
    } else if command == Command::PreviousFacet {
        panel.cycle_facet(false);
    } else if command == Command::NextFacet {
        panel.cycle_facet(true);
    } else if command == Command::Toggle {
        toggle(state);
    } else if command == Command::Close {
        leaving::close_facets(state);
    } else if command == Command::Help {
        let help = Mode::Popup(Popup::new(PopupKind::Help, 0));
        if let Mode::Facets(panel) = std::mem::replace(&mut state.mode, help) {
            state.facets_behind = Some(panel);
        }
    }
}

/// Adds the selected option to the query text, or removes it.
pub fn toggle(state: &mut State) {
    let Mode::Facets(panel) = &mut state.mode else { return };
    let Some(option) = panel.selected_option() else { return };
    let beside = state.facets.known(panel.names.selected).into_iter().flat_map(FacetGroups::clauses);
    let text = with_clause_toggled(state.search.text(), &option.clause, beside);
    panel.changed = true;
    state.search.history.stop_recalling();
    state.search.replace_text(text);
}

/// Opens the facet at an index, at most the last one.
pub fn open_facet(state: &mut State, place: usize) {
    if let Mode::Facets(panel) = &mut state.mode {
        panel.names.selected = place.min(FACETS.len() - 1);
    }
}
