//! The file of `--output`: a new one or a whole replacement of a regular file; a device or a pipe is written into.

use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, BufWriter, ErrorKind, IsTerminal, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::export::output::Output;
use crate::lang::Reason;

/// The prefix of a file that is not whole yet.
const UNFINISHED: &str = ".jirei-output-";

/// A file to write. Unless it is finished a regular file stays as it was, and nothing is left beside it.
pub enum OutputFile {
    /// A regular file: its bytes, and its permissions if it is there already.
    Whole(Vec<u8>, PathBuf, Option<Permissions>),
    /// A device or a pipe.
    Into(BufWriter<File>),
}

impl OutputFile {
    /// Opens the file at a path.
    ///
    /// # Errors
    /// If it cannot be written: it is a folder, it leads nowhere, nothing reads the pipe.
    pub fn open(path: &Path) -> Result<Self, Reason> {
        let failed = |error: io::Error| Reason::from(&error);
        let found = match fs::metadata(path) {
            Ok(found) => Some(found),
            Err(_) if fs::symlink_metadata(path).is_ok() => {
                return Err(Reason::Known("source.dangling-link"));
            }
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            Err(error) => return Err(failed(error)),
        };
        if found.as_ref().is_some_and(fs::Metadata::is_dir) {
            return Err(failed(ErrorKind::IsADirectory.into()));
        }
        if found.as_ref().is_some_and(|found| !found.is_file()) {
            return Ok(Self::Into(BufWriter::new(open_for_reader(path)?)));
        }
        // A link stays a link: its target is written.
        let path = if found.is_some() { fs::canonicalize(path).map_err(failed)? } else { path.to_owned() };
        let permissions = found.map(|found| found.permissions());
        // What cannot be written is said before anything is read.
        create_beside(&path, permissions.as_ref()).map_err(failed)?;
        fail_on_limits();
        Ok(Self::Whole(Vec::new(), path, permissions))
    }

    /// Writes the rest, and a regular file beside its place before it gets its name.
    ///
    /// # Errors
    /// If that fails; a regular file is then as it was.
    pub fn finish(self) -> io::Result<()> {
        match self {
            Self::Into(mut file) => file.flush(),
            // Nothing was found to be written: the file stays as it was.
            Self::Whole(bytes, ..) if bytes.is_empty() => Ok(()),
            Self::Whole(bytes, path, permissions) => {
                let mut file = create_beside(&path, permissions.as_ref())?;
                file.write_all(&bytes)?;
                file.as_file().sync_all()?;
                file.persist(path)?;
                Ok(())
            }
        }
    }

    fn writer(&mut self) -> &mut dyn Write {
        match self {
            Self::Whole(bytes, ..) => bytes,
            Self::Into(file) => file,
        }
    }
}

impl Write for OutputFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.writer().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer().flush()
    }
}

impl Output for OutputFile {
    fn is_terminal(&self) -> bool {
        matches!(self, Self::Into(file) if file.get_ref().is_terminal())
    }
}

/// Creates a file beside a path, which is removed when it is dropped. Others may read it as any file that is made
/// here, or as the one before.
fn create_beside(path: &Path, permissions: Option<&Permissions>) -> io::Result<NamedTempFile> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(UNFINISHED);
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let file = builder.tempfile_in(folder)?;
    if let Some(permissions) = permissions {
        file.as_file().set_permissions(permissions.clone())?;
    }
    Ok(file)
}

/// Lets a file that grows over the limit of the process be an error of the writer; the signal would end it.
fn fail_on_limits() {
    #[cfg(unix)]
    {
        // If it cannot be caught, the signal has its way.
        let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, std::sync::Arc::default());
    }
}

/// Opens a device or a pipe without waiting for whoever reads it.
#[cfg(unix)]
fn open_for_reader(path: &Path) -> Result<File, Reason> {
    use rustix::fs::{OFlags, fcntl_getfl, fcntl_setfl};
    use std::os::unix::fs::{FileTypeExt, OpenOptionsExt};
    let flags = i32::try_from((OFlags::NONBLOCK | OFlags::NOCTTY).bits()).unwrap_or_default();
    let opened = OpenOptions::new().write(true).custom_flags(flags).open(path);
    let file = opened.map_err(|error| {
        let is_pipe = fs::metadata(path).is_ok_and(|found| found.file_type().is_fifo());
        // The system speaks of a device that is not there.
        let is_unread = is_pipe && error.raw_os_error() == Some(rustix::io::Errno::NXIO.raw_os_error());
        if is_unread { Reason::Known("system.no-reader") } else { Reason::from(&error) }
    })?;
    // A reader may be slower than the writer.
    let flags = fcntl_getfl(&file).and_then(|flags| fcntl_setfl(&file, flags - OFlags::NONBLOCK));
    flags.map_err(|error| Reason::from(&error.into()))?;
    Ok(file)
}

/// Opens a device.
#[cfg(not(unix))]
fn open_for_reader(path: &Path) -> Result<File, Reason> {
    OpenOptions::new().write(true).open(path).map_err(|error| Reason::from(&error))
}
