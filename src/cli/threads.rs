//! The threads that work on all cores. rayon would start them at first use, and panic where it cannot.

use std::error::Error as _;
use std::sync::LazyLock;

use rayon::ThreadPoolBuilder;

use super::failure::Failure;
use crate::lang::Lang;

/// True if there are threads.
static THREADS: LazyLock<bool> = LazyLock::new(|| {
    // Without a source they were started before.
    ThreadPoolBuilder::new().build_global().err().is_none_or(|error| error.source().is_none())
});

/// Starts the threads, which may take a moment.
pub fn prepare() {
    LazyLock::force(&THREADS);
}

/// Fails if the threads cannot be started.
pub fn require(lang: Lang) -> Result<(), Failure> {
    if *THREADS { Ok(()) } else { Err(Failure::Message(lang.text("system.no-thread").to_owned())) }
}
