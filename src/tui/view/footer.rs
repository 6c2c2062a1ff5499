//! The line at the bottom: the last message or what is wrong with the query, in as many lines as it needs,
//! else the keys that do something now; where keys were begun, those that go on.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::text::width::{cells, ellipsize};
use crate::tui::message::{Message, Tone};
use crate::tui::scene::Scene;
use crate::tui::state::State;
use crate::tui::state::continuations::{self, Continuation};
use crate::tui::state::hints::fitting_hints;
use crate::tui::state::messages::{FooterText, footer_lines};
use crate::tui::theme::Theme;
use crate::tui::widget::{Pen, clear};

/// Draws the footer: the message, else the continuations, else the hints.
pub fn draw(buffer: &mut Buffer, state: &State, scene: &Scene, theme: Theme) {
    let area = scene.regions.footer;
    if let Some(shown) = state.footer_text() {
        return draw_footer_text(buffer, state, scene, shown, theme);
    }
    if !state.begun.is_empty() {
        return draw_continuations(buffer, area, state, theme);
    }
    for hint in fitting_hints(state, scene, usize::from(area.width)) {
        let mut pen = Pen::new(buffer, area, 0);
        pen.skip(hint.start).write(&hint.keys, theme.key()).skip(1).write(hint.words, Style::new());
    }
}

/// Draws a message or a problem of the query, cut at the end of the footer.
fn draw_footer_text(buffer: &mut Buffer, state: &State, scene: &Scene, shown: FooterText<'_>, theme: Theme) {
    let area = scene.regions.footer;
    let style = match shown {
        FooterText::Message(Message { tone: Tone::Done, .. }) => theme.done(),
        FooterText::Message(Message { tone: Tone::Problem, .. }) => theme.problem(),
        FooterText::Problem(problem) => theme.explanation(problem.gravity()),
    };
    clear(buffer, area);
    let words = shown.text(&state.keymap, state.lang);
    let lines = footer_lines(&words, area.width);
    for (line, range) in (0..area.height).zip(&lines) {
        let is_cut = line + 1 == area.height && usize::from(area.height) < lines.len();
        let end = if is_cut { words.len() } else { range.end };
        let mut pen = Pen::new(buffer, area, line);
        pen.skip(1);
        let text = ellipsize(words.get(range.start..end).unwrap_or_default(), pen.room());
        pen.write(&text, style);
    }
}

/// Draws the keys pressed so far and those that may follow; leaves out what does not fit.
fn draw_continuations(buffer: &mut Buffer, area: Rect, state: &State, theme: Theme) {
    clear(buffer, area);
    let lines = continuations::lay_out(state, area.width);
    for (line, all) in (0..area.height).zip(&lines) {
        let mut pen = Pen::new(buffer, area, line);
        pen.skip(1);
        if line == 0 {
            pen.write(&continuations::pressed_keys(state), theme.accent());
        }
        let is_cut = line + 1 == area.height && usize::from(area.height) < lines.len();
        for Continuation { keys, words } in all {
            // Half of what there is says less than that there is more.
            if is_cut && continuations::GAP + cells(keys) + 1 + cells(words) + 2 > pen.room() {
                break;
            }
            pen.skip(continuations::GAP).write(keys, theme.key()).skip(1).write(words, Style::new());
        }
        if is_cut {
            pen.skip(1).write("…", theme.quiet());
        }
    }
}
