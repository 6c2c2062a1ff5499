//! A list of which a part is on the screen.

/// The selected item of a list, and the first one on the screen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ScrollList {
    /// The index of the selected item.
    pub selected: usize,
    /// The index of the first item on the screen.
    pub top: usize,
}

impl ScrollList {
    /// Selects an item, the last one of `count` at most.
    pub fn select(&mut self, item: usize, count: usize) {
        self.selected = item.min(count.saturating_sub(1));
    }

    /// Moves the selection by so many items.
    pub fn step(&mut self, by: isize, count: usize) {
        self.select(self.selected.saturating_add_signed(by), count);
    }

    /// Moves the items by so many; the selection stays where it is.
    pub fn scroll(&mut self, by: isize, count: usize, visible: usize) {
        self.top = self.top.saturating_add_signed(by).min(count.saturating_sub(visible.max(1)));
    }

    /// Shows the items from `top` on; a selection off the screen moves onto it.
    pub fn scroll_to(&mut self, top: usize, count: usize, visible: usize) {
        self.top = top;
        self.select(self.selected.clamp(top, top + visible.max(1) - 1), count);
    }

    /// Brings the selection onto the screen, which is left no emptier than it has to be.
    pub fn reveal(&mut self, count: usize, visible: usize) {
        let visible = visible.max(1);
        self.select(self.selected, count);
        let first = (self.selected + 1).saturating_sub(visible);
        self.top = self.top.clamp(first, self.selected).min(count.saturating_sub(visible));
    }
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
                    0 => list.step(by, count),
                    1 => list.scroll(by, count, visible),
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
