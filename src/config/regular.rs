//! Reads regular files only: a pipe would block, and a device may never end.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::Path;

use crate::lang::Reason;

/// The reason for a path that is no regular file.
pub(super) const NOT_REGULAR: Reason = Reason::Known("system.not-regular");
const TOO_LARGE: Reason = Reason::Known("system.too-large");

/// Reads a regular file of at most `largest` bytes; `None` if it does not exist. Nothing else is opened but
/// the null device, which is empty.
///
/// # Errors
/// If it is no regular file, is larger or cannot be read.
pub(super) fn read_regular(path: &Path, largest: u64) -> Result<Option<Vec<u8>>, Reason> {
    let found = match fs::metadata(path) {
        Ok(found) => found,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err((&error).into()),
    };
    if is_null_device(path) {
        return Ok(Some(Vec::new()));
    }
    if found.is_dir() {
        return Err((&io::Error::from(ErrorKind::IsADirectory)).into());
    }
    if !found.is_file() {
        return Err(NOT_REGULAR);
    }
    let mut bytes = Vec::new();
    // It may grow while it is read.
    let read = File::open(path).and_then(|file| file.take(largest + 1).read_to_end(&mut bytes));
    read.map_err(|error| Reason::from(&error))?;
    if bytes.len() as u64 > largest { Err(TOO_LARGE) } else { Ok(Some(bytes)) }
}

/// True for the device that is always empty and keeps nothing.
pub(super) fn is_null_device(path: &Path) -> bool {
    path == Path::new(if cfg!(windows) { "NUL" } else { "/dev/null" })
}

/// True if something is at the path that may not be replaced: anything but a regular file, a link to one
/// included, and a link to nothing.
pub(super) fn is_occupied(path: &Path) -> bool {
    match fs::metadata(path) {
        Ok(found) => !found.is_file(),
        Err(_) => fs::symlink_metadata(path).is_ok(),
    }
}
