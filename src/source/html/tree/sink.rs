//! The tree that html5ever builds, and the lines that its words stand on.

use std::borrow::Cow;
use std::cell::{Cell, Ref, RefCell};

use html5ever::tendril::StrTendril;
use html5ever::tree_builder::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::{Attribute, LocalName, Namespace, QualName, expanded_name, local_name, ns};

use super::super::element::{Element, ElementName};
pub use super::nodes::NodeId;
use super::nodes::{DOCUMENT, Node, NodeRef, Nodes, Spot};

/// A document, and where its words stand in the file.
pub struct Tree {
    nodes: Nodes,
    /// Where the words of a text go on on another line: from this byte of this text on this line; sorted.
    places: Vec<Place>,
}

type Place = (NodeId, u32, u32);

impl Tree {
    /// Returns the document.
    pub fn root(&self) -> NodeRef<'_> {
        NodeRef::new(&self.nodes, DOCUMENT)
    }

    /// Returns all nodes, in the order of creation.
    pub fn all_nodes(&self) -> impl Iterator<Item = NodeRef<'_>> {
        self.nodes.ids().map(|id| NodeRef::new(&self.nodes, id))
    }

    /// Splits the text of a node where it goes on on another line; each piece with its line.
    pub fn text_pieces<'a>(
        &'a self,
        node: NodeRef<'_>,
        text: &'a str,
    ) -> impl Iterator<Item = (&'a str, u32)> {
        let id = node.id();
        let first = self.places.partition_point(|place| place.0 < id);
        let own = self.places.get(first..).unwrap_or_default();
        let own = &own[..own.iter().take_while(|place| place.0 == id).count()];
        let begin = node.value().line().map(|line| (0, line));
        let begins = begin.into_iter().chain(own.iter().map(|(_, start, line)| (as_index(*start), *line)));
        begins.enumerate().filter_map(move |(nth, (start, line))| {
            let end = own.get(nth).map_or(text.len(), |next| as_index(next.1));
            Some((text.get(start..end)?, line))
        })
    }
}

/// Bytes of text that stand together in the file, and the line that they begin on.
#[derive(Debug, Clone, Copy)]
pub struct Chunk {
    /// How many.
    pub bytes: usize,
    /// The line of the first.
    pub line: u32,
}

/// Removes the length of `taken` from the front of a text's chunks; calls `each` with the offset and the
/// chunk of each part.
pub fn take_front(chunks: &mut Vec<Chunk>, taken: &str, mut each: impl FnMut(usize, Chunk)) {
    let mut at = 0;
    let mut whole = 0;
    for chunk in chunks.iter_mut() {
        if at == taken.len() {
            break;
        }
        let bytes = chunk.bytes.min(taken.len() - at);
        each(at, *chunk);
        if bytes < chunk.bytes {
            let ends = taken.as_bytes()[at..].iter().filter(|byte| **byte == b'\n').count();
            chunk.line = chunk.line.saturating_add(u32::try_from(ends).unwrap_or(u32::MAX));
            chunk.bytes -= bytes;
        } else {
            whole += 1;
        }
        at += bytes;
    }
    chunks.drain(..whole);
}

/// Converts a stored byte offset to an index.
fn as_index(at: u32) -> usize {
    usize::try_from(at).unwrap_or(usize::MAX)
}

/// Converts an index to a byte offset as it is stored.
fn as_offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Builds the tree.
pub struct Sink {
    nodes: RefCell<Nodes>,
    places: RefCell<Vec<Place>>,
    /// Where the text stands that is being added.
    chunks: RefCell<Vec<Chunk>>,
    /// The line of the tag that is being read.
    pub line: Cell<u32>,
    /// How many elements were created.
    pub created: Cell<usize>,
    /// How many of them are rows and cells.
    pub rows: Cell<usize>,
}

impl Sink {
    /// Creates a sink with room for so many nodes.
    pub fn new(nodes: usize) -> Self {
        Self {
            nodes: RefCell::new(Nodes::new(nodes)),
            places: RefCell::default(),
            chunks: RefCell::default(),
            line: Cell::new(1),
            created: Cell::new(0),
            rows: Cell::new(0),
        }
    }

    /// Sets the lines of the text that is added next, in place of those not used yet.
    pub fn expect_text(&self, chunks: &mut Vec<Chunk>) {
        // Text that the tree has no place for is never asked for.
        let mut expected = self.chunks.borrow_mut();
        expected.clear();
        expected.append(chunks);
    }

    /// Records the lines of text added to the end of this node; a node knows the line that it begins on.
    fn record_places(&self, node: Option<(NodeId, usize)>, text: &str) {
        let mut places = self.places.borrow_mut();
        take_front(&mut self.chunks.borrow_mut(), text, |at, chunk| {
            if let Some((id, bytes)) = node
                && bytes > text.len() - at
            {
                places.push((id, as_offset(bytes - text.len() + at), chunk.line));
            }
        });
    }

    /// Inserts a node or text at this place.
    fn insert(&self, place: Spot, child: NodeOrText<NodeId>) {
        match child {
            NodeOrText::AppendNode(child) => self.nodes.borrow_mut().move_to(place, child),
            NodeOrText::AppendText(text) => {
                let line = self.chunks.borrow().first().map_or(self.line.get(), |chunk| chunk.line);
                let node = self.nodes.borrow_mut().put_text(place, &text, line);
                self.record_places(node, &text);
            }
        }
    }
}

/// The name of an element in the tree.
#[derive(Debug)]
pub struct NameRef<'a>(Ref<'a, ElementName>);

impl ElemName for NameRef<'_> {
    fn ns(&self) -> &Namespace {
        &self.0.ns
    }

    fn local_name(&self) -> &LocalName {
        &self.0.local
    }
}

impl TreeSink for Sink {
    type Handle = NodeId;
    type Output = Tree;
    type ElemName<'a> = NameRef<'a>;

    fn finish(self) -> Tree {
        let mut places = self.places.into_inner();
        // Nearly in order: only misplaced text is put before what was read before it.
        places.sort();
        Tree { nodes: self.nodes.into_inner(), places }
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        self.insert(Spot::EndOf(*parent), child);
    }

    fn append_before_sibling(&self, sibling: &NodeId, child: NodeOrText<NodeId>) {
        self.insert(Spot::Before(*sibling), child);
    }

    fn append_based_on_parent_node(&self, element: &NodeId, previous: &NodeId, child: NodeOrText<NodeId>) {
        if self.nodes.borrow().has_parent(*element) {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, _: ElementFlags) -> NodeId {
        self.created.set(self.created.get() + 1);
        let is_row = matches!(name.local, local_name!("tr") | local_name!("td") | local_name!("th"));
        self.rows.set(self.rows.get() + usize::from(is_row));
        let is_template = name.expanded() == expanded_name!(html "template");
        let mut nodes = self.nodes.borrow_mut();
        let id = nodes.create(Node::Element(Element::new(name, attrs), self.line.get()));
        if is_template {
            let contents = nodes.create(Node::Fragment);
            nodes.move_to(Spot::EndOf(id), contents);
        }
        id
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> NodeId {
        DOCUMENT
    }

    fn elem_name<'a>(&'a self, target: &'a NodeId) -> NameRef<'a> {
        NameRef(Ref::map(self.nodes.borrow(), |nodes| nodes.element_name(*target)))
    }

    fn create_comment(&self, _: StrTendril) -> NodeId {
        self.nodes.borrow_mut().create(Node::Unread)
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> NodeId {
        self.nodes.borrow_mut().create(Node::Unread)
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &NodeId) -> NodeId {
        self.nodes.borrow().first_child(*target).unwrap_or(*target)
    }

    fn same_node(&self, one: &NodeId, other: &NodeId) -> bool {
        one == other
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn add_attrs_if_missing(&self, target: &NodeId, attrs: Vec<Attribute>) {
        self.nodes.borrow_mut().add_attributes(*target, attrs);
    }

    fn remove_from_parent(&self, target: &NodeId) {
        self.nodes.borrow_mut().detach(*target);
    }

    fn reparent_children(&self, node: &NodeId, new_parent: &NodeId) {
        self.nodes.borrow_mut().move_children(*node, *new_parent);
    }
}
