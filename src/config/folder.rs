//! The program's own folders, for its configuration and for what it keeps.

use std::ffi::OsString;
use std::path::PathBuf;

/// jirei's folder: in the one that a variable names, else at its usual place in the home, the same on
/// every system; `None` where the system names no home.
pub(super) fn own_folder(named: Option<OsString>, usual: &str) -> Option<PathBuf> {
    // A relative path there is to be ignored, says the standard.
    let named = named.map(PathBuf::from).filter(|folder| folder.is_absolute());
    let home = || std::env::home_dir().filter(|home| !home.as_os_str().is_empty());
    Some(named.or_else(|| Some(home()?.join(usual)))?.join("jirei"))
}
