//! `jirei config`: where the configuration is, what is wrong with it, what it may say.

use super::arguments::Shown;
use super::console::{Console, note, quoted};
use super::failure::{Ending, Failure, Outcome, escaped};
use crate::config::read::commented_default;
use crate::config::{ConfigFile, Configuration, Mistake, Settings};
use crate::export::page::{Role, Span};
use crate::lang::{Lang, Reason};

/// Where the configuration is, and what it says.
pub struct Read {
    place: Option<ConfigFile>,
    configuration: std::io::Result<Configuration>,
}

impl Read {
    /// Reads the configuration that the option names, or the one of the environment.
    pub fn new(option: Option<std::ffi::OsString>) -> Self {
        let place = ConfigFile::find(option, |name| std::env::var_os(name));
        let configuration = place.as_ref().map_or_else(|| Ok(Configuration::default()), ConfigFile::load);
        Self { place, configuration }
    }

    /// The language that it asks for.
    pub fn lang(&self) -> Option<Lang> {
        self.configuration.as_ref().ok().and_then(|configuration| configuration.settings.lang)
    }

    /// What is set, and what is wrong in words; `file` is how the file is called there.
    ///
    /// # Errors
    /// Where the file that the user named cannot be read.
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

    /// The file, as it is shown; empty where there is no place for one.
    pub fn file(&self) -> String {
        self.place.as_ref().map(path_of).unwrap_or_default()
    }

    fn read(&self, lang: Lang) -> Result<&Configuration, Failure> {
        self.configuration.as_ref().map_err(|problem| {
            let path = self.place.as_ref().map(|place| quoted(&path_of(place), lang)).unwrap_or_default();
            Failure::Message(lang.fill(
                "configuration.named",
                &[("path", &path), ("problem", &Reason::from(problem).words(lang))],
            ))
        })
    }
}

/// The whole path.
pub fn path_of(place: &ConfigFile) -> String {
    place.path.to_string_lossy().into_owned()
}

/// The name of the file alone.
pub fn name_of(place: &ConfigFile) -> String {
    place.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Says what is asked for.
pub fn run(shown: Shown, read: &Read, console: &mut Console) -> Outcome {
    match (shown, &read.place) {
        (Shown::Default, _) => console.print(&commented_default()),
        (Shown::Path | Shown::Mistakes, None) => {
            Err(Failure::Message(console.lang.text("configuration.nowhere").to_owned()))
        }
        (Shown::Path, Some(place)) => console.print(&path_of(place)),
        (Shown::Mistakes, Some(place)) => mistakes(place, read, console),
    }
}

/// Every mistake of the file, a line each, then how many on stderr.
fn mistakes(place: &ConfigFile, read: &Read, console: &mut Console) -> Outcome {
    let lang = console.lang;
    let configuration = read.read(lang)?;
    let path = path_of(place);
    for mistake in &configuration.mistakes {
        console.wrapped(&[Span::new(mistake.message(&path, lang), Role::Text)])?;
    }
    std::io::Write::flush(&mut console.out)?;
    let (path, count) = (escaped(&path), configuration.mistakes.len());
    note(&match (count, configuration.found) {
        (0, false) => lang.fill("configuration.absent", &[("path", &path)]),
        (0, true) => lang.fill("configuration.fine", &[("path", &path)]),
        (_, _) => lang.fill("configuration.mistakes", &[("path", &path), ("count", &count)]),
    });
    Ok(if count > 0 { Ending::Nothing } else { Ending::Fine })
}
