//! `jirei` without a sub-command: the browser.

use std::io::{self, IsTerminal};
use std::path::PathBuf;

use super::arguments::command_names;
use super::console::quote;
use super::failure::{Failure, RunEnding, RunResult};
use super::pages::PagePaths;
use super::{pages, usage};
use crate::config::LaunchOptions;
use crate::lang::{Lang, Reason};
use crate::model::Catalog;
use crate::source;

/// Runs the browser until the user quits and returns the loaded catalog; passed in, as the command line
/// does not depend on the browser.
pub type Browser = fn(LaunchOptions) -> anyhow::Result<Catalog>;

/// Opens the browser; reports unread files after it is closed, since they would not be visible before.
pub fn run(opening: LaunchOptions, places: &PagePaths, browser: Browser) -> RunResult {
    let (paths, lang) = (&opening.paths, opening.lang);
    // Paths of the configuration are not mistyped commands.
    let typed: &[PathBuf] = if places.set_in.is_some() { &[] } else { paths };
    if let Some((path, near)) = typed.first().and_then(|path| Some((path, usage::mistyped_command(path)?))) {
        let shown = quote(&path.to_string_lossy(), lang);
        let words = lang.fill("cli.no-such-command", &[("word", &shown)]);
        return Err(Failure::Message(words + &usage::suggestion_text(Some(near), lang)));
    }
    let is_dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    if !io::stdout().is_terminal() || is_dumb {
        let is_missing = |path: &&PathBuf| path.as_os_str() != source::STANDARD_INPUT && !path.exists();
        if let Some(missing) = typed.iter().find(is_missing) {
            let shown = quote(&missing.to_string_lossy(), lang);
            return Err(Failure::Message(lang.fill("cli.no-such-command", &[("word", &shown)])));
        }
        // The browser needs a terminal for its output too, and one that can place the cursor.
        let commands: Vec<&str> = command_names().filter(|name| *name != "open").collect();
        let commands = commands.join(lang.text("cli.and"));
        let id = if is_dumb { "cli.dumb-terminal" } else { "cli.no-terminal" };
        return Err(Failure::Message(lang.fill(id, &[("commands", &commands)])));
    }
    check_input(paths, lang)?;
    let catalog = browser(opening).map_err(|error| Failure::Message(words_of(&error, lang)))?;
    pages::note_unread(&catalog, places, lang);
    let nothing = catalog.pages.is_empty() && !catalog.diagnostics.is_empty();
    Ok(if nothing { RunEnding::Failed } else { RunEnding::Fine })
}

/// Returns an error with its causes, those of the system in the user's language.
fn words_of(error: &anyhow::Error, lang: Lang) -> String {
    let words = error.chain().map(|cause| match cause.downcast_ref::<io::Error>() {
        Some(error) => Reason::from(error).words(lang),
        None => cause.to_string(),
    });
    words.collect::<Vec<_>>().join(": ")
}

/// True if another program or a file gives the standard input: `cat page | jirei`.
#[cfg(unix)]
pub fn is_piped() -> bool {
    use rustix::fs::{FileType, fstat};
    fstat(io::stdin()).is_ok_and(|found| {
        let kind = FileType::from_raw_mode(found.st_mode);
        kind == FileType::Fifo || kind == FileType::RegularFile && found.st_size > 0
    })
}

/// True if another program gives the standard input: elsewhere that looks like a closed one.
#[cfg(not(unix))]
pub fn is_piped() -> bool {
    false
}

/// Fails if pages are to be read from standard input while it is the terminal: pages and keys would
/// compete for it.
pub fn check_input(paths: &[PathBuf], lang: Lang) -> Result<(), Failure> {
    let reads_input = paths.iter().any(|path| path.as_os_str() == source::STANDARD_INPUT);
    if reads_input && io::stdin().is_terminal() {
        return Err(Failure::Message(lang.text("cli.no-input").to_owned()));
    }
    Ok(())
}
