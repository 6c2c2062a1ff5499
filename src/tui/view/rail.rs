//! The rail: the sections of the open case one below the other, with hits and how many fields are filled.

use ratatui::buffer::Buffer;
use ratatui::style::Style;

use crate::text::sign::signs;
use crate::text::width::{cells, ellipsize};
use crate::tui::layout::{Bar, DetailPane, RailRow};
use crate::tui::scene::Scene;
use crate::tui::state::State;
use crate::tui::theme::Theme;
use crate::tui::widget::{Pen, TitleLine};

use super::{bars, rules};

/// Draws the rail, if there is one.
pub fn draw(buffer: &mut Buffer, state: &State, scene: &Scene, theme: Theme, pane: &DetailPane) {
    if pane.rail.is_empty() {
        return;
    }
    rules::draw_hanging(buffer, pane.rail_rule, theme);
    let (style, lines) = theme.border(false);
    TitleLine {
        line: lines.horizontal_top,
        style,
        title: state.lang.text("popup.sections"),
        title_style: Style::new(),
        aside: "",
        source: "",
        position: &position(state),
    }
    .draw(buffer, pane.rail_title);
    for (line, row) in (0..pane.rail.height).zip(&scene.regions.rail) {
        draw_row(&mut Pen::new(buffer, pane.rail, line), state, theme, row);
    }
    bars::draw(buffer, scene, theme, Bar::Rail);
}

/// Returns the number of the open section out of all; empty without a case.
pub fn position(state: &State) -> String {
    let sections = state.open_case().map_or(0, |(_, case)| case.sections.len());
    if sections == 0 { String::new() } else { format!("{}/{sections}", state.detail.section + 1) }
}

/// Draws a section: number, title and hits at the left, how much is filled at the right.
fn draw_row(pen: &mut Pen<'_>, state: &State, theme: Theme, row: &RailRow) {
    let [filled, all] = row.filled;
    let filled = state.lang.fill("popup.filled", &[("filled", &filled), ("all", &all)]);
    let style = match (row.open, row.filled[0] == 0 || row.marks.blank) {
        (true, _) => theme.open_tab(),
        (false, true) => theme.quiet(),
        (false, false) => Style::new(),
    };
    let number = row.number.map_or_else(String::new, |number| number.to_string());
    pen.write(if row.open { signs().mark } else { " " }, theme.accent());
    pen.write(&format!("{number:>2} "), if row.open { style } else { theme.quiet() });
    let hits = if row.marks.hits > 0 { format!(" ({})", row.marks.hits) } else { String::new() };
    let room = pen.room().saturating_sub(cells(&hits) + cells(&filled) + 1);
    pen.write(&ellipsize(&row.title, room), style).write(&hits, theme.accent());
    pen.skip_to_right(&filled).write(&filled, theme.quiet());
}
