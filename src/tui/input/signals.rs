//! The thread that waits for signals.

use std::io;
use std::sync::mpsc::Sender;
use std::thread;

use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP};
use signal_hook::iterator::Signals;

use super::{Input, Signal};

/// Starts the thread; it lives as long as the process.
///
/// # Errors
/// Where signals cannot be caught or the thread cannot be started.
pub fn start(inputs: &Sender<Input>) -> io::Result<()> {
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGTSTP, SIGCONT])?;
    let inputs = inputs.clone();
    thread::Builder::new().name("signals".to_owned()).spawn(move || {
        for number in signals.forever() {
            let signal = match number {
                SIGCONT => Signal::Continue,
                SIGTSTP => Signal::Stop,
                other => Signal::End(other),
            };
            if inputs.send(Input::Signal(signal)).is_err() {
                return;
            }
        }
    })?;
    Ok(())
}
