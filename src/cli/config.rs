//! `jirei config`: the path, the mistakes and the commented default of the configuration.

use super::console::{Console, print_note, quote};
use super::failure::{Failure, RunEnding, RunResult};
use super::requests::ConfigOutput;
use crate::config::read::commented_default;
use crate::config::{ConfigFile, Configuration, Mistake, Settings};
use crate::export::output::Output;
use crate::field_table::{Role, Span};
use crate::lang::{Lang, Reason};
use crate::text::shown::shown;

/// The configuration file and its content.
pub struct LoadedConfig {
    place: Option<ConfigFile>,
    configuration: Result<Configuration, Reason>,
}

impl LoadedConfig {
    /// Loads the configuration that the option names, or the one of the environment.
    pub fn new(option: Option<std::ffi::OsString>) -> Self {
        let place = ConfigFile::find(option, |name| std::env::var_os(name));
        let configuration = place.as_ref().map_or_else(|| Ok(Configuration::default()), ConfigFile::load);
        Self { place, configuration }
    }

    /// Returns the configured language.
    pub fn lang(&self) -> Option<Lang> {
        self.configuration.as_ref().ok().and_then(|configuration| configuration.settings.lang)
    }

    /// Returns the settings and the messages of the mistakes, in which `file` names the file.
    ///
    /// # Errors
    /// If the file that the user named cannot be read.
    pub fn settings(
        &self,
        lang: Lang,
        file: impl Fn(&ConfigFile) -> String,
    ) -> Result<(Settings, Vec<String>), Failure> {
        let configuration = self.read(lang)?;
        let file = self.place.as_ref().map(file).unwrap_or_default();
        let words = |mistake: &Mistake| mistake.message(&file, lang);
        Ok((configuration.settings.clone(), configuration.mistakes.iter().map(words).collect()))
    }

    /// Returns the path as it is displayed; empty if there is none.
    pub fn file(&self) -> String {
        self.place.as_ref().map(full_path).unwrap_or_default()
    }

    /// Returns the configuration, or the error that it could not be read, with its path.
    fn read(&self, lang: Lang) -> Result<&Configuration, Failure> {
        self.configuration.as_ref().map_err(|problem| {
            let path = self.place.as_ref().map(|place| quote(&full_path(place), lang)).unwrap_or_default();
            Failure::Message(
                lang.fill("configuration.named", &[("path", &path), ("problem", &problem.words(lang))]),
            )
        })
    }
}

/// Returns the full path.
pub fn full_path(place: &ConfigFile) -> String {
    place.path.to_string_lossy().into_owned()
}

/// Returns the file name.
pub fn file_name(place: &ConfigFile) -> String {
    place.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Prints the requested output.
pub fn run(output: ConfigOutput, read: &LoadedConfig, console: &mut Console) -> RunResult {
    match (output, &read.place) {
        (ConfigOutput::Default, _) => console.print(&commented_default()),
        (ConfigOutput::Path | ConfigOutput::Mistakes, None) => {
            Err(Failure::Message(console.lang.text("configuration.nowhere").to_owned()))
        }
        (ConfigOutput::Path, Some(place)) => {
            let path = full_path(place);
            // A script gets the path as it is.
            if console.out.is_terminal() { console.print(&shown(&path)) } else { console.print(&path) }
        }
        (ConfigOutput::Mistakes, Some(place)) => print_mistakes(place, read, console),
    }
}

/// Prints every mistake of the file, a line each, then their number on stderr.
fn print_mistakes(place: &ConfigFile, read: &LoadedConfig, console: &mut Console) -> RunResult {
    let lang = console.lang;
    let configuration = read.read(lang)?;
    let path = full_path(place);
    for mistake in &configuration.mistakes {
        console.print_wrapped(&[Span::new(mistake.message(&path, lang), Role::Text)])?;
    }
    std::io::Write::flush(&mut console.out)?;
    let (path, count) = (shown(&path), configuration.mistakes.len());
    print_note(&match (count, configuration.found) {
        (0, false) => lang.fill("configuration.absent", &[("path", &path)]),
        (0, true) => lang.fill("configuration.fine", &[("path", &path)]),
        (_, _) => lang.fill("configuration.mistakes", &[("path", &path), ("count", &count)]),
    });
    Ok(if count > 0 { RunEnding::Nothing } else { RunEnding::Fine })
}
