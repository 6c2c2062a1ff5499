//! Where everything is on the screen: named rectangles, computed once a frame. What is drawn and
//! what the mouse hits are the same ones.

mod bars;
mod facets;
mod field;
mod palette;

use ratatui::layout::{Position, Rect, Size};

pub use bars::{Bar, Panes, ScrollBar};
pub use facets::{FacetPanes, facet_panes};
pub use field::{FieldPanes, field_panes};
pub use palette::{PalettePane, palette_pane};

use super::headline::SearchLine;
use super::state::Pane;
use super::state::list::ROW_HEIGHT;
use super::state::popup::PopupLine;
use super::tabs::TabBar;

/// From this width on the list stands beside the detail.
pub const WIDE: u16 = 100;
/// From this width on the list stands above the detail.
pub const MEDIUM: u16 = 60;
/// The smallest screen that shows anything but its own smallness.
pub const SMALLEST: Size = Size { width: 30, height: 8 };
/// The list stands above the detail only where both have some height.
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

/// Every region of the screen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Regions {
    /// How the panes share the screen.
    pub shape: Shape,
    /// The whole screen.
    pub screen: Rect,
    /// The line on top.
    pub header: Rect,
    /// The line at the bottom; more of them, over the panes, for a message that is longer.
    pub footer: Rect,
    /// The case list, where it is on the screen.
    pub list: Option<ScrollPane>,
    /// The detail, where it is on the screen.
    pub detail: Option<DetailPane>,
    /// A field in full size, where one is in the detail's place.
    pub field: Option<FieldPanes>,
    /// The tabs on the screen.
    pub tab_bar: TabBar,
    /// The search box, where there is one.
    pub search_line: Option<SearchLine>,
    /// The options for what is being typed, where they are shown.
    pub completion: Option<ScrollPane>,
    /// The facets, where they are open.
    pub facets: Option<FacetPanes>,
    /// The popup, where one is open.
    pub popup: Option<ScrollPane>,
    /// What it lists.
    pub popup_lines: Vec<PopupLine>,
    /// The palette, where it is open.
    pub palette: Option<PalettePane>,
    /// The scrollbars, where there is more than is on the screen.
    pub bars: Vec<ScrollBar>,
}

/// Shares the screen between the header, the panes and the footer. A list without rows says why, and
/// has the room of the detail below it too, which would be empty. The detail's inside comes from
/// [`detail_pane`], which has to know how high the words above the table are.
#[must_use]
pub fn arrange(size: Size, pane: Pane, rows: usize, panes: Panes) -> Regions {
    let screen = Rect::from(size);
    let shape = shape_of(size);
    if shape == Shape::TooSmall {
        return Regions { shape, screen, ..Regions::default() };
    }
    let header = Rect { height: 1, ..screen };
    let footer = Rect { y: screen.height.saturating_sub(1), height: 1, ..screen };
    let body = Rect { y: 1, height: screen.height.saturating_sub(2), ..screen };
    let (list, detail) = match (shape, pane) {
        (Shape::Wide, _) => {
            let width = bars::list_width(body.width, panes.list_width);
            let list = Rect { width, ..body };
            (Some(list), Some(Rect { x: width, width: body.width.saturating_sub(width), ..body }))
        }
        (Shape::Stacked, Pane::List) if rows > 0 => {
            let wanted = u16::try_from(rows * ROW_HEIGHT + 2).unwrap_or(u16::MAX);
            let height = bars::list_height(body.height, wanted, panes.list_height);
            let list = Rect { height, ..body };
            let below = body.height.saturating_sub(height);
            (Some(list), Some(Rect { y: body.y.saturating_add(height), height: below, ..body }))
        }
        (Shape::Stacked | Shape::Single, Pane::List) => (Some(body), None),
        (Shape::Stacked | Shape::Single, Pane::Fields) | (Shape::TooSmall, _) => (None, Some(body)),
    };
    Regions {
        shape,
        screen,
        header,
        footer,
        list: list.map(scroll_pane),
        detail: detail.map(|outer| DetailPane { outer, inner: inside(outer), ..DetailPane::default() }),
        ..Regions::default()
    }
}

fn shape_of(size: Size) -> Shape {
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

/// A pane whose lines fill its border.
#[must_use]
pub fn scroll_pane(outer: Rect) -> ScrollPane {
    ScrollPane { outer, rows: inside(outer) }
}

/// What a border leaves.
#[must_use]
pub fn inside(outer: Rect) -> Rect {
    Rect {
        x: outer.x.saturating_add(1),
        y: outer.y.saturating_add(1),
        width: outer.width.saturating_sub(2),
        height: outer.height.saturating_sub(2),
    }
}

/// How wide words inside the detail are: a cell is left free at both sides.
#[must_use]
pub fn text_width(inner: Rect) -> u16 {
    inner.width.saturating_sub(2)
}

/// How wide the field table is: two cells at its left are for the cursor and for marks.
#[must_use]
pub fn table_width(inner: Rect) -> u16 {
    inner.width.saturating_sub(3)
}

/// Shares the detail between name, key facts, tabs and table. The table gets at least half; the
/// words above it give way, the key facts first, since the table holds them too.
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

/// Fewer columns than this on each side of a popup would show nothing but bits of letters.
const LEAST_BESIDE: usize = 4;

/// A popup in the middle of the panes, as large as its lines want and the screen allows.
#[must_use]
pub fn popup_pane(regions: &Regions, width: usize, lines: usize) -> ScrollPane {
    let screen = regions.screen;
    let fit = |wanted: usize, most: u16| u16::try_from(wanted).unwrap_or(u16::MAX).min(most);
    let wanted = width.saturating_add(4);
    let has_sides = wanted.saturating_add(2 * LEAST_BESIDE) <= usize::from(screen.width);
    let width = if has_sides { fit(wanted, screen.width) } else { screen.width };
    let height = fit(lines.max(1).saturating_add(2), screen.height.saturating_sub(2));
    scroll_pane(Rect {
        x: screen.width.saturating_sub(width) / 2,
        y: 1 + screen.height.saturating_sub(2).saturating_sub(height) / 2,
        width,
        height,
    })
}

/// Options shown at once at most.
const MOST_OPTIONS: usize = 10;

/// The options for what is being typed: under the search box, above everything else.
#[must_use]
pub fn completion_pane(regions: &Regions, width: usize, lines: usize) -> ScrollPane {
    let screen = regions.screen;
    let fit = |wanted: usize, most: u16| u16::try_from(wanted).unwrap_or(u16::MAX).min(most);
    let width = fit(width.saturating_add(4), screen.width.saturating_sub(2));
    let height = fit(lines.min(MOST_OPTIONS) + 2, screen.height.saturating_sub(2));
    let start = regions.search_line.map_or(0, |line| line.text.x.saturating_sub(2));
    let x = start.min(screen.width.saturating_sub(width));
    scroll_pane(Rect { x, y: regions.header.bottom(), width, height })
}

/// What the pointer is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// A line of the popup, counted from its first line on the screen.
    PopupLine(usize),
    /// An option for what is being typed, counted from the first one on the screen.
    Completion(usize),
    /// The name of a facet, counted from the first one on the screen.
    FacetName(usize),
    /// An option of the open facet, counted from the first one on the screen.
    FacetOption(usize),
    /// A line of the palette, counted from its first one on the screen.
    PaletteLine(usize),
    /// The popup's border.
    PopupBorder,
    /// A scrollbar.
    Bar(Bar),
    /// The border between the list and the detail.
    Divider,
    /// The search box and the line it is in.
    Header,
    /// A row of the list, counted from its first row on the screen.
    ListRow(usize),
    /// The list's border.
    List,
    /// The tab of a section.
    Tab(usize),
    /// The arrow at an end of the tab bar.
    MoreTabs {
        /// True for the right end.
        right: bool,
    },
    /// The tab bar beside its tabs.
    TabBar,
    /// A line of the table, counted from its first line on the screen.
    TableLine(usize),
    /// A field in full size.
    FieldPage,
    /// Anything else in the detail.
    Detail,
    /// Nothing.
    Outside,
}

impl Regions {
    /// What is at a place of the screen; while a popup is open, only the popup is.
    #[must_use]
    pub fn target(&self, at: Position) -> Target {
        // A long message lies over everything else.
        if self.footer.contains(at) {
            return Target::Outside;
        }
        if let Some(bar) = self.bar_at(at) {
            return Target::Bar(bar);
        }
        if let Some(popup) = self.popup {
            return if popup.rows.contains(at) {
                Target::PopupLine(usize::from(at.y.saturating_sub(popup.rows.y)))
            } else if popup.outer.contains(at) {
                Target::PopupBorder
            } else {
                Target::Outside
            };
        }
        let line_of = |area: Rect| usize::from(at.y.saturating_sub(area.y));
        if let Some(palette) = self.palette {
            return palette.target(at);
        }
        if let Some(options) = self.completion.filter(|options| options.outer.contains(at)) {
            let inside = options.rows.contains(at);
            return if inside { Target::Completion(line_of(options.rows)) } else { Target::PopupBorder };
        }
        if let Some(facets) = self.facets {
            return facets.target(at);
        }
        if self.divider().is_some_and(|divider| divider.contains(at)) {
            return Target::Divider;
        }
        if let Some(list) = self.list.filter(|list| list.outer.contains(at)) {
            let line = usize::from(at.y.saturating_sub(list.rows.y));
            return if list.rows.contains(at) { Target::ListRow(line / ROW_HEIGHT) } else { Target::List };
        }
        if let Some(detail) = self.detail.filter(|detail| detail.outer.contains(at)) {
            return if self.field.is_some() { Target::FieldPage } else { self.detail_target(&detail, at) };
        }
        if self.header.contains(at) { Target::Header } else { Target::Outside }
    }

    fn detail_target(&self, detail: &DetailPane, at: Position) -> Target {
        if detail.tabs.contains(at) {
            let cell = at.x.saturating_sub(detail.tabs.x);
            let from_right = detail.tabs.right().saturating_sub(at.x);
            match self.tab_bar.at(cell) {
                Some(tab) => Target::Tab(tab),
                None if self.tab_bar.more_left && cell < 2 => Target::MoreTabs { right: false },
                None if self.tab_bar.more_right && from_right <= 2 => Target::MoreTabs { right: true },
                None => Target::TabBar,
            }
        } else if detail.table.contains(at) {
            Target::TableLine(usize::from(at.y.saturating_sub(detail.table.y)))
        } else {
            Target::Detail
        }
    }

    /// Makes the footer as high as a message of so many lines wants, half the screen at most.
    pub fn raise_footer(&mut self, lines: usize) {
        let most = (self.screen.height / 2).max(1);
        let height = u16::try_from(lines).unwrap_or(u16::MAX).clamp(1, most).min(self.screen.height);
        self.footer = Rect { y: self.screen.bottom().saturating_sub(height), height, ..self.screen };
    }

    /// How many lines of the table are on the screen.
    #[must_use]
    pub fn table_height(&self) -> usize {
        self.detail.map_or(1, |detail| usize::from(detail.table.height)).max(1)
    }

    /// How many lines of a field in full size are on the screen.
    #[must_use]
    pub fn field_height(&self) -> usize {
        self.field.as_ref().map_or(1, FieldPanes::height)
    }

    /// How many rows of the list are on the screen in full.
    #[must_use]
    pub fn list_rows(&self) -> usize {
        self.list.map_or(1, |list| usize::from(list.rows.height) / ROW_HEIGHT).max(1)
    }

    /// How many options for what is being typed are on the screen.
    #[must_use]
    pub fn completion_height(&self) -> usize {
        self.completion.map_or(1, |options| usize::from(options.rows.height)).max(1)
    }

    /// How many lines of the popup are on the screen.
    #[must_use]
    pub fn popup_height(&self) -> usize {
        self.popup.map_or(1, |popup| usize::from(popup.rows.height)).max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions_stay_on_the_screen_and_do_not_overlap() {
        for width in 0..=210 {
            for height in 0..=64 {
                for (pane, wish) in [(Pane::List, None), (Pane::Fields, Some(2)), (Pane::List, Some(400))] {
                    let panes = Panes { list_width: wish, list_height: wish };
                    let regions = arrange(Size { width, height }, pane, 5, panes);
                    let screen = regions.screen;
                    let list = regions.list.map(|list| list.outer).unwrap_or_default();
                    let detail = regions.detail.map(|detail| detail.outer).unwrap_or_default();
                    for region in [regions.header, regions.footer, list, detail] {
                        assert_eq!(region.intersection(screen), region, "{width}x{height}");
                    }
                    assert!(!list.intersects(detail) || list.is_empty() || detail.is_empty());
                    let inside = detail_pane(detail, 3, 4);
                    for part in [inside.name, inside.facts, inside.tabs, inside.rule, inside.table] {
                        assert!(part.is_empty() || part.intersection(inside.inner) == part);
                    }
                    let popup = popup_pane(&regions, 300, 300).outer;
                    assert!(popup.is_empty() || popup.intersection(screen) == popup);
                }
            }
        }
    }

    #[test]
    fn the_shape_follows_the_size() {
        let shape = |width, height| shape_of(Size { width, height });
        assert_eq!(shape(120, 36), Shape::Wide);
        assert_eq!(shape(80, 24), Shape::Stacked);
        assert_eq!(shape(50, 15), Shape::Single);
        assert_eq!(shape(30, 8), Shape::Single);
        assert_eq!(shape(29, 8), Shape::TooSmall);
        assert_eq!(shape(200, 7), Shape::TooSmall);
    }
}
