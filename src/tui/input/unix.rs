//! The threads that read the terminal and wait for signals. The terminal is read here rather than
//! by crossterm, whose reader turns in circles when the terminal is gone.

use std::fs::File;
use std::io::{self, ErrorKind, IsTerminal, Read};
use std::sync::mpsc::Sender;
use std::thread;

use ratatui::layout::Size;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGWINCH};
use signal_hook::iterator::Signals;

use super::decode::Decoder;
use super::{Input, Signal};

/// Starts the threads; they live as long as the process.
///
/// # Errors
/// Where there is no terminal to read, or signals cannot be caught.
pub fn start(inputs: &Sender<Input>) -> io::Result<()> {
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGCONT, SIGWINCH])?;
    let mut terminal: Box<dyn Read + Send> =
        if io::stdin().is_terminal() { Box::new(io::stdin()) } else { Box::new(File::open("/dev/tty")?) };
    let keys = inputs.clone();
    thread::Builder::new().name("keys".to_owned()).spawn(move || {
        let last = read_keys(&mut terminal, &keys);
        // The other end is gone only when the program ends anyway.
        let _ = keys.send(last);
    })?;
    let inputs = inputs.clone();
    thread::Builder::new().name("signals".to_owned()).spawn(move || {
        for number in signals.forever() {
            if inputs.send(signal_input(number)).is_err() {
                return;
            }
        }
    })?;
    Ok(())
}

fn signal_input(number: i32) -> Input {
    match number {
        SIGWINCH => {
            let (width, height) = crossterm::terminal::size().unwrap_or_default();
            Input::Resize(Size { width, height })
        }
        SIGCONT => Input::Signal(Signal::Continue),
        _ => Input::Signal(Signal::End(number)),
    }
}

/// Reads until the terminal ends or fails, and says which.
fn read_keys(terminal: &mut dyn Read, inputs: &Sender<Input>) -> Input {
    let mut decoder = Decoder::default();
    let mut bytes = [0; 8192];
    loop {
        match terminal.read(&mut bytes) {
            Ok(0) => return Input::Closed,
            Ok(count) => {
                for input in decoder.feed(bytes.get(..count).unwrap_or_default()) {
                    if inputs.send(input).is_err() {
                        return Input::Closed;
                    }
                }
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Input::Failed(error.to_string()),
        }
    }
}
