//! What stands in a child of a container, looked at to see whether it is a label.

use html5ever::local_name;

use super::super::super::align::begins_with_note;
use super::super::controls;
use super::super::element::Kind;
use super::super::name::KnownName;
use super::super::tree::NodeRef;

/// So many nodes and bytes of a child are looked at to see whether it is a label.
const MOST_NODES: usize = 24;
const MOST_BYTES: usize = 400;

/// Returns the words in a node; `None` if they are many, or a control, table, heading or list is among them.
pub fn short_words(node: NodeRef<'_>) -> Option<String> {
    let mut words = String::new();
    for (nth, inner) in node.descendants().enumerate() {
        if nth > MOST_NODES || words.len() > MOST_BYTES {
            return None;
        }
        if let Some(text) = inner.value().as_text() {
            if !is_unread(inner) {
                words.push_str(text);
            }
            continue;
        }
        let Some(kind) = inner.value().as_element().map(|element| Kind::by_name(&element.name.local)) else {
            continue;
        };
        let is_control =
            matches!(kind, Kind::Void | Kind::Raw | Kind::Unshown) && controls::is_control(inner);
        if is_control || matches!(kind, Kind::Table | Kind::Heading(_) | Kind::List | Kind::DefinitionList) {
            return None;
        }
        if kind == Kind::Break {
            words.push('\n');
        }
    }
    Some(words)
}

/// Returns the text of a node that has this text as its only child.
pub fn only_text(node: NodeRef<'_>) -> Option<&str> {
    let text = node.first_child().filter(|text| text.next_sibling().is_none())?;
    text.value().as_text()
}

/// True for `details`, and for an element of two or more boxes of which one is empty or the first is a label
/// and the second its value.
pub fn holds_blank(node: NodeRef<'_>) -> bool {
    if node.value().as_element().is_some_and(|element| element.name.local == local_name!("details")) {
        return true;
    }
    let is_box = |child: &NodeRef<'_>| {
        let element = child.value().as_element();
        let kind = element.map(|element| Kind::by_name(&element.name.local));
        matches!(kind, Some(Kind::Inline | Kind::Block | Kind::Paragraph))
    };
    let has_words = |inner: NodeRef<'_>| inner.value().as_text().is_some_and(|text| !text.trim().is_empty());
    let boxes = || node.children().filter(is_box).take(MOST_NODES);
    let Some(second) = boxes().nth(1) else {
        return false;
    };
    let is_label = |child: NodeRef<'_>| {
        short_words(child).is_some_and(|words| KnownName::look_up(words.trim()).label.is_some())
    };
    boxes().any(|child| !child.descendants().take(MOST_NODES).any(has_words))
        || boxes().next().is_some_and(is_label)
            && short_words(second).is_some_and(|words| !begins_with_note(words.trim()))
}

/// True for text whose parent is not shown, such as ruby.
fn is_unread(text: NodeRef<'_>) -> bool {
    let parent = text.parent().and_then(|parent| parent.value().as_element());
    parent.is_some_and(|parent| matches!(Kind::by_name(&parent.name.local), Kind::Unshown | Kind::Raw))
}
