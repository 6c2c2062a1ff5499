//! The browser.
//!
//! One loop ([`app`]): an input ([`input`]) becomes an [`action`], [`update`] changes the [`state`] and
//! asks for [`effect`]s, [`settle`] lays out what is open, the views draw it. The map of the screen is
//! at the top of the crate.

pub mod action;
pub mod app;
pub mod backend;
pub mod effect;
#[cfg(test)]
pub(crate) mod fixture;
pub mod input;
pub mod layout;
pub mod settle;
pub mod state;
pub mod tabs;
pub mod terminal;
pub mod theme;
pub mod update;
pub mod view;
pub mod widget;

use std::io;
use std::sync::mpsc;

use anyhow::{Context, bail};

use crate::config::Keymap;
use crate::lang::Lang;
use crate::model::Catalog;

use action::Ending;
use app::App;
use backend::FrameBackend;
use state::State;
use terminal::{Terminal, World};
use theme::Theme;

/// Opens the browser and stays in it until the user quits. A signal that asks the program to end
/// ends the process with 128 and its number, the terminal given back.
///
/// # Errors
/// Where the terminal cannot be taken over, read or written.
pub fn run(catalog: Catalog, lang: Lang) -> anyhow::Result<()> {
    let (sender, mut inputs) = mpsc::channel();
    input::catch_signals(&sender)?;
    let taken = Terminal::take_over().context(lang.text("browser.no_terminal"))?;
    let ending = browse(catalog, lang, sender, &mut inputs);
    drop(taken);
    match ending? {
        Ending::Quit | Ending::InputClosed => Ok(()),
        Ending::InputFailed(problem) => {
            bail!("{}", lang.fill("browser.input_failed", &[("problem", &problem)]))
        }
        Ending::Signal(number) => std::process::exit(128 + number),
    }
}

fn browse(
    catalog: Catalog,
    lang: Lang,
    sender: mpsc::Sender<input::Input>,
    inputs: &mut mpsc::Receiver<input::Input>,
) -> anyhow::Result<Ending> {
    input::start(&sender)?;
    let screen = ratatui::Terminal::new(FrameBackend::new(io::stdout()))?;
    let state = State::new(catalog, lang, Keymap::built_in());
    let theme = Theme::from_environment(|name| std::env::var(name).ok());
    App::open(screen, state, World::new(lang, sender), theme)?.run(inputs)
}
