//! The terminal: taking it over and giving it back as it was found, whatever happens in between.

use std::io;
use std::path::PathBuf;
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::thread;

use crossterm::cursor::{Hide, Show};
use crossterm::event::{
    DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture,
};
use crossterm::execute;
use crossterm::terminal::{
    EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};

use crate::config::state_file::Written;
use crate::config::{Changes, StateFile, Trouble};
use crate::lang::Lang;
use crate::source::Known;

use super::clipboard::{self, Copied};
use super::effect::Outside;
use super::input::Input;
use super::loader::Loader;
use super::state::messages::{Message, Tone};

/// True while the terminal is ours: the panic hook has to know without being told.
static TAKEN: AtomicBool = AtomicBool::new(false);
static HOOK: Once = Once::new();

/// The terminal while it is ours; dropped, it is as it was found.
#[derive(Debug)]
pub struct Terminal(());

impl Terminal {
    /// Takes the terminal over, with its mouse or without.
    ///
    /// # Errors
    /// Where there is no terminal or it cannot be written to.
    pub fn take_over(mouse: bool) -> io::Result<Self> {
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
        // Nothing is left to tell about a terminal that cannot be written to.
        let _ = give_back();
    }
}

fn take_over(mouse: bool) -> io::Result<()> {
    TAKEN.store(true, Ordering::SeqCst);
    enable_raw_mode()?;
    let mut out = io::stdout().lock();
    execute!(out, EnterAlternateScreen, Hide)?;
    if mouse {
        execute!(out, EnableMouseCapture)?;
    }
    // An old Windows console cannot bracket a paste; it is typed there.
    let _ = execute!(out, EnableBracketedPaste);
    Ok(())
}

/// Gives the terminal back, once however often it is called.
fn give_back() -> io::Result<()> {
    if !TAKEN.swap(false, Ordering::SeqCst) {
        return Ok(());
    }
    let mut out = io::stdout().lock();
    let _ = execute!(out, EndSynchronizedUpdate, DisableBracketedPaste);
    let written = execute!(out, DisableMouseCapture, LeaveAlternateScreen, Show);
    disable_raw_mode()?;
    written
}

/// The world outside the browser: the terminal, the shell, the web browser.
#[derive(Debug)]
pub struct World {
    lang: Lang,
    inputs: Sender<Input>,
    loader: Loader,
    state_file: StateFile,
    /// True while the mouse is ours.
    mouse: bool,
}

impl World {
    /// What work in the background has to say goes into `inputs`; the terminal was taken over with its
    /// mouse or without.
    #[must_use]
    pub fn new(
        lang: Lang,
        inputs: Sender<Input>,
        loader: Loader,
        state_file: StateFile,
        mouse: bool,
    ) -> Self {
        Self { lang, inputs, loader, state_file, mouse }
    }
}

impl Outside for World {
    fn open_url(&mut self, url: String) -> Option<Message> {
        let (lang, inputs) = (self.lang, self.inputs.clone());
        // Launchers are waited for, in case they fail at once: not here.
        let work = move || {
            let message = opened(lang, &url, open::that_detached(&url));
            // Nobody is there to be told only when the browser is closed already.
            let _ = inputs.send(Input::Say(message));
        };
        let started = thread::Builder::new().name("open".to_owned()).spawn(work);
        started.err().map(|error| Message { text: error.to_string(), tone: Tone::Problem })
    }

    fn copy(&mut self, text: &str) -> io::Result<Copied> {
        clipboard::copy(text, &mut io::stdout().lock(), |name| std::env::var(name).ok())
    }

    fn write_file(&mut self, name: &str, text: &str) -> io::Result<PathBuf> {
        clipboard::write_file(name, text)
    }

    fn keep(&mut self, changes: &Changes) -> Result<Written, Trouble> {
        self.state_file.keep(changes)
    }

    fn suspend(&mut self) -> io::Result<()> {
        if !can_be_continued() {
            return Ok(());
        }
        give_back()?;
        let stopped = stop();
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
        let mut out = io::stdout().lock();
        if captured { execute!(out, EnableMouseCapture) } else { execute!(out, DisableMouseCapture) }
    }

    fn stop_reading(&mut self) {
        self.loader.stop();
    }

    fn read_again(&mut self, reading: usize, known: Known) -> io::Result<()> {
        self.loader.again(reading, known)
    }
}

/// Stops the process until the shell continues it. The signal that a terminal sends is caught, so the
/// one that cannot be caught is used.
#[cfg(unix)]
fn stop() -> io::Result<()> {
    signal_hook::low_level::raise(signal_hook::consts::SIGSTOP)
}

/// True where a shell is there to continue the process: its parent, in the same session, has put it
/// into a group of its own. Anyone else would leave it stopped for ever.
#[cfg(unix)]
fn can_be_continued() -> bool {
    use rustix::process::{getpgid, getppid, getsid};
    let Some(parent) = getppid() else { return false };
    let same_session = getsid(Some(parent)).ok() == getsid(None).ok();
    same_session && getpgid(Some(parent)).ok() != getpgid(None).ok()
}

#[cfg(not(unix))]
fn can_be_continued() -> bool {
    false
}

#[cfg(not(unix))]
fn stop() -> io::Result<()> {
    Ok(())
}

/// What became of handing a URL to a web browser: no more than what is known.
fn opened(lang: Lang, url: &str, result: io::Result<()>) -> Message {
    match result {
        Ok(()) => Message { text: lang.fill("message.opened", &[("url", &url)]), tone: Tone::Done },
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            Message { text: lang.fill("message.no_opener", &[("url", &url)]), tone: Tone::Problem }
        }
        Err(_) => Message { text: lang.fill("message.not_opened", &[("url", &url)]), tone: Tone::Problem },
    }
}
