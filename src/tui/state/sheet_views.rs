//! What a comparison and a distribution are about: the compared cases, the counted column.

use crate::analysis::Column;
use crate::analysis::charts::Chart;
use crate::analysis::column_error::{ColumnError, ColumnResult};
use crate::analysis::compare::{Comparison, RowFilter};
use crate::analysis::distribution::Distribution;
use crate::analysis::prefecture_map::{TILES, Tile};
use crate::model::CaseSign;
use crate::search::query::{Drawing, ViewKind, without_clauses};

use super::State;
use super::search::SearchBox;

/// So many cases are compared at once.
pub const MOST_COMPARED: usize = 6;

impl State {
    /// True for a marked case.
    #[must_use]
    pub fn is_marked(&self, entry: usize) -> bool {
        self.catalog.entries.get(entry).is_some_and(|entry| entry.has(CaseSign::Mark))
    }

    /// Returns the cases to compare: the marked ones; with one of them that and the one under the cursor, with none the
    /// one under the cursor and the next.
    #[must_use]
    pub fn compared_entries(&self) -> Vec<usize> {
        if self.drawing() == Drawing::Comparison && self.sheet.compared.len() > 1 {
            return self.sheet.compared.iter().filter_map(|key| self.catalog.find(key)).collect();
        }
        let mut entries = self.catalog.signed_entries(CaseSign::Mark);
        let rows = self.sheet_entries();
        let selected = self.open_case().map(|(entry, _)| entry);
        let at = selected.and_then(|entry| rows.iter().position(|row| *row == entry)).unwrap_or_default();
        // The one under the cursor, those behind it, then those before it.
        let near = selected
            .into_iter()
            .chain(rows.iter().skip(at + 1).copied())
            .chain(rows.iter().take(at).copied());
        for entry in near {
            if entries.len() >= 2 {
                break;
            }
            if !entries.contains(&entry) {
                entries.push(entry);
            }
        }
        entries.truncate(MOST_COMPARED);
        entries
    }

    /// Returns the compared cases side by side, the first as the base: by the columns that the query names, else by
    /// every field.
    ///
    /// # Errors
    /// For an item that no page has.
    pub fn comparison(&self) -> ColumnResult<Comparison<'_>> {
        let entries = self.compared_entries();
        let (catalog, lang) = (&self.catalog, self.lang);
        if self.search.query.view_text(ViewKind::Columns).is_none() {
            return Ok(Comparison::of_form(catalog, &entries, None, 0, lang));
        }
        let mut columns = self.search.view.resolve_columns(catalog, &entries)?;
        columns.retain(|column| !self.is_likeness_of_view(column));
        Comparison::of_columns(catalog, &entries, columns, 0, lang)
    }

    /// Returns the pages of the selected case side by side, the oldest first; `None` if it has one page only.
    #[must_use]
    pub fn page_history(&self) -> Option<Comparison<'_>> {
        let (entry, _) = self.open_case()?;
        let pages = self.catalog.entries.get(entry).map_or(0, |entry| entry.other_pages.len() + 1);
        let base = self.sheet.base_page.min(pages.saturating_sub(1));
        Comparison::of_history(&self.catalog, entry, base, self.lang)
    }

    /// Returns the rows that the comparison or the history shows.
    #[must_use]
    pub fn row_filter(&self) -> RowFilter {
        match (self.drawing(), self.sheet.shows_unchanged) {
            (Drawing::History, false) => RowFilter::Partial,
            (Drawing::History, true) => RowFilter::All,
            (_, _) => self.sheet.row_filter,
        }
    }

    /// Returns the message that the selected case has one page only.
    #[must_use]
    pub fn one_page_message(&self) -> String {
        let name = self.open_case().map(|(_, case)| case.short_name()).unwrap_or_default();
        self.lang.fill("compare.one_page", &[("name", &name)])
    }

    /// Returns the column whose answers are counted.
    #[must_use]
    pub fn distribution_column(&self) -> Option<Column> {
        if self.search.query.drawing() != Drawing::Distribution {
            return None;
        }
        self.search.view.resolve_columns(&self.catalog, &[]).ok()?.into_iter().next()
    }

    /// Returns the distribution of the counted column among the cases that the rest of the query finds: its own
    /// answers can be added to each other.
    ///
    /// # Errors
    /// If the query names no column that has one.
    pub fn distribution(&self) -> ColumnResult<Distribution> {
        let column = self.distribution_column().ok_or(ColumnError::Empty)?;
        Distribution::new(&column, &self.catalog, &self.counted_entries(), self.lang)
    }

    /// Returns the chart of the site that is open, as [`Self::distribution`].
    #[must_use]
    pub fn chart(&self) -> Option<Chart> {
        Chart::new(self.sheet.chart, &self.catalog, &self.counted_entries(), self.lang)
    }

    /// Returns the query text without the clauses of what is counted: of the answers of a distribution, of the
    /// prefectures of a map. They can be added to each other.
    #[must_use]
    pub fn counted_text(&self) -> String {
        let own: Vec<String> = match self.drawing() {
            Drawing::Map => TILES.iter().map(Tile::clause).collect(),
            Drawing::Distribution | Drawing::Charts if self.search.query.is_empty() => Vec::new(),
            Drawing::Distribution | Drawing::Charts => {
                let all: Vec<usize> = (0..self.catalog.entries.len()).collect();
                let of_all = if self.drawing() == Drawing::Charts {
                    let chart = Chart::new(self.sheet.chart, &self.catalog, &all, self.lang);
                    chart.and_then(|chart| chart.distribution)
                } else {
                    let column = self.distribution_column();
                    column.and_then(|column| Distribution::new(&column, &self.catalog, &all, self.lang).ok())
                };
                of_all.iter().flat_map(Distribution::clauses).map(str::to_owned).collect()
            }
            Drawing::List | Drawing::Table | Drawing::Comparison | Drawing::History => Vec::new(),
        };
        without_clauses(self.search.text(), own.iter().map(String::as_str))
    }

    /// Returns the cases that are counted: those that [`State::counted_text`] finds.
    #[must_use]
    pub fn counted_entries(&self) -> Vec<usize> {
        let rest = self.counted_text();
        if rest == self.search.text() {
            return self.sheet_entries();
        }
        SearchBox::entries_of(&rest, &self.index, &self.catalog, self.lang)
    }
}
