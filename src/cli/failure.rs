//! The failures of commands, and the exit codes.

use std::io;
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

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

/// True if the message for when memory runs out is in English.
static IS_ENGLISH: AtomicBool = AtomicBool::new(false);

/// True once a thread has the message that ends the program.
static IS_ENDING: AtomicBool = AtomicBool::new(false);

/// So long another thread may take for its message.
const PATIENCE: Duration = Duration::from_secs(1);

/// Sets the language of [`end_without_memory`].
pub fn prepare_end(lang: Lang) {
    IS_ENGLISH.store(lang == Lang::En, Ordering::Relaxed);
}

/// Keeps [`end_without_memory`] of other threads from a second message.
pub fn claim_message() {
    IS_ENDING.store(true, Ordering::Relaxed);
}

/// Ends the program with a message, since there is not enough memory. Allocates nothing.
pub fn end_without_memory() -> ! {
    if IS_ENDING.swap(true, Ordering::Relaxed) {
        // Another thread ends the program, unless it runs out of memory too.
        std::thread::sleep(PATIENCE);
    }
    let lang = if IS_ENGLISH.load(Ordering::Relaxed) { Lang::En } else { Lang::Ja };
    let words = lang.text("system.no-memory");
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
