//! The line on top: how many cases, and the search box.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};
use unicode_segmentation::UnicodeSegmentation;

use crate::search::query::Problem;
use crate::text::sign::signs;
use crate::text::width::{cells, pad_left};
use crate::tui::headline::{brand, case_count, case_count_and_progress, found_count, greeting, search_label};
use crate::tui::scene::Scene;
use crate::tui::state::State;
use crate::tui::theme::Theme;
use crate::tui::widget::{Pen, window};

/// Draws the header; returns the caret's position while the search box is focused.
pub fn draw(buffer: &mut Buffer, state: &State, scene: &Scene, theme: Theme) -> Option<Position> {
    let area = scene.regions.header;
    let Some(line) = scene.regions.search_line else {
        let mut pen = Pen::new(buffer, area, 0);
        pen.skip(1).write(brand(state), theme.brand());
        let room = pen.room();
        pen.write(&case_count_and_progress(state, room), Style::new());
        pen.skip(3);
        pen.write(greeting(state, pen.room()), theme.quiet());
        return None;
    };
    let typing = state.is_typing();
    if line.with_left {
        let mut pen = Pen::new(buffer, area, 0);
        pen.skip(1).write(brand(state), theme.brand()).write(&case_count(state), Style::new());
    }
    let style = if typing { theme.accent() } else { theme.strong() };
    Pen::new(buffer, line.label, 0).write(&search_label(state), style);
    let frame = Rect { x: line.text.x.saturating_sub(1), width: line.text.width.saturating_add(2), ..area };
    let frame_style = if typing { theme.accent() } else { theme.quiet() };
    let [left, right] = signs().tab;
    Pen::new(buffer, frame, 0).write(left, frame_style).skip_to_right(right).write(right, frame_style);
    let width = usize::from(line.text.width);
    let window = window(state.search.text(), state.search.input.cursor(), width);
    let mut pen = Pen::new(buffer, line.text, 0);
    pen.write(window.before, theme.quiet());
    write_query(&mut pen, state, window.shown, theme);
    pen.write(window.behind, theme.quiet());
    if typing && state.search.text().is_empty() {
        // The caret's cell stays free.
        let room = pen.skip(1).room();
        let forms = ["browser.search_takes", "browser.search_takes_short"].map(|id| state.lang.text(id));
        let fitting = forms.into_iter().find(|words| cells(words) <= room);
        pen.write(fitting.unwrap_or_default(), theme.quiet());
    }
    let count = pad_left(&found_count(state), usize::from(line.count.width));
    Pen::new(buffer, line.count, 0).write(&count, Style::new());
    let x = line.text.x.saturating_add(u16::try_from(window.caret).unwrap_or(u16::MAX));
    let last = area.right().saturating_sub(1);
    typing.then_some(Position { x: x.min(last), y: area.y })
}

/// Writes a part of the query text, with problems underlined.
fn write_query(pen: &mut Pen<'_>, state: &State, shown: Range<usize>, theme: Theme) {
    let text = state.search.text();
    let problems = &state.search.query.problems;
    let part = text.get(shown.clone()).unwrap_or_default();
    for (byte, grapheme) in part.grapheme_indices(true) {
        let at = shown.start + byte;
        let here = problems.iter().filter(|problem| problem.span.contains(&at));
        let gravity = here.map(Problem::gravity).max();
        // What only says how the cases are shown stands back.
        let is_view = state.search.query.view.iter().any(|view| view.clause.contains(&at));
        let plain = if is_view { theme.quiet() } else { theme.strong() };
        let style = gravity.map_or(plain, |gravity| theme.underlined(gravity));
        let is_selected = state.search.is_selected && !is_view;
        pen.write(grapheme, if is_selected { style.add_modifier(Modifier::REVERSED) } else { style });
    }
}
