//! What a page shows besides its plain words: images' words, and what is filled in or chosen in its forms.

use html5ever::local_name;
use rustc_hash::FxHashMap;

use super::super::controls::{self, Control};
use super::super::element::{Element, Kind, attribute};
use super::super::name::KnownName;
use super::{NodeRef, Walk};

impl<'a> Walk<'a, '_> {
    /// Adds a text, unless it belongs to a choice in a cell that is not chosen.
    pub(super) fn add_text(&mut self, node: NodeRef<'a>, text: &'a str) {
        if self.cells > 0 && self.is_unchosen(node) {
            return;
        }
        let parent = node.parent().and_then(|parent| parent.value().as_element());
        if parent.is_some_and(|parent| parent.name.local == local_name!("textarea")) {
            return self.add_typed(node, text);
        }
        let is_raised = parent.is_some_and(|parent| parent.name.local == local_name!("sup"));
        if is_raised && is_note_mark(text) {
            self.add_words(node, " ");
        }
        self.add_words(node, text);
    }

    /// Adds the text of a `textarea`, with its line ends.
    fn add_typed(&mut self, node: NodeRef<'a>, text: &'a str) {
        for (piece, line) in self.tree.text_pieces(node, text) {
            for (nth, words) in (0_u32..).zip(piece.split('\n')) {
                if nth > 0 {
                    self.walked.blocks.line_break();
                }
                self.walked.blocks.add_text(words, line.saturating_add(nth));
            }
        }
    }

    /// Adds words of a text, an image or an input, with the lines that they are on.
    fn add_words(&mut self, node: NodeRef<'a>, words: &'a str) {
        for (piece, line) in self.tree.text_pieces(node, words) {
            self.walked.blocks.add_text(piece, line);
        }
    }

    /// Adds what an element without an end tag shows.
    pub(super) fn add_void(&mut self, node: NodeRef<'a>, element: &'a Element) {
        match element.name.local {
            local_name!("hr") => self.walked.blocks.flush(),
            local_name!("img") => self.add_image(node, element),
            local_name!("input") => self.add_input(node, element),
            _ => {}
        }
    }

    /// Adds the `alt` of an image in a cell; outside cells only one that the form has a name for.
    fn add_image(&mut self, node: NodeRef<'a>, element: &'a Element) {
        let Some(words) = attribute(element, &local_name!("alt")).map(str::trim) else {
            return;
        };
        if self.cells > 0 || is_of_form(words) {
            self.add_words(node, words);
        }
    }

    /// True if a control here holds an answer of the page, not a search: in a cell or behind a label.
    fn is_answer(&self) -> bool {
        self.cells > 0 || self.walked.blocks.follows_label()
    }

    /// Adds what is typed into an input, and the value of a chosen box that no label names.
    fn add_input(&mut self, node: NodeRef<'a>, element: &'a Element) {
        match Control::from_element(element) {
            // What is typed in among the labels is an answer, whatever it answers.
            Some(Control::Text(words)) if self.is_answer() || self.walked.blocks.has_labels => {
                self.add_words(node, words)
            }
            Some(Control::Choice(true)) if self.is_answer() => {
                let is_labelled = node.ancestors().take(3).any(is_label) || self.label_follows(node);
                if !is_labelled {
                    self.walked.blocks.line_break();
                    let value = attribute(element, &local_name!("value")).unwrap_or_default();
                    if next_words(node).is_none() {
                        self.add_words(node, value);
                    }
                }
            }
            Some(Control::Text(_) | Control::Choice(_) | Control::Area | Control::Select) | None => {}
        }
    }

    /// Adds the chosen options of a `select`; true for a `textarea` whose text is to be read.
    pub(super) fn begin_control(&mut self, node: NodeRef<'a>, element: &'a Element) -> bool {
        match Control::from_element(element) {
            Some(Control::Area) => self.is_answer() || self.walked.blocks.has_labels,
            Some(Control::Select) if self.is_answer() => {
                for (nth, option) in controls::shown_options(node).into_iter().enumerate() {
                    if nth > 0 {
                        self.walked.blocks.line_break();
                    }
                    let texts = option.descendants().filter_map(|node| Some((node, node.value().as_text()?)));
                    for (node, text) in texts {
                        self.add_words(node, text);
                    }
                }
                false
            }
            Some(Control::Select | Control::Text(_) | Control::Choice(_)) | None => false,
        }
    }

    /// Begins an element in a line; false for the label of a choice not chosen, and for a button without
    /// words of the form.
    pub(super) fn begin_inline(&mut self, node: NodeRef<'a>, element: &'a Element) -> bool {
        match element.name.local {
            local_name!("label") => self.begin_label(node, element),
            // What it does is no answer; as a heading it opens what stands below it.
            local_name!("button") => {
                let mut texts = node.texts_inside();
                self.walked.blocks.is_in_heading() || texts.any(|text| is_of_form(text.trim()))
            }
            _ => true,
        }
    }

    /// Begins a label; false if it is that of a choice not chosen.
    fn begin_label(&mut self, node: NodeRef<'a>, element: &'a Element) -> bool {
        let choice = controls::choice_in(node).or_else(|| {
            let id = attribute(element, &local_name!("for"))?;
            self.choices_by_id().get(id).copied()
        });
        match choice {
            Some(true) => self.walked.blocks.line_break(),
            Some(false) if self.cells > 0 || self.is_answer() && !opens_panel(node) => return false,
            Some(false) | None => {}
        }
        true
    }

    /// Returns the checkboxes and radio buttons by id, each with whether it is chosen.
    fn choices_by_id(&mut self) -> &FxHashMap<&'a str, bool> {
        let tree = self.tree;
        self.choices.get_or_insert_with(|| {
            let elements = tree.all_nodes().filter_map(|node| node.value().as_element());
            let choice = |element: &'a Element| match Control::from_element(element)? {
                Control::Choice(is_chosen) => Some((attribute(element, &local_name!("id"))?, is_chosen)),
                Control::Text(_) | Control::Area | Control::Select => None,
            };
            elements.filter_map(choice).collect()
        })
    }

    /// True for the text right behind a choice not chosen.
    fn is_unchosen(&self, text: NodeRef<'a>) -> bool {
        let before = text.prev_sibling().and_then(|before| before.value().as_element());
        before.and_then(Control::from_element) == Some(Control::Choice(false))
    }

    /// True if the next sibling with something in it is a `label`.
    fn label_follows(&self, node: NodeRef<'a>) -> bool {
        let mut next = node
            .next_siblings()
            .filter(|next| next.value().as_text().is_none_or(|text| !text.trim().is_empty()));
        next.next().is_some_and(is_label)
    }
}

fn is_label(node: NodeRef<'_>) -> bool {
    node.value().as_element().is_some_and(|element| element.name.local == local_name!("label"))
}

/// True for a title, a label or a head word of the form.
fn is_of_form(words: &str) -> bool {
    let name = KnownName::look_up(words);
    name.title.is_some() || name.label.is_some() || name.head.is_some()
}

/// Returns the text right behind a node, `None` if it is empty.
fn next_words(node: NodeRef<'_>) -> Option<&str> {
    let text = node.next_sibling()?.value().as_text()?;
    Some(text.trim()).filter(|text| !text.is_empty())
}

/// True for the label of a checkbox that opens a panel: a block or table is next, or it has a name of the
/// form.
fn opens_panel(label: NodeRef<'_>) -> bool {
    let next = label.next_siblings().find_map(|next| next.value().as_element());
    next.is_some_and(|element| matches!(Kind::by_name(&element.name.local), Kind::Block | Kind::Table))
        || label.texts_inside().any(|text| is_of_form(text.trim()))
}

/// True for the mark of a footnote, which behind a number would read as its last digits.
fn is_note_mark(text: &str) -> bool {
    text.trim().chars().all(|c| c.is_ascii_digit() || "※*＊注()（）[]".contains(c))
}
