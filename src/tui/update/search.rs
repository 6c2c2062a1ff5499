//! The search box: typing filters the list live.

use tui_input::{Input, InputRequest};

use crate::config::Command;
use crate::search::NameField;
use crate::search::complete::complete;
use crate::search::query::{ViewKind, with_filter, without_view};
use crate::text::fold::fold;
use crate::tui::layout::Pane;
use crate::tui::message::{Message, Tone};
use crate::tui::scene::Scene;
use crate::tui::state::completing::{CompletionList, insert_option};
use crate::tui::state::{Mode, State};

use super::moving::{moved_lines, page, step};
use super::typing::type_into;
use super::{hits, leaving, visits};

/// No search text is longer; what a paste holds beyond it is no query.
const LONGEST: usize = 2_000;

/// Focuses the search box and shows the list.
pub fn begin(state: &mut State) {
    save_before_search(state);
    put_caret_behind_filter(state);
    state.mode = Mode::Search;
    state.pane = Pane::List;
    state.end_reading_case();
}

/// Puts the caret at the end; before the view clauses of a table, which are no words to go on with.
fn put_caret_behind_filter(state: &mut State) {
    let text = state.search.text();
    if state.search.query.view.is_empty() {
        state.search.input.handle(InputRequest::GoToEnd);
        return;
    }
    let filter = without_view(text, &ViewKind::ALL);
    let views = with_filter(text, "");
    let chars = filter.chars().count();
    state.search.input = Input::new(format!("{filter} {views}")).with_cursor(chars);
}

/// Replaces the text of the search box by a pasted one, without a leading `/`, and closes what is open.
pub fn begin_with(state: &mut State, text: &str) {
    state.messages.dismiss();
    leaving::close_all(state);
    begin(state);
    let text = text.trim();
    let words = text.strip_prefix(['/', '／']).unwrap_or(text).trim_start();
    state.search.input.reset();
    type_text(state, words);
}

/// Saves the location and, unless a search is on, the selected row and pane.
pub fn save_before_search(state: &mut State) {
    visits::record_search_start(state);
    if state.search.hits().is_none() {
        state.search.before = state.list.row();
        state.search.pane_before = Some(state.pane);
    }
}

/// Types a text into the box.
pub fn type_text(state: &mut State, text: &str) {
    state.mode = Mode::Search;
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
    if request == InputRequest::DeletePrevWord {
        delete_word(state);
    } else {
        state.search.input.handle(request);
    }
    if state.search.text() != before {
        mark_stale(state);
    }
}

/// Deletes back to the white space before the caret; the terms of the query are the words, also in Japanese.
fn delete_word(state: &mut State) {
    let input = &mut state.search.input;
    let before = |input: &tui_input::Input| input.value().chars().nth(input.cursor().wrapping_sub(1));
    for white_space in [true, false] {
        while before(input).is_some_and(|letter| letter.is_whitespace() == white_space) {
            input.handle(InputRequest::DeletePrevChar);
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
        leaving::leave_search(state, scene);
    } else if command == Command::Complete {
        begin_completing(state);
    }
}

/// Moves up in the list; at its top, recalls the older query.
fn step_up_or_recall_older(state: &mut State, scene: &Scene) {
    if !state.up_recalls() {
        return step(state, scene, -1);
    }
    let shown = state.search.text().to_owned();
    if let Some(text) = state.search.history.recall_older(&shown) {
        let end = text.len();
        state.search.set_text(text, end);
    }
}

/// Recalls the newer query if one is recalled, else moves down in the list.
fn recall_newer_or_step_down(state: &mut State, scene: &Scene) {
    match state.search.history.recall_newer() {
        Some(text) => {
            let end = text.len();
            state.search.set_text(text, end);
        }
        None => step(state, scene, 1),
    }
}

/// Leaves the box and opens the selected hit at its first matching field; leaves an empty search.
fn accept(state: &mut State, scene: &Scene) {
    match state.search.hits() {
        None => leaving::leave_search(state, scene),
        Some(hits) => {
            let nothing_found = hits.is_empty();
            if state.shows_sheet() {
                state.mode = Mode::Browse;
                state.pane = Pane::List;
                state.search.add_to_history();
                return;
            }
            state.pane = if nothing_found { Pane::List } else { Pane::Fields };
            state.mode = Mode::Browse;
            state.search.add_to_history();
            if nothing_found {
                return;
            }
            let first = scene.hits.places.first().copied();
            if let Some(place) = first.filter(|_| !is_shown_by_names(state)) {
                hits::show_hit(state, scene, place);
            }
            visits::record_search_end(state);
        }
    }
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
    state.search.set_text(words.to_owned(), words.len());
    state.end_reading_case();
    state.mode = Mode::Browse;
    state.pane = Pane::List;
    state.search.add_to_history();
}

/// Completes the text before the caret: inserts the only option, else the common beginning, and lists them.
fn begin_completing(state: &mut State) {
    let before = (state.search.text().to_owned(), state.search.caret());
    let of = |text: &str, caret| complete(text, caret, &state.catalog, state.lang);
    let (mut text, mut caret) = before.clone();
    let mut completion = of(&text, caret);
    let typed = text.get(completion.range.clone()).unwrap_or_default();
    let inserts: Vec<&str> = completion.options.iter().map(|option| option.insert.as_str()).collect();
    let common = common_beginning(&inserts).to_owned();
    // A beginning that does not hold what is typed would lead to other options.
    let goes_on = inserts.len() == 1 || fold(&common).text.starts_with(&fold(typed).text);
    if goes_on
        && common != typed
        && let Some(put) = insert_option(&text, &completion, &common)
    {
        let alone = inserts.len() == 1;
        (text, caret) = put;
        if !alone {
            completion = of(&text, caret);
        }
        state.search.set_text(text.clone(), caret);
        state.search.history.stop_recalling();
        if alone {
            return;
        }
    }
    if completion.options.len() < 2 {
        return state.say("message.nothing_to_complete", Tone::Done);
    }
    state.mode = Mode::Complete(CompletionList::new(before, text, completion));
}

/// Returns the longest common beginning of the texts.
fn common_beginning<'a>(texts: &[&'a str]) -> &'a str {
    let Some((first, others)) = texts.split_first() else { return "" };
    let mut common = *first;
    for other in others {
        let same = common.char_indices().zip(other.chars()).take_while(|((_, one), other)| one == other);
        let end = same.map(|((byte, one), _)| byte + one.len_utf8()).last().unwrap_or_default();
        common = common.get(..end).unwrap_or_default();
    }
    common
}

/// Runs a command while the options are listed.
pub fn completing_command(state: &mut State, scene: &Scene, command: Command) {
    let height = scene.regions.completion_height();
    let Mode::Complete(completing) = &mut state.mode else { return };
    if command == Command::Complete || command == Command::Down {
        completing.cycle(true);
    } else if command == Command::CompleteBack || command == Command::Up {
        completing.cycle(false);
    } else if let Some(lines) = moved_lines(command, height) {
        completing.step(lines, height);
    } else if command == Command::Close {
        let (text, caret) = completing.typed_text();
        let text = text.to_owned();
        state.search.set_text(text, caret);
        state.mode = Mode::Search;
    } else if command == Command::Choose {
        // Without an option in the box, Enter is what it is without the list.
        let taken = completing.selected().is_some();
        state.mode = Mode::Search;
        if !taken {
            accept(state, scene);
        }
    }
    show_option(state);
}

/// Inserts the option at an index and closes the list.
pub fn choose_option(state: &mut State, place: usize) {
    if let Mode::Complete(completing) = &mut state.mode
        && place < completing.options().len()
    {
        completing.select(place);
        show_option(state);
        state.mode = Mode::Search;
    }
}

/// Inserts the selected option into the box.
pub fn show_option(state: &mut State) {
    let Mode::Complete(completing) = &state.mode else { return };
    if let Some((text, caret)) = completing.completed() {
        state.search.history.stop_recalling();
        state.search.set_text(text, caret);
    }
}

/// Runs the search if it is out of date and reports the problems of the query.
pub fn catch_up(state: &mut State, scene: &Scene) {
    if state.search.stale {
        search_and_select_best(state, scene);
    }
    say_problems(state);
}

/// Runs the search and selects its best hit; for an empty query, the row from before it.
fn search_and_select_best(state: &mut State, scene: &Scene) {
    state.search.unsaid = true;
    state.search.run(&mut state.index, &state.catalog, state.lang);
    let cut = state.index.cut_message(state.lang);
    if let Some(text) = cut.clone().filter(|_| cut != state.search.cut_message) {
        state.messages.say(Message::problem(text));
    }
    state.search.cut_message = cut;
    state.list.arrange(&state.catalog, state.search.hits());
    if std::mem::take(&mut state.search.keeps_row) {
        // The list keeps its row.
    } else if state.search.hits().is_some() {
        state.list.select(0);
    } else {
        state.list.select_row(state.search.before);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_options_begin_with_is_whole_letters() {
        assert_eq!(common_beginning(&["運用費", "運用開始"]), "運用");
        assert_eq!(common_beginning(&["患者>=", "患者<="]), "患者");
        assert_eq!(common_beginning(&["県:", "年:"]), "");
        assert_eq!(common_beginning(&["標準:"]), "標準:");
        assert_eq!(common_beginning(&[]), "");
    }
}
