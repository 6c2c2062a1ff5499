//! A field in full size: what was read, and the lines of the page that it was read from.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::model::Severity;
use crate::text::sign::signs;
use crate::tui::layout::{Bar, FieldPanes};
use crate::tui::scene::Scene;
use crate::tui::scene::field::PageLine;
use crate::tui::state::State;
use crate::tui::theme::Theme;
use crate::tui::widget::Pen;

use super::bars;
use super::fields::Lit;

/// Draws the field in full size inside the border of the detail.
pub fn draw(buffer: &mut Buffer, state: &State, scene: &Scene, theme: Theme, panes: &FieldPanes) {
    let Some(page) = state.field_page() else { return };
    let lit = Lit::in_field(state, Some(state.detail.place()));
    for (column, area) in panes.columns.iter().enumerate() {
        let visible = (0..area.height).zip(scene.field.visible(column, page.list.top, panes.height()));
        for (line, content) in visible {
            draw_line(buffer, state, theme, *area, line, content, &lit);
        }
    }
    if let Some(rule) = panes.rule {
        for line in 0..rule.height {
            Pen::new(buffer, rule, line).write(signs().edge, theme.quiet());
        }
    }
    bars::draw(buffer, scene, theme, Bar::FieldPage);
}

/// Draws a line of the field in full size.
fn draw_line(
    buffer: &mut Buffer,
    state: &State,
    theme: Theme,
    area: Rect,
    line: u16,
    content: &PageLine,
    lit: &Lit,
) {
    let mut pen = Pen::new(buffer, area, line);
    match content {
        PageLine::Spans(spans) => {
            for span in spans {
                let style = theme.role(span.role);
                pen.write_lit(&span.text, &lit.in_span(state, span, &span.text), style, theme.lit(style));
            }
        }
        PageLine::Heading(words) => {
            pen.write(words, theme.strong());
        }
        PageLine::Note { text, severity } => {
            let style = match severity {
                Severity::Info => Style::new(),
                Severity::Warning => theme.warning(),
                Severity::Error => theme.problem(),
            };
            pen.write(text, style);
        }
        PageLine::Raw { number, text, marks, own } => {
            if *own {
                pen.write(signs().mark, theme.accent());
            } else {
                pen.skip(1);
            }
            let style = if *own { Style::new() } else { theme.quiet() };
            pen.write(number, theme.quiet()).skip(1).write_lit(text, marks, style, theme.quiet());
        }
        PageLine::Rule => {
            let across = signs().rule.repeat(pen.room());
            pen.write(&across, theme.quiet());
        }
        PageLine::Space => {}
    }
}
