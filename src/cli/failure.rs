//! The failures of commands, and the exit codes.

use std::io;
use std::process::ExitCode;

/// The end of a run that did not fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RunEnding {
    /// 0.
    Fine,
    /// 1: nothing found, or problems found.
    Nothing,
    /// 2: the reason is already on stderr.
    Failed,
}

impl From<RunEnding> for ExitCode {
    fn from(ending: RunEnding) -> Self {
        match ending {
            RunEnding::Fine => Self::SUCCESS,
            RunEnding::Nothing => Self::from(1),
            RunEnding::Failed => Self::from(2),
        }
    }
}

/// The failure of a run: exit 2, except for a closed pipe.
#[derive(Debug)]
pub enum Failure {
    /// Writing to stdout failed.
    Write(io::Error),
    /// A message for stderr.
    Message(String),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Write(error)
    }
}

/// The result of a command.
pub type RunResult = Result<RunEnding, Failure>;
