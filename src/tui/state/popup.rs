//! The popups: what they list, and where one is in them.

use std::ops::Range;

use crate::model::Severity;
use crate::text::width;

use crate::tui::message::Tone;

/// A popup over the panes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Popup {
    /// What it shows.
    pub kind: PopupKind,
    /// The selected one of what can be chosen.
    pub selected: usize,
    /// The first line on the screen.
    pub top: usize,
}

/// What a popup shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PopupKind {
    /// Every key.
    Help,
    /// The sections of the open case.
    Sections {
        /// The number typed so far; 0 for none.
        typed: usize,
    },
    /// What is to know about the open page.
    Diagnostics,
    /// What was said, newest first.
    Messages,
    /// The site's own navigation.
    SiteMenu,
    /// What can be copied, and as what.
    Copy,
    /// What terms mean.
    Glossary {
        /// All terms, not only those of the field under the cursor.
        all: bool,
    },
    /// The themes; the one under the cursor is drawn with.
    Themes,
}

impl PopupKind {
    /// The id of the title's words in `labels.toml`.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Help => "popup.help",
            Self::Sections { .. } => "popup.sections",
            Self::Diagnostics => "popup.diagnostics",
            Self::Messages => "popup.messages",
            Self::SiteMenu => "popup.site_menu",
            Self::Copy => "popup.copy",
            Self::Glossary { all: false } => "popup.terms",
            Self::Glossary { all: true } => "popup.glossary",
            Self::Themes => "popup.themes",
        }
    }

    /// The id of the word for taking a line, where lines can be taken.
    #[must_use]
    pub fn choose_words(self) -> Option<&'static str> {
        match self {
            Self::Sections { .. } | Self::SiteMenu => Some("hint.choose"),
            Self::Diagnostics => Some("hint.jump"),
            Self::Copy => Some("hint.to_clipboard"),
            Self::Glossary { .. } => Some("hint.search"),
            Self::Themes => Some("hint.keep"),
            Self::Help | Self::Messages => None,
        }
    }
}

impl Popup {
    /// A popup with this choice selected.
    #[must_use]
    pub fn new(kind: PopupKind, selected: usize) -> Self {
        Self { kind, selected, top: 0 }
    }

    /// Moves the selection, or the lines where nothing can be selected. What is taller than the popup is
    /// read line by line.
    pub fn step(&mut self, lines: isize, all: &[PopupLine], height: usize) {
        if let PopupKind::Sections { typed } = &mut self.kind {
            *typed = 0;
        }
        if choices(all) == 0 {
            self.top = self.top.saturating_add_signed(lines);
            return;
        }
        let own = lines_of(all, self.selected);
        let inside = if lines > 0 { own.end > self.top + height } else { own.start < self.top };
        if inside {
            self.top = self.top.saturating_add_signed(lines.signum());
        } else if lines.unsigned_abs() == 1 {
            self.selected = self.selected.saturating_add_signed(lines);
        } else {
            let target = own.start.saturating_add_signed(lines).min(all.len().saturating_sub(1));
            // A line between two choices belongs to the one before it.
            let before = all.iter().take(target + 1).rev().find_map(|line| line.choice);
            self.selected = before.unwrap_or_default();
        }
    }

    /// Brings a line to the top; the selection follows into what is on the screen.
    pub fn scroll_to(&mut self, top: usize, all: &[PopupLine], height: usize) {
        self.top = top.min(all.len().saturating_sub(height));
        let own = lines_of(all, self.selected);
        let end = self.top + height;
        let seen = || all.iter().take(end).skip(self.top).filter_map(|line| line.choice);
        let moved = if own.start < self.top { seen().next() } else { seen().next_back() };
        let outside = own.start < self.top || own.end > end;
        self.selected = moved.filter(|_| outside).unwrap_or(self.selected);
    }

    /// Keeps the selection and the lines inside, for these lines and this height.
    pub fn clamp(&mut self, all: &[PopupLine], height: usize) {
        let height = height.max(1);
        let last = all.len().saturating_sub(height);
        let choices = choices(all);
        if choices > 0 {
            self.selected = self.selected.min(choices - 1);
            let own = lines_of(all, self.selected);
            // The heading above the first choice stays in sight.
            let start = if self.selected == 0 && own.end <= height { 0 } else { own.start };
            let end = own.end.saturating_sub(height);
            self.top = self.top.clamp(end.min(start), end.max(start));
        }
        self.top = self.top.min(last);
    }
}

/// How many things can be chosen from these lines.
#[must_use]
pub fn choices(all: &[PopupLine]) -> usize {
    all.iter().rev().find_map(|line| line.choice).map_or(0, |last| last + 1)
}

/// The lines of a choice.
fn lines_of(all: &[PopupLine], choice: usize) -> Range<usize> {
    let is_own = |line: &PopupLine| line.choice == Some(choice);
    let start = all.iter().position(is_own).unwrap_or_default();
    let own = all.iter().skip(start).take_while(|line| is_own(line)).count();
    start..start + own
}

/// One line of a popup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PopupLine {
    /// The place, among what can be chosen, of what the line is a piece of.
    pub choice: Option<usize>,
    /// What stands in it.
    pub content: PopupContent,
}

impl From<PopupContent> for PopupLine {
    /// A line that cannot be chosen.
    fn from(content: PopupContent) -> Self {
        Self { choice: None, content }
    }
}

/// What stands in a line of a popup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PopupContent {
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
    /// A term of the glossary.
    Term {
        /// The term.
        term: &'static str,
        /// How it is read.
        kana: &'static str,
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
        /// The words.
        text: String,
        /// How much it matters.
        severity: Severity,
    },
    /// A part of the site, or what answers it.
    Site {
        /// The words.
        text: String,
        /// What answers it, at the end of the line.
        answer: String,
    },
    /// A theme.
    Theme {
        /// What a configuration calls it.
        name: &'static str,
        /// What it is.
        words: &'static str,
        /// True for the one that is kept.
        kept: bool,
    },
    /// Nothing.
    Space,
}

/// The cells before the words of a theme: the mark of the one that is kept.
const KEPT_MARK: usize = 2;

/// How far words stand in below their keys.
pub const NARROW_INDENT: usize = 5;

/// How many cells the keys' column takes.
#[must_use]
pub fn key_column(lines: &[PopupLine]) -> usize {
    let keys = lines.iter().map(|line| match &line.content {
        PopupContent::Keys { keys, .. } => width::cells(keys),
        PopupContent::Heading(_)
        | PopupContent::Words(_)
        | PopupContent::Section { .. }
        | PopupContent::Term { .. }
        | PopupContent::Message { .. }
        | PopupContent::Diagnostic { .. }
        | PopupContent::Site { .. }
        | PopupContent::Theme { .. }
        | PopupContent::Space => 0,
    });
    keys.max().unwrap_or_default()
}

/// How many cells a line wants.
#[must_use]
pub fn line_width(line: &PopupLine, key_column: usize) -> usize {
    match &line.content {
        PopupContent::Heading(words) => width::cells(words),
        PopupContent::Words(words) => NARROW_INDENT + width::cells(words),
        PopupContent::Keys { keys, words: "" } => 4 + width::cells(keys),
        PopupContent::Keys { words, .. } => key_column + 4 + width::cells(words),
        PopupContent::Section { title, english, filled, .. } => {
            let english = english.map_or(0, |english| width::cells(english) + 2);
            4 + width::cells(title) + english + 2 + width::cells(filled)
        }
        PopupContent::Term { term, kana: "" } => width::cells(term),
        PopupContent::Term { term, kana } => width::cells(term) + 2 + width::cells(kana),
        PopupContent::Message { text, .. } | PopupContent::Diagnostic { text, .. } => width::cells(text),
        PopupContent::Site { text, answer } if answer.is_empty() => width::cells(text),
        PopupContent::Site { text, answer } => width::cells(text) + 2 + width::cells(answer),
        PopupContent::Theme { name, words, .. } => KEPT_MARK + width::cells(words) + 2 + width::cells(name),
        PopupContent::Space => 0,
    }
}
