//! The table of cases: its title, its tabs, the heads of its columns, its rows, the figures below them, and what the
//! cell under the cursor says in full.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use crate::search::query::{Drawing, ViewKind};
use crate::text::sign::signs;
use crate::text::width::{ellipsize, pad, pad_left};
use crate::tui::layout::{Bar, SheetPanes};
use crate::tui::scene::Scene;
use crate::tui::scene::grid::{CellStyle, GridCell};
use crate::tui::scene::sheet_lines::ColumnPlace;
use crate::tui::state::State;
use crate::tui::state::order::column_label;
use crate::tui::theme::Theme;
use crate::tui::widget::{Pen, TitleLine, paragraph};

use super::{bars, notice, selection, tab_bar};

/// Draws the table, if it is on the screen.
pub fn draw(buffer: &mut Buffer, state: &State, scene: &Scene, theme: Theme) {
    let Some(panes) = &scene.regions.sheet else { return };
    draw_title(buffer, state, scene, theme, panes);
    tab_bar::draw(buffer, &panes.tab_bar, panes.tabs, theme);
    tab_bar::draw_rule(buffer, panes.rule, theme);
    if let Some(problem) = &scene.sheet.problem {
        let area = Rect { x: panes.tabs.x, width: panes.tabs.width, ..panes.rows };
        paragraph(buffer, area, &[(problem.clone(), theme.problem())]);
        return;
    }
    if scene.sheet.own_count().is_none() && state.list.rows().is_empty() {
        let area = Rect { x: panes.tabs.x, width: panes.tabs.width, ..panes.rows };
        notice::draw_nothing_found(buffer, state, theme, area);
        return;
    }
    draw_heads(buffer, state, scene, theme, panes);
    if scene.sheet.tiles.is_empty() {
        draw_rows(buffer, state, scene, theme, panes);
    } else {
        draw_tiles(buffer, state, scene, theme, panes);
    }
    tab_bar::draw_rule(buffer, panes.foot_rule, theme);
    for (line, row) in (0..panes.foot.height).zip(&scene.sheet.foot) {
        for place in &scene.sheet.places {
            let style = if place.column == 0 { theme.quiet() } else { Style::new() };
            draw_cell(buffer, scene, panes.foot, line, *place, row.get(place.column), style);
        }
    }
    tab_bar::draw_rule(buffer, panes.note_rule, theme);
    let hidden = hidden_words(state, scene);
    if !hidden.is_empty() {
        let mut pen = Pen::new(buffer, panes.note_rule, 0);
        pen.skip(1);
        let room = pen.room().saturating_sub(3);
        pen.write(&format!(" {} ", ellipsize(&hidden, room)), theme.accent());
    }
    for (line, words) in (0..panes.note.height).zip(&scene.sheet.note) {
        Pen::new(buffer, panes.note, line).write(words, Style::new());
    }
    bars::draw(buffer, scene, theme, Bar::List);
    bars::draw(buffer, scene, theme, Bar::Sheet);
}

/// Draws the title with the order, the place of the cursor and where its cell comes from.
fn draw_title(buffer: &mut Buffer, state: &State, scene: &Scene, theme: Theme, panes: &SheetPanes) {
    let focused = !state.is_covered();
    let (style, lines) = theme.border(focused);
    let title = scene.sheet.title.clone().unwrap_or_else(|| title(state, scene));
    let (row, rows) = match scene.sheet.own_count() {
        Some(count) => (state.sheet.rows.selected, count),
        None => (state.list.selected(), state.list.rows().len()),
    };
    let columns = scene.sheet.columns.len();
    let position = if rows == 0 || columns == 0 || !scene.sheet.intro.is_empty() {
        String::new()
    } else {
        let numbers: [(&str, &dyn std::fmt::Display); 4] = [
            ("row", &(row + 1)),
            ("rows", &rows),
            ("column", &(state.sheet.cursor + 1)),
            ("columns", &columns),
        ];
        state.lang.fill("sheet.position", &numbers)
    };
    let title_style = if focused { theme.strong() } else { Style::new() };
    let (line, source) = (lines.horizontal_top, scene.sheet.source.as_str());
    TitleLine { line, style, title: &title, title_style, aside: "", source, position: &position }
        .draw(buffer, panes.outer);
}

/// Returns the title: what the rows are, and their order.
fn title(state: &State, scene: &Scene) -> String {
    let lang = state.lang;
    if state.search.view.is_grouped() {
        let name = state.search.query.view_text(ViewKind::Groups).unwrap_or_default();
        return lang.fill("sheet.groups", &[("name", &name)]);
    }
    let order = match &scene.sheet.order {
        Some((column, descending)) => column_label(column, *descending, lang),
        None if state.search.query.is_empty() => state.list.order().label(false, lang),
        None => state.list.order().label(true, lang),
    };
    let title = lang.fill("sheet.title", &[("order", &order)]);
    let is_small = (1..SMALL).contains(&state.list.rows().len());
    if is_small { format!("{title} · {}", lang.text("sheet.small")) } else { title }
}

/// Medians of fewer cases look like statistics and are none.
const SMALL: usize = 5;

/// Returns what is hidden, in words; empty where nothing is asked to be.
fn hidden_words(state: &State, scene: &Scene) -> String {
    let words = |is_on: bool, names: &[String], id: &'static str, none: &'static str| {
        let count = names.len();
        let joined = names.join(state.lang.text("analysis.item_comma"));
        match (is_on, count) {
            (false, _) => String::new(),
            (true, 0) => state.lang.text(none).to_owned(),
            (true, _) => state.lang.fill(id, &[("count", &count), ("names", &joined)]),
        }
    };
    if state.drawing() != Drawing::Table || scene.sheet.own_count().is_some() {
        return String::new();
    }
    let [blank, same] = &scene.sheet.hidden;
    let sheet = &state.sheet;
    let blank = words(
        sheet.hides_blank || (sheet.hides_same && !blank.is_empty()),
        blank,
        "sheet.hidden_blank",
        "sheet.nothing_blank",
    );
    let same = words(sheet.hides_same, same, "sheet.hidden_same", "sheet.nothing_same");
    [same, blank].into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// Draws the heads of the columns, that of the cursor and that of the order marked.
fn draw_heads(buffer: &mut Buffer, state: &State, scene: &Scene, theme: Theme, panes: &SheetPanes) {
    if !scene.sheet.intro.is_empty() {
        for (line, words) in (0..panes.head.height).zip(&scene.sheet.intro) {
            let style = if line == 0 { theme.strong() } else { Style::new() };
            Pen::new(buffer, panes.head, line).skip(1).write(words, style);
        }
        return;
    }
    let order = &scene.sheet.order;
    for place in &scene.sheet.places {
        let Some(column) = scene.sheet.columns.get(place.column) else { continue };
        let style = if place.column == state.sheet.cursor {
            theme.accent().add_modifier(Modifier::UNDERLINED)
        } else {
            theme.strong()
        };
        let mark = match order {
            Some((by, descending)) if Some(by) == column.column.as_ref() => {
                if *descending {
                    "▼"
                } else {
                    "▲"
                }
            }
            Some(_) | None => "",
        };
        for (line, words) in (0..panes.head.height).zip(&column.head) {
            let mut words = words.clone();
            if line == 1 && !mark.is_empty() {
                words = format!("{mark}{words}");
            }
            let cell = GridCell::new(words, CellStyle::Plain);
            let style = if line == 0 || column.unit.is_empty() { style } else { theme.quiet() };
            draw_cell(buffer, scene, panes.head, line, *place, Some(&cell), style);
        }
    }
    let [left, right] = signs().more;
    let first = scene.sheet.places.get(1).map_or(1, |place| place.column);
    let last = scene.sheet.places.last().map_or(0, |place| place.column);
    if first > 1 {
        Pen::new(buffer, panes.head, 0).write(left, theme.accent());
    }
    if last + 1 < scene.sheet.columns.len() {
        let end = usize::from(panes.head.width).saturating_sub(1);
        Pen::new(buffer, panes.head, 0).skip(end).write(right, theme.accent());
    }
}

/// Draws the rows on the screen; the selected one and its cell under the cursor stand out.
fn draw_rows(buffer: &mut Buffer, state: &State, scene: &Scene, theme: Theme, panes: &SheetPanes) {
    let selected = match scene.sheet.own_count() {
        Some(_) => state.sheet.rows.selected,
        None => state.list.selected(),
    };
    let mut is_first = true;
    for (line, row) in (0..panes.rows.height).zip(&scene.sheet.lines) {
        if let Some(heading) = &row.heading {
            draw_heading(buffer, panes.rows, line, heading, theme);
            continue;
        }
        if let Some(remark) = &row.remark {
            Pen::new(buffer, panes.rows, line).skip(1).write(remark, theme.quiet());
            continue;
        }
        let is_selected = row.row == Some(selected);
        for place in &scene.sheet.places {
            let cell = row.cells.get(place.column);
            let own = cell.map(|cell| cell.style).unwrap_or_default();
            let names_row = own == CellStyle::Plain && is_selected && place.column == 0;
            let style = if names_row { theme.strong() } else { style_of(own, theme) };
            draw_cell(buffer, scene, panes.rows, line, *place, cell, style);
        }
        if is_selected {
            let area = Rect { y: panes.rows.y + line, height: 1, ..panes.rows };
            selection::draw(buffer, area, theme);
            let under = scene.sheet.places.iter().find(|place| place.column == state.sheet.cursor);
            if let Some(place) = under.filter(|_| is_first) {
                let x = area.x.saturating_add(u16::try_from(place.x).unwrap_or(u16::MAX));
                let width = u16::try_from(place.width).unwrap_or(u16::MAX);
                theme.style_cursor_cell(buffer, Rect { x, width, ..area }.intersection(area));
            }
            is_first = false;
        }
    }
}

fn style_of(style: CellStyle, theme: Theme) -> Style {
    match style {
        CellStyle::Plain => Style::new(),
        CellStyle::Quiet => theme.quiet(),
        CellStyle::Strong => theme.strong(),
        CellStyle::Accent => theme.accent(),
    }
}

/// Draws the tiles of a map.
fn draw_tiles(buffer: &mut Buffer, state: &State, scene: &Scene, theme: Theme, panes: &SheetPanes) {
    for (at, tile) in scene.sheet.tiles.iter().enumerate() {
        for (line, cell) in tile.lines.iter().enumerate() {
            let y = u16::try_from(tile.row * tile.lines.len() + line).unwrap_or(u16::MAX);
            let mut pen = Pen::new(buffer, panes.rows, y);
            let x = pen.skip(tile.x).x();
            let end = pen.write(&cell.text, style_of(cell.style, theme)).x();
            if at == state.sheet.rows.selected {
                let y = panes.rows.y.saturating_add(y);
                theme.style_selected(buffer, Rect { x, y, width: end.saturating_sub(x), height: 1 });
            }
        }
    }
}

/// Draws a heading between rows: its words in a rule.
fn draw_heading(buffer: &mut Buffer, area: Rect, line: u16, heading: &str, theme: Theme) {
    let mut pen = Pen::new(buffer, area, line);
    pen.write(&signs().rule.repeat(2), theme.quiet());
    let words = format!(" {} ", ellipsize(heading, pen.room().saturating_sub(4)));
    pen.write(&words, theme.strong());
    let rest = signs().rule.repeat(pen.room());
    pen.write(&rest, theme.quiet());
}

/// Draws a cell at its place in a line, numbers at the right.
fn draw_cell(
    buffer: &mut Buffer,
    scene: &Scene,
    area: Rect,
    line: u16,
    place: ColumnPlace,
    cell: Option<&GridCell>,
    style: Style,
) {
    let text = cell.map(|cell| cell.text.as_str()).unwrap_or_default();
    let right = scene.sheet.columns.get(place.column).is_some_and(|column| column.right);
    let text = ellipsize(text, place.width);
    let words = if right { pad_left(&text, place.width) } else { pad(&text, place.width) };
    Pen::new(buffer, area, line).skip(place.x).write(&words, style);
}
