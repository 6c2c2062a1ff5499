//! The line on top: what it says, and where the search box is in it.

use ratatui::layout::Rect;

use crate::config::Command;
use crate::model::Case;
use crate::text::number::grouped_count;
use crate::text::width::cells;

use super::layout::SearchLine;
use super::state::State;
use super::state::files::{Progress, Stage};

/// The search box is no wider than this while the text fits into it.
const USUAL_BOX: usize = 44;
/// Narrower than this the name of the program and the number of cases give way from the first letter on,
/// so that the box stays in place during typing.
const NARROWEST_BOX: usize = 24;

/// Shares the header between the search box and what is around it; `None` if the box is neither focused nor
/// in use.
#[must_use]
pub fn search_line(state: &State, line: Rect) -> Option<SearchLine> {
    if !state.is_typing() && state.search.hits().is_none() {
        return None;
    }
    let label = cells(&search_label(state));
    // The width of the widest count, so that nothing moves while the count changes.
    let count = cells(&count_of(state, state.catalog.entries.len()));
    let width = usize::from(line.width);
    // A cell stays free at both ends and before the count, one on each side of the box is for its frame.
    let whole = width.saturating_sub(label + 2 + count + 3);
    let beside = whole.saturating_sub(cells(brand(state)) + cells(&case_count(state)) + 2);
    // The caret behind the text wants a cell.
    let needed = cells(state.search.text()) + 1;
    let with_left = beside >= NARROWEST_BOX.max(needed);
    let box_width = match (with_left, needed <= USUAL_BOX) {
        (true, true) => beside.min(USUAL_BOX),
        (true, false) => beside,
        (false, _) => whole,
    };
    let start = whole - box_width + 1;
    let part = |start: usize, width: usize| {
        let cell = |value: usize| u16::try_from(value).unwrap_or(u16::MAX);
        Rect { x: line.x.saturating_add(cell(start)), width: cell(width), ..line }.intersection(line)
    };
    Some(SearchLine {
        label: part(start, label),
        text: part(start + label + 1, box_width),
        count: part(start + label + box_width + 3, count),
        with_left,
    })
}

/// Returns the name of the program.
#[must_use]
pub fn brand(state: &State) -> &'static str {
    state.lang.text("browser.title")
}

/// Returns the word before the search box.
#[must_use]
pub fn search_label(state: &State) -> String {
    format!("{} ", state.lang.text("browser.search"))
}

/// Returns the number of cases, and of unreadable files if any.
#[must_use]
pub fn case_count(state: &State) -> String {
    let lang = state.lang;
    let cases = match state.catalog.entries.len() {
        1 => lang.text("browser.case").to_owned(),
        count => lang.fill("browser.cases", &[("count", &grouped_count(count))]),
    };
    match state.catalog.diagnostics.len() {
        0 => format!("  {cases}"),
        count => {
            format!("  {cases} · {}", lang.fill("browser.unreadable", &[("count", &grouped_count(count))]))
        }
    }
}

/// Returns the number of hits, else of cases, out of all.
#[must_use]
pub fn found_count(state: &State) -> String {
    count_of(state, state.search.hits().map_or(state.catalog.entries.len(), <[_]>::len))
}

/// Returns `found` out of all cases, marked as growing while files are read.
fn count_of(state: &State, found: usize) -> String {
    let all = state.catalog.entries.len();
    // While files are read, there may be more to come.
    let id = if state.files.is_reading() { "browser.more" } else { "browser.found" };
    state.lang.fill(id, &[("found", &grouped_count(found)), ("all", &grouped_count(all))])
}

/// Returns the number of cases and the progress of reading, the longest form that fits into `room` cells.
#[must_use]
pub fn case_count_and_progress(state: &State, room: usize) -> String {
    let left = case_count(state);
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

/// Returns what jirei is, that the built-in pages are samples, and how to open others, the longest form that fits into
/// `room` cells; empty once the user has pressed a key, and for pages of the user's own.
#[must_use]
pub fn greeting(state: &State, room: usize) -> &'static str {
    let is_sample = |case: &Case| case.source.builtin;
    let greets =
        state.is_untouched && !state.catalog.pages.is_empty() && state.catalog.pages.iter().all(is_sample);
    let forms = ["browser.greeting", "browser.greeting_short"].map(|id| state.lang.text(id));
    forms.into_iter().find(|words| greets && cells(words) < room).unwrap_or_default()
}

/// Returns the progress of reading; empty once everything is read.
#[must_use]
pub fn progress(state: &State) -> String {
    let fill = |id, Progress { done, of }| {
        state.lang.fill(id, &[("done", &grouped_count(done)), ("of", &grouped_count(of))])
    };
    match state.files.stage {
        Stage::Read => String::new(),
        Stage::Finding => state.lang.text("browser.finding").to_owned(),
        Stage::Reading(progress) => fill("browser.reading", progress),
        Stage::Stopped(progress) => fill("browser.stopped", progress),
    }
}
