//! The search box: typing filters the list live.

use tui_input::{Input, InputRequest};

use crate::config::Command;
use crate::search::query::{ViewKind, with_filter, without_view};
use crate::search::{NameField, sections_named};
use crate::tui::layout::Pane;
use crate::tui::message::Message;
use crate::tui::scene::Scene;
use crate::tui::state::detail::Reveal;
use crate::tui::state::list::Row;
use crate::tui::state::search::{BeforeSearch, SelectsRow};
use crate::tui::state::visits::Location;
use crate::tui::state::{Mode, State};

use super::moving::{page, step};
use super::typing::type_into;
use super::{completion, hits, leaving, visits};

/// No search text is longer; what a paste holds beyond it is no query.
const LONGEST: usize = 2_000;

/// Which way the caret goes.
#[derive(Clone, Copy)]
enum Direction {
    Back,
    Forward,
}

/// Focuses the search box and shows the list; the query is selected, so that typing replaces it.
pub fn begin(state: &mut State) {
    state.search.before = Some(capture(state));
    state.search.previewed = Some((state.search.searches, state.list.row()));
    put_caret_behind_filter(state);
    state.search.is_selected = !filter_text(state).is_empty();
    state.mode = Mode::Search;
    state.pane = Pane::List;
    state.end_reading_case();
}

/// Returns the query without its view clauses.
fn filter_text(state: &State) -> String {
    without_view(state.search.text(), &ViewKind::ALL)
}

/// Puts the caret at the end; before the view clauses of a table, which are no words to go on with.
fn put_caret_behind_filter(state: &mut State) {
    if state.search.query.view.is_empty() {
        state.search.input.handle(InputRequest::GoToEnd);
        return;
    }
    replace_filter(state, &filter_text(state));
}

/// Replaces the query but for its view clauses, with the caret behind it.
fn replace_filter(state: &mut State, filter: &str) {
    let views = with_filter(state.search.text(), "");
    let chars = filter.chars().count();
    let text = if views.is_empty() { filter.to_owned() } else { format!("{filter} {views}") };
    state.search.input = Input::new(text).with_cursor(chars);
}

/// Replaces the text of the search box by a pasted one, without a leading `/`, and closes what is open.
pub fn begin_with(state: &mut State, text: &str) {
    state.messages.dismiss();
    leaving::close_all(state);
    begin(state);
    let text = text.trim();
    let words = text.strip_prefix(['/', '／']).unwrap_or(text).trim_start();
    type_text(state, words);
}

/// Returns what the browser shows, to come back to.
fn capture(state: &State) -> BeforeSearch {
    BeforeSearch {
        text: state.search.text().to_owned(),
        row: state.list.row(),
        top: state.list.top(),
        pane: state.pane,
        path: state.detail.path().clone(),
        first_line: state.detail.top,
        first_tab: state.detail.first_tab,
        reads_case: state.sheet.reads_case,
        tables: state.sheet.before.len(),
    }
}

/// Saves what the browser shows, unless a search is on, which has saved it.
pub fn save_before_search(state: &mut State) {
    if state.search.hits().is_none() {
        state.search.before = Some(capture(state));
    }
}

/// Types a text into the box.
pub fn type_text(state: &mut State, text: &str) {
    state.mode = Mode::Search;
    // A space goes on with the query.
    if std::mem::take(&mut state.search.is_selected) && !text.starts_with(char::is_whitespace) {
        replace_filter(state, "");
    }
    type_into(&mut state.search.input, text, LONGEST);
    mark_stale(state);
}

/// Marks the search as out of date; it runs when nothing more is typed.
fn mark_stale(state: &mut State) {
    state.search.history.stop_recalling();
    state.search.stale = true;
}

/// Edits the text; Backspace in an empty box does nothing, since leaving unnoticed would turn letters into
/// commands.
pub fn edit(state: &mut State, request: InputRequest) {
    state.mode = Mode::Search;
    let before = state.search.text().to_owned();
    let was_selected = std::mem::take(&mut state.search.is_selected);
    if was_selected && matches!(request, InputRequest::DeletePrevChar | InputRequest::DeleteNextChar) {
        replace_filter(state, "");
    } else if was_selected && request == InputRequest::GoToNextChar {
        // The caret is at the end already.
    } else if let Some((part, step)) = word_steps(request) {
        go_by_word(&mut state.search.input, part, step);
    } else {
        state.search.input.handle(request);
    }
    if state.search.text() != before {
        mark_stale(state);
    }
}

/// Returns the direction of a request that goes by words, and the request for a letter; `None` for any other.
fn word_steps(request: InputRequest) -> Option<(Direction, InputRequest)> {
    let steps = [
        (InputRequest::DeletePrevWord, Direction::Back, InputRequest::DeletePrevChar),
        (InputRequest::DeleteNextWord, Direction::Forward, InputRequest::DeleteNextChar),
        (InputRequest::GoToPrevWord, Direction::Back, InputRequest::GoToPrevChar),
        (InputRequest::GoToNextWord, Direction::Forward, InputRequest::GoToNextChar),
    ];
    steps.into_iter().find(|(of, ..)| *of == request).map(|(_, direction, step)| (direction, step))
}

/// Goes or deletes over white space and the word behind it; the terms of the query are the words, also in Japanese.
fn go_by_word(input: &mut Input, direction: Direction, step: InputRequest) {
    let next = |input: &Input| match direction {
        Direction::Back => input.value().chars().nth(input.cursor().wrapping_sub(1)),
        Direction::Forward => input.value().chars().nth(input.cursor()),
    };
    for white_space in [true, false] {
        while next(input).is_some_and(|letter| letter.is_whitespace() == white_space) {
            input.handle(step);
        }
    }
}

/// Runs a command while the search box is focused.
pub fn command(state: &mut State, scene: &Scene, command: Command) {
    if command == Command::Up {
        step_up_or_recall_older(state, scene);
    } else if command == Command::Down {
        recall_newer_or_step_down(state, scene);
    } else if command == Command::PageUp {
        page(state, scene, -1, 1);
    } else if command == Command::PageDown {
        page(state, scene, 1, 1);
    } else if command == Command::Accept {
        accept(state, scene);
    } else if command == Command::Clear {
        cancel(state, scene);
    } else if command == Command::Complete {
        state.search.is_selected = false;
        completion::begin_completing(state);
    }
}

/// Moves up in the list; at its top, recalls the older query.
fn step_up_or_recall_older(state: &mut State, scene: &Scene) {
    if !state.up_recalls() {
        return step(state, scene, -1);
    }
    let shown = state.search.text().to_owned();
    if let Some(text) = state.search.history.recall_older(&shown) {
        state.search.replace_text(text);
    }
}

/// Recalls the newer query if one is recalled, else moves down in the list.
fn recall_newer_or_step_down(state: &mut State, scene: &Scene) {
    match state.search.history.recall_newer() {
        Some(text) => {
            state.search.replace_text(text);
        }
        None => step(state, scene, 1),
    }
}

/// Leaves the box: query, selection and place are those of before it.
fn cancel(state: &mut State, scene: &Scene) {
    let Some(before) = state.search.before.clone() else { return };
    state.mode = Mode::Browse;
    state.pane = before.pane;
    state.sheet.before.truncate(before.tables);
    state.sheet.reads_case = before.reads_case;
    restore_place(state, &before);
    if before.text.trim().is_empty() {
        state.search.clear();
        state.list.arrange(&state.catalog, None);
        select_row_before(state, scene, &before);
    } else {
        state.search.history.stop_recalling();
        state.search.replace_text(before.text);
        state.search.selects = SelectsRow::Before;
    }
}

/// Puts the cursor of the detail back to where it was before the search.
fn restore_place(state: &mut State, before: &BeforeSearch) {
    if *state.detail.path() != before.path {
        state.detail.set_next_path(before.path.clone());
        state.detail.reveal = Reveal::FirstLine(before.first_line);
        state.detail.first_tab = before.first_tab;
    }
}

/// Selects the row from before the search, on the line of the screen that it had.
fn select_row_before(state: &mut State, scene: &Scene, before: &BeforeSearch) {
    let visible = scene.regions.list_rows();
    state.list.select_row(before.row);
    state.list.scroll_to(before.top, visible);
    state.list.reveal(visible);
}

/// Leaves the box and opens the selected hit at its first matching field; leaves an empty search.
pub fn accept(state: &mut State, scene: &Scene) {
    state.mode = Mode::Browse;
    let Some(hits) = state.search.hits() else {
        state.pane = state.search.before.as_ref().map_or(state.pane, |before| before.pane);
        return leaving::leave_search(state, scene);
    };
    let nothing_found = hits.is_empty();
    if let Some(section) = state.search.sections.first().copied() {
        return open_offered_section(state, scene, section);
    }
    state.search.add_to_history();
    if state.shows_sheet() || nothing_found {
        state.pane = Pane::List;
        if let Some((near, _)) = state.search.nothing.near.first().cloned() {
            // What was meant, one key away; Up brings back what was typed.
            state.search.replace_text(near);
        }
        // Now there is time to look for what is near.
        state.search.stale |= nothing_found;
        return;
    }
    state.pane = Pane::Fields;
    let first = scene.hits.places.first().copied();
    if let Some(place) = first.filter(|_| !is_shown_by_names(state)) {
        hits::show_hit(state, scene, place);
    }
    visits::record_search(state);
}

/// Leaves a search that found nothing, for a section of the case from before it.
fn open_offered_section(state: &mut State, scene: &Scene, section: usize) {
    let from = visits::location_before_search(state);
    cancel(state, scene);
    state.pane = Pane::Fields;
    let State { catalog, detail, visits, .. } = state;
    let Some(from) = from else { return };
    let (Some(entry), Some(case)) = (catalog.entry_of_page(from.page), catalog.pages.get(from.page)) else {
        return;
    };
    detail.open_at(entry, case, from.path.clone());
    detail.open_section(case, section);
    let to = Location { page: from.page, path: detail.path().clone() };
    visits.push_jump(from, to);
}

/// Returns the sections that the query names, where it finds nothing: their indices in the case from before the search.
fn find_sections(state: &State) -> Vec<usize> {
    let finds_nothing = state.search.hits().is_some_and(<[_]>::is_empty) && !state.shows_sheet();
    let case = state.case_before_search().filter(|_| finds_nothing);
    case.map(|case| sections_named(&filter_text(state), case)).unwrap_or_default()
}

/// True if the names of the open case contain everything the query looks for.
fn is_shown_by_names(state: &State) -> bool {
    let open = state.open_case().zip(state.open_hit());
    open.is_some_and(|((_, case), hit)| {
        state.search.prepared.is_shown_by(case, hit, &[NameField::Nickname, NameField::Name])
    })
}

/// Searches for words chosen elsewhere and focuses the list.
pub fn search_for_words(state: &mut State, words: &str) {
    save_before_search(state);
    state.search.replace_text(words.to_owned());
    state.end_reading_case();
    state.mode = Mode::Browse;
    state.pane = Pane::List;
    state.search.add_to_history();
}

/// Runs the search if it is out of date and reports the problems of the query.
pub fn catch_up(state: &mut State, scene: &Scene) {
    if state.search.stale {
        search_and_select(state, scene);
    }
    if state.is_typing() {
        preview_first_hit(state);
    }
    say_problems(state);
}

/// Shows the first matching field of the selected case in the detail, which opens nothing: without one, the place from
/// before the search.
fn preview_first_hit(state: &mut State) {
    let shown = Some((state.search.searches, state.list.row()));
    if state.search.previewed == shown || state.shows_sheet() {
        return;
    }
    state.search.previewed = shown;
    if let Some(before) = state.search.before.clone() {
        restore_place(state, &before);
    }
    let Some(Row::Case(entry)) = state.list.row().filter(|_| state.search.hits().is_some()) else { return };
    let is_named = is_shown_by_names(state);
    let State { catalog, detail, search, index, .. } = state;
    let Some(case) = catalog.case(entry).filter(|_| !is_named) else { return };
    detail.open_case(entry, case);
    if let Some(place) = search.prepared.matching_fields(case, index).first() {
        detail.select(case, *place);
        detail.reveal = Reveal::Match;
    }
}

/// Runs the search and selects the row that is wanted.
fn search_and_select(state: &mut State, scene: &Scene) {
    state.search.unsaid = true;
    let thorough = !state.is_typing();
    state.search.run(&mut state.index, &state.catalog, state.list.order(), state.lang, thorough);
    state.search.sections = find_sections(state);
    let cut = state.index.cut_message(state.lang);
    if let Some(text) = cut.clone().filter(|_| cut != state.search.cut_message) {
        state.messages.say(Message::problem(text));
    }
    state.search.cut_message = cut;
    state.list.arrange(&state.catalog, state.search.hits());
    match (std::mem::take(&mut state.search.selects), state.search.before.clone()) {
        (SelectsRow::Selected, _) => {}
        (SelectsRow::Best, _) if state.search.hits().is_some() => state.list.select(0),
        (SelectsRow::Best, before) => state.list.select_row(before.and_then(|before| before.row)),
        (SelectsRow::Before, Some(before)) => select_row_before(state, scene, &before),
        (SelectsRow::Before, None) => {}
    }
    let visible = scene.regions.list_rows();
    state.list.reveal(visible);
}

/// Shows the problems of the query as a message after the box is left; in the box, the footer has them.
fn say_problems(state: &mut State) {
    match state.mode {
        Mode::Search => state.search.unsaid = true,
        // What is named may still come.
        Mode::Browse if state.files.is_reading() => {}
        Mode::Browse if std::mem::take(&mut state.search.unsaid) => {
            let problems = state.search.query.gravest_first();
            let lines: Vec<String> = problems.iter().map(|problem| problem.run_message(state.lang)).collect();
            if !lines.is_empty() {
                state.messages.say(Message::problem(lines.join("\n")));
            }
        }
        Mode::Browse | Mode::Complete(_) | Mode::Facets(_) | Mode::Popup(_) | Mode::Palette(_) => {}
    }
}
