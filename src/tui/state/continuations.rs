//! The keys that continue those pressed so far, in as many lines as they need.

use crate::config::{Chord, Command, Keymap, chord};
use crate::lang::Lang;
use crate::text::width::cells;
use crate::tui::message::Message;

use super::State;
use super::palette::without_brackets;

/// Keys that continue those pressed so far, and what they do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Continuation {
    /// The keys that are left, as a person reads them.
    pub keys: String,
    /// What they do.
    pub words: &'static str,
}

/// The gap before a continuation.
pub const GAP: usize = 2;

/// Returns the keys pressed so far, with the sign that more may follow.
#[must_use]
pub fn pressed_keys(state: &State) -> String {
    format!("{} ›", chord::display_chords(&state.begun))
}

/// Lays out the keys that may follow those pressed, in lines of `width` cells; empty if no keys were pressed.
#[must_use]
pub fn lay_out(state: &State, width: u16) -> Vec<Vec<Continuation>> {
    let mut lines: Vec<Vec<Continuation>> = Vec::new();
    if state.begun.is_empty() {
        return lines;
    }
    lines.push(Vec::new());
    let room = usize::from(width).saturating_sub(1);
    let mut used = cells(&pressed_keys(state));
    for (rest, command) in state.keymap.continuations(state.context(), &state.begun) {
        let continuation = Continuation {
            keys: chord::display_chords(rest),
            words: without_brackets(state.lang.text(command.label_id())),
        };
        let wanted = cells(&continuation.keys) + 1 + cells(continuation.words);
        if used + GAP + wanted > room {
            lines.push(Vec::new());
            used = 0;
        }
        used += GAP + wanted;
        if let Some(line) = lines.last_mut() {
            line.push(continuation);
        }
    }
    lines
}

/// Returns the message for a sequence of keys without a command.
#[must_use]
pub fn stray_keys_message(chords: Vec<Chord>, lang: Lang) -> Message {
    let chords: Vec<Chord> = chords.into_iter().map(Chord::without_input_method).collect();
    let text = lang.fill("message.no_command", &[("keys", &chord::display_chords(&chords))]);
    Message::done(text)
}

/// Returns the message for a key without a command, with the key of the help.
#[must_use]
pub fn unbound_key_message(chord: Chord, keymap: &Keymap, lang: Lang) -> Message {
    let keys = chord::display_chords(&[chord.without_input_method()]);
    let help = keymap.all_keys(Command::Help).join(" ");
    let text = lang.fill("message.unbound", &[("keys", &keys), ("key", &help)]);
    Message::done(text)
}
