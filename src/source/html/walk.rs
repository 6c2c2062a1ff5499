//! The elements of a tree in page order → blocks: what a page does not show and what is the site's is
//! left out.

use crate::text::is_web_address;
use html5ever::local_name;
use scraper::node::{Element, Node};

use super::super::form::form;
use super::super::join::mark_sign;
use super::blocks::{Block, Blocks, CellShape};
use super::element::{Kind, attribute, is_hidden, is_site, span};
use super::tree::Tree;

/// What becomes of hidden elements.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hidden {
    /// They are left out.
    Left,
    /// They are read like others.
    Read,
}

/// The blocks of these trees in page order, made from so many bytes, and the labels of the form that stand
/// in hidden elements that were left out.
pub fn blocks(trees: &[Tree], bytes: usize, hidden: Hidden) -> (Vec<Block>, Vec<String>) {
    let mut blocks = Blocks::new(bytes);
    let mut hidden_words = Vec::new();
    for tree in trees {
        let mut walk = Walk { tree, blocks, hidden, hidden_words, cells: 0 };
        walk.document();
        (blocks, hidden_words) = (walk.blocks, walk.hidden_words);
        blocks.flush();
    }
    (blocks.done, hidden_words)
}

type NodeRef<'a> = ego_tree::NodeRef<'a, Node>;

struct Walk<'a> {
    tree: &'a Tree,
    blocks: Blocks,
    hidden: Hidden,
    hidden_words: Vec<String>,
    /// Cells, terms and definitions that are open.
    cells: usize,
}

impl<'a> Walk<'a> {
    /// Goes through the tree without a stack of its own, however deep it is.
    fn document(&mut self) {
        let mut node = self.tree.html.tree.root();
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
                    self.blocks.text(piece, line);
                }
                false
            }
            Node::Element(element) => self.begin_element(node, element),
            Node::Document | Node::Fragment => true,
            Node::Doctype(_) | Node::Comment(_) | Node::ProcessingInstruction(_) => false,
        }
    }

    fn begin_element(&mut self, node: NodeRef<'a>, element: &'a Element) -> bool {
        let kind = Kind::of(&element.name.local);
        if matches!(kind, Kind::Raw | Kind::Unshown) {
            return false;
        }
        let is_hidden = self.hidden == Hidden::Left && is_hidden(element);
        // What stands in a cell is the page's own.
        let is_site = self.cells == 0
            && (kind == Kind::Site || matches!(kind, Kind::Block | Kind::List) && is_site(element));
        if is_hidden || is_site {
            if !kind.is_inline() {
                self.blocks.flush();
            }
            if is_hidden {
                self.note_hidden(node);
            }
            return false;
        }
        match kind {
            Kind::Table => self.blocks.begin_table(),
            Kind::Row => self.blocks.begin_row(),
            Kind::Cell => self.blocks.begin_cell(CellShape {
                head: element.name.local == local_name!("th"),
                columns: span(element, &local_name!("colspan")),
                rows: span(element, &local_name!("rowspan")),
            }),
            Kind::Term => self.blocks.begin_definition(true),
            Kind::Definition => self.blocks.begin_definition(false),
            Kind::Item => self.blocks.item(true),
            Kind::Heading(level) => self.blocks.heading(Some(level)),
            Kind::Caption => self.blocks.heading(Some(0)),
            Kind::Preformatted => self.blocks.preformatted(true),
            Kind::Break => self.blocks.line_break(),
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
            | Kind::Block => self.blocks.flush(),
        }
        self.cells += usize::from(is_cell(kind));
        true
    }

    fn void(&mut self, node: NodeRef<'a>, element: &'a Element) {
        if element.name.local == local_name!("hr") {
            self.blocks.flush();
        }
        // Some pages draw the marks ○ △ ×.
        if self.cells > 0
            && element.name.local == local_name!("img")
            && let Some(words) = attribute(element, &local_name!("alt")).map(str::trim)
            && mark_sign(words.trim_matches(['(', ')', '（', '）'])).is_some()
        {
            for (piece, line) in self.tree.pieces(node.id(), words) {
                self.blocks.text(piece, line);
            }
        }
    }

    fn link(&mut self, element: &'a Element) {
        let address = attribute(element, &local_name!("href")).map(str::trim).filter(|href| {
            let scheme = href.get(..href.len().min(8)).unwrap_or_default().to_ascii_lowercase();
            is_web_address(&scheme)
        });
        if let Some(address) = address {
            self.blocks.link(Some(address.into()));
        }
    }

    fn note_hidden(&mut self, node: NodeRef<'a>) {
        let texts = node.descendants().filter_map(|node| node.value().as_text());
        let labels = texts.map(|text| text.trim()).filter(|text| form().label_anywhere(text).is_some());
        self.hidden_words.extend(labels.map(str::to_owned));
    }

    /// Ends a node whose children were read.
    fn end(&mut self, node: NodeRef<'a>) {
        let Node::Element(element) = node.value() else {
            return;
        };
        let kind = Kind::of(&element.name.local);
        match kind {
            Kind::Table => self.blocks.end_table(),
            Kind::Row => self.blocks.end_row(),
            Kind::Cell => self.blocks.end_cell(),
            Kind::Term | Kind::Definition => self.blocks.end_definition(),
            Kind::Item => self.blocks.item(false),
            Kind::Heading(_) | Kind::Caption => self.blocks.heading(None),
            Kind::Preformatted => self.blocks.preformatted(false),
            Kind::Document
            | Kind::Raw
            | Kind::Unshown
            | Kind::Site
            | Kind::RowGroup
            | Kind::DefinitionList
            | Kind::List
            | Kind::Paragraph
            | Kind::Block => self.blocks.flush(),
            Kind::Inline => {
                if attribute(element, &local_name!("href")).is_some() {
                    self.blocks.link(None);
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
