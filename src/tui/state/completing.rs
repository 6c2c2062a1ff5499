//! The options for what is being typed in the search box.

use crate::search::complete::{Completion, CompletionOption};

use super::scroll_list::ScrollList;

/// Options to choose from, and what was typed before.
#[derive(Debug)]
pub struct CompletionList {
    /// The text and the byte of its caret, to go back to.
    before: (String, usize),
    /// The text that the options go into.
    text: String,
    completion: Completion,
    /// True once an option was selected.
    is_selected: bool,
    list: ScrollList,
}

impl CompletionList {
    /// Several options for a text; `before` is what was typed, with the byte of its caret.
    #[must_use]
    pub fn new(before: (String, usize), text: String, completion: Completion) -> Self {
        Self { before, text, completion, is_selected: false, list: ScrollList::default() }
    }

    /// The options.
    #[must_use]
    pub fn options(&self) -> &[CompletionOption] {
        &self.completion.options
    }

    /// The place of the option in the box.
    #[must_use]
    pub fn selected(&self) -> Option<usize> {
        self.is_selected.then_some(self.list.selected)
    }

    /// The first option on the screen.
    #[must_use]
    pub fn top(&self) -> usize {
        self.list.top
    }

    /// What was typed, with the byte of its caret.
    #[must_use]
    pub fn before(&self) -> (&str, usize) {
        (&self.before.0, self.before.1)
    }

    /// The text with the selected option in its place, with the byte behind it.
    #[must_use]
    pub fn completed(&self) -> Option<(String, usize)> {
        let option = self.options().get(self.selected()?)?;
        insert_option(&self.text, &self.completion, &option.insert)
    }

    /// Selects the option at a place.
    pub fn select(&mut self, place: usize) {
        self.is_selected = true;
        self.list.select(place, self.completion.options.len());
    }

    /// Goes on by one, over the end to the other one.
    pub fn cycle(&mut self, forward: bool) {
        let last = self.options().len().saturating_sub(1);
        self.select(match (self.selected(), forward) {
            (Some(place), true) if place < last => place + 1,
            (Some(_) | None, true) => 0,
            (Some(place), false) if place > 0 => place - 1,
            (Some(_) | None, false) => last,
        });
    }

    /// Moves by lines and stops at the ends.
    pub fn step(&mut self, lines: isize, visible: usize) {
        self.is_selected = true;
        self.list.step(lines, self.completion.options.len(), visible);
    }

    /// Brings an option to the top; the selection follows into what is on the screen.
    pub fn scroll_to(&mut self, top: usize, visible: usize) {
        self.is_selected = true;
        self.list.scroll_to(top, self.completion.options.len(), visible);
    }

    /// Keeps the selected option among the `visible` ones.
    pub fn reveal(&mut self, visible: usize) {
        self.list.reveal(self.completion.options.len(), visible);
    }
}

/// What an option is, where that is not what it is called.
#[must_use]
pub fn option_note(option: &CompletionOption) -> &str {
    if option.label.trim_end_matches(':') == option.note { "" } else { &option.note }
}

/// A text with an option in its place, with the byte behind it.
#[must_use]
pub fn insert_option(text: &str, completion: &Completion, insert: &str) -> Option<(String, usize)> {
    let before = text.get(..completion.range.start)?;
    let after = text.get(completion.range.end..)?;
    Some((format!("{before}{insert}{after}"), before.len() + insert.len()))
}
