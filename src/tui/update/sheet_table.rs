//! The table of cases: what its keys do to its columns and its order.

use crate::analysis::Column;
use crate::analysis::column_text::section_columns;
use crate::config::Command;
use crate::model::schema::schema;
use crate::search::query::{Drawing, ViewKind, with_view, without_view};
use crate::tui::layout::{Pane, Shape};
use crate::tui::message::{Message, Tone};
use crate::tui::scene::Scene;
use crate::tui::state::State;
use crate::tui::state::sheet::{Foot, SheetPage};
use crate::tui::state::sheet_columns::{folded, unfolded};

use super::sheet_groups::{show_group, toggle_group};
use super::sheet_opening::{
    Run, back_to_table, field_under_cursor, leave, move_cursor, open, read, set_text,
};

/// The commands that a table runs in its own way.
pub const COMMANDS: &[(Command, Run)] = &[
    (Command::Back, leave),
    (Command::Read, read_case),
    (Command::PreviousField, |state, _| move_cursor(state, -1)),
    (Command::NextField, |state, _| move_cursor(state, 1)),
    (Command::PreviousSection, |state, _| show_neighbour_tab(state, false)),
    (Command::NextSection, |state, _| show_neighbour_tab(state, true)),
    (Command::Sort, |state, _| sort(state)),
    (Command::HideColumn, |state, _| hide_column(state)),
    (Command::MoveColumnLeft, |state, _| move_column(state, false)),
    (Command::MoveColumnRight, |state, _| move_column(state, true)),
    (Command::Unfold, unfold),
    (Command::Fold, fold),
    (Command::Wider, |state, scene| widen(state, scene, WIDENING)),
    (Command::Narrower, |state, scene| widen(state, scene, -WIDENING)),
    (Command::Foot, |state, _| change_foot(state)),
    (Command::HideBlanks, |state, _| hide(state, |sheet| &mut sheet.hides_blank)),
    BENCHMARKS,
    (Command::HideSame, |state, _| hide(state, |sheet| &mut sheet.hides_same)),
    (Command::Toggle, toggle_group),
];

/// Shows national figures, or hides them again.
pub const BENCHMARKS: (Command, Run) =
    (Command::Benchmarks, |state, _| hide(state, |sheet| &mut sheet.benchmarks));

/// A key widens a column by so many cells.
const WIDENING: isize = 4;

/// Shows more figures below the table, then none.
fn change_foot(state: &mut State) {
    state.sheet.foot = state.sheet.foot.next();
    state.sheet.generation += 1;
    if state.sheet.foot == Foot::Off {
        state.say("sheet.foot_off", Tone::Done);
    }
}

/// Hides some columns, or shows them again.
fn hide(state: &mut State, choice: impl Fn(&mut SheetPage) -> &mut bool) {
    let choice = choice(&mut state.sheet);
    *choice = !*choice;
    state.sheet.generation += 1;
}

/// Sorts by the column under the cursor.
pub fn sort(state: &mut State) {
    let entries = state.sheet_entries();
    let column = state.sheet.column.clone();
    if let Some(text) = column.and_then(|column| state.text_sorted_by(&column, &entries)) {
        set_text(state, text);
    }
}

/// Takes the column under the cursor away.
fn hide_column(state: &mut State) {
    let entries = state.sheet_entries();
    let Some((mut columns, at)) = cursor_column(state, &entries) else { return };
    if at == 0 || state.is_likeness_of_view(&columns[at]) {
        return state.say("sheet.pinned_column", Tone::Done);
    }
    if columns.len() <= 2 {
        return state.say("sheet.last_column", Tone::Done);
    }
    let column = columns.remove(at);
    state.sheet.column = columns.get(at).or_else(|| columns.last()).cloned();
    set_text(state, state.text_with_columns(&columns, &entries));
    let key = state.keymap.first_key(crate::config::Context::Sheet, Command::Columns);
    let name = column.label(state.lang);
    let text = state.lang.fill("sheet.column_hidden", &[("name", &name), ("key", &key)]);
    state.messages.say(Message::done(text));
}

/// Moves the column under the cursor by one.
fn move_column(state: &mut State, right: bool) {
    let entries = state.sheet_entries();
    let Some((mut columns, at)) = cursor_column(state, &entries) else { return };
    let to = if right { at + 1 } else { at.saturating_sub(1) };
    if at == 0 || to == 0 {
        return state.say("sheet.pinned_column", Tone::Done);
    }
    if to < columns.len() {
        columns.swap(at, to);
        set_text(state, state.text_with_columns(&columns, &entries));
    }
}

/// Returns the columns of the table and the index of the one under the cursor.
fn cursor_column(state: &State, entries: &[usize]) -> Option<(Vec<Column>, usize)> {
    let columns = state.sheet_columns(entries);
    let cursor = state.sheet.column.as_ref()?;
    let at = columns.iter().position(|column| column == cursor)?;
    Some((columns, at))
}

/// Makes a column for each item of the column under the cursor.
fn unfold(state: &mut State, scene: &Scene) {
    let entries = state.sheet_entries();
    let Some((columns, at)) = cursor_column(state, &entries) else { return };
    match unfolded(&columns, at, state, &entries) {
        Some(all) => {
            state.sheet.column = all.get(at).cloned();
            set_text(state, state.text_with_columns(&all, &entries));
        }
        None => say_of_column(state, scene, "sheet.no_items"),
    }
}

/// Makes one column of those of all items of a field.
fn fold(state: &mut State, scene: &Scene) {
    let entries = state.sheet_entries();
    let Some((columns, at)) = cursor_column(state, &entries) else { return };
    match folded(&columns, at) {
        Some((all, cursor)) => {
            state.sheet.column = Some(cursor);
            set_text(state, state.text_with_columns(&all, &entries));
        }
        None => say_of_column(state, scene, "sheet.not_unfolded"),
    }
}

/// Says something of the column under the cursor.
fn say_of_column(state: &mut State, scene: &Scene, id: &'static str) {
    let name = scene.sheet.columns.get(state.sheet.cursor).map(|column| column.label.as_str());
    let text = state.lang.fill(id, &[("name", &name.unwrap_or_default())]);
    state.messages.say(Message::done(text));
}

/// Makes the column under the cursor wider or narrower.
fn widen(state: &mut State, scene: &Scene, by: isize) {
    let Some(column) = scene.sheet.columns.get(state.sheet.cursor) else { return };
    if by < 0 && column.width <= 4 || scene.regions.shape == Shape::TooSmall {
        return;
    }
    let widths = &mut state.sheet.widths;
    let Some(of_cases) = &column.column else { return };
    match widths.iter_mut().find(|(of, _)| of == of_cases) {
        Some((_, known)) => *known += by,
        None => widths.push((of_cases.clone(), by)),
    }
    state.sheet.generation += 1;
}

/// Adds a column to the table, or takes it away.
pub fn toggle_column(state: &mut State, column: &Column) {
    let entries = state.sheet_entries();
    let mut columns = state.sheet_columns(&entries);
    match columns.iter().position(|known| known == column) {
        Some(0) => return state.say("sheet.pinned_column", Tone::Done),
        Some(_) if columns.len() <= 2 => return state.say("sheet.last_column", Tone::Done),
        Some(at) => {
            columns.remove(at);
        }
        None => {
            columns.push(column.clone());
            state.sheet.column = Some(column.clone());
        }
    }
    set_text(state, state.text_with_columns(&columns, &entries));
}

/// Shows a named set of columns.
pub fn show_columns(state: &mut State, list: &str) {
    (state.sheet.column, state.sheet.cursor, state.sheet.first) = (None, 1, 1);
    set_text(state, with_view(state.search.text(), ViewKind::Columns, list));
}

/// Opens the case under the cursor at the field of the column; of groups, the table of the cases of that one.
pub fn read_case(state: &mut State, scene: &Scene) {
    if scene.sheet.own_count().is_some() {
        return show_group(state, scene);
    }
    let Some((entry, _)) = state.open_case() else { return };
    let field = field_under_cursor(state, scene);
    read(state, scene, (entry, None), |_, own| own.id.is_some() && own.id == field);
}

/// Opens the table: from the list with the usual columns, from a field with those of its section; leaves it if it is
/// open.
pub fn toggle(state: &mut State, scene: &Scene) {
    if state.shows_sheet() && state.search.query.drawing() == Drawing::Table {
        return leave(state, scene);
    }
    if state.sheet.reads_case {
        return back_to_table(state);
    }
    let in_detail = !state.shows_sheet() && state.pane == Pane::Fields;
    let field = field_under_cursor(state, scene).filter(|_| in_detail);
    let section = state.open_section().and_then(|section| section.number()).filter(|_| field.is_some());
    let mut text = with_view(state.search.text(), ViewKind::Drawing, Drawing::Table.word());
    if let Some(columns) = section.and_then(|number| section_columns(number - 1)) {
        text = with_view(&text, ViewKind::Columns, columns);
    }
    if state.shows_sheet() {
        text = without_view(&text, &[ViewKind::Columns]);
    }
    state.sheet.column = field.map(Column::of_field);
    open(state, text);
}

/// Shows the fields of a section as columns; the first tab has those that were chosen.
pub fn show_tab(state: &mut State, tab: usize) {
    let text = state.search.text();
    let text = match tab.checked_sub(1).and_then(section_columns) {
        Some(columns) => with_view(text, ViewKind::Columns, columns),
        None => without_view(text, &[ViewKind::Columns]),
    };
    let text = with_view(&text, ViewKind::Drawing, Drawing::Table.word());
    (state.sheet.column, state.sheet.cursor, state.sheet.first) = (None, 1, 1);
    set_text(state, text);
}

/// Shows the tab beside the open one.
fn show_neighbour_tab(state: &mut State, forward: bool) {
    let open = state.sheet_section().map_or(0, |section| section + 1);
    match open.checked_add_signed(if forward { 1 } else { -1 }) {
        Some(tab) if tab <= schema().sections.len() => show_tab(state, tab),
        Some(_) | None => state.say("sheet.no_section", Tone::Done),
    }
}
