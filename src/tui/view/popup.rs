//! The popup over the panes.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use crate::text::width::{cells, ellipsize};
use crate::tui::layout::Bar;
use crate::tui::scene::Scene;
use crate::tui::state::scroll_list::ListLines;
use crate::tui::state::span_line::{SpanLine, WordStyle};
use crate::tui::state::{Mode, State};
use crate::tui::theme::Theme;
use crate::tui::widget::{Panel, Pen, clear, paragraph};

use super::text_box::{self, write_matching};
use super::{bars, selection};

/// Draws the popup, if one is open; returns the caret's position while its filter is open.
pub fn draw(buffer: &mut Buffer, state: &State, scene: &Scene, theme: Theme) -> Option<Position> {
    let (Mode::Popup(popup), Some(pane)) = (&state.mode, scene.regions.popup) else { return None };
    clear(buffer, pane.outer);
    let (style, border) = theme.border(true);
    let lines = &scene.popup.lines[..];
    let choices = lines.item_count();
    let place = if choices == 0 { String::new() } else { format!("{}/{choices}", popup.list.selected + 1) };
    Panel {
        lines: border,
        style,
        title: state.lang.text(popup.kind.title_id()),
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
            selection::draw(buffer, area, theme);
        }
    }
    if lines.is_empty() {
        let none = state.lang.fill("popup.no_match", &[("typed", &popup.typed().trim())]);
        let area = Rect { x: pane.text.x, width: pane.text.width, ..pane.rows };
        paragraph(buffer, area, &[(none, theme.quiet())]);
    }
    bars::draw(buffer, scene, theme, Bar::Popup);
    let filter = popup.filter.as_ref()?;
    let count = format!(" {}/{}", scene.popup.matching, scene.popup.all);
    let mut pen = Pen::new(buffer, pane.text, 0);
    pen.skip_to_right(&count).write(&count, theme.quiet());
    let width = pane.text.width.saturating_sub(u16::try_from(cells(&count)).unwrap_or(u16::MAX));
    let text = Rect { width, ..pane.text };
    text_box::draw(buffer, text, &filter.input, state.lang.text("popup.filter"), theme)
}

/// Draws a line of a popup: the spans, cut or left out before the words at the right end.
fn draw_line(buffer: &mut Buffer, area: Rect, line: &SpanLine, theme: Theme) {
    let area = Rect { width: area.width.saturating_sub(1), ..area };
    let mut pen = Pen::new(buffer, area, 0);
    pen.skip(1);
    let kept = line.right.as_ref().map_or(0, |right| cells(&right.text) + 1);
    for span in &line.spans {
        let room = pen.room().saturating_sub(kept);
        if !span.optional || cells(&span.text) <= room {
            let words = ellipsize(&span.text, room);
            write_matching(&mut pen, &words, &span.lit, word_style(span.style, theme), theme);
        }
    }
    if let Some(right) = &line.right {
        pen.skip_to_right(&right.text);
        write_matching(&mut pen, &right.text, &right.lit, word_style(right.style, theme), theme);
    }
}

/// Returns the style of the theme for words of a popup.
fn word_style(style: WordStyle, theme: Theme) -> Style {
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
