//! A border with words in it.

use ratatui::buffer::{Buffer, CellDiffOption};
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::symbols::border;

use crate::text::width::{cells, ellipsize};

use super::Pen;

/// A border with a title on it, and words at the left and right of its bottom.
#[derive(Debug, Clone, Copy)]
pub struct Panel<'a> {
    /// The lines of the border.
    pub lines: border::Set<'static>,
    /// Their style.
    pub style: Style,
    /// The title.
    pub title: &'a str,
    /// Its style.
    pub title_style: Style,
    /// At the left of the bottom.
    pub bottom_left: &'a str,
    /// At the right of the bottom.
    pub bottom_right: &'a str,
}

impl Panel<'_> {
    /// Draws the border with its words.
    pub fn draw(&self, buffer: &mut Buffer, area: Rect) {
        let area = area.intersection(buffer.area);
        if area.width < 2 || area.height < 2 {
            return;
        }
        let across = usize::from(area.width - 2);
        let Self { lines, style, .. } = *self;
        let top = format!("{}{}{}", lines.top_left, lines.horizontal_top.repeat(across), lines.top_right);
        let bottom =
            format!("{}{}{}", lines.bottom_left, lines.horizontal_bottom.repeat(across), lines.bottom_right);
        Pen::new(buffer, area, 0).write(&top, style);
        Pen::new(buffer, area, area.height - 1).write(&bottom, style);
        for line in 1..area.height - 1 {
            Pen::new(buffer, area, line)
                .write(lines.vertical_left, style)
                .skip(across)
                .write(lines.vertical_right, style);
        }
        // A corner and a piece of the line stay at each side of the words.
        let room = usize::from(area.width).saturating_sub(6);
        let word = |words: &str, room: usize| format!(" {} ", ellipsize(words, room));
        if !self.title.is_empty() && room > 0 {
            Pen::new(buffer, area, 0).skip(1).write(&word(self.title, room), self.title_style);
        }
        let last = area.height - 1;
        let right = if self.bottom_right.is_empty() { 0 } else { cells(self.bottom_right) + 3 };
        if right > 0 && right <= room {
            let start = usize::from(area.width).saturating_sub(right + 2);
            Pen::new(buffer, area, last).skip(start).write(&word(self.bottom_right, room), style);
        }
        let room = room.saturating_sub(right);
        if !self.bottom_left.is_empty() && room > 3 {
            Pen::new(buffer, area, last).skip(2).write(&word(self.bottom_left, room), style);
        }
    }
}

/// Empties an area, and a wide letter that reaches into it from the left.
pub fn clear(buffer: &mut Buffer, area: Rect) {
    let area = area.intersection(buffer.area);
    for y in area.top()..area.bottom() {
        let before = area.x.checked_sub(1).and_then(|x| buffer.cell_mut((x, y)));
        if let Some(cell) = before.filter(|cell| cells(cell.symbol()) > 1) {
            cell.set_symbol(" ").set_diff_option(CellDiffOption::None);
        }
        for x in area.left()..area.right() {
            if let Some(cell) = buffer.cell_mut((x, y)) {
                cell.reset();
            }
        }
    }
}
