//! The terminal: taking it over and giving it back as it was found, whatever happens in between.

use std::fmt::Display;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Once, OnceLock};
use std::thread;

use crossterm::cursor::{Hide, Show};
use crossterm::event::{
    DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture,
};
use crossterm::execute;
use crossterm::terminal::{
    EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};

use crate::config::state_file::WriteResult;
use crate::config::{KeptChanges, StateFile, StateFileError};
use crate::lang::{Lang, Reason};
use crate::source::Known;
use crate::text::shown::shown;
use crate::text::{ascii_address, displayed_address};

use super::clipboard::{self, Copied};
use super::editor::{self, EditorRun, NoCopy, NoEditor, ReadOnlyCopy};
use super::effect::{EditRequest, Edited, Outside, Parcel, RawAnswer, RawRequest};
use super::input::{Input, Signals};
use super::job;
use super::loader::Loader;
use super::message::Message;
use super::output::Output;
use super::rescue;
use super::state::field::raw_problem;
use super::tmux::TmuxCopier;

/// True while the terminal is ours: the panic hook reads it.
static TAKEN: AtomicBool = AtomicBool::new(false);
/// What the terminal is written to by.
static OUTPUT: OnceLock<Output> = OnceLock::new();
static HOOK: Once = Once::new();

/// The terminal while it is ours; dropped, it is as it was found.
#[derive(Debug)]
pub struct Terminal(());

impl Terminal {
    /// Takes over the terminal that `output` writes to, and its mouse if asked.
    ///
    /// # Errors
    /// If there is no terminal or it cannot be written to.
    pub fn take_over(output: &Output, mouse: bool) -> io::Result<Self> {
        OUTPUT.get_or_init(|| output.clone());
        rescue::store_line_settings();
        HOOK.call_once(|| {
            let report = std::panic::take_hook();
            std::panic::set_hook(Box::new(move |panic| {
                // The report is for the screen that the user gets back, not for ours.
                let _ = give_back();
                report(panic);
                // A thread that only feeds the main one would leave it waiting, without a screen.
                if thread::current().name() != Some("main") {
                    std::process::exit(101);
                }
            }));
        });
        let terminal = Self(());
        take_over(mouse)?;
        Ok(terminal)
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // A terminal that cannot be written to shows no error either.
        let _ = give_back();
    }
}

/// Sets raw mode, the alternate screen and bracketed paste, and captures the mouse if asked.
fn take_over(mouse: bool) -> io::Result<()> {
    TAKEN.store(true, Ordering::SeqCst);
    enable_raw_mode()?;
    let mut out = output()?;
    execute!(out, EnterAlternateScreen, Hide)?;
    if mouse {
        execute!(out, EnableMouseCapture)?;
    }
    // An old Windows console cannot bracket a paste; it is typed there.
    let _ = execute!(out, EnableBracketedPaste);
    Ok(())
}

/// Restores the terminal; does nothing if it is not taken over.
fn give_back() -> io::Result<()> {
    if !TAKEN.swap(false, Ordering::SeqCst) {
        return Ok(());
    }
    let mut out = output()?;
    let _ = execute!(out, EndSynchronizedUpdate, DisableBracketedPaste);
    let written = execute!(out, DisableMouseCapture, LeaveAlternateScreen, Show).and_then(|()| out.drain());
    disable_raw_mode()?;
    written
}

/// Returns what the terminal is written to by.
fn output() -> io::Result<Output> {
    OUTPUT.get().cloned().ok_or_else(|| io::ErrorKind::NotConnected.into())
}

/// The world outside the browser: the terminal, the shell, the web browser.
#[derive(Debug)]
pub struct World {
    lang: Lang,
    inputs: Sender<Input>,
    loader: Loader,
    signals: Signals,
    state_file: StateFile,
    /// True while the mouse is ours.
    mouse: bool,
    /// What copies through tmux, once anything was copied.
    tmux: Option<TmuxCopier>,
}

impl World {
    /// Creates the outside world; work in the background reports to `inputs`, `mouse` is whether the mouse is
    /// captured.
    #[must_use]
    pub fn new(
        lang: Lang,
        inputs: Sender<Input>,
        loader: Loader,
        signals: Signals,
        state_file: StateFile,
        mouse: bool,
    ) -> Self {
        Self { lang, inputs, loader, signals, state_file, mouse, tmux: None }
    }

    /// Restores the terminal, runs the editor and takes the terminal over again.
    fn run_editor(
        &mut self,
        editor: Option<Vec<String>>,
        path: &Path,
        line: u32,
        read_only: bool,
    ) -> io::Result<Result<EditorRun, NoEditor>> {
        // Ctrl-C in the editor reaches everyone in front of the terminal.
        self.signals.leave_keys();
        let used = give_back().map(|()| editor::edit(editor, path, line, read_only));
        // An editor that was killed leaves the line as it was using it, and what is found now is what is
        // given back in the end.
        rescue::restore_line_settings();
        take_over(self.mouse)?;
        self.signals.heed_keys()?;
        used
    }

    /// Returns the message `id` with the tone of a problem.
    fn problem_message(&self, id: &'static str, values: &[(&str, &dyn Display)]) -> Message {
        Message::problem(self.lang.fill(id, values))
    }

    /// Returns a system error in words.
    fn reason_words(&self, error: &io::Error) -> String {
        Reason::from(error).words(self.lang)
    }

    /// Returns why a page could not be copied for the editor.
    fn copy_error_message(&self, problem: &NoCopy) -> Message {
        match problem {
            NoCopy::Source(problem) => Message::problem(raw_problem(problem, self.lang)),
            NoCopy::System(error) => {
                self.problem_message("message.no_copy", &[("problem", &self.reason_words(error))])
            }
        }
    }

    /// Returns why no editor was started.
    fn editor_error_message(&self, problem: &NoEditor) -> Message {
        match problem {
            NoEditor::None => self.problem_message("message.no_editor", &[]),
            NoEditor::Missing(name) => {
                self.problem_message("message.editor_missing", &[("editor", &shown(name))])
            }
            NoEditor::Quotes(variable, text) => {
                let values: &[(&str, &dyn Display)] = &[("variable", variable), ("editor", &shown(text))];
                self.problem_message("message.editor_quotes", values)
            }
            NoEditor::Failed(name, error) => {
                let values: &[(&str, &dyn Display)] =
                    &[("editor", &shown(name)), ("problem", &self.reason_words(error))];
                self.problem_message("message.editor_failed", values)
            }
        }
    }

    /// Returns the message of an editor that failed or was killed; `None` if it succeeded.
    fn exit_message(&self, used: &EditorRun) -> Option<Message> {
        if used.status.success() {
            return None;
        }
        let name = shown(&used.name);
        Some(match used.status.code() {
            Some(code) => {
                self.problem_message("message.editor_status", &[("editor", &name), ("code", &code)])
            }
            None => self.problem_message("message.editor_killed", &[("editor", &name)]),
        })
    }
}

impl Outside for World {
    fn can_draw(&mut self) -> bool {
        OUTPUT.get().is_none_or(Output::is_idle_or_report)
    }

    fn open_url(&mut self, url: String) -> Option<Message> {
        let (lang, inputs) = (self.lang, self.inputs.clone());
        // Launchers are waited for, in case they fail at once: not here.
        let work = move || {
            let opened =
                ascii_address(&url).map_or(Err(io::ErrorKind::InvalidInput.into()), open::that_detached);
            let message = open_url_message(lang, &displayed_address(&url), opened);
            // The channel is closed only once the browser is.
            let _ = inputs.send(Input::Say(message));
        };
        let started = thread::Builder::new().name("open".to_owned()).spawn(work);
        started.err().map(|error| Message::problem(self.reason_words(&error)))
    }

    fn offered_editors(&self) -> Vec<String> {
        editor::offered_editors(variable)
    }

    fn has_display(&self) -> bool {
        has_display(variable)
    }

    fn copy_in_tmux(&mut self, parcel: &Parcel) -> bool {
        if self.tmux.is_none() && clipboard::has_tmux(variable) {
            self.tmux = TmuxCopier::start(self.inputs.clone()).ok();
        }
        self.tmux.as_ref().is_some_and(|tmux| tmux.copy(parcel.clone()))
    }

    fn finish_copies(&mut self) {
        if let Some(tmux) = self.tmux.take() {
            tmux.finish();
        }
    }

    fn copy(&mut self, text: &str) -> io::Result<Copied> {
        clipboard::copy(text, &mut output()?, variable)
    }

    fn write_file(&mut self, name: &str, bytes: &[u8]) -> Result<PathBuf, (PathBuf, io::Error)> {
        clipboard::write_file(name, bytes)
    }

    fn keep(&mut self, changes: &KeptChanges) -> Result<WriteResult, StateFileError> {
        self.state_file.save(changes)
    }

    fn suspend(&mut self) -> io::Result<()> {
        if !job::can_be_continued() {
            return Ok(());
        }
        // A terminal that could not be given back is ours still.
        let stopped = give_back().and_then(|()| job::stop());
        take_over(self.mouse)?;
        stopped
    }

    fn take_over(&mut self) -> io::Result<()> {
        // The shell has had the line meanwhile. The screen is not left, so that nothing flashes.
        disable_raw_mode()?;
        take_over(self.mouse)
    }

    fn capture_mouse(&mut self, captured: bool) -> io::Result<()> {
        self.mouse = captured;
        let mut out = output()?;
        if captured { execute!(out, EnableMouseCapture) } else { execute!(out, DisableMouseCapture) }
    }

    fn stop_reading(&mut self) {
        self.loader.stop();
    }

    fn read_again(&mut self, reading: usize, known: Known) -> io::Result<()> {
        self.loader.start_again(reading, known)
    }

    fn read_raw(&mut self, request: RawRequest) -> Option<RawAnswer> {
        if request.origin.is_quick() {
            return Some(request.answer());
        }
        let (inputs, wanted) = (self.inputs.clone(), request.clone());
        let work = move || {
            // The channel is closed only once the browser is.
            let _ = inputs.send(Input::Raw(wanted.answer()));
        };
        let started = thread::Builder::new().name("raw".to_owned()).spawn(work);
        started.is_err().then(|| request.answer())
    }

    fn edit(&mut self, request: &EditRequest) -> io::Result<Edited> {
        let nothing = |message| Ok(Edited { message: Some(message), reread: false });
        let editor = match editor::configured_command(variable) {
            Ok(editor) => editor,
            Err(problem) => return nothing(self.editor_error_message(&problem)),
        };
        let EditRequest { origin, line, editor: chosen } = request;
        let editor = editor.or_else(|| chosen.clone().map(|name| vec![name]));
        if !origin.is_read_only() {
            // An editor would begin a new file where there is none.
            if let Err(problem) = origin.is_there() {
                return nothing(Message::problem(raw_problem(&problem, self.lang)));
            }
            let message = match self.run_editor(editor, &origin.path, *line, false)? {
                Ok(used) => self.exit_message(&used),
                Err(problem) => return nothing(self.editor_error_message(&problem)),
            };
            return Ok(Edited { message, reread: true });
        }
        let copy = match ReadOnlyCopy::create(origin) {
            Ok(copy) => copy,
            Err(problem) => return nothing(self.copy_error_message(&problem)),
        };
        let words = match (origin.builtin, &origin.part) {
            (true, _) => "message.copy_of_builtin",
            (false, Some(_)) => "message.copy_of_part",
            (false, None) => "message.copy_of_input",
        };
        let explanation = Message::done(self.lang.text(words).to_owned());
        nothing(match self.run_editor(editor, &copy.path, *line, true)? {
            Ok(used) => self.exit_message(&used).unwrap_or(explanation),
            Err(problem) => self.editor_error_message(&problem),
        })
    }
}

/// Returns a variable of the environment.
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// True if the environment has a screen for a web browser where the user sits.
fn has_display(variable: impl Fn(&str) -> Option<String>) -> bool {
    let is_set = |name: &&str| variable(name).is_some_and(|value| !value.is_empty());
    let is_remote = ["SSH_CONNECTION", "SSH_TTY"].iter().any(is_set);
    let needs_variable = cfg!(all(unix, not(target_os = "macos")));
    let has_screen = ["DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME"].iter().any(is_set);
    !is_remote && (has_screen || !needs_variable)
}

/// Returns the message for the result of opening a URL.
fn open_url_message(lang: Lang, url: &str, result: io::Result<()>) -> Message {
    match result {
        Ok(()) => Message::done(lang.fill("message.opened", &[("url", &url)])),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            Message::problem(lang.fill("message.no_opener", &[("url", &url)]))
        }
        Err(_) => Message::problem(lang.fill("message.not_opened", &[("url", &url)])),
    }
}
