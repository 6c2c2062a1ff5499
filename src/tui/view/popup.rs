//! The popup over the panes.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::model::Severity;
use crate::text::width::{cells, ellipsize};
use crate::tui::layout::Bar;
use crate::tui::message::Tone;
use crate::tui::scene::Scene;
use crate::tui::state::popup::{NARROW_INDENT, PopupContent, PopupLine, choices, key_column};
use crate::tui::state::{Mode, State};
use crate::tui::theme::Theme;
use crate::tui::widget::{Panel, Pen, clear};

use super::bars;

/// Draws the popup that is open.
pub fn draw(buffer: &mut Buffer, state: &State, scene: &Scene, theme: Theme) {
    let (Mode::Popup(popup), Some(pane)) = (&state.mode, scene.regions.popup) else { return };
    clear(buffer, pane.outer);
    let (style, border) = theme.border(true);
    let lines = &scene.popup_lines;
    let choices = choices(lines);
    let place = if choices == 0 { String::new() } else { format!("{}/{choices}", popup.selected + 1) };
    Panel {
        lines: border,
        style,
        title: state.lang.text(popup.kind.title()),
        title_style: theme.strong(),
        bottom_left: "",
        bottom_right: &place,
    }
    .draw(buffer, pane.outer);
    let column = key_column(lines);
    let visible = (0..pane.rows.height).zip(lines.iter().skip(popup.top));
    for (line, content) in visible {
        let area = Rect { y: pane.rows.y + line, height: 1, ..pane.rows };
        draw_line(buffer, area, content, column, theme);
        if content.choice == Some(popup.selected) {
            theme.select(buffer, area);
        }
    }
    bars::draw(buffer, scene, theme, Bar::Popup);
}

fn draw_line(buffer: &mut Buffer, area: Rect, line: &PopupLine, column: usize, theme: Theme) {
    let area = Rect { width: area.width.saturating_sub(1), ..area };
    let mut pen = Pen::new(buffer, area, 0);
    pen.skip(1);
    match &line.content {
        PopupContent::Heading(words) => {
            pen.write(words, theme.strong());
        }
        PopupContent::Keys { keys, words } => {
            pen.skip(2).write(keys, theme.key());
            pen.skip(column.saturating_sub(cells(keys)) + 2).write(words, Style::new());
        }
        PopupContent::Words(words) => {
            pen.skip(NARROW_INDENT - 1).write(words, Style::new());
        }
        PopupContent::Section { number, title, english, filled } => {
            let number = number.map_or_else(String::new, |number| number.to_string());
            pen.write(&format!("{number:>2}  "), theme.quiet());
            let room = pen.room().saturating_sub(cells(filled) + 1);
            pen.write(&ellipsize(title, room), Style::new());
            let left = room.saturating_sub(cells(title));
            if let Some(english) = english.filter(|english| cells(english) + 2 <= left) {
                pen.skip(2).write(english, theme.quiet());
            }
            pen.skip_to_right(filled).write(filled, theme.quiet());
        }
        PopupContent::Term { term, kana } => {
            pen.write(term, theme.strong());
            let gap = if term.is_empty() { 0 } else { 2 };
            pen.skip(gap).write(kana, theme.quiet());
        }
        PopupContent::Message { text, tone } => {
            let style = match tone {
                Tone::Done => Style::new(),
                Tone::Problem => theme.problem(),
            };
            pen.write(text, style);
        }
        PopupContent::Diagnostic { text, severity, .. } => {
            let style = match severity {
                Severity::Info => Style::new(),
                Severity::Warning => theme.warning(),
                Severity::Error => theme.problem(),
            };
            pen.write(text, style);
        }
        PopupContent::Site { text, answer } => {
            pen.write(text, Style::new()).skip_to_right(answer).write(answer, theme.key());
        }
        PopupContent::Theme { name, words, kept } => {
            // A blank with a colour of its own would be a block of it in the selected row.
            pen.write(if *kept { "✓ " } else { "  " }, if *kept { theme.accent() } else { Style::new() });
            let room = pen.room().saturating_sub(cells(name) + 1);
            pen.write(&ellipsize(words, room), Style::new());
            pen.skip_to_right(name).write(name, theme.quiet());
        }
        PopupContent::Space => {}
    }
}
