//! The part of a line that is being edited.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::text::width::{ELLIPSIS, cells, cut, cut_front};

/// The part of a text around its caret.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Window {
    /// The mark before it if the text is cut there: `…`, or empty.
    pub before: &'static str,
    /// Its bytes.
    pub shown: Range<usize>,
    /// The mark behind it if the text is cut there.
    pub behind: &'static str,
    /// The caret's cell.
    pub caret: usize,
}

/// Returns the part of a text around the caret (before character `cursor`) that fits into `width` cells, with
/// the caret in the middle unless an end of the text is near.
#[must_use]
pub fn window(text: &str, cursor: usize, width: usize) -> Window {
    let at = grapheme_at(text, cursor);
    let (before, after) = text.split_at_checked(at).unwrap_or((text, ""));
    // The caret itself wants a cell.
    let rest = cells(after).max(1);
    if cells(before) + rest <= width {
        return Window { shown: 0..text.len(), caret: cells(before), ..Window::default() };
    }
    // A mark at each end leaves room for a wide letter at each side of the caret, or there is none.
    let mark = if width >= 2 * cells(ELLIPSIS) + 4 { ELLIPSIS } else { "" };
    let room = width.saturating_sub(cells(mark));
    let middle = width / 2;
    if cells(before) <= middle {
        let end = at + cut(after, room.saturating_sub(cells(before))).len();
        return Window { shown: 0..end, behind: mark, caret: cells(before), ..Window::default() };
    }
    let is_end = rest <= width - middle;
    let most = if is_end { room.saturating_sub(rest) } else { middle.saturating_sub(cells(mark)) };
    let part = cut_front(before, most);
    let caret = cells(mark) + cells(part);
    // A wide letter before the caret may leave the room that the text behind it lacked.
    let end = if is_end { text.len() } else { at + cut(after, room.saturating_sub(caret)).len() };
    let behind = if end < text.len() { mark } else { "" };
    Window { before: mark, shown: at - part.len()..end, behind, caret }
}

/// Returns the byte where the character `cursor` begins; within a grapheme, where the next one begins.
fn grapheme_at(text: &str, cursor: usize) -> usize {
    let byte = text.char_indices().nth(cursor).map_or(text.len(), |(byte, _)| byte);
    let mut starts = text.grapheme_indices(true).map(|(start, _)| start);
    starts.find(|start| *start >= byte).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::alphabet::mixed_text;
    use crate::text::width::set_ambiguous_wide;

    /// The line as it is drawn, and the caret's cell.
    fn drawn(text: &str, cursor: usize, width: usize) -> (String, usize) {
        let Window { before, shown, behind, caret } = window(text, cursor, width);
        (format!("{before}{}{behind}", &text[shown]), caret)
    }

    #[test]
    fn what_is_cut_off_is_marked_at_its_end() {
        let text = "もがみネット 同意書";
        for (cursor, width, line, caret) in [
            (10, 20, text, 19),
            (10, 19, "…がみネット 同意書", 18),
            (0, 18, "もがみネット 同意…", 0),
            (10, 10, "… 同意書", 8),
            (9, 10, "…ト 同意書", 8),
            (4, 10, "…みネット…", 5),
            (1, 10, "もがみネ…", 2),
            (0, 10, "もがみネ…", 0),
            (10, 5, "意書", 4),
            (1, 5, "もが", 2),
            (10, 0, "", 0),
        ] {
            assert_eq!(drawn(text, cursor, width), (line.to_owned(), caret), "{cursor} in {width}");
        }
    }

    proptest! {
        #[test]
        fn the_line_fits_and_the_caret_stands_where_it_types(
            text in mixed_text(), cursor in 0_usize..40, width in 0_usize..60, wide in any::<bool>(),
        ) {
            set_ambiguous_wide(wide);
            let Window { before, shown, behind, caret } = window(&text, cursor, width);
            let at = grapheme_at(&text, cursor);
            prop_assert!(shown.start <= at && at <= shown.end);
            prop_assert!(cells(before) + cells(&text[shown.clone()]) + cells(behind) <= width);
            prop_assert_eq!(caret, cells(before) + cells(&text[shown.start..at]));
            prop_assert!(caret < width.max(1));
            if width >= 2 * cells(ELLIPSIS) + 4 {
                prop_assert_eq!(before.is_empty(), shown.start == 0);
                prop_assert_eq!(behind.is_empty(), shown.end == text.len());
            }
        }
    }
}
