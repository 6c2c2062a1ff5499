//! Comparisons, distributions, charts and likeness: opening them, and what their keys do.

use crate::analysis::Column;
use crate::analysis::charts::chart_titles;
use crate::analysis::compare::RowFilter;
use crate::analysis::distribution::Distribution;
use crate::analysis::prefecture_map::{Direction, TILES, tile_beside};
use crate::config::Command;
use crate::model::CaseKey;
use crate::model::schema::schema;
use crate::search::query::{
    Drawing, ViewKind, quote_value, with_clause_toggled, with_filter, with_view, without_clauses,
    without_view,
};
use crate::tui::message::{Message, Tone};
use crate::tui::scene::Scene;
use crate::tui::scene::map::FIGURES;
use crate::tui::state::State;
use crate::tui::state::column_choice::choices;
use crate::tui::state::scroll_list::ScrollList;
use crate::tui::state::sheet_views::MOST_COMPARED;

use super::moving::page;
use super::sheet_opening::{self, Run};

/// The commands of a comparison.
pub const COMPARISON: &[(Command, Run)] = &[
    (Command::PreviousField, |state, _| sheet_opening::move_cursor(state, -1)),
    (Command::NextField, |state, _| sheet_opening::move_cursor(state, 1)),
    (Command::PreviousSection, |state, scene| next_section(state, scene, false)),
    (Command::NextSection, |state, scene| next_section(state, scene, true)),
    (Command::PreviousHit, |state, scene| next_difference(state, scene, false)),
    (Command::NextHit, |state, scene| next_difference(state, scene, true)),
    (Command::PreviousCase, |state, _| change_base(state, false)),
    (Command::NextCase, |state, _| change_base(state, true)),
    (Command::HideSame, |state, _| change_filter(state)),
    (Command::Relations, |state, _| change_relations(state)),
    (Command::Read, read_compared),
];

/// The commands of a distribution.
pub const DISTRIBUTION: &[(Command, Run)] = &[
    (Command::PreviousField, |state, _| next_column(state, false)),
    (Command::NextField, |state, _| next_column(state, true)),
    (Command::PreviousSection, |state, _| count_section(state, false)),
    (Command::NextSection, |state, _| count_section(state, true)),
    (Command::Toggle, toggle_group),
    (Command::Read, show_group),
];

/// The commands of the charts.
pub const CHARTS: &[(Command, Run)] = &[
    (Command::PreviousField, |state, _| next_chart(state, false)),
    (Command::NextField, |state, _| next_chart(state, true)),
    (Command::PreviousSection, |state, _| next_chart(state, false)),
    (Command::NextSection, |state, _| next_chart(state, true)),
    (Command::Read, show_group),
];

/// The commands of the map.
pub const MAP: &[(Command, Run)] = &[
    (Command::PreviousSection, |state, _| next_figure(state, false)),
    (Command::NextSection, |state, _| next_figure(state, true)),
    (Command::Toggle, toggle_group),
    (Command::Read, show_group),
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
        let list = crate::analysis::column_list::DEFAULT_SET;
        text = with_view(&text, ViewKind::Columns, list);
    } else if !from_table {
        text = without_view(&text, &[ViewKind::Columns]);
    }
    state.sheet.wanted_field = field;
    let entries = state.compared_entries();
    state.sheet.compared = entries.into_iter().filter_map(|entry| state.catalog.case_key(entry)).collect();
    sheet_opening::open(state, text);
    (state.sheet.cursor, state.sheet.first) = (1, 1);
}

/// Counts the answers to the field under the cursor; leaves a distribution that is open.
pub fn count_answers(state: &mut State, scene: &Scene) {
    if state.drawing() == Drawing::Distribution {
        return sheet_opening::leave(state, scene);
    }
    let column = match state.drawing() {
        Drawing::Table => state.sheet.column.clone().filter(|column| has_distribution(state, column)),
        Drawing::List | Drawing::Comparison | Drawing::Distribution | Drawing::Charts | Drawing::Map => None,
    };
    let of_field = || sheet_opening::field_under_cursor(state, scene).map(Column::of_field);
    let Some(name) = column.or_else(of_field).and_then(|column| column.text()) else {
        return state.say("sheet.no_column_here", Tone::Problem);
    };
    let text = with_view(state.search.text(), ViewKind::Drawing, Drawing::Distribution.word());
    let text = without_view(&text, &[ViewKind::Groups]);
    sheet_opening::open(state, with_view(&text, ViewKind::Columns, &name));
}

fn has_distribution(state: &State, column: &Column) -> bool {
    Distribution::new(column, &state.catalog, &[], state.lang).is_ok()
}

/// Shows the charts of the site; leaves them if they are open.
pub fn show_charts(state: &mut State, scene: &Scene) {
    if state.drawing() == Drawing::Charts {
        return sheet_opening::leave(state, scene);
    }
    let text = without_view(state.search.text(), &ViewKind::ALL);
    sheet_opening::open(state, with_view(&text, ViewKind::Drawing, Drawing::Charts.word()));
}

/// Shows the map of the prefectures; leaves it if it is open.
pub fn show_map(state: &mut State, scene: &Scene) {
    if state.drawing() == Drawing::Map {
        return sheet_opening::leave(state, scene);
    }
    let text = without_view(state.search.text(), &ViewKind::ALL);
    let prefecture = state.open_case().and_then(|(_, case)| case.prefectures.first().copied());
    let tile = TILES.iter().position(|tile| Some(tile.prefecture) == prefecture);
    sheet_opening::open(state, with_view(&text, ViewKind::Drawing, Drawing::Map.word()));
    state.sheet.rows.selected = tile.unwrap_or_default();
}

/// Moves to the tile beside the one under the cursor; false for a command that is no direction.
pub fn go_to_tile(state: &mut State, command: Command) -> bool {
    let directions = [
        (Command::Up, Direction::Up),
        (Command::Down, Direction::Down),
        (Command::PreviousField, Direction::Left),
        (Command::NextField, Direction::Right),
    ];
    let selected = &mut state.sheet.rows.selected;
    if let Some((_, direction)) = directions.into_iter().find(|(of, _)| *of == command) {
        *selected = tile_beside(*selected, direction).unwrap_or(*selected);
    } else if command == Command::Top {
        *selected = 0;
    } else if command == Command::Bottom {
        *selected = TILES.len() - 1;
    } else {
        return false;
    }
    true
}

/// Shows the next figure on the tiles, or the one before.
fn next_figure(state: &mut State, forward: bool) {
    let by = if forward { 1 } else { FIGURES.len() - 1 };
    state.sheet.map_figure = (state.sheet.map_figure + by) % FIGURES.len();
    state.sheet.generation += 1;
}

/// Shows the cases as a table by their likeness to the one under the cursor.
pub fn order_by_likeness(state: &mut State) {
    let Some((_, case)) = state.open_case() else { return };
    let name = quote_value(&case.id);
    let text = without_view(state.search.text(), &[ViewKind::Sort, ViewKind::Groups]);
    let text = with_view(&text, ViewKind::Drawing, Drawing::Table.word());
    sheet_opening::open(state, with_view(&text, ViewKind::Near, &name));
    state.search.keeps_row = false;
}

/// Marks the open case to compare it, or takes the mark away.
pub fn toggle_mark(state: &mut State) {
    let Some((entry, case)) = state.open_case() else { return };
    let name = case.short_name().into_owned();
    let Some(key) = state.catalog.case_key(entry) else { return };
    let known = state.sheet.marks.iter().position(|mark| *mark == key);
    let id = match known {
        Some(at) => {
            state.sheet.marks.remove(at);
            "sheet.unmarked"
        }
        None if state.sheet.marks.len() >= MOST_COMPARED => {
            let text = state.lang.fill("sheet.most_marked", &[("most", &MOST_COMPARED)]);
            return state.messages.say(Message::problem(text));
        }
        None => {
            state.sheet.marks.push(key);
            "sheet.marked"
        }
    };
    state.sheet.generation += 1;
    let key = state.keymap.first_key(state.context(), Command::Compare);
    let names: [(&str, &dyn std::fmt::Display); 3] =
        [("name", &name), ("count", &state.sheet.marks.len()), ("key", &key)];
    let text = state.lang.fill(id, &names);
    state.messages.say(Message::done(text));
}

/// Takes all marks away.
pub fn clear_marks(state: &mut State) {
    state.sheet.marks.clear();
    state.sheet.generation += 1;
    state.say("sheet.marks_cleared", Tone::Done);
}

/// Makes the case before or behind the base the first, which is the base: numbers relate to it.
fn change_base(state: &mut State, forward: bool) {
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
    state.sheet.generation += 1;
}

/// Shows every row, then those that differ, then those in which only some answer as well.
fn change_filter(state: &mut State) {
    state.sheet.row_filter = match state.sheet.row_filter {
        RowFilter::All => RowFilter::Different,
        RowFilter::Different => RowFilter::Partial,
        RowFilter::Partial => RowFilter::All,
    };
    state.sheet.generation += 1;
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

/// Opens the compared case of the column under the cursor at the field of the row.
fn read_compared(state: &mut State, scene: &Scene) {
    let entries = state.compared_entries();
    let under = scene.sheet.columns.get(state.sheet.cursor.max(1)).and_then(|column| column.case);
    let field = scene.sheet.own_row(state.sheet.rows.selected).and_then(|row| row.field);
    let Some(entry) = under.and_then(|at| entries.get(at).copied()) else { return };
    sheet_opening::read(state, scene, entry, field);
}

/// Counts the column after or before the counted one.
fn next_column(state: &mut State, forward: bool) {
    let counted = state.distribution_column();
    let all: Vec<Column> = choices().into_iter().filter(|column| has_distribution(state, column)).collect();
    let at = counted.and_then(|counted| all.iter().position(|column| *column == counted));
    let next = match at {
        Some(at) => at.checked_add_signed(if forward { 1 } else { -1 }),
        None => Some(0),
    };
    match next.and_then(|at| all.get(at)) {
        Some(column) => count_column(state, column),
        None => state.say("sheet.no_column", Tone::Done),
    }
}

fn count_column(state: &mut State, column: &Column) {
    let Some(name) = column.text() else { return };
    state.sheet.rows = ScrollList::default();
    sheet_opening::set_text(state, with_view(state.search.text(), ViewKind::Columns, &name));
}

/// Counts the first field of the next section, or of the one before.
fn count_section(state: &mut State, forward: bool) {
    let id = state.distribution_column().and_then(|column| column.fields().first().copied());
    let open = id.and_then(crate::model::schema::section_of);
    let at = open.and_then(|id| schema().section_place(id));
    let next = match at {
        Some(at) => at.checked_add_signed(if forward { 1 } else { -1 }),
        None => Some(0),
    };
    if !next.is_some_and(|section| count_first_field(state, section)) {
        state.say("sheet.no_section", Tone::Done);
    }
}

/// Counts the first field of a section of the form; false if there is none.
pub fn count_first_field(state: &mut State, section: usize) -> bool {
    let spec = schema().sections.get(section);
    let Some(field) = spec.and_then(|spec| spec.fields.first()) else { return false };
    count_column(state, &Column::of_field(field.id));
    true
}

/// Shows the next chart of the site, or the one before.
fn next_chart(state: &mut State, forward: bool) {
    match state.sheet.chart.checked_add_signed(if forward { 1 } else { -1 }) {
        Some(next) => show_chart(state, next),
        None => state.say("sheet.no_section", Tone::Done),
    }
}

/// Shows the chart with this index.
pub fn show_chart(state: &mut State, chart: usize) {
    if chart >= chart_titles(state.lang).count() {
        return state.say("sheet.no_section", Tone::Done);
    }
    state.sheet.chart = chart;
    state.sheet.rows = ScrollList::default();
    state.sheet.generation += 1;
}

/// Adds the clause of the group under the cursor to the query, or takes it out; without one, a page down.
fn toggle_group(state: &mut State, scene: &Scene) {
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
fn show_group(state: &mut State, scene: &Scene) {
    let row = scene.sheet.own_row(state.sheet.rows.selected);
    let Some(clause) = row.and_then(|row| row.clause.clone()) else { return };
    let filter = without_view(state.search.text(), &ViewKind::ALL);
    // Of its own answers only this one counts.
    let rest = without_clauses(&filter, group_clauses(scene).iter().map(String::as_str));
    let filter = with_clause_toggled(&rest, &clause, std::iter::empty());
    sheet_opening::open(state, with_view(&filter, ViewKind::Drawing, Drawing::Table.word()));
}
