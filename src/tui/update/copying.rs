//! Handing over what is open, to the clipboard or into a file.

use crate::config::Command;
use crate::tui::effect::Effect;
use crate::tui::state::copying;
use crate::tui::state::popup::PopupKind;
use crate::tui::state::{Mode, State};

/// Hands the text of the field under the cursor to the clipboard.
pub fn copy_field(state: &State) -> Vec<Effect> {
    copying::field_parcel(state).map(Effect::Copy).into_iter().collect()
}

/// What a key does in the copy popup, where it hands something over: Enter and a line's number to the
/// clipboard, another key into a file.
pub fn from_popup(
    state: &mut State,
    kind: PopupKind,
    selected: Option<usize>,
    command: Command,
) -> Option<Vec<Effect>> {
    if kind != PopupKind::Copy {
        return None;
    }
    let takes = command == Command::Choose || command == Command::WriteFile;
    let choice = command.section().or_else(|| selected.filter(|_| takes))?;
    let parcel = copying::parcel_of_choice(state, choice);
    let parcel = parcel.inspect(|_| state.mode = Mode::Browse);
    let effect = if command == Command::WriteFile { Effect::WriteFile } else { Effect::Copy };
    Some(parcel.map(effect).into_iter().collect())
}
