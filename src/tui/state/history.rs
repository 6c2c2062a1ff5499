//! The queries that were put to use, in this run and in earlier ones, to come back to.

use crate::config::kept::MOST_QUERIES;

/// Accepted queries, and which of them is in the box.
#[derive(Debug, Default)]
pub struct History {
    /// Newest first, none of them twice.
    accepted: Vec<String>,
    /// How many of them this run has put to use; they stand before the others.
    fresh: usize,
    /// The one in the box.
    recalled: Option<usize>,
    /// What was being typed before the first one was recalled.
    draft: String,
}

impl History {
    /// Creates a history of earlier queries, newest first.
    #[must_use]
    pub fn new(accepted: Vec<String>) -> Self {
        Self { accepted, ..Self::default() }
    }

    /// Returns the queries, newest first.
    #[must_use]
    pub fn accepted(&self) -> &[String] {
        &self.accepted
    }

    /// Returns the queries of this run, newest first.
    #[must_use]
    pub fn fresh(&self) -> &[String] {
        self.accepted.get(..self.fresh).unwrap_or_default()
    }

    /// True while a recalled query is in the box, unedited.
    #[must_use]
    pub fn is_recalled(&self) -> bool {
        self.recalled.is_some()
    }

    /// True if [`History::recall_older`] returns a query.
    #[must_use]
    pub fn has_older(&self, shown: &str) -> bool {
        self.next_older(shown).is_some()
    }

    /// Adds a query as the newest, or moves it there; ignores an empty one.
    pub fn accept(&mut self, text: &str) {
        self.recalled = None;
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        let known = self.accepted.iter().position(|known| known == text);
        let was_fresh = known.is_some_and(|place| place < self.fresh);
        self.accepted.retain(|known| known != text);
        self.accepted.insert(0, text.to_owned());
        self.accepted.truncate(MOST_QUERIES);
        self.fresh = (self.fresh + usize::from(!was_fresh)).min(MOST_QUERIES);
    }

    /// Recalls the query before the shown one, and keeps the draft; `None` if there is none.
    pub fn recall_older(&mut self, shown: &str) -> Option<String> {
        let place = self.next_older(shown)?;
        if self.recalled.is_none() {
            shown.clone_into(&mut self.draft);
        }
        self.recalled = Some(place);
        self.accepted.get(place).cloned()
    }

    /// Recalls the query after the shown one, at last the draft; `None` if none was recalled.
    pub fn recall_newer(&mut self) -> Option<String> {
        let place = self.recalled?;
        self.recalled = place.checked_sub(1);
        let newer = self.recalled.and_then(|place| self.accepted.get(place));
        // What is being typed may be the newest one itself, which was passed over on the way here.
        match newer.filter(|newer| **newer != self.draft) {
            Some(newer) => Some(newer.clone()),
            None => {
                self.recalled = None;
                Some(std::mem::take(&mut self.draft))
            }
        }
    }

    /// Ends recalling, since the text was edited or left.
    pub fn stop_recalling(&mut self) {
        self.recalled = None;
    }

    /// Returns the index of the next older query that differs from the shown text.
    fn next_older(&self, shown: &str) -> Option<usize> {
        let first = self.recalled.map_or(0, |place| place + 1);
        (first..self.accepted.len())
            .find(|place| self.accepted.get(*place).is_some_and(|text| text != shown.trim()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries_come_back_newest_first_and_each_once() {
        let mut history = History::default();
        for text in ["県:埼玉", " もがみ ", "", "県:埼玉"] {
            history.accept(text);
        }
        assert_eq!(history.accepted(), ["県:埼玉", "もがみ"]);
        assert_eq!(history.recall_newer(), None);
        assert_eq!(history.recall_older("さ").as_deref(), Some("県:埼玉"));
        assert_eq!(history.recall_older("県:埼玉").as_deref(), Some("もがみ"));
        assert_eq!(history.recall_older("もがみ"), None);
        assert_eq!(history.recall_newer().as_deref(), Some("県:埼玉"));
        assert_eq!(history.recall_newer().as_deref(), Some("さ"));
        assert_eq!(history.recall_newer(), None);
    }

    #[test]
    fn the_queries_of_this_run_are_told_from_earlier_ones() {
        let mut history = History::new(vec!["とね".into(), "もがみ".into()]);
        assert!(history.fresh().is_empty());
        for text in ["県:埼玉", "もがみ", "県:埼玉"] {
            history.accept(text);
        }
        assert_eq!(history.fresh(), ["県:埼玉", "もがみ"]);
        assert_eq!(history.accepted(), ["県:埼玉", "もがみ", "とね"]);
    }

    #[test]
    fn the_query_in_the_box_is_not_recalled_onto_itself() {
        let mut history = History::new(vec!["もがみ".into(), "とね".into()]);
        assert_eq!(history.recall_older("もがみ").as_deref(), Some("とね"));
        assert_eq!(history.recall_newer().as_deref(), Some("もがみ"));
        assert!(!history.is_recalled());
        assert!(!History::new(vec!["とね".into()]).has_older("とね"));
    }
}
