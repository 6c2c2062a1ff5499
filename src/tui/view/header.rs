//! The line on top: how many cases, and the search box.

use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use ratatui::style::{Modifier, Style};
use unicode_segmentation::UnicodeSegmentation;

use crate::config::Command;
use crate::text::number::grouped;
use crate::text::width::cells;
use crate::tui::state::files::{Progress, Stage};
use crate::tui::state::{Mode, State};
use crate::tui::theme::Theme;
use crate::tui::widget::Pen;

/// The search box is never wider than this.
const WIDEST_BOX: usize = 30;
/// Narrower than this the rest of the line gives way.
const NARROWEST_BOX: usize = 12;

/// Draws the line; gives the caret's place while the search box has the keys.
pub fn draw(buffer: &mut Buffer, state: &State, theme: Theme) -> Option<Position> {
    let area = state.regions.header;
    let typing = matches!(state.mode, Mode::Search);
    let left = format!("  {}", case_count(state));
    if !typing && state.search.hits().is_none() {
        let mut pen = Pen::new(buffer, area, 0);
        pen.skip(1).write(brand(state), theme.brand());
        let room = pen.room();
        pen.write(&fitting(state, left, room), Style::new());
        return None;
    }
    let label = format!("{} ", state.lang.text("browser.search"));
    let count = found(state);
    let width = usize::from(area.width);
    // A cell stays free at both ends.
    let fixed = cells(&label) + 2 + cells(&count) + 2;
    let left_width = cells(brand(state)) + cells(&left) + 2;
    let with_left = width >= left_width + fixed + NARROWEST_BOX;
    let room = width.saturating_sub(fixed + if with_left { left_width } else { 0 });
    let box_width = room.min(WIDEST_BOX);
    let mut pen = Pen::new(buffer, area, 0);
    pen.skip(1);
    if with_left {
        pen.write(brand(state), theme.brand()).write(&left, Style::new());
        pen.skip((width - left_width - fixed - box_width) + 1);
    }
    pen.write(&label, if typing { theme.accent() } else { theme.strong() });
    let start = pen.x();
    let (shown, caret) = window(state, box_width);
    let style = if typing { Style::new().add_modifier(Modifier::UNDERLINED) } else { Style::new() };
    let filler = " ".repeat(box_width.saturating_sub(cells(shown)));
    pen.write(shown, style.add_modifier(Modifier::BOLD)).write(&filler, style);
    pen.skip(2).write(&count, Style::new());
    let x = start.saturating_add(u16::try_from(caret).unwrap_or(u16::MAX));
    let last = area.right().saturating_sub(1);
    typing.then_some(Position { x: x.min(last), y: area.y })
}

/// The count of cases and how far reading is, as much of it as fits; how far it is comes first.
fn fitting(state: &State, left: String, room: usize) -> String {
    let progress = match state.files.stage {
        Stage::Read => return left,
        Stage::Finding | Stage::Reading(_) | Stage::Stopped(_) => progress(state),
    };
    let key =
        state.keymap.chords(state.context(), Command::Back).next().filter(|_| state.back_stops_reading());
    let stop = key.map(|key| format!("  {}", state.lang.fill("browser.stop", &[("key", &key)])));
    let stop = stop.unwrap_or_default();
    let wanted = [
        format!("{left} · {progress}{stop}"),
        format!("  {progress}{stop}"),
        format!("{left} · {progress}"),
        format!("  {progress}"),
    ];
    wanted.into_iter().find(|words| cells(words) < room).unwrap_or(left)
}

/// How far reading is.
pub fn progress(state: &State) -> String {
    let count = |files: usize| u64::try_from(files).map_or_else(|_| files.to_string(), grouped);
    let fill = |id, Progress { done, of }| state.lang.fill(id, &[("done", &count(done)), ("of", &count(of))]);
    match state.files.stage {
        Stage::Read => String::new(),
        Stage::Finding => state.lang.text("browser.finding").to_owned(),
        Stage::Reading(progress) => fill("browser.reading", progress),
        Stage::Stopped(progress) => fill("browser.stopped", progress),
    }
}

fn brand(state: &State) -> &'static str {
    state.lang.text("browser.title")
}

fn case_count(state: &State) -> String {
    let lang = state.lang;
    let cases = match state.catalog.entries.len() {
        1 => lang.text("browser.case").to_owned(),
        count => lang.fill("browser.cases", &[("count", &count)]),
    };
    match state.catalog.diagnostics.len() {
        0 => cases,
        count => format!("{cases} · {}", lang.fill("browser.unreadable", &[("count", &count)])),
    }
}

fn found(state: &State) -> String {
    let all = state.catalog.entries.len();
    let found = state.search.hits().map_or(all, <[_]>::len);
    // While files are read, there may be more to come.
    let id = if state.files.is_reading() { "browser.more" } else { "browser.found" };
    state.lang.fill(id, &[("found", &found), ("all", &all)])
}

/// The part of the search text around the caret that fits, and the caret's cell in it.
fn window(state: &State, width: usize) -> (&str, usize) {
    let text = state.search.text();
    let caret = text.char_indices().nth(state.search.input.cursor()).map_or(text.len(), |(byte, _)| byte);
    let (before, after) = text.split_at_checked(caret).unwrap_or((text, ""));
    // The caret itself wants a cell.
    let mut used = 1;
    let mut start = caret;
    for (byte, grapheme) in before.grapheme_indices(true).rev() {
        if used + cells(grapheme) > width {
            break;
        }
        used += cells(grapheme);
        start = byte;
    }
    let mut end = caret;
    let mut room = width.saturating_sub(used - 1);
    for (byte, grapheme) in after.grapheme_indices(true) {
        let Some(left) = room.checked_sub(cells(grapheme)) else { break };
        room = left;
        end = caret + byte + grapheme.len();
    }
    let shown = text.get(start..end).unwrap_or_default();
    (shown, used - 1)
}

#[cfg(test)]
mod tests {
    use tui_input::Input;

    use super::*;
    use crate::tui::fixture;

    #[test]
    fn a_long_search_text_scrolls_with_the_caret() {
        let mut state = fixture::state();
        state.search.input = Input::new("もがみネット".into());
        assert_eq!(window(&state, 20), ("もがみネット", 12));
        assert_eq!(window(&state, 6), ("ット", 4));
        state.search.input = Input::new("もがみネット".into()).with_cursor(1);
        assert_eq!(window(&state, 6), ("もがみ", 2));
        assert_eq!(window(&state, 0), ("", 0));
    }
}
