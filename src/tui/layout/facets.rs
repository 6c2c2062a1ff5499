//! Where the facets are on the screen.

use ratatui::layout::{Position, Rect};

use super::{Regions, Shape, Target, inside};

/// The facets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FacetPanes {
    /// The border.
    pub outer: Rect,
    /// The names of the facets; empty where one is shown at a time.
    pub names: Rect,
    /// The options of the open one.
    pub options: Rect,
}

/// Narrower than this the facets are shown one at a time.
const TWO_COLUMNS: u16 = 60;

/// The facets over the open case, the list staying in sight; where one pane is shown at a time, over
/// it. `widest` is the width of the longest name.
#[must_use]
pub fn facet_panes(regions: &Regions, widest: usize) -> FacetPanes {
    let screen = regions.screen;
    let body = Rect { y: 1, height: screen.height.saturating_sub(2), ..screen };
    let outer = match regions.shape {
        Shape::Wide | Shape::Stacked => regions.detail.map_or(body, |detail| detail.outer),
        Shape::Single | Shape::TooSmall => body,
    };
    let inner = inside(outer);
    if outer.width < TWO_COLUMNS {
        return FacetPanes { outer, names: Rect { width: 0, height: 0, ..inner }, options: inner };
    }
    // A mark, the name, how many are chosen.
    let width = u16::try_from(widest + 7).unwrap_or(u16::MAX).min(inner.width / 2);
    let names = Rect { width, ..inner };
    let options =
        Rect { x: inner.x.saturating_add(width + 1), width: inner.width.saturating_sub(width + 1), ..inner };
    FacetPanes { outer, names, options }
}

impl FacetPanes {
    /// What the pointer is on; while the facets are open, only they are.
    #[must_use]
    pub fn target(&self, at: Position) -> Target {
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

impl Regions {
    /// How many options of a facet are on the screen.
    #[must_use]
    pub fn facet_rows(&self) -> usize {
        self.facets.map_or(1, |facets| usize::from(facets.options.height)).max(1)
    }
}
