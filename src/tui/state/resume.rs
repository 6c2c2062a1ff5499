//! How a run goes on where the last one ended, and what it leaves to the next.

use crate::config::{Kept, KeptChanges, KeptPlace, KeptTheme, ThemeChoice};
use crate::model::CaseSign;
use crate::tui::layout::{Pane, Panes};

use super::State;
use super::detail::FieldPath;
use super::history::History;
use super::keeping::Keeping;
use super::list::Row;
use super::order::Order;
use super::visits::Location;

impl State {
    /// Restores what earlier runs kept: theme, order, pane sizes, queries, bookmarks, marks and the place to go back to.
    pub fn take_up(&mut self, kept: Kept) {
        self.restore_theme(kept.theme);
        let order = kept.order.as_deref().and_then(Order::parse).unwrap_or_default();
        self.list.set_order(order.clone());
        self.panes = Panes { list_width: kept.list_width, list_height: kept.list_height };
        self.search.history = History::new(kept.queries);
        self.catalog.set_signed(CaseSign::Bookmark, kept.bookmarks);
        self.catalog.set_signed(CaseSign::Mark, kept.marks);
        self.detail.chosen_whole = kept.whole_page;
        let opened = (order, self.panes, kept.whole_page);
        self.keeping =
            Keeping { going_back: kept.place, opened, last_search: kept.search, ..Keeping::default() };
    }

    /// Restores the chosen theme, if the setting is the one that it was chosen under.
    fn restore_theme(&mut self, kept: Option<KeptTheme>) {
        let setting = self.look.setting.name();
        let chosen = kept.filter(|kept| kept.setting == setting).and_then(|kept| kept.chosen.parse().ok());
        if let Some(chosen) = chosen {
            self.look.restore(chosen);
        }
    }

    /// Chooses a theme, for this run and the next.
    pub fn choose_theme(&mut self, choice: ThemeChoice) {
        self.look.choice = choice;
        let [chosen, setting] = [choice, self.look.setting].map(|theme| theme.name().to_owned());
        self.keeping.unwritten.theme = Some(KeptTheme { chosen, setting });
    }

    /// Sets the case of the command line as the one to go to, with the keys in its detail.
    pub fn begin_in(&mut self, place: KeptPlace) {
        self.keeping.going_back = Some(place);
        self.keeping.enters = true;
    }

    /// Selects the case to go back to once it is read; drops it if it is missing after reading.
    pub fn go_back(&mut self, visible: usize) {
        let Some(place) = &self.keeping.going_back else { return };
        if let Some(entry) = self.catalog.find(&place.case) {
            let (section, field) = (place.section.clone(), place.field.clone());
            self.detail.set_next_path(FieldPath { section, field });
            self.list.select_row(Some(Row::Case(entry)));
            self.list.reveal(visible);
            if self.keeping.enters {
                self.pane = Pane::Fields;
                if let Some(page) = self.catalog.entries.get(entry).map(|entry| entry.page) {
                    self.visits.enter(Location { page, path: self.detail.path().clone() });
                }
            }
            self.keeping.going_back = None;
        } else if !self.files.is_reading() {
            self.keeping.going_back = None;
        }
    }

    /// Returns the changes to keep for the next run.
    #[must_use]
    pub fn changes(&self) -> KeptChanges {
        let (order, panes, whole_page) = &self.keeping.opened;
        let case = self.open_case().and_then(|(entry, _)| self.catalog.case_key(entry));
        // Without a move the old place stays the one to go back to.
        let case = case.filter(|_| self.keeping.going_back.is_none());
        let FieldPath { section, field } = self.detail.path().clone();
        let search = self.search.text().trim();
        KeptChanges {
            queries: self.search.history.fresh().to_vec(),
            place: case.map(|case| KeptPlace { case, section, field }),
            order: Some(self.list.order()).filter(|now| *now != order).map(Order::text),
            search: Some(search)
                .filter(|now| *now != self.keeping.last_search.as_deref().unwrap_or_default())
                .map(str::to_owned),
            list_width: self.panes.list_width.filter(|now| Some(*now) != panes.list_width),
            list_height: self.panes.list_height.filter(|now| Some(*now) != panes.list_height),
            whole_page: self.detail.chosen_whole.filter(|now| Some(*now) != *whole_page),
            ..self.keeping.unwritten.clone()
        }
    }
}
