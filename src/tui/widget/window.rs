//! The part of a line that is being edited.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::text::width::cells;

/// The part of a text around the caret, which stands before the character `cursor`, that fits into
/// `width` cells: its bytes, and the caret's cell in it.
#[must_use]
pub fn window(text: &str, cursor: usize, width: usize) -> (Range<usize>, usize) {
    let caret = text.char_indices().nth(cursor).map_or(text.len(), |(byte, _)| byte);
    let (before, after) = text.split_at_checked(caret).unwrap_or((text, ""));
    // The caret itself wants a cell.
    let mut used = 1;
    let mut start = caret;
    for (byte, grapheme) in before.grapheme_indices(true).rev() {
        if used + cells(grapheme) > width {
            break;
        }
        used += cells(grapheme);
        start = byte;
    }
    let mut end = caret;
    let mut room = width.saturating_sub(used - 1);
    for (byte, grapheme) in after.grapheme_indices(true) {
        let Some(left) = room.checked_sub(cells(grapheme)) else { break };
        room = left;
        end = caret + byte + grapheme.len();
    }
    (start..end, used - 1)
}
