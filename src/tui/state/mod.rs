//! Everything that the browser knows, a file a part of the screen.

pub mod detail;
pub mod diagnostics;
pub mod files;
pub mod list;
pub mod messages;
pub mod place;
pub mod popup;
pub mod search;

use ratatui::layout::Size;

use crate::config::{Context, Keymap};
use crate::lang::Lang;
use crate::model::{Case, Catalog, Diagnostic, Field, Section};
use crate::search::{Hit, Index};

use super::layout::Regions;
use detail::Detail;
use files::{Files, Stage};
use list::{CaseList, Row};
use messages::{Message, Messages, Tone};
use popup::Popup;
use search::SearchBox;

/// The pane that the keys work in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pane {
    /// The list of cases.
    List,
    /// The field table.
    Fields,
}

/// Who takes the keys.
#[derive(Debug)]
pub enum Mode {
    /// The pane.
    Browse,
    /// The search box.
    Search,
    /// A popup over the panes.
    Popup(Popup),
}

/// The state of the browser.
#[derive(Debug)]
pub struct State {
    /// Language of the interface.
    pub lang: Lang,
    /// What was read.
    pub catalog: Catalog,
    /// The catalog, folded for searching.
    pub index: Index,
    /// The files behind it.
    pub files: Files,
    /// Which key does what.
    pub keymap: Keymap,
    /// Size of the screen.
    pub size: Size,
    /// The pane that the keys work in.
    pub pane: Pane,
    /// Who takes the keys.
    pub mode: Mode,
    /// The list of cases.
    pub list: CaseList,
    /// The search text and what it found.
    pub search: SearchBox,
    /// The open case.
    pub detail: Detail,
    /// What was said.
    pub messages: Messages,
    /// Where everything is on the screen; the mouse uses the same.
    pub regions: Regions,
}

impl State {
    /// The browser as it opens: the first case, its first section, the list in front.
    #[must_use]
    pub fn new(catalog: Catalog, lang: Lang, keymap: Keymap) -> Self {
        let index = Index::new(&catalog);
        let mut list = CaseList::default();
        list.arrange(&catalog, None);
        let mut messages = Messages::default();
        if catalog.passed_over > 0 {
            let text = lang.fill("empty.passed_over", &[("count", &catalog.passed_over)]);
            messages.say(Message { text, tone: Tone::Done });
        }
        Self {
            lang,
            catalog,
            index,
            files: Files::default(),
            keymap,
            size: Size::default(),
            pane: Pane::List,
            mode: Mode::Browse,
            list,
            search: SearchBox::default(),
            detail: Detail::default(),
            messages,
            regions: Regions::default(),
        }
    }

    /// The browser before anything is read.
    #[must_use]
    pub fn reading(lang: Lang, keymap: Keymap) -> Self {
        let mut state = Self::new(Catalog::default(), lang, keymap);
        state.files.stage = Stage::Finding;
        state
    }

    /// The keys that work now.
    #[must_use]
    pub fn context(&self) -> Context {
        match (&self.mode, self.pane) {
            (Mode::Popup(_), _) => Context::Popup,
            (Mode::Search, _) => Context::Search,
            (Mode::Browse, Pane::List) => Context::List,
            (Mode::Browse, Pane::Fields) => Context::Fields,
        }
    }

    /// True where Esc has nothing else to leave than reading.
    #[must_use]
    pub fn back_stops_reading(&self) -> bool {
        let browsing = matches!(self.mode, Mode::Browse) && self.pane == Pane::List;
        browsing && self.search.hits().is_none() && self.files.is_reading()
    }

    /// The selected case, its place in the catalog first.
    #[must_use]
    pub fn open_case(&self) -> Option<(usize, &Case)> {
        match self.list.row() {
            Some(Row::Case(entry)) => self.catalog.case(entry).map(|case| (entry, case)),
            Some(Row::Problem(_)) | None => None,
        }
    }

    /// What the search lights up in the selected case.
    #[must_use]
    pub fn open_hit(&self) -> Option<&Hit> {
        // While a search is on, the rows are its hits in their order.
        self.search.hits().and_then(|hits| hits.get(self.list.selected()))
    }

    /// The selected error row.
    #[must_use]
    pub fn open_problem(&self) -> Option<&Diagnostic> {
        match self.list.row() {
            Some(Row::Problem(place)) => self.catalog.diagnostics.get(place),
            Some(Row::Case(_)) | None => None,
        }
    }

    /// The open section of the selected case.
    #[must_use]
    pub fn open_section(&self) -> Option<&Section> {
        self.open_case().and_then(|(_, case)| case.sections.get(self.detail.section))
    }

    /// The field under the cursor.
    #[must_use]
    pub fn open_field(&self) -> Option<&Field> {
        self.open_section().and_then(|section| section.fields.get(self.detail.field))
    }
}
