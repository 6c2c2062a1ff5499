//! Where the facets are on the screen.

use ratatui::layout::Rect;

use super::panes::inside;

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

/// Shares the area beside the list between names and options; a narrow one has no names.
#[must_use]
pub fn facet_panes(outer: Rect, widest: usize) -> FacetPanes {
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
