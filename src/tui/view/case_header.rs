//! The lines above the table: the full name and the key facts.

use ratatui::buffer::Buffer;

use crate::field_table::Role;
use crate::search::NameField;
use crate::tui::layout::DetailPane;
use crate::tui::scene::Scene;
use crate::tui::state::State;
use crate::tui::theme::Theme;
use crate::tui::widget::{Pen, within};

/// Draws the full name and the key facts.
pub fn draw(buffer: &mut Buffer, state: &State, scene: &Scene, theme: Theme, pane: &DetailPane) {
    let Some((_, case)) = state.open_case() else { return };
    let query = &state.search.prepared;
    let lit =
        state.open_hit().map(|hit| query.ranges_in_name(case, NameField::Name, hit)).unwrap_or_default();
    for (line, range) in (0..pane.name.height).zip(&scene.detail.head.name) {
        let text = case.name.get(range.clone()).unwrap_or_default();
        Pen::new(buffer, pane.name, line).write_lit(
            text,
            &within(&lit, range),
            theme.strong(),
            theme.lit(theme.strong()),
        );
    }
    for (line, spans) in (0..pane.facts.height).zip(&scene.detail.head.facts) {
        let mut pen = Pen::new(buffer, pane.facts, line);
        for span in spans {
            let style = theme.role(span.role);
            let words = matches!(span.role, Role::Text);
            let lit = if words { query.ranges_in_label(&span.text) } else { Vec::new() };
            pen.write_lit(&span.text, &lit, style, theme.lit(style));
        }
    }
}
