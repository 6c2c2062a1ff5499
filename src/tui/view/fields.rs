//! The field table of the open section.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::export::page::{Role, Span};
use crate::tui::layout::DetailPane;
use crate::tui::state::detail::Mark;
use crate::tui::state::{Pane, State};
use crate::tui::theme::Theme;
use crate::tui::widget::{Pen, paragraph, scrollbar, segments};

/// Draws the lines of the table that are on the screen.
pub fn draw(buffer: &mut Buffer, state: &State, theme: Theme, pane: &DetailPane) {
    let detail = &state.detail;
    if detail.table.lines.is_empty() {
        let text = if state.open_section().is_some() { "browser.no_fields" } else { "browser.no_sections" };
        let area = Rect { x: pane.tabs.x, width: pane.tabs.width, ..pane.table };
        paragraph(buffer, area, &[(state.lang.text(text).to_owned(), theme.quiet())]);
        return;
    }
    let focused = state.pane == Pane::Fields;
    let rows = detail.table.lines.iter().enumerate().skip(detail.top);
    for (line, (place, row)) in (0..pane.table.height).zip(rows) {
        let current = row.field == detail.field;
        let mut pen =
            Pen::new(buffer, Rect { width: pane.table.width.saturating_sub(1), ..pane.table }, line);
        if current {
            pen.write("▌", if focused { theme.accent() } else { theme.quiet() });
        } else {
            pen.skip(1);
        }
        match detail.table.mark(place) {
            Some(Mark::Warning) => pen.write("!", theme.warning()),
            Some(Mark::Differs) => pen.write("≠", theme.warning()),
            None => pen.skip(1),
        };
        let lit = lit_ranges(state, row.field);
        for span in &row.spans {
            if current && focused && span.role == Role::Label {
                write_cursor_label(&mut pen, span, theme);
            } else {
                write_span(&mut pen, span, &lit, theme);
            }
        }
    }
    let column = Rect { x: pane.table.right(), width: 1, ..pane.table };
    let visible = state.regions.table_height();
    scrollbar(buffer, column, detail.table.lines.len(), visible, detail.top, theme.accent());
}

/// The label stands out, the padding after it does not.
fn write_cursor_label(pen: &mut Pen<'_>, span: &Span, theme: Theme) {
    let label = span.text.trim_end_matches(' ');
    let padding = span.text.get(label.len()..).unwrap_or_default();
    pen.write(label, theme.cursor_label()).write(padding, theme.role(span.role));
}

fn write_span(pen: &mut Pen<'_>, span: &Span, lit: &[Range<usize>], theme: Theme) {
    let style = theme.role(span.role);
    // Only words that are the field's own, byte for byte, can be lit.
    let origin = span.origin.clone().filter(|origin| origin.len() == span.text.len());
    let Some(origin) = origin.filter(|_| !lit.is_empty()) else {
        pen.write(&span.text, style);
        return;
    };
    let moved: Vec<Range<usize>> = lit
        .iter()
        .map(|range| range.start.max(origin.start)..range.end.min(origin.end))
        .filter(|range| !range.is_empty())
        .map(|range| range.start - origin.start..range.end - origin.start)
        .collect();
    for (piece, is_lit) in segments(&span.text, &moved) {
        pen.write(piece, if is_lit { theme.lit(style) } else { style });
    }
}

/// What the search found in a field of the open section.
fn lit_ranges(state: &State, field: usize) -> Vec<Range<usize>> {
    let Some(section) = state.open_section() else { return Vec::new() };
    section.fields.get(field).map(|field| state.search.light.value(section, field)).unwrap_or_default()
}
