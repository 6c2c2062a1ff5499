//! The elements of a tree in page order → blocks: what a page does not show and what is the site's is
//! left out.

mod fill;

use std::collections::BTreeSet;

use crate::text::is_web_address;
use html5ever::local_name;
use rustc_hash::FxHashMap;

use super::super::form::form;
use super::super::markup;
use super::blocks::{Block, Blocks};
use super::controls;
use super::element::{Element, Kind, attribute, is_head, is_hidden, is_site, span};
use super::pairs::{self, Edges};
use super::rows::CellShape;
use super::tree::{Node, NodeRef, Tree};

/// What becomes of hidden elements.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hidden {
    /// They are left out.
    Left,
    /// They are read like others.
    Read,
}

/// What trees say, one after another.
pub struct Walked {
    blocks: Blocks,
    hidden: Hidden,
    /// The labels of the form that stand in hidden elements that were left out.
    hidden_words: BTreeSet<String>,
}

impl Walked {
    /// Creates an empty result for trees read from so many bytes.
    pub fn new(bytes: usize, hidden: Hidden) -> Self {
        Self { blocks: Blocks::new(bytes), hidden, hidden_words: BTreeSet::new() }
    }

    /// Adds the blocks of the next tree of the file.
    pub fn read_tree(&mut self, tree: &Tree) {
        let edges = Edges::default();
        Walk { tree, walked: self, cells: 0, values: 0, edges, choices: None }.walk_tree();
        self.blocks.flush();
    }

    /// Returns the blocks in page order, and the labels in hidden elements that were left out.
    pub fn finish(self) -> (Vec<Block>, BTreeSet<String>) {
        (self.blocks.done, self.hidden_words)
    }
}

struct Walk<'a, 'b> {
    tree: &'a Tree,
    walked: &'b mut Walked,
    /// Cells, terms and definitions that are open.
    cells: usize,
    /// Those of them in which no word is a label.
    values: usize,
    /// Where labels and values begin and end that stand in no table.
    edges: Edges,
    /// The checkboxes and radio buttons that have an id, and whether they are chosen.
    choices: Option<FxHashMap<&'a str, bool>>,
}

/// A cell with more nodes than this may lay the page out.
const SMALL_CELL: usize = 60;

impl<'a> Walk<'a, '_> {
    /// Visits all nodes of the tree, without recursion, however deep they are.
    fn walk_tree(&mut self) {
        let mut node = self.tree.root();
        loop {
            if self.enter(node) {
                if let Some(child) = node.first_child() {
                    node = child;
                    continue;
                }
                self.leave(node);
            }
            while node.next_sibling().is_none() {
                let Some(parent) = node.parent() else {
                    return;
                };
                self.leave(parent);
                node = parent;
            }
            let Some(next) = node.next_sibling() else {
                return;
            };
            node = next;
        }
    }

    /// Begins a pair's term or value at this node, then the node; true if its children are to be read.
    fn enter(&mut self, node: NodeRef<'a>) -> bool {
        let edge = if self.edges.is_empty() { None } else { self.edges.get(&node.id()).copied() };
        if let Some(is_term) = edge.and_then(|edge| edge.begins) {
            if is_term {
                self.walked.blocks.begin_definition(true)
            } else {
                self.walked.blocks.begin_beside()
            }
            (self.cells, self.values) = (self.cells + 1, self.values + 1);
        }
        let is_open = self.begin_node(node);
        if !is_open {
            self.end_edge(node);
        }
        is_open
    }

    /// Ends a node whose children were read, then the term or value that ends with it.
    fn leave(&mut self, node: NodeRef<'a>) {
        self.end_node(node);
        self.end_edge(node);
    }

    /// Ends the term or value that ends with this node, if one does.
    fn end_edge(&mut self, node: NodeRef<'a>) {
        if !self.edges.is_empty() && self.edges.get(&node.id()).is_some_and(|edge| edge.ends) {
            self.walked.blocks.end_definition();
            (self.cells, self.values) = (self.cells - 1, self.values - 1);
        }
    }

    /// Begins a node; true if its children are to be read.
    fn begin_node(&mut self, node: NodeRef<'a>) -> bool {
        match node.value() {
            Node::Text(text, _) => {
                self.add_text(node, text);
                false
            }
            Node::Element(element, _) => self.begin_element(node, element),
            Node::Document | Node::Fragment => true,
            Node::Unread => false,
        }
    }

    /// Begins an element; false if it is hidden, of the site, or otherwise left out.
    fn begin_element(&mut self, node: NodeRef<'a>, element: &'a Element) -> bool {
        let kind = kind_in_tree(node, element);
        if matches!(kind, Kind::Raw | Kind::Unshown) {
            return !is_hidden(element) && self.begin_control(node, element);
        }
        // A row that is hidden is none of a panel's.
        let is_of_table = matches!(kind, Kind::Row | Kind::Cell | Kind::Term | Kind::Definition);
        let is_hidden = (self.walked.hidden == Hidden::Left || is_of_table) && is_hidden(element);
        // What stands in a cell is the page's own.
        let is_site = self.cells == 0
            && (kind == Kind::Site || matches!(kind, Kind::Block | Kind::List) && is_site(element));
        if is_hidden || is_site {
            if !kind.is_inline() {
                self.walked.blocks.flush();
            }
            if is_hidden && !is_of_table {
                self.collect_hidden_labels(node);
            }
            return false;
        }
        if kind == Kind::Inline && !self.begin_inline(node, element) {
            return false;
        }
        self.values += usize::from(holds_only_value(node, kind));
        if self.values == 0 && pairs::is_container(kind) {
            pairs::add_pairs(node, || self.walked.blocks.last_title(), &mut self.edges);
        }
        self.begin_kind(node, element, kind);
        self.cells += usize::from(is_cell(kind));
        true
    }

    /// Begins the table, row, cell, heading, link or break that an element of this kind is.
    fn begin_kind(&mut self, node: NodeRef<'a>, element: &'a Element, kind: Kind) {
        match kind {
            Kind::Table => self.walked.blocks.begin_table(),
            Kind::Row => self.walked.blocks.begin_row(),
            Kind::Cell => self.walked.blocks.begin_cell(CellShape {
                head: is_head(element),
                columns: span(element, &local_name!("colspan")),
                rows: span(element, &local_name!("rowspan")),
            }),
            Kind::Term => self.walked.blocks.begin_definition(true),
            Kind::Definition => self.walked.blocks.begin_definition(false),
            Kind::Item => self.walked.blocks.set_item(true),
            Kind::Heading(level) => self.walked.blocks.set_heading(Some(level)),
            Kind::Caption => self.walked.blocks.set_heading(Some(0)),
            Kind::Preformatted => self.walked.blocks.set_preformatted(true),
            Kind::Break => self.walked.blocks.line_break(),
            Kind::Void => self.add_void(node, element),
            Kind::Inline => self.begin_link(element),
            Kind::Document
            | Kind::Raw
            | Kind::Unshown
            | Kind::Site
            | Kind::RowGroup
            | Kind::DefinitionList
            | Kind::List
            | Kind::Paragraph
            | Kind::Block => self.walked.blocks.flush(),
        }
    }

    /// Begins a link, with the address that an archive's link had before, or its own if it is absolute.
    fn begin_link(&mut self, element: &'a Element) {
        let Some(href) = attribute(element, &local_name!("href")).map(str::trim) else {
            return;
        };
        let scheme = href.get(..href.len().min(8)).unwrap_or_default().to_ascii_lowercase();
        let own = || is_web_address(&scheme).then(|| href.into());
        let kept =
            if href.contains("/web/") || href.contains("/pid/") { markup::original(href) } else { None };
        self.walked.blocks.begin_link(kept.map(Into::into).or_else(own));
    }

    /// Collects the labels of the form among the texts in a hidden node.
    fn collect_hidden_labels(&mut self, node: NodeRef<'a>) {
        let texts = node.texts_inside();
        let labels = texts.map(str::trim).filter(|text| form().label_anywhere(text).is_some());
        self.walked.hidden_words.extend(labels.map(str::to_owned));
    }

    /// Ends what `begin_element` began.
    fn end_node(&mut self, node: NodeRef<'a>) {
        let Node::Element(element, _) = node.value() else {
            return;
        };
        let kind = kind_in_tree(node, element);
        match kind {
            Kind::Table => self.walked.blocks.end_table(),
            Kind::Row => self.walked.blocks.end_row(),
            Kind::Cell => self.walked.blocks.end_cell(),
            Kind::Term | Kind::Definition => self.walked.blocks.end_definition(),
            Kind::Item => self.walked.blocks.set_item(false),
            Kind::Heading(_) | Kind::Caption => self.walked.blocks.set_heading(None),
            Kind::Preformatted => self.walked.blocks.set_preformatted(false),
            Kind::Document
            | Kind::Raw
            | Kind::Unshown
            | Kind::Site
            | Kind::RowGroup
            | Kind::DefinitionList
            | Kind::List
            | Kind::Paragraph
            | Kind::Block => self.walked.blocks.flush(),
            Kind::Inline => {
                if attribute(element, &local_name!("href")).is_some() {
                    self.walked.blocks.end_link();
                }
                if element.name.local == local_name!("label") && controls::choice_in(node).is_some() {
                    self.walked.blocks.line_break();
                }
            }
            Kind::Break | Kind::Void => {}
        }
        self.cells -= usize::from(is_cell(kind));
        self.values -= usize::from(holds_only_value(node, kind));
    }
}

/// Returns what an element is shown as; a cell by role or style is a block unless its parent is a row.
fn kind_in_tree(node: NodeRef<'_>, element: &Element) -> Kind {
    let kind = Kind::shown_as(element);
    if kind != Kind::Cell || Kind::by_name(&element.name.local) == Kind::Cell {
        return kind;
    }
    let parent = node.parent().and_then(|parent| parent.value().as_element());
    if parent.is_some_and(|parent| Kind::shown_as(parent) == Kind::Row) { kind } else { Kind::Block }
}

/// True for a table cell, a term or a definition.
fn is_cell(kind: Kind) -> bool {
    matches!(kind, Kind::Cell | Kind::Term | Kind::Definition)
}

/// True for a cell that only holds a label or value: it is small, and not alone in its row with a heading.
fn holds_only_value(node: NodeRef<'_>, kind: Kind) -> bool {
    if !is_cell(kind) {
        return false;
    }
    let is_alone = || {
        !node.prev_siblings().chain(node.next_siblings()).any(|other| other.value().as_element().is_some())
    };
    let is_heading = |inner: NodeRef<'_>| {
        let element = inner.value().as_element();
        element.is_some_and(|element| matches!(Kind::by_name(&element.name.local), Kind::Heading(_)))
    };
    let mut headings = 0;
    let mut nodes = 0;
    for inner in node.descendants().take(SMALL_CELL + 1) {
        nodes += 1;
        headings += usize::from(is_heading(inner));
    }
    nodes <= SMALL_CELL && !(headings > 0 && is_alone())
}
