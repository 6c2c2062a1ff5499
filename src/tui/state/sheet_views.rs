//! What a comparison and a distribution are about: the compared cases, the counted column.

use crate::analysis::Column;
use crate::analysis::column_error::{ColumnError, ColumnResult};
use crate::analysis::compare::Comparison;
use crate::analysis::distribution::{Distribution, Parts};
use crate::analysis::groups::Group;
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
        let key_of = |entry: usize| self.catalog.case_key(entry);
        let marked = self.sheet.marks.iter().filter_map(|mark| {
            (0..self.catalog.entries.len()).find(|entry| key_of(*entry).as_ref() == Some(mark))
        });
        let mut entries: Vec<usize> = marked.collect();
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

    /// Returns the compared cases side by side: by the columns that the query names, else by every field.
    ///
    /// # Errors
    /// For an item that no page has.
    pub fn comparison(&self) -> ColumnResult<Comparison<'_>> {
        let entries = self.compared_entries();
        let base = self.sheet.base.min(entries.len().saturating_sub(1));
        let (catalog, lang) = (&self.catalog, self.lang);
        if self.search.query.view_text(ViewKind::Columns).is_none() {
            return Ok(Comparison::of_form(catalog, &entries, None, base, lang));
        }
        let columns = self.search.view.resolve_columns(catalog, &entries)?;
        Comparison::of_columns(catalog, &entries, columns, base, lang)
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
        let entries = self.sheet_entries();
        let all: Vec<usize> = (0..self.catalog.entries.len()).collect();
        let clauses = clauses_of(&Distribution::new(&column, &self.catalog, &all, self.lang)?);
        let rest = without_clauses(self.search.text(), clauses.iter().map(String::as_str));
        if rest == self.search.text() {
            return Distribution::new(&column, &self.catalog, &entries, self.lang);
        }
        let prepared = PreparedQuery::new(&Query::parse(&rest), &self.index, self.lang);
        let entries: Vec<usize> =
            prepared.hits(&self.index, &self.catalog).into_iter().map(|hit| hit.entry).collect();
        Distribution::new(&column, &self.catalog, &entries, self.lang)
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
