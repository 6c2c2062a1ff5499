//! A table over the whole body of the screen, and what is inside it.

use ratatui::layout::Rect;

use super::panes::{below_title, text_width};
use super::tab_bar::TabBar;

/// What a table has beside its rows, in lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SheetParts {
    /// The heads of its columns.
    pub head: usize,
    /// The rows.
    pub rows: usize,
    /// The figures below the rows.
    pub foot: usize,
    /// What the cell under the cursor says in full.
    pub note: usize,
}

/// The regions of a table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SheetPanes {
    /// The border.
    pub outer: Rect,
    /// The tab bar.
    pub tabs: Rect,
    /// The tabs on the screen.
    pub tab_bar: TabBar,
    /// The rule under the tab bar.
    pub rule: Rect,
    /// The heads of the columns.
    pub head: Rect,
    /// The rows, with the mark of the cursor at their left.
    pub rows: Rect,
    /// The rule above the figures.
    pub foot_rule: Rect,
    /// The figures below the rows.
    pub foot: Rect,
    /// The rule above the note.
    pub note_rule: Rect,
    /// What the cell under the cursor says in full.
    pub note: Rect,
}

/// Shares the area below a title between the parts of a table. The rows have at least half of it; the figures give
/// way first, then the note.
#[must_use]
pub fn sheet_panes(outer: Rect, parts: SheetParts) -> SheetPanes {
    let inner = below_title(outer);
    let mut spare = inner.height - (inner.height / 2).min(lines(parts.rows));
    let mut take = |wanted: usize| {
        let taken = lines(wanted).min(spare);
        spare -= taken;
        taken
    };
    let tabs = take(1);
    let head = take(parts.head);
    let rule = take(1);
    // A rule alone says nothing.
    let note = take(if parts.note == 0 { 0 } else { parts.note + 1 });
    let foot = take(if parts.foot == 0 { 0 } else { parts.foot + 1 });
    let (note, foot) = (if note == 1 { 0 } else { note }, if foot == 1 { 0 } else { foot });
    let text = Rect { x: inner.x.saturating_add(1), width: text_width(inner), ..inner };
    let mut y = inner.y;
    let mut place = |within: Rect, height: u16| {
        let placed = Rect { y, height, ..within };
        y = y.saturating_add(height);
        placed
    };
    let across = Rect { width: outer.width, ..inner };
    let tabs = place(inner, tabs);
    let rule = place(across, rule);
    let head = place(inner, head);
    let used = tabs.height + rule.height + head.height + foot + note;
    let rows = place(inner, inner.height.saturating_sub(used));
    let foot_rule = place(across, foot.min(1));
    let foot = place(inner, foot.saturating_sub(1));
    let note_rule = place(across, note.min(1));
    let note = place(text, note.saturating_sub(1));
    SheetPanes { outer, tabs, tab_bar: TabBar::default(), rule, head, rows, foot_rule, foot, note_rule, note }
}

fn lines(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_parts_of_a_table_lie_inside_one_below_the_other(
            (width, height) in (0_u16..200, 0_u16..60),
            (head, rows, foot, note) in (0_usize..4, 0_usize..1000, 0_usize..9, 0_usize..5),
        ) {
            let outer = Rect { x: 2, y: 1, width, height };
            let panes = sheet_panes(outer, SheetParts { head, rows, foot, note });
            let parts = [
                panes.tabs, panes.rule, panes.head, panes.rows, panes.foot_rule, panes.foot, panes.note_rule, panes.note,
            ];
            let mut y = below_title(outer).y;
            for part in parts {
                prop_assert_eq!(part.y, y);
                y += part.height;
                prop_assert!(part.is_empty() || part.intersection(outer) == part);
            }
            prop_assert_eq!(y, below_title(outer).bottom());
            let half = below_title(outer).height / 2;
            prop_assert!(panes.rows.height >= half.min(lines(rows)));
        }
    }
}
