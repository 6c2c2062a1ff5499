//! Where the configuration is, and reading it.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

use super::Settings;
use super::folder::own_folder;
use super::mistake::{Mistake, Wrong};
use super::read::{Folders, read};

/// Where the configuration is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file.
    pub path: PathBuf,
    /// True where the user named it: it has to be there.
    pub named: bool,
}

/// What a configuration says.
#[derive(Debug, Default)]
pub struct Configuration {
    /// Everything that can be set.
    pub settings: Settings,
    /// What is wrong with the file, by line.
    pub mistakes: Vec<Mistake>,
    /// True where there is a file.
    pub found: bool,
}

impl Place {
    /// The file that the option names, else `JIREI_CONFIG`, else `jirei/config.toml` in the folder for
    /// configurations; `None` where there is no such folder.
    #[must_use]
    pub fn of(option: Option<OsString>, variable: impl Fn(&str) -> Option<OsString>) -> Option<Self> {
        let set = |name| variable(name).filter(|value| !value.is_empty());
        if let Some(path) = option.or_else(|| set("JIREI_CONFIG")) {
            return Some(Self { path: path.into(), named: true });
        }
        let path = own_folder(set("XDG_CONFIG_HOME"), ".config")?.join("config.toml");
        Some(Self { path, named: false })
    }

    /// Reads what is there.
    ///
    /// # Errors
    /// Where a file that the user named cannot be read.
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
                mistakes: unreadable(&error).into_iter().collect(),
                ..Configuration::default()
            }),
        }
    }
}

/// Nothing is wrong where nothing is.
fn unreadable(error: &io::Error) -> Option<Mistake> {
    let absent = matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory);
    (!absent).then(|| Mistake { line: None, what: Wrong::Unreadable(error.into()) })
}
