//! The panes that share the screen, and what is inside them.

use ratatui::layout::{Rect, Size};

/// From this width on the list is beside the detail.
pub const WIDE: u16 = 100;
/// From this width on the list is above the detail.
pub const MEDIUM: u16 = 60;
/// From this width on a rail of the sections is beside the field table, in place of the tab bar.
const RAIL: u16 = 140;
/// From this width on the rail is a pane of its own between the list and the case.
pub const THREE_PANES: u16 = 180;
/// The width of the rail.
const RAIL_WIDTH: u16 = 26;
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

/// A pane with lines that scroll, below a title or in a border.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ScrollPane {
    /// The whole pane.
    pub outer: Rect,
    /// The lines.
    pub rows: Rect,
}

/// Where the sections of the open case are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SectionList {
    /// In a tab bar above the table.
    #[default]
    Tabs,
    /// In a rail beside the table, below the name of the case.
    Rail,
    /// In a pane of their own.
    Pane,
}

/// The detail pane.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DetailPane {
    /// The whole pane.
    pub outer: Rect,
    /// Where its sections are listed.
    pub sections: SectionList,
    /// The title line of the case.
    pub title: Rect,
    /// Everything of the case below its title.
    pub inner: Rect,
    /// The card: the figures and the key facts.
    pub card: Rect,
    /// The tab bar; empty where there is a rail.
    pub tabs: Rect,
    /// The rule under the tab bar.
    pub rule: Rect,
    /// The rail; empty where there is a tab bar.
    pub rail: Rect,
    /// The title line of the rail, where it is a pane.
    pub rail_title: Rect,
    /// The rule at the right of the rail, from the line that it hangs from.
    pub rail_rule: Rect,
    /// The field table, with the columns of the cursor and of the marks at its left.
    pub table: Rect,
}

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

/// Returns the area of a pane below its title; the last column is that of the scrollbar.
pub fn below_title(outer: Rect) -> Rect {
    let (width, height) = (outer.width.saturating_sub(1), outer.height.saturating_sub(1));
    Rect { y: outer.y.saturating_add(1).min(outer.bottom()), width, height, ..outer }
}

/// Returns a pane whose lines fill it below its title.
pub fn titled_pane(outer: Rect) -> ScrollPane {
    ScrollPane { outer, rows: below_title(outer) }
}

/// Returns where a screen of this width lists the sections of the open case.
pub fn section_list(width: u16) -> SectionList {
    match width {
        ..RAIL => SectionList::Tabs,
        RAIL..THREE_PANES => SectionList::Rail,
        THREE_PANES.. => SectionList::Pane,
    }
}

/// Returns the width of words in the detail: a cell is left free at the left.
#[must_use]
pub fn text_width(inner: Rect) -> u16 {
    inner.width.saturating_sub(1)
}

impl DetailPane {
    /// Creates a detail pane; [`detail_pane`] lays out its inside.
    #[must_use]
    pub fn new(outer: Rect, sections: SectionList) -> Self {
        let title = Rect { height: outer.height.min(1), ..outer };
        if sections != SectionList::Pane {
            return Self { outer, sections, title, inner: below_title(outer), ..Self::default() };
        }
        let width = RAIL_WIDTH.min(outer.width);
        let rail_title = Rect { width, ..title };
        let rail = below_title(Rect { width, ..outer });
        let rail_rule = Rect { x: rail_title.right(), width: 1, ..outer }.intersection(outer);
        let case =
            Rect { x: rail_rule.right(), width: outer.right().saturating_sub(rail_rule.right()), ..outer };
        let title = Rect { height: title.height, ..case };
        Self {
            outer,
            sections,
            title,
            inner: below_title(case),
            rail,
            rail_title,
            rail_rule,
            ..Self::default()
        }
    }

    /// Returns the area of the case, without a rail that is a pane.
    #[must_use]
    pub fn case_area(&self) -> Rect {
        Rect { height: self.outer.height, ..self.title }
    }

    /// Returns the width of the field table, without the cells of cursor and marks.
    #[must_use]
    pub fn table_width(&self) -> u16 {
        let rail = if self.sections == SectionList::Rail { RAIL_WIDTH + 1 } else { 0 };
        self.inner.width.saturating_sub(2 + rail)
    }
}

/// Shares the detail between card, sections and table. The table has at least half; the last lines of the card
/// give way.
#[must_use]
pub fn detail_pane(pane: DetailPane, card_lines: usize) -> DetailPane {
    let DetailPane { outer, sections, inner, .. } = pane;
    let mut spare = (inner.height / 2).saturating_sub(1);
    let mut take = |wanted: usize| {
        let taken = u16::try_from(wanted).unwrap_or(u16::MAX).min(spare);
        spare = spare.saturating_sub(taken);
        taken
    };
    let rule_height = take(1);
    // On a low screen the first figures are enough.
    let card_height = take(card_lines.min(usize::from(inner.height / 4)));
    let tabs_height = if sections == SectionList::Tabs { inner.height.min(1) } else { 0 };
    let text = Rect { x: inner.x.saturating_add(1), width: text_width(inner), ..inner };
    let card = Rect { height: card_height, ..text };
    let tabs = Rect { y: card.bottom(), height: tabs_height, ..inner };
    let width = outer.right().saturating_sub(inner.x);
    let rule = Rect { y: tabs.bottom(), height: rule_height, width, ..inner };
    let height = inner.bottom().saturating_sub(rule.bottom());
    let table = Rect { y: rule.bottom(), height, ..inner };
    let pane = DetailPane { card, tabs, rule, table, ..pane };
    if sections != SectionList::Rail {
        return pane;
    }
    let rail = Rect { width: RAIL_WIDTH.saturating_sub(1).min(table.width), ..table };
    let rail_rule =
        Rect { x: rail.right().saturating_add(1), y: rule.y, width: 1, height: height + rule_height };
    let x = rail_rule.right();
    DetailPane { rail, rail_rule, table: Rect { x, width: table.right().saturating_sub(x), ..table }, ..pane }
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
