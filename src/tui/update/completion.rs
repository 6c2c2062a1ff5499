//! The options for what is being typed in the search box: listing them, choosing one.

use crate::config::Command;
use crate::search::complete::complete;
use crate::text::fold::fold;
use crate::tui::message::Tone;
use crate::tui::scene::Scene;
use crate::tui::state::completing::{CompletionList, insert_option};
use crate::tui::state::{Mode, State};

use super::moving::moved_lines;

/// Completes the text before the caret: inserts the only option, else the common beginning, and lists them.
pub fn begin_completing(state: &mut State) {
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

/// Runs a command while the options are listed; returns true for one that the search box has to run, without the
/// list.
pub fn command(state: &mut State, scene: &Scene, command: Command) -> bool {
    let height = scene.regions.completion_height();
    let Mode::Complete(completing) = &mut state.mode else { return false };
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
        let is_chosen = completing.selected().is_some();
        state.mode = Mode::Search;
        return !is_chosen;
    }
    show_option(state);
    false
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
