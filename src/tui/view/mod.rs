//! What is drawn, a file a region. Views read the state and the regions, and change nothing.

mod case_header;
mod case_list;
mod detail;
mod fields;
mod footer;
mod header;
mod notice;
mod popup;
mod tab_bar;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Position;

use super::layout::Shape;
use super::state::State;
use super::theme::Theme;

pub use footer::hints;

/// Draws a frame and puts the cursor where typing goes.
pub fn draw(frame: &mut Frame<'_>, state: &State, theme: &Theme) {
    if let Some(caret) = render(frame.buffer_mut(), state, *theme) {
        frame.set_cursor_position(caret);
    }
}

/// Draws everything into a buffer; gives the caret's place while there is one.
pub fn render(buffer: &mut Buffer, state: &State, theme: Theme) -> Option<Position> {
    if state.regions.shape == Shape::TooSmall {
        notice::too_small(buffer, state);
        return None;
    }
    let caret = header::draw(buffer, state, theme);
    case_list::draw(buffer, state, theme);
    detail::draw(buffer, state, theme);
    footer::draw(buffer, state, theme);
    popup::draw(buffer, state, theme);
    caret
}
