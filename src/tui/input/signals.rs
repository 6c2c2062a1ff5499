//! The threads that wait for signals.

use std::io;
use std::sync::mpsc::Sender;
use std::thread::{self, JoinHandle};

use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM};
use signal_hook::iterator::{Handle, Signals};

use super::{Input, Signal};

/// What ends the program or lets it go on, whoever has the terminal.
pub const ENDINGS: [i32; 3] = [SIGTERM, SIGHUP, SIGCONT];

/// What keys of the terminal send to all who are in front of it.
pub const INTERRUPTS: [i32; 2] = [SIGINT, SIGQUIT];

/// Signals that are caught, by a thread that lives as long as the process or until they are let go.
#[derive(Debug)]
pub struct Caught {
    handle: Handle,
    thread: JoinHandle<()>,
}

impl Caught {
    /// From now on the signals do nothing at all: they are no inputs, and do not end the process
    /// either.
    pub fn let_go(self) {
        self.handle.close();
        // The thread has nothing to tell at its end.
        let _ = self.thread.join();
    }
}

/// Catches these signals as inputs.
///
/// # Errors
/// Where signals cannot be caught or the thread cannot be started.
pub fn catch(numbers: &[i32], inputs: &Sender<Input>) -> io::Result<Caught> {
    let mut signals = Signals::new(numbers)?;
    let handle = signals.handle();
    let inputs = inputs.clone();
    let thread = thread::Builder::new().name("signals".to_owned()).spawn(move || {
        for number in signals.forever() {
            let signal = if number == SIGCONT { Signal::Continue } else { Signal::End(number) };
            if inputs.send(Input::Signal(signal)).is_err() {
                return;
            }
        }
    })?;
    Ok(Caught { handle, thread })
}
