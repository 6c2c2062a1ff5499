//! The command line: arguments, one file a sub-command.

use std::ffi::OsString;
use std::process::ExitCode;

/// Runs jirei with these arguments, the program's name first.
pub fn run(_arguments: impl Iterator<Item = OsString>) -> ExitCode {
    ExitCode::SUCCESS
}
