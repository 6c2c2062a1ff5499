//! Handing over what is open, to the clipboard or into a file.

use crate::config::Command;
use crate::tui::effect::Effect;
use crate::tui::message::{Message, Tone};
use crate::tui::scene::Scene;
use crate::tui::state::copying;
use crate::tui::state::popup::{Popup, PopupKind};
use crate::tui::state::{Mode, State};

/// The field under the cursor, to the clipboard.
pub fn field(state: &mut State, scene: &Scene) -> Vec<Effect> {
    if state.open_case().is_none() {
        state.say("message.no_case", Tone::Done);
    } else if scene.regions.detail.is_none() {
        let key = state.keymap.first_key(state.context(), Command::Read);
        let text = state.lang.fill("message.no_field_shown", &[("key", &key)]);
        state.messages.say(Message { text, tone: Tone::Problem });
    } else if let Some(parcel) = copying::field(state) {
        return vec![Effect::Copy(parcel)];
    } else if state.open_field().is_some() {
        state.say("message.nothing_to_copy", Tone::Problem);
    } else {
        state.say("message.no_field_here", Tone::Problem);
    }
    Vec::new()
}

/// What a key does in the copy popup, where it hands something over: Enter and a line's number to the
/// clipboard, another key into a file.
pub fn from_popup(state: &mut State, open: Popup, command: Command) -> Option<Vec<Effect>> {
    if open.kind != PopupKind::Copy {
        return None;
    }
    let choice = command.section().or_else(|| {
        (command == Command::Choose || command == Command::WriteFile).then_some(open.list.selected)
    })?;
    let parcel = copying::chosen(state, choice);
    let parcel = parcel.inspect(|_| state.mode = Mode::Browse);
    let effect = if command == Command::WriteFile { Effect::WriteFile } else { Effect::Copy };
    Some(parcel.map(effect).into_iter().collect())
}
