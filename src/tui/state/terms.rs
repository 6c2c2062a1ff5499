//! The terms of the glossary that are to be explained.

use crate::search::glossary::{self, Entry};

use super::State;

/// The terms of the field under the cursor: those of its value, then those of its label.
#[must_use]
pub fn of_open(state: &State) -> Vec<&'static Entry> {
    let mut terms: Vec<&Entry> = Vec::new();
    let texts = state.open_field().map(|field| [field.text.as_str(), field.label.as_ref()]);
    for found in texts.into_iter().flatten().flat_map(glossary::find) {
        if !terms.contains(&found.entry) {
            terms.push(found.entry);
        }
    }
    terms
}

/// The terms that the popup shows.
#[must_use]
pub fn shown(state: &State, all: bool) -> Vec<&'static Entry> {
    if all { glossary::all().iter().collect() } else { of_open(state) }
}
