//! The threads that work on all cores. rayon would start them at first use, and panic where it cannot.

use std::error::Error as _;
use std::sync::{LazyLock, mpsc};
use std::{io, thread};

use rayon::{ThreadBuilder, ThreadPoolBuilder};

use super::failure::Failure;
use crate::lang::Lang;

/// True if there are threads.
static THREADS: LazyLock<bool> = LazyLock::new(|| {
    let built = ThreadPoolBuilder::new().spawn_handler(start).build_global();
    // Without a source they were started before.
    built.err().is_none_or(|error| error.source().is_none())
});

/// Starts a thread and waits until it runs: one that finds no room for its signals while the next one takes the rest of
/// the memory would end the program.
fn start(thread: ThreadBuilder) -> io::Result<()> {
    let (starting, started) = mpsc::channel::<()>();
    thread::Builder::new().spawn(move || {
        drop(starting);
        thread.run();
    })?;
    // It ends with the sender.
    let _ = started.recv();
    Ok(())
}

/// Starts the threads, which may take a moment.
pub fn prepare() {
    LazyLock::force(&THREADS);
}

/// Fails if the threads cannot be started.
pub fn require(lang: Lang) -> Result<(), Failure> {
    if *THREADS { Ok(()) } else { Err(Failure::Message(lang.text("system.no-thread").to_owned())) }
}
