//! What is open: the case, its section and field, and what is to be said about them.

use crate::config::Command;
use crate::model::{Diagnostic, Field, Section, differing};
use crate::search::Hit;
use crate::source::Origin;
use crate::text::width::ellipsize;
use crate::tui::effect::RawRequest;
use crate::tui::layout::Pane;

use super::field::FieldPage;
use super::list::Row;
use super::messages::FooterText;
use super::table::{Place, says_nothing};
use super::visits::Spot;
use super::{Mode, State};

/// Cells of a query that are quoted where it finds nothing; half a line where that is less.
const QUOTED: usize = 40;

impl State {
    /// True where the selected case has a bookmark.
    #[must_use]
    pub fn is_bookmarked(&self) -> bool {
        let entry = self.open_case().and_then(|(entry, _)| self.catalog.entries.get(entry));
        entry.is_some_and(|entry| entry.bookmarked)
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

    /// The line of the field under the cursor in its file, from 1.
    #[must_use]
    pub fn open_line(&self) -> Option<u32> {
        let (_, case) = self.open_case()?;
        Some(match (self.open_field(), self.open_section()) {
            (Some(field), _) => field.lines.first,
            (None, Some(section)) => section.line,
            (None, None) => case.source.lines.first,
        })
    }

    /// The file of the selected case, or of the selected error row.
    #[must_use]
    pub fn open_origin(&self) -> Option<Origin> {
        if let Some(problem) = self.open_problem() {
            return Some(self.files.origin_of(problem));
        }
        let (entry, case) = self.open_case()?;
        let page = self.catalog.entries.get(entry)?.page;
        Some(self.files.origin(page, &case.source))
    }

    /// The field under the cursor; none where it is hidden.
    #[must_use]
    pub fn open_field(&self) -> Option<&Field> {
        let field = self.open_section()?.fields.get(self.detail.field)?;
        (!self.hides(self.detail.place())).then_some(field)
    }

    /// True where a field of the open case is left out of the table.
    #[must_use]
    pub fn hides(&self, (section, field): Place) -> bool {
        self.detail.hides_blanks
            && self.open_case().is_some_and(|(entry, case)| {
                let differing = differing(case, section, &self.catalog.other_pages(entry));
                let field =
                    case.sections.get(section).and_then(|section| Some((field, section.fields.get(field)?)));
                field.is_some_and(|(place, field)| says_nothing(place, field, &differing))
            })
    }

    /// The field before or after the one under the cursor, in its section; those that are hidden are passed
    /// over.
    #[must_use]
    pub fn neighbour_field(&self, forward: bool) -> Option<Place> {
        let (section, field) = self.detail.place();
        let count = self.open_section()?.fields.len();
        let is_shown = |field: &usize| !self.hides((section, *field));
        let neighbour = if forward {
            (field + 1..count).find(is_shown)
        } else {
            (0..field.min(count)).rev().find(is_shown)
        };
        neighbour.map(|field| (section, field))
    }

    /// The one of the open case's hits before or after the one under the cursor.
    #[must_use]
    pub fn neighbour_hit(&self, hits: &[Place], forward: bool) -> Option<Place> {
        let detail = &self.detail;
        let here = detail.place();
        // From the list the cursor's own field is a hit too, unless it is where the last step led.
        let passed = self.pane == Pane::Fields || detail.last_hit == Some((detail.entry, here));
        let mut places = hits.iter().copied();
        if forward {
            places.find(|place| *place > here || (!passed && *place == here))
        } else {
            places.rfind(|place| *place < here)
        }
    }

    /// The open field page.
    #[must_use]
    pub fn field_page(&self) -> Option<&FieldPage> {
        self.detail.full.as_ref().filter(|_| self.open_case().is_some())
    }

    /// The lines of the page that the field in full size was read from.
    #[must_use]
    pub fn raw_wanted(&self) -> Option<RawRequest> {
        self.field_page()?;
        let field = self.open_field()?;
        let near = field.label.to_string();
        Some(RawRequest { origin: self.open_origin()?, lines: field.lines, near })
    }

    /// The key that reads files again.
    #[must_use]
    pub fn reload_key(&self) -> String {
        self.keymap.all_keys(Command::Reload).join(" ")
    }

    /// The current location.
    #[must_use]
    pub fn spot(&self) -> Option<Spot> {
        let entry = self.detail.entry.filter(|entry| self.list.row() == Some(Row::Case(*entry)))?;
        let page = self.catalog.entries.get(entry)?.page;
        Some(Spot { page, path: self.detail.path().clone() })
    }

    /// What there is to know about the open case, or about the file that could not be read.
    #[must_use]
    pub fn open_diagnostics(&self) -> Vec<&Diagnostic> {
        match (self.open_case(), self.open_problem()) {
            (Some((_, case)), _) => case.diagnostics.iter().collect(),
            (None, Some(problem)) => vec![problem],
            (None, None) => Vec::new(),
        }
    }

    /// What the footer says in place of the keys: the message, else, in the search box, the gravest
    /// problem of the query.
    #[must_use]
    pub fn footer_text(&self) -> Option<FooterText<'_>> {
        if let Some(message) = self.messages.current() {
            return Some(FooterText::Message(message));
        }
        let typing = matches!(self.mode, Mode::Search) && self.begun.is_empty();
        self.search.query.gravest_first().first().copied().filter(|_| typing).map(FooterText::Problem)
    }

    /// That no case matches the query.
    #[must_use]
    pub fn nothing_found(&self) -> String {
        let room = QUOTED.min(usize::from(self.size.width / 2));
        let query = ellipsize(self.search.text().trim(), room);
        self.lang.fill("browser.no_hits", &[("query", &query)])
    }
}
