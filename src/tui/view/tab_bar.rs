//! The tab bar: the page's own table of contents.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::text::sign::signs;
use crate::tui::layout::TabBar;
use crate::tui::theme::Theme;
use crate::tui::widget::Pen;

/// Draws the tabs.
pub fn draw(buffer: &mut Buffer, bar: &TabBar, tabs: Rect, theme: Theme) {
    let mut write = |cell: u16, words: &str, style| {
        Pen::new(buffer, tabs, 0).skip(usize::from(cell)).write(words, style);
    };
    let [left, right] = signs().more;
    if bar.more_left {
        write(0, left, theme.accent());
    }
    for tab in &bar.tabs {
        let style = match (tab.open, tab.blank) {
            (true, _) => theme.open_tab(),
            (false, true) => theme.quiet(),
            (false, false) => Style::new(),
        };
        write(tab.start, &tab.words, style);
    }
    if bar.more_right {
        write(tabs.width.saturating_sub(1), right, theme.accent());
    }
}

/// Draws the rule under the tabs.
pub fn draw_rule(buffer: &mut Buffer, rule: Rect, theme: Theme) {
    Pen::new(buffer, rule, 0).write(&signs().rule.repeat(usize::from(rule.width)), theme.quiet());
}
