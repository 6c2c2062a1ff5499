//! What an input means: plain data for [`super::update`].

use ratatui::layout::{Position, Size};
use tui_input::InputRequest;

use crate::config::{Chord, Command, Context, Key, KeymapMatch};
use crate::text::kana::is_japanese;

use super::effect::{Edited, Ending, Parcel, RawAnswer};
use super::input::{Input, Mouse, MouseKind, Signal, TerminalReply};
use super::load_report::LoadReport;
use super::message::Message;
use super::state::State;

/// Something to do.
#[derive(Debug, PartialEq, Eq)]
pub enum Action {
    /// What a key is bound to.
    Command(Command),
    /// The prefix of longer keys, pressed so far.
    Begin(Vec<Chord>),
    /// Drops the prefix and the message.
    Forget,
    /// A prefix and a key that no keys continue with.
    Stray(Vec<Chord>),
    /// Names the key of the help, since this one does nothing.
    Unbound(Chord),
    /// Typing into the search box.
    Type(String),
    /// Searching for a text that was pasted where nothing types.
    LookFor(String),
    /// Editing the search text.
    Edit(InputRequest),
    /// A click.
    Click(Position),
    /// A second click right after one in the same place.
    DoubleClick(Position),
    /// The pointer goes on with the button down.
    Drag(Position),
    /// The button is let go.
    Release,
    /// The wheel over a place of the screen.
    Wheel {
        /// Where the pointer is.
        at: Position,
        /// Down, that is to say onward.
        down: bool,
    },
    /// The screen has another size.
    Resize(Size),
    /// The terminal is ours again: everything is to be drawn anew.
    Redraw,
    /// Work in the background has something to say.
    Say(Message),
    /// The terminal answered.
    Learn(TerminalReply),
    /// Files were read.
    Take(Box<LoadReport>),
    /// Lines of a file were read.
    Raw(RawAnswer),
    /// A text was to be copied through tmux, which has it or not.
    EndCopy(Parcel, bool),
    /// One of these editors has to be chosen.
    ChooseEditor(Vec<String>),
    /// The user has edited a file.
    Edited(Edited),
    /// The program is to end at once.
    End(Ending),
}

impl Action {
    /// True if the user caused the action, rather than the terminal, the system or work in the background.
    #[must_use]
    pub fn is_by_user(&self) -> bool {
        match self {
            Self::Command(_)
            | Self::Begin(_)
            | Self::Forget
            | Self::Stray(_)
            | Self::Unbound(_)
            | Self::Type(_)
            | Self::LookFor(_)
            | Self::Edit(_)
            | Self::Click(_)
            | Self::DoubleClick(_)
            | Self::Drag(_)
            | Self::Release
            | Self::Wheel { .. } => true,
            Self::Resize(_)
            | Self::Redraw
            | Self::Say(_)
            | Self::Learn(_)
            | Self::Take(_)
            | Self::Raw(_)
            | Self::EndCopy(..)
            | Self::ChooseEditor(_)
            | Self::Edited(_)
            | Self::End(_) => false,
        }
    }

    /// True if the action hides the message in the footer.
    #[must_use]
    pub fn dismisses_message(&self) -> bool {
        matches!(
            self,
            Self::Begin(_)
                | Self::Forget
                | Self::Command(_)
                | Self::Type(_)
                | Self::Edit(_)
                | Self::Click(_)
                | Self::DoubleClick(_)
        )
    }

    /// True if the action only edits a text, for which the hits found so far do not matter.
    #[must_use]
    pub fn edits_text(&self) -> bool {
        matches!(self, Self::Type(_) | Self::Edit(_))
    }
}

/// Returns the action of an input in this state; `None` if it has none.
#[must_use]
pub fn action_of(state: &State, input: Input) -> Option<Action> {
    match input {
        Input::Key(chord) => key_action(state, chord),
        Input::QuickDigit(chord) => two_digit_section(state, chord).or_else(|| key_action(state, chord)),
        Input::Paste(text) => paste_action(state, text),
        Input::Mouse(Mouse { kind, at }) => Some(match kind {
            MouseKind::Press => Action::Click(at),
            MouseKind::DoublePress => Action::DoubleClick(at),
            // Nothing follows a pointer that holds nothing, and nothing is drawn.
            MouseKind::Drag | MouseKind::Release if state.pointer.grip.is_none() => return None,
            MouseKind::Drag => Action::Drag(at),
            MouseKind::Release => Action::Release,
            MouseKind::WheelUp => Action::Wheel { at, down: false },
            MouseKind::WheelDown => Action::Wheel { at, down: true },
        }),
        Input::Resize(size) => Some(Action::Resize(size)),
        Input::Signal(Signal::Stop) => Some(Action::Command(Command::Suspend)),
        Input::Signal(Signal::Continue) => Some(Action::Redraw),
        Input::Signal(Signal::End(number)) => Some(Action::End(Ending::Signal(number))),
        Input::Say(message) => Some(Action::Say(message)),
        Input::Reply(answer) => Some(Action::Learn(answer)),
        Input::LoadReport(report) => Some(Action::Take(report)),
        Input::Raw(answer) => Some(Action::Raw(answer)),
        Input::Copied { parcel, in_tmux } => Some(Action::EndCopy(parcel, in_tmux)),
        // The queue has taken it apart.
        Input::Burst(_) | Input::Written => None,
        Input::Failed(problem) => Some(Action::End(Ending::InputFailed(problem))),
    }
}

/// Returns the action of a key: a command, a part of a sequence, an edit or a letter; `None` if it has none.
fn key_action(state: &State, chord: Chord) -> Option<Action> {
    let context = state.context();
    let bound = |pressed: &[Chord]| match state.keymap.lookup(context, pressed) {
        KeymapMatch::Command(command) => Some(Action::Command(command)),
        KeymapMatch::Begun => Some(Action::Begin(pressed.to_vec())),
        KeymapMatch::Nothing => None,
    };
    if !state.begun.is_empty() {
        let pressed: Vec<Chord> = state.begun.iter().copied().chain([chord]).collect();
        // A key that continues no sequence runs no command of its own. Esc drops the sequence.
        let is_esc = chord == Chord::plain(Key::Esc);
        return bound(&pressed).or(Some(if is_esc { Action::Forget } else { Action::Stray(pressed) }));
    }
    // A popup filters by what is no key there.
    let types = |letter: &char| context.takes_text() || (context == Context::Popup && is_japanese(*letter));
    let typed = || match chord.typed_letter().filter(types) {
        Some(letter) => Some(Action::Type(letter.to_string())),
        None => edit_request(chord).filter(|_| context.takes_text()).map(Action::Edit),
    };
    // An input method that was left on types words, not keys.
    let is_pane = !context.takes_text() && !state.is_covered();
    let words = chord.typed_letter().filter(|letter| is_pane && is_japanese(*letter));
    let looked_for = || words.map(|letter| Action::LookFor(letter.to_string()));
    let forgotten = || state.messages.current().map(|_| Action::Forget);
    // Once: the user who presses more of them is looking for something else.
    let unbound = || (!state.has_named_help && !context.takes_text()).then_some(Action::Unbound(chord));
    bound(&[chord]).or_else(typed).or_else(looked_for).or_else(forgotten).or_else(unbound)
}

/// Returns the action of the second digit of a number that a section of the case has; `None` if there is none, or if
/// the digit before opened no section.
fn two_digit_section(state: &State, chord: Chord) -> Option<Action> {
    let tens = state.opened_by_digit?;
    let KeymapMatch::Command(command) = state.keymap.lookup(state.context(), &[chord]) else { return None };
    let number = tens * 10 + (command.section()? + 1) % 10;
    let (_, case) = state.open_case()?;
    case.section_numbered(number)?;
    Command::SECTIONS.get(number.checked_sub(1)?).copied().map(Action::Command)
}

/// Types a paste, or searches for it where nothing is typed; a single letter is that key.
fn paste_action(state: &State, text: String) -> Option<Action> {
    if state.context().takes_text() {
        return Some(Action::Type(text));
    }
    let mut letters = text.chars();
    match (letters.next(), letters.next()) {
        (Some(letter), None) => key_action(state, Chord::plain(Key::Char(letter))),
        _ if text.trim().is_empty() => None,
        _ => Some(Action::LookFor(text)),
    }
}

/// Returns the edit that a key usually does in a line of text; `None` for any other key.
fn edit_request(chord: Chord) -> Option<InputRequest> {
    match (chord.key, chord.ctrl, chord.alt) {
        (Key::Backspace, false, false) | (Key::Char('h'), true, false) => Some(InputRequest::DeletePrevChar),
        (Key::Backspace, ..) | (Key::Char('w'), true, false) => Some(InputRequest::DeletePrevWord),
        (Key::Delete, ..) | (Key::Char('d'), true, false) => Some(InputRequest::DeleteNextChar),
        (Key::Left, false, false) | (Key::Char('b'), true, false) => Some(InputRequest::GoToPrevChar),
        (Key::Right, false, false) | (Key::Char('f'), true, false) => Some(InputRequest::GoToNextChar),
        (Key::Left, ..) | (Key::Char('b'), false, true) => Some(InputRequest::GoToPrevWord),
        (Key::Right, ..) | (Key::Char('f'), false, true) => Some(InputRequest::GoToNextWord),
        (Key::Char('d'), false, true) => Some(InputRequest::DeleteNextWord),
        (Key::Home, ..) | (Key::Char('a'), true, false) => Some(InputRequest::GoToStart),
        (Key::End, ..) | (Key::Char('e'), true, false) => Some(InputRequest::GoToEnd),
        (Key::Char('u'), true, false) => Some(InputRequest::DeleteFromStart),
        (Key::Char('k'), true, false) => Some(InputRequest::DeleteTillEnd),
        _ => None,
    }
}
