//! The search box: its text, and what it found.

use tui_input::Input;

use crate::analysis::Column;
use crate::analysis::view::View;
use crate::lang::Lang;
use crate::model::Catalog;
use crate::search::{Hit, Index, NothingFound, PreparedQuery, Query};
use crate::tui::layout::Pane;

use super::detail::FieldPath;
use super::history::History;
use super::list::Row;
use super::order::Order;

/// What the browser showed when a search began, to come back to.
#[derive(Debug, Clone)]
pub struct BeforeSearch {
    /// The query.
    pub text: String,
    /// The selected row.
    pub row: Option<Row>,
    /// The first row on the screen.
    pub top: usize,
    /// The pane that had the keys.
    pub pane: Pane,
    /// The section and field under the cursor.
    pub path: FieldPath,
    /// The first line of the field table on the screen.
    pub first_line: usize,
    /// The first tab on the screen.
    pub first_tab: usize,
    /// True while a case that was opened from a table was read.
    pub reads_case: bool,
    /// How many tables there were to come back to.
    pub tables: usize,
}

/// Which row the next search selects.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum SelectsRow {
    /// The best hit; without a query, the row from before the search.
    #[default]
    Best,
    /// The selected one: only its view is another one.
    Selected,
    /// The row from before the search, which is left.
    Before,
}

/// In so many cases, queries near one that finds nothing are looked for at every key.
const FEW: usize = 100;

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
    /// Which row the next search selects.
    pub selects: SelectsRow,
    /// True while all of the filter is selected: what is typed replaces it.
    pub is_selected: bool,
    /// True where what is wrong with the query was not said yet, other than in the box.
    pub unsaid: bool,
    /// What was said last about texts that are searched in part only.
    pub cut_message: Option<String>,
    /// How often the text was searched for.
    pub searches: usize,
    /// What it found, best first; `None` while there is nothing to search for.
    hits: Option<Vec<Hit>>,
    /// True if they are in an order that the query names.
    pub is_sorted: bool,
    /// The first column of that order; true from the last to the first.
    pub sorted_by: Option<(Column, bool)>,
    /// What helps where the query finds nothing.
    pub nothing: NothingFound,
    /// The sections that the text names, where it finds nothing: their indices in the case from before the search.
    pub sections: Vec<usize>,
    /// What was shown before the search, to come back to.
    pub before: Option<BeforeSearch>,
    /// The search and the row whose first hit the detail shows while the user types.
    pub previewed: Option<(usize, Option<Row>)>,
    /// The queries of before.
    pub history: History,
}

impl SearchBox {
    /// True where Enter takes a query near the one that finds nothing.
    #[must_use]
    pub fn takes_near(&self) -> bool {
        self.sections.is_empty() && !self.nothing.near.is_empty()
    }

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

    /// Returns the row that was selected before the search.
    #[must_use]
    pub fn row_before(&self) -> Option<Row> {
        self.before.as_ref().and_then(|before| before.row)
    }

    /// Replaces the text, with the caret behind it, and marks the search as out of date.
    pub fn replace_text(&mut self, text: String) {
        let end = text.len();
        self.set_text(text, end);
    }

    /// Replaces the text, with the caret at a byte offset, and marks the search as out of date.
    pub fn set_text(&mut self, text: String, caret: usize) {
        let chars = text.get(..caret).unwrap_or(&text).chars().count();
        self.input = Input::new(text).with_cursor(chars);
        self.stale = true;
        self.is_selected = false;
    }

    /// Searches for the text; an empty one ends the search. What is found is in the order
    /// of the query, else of the list. Queries near one that finds nothing are looked for only
    /// in few cases, or if the search is to be `thorough`: there is no time for that while the user types.
    pub fn run(&mut self, index: &mut Index, catalog: &Catalog, order: &Order, lang: Lang, thorough: bool) {
        self.query = Query::parse(self.input.value());
        self.searches += 1;
        self.stale = false;
        let is_on = !self.input.value().trim().is_empty();
        if is_on {
            index.add_new_pages(catalog);
        }
        let (prepared, hits) = PreparedQuery::find(&mut self.query, index, catalog, lang);
        self.prepared = prepared;
        self.view = View::of_screen(&mut self.query, lang);
        self.view.keep_base(catalog);
        self.hits = is_on.then_some(hits);
        (self.is_sorted, self.sorted_by) = (false, None);
        if let (Some(hits), true) = (&mut self.hits, self.view.is_ordered()) {
            match self.view.order_by(hits, |hit| hit.entry, catalog, lang) {
                Ok(()) => {
                    self.is_sorted = true;
                    let keys = self.view.sort_keys(catalog, &[]).unwrap_or_default();
                    self.sorted_by = keys.into_iter().next();
                }
                Err((kind, error)) => View::add_problem(&mut self.query, kind, &error, lang),
            }
        }
        if let Some(hits) = self.hits.as_mut().filter(|_| !self.is_sorted) {
            sort_hits(hits, catalog, order);
        }
        let finds_nothing = self.hits.as_ref().is_some_and(Vec::is_empty);
        self.nothing = NothingFound::default();
        if finds_nothing && (thorough || catalog.entries.len() <= FEW) {
            self.nothing = self.prepared.nothing_found(&self.query, index, catalog);
        } else if finds_nothing {
            self.nothing.alone = self.prepared.clause_counts(index, catalog);
        }
    }

    /// Returns the cases that a query text finds.
    #[must_use]
    pub fn entries_of(text: &str, index: &Index, catalog: &Catalog, lang: Lang) -> Vec<usize> {
        let (_, hits) = PreparedQuery::find(&mut Query::parse(text), index, catalog, lang);
        hits.into_iter().map(|hit| hit.entry).collect()
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
        self.nothing = NothingFound::default();
        self.sections.clear();
        self.stale = false;
        // What was found for it is forgotten everywhere.
        self.searches += 1;
        self.history.stop_recalling();
        self.is_selected = false;
        (self.is_sorted, self.sorted_by) = (false, None);
        self.before = None;
    }
}

/// Sorts hits by an order of the list.
fn sort_hits(hits: &mut [Hit], catalog: &Catalog, order: &Order) {
    if *order == Order::Match {
        return;
    }
    let mut entries: Vec<usize> = hits.iter().map(|hit| hit.entry).collect();
    order.sort(&mut entries, catalog);
    let mut places = vec![0; catalog.entries.len()];
    entries.iter().enumerate().for_each(|(place, entry)| places[*entry] = place);
    hits.sort_by_key(|hit| places[hit.entry]);
}
