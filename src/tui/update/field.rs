//! A field in full size: opening it, reading it, going on to others.

use crate::config::Command;
use crate::tui::effect::{EditRequest, Edited, Effect, RawAnswer};
use crate::tui::layout::Pane;
use crate::tui::message::Tone;
use crate::tui::scene::Scene;
use crate::tui::state::State;
use crate::tui::state::field::FieldPage;

use super::loading;
use super::moving::select;

/// Opens the field under the cursor in full size.
pub fn open(state: &mut State) {
    state.detail.full = Some(FieldPage::default());
    state.pane = Pane::Fields;
}

/// Goes back to the table, on the same field.
pub fn close(state: &mut State) {
    state.detail.full = None;
}

/// A command while a field is in full size; false for one that means the same as in the table.
pub fn command(state: &mut State, scene: &Scene, command: Command) -> bool {
    let height = scene.regions.field_height();
    let lines = |part: usize| isize::try_from((height / part).max(1)).unwrap_or(isize::MAX);
    // A line of the last page stays, to read on from.
    let page = (lines(1) - isize::from(height > 2)).max(1);
    if command == Command::Up {
        step(state, scene, -1);
    } else if command == Command::Down {
        step(state, scene, 1);
    } else if command == Command::PageUp {
        scroll(state, scene, -page);
    } else if command == Command::PageDown {
        scroll(state, scene, page);
    } else if command == Command::HalfUp {
        scroll(state, scene, -lines(2));
    } else if command == Command::HalfDown {
        scroll(state, scene, lines(2));
    } else if command == Command::Top {
        scroll(state, scene, isize::MIN);
    } else if command == Command::Bottom {
        scroll(state, scene, isize::MAX);
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

/// Moves the lines.
pub fn scroll(state: &mut State, scene: &Scene, lines: isize) -> bool {
    let last_top = scene.field.last_top(scene.regions.field_height());
    state.detail.full.as_mut().is_some_and(|page| page.scroll(lines, last_top))
}

/// A line up or down; where there is none left, the field before or after, as in the table.
fn step(state: &mut State, scene: &Scene, by: isize) {
    if !scroll(state, scene, by) {
        go_to_neighbour(state, by > 0);
    }
}

/// Goes to the field before or after.
fn go_to_neighbour(state: &mut State, forward: bool) {
    if let Some(place) = state.neighbour_field(forward) {
        select(state, place);
    }
}

/// Asks for the lines of the page behind the field in full size, where they are not there yet.
pub fn lines_wanted(state: &mut State) -> Option<Effect> {
    let wanted = state.raw_wanted()?;
    let page = state.detail.full.as_mut()?;
    page.ask(wanted).map(Effect::ReadRaw)
}

/// Takes the lines of a page.
pub fn take(state: &mut State, answer: RawAnswer) {
    if let Some(page) = &mut state.detail.full {
        page.take(answer);
    }
}

/// Opens the file of the field under the cursor in an editor, at its line; that of an error row too.
pub fn edit(state: &mut State) -> Vec<Effect> {
    let Some(origin) = state.open_origin() else { return Vec::new() };
    let of_problem = || state.open_problem().and_then(|problem| Some(problem.lines?.first));
    let line = state.open_line().or_else(of_problem).unwrap_or(1);
    vec![Effect::Edit(EditRequest { origin, line })]
}

/// Reads again what an editor may have changed.
pub fn edited(state: &mut State, edited: Edited) -> Vec<Effect> {
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
