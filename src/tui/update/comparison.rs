//! Comparisons and histories: opening them, marking cases for them, and what their keys do.

use crate::analysis::compare::RowFilter;
use crate::analysis::history::pages_by_day;
use crate::config::Command;
use crate::model::schema::schema;
use crate::model::{CaseKey, CaseSign, Field, Section, item_key};
use crate::search::query::{Drawing, ViewKind, with_view, without_view};
use crate::tui::effect::Effect;
use crate::tui::message::{Message, Tone};
use crate::tui::scene::Scene;
use crate::tui::state::State;
use crate::tui::state::search::SelectsRow;
use crate::tui::state::sheet_views::MOST_COMPARED;

use super::sheet_opening::{self, Run};

/// The commands of a comparison and of a history.
pub const COMPARISON: &[(Command, Run)] = &[
    (Command::PreviousField, |state, _| sheet_opening::move_cursor(state, -1)),
    (Command::NextField, |state, _| sheet_opening::move_cursor(state, 1)),
    (Command::PreviousSection, |state, scene| next_section(state, scene, false)),
    (Command::NextSection, |state, scene| next_section(state, scene, true)),
    (Command::PreviousHit, |state, scene| next_difference(state, scene, false)),
    (Command::NextHit, |state, scene| next_difference(state, scene, true)),
    (Command::PreviousCase, |state, scene| change_base(state, scene, false)),
    (Command::NextCase, |state, scene| change_base(state, scene, true)),
    (Command::HideSame, |state, _| change_filter(state)),
    (Command::Relations, |state, _| change_relations(state)),
    (Command::Read, read_compared),
];

/// Compares cases by every field, or by the columns of the table; leaves a comparison that is open.
pub fn compare(state: &mut State, scene: &Scene) {
    if state.drawing() == Drawing::Comparison {
        return sheet_opening::leave(state, scene);
    }
    let from_table = state.drawing() == Drawing::Table;
    let field = sheet_opening::field_under_cursor(state, scene);
    let mut text = with_view(state.search.text(), ViewKind::Drawing, Drawing::Comparison.word());
    text = without_view(&text, &[ViewKind::Groups]);
    if from_table && state.search.query.view_text(ViewKind::Columns).is_none() {
        let list = crate::analysis::column_sets::DEFAULT_SET;
        text = with_view(&text, ViewKind::Columns, list);
    } else if !from_table {
        text = without_view(&text, &[ViewKind::Columns]);
    }
    state.sheet.wanted_field = field;
    let entries = state.compared_entries();
    state.sheet.compared = entries.into_iter().filter_map(|entry| state.catalog.case_key(entry)).collect();
    sheet_opening::open(state, text);
    (state.sheet.cursor, state.sheet.first, state.sheet.base_page) = (1, 1, 0);
}

/// Shows the pages of the open case side by side; leaves a history that is open.
pub fn show_history(state: &mut State, scene: &Scene) {
    if state.drawing() == Drawing::History {
        return sheet_opening::leave(state, scene);
    }
    if state.sheet.reads_case && state.search.query.drawing() == Drawing::History {
        return sheet_opening::back_to_table(state);
    }
    let field = sheet_opening::field_under_cursor(state, scene);
    let text = without_view(state.search.text(), &[ViewKind::Columns, ViewKind::Groups]);
    let text = with_view(&text, ViewKind::Drawing, Drawing::History.word());
    let pages = state.open_case().map_or(0, |(entry, _)| pages_by_day(&state.catalog, entry).len());
    sheet_opening::open(state, text);
    state.sheet.wanted_field = field;
    state.sheet.shows_unchanged = false;
    // The newest page is the one that is open.
    (state.sheet.cursor, state.sheet.first, state.sheet.base_page) = (pages, 1, 0);
}

/// Marks the open case, or takes the mark away.
pub fn toggle_mark(state: &mut State) -> Vec<Effect> {
    let Some((entry, case)) = state.open_case() else { return Vec::new() };
    let name = case.short_name().into_owned();
    if !state.is_marked(entry) && state.catalog.signed_entries(CaseSign::Mark).len() >= MOST_COMPARED {
        let text = state.lang.fill("sheet.most_marked", &[("most", &MOST_COMPARED)]);
        state.messages.say(Message::problem(text));
        return Vec::new();
    }
    let Some((key, is_set)) = state.catalog.toggle_sign(CaseSign::Mark, entry) else { return Vec::new() };
    state.keeping.note_sign(CaseSign::Mark, key, is_set);
    follow_marks(state);
    let key = state.keymap.first_key(state.context(), Command::Compare);
    let count = state.catalog.signed_entries(CaseSign::Mark).len();
    let names: [(&str, &dyn std::fmt::Display); 3] = [("name", &name), ("count", &count), ("key", &key)];
    let id = if is_set { "sheet.marked" } else { "sheet.unmarked" };
    vec![Effect::KeepSigns(Message::done(state.lang.fill(id, &names)))]
}

/// Takes all marks away, those of cases that are not loaded too.
pub fn clear_marks(state: &mut State) -> Vec<Effect> {
    for case in state.catalog.signed(CaseSign::Mark).to_vec() {
        state.keeping.note_sign(CaseSign::Mark, case, false);
    }
    state.catalog.set_signed(CaseSign::Mark, Vec::new());
    follow_marks(state);
    vec![Effect::KeepSigns(Message::done(state.lang.text("sheet.marks_cleared").to_owned()))]
}

/// Lays out again what shows marks; a list of marked cases is searched for again.
fn follow_marks(state: &mut State) {
    state.sheet.generation += 1;
    if state.search.query.asks_for(CaseSign::Mark) {
        state.search.stale = true;
        state.search.selects = SelectsRow::Selected;
    }
}

/// Makes the case before or behind the base the one that numbers relate to.
fn change_base(state: &mut State, scene: &Scene, forward: bool) {
    state.sheet.generation += 1;
    if state.drawing() == Drawing::History {
        let pages = scene.sheet.columns.iter().filter_map(|column| column.case).max();
        let count = pages.map_or(1, |last| last + 1);
        let by = if forward { 1 } else { count - 1 };
        state.sheet.base_page = (state.sheet.base_page + by) % count;
        return;
    }
    // The first of the compared cases is the base.
    let entries = state.compared_entries();
    let mut compared: Vec<CaseKey> =
        entries.into_iter().filter_map(|entry| state.catalog.case_key(entry)).collect();
    let by = compared.len().min(1);
    if forward {
        compared.rotate_left(by);
    } else {
        compared.rotate_right(by);
    }
    state.sheet.compared = compared;
}

/// Shows every row, then those that differ, then those in which only some answer as well; of a history those that
/// changed, or every row.
fn change_filter(state: &mut State) {
    state.sheet.generation += 1;
    if state.drawing() == Drawing::History {
        state.sheet.shows_unchanged = !state.sheet.shows_unchanged;
        return;
    }
    state.sheet.row_filter = match state.sheet.row_filter {
        RowFilter::All => RowFilter::Different,
        RowFilter::Different => RowFilter::Partial,
        RowFilter::Partial => RowFilter::All,
    };
}

fn change_relations(state: &mut State) {
    state.sheet.relations = state.sheet.relations.next();
    state.sheet.generation += 1;
}

/// Goes to the next row that differs, or the one before.
fn next_difference(state: &mut State, scene: &Scene, forward: bool) {
    let count = scene.sheet.own_count().unwrap_or_default();
    let differs = |at: &usize| scene.sheet.own_row(*at).is_some_and(|row| row.differs);
    let selected = state.sheet.rows.selected;
    let next = if forward {
        (selected + 1..count).find(differs)
    } else {
        (0..selected.min(count)).rev().find(differs)
    };
    match next {
        Some(row) => state.sheet.rows.selected = row,
        None => state.say("sheet.no_more_different", Tone::Done),
    }
}

/// Goes to the first row of the next section, or of the one before.
fn next_section(state: &mut State, scene: &Scene, forward: bool) {
    let section = scene.sheet.own_row(state.sheet.rows.selected).and_then(|row| row.section);
    let open = section.and_then(|id| schema().section_place(id)).unwrap_or_default();
    let count = schema().sections.len();
    let others: Vec<usize> = if forward { (open + 1..count).collect() } else { (0..open).rev().collect() };
    if !others.into_iter().any(|at| go_to_section(state, scene, at)) {
        state.say("sheet.no_section", Tone::Done);
    }
}

/// Goes to the first row of a section of the form; false if it has none.
pub fn go_to_section(state: &mut State, scene: &Scene, section: usize) -> bool {
    let id = schema().sections.get(section).map(|spec| spec.id);
    let count = scene.sheet.own_count().unwrap_or_default();
    let is_in = |at: &usize| scene.sheet.own_row(*at).is_some_and(|row| row.section == id);
    let row = (0..count).find(is_in);
    state.sheet.rows.selected = row.unwrap_or(state.sheet.rows.selected);
    row.is_some()
}

/// Opens the compared case, or the page of the case, of the column under the cursor at the field of the row.
fn read_compared(state: &mut State, scene: &Scene) {
    let under = scene.sheet.columns.get(state.sheet.cursor.max(1)).and_then(|column| column.case);
    let Some(row) = scene.sheet.own_row(state.sheet.rows.selected) else { return };
    let is_wanted = |section: &Section, field: &Field| match &row.other_label {
        Some(label) => field.id.is_none() && section.id == row.section && item_key(&field.label) == *label,
        None => field.id.is_some() && field.id == row.field,
    };
    let Some(at) = under else { return };
    if state.drawing() == Drawing::History {
        let Some((entry, _)) = state.open_case() else { return };
        let page = pages_by_day(&state.catalog, entry).get(at).copied();
        return sheet_opening::read(state, scene, (entry, page), is_wanted);
    }
    let Some(entry) = state.compared_entries().get(at).copied() else { return };
    sheet_opening::read(state, scene, (entry, None), is_wanted);
}
