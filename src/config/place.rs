//! Locates and loads the configuration file.

use std::ffi::OsString;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::Settings;
use super::folder::{home, own_folder};
use super::mistake::{Mistake, Wrong};
use super::read::{Folders, read};
use super::regular::read_regular;
use crate::lang::Reason;

/// The maximal size of a configuration in bytes.
const LARGEST: u64 = 1_000_000;

/// The location of the configuration file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigFile {
    /// The file.
    pub path: PathBuf,
    /// True if the user named it, so that it has to exist.
    pub named: bool,
}

/// A loaded configuration.
#[derive(Debug, Default)]
pub struct Configuration {
    /// The settings.
    pub settings: Settings,
    /// The mistakes, by line.
    pub mistakes: Vec<Mistake>,
    /// True if the file exists.
    pub found: bool,
}

impl ConfigFile {
    /// Returns the file of the option, else `JIREI_CONFIG`, else `jirei/config.toml` in the folder for
    /// configurations; `None` if there is no such folder.
    #[must_use]
    pub fn find(option: Option<OsString>, variable: impl Fn(&str) -> Option<OsString>) -> Option<Self> {
        let set = |name| variable(name).filter(|value| !value.is_empty());
        if let Some(path) = option.or_else(|| set("JIREI_CONFIG")) {
            return Some(Self { path: path.into(), named: true });
        }
        let path = own_folder(set("XDG_CONFIG_HOME"), ".config")?.join("config.toml");
        Some(Self { path, named: false })
    }

    /// Loads the configuration; a missing file gives the defaults.
    ///
    /// # Errors
    /// If a file that the user named cannot be read.
    pub fn load(&self) -> Result<Configuration, Reason> {
        match read_regular(&self.path, LARGEST) {
            Ok(Some(bytes)) => {
                let own = std::path::absolute(&self.path).unwrap_or_else(|_| self.path.clone());
                let own = own.parent().map(Path::to_path_buf).unwrap_or_default();
                let (settings, mistakes) = read(&bytes, &Folders { own, home: home() });
                Ok(Configuration { settings, mistakes, found: true })
            }
            Ok(None) if self.named => Err(reason_of(ErrorKind::NotFound)),
            Ok(None) => Ok(Configuration::default()),
            Err(reason) if self.named => Err(reason),
            // There is no folder for configurations.
            Err(reason) if reason == reason_of(ErrorKind::NotADirectory) => Ok(Configuration::default()),
            Err(reason) => {
                let mistakes = vec![Mistake { line: None, what: Wrong::Unreadable(reason) }];
                Ok(Configuration { mistakes, ..Configuration::default() })
            }
        }
    }
}

fn reason_of(kind: ErrorKind) -> Reason {
    (&io::Error::from(kind)).into()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[cfg(unix)]
    #[test]
    fn what_is_no_regular_file_and_what_is_too_large_is_refused_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let load = |path: &Path| ConfigFile { path: path.to_owned(), named: true }.load();
        let pipe = folder.path().join("pipe");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        for (path, id) in [
            (pipe.as_path(), "system.not-regular"),
            (Path::new("/dev/zero"), "system.not-regular"),
            (folder.path(), "system.a-folder"),
            (&folder.path().join("absent"), "system.not-found"),
        ] {
            assert_eq!(load(path).unwrap_err(), Reason::Known(id), "{}", path.display());
        }
        let large = folder.path().join("large.toml");
        fs::write(&large, "#".repeat(1_000_001)).unwrap();
        assert_eq!(load(&large).unwrap_err(), Reason::Known("system.too-large"));
        assert!(load(Path::new("/dev/null")).is_ok());
    }
}
