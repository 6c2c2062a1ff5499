//! Handing over what is open, to the clipboard or into a file.

use crate::config::Command;
use crate::tui::effect::Effect;
use crate::tui::state::copying;
use crate::tui::state::popup::PopupKind;
use crate::tui::state::{Mode, State};

/// Copies the text of the field under the cursor; nothing if it is blank.
pub fn copy_field(state: &State) -> Vec<Effect> {
    copying::field_parcel(state).map(Effect::Copy).into_iter().collect()
}

/// Copies or writes the chosen item of the copy popup and closes it; `None` if popup or key is another.
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
