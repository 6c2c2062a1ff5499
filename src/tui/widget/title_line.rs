//! The title line of a pane.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::text::width::{cells, ellipsize, ellipsize_start};

use super::Pen;

/// A source or words behind the title that have less room are left out.
const SHORTEST: usize = 8;

/// A line with a title at its left, and where the reader is at its right.
#[derive(Debug, Clone, Copy)]
pub struct TitleLine<'a> {
    /// The piece that the line is made of.
    pub line: &'a str,
    /// The style of the line and of the words at its right.
    pub style: Style,
    /// The title.
    pub title: &'a str,
    /// Its style.
    pub title_style: Style,
    /// More words behind it, where there is room beside the others.
    pub aside: &'a str,
    /// Where the words come from, cut at its beginning.
    pub source: &'a str,
    /// The position, behind the source.
    pub position: &'a str,
}

impl TitleLine<'_> {
    /// Draws the line: the position is never cut, the title keeps at least half of what is left, the source has the
    /// rest, and what that leaves is for the words behind the title.
    pub fn draw(&self, buffer: &mut Buffer, area: Rect) {
        let width = usize::from(area.width);
        let Self { line, style, .. } = *self;
        Pen::new(buffer, area, 0).write(&line.repeat(width), style);
        // A piece of the line stays at each side of the words, which have a space at each side of them.
        let room = width.saturating_sub(6);
        let position = if cells(self.position) > room { "" } else { self.position };
        let room = room.saturating_sub(cells(position) + 3);
        let source_room = room.saturating_sub(cells(self.title).min(room / 2) + 3);
        let source = if source_room < SHORTEST {
            String::new()
        } else {
            ellipsize_start(self.source, source_room).into_owned()
        };
        let right = [source.as_str(), position].into_iter().filter(|words| !words.is_empty());
        let right = right.collect::<Vec<_>>().join(" · ");
        let mut pen = Pen::new(buffer, area, 0);
        pen.skip(1);
        let taken = if right.is_empty() { 0 } else { cells(&right) + 3 };
        let room = pen.room().saturating_sub(taken + 3);
        if !self.title.is_empty() && room > 0 {
            let title = ellipsize(self.title, room);
            let room = room.saturating_sub(cells(&title) + 3);
            pen.write(&format!(" {title} "), self.title_style);
            if !self.aside.is_empty() && room >= SHORTEST {
                pen.write(&format!("· {} ", ellipsize(self.aside, room)), self.title_style);
            }
        }
        if !right.is_empty() {
            let right = format!(" {right} {line}");
            pen.skip_to_right(&right).write(&right, style);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(width: u16, source: &str) -> String {
        let area = Rect::new(0, 0, width, 1);
        let mut buffer = Buffer::empty(area);
        let style = Style::new();
        let line = TitleLine {
            line: "-",
            style,
            title: "Mogami",
            title_style: style,
            aside: "Network",
            source,
            position: "3/16",
        };
        line.draw(&mut buffer, area);
        buffer.content.iter().map(ratatui::buffer::Cell::symbol).collect()
    }

    #[test]
    fn the_source_gives_way_first_then_the_title() {
        for (width, line) in [
            (58, "- Mogami · Network ------- seeds/mogaminet.txt:67 · 3/16 -"),
            (48, "- Mogami ------- seeds/mogaminet.txt:67 · 3/16 -"),
            (36, "- Mogami --- …aminet.txt:67 · 3/16 -"),
            (24, "- Mogami -------- 3/16 -"),
            (14, "- Mo… - 3/16 -"),
            (6, "- M… -"),
            (0, ""),
        ] {
            assert_eq!(drawn(width, "seeds/mogaminet.txt:67"), line, "{width}");
        }
        assert_eq!(drawn(28, ""), "- Mogami · Network -- 3/16 -");
    }
}
