//! What jirei said: the last message in the footer, all of them in a popup; what is wrong with the query
//! that is being typed.

use std::borrow::Cow;
use std::ops::Range;

use crate::config::{Command, Context, Keymap};
use crate::lang::Lang;
use crate::search::query::Problem;
use crate::text::wrap::wrap;

use crate::tui::message::Message;

/// What the footer says in place of the keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FooterText<'a> {
    /// The last message.
    Message(&'a Message),
    /// What is wrong with the query while one types it.
    Problem(&'a Problem),
}

impl FooterText<'_> {
    /// Returns the words, with the key that completes if values for the problem can be completed.
    #[must_use]
    pub fn text(&self, keymap: &Keymap, lang: Lang) -> Cow<'_, str> {
        let problem = match self {
            Self::Message(message) => return Cow::Borrowed(&message.text),
            Self::Problem(problem) => problem,
        };
        let key = keymap.first_key(Context::Search, Command::Complete);
        let offers = problem.prefers_values() && !key.is_empty();
        let offers = offers.then(|| lang.fill("browser.key_offers", &[("key", &key)]));
        Cow::Owned(problem.message(lang) + &offers.unwrap_or_default())
    }
}

/// Wraps a message for a footer of `width` cells, of which the first stays free.
#[must_use]
pub fn footer_lines(text: &str, width: u16) -> Vec<Range<usize>> {
    wrap(text, usize::from(width).saturating_sub(1).max(1))
}

/// How many messages are kept.
const KEPT: usize = 200;

/// What was said, oldest first.
#[derive(Debug, Default)]
pub struct Messages {
    log: Vec<Message>,
    shown: bool,
}

impl Messages {
    /// Adds a message and shows it in the footer until it is dismissed.
    pub fn say(&mut self, message: Message) {
        if self.log.len() >= KEPT {
            self.log.remove(0);
        }
        self.log.push(message);
        self.shown = true;
    }

    /// Hides the message in the footer.
    pub fn dismiss(&mut self) {
        self.shown = false;
    }

    /// Returns the message in the footer; `None` if it was dismissed.
    #[must_use]
    pub fn current(&self) -> Option<&Message> {
        self.log.last().filter(|_| self.shown)
    }

    /// Returns every message, newest first.
    pub fn newest_first(&self) -> impl ExactSizeIterator<Item = &Message> {
        self.log.iter().rev()
    }
}
