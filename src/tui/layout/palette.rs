//! Where the palette is on the screen.

use ratatui::layout::Rect;

use super::panes::ScrollPane;
use super::popup::popup_pane;

/// The palette.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PalettePane {
    /// The border.
    pub outer: Rect,
    /// What is typed.
    pub text: Rect,
    /// The lines.
    pub rows: Rect,
}

/// Lines of the palette shown at once at most.
const MOST_COMMANDS: usize = 18;

/// The palette in the middle of the panes, for `lines` lines of this width: as high whatever is typed.
#[must_use]
pub fn palette_pane(screen: Rect, width: usize, lines: usize) -> PalettePane {
    let ScrollPane { outer, rows } = popup_pane(screen, width, lines.min(MOST_COMMANDS) + 1);
    let text = Rect { x: rows.x.saturating_add(1), width: rows.width.saturating_sub(2), ..rows };
    let rows = Rect { y: rows.y.saturating_add(1), height: rows.height.saturating_sub(1), ..rows };
    PalettePane { outer, text: Rect { height: text.height.min(1), ..text }, rows }
}
