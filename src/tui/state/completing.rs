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
    /// Creates the list of options; `before` is the typed text with the byte offset of its caret.
    #[must_use]
    pub fn new(before: (String, usize), text: String, completion: Completion) -> Self {
        Self { before, text, completion, is_selected: false, list: ScrollList::default() }
    }

    /// Returns the options.
    #[must_use]
    pub fn options(&self) -> &[CompletionOption] {
        &self.completion.options
    }

    /// Returns the index of the selected option; `None` before one is selected.
    #[must_use]
    pub fn selected(&self) -> Option<usize> {
        self.is_selected.then_some(self.list.selected)
    }

    /// Returns the index of the first option on the screen.
    #[must_use]
    pub fn top(&self) -> usize {
        self.list.top
    }

    /// Returns the typed text, before any option was inserted, with the byte offset of its caret.
    #[must_use]
    pub fn typed_text(&self) -> (&str, usize) {
        (&self.before.0, self.before.1)
    }

    /// Returns the text with the selected option inserted and the byte offset behind it; `None` if none is
    /// selected.
    #[must_use]
    pub fn completed(&self) -> Option<(String, usize)> {
        let option = self.options().get(self.selected()?)?;
        insert_option(&self.text, &self.completion, &option.insert)
    }

    /// Selects the option at an index.
    pub fn select(&mut self, place: usize) {
        self.is_selected = true;
        self.list.select(place, self.completion.options.len());
    }

    /// Selects the next or the previous option, from one end to the other.
    pub fn cycle(&mut self, forward: bool) {
        let last = self.options().len().saturating_sub(1);
        self.select(match (self.selected(), forward) {
            (Some(place), true) if place < last => place + 1,
            (Some(_) | None, true) => 0,
            (Some(place), false) if place > 0 => place - 1,
            (Some(_) | None, false) => last,
        });
    }

    /// Moves the selection by `lines`, at most to the ends.
    pub fn step(&mut self, lines: isize, visible: usize) {
        self.is_selected = true;
        self.list.step(lines, self.completion.options.len(), visible);
    }

    /// Shows the options from `top` on; a selection off the screen moves onto it.
    pub fn scroll_to(&mut self, top: usize, visible: usize) {
        self.is_selected = true;
        self.list.scroll_to(top, self.completion.options.len(), visible);
    }

    /// Scrolls so that the selected option is among the `visible` ones.
    pub fn reveal(&mut self, visible: usize) {
        self.list.reveal(self.completion.options.len(), visible);
    }
}

/// Returns the note of an option; empty if it repeats the label.
#[must_use]
pub fn option_note(option: &CompletionOption) -> &str {
    if option.label.trim_end_matches(':') == option.note { "" } else { &option.note }
}

/// Returns the text with `insert` in place of what is completed, and the byte offset behind it.
#[must_use]
pub fn insert_option(text: &str, completion: &Completion, insert: &str) -> Option<(String, usize)> {
    let before = text.get(..completion.range.start)?;
    let after = text.get(completion.range.end..)?;
    Some((format!("{before}{insert}{after}"), before.len() + insert.len()))
}
