//! What the mouse can drag: the scrollbars, with place and length of their thumbs, and the border between the
//! list and the detail.

use std::ops::Range;

use ratatui::layout::Rect;

use super::panes::THREE_PANES;

/// The list is never narrower, and the detail never narrower than [`NARROWEST_DETAIL`].
const NARROWEST_LIST: u16 = 20;
const NARROWEST_DETAIL: u16 = 50;
/// The list is never lower: one row. The detail keeps [`LOWEST_DETAIL`].
const LOWEST_LIST: u16 = 4;
const LOWEST_DETAIL: u16 = 8;

/// How large the panes are wished to be; what the screen does not allow is not given up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Panes {
    /// The list's width beside the detail.
    pub list_width: Option<u16>,
    /// The list's height above the detail.
    pub list_height: Option<u16>,
}

/// Returns the width of the list, of `all` cells for both panes.
#[must_use]
pub fn list_width(all: u16, wish: Option<u16>) -> u16 {
    let most = all.saturating_sub(NARROWEST_DETAIL).max(NARROWEST_LIST);
    // On a wide screen, all columns of a row find room.
    let widest = if all >= THREE_PANES { 50 } else { 34 };
    wish.unwrap_or((all / 4).clamp(30, widest)).clamp(NARROWEST_LIST, most).min(all)
}

/// Returns the height of the list, of `all` lines for both panes; `wanted` is what its rows need.
#[must_use]
pub fn list_height(all: u16, wanted: u16, wish: Option<u16>) -> u16 {
    let most = all.saturating_sub(LOWEST_DETAIL).max(LOWEST_LIST);
    wish.map_or(wanted.min((all * 2 / 5).max(6)), |wish| wish.clamp(LOWEST_LIST, most)).min(all)
}

/// What a scrollbar belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bar {
    /// The list of cases.
    List,
    /// The field table.
    Table,
    /// The sections beside the field table.
    Rail,
    /// The groups of a table.
    Sheet,
    /// A field in full size.
    FieldPage,
    /// The options for what is being typed.
    Completion,
    /// The names of the facets.
    FacetNames,
    /// The options of the open facet.
    FacetOptions,
    /// The popup or the palette.
    Popup,
}

/// A scrollbar: a list of `lines`, of which `visible` are on the screen from `top` on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ScrollBar {
    /// What it belongs to.
    pub bar: Bar,
    /// Its area.
    pub column: Rect,
    /// All lines.
    pub lines: usize,
    /// Those on the screen.
    pub visible: usize,
    /// The first of them.
    pub top: usize,
}

impl ScrollBar {
    /// Returns the thumb in cells from the top of the column; empty if everything is on the screen.
    #[must_use]
    pub fn thumb(&self) -> Range<u16> {
        let track = usize::from(self.column.height);
        if track == 0 || self.lines <= self.visible {
            return 0..0;
        }
        let length = (track * self.visible / self.lines).clamp(1, track);
        let last = self.lines - self.visible;
        let start = (track - length) * self.top.min(last) / last.max(1);
        let cell = |cell: usize| u16::try_from(cell).unwrap_or(u16::MAX);
        cell(start)..cell(start + length)
    }

    /// Returns the first line on the screen for a thumb that starts at this cell.
    #[must_use]
    pub fn top_at(&self, start: u16) -> usize {
        let thumb = self.thumb();
        let way = usize::from(self.column.height.saturating_sub(thumb.end - thumb.start));
        let last = self.lines.saturating_sub(self.visible);
        if way == 0 { 0 } else { (usize::from(start).min(way) * last).div_ceil(way).min(last) }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_thumb_goes_from_end_to_end() {
        let column = Rect { x: 0, y: 0, width: 1, height: 4 };
        let thumb = |lines, visible, top| ScrollBar { bar: Bar::List, column, lines, visible, top }.thumb();
        assert_eq!(thumb(4, 4, 0), 0..0);
        assert_eq!(thumb(8, 4, 0), 0..2);
        assert_eq!(thumb(8, 4, 4), 2..4);
        assert_eq!(thumb(1000, 4, 996), 3..4);
        assert_eq!(thumb(1000, 4, 5000), 3..4);
    }

    #[test]
    fn both_panes_keep_what_they_need() {
        assert_eq!(list_width(120, None), 30);
        assert_eq!(list_width(120, Some(3)), 20);
        assert_eq!(list_width(120, Some(300)), 70);
        assert_eq!(list_width(100, Some(60)), 50);
        assert_eq!(list_height(22, 6, None), 6);
        assert_eq!(list_height(22, 6, Some(12)), 12);
        assert_eq!(list_height(22, 6, Some(40)), 14);
        assert_eq!(list_height(14, 90, Some(1)), 4);
    }

    proptest! {
        #[test]
        fn the_thumb_goes_where_it_is_dragged(
            height in 1_u16..40, lines in 1_usize..3000, visible in 1_usize..60, top in 0_usize..4000, start in 0_u16..50,
        ) {
            let column = Rect { x: 0, y: 0, width: 1, height };
            let bar = ScrollBar { bar: Bar::List, column, lines, visible, top };
            let thumb = bar.thumb();
            prop_assert!(thumb.end <= height);
            let there = bar.top_at(start);
            prop_assert!(there <= lines.saturating_sub(visible));
            let way = height - (thumb.end - thumb.start);
            let moved = ScrollBar { top: there, ..bar }.thumb();
            if !thumb.is_empty() && lines - visible >= usize::from(way) {
                prop_assert_eq!(moved.start, start.min(way));
            }
            // From the thumb's own place nothing moves further than a cell.
            let stayed = ScrollBar { top: bar.top_at(thumb.start), ..bar }.thumb();
            prop_assert_eq!(stayed.start, thumb.start);
        }
    }
}
