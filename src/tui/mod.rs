//! The browser.
//!
//! One loop ([`app`]): an input ([`input`]) becomes an [`action`], [`update`] changes the [`state`] and
//! asks for [`effect`]s, [`scene`] lays out what is open, the views draw it. The map of the screen is
//! at the top of the crate.

pub mod action;
pub mod app;
pub mod backend;
pub mod clipboard;
pub mod editor;
pub mod effect;
#[cfg(test)]
pub(crate) mod fixture;
pub mod glyphs;
pub mod headline;
pub mod input;
pub mod job;
pub mod layout;
pub mod links;
pub mod load_report;
pub mod loader;
pub mod message;
pub mod output;
pub mod rescue;
pub mod scene;
pub mod state;
pub mod terminal;
pub mod theme;
pub mod tmux;
pub mod update;
pub mod view;
pub mod widget;

use std::io::{self, Write};
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};

use crate::analysis::column_sets::add_user_sets;
use crate::config::{AmbiguousWidth, Command, LaunchOptions, ThemeChoice};
use crate::model::Catalog;

use app::App;
use backend::FrameBackend;
use effect::Ending;
use input::{Input, Queue, Requests, Signals};
use links::has_links;
use load_report::LoadReport;
use loader::Loader;
use message::Message;
use output::Output;
use state::search::SelectsRow;
use state::{Mode, MouseOwner, State};
use terminal::{Terminal, World};
use theme::look::Look;

/// So long the first frame waits for reading to end: a frame that is full at once is worth more
/// than one that fills before the eyes.
pub const FIRST_FRAME: Duration = Duration::from_millis(30);

/// Opens the browser, on the built-in pages if no path is given, and returns the read catalog when the user
/// quits; does not open if nothing can be read. A signal that ends the program exits with 128 and its number.
///
/// # Errors
/// If the terminal cannot be taken over, read or written.
pub fn run(opening: LaunchOptions) -> anyhow::Result<Catalog> {
    let LaunchOptions { paths, loaded, query, lang, settings, mut problems, place, mut state_file } = opening;
    let (sender, inputs) = mpsc::channel();
    // The built-in pages are too few to wait for twice.
    let patience = if paths.is_empty() { Duration::MAX } else { FIRST_FRAME };
    let mut loader = Loader::new(paths.clone(), sender.clone());
    match loaded {
        Some(loaded) => sender.send(Input::LoadReport(Box::new(LoadReport::from_loaded(loaded))))?,
        None => loader.start()?,
    }
    // Beside the reading of the first pages, as all that follows.
    let (kept, trouble) = state_file.load();
    problems.extend(trouble.iter().map(|trouble| trouble.message(lang)));
    add_user_sets(&settings.columns);
    let mut state = State::reading(lang, settings.keymap);
    state.files.asked = paths;
    let variable = |name: &str| std::env::var(name).ok();
    state.look = Look::from_environment(settings.theme, variable);
    state.take_up(kept);
    let opens_case = place.is_some();
    if let Some(place) = place {
        state.begin_in(place);
    }
    if query.is_some() {
        state.keeping.going_back = None;
    }
    state.links = has_links(|name: &str| std::env::var(name).ok());
    state.ambiguous_wide = settings.ambiguous_width == AmbiguousWidth::Two;
    state.mouse_owner = if settings.mouse { MouseOwner::Ours } else { MouseOwner::Theirs };
    let requests = Requests {
        background: state.look.choice == ThemeChoice::Auto,
        width: settings.ambiguous_width == AmbiguousWidth::Auto,
    };
    let signals = Signals::catch(&sender, rescue::insist)?;
    let output = Output::start(sender.clone())?;
    take_first(&mut state, &inputs, patience);
    if !state.files.is_reading() && state.catalog.pages.is_empty() && !state.catalog.diagnostics.is_empty() {
        return Ok(state.catalog);
    }
    if let Some(query) = query {
        search_for(&mut state, &query);
    } else if settings.resume_search && !opens_case {
        resume_search(&mut state);
    }
    say_problems(&mut state, problems);
    let taken = Terminal::take_over(&output, settings.mouse).context(lang.text("browser.no_terminal"))?;
    let world = World::new(lang, sender.clone(), loader, signals, state_file, settings.mouse);
    let (browsed, unkept) = browse(state, world, requests, (&sender, output.clone()), inputs);
    drop(taken);
    if output.is_stuck() {
        // What is still to be printed would wait for it.
        std::process::exit(browsed.map_or(2, |(ending, _)| ending.exit_code()));
    }
    if let Some(unkept) = unkept {
        // A closed stderr is no reason to stop.
        let _ = writeln!(io::stderr().lock(), "jirei: {unkept}");
    }
    match browsed? {
        (Ending::Quit | Ending::InputClosed, catalog) => Ok(catalog),
        (Ending::InputFailed(problem), _) => {
            bail!("{}", lang.fill("browser.input_failed", &[("problem", &problem.words(lang))]))
        }
        (ending @ Ending::Signal(_), _) => std::process::exit(ending.exit_code()),
    }
}

/// Shows the mistakes of the settings as messages; of several, the footer has the number and the first.
pub fn say_problems(state: &mut State, problems: Vec<String>) {
    let (count, first) = (problems.len(), problems.first().cloned().unwrap_or_default());
    // The first of several, with their number.
    for text in problems.into_iter().skip(usize::from(count > 1)).rev() {
        state.messages.say(Message::problem(text));
    }
    if count > 1 {
        let key = state.keymap.all_keys(Command::Messages).join(" ");
        let values: [(&str, &dyn std::fmt::Display); 3] =
            [("count", &count), ("key", &key), ("first", &first)];
        let text = state.lang.fill("configuration.said", &values);
        state.messages.say(Message::problem(text));
    }
}

/// Searches for a query and focuses the list, its first hit selected.
pub fn search_for(state: &mut State, query: &str) {
    update::search::begin(state);
    update::search::type_text(state, query);
    state.mode = Mode::Browse;
}

/// Searches for what the last run ended with and keeps the row that was gone back to.
pub fn resume_search(state: &mut State) {
    let Some(query) = state.keeping.last_search.clone() else { return };
    update::search::save_before_search(state);
    state.search.set_text(query.clone(), query.len());
    state.search.selects = SelectsRow::Selected;
}

/// Applies reports of the loader until reading ends, for at most `patience`.
pub fn take_first(state: &mut State, inputs: &Receiver<Input>, patience: Duration) {
    let started = Instant::now();
    while state.files.is_reading() {
        let left = patience.saturating_sub(started.elapsed());
        let Ok(input) = inputs.recv_timeout(left) else { return };
        if let Input::LoadReport(report) = input {
            update::loading::take_report(state, &scene::Scene::default(), *report);
        }
    }
}

/// Runs the browser and saves its changes; returns how it ended and the error of saving, if any.
fn browse(
    state: State,
    world: World,
    requests: Requests,
    (sender, output): (&Sender<Input>, Output),
    inputs: Receiver<Input>,
) -> (anyhow::Result<(Ending, Catalog)>, Option<String>) {
    let open = || {
        let (inputs, replies) = Queue::start(sender, inputs, requests, &mut output.clone())?;
        let screen = ratatui::Terminal::new(FrameBackend::new(output))?;
        Ok((App::open(screen, state, world)?, inputs, replies))
    };
    let (mut app, mut inputs, replies) = match open() {
        Ok(opened) => opened,
        Err(error) => return (Err(error), None),
    };
    let ending = app.run(&mut inputs);
    let unkept = app.save_changes();
    app.finish_copies(&mut inputs);
    replies.drain();
    (ending.map(|ending| (ending, app.state.catalog)), unkept)
}
