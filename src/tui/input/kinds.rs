//! The kinds of input.

use ratatui::layout::{Position, Size};

use crate::config::Chord;
use crate::lang::Reason;
use crate::tui::effect::{Parcel, RawAnswer};
use crate::tui::load_report::LoadReport;
use crate::tui::message::Message;

/// Something that came in.
#[derive(Debug, PartialEq, Eq)]
pub enum Input {
    /// What the terminal gave at once; the queue takes it apart.
    Burst(Vec<Self>),
    /// A key went down, or repeats.
    Key(Chord),
    /// A digit went down right after another one.
    QuickDigit(Chord),
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
    Reply(TerminalReply),
    /// Files were read in the background.
    LoadReport(Box<LoadReport>),
    /// Lines of a file, read in the background.
    Raw(RawAnswer),
    /// A text was to be copied through tmux.
    Copied {
        /// The text.
        parcel: Parcel,
        /// True if tmux has it.
        in_tmux: bool,
    },
    /// The terminal has taken everything that was written.
    Written,
    /// The terminal cannot be read.
    Failed(Reason),
}

/// What the terminal answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TerminalReply {
    /// What its background is.
    Background([u8; 3]),
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
