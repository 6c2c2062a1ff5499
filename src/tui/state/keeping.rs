//! What is taken up from earlier runs, and what this one leaves to the next.

use crate::config::KeptPlace;
use crate::model::CaseKey;
use crate::tui::layout::Panes;

use super::list::Order;

/// What is taken up and what is left.
#[derive(Debug, Default)]
pub struct Keeping {
    /// Bookmarks set (true) and taken away that are not written yet.
    pub unwritten: Vec<(CaseKey, bool)>,
    /// Where the last run ended, or the place that the command line names, until its case is there or the
    /// reader has gone elsewhere.
    pub going_back: Option<KeptPlace>,
    /// True where that is what the command line asks for: one goes into the case at once.
    pub(super) enters: bool,
    /// The order and the sizes that this run began with.
    pub(super) opened: (Order, Panes),
}
