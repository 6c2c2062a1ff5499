//! `jirei` without a sub-command: the browser.

use std::io::{self, IsTerminal};
use std::path::PathBuf;

use super::arguments::command_names;
use super::console::quoted;
use super::failure::{Ending, Failure, Outcome};
use super::pages::Places;
use super::{pages, usage};
use crate::config::LaunchOptions;
use crate::model::Catalog;
use crate::source;

/// What opens the browser, which the command line does not know: it stays until the user quits, and
/// gives what was read.
pub type Browser = fn(LaunchOptions) -> anyhow::Result<Catalog>;

/// Opens the browser; says what could not be read when it is closed, since before nobody sees it.
pub fn run(opening: LaunchOptions, places: &Places, browser: Browser) -> Outcome {
    let (paths, lang) = (&opening.paths, opening.lang);
    // What is set is no word that somebody typed.
    let typed: &[PathBuf] = if places.set_in.is_some() { &[] } else { paths };
    if let Some((path, near)) = typed.first().and_then(|path| Some((path, usage::mistyped_command(path)?))) {
        let shown = quoted(&path.to_string_lossy(), lang);
        let words = lang.fill("cli.no-such-command", &[("word", &shown)]);
        return Err(Failure::Message(words + &usage::meant(Some(near), lang)));
    }
    if !io::stdout().is_terminal() {
        let is_missing = |path: &&PathBuf| path.as_os_str() != source::STANDARD_INPUT && !path.exists();
        if let Some(missing) = typed.iter().find(is_missing) {
            let shown = quoted(&missing.to_string_lossy(), lang);
            return Err(Failure::Message(lang.fill("cli.no-such-command", &[("word", &shown)])));
        }
        // That needs a terminal too.
        let commands: Vec<&str> = command_names().filter(|name| *name != "open").collect();
        let commands = commands.join(lang.text("cli.and"));
        return Err(Failure::Message(lang.fill("cli.no-terminal", &[("commands", &commands)])));
    }
    // The keys come from there: each of the two would take from the other.
    if io::stdin().is_terminal() && paths.iter().any(|path| path.as_os_str() == source::STANDARD_INPUT) {
        return Err(Failure::Message(lang.text("cli.no-input").to_owned()));
    }
    let catalog = browser(opening).map_err(|error| Failure::Message(format!("{error:#}")))?;
    pages::note_unread(&catalog, places, lang);
    let nothing = catalog.pages.is_empty() && !catalog.diagnostics.is_empty();
    Ok(if nothing { Ending::Failed } else { Ending::Fine })
}
