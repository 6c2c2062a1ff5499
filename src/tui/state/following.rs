//! The keys that go on from those that were begun, in as many lines as they need.

use crate::config::{Chord, Command, Keymap, chord};
use crate::lang::Lang;
use crate::text::width::cells;
use crate::tui::message::{Message, Tone};

use super::State;
use super::palette::brief;

/// Keys that go on, and what they do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Following {
    /// The keys that are left, as a person reads them.
    pub keys: String,
    /// What they do.
    pub words: &'static str,
}

/// The gap before keys that go on.
pub const GAP: usize = 2;

/// What stands before the first of them: the keys that were begun.
#[must_use]
pub fn begun(state: &State) -> String {
    format!("{} ›", chord::display_chords(&state.begun))
}

/// What goes on, by the lines of a footer of this many cells, the first of which stays free; nothing where
/// no keys were begun.
#[must_use]
pub fn lines(state: &State, width: u16) -> Vec<Vec<Following>> {
    let mut lines: Vec<Vec<Following>> = Vec::new();
    if state.begun.is_empty() {
        return lines;
    }
    lines.push(Vec::new());
    let room = usize::from(width).saturating_sub(1);
    let mut used = cells(&begun(state));
    for (rest, command) in state.keymap.continuations(state.context(), &state.begun) {
        let following = Following {
            keys: chord::display_chords(rest),
            words: brief(state.lang.text(command.label_id())),
        };
        let wanted = cells(&following.keys) + 1 + cells(following.words);
        if used + GAP + wanted > room {
            lines.push(Vec::new());
            used = 0;
        }
        used += GAP + wanted;
        if let Some(line) = lines.last_mut() {
            line.push(following);
        }
    }
    lines
}

/// What is said of keys that were begun and went on as none do.
#[must_use]
pub fn stray(chords: Vec<Chord>, lang: Lang) -> Message {
    let chords: Vec<Chord> = chords.into_iter().map(Chord::without_input_method).collect();
    let text = lang.fill("message.no_command", &[("keys", &chord::display_chords(&chords))]);
    Message { text, tone: Tone::Done }
}

/// The message for a key that has no command, with the key of the help.
#[must_use]
pub fn unbound(chord: Chord, keymap: &Keymap, lang: Lang) -> Message {
    let keys = chord::display_chords(&[chord.without_input_method()]);
    let help = keymap.all_keys(Command::Help).join(" ");
    let text = lang.fill("message.unbound", &[("keys", &keys), ("key", &help)]);
    Message { text, tone: Tone::Done }
}
