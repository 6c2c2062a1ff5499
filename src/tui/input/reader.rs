//! Reads the terminal: bytes through the decoder where there are any, else the events of the console.

#[cfg(not(unix))]
pub use console::{Reader, Replies};
#[cfg(unix)]
pub use unix::{Reader, Replies};

/// What to request from the terminal, with the first frame; the replies are never waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Requests {
    /// Its background.
    pub background: bool,
    /// The width that it gives to ○.
    pub width: bool,
}

#[cfg(unix)]
mod unix {
    use std::fs::File;
    use std::io::{self, IsTerminal, Stdin, Write};
    use std::os::fd::{AsFd, BorrowedFd};
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::sync::mpsc::Sender;
    use std::time::{Duration, Instant};

    use crossterm::event::Event;
    use rustix::event::{PollFd, PollFlags, poll};
    use rustix::io::{Errno, read};
    use rustix::termios::{QueueSelector, tcflush};

    use super::Requests;
    use crate::tui::input::decoder::{Decoded, Decoder};
    use crate::tui::input::kinds::{Input, TerminalReply};
    use crate::tui::input::sequences::f3_of_report;

    /// The bytes read at once; the rest waits in the terminal.
    const BURST: usize = 4096;
    /// A terminal that replies at all does so within this time.
    const REPLY_TIMEOUT: Duration = Duration::from_secs(1);
    /// The time that leaving the browser may take for a reply that is still on its way.
    const DRAIN_TIMEOUT: Duration = Duration::from_millis(100);

    /// The terminal that keys come from.
    enum Tty {
        Stdin(Stdin),
        /// Standard input is something else.
        Own(File),
    }

    impl Tty {
        fn open() -> io::Result<Self> {
            let stdin = io::stdin();
            if stdin.is_terminal() { Ok(Self::Stdin(stdin)) } else { Ok(Self::Own(File::open("/dev/tty")?)) }
        }
    }

    impl AsFd for Tty {
        fn as_fd(&self) -> BorrowedFd<'_> {
            match self {
                Self::Stdin(stdin) => stdin.as_fd(),
                Self::Own(file) => file.as_fd(),
            }
        }
    }

    /// True once there is something to read, or the terminal is gone; false after the timeout.
    fn wait(tty: &Tty, timeout: Option<Duration>) -> io::Result<bool> {
        let timeout = timeout.map(TryInto::try_into).transpose().map_err(io::Error::other)?;
        loop {
            match poll(&mut [PollFd::new(tty, PollFlags::IN)], timeout.as_ref()) {
                Ok(ready) => return Ok(ready > 0),
                Err(Errno::INTR) => {}
                Err(error) => return Err(error.into()),
            }
        }
    }

    /// The replies that are still on their way.
    #[derive(Debug, Clone)]
    pub struct Replies {
        awaited: Arc<AtomicBool>,
        since: Instant,
    }

    impl Replies {
        /// Keeps a reply from the shell: waits for it a moment, if the terminal may still send it.
        pub fn drain(&self) {
            let may_come = self.since.elapsed() < REPLY_TIMEOUT && self.awaited.load(Ordering::Relaxed);
            let Some(tty) = may_come.then(|| Tty::open().ok()).flatten() else { return };
            let deadline = Instant::now() + DRAIN_TIMEOUT;
            while let Some(left) = deadline.checked_duration_since(Instant::now())
                && self.awaited.load(Ordering::Relaxed)
                && wait(&tty, Some(left)).unwrap_or(false)
                && tcflush(&tty, QueueSelector::IFlush).is_ok()
            {}
        }
    }

    /// Reads and decodes.
    pub struct Reader {
        tty: Tty,
        decoder: Decoder,
        /// The requests without a reply.
        requests: Requests,
        replies: Replies,
        inputs: Sender<Input>,
    }

    impl Reader {
        /// Sends the requests; to be called before the first frame, whose line they use.
        ///
        /// # Errors
        /// If there is no terminal or it cannot be written to.
        pub fn open(requests: Requests, inputs: Sender<Input>, out: &mut impl Write) -> io::Result<Self> {
            let tty = Tty::open()?;
            let awaits = requests != Requests::default();
            if awaits {
                // ○ at the top left, and the cursor's position behind it; both are erased again.
                let width = if requests.width { "\x1B[H○\x1B[6n" } else { "" };
                let background = if requests.background { "\x1B]11;?\x1B\\" } else { "" };
                write!(out, "{width}{background}\r\x1B[2K")?;
                out.flush()?;
            }
            let replies = Replies { awaited: Arc::new(AtomicBool::new(awaits)), since: Instant::now() };
            Ok(Self { tty, decoder: Decoder::default(), requests, replies, inputs })
        }

        /// The replies that are still on their way.
        pub fn replies(&self) -> Replies {
            self.replies.clone()
        }

        /// Waits for events, and returns those that came at once.
        ///
        /// # Errors
        /// If the terminal cannot be read; with [`io::ErrorKind::UnexpectedEof`] if it is gone.
        pub fn read(&mut self) -> io::Result<Vec<Event>> {
            loop {
                let decoded = if wait(&self.tty, self.decoder.timeout())? {
                    let mut bytes = [0; BURST];
                    match read(&self.tty, &mut bytes) {
                        Ok(0) | Err(Errno::IO) => return Err(io::ErrorKind::UnexpectedEof.into()),
                        Ok(length) => self.decoder.push(bytes.get(..length).unwrap_or_default()),
                        Err(Errno::INTR | Errno::AGAIN) => continue,
                        Err(error) => return Err(error.into()),
                    }
                } else {
                    self.decoder.flush()
                };
                let events: Vec<Event> =
                    decoded.into_iter().filter_map(|decoded| self.event(decoded)).collect();
                if !events.is_empty() {
                    return Ok(events);
                }
            }
        }

        /// The event of what was decoded; a reply is sent on its own.
        fn event(&mut self, decoded: Decoded) -> Option<Event> {
            let reply = match decoded {
                Decoded::Event(event) => return Some(event),
                Decoded::Background(colour) => {
                    let requested = std::mem::take(&mut self.requests.background);
                    colour.filter(|_| requested).map(TerminalReply::Background)
                }
                Decoded::Cursor { row, column } => {
                    if !std::mem::take(&mut self.requests.width) {
                        return f3_of_report(row, column);
                    }
                    ((row, column) == (1, 3)).then_some(TerminalReply::AmbiguousWide)
                }
            };
            self.replies.awaited.store(self.requests != Requests::default(), Ordering::Relaxed);
            if let Some(reply) = reply {
                // The channel is closed only once the browser is.
                let _ = self.inputs.send(Input::Reply(reply));
            }
            None
        }
    }
}

#[cfg(not(unix))]
mod console {
    use std::io;
    use std::sync::mpsc::Sender;
    use std::time::Duration;

    use crossterm::event::Event;

    use super::Requests;
    use crate::tui::input::kinds::Input;
    use crate::tui::input::sequences::f3_of_report;

    /// The events read at once; the rest waits in the console.
    const BURST: usize = 1024;
    /// The pause that ends a burst.
    const PAUSE: Duration = Duration::from_micros(200);

    /// A console sends no replies.
    #[derive(Debug, Clone)]
    pub struct Replies;

    impl Replies {
        pub fn drain(&self) {}
    }

    pub struct Reader;

    impl Reader {
        pub fn open(_: Requests, _: Sender<Input>, _: &mut impl io::Write) -> io::Result<Self> {
            Ok(Self)
        }

        pub fn replies(&self) -> Replies {
            Replies
        }

        pub fn read(&mut self) -> io::Result<Vec<Event>> {
            let mut events = vec![crossterm::event::read()?];
            while events.len() < BURST && crossterm::event::poll(PAUSE)? {
                events.push(crossterm::event::read()?);
            }
            Ok(events)
        }
    }
}
