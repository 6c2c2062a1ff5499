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
    /// Returns the text of a text node.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text, _) => Some(text),
            Self::Document | Self::Fragment | Self::Element(..) | Self::Unread => None,
        }
    }

    /// Returns the element of an element node.
    pub fn as_element(&self) -> Option<&Element> {
        match self {
            Self::Element(element, _) => Some(element),
            Self::Document | Self::Fragment | Self::Text(..) | Self::Unread => None,
        }
    }

    /// Returns the line that a text or element begins on; `None` for other nodes.
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
    fn index(self) -> usize {
        usize::try_from(self.0).unwrap_or(usize::MAX)
    }

    /// Returns the id, or `None` for `NONE`.
    fn to_option(self) -> Option<Self> {
        (self != NONE).then_some(self)
    }
}

impl Nodes {
    /// Creates a document, with room for so many nodes.
    pub fn new(room: usize) -> Self {
        let mut nodes = Self(Vec::with_capacity(room + 4));
        nodes.create(Node::Document);
        nodes
    }

    /// Creates a node without a parent.
    pub fn create(&mut self, node: Node) -> NodeId {
        let id = NodeId(u32::try_from(self.0.len()).unwrap_or(u32::MAX));
        self.0.push(Links { parent: NONE, before: NONE, next: NONE, first: NONE, last: NONE, node });
        id
    }

    /// Returns the ids of all nodes, in the order of creation.
    pub fn ids(&self) -> impl Iterator<Item = NodeId> + use<> {
        (0..self.0.len()).filter_map(|at| u32::try_from(at).ok()).map(NodeId)
    }

    fn links(&self, id: NodeId) -> Option<&Links> {
        self.0.get(id.index())
    }

    /// Calls `change` with a node, if it exists.
    fn change(&mut self, id: NodeId, change: impl FnOnce(&mut Links)) {
        if let Some(links) = self.0.get_mut(id.index()) {
            change(links);
        }
    }

    /// Returns the node that `link` picks from a node's links, if there is one.
    fn linked(&self, id: NodeId, link: impl FnOnce(&Links) -> NodeId) -> Option<NodeId> {
        self.links(id).and_then(|links| link(links).to_option())
    }

    /// Returns the first child of a node.
    pub fn first_child(&self, id: NodeId) -> Option<NodeId> {
        self.linked(id, |links| links.first)
    }

    /// True for a node with a parent.
    pub fn has_parent(&self, id: NodeId) -> bool {
        self.linked(id, |links| links.parent).is_some()
    }

    /// Returns the name of an element, an empty one for other nodes.
    pub fn element_name(&self, id: NodeId) -> &ElementName {
        static NAMELESS: LazyLock<ElementName> =
            LazyLock::new(|| ElementName { ns: ns!(), local: local_name!("") });
        let element = self.links(id).and_then(|links| links.node.as_element());
        element.map_or(&NAMELESS, |element| &element.name)
    }

    /// Adds the attributes that an element does not have.
    pub fn add_attributes(&mut self, id: NodeId, attributes: Vec<Attribute>) {
        self.change(id, |links| {
            if let Node::Element(element, _) = &mut links.node {
                element.add_missing(attributes);
            }
        });
    }

    /// Moves a node to this place.
    pub fn move_to(&mut self, spot: Spot, id: NodeId) {
        self.detach(id);
        let (parent, before, next) = match spot {
            Spot::EndOf(parent) => (parent, self.linked(parent, |links| links.last), None),
            Spot::Before(sibling) => {
                let Some(parent) = self.linked(sibling, |links| links.parent) else {
                    return;
                };
                (parent, self.linked(sibling, |links| links.before), Some(sibling))
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

    /// Inserts text that begins on this line, or appends it to the text before; returns its node and that
    /// node's length in bytes. `None` if the place has no parent.
    pub fn put_text(&mut self, spot: Spot, text: &StrTendril, line: u32) -> Option<(NodeId, usize)> {
        let beside = match spot {
            Spot::EndOf(parent) => self.linked(parent, |links| links.last),
            Spot::Before(sibling) if !self.has_parent(sibling) => return None,
            Spot::Before(sibling) => self.linked(sibling, |links| links.before),
        };
        if let Some(id) = beside
            && let Some(Links { node: Node::Text(known, _), .. }) = self.0.get_mut(id.index())
        {
            known.push_tendril(text);
            return Some((id, known.len()));
        }
        let id = self.create(Node::Text(text.clone(), line));
        self.move_to(spot, id);
        Some((id, text.len()))
    }

    /// Removes a node from its parent.
    pub fn detach(&mut self, id: NodeId) {
        let Some(Links { parent, before, next, .. }) = self.links(id) else {
            return;
        };
        let (parent, before, next) = (*parent, *before, *next);
        if parent == NONE {
            return;
        }
        match before.to_option() {
            Some(before) => self.change(before, |links| links.next = next),
            None => self.change(parent, |links| links.first = next),
        }
        match next.to_option() {
            Some(next) => self.change(next, |links| links.before = before),
            None => self.change(parent, |links| links.last = before),
        }
        self.change(id, |links| (links.parent, links.before, links.next) = (NONE, NONE, NONE));
    }

    /// Moves the children of a node to the end of another's.
    pub fn move_children(&mut self, from: NodeId, to: NodeId) {
        while let Some(child) = self.first_child(from) {
            self.move_to(Spot::EndOf(to), child);
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
    /// Returns the node, or the document if there is no such node.
    pub fn new(nodes: &'a Nodes, id: NodeId) -> Self {
        nodes.links(id).map_or_else(|| Self::new(nodes, DOCUMENT), |links| Self { nodes, id, links })
    }

    /// Returns its id in the tree.
    pub fn id(self) -> NodeId {
        self.id
    }

    /// Returns the node itself: its text, its element, or its kind.
    pub fn value(self) -> &'a Node {
        &self.links.node
    }

    /// Returns the node with this id, `None` for `NONE`.
    fn node_at(self, id: NodeId) -> Option<Self> {
        id.to_option().map(|id| Self::new(self.nodes, id))
    }

    /// Returns its parent.
    pub fn parent(self) -> Option<Self> {
        self.node_at(self.links.parent)
    }

    /// Returns its first child.
    pub fn first_child(self) -> Option<Self> {
        self.node_at(self.links.first)
    }

    /// Returns the sibling behind it.
    pub fn next_sibling(self) -> Option<Self> {
        self.node_at(self.links.next)
    }

    /// Returns the sibling before it.
    pub fn prev_sibling(self) -> Option<Self> {
        self.node_at(self.links.before)
    }

    /// Returns its ancestors, the innermost first.
    pub fn ancestors(self) -> impl Iterator<Item = Self> {
        std::iter::successors(self.parent(), |node| node.parent())
    }

    /// Returns its children in order.
    pub fn children(self) -> impl Iterator<Item = Self> {
        std::iter::successors(self.first_child(), |node| node.next_sibling())
    }

    /// Returns the siblings behind it, the nearest first.
    pub fn next_siblings(self) -> impl Iterator<Item = Self> {
        std::iter::successors(self.next_sibling(), |node| node.next_sibling())
    }

    /// Returns the siblings before it, the nearest first.
    pub fn prev_siblings(self) -> impl Iterator<Item = Self> {
        std::iter::successors(self.prev_sibling(), |node| node.prev_sibling())
    }

    /// Returns it and all its descendants, in page order.
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

    /// Returns all texts inside it, in page order.
    pub fn texts_inside(self) -> impl Iterator<Item = &'a str> {
        self.descendants().filter_map(|node| node.value().as_text())
    }
}
