//! The elements of a tree in page order → blocks: what a page does not show and what is the site's is
//! left out.

use std::collections::BTreeSet;

use crate::text::is_web_address;
use html5ever::local_name;

use super::super::form::form;
use super::super::join::mark_sign;
use super::blocks::{Block, Blocks, CellShape};
use super::element::{Element, Kind, attribute, is_hidden, is_site, span};
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
    /// For trees made from so many bytes.
    pub fn new(bytes: usize, hidden: Hidden) -> Self {
        Self { blocks: Blocks::new(bytes), hidden, hidden_words: BTreeSet::new() }
    }

    /// Takes the next tree of the file.
    pub fn take(&mut self, tree: &Tree) {
        Walk { tree, walked: self, cells: 0 }.document();
        self.blocks.flush();
    }

    /// The blocks in page order, and the labels that were left out.
    pub fn finish(self) -> (Vec<Block>, BTreeSet<String>) {
        (self.blocks.done, self.hidden_words)
    }
}

struct Walk<'a, 'b> {
    tree: &'a Tree,
    walked: &'b mut Walked,
    /// Cells, terms and definitions that are open.
    cells: usize,
}

impl<'a> Walk<'a, '_> {
    /// Goes through the tree without a stack of its own, however deep it is.
    fn document(&mut self) {
        let mut node = self.tree.root();
        loop {
            if self.begin(node) {
                if let Some(child) = node.first_child() {
                    node = child;
                    continue;
                }
                self.end(node);
            }
            while node.next_sibling().is_none() {
                let Some(parent) = node.parent() else {
                    return;
                };
                self.end(parent);
                node = parent;
            }
            let Some(next) = node.next_sibling() else {
                return;
            };
            node = next;
        }
    }

    /// Begins a node; true where its children are read.
    fn begin(&mut self, node: NodeRef<'a>) -> bool {
        match node.value() {
            Node::Text(text) => {
                for (piece, line) in self.tree.pieces(node.id(), text) {
                    self.walked.blocks.text(piece, line);
                }
                false
            }
            Node::Element(element) => self.begin_element(node, element),
            Node::Document | Node::Fragment => true,
            Node::Unread => false,
        }
    }

    fn begin_element(&mut self, node: NodeRef<'a>, element: &'a Element) -> bool {
        let kind = Kind::of(&element.name.local);
        if matches!(kind, Kind::Raw | Kind::Unshown) {
            return false;
        }
        let is_hidden = self.walked.hidden == Hidden::Left && is_hidden(element);
        // What stands in a cell is the page's own.
        let is_site = self.cells == 0
            && (kind == Kind::Site || matches!(kind, Kind::Block | Kind::List) && is_site(element));
        if is_hidden || is_site {
            if !kind.is_inline() {
                self.walked.blocks.flush();
            }
            if is_hidden {
                self.note_hidden(node);
            }
            return false;
        }
        match kind {
            Kind::Table => self.walked.blocks.begin_table(),
            Kind::Row => self.walked.blocks.begin_row(),
            Kind::Cell => self.walked.blocks.begin_cell(CellShape {
                head: element.name.local == local_name!("th"),
                columns: span(element, &local_name!("colspan")),
                rows: span(element, &local_name!("rowspan")),
            }),
            Kind::Term => self.walked.blocks.begin_definition(true),
            Kind::Definition => self.walked.blocks.begin_definition(false),
            Kind::Item => self.walked.blocks.item(true),
            Kind::Heading(level) => self.walked.blocks.heading(Some(level)),
            Kind::Caption => self.walked.blocks.heading(Some(0)),
            Kind::Preformatted => self.walked.blocks.preformatted(true),
            Kind::Break => self.walked.blocks.line_break(),
            Kind::Void => self.void(node, element),
            Kind::Inline => self.link(element),
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
        self.cells += usize::from(is_cell(kind));
        true
    }

    fn void(&mut self, node: NodeRef<'a>, element: &'a Element) {
        if element.name.local == local_name!("hr") {
            self.walked.blocks.flush();
        }
        // Some pages draw the marks ○ △ ×.
        if self.cells > 0
            && element.name.local == local_name!("img")
            && let Some(words) = attribute(element, &local_name!("alt")).map(str::trim)
            && mark_sign(words.trim_matches(['(', ')', '（', '）'])).is_some()
        {
            for (piece, line) in self.tree.pieces(node.id(), words) {
                self.walked.blocks.text(piece, line);
            }
        }
    }

    fn link(&mut self, element: &'a Element) {
        let address = attribute(element, &local_name!("href")).map(str::trim).filter(|href| {
            let scheme = href.get(..href.len().min(8)).unwrap_or_default().to_ascii_lowercase();
            is_web_address(&scheme)
        });
        if let Some(address) = address {
            self.walked.blocks.link(Some(address.into()));
        }
    }

    fn note_hidden(&mut self, node: NodeRef<'a>) {
        let texts = node.texts_inside();
        let labels = texts.map(str::trim).filter(|text| form().label_anywhere(text).is_some());
        self.walked.hidden_words.extend(labels.map(str::to_owned));
    }

    /// Ends a node whose children were read.
    fn end(&mut self, node: NodeRef<'a>) {
        let Node::Element(element) = node.value() else {
            return;
        };
        let kind = Kind::of(&element.name.local);
        match kind {
            Kind::Table => self.walked.blocks.end_table(),
            Kind::Row => self.walked.blocks.end_row(),
            Kind::Cell => self.walked.blocks.end_cell(),
            Kind::Term | Kind::Definition => self.walked.blocks.end_definition(),
            Kind::Item => self.walked.blocks.item(false),
            Kind::Heading(_) | Kind::Caption => self.walked.blocks.heading(None),
            Kind::Preformatted => self.walked.blocks.preformatted(false),
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
                    self.walked.blocks.link(None);
                }
            }
            Kind::Break | Kind::Void => {}
        }
        self.cells -= usize::from(is_cell(kind));
    }
}

/// True for what holds a label or a value.
fn is_cell(kind: Kind) -> bool {
    matches!(kind, Kind::Cell | Kind::Term | Kind::Definition)
}
