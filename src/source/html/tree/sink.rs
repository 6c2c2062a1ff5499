//! scraper's tree, with the lines that the tree does not keep.

use std::borrow::Cow;
use std::cell::{Cell, Ref, RefCell};

use html5ever::tendril::StrTendril;
use html5ever::tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::{Attribute, QualName, local_name};
use scraper::{Html, HtmlTreeSink, Node};

/// The tree's name for a node.
pub type NodeId = <HtmlTreeSink as TreeSink>::Handle;

/// A document, and where its words stand in the file.
pub struct Tree {
    /// The document.
    pub html: Html,
    /// From this byte of this text on, or for this image or input, this line; sorted.
    places: Vec<Place>,
}

type Place = (NodeId, usize, u32);

impl Tree {
    /// The pieces of a text, or of the words of an image or input, each with the line that it begins on.
    pub fn pieces<'a>(&'a self, node: NodeId, text: &'a str) -> impl Iterator<Item = (&'a str, u32)> {
        let first = self.places.partition_point(|place| place.0 < node);
        let own = self.places.get(first..).unwrap_or_default();
        let own = &own[..own.iter().take_while(|place| place.0 == node).count()];
        own.iter().enumerate().filter_map(move |(nth, (_, start, line))| {
            let end = own.get(nth + 1).map_or(text.len(), |next| next.1);
            Some((text.get(*start..end)?, *line))
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

/// Takes so many bytes from the front of a text that consists of these chunks.
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

/// A page has an element or text in so many bytes; room is made for no more than a large page has.
const BYTES_A_NODE: usize = 16;
const MOST_NODES: usize = 10_000;

/// Builds the tree.
pub struct Sink {
    inner: HtmlTreeSink,
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
    /// For a document of about so many bytes.
    pub fn new(bytes: usize) -> Self {
        let mut html = Html::new_document();
        // Large nodes are dear to move when there are more of them.
        html.tree = ego_tree::Tree::with_capacity(Node::Document, (bytes / BYTES_A_NODE).min(MOST_NODES));
        Self {
            inner: HtmlTreeSink::new(html),
            places: RefCell::default(),
            chunks: RefCell::default(),
            line: Cell::new(1),
            created: Cell::new(0),
            rows: Cell::new(0),
        }
    }

    /// Tells where the text stands that comes next.
    pub fn expect_text(&self, chunks: &mut Vec<Chunk>) {
        // Text that the tree has no place for is never asked for.
        let mut expected = self.chunks.borrow_mut();
        expected.clear();
        expected.append(chunks);
    }

    /// Notes where the text stands that was added to the end of this node.
    fn note(&self, node: Option<(NodeId, usize)>, text: &str) {
        let mut places = self.places.borrow_mut();
        take_front(&mut self.chunks.borrow_mut(), text, |at, chunk| {
            if let Some((id, bytes)) = node {
                places.push((id, bytes.saturating_sub(text.len()) + at, chunk.line));
            }
        });
    }

    /// The last text in an element, or the text before one, and its length in bytes.
    fn text_at(&self, node: NodeId, before: bool) -> Option<(NodeId, usize)> {
        let html = self.inner.0.borrow();
        let node = html.tree.get(node)?;
        let text = if before { node.prev_sibling() } else { node.last_child() }?;
        Some((text.id(), text.value().as_text()?.len()))
    }
}

impl TreeSink for Sink {
    type Handle = NodeId;
    type Output = Tree;
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Tree {
        let mut places = self.places.into_inner();
        // Nearly in order: only misplaced text is put before what was read before it.
        places.sort();
        Tree { html: self.inner.finish(), places }
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        match child {
            NodeOrText::AppendNode(_) => self.inner.append(parent, child),
            NodeOrText::AppendText(text) => {
                self.inner.append(parent, NodeOrText::AppendText(text.clone()));
                self.note(self.text_at(*parent, false), &text);
            }
        }
    }

    fn append_before_sibling(&self, sibling: &NodeId, child: NodeOrText<NodeId>) {
        match child {
            NodeOrText::AppendNode(_) => self.inner.append_before_sibling(sibling, child),
            NodeOrText::AppendText(text) => {
                self.inner.append_before_sibling(sibling, NodeOrText::AppendText(text.clone()));
                self.note(self.text_at(*sibling, true), &text);
            }
        }
    }

    fn append_based_on_parent_node(&self, element: &NodeId, previous: &NodeId, child: NodeOrText<NodeId>) {
        let has_parent = self.inner.0.borrow().tree.get(*element).is_some_and(|node| node.parent().is_some());
        if has_parent {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, flags: ElementFlags) -> NodeId {
        self.created.set(self.created.get() + 1);
        let is_row = matches!(name.local, local_name!("tr") | local_name!("td") | local_name!("th"));
        self.rows.set(self.rows.get() + usize::from(is_row));
        let is_shown = matches!(name.local, local_name!("img") | local_name!("input"));
        let id = self.inner.create_element(name, attrs, flags);
        if is_shown {
            self.places.borrow_mut().push((id, 0, self.line.get()));
        }
        id
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> NodeId {
        self.inner.get_document()
    }

    fn elem_name<'a>(&'a self, target: &'a NodeId) -> Ref<'a, QualName> {
        self.inner.elem_name(target)
    }

    fn create_comment(&self, text: StrTendril) -> NodeId {
        self.inner.create_comment(text)
    }

    fn create_pi(&self, target: StrTendril, data: StrTendril) -> NodeId {
        self.inner.create_pi(target, data)
    }

    fn append_doctype_to_document(&self, name: StrTendril, public: StrTendril, system: StrTendril) {
        self.inner.append_doctype_to_document(name, public, system);
    }

    fn get_template_contents(&self, target: &NodeId) -> NodeId {
        self.inner.get_template_contents(target)
    }

    fn same_node(&self, one: &NodeId, other: &NodeId) -> bool {
        one == other
    }

    fn set_quirks_mode(&self, mode: QuirksMode) {
        self.inner.set_quirks_mode(mode);
    }

    fn add_attrs_if_missing(&self, target: &NodeId, attrs: Vec<Attribute>) {
        self.inner.add_attrs_if_missing(target, attrs);
    }

    fn remove_from_parent(&self, target: &NodeId) {
        self.inner.remove_from_parent(target);
    }

    fn reparent_children(&self, node: &NodeId, new_parent: &NodeId) {
        self.inner.reparent_children(node, new_parent);
    }
}
