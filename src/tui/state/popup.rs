//! The popups: what they list, and where one is in them.

use std::ops::Range;

use super::span_line::SpanLine;

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
    pub fn step(&mut self, lines: isize, all: &[SpanLine], height: usize) {
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
    pub fn scroll_to(&mut self, top: usize, all: &[SpanLine], height: usize) {
        self.top = top.min(all.len().saturating_sub(height));
        let own = lines_of(all, self.selected);
        let end = self.top + height;
        let seen = || all.iter().take(end).skip(self.top).filter_map(|line| line.choice);
        let moved = if own.start < self.top { seen().next() } else { seen().next_back() };
        let outside = own.start < self.top || own.end > end;
        self.selected = moved.filter(|_| outside).unwrap_or(self.selected);
    }

    /// Keeps the selection and the lines inside, for these lines and this height.
    pub fn clamp(&mut self, all: &[SpanLine], height: usize) {
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
pub fn choices(all: &[SpanLine]) -> usize {
    all.iter().rev().find_map(|line| line.choice).map_or(0, |last| last + 1)
}

/// The lines of a choice.
fn lines_of(all: &[SpanLine], choice: usize) -> Range<usize> {
    let is_own = |line: &SpanLine| line.choice == Some(choice);
    let start = all.iter().position(is_own).unwrap_or_default();
    let own = all.iter().skip(start).take_while(|line| is_own(line)).count();
    start..start + own
}
