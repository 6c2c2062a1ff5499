//! The search box: its text, and what it found.

use tui_input::Input;

use crate::analysis::view::View;
use crate::lang::Lang;
use crate::model::Catalog;
use crate::search::{Hit, Index, PreparedQuery, Query};
use crate::tui::layout::Pane;

use super::history::History;
use super::list::Row;

/// The search text and what it found.
#[derive(Debug, Default)]
pub struct SearchBox {
    /// The text with its caret.
    pub input: Input,
    /// What the text asks for, and what is wrong with it.
    pub query: Query,
    /// The columns, the order and the groups that the text asks for.
    pub view: View,
    /// The query prepared for the index: what it finds and lights up.
    pub prepared: PreparedQuery,
    /// True where the text is another one than was searched for.
    pub stale: bool,
    /// True where the next search keeps the selected case selected: only its view is another one.
    pub keeps_row: bool,
    /// True where what is wrong with the query was not said yet, other than in the box.
    pub unsaid: bool,
    /// What was said last about texts that are searched in part only.
    pub cut_message: Option<String>,
    /// How often the text was searched for.
    pub searches: usize,
    /// What it found, best first; `None` while there is nothing to search for.
    hits: Option<Vec<Hit>>,
    /// True if they are sorted by columns that the query names.
    pub is_sorted: bool,
    /// How many cases each condition finds alone, where together they find nothing.
    pub alone: Vec<(String, usize)>,
    /// What was selected before the search, to come back to.
    pub before: Option<Row>,
    /// The pane that had the keys before the search.
    pub pane_before: Option<Pane>,
    /// The queries of before.
    pub history: History,
}

impl SearchBox {
    /// Returns the hits, best first; `None` while no search is on.
    #[must_use]
    pub fn hits(&self) -> Option<&[Hit]> {
        self.hits.as_deref()
    }

    /// Returns the text of the box.
    #[must_use]
    pub fn text(&self) -> &str {
        self.input.value()
    }

    /// Returns the byte offset of the caret.
    #[must_use]
    pub fn caret(&self) -> usize {
        let text = self.input.value();
        text.char_indices().nth(self.input.cursor()).map_or(text.len(), |(byte, _)| byte)
    }

    /// Replaces the text, with the caret at a byte offset, and marks the search as out of date.
    pub fn set_text(&mut self, text: String, caret: usize) {
        let chars = text.get(..caret).unwrap_or(&text).chars().count();
        self.input = Input::new(text).with_cursor(chars);
        self.stale = true;
    }

    /// Searches for the text; an empty one ends the search.
    pub fn run(&mut self, index: &mut Index, catalog: &Catalog, lang: Lang) {
        self.query = Query::parse(self.input.value());
        self.searches += 1;
        self.stale = false;
        let is_on = !self.input.value().trim().is_empty();
        if is_on {
            index.add_new_pages(catalog);
        }
        self.prepared = PreparedQuery::new(&self.query, index, lang);
        self.view = View::of_screen(&mut self.query, lang);
        self.view.keep_base(catalog);
        self.hits = is_on.then(|| self.prepared.hits(index, catalog));
        self.is_sorted = false;
        if let (Some(hits), true) = (&mut self.hits, self.view.is_ordered()) {
            match self.view.order_by(hits, |hit| hit.entry, catalog, lang) {
                Ok(()) => self.is_sorted = true,
                Err((kind, error)) => View::add_problem(&mut self.query, kind, &error, lang),
            }
        }
        let finds_nothing = self.hits.as_ref().is_some_and(Vec::is_empty);
        self.alone = if finds_nothing { self.prepared.clause_counts(index, catalog) } else { Vec::new() };
    }

    /// Returns the cases that a query text finds.
    #[must_use]
    pub fn entries_of(text: &str, index: &Index, catalog: &Catalog, lang: Lang) -> Vec<usize> {
        let prepared = PreparedQuery::new(&Query::parse(text), index, lang);
        prepared.hits(index, catalog).into_iter().map(|hit| hit.entry).collect()
    }

    /// Adds the query to the history.
    pub fn add_to_history(&mut self) {
        let text = self.text().to_owned();
        self.history.accept(&text);
    }

    /// Empties the box and ends the search.
    pub fn clear(&mut self) {
        self.input.reset();
        self.query = Query::default();
        self.view = View::default();
        self.prepared = PreparedQuery::default();
        self.hits = None;
        self.alone.clear();
        self.stale = false;
        // What was found for it is forgotten everywhere.
        self.searches += 1;
        self.history.stop_recalling();
        self.before = None;
        self.pane_before = None;
    }
}
