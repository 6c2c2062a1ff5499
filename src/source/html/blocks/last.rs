//! What stands right before what comes next.

use super::Blocks;
use super::block::Block;

impl Blocks {
    /// True in a heading.
    pub fn is_in_heading(&self) -> bool {
        self.heading.is_some()
    }

    /// The title that the last words are.
    pub fn last_title(&self) -> Option<usize> {
        if !self.words.is_empty() {
            return self.words.title();
        }
        self.done.last()?.words()?.title()
    }

    /// True where the last words are a label, and what comes next is its value.
    pub fn follows_label(&self) -> bool {
        if !self.words.is_empty() {
            return self.words.label().is_some();
        }
        self.done.last().and_then(Block::words).is_some_and(|words| words.label().is_some())
    }
}
