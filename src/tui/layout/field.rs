//! Where a field in full size is.

use ratatui::layout::Rect;

use super::panes::below_title;

/// From this width on what was read and the page's own lines stand side by side.
const SIDE_BY_SIDE: u16 = 72;
/// Between them: a line, and a cell at each side of it.
const GAP: u16 = 3;

/// A field in full size.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FieldPanes {
    /// The border.
    pub outer: Rect,
    /// What was read and the page's own lines, side by side or in one.
    pub columns: Vec<Rect>,
    /// The line between them, where there are two.
    pub rule: Option<Rect>,
}

impl FieldPanes {
    /// Returns the number of lines on the screen.
    #[must_use]
    pub fn height(&self) -> usize {
        self.columns.first().map_or(1, |column| usize::from(column.height)).max(1)
    }
}

/// Shares the pane between the field and the page's own lines, side by side if it is wide enough.
#[must_use]
pub fn field_panes(outer: Rect) -> FieldPanes {
    let inner = below_title(outer);
    let text = Rect { x: inner.x.saturating_add(1), width: inner.width.saturating_sub(2), ..inner };
    let Some(both) = text.width.checked_sub(GAP).filter(|_| text.width >= SIDE_BY_SIDE) else {
        return FieldPanes { outer, columns: vec![text], rule: None };
    };
    let left = Rect { width: both / 2, ..text };
    let rule = Rect { x: left.right().saturating_add(1), width: 1, ..text };
    let right = Rect { x: rule.right().saturating_add(1), width: both - left.width, ..text };
    FieldPanes { outer, columns: vec![left, right], rule: Some(rule) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_columns_stay_inside_and_apart() {
        for width in 0..200 {
            for height in 0..20 {
                let panes = field_panes(Rect::new(3, 1, width, height));
                let inner = below_title(panes.outer);
                for column in panes.columns.iter().chain(&panes.rule) {
                    assert!(column.is_empty() || inner.intersection(*column) == *column, "{width}x{height}");
                }
                if let ([left, right], Some(rule)) = (&panes.columns[..], panes.rule) {
                    assert!(left.right() < rule.x && rule.right() < right.x, "{width}");
                    assert!(right.width - left.width <= 1);
                }
            }
        }
    }
}
