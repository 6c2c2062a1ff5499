//! The browser.
//!
//! ```text
//!  jirei  事例 2 件                          検索 もがみ▏   1/2 件     view/header.rs
//! ┌ 事例 ──────────────┐┌ もがみネット ─────────────────────────┐
//! │▌もがみネット  山形 ││ 最上地域医療情報ネットワークシステム   │    view/case_header.rs
//! │ 最上地域医療情報…  ││ 山形 · 2013年 導入済み · …             │
//! │ とねっと      埼玉 ││ 1 概要  2 目的・地域  ▌3 参加数▐      ›│    view/tab_bar.rs
//! │                    ││────────────────────────────────────────│
//! │ view/case_list.rs  ││▌参加団体と参加患者数  病院  7施設      │    view/fields.rs
//! └────────────────────┘└─ seeds/mogaminet.txt:67 ────── 3/16 ──┘    view/detail.rs
//!  ↑↓ 事例  ←→ セクション  / 検索  Enter 読む  ? ヘルプ  q 終了      view/footer.rs
//! ```
//!
//! Popups over it: `view/popup.rs`. One loop ([`app`]): an input ([`input`]) becomes an
//! [`action`], [`update`] changes the [`state`] and asks for [`effect`]s, [`settle`] lays out what
//! is open, the views draw it.

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
    // Signals are caught before anything else can go wrong.
    input::start(&sender)?;
    let screen = ratatui::Terminal::new(FrameBackend::new(io::stdout()))?;
    let state = State::new(catalog, lang, Keymap::built_in());
    let theme = Theme::from_environment(|name| std::env::var(name).ok());
    App::open(screen, state, World::new(lang, sender), theme)?.run(inputs)
}
