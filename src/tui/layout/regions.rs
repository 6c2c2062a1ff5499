//! Every region of the screen by name.

use ratatui::layout::{Rect, Size};

use super::bars::{self, Bar, Panes, ScrollBar};
use super::facets::FacetPanes;
use super::field::FieldPanes;
use super::panes::{DetailPane, Pane, ScrollPane, SearchLine, Shape, section_list, shape_of, titled_pane};
use super::popup::PopupPane;
use super::rail::RailRow;
use super::sheet::SheetPanes;
use super::tab_bar::TabBar;

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
    /// True while a message or begun keys are in the footer, and not the hints.
    pub footer_is_text: bool,
    /// The case list, where it is on the screen.
    pub list: Option<ScrollPane>,
    /// The lines of a row of the list.
    pub row_lines: u16,
    /// The detail, where it is on the screen.
    pub detail: Option<DetailPane>,
    /// The rule between two panes that are side by side.
    pub rule: Option<Rect>,
    /// The table, which replaces list and detail.
    pub sheet: Option<SheetPanes>,
    /// The field page, which replaces the detail.
    pub field: Option<FieldPanes>,
    /// The tabs on the screen.
    pub tab_bar: TabBar,
    /// The sections in the rail.
    pub rail: Vec<RailRow>,
    /// The search box, where there is one.
    pub search_line: Option<SearchLine>,
    /// The options for what is being typed, where they are shown.
    pub completion: Option<ScrollPane>,
    /// The facets, where they are open.
    pub facets: Option<FacetPanes>,
    /// The popup or the palette, where one is open.
    pub popup: Option<PopupPane>,
    /// The scrollbars, where there is more than is on the screen.
    pub bars: Vec<ScrollBar>,
}

/// Shares the screen between header, panes and footer, with a list of `rows` of `row_lines` each; an empty one takes the room of a detail below it.
/// [`super::detail_pane`] lays out the inside of the detail.
#[must_use]
pub fn arrange(size: Size, pane: Pane, (rows, row_lines): (usize, u16), panes: Panes) -> Regions {
    let screen = Rect::from(size);
    let shape = shape_of(size);
    if shape == Shape::TooSmall {
        return Regions { shape, screen, ..Regions::default() };
    }
    let header = Rect { height: 1, ..screen };
    let footer = Rect { y: screen.height.saturating_sub(1), height: 1, ..screen };
    let body = Rect { y: 1, height: screen.height.saturating_sub(2), ..screen };
    let mut rule = None;
    let (list, detail) = match (shape, pane) {
        (Shape::Wide, _) => {
            let width = bars::list_width(body.width, panes.list_width);
            let between = Rect { x: width, width: 1, ..body };
            rule = Some(between);
            let x = between.right();
            let detail = Rect { x, width: body.width.saturating_sub(x), ..body };
            (Some(Rect { width, ..body }), Some(detail))
        }
        (Shape::Stacked, Pane::List) if rows > 0 => {
            let wanted = u16::try_from(rows).unwrap_or(u16::MAX).saturating_mul(row_lines).saturating_add(1);
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
        list: list.map(titled_pane),
        row_lines,
        detail: detail.map(|outer| DetailPane::new(outer, section_list(size.width))),
        rule,
        ..Regions::default()
    }
}

impl Regions {
    /// Returns everything between header and footer.
    #[must_use]
    pub fn body(&self) -> Rect {
        Rect { y: 1, height: self.screen.height.saturating_sub(2), ..self.screen }
    }

    /// Returns the area of the detail, else everything between header and footer.
    #[must_use]
    pub fn beside_list(&self) -> Rect {
        self.detail.map_or(self.body(), |detail| detail.outer)
    }

    /// Sets the height of the footer to a number of lines, at most half the screen.
    pub fn raise_footer(&mut self, lines: usize) {
        let most = (self.screen.height / 2).max(1);
        let height = u16::try_from(lines).unwrap_or(u16::MAX).clamp(1, most).min(self.screen.height);
        self.footer = Rect { y: self.screen.bottom().saturating_sub(height), height, ..self.screen };
    }

    /// Returns the number of table lines on the screen.
    #[must_use]
    pub fn table_height(&self) -> usize {
        self.detail.map_or(1, |detail| usize::from(detail.table.height)).max(1)
    }

    /// Returns the number of lines on the screen of a field in full size.
    #[must_use]
    pub fn field_height(&self) -> usize {
        self.field.as_ref().map_or(1, FieldPanes::height)
    }

    /// Returns the number of whole list rows on the screen; those of a table are its lines.
    #[must_use]
    pub fn list_rows(&self) -> usize {
        if let Some(sheet) = &self.sheet {
            return usize::from(sheet.rows.height).max(1);
        }
        self.list.map_or(1, |list| usize::from(list.rows.height) / self.row_height()).max(1)
    }

    /// Returns the lines of a row of the list.
    #[must_use]
    pub fn row_height(&self) -> usize {
        usize::from(self.row_lines.max(1))
    }

    /// Returns the number of options on the screen.
    #[must_use]
    pub fn completion_height(&self) -> usize {
        self.completion.map_or(1, |options| usize::from(options.rows.height)).max(1)
    }

    /// Returns the number of popup lines on the screen.
    #[must_use]
    pub fn popup_height(&self) -> usize {
        self.popup.map_or(1, |popup| usize::from(popup.rows.height)).max(1)
    }

    /// Returns the number of options of a facet on the screen.
    #[must_use]
    pub fn facet_rows(&self) -> usize {
        self.facets.map_or(1, |facets| usize::from(facets.options.height)).max(1)
    }

    /// Returns a scrollbar; `None` if it is not on the screen.
    #[must_use]
    pub fn bar(&self, wanted: Bar) -> Option<ScrollBar> {
        self.bars.iter().find(|bar| bar.bar == wanted).copied()
    }

    /// Adds a scrollbar at the right of an area, unless all lines are on the screen.
    pub fn add_bar(&mut self, bar: Bar, rows: Rect, lines: usize, visible: usize, top: usize) {
        let column = Rect { x: rows.right(), width: 1, ..rows }.intersection(self.screen);
        let added = ScrollBar { bar, column, lines, visible, top };
        if !added.thumb().is_empty() {
            self.bars.push(added);
        }
    }

    /// Returns the line between list and detail: the rule, or the title of the detail below the list; `None` if
    /// they are not both on the screen.
    #[must_use]
    pub fn divider(&self) -> Option<Rect> {
        let (_, detail) = (self.list?, self.detail?);
        match self.shape {
            Shape::Wide => self.rule,
            Shape::Stacked => Some(detail.title),
            Shape::Single | Shape::TooSmall => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::panes::{SectionList, detail_pane};
    use super::super::popup::popup_pane;
    use super::*;

    #[test]
    fn regions_stay_on_the_screen_and_do_not_overlap() {
        for width in 0..=210 {
            for height in 0..=64 {
                for (pane, wish) in [(Pane::List, None), (Pane::Fields, Some(2)), (Pane::List, Some(400))] {
                    let panes = Panes { list_width: wish, list_height: wish };
                    let regions = arrange(Size { width, height }, pane, (5, 2), panes);
                    let screen = regions.screen;
                    let list = regions.list.map(|list| list.outer).unwrap_or_default();
                    let detail = regions.detail.map(|detail| detail.outer).unwrap_or_default();
                    let rule = regions.rule.unwrap_or_default();
                    for region in [regions.header, regions.footer, list, rule, detail] {
                        assert_eq!(region.intersection(screen), region, "{width}x{height}");
                    }
                    assert!(!list.intersects(detail) || list.is_empty() || detail.is_empty());
                    for sections in [SectionList::Tabs, SectionList::Rail, SectionList::Pane] {
                        let inside = detail_pane(DetailPane::new(detail, sections), 4);
                        for part in [inside.card, inside.tabs, inside.table] {
                            assert!(part.is_empty() || part.intersection(inside.inner) == part);
                        }
                        for part in [inside.rule, inside.rail, inside.rail_rule, inside.title] {
                            assert!(part.is_empty() || part.intersection(detail) == part);
                        }
                        assert!(!inside.rail.intersects(inside.table));
                    }
                    let popup = popup_pane(screen, 300, 300, true, list).outer;
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
