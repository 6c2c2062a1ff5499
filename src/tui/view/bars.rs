//! The scrollbars, each on the border of what it scrolls.

use ratatui::buffer::Buffer;

use crate::tui::layout::Bar;
use crate::tui::scene::Scene;
use crate::tui::theme::Theme;
use crate::tui::widget::scrollbar;

/// Draws a scrollbar, if it is on the screen.
pub fn draw(buffer: &mut Buffer, scene: &Scene, theme: Theme, bar: Bar) {
    if let Some(bar) = scene.regions.bar(bar) {
        scrollbar(buffer, bar.column, bar.thumb(), theme.accent());
    }
}
