//! A field in full size: opening it, reading it, going on to others.

use crate::config::Command;
use crate::tui::effect::{EditRequest, Edited, Effect, RawAnswer};
use crate::tui::layout::Pane;
use crate::tui::message::Tone;
use crate::tui::scene::Scene;
use crate::tui::state::State;
use crate::tui::state::field::FieldPage;

use super::loading;
use super::moving::{moved_lines, select};

/// Opens the field under the cursor in full size.
pub fn open(state: &mut State) {
    state.detail.full = Some(FieldPage::default());
    state.pane = Pane::Fields;
}

/// Closes the field in full size; the table has the cursor on the same field.
pub fn close(state: &mut State) {
    state.detail.full = None;
}

/// Runs a command on the field in full size; false if the table has to run it instead.
pub fn command(state: &mut State, scene: &Scene, command: Command) -> bool {
    let height = scene.regions.field_height();
    if let Some(lines) = moved_lines(command, height) {
        // A line of the last page stays, to read on from.
        let is_page = command == Command::PageUp || command == Command::PageDown;
        let overlap = if is_page && height > 2 { lines.signum() } else { 0 };
        // Where no line is left, the field before or after, as in the table.
        if !scroll(state, scene, lines - overlap) && (command == Command::Up || command == Command::Down) {
            go_to_neighbour(state, command == Command::Down);
        }
    } else if command == Command::PreviousField {
        go_to_neighbour(state, false);
    } else if command == Command::NextField {
        go_to_neighbour(state, true);
    } else if command == Command::Close || command == Command::Back {
        close(state);
    } else if command == Command::WholePage || command == Command::HideBlanks {
        // What they change is the table.
        close(state);
        return false;
    } else {
        return false;
    }
    true
}

/// Scrolls the field in full size by lines; false if it is at its end already.
pub fn scroll(state: &mut State, scene: &Scene, lines: isize) -> bool {
    let (count, height) = (scene.field.line_count(), scene.regions.field_height());
    state.detail.full.as_mut().is_some_and(|page| page.list.scroll(lines, count, height))
}

/// Moves to the field after or before the current one in its section, if there is one.
fn go_to_neighbour(state: &mut State, forward: bool) {
    if let Some(place) = state.neighbour_field(forward) {
        select(state, place);
    }
}

/// Returns the request for the page's lines behind the field in full size; `None` if already requested.
pub fn request_raw_lines(state: &mut State) -> Option<Effect> {
    let wanted = state.raw_request()?;
    let page = state.detail.full.as_mut()?;
    page.set_request(wanted).map(Effect::ReadRaw)
}

/// Stores the lines of a page that were read for the field in full size.
pub fn store_raw_lines(state: &mut State, answer: RawAnswer) {
    if let Some(page) = &mut state.detail.full {
        page.set_lines(answer);
    }
}

/// Opens the file of the selected field or error row in an editor, at its line.
pub fn edit(state: &mut State) -> Vec<Effect> {
    let Some(origin) = state.open_origin() else { return Vec::new() };
    let of_problem = || state.open_problem().and_then(|problem| Some(problem.lines?.first));
    let line = state.open_line().or_else(of_problem).unwrap_or(1);
    vec![Effect::Edit(EditRequest { origin, line, editor: state.editor.clone() })]
}

/// Reads the files again if the editor may have changed one, and shows its message.
pub fn after_editing(state: &mut State, edited: Edited) -> Vec<Effect> {
    if edited.reread && !state.files.is_reading() {
        state.files.prelude = edited.message;
        return loading::reload(state);
    }
    if edited.reread {
        state.say("message.still_reading", Tone::Problem);
    }
    if let Some(message) = edited.message {
        state.messages.say(message);
    }
    Vec::new()
}
