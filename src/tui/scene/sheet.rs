//! A table of cases in cells: its columns with their widths, the rows on the screen, the figures below them.
//!
//! The columns are measured once for each search over all rows; of the rows only those on the screen are written.

use crate::analysis::Column;
use crate::analysis::charts::chart_titles;
use crate::analysis::column_error::ColumnError;
use crate::analysis::distribution::Distribution;
use crate::analysis::prefecture_map::AREA;
use crate::analysis::sheet::{RowKey, SheetRow};
use crate::analysis::view::SheetStyle;
use crate::lang::Lang;
use crate::model::schema::{schema, section_of};
use crate::search::query::Drawing;
use crate::tui::layout::{
    Bar, MEDIUM, Regions, SheetPanes, SheetParts, TabBar, TabMarks, TabTitle, sheet_panes,
};
use crate::tui::state::State;
use crate::tui::state::list::Row;
use crate::tui::state::sheet::Foot;
use crate::tui::state::sheet_columns::{NAMES, with_names};

use super::case_beside;
use super::case_rows::{case_line, describe_cursor};
use super::grid::{GridCell, GridColumn, HEAD_LINES, clipped_lines, grid_cell};
use super::grid_rows::{GridLine, GridRow, GridRows};
use super::measure::{measure, measure_cases};
use super::sheet_lines::{ColumnPlace, SheetKey, SheetLines};
use super::{comparison, distribution, map};

/// On a narrow screen the column of names is no wider.
const NARROW_NAMES: usize = 10;
/// Lines of what the cell under the cursor says in full.
const NOTE_LINES: usize = 2;
/// Lines of why cases are alike.
const REASON_LINES: usize = 6;

/// Places the table: measures its columns where they are others than before, and shares the body of the screen.
pub fn arrange(state: &mut State, regions: &mut Regions, before: SheetLines) -> SheetLines {
    let key = SheetKey {
        searches: state.search.searches,
        sheet: state.sheet.generation,
        detail: state.detail.generation,
        size: state.size,
        // Without marks, the case under the cursor is compared; a history is its.
        row: matches!(state.drawing(), Drawing::Comparison | Drawing::History).then(|| state.list.selected()),
    };
    let mut lines = if before.key == Some(key) {
        before
    } else {
        let width = usize::from(regions.screen.width.saturating_sub(2));
        let mut lines = build(state, before, width).unwrap_or_else(|error| SheetLines {
            problem: Some(error.message(state.lang)),
            ..SheetLines::default()
        });
        lines.key = Some(key);
        if let Some(wanted) = state.sheet.wanted_field.take() {
            let row =
                lines.own.as_ref().and_then(|own| own.rows.iter().position(|row| row.field == Some(wanted)));
            state.sheet.rows.selected = row.unwrap_or(state.sheet.rows.selected);
        }
        if lines.base.is_some() && std::mem::take(&mut state.sheet.reads_likeness) {
            (state.sheet.column, state.sheet.cursor, state.sheet.first) = (None, 1, 1);
        }
        find_cursor(state, &lines);
        lines
    };
    regions.list = None;
    let area = case_beside::share(state, lines.own.is_none() && lines.problem.is_none(), regions);
    let rows = match lines.own_lines() {
        Some(_) if !lines.tiles.is_empty() => map::size().1,
        Some(own) => own.len(),
        None => state.list.rows().len(),
    };
    let foot = if state.sheet.foot == Foot::Off { 0 } else { lines.foot.len() };
    let head = if lines.intro.is_empty() { HEAD_LINES } else { lines.intro.len() };
    let note = if lines.base.is_some() { REASON_LINES } else { NOTE_LINES };
    let parts = SheetParts { head, rows, foot, note };
    let mut panes = sheet_panes(area, parts);
    panes.tab_bar = arrange_tabs(state, &panes, &lines);
    lines.places = place_columns(state, &lines.columns, usize::from(panes.rows.width));
    regions.sheet = Some(panes);
    if regions.detail.is_some() {
        lines.followed = case_beside::follow_cursor(state, lines.followed);
    }
    lines
}

/// Writes the rows on the screen and what is said of the cell under the cursor.
pub fn fill(state: &mut State, regions: &mut Regions, lines: &mut SheetLines) {
    let Some(panes) = regions.sheet.as_ref() else { return };
    let (height, note_width) = (usize::from(panes.rows.height), usize::from(panes.note.width));
    let (rows, note_lines) = (panes.rows, usize::from(panes.note.height));
    if let Some(own) = lines.own.as_ref().filter(|_| lines.tiles.is_empty()) {
        if lines.revealed == Some((state.sheet.rows.selected, height)) {
            state.sheet.rows.scroll(0, &own.lines[..], height);
        } else {
            state.sheet.rows.reveal(&own.lines[..], height);
            lines.revealed = Some((state.sheet.rows.selected, height));
        }
        let top = state.sheet.rows.top;
        lines.lines = own.lines.iter().skip(top).take(height).cloned().collect();
        regions.add_bar(Bar::Sheet, rows, own.lines.len(), height, top);
    } else if lines.own.is_none() {
        let shown = state.list.rows().iter().enumerate().skip(state.list.top()).take(height);
        let line = |(at, row): (usize, &Row)| GridLine {
            row: Some(at),
            cells: case_line(state, row, &lines.columns),
            ..GridLine::default()
        };
        lines.lines = shown.map(line).collect();
        regions.add_bar(Bar::List, rows, state.list.rows().len(), height, state.list.top());
    }
    let (note, source) = describe_cursor(state, lines);
    lines.note = clipped_lines(&note, note_width, note_lines);
    lines.source = source;
}

/// Puts the cursor on the column that it was on, else on the same place.
fn find_cursor(state: &mut State, lines: &SheetLines) {
    let sheet = &mut state.sheet;
    let same =
        |wanted: &Column| lines.columns.iter().position(|column| column.column.as_ref() == Some(wanted));
    let last = lines.columns.len().saturating_sub(1);
    sheet.cursor = sheet.column.as_ref().and_then(same).unwrap_or(sheet.cursor.max(1)).min(last);
}

fn build(state: &State, before: SheetLines, width: usize) -> Result<SheetLines, ColumnError> {
    match state.drawing() {
        Drawing::List | Drawing::Table => build_table(state, before),
        Drawing::Map if map::fits(state) => map::lay_out(state),
        Drawing::Map => {
            let entries = state.counted_entries();
            let distribution = Distribution::new(&Column::Field(AREA), &state.catalog, &entries, state.lang)?;
            Ok(distribution::lay_out(state, &distribution, width))
        }
        Drawing::Comparison => Ok(comparison::lay_out(state, &state.comparison()?, width)),
        Drawing::History => Ok(match state.page_history() {
            Some(history) => comparison::lay_out(state, &history, width),
            None => SheetLines { problem: Some(state.one_page_message()), ..SheetLines::default() },
        }),
        Drawing::Distribution => Ok(distribution::lay_out(state, &state.distribution()?, width)),
        Drawing::Charts => {
            let mut lines = state
                .chart()
                .map(|chart| distribution::lay_out_chart(state, &chart, width))
                .unwrap_or_default();
            let title = |(number, title): (usize, &str)| {
                if number == 0 { format!("＋ {title}") } else { format!("{number} {title}") }
            };
            lines.tabs = Some((chart_titles(state.lang).map(title).collect(), state.sheet.chart));
            Ok(lines)
        }
    }
}

fn build_table(state: &State, before: SheetLines) -> Result<SheetLines, ColumnError> {
    let entries = state.sheet_entries();
    let (catalog, lang, view) = (&state.catalog, state.lang, &state.search.view);
    let mut columns = view.resolve_columns(catalog, &entries)?;
    if !view.has_rows_of_cases(&columns) {
        let sheet = view.sheet(catalog, entries, SheetStyle::default(), lang)?;
        // What names the group has no column of its own.
        let named = sheet.columns.len() - columns.len();
        let names = (0..named).map(|_| NAMES);
        let columns: Vec<Column> = names.chain(columns).collect();
        let mut lines = measure(state, &sheet, &columns);
        let mut own = GridRows::default();
        for row in &sheet.rows {
            let clause = match &row.key {
                RowKey::Group(_, clause) => clause.clone(),
                RowKey::Case(_) | RowKey::Field(_) => None,
            };
            own.push(GridRow { clause, ..GridRow::default() }, row_line(row, &lines.columns, lang));
        }
        lines.own = Some(own);
        return Ok(lines);
    }
    columns = with_names(columns);
    let mut lines = measure_cases(state, columns, &entries, before)?;
    lines.order = state.sheet_order(&entries);
    if let Some(base) = view.base(catalog).and_then(Result::ok) {
        lines.title = Some(lang.fill("sheet.near", &[("name", &base.name)]));
        lines.base = Some(base);
    }
    Ok(lines)
}

fn row_line(row: &SheetRow<'_>, columns: &[GridColumn], lang: Lang) -> Vec<GridCell> {
    columns.iter().enumerate().map(|(at, column)| grid_cell(row.cells.get(at), column, lang)).collect()
}

/// Places the columns from left to right: that of the names stays, the others scroll so that the cursor is on the
/// screen.
fn place_columns(state: &mut State, columns: &[GridColumn], width: usize) -> Vec<ColumnPlace> {
    let Some(names) = columns.first() else { return Vec::new() };
    // The mark of the cursor stands at the left, the last cell stays free.
    let width = width.saturating_sub(1);
    let most = if state.size.width < MEDIUM { NARROW_NAMES } else { (width / 3).max(NARROW_NAMES) };
    // Room that the other columns leave is theirs.
    let others: usize = columns.iter().skip(1).map(|column| column.width + 2).sum();
    let most = most.max(width.saturating_sub(others + 1));
    let names = ColumnPlace { column: 0, x: 1, width: names.width.min(most).min(width) };
    let sheet = &mut state.sheet;
    let last = columns.len() - 1;
    sheet.cursor = sheet.cursor.min(last);
    sheet.column = columns.get(sheet.cursor).and_then(|column| column.column.clone());
    sheet.first = sheet.first.clamp(1, last.max(1));
    if sheet.cursor > 0 {
        sheet.first = sheet.first.min(sheet.cursor);
    }
    let place_from = |first: usize| {
        let mut places = vec![names];
        let mut x = names.x + names.width;
        for (at, column) in columns.iter().enumerate().skip(first) {
            let x_here = x + if column.width <= 2 { 1 } else { 2 };
            let room = width.saturating_sub(x_here);
            // A column that fits nowhere whole is cut.
            if room < column.width && (places.len() > 1 || room == 0) {
                break;
            }
            let place = ColumnPlace { column: at, x: x_here, width: column.width.min(room) };
            x = place.x + place.width;
            places.push(place);
        }
        places
    };
    let shows = |places: &[ColumnPlace], at: usize| at == 0 || places.iter().any(|place| place.column == at);
    let mut places = place_from(sheet.first);
    while !shows(&places, sheet.cursor) && sheet.first < last {
        sheet.first += 1;
        places = place_from(sheet.first);
    }
    // No room is left free while there are columns to the left.
    while sheet.first > 1 && shows(&place_from(sheet.first - 1), last) {
        sheet.first -= 1;
        places = place_from(sheet.first);
    }
    places
}

/// Lays out the tabs: the columns that were chosen, then the sections of the form; or those of what is shown.
fn arrange_tabs(state: &mut State, panes: &SheetPanes, lines: &SheetLines) -> TabBar {
    let (titles, open): (Vec<TabTitle<'_>>, usize) = match &lines.tabs {
        Some((titles, open)) => (titles.iter().map(|title| TabTitle::of_words(title)).collect(), *open),
        None => {
            let chosen = TabTitle::of_words(state.lang.text("sheet.columns"));
            let sections = schema()
                .sections
                .iter()
                .enumerate()
                .map(|(at, spec)| TabTitle { number: Some(at + 1), short: spec.short_in(state.lang) });
            let open = open_section(state, lines).map_or(0, |section| section + 1);
            ([chosen].into_iter().chain(sections).collect(), open)
        }
    };
    let tabs: Vec<_> = titles.into_iter().map(|title| (title, TabMarks::default())).collect();
    let bar = TabBar::arrange(&tabs, open, state.sheet.first_tab, usize::from(panes.tabs.width));
    state.sheet.first_tab = bar.first();
    bar
}

/// Returns the index of the section that a table is about, or the row under its cursor.
fn open_section(state: &State, lines: &SheetLines) -> Option<usize> {
    let place = |id: &str| schema().section_place(id);
    match state.drawing() {
        Drawing::List | Drawing::Table | Drawing::Map | Drawing::Charts => state.sheet_section(),
        Drawing::Comparison | Drawing::History => place(lines.own_row(state.sheet.rows.selected)?.section?),
        Drawing::Distribution => {
            let column = state.distribution_column()?;
            place(section_of(column.fields().first()?)?)
        }
    }
}
