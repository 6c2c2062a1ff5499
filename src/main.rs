//! The `jirei` command.

use std::alloc::{GlobalAlloc, Layout};
use std::process::ExitCode;

use mimalloc::MiMalloc;

/// Reading pages is small pieces of memory on all cores, where the system's own allocator holds up.
#[global_allocator]
static ALLOCATOR: Allocator = Allocator;

/// The allocator, which ends the program in order where there is no memory: the standard library aborts, and
/// would leave the terminal in raw mode.
struct Allocator;

/// Ends the program if there is no memory.
fn checked(memory: *mut u8) -> *mut u8 {
    if memory.is_null() {
        jirei::tui::rescue::restore_terminal();
        jirei::cli::end_without_memory();
    }
    memory
}

#[expect(unsafe_code, reason = "an allocator cannot be written without")]
// SAFETY: every method passes its arguments on to mimalloc, which keeps the contract, and returns its result.
unsafe impl GlobalAlloc for Allocator {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: as above.
        checked(unsafe { MiMalloc.alloc(layout) })
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: as above.
        checked(unsafe { MiMalloc.alloc_zeroed(layout) })
    }

    unsafe fn realloc(&self, memory: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // SAFETY: as above.
        checked(unsafe { MiMalloc.realloc(memory, layout, size) })
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        // SAFETY: as above.
        unsafe { MiMalloc.dealloc(memory, layout) }
    }
}

fn main() -> ExitCode {
    jirei::cli::run(std::env::args_os(), jirei::tui::run)
}
