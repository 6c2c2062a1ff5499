//! Everything that the browser knows, a file a part of the screen.

pub mod column_choice;
pub mod completing;
pub mod continuations;
pub mod copying;
pub mod detail;
pub mod diagnostics;
pub mod facets;
pub mod field;
pub mod files;
pub mod filter;
pub mod hints;
pub mod history;
pub mod keeping;
pub mod likeness_choice;
pub mod list;
pub mod list_anchor;
pub mod list_copying;
pub mod messages;
pub mod open;
pub mod order;
pub mod order_choice;
pub mod palette;
pub mod pointer;
pub mod popup;
pub mod popup_content;
pub mod popup_item;
pub mod possible;
pub mod query_help;
mod resume;
pub mod scroll_list;
pub mod search;
pub mod sheet;
pub mod sheet_columns;
pub mod sheet_copying;
pub mod sheet_views;
pub mod site_menu;
pub mod span_line;
pub mod table;
pub mod terms;
pub mod themes;
pub mod two_columns;
pub mod visits;

use ratatui::layout::Size;

use crate::config::{Chord, Context, Keymap, ThemeChoice};
use crate::lang::Lang;
use crate::model::{Case, Catalog};
use crate::search::Index;

use super::layout::{Pane, Panes};
use super::message::{Message, Tone};
use super::theme::Theme;
use super::theme::look::Look;
use completing::CompletionList;
use detail::Detail;
use facets::{FacetPanel, KeptFacets};
use files::{Files, Stage};
use keeping::Keeping;
use list::{CaseList, Row, RowShape};
use messages::Messages;
use palette::Palette;
use pointer::Pointer;
use popup::{Popup, PopupKind};
use search::SearchBox;
use sheet::SheetPage;
use visits::Visits;

/// Who takes the keys.
#[derive(Debug)]
pub enum Mode {
    /// The pane.
    Browse,
    /// The search box.
    Search,
    /// The options for what is being typed in the search box.
    Complete(CompletionList),
    /// The facets, over the open case.
    Facets(FacetPanel),
    /// A popup over the panes.
    Popup(Popup),
    /// The palette over the panes.
    Palette(Palette),
}

/// Who has the mouse.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MouseOwner {
    /// Clicks and the wheel come here.
    Ours,
    /// The terminal, to select text with, until it is taken back.
    LetGo,
    /// The terminal, as the user has set it.
    Theirs,
}

/// The state of the browser.
#[derive(Debug)]
pub struct State {
    /// Language of the interface.
    pub lang: Lang,
    /// What was read.
    pub catalog: Catalog,
    /// How often other pages were read.
    pub catalog_changes: usize,
    /// The catalog, folded for searching.
    pub index: Index,
    /// The catalog's answers to the facets.
    pub facets: KeptFacets,
    /// The files behind it.
    pub files: Files,
    /// Which key does what.
    pub keymap: Keymap,
    /// The keys pressed so far of those that are pressed one after another.
    pub begun: Vec<Chord>,
    /// The number of the section that the last key opened, which may be the first digit of another one.
    pub opened_by_digit: Option<usize>,
    /// The editors to choose from, once one is needed.
    pub editors: Vec<String>,
    /// The editor that the user has chosen in this run.
    pub editor: Option<String>,
    /// True until the user does something.
    pub is_untouched: bool,
    /// True once a key without a command was answered with that of the help.
    pub has_named_help: bool,
    /// How things look.
    pub look: Look,
    /// True where the terminal gives two cells to characters of ambiguous width.
    pub ambiguous_wide: bool,
    /// True where the terminal opens addresses itself.
    pub links: bool,
    /// Who has the mouse.
    pub mouse_owner: MouseOwner,
    /// Size of the screen.
    pub size: Size,
    /// The pane that the keys work in.
    pub pane: Pane,
    /// Who takes the keys.
    pub mode: Mode,
    /// The facets, while their help is open over them.
    pub facets_behind: Option<FacetPanel>,
    /// The list of cases.
    pub list: CaseList,
    /// The search text and what it found.
    pub search: SearchBox,
    /// The table of cases.
    pub sheet: SheetPage,
    /// The open case.
    pub detail: Detail,
    /// Where one was, to go back to.
    pub visits: Visits,
    /// What was said.
    pub messages: Messages,
    /// What is taken up from earlier runs and left to the next.
    pub keeping: Keeping,
    /// How large the panes are wished to be.
    pub panes: Panes,
    /// What the mouse holds and last pressed.
    pub pointer: Pointer,
}

impl State {
    /// Creates the state of a read catalog: the first case and section open, the list focused.
    #[must_use]
    pub fn new(catalog: Catalog, lang: Lang, keymap: Keymap) -> Self {
        let index = Index::new(&catalog);
        let mut list = CaseList::default();
        list.arrange(&catalog, None);
        let mut messages = Messages::default();
        if let Some(text) = catalog.passed_over.message(lang) {
            messages.say(Message::done(text));
        }
        Self {
            lang,
            catalog,
            catalog_changes: 0,
            index,
            facets: KeptFacets::default(),
            files: Files::default(),
            keymap,
            begun: Vec::new(),
            opened_by_digit: None,
            editors: Vec::new(),
            editor: None,
            is_untouched: true,
            has_named_help: false,
            look: Look::new(ThemeChoice::Auto),
            ambiguous_wide: false,
            links: false,
            mouse_owner: MouseOwner::Ours,
            size: Size::default(),
            pane: Pane::List,
            mode: Mode::Browse,
            facets_behind: None,
            list,
            search: SearchBox::default(),
            sheet: SheetPage::default(),
            detail: Detail::default(),
            visits: Visits::default(),
            messages,
            keeping: Keeping::default(),
            panes: Panes::default(),
            pointer: Pointer::default(),
        }
    }

    /// Creates the state before anything is read.
    #[must_use]
    pub fn reading(lang: Lang, keymap: Keymap) -> Self {
        let mut state = Self::new(Catalog::default(), lang, keymap);
        state.files.stage = Stage::Finding;
        state
    }

    /// Returns how the list shows its cases.
    #[must_use]
    pub fn row_shape(&self) -> RowShape {
        RowShape::of_count(self.catalog.entries.len())
    }

    /// Shows the message with this id.
    pub fn say(&mut self, id: &'static str, tone: Tone) {
        let text = self.lang.text(id).to_owned();
        self.messages.say(Message { text, tone });
    }

    /// Returns the theme to draw with: the one under the cursor of the theme popup, else the chosen one.
    #[must_use]
    pub fn theme(&self) -> Theme {
        match &self.mode {
            Mode::Popup(Popup { kind: PopupKind::Themes, choice, .. }) => {
                let choice = choice.and_then(|choice| ThemeChoice::ALL.get(choice).copied());
                self.look.theme_of(choice.unwrap_or(self.look.choice))
            }
            Mode::Browse
            | Mode::Search
            | Mode::Complete(_)
            | Mode::Facets(_)
            | Mode::Popup(_)
            | Mode::Palette(_) => self.look.theme(),
        }
    }

    /// Returns the context whose keys apply now.
    #[must_use]
    pub fn context(&self) -> Context {
        match (&self.mode, self.pane) {
            (Mode::Popup(Popup { filter: None, .. }), _) => Context::Popup,
            (Mode::Popup(_) | Mode::Palette(_), _) => Context::Palette,
            (Mode::Search, _) => Context::Search,
            (Mode::Complete(_), _) => Context::Completion,
            (Mode::Facets(_), _) => Context::Facets,
            (Mode::Browse, _) if self.shows_sheet() => Context::Sheet,
            (Mode::Browse, Pane::List) => Context::List,
            (Mode::Browse, Pane::Fields) if self.field_page().is_some() => Context::Field,
            (Mode::Browse, Pane::Fields) => Context::Fields,
        }
    }

    /// True while letters go into the search box.
    #[must_use]
    pub fn is_typing(&self) -> bool {
        match self.mode {
            Mode::Search | Mode::Complete(_) => true,
            Mode::Browse | Mode::Facets(_) | Mode::Popup(_) | Mode::Palette(_) => false,
        }
    }

    /// True while facets, a popup or the palette have the keys.
    #[must_use]
    pub fn is_covered(&self) -> bool {
        match self.mode {
            Mode::Facets(_) | Mode::Popup(_) | Mode::Palette(_) => true,
            Mode::Browse | Mode::Search | Mode::Complete(_) => false,
        }
    }

    /// True if the key up recalls an older query: on the first row, or without a search on the row from
    /// before it.
    #[must_use]
    pub fn up_recalls(&self) -> bool {
        let at_top = match self.search.hits() {
            Some(_) => self.list.selected() == 0,
            None => self.list.selected() == 0 || self.list.row() == self.search.row_before(),
        };
        at_top && self.search.history.has_older(self.search.text())
    }

    /// True if Esc stops reading: files are being read, the list has the keys and no search is on.
    #[must_use]
    pub fn back_stops_reading(&self) -> bool {
        let browsing = matches!(self.mode, Mode::Browse) && self.pane == Pane::List;
        browsing && self.search.hits().is_none() && self.files.is_reading()
    }

    /// Returns the open page of the selected case, with the index of the case in the catalog; `None` for an error row
    /// or an empty list.
    #[must_use]
    pub fn open_case(&self) -> Option<(usize, &Case)> {
        match self.list.row() {
            Some(Row::Case(entry)) => self.detail.case_of(&self.catalog, entry).map(|case| (entry, case)),
            Some(Row::Problem(_)) | None => None,
        }
    }
}
