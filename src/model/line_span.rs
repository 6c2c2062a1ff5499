//! A range of lines in a file.

use serde::{Serialize, Serializer};

/// First and last line, from 1, inclusive.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LineSpan {
    /// First line.
    pub first: u32,
    /// Last line.
    pub last: u32,
}

impl LineSpan {
    /// Creates the span of a single line.
    #[must_use]
    pub fn from_line(line: u32) -> Self {
        Self { first: line, last: line }
    }

    /// Extends the span to `line`.
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
