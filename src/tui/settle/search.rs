//! What belongs to the search: the search itself, the box, what is said and offered under it, and the
//! facets.

use crate::search::complete::CompletionOption;
use crate::text::width::cells;
use crate::tui::headline;
use crate::tui::layout::{self, Bar, FacetPanes, Shape};
use crate::tui::message::{Message, Tone};
use crate::tui::state::completing::note;
use crate::tui::state::{Mode, State};

/// Searches for the text in the box, where that is another one than was searched for, and selects the
/// best hit.
pub fn catch_up(state: &mut State) {
    if state.search.stale {
        run(state);
    }
    say_problems(state);
}

fn run(state: &mut State) {
    state.search.unsaid = true;
    state.search.run(&mut state.index, &state.catalog, state.lang);
    state.list.arrange(&state.catalog, state.search.hits());
    if state.search.hits().is_some() {
        state.list.select(0);
    } else {
        state.list.select_row(state.search.before);
    }
    let visible = state.regions.list_rows();
    state.list.reveal(visible);
}

/// What is wrong with the query becomes a message when one goes on to what it found; in the box the
/// footer says it as one types.
fn say_problems(state: &mut State) {
    match state.mode {
        Mode::Search => state.search.unsaid = true,
        Mode::Browse if std::mem::take(&mut state.search.unsaid) => {
            let problems = state.search.query.gravest_first();
            let lines: Vec<String> =
                problems.iter().map(|problem| problem.message_of_run(state.lang)).collect();
            if !lines.is_empty() {
                state.messages.say(Message { text: lines.join("\n"), tone: Tone::Problem });
            }
        }
        Mode::Browse | Mode::Complete(_) | Mode::Facets(_) | Mode::Popup(_) | Mode::Palette(_) => {}
    }
}

/// Finds the place of the box and of what lies under it.
pub fn settle_box(state: &mut State) {
    if state.regions.shape == Shape::TooSmall {
        return;
    }
    state.regions.search_line = headline::search_line(state, state.regions.header);
    if let Mode::Complete(completing) = &mut state.mode {
        let width = completing.options().iter().map(option_width).max().unwrap_or_default();
        let pane = layout::completion_pane(
            state.regions.screen,
            state.regions.search_line,
            width,
            completing.options().len(),
        );
        state.regions.completion = Some(pane);
        let height = state.regions.completion_height();
        completing.reveal(height);
        let (lines, top) = (completing.options().len(), completing.top());
        state.regions.add_bar(Bar::Completion, pane.rows, lines, height, top);
    }
}

/// How many cells an option wants: its words, what it is behind them.
fn option_width(option: &CompletionOption) -> usize {
    let note = note(option);
    cells(&option.label) + if note.is_empty() { 0 } else { cells(note) + 2 }
}

/// Counts the facets, once for each search, and keeps their cursors inside.
pub fn settle_facets(state: &mut State) {
    let State { mode, facets, search, index, catalog, lang, regions, files, .. } = state;
    let Mode::Facets(panel) = mode else { return };
    let (facets, anew) = facets.of(catalog, files.is_reading());
    if anew {
        panel.forget();
    }
    index.catch_up(catalog);
    panel.count(facets, search, index, catalog, *lang);
    if regions.shape == Shape::TooSmall {
        return;
    }
    let widest = panel.shown.iter().map(|facet| cells(lang.text(facet.name))).max().unwrap_or_default();
    let panes: FacetPanes = layout::facet_panes(regions.beside_list(), widest);
    panel.reveal(usize::from(panes.names.height), usize::from(panes.options.height));
    regions.facets = Some(panes);
    if !panes.names.is_empty() {
        let height = usize::from(panes.names.height);
        regions.add_bar(Bar::FacetNames, panes.names, panel.shown.len(), height, panel.first);
    }
    let options = panel.open().map_or(0, |facet| facet.options.len());
    regions.add_bar(Bar::FacetOptions, panes.options, options, regions.facet_rows(), panel.top());
}
