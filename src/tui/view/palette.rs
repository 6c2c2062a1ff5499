//! The palette over the panes: what is typed, and the commands that match, with their keys.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use crate::text::width::{cells, ellipsize};
use crate::tui::layout::Bar;
use crate::tui::scene::Scene;
use crate::tui::state::palette::{GAP, PaletteEntry, PaletteMatch};
use crate::tui::state::{Mode, State};
use crate::tui::theme::Theme;
use crate::tui::widget::{Panel, Pen, clear};

use super::text_box::{self, write_matching};
use super::{bars, selection};

/// Why a command does nothing is not shown in less.
const LEAST_IDLE: usize = 16;

/// Draws the palette, if it is open; returns the caret's position.
pub fn draw(buffer: &mut Buffer, state: &State, scene: &Scene, theme: Theme) -> Option<Position> {
    let (Mode::Palette(palette), Some(pane)) = (&state.mode, scene.regions.popup) else { return None };
    clear(buffer, pane.outer);
    let (style, border) = theme.border(true);
    let found = palette.matches().len();
    let place = if found == 0 { String::new() } else { format!("{}/{found}", palette.selected() + 1) };
    Panel {
        lines: border,
        style,
        title: state.lang.text("palette.title"),
        title_style: theme.strong(),
        bottom_left: "",
        bottom_right: &place,
    }
    .draw(buffer, pane.outer);
    let hint = state.lang.text("palette.type");
    let caret = text_box::draw(buffer, pane.text, &palette.input, hint, theme);
    if found == 0 {
        let none = state.lang.fill("palette.none", &[("typed", &palette.input.value().trim())]);
        let none = ellipsize(&none, usize::from(pane.rows.width).saturating_sub(2)).into_owned();
        Pen::new(buffer, pane.rows, 0).skip(1).write(&none, theme.quiet());
    }
    // Of a great many keys no more than half the line.
    let line = usize::from(pane.rows.width).saturating_sub(2);
    let keys = palette.columns()[2].min(line / 2);
    let columns = [palette.second_column(line.saturating_sub(keys + GAP)), keys];
    let visible = palette.matches().enumerate().skip(palette.top());
    for (line, (place, (found, entry))) in (0..pane.rows.height).zip(visible) {
        let area = Rect { y: pane.rows.y + line, height: 1, ..pane.rows };
        if let Some(entry) = entry {
            draw_line(buffer, area, found, entry, columns, theme);
        }
        if place == palette.selected() {
            selection::draw(buffer, area, theme);
        }
    }
    bars::draw(buffer, scene, theme, Bar::Popup);
    caret
}

/// Draws a command: its name, if there is room the other name or why it does nothing, and its keys.
fn draw_line(
    buffer: &mut Buffer,
    area: Rect,
    found: &PaletteMatch,
    entry: &PaletteEntry,
    [second, keys]: [usize; 2],
    theme: Theme,
) {
    let line = Rect { x: area.x.saturating_add(1), width: area.width.saturating_sub(2), ..area };
    let mut pen = Pen::new(buffer, line, 0);
    let room = pen.room().saturating_sub(keys + GAP);
    let name = ellipsize(&entry.words, room).into_owned();
    let style = if entry.idle.is_some() { theme.quiet() } else { Style::new() };
    write_matching(&mut pen, &name, &found.lit, style, theme);
    // What is beside the names begins in one column; a longer name has the line for itself.
    let gap = second.saturating_sub(cells(&name));
    let beside = if gap < GAP { 0 } else { room.saturating_sub(second) };
    match &entry.idle {
        Some(idle) if beside >= cells(idle).min(LEAST_IDLE) => {
            pen.skip(gap).write(&ellipsize(idle, beside), theme.quiet());
        }
        // Half a name in the other language is no help.
        None if beside >= cells(&entry.other) => {
            write_matching(pen.skip(gap), &entry.other, &found.lit_other, theme.quiet(), theme);
        }
        Some(_) | None => {}
    }
    // From the left of their column, so that the eye finds them.
    let free = pen.room().saturating_sub(keys);
    pen.skip(free);
    let keys = ellipsize(&entry.keys, pen.room()).into_owned();
    pen.write(&keys, if entry.idle.is_some() { theme.quiet() } else { theme.key() });
}
