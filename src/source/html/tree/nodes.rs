//! The nodes of a tree, as small as they can be: a page may have one for every third byte.

use std::sync::LazyLock;

use html5ever::tendril::StrTendril;
use html5ever::{Attribute, local_name, ns};

use super::super::element::{Element, ElementName};

/// The tree's name for a node: its number, in the order that nodes are made in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(u32);

/// The node that all others stand in.
pub const DOCUMENT: NodeId = NodeId(0);

/// No node.
const NONE: NodeId = NodeId(u32::MAX);

/// What a node is.
#[derive(Debug)]
pub enum Node {
    /// The document.
    Document,
    /// What a template holds.
    Fragment,
    /// Text, and the line that it begins on.
    Text(StrTendril, u32),
    /// An element, and the line of its tag.
    Element(Element, u32),
    /// A comment or the like.
    Unread,
}

impl Node {
    /// The text that it is.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text, _) => Some(text),
            Self::Document | Self::Fragment | Self::Element(..) | Self::Unread => None,
        }
    }

    /// The element that it is.
    pub fn as_element(&self) -> Option<&Element> {
        match self {
            Self::Element(element, _) => Some(element),
            Self::Document | Self::Fragment | Self::Text(..) | Self::Unread => None,
        }
    }

    /// The line that it begins on.
    pub fn line(&self) -> Option<u32> {
        match self {
            Self::Text(_, line) | Self::Element(_, line) => Some(*line),
            Self::Document | Self::Fragment | Self::Unread => None,
        }
    }
}

#[derive(Debug)]
struct Links {
    parent: NodeId,
    before: NodeId,
    next: NodeId,
    first: NodeId,
    last: NodeId,
    node: Node,
}

/// Where a node is put.
#[derive(Debug, Clone, Copy)]
pub enum Spot {
    /// Behind the last node of this one.
    EndOf(NodeId),
    /// Before this node, where it stands in another.
    Before(NodeId),
}

/// The nodes of a tree; the first is the document.
#[derive(Debug)]
pub struct Nodes(Vec<Links>);

impl NodeId {
    fn at(self) -> usize {
        usize::try_from(self.0).unwrap_or(usize::MAX)
    }

    fn some(self) -> Option<Self> {
        (self != NONE).then_some(self)
    }
}

impl Nodes {
    /// A document and room for so many nodes.
    pub fn new(room: usize) -> Self {
        let mut nodes = Self(Vec::with_capacity(room + 4));
        nodes.create(Node::Document);
        nodes
    }

    /// A node that stands nowhere yet.
    pub fn create(&mut self, node: Node) -> NodeId {
        let id = NodeId(u32::try_from(self.0.len()).unwrap_or(u32::MAX));
        self.0.push(Links { parent: NONE, before: NONE, next: NONE, first: NONE, last: NONE, node });
        id
    }

    /// All nodes, in the order that they were made in.
    pub fn ids(&self) -> impl Iterator<Item = NodeId> + use<> {
        (0..self.0.len()).filter_map(|at| u32::try_from(at).ok()).map(NodeId)
    }

    fn links(&self, id: NodeId) -> Option<&Links> {
        self.0.get(id.at())
    }

    /// Changes a node, where there is one.
    fn change(&mut self, id: NodeId, change: impl FnOnce(&mut Links)) {
        if let Some(links) = self.0.get_mut(id.at()) {
            change(links);
        }
    }

    fn link(&self, id: NodeId, link: impl FnOnce(&Links) -> NodeId) -> Option<NodeId> {
        self.links(id).and_then(|links| link(links).some())
    }

    /// The first node in this one.
    pub fn first_child(&self, id: NodeId) -> Option<NodeId> {
        self.link(id, |links| links.first)
    }

    /// True for a node that stands in another.
    pub fn has_parent(&self, id: NodeId) -> bool {
        self.link(id, |links| links.parent).is_some()
    }

    /// The name of an element.
    pub fn name(&self, id: NodeId) -> &ElementName {
        static NAMELESS: LazyLock<ElementName> =
            LazyLock::new(|| ElementName { ns: ns!(), local: local_name!("") });
        let element = self.links(id).and_then(|links| links.node.as_element());
        element.map_or(&NAMELESS, |element| &element.name)
    }

    /// Adds the attributes that an element does not have.
    pub fn add_attributes(&mut self, id: NodeId, attributes: Vec<Attribute>) {
        self.change(id, |links| {
            if let Node::Element(element, _) = &mut links.node {
                element.add(attributes);
            }
        });
    }

    /// Puts a node to this place, wherever it stood before.
    pub fn put(&mut self, spot: Spot, id: NodeId) {
        self.detach(id);
        let (parent, before, next) = match spot {
            Spot::EndOf(parent) => (parent, self.link(parent, |links| links.last), None),
            Spot::Before(sibling) => {
                let Some(parent) = self.link(sibling, |links| links.parent) else {
                    return;
                };
                (parent, self.link(sibling, |links| links.before), Some(sibling))
            }
        };
        let none = |id: Option<NodeId>| id.unwrap_or(NONE);
        self.change(id, |links| {
            (links.parent, links.before, links.next) = (parent, none(before), none(next));
        });
        match before {
            Some(before) => self.change(before, |links| links.next = id),
            None => self.change(parent, |links| links.first = id),
        }
        match next {
            Some(next) => self.change(next, |links| links.before = id),
            None => self.change(parent, |links| links.last = id),
        }
    }

    /// Puts text that begins on this line to this place; gives the node that holds it, which may have had text
    /// before, and how many bytes it has now.
    pub fn put_text(&mut self, spot: Spot, text: &StrTendril, line: u32) -> Option<(NodeId, usize)> {
        let beside = match spot {
            Spot::EndOf(parent) => self.link(parent, |links| links.last),
            Spot::Before(sibling) if !self.has_parent(sibling) => return None,
            Spot::Before(sibling) => self.link(sibling, |links| links.before),
        };
        if let Some(id) = beside
            && let Some(Links { node: Node::Text(known, _), .. }) = self.0.get_mut(id.at())
        {
            known.push_tendril(text);
            return Some((id, known.len()));
        }
        let id = self.create(Node::Text(text.clone(), line));
        self.put(spot, id);
        Some((id, text.len()))
    }

    /// Takes a node out of the one that it stands in.
    pub fn detach(&mut self, id: NodeId) {
        let Some(Links { parent, before, next, .. }) = self.links(id) else {
            return;
        };
        let (parent, before, next) = (*parent, *before, *next);
        if parent == NONE {
            return;
        }
        match before.some() {
            Some(before) => self.change(before, |links| links.next = next),
            None => self.change(parent, |links| links.first = next),
        }
        match next.some() {
            Some(next) => self.change(next, |links| links.before = before),
            None => self.change(parent, |links| links.last = before),
        }
        self.change(id, |links| (links.parent, links.before, links.next) = (NONE, NONE, NONE));
    }

    /// Moves what stands in a node to the end of another.
    pub fn move_children(&mut self, from: NodeId, to: NodeId) {
        while let Some(child) = self.first_child(from) {
            self.put(Spot::EndOf(to), child);
        }
    }
}

/// A node where it stands.
#[derive(Debug, Clone, Copy)]
pub struct NodeRef<'a> {
    nodes: &'a Nodes,
    id: NodeId,
    links: &'a Links,
}

impl<'a> NodeRef<'a> {
    /// The node, or where there is none the document.
    pub fn new(nodes: &'a Nodes, id: NodeId) -> Self {
        nodes.links(id).map_or_else(|| Self::new(nodes, DOCUMENT), |links| Self { nodes, id, links })
    }

    /// Its name in the tree.
    pub fn id(self) -> NodeId {
        self.id
    }

    /// What it is.
    pub fn value(self) -> &'a Node {
        &self.links.node
    }

    fn other(self, id: NodeId) -> Option<Self> {
        id.some().map(|id| Self::new(self.nodes, id))
    }

    /// The node that it stands in.
    pub fn parent(self) -> Option<Self> {
        self.other(self.links.parent)
    }

    /// The first node in it.
    pub fn first_child(self) -> Option<Self> {
        self.other(self.links.first)
    }

    /// The next node in the one that it stands in.
    pub fn next_sibling(self) -> Option<Self> {
        self.other(self.links.next)
    }

    /// The node before it in the one that it stands in.
    pub fn prev_sibling(self) -> Option<Self> {
        self.other(self.links.before)
    }

    /// The nodes that it stands in, the innermost first.
    pub fn ancestors(self) -> impl Iterator<Item = Self> {
        std::iter::successors(self.parent(), |node| node.parent())
    }

    /// The nodes in it, the first first.
    pub fn children(self) -> impl Iterator<Item = Self> {
        std::iter::successors(self.first_child(), |node| node.next_sibling())
    }

    /// The nodes behind it in the one that it stands in, the nearest first.
    pub fn next_siblings(self) -> impl Iterator<Item = Self> {
        std::iter::successors(self.next_sibling(), |node| node.next_sibling())
    }

    /// The nodes before it in the one that it stands in, the nearest first.
    pub fn prev_siblings(self) -> impl Iterator<Item = Self> {
        std::iter::successors(self.prev_sibling(), |node| node.prev_sibling())
    }

    /// It and the nodes in it, however deep, in page order.
    pub fn descendants(self) -> impl Iterator<Item = Self> {
        let after = move |node: Self| {
            let mut node = node;
            while node.id != self.id {
                if let Some(next) = node.next_sibling() {
                    return Some(next);
                }
                node = node.parent()?;
            }
            None
        };
        std::iter::successors(Some(self), move |node| node.first_child().or_else(|| after(*node)))
    }

    /// The texts in it, however deep, in page order.
    pub fn texts_inside(self) -> impl Iterator<Item = &'a str> {
        self.descendants().filter_map(|node| node.value().as_text())
    }
}
