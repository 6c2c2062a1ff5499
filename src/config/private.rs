//! Files and folders for the user alone, and files that are whole or not at all.

use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::Path;

use tempfile::{NamedTempFile, TempDir};

/// Creates a folder and those above it.
///
/// # Errors
/// If it cannot be created, or something else is in its place.
pub fn create_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    let created = builder.recursive(true).create(folder);
    // A file is in the place of the folder.
    created.map_err(|error| {
        if error.kind() == ErrorKind::AlreadyExists { ErrorKind::NotADirectory.into() } else { error }
    })
}

/// Creates a temporary folder, which is removed when it is dropped.
///
/// # Errors
/// If it cannot be created.
pub fn temporary_folder() -> io::Result<TempDir> {
    let mut builder = tempfile::Builder::new();
    builder.prefix("jirei-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
    builder.tempdir()
}

/// Writes a file durably under a name that begins with `prefix`, to be given its own name by `persist` or
/// `persist_noclobber`; until then it is removed when it is dropped, since the disk may be full.
///
/// # Errors
/// If it cannot be written.
pub fn write_unfinished(folder: &Path, prefix: &str, bytes: &[u8]) -> io::Result<NamedTempFile> {
    // The mode of temporary files is 0600.
    let mut file = tempfile::Builder::new().prefix(prefix).tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    Ok(file)
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn only_the_user_reads_what_is_written() {
        let top = temporary_folder().unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        let inside = top.path().join("a/b");
        create_folder(&inside).unwrap();
        let file = inside.join("c");
        write_unfinished(&inside, ".x-", b"c").unwrap().persist_noclobber(&file).unwrap();
        for (path, wanted) in
            [(top.path(), 0o700), (&top.path().join("a"), 0o700), (&inside, 0o700), (&file, 0o600)]
        {
            assert_eq!(mode(path), wanted, "{}", path.display());
        }
    }

    #[test]
    fn what_is_not_finished_leaves_nothing() {
        let top = temporary_folder().unwrap();
        drop(write_unfinished(top.path(), ".x-", b"c").unwrap());
        assert_eq!(fs::read_dir(top.path()).unwrap().count(), 0);
    }
}
