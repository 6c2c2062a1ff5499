//! The `jirei` command.

use std::process::ExitCode;

/// Reading pages is small pieces of memory on all cores, where the system's own allocator holds up.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    jirei::cli::run(std::env::args_os(), jirei::tui::run)
}
