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

/// Starts a thread if there is room for it and for what it needs as it begins, and waits until it has that: without, the
/// system would end the program.
fn start(thread: ThreadBuilder) -> io::Result<()> {
    if !has_room() {
        return Err(io::ErrorKind::OutOfMemory.into());
    }
    let (starting, started) = mpsc::channel::<()>();
    thread::Builder::new().spawn(move || {
        drop(starting);
        thread.run();
    })?;
    // It ends with the sender.
    let _ = started.recv();
    Ok(())
}

/// True unless a limit of the process leaves less address space than a thread takes.
#[cfg(target_os = "linux")]
fn has_room() -> bool {
    use rustix::process::{Resource, getrlimit};
    /// A stack of 2 MB, and as much again for signals and the first memory of its own.
    const ROOM: u64 = 4 << 20;
    let Some(limit) = getrlimit(Resource::As).current else { return true };
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let size = status.lines().find_map(|line| line.strip_prefix("VmSize:")?.trim().strip_suffix(" kB"));
    let size: Option<u64> = size.and_then(|kilobytes| kilobytes.trim().parse().ok());
    size.is_none_or(|kilobytes| kilobytes * 1_024 + ROOM <= limit)
}

/// Other systems say it as a thread is started.
#[cfg(not(target_os = "linux"))]
fn has_room() -> bool {
    true
}

/// Starts the threads, which may take a moment.
pub fn prepare() {
    LazyLock::force(&THREADS);
}

/// Fails if the threads cannot be started.
pub fn require(lang: Lang) -> Result<(), Failure> {
    if *THREADS { Ok(()) } else { Err(Failure::Message(lang.text("system.no-thread").to_owned())) }
}
