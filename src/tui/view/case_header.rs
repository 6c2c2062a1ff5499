//! The card above the table: the figures, the key facts and the address.

use ratatui::buffer::Buffer;

use crate::field_table::Role;
use crate::tui::layout::DetailPane;
use crate::tui::scene::Scene;
use crate::tui::state::State;
use crate::tui::theme::Theme;
use crate::tui::widget::Pen;

/// Draws the card.
pub fn draw(buffer: &mut Buffer, state: &State, scene: &Scene, theme: Theme, pane: &DetailPane) {
    for (line, spans) in (0..pane.card.height).zip(&scene.detail.card) {
        let mut pen = Pen::new(buffer, pane.card, line);
        for span in spans {
            let style = theme.role(span.role);
            let lit = if span.role != Role::Link {
                state.search.prepared.ranges_in_label(&span.text)
            } else {
                Vec::new()
            };
            pen.write_lit(&span.text, &lit, style, theme.lit(style));
        }
    }
}
