//! The panes that share the screen, and what is inside them.

use ratatui::layout::{Rect, Size};

/// From this width on the list is beside the detail.
pub const WIDE: u16 = 100;
/// From this width on the list is above the detail.
pub const MEDIUM: u16 = 60;
/// The smallest screen that shows anything but its own smallness.
pub const SMALLEST: Size = Size { width: 30, height: 8 };
/// The list is above the detail only if both have this height.
const STACKED_HEIGHT: u16 = 16;

/// How the panes share the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Shape {
    /// Too small for anything.
    #[default]
    TooSmall,
    /// One pane at a time.
    Single,
    /// The list above the detail, or the detail alone.
    Stacked,
    /// The list beside the detail.
    Wide,
}

/// A bordered pane with lines that scroll.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ScrollPane {
    /// The border.
    pub outer: Rect,
    /// The lines.
    pub rows: Rect,
}

/// The detail pane.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DetailPane {
    /// The border.
    pub outer: Rect,
    /// Everything inside the border.
    pub inner: Rect,
    /// The full name.
    pub name: Rect,
    /// The key facts.
    pub facts: Rect,
    /// The tab bar.
    pub tabs: Rect,
    /// The rule under the tab bar.
    pub rule: Rect,
    /// The field table, with the columns of the cursor and of the marks at its left.
    pub table: Rect,
}

/// How many lines a row takes.
pub const ROW_HEIGHT: usize = 2;

/// The pane that the keys work in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pane {
    /// The list of cases.
    List,
    /// The field table.
    Fields,
}

/// The search box with its surroundings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SearchLine {
    /// The word before the box.
    pub label: Rect,
    /// The box.
    pub text: Rect,
    /// How much was found, behind it.
    pub count: Rect,
    /// True where there is room for the number of cases before it.
    pub with_left: bool,
}

/// Returns a pane whose lines fill its border.
#[must_use]
pub fn scroll_pane(outer: Rect) -> ScrollPane {
    ScrollPane { outer, rows: inside(outer) }
}

/// Returns the area inside a border.
pub fn inside(outer: Rect) -> Rect {
    Rect {
        x: outer.x.saturating_add(1),
        y: outer.y.saturating_add(1),
        width: outer.width.saturating_sub(2),
        height: outer.height.saturating_sub(2),
    }
}

/// Returns the width of words in the detail: one cell is left free at each side.
#[must_use]
pub fn text_width(inner: Rect) -> u16 {
    inner.width.saturating_sub(2)
}

/// Returns the width of the field table, without the cells of cursor, marks and the right edge.
#[must_use]
pub fn table_width(inner: Rect) -> u16 {
    inner.width.saturating_sub(3)
}

/// Shares the detail between name, key facts, tabs and table. The table has at least half; the key facts
/// shrink first, since they are in the table too.
#[must_use]
pub fn detail_pane(outer: Rect, name_lines: usize, fact_lines: usize) -> DetailPane {
    let inner = inside(outer);
    let mut spare = (inner.height / 2).saturating_sub(1);
    let mut take = |wanted: usize| {
        let taken = u16::try_from(wanted).unwrap_or(u16::MAX).min(spare);
        spare = spare.saturating_sub(taken);
        taken
    };
    let rule_height = take(1);
    let name_height = take(name_lines);
    let facts_height = take(fact_lines);
    let tabs_height = inner.height.min(1);
    let text = Rect { x: inner.x.saturating_add(1), width: text_width(inner), ..inner };
    let name = Rect { height: name_height, ..text };
    let facts = Rect { y: name.bottom(), height: facts_height, ..text };
    let tabs = Rect { y: facts.bottom(), height: tabs_height, ..text };
    let rule = Rect { y: tabs.bottom(), height: rule_height, ..inner };
    let height = inner.bottom().saturating_sub(rule.bottom());
    let table = Rect { y: rule.bottom(), height, ..inner };
    DetailPane { outer, inner, name, facts, tabs, rule, table }
}

/// Returns how the panes share a screen of this size.
pub fn shape_of(size: Size) -> Shape {
    if size.width < SMALLEST.width || size.height < SMALLEST.height {
        Shape::TooSmall
    } else if size.width >= WIDE {
        Shape::Wide
    } else if size.width >= MEDIUM && size.height >= STACKED_HEIGHT {
        Shape::Stacked
    } else {
        Shape::Single
    }
}
