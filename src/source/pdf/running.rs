//! Running heads and feet: lines at the edge of pages that come again on most of them, numbers apart.

use std::collections::{BTreeMap, BTreeSet};

use super::line::PrintedLine;

/// A running line stands within this part of the page from its upper or lower edge.
const EDGE: f32 = 0.12;

/// The lines at the edges of pages.
#[derive(Debug, Default)]
pub struct RunningLines {
    pages: usize,
    counted: BTreeMap<(i32, String), usize>,
}

impl RunningLines {
    /// Counts the lines at the edges of a page.
    pub fn count(&mut self, height: f32, lines: &[PrintedLine]) {
        self.pages += 1;
        let keys: BTreeSet<(i32, String)> = lines.iter().filter_map(|line| key(height, line)).collect();
        for key in keys {
            *self.counted.entry(key).or_default() += 1;
        }
    }

    /// True for a line that comes again on most pages.
    pub fn holds(&self, height: f32, line: &PrintedLine) -> bool {
        let count = key(height, line).and_then(|key| self.counted.get(&key)).copied().unwrap_or(0);
        count > 1 && count * 2 > self.pages
    }
}

/// Returns where a line stands and what it says, digits and white space apart; `None` where no running line stands.
fn key(height: f32, line: &PrintedLine) -> Option<(i32, String)> {
    let letters = line.text();
    let letters = letters.chars().filter(|letter| !letter.is_whitespace());
    let mut mask = String::new();
    for letter in letters.map(|letter| if letter.is_numeric() { '0' } else { letter }) {
        // The number of a page may have a digit more.
        if letter != '0' || !mask.ends_with('0') {
            mask.push(letter);
        }
    }
    is_at_edge(height, line).then(|| ((line.y / 4.0).round() as i32, mask))
}

/// True for a line where running lines stand.
pub fn is_at_edge(height: f32, line: &PrintedLine) -> bool {
    line.y < height * EDGE || line.y > height * (1.0 - EDGE)
}
