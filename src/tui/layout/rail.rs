//! The rail: the sections of the open case one below the other.

use std::ops::Range;

use super::tab_bar::{TabMarks, TabTitle};

/// A section in the rail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RailRow {
    /// The section.
    pub section: usize,
    /// The number of the section in the form.
    pub number: Option<usize>,
    /// The short title.
    pub title: String,
    /// Its hits, and whether it is blank.
    pub marks: TabMarks,
    /// How many of its fields are filled, of how many.
    pub filled: [usize; 2],
    /// True for the open section.
    pub open: bool,
}

impl RailRow {
    /// Creates the row of a section.
    #[must_use]
    pub fn new(
        section: usize,
        (title, marks): (TabTitle<'_>, TabMarks),
        filled: [usize; 2],
        open: bool,
    ) -> Self {
        Self { section, number: title.number, title: title.short.to_owned(), marks, filled, open }
    }
}

/// Returns the sections on the screen, of `count`, from `first` on, scrolled so far that the open one is among them.
#[must_use]
pub fn rail_sections(count: usize, open: usize, first: usize, height: usize) -> Range<usize> {
    let height = height.max(1);
    let first = first.min(open).max((open + 1).saturating_sub(height)).min(count.saturating_sub(height));
    first..(first + height).min(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_open_section_is_always_in_the_rail() {
        for (open, first, height, shown) in
            [(0, 0, 30, 0..16), (15, 0, 4, 12..16), (3, 9, 4, 3..7), (5, 3, 4, 3..7), (15, 15, 30, 0..16)]
        {
            assert_eq!(rail_sections(16, open, first, height), shown, "{open} {first} {height}");
        }
        assert_eq!(rail_sections(0, 0, 0, 9), 0..0);
    }
}
