//! What comes in: keys, mouse, pastes, sizes, signals, all through one channel.

mod events;
mod questions;
mod reply;
#[cfg(unix)]
mod signals;

use std::io;
use std::sync::mpsc::{Receiver, Sender};

use ratatui::layout::{Position, Size};

use crate::config::Chord;

pub use events::start;
pub use questions::Questions;

use super::loader::News;
use super::state::messages::Message;
use super::theme::background::Background;

/// Catches signals from now on, in a thread that lives as long as the process; to be called before
/// the terminal is taken over, so that none can leave it taken.
///
/// # Errors
/// Where signals cannot be caught or the thread cannot be started.
pub fn catch_signals(inputs: &Sender<Input>) -> io::Result<()> {
    #[cfg(unix)]
    signals::start(inputs)?;
    #[cfg(not(unix))]
    let _ = inputs;
    Ok(())
}

/// Something that came in.
#[derive(Debug, PartialEq, Eq)]
pub enum Input {
    /// A key went down, or repeats.
    Key(Chord),
    /// A text was pasted.
    Paste(String),
    /// The mouse.
    Mouse(Mouse),
    /// The screen may have another size.
    Resize(Size),
    /// A signal.
    Signal(Signal),
    /// Work in the background is done.
    Say(Message),
    /// The terminal answered a question.
    Answer(Answer),
    /// Files were read in the background.
    News(Box<News>),
    /// The terminal cannot be read.
    Failed(String),
}

/// What the terminal answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// What its background is.
    Background(Background),
    /// It gives two cells to characters of ambiguous width.
    AmbiguousWide,
}

/// What the mouse did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mouse {
    /// What.
    pub kind: MouseKind,
    /// Where.
    pub at: Position,
}

/// The kinds of mouse input that mean something here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MouseKind {
    /// The left button went down.
    Press,
    /// The left button went down again, at once and in the same place.
    DoublePress,
    /// The pointer went on with the left button down.
    Drag,
    /// The left button went up.
    Release,
    /// The wheel went up.
    WheelUp,
    /// The wheel went down.
    WheelDown,
}

/// The signals that mean something here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signal {
    /// The process is to stop until it is continued.
    Stop,
    /// The process goes on after having been stopped.
    Continue,
    /// The process is to end; the signal's number.
    End(i32),
}

/// Where inputs come from.
pub trait Inputs {
    /// Waits for the next input; `None` when none will come any more.
    fn wait(&mut self) -> Option<Input>;
    /// The next input if it is there already.
    fn ready(&mut self) -> Option<Input>;
}

impl Inputs for Receiver<Input> {
    fn wait(&mut self) -> Option<Input> {
        self.recv().ok()
    }

    fn ready(&mut self) -> Option<Input> {
        self.try_recv().ok()
    }
}
