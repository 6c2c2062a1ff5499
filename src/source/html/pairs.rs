//! For pages with neither a table nor a `dl`: finds labels and values side by side in neighbouring spans,
//! emphasis, the labels of inputs, the boxes of a grid. Each pair becomes a term and its definition.

mod inside;

use html5ever::local_name;

use rustc_hash::FxHashMap;

use self::inside::{holds_blank, only_text, short_words};
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

/// True for an element that may have labels and values as its children.
pub fn is_container(kind: Kind) -> bool {
    matches!(kind, Kind::Document | Kind::Item | Kind::Paragraph | Kind::Block | Kind::Inline | Kind::Cell)
}

/// Adds an edge for each label and value among the children of `container`; `title` gives the title right
/// before it.
pub fn add_pairs(container: NodeRef<'_>, title: impl FnOnce() -> Option<usize>, edges: &mut Edges) {
    let has_several = container.first_child().is_some_and(|first| first.next_sibling().is_some());
    if !has_several || !container.children().any(|child| may_be_label(child)) {
        return;
    }
    let items = pair_items(container, title());
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
            Class::Label if items[at].is_block => value_in_box(&items, at, ended, is_page),
            Class::Label if begins_line(&items, at, ended) => value_in_line(&items, at),
            Class::Label | Class::Break | Class::Stop | Class::Words => None,
        };
        let Some((value, end)) = pair else {
            at += 1;
            continue;
        };
        let term = if items[at].is_block { at + 1 } else { term_end(&items, at) };
        edge_mut(edges, &items[at]).begins = Some(true);
        edge_mut(edges, &items[term - 1]).ends = true;
        edge_mut(edges, &items[value]).begins = Some(false);
        edge_mut(edges, &items[end - 1]).ends = true;
        (at, ended) = (end, end);
    }
}

/// Returns the edge of an item's node, inserted if it has none.
fn edge_mut<'a>(edges: &'a mut Edges, item: &PairItem<'_>) -> &'a mut Edge {
    edges.entry(item.node.id()).or_default()
}

/// True if the child's few words are a label of the form, whatever is beside it.
fn may_be_label(child: NodeRef<'_>) -> bool {
    match child.value() {
        Node::Text(text, _) => KnownName::look_up(text.trim()).label.is_some(),
        Node::Element(element, _) => {
            let kind = Kind::shown_as(element);
            if !matches!(kind, Kind::Inline | Kind::Block | Kind::Paragraph) {
                return false;
            }
            if let Some(text) = only_text(child) {
                return KnownName::look_up(text.trim()).label.is_some();
            }
            short_words(child).is_some_and(|words| KnownName::look_up(words.trim()).label.is_some())
                && !holds_blank(child)
        }
        Node::Document | Node::Fragment | Node::Unread => false,
    }
}

/// Returns the children that show something, each classified as label, break, stop or words.
fn pair_items<'a>(container: NodeRef<'a>, title: Option<usize>) -> Vec<PairItem<'a>> {
    let mut items: Vec<PairItem<'a>> = Vec::new();
    let mut before = title;
    for child in container.children() {
        let Some((mut class, is_block)) = classify(child) else {
            continue;
        };
        let words = match child.value() {
            Node::Text(text, _) => Some(text.trim().to_owned()),
            Node::Element(..) if class == Class::Words => short_words(child),
            Node::Element(..) | Node::Document | Node::Fragment | Node::Unread => None,
        };
        let name = words.as_deref().map(|words| KnownName::look_up(words.trim())).unwrap_or_default();
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

/// Returns what a child is before its words are read, and whether it begins a line; `None` if it shows
/// nothing.
fn classify(child: NodeRef<'_>) -> Option<(Class, bool)> {
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

/// True if the item is the first of its line, or the first behind the pair before.
fn begins_line(items: &[PairItem<'_>], at: usize, ended: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| items.get(before));
    before.is_none_or(|before| before.is_block || before.class == Class::Break) || ended == at
}

/// Returns the range of items that is the value of a label in a line of words; `None` if they are no pair.
fn value_in_line(items: &[PairItem<'_>], at: usize) -> Option<(usize, usize)> {
    let term = term_end(items, at);
    let start = skip_breaks(items, term)?;
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
            return if may_be_value(first.node) { Some((start, value + 1)) } else { blank };
        }
        // A sentence that begins with a label goes on behind it.
        Class::Words if start == term && first.node.value().as_text().is_some() && reads_on(first.node) => {
            return None;
        }
        Class::Words => {}
    }
    let mut end = value + 1;
    while items.get(end).is_some_and(|next| match next.class {
        Class::Break => skip_breaks(items, end).is_some_and(|at| {
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

/// Returns the index behind the label that begins here, legends included.
fn term_end(items: &[PairItem<'_>], at: usize) -> usize {
    let mut end = at + 1;
    while let Some(next) = skip_breaks(items, end) {
        if items[next].class != Class::Words || legend::rest_after(items[next].words.trim()) != Some("") {
            break;
        }
        end = next + 1;
    }
    end
}

/// Returns the index of the first item from here that is no line break.
fn skip_breaks(items: &[PairItem<'_>], from: usize) -> Option<usize> {
    (from..items.len()).find(|at| items[*at].class != Class::Break)
}

/// True for words that are only signs such as `:`.
fn is_separator(item: &PairItem<'_>) -> bool {
    let words = item.words.trim();
    item.class == Class::Words && !words.is_empty() && words.chars().all(|c| SEPARATORS.contains(&c))
}

/// True for a title or label outside any element that is alone on its line.
fn is_name_alone(items: &[PairItem<'_>], at: usize) -> bool {
    let is_line = items.get(at + 1).is_none_or(|next| next.is_block || next.class == Class::Break);
    let name = KnownName::look_up(items[at].words.trim());
    is_line && items[at].node.value().as_text().is_some() && (name.title.is_some() || name.label.is_some())
}

/// True for words that begin with a label and a colon.
fn begins_pair(item: &PairItem<'_>) -> bool {
    let label = item.words.split_once(SEPARATORS).map(|(label, _)| label);
    label.is_some_and(|label| KnownName::look_up(label.trim()).label.is_some())
}

/// True for text that goes on as a sentence: it begins with hiragana, `、`, `。` or `・`.
fn reads_on(text: NodeRef<'_>) -> bool {
    let text = text.value().as_text();
    text.is_some_and(|text| text.starts_with(|c: char| matches!(c, 'ぁ'..='ゖ' | '、' | '。' | '・')))
}

/// Returns the range of items that is the value of a label in its own box: all the others, or the next one in
/// a grid; `None` without any.
fn value_in_box(items: &[PairItem<'_>], at: usize, ended: usize, is_page: bool) -> Option<(usize, usize)> {
    let is_box = |item: &&PairItem<'_>| item.class != Class::Break;
    if at == 0 && !is_page && items.len() <= MOST_VALUES {
        let values = items.iter().skip(1).filter(is_box);
        let (mut count, mut are_values) = (0, true);
        for item in values {
            count += 1;
            are_values &= item.class == Class::Words || count == 1 && item.class == Class::Label;
            are_values &= may_be_value(item.node);
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
            && run.iter().skip(1).step_by(2).all(|item| may_be_value(item.node))
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

/// True for a `p`: one below the other, they are lines and no grid.
fn is_paragraph(item: &PairItem<'_>) -> bool {
    item.node.value().as_element().is_some_and(|element| element.name.local == local_name!("p"))
}

/// True for a small element without tables, headings and definition lists.
fn may_be_value(node: NodeRef<'_>) -> bool {
    let mut nodes = 0;
    node.descendants().take(MOST_IN_VALUE + 1).all(|inner| {
        nodes += 1;
        let kind = inner.value().as_element().map(|element| Kind::by_name(&element.name.local));
        let is_outline = matches!(kind, Some(Kind::Table | Kind::Heading(_) | Kind::DefinitionList));
        !is_outline && nodes <= MOST_IN_VALUE
    })
}
