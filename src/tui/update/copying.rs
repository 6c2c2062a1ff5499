//! Handing over what is open, to the clipboard or into a file.

use crate::config::Command;
use crate::tui::effect::{Effect, Parcel};
use crate::tui::scene::Scene;
use crate::tui::state::popup::PopupKind;
use crate::tui::state::sheet_copying::SheetPart;
use crate::tui::state::{Mode, State};
use crate::tui::state::{copying, sheet_copying};

/// Copies the text of the field under the cursor; nothing if it is blank.
pub fn copy_field(state: &State) -> Vec<Effect> {
    copying::field_parcel(state).map(Effect::Copy).into_iter().collect()
}

/// Copies or writes the chosen item of the copy popup and closes it; `None` if popup or key is another.
pub fn from_popup(
    state: &mut State,
    scene: &Scene,
    kind: PopupKind,
    selected: Option<usize>,
    command: Command,
) -> Option<Vec<Effect>> {
    if kind != PopupKind::Copy {
        return None;
    }
    let takes = command == Command::Choose || command == Command::WriteFile;
    let choice = command.section().or_else(|| selected.filter(|_| takes))?;
    let parcel = if scene.regions.sheet.is_some() {
        match sheet_copying::parts().nth(choice) {
            Some(SheetPart::Workbook) => {
                let file = sheet_copying::workbook(state, &scene.sheet);
                return Some(closing(state, file.map(Effect::WriteFile)));
            }
            part => part.and_then(|part| sheet_copying::parcel(state, &scene.sheet, part)),
        }
    } else {
        copying::parcel_of_choice(state, choice)
    };
    let into_file = command == Command::WriteFile;
    let effect =
        |parcel: Parcel| if into_file { Effect::WriteFile(parcel.into()) } else { Effect::Copy(parcel) };
    Some(closing(state, parcel.map(effect)))
}

/// Closes the popup if something is handed over.
fn closing(state: &mut State, effect: Option<Effect>) -> Vec<Effect> {
    effect.inspect(|_| state.mode = Mode::Browse).into_iter().collect()
}
