//! The requests to the terminal, sent with the first frame and never waited for: its background, and how wide
//! it draws characters of ambiguous width.

use std::io::{self, Write};
use std::sync::mpsc::{SendError, Sender};
use std::time::{Duration, Instant};

use crossterm::event::{Event, KeyCode, KeyEvent};

use crate::tui::theme::background::Background;

use super::kinds::{Input, TerminalReply};
use super::reply::{ReplyOrEvent, ReplyParser};
#[cfg(unix)]
use super::tty::Tty;

/// So long the thread that reads waits for how wide it is, before it takes the first key.
#[cfg(unix)]
const WIDTH_TIMEOUT: Duration = Duration::from_millis(100);
/// The bytes of one answer come no further apart than this.
const BYTE_GAP: Duration = Duration::from_millis(50);
/// The rest of what is an answer for certain is waited for longer.
const REPLY_GAP: Duration = Duration::from_millis(500);

/// For so long a lone Esc may be the beginning of an answer that a slow line has cut; after that a
/// reader does not wait for what Esc does.
const LATE_ESC: Duration = Duration::from_secs(2);

/// What to request from the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Questions {
    /// What its background is.
    pub background: bool,
    /// How wide it draws ○.
    pub width: bool,
}

impl Questions {
    /// Asks in one piece; the line that ○ is tried on is blank again before the first frame is drawn.
    ///
    /// The background is requested in either case: its reply is recognisable and shows that the one before
    /// it has arrived.
    fn ask(self) -> io::Result<()> {
        let width = if self.width { "\u{1B}[H○\u{1B}[6n" } else { "" };
        let mut out = io::stdout().lock();
        write!(out, "{width}\u{1B}]11;?\u{1B}\\\r\u{1B}[2K")?;
        out.flush()
    }
}

/// Hears the answers, however late they come, and lets everything else through.
pub struct ReplyFilter {
    /// True until the last answer has come.
    listening: bool,
    /// True while how wide ○ is drawn is not known.
    width: bool,
    listener: ReplyParser,
    asked: Instant,
    inputs: Sender<Input>,
}

impl ReplyFilter {
    /// Asks; to be called when the reader is set up, and before the first frame.
    ///
    /// # Errors
    /// Where the terminal cannot be written to.
    pub fn open(questions: Questions, inputs: Sender<Input>) -> io::Result<Self> {
        let listening = questions != Questions::default();
        if listening {
            questions.ask()?;
        }
        let asked = Instant::now();
        Ok(Self { listening, width: questions.width, listener: ReplyParser::default(), asked, inputs })
    }

    /// How long the next event is waited for before what is held back is taken for keys; `None` where
    /// nothing is held back.
    pub fn timeout(&self) -> Option<Duration> {
        let timeout = if self.listener.is_reply() { REPLY_GAP } else { BYTE_GAP };
        self.listener.is_holding().then_some(timeout)
    }

    /// Takes an event; gives what of it and of what was held back is no answer.
    ///
    /// # Errors
    /// If the channel is closed.
    pub fn take(&mut self, event: Event) -> Result<Vec<Event>, SendError<Input>> {
        let is_esc = matches!(event, Event::Key(KeyEvent { code: KeyCode::Esc, .. }));
        let is_late = is_esc && !self.listener.is_holding() && self.asked.elapsed() > LATE_ESC;
        if !self.listening || is_late {
            return Ok(vec![event]);
        }
        let heard = self.listener.take(event);
        self.dispatch(heard)
    }

    /// Nothing came for a while: gives what was held back.
    ///
    /// # Errors
    /// If the channel is closed.
    pub fn flush(&mut self) -> Result<Vec<Event>, SendError<Input>> {
        let heard = self.listener.flush();
        self.dispatch(heard)
    }

    fn dispatch(&mut self, heard: Vec<ReplyOrEvent>) -> Result<Vec<Event>, SendError<Input>> {
        let mut events = Vec::new();
        for heard in heard {
            match heard {
                ReplyOrEvent::Event(event) => events.push(event),
                ReplyOrEvent::Column(column) => self.report_column(column)?,
                ReplyOrEvent::Background(colour) => {
                    self.report_queued_column()?;
                    self.listening = false;
                    if let Some(colour) = colour {
                        self.inputs.send(Input::Reply(TerminalReply::Background(Background::of(colour))))?;
                    }
                }
            }
        }
        Ok(events)
    }

    /// What the cursor's column after ○ says, once.
    fn report_column(&mut self, column: u16) -> Result<(), SendError<Input>> {
        let asked = std::mem::take(&mut self.width);
        if asked && column == 3 {
            self.inputs.send(Input::Reply(TerminalReply::AmbiguousWide))
        } else {
            Ok(())
        }
    }

    /// Takes the answer that crossterm has put aside. It asks once more, and gives the answer that is
    /// there already without waiting for that one, which it puts aside in its turn.
    fn report_queued_column(&mut self) -> Result<(), SendError<Input>> {
        if !self.width {
            return Ok(());
        }
        let column = match crossterm::cursor::position() {
            Ok((x, 0)) => x + 1,
            Ok(_) | Err(_) => 0,
        };
        self.report_column(column)
    }

    /// Waits for the width a moment, so that a terminal that does not report its background is covered too.
    /// Only a reply that came alone counts: keys typed meanwhile come first.
    ///
    /// # Errors
    /// If the terminal cannot be read or the channel is closed.
    #[cfg(unix)]
    pub fn wait_for_width(&mut self, tty: Option<&Tty>) -> io::Result<()> {
        let Some(tty) = tty.filter(|_| self.width) else { return Ok(()) };
        // A poll without any time reads nothing.
        if tty.wait_for_reply(WIDTH_TIMEOUT)? && !crossterm::event::poll(Duration::from_millis(1))? {
            self.report_queued_column().map_err(io::Error::other)?;
        }
        Ok(())
    }
}
