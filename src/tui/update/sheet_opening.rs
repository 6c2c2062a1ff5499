//! Opening a table, a comparison, a distribution; leaving it; and opening a case from it.

use crate::model::{Field, Section};
use crate::search::query::{Drawing, ViewKind, with_filter, without_view};
use crate::tui::layout::Pane;
use crate::tui::scene::Scene;
use crate::tui::state::State;
use crate::tui::state::open::find_place;
use crate::tui::state::scroll_list::ScrollList;
use crate::tui::state::search::SelectsRow;
use crate::tui::state::sheet::{SheetPage, SheetReturn};

use super::moving::{go_to, select_row};
use super::{leaving, search, visits};

/// What a command does.
pub type Run = fn(&mut State, &Scene);

/// Opens a table in place of the list, or of the table that is open, which is come back to.
pub fn open(state: &mut State, text: String) {
    if state.search.query.drawing() != Drawing::List {
        let SheetPage { column, cursor, rows, .. } = &state.sheet;
        let (column, rows) = ((column.clone(), *cursor), *rows);
        let before = SheetReturn { text: state.search.text().to_owned(), opened: text.clone(), column, rows };
        state.sheet.before.push(before);
    } else {
        search::save_before_search(state);
        state.sheet.before.clear();
    }
    back_to_table(state);
    state.sheet.rows = ScrollList::default();
    set_text(state, text);
}

/// Returns the field under the cursor: of the open case, of a column or of a row.
#[must_use]
pub fn field_under_cursor(state: &State, scene: &Scene) -> Option<&'static str> {
    match state.drawing() {
        Drawing::List => state.open_field().and_then(|field| field.id),
        Drawing::Table => state.sheet.column.as_ref().and_then(|column| column.fields().first().copied()),
        Drawing::Comparison | Drawing::History => scene.sheet.own_row(state.sheet.rows.selected)?.field,
        Drawing::Distribution => state.distribution_column()?.fields().first().copied(),
        Drawing::Charts | Drawing::Map => None,
    }
}

/// Leaves the table for the one that it was opened from, else for the list; the query without its view stays.
pub fn leave(state: &mut State, scene: &Scene) {
    if let Some(SheetReturn { text: before, opened, column, rows }) = state.sheet.before.pop() {
        (state.sheet.column, state.sheet.cursor) = column;
        state.sheet.rows = rows;
        let filter = |text: &str| without_view(text, &ViewKind::ALL);
        // What was looked for meanwhile stays.
        let now = filter(state.search.text());
        let is_same = now == filter(&opened);
        return set_text(state, if is_same { before } else { with_filter(&before, &now) });
    }
    (state.sheet.reads_likeness, state.sheet.compared) = (false, Vec::new());
    // Columns that were chosen are come back to with the query.
    state.search.add_to_history();
    state.end_reading_case();
    let text = without_view(state.search.text(), &ViewKind::ALL);
    if text.trim().is_empty() {
        leaving::leave_search(state, scene);
    } else {
        set_text(state, text);
    }
    state.pane = Pane::List;
}

/// Replaces the query text; the selected case stays selected.
pub fn set_text(state: &mut State, text: String) {
    state.search.history.stop_recalling();
    state.search.replace_text(text);
    state.search.selects = SelectsRow::Selected;
}

/// Opens a case of the list at a field, on a page of its history or on the newest; Esc leads back.
pub fn read(
    state: &mut State,
    scene: &Scene,
    (entry, page): (usize, Option<usize>),
    is_wanted: impl Fn(&Section, &Field) -> bool,
) {
    let Some(at) = state.list.rows().iter().position(|row| row.entry() == Some(entry)) else { return };
    select_row(state, scene, at);
    let newest = state.catalog.entries.get(entry).map(|entry| entry.page);
    let Some(case) = page.or(newest).and_then(|page| state.catalog.pages.get(page)) else { return };
    let place = find_place(case, is_wanted);
    state.detail.open_case(entry, case);
    state.detail.open_page(page.filter(|_| page != newest));
    state.detail.find_again(case);
    state.sheet.reads_case = true;
    if let Some(place) = place {
        go_to(state, scene, place);
    }
    visits::enter_detail(state);
}

/// Goes from a case that was opened from the table back to its cell.
pub fn back_to_table(state: &mut State) {
    state.end_reading_case();
    state.detail.full = None;
    state.pane = Pane::List;
}

/// Moves the cursor by columns, at most to the ends.
pub fn move_cursor(state: &mut State, by: isize) {
    state.sheet.cursor = state.sheet.cursor.saturating_add_signed(by);
}
