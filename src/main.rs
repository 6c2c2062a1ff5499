//! The `jirei` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    jirei::cli::run(std::env::args_os(), jirei::tui::run)
}
