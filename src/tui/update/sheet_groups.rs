//! Rows that are groups of cases: their clauses in the query, and the table of their cases.

use crate::search::query::{
    Drawing, ViewKind, with_clause_toggled, with_filter, with_view, without_clauses, without_view,
};
use crate::tui::scene::Scene;
use crate::tui::state::State;

use super::moving::page;
use super::sheet_opening;

/// Adds the clause of the group under the cursor to the query, or takes it out; without one, a page down.
pub fn toggle_group(state: &mut State, scene: &Scene) {
    let row = scene.sheet.own_row(state.sheet.rows.selected);
    let Some(clause) = row.and_then(|row| row.clause.clone()) else {
        return page(state, scene, 1, 1);
    };
    let beside = group_clauses(scene);
    let filter = without_view(state.search.text(), &ViewKind::ALL);
    let filter = with_clause_toggled(&filter, &clause, beside.iter().map(String::as_str));
    let text = with_filter(state.search.text(), &filter);
    sheet_opening::set_text(state, text);
}

/// Returns the clauses of all groups on the screen.
fn group_clauses(scene: &Scene) -> Vec<String> {
    let count = scene.sheet.own_count().unwrap_or_default();
    (0..count).filter_map(|row| scene.sheet.own_row(row)?.clause.clone()).collect()
}

/// Shows the cases of the group under the cursor as a table.
pub fn show_group(state: &mut State, scene: &Scene) {
    let row = scene.sheet.own_row(state.sheet.rows.selected);
    let Some(clause) = row.and_then(|row| row.clause.clone()) else { return };
    let filter = without_view(state.search.text(), &ViewKind::ALL);
    // Of its own answers only this one counts.
    let rest = without_clauses(&filter, group_clauses(scene).iter().map(String::as_str));
    let filter = with_clause_toggled(&rest, &clause, std::iter::empty());
    sheet_opening::open(state, with_view(&filter, ViewKind::Drawing, Drawing::Table.word()));
}
