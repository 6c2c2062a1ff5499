//! The field table of the open section.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;

use crate::export::page::{Role, Span};
use crate::tui::layout::{Bar, DetailPane};
use crate::tui::state::detail::Mark;
use crate::tui::state::{Pane, State};
use crate::tui::theme::Theme;
use crate::tui::widget::{Pen, paragraph, within};

use super::draw_bar;

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
        let lit = Lit::of(state, row.field);
        for span in &row.spans {
            let is_cursor = current && focused && span.role == Role::Label;
            let style = if is_cursor { theme.cursor_label() } else { theme.role(span.role) };
            // The label stands out, the padding after it does not.
            let words = if is_cursor { span.text.trim_end_matches(' ') } else { &span.text };
            let padding = span.text.get(words.len()..).unwrap_or_default();
            let lit_style =
                if is_cursor { style.add_modifier(Modifier::UNDERLINED) } else { theme.lit(style) };
            pen.write_lit(words, &lit.of_span(state, span, words), style, lit_style);
            pen.write(padding, theme.role(span.role));
        }
    }
    draw_bar(buffer, state, theme, Bar::Table);
}

/// What the search lights up in a field of the open section.
pub struct Lit {
    /// In its text.
    text: Vec<Range<usize>>,
    /// A field without an answer is no hit, and its label neither.
    answered: bool,
}

impl Lit {
    /// In this field.
    pub fn of(state: &State, field: usize) -> Self {
        let section = state.open_section();
        let field = section.and_then(|section| Some((section, section.fields.get(field)?)));
        match field {
            Some((section, field)) if !state.search.light.is_empty() => {
                Self { text: state.search.light.value(section, field), answered: !field.value.is_blank() }
            }
            Some(_) | None => Self { text: Vec::new(), answered: false },
        }
    }

    /// In a span: in words that are the field's own, byte for byte, and in labels.
    pub fn of_span(&self, state: &State, span: &Span, words: &str) -> Vec<Range<usize>> {
        match (&span.origin, span.role) {
            (Some(origin), _) if origin.len() == span.text.len() => within(&self.text, origin),
            (None, Role::Label | Role::English) if self.answered => state.search.light.label(words),
            (_, _) => Vec::new(),
        }
    }
}
