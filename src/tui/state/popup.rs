//! The popups: what they list, and where one is in them.

use std::ops::Range;

use crate::config::Group;
use crate::model::{Diagnostic, Severity, schema};
use crate::text::width;
use crate::text::wrap::wrap;
use crate::tui::layout::MEDIUM;

use super::State;
use super::diagnostics;
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
    /// What is to know about the open page.
    Diagnostics {
        /// The selected one.
        selected: usize,
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
            Self::Help { top }
            | Self::Sections { top, .. }
            | Self::Diagnostics { top, .. }
            | Self::Messages { top } => top,
        }
    }

    /// The selected one of what can be chosen, where that is possible.
    #[must_use]
    pub fn selected(self) -> Option<usize> {
        match self {
            Self::Sections { selected, .. } | Self::Diagnostics { selected, .. } => Some(selected),
            Self::Help { .. } | Self::Messages { .. } => None,
        }
    }

    /// The id of the title's words in `labels.toml`.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Help { .. } => "popup.help",
            Self::Sections { .. } => "popup.sections",
            Self::Diagnostics { .. } => "popup.diagnostics",
            Self::Messages { .. } => "popup.messages",
        }
    }

    /// Moves the selection, or the lines where nothing can be selected. What is taller than the popup is
    /// read line by line.
    pub fn step(&mut self, lines: isize, all: &[PopupLine], height: usize) {
        match self {
            Self::Help { top } | Self::Messages { top } => *top = top.saturating_add_signed(lines),
            Self::Sections { selected, typed, .. } => {
                *selected = selected.saturating_add_signed(lines);
                *typed = 0;
            }
            Self::Diagnostics { selected, top } => {
                let own = lines_of(all, *selected);
                let inside = if lines > 0 { own.end > *top + height } else { own.start < *top };
                if inside {
                    *top = top.saturating_add_signed(lines.signum());
                } else if lines.unsigned_abs() == 1 {
                    *selected = selected.saturating_add_signed(lines);
                } else {
                    let target = own.start.saturating_add_signed(lines).min(all.len().saturating_sub(1));
                    *selected = all.get(target).and_then(PopupLine::diagnostic).unwrap_or_default();
                }
            }
        }
    }

    /// Keeps the selection and the lines inside, for these lines and this height.
    pub fn clamp(&mut self, all: &[PopupLine], height: usize) {
        let (lines, height) = (all.len(), height.max(1));
        let last = lines.saturating_sub(height);
        match self {
            Self::Help { top } | Self::Messages { top } => *top = (*top).min(last),
            Self::Sections { selected, top, .. } => {
                *selected = (*selected).min(lines.saturating_sub(1));
                *top = (*top).clamp((*selected + 1).saturating_sub(height), *selected).min(last);
            }
            Self::Diagnostics { selected, top } => {
                let most = all.last().and_then(PopupLine::diagnostic).unwrap_or_default();
                *selected = (*selected).min(most);
                let own = lines_of(all, *selected);
                let end = own.end.saturating_sub(height);
                *top = (*top).clamp(end.min(own.start), end.max(own.start)).min(last);
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
    /// A piece of a diagnostic.
    Diagnostic {
        /// Its place among the diagnostics.
        place: usize,
        /// The words.
        text: String,
        /// How much it matters.
        severity: Severity,
    },
    /// Nothing.
    Space,
}

impl PopupLine {
    /// The place of the diagnostic that the line is a piece of.
    #[must_use]
    pub fn diagnostic(&self) -> Option<usize> {
        match self {
            Self::Diagnostic { place, .. } => Some(*place),
            Self::Heading(_)
            | Self::Keys { .. }
            | Self::Words(_)
            | Self::Section { .. }
            | Self::Message { .. }
            | Self::Space => None,
        }
    }

    /// The place, among what can be chosen, of the line at an index.
    #[must_use]
    pub fn choice(&self, index: usize) -> usize {
        self.diagnostic().unwrap_or(index)
    }
}

/// The lines of a diagnostic.
fn lines_of(lines: &[PopupLine], place: usize) -> Range<usize> {
    let start = lines.partition_point(|line| line.diagnostic().is_some_and(|of| of < place));
    start..lines.partition_point(|line| line.diagnostic().is_some_and(|of| of <= place))
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
        Popup::Diagnostics { .. } => diagnostic_lines(state),
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
    let width = message_width(state);
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

/// Each diagnostic with its severity in a word and a sign, and its line; the file's path where there
/// is no line.
fn diagnostic_lines(state: &State) -> Vec<PopupLine> {
    let width = message_width(state);
    let mut lines = Vec::new();
    for (place, found) in diagnostics::of_open(state).into_iter().enumerate() {
        let severity = found.severity();
        let text = format!(
            "{} {} {}: {}",
            sign(severity),
            state.lang.text(severity_words(severity)),
            line_of(found, state.lang),
            found.message(state.lang)
        );
        for range in wrap(&text, width.saturating_sub(2)) {
            let indent = if range.start == 0 { "" } else { "  " };
            let text = format!("{indent}{}", text.get(range).unwrap_or_default());
            lines.push(PopupLine::Diagnostic { place, text, severity });
        }
    }
    lines
}

fn line_of(found: &Diagnostic, lang: Lang) -> String {
    match found.lines {
        Some(lines) => lang.fill("severity.line", &[("line", &lines.first)]),
        None => found.path.clone(),
    }
}

/// A sign for a severity, so that colour is not all there is.
fn sign(severity: Severity) -> char {
    match severity {
        Severity::Info => '·',
        Severity::Warning => '!',
        Severity::Error => '✗',
    }
}

fn severity_words(severity: Severity) -> &'static str {
    match severity {
        Severity::Info => "severity.info",
        Severity::Warning => "severity.warning",
        Severity::Error => "severity.error",
    }
}

/// How wide messages are laid out.
fn message_width(state: &State) -> usize {
    MESSAGE_WIDTH.min(usize::from(state.size.width).saturating_sub(8)).max(1)
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
        | PopupLine::Diagnostic { .. }
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
        PopupLine::Message { text, .. } | PopupLine::Diagnostic { text, .. } => width::cells(text),
        PopupLine::Space => 0,
    }
}
