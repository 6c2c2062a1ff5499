//! Locates and loads the configuration file.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

use super::Settings;
use super::folder::own_folder;
use super::mistake::{Mistake, Wrong};
use super::read::{Folders, read};

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
    pub fn load(&self) -> io::Result<Configuration> {
        match std::fs::read(&self.path) {
            Ok(bytes) => {
                let own = std::path::absolute(&self.path).unwrap_or_else(|_| self.path.clone());
                let own = own.parent().map(Path::to_path_buf).unwrap_or_default();
                let (settings, mistakes) = read(&bytes, &Folders { own, home: std::env::home_dir() });
                Ok(Configuration { settings, mistakes, found: true })
            }
            Err(error) if self.named => Err(error),
            Err(error) => Ok(Configuration {
                mistakes: unreadable_mistake(&error).into_iter().collect(),
                ..Configuration::default()
            }),
        }
    }
}

/// Returns the mistake of a file that cannot be read; `None` if it does not exist.
fn unreadable_mistake(error: &io::Error) -> Option<Mistake> {
    let absent = matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory);
    (!absent).then(|| Mistake { line: None, what: Wrong::Unreadable(error.into()) })
}
