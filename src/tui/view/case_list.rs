//! The case list: a line or two a case, then the files that could not be read.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;

use crate::model::{Case, CaseSign, Diagnostic};
use crate::search::{Hit, NameField};
use crate::text::shown::{BOOKMARK, MARK, shown};
use crate::text::width::{ELLIPSIS, cells, ellipsize, ellipsize_start, pad, pad_left};
use crate::tui::layout::{Bar, Pane, ScrollPane};
use crate::tui::scene::Scene;
use crate::tui::state::State;
use crate::tui::state::list::{Row, RowShape};
use crate::tui::theme::Theme;
use crate::tui::widget::{Pen, TitleLine};

use super::list_columns::{AREA, ListColumn, column_words, columns_width, figures_line, list_columns};
use super::{bars, notice, selection};

/// Draws the list, if it is on the screen.
pub fn draw(buffer: &mut Buffer, state: &State, scene: &Scene, theme: Theme) {
    let Some(pane) = scene.regions.list else { return };
    draw_title(buffer, state, theme, pane);
    let rows = state.list.rows();
    if rows.is_empty() {
        return draw_empty(buffer, state, scene, theme, pane.rows);
    }
    let height = scene.regions.row_lines.max(1);
    let visible = usize::from(pane.rows.height).div_ceil(usize::from(height));
    let on_screen = state.list.top()..(state.list.top() + visible).min(rows.len());
    let found = hit_lines(state, on_screen.clone());
    let columns = match state.row_shape() {
        RowShape::OneLine => list_columns(state, usize::from(pane.rows.width).saturating_sub(1)),
        RowShape::TwoLines => Vec::new(),
    };
    let mut line = 0;
    for (place, found) in on_screen.zip(found) {
        let height = height.min(pane.rows.height.saturating_sub(line));
        let area = Rect { y: pane.rows.y + line, height, ..pane.rows };
        let selected = place == state.list.selected();
        match rows.get(place) {
            Some(Row::Case(entry)) => {
                if let Some(case) = state.catalog.case(*entry) {
                    let hit = state.search.hits().and_then(|hits| hits.get(place));
                    let drawn = Drawn { entry: *entry, case, hit, selected, found };
                    draw_case(buffer, area, &drawn, &columns, state, theme);
                }
            }
            Some(Row::Problem(place)) => {
                if let Some(problem) = state.catalog.diagnostics.get(*place) {
                    draw_problem(buffer, area, problem, selected, state, theme);
                }
            }
            None => {}
        }
        if selected {
            draw_selection(buffer, area, state, theme);
        }
        line += height;
    }
    bars::draw(buffer, scene, theme, Bar::List);
}

/// Draws the title with the order and the position.
fn draw_title(buffer: &mut Buffer, state: &State, theme: Theme, pane: ScrollPane) {
    let focused = state.pane == Pane::List && !state.is_covered();
    let (style, lines) = theme.border(focused);
    let order = state.order_label();
    let title = state.lang.fill("browser.list", &[("order", &order)]);
    let rows = state.list.rows().len();
    let place = if rows == 0 { String::new() } else { format!("{}/{rows}", state.list.selected() + 1) };
    let title_style = if focused { theme.strong() } else { Style::new() };
    let line = lines.horizontal_top;
    TitleLine { line, style, title: &title, title_style, aside: "", source: "", position: &place }
        .draw(buffer, pane.outer);
}

/// Draws why the list is empty, unless the detail does.
fn draw_empty(buffer: &mut Buffer, state: &State, scene: &Scene, theme: Theme, area: Rect) {
    // Where the detail is on the screen, it has more room for the words.
    if scene.regions.detail.is_none() {
        notice::draw(buffer, state, theme, area);
    }
}

/// Draws the row as selected; while another pane has the keys, it has only a mark.
fn draw_selection(buffer: &mut Buffer, row: Rect, state: &State, theme: Theme) {
    match state.pane {
        Pane::List => selection::draw(buffer, row, theme),
        Pane::Fields => selection::draw_mark(buffer, row, theme.quiet()),
    }
}

/// A case as the list shows it.
struct Drawn<'a> {
    entry: usize,
    case: &'a Case,
    hit: Option<&'a Hit>,
    selected: bool,
    /// What the search found in it, where that tells the rows apart.
    found: Option<HitLine<'a>>,
}

/// Draws a case: its name with its signs, then columns, or below it the second line.
fn draw_case(
    buffer: &mut Buffer,
    area: Rect,
    drawn: &Drawn<'_>,
    columns: &[ListColumn],
    state: &State,
    theme: Theme,
) {
    let words = Rect { x: area.x.saturating_add(1), width: area.width.saturating_sub(1), ..area };
    match state.row_shape() {
        RowShape::OneLine => draw_in_one_line(buffer, words, drawn, columns, state, theme),
        RowShape::TwoLines => draw_in_two_lines(buffer, words, drawn, state, theme),
    }
}

/// Draws the name, and the columns or what the search found at the right.
fn draw_in_one_line(
    buffer: &mut Buffer,
    area: Rect,
    drawn: &Drawn<'_>,
    columns: &[ListColumn],
    state: &State,
    theme: Theme,
) {
    let mut pen = Pen::new(buffer, area, 0);
    let all = pen.room();
    // What the list is sorted by stays beside what was found.
    let sorted: Vec<&ListColumn> = columns.iter().filter(|column| column.is_sorted).collect();
    let name_beside_hit = (all * 2 / 5).max(LEAST_BESIDE_HIT);
    let hit_room = all.saturating_sub(name_beside_hit + 1 + columns_width(&sorted));
    let found = drawn.found.as_ref().filter(|_| hit_room >= LEAST_HIT);
    let shown = if found.is_some() { sorted } else { columns.iter().collect() };
    let name_room = if found.is_some() { name_beside_hit } else { all.saturating_sub(columns_width(&shown)) };
    draw_name(&mut pen, drawn, name_room, state, theme);
    pen.skip(name_room.saturating_sub(all - pen.room()));
    if let Some(found) = found {
        pen.skip(1);
        draw_hit_line(&mut pen, found, hit_room, state, theme);
        let used = all - pen.room();
        pen.skip((name_room + 1 + hit_room).saturating_sub(used));
    }
    for column in shown {
        let text = column_words(state, drawn.entry, &column.column);
        let text = ellipsize(&text, column.width);
        let is_text = column.column == AREA;
        let padded = if is_text { pad(&text, column.width) } else { pad_left(&text, column.width) };
        let style = if column.is_sorted { Style::new() } else { theme.quiet() };
        let ranges = |hit| state.search.prepared.ranges_in_name(drawn.case, NameField::Prefectures, hit);
        let lit = drawn.hit.filter(|_| is_text).map(ranges).unwrap_or_default();
        pen.skip(1).write_lit(&padded, &lit, style, theme.lit(style));
    }
}

/// The least cells of a name beside what the search found, and of that.
const LEAST_BESIDE_HIT: usize = 12;
const LEAST_HIT: usize = 10;
/// In fewer cells only the words that were found are shown, and not where.
const LEAST_LABELLED: usize = 24;

/// Draws the name with prefectures at its right, below it what the search found, else figures.
fn draw_in_two_lines(buffer: &mut Buffer, area: Rect, drawn: &Drawn<'_>, state: &State, theme: Theme) {
    let prefectures = drawn.case.prefectures.join("、");
    // The name keeps at least two thirds of the line.
    let room = usize::from(area.width);
    let right = ellipsize(&prefectures, room / 3).into_owned();
    let mut pen = Pen::new(buffer, area, 0);
    draw_name(&mut pen, drawn, room.saturating_sub(cells(&right) + 1), state, theme);
    pen.skip_to_right(&right);
    let ranges = |hit| state.search.prepared.ranges_in_name(drawn.case, NameField::Prefectures, hit);
    let lit = drawn.hit.map(ranges).unwrap_or_default();
    write_lit(&mut pen, &right, &lit, cells(&right), theme.quiet(), theme);
    let mut pen = Pen::new(buffer, area, 1);
    match &drawn.found {
        Some(found) => draw_hit_line(&mut pen, found, room, state, theme),
        None => {
            let figures = figures_line(state, drawn.entry, room);
            pen.write(&ellipsize(&figures, room), theme.quiet());
        }
    }
}

/// Draws the usual name of a case with the signs of bookmark and mark into `room` cells.
fn draw_name(pen: &mut Pen<'_>, drawn: &Drawn<'_>, room: usize, state: &State, theme: Theme) {
    let sign = |sign| state.catalog.entries.get(drawn.entry).is_some_and(|entry| entry.has(sign));
    let signs = [(state.is_marked(drawn.entry), MARK), (sign(CaseSign::Bookmark), BOOKMARK)];
    let signs: Vec<&str> = signs.into_iter().filter(|(is_set, _)| *is_set).map(|(_, sign)| sign).collect();
    let taken: usize = signs.iter().map(|sign| cells(sign) + 1).sum();
    let style = if drawn.selected { theme.strong() } else { Style::new() };
    let ranges = |hit| state.search.prepared.ranges_in_name(drawn.case, name_field(drawn.case), hit);
    let lit = drawn.hit.map(ranges).unwrap_or_default();
    write_lit(pen, &drawn.case.short_name(), &lit, room.saturating_sub(taken), style, theme);
    for sign in signs {
        pen.skip(1).write(sign, theme.bookmark());
    }
}

/// Returns which name of a case its row shows.
fn name_field(case: &Case) -> NameField {
    if case.nickname.is_some() { NameField::Nickname } else { NameField::Name }
}

/// Words of a case that the search found and that its row does not show otherwise.
#[derive(PartialEq)]
struct HitLine<'a> {
    /// What the text is; empty for the full name.
    label: String,
    text: &'a str,
    lit: Vec<Range<usize>>,
}

/// Draws what was found into `room` cells.
fn draw_hit_line(pen: &mut Pen<'_>, found: &HitLine<'_>, room: usize, state: &State, theme: Theme) {
    // The words that were found matter more than where.
    let most = (room * 2 / 5).saturating_sub(1);
    let mut room = room;
    if !found.label.is_empty() && room >= LEAST_LABELLED {
        let label = ellipsize(&found.label, most).into_owned();
        let lit = state.search.prepared.ranges_in_label(&label);
        pen.write_lit(&label, &lit, theme.quiet(), theme.lit(theme.quiet())).skip(1);
        room = room.saturating_sub(cells(&label) + 1);
    }
    write_lit(pen, found.text, &found.lit, room, theme.quiet(), theme);
}

/// Returns for each row what the search found in it; nothing where that is the same in all of them, since it does not
/// tell them apart.
fn hit_lines(state: &State, rows: Range<usize>) -> Vec<Option<HitLine<'_>>> {
    let line = |place: usize| {
        let hit = state.search.hits()?.get(place)?;
        hit_line(state.catalog.case(hit.entry)?, hit, state)
    };
    let mut lines: Vec<Option<HitLine<'_>>> = rows.map(line).collect();
    let words =
        |line: &Option<HitLine<'_>>| line.as_ref().map(|line| (line.label.clone(), line.text.to_owned()));
    let first = lines.first().and_then(words);
    if lines.len() > 1 && first.is_some() && lines.iter().all(|line| words(line) == first) {
        lines.fill_with(|| None);
    }
    lines
}

/// Returns the words of a case that match and that its name and prefectures do not show; `None` if there are none.
fn hit_line<'a>(case: &'a Case, hit: &Hit, state: &State) -> Option<HitLine<'a>> {
    let query = &state.search.prepared;
    let shown = [name_field(case), NameField::Prefectures];
    if query.is_shown_by(case, hit, &shown) {
        return None;
    }
    let found = query.best_field(case, hit, &shown, &state.index);
    let found = found.and_then(|(section, field)| {
        let section = case.sections.get(section)?;
        Some((section, section.fields.get(field)?))
    });
    if let Some((section, field)) = found {
        let lit = query.ranges_in_value(section, field);
        return Some(HitLine { label: field.label_in(state.lang).to_owned(), text: &field.text, lit });
    }
    let others = [(NameField::Name, "", case.name.as_str()), (NameField::Id, "id", case.id.as_str())];
    let others = others.map(|(field, label, text)| {
        let lit = query.ranges_in_name(case, field, hit);
        (!lit.is_empty()).then(|| HitLine { label: label.to_owned(), text, lit })
    });
    others.into_iter().flatten().next()
}

/// Writes a text with matched letters into `room` cells; cuts its beginning if the first match would be cut
/// off.
fn write_lit(pen: &mut Pen<'_>, text: &str, lit: &[Range<usize>], room: usize, style: Style, theme: Theme) {
    let start = lit.first().map_or(0, |first| visible_start(text, first, room));
    let tail = text.get(start..).unwrap_or_default();
    let room = if start > 0 {
        pen.write(ELLIPSIS, style);
        room.saturating_sub(cells(ELLIPSIS))
    } else {
        room
    };
    let shown = ellipsize(tail, room);
    let whole = shown.len() == tail.len();
    let kept = if whole { shown.len() } else { shown.trim_end_matches(ELLIPSIS).len() };
    let moved: Vec<Range<usize>> = lit
        .iter()
        .map(|range| range.start.saturating_sub(start)..range.end.saturating_sub(start).min(kept))
        .filter(|range| !range.is_empty())
        .collect();
    pen.write_lit(&shown, &moved, style, theme.lit(style));
}

/// Returns the byte to begin at so that the first match is within `room` cells.
fn visible_start(text: &str, first: &Range<usize>, room: usize) -> usize {
    let end = cells(text.get(..first.end).unwrap_or_default());
    if end < room || cells(text) <= room {
        return 0;
    }
    // A third of the line stays before them.
    let wanted = (end + room / 3).saturating_sub(room) + 2;
    let mut passed = 0;
    for (byte, grapheme) in text.grapheme_indices(true) {
        if passed >= wanted || byte >= first.start {
            return byte;
        }
        passed += cells(grapheme);
    }
    0
}

/// Draws an error row: the path, below it the reason.
fn draw_problem(
    buffer: &mut Buffer,
    area: Rect,
    problem: &Diagnostic,
    selected: bool,
    state: &State,
    theme: Theme,
) {
    let words = Rect { x: area.x.saturating_add(1), width: area.width.saturating_sub(1), ..area };
    let mut pen = Pen::new(buffer, words, 0);
    pen.write("✗ ", theme.problem());
    let path = shown(&problem.path);
    let path = ellipsize_start(&path, pen.room());
    pen.write(&path, if selected { theme.strong() } else { Style::new() });
    let reason = problem.message(state.lang);
    if area.height == 1 {
        pen.skip(2).write(&reason, theme.quiet());
        return;
    }
    Pen::new(buffer, words, 1)
        .skip(2)
        .write(&ellipsize(&reason, usize::from(words.width).saturating_sub(2)), theme.quiet());
}
