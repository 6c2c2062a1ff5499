//! Labels and values that stand side by side without a table: neighbouring spans, emphasised labels, labels of
//! inputs, boxes of a grid. Each becomes a term and its definition; what the words are is decided elsewhere.

mod inside;

use html5ever::local_name;

use rustc_hash::FxHashMap;

use self::inside::{holds_blank, only_text, words};
use super::super::form::form;
use super::super::legend;
use super::super::line::is_drawn_rule;
use super::controls;
use super::element::{Kind, is_hidden};
use super::name::KnownName;
use super::tree::{Node, NodeId, NodeRef};
use super::words::SEPARATORS;

/// What begins before a node and ends after it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Edge {
    /// `Some(true)` where a term begins, `Some(false)` where a definition does.
    pub begins: Option<bool>,
    /// True where it ends.
    pub ends: bool,
}

/// The nodes at which terms and definitions begin and end.
pub type Edges = FxHashMap<NodeId, Edge>;

/// A child of a container.
struct PairItem<'a> {
    node: NodeRef<'a>,
    class: Class,
    /// True for an element that stands on lines of its own.
    is_block: bool,
    /// The words, where they are few.
    words: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    /// Words that are a label of the form.
    Label,
    /// `br`.
    Break,
    /// A heading, a table, a title: no part of a pair.
    Stop,
    /// Other words.
    Words,
}

/// Lines and grids are looked through from each of their labels: not in a container of more children.
const MOST_ITEMS: usize = 1000;

/// So many nodes may stand in a box that is a value.
const MOST_IN_VALUE: usize = 200;

/// A label alone has at most so many values beside it.
const MOST_VALUES: usize = 6;

/// True for an element that may hold labels and values as its children.
pub fn is_container(kind: Kind) -> bool {
    matches!(kind, Kind::Document | Kind::Item | Kind::Paragraph | Kind::Block | Kind::Inline | Kind::Cell)
}

/// Notes the labels and values among the children of this element; `title` is asked for the title that stands
/// right before it.
pub fn note(container: NodeRef<'_>, title: impl FnOnce() -> Option<usize>, edges: &mut Edges) {
    let has_several = container.first_child().is_some_and(|first| first.next_sibling().is_some());
    if !has_several || !container.children().any(|child| may_be_label(child)) {
        return;
    }
    let items = items(container, title());
    if items.len() > MOST_ITEMS {
        return;
    }
    let is_page =
        container.value().as_element().is_some_and(|element| element.name.local == local_name!("body"));
    let mut at = 0;
    // Where the pair before ended.
    let mut ended = 0;
    while at < items.len() {
        let pair = match items[at].class {
            Class::Label if items[at].is_block => beside_box(&items, at, ended, is_page),
            Class::Label if begins_line(&items, at, ended) => beside_words(&items, at),
            Class::Label | Class::Break | Class::Stop | Class::Words => None,
        };
        let Some((value, end)) = pair else {
            at += 1;
            continue;
        };
        let term = if items[at].is_block { at + 1 } else { term_end(&items, at) };
        edge(edges, &items[at]).begins = Some(true);
        edge(edges, &items[term - 1]).ends = true;
        edge(edges, &items[value]).begins = Some(false);
        edge(edges, &items[end - 1]).ends = true;
        (at, ended) = (end, end);
    }
}

fn edge<'a>(edges: &'a mut Edges, item: &PairItem<'_>) -> &'a mut Edge {
    edges.entry(item.node.id()).or_default()
}

/// True where the child's words are a label, whatever stands beside it.
fn may_be_label(child: NodeRef<'_>) -> bool {
    match child.value() {
        Node::Text(text, _) => KnownName::of(text.trim()).label.is_some(),
        Node::Element(element, _) => {
            let kind = Kind::shown_as(element);
            if !matches!(kind, Kind::Inline | Kind::Block | Kind::Paragraph) {
                return false;
            }
            if let Some(text) = only_text(child) {
                return KnownName::of(text.trim()).label.is_some();
            }
            words(child).is_some_and(|words| KnownName::of(words.trim()).label.is_some())
                && !holds_blank(child)
        }
        Node::Document | Node::Fragment | Node::Unread => false,
    }
}

fn items<'a>(container: NodeRef<'a>, title: Option<usize>) -> Vec<PairItem<'a>> {
    let mut items: Vec<PairItem<'a>> = Vec::new();
    let mut before = title;
    for child in container.children() {
        let Some((mut class, is_block)) = class(child) else {
            continue;
        };
        let words = match child.value() {
            Node::Text(text, _) => Some(text.trim().to_owned()),
            Node::Element(..) if class == Class::Words => words(child),
            Node::Element(..) | Node::Document | Node::Fragment | Node::Unread => None,
        };
        let name = words.as_deref().map(|words| KnownName::of(words.trim())).unwrap_or_default();
        if class == Class::Words && name.title.is_some() && (name.label.is_none() || name.title != before) {
            // 共有情報の取得元 is a title first and then a label.
            class = if is_block { Class::Stop } else { Class::Words };
        } else if class == Class::Words && name.label.is_some() && !holds_blank(child) {
            class = Class::Label;
        }
        before = name.title;
        items.push(PairItem { node: child, class, is_block, words: words.unwrap_or_default() });
    }
    // Words outside any element are a label before a control, or where a colon says so.
    for at in 0..items.len() {
        if items[at].class == Class::Label && items[at].node.value().as_text().is_some() {
            let has_colon = items[at].words.ends_with(SEPARATORS);
            let next = items[at + 1..].iter().find(|next| next.class != Class::Break);
            let next = next.filter(|next| next.class == Class::Words && !next.is_block);
            let is_alone = items.len() == 2 && next.is_some();
            let is_answered = next.is_some_and(|next| {
                controls::is_control(next.node) || legend::rest_after(next.words.trim()) == Some("")
            });
            if !(has_colon || is_alone || is_answered) {
                items[at].class = Class::Words;
            }
        }
    }
    items
}

/// What a child is before its words are looked at, and whether it stands on lines of its own; `None` where
/// it shows nothing.
fn class(child: NodeRef<'_>) -> Option<(Class, bool)> {
    let element = match child.value() {
        Node::Text(text, _) if is_drawn_rule(text.trim()) => return Some((Class::Stop, true)),
        Node::Text(text, _) => return (!text.trim().is_empty()).then_some((Class::Words, false)),
        Node::Element(element, _) => element,
        Node::Document | Node::Fragment | Node::Unread => return None,
    };
    if is_hidden(element) {
        return None;
    }
    let kind = Kind::shown_as(element);
    let is_block = !matches!(kind, Kind::Break | Kind::Inline | Kind::Void | Kind::Raw | Kind::Unshown);
    let class = if kind == Kind::Break {
        Class::Break
    } else if element.name.local == local_name!("img")
        || matches!(kind, Kind::Inline | Kind::Paragraph | Kind::Block | Kind::List)
        || !is_block && controls::is_control(child)
    {
        Class::Words
    } else if is_block || element.name.local == local_name!("hr") {
        return Some((Class::Stop, true));
    } else {
        return None;
    };
    Some((class, is_block))
}

/// True where a line of words begins with this item.
fn begins_line(items: &[PairItem<'_>], at: usize, ended: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| items.get(before));
    before.is_none_or(|before| before.is_block || before.class == Class::Break) || ended == at
}

/// The value beside a label in a line of words: where its items begin and end.
fn beside_words(items: &[PairItem<'_>], at: usize) -> Option<(usize, usize)> {
    let term = term_end(items, at);
    let start = after_breaks(items, term)?;
    let value = (start..items.len()).find(|at| !is_separator(&items[*at])).unwrap_or(items.len());
    // A label and its colon with nothing behind them: an empty value stands where the colon does.
    let blank = (value > start).then_some((start, value));
    let Some(first) = items.get(value) else {
        return blank;
    };
    let line = items[at + 1..].iter().take_while(|item| item.class != Class::Break && !item.is_block);
    let (count, is_words) = line.fold((0, false), |(count, is_words), item| {
        (count + 1, is_words || item.node.value().as_text().is_some())
    });
    let is_below = items[term..value].iter().any(|item| item.class == Class::Break);
    match first.class {
        Class::Stop | Class::Break => return blank,
        Class::Words if is_below && begins_pair(first) => return blank,
        // A value may equal a label.
        Class::Label if blank.is_some() && !first.is_block => return Some((start, value + 1)),
        Class::Label if start > term || first.is_block || is_words || count % 2 == 0 => return None,
        Class::Label => return Some((value, value + 1)),
        Class::Words if first.is_block => {
            return if is_value(first.node) { Some((start, value + 1)) } else { blank };
        }
        // A sentence that begins with a label goes on behind it.
        Class::Words if start == term && first.node.value().as_text().is_some() && reads_on(first.node) => {
            return None;
        }
        Class::Words => {}
    }
    let mut end = value + 1;
    while items.get(end).is_some_and(|next| match next.class {
        Class::Break => after_breaks(items, end).is_some_and(|at| {
            items[at].class == Class::Words
                && !items[at].is_block
                && !begins_pair(&items[at])
                && !is_name_alone(items, at)
        }),
        Class::Words => !next.is_block,
        Class::Label => is_words && items[end - 1].class != Class::Break,
        Class::Stop => false,
    }) {
        end += 1;
    }
    Some((start, end))
}

/// Where the label ends that begins here: the legend belongs to it.
fn term_end(items: &[PairItem<'_>], at: usize) -> usize {
    let mut end = at + 1;
    while let Some(next) = after_breaks(items, end) {
        if items[next].class != Class::Words || legend::rest_after(items[next].words.trim()) != Some("") {
            break;
        }
        end = next + 1;
    }
    end
}

/// The first item from here that is no line break.
fn after_breaks(items: &[PairItem<'_>], from: usize) -> Option<usize> {
    (from..items.len()).find(|at| items[*at].class != Class::Break)
}

fn is_separator(item: &PairItem<'_>) -> bool {
    let words = item.words.trim();
    item.class == Class::Words && !words.is_empty() && words.chars().all(|c| SEPARATORS.contains(&c))
}

/// True for a title or label that is all that its line has: words outside any element.
fn is_name_alone(items: &[PairItem<'_>], at: usize) -> bool {
    let is_line = items.get(at + 1).is_none_or(|next| next.is_block || next.class == Class::Break);
    let name = KnownName::of(items[at].words.trim());
    is_line && items[at].node.value().as_text().is_some() && (name.title.is_some() || name.label.is_some())
}

/// True for words that begin with a label and a colon.
fn begins_pair(item: &PairItem<'_>) -> bool {
    let label = item.words.split_once(SEPARATORS).map(|(label, _)| label);
    label.is_some_and(|label| KnownName::of(label.trim()).label.is_some())
}

fn reads_on(text: NodeRef<'_>) -> bool {
    let text = text.value().as_text();
    text.is_some_and(|text| text.starts_with(|c: char| matches!(c, 'ぁ'..='ゖ' | '、' | '。' | '・')))
}

/// The value beside a label in a box of its own: the other boxes, or the next where every second box is a label.
fn beside_box(items: &[PairItem<'_>], at: usize, ended: usize, is_page: bool) -> Option<(usize, usize)> {
    let is_box = |item: &&PairItem<'_>| item.class != Class::Break;
    if at == 0 && !is_page && items.len() <= MOST_VALUES {
        let values = items.iter().skip(1).filter(is_box);
        let (mut count, mut are_values) = (0, true);
        for item in values {
            count += 1;
            are_values &= item.class == Class::Words || count == 1 && item.class == Class::Label;
            are_values &= is_value(item.node);
        }
        are_values &= count == 1 || items[1].class == Class::Words;
        if count > 0 && are_values {
            return Some((1, items.len()));
        }
    }
    let start = items[..at].iter().rposition(|item| item.class == Class::Stop).map_or(0, |stop| stop + 1);
    if ended != at && start != at {
        return None;
    }
    let run = items[at..].iter().take_while(|item| item.class != Class::Stop);
    let run: Vec<&PairItem<'_>> = run.collect();
    let is_grid = || {
        run.len().is_multiple_of(2)
            && run.iter().all(|item| item.class != Class::Break)
            && run
                .iter()
                .step_by(2)
                .all(|item| item.class == Class::Label && item.is_block && !is_paragraph(item))
            && run.iter().skip(1).step_by(2).all(|item| is_value(item.node))
    };
    // Two labels of the form in their order are no pair.
    if let [label, next] = run[..]
        && next.class == Class::Label
        && form().is_next(label.words.trim(), next.words.trim())
    {
        return None;
    }
    // What follows a pair of a grid is a grid.
    (ended == at && at > 0 && run.len().is_multiple_of(2) || is_grid()).then_some((at + 1, at + 2))
}

/// Paragraphs one below the other are lines.
fn is_paragraph(item: &PairItem<'_>) -> bool {
    item.node.value().as_element().is_some_and(|element| element.name.local == local_name!("p"))
}

/// True for an element that holds no part of a page's outline.
fn is_value(node: NodeRef<'_>) -> bool {
    let mut nodes = 0;
    node.descendants().take(MOST_IN_VALUE + 1).all(|inner| {
        nodes += 1;
        let kind = inner.value().as_element().map(|element| Kind::of(&element.name.local));
        let is_outline = matches!(kind, Some(Kind::Table | Kind::Heading(_) | Kind::DefinitionList));
        !is_outline && nodes <= MOST_IN_VALUE
    })
}
