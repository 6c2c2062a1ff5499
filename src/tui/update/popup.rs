//! The popups: moving in them, choosing from them, closing them.

use crate::config::Command;
use crate::tui::state::popup::Popup;
use crate::tui::state::{Mode, State};

use super::open_section;

/// A command while a popup is open.
pub fn command(state: &mut State, open: Popup, command: Command) {
    let height = isize::try_from(state.regions.popup_height()).unwrap_or(isize::MAX);
    let half = (height / 2).max(1);
    let moves = [
        (Command::Up, -1),
        (Command::Down, 1),
        (Command::PageUp, -height),
        (Command::PageDown, height),
        (Command::HalfUp, -half),
        (Command::HalfDown, half),
        (Command::Top, isize::MIN),
        (Command::Bottom, isize::MAX),
    ];
    if let Some((_, lines)) = moves.into_iter().find(|(of, _)| *of == command) {
        step(state, lines);
    } else if command == Command::Choose {
        choose(state, open);
    } else if command == Command::Close {
        state.mode = Mode::Browse;
    } else if let Some(wanted) = opened_by(state, command) {
        // The key that opened a popup closes it; that of another one changes over.
        turn(state, open, wanted);
    }
}

/// The popup that a command opens.
pub fn opened_by(state: &State, command: Command) -> Option<Popup> {
    let sections = Popup::Sections { selected: state.detail.section, top: 0 };
    let popups = [
        (Command::Help, Some(Popup::Help { top: 0 })),
        (Command::Messages, Some(Popup::Messages { top: 0 })),
        (Command::Sections, state.open_section().map(|_| sections)),
    ];
    popups.into_iter().find(|(of, _)| *of == command).and_then(|(_, popup)| popup)
}

fn turn(state: &mut State, open: Popup, wanted: Popup) {
    let same = std::mem::discriminant(&open) == std::mem::discriminant(&wanted);
    state.mode = if same { Mode::Browse } else { Mode::Popup(wanted) };
}

/// Moves in the popup; settling keeps it inside.
pub fn step(state: &mut State, lines: isize) {
    if let Mode::Popup(popup) = &mut state.mode {
        popup.step(lines);
    }
}

/// Takes the selected line and closes the popup.
pub fn choose(state: &mut State, open: Popup) {
    state.mode = Mode::Browse;
    match open {
        Popup::Sections { selected, .. } => open_section(state, selected),
        Popup::Help { .. } | Popup::Messages { .. } => {}
    }
}
