//! The palette: typing finds a command by name, Enter does it in the pane behind.

use tui_input::InputRequest;

use crate::config::keymap::contexts_of;
use crate::config::{Command, Group};
use crate::tui::effect::Effect;
use crate::tui::scene::Scene;
use crate::tui::state::palette::{Palette, PaletteEntry, without_brackets};
use crate::tui::state::possible::possible;
use crate::tui::state::{Mode, State};

use super::moving::moved_lines;
use super::typing::type_into;

/// No name of a command is longer.
const LONGEST: usize = 100;
/// Keys of a command that are shown.
const MOST_KEYS: usize = 2;
/// The groups of commands, the most used first: moving is done with keys.
const GROUPS: [Group; 6] =
    [Group::Case, Group::Across, Group::Search, Group::Section, Group::Program, Group::Move];

/// Opens the palette with the commands of the focused pane.
pub fn open(state: &mut State, scene: &Scene) {
    let context = state.context();
    let of_group = |group: Group| {
        let all = Command::ALL.iter().copied().filter(move |command| command.group() == group);
        let here = all.filter(|command| contexts_of(*command).contains(&context));
        here.filter(|command| *command != Command::Palette)
    };
    let entry = |command| {
        let keys = state.keymap.chords(context, command).map(ToString::to_string);
        let keys: Vec<String> = keys.take(MOST_KEYS).collect();
        let why = possible(state, scene, command).err();
        PaletteEntry::new(command, &keys, why.map(|why| without_brackets(&why.text).to_owned()), state.lang)
    };
    state.mode = Mode::Palette(Palette::new(GROUPS.into_iter().flat_map(of_group).map(entry).collect()));
}

/// Types a text and finds the matching commands.
pub fn type_text(state: &mut State, text: &str) {
    let Mode::Palette(palette) = &mut state.mode else { return };
    type_into(&mut palette.input, text, LONGEST);
    palette.find_matches();
}

/// Edits the text; Backspace in an empty one closes the palette.
pub fn edit(state: &mut State, request: InputRequest) {
    let Mode::Palette(palette) = &mut state.mode else { return };
    let before = palette.input.value().to_owned();
    if before.is_empty() && request == InputRequest::DeletePrevChar {
        state.mode = Mode::Browse;
        return;
    }
    palette.input.handle(request);
    if palette.input.value() != before {
        palette.find_matches();
    }
}

/// Runs a command while the palette is open.
pub fn command(state: &mut State, scene: &Scene, command: Command) -> Vec<Effect> {
    let height = scene.regions.popup_height();
    let Mode::Palette(palette) = &mut state.mode else { return Vec::new() };
    if let Some(lines) = moved_lines(command, height) {
        palette.step(lines, height);
    } else if command == Command::Close {
        state.mode = Mode::Browse;
    } else if command == Command::Choose {
        let place = palette.selected();
        return choose(state, place);
    }
    Vec::new()
}

/// Closes the palette and runs the command at an index, as its key would.
pub fn choose(state: &mut State, place: usize) -> Vec<Effect> {
    let Mode::Palette(palette) = &state.mode else { return Vec::new() };
    let Some(command) = palette.command_at(place) else { return Vec::new() };
    state.mode = Mode::Browse;
    vec![Effect::Command(command)]
}
