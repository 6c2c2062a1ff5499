//! What comes in: keys, mouse, pastes, sizes, signals, all through one channel.

#[cfg(unix)]
mod decoder;
mod events;
mod kinds;
mod reader;
#[cfg(unix)]
mod sequences;
#[cfg(unix)]
mod signals;

use std::collections::VecDeque;
use std::io::{self, Write};
use std::sync::mpsc::{self, Receiver, Sender};

pub use kinds::{Input, Mouse, MouseKind, Signal, TerminalReply};
pub use reader::{Replies, Requests};

/// Signals that are caught from now on, in threads that live as long as the process; to be called
/// before the terminal is taken over, so that none can leave it taken.
#[derive(Debug)]
pub struct Signals {
    #[cfg(unix)]
    inputs: signals::SignalInputs,
    /// What keys of the terminal send.
    #[cfg(unix)]
    keys: Option<signals::SignalThread>,
}

impl Signals {
    /// Catches signals and sends them as inputs; after one that ends the program, calls `insist` with its number.
    ///
    /// # Errors
    /// Where signals cannot be caught or a thread cannot be started.
    #[cfg_attr(not(unix), expect(unused_variables, reason = "there are no signals to send"))]
    pub fn catch(inputs: &Sender<Input>, insist: fn(i32)) -> io::Result<Self> {
        #[cfg(unix)]
        let inputs = signals::SignalInputs { inputs: inputs.clone(), insist };
        #[cfg(unix)]
        signals::catch_endings(&inputs)?;
        Ok(Self {
            #[cfg(unix)]
            keys: Some(signals::catch_keys(&inputs)?),
            #[cfg(unix)]
            inputs,
        })
    }

    /// What keys of the terminal send, Ctrl-C above all, is for another program that has it.
    pub fn leave_keys(&mut self) {
        #[cfg(unix)]
        if let Some(caught) = self.keys.take() {
            caught.stop();
        }
    }

    /// It is for us again.
    ///
    /// # Errors
    /// Where signals cannot be caught or a thread cannot be started.
    pub fn heed_keys(&mut self) -> io::Result<()> {
        #[cfg(unix)]
        {
            self.keys = Some(signals::catch_keys(&self.inputs)?);
        }
        Ok(())
    }
}

/// Where inputs come from.
pub trait Inputs {
    /// Waits for the next input; `None` when none will come any more.
    fn wait(&mut self) -> Option<Input>;
    /// The next input if it is there already.
    fn ready(&mut self) -> Option<Input>;
}

/// The inputs of a real terminal.
#[derive(Debug)]
pub struct Queue {
    inputs: Receiver<Input>,
    /// What is left of a burst.
    burst: VecDeque<Input>,
    go_on: Sender<()>,
    /// True while the thread that reads the terminal waits for a message to read on.
    waits: bool,
}

impl Queue {
    /// Sends the requests to the terminal and reads it from now on, into the other end of `inputs`.
    ///
    /// # Errors
    /// Where the terminal cannot be read or the thread cannot be started.
    pub fn start(
        sender: &Sender<Input>,
        inputs: Receiver<Input>,
        requests: Requests,
        out: &mut impl Write,
    ) -> io::Result<(Self, Replies)> {
        let (go_on, resumed) = mpsc::channel();
        let replies = events::start(sender, requests, resumed, out)?;
        Ok((Self::new(inputs, go_on), replies))
    }

    fn new(inputs: Receiver<Input>, go_on: Sender<()>) -> Self {
        Self { inputs, burst: VecDeque::new(), go_on, waits: true }
    }

    /// An input as it is, or the first one of a burst.
    fn opened(&mut self, input: Input) -> Option<Input> {
        let Input::Burst(burst) = input else { return Some(input) };
        self.burst.extend(burst);
        self.waits = true;
        self.burst.pop_front()
    }
}

impl Inputs for Queue {
    /// Everything that came before is done with now, so the terminal may be read on.
    fn wait(&mut self) -> Option<Input> {
        loop {
            if let Some(input) = self.burst.pop_front() {
                return Some(input);
            }
            if std::mem::take(&mut self.waits) {
                // A thread that has ended has said why.
                let _ = self.go_on.send(());
            }
            let input = self.inputs.recv().ok()?;
            if let Some(input) = self.opened(input) {
                return Some(input);
            }
        }
    }

    fn ready(&mut self) -> Option<Input> {
        if let Some(input) = self.burst.pop_front() {
            return Some(input);
        }
        let input = self.inputs.try_recv().ok()?;
        self.opened(input)
    }
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Size;

    use super::*;
    use crate::config::{Chord, Key};

    fn key(letter: char) -> Input {
        Input::Key(Chord::plain(Key::Char(letter)))
    }

    #[test]
    fn the_terminal_is_read_on_only_when_everything_is_done_with() {
        let (sender, inputs) = mpsc::channel();
        let (go_on, told) = mpsc::channel();
        let mut queue = Queue::new(inputs, go_on);
        let go_ons = || told.try_iter().count();
        sender.send(Input::Burst(vec![key('a'), key('e'), key('b')])).unwrap();
        assert_eq!((queue.wait(), go_ons()), (Some(key('a')), 1), "the first wait lets it read");
        assert_eq!((queue.ready(), queue.ready()), (Some(key('e')), Some(key('b'))));
        assert_eq!((queue.ready(), go_ons()), (None, 0), "while they are worked on it waits");
        sender.send(Input::Resize(Size::default())).unwrap();
        assert_eq!((queue.wait(), go_ons()), (Some(Input::Resize(Size::default())), 1));
        sender.send(Input::Resize(Size::default())).unwrap();
        assert_eq!((queue.wait().is_some(), go_ons()), (true, 0), "it is told once for each burst");
        // A burst may hold no input.
        sender.send(Input::Burst(Vec::new())).unwrap();
        sender.send(Input::Burst(vec![key('c')])).unwrap();
        assert_eq!((queue.wait(), go_ons()), (Some(key('c')), 1));
        drop(sender);
        assert_eq!(queue.wait(), None);
    }
}
