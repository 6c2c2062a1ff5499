//! The threads that wait for signals.

use std::io;
use std::sync::mpsc::Sender;
use std::thread::{self, JoinHandle};

use ratatui::layout::Size;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::{Handle, Signals};

use super::kinds::{Input, Signal};

/// What ends the program, lets it go on or resizes the terminal, whoever has it.
const ENDINGS: [i32; 4] = [SIGTERM, SIGHUP, SIGCONT, SIGWINCH];

/// What keys of the terminal send to all who are in front of it.
const KEYS: [i32; 3] = [SIGINT, SIGQUIT, SIGTSTP];

/// Signals that are caught, by a thread that lives as long as the process or until they are let go.
#[derive(Debug)]
pub struct SignalThread {
    handle: Handle,
    thread: JoinHandle<()>,
}

impl SignalThread {
    /// From now on the signals do nothing at all: they are no inputs, and do not end the process
    /// either.
    pub fn stop(self) {
        self.handle.close();
        // The thread returns nothing.
        let _ = self.thread.join();
    }
}

/// Catches, as inputs, what ends the program or lets it go on.
///
/// # Errors
/// Where signals cannot be caught or the thread cannot be started.
pub fn catch_endings(inputs: &Sender<Input>) -> io::Result<SignalThread> {
    catch(&ENDINGS, as_inputs(inputs))
}

/// Catches, as inputs, what keys of the terminal send.
///
/// # Errors
/// Where signals cannot be caught or the thread cannot be started.
pub fn catch_keys(inputs: &Sender<Input>) -> io::Result<SignalThread> {
    catch(&KEYS, as_inputs(inputs))
}

fn as_inputs(inputs: &Sender<Input>) -> impl Fn(i32) -> bool + Send + 'static {
    let inputs = inputs.clone();
    move |number| {
        let signal = match number {
            SIGWINCH => {
                let (width, height) = crossterm::terminal::size().unwrap_or_default();
                return inputs.send(Input::Resize(Size { width, height })).is_ok();
            }
            SIGCONT => Signal::Continue,
            SIGTSTP => Signal::Stop,
            other => Signal::End(other),
        };
        inputs.send(Input::Signal(signal)).is_ok()
    }
}

/// Does something with each of these signals, for as long as that gives true.
fn catch(numbers: &[i32], work: impl Fn(i32) -> bool + Send + 'static) -> io::Result<SignalThread> {
    let mut signals = Signals::new(numbers)?;
    let handle = signals.handle();
    let all = move || _ = signals.forever().all(work);
    let thread = thread::Builder::new().name("signals".to_owned()).spawn(all)?;
    Ok(SignalThread { handle, thread })
}
