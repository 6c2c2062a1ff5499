//! What a comparison and a distribution are about: the compared cases, the counted column.

use crate::analysis::Column;
use crate::analysis::column_error::{ColumnError, ColumnResult};
use crate::analysis::compare::Comparison;
use crate::analysis::distribution::{Distribution, Parts};
use crate::analysis::groups::Group;
use crate::analysis::prefecture_map::{TILES, Tile};
use crate::model::CaseKey;
use crate::search::query::{Drawing, ViewKind, without_clauses};
use crate::search::{PreparedQuery, Query};

use super::State;

/// So many cases are compared at once.
pub const MOST_COMPARED: usize = 6;

impl State {
    /// True for a case that is marked to be compared.
    #[must_use]
    pub fn is_marked(&self, entry: usize) -> bool {
        !self.sheet.marks.is_empty()
            && self.catalog.case_key(entry).is_some_and(|key| self.sheet.marks.contains(&key))
    }

    /// Returns the cases to compare: the marked ones; with one of them that and the one under the cursor, with none the
    /// one under the cursor and the next.
    #[must_use]
    pub fn compared_entries(&self) -> Vec<usize> {
        let found = |keys: &[CaseKey]| keys.iter().filter_map(|key| self.catalog.find(key)).collect();
        if self.drawing() == Drawing::Comparison && self.sheet.compared.len() > 1 {
            return found(&self.sheet.compared);
        }
        let mut entries: Vec<usize> = found(&self.sheet.marks);
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
        let columns = self.search.view.resolve_columns(catalog, &entries)?;
        Comparison::of_columns(catalog, &entries, columns, 0, lang)
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

    /// Returns the query text without the clauses of what is counted: of the answers of a distribution, of the
    /// prefectures of a map. They can be added to each other.
    #[must_use]
    pub fn counted_text(&self) -> String {
        let own: Vec<String> = match self.drawing() {
            Drawing::Map => TILES.iter().map(Tile::clause).collect(),
            Drawing::Distribution => {
                let all: Vec<usize> = (0..self.catalog.entries.len()).collect();
                let column = self.distribution_column();
                let of_all =
                    column.and_then(|column| Distribution::new(&column, &self.catalog, &all, self.lang).ok());
                of_all.as_ref().map(clauses_of).unwrap_or_default()
            }
            Drawing::List | Drawing::Table | Drawing::Comparison | Drawing::Charts => Vec::new(),
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
        let prepared = PreparedQuery::new(&Query::parse(&rest), &self.index, self.lang);
        prepared.hits(&self.index, &self.catalog).into_iter().map(|hit| hit.entry).collect()
    }
}

/// Returns the clauses of all groups of a distribution.
#[must_use]
pub fn clauses_of(distribution: &Distribution) -> Vec<String> {
    let clauses = |groups: &[Group]| groups.iter().filter_map(|group| group.clause.clone()).collect();
    match &distribution.parts {
        Parts::Groups(groups) | Parts::Numbers { bins: groups, .. } => clauses(groups),
        Parts::Marks(_) | Parts::Types(_) => Vec::new(),
    }
}
