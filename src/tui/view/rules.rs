//! The rules between panes that are side by side.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::text::sign::signs;
use crate::tui::scene::Scene;
use crate::tui::theme::Theme;
use crate::tui::widget::Pen;

/// Draws the rule between the panes, where there is one.
pub fn draw(buffer: &mut Buffer, scene: &Scene, theme: Theme) {
    if let Some(rule) = scene.regions.rule {
        draw_hanging(buffer, rule, theme);
    }
}

/// Draws a vertical rule that hangs from a horizontal line.
pub fn draw_hanging(buffer: &mut Buffer, rule: Rect, theme: Theme) {
    for line in 0..rule.height {
        let sign = if line == 0 { signs().tee } else { signs().edge };
        Pen::new(buffer, rule, line).write(sign, theme.quiet());
    }
}
