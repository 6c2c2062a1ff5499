//! What the pointer is on.

use ratatui::layout::{Position, Rect};

use super::bars::Bar;
use super::facets::FacetPanes;
use super::panes::DetailPane;
use super::regions::Regions;
use super::sheet::SheetPanes;
use super::tab_bar::TabBar;

/// What the pointer is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// A line of the popup or the palette, counted from its first line on the screen.
    PopupLine(usize),
    /// An option for what is being typed, counted from the first one on the screen.
    Completion(usize),
    /// The name of a facet, counted from the first one on the screen.
    FacetName(usize),
    /// An option of the open facet, counted from the first one on the screen.
    FacetOption(usize),
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
    /// A cell of a table: its row, counted from the first on the screen, and the cell of the screen from the left.
    SheetCell {
        /// The row; `None` for the heads of the columns.
        row: Option<usize>,
        /// The cell of the screen.
        x: u16,
    },
    /// Anything else of a table.
    Sheet,
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
    /// A cell of the footer, from its left.
    Footer(u16),
    /// Nothing.
    Outside,
}

impl Regions {
    /// Returns what is at a position: what lies on top; while a popup is open, nothing else.
    #[must_use]
    pub fn target(&self, at: Position) -> Target {
        // A long message lies over everything else.
        if self.footer.contains(at) {
            return if self.footer_is_text { Target::Outside } else { Target::Footer(at.x) };
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
        if let Some(sheet) = self.sheet.as_ref().filter(|sheet| sheet.outer.contains(at)) {
            return sheet.target(at);
        }
        if let Some(list) = self.list.filter(|list| list.outer.contains(at)) {
            let line = usize::from(at.y.saturating_sub(list.rows.y));
            return if list.rows.contains(at) {
                Target::ListRow(line / self.row_height())
            } else {
                Target::List
            };
        }
        if let Some(detail) = self.detail.filter(|detail| detail.outer.contains(at)) {
            // Beside a table it is looked at, not worked in.
            return if self.sheet.is_some() {
                Target::Detail
            } else if self.field.as_ref().is_some_and(|field| field.outer.contains(at)) {
                Target::FieldPage
            } else {
                self.detail_target(&detail, at)
            };
        }
        if self.header.contains(at) { Target::Header } else { Target::Outside }
    }

    /// Returns the tab, table line or other part of the detail at a position.
    fn detail_target(&self, detail: &DetailPane, at: Position) -> Target {
        if detail.rail.contains(at) {
            let row = self.rail.get(usize::from(at.y.saturating_sub(detail.rail.y)));
            row.map_or(Target::TabBar, |row| Target::Tab(row.section))
        } else if detail.tabs.contains(at) {
            tab_target(&self.tab_bar, detail.tabs, at)
        } else if detail.table.contains(at) {
            Target::TableLine(usize::from(at.y.saturating_sub(detail.table.y)))
        } else {
            Target::Detail
        }
    }

    /// Returns the topmost scrollbar at a position that nothing covers.
    fn bar_at(&self, at: Position) -> Option<Bar> {
        let on_completion = self.completion.is_some_and(|options| options.outer.contains(at));
        let covered = self.popup.is_some();
        let in_front = |bar: Bar| match bar {
            Bar::Popup => true,
            Bar::Completion => !covered,
            Bar::FacetNames | Bar::FacetOptions => !covered && !on_completion,
            Bar::List | Bar::Table | Bar::Rail | Bar::Sheet | Bar::FieldPage => {
                !covered && self.facets.is_none() && !on_completion
            }
        };
        let mut bars = self.bars.iter().filter(|bar| bar.column.contains(at) && in_front(bar.bar));
        bars.next().map(|bar| bar.bar)
    }
}

/// Returns the tab at a position of the tab bar.
fn tab_target(bar: &TabBar, area: Rect, at: Position) -> Target {
    let cell = at.x.saturating_sub(area.x);
    let from_right = area.right().saturating_sub(at.x);
    match bar.section_at(cell) {
        Some(tab) => Target::Tab(tab),
        None if bar.more_left && cell < 1 => Target::MoreTabs { right: false },
        None if bar.more_right && from_right <= 1 => Target::MoreTabs { right: true },
        None => Target::TabBar,
    }
}

impl SheetPanes {
    /// Returns the tab or the cell at a position.
    fn target(&self, at: Position) -> Target {
        let x = at.x.saturating_sub(self.rows.x);
        if self.tabs.contains(at) {
            tab_target(&self.tab_bar, self.tabs, at)
        } else if self.head.contains(at) {
            Target::SheetCell { row: None, x }
        } else if self.rows.contains(at) {
            Target::SheetCell { row: Some(usize::from(at.y.saturating_sub(self.rows.y))), x }
        } else {
            Target::Sheet
        }
    }
}

impl FacetPanes {
    /// Returns the facet or option at a position.
    fn target(&self, at: Position) -> Target {
        let line_of = |area: Rect| usize::from(at.y.saturating_sub(area.y));
        if self.names.contains(at) {
            Target::FacetName(line_of(self.names))
        } else if self.options.contains(at) {
            Target::FacetOption(line_of(self.options))
        } else if self.outer.contains(at) {
            Target::PopupBorder
        } else {
            Target::Outside
        }
    }
}
