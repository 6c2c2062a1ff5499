//! A list or a text of which a part is on the screen.

use std::ops::Range;

/// The lines of a list, which belong to its items, to headings or to nothing. A number is as many lines
/// with an item each.
pub trait ListLines: Copy {
    /// Returns the number of items that can be selected.
    fn item_count(self) -> usize;
    /// Returns the number of lines.
    fn line_count(self) -> usize;
    /// Returns the lines of an item.
    fn lines_of(self, item: usize) -> Range<usize>;
    /// Returns the item of a line; `None` for a heading or a gap.
    fn item_at(self, line: usize) -> Option<usize>;
}

impl ListLines for usize {
    fn item_count(self) -> usize {
        self
    }

    fn line_count(self) -> usize {
        self
    }

    fn lines_of(self, item: usize) -> Range<usize> {
        item..item + 1
    }

    fn item_at(self, line: usize) -> Option<usize> {
        (line < self).then_some(line)
    }
}

/// The selected item of a list, and the first line on the screen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ScrollList {
    /// The index of the selected item.
    pub selected: usize,
    /// The index of the first line on the screen.
    pub top: usize,
}

impl ScrollList {
    /// Selects an item, at most the last one.
    pub fn select(&mut self, item: usize, lines: impl ListLines) {
        self.selected = item.min(lines.item_count().saturating_sub(1));
    }

    /// Moves the selection by an item or by lines, after scrolling through an item taller than the screen.
    pub fn step(&mut self, by: isize, lines: impl ListLines, visible: usize) {
        if lines.item_count() == 0 {
            self.scroll(by, lines, visible);
            return;
        }
        let (own, visible) = (lines.lines_of(self.selected), visible.max(1));
        let rest = if by > 0 {
            own.end.saturating_sub(self.top + visible)
        } else {
            self.top.saturating_sub(own.start)
        };
        if own.len() > visible && rest > 0 {
            let by = by
                .signum()
                .saturating_mul(isize::try_from(rest.min(by.unsigned_abs())).unwrap_or(isize::MAX));
            self.top = self.top.saturating_add_signed(by);
        } else if by.unsigned_abs() == 1 {
            self.select(self.selected.saturating_add_signed(by), lines);
        } else {
            let target = own.start.saturating_add_signed(by).min(lines.line_count().saturating_sub(1));
            // A line between two items belongs to the one before it.
            self.selected = (0..=target).rev().find_map(|line| lines.item_at(line)).unwrap_or_default();
        }
    }

    /// Scrolls by lines and keeps the selection; false if nothing moves.
    pub fn scroll(&mut self, by: isize, lines: impl ListLines, visible: usize) -> bool {
        let before = self.top;
        self.top = before.saturating_add_signed(by).min(last_top(lines, visible));
        self.top != before
    }

    /// Shows the lines from `top` on; a selection off the screen moves onto it.
    pub fn scroll_to(&mut self, top: usize, lines: impl ListLines, visible: usize) {
        self.top = top.min(last_top(lines, visible));
        let own = lines.lines_of(self.selected);
        let end = self.top + visible.max(1);
        let mut seen = (self.top..end).filter_map(|line| lines.item_at(line));
        let moved = if own.start < self.top {
            seen.next()
        } else if own.end > end {
            seen.next_back()
        } else {
            None
        };
        self.selected = moved.unwrap_or(self.selected);
    }

    /// Scrolls so that the selection is on the screen and no room below the last line is wasted.
    pub fn reveal(&mut self, lines: impl ListLines, visible: usize) {
        self.select(self.selected, lines);
        if lines.item_count() > 0 {
            let own = lines.lines_of(self.selected);
            let end = own.end.saturating_sub(visible.max(1));
            // The heading above the first item stays in sight.
            let start = if self.selected == 0 && end == 0 { 0 } else { own.start };
            self.top = self.top.clamp(end.min(start), end.max(start));
        }
        self.top = self.top.min(last_top(lines, visible));
    }
}

/// Returns the last line that may be the first on the screen.
fn last_top(lines: impl ListLines, visible: usize) -> usize {
    lines.line_count().saturating_sub(visible.max(1))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn revealed(top: usize, selected: usize, visible: usize, count: usize) -> usize {
        let mut list = ScrollList { selected, top };
        list.reveal(count, visible);
        list.top
    }

    #[test]
    fn the_selection_is_brought_onto_the_screen() {
        assert_eq!(revealed(0, 5, 3, 10), 3);
        assert_eq!(revealed(5, 2, 3, 10), 2);
        assert_eq!(revealed(9, 9, 30, 10), 0);
        assert_eq!(revealed(0, 0, 0, 0), 0);
    }

    proptest! {
        #[test]
        fn whatever_is_done_the_selection_is_an_item_and_visible_once_revealed(
            count in 0_usize..40,
            visible in 0_usize..12,
            moves in prop::collection::vec((0_u8..4, -50_isize..50), 0..20),
        ) {
            let mut list = ScrollList::default();
            for (kind, by) in moves {
                match kind {
                    0 => list.step(by, count, visible),
                    1 => drop(list.scroll(by, count, visible)),
                    2 => list.scroll_to(by.unsigned_abs().min(count.saturating_sub(visible.max(1))), count, visible),
                    _ => list.select(by.unsigned_abs(), count),
                }
                prop_assert!(list.selected < count.max(1) && list.top < count.max(1));
                let mut shown = list;
                shown.reveal(count, visible);
                prop_assert_eq!(shown.selected, list.selected);
                prop_assert!((shown.top..shown.top + visible.max(1)).contains(&shown.selected));
                prop_assert!(shown.top + visible <= count || shown.top == 0 || visible == 0);
            }
        }
    }
}
