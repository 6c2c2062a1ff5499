//! Where popups are: in the middle of the panes, or under the search box.

use ratatui::layout::Rect;

use super::panes::{ScrollPane, SearchLine, inside, scroll_pane};

/// Fewer columns than this on each side of a popup would show nothing but bits of letters.
const LEAST_BESIDE: usize = 4;

/// A popup or the palette.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PopupPane {
    /// The border.
    pub outer: Rect,
    /// What is typed, where something is.
    pub text: Rect,
    /// The lines.
    pub rows: Rect,
}

/// Returns the area of a centred popup, as large as its lines need and the screen allows; `has_text` adds a
/// line to type.
#[must_use]
pub fn popup_pane(screen: Rect, width: usize, lines: usize, has_text: bool) -> PopupPane {
    let text_height = u16::from(has_text);
    let lines = lines.max(1) + usize::from(text_height);
    let fit = |wanted: usize, most: u16| u16::try_from(wanted).unwrap_or(u16::MAX).min(most);
    let wanted = width.saturating_add(4);
    let has_sides = wanted.saturating_add(2 * LEAST_BESIDE) <= usize::from(screen.width);
    let width = if has_sides { fit(wanted, screen.width) } else { screen.width };
    let height = fit(lines.saturating_add(2), screen.height.saturating_sub(2));
    let outer = Rect {
        x: screen.width.saturating_sub(width) / 2,
        y: 1 + screen.height.saturating_sub(2).saturating_sub(height) / 2,
        width,
        height,
    };
    let all = inside(outer);
    let height = text_height.min(all.height);
    let text = Rect { x: all.x.saturating_add(1), width: all.width.saturating_sub(2), height, ..all };
    let rows = Rect { y: all.y.saturating_add(height), height: all.height - height, ..all };
    PopupPane { outer, text, rows }
}

/// Options shown at once at most.
const MOST_OPTIONS: usize = 10;

/// Returns the area of the options, under the search box.
#[must_use]
pub fn completion_pane(
    screen: Rect,
    search_line: Option<SearchLine>,
    width: usize,
    lines: usize,
) -> ScrollPane {
    let fit = |wanted: usize, most: u16| u16::try_from(wanted).unwrap_or(u16::MAX).min(most);
    let width = fit(width.saturating_add(4), screen.width.saturating_sub(2));
    let height = fit(lines.min(MOST_OPTIONS) + 2, screen.height.saturating_sub(2));
    let start = search_line.map_or(0, |line| line.text.x.saturating_sub(2));
    let x = start.min(screen.width.saturating_sub(width));
    scroll_pane(Rect { x, y: screen.y.saturating_add(1), width, height })
}
