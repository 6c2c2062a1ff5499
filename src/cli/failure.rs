//! The failures of commands, and the exit codes.

use std::io;
use std::process::ExitCode;
use std::sync::OnceLock;

use crate::lang::Lang;

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

/// The message for when memory runs out, in the language of the run.
static NO_MEMORY: OnceLock<&str> = OnceLock::new();

/// Prepares [`end_without_memory`].
pub fn prepare_end(lang: Lang) {
    NO_MEMORY.get_or_init(|| lang.text("system.no-memory"));
}

/// Ends the program with a message, since there is not enough memory. Allocates nothing.
pub fn end_without_memory() -> ! {
    let words = NO_MEMORY.get().copied().unwrap_or("out of memory");
    let parts = [b"jirei: ", words.as_bytes(), b"\n"];
    // A closed stderr is no reason to go on.
    #[cfg(unix)]
    {
        // Without the lock of the standard library, which another thread may have.
        let stderr = rustix::stdio::stderr();
        let _ = parts.iter().try_for_each(|part| rustix::io::write(stderr, part).map(|_| ()));
        signal_hook::low_level::exit(2);
    }
    #[cfg(not(unix))]
    {
        let _ = parts.iter().try_for_each(|part| io::Write::write_all(&mut io::stderr(), part));
        std::process::abort();
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
