//! What is taken up from earlier runs, and what this one leaves to the next.

use crate::config::{KeptChanges, KeptPlace};
use crate::model::{CaseKey, CaseSign};
use crate::tui::layout::Panes;

use super::order::Order;

/// What is taken up and what is left.
#[derive(Debug, Default)]
pub struct Keeping {
    /// Bookmarks and marks set and taken away that are not written yet.
    pub unwritten: KeptChanges,
    /// Where the last run ended, or the place that the command line names, until its case is there or the
    /// reader has gone elsewhere.
    pub going_back: Option<KeptPlace>,
    /// True where that is what the command line asks for: one goes into the case at once.
    pub(super) enters: bool,
    /// The order, the sizes and the choice of the whole page that this run began with.
    pub(super) opened: (Order, Panes, Option<bool>),
    /// The search that the last run ended with.
    pub last_search: Option<String>,
}

impl Keeping {
    /// Notes that a sign was set on a case or taken away.
    pub fn note_sign(&mut self, sign: CaseSign, case: CaseKey, is_set: bool) {
        let changes = match sign {
            CaseSign::Bookmark => &mut self.unwritten.bookmarks,
            CaseSign::Mark => &mut self.unwritten.marks,
        };
        changes.push((case, is_set));
    }
}
