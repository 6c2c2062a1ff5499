//! The ids of the cases, searched as one text.

use memchr::memmem;

use super::rank::letter_bits;
use crate::model::Catalog;

/// The ids of the cases of a catalog.
#[derive(Debug, Default)]
pub struct CaseIds {
    /// Every id with [`END`] behind it.
    text: String,
    /// Where each begins.
    from: Vec<u32>,
    /// The letters of each, see [`letter_bits`].
    letters: Vec<u64>,
}

/// No id has it.
const END: char = '\n';

impl CaseIds {
    /// Returns the ids of a catalog's cases.
    #[must_use]
    pub fn new(catalog: &Catalog) -> Self {
        let mut ids = Self::default();
        for case in catalog.cases() {
            ids.from.push(u32::try_from(ids.text.len()).unwrap_or(u32::MAX));
            ids.letters.push(letter_bits(&case.id));
            ids.text.push_str(&case.id);
            ids.text.push(END);
        }
        ids
    }

    /// Returns for each case whether its id may contain a text.
    #[must_use]
    pub fn with_text(&self, text: &str) -> Vec<bool> {
        let mut found = vec![false; self.from.len()];
        for at in memmem::find_iter(self.text.as_bytes(), text.as_bytes()) {
            let after = self.from.partition_point(|from| *from as usize <= at);
            if let Some(found) = found.get_mut(after.wrapping_sub(1)) {
                *found = true;
            }
        }
        found
    }

    /// True if the id of a case may contain all of these letters.
    #[must_use]
    pub fn may_have(&self, entry: usize, letters: u64) -> bool {
        self.letters.get(entry).is_some_and(|own| own & letters == letters)
    }
}
