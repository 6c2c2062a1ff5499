//! The options for what is being typed, under the search box.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::text::width::{cells, ellipsize};
use crate::tui::layout::Bar;
use crate::tui::scene::Scene;
use crate::tui::state::completing::option_note;
use crate::tui::state::{Mode, State};
use crate::tui::theme::Theme;
use crate::tui::widget::{Panel, Pen, clear};

use super::{bars, selection};

/// Draws the options, if they are listed.
pub fn draw(buffer: &mut Buffer, state: &State, scene: &Scene, theme: Theme) {
    let (Mode::Complete(completing), Some(pane)) = (&state.mode, scene.regions.completion) else { return };
    clear(buffer, pane.outer);
    let (style, border) = theme.border(true);
    let options = completing.options();
    let place = completing.selected().map_or_else(
        || format!("{}", options.len()),
        |selected| format!("{}/{}", selected + 1, options.len()),
    );
    Panel {
        lines: border,
        style,
        title: "",
        title_style: Style::new(),
        bottom_left: "",
        bottom_right: &place,
    }
    .draw(buffer, pane.outer);
    let shown = options.iter().enumerate().skip(completing.top());
    for (line, (index, option)) in (0..pane.rows.height).zip(shown) {
        let area = Rect { y: pane.rows.y + line, height: 1, ..pane.rows };
        let words = Rect { x: area.x.saturating_add(1), width: area.width.saturating_sub(2), ..area };
        let mut pen = Pen::new(buffer, words, 0);
        let room = pen.room();
        pen.write(&ellipsize(&option.label, room), Style::new());
        let left = pen.room().saturating_sub(2);
        // A few letters of a note say nothing.
        let note = option_note(option);
        if left >= 4 || cells(note) <= left {
            let note = ellipsize(note, left).into_owned();
            pen.skip(2).skip_to_right(&note).write(&note, theme.quiet());
        }
        if completing.selected() == Some(index) {
            selection::draw(buffer, area, theme);
        }
    }
    bars::draw(buffer, scene, theme, Bar::Completion);
}
