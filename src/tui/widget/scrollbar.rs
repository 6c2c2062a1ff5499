//! A scrollbar on a border.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::text::sign::signs;

/// Draws the thumb over some cells of a column.
pub fn scrollbar(buffer: &mut Buffer, column: Rect, thumb: Range<u16>, style: Style) {
    for line in thumb {
        let at = (column.x, column.y.saturating_add(line));
        if let Some(cell) = buffer.cell_mut(at).filter(|_| line < column.height) {
            cell.set_symbol(signs().thumb).set_style(style);
        }
    }
}
