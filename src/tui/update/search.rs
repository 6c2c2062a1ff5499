//! The search box: typing filters the list live.

use tui_input::InputRequest;

use crate::config::Command;
use crate::tui::state::list::Row;
use crate::tui::state::{Mode, Pane, State};

use super::{select_row, step};

/// No search text is longer; what a paste holds beyond it is no name.
const LONGEST: usize = 200;

/// Puts the caret into the box; the list comes in front, to show what is found.
pub fn begin(state: &mut State) {
    if state.search.hits().is_none() {
        state.search.before = state.list.row();
    }
    state.search.input.handle(InputRequest::GoToEnd);
    state.mode = Mode::Search;
    state.pane = Pane::List;
}

/// Types a text; what is no letter, a line break in a paste for one, becomes a space.
pub fn type_text(state: &mut State, text: &str) {
    let room = LONGEST.saturating_sub(state.search.text().chars().count());
    for letter in text.chars().take(room) {
        let letter = if letter.is_control() { ' ' } else { letter };
        state.search.input.handle(InputRequest::InsertChar(letter));
    }
    refresh(state);
}

/// Edits the text. Backspace in an empty box leaves it.
pub fn edit(state: &mut State, request: InputRequest) {
    if state.search.text().is_empty() && request == InputRequest::DeletePrevChar {
        return clear(state);
    }
    let changed = state.search.input.handle(request);
    if changed.is_some_and(|changed| changed.value) {
        refresh(state);
    }
}

/// A command while the box has the keys.
pub fn command(state: &mut State, command: Command) {
    if command == Command::Up {
        step(state, -1);
    } else if command == Command::Down {
        step(state, 1);
    } else if command == Command::Accept {
        accept(state);
    } else if command == Command::Clear {
        clear(state);
    }
}

/// Keeps the search. Where it found one case alone, that case is what was looked for.
fn accept(state: &mut State) {
    state.mode = Mode::Browse;
    match state.search.hits() {
        None => clear(state),
        Some([_]) => state.pane = Pane::Fields,
        Some(_) => state.pane = Pane::List,
    }
}

/// Leaves the search; the case that it led to stays selected.
pub fn clear(state: &mut State) {
    let kept: Option<Row> = state.list.row().or(state.search.before);
    state.search.clear();
    if matches!(state.mode, Mode::Search) {
        state.mode = Mode::Browse;
    }
    state.list.arrange(&state.catalog, None);
    state.list.select_row(kept);
    let visible = state.regions.list_rows();
    state.list.reveal(visible);
}

/// Searches again and selects the best hit.
fn refresh(state: &mut State) {
    state.search.run(&state.index);
    state.list.arrange(&state.catalog, state.search.hits());
    if state.search.hits().is_some() {
        select_row(state, 0);
    } else {
        state.list.select_row(state.search.before);
        let visible = state.regions.list_rows();
        state.list.reveal(visible);
    }
}
