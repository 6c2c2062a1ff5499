//! Words into one line, clipped to an area.

use std::num::NonZero;
use std::ops::Range;

use ratatui::buffer::{Buffer, Cell, CellDiffOption};
use ratatui::layout::Rect;
use ratatui::style::Style;

use unicode_segmentation::UnicodeSegmentation;

use crate::text::width::{cells, is_ambiguous_wide};
use crate::text::wrap::wrap;

/// Writes words one after another into a line of an area, and stops at its right edge; a wide
/// letter that would reach over it is left out.
pub struct Pen<'a> {
    buffer: &'a mut Buffer,
    line: Rect,
    x: u16,
}

impl<'a> Pen<'a> {
    /// Creates a pen at the left of a line of the area, counted from 0.
    pub fn new(buffer: &'a mut Buffer, area: Rect, line: u16) -> Self {
        let y = area.y.saturating_add(line);
        let height = u16::from(line < area.height);
        let line = Rect { y, height, ..area }.intersection(buffer.area);
        Self { buffer, line, x: line.x }
    }

    /// Returns the number of cells left.
    #[must_use]
    pub fn room(&self) -> usize {
        if self.line.height == 0 { 0 } else { usize::from(self.line.right().saturating_sub(self.x)) }
    }

    /// Returns the cell that the next word begins in.
    #[must_use]
    pub fn x(&self) -> u16 {
        self.x
    }

    /// Writes words, cut at the right edge.
    pub fn write(&mut self, words: &str, style: Style) -> &mut Self {
        let room = self.room();
        if room == 0 {
            return self;
        }
        let x = if is_ambiguous_wide() {
            self.write_wide(words, room, style)
        } else {
            self.buffer.set_stringn(self.x, self.line.y, words, room, style).0
        };
        // Once something was cut off, nothing may follow in the cell that is left.
        self.x = if cells(words) > room { self.line.right() } else { x };
        self
    }

    /// Writes words with ambiguous characters as two cells; returns the cell after them.
    fn write_wide(&mut self, words: &str, mut room: usize, style: Style) -> u16 {
        let mut x = self.x;
        for grapheme in words.graphemes(true) {
            let width = cells(grapheme);
            let Some(left) = room.checked_sub(width) else { break };
            room = left;
            let (next, y) = self.buffer.set_stringn(x, self.line.y, grapheme, width, style);
            let Some(width) = u16::try_from(width).ok().and_then(NonZero::new) else { continue };
            let end = x.saturating_add(width.get());
            if next < end {
                if let Some(cell) = self.buffer.cell_mut((x, y)) {
                    cell.set_diff_option(CellDiffOption::ForcedWidth(width));
                }
                for covered in next..end {
                    self.buffer.cell_mut((covered, y)).into_iter().for_each(Cell::reset);
                }
            }
            x = end;
        }
        x
    }

    /// Writes words, with `lit_style` in the ranges of `lit`.
    pub fn write_lit(
        &mut self,
        words: &str,
        lit: &[Range<usize>],
        style: Style,
        lit_style: Style,
    ) -> &mut Self {
        for (piece, is_lit) in segments(words, lit) {
            self.write(piece, if is_lit { lit_style } else { style });
        }
        self
    }

    /// Leaves cells free.
    pub fn skip(&mut self, count: usize) -> &mut Self {
        let count = u16::try_from(count).unwrap_or(u16::MAX);
        self.x = self.x.saturating_add(count).min(self.line.right());
        self
    }

    /// Leaves as many cells free as needed for `words` to end at the right edge.
    pub fn skip_to_right(&mut self, words: &str) -> &mut Self {
        let free = self.room().saturating_sub(cells(words));
        self.skip(free)
    }
}

/// Returns the parts of the ranges inside `part`, relative to its start.
#[must_use]
pub fn within(lit: &[Range<usize>], part: &Range<usize>) -> Vec<Range<usize>> {
    let inside = lit.iter().map(|range| range.start.max(part.start)..range.end.min(part.end));
    let inside = inside.filter(|range| !range.is_empty());
    inside.map(|range| range.start - part.start..range.end - part.start).collect()
}

/// Splits a text by ranges; true for the pieces inside. Ignores ranges that do not fit the text.
#[must_use]
pub fn segments<'t>(text: &'t str, lit: &[Range<usize>]) -> Vec<(&'t str, bool)> {
    let mut pieces = Vec::new();
    let mut done = 0;
    for range in lit {
        let range = range.start.max(done)..range.end.min(text.len());
        let (Some(before), Some(inside)) = (text.get(done..range.start), text.get(range.clone())) else {
            continue;
        };
        pieces.extend([(before, false), (inside, true)].into_iter().filter(|(piece, _)| !piece.is_empty()));
        done = range.end;
    }
    if let Some(rest) = text.get(done..).filter(|rest| !rest.is_empty()) {
        pieces.push((rest, false));
    }
    pieces
}

/// Writes wrapped paragraphs from the top of an area; returns the number of lines.
pub fn paragraph(buffer: &mut Buffer, area: Rect, paragraphs: &[(String, Style)]) -> u16 {
    let mut line = 0;
    for (text, style) in paragraphs {
        if text.is_empty() {
            line += 1;
            continue;
        }
        for range in wrap(text, usize::from(area.width)) {
            if line >= area.height {
                return line;
            }
            Pen::new(buffer, area, line).write(text.get(range).unwrap_or_default(), *style);
            line += 1;
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::width::set_ambiguous_wide;

    #[test]
    fn a_wide_letter_does_not_reach_over_the_edge() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 8, 1));
        Pen::new(&mut buffer, Rect::new(1, 0, 4, 1), 0)
            .write("a事例紹介", Style::new())
            .write("x", Style::new());
        assert_eq!(buffer, Buffer::with_lines([" a事    "]));
    }

    #[test]
    fn an_ambiguous_letter_takes_two_cells_where_the_terminal_gives_it_two() {
        set_ambiguous_wide(true);
        let mut buffer = Buffer::empty(Rect::new(0, 0, 9, 1));
        let mut pen = Pen::new(&mut buffer, Rect::new(0, 0, 8, 1), 0);
        pen.write("a○", Style::new()).write("事", Style::new());
        assert_eq!(pen.x(), 5);
        pen.write("b…", Style::new()).write("△", Style::new());
        let symbols: Vec<&str> = buffer.content.iter().map(Cell::symbol).collect();
        assert_eq!(symbols, ["a", "○", " ", "事", " ", "b", "…", " ", " "]);
        // What is written to the terminal: nothing under the right half of a letter.
        let empty = Buffer::empty(buffer.area);
        let drawn: Vec<(u16, &str)> =
            empty.diff(&buffer).into_iter().map(|(x, _, cell)| (x, cell.symbol())).collect();
        assert_eq!(drawn, [(0, "a"), (1, "○"), (3, "事"), (5, "b"), (6, "…")]);
    }

    #[test]
    fn lines_that_are_not_there_take_nothing() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 3, 1));
        Pen::new(&mut buffer, Rect::new(0, 0, 3, 1), 1).write("abc", Style::new());
        Pen::new(&mut buffer, Rect::new(9, 9, 3, 1), 0).write("abc", Style::new());
        assert_eq!(buffer, Buffer::with_lines(["   "]));
    }

    #[test]
    fn segments_cover_the_text_whatever_the_ranges() {
        let lit = 3..9;
        let pieces = segments("もがみネット", std::slice::from_ref(&lit));
        assert_eq!(pieces, [("も", false), ("がみ", true), ("ネット", false)]);
        assert_eq!(segments("もがみ", &[1..2, 5..99]), [("もがみ", false)]);
        assert_eq!(segments("", &[0..3, 4..5]), []);
    }
}
