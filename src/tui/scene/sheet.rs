//! A table of cases in cells: its columns with their widths, the rows on the screen, the figures below them.
//!
//! The columns are measured once for each search over all rows; of the rows only those on the screen are written.

use rayon::prelude::*;

use crate::analysis::calculation::calculation;
use crate::analysis::cell::CellValue;
use crate::analysis::column_error::ColumnError;
use crate::analysis::heading::label_with_unit;
use crate::analysis::sheet::{Sheet, SheetRow, USUAL_FOOT};
use crate::analysis::view::SheetStyle;
use crate::analysis::{Aggregate, Column};
use crate::lang::Lang;
use crate::model::schema::schema;
use crate::model::{Catalog, form_effects};
use crate::text::shown::BOOKMARK;
use crate::text::width::ellipsize;
use crate::text::wrap::wrap;
use crate::tui::layout::{
    Bar, MEDIUM, Regions, SheetPanes, SheetParts, TabBar, TabMarks, TabTitle, sheet_panes,
};
use crate::tui::state::State;
use crate::tui::state::list::Row;
use crate::tui::state::sheet::Foot;
use crate::tui::state::sheet_columns::{NAMES, with_names};

use super::grid::{GridCell, GridColumn, HEAD_LINES, Likeness, WIDEST, grid_cell, grid_column, likeness};

/// On a narrow screen the column of names is no wider.
const NARROW_NAMES: usize = 10;
/// Lines of what the cell under the cursor says in full.
const NOTE_LINES: usize = 2;

/// A table of cases in cells.
#[derive(Debug, Default)]
pub struct SheetLines {
    key: Option<SheetKey>,
    /// The columns that are not hidden; the first one names the rows.
    pub columns: Vec<GridColumn>,
    /// The labels of columns that are hidden since nobody answers, and since all answer alike, with the answer.
    pub hidden: [Vec<String>; 2],
    /// The rows of groups; `None` where the rows are the cases of the list.
    groups: Option<Vec<Vec<GridCell>>>,
    /// The figures below the rows.
    pub foot: Vec<Vec<GridCell>>,
    /// The rows on the screen.
    pub lines: Vec<Vec<GridCell>>,
    /// The columns on the screen.
    pub places: Vec<ColumnPlace>,
    /// What the cell under the cursor says in full, in lines.
    pub note: Vec<String>,
    /// Where the cell under the cursor comes from.
    pub source: String,
    /// Why there is no table.
    pub problem: Option<String>,
}

/// What a table was laid out for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct SheetKey {
    searches: usize,
    sheet: usize,
    detail: usize,
}

/// Where a column is on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ColumnPlace {
    /// Its index.
    pub column: usize,
    /// Its first cell, from the left of the rows.
    pub x: usize,
    /// Its cells on the screen.
    pub width: usize,
}

impl SheetLines {
    /// Returns the number of groups; `None` where the rows are the cases of the list.
    #[must_use]
    pub fn group_count(&self) -> Option<usize> {
        self.groups.as_ref().map(Vec::len)
    }

    /// Returns the column at a cell of the screen, from the left of the rows.
    #[must_use]
    pub fn column_at(&self, x: u16) -> Option<usize> {
        let x = usize::from(x);
        self.places.iter().rev().find(|place| place.x <= x).map(|place| place.column)
    }
}

/// Places the table: measures its columns where they are others than before, and shares the body of the screen.
pub fn arrange(state: &mut State, regions: &mut Regions, before: SheetLines) -> SheetLines {
    let key = SheetKey {
        searches: state.search.searches,
        sheet: state.sheet.generation,
        detail: state.detail.generation,
    };
    let mut lines = if before.key == Some(key) {
        before
    } else {
        let mut lines = build(state).unwrap_or_else(|error| SheetLines {
            problem: Some(error.message(state.lang)),
            ..SheetLines::default()
        });
        lines.key = Some(key);
        find_cursor(state, &lines);
        lines
    };
    regions.list = None;
    regions.detail = None;
    let rows = lines.group_count().unwrap_or_else(|| state.list.rows().len());
    let foot = if state.sheet.foot == Foot::Off { 0 } else { lines.foot.len() };
    let parts = SheetParts { head: HEAD_LINES, rows, foot, note: NOTE_LINES };
    let mut panes = sheet_panes(regions.body(), parts);
    panes.tab_bar = arrange_tabs(state, &panes);
    lines.places = place_columns(state, &lines.columns, usize::from(panes.rows.width));
    regions.sheet = Some(panes);
    lines
}

/// Writes the rows on the screen and what is said of the cell under the cursor.
pub fn fill(state: &mut State, regions: &mut Regions, lines: &mut SheetLines) {
    let Some(panes) = regions.sheet.as_ref() else { return };
    let (height, note_width) = (usize::from(panes.rows.height), usize::from(panes.note.width));
    let (rows, note_lines) = (panes.rows, usize::from(panes.note.height));
    if let Some(groups) = &lines.groups {
        state.sheet.groups.reveal(groups.len(), height);
        let top = state.sheet.groups.top;
        lines.lines = groups.iter().skip(top).take(height).cloned().collect();
        regions.add_bar(Bar::Sheet, rows, groups.len(), height, top);
    } else {
        let shown = state.list.rows().iter().skip(state.list.top()).take(height);
        lines.lines = shown.map(|row| case_line(state, row, &lines.columns)).collect();
        regions.add_bar(Bar::List, rows, state.list.rows().len(), height, state.list.top());
    }
    let (note, source) = describe_cursor(state, lines);
    lines.note = wrap(&note, note_width.max(1))
        .into_iter()
        .filter_map(|range| note.get(range))
        .map(str::to_owned)
        .collect();
    if lines.note.len() > note_lines {
        lines.note.truncate(note_lines);
        if let Some(last) = lines.note.last_mut() {
            last.push('…');
            *last = ellipsize(last, note_width).into_owned();
        }
    }
    lines.source = source;
}

/// Puts the cursor on the column that it was on, else on the same place.
fn find_cursor(state: &mut State, lines: &SheetLines) {
    let sheet = &mut state.sheet;
    let same = |wanted: &Column| lines.columns.iter().position(|column| column.column == *wanted);
    let last = lines.columns.len().saturating_sub(1);
    sheet.cursor = sheet.column.as_ref().and_then(same).unwrap_or(sheet.cursor.max(1)).min(last);
}

fn build(state: &State) -> Result<SheetLines, ColumnError> {
    let entries = state.sheet_entries();
    let (catalog, lang, view) = (&state.catalog, state.lang, &state.search.view);
    let mut columns = view.resolve_columns(catalog, &entries)?;
    let is_figure = |column: &Column| matches!(column, Column::Aggregate { .. });
    if view.is_grouped() || columns.iter().all(is_figure) {
        let sheet = view.sheet(catalog, entries, SheetStyle::default(), lang)?;
        // What names the group has no column of its own.
        let named = sheet.columns.len() - columns.len();
        let names = (0..named).map(|_| NAMES);
        let columns: Vec<Column> = names.chain(columns).collect();
        let mut lines = measure(state, &sheet, &columns);
        let rows = sheet.rows.iter().map(|row| row_line(row, &lines.columns, lang)).collect();
        lines.groups = Some(rows);
        return Ok(lines);
    }
    columns = with_names(columns);
    let mut sheet = Sheet::of_cases(&columns, catalog, &entries, lang)?;
    let more = [Aggregate::Min, Aggregate::Q1, Aggregate::Q3, Aggregate::Max, Aggregate::Mean];
    let functions = match state.sheet.foot {
        Foot::Short | Foot::Off => USUAL_FOOT.to_vec(),
        Foot::Long => USUAL_FOOT.into_iter().chain(more).collect(),
    };
    sheet.add_foot(&columns, &functions, lang);
    Ok(measure(state, &sheet, &columns))
}

/// Measures the columns of a sheet, leaves out the hidden ones and writes the figures below.
fn measure(state: &State, sheet: &Sheet<'_>, columns: &[Column]) -> SheetLines {
    let lang = state.lang;
    let measured: Vec<(GridColumn, Likeness)> = columns
        .par_iter()
        .enumerate()
        .map(|(at, column)| {
            let wider = state.sheet.widths.iter().find(|(of, _)| of == column).map_or(0, |(_, by)| *by);
            (grid_column(sheet, at, column, wider, lang), likeness(sheet, at))
        })
        .collect();
    let mut lines = SheetLines::default();
    let mut kept = Vec::new();
    for (at, (column, likeness)) in measured.into_iter().enumerate() {
        let answer = |column: &GridColumn| {
            let cell = sheet.rows.first().and_then(|row| row.cells.get(at));
            let text = cell.map(|cell| cell.text(column.format, lang)).unwrap_or_default();
            format!("{}={}", column.label, ellipsize(&text, WIDEST))
        };
        match likeness {
            Likeness::Blank if at > 0 && (state.sheet.hides_blank || state.sheet.hides_same) => {
                lines.hidden[0].push(column.label);
            }
            Likeness::Same if at > 0 && state.sheet.hides_same => lines.hidden[1].push(answer(&column)),
            Likeness::Blank | Likeness::Same | Likeness::Different => {
                kept.push(at);
                lines.columns.push(column);
            }
        }
    }
    let figures = |row: &SheetRow<'_>| {
        let cells = kept.iter().zip(&lines.columns);
        let figure = |(at, column)| {
            let cell = grid_cell(row.cells.get::<usize>(at), column, lang);
            // A figure that means nothing is no blank of a page.
            if cell.is_blank { GridCell::default() } else { cell }
        };
        cells.map(|(at, column)| figure((*at, column))).collect()
    };
    lines.foot = sheet.foot.iter().map(figures).collect();
    lines
}

fn row_line(row: &SheetRow<'_>, columns: &[GridColumn], lang: Lang) -> Vec<GridCell> {
    columns.iter().enumerate().map(|(at, column)| grid_cell(row.cells.get(at), column, lang)).collect()
}

/// Returns the row of a case of the list.
fn case_line(state: &State, row: &Row, columns: &[GridColumn]) -> Vec<GridCell> {
    let Some(entry) = row.entry() else { return Vec::new() };
    let cell = |(at, column): (usize, &GridColumn)| {
        let found = column.column.cell(&state.catalog, entry, state.lang);
        let mut cell = grid_cell(Some(&found), column, state.lang);
        if at == 0 && is_bookmarked(&state.catalog, entry) {
            cell.text = ellipsize(&format!("{BOOKMARK} {}", cell.text), column.width).into_owned();
        }
        cell
    };
    columns.iter().enumerate().map(cell).collect()
}

fn is_bookmarked(catalog: &Catalog, entry: usize) -> bool {
    catalog.entries.get(entry).is_some_and(|entry| entry.bookmarked)
}

/// Places the columns from left to right: that of the names stays, the others scroll so that the cursor is on the
/// screen.
fn place_columns(state: &mut State, columns: &[GridColumn], width: usize) -> Vec<ColumnPlace> {
    let Some(names) = columns.first() else { return Vec::new() };
    // The mark of the cursor stands at the left, the last cell stays free.
    let width = width.saturating_sub(1);
    let most = if state.size.width < MEDIUM { NARROW_NAMES } else { (width / 3).max(NARROW_NAMES) };
    let names = ColumnPlace { column: 0, x: 1, width: names.width.min(most).min(width) };
    let sheet = &mut state.sheet;
    let last = columns.len() - 1;
    sheet.cursor = sheet.cursor.min(last);
    sheet.column = columns.get(sheet.cursor).map(|column| column.column.clone());
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

/// Lays out the tabs: the columns that were chosen, then the sections of the form.
fn arrange_tabs(state: &mut State, panes: &SheetPanes) -> TabBar {
    let chosen = state.lang.text("sheet.columns");
    let first = TabTitle { number: None, title: chosen, short: chosen, en: "" };
    let sections = schema().sections.iter().enumerate().map(|(at, spec)| TabTitle {
        number: Some(at + 1),
        title: spec.title,
        short: spec.short,
        en: spec.en,
    });
    let tabs: Vec<_> = [first].into_iter().chain(sections).map(|tab| (tab, TabMarks::default())).collect();
    let open = state.sheet_section().map_or(0, |section| section + 1);
    let bar = TabBar::arrange(&tabs, open, state.sheet.first_tab, usize::from(panes.tabs.width), state.lang);
    state.sheet.first_tab = bar.first();
    bar
}

/// Returns what the cell under the cursor says in full, and where that comes from.
fn describe_cursor(state: &State, lines: &SheetLines) -> (String, String) {
    let Some(column) = lines.columns.get(state.sheet.cursor) else { return Default::default() };
    let lang = state.lang;
    let label = label_with_unit(&column.label, column.unit, lang);
    if let Some(groups) = &lines.groups {
        let cell = groups.get(state.sheet.groups.selected).and_then(|row| row.get(state.sheet.cursor));
        let text = cell.map(|cell| cell.text.as_str()).unwrap_or_default();
        return (lang.fill("sheet.note", &[("label", &label), ("text", &text)]), String::new());
    }
    let Some((entry, case)) = state.open_case() else { return (label, String::new()) };
    let cell = column.column.cell(&state.catalog, entry, lang);
    let mut text = cell.text(column.format, lang).replace(['\n', '\r'], " ");
    if let (Column::Effect(at), CellValue::Mark { misread: true, .. }) = (&column.column, &cell.value) {
        let items = case.field("effects").map_or(&[][..], |field| field.value.effects());
        let item =
            form_effects(items).iter().position(|found| *found == Some(*at)).and_then(|at| items.get(at));
        let words = item.map(|item| item.text.as_str()).unwrap_or_default();
        text = lang.fill("sheet.misread", &[("text", &text), ("words", &words)]);
    }
    if cell.value == CellValue::None {
        text = cell.state.label(lang).to_owned();
    }
    let note = lang.fill("sheet.note", &[("label", &label), ("text", &text)]);
    let source = match calculation(&column.column, case, lang) {
        Some(words) => format!("= {words}"),
        None => cell.place().unwrap_or_default(),
    };
    (note, source)
}
