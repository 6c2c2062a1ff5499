//! The line of a list that one types into, and the letters that match it.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};
use tui_input::Input;

use crate::tui::theme::Theme;
use crate::tui::widget::{Pen, window};

/// Draws what is typed, or else the hint, and returns the caret's position.
pub fn draw(buffer: &mut Buffer, area: Rect, input: &Input, hint: &str, theme: Theme) -> Option<Position> {
    let text = input.value();
    let window = window(text, input.cursor(), usize::from(area.width));
    let mut pen = Pen::new(buffer, area, 0);
    pen.write(window.before, theme.quiet());
    pen.write(text.get(window.shown).unwrap_or_default(), theme.strong());
    pen.write(window.behind, theme.quiet());
    pen.skip(1);
    if text.is_empty() {
        pen.write(hint, theme.quiet());
    }
    let left = " ".repeat(pen.room());
    pen.write(&left, Style::new().add_modifier(Modifier::UNDERLINED | Modifier::DIM));
    let x = area.x.saturating_add(u16::try_from(window.caret).unwrap_or(u16::MAX));
    (!area.is_empty()).then(|| Position { x: x.min(area.right() - 1), y: area.y })
}

/// Writes words that may be cut off, their matching letters lit.
pub fn write_matching(pen: &mut Pen<'_>, text: &str, lit: &[Range<usize>], style: Style, theme: Theme) {
    let whole = text.trim_end_matches('…').len();
    let lit: Vec<_> = lit.iter().map(|range| range.start.min(whole)..range.end.min(whole)).collect();
    pen.write_lit(text, &lit, style, theme.lit(style));
}
