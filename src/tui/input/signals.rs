//! The threads that wait for signals.

use std::io;
use std::ops::RangeInclusive;
use std::sync::mpsc::Sender;
use std::thread::{self, JoinHandle};

use signal_hook::consts::{
    SIGABRT, SIGALRM, SIGCONT, SIGHUP, SIGINT, SIGIO, SIGPROF, SIGQUIT, SIGSYS, SIGTERM, SIGTRAP, SIGTSTP,
    SIGUSR1, SIGUSR2, SIGVTALRM, SIGWINCH, SIGXCPU, SIGXFSZ,
};
use signal_hook::iterator::{Handle, Signals};

use super::kinds::{Input, Signal};
use crate::tui::backend::drawn_size;

/// What ends the program, as every signal does that is not for something else, lets it go on or resizes the
/// terminal, whoever has it. A file that has become too large is an error of whoever writes it.
const ENDINGS: [i32; 15] = [
    SIGTERM, SIGHUP, SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF, SIGIO, SIGXCPU, SIGSYS, SIGTRAP, SIGABRT,
    SIGXFSZ, SIGCONT, SIGWINCH,
];

/// Those of one system only: a coprocessor's stack, the power, and the real-time signals.
const OWN_ENDINGS: &[RangeInclusive<i32>] =
    if cfg!(target_os = "linux") { &[16..=16, 30..=30, 34..=64] } else { &[] };

/// The first of the real-time signals.
const REAL_TIME: i32 = 32;

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

/// Where signals go.
#[derive(Debug, Clone)]
pub struct SignalInputs {
    /// All of them, as inputs.
    pub inputs: Sender<Input>,
    /// What is called with the number of a signal that ends the program, in case the input does not.
    pub insist: fn(i32),
}

/// Catches, as inputs, what ends the program or lets it go on.
///
/// # Errors
/// Where signals cannot be caught or the thread cannot be started.
pub fn catch_endings(to: &SignalInputs) -> io::Result<SignalThread> {
    let own = OWN_ENDINGS.iter().cloned().flatten();
    catch(ENDINGS.into_iter().chain(own), to.clone())
}

/// Catches, as inputs, what keys of the terminal send.
///
/// # Errors
/// Where signals cannot be caught or the thread cannot be started.
pub fn catch_keys(to: &SignalInputs) -> io::Result<SignalThread> {
    catch(KEYS, to.clone())
}

impl SignalInputs {
    /// Sends a signal as an input; false if the browser is gone.
    fn send(&self, number: i32) -> bool {
        let input = match number {
            SIGWINCH => Input::Resize(drawn_size().unwrap_or_default()),
            SIGCONT => Input::Signal(Signal::Continue),
            SIGTSTP => Input::Signal(Signal::Stop),
            SIGXFSZ => return true,
            other => {
                // The channel is closed only once the browser is.
                let _ = self.inputs.send(Input::Signal(Signal::End(other)));
                (self.insist)(other);
                return true;
            }
        };
        self.inputs.send(input).is_ok()
    }
}

/// Sends each of these signals until the thread is stopped or the browser is gone.
fn catch(numbers: impl IntoIterator<Item = i32>, to: SignalInputs) -> io::Result<SignalThread> {
    let mut signals = Signals::new(Vec::<i32>::new())?;
    for number in numbers {
        // Of the real-time signals some are the C library's own, and which differs.
        if let Err(error) = signals.add_signal(number)
            && number < REAL_TIME
        {
            return Err(error);
        }
    }
    let handle = signals.handle();
    let all = move || _ = signals.forever().all(|number| to.send(number));
    let thread = thread::Builder::new().name("signals".to_owned()).spawn(all)?;
    Ok(SignalThread { handle, thread })
}
