//! One field in full size: the part on the screen, and the lines of the page that it was read from.

use crate::lang::Lang;
use crate::source::{RawLines, RawProblem};
use crate::tui::effect::{RawAnswer, RawRequest};

use super::scroll_list::ScrollList;

/// The places of case, section and field.
pub type Subject = (usize, usize, usize);

/// A field in full size: the one under the cursor, whichever that is.
#[derive(Debug, Default)]
pub struct FieldPage {
    /// The part of it on the screen.
    pub list: ScrollList,
    /// How often what it shows changed: what was laid out before is out of date.
    pub generation: usize,
    /// The field that it shows, once that was laid out.
    subject: Option<Subject>,
    /// The requested lines of the page.
    asked: Option<RawRequest>,
    /// What came of it.
    lines: Option<Result<RawLines, RawProblem>>,
}

impl FieldPage {
    /// Stores a request for lines of the page and returns it; `None` if it is the one already stored.
    pub fn set_request(&mut self, wanted: RawRequest) -> Option<RawRequest> {
        if self.asked.as_ref() == Some(&wanted) {
            return None;
        }
        self.lines = None;
        self.generation += 1;
        self.asked = Some(wanted.clone());
        Some(wanted)
    }

    /// Stores the answer if it is to the current request.
    pub fn set_lines(&mut self, answer: RawAnswer) {
        if self.asked.as_ref() == Some(&answer.request) {
            self.lines = Some(answer.lines);
            self.generation += 1;
        }
    }

    /// Returns the lines of the page, or why they cannot be read; `None` until they are.
    #[must_use]
    pub fn raw_lines(&self) -> Option<&Result<RawLines, RawProblem>> {
        self.lines.as_ref()
    }

    /// Sets the field that is shown; if it is another one, starts at its top and drops the lines of the page.
    pub fn set_subject(&mut self, subject: Option<Subject>) {
        if self.subject.is_some() && self.subject != subject {
            *self = Self { generation: self.generation + 1, ..Self::default() };
        }
        self.subject = subject;
    }

    /// Marks the field as moved in the catalog, so that it is laid out again.
    pub fn follow(&mut self) {
        self.subject = None;
        self.generation += 1;
    }
}

/// Returns the reason why lines of a file cannot be shown, in words.
#[must_use]
pub fn raw_problem(problem: &RawProblem, lang: Lang) -> String {
    match problem {
        RawProblem::Gone => lang.text("field.gone").to_owned(),
        RawProblem::GivenOnce => lang.text("field.given_once").to_owned(),
        RawProblem::Unreadable(found) => found.message(lang),
    }
}
