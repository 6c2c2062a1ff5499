//! The popup over the panes.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::text::width::{cells, ellipsize};
use crate::tui::layout::Bar;
use crate::tui::scene::Scene;
use crate::tui::state::scroll_list::ListLines;
use crate::tui::state::span_line::{SpanLine, WordStyle};
use crate::tui::state::{Mode, State};
use crate::tui::theme::Theme;
use crate::tui::widget::{Panel, Pen, clear};

use super::bars;

/// Draws the popup that is open.
pub fn draw(buffer: &mut Buffer, state: &State, scene: &Scene, theme: Theme) {
    let (Mode::Popup(popup), Some(pane)) = (&state.mode, scene.regions.popup) else { return };
    clear(buffer, pane.outer);
    let (style, border) = theme.border(true);
    let lines = &scene.popup_lines[..];
    let choices = lines.item_count();
    let place = if choices == 0 { String::new() } else { format!("{}/{choices}", popup.list.selected + 1) };
    Panel {
        lines: border,
        style,
        title: state.lang.text(popup.kind.title()),
        title_style: theme.strong(),
        bottom_left: "",
        bottom_right: &place,
    }
    .draw(buffer, pane.outer);
    let visible = (0..pane.rows.height).zip(lines.iter().skip(popup.list.top));
    for (line, content) in visible {
        let area = Rect { y: pane.rows.y + line, height: 1, ..pane.rows };
        draw_line(buffer, area, content, theme);
        if content.choice == Some(popup.list.selected) {
            theme.select(buffer, area);
        }
    }
    bars::draw(buffer, scene, theme, Bar::Popup);
}

fn draw_line(buffer: &mut Buffer, area: Rect, line: &SpanLine, theme: Theme) {
    let area = Rect { width: area.width.saturating_sub(1), ..area };
    let mut pen = Pen::new(buffer, area, 0);
    pen.skip(1);
    let kept = line.right.as_ref().map_or(0, |right| cells(&right.text) + 1);
    for span in &line.spans {
        let room = pen.room().saturating_sub(kept);
        if !span.optional || cells(&span.text) <= room {
            pen.write(&ellipsize(&span.text, room), style(span.style, theme));
        }
    }
    if let Some(right) = &line.right {
        pen.skip_to_right(&right.text).write(&right.text, style(right.style, theme));
    }
}

fn style(style: WordStyle, theme: Theme) -> Style {
    match style {
        WordStyle::Plain => Style::new(),
        WordStyle::Strong => theme.strong(),
        WordStyle::Key => theme.key(),
        WordStyle::Quiet => theme.quiet(),
        WordStyle::Accent => theme.accent(),
        WordStyle::Warning => theme.warning(),
        WordStyle::Problem => theme.problem(),
    }
}
