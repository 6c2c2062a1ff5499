//! What a browser shows in the controls of a form.

use html5ever::local_name;

use super::element::{Element, attribute};
use super::tree::NodeRef;

/// A control of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Control<'a> {
    /// An input that shows its value.
    Text(&'a str),
    /// A checkbox or radio button, and whether it is chosen.
    Choice(bool),
    /// A `textarea`.
    Area,
    /// A `select`.
    Select,
}

/// So many nodes of a label are looked at for its control.
const MOST_NODES: usize = 24;

impl<'a> Control<'a> {
    /// Returns the control that an element is; `None` for buttons and for inputs that are not shown.
    pub fn from_element(element: &'a Element) -> Option<Self> {
        match element.name.local {
            local_name!("textarea") => Some(Self::Area),
            local_name!("select") => Some(Self::Select),
            local_name!("input") => Self::from_input(element),
            _ => None,
        }
    }

    /// Returns the control that an `input` is, by its type.
    fn from_input(element: &'a Element) -> Option<Self> {
        const WITHOUT_WORDS: [&str; 8] =
            ["hidden", "submit", "button", "reset", "image", "file", "password", "color"];
        let kind = attribute(element, &local_name!("type")).unwrap_or_default().trim();
        if ["checkbox", "radio"].iter().any(|choice| kind.eq_ignore_ascii_case(choice)) {
            return Some(Self::Choice(attribute(element, &local_name!("checked")).is_some()));
        }
        let is_shown = !WITHOUT_WORDS.iter().any(|unshown| kind.eq_ignore_ascii_case(unshown));
        is_shown.then(|| Self::Text(attribute(element, &local_name!("value")).unwrap_or_default()))
    }
}

/// True for a control that shows words or can be chosen.
pub fn is_control(node: NodeRef<'_>) -> bool {
    node.value().as_element().is_some_and(|element| Control::from_element(element).is_some())
}

/// Returns the options that a `select` shows: the selected ones, or the first if none is and only one may be.
pub fn shown_options(select: NodeRef<'_>) -> Vec<NodeRef<'_>> {
    let is_option = |node: &NodeRef<'_>| {
        node.value().as_element().is_some_and(|element| element.name.local == local_name!("option"))
    };
    let has = |node: &NodeRef<'_>, name| {
        node.value().as_element().is_some_and(|element| attribute(element, &name).is_some())
    };
    let options = || select.descendants().filter(is_option);
    let selected: Vec<NodeRef<'_>> =
        options().filter(|option| has(option, local_name!("selected"))).collect();
    if !selected.is_empty() || has(&select, local_name!("multiple")) {
        return selected;
    }
    options().take(1).collect()
}

/// Returns whether the checkbox or radio button in this label is chosen; `None` if it has none.
pub fn choice_in(label: NodeRef<'_>) -> Option<bool> {
    let nodes = label.descendants().take(MOST_NODES);
    nodes.filter_map(|node| node.value().as_element()).find_map(|element| {
        match Control::from_element(element)? {
            Control::Choice(is_chosen) => Some(is_chosen),
            Control::Text(_) | Control::Area | Control::Select => None,
        }
    })
}
