//! Copies through tmux, on a thread of their own: `tmux load-buffer -w` works with every setting and hands the text on
//! to the terminal around it, but a server that hangs never answers.

use std::io::{self, Write};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::effect::Parcel;
use super::input::Input;

/// So long tmux may take; between two looks at whether it has ended.
const TIMEOUT: Duration = Duration::from_millis(500);
const PAUSE: Duration = Duration::from_millis(2);

/// The thread that copies texts one after the other, and reports each as [`Input::Copied`].
#[derive(Debug)]
pub struct TmuxCopier {
    parcels: Sender<Parcel>,
    thread: JoinHandle<()>,
}

impl TmuxCopier {
    /// Starts the thread.
    ///
    /// # Errors
    /// If it cannot be started.
    pub fn start(inputs: Sender<Input>) -> io::Result<Self> {
        let (parcels, queue) = mpsc::channel::<Parcel>();
        let work = move || {
            // One that took too long is not waited for again.
            let mut hangs = false;
            for parcel in queue {
                let in_tmux = !hangs && load_buffer(&parcel.text, &mut hangs).unwrap_or(false);
                // The channel is closed only once the browser is.
                let _ = inputs.send(Input::Copied { parcel, in_tmux });
            }
        };
        let thread = thread::Builder::new().name("tmux".to_owned()).spawn(work)?;
        Ok(Self { parcels, thread })
    }

    /// Copies a text; false if the thread is gone.
    pub fn copy(&self, parcel: Parcel) -> bool {
        self.parcels.send(parcel).is_ok()
    }

    /// Waits until every text is reported.
    pub fn finish(self) {
        drop(self.parcels);
        // A thread that panicked has ended the program.
        let _ = self.thread.join();
    }
}

/// Loads a text into tmux's buffer and, from version 3.2 on, its terminal's clipboard; false if tmux fails or takes
/// too long, which `hangs` keeps.
fn load_buffer(text: &str, hangs: &mut bool) -> io::Result<bool> {
    let mut tmux = Command::new("tmux");
    tmux.args(["load-buffer", "-w", "-"]).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = tmux.spawn()?;
    let loaded = write_and_wait(&mut child, text.to_owned(), hangs);
    if !matches!(loaded, Ok(true)) {
        // One that cannot be killed has ended.
        let _ = child.kill();
    }
    loaded
}

/// Writes a text to tmux and waits until it has ended; true if it succeeded.
fn write_and_wait(child: &mut Child, text: String, hangs: &mut bool) -> io::Result<bool> {
    if let Some(mut input) = child.stdin.take() {
        // If not everything can be written, tmux fails.
        let write = move || _ = input.write_all(text.as_bytes());
        thread::Builder::new().name("to tmux".to_owned()).spawn(write)?;
    }
    let deadline = Instant::now() + TIMEOUT;
    loop {
        match child.try_wait()? {
            Some(ended) => return Ok(ended.success()),
            None if Instant::now() < deadline => thread::sleep(PAUSE),
            None => {
                *hangs = true;
                return Ok(false);
            }
        }
    }
}
