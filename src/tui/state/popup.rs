//! The popups: what they list, and where one is in them.

use crate::config::Group;
use crate::model::schema;
use crate::text::width;
use crate::text::wrap::wrap;
use crate::tui::layout::MEDIUM;

use super::State;
use super::messages::Tone;
use crate::lang::Lang;

/// A popup over the panes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Popup {
    /// Every key.
    Help {
        /// The first line on the screen.
        top: usize,
    },
    /// The sections of the open case.
    Sections {
        /// The selected section.
        selected: usize,
        /// The number typed so far; 0 for none.
        typed: usize,
        /// The first line on the screen.
        top: usize,
    },
    /// What was said, newest first.
    Messages {
        /// The first line on the screen.
        top: usize,
    },
}

impl Popup {
    /// The first line on the screen.
    #[must_use]
    pub fn top(self) -> usize {
        match self {
            Self::Help { top } | Self::Sections { top, .. } | Self::Messages { top } => top,
        }
    }

    /// The selected line, in a popup where one can be chosen.
    #[must_use]
    pub fn selected(self) -> Option<usize> {
        match self {
            Self::Sections { selected, .. } => Some(selected),
            Self::Help { .. } | Self::Messages { .. } => None,
        }
    }

    /// The id of the title's words in `labels.toml`.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Help { .. } => "popup.help",
            Self::Sections { .. } => "popup.sections",
            Self::Messages { .. } => "popup.messages",
        }
    }

    /// Moves the selection, or the lines where nothing can be selected.
    pub fn step(&mut self, lines: isize) {
        match self {
            Self::Help { top } | Self::Messages { top } => *top = top.saturating_add_signed(lines),
            Self::Sections { selected, typed, .. } => {
                *selected = selected.saturating_add_signed(lines);
                *typed = 0;
            }
        }
    }

    /// Keeps the selection and the lines inside, for this many lines and this height.
    pub fn clamp(&mut self, lines: usize, height: usize) {
        let height = height.max(1);
        let last = lines.saturating_sub(height);
        match self {
            Self::Help { top } | Self::Messages { top } => *top = (*top).min(last),
            Self::Sections { selected, top, .. } => {
                *selected = (*selected).min(lines.saturating_sub(1));
                *top = (*top).clamp((*selected + 1).saturating_sub(height), *selected).min(last);
            }
        }
    }
}

/// One line of a popup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PopupLine {
    /// The title of a group.
    Heading(String),
    /// Keys and what they do.
    Keys {
        /// The keys, as a person reads them.
        keys: String,
        /// What they do.
        words: &'static str,
    },
    /// What keys do, below them.
    Words(String),
    /// A section.
    Section {
        /// Its place in the form; `None` for one that is not in it.
        number: Option<usize>,
        /// Its title.
        title: String,
        /// Its English name, where the interface is English.
        english: Option<&'static str>,
        /// How many fields have an answer, of how many.
        filled: String,
    },
    /// A piece of a message.
    Message {
        /// The words.
        text: String,
        /// How it is meant.
        tone: Tone,
    },
    /// Nothing.
    Space,
}

/// The widest that a message is laid out.
const MESSAGE_WIDTH: usize = 64;

/// How far words stand in below their keys.
pub const NARROW_INDENT: usize = 5;

/// The lines of a popup, for a screen of this width.
#[must_use]
pub fn lines(state: &State, popup: Popup) -> Vec<PopupLine> {
    match popup {
        Popup::Help { .. } => help_lines(state),
        Popup::Sections { .. } => section_lines(state),
        Popup::Messages { .. } => message_lines(state),
    }
}

fn help_lines(state: &State) -> Vec<PopupLine> {
    let rows = state.keymap.rows();
    let mut lines = Vec::new();
    for group in Group::ALL {
        if !lines.is_empty() {
            lines.push(PopupLine::Space);
        }
        lines.push(PopupLine::Heading(state.lang.text(group.words()).to_owned()));
        for (_, keys, words) in rows.iter().filter(|(of, ..)| of == group) {
            let words = state.lang.text(words);
            if state.size.width >= MEDIUM {
                lines.push(PopupLine::Keys { keys: keys.clone(), words });
                continue;
            }
            // Beside their keys the words would be cut off: they stand below them.
            lines.push(PopupLine::Keys { keys: keys.clone(), words: "" });
            let width = usize::from(state.size.width).saturating_sub(2 * NARROW_INDENT);
            let parts = wrap(words, width).into_iter().filter_map(|range| words.get(range));
            lines.extend(parts.map(|part| PopupLine::Words(part.to_owned())));
        }
    }
    lines
}

fn section_lines(state: &State) -> Vec<PopupLine> {
    let sections = state.open_case().map_or(&[][..], |(_, case)| &case.sections);
    let line = |section: &crate::model::Section| PopupLine::Section {
        number: section.number(),
        title: section.title.clone(),
        english: match state.lang {
            Lang::Ja => None,
            Lang::En => section.id.and_then(|id| schema::schema().section(id)).map(|spec| spec.en.as_str()),
        },
        filled: state
            .lang
            .fill("popup.filled", &[("filled", &section.filled()), ("all", &section.expected())]),
    };
    sections.iter().map(line).collect()
}

fn message_lines(state: &State) -> Vec<PopupLine> {
    let width = MESSAGE_WIDTH.min(usize::from(state.size.width).saturating_sub(8)).max(1);
    let mut lines = Vec::new();
    for message in state.messages.newest_first() {
        for range in wrap(&message.text, width) {
            let bullet = if range.start == 0 { "· " } else { "  " };
            let text = format!("{bullet}{}", message.text.get(range).unwrap_or_default());
            lines.push(PopupLine::Message { text, tone: message.tone });
        }
    }
    if lines.is_empty() {
        let text = state.lang.text("popup.no_messages").to_owned();
        lines.push(PopupLine::Message { text, tone: Tone::Done });
    }
    lines
}

/// How many cells the keys' column takes.
#[must_use]
pub fn key_column(lines: &[PopupLine]) -> usize {
    let keys = lines.iter().map(|line| match line {
        PopupLine::Keys { keys, .. } => width::cells(keys),
        PopupLine::Heading(_)
        | PopupLine::Words(_)
        | PopupLine::Section { .. }
        | PopupLine::Message { .. }
        | PopupLine::Space => 0,
    });
    keys.max().unwrap_or_default()
}

/// How many cells a line wants.
#[must_use]
pub fn line_width(line: &PopupLine, key_column: usize) -> usize {
    match line {
        PopupLine::Heading(words) => width::cells(words),
        PopupLine::Words(words) => NARROW_INDENT + width::cells(words),
        PopupLine::Keys { keys, words: "" } => 4 + width::cells(keys),
        PopupLine::Keys { words, .. } => key_column + 4 + width::cells(words),
        PopupLine::Section { title, english, filled, .. } => {
            let english = english.map_or(0, |english| width::cells(english) + 2);
            4 + width::cells(title) + english + 2 + width::cells(filled)
        }
        PopupLine::Message { text, .. } => width::cells(text),
        PopupLine::Space => 0,
    }
}
