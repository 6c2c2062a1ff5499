//! What is to be done outside the state, as data, and who does it.

use std::path::PathBuf;

use crate::config::state_file::WriteResult;
use crate::config::{Command, KeptChanges, StateFileError};
use crate::lang::Reason;
use crate::model::LineSpan;
use crate::source::{Known, Origin, RawLines, RawProblem};

use super::clipboard::Copied;
use super::message::Message;

/// Why the browser ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ending {
    /// The user quit.
    Quit,
    /// A signal asked for it, by number.
    Signal(i32),
    /// No input will come any more.
    InputClosed,
    /// The terminal cannot be read.
    InputFailed(Reason),
}

impl Ending {
    /// Returns the exit code of the program.
    #[must_use]
    pub fn exit_code(&self) -> i32 {
        match self {
            Self::Quit | Self::InputClosed => 0,
            Self::Signal(number) => 128 + number,
            Self::InputFailed(_) => 2,
        }
    }
}

/// A text to hand over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parcel {
    /// The text.
    pub text: String,
    /// What it is, in words.
    pub what: String,
    /// What a file with it is called.
    pub file: String,
}

/// A file to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFile {
    /// What is in it.
    pub bytes: Vec<u8>,
    /// How many letters that is, if it is text.
    pub letters: Option<usize>,
    /// What it is, in words.
    pub what: String,
    /// What it is called.
    pub name: String,
}

impl From<Parcel> for NewFile {
    fn from(Parcel { text, what, file }: Parcel) -> Self {
        let letters = Some(text.chars().count());
        Self { bytes: text.into_bytes(), letters, what, name: file }
    }
}

/// Something to do outside the state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Does a command, as if its key was pressed.
    Command(Command),
    /// Leave the browser.
    End(Ending),
    /// Hand a URL to a web browser.
    OpenUrl(String),
    /// Hand a text to the terminal's clipboard, or write it into a file where that cannot be done.
    Copy(Parcel),
    /// Say that tmux has a text, or hand it to the terminal.
    EndCopy(Parcel, bool),
    /// Write a file.
    WriteFile(NewFile),
    /// Keep the bookmarks and marks that are not written yet; the message says what was done.
    KeepSigns(Message),
    /// Go back to the shell until it brings us back.
    Suspend,
    /// Draw everything anew, for whatever has written over the screen.
    Redraw,
    /// Draw everything anew: the screen was overwritten.
    DrawAnew,
    /// Take the mouse, or let the terminal have it.
    CaptureMouse(bool),
    /// Stop reading in the background.
    StopReading,
    /// Read again what is not as it was known to be.
    ReadAgain {
        /// The number of the reading.
        reading: usize,
        /// What is known.
        known: Known,
    },
    /// Read the lines of a file behind what was read out of them.
    ReadRaw(RawRequest),
    /// Let the user edit a file.
    Edit(EditRequest),
}

/// A request for lines of a file as they are written there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawRequest {
    /// The file.
    pub origin: Origin,
    /// The lines.
    pub lines: LineSpan,
    /// What they are about, to be found in a line that is very long.
    pub near: String,
}

/// Lines of context before and after.
const CONTEXT: u32 = 2;

impl RawRequest {
    /// Reads the lines and a few around them.
    #[must_use]
    pub fn answer(self) -> RawAnswer {
        let lines = self.origin.lines(self.lines, CONTEXT, &self.near);
        RawAnswer { request: self, lines }
    }
}

/// What became of reading lines of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawAnswer {
    /// What was asked for.
    pub request: RawRequest,
    /// The lines, or why there are none.
    pub lines: Result<RawLines, RawProblem>,
}

/// A file to be edited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditRequest {
    /// The file.
    pub origin: Origin,
    /// The line to begin at, from 1.
    pub line: u32,
    /// The editor that the user has chosen in this run.
    pub editor: Option<String>,
}

/// What became of editing a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edited {
    /// What there is to say.
    pub message: Option<Message>,
    /// True where the file may be another one now.
    pub reread: bool,
}

/// The world outside the state. The browser has the real one, tests have their own.
pub trait Outside {
    /// True if the terminal has taken the last frame; if not, [`super::input::Input::Written`] comes once it has.
    fn can_draw(&mut self) -> bool;
    /// Opens a URL in a web browser; the message comes now or as an input later.
    fn open_url(&mut self, url: String) -> Option<Message>;

    /// Returns the editors to choose from; none where the environment names one.
    fn offered_editors(&self) -> Vec<String>;

    /// True if a web browser has a screen to open a window on: not over SSH, not on a bare console.
    fn has_display(&self) -> bool;
    /// Starts to copy a text through tmux, which ends with [`super::input::Input::Copied`]; false if there is none.
    fn copy_in_tmux(&mut self, parcel: &Parcel) -> bool;
    /// Waits until tmux has every text or does not take it.
    fn finish_copies(&mut self);
    /// Copies a text to the terminal's clipboard; returns which way it went.
    ///
    /// # Errors
    /// If the terminal cannot be written to.
    fn copy(&mut self, text: &str) -> std::io::Result<Copied>;
    /// Writes a new file with this name, or a numbered one if that exists; returns its path.
    ///
    /// # Errors
    /// If it cannot be written.
    fn write_file(&mut self, name: &str, bytes: &[u8]) -> Result<PathBuf, (PathBuf, std::io::Error)>;
    /// Adds the changes of this run to the state file.
    ///
    /// # Errors
    /// If it cannot be written.
    fn keep(&mut self, changes: &KeptChanges) -> Result<WriteResult, StateFileError>;
    /// Restores the terminal, stops the process, and takes the terminal over again when continued.
    ///
    /// # Errors
    /// If the terminal cannot be given back or taken over.
    fn suspend(&mut self) -> std::io::Result<()>;
    /// Takes the terminal over again, after another program used it.
    ///
    /// # Errors
    /// If the terminal cannot be taken over.
    fn take_over(&mut self) -> std::io::Result<()>;
    /// Captures or releases the mouse; also applies when the terminal is taken over again.
    ///
    /// # Errors
    /// If the terminal cannot be written to.
    fn capture_mouse(&mut self, captured: bool) -> std::io::Result<()>;
    /// Stops the loader; reports already sent still arrive.
    fn stop_reading(&mut self);
    /// Starts to read the files that differ from `known`.
    ///
    /// # Errors
    /// If that cannot be started.
    fn read_again(&mut self, reading: usize, known: Known) -> std::io::Result<()>;
    /// Reads lines of a file; returns them now, or `None` if they come as an input later.
    fn read_raw(&mut self, request: RawRequest) -> Option<RawAnswer>;
    /// Restores the terminal for an editor, waits for its end and takes the terminal over again.
    ///
    /// # Errors
    /// If the terminal cannot be given back or taken over.
    fn edit(&mut self, request: &EditRequest) -> std::io::Result<Edited>;
}
