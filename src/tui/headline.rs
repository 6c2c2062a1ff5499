//! The line on top: what it says, where the search box is in it, and what is said under the box.

use ratatui::layout::Rect;

use crate::config::Command;
use crate::search::query::{Gravity, Problem};
use crate::text::number::grouped;
use crate::text::width::{cells, ellipsize};
use crate::text::wrap::wrap;

use super::layout::Regions;
use super::state::State;
use super::state::files::{Progress, Stage};

/// The search box is never wider than this.
const WIDEST_BOX: usize = 44;
/// Narrower than this the rest of the line gives way.
const NARROWEST_BOX: usize = 12;
/// Lines that an explanation takes at most; beyond the first it lies over the list.
const MOST_LINES: usize = 3;

/// The search box with what stands around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SearchLine {
    /// The word before the box.
    pub label: Rect,
    /// The box.
    pub text: Rect,
    /// How much was found, behind it.
    pub count: Rect,
    /// True where there is room for the number of cases before it.
    pub with_left: bool,
}

/// What is wrong with the query, under the box.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// Where it stands.
    pub area: Rect,
    /// Its lines.
    pub lines: Vec<String>,
    /// How much of a problem it is.
    pub gravity: Gravity,
}

/// Shares the line between the box and what stands around it; `None` while there is no search.
#[must_use]
pub fn search_line(state: &State, line: Rect) -> Option<SearchLine> {
    if !state.is_typing() && state.search.hits().is_none() {
        return None;
    }
    let label = cells(&label(state));
    let count = cells(&found(state));
    let width = usize::from(line.width);
    // A cell stays free at both ends, two before the count.
    let fixed = label + 2 + count + 2;
    let left_width = cells(brand(state)) + cells(&left(state)) + 2;
    let with_left = width >= left_width + fixed + NARROWEST_BOX;
    let room = width.saturating_sub(fixed + if with_left { left_width } else { 0 });
    let box_width = room.min(WIDEST_BOX);
    let start = if with_left { width - fixed - box_width + 1 } else { 1 };
    let part = |start: usize, width: usize| {
        let cell = |value: usize| u16::try_from(value).unwrap_or(u16::MAX);
        Rect { x: line.x.saturating_add(cell(start)), width: cell(width), ..line }.intersection(line)
    };
    Some(SearchLine {
        label: part(start, label),
        text: part(start + label, box_width),
        count: part(start + label + box_width + 2, count),
        with_left,
    })
}

/// The problem to explain: the gravest, the first of those.
#[must_use]
pub fn problem(state: &State) -> Option<&Problem> {
    state.search.query.problems.iter().rev().max_by_key(|problem| problem.gravity())
}

/// The explanation, over whatever is under the box: it is there while one types, and moves nothing.
#[must_use]
pub fn explanation(state: &State, regions: &Regions) -> Option<Explanation> {
    let line = regions.search_line.filter(|_| state.explains())?;
    let problem = problem(state)?;
    let message = problem.message(state.lang);
    let room = regions.screen.width.saturating_sub(4);
    let lines = match problem.gravity() {
        Gravity::Wrong => {
            let ranges = wrap(&message, usize::from(room)).into_iter().take(MOST_LINES);
            ranges.filter_map(|range| message.get(range).map(str::to_owned)).collect()
        }
        // While typing goes on, what is found is worth more than the end of a sentence.
        Gravity::Unfinished | Gravity::Hint => vec![ellipsize(&message, usize::from(room)).into_owned()],
    };
    let widest = lines.iter().map(|line: &String| cells(line)).max()?;
    let width = u16::try_from(widest).unwrap_or(u16::MAX).min(room) + 2;
    let most = regions.footer.y.saturating_sub(1);
    let height = u16::try_from(lines.len()).unwrap_or(most).min(most);
    let last = regions.screen.width.saturating_sub(width + 1);
    let x = line.text.x.saturating_sub(1).min(last).max(1);
    let area = Rect { x, y: regions.header.bottom(), width, height }.intersection(regions.screen);
    Some(Explanation { area, lines, gravity: problem.gravity() })
}

/// The name of the program.
#[must_use]
pub fn brand(state: &State) -> &'static str {
    state.lang.text("browser.title")
}

/// The word before the search box.
#[must_use]
pub fn label(state: &State) -> String {
    format!("{} ", state.lang.text("browser.search"))
}

/// How many cases there are, and files that gave none.
#[must_use]
pub fn left(state: &State) -> String {
    let lang = state.lang;
    let cases = match state.catalog.entries.len() {
        1 => lang.text("browser.case").to_owned(),
        count => lang.fill("browser.cases", &[("count", &count)]),
    };
    match state.catalog.diagnostics.len() {
        0 => format!("  {cases}"),
        count => format!("  {cases} · {}", lang.fill("browser.unreadable", &[("count", &count)])),
    }
}

/// How much was found.
#[must_use]
pub fn found(state: &State) -> String {
    let all = state.catalog.entries.len();
    let found = state.search.hits().map_or(all, <[_]>::len);
    // While files are read, there may be more to come.
    let id = if state.files.is_reading() { "browser.more" } else { "browser.found" };
    state.lang.fill(id, &[("found", &found), ("all", &all)])
}

/// The count of cases and how far reading is, as much of it as fits; how far it is comes first.
#[must_use]
pub fn fitting(state: &State, room: usize) -> String {
    let left = left(state);
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
#[must_use]
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
