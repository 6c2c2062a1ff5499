//! The lines of a file that something takes up.

use serde::{Serialize, Serializer};

/// First and last line, from 1, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineSpan {
    /// First line.
    pub first: u32,
    /// Last line.
    pub last: u32,
}

impl LineSpan {
    /// The span of one line.
    #[must_use]
    pub fn at(line: u32) -> Self {
        Self { first: line, last: line }
    }

    /// Grows the span so that it covers `line`.
    pub fn cover(&mut self, line: u32) {
        self.first = self.first.min(line);
        self.last = self.last.max(line);
    }
}

impl Serialize for LineSpan {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        [self.first, self.last].serialize(serializer)
    }
}
