//! The program's own folders, for its configuration and its state.

use std::ffi::OsString;
use std::path::PathBuf;

/// Returns jirei's folder: in the one that a variable names, else at its usual path in the home, the same
/// on every system; `None` if there is no home.
pub(super) fn own_folder(named: Option<OsString>, usual: &str) -> Option<PathBuf> {
    // The XDG standard says to ignore a relative path.
    let named = named.map(PathBuf::from).filter(|folder| folder.is_absolute());
    Some(named.or_else(|| Some(home()?.join(usual)))?.join("jirei"))
}

/// Returns the user's home; `None` if there is none or it is relative, which would be another in each folder.
pub(super) fn home() -> Option<PathBuf> {
    std::env::home_dir().filter(|home| home.is_absolute())
}
