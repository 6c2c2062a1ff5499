//! The case list: two lines a case, then the files that could not be read.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;

use crate::model::{Case, CaseSign, Diagnostic};
use crate::search::query::ViewKind;
use crate::search::{Hit, NameField};
use crate::text::shown::{BOOKMARK, MARK, shown};
use crate::text::width::{ELLIPSIS, cells, ellipsize, ellipsize_start};
use crate::tui::layout::{Bar, Pane, ROW_HEIGHT, ScrollPane};
use crate::tui::scene::Scene;
use crate::tui::state::State;
use crate::tui::state::list::Row;
use crate::tui::theme::Theme;
use crate::tui::widget::{Panel, Pen};

use super::{bars, notice, selection};

/// Draws the list, if it is on the screen.
pub fn draw(buffer: &mut Buffer, state: &State, scene: &Scene, theme: Theme) {
    let Some(pane) = scene.regions.list else { return };
    draw_border(buffer, state, theme, pane);
    let rows = state.list.rows();
    if rows.is_empty() {
        return draw_empty(buffer, state, scene, theme, pane.rows);
    }
    let mut line = 0;
    for (place, row) in rows.iter().enumerate().skip(state.list.top()) {
        if line >= pane.rows.height {
            break;
        }
        let height = u16::try_from(ROW_HEIGHT).unwrap_or(u16::MAX).min(pane.rows.height - line);
        let area = Rect { y: pane.rows.y + line, height, ..pane.rows };
        let selected = place == state.list.selected();
        match row {
            Row::Case(entry) => {
                if let Some(case) = state.catalog.case(*entry) {
                    let hit = state.search.hits().and_then(|hits| hits.get(place));
                    let bookmarked =
                        state.catalog.entries.get(*entry).is_some_and(|entry| entry.has(CaseSign::Bookmark));
                    let marked = state.is_marked(*entry);
                    draw_case(buffer, area, &Drawn { case, hit, selected, bookmarked, marked }, state, theme);
                }
            }
            Row::Problem(place) => {
                if let Some(problem) = state.catalog.diagnostics.get(*place) {
                    draw_problem(buffer, area, problem, selected, state, theme);
                }
            }
        }
        if selected {
            draw_selection(buffer, area, state, theme);
        }
        line += height;
    }
    bars::draw(buffer, scene, theme, Bar::List);
}

/// Draws the border with the order and the position.
fn draw_border(buffer: &mut Buffer, state: &State, theme: Theme, pane: ScrollPane) {
    let focused = state.pane == Pane::List && !state.is_covered();
    let (style, lines) = theme.border(focused);
    let sorted = state.search.query.view_text(ViewKind::Sort).filter(|_| state.search.is_sorted);
    let sorted = sorted.map(|columns| format!("順:{columns}"));
    let order = match (sorted, state.search.hits()) {
        (Some(sorted), _) => sorted,
        (None, Some(_)) => state.lang.text("order.relevance").to_owned(),
        (None, None) => state.lang.text(state.list.order().label_id()).to_owned(),
    };
    let title = state.lang.fill("browser.list", &[("order", &order)]);
    let rows = state.list.rows().len();
    let place = if rows == 0 { String::new() } else { format!("{}/{rows}", state.list.selected() + 1) };
    let title_style = if focused { theme.strong() } else { Style::new() };
    Panel { lines, style, title: &title, title_style, bottom_left: "", bottom_right: &place }
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
    case: &'a Case,
    hit: Option<&'a Hit>,
    selected: bool,
    bookmarked: bool,
    marked: bool,
}

/// Draws a case: name and prefectures, below them the second line.
fn draw_case(buffer: &mut Buffer, area: Rect, drawn: &Drawn<'_>, state: &State, theme: Theme) {
    let Drawn { case, hit, selected, bookmarked, marked } = *drawn;
    let words = Rect { x: area.x.saturating_add(1), width: area.width.saturating_sub(2), ..area };
    let prefectures = case.prefectures.join("、");
    // The name keeps at least two thirds of the line.
    let room = usize::from(words.width);
    let right = ellipsize(&prefectures, room / 3).into_owned();
    let field = if case.nickname.is_some() { NameField::Nickname } else { NameField::Name };
    let signs = [(marked, MARK), (bookmarked, BOOKMARK)];
    let mark: usize = signs.iter().filter(|(is_set, _)| *is_set).map(|(_, sign)| cells(sign) + 1).sum();
    let name_room = room.saturating_sub(cells(&right) + 1 + mark);
    let style = if selected { theme.strong() } else { Style::new() };
    let mut pen = Pen::new(buffer, words, 0);
    let query = &state.search.prepared;
    let ranges = |field| hit.map(|hit| query.ranges_in_name(case, field, hit)).unwrap_or_default();
    write_lit(&mut pen, &case.short_name(), &ranges(field), name_room, style, theme);
    for (_, sign) in signs.into_iter().filter(|(is_set, _)| *is_set) {
        pen.skip(1).write(sign, theme.bookmark());
    }
    pen.skip_to_right(&right);
    let in_prefectures = ranges(NameField::Prefectures);
    write_lit(&mut pen, &right, &in_prefectures, cells(&right), theme.quiet(), theme);
    let SecondLine { label, text, lit } = second_line(case, hit, field, state);
    let mut pen = Pen::new(buffer, words, 1);
    // The words that were found matter more than where.
    let most = (pen.room() * 2 / 5).saturating_sub(1);
    if !label.is_empty() {
        let label = ellipsize(&label, most).into_owned();
        let lit = query.ranges_in_label(&label);
        pen.write_lit(&label, &lit, theme.quiet(), theme.lit(theme.quiet())).skip(1);
    }
    let room = pen.room();
    write_lit(&mut pen, text, &lit, room, theme.quiet(), theme);
}

/// The words below a case's name.
struct SecondLine<'a> {
    /// What the text is, where it is not the full name.
    label: String,
    text: &'a str,
    lit: Vec<Range<usize>>,
}

/// Returns the full name, or during a search a matching text that the names do not show.
fn second_line<'a>(case: &'a Case, hit: Option<&Hit>, above: NameField, state: &State) -> SecondLine<'a> {
    let query = &state.search.prepared;
    let (name, field) = if case.nickname.is_some() {
        (case.name.as_str(), NameField::Name)
    } else {
        (case.field_text("lead_organisation"), NameField::LeadOrganisation)
    };
    let lit = |field| hit.map(|hit| query.ranges_in_name(case, field, hit)).unwrap_or_default();
    let in_name = lit(field);
    let plain = SecondLine { label: String::new(), text: name, lit: in_name };
    let shown = [above, NameField::Prefectures, field];
    let Some(hit) = hit.filter(|hit| !query.is_shown_by(case, hit, &shown)) else { return plain };
    let found = query.best_field(case, hit, &shown, &state.index);
    let found = found.and_then(|(section, field)| {
        let section = case.sections.get(section)?;
        Some((section, section.fields.get(field)?))
    });
    match found {
        Some((section, field)) => SecondLine {
            label: field.label_in(state.lang).to_owned(),
            text: &field.text,
            lit: query.ranges_in_value(section, field),
        },
        None if lit(NameField::Id).is_empty() => plain,
        None => SecondLine { label: "id".to_owned(), text: &case.id, lit: lit(NameField::Id) },
    }
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
    let words = Rect { x: area.x.saturating_add(1), width: area.width.saturating_sub(2), ..area };
    let mut pen = Pen::new(buffer, words, 0);
    pen.write("✗ ", theme.problem());
    let path = shown(&problem.path);
    let path = ellipsize_start(&path, pen.room());
    pen.write(&path, if selected { theme.strong() } else { Style::new() });
    let reason = problem.message(state.lang);
    Pen::new(buffer, words, 1)
        .skip(2)
        .write(&ellipsize(&reason, usize::from(words.width).saturating_sub(2)), theme.quiet());
}
