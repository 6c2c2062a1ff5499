//! The elements that are open.

mod implied;

use html5ever::LocalName;
use html5ever::tokenizer::Tag;

use super::element::{Kind, attribute, is_hidden, is_site, span};
use super::{Hidden, Read};
use crate::source::form::form;
use crate::source::html::blocks::{Blocks, CellShape};
use crate::source::join::mark_sign;

/// Elements nested deeper than this are taken for the one around them.
const DEEPEST: usize = 512;

/// Rows and cells are kept apart a little deeper still, below wrappers that are not.
const DEEPEST_ROW: usize = 2 * DEEPEST;

struct Open {
    name: LocalName,
    kind: Kind,
    /// Inline elements that were open before.
    inline: usize,
}

/// The elements that are open, and what they have said so far.
pub struct Elements {
    open: Vec<Open>,
    /// How many of the open elements are of the kinds that end tags are implied for.
    paragraphs: usize,
    cells: usize,
    definitions: usize,
    /// Inline elements that are open, which are only counted.
    inline: usize,
    /// Wrappers that are open and too deep to be kept apart.
    flattened: usize,
    /// Index of the open element that nothing is read of.
    unread: Option<(usize, bool)>,
    raw: bool,
    xml: bool,
    hidden: Hidden,
    hidden_words: Vec<String>,
    too_deep: Option<u32>,
    blocks: Blocks,
}

impl Elements {
    /// For a text of this many bytes; in XML a tag may close itself.
    pub fn new(bytes: usize, hidden: Hidden, xml: bool) -> Self {
        Self {
            open: Vec::new(),
            paragraphs: 0,
            cells: 0,
            definitions: 0,
            inline: 0,
            flattened: 0,
            unread: None,
            raw: false,
            xml,
            hidden,
            hidden_words: Vec::new(),
            too_deep: None,
            blocks: Blocks::new(bytes),
        }
    }

    /// Closes what is open.
    pub fn finish(mut self) -> Read {
        self.begin_document();
        self.blocks.flush();
        Read { blocks: self.blocks.done, too_deep: self.too_deep, hidden_words: self.hidden_words }
    }

    /// Another document may follow in the same file.
    pub fn begin_document(&mut self) {
        self.raw = false;
        self.close_to(0);
        (self.inline, self.flattened) = (0, 0);
    }

    /// Text, from this line on.
    pub fn add_text(&mut self, text: &str, line: u32) {
        if self.raw {
            return;
        }
        match self.unread {
            None => self.blocks.text(text, line),
            Some((_, true)) if form().label_anywhere(text.trim()).is_some() => {
                self.hidden_words.push(text.trim().to_owned());
            }
            Some(_) => {}
        }
    }

    /// A start tag; true where what follows is no markup up to its end tag.
    pub fn start(&mut self, tag: &Tag, line: u32) -> bool {
        let kind = Kind::of(&tag.name);
        let closed = self.xml && tag.self_closing;
        match kind {
            Kind::Raw => {
                self.raw = !closed;
                return self.raw;
            }
            Kind::Document => {
                if &*tag.name == "html" {
                    self.begin_document();
                }
            }
            Kind::Break | Kind::Void => self.void(tag, kind, line),
            Kind::Link | Kind::Inline => self.start_inline(tag, kind, line),
            Kind::Unshown
            | Kind::Site
            | Kind::Table
            | Kind::RowGroup
            | Kind::Row
            | Kind::Cell
            | Kind::Caption
            | Kind::DefinitionList
            | Kind::Term
            | Kind::Definition
            | Kind::List
            | Kind::Item
            | Kind::Paragraph
            | Kind::Heading(_)
            | Kind::Preformatted
            | Kind::Block => {
                self.imply_ends(kind);
                self.push(tag, kind, line);
                if closed || kind == Kind::Unshown && tag.self_closing {
                    self.end(tag, line);
                }
            }
        }
        false
    }

    fn void(&mut self, tag: &Tag, kind: Kind, line: u32) {
        if self.unread.is_some() {
            return;
        }
        match (kind, &*tag.name) {
            (Kind::Break, _) => self.blocks.line_break(),
            (_, "hr") => self.blocks.flush(),
            // Some pages draw the marks ○ △ ×.
            (_, "img") => {
                let alt = attribute(tag, "alt").map(str::trim).unwrap_or_default();
                let sign = alt.trim_matches(['(', ')', '（', '）']);
                if self.cells + self.definitions > 0 && mark_sign(sign).is_some() {
                    self.blocks.text(alt, line);
                }
            }
            _ => {}
        }
    }

    fn start_inline(&mut self, tag: &Tag, kind: Kind, line: u32) {
        if self.unread.is_some() || (self.hidden == Hidden::Left && is_hidden(tag)) {
            if !tag.self_closing {
                self.push(tag, kind, line);
            }
            return;
        }
        self.inline += 1;
        self.note_depth(line);
        if kind == Kind::Link {
            let address = attribute(tag, "href").map(str::trim).filter(|href| {
                let scheme = href.get(..href.len().min(8)).unwrap_or_default().to_ascii_lowercase();
                scheme.starts_with("http://") || scheme.starts_with("https://")
            });
            self.blocks.link(address.map(Into::into));
        }
    }

    fn note_depth(&mut self, line: u32) {
        if self.open.len() + self.flattened + self.inline > DEEPEST {
            self.too_deep.get_or_insert(line);
        }
    }

    fn push(&mut self, tag: &Tag, kind: Kind, line: u32) {
        self.note_depth(line);
        let is_row = matches!(
            kind,
            Kind::Table | Kind::Row | Kind::Cell | Kind::DefinitionList | Kind::Term | Kind::Definition
        );
        if self.open.len() >= if is_row { DEEPEST_ROW } else { DEEPEST } {
            self.too_deep.get_or_insert(line);
            self.flattened += 1;
            if self.unread.is_none() {
                self.blocks.flush();
            }
            return;
        }
        if self.unread.is_none() {
            self.imply_starts(kind);
        }
        self.count(kind, 1);
        self.open.push(Open { name: tag.name.clone(), kind, inline: self.inline });
        if self.unread.is_some() {
            return;
        }
        let is_hidden = self.hidden == Hidden::Left && is_hidden(tag);
        // What stands in a cell is the page's own.
        let is_site = self.cells + self.definitions == 0
            && (kind == Kind::Site || matches!(kind, Kind::Block | Kind::List) && is_site(tag));
        if is_hidden || is_site || kind == Kind::Unshown {
            if !kind.is_inline() && kind != Kind::Unshown {
                self.blocks.flush();
            }
            self.unread = Some((self.open.len() - 1, is_hidden));
            return;
        }
        self.begin(tag, kind);
    }

    fn begin(&mut self, tag: &Tag, kind: Kind) {
        match kind {
            Kind::Table => self.blocks.begin_table(),
            Kind::Row => self.blocks.begin_row(),
            Kind::Cell => self.blocks.begin_cell(CellShape {
                head: &*tag.name == "th",
                columns: span(tag, "colspan"),
                rows: span(tag, "rowspan"),
            }),
            Kind::Term => self.blocks.begin_definition(true),
            Kind::Definition => self.blocks.begin_definition(false),
            Kind::Item => self.blocks.item(true),
            Kind::Heading(level) => self.blocks.heading(Some(level)),
            Kind::Caption => self.blocks.heading(Some(0)),
            Kind::Preformatted => self.blocks.preformatted(true),
            Kind::Document
            | Kind::Break
            | Kind::Void
            | Kind::Raw
            | Kind::Unshown
            | Kind::Site
            | Kind::RowGroup
            | Kind::DefinitionList
            | Kind::List
            | Kind::Paragraph
            | Kind::Block => self.blocks.flush(),
            Kind::Link | Kind::Inline => {}
        }
    }

    /// An end tag.
    pub fn end(&mut self, tag: &Tag, _line: u32) {
        self.raw = false;
        let kind = Kind::of(&tag.name);
        match kind {
            Kind::Document | Kind::Void | Kind::Raw => {}
            // Browsers take `</br>` for `<br>`.
            Kind::Break => {
                if self.unread.is_none() {
                    self.blocks.line_break();
                }
            }
            Kind::Link | Kind::Inline => {
                if self.unread.is_some() {
                    let at = self.last(|open| !open.is_inline()).map_or(0, |at| at + 1);
                    let own = self.open[at..].iter().rposition(|open| open.name == tag.name);
                    self.close_from(own.map(|own| at + own));
                } else {
                    self.inline = self.inline.saturating_sub(1);
                }
                if kind == Kind::Link {
                    self.blocks.link(None);
                }
            }
            Kind::Unshown
            | Kind::Site
            | Kind::Table
            | Kind::RowGroup
            | Kind::Row
            | Kind::Cell
            | Kind::Caption
            | Kind::DefinitionList
            | Kind::Term
            | Kind::Definition
            | Kind::List
            | Kind::Item
            | Kind::Paragraph
            | Kind::Heading(_)
            | Kind::Preformatted
            | Kind::Block => self.end_block(tag, kind),
        }
    }

    fn end_block(&mut self, tag: &Tag, kind: Kind) {
        if self.flattened > 0
            && matches!(kind, Kind::Block | Kind::Item | Kind::List | Kind::Paragraph | Kind::Site)
        {
            self.flattened -= 1;
            if self.unread.is_none() {
                self.blocks.flush();
            }
            return;
        }
        let is_heading = |kind: Kind| matches!(kind, Kind::Heading(_));
        let is_own = |open: &Open| open.name == tag.name || is_heading(kind) && is_heading(open.kind);
        let is_of_table = matches!(kind, Kind::RowGroup | Kind::Row | Kind::Cell | Kind::Caption);
        let bounds = |open: &Open| {
            if is_of_table || kind == Kind::Table {
                is_of_table && open.kind == Kind::Table
            } else {
                open.kind.bounds() || kind == Kind::Item && open.kind == Kind::List
            }
        };
        let at = self.open.iter().rposition(|open| is_own(open) || bounds(open));
        self.close_from(at.filter(|at| is_own(&self.open[*at])));
    }

    /// Counts the open elements whose end tags are implied, so that none is looked for in vain.
    fn count(&mut self, kind: Kind, change: isize) {
        let counted = if kind == Kind::Paragraph {
            &mut self.paragraphs
        } else if kind == Kind::Cell {
            &mut self.cells
        } else if matches!(kind, Kind::Term | Kind::Definition) {
            &mut self.definitions
        } else {
            return;
        };
        *counted = counted.saturating_add_signed(change);
    }

    /// Closes the open elements from this index on.
    fn close_to(&mut self, at: usize) {
        while self.open.len() > at {
            let Some(open) = self.open.pop() else {
                return;
            };
            self.inline = self.inline.min(open.inline);
            self.count(open.kind, -1);
            match self.unread {
                None => self.finish_element(open.kind),
                Some((unread, _)) if unread == self.open.len() => self.unread = None,
                Some(_) => {}
            }
        }
        if at == 0 {
            self.flattened = 0;
        }
    }

    fn finish_element(&mut self, kind: Kind) {
        match kind {
            Kind::Table => self.blocks.end_table(),
            Kind::Row => self.blocks.end_row(),
            Kind::Cell => self.blocks.end_cell(),
            Kind::Term | Kind::Definition => self.blocks.end_definition(),
            Kind::Item => self.blocks.item(false),
            Kind::Heading(_) | Kind::Caption => self.blocks.heading(None),
            Kind::Preformatted => self.blocks.preformatted(false),
            Kind::Document
            | Kind::Break
            | Kind::Void
            | Kind::Raw
            | Kind::Unshown
            | Kind::Site
            | Kind::RowGroup
            | Kind::DefinitionList
            | Kind::List
            | Kind::Paragraph
            | Kind::Block => self.blocks.flush(),
            Kind::Link | Kind::Inline => {}
        }
    }
}
