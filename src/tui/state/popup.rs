//! The popups: what they list, and which part of it is on the screen.

use std::ops::Range;

use tui_input::Input;

use super::filter::ItemNames;
use super::popup_item::PopupLines;
use super::scroll_list::{ListLines, ScrollList};
use super::span_line::SpanLine;

/// A popup over the panes.
#[derive(Debug)]
pub struct Popup {
    /// What it shows.
    pub kind: PopupKind,
    /// The selected one of what is on the list, and the first line on the screen.
    pub list: ScrollList,
    /// The index of the selected one, whatever the filter hides; `None` if there is none.
    pub choice: Option<usize>,
    /// The filter, while it is open.
    pub filter: Option<PopupFilter>,
}

/// The filter of a popup.
#[derive(Debug)]
pub struct PopupFilter {
    /// What is typed.
    pub input: Input,
    /// The index of what was selected before.
    pub before: usize,
    /// True until the best match is selected.
    pub is_new: bool,
    /// The names that it matches, kept while the items stay the same: they take long to prepare.
    pub names: Vec<ItemNames>,
}

/// What a popup shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PopupKind {
    /// Every key.
    Help,
    /// How queries are written.
    Queries,
    /// The sections of the open case.
    Sections,
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
    /// The columns that a table can have.
    Columns,
    /// The named sets of columns.
    ColumnSets,
    /// The groups of features that cases are compared by.
    LikenessGroups,
    /// The editors for the file of a page.
    Editors,
    /// The orders of the list.
    Orders,
    /// The themes; the one under the cursor is drawn with.
    Themes,
}

impl PopupKind {
    /// Returns the id of the title in `labels.toml`.
    #[must_use]
    pub fn title_id(self) -> &'static str {
        match self {
            Self::Help => "popup.help",
            Self::Queries => "popup.queries",
            Self::Sections => "popup.sections",
            Self::Diagnostics => "popup.diagnostics",
            Self::Messages => "popup.messages",
            Self::SiteMenu => "popup.site_menu",
            Self::Copy => "popup.copy",
            Self::Glossary { all: false } => "popup.terms",
            Self::Glossary { all: true } => "popup.glossary",
            Self::Columns => "popup.columns",
            Self::ColumnSets => "popup.column_sets",
            Self::LikenessGroups => "popup.likeness_groups",
            Self::Editors => "popup.editors",
            Self::Orders => "popup.orders",
            Self::Themes => "popup.themes",
        }
    }

    /// Returns the id of the hint for Enter; `None` if nothing can be chosen.
    #[must_use]
    pub fn choose_hint_id(self) -> Option<&'static str> {
        match self {
            Self::Sections | Self::SiteMenu | Self::ColumnSets | Self::Editors | Self::Orders => {
                Some("hint.choose")
            }
            Self::Columns | Self::LikenessGroups => Some("hint.toggle"),
            Self::Diagnostics => Some("hint.jump"),
            Self::Copy => Some("hint.to_clipboard"),
            Self::Glossary { .. } | Self::Queries => Some("hint.search"),
            Self::Themes => Some("hint.keep"),
            Self::Help | Self::Messages => None,
        }
    }
}

impl Popup {
    /// Creates a popup with this choice selected.
    #[must_use]
    pub fn new(kind: PopupKind, selected: usize) -> Self {
        Self { kind, list: ScrollList { selected, top: 0 }, choice: Some(selected), filter: None }
    }

    /// Returns the text of the filter; empty if it is not open.
    #[must_use]
    pub fn typed(&self) -> &str {
        self.filter.as_ref().map_or("", |filter| filter.input.value())
    }

    /// Returns the filter; opens it if it is not open.
    pub fn open_filter(&mut self) -> &mut PopupFilter {
        let before = self.choice.unwrap_or_default();
        let new = || PopupFilter { input: Input::default(), before, is_new: true, names: Vec::new() };
        self.filter.get_or_insert_with(new)
    }

    /// Closes the filter and keeps the selection; false if it is not open.
    pub fn close_filter(&mut self) -> bool {
        let Some(filter) = self.filter.take() else { return false };
        self.list.selected = self.choice.unwrap_or(filter.before);
        true
    }

    /// Scrolls so that the selection is on the screen; after typing, selects the best match.
    pub fn reveal(&mut self, content: &PopupLines, visible: usize) {
        if let Some(filter) = self.filter.as_mut().filter(|filter| filter.is_new) {
            let best =
                if filter.input.value().trim().is_empty() { Some(filter.before) } else { content.best };
            let shown = content.choices.iter().position(|choice| Some(*choice) == best);
            self.list = ScrollList { selected: shown.unwrap_or_default(), top: 0 };
            filter.is_new = false;
        }
        self.list.reveal(&content.lines[..], visible);
        self.choice = content.choices.get(self.list.selected).copied();
    }
}

impl ListLines for &[SpanLine] {
    fn item_count(self) -> usize {
        self.iter().rev().find_map(|line| line.choice).map_or(0, |last| last + 1)
    }

    fn line_count(self) -> usize {
        self.len()
    }

    fn lines_of(self, item: usize) -> Range<usize> {
        let is_own = |line: &SpanLine| line.choice == Some(item);
        let start = self.iter().position(is_own).unwrap_or_default();
        let own = self.iter().skip(start).take_while(|line| is_own(line)).count();
        start..start + own
    }

    fn item_at(self, line: usize) -> Option<usize> {
        self.get(line)?.choice
    }
}
