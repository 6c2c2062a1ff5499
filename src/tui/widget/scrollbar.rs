//! A scrollbar on a border.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::text::sign::signs;

/// Draws the thumb over a column, for a list of `lines` of which `visible` are on the screen from
/// `top` on. Nothing where everything is on the screen.
pub fn scrollbar(buffer: &mut Buffer, column: Rect, lines: usize, visible: usize, top: usize, style: Style) {
    let column = column.intersection(buffer.area);
    let track = usize::from(column.height);
    if column.is_empty() || lines <= visible {
        return;
    }
    let length = (track * visible / lines).clamp(1, track);
    let last = lines - visible;
    let start = (track - length) * top.min(last) / last.max(1);
    for line in start..(start + length).min(track) {
        let y = column.y + u16::try_from(line).unwrap_or_default();
        if let Some(cell) = buffer.cell_mut((column.x, y)) {
            cell.set_symbol(signs().thumb).set_style(style);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(lines: usize, visible: usize, top: usize) -> String {
        let area = Rect::new(0, 0, 1, 4);
        let mut buffer = Buffer::empty(area);
        scrollbar(&mut buffer, area, lines, visible, top, Style::new());
        buffer.content.iter().map(|cell| cell.symbol()).collect()
    }

    #[test]
    fn the_thumb_goes_from_end_to_end() {
        assert_eq!(column(4, 4, 0), "    ");
        assert_eq!(column(8, 4, 0), "┃┃  ");
        assert_eq!(column(8, 4, 4), "  ┃┃");
        assert_eq!(column(1000, 4, 996), "   ┃");
        assert_eq!(column(1000, 4, 5000), "   ┃");
    }
}
