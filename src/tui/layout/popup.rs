//! Where popups are: in the middle of the panes but beside what they speak of, or under the search box.

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

/// A popup keeps so many lines where it makes room for what it speaks of.
const LEAST_LINES: u16 = 8;

/// Returns the area of a popup, as large as its lines need and the screen allows; `has_text` adds a line to type. It is
/// in the middle, unless it would cover `subject` and there is room below or above that.
#[must_use]
pub fn popup_pane(screen: Rect, width: usize, lines: usize, has_text: bool, subject: Rect) -> PopupPane {
    let text_height = u16::from(has_text);
    let lines = lines.max(1) + usize::from(text_height);
    let fit = |wanted: usize, most: u16| u16::try_from(wanted).unwrap_or(u16::MAX).min(most);
    let wanted = width.saturating_add(4);
    let has_sides = wanted.saturating_add(2 * LEAST_BESIDE) <= usize::from(screen.width);
    let width = if has_sides { fit(wanted, screen.width) } else { screen.width };
    let x = screen.width.saturating_sub(width) / 2;
    let body = Rect { x, y: 1, width, height: screen.height.saturating_sub(2) };
    let outer = beside(body, fit(lines.saturating_add(2), body.height), subject);
    let all = inside(outer);
    let height = text_height.min(all.height);
    let text = Rect { x: all.x.saturating_add(1), width: all.width.saturating_sub(2), height, ..all };
    let rows = Rect { y: all.y.saturating_add(height), height: all.height - height, ..all };
    PopupPane { outer, text, rows }
}

/// Returns a part of the body of this height: in the middle, else below or above the subject, less high if need be.
fn beside(body: Rect, height: u16, subject: Rect) -> Rect {
    let middle = Rect { y: body.y + (body.height - height) / 2, height, ..body };
    if !middle.intersects(subject) {
        return middle;
    }
    let above = Rect { height: subject.y.saturating_sub(body.y), ..body };
    let start = subject.bottom().max(body.y);
    let below = Rect { y: start, height: body.bottom().saturating_sub(start), ..body };
    let roomier = if below.height >= above.height { below } else { above };
    let place = [below, above].into_iter().find(|place| place.height >= height).unwrap_or(roomier);
    if place.height < height.min(LEAST_LINES + 2) {
        return middle;
    }
    let height = height.min(place.height);
    let y = if place.y == body.y { place.bottom() - height } else { place.y };
    Rect { y, height, ..place }
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

#[cfg(test)]
mod tests {
    use super::*;

    const SCREEN: Rect = Rect { x: 0, y: 0, width: 80, height: 24 };

    #[test]
    fn a_popup_leaves_its_subject_visible_where_there_is_room() {
        for y in 1..23 {
            for (height, lines) in [(1, 5), (1, 9), (2, 40), (6, 8)] {
                let subject = Rect { x: 10, y, width: 60, height }.intersection(SCREEN);
                let outer = popup_pane(SCREEN, 30, lines, false, subject).outer;
                let room = (subject.y - 1).max(23_u16.saturating_sub(subject.bottom()));
                let is_covered = outer.intersects(subject);
                assert_eq!(is_covered, room < LEAST_LINES + 2 && is_covered, "{subject} {outer}");
                assert_eq!(outer.intersection(SCREEN), outer);
                assert!(outer.height >= 7, "{outer}");
            }
        }
    }

    #[test]
    fn a_popup_beside_its_subject_or_without_one_is_in_the_middle() {
        let middle = popup_pane(SCREEN, 30, 6, true, Rect::default());
        assert_eq!(middle.outer, Rect { x: 23, y: 7, width: 34, height: 9 });
        let subject = Rect { x: 0, y: 3, width: 80, height: 2 };
        assert_eq!(popup_pane(SCREEN, 30, 6, true, subject), middle);
    }
}
