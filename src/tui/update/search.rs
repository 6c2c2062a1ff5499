//! The search box: typing filters the list live.

use tui_input::InputRequest;

use crate::config::Command;
use crate::tui::state::list::Row;
use crate::tui::state::{Mode, Pane, State};

use super::{page, select_row, step};

/// No search text is longer; what a paste holds beyond it is no name.
const LONGEST: usize = 200;

/// Puts the caret into the box; the list comes in front, to show what is found.
pub fn begin(state: &mut State) {
    if state.search.hits().is_none() {
        state.search.before = state.list.row();
        state.search.pane_before = Some(state.pane);
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
    let before = state.search.text().to_owned();
    if request == InputRequest::DeletePrevWord {
        delete_word(state);
    } else {
        state.search.input.handle(request);
    }
    if state.search.text() != before {
        refresh(state);
    }
}

/// Deletes back to the white space before the caret: the terms of a search are the words, also in
/// Japanese, where a segmentation would find one in every few letters.
fn delete_word(state: &mut State) {
    let input = &mut state.search.input;
    let before = |input: &tui_input::Input| input.value().chars().nth(input.cursor().wrapping_sub(1));
    for white_space in [true, false] {
        while before(input).is_some_and(|letter| letter.is_whitespace() == white_space) {
            input.handle(InputRequest::DeletePrevChar);
        }
    }
}

/// A command while the box has the keys.
pub fn command(state: &mut State, command: Command) {
    if command == Command::Up {
        step(state, -1);
    } else if command == Command::Down {
        step(state, 1);
    } else if command == Command::PageUp {
        page(state, -1, 1);
    } else if command == Command::PageDown {
        page(state, 1, 1);
    } else if command == Command::Accept {
        accept(state);
    } else if command == Command::Clear {
        clear(state);
    }
}

/// Keeps the search and reads the selected hit.
fn accept(state: &mut State) {
    match state.search.hits() {
        None => clear(state),
        Some(hits) => {
            state.pane = if hits.is_empty() { Pane::List } else { Pane::Fields };
            state.mode = Mode::Browse;
        }
    }
}

/// Leaves the search; the case that it led to stays selected.
pub fn clear(state: &mut State) {
    let kept: Option<Row> = state.list.row().or(state.search.before);
    if matches!(state.mode, Mode::Search) {
        state.mode = Mode::Browse;
        state.pane = state.search.pane_before.unwrap_or(state.pane);
    }
    state.search.clear();
    state.list.arrange(&state.catalog, None);
    state.list.select_row(kept);
    let visible = state.regions.list_rows();
    state.list.reveal(visible);
}

/// Searches again and selects the best hit.
fn refresh(state: &mut State) {
    state.search.run(&state.index, &state.catalog, state.lang);
    state.list.arrange(&state.catalog, state.search.hits());
    if state.search.hits().is_some() {
        select_row(state, 0);
    } else {
        state.list.select_row(state.search.before);
        let visible = state.regions.list_rows();
        state.list.reveal(visible);
    }
}
