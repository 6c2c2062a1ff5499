//! Bars beside numbers.

use crate::text::sign::signs;

/// The length of the longest bar.
pub(super) const LONGEST_BAR: usize = 24;
/// The length of the shortest useful bar.
pub(super) const SHORTEST_BAR: usize = 6;

/// Where the bars of a section are.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct BarColumn {
    /// The cell that they begin in.
    pub start: usize,
    /// The cells of the longest; 0 where there is no room for bars.
    pub room: usize,
}

/// Returns a bar for `count`, where `largest` is `room` cells long. Any positive number is visible.
#[must_use]
pub fn bar(count: u64, largest: u64, room: usize) -> String {
    if count == 0 || largest == 0 || room == 0 {
        return String::new();
    }
    let pieces = signs().bar;
    let full = u128::try_from(room.saturating_mul(pieces.len())).unwrap_or(u128::MAX);
    let filled = (u128::from(count.min(largest)).saturating_mul(full) / u128::from(largest)).max(1);
    let filled = usize::try_from(filled).unwrap_or_default();
    let piece = |length: usize| length.checked_sub(1).and_then(|place| pieces.get(place)).copied();
    let cells = piece(pieces.len()).unwrap_or_default().repeat(filled / pieces.len());
    cells + piece(filled % pieces.len()).unwrap_or_default()
}
