//! What stands above the table: the full name and the key facts.

use ratatui::buffer::Buffer;

use crate::tui::layout::DetailPane;
use crate::tui::state::State;
use crate::tui::theme::Theme;
use crate::tui::widget::Pen;

/// Draws the full name and the key facts.
pub fn draw(buffer: &mut Buffer, state: &State, theme: Theme, pane: &DetailPane) {
    for (line, text) in (0..pane.name.height).zip(&state.detail.head.name) {
        Pen::new(buffer, pane.name, line).write(text, theme.strong());
    }
    for (line, spans) in (0..pane.facts.height).zip(&state.detail.head.facts) {
        let mut pen = Pen::new(buffer, pane.facts, line);
        for span in spans {
            pen.write(&span.text, theme.role(span.role));
        }
    }
}
