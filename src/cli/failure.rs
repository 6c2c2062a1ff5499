//! Why a command could not do what was asked, and how a run ends.

use std::fmt::Write as _;
use std::io;
use std::process::ExitCode;

use crate::text::shown::drives;

/// How a run ends, where it could run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// 0.
    Fine,
    /// 1: nothing found, or problems found.
    Nothing,
    /// 2: the reason is already on stderr.
    Failed,
}

impl From<Ending> for ExitCode {
    fn from(ending: Ending) -> Self {
        match ending {
            Ending::Fine => Self::SUCCESS,
            Ending::Nothing => Self::from(1),
            Ending::Failed => Self::from(2),
        }
    }
}

/// Why a run stopped: exit 2, a closed pipe apart.
#[derive(Debug)]
pub enum Failure {
    /// Writing to stdout failed.
    Write(io::Error),
    /// What to say on stderr.
    Message(String),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Write(error)
    }
}

/// What a command gives.
pub type Outcome = Result<Ending, Failure>;

/// Someone's words as they may be shown on a terminal: control and direction characters escaped.
pub fn escaped(words: &str) -> String {
    let mut shown = String::with_capacity(words.len());
    for c in words.chars() {
        if drives(c) {
            // Writing to a String does not fail.
            let _ = write!(shown, "{}", c.escape_unicode());
        } else {
            shown.push(c);
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_and_direction_characters_are_escaped() {
        assert_eq!(escaped("あ\u{1b}[31m\u{202e}\u{85}"), "あ\\u{1b}[31m\\u{202e}\\u{85}");
    }
}
