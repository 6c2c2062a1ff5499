//! The search box, the options under it, and the facets.

use crate::analysis::facets::FACETS;
use crate::search::complete::CompletionOption;
use crate::text::width::cells;
use crate::tui::headline;
use crate::tui::layout::{self, Bar, FacetPanes, Regions, Shape};
use crate::tui::state::completing::option_note;
use crate::tui::state::{Mode, State};

/// Places the search box and the options under it.
pub fn lay_out_box(state: &mut State, regions: &mut Regions) {
    if regions.shape == Shape::TooSmall {
        return;
    }
    regions.search_line = headline::search_line(state, regions.header);
    if let Mode::Complete(completing) = &mut state.mode {
        let width = completing.options().iter().map(option_width).max().unwrap_or_default();
        let pane =
            layout::completion_pane(regions.screen, regions.search_line, width, completing.options().len());
        regions.completion = Some(pane);
        let height = regions.completion_height();
        completing.reveal(height);
        let (lines, top) = (completing.options().len(), completing.top());
        regions.add_bar(Bar::Completion, pane.rows, lines, height, top);
    }
}

/// Returns the width of an option with its note in cells.
fn option_width(option: &CompletionOption) -> usize {
    let note = option_note(option);
    cells(&option.label) + if note.is_empty() { 0 } else { cells(note) + 2 }
}

/// Counts the options of the facets, places them and scrolls to their selections, if they are open.
pub fn lay_out_facets(state: &mut State, regions: &mut Regions) {
    let State { mode, facets, search, index, catalog, lang, files, .. } = state;
    let Mode::Facets(panel) = mode else { return };
    if let Some(before) = facets.update(catalog, *lang, files.is_reading()) {
        panel.follow(&before, facets);
    }
    index.add_new_pages(catalog);
    panel.count_options(facets, search, index, catalog, *lang);
    if regions.shape == Shape::TooSmall {
        return;
    }
    let widest = FACETS.iter().map(|facet| cells(lang.text(facet.label))).max().unwrap_or_default();
    let panes: FacetPanes = layout::facet_panes(regions.beside_list(), widest);
    panel.reveal(usize::from(panes.names.height), usize::from(panes.options.height));
    regions.facets = Some(panes);
    if !panes.names.is_empty() {
        let height = usize::from(panes.names.height);
        regions.add_bar(Bar::FacetNames, panes.names, FACETS.len(), height, panel.names.top);
    }
    regions.add_bar(Bar::FacetOptions, panes.options, panel.options.len(), regions.facet_rows(), panel.top());
}
