//! A piece of a page, and what its words are.

use std::rc::Rc;

use super::super::rows::Cell;
use super::super::words::Words;

/// What words are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockRole {
    /// A line or paragraph.
    Plain,
    /// An item of a list; `is_link` where it begins with a link.
    Item { is_link: bool },
    /// A heading of this level.
    Heading(u8),
}

/// A piece of a page.
#[derive(Debug)]
pub enum Block {
    /// Words of their own, and where their first link leads.
    Words { words: Words, role: BlockRole, href: Option<Rc<str>> },
    /// A table row; `first` in its table.
    Row { cells: Vec<Cell>, first: bool },
    /// What a definition list defines.
    Term(Words),
    /// What it says of it.
    Definition(Words),
    /// A line of preformatted text.
    Verbatim(String, u32),
}

impl Block {
    /// Returns the words of a block of plain words, a heading or an item; `None` for all others.
    pub fn words(&self) -> Option<&Words> {
        match self {
            Self::Words { words, .. } => Some(words),
            Self::Row { .. } | Self::Term(_) | Self::Definition(_) | Self::Verbatim(..) => None,
        }
    }
}
