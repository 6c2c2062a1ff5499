//! What is open: the case, its section and field, and what is to be said about them.

use crate::config::Command;
use crate::model::{Case, CaseSign, Diagnostic, Field, Section, differing};
use crate::search::Hit;
use crate::source::Origin;
use crate::text::width::ellipsize;
use crate::tui::effect::RawRequest;
use crate::tui::layout::Pane;

use super::field::FieldPage;
use super::list::Row;
use super::messages::FooterText;
use super::table::{Place, is_unanswered};
use super::visits::Location;
use super::{Mode, State};

/// Cells of a query that are quoted where it finds nothing; half a line where that is less.
const QUOTED: usize = 40;

impl State {
    /// True if the user has set a sign on the selected case.
    #[must_use]
    pub fn has_sign(&self, sign: CaseSign) -> bool {
        let entry = self.open_case().and_then(|(entry, _)| self.catalog.entries.get(entry));
        entry.is_some_and(|entry| entry.has(sign))
    }

    /// Returns the hit of the selected row; `None` without a search.
    #[must_use]
    pub fn open_hit(&self) -> Option<&Hit> {
        // While a search is on, the rows are its hits in their order.
        self.search.hits().and_then(|hits| hits.get(self.list.selected()))
    }

    /// Returns the problem of the selected error row; `None` for a case.
    #[must_use]
    pub fn open_problem(&self) -> Option<&Diagnostic> {
        match self.list.row() {
            Some(Row::Problem(place)) => self.catalog.diagnostics.get(place),
            Some(Row::Case(_)) | None => None,
        }
    }

    /// Returns the case that was selected before the search.
    #[must_use]
    pub fn case_before_search(&self) -> Option<&Case> {
        self.catalog.case(self.search.row_before()?.entry()?)
    }

    /// Returns the open section of the selected case.
    #[must_use]
    pub fn open_section(&self) -> Option<&Section> {
        self.open_case().and_then(|(_, case)| case.sections.get(self.detail.section))
    }

    /// Returns the line of the field under the cursor in its file, from 1; else that of its section or page.
    #[must_use]
    pub fn open_line(&self) -> Option<u32> {
        let (_, case) = self.open_case()?;
        Some(match (self.open_field(), self.open_section()) {
            (Some(field), _) => field.lines.first,
            (None, Some(section)) => section.line,
            (None, None) => case.source.lines.first,
        })
    }

    /// Returns the file of the selected case or error row.
    #[must_use]
    pub fn open_origin(&self) -> Option<Origin> {
        if let Some(problem) = self.open_problem() {
            return Some(self.files.problem_origin(problem));
        }
        let (entry, case) = self.open_case()?;
        let page = self.detail.page_of(&self.catalog, entry)?;
        Some(self.files.page_origin(page, &case.source))
    }

    /// Returns the field under the cursor; `None` if it is hidden.
    #[must_use]
    pub fn open_field(&self) -> Option<&Field> {
        let field = self.open_section()?.fields.get(self.detail.field)?;
        (!self.hides(self.detail.place())).then_some(field)
    }

    /// True if blanks are hidden and the field is blank on all pages of the case.
    #[must_use]
    pub fn hides(&self, (section, field): Place) -> bool {
        self.detail.hides_blanks
            && self.open_case().is_some_and(|(entry, case)| {
                let page = self.detail.page_of(&self.catalog, entry);
                let others = page.map(|page| self.catalog.compared_pages(page)).unwrap_or_default();
                let differing = differing(case, section, &others);
                let field =
                    case.sections.get(section).and_then(|section| Some((field, section.fields.get(field)?)));
                field.is_some_and(|(place, field)| is_unanswered(place, field, &differing))
            })
    }

    /// Returns the next or previous field of the section that is not hidden.
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

    /// Returns the next or previous of these hits from the cursor; from the list, the cursor's own field too.
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

    /// Returns the field in full size; `None` if none is open.
    #[must_use]
    pub fn field_page(&self) -> Option<&FieldPage> {
        self.detail.full.as_ref().filter(|_| self.open_case().is_some())
    }

    /// Returns the request for the page's lines behind the field in full size.
    #[must_use]
    pub fn raw_request(&self) -> Option<RawRequest> {
        self.field_page()?;
        let field = self.open_field()?;
        let near = field.label.to_string();
        Some(RawRequest { origin: self.open_origin()?, lines: field.lines, near })
    }

    /// Returns the keys that read the files again.
    #[must_use]
    pub fn reload_key(&self) -> String {
        self.keymap.all_keys(Command::Reload).join(" ")
    }

    /// Returns the current location; `None` if the selected row is not the open case.
    #[must_use]
    pub fn location(&self) -> Option<Location> {
        let entry = self.detail.entry.filter(|entry| self.list.row() == Some(Row::Case(*entry)))?;
        let page = self.detail.page_of(&self.catalog, entry)?;
        Some(Location { page, path: self.detail.path().clone() })
    }

    /// Returns the diagnostics of the open case, or the problem of the error row.
    #[must_use]
    pub fn open_diagnostics(&self) -> Vec<&Diagnostic> {
        match (self.open_case(), self.open_problem()) {
            (Some((_, case)), _) => case.diagnostics.iter().collect(),
            (None, Some(problem)) => vec![problem],
            (None, None) => Vec::new(),
        }
    }

    /// Returns the text in place of the keys: the message, else while typing the gravest problem of the
    /// query.
    #[must_use]
    pub fn footer_text(&self) -> Option<FooterText<'_>> {
        if let Some(message) = self.messages.current() {
            return Some(FooterText::Message(message));
        }
        let typing = matches!(self.mode, Mode::Search) && self.begun.is_empty();
        self.search.query.gravest_first().first().copied().filter(|_| typing).map(FooterText::Problem)
    }

    /// Returns the message that no case matches the query.
    #[must_use]
    pub fn no_hits_message(&self) -> String {
        let room = QUOTED.min(usize::from(self.size.width / 2));
        let query = ellipsize(self.search.text().trim(), room);
        self.lang.fill("browser.no_hits", &[("query", &query)])
    }
}

/// Returns the place of the first field of a case that is wanted.
#[must_use]
pub fn find_place(case: &Case, is_wanted: impl Fn(&Section, &Field) -> bool) -> Option<Place> {
    case.sections.iter().enumerate().find_map(|(at, section)| {
        let field = section.fields.iter().position(|field| is_wanted(section, field))?;
        Some((at, field))
    })
}
