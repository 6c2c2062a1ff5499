//! The selected row, which looks the same wherever something is selected.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::text::sign::signs;
use crate::tui::theme::Theme;
use crate::tui::widget::Pen;

/// Draws a row that has been written as the selected one: the background, and a mark in its first cell.
pub fn draw(buffer: &mut Buffer, row: Rect, theme: Theme) {
    theme.style_selected(buffer, row);
    draw_mark(buffer, row, theme.selection_mark());
}

/// Draws the mark of a selected row, over its whole height.
pub fn draw_mark(buffer: &mut Buffer, row: Rect, style: Style) {
    for line in 0..row.height {
        Pen::new(buffer, row, line).write(signs().mark, style);
    }
}
