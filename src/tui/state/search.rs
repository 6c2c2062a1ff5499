//! The search box: its text, and what it found.

use std::ops::Range;

use tui_input::Input;

use crate::search::{Hit, Index, NameField};

use super::Pane;
use super::list::Row;

/// The search text and what it found.
#[derive(Debug, Default)]
pub struct SearchBox {
    /// The text with its caret.
    pub input: Input,
    /// What it found, best first; `None` while there is nothing to search for.
    hits: Option<Vec<Hit>>,
    /// What was selected before the search, to come back to.
    pub before: Option<Row>,
    /// The pane that had the keys before the search.
    pub pane_before: Option<Pane>,
}

impl SearchBox {
    /// What the search found, best first; `None` while no search is on.
    #[must_use]
    pub fn hits(&self) -> Option<&[Hit]> {
        self.hits.as_deref()
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        self.input.value()
    }

    /// Searches again for the text as it is now.
    pub fn run(&mut self, index: &Index) {
        let text = self.input.value();
        self.hits = (!text.trim().is_empty()).then(|| index.search(text));
    }

    /// Empties the box.
    pub fn clear(&mut self) {
        self.input.reset();
        self.hits = None;
        self.before = None;
        self.pane_before = None;
    }
}

/// What a hit lights up in one of its case's texts.
#[must_use]
pub fn ranges(hit: Option<&Hit>, field: NameField) -> &[Range<usize>] {
    let matches = hit.map_or(&[][..], |hit| &hit.matches);
    matches.iter().find(|found| found.field == field).map_or(&[], |found| &found.ranges)
}
