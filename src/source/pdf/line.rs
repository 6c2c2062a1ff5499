//! The lines of a page: words that stand at one height.

use super::sheet::{Frame, PdfLetter};
use super::text::{PrintedWords, words};

/// Words that stand at one height.
#[derive(Debug, Clone)]
pub struct PrintedLine {
    /// The words, from left to right.
    pub words: Vec<PrintedWords>,
    /// The baseline.
    pub y: f32,
    /// The largest size of their fonts.
    pub size: f32,
}

impl PrintedLine {
    /// The left edge of the first words.
    pub fn start(&self) -> f32 {
        self.words.first().map_or(0.0, |words| words.start)
    }

    /// The right edge of the last words.
    pub fn end(&self) -> f32 {
        self.words.last().map_or(0.0, |words| words.end)
    }

    /// All words, for comparing.
    pub fn text(&self) -> String {
        self.words.iter().map(|words| words.text.as_str()).collect::<Vec<_>>().join(" ")
    }
}

/// Puts letters into lines from top to bottom; letters further apart than so many ems stand in words of their own.
pub fn lines(mut letters: Vec<PdfLetter>, apart: f32) -> Vec<PrintedLine> {
    letters.sort_by(|one, other| one.y.total_cmp(&other.y));
    let mut lines = Vec::new();
    let mut start = 0;
    for at in 1..=letters.len() {
        let (first, next) = (letters[start], letters.get(at));
        // Small letters that stand higher or lower are on the line of the large ones.
        if next.is_some_and(|next| next.y - first.y < first.size.max(next.size) * 0.4) {
            continue;
        }
        let line = &mut letters[start..at];
        line.sort_by(|one, other| one.x.total_cmp(&other.x));
        let words = words(line, apart);
        if let Some(size) = words.iter().map(|words| words.size).reduce(f32::max) {
            lines.push(PrintedLine { words, y: first.y, size });
        }
        start = at;
    }
    lines
}

/// Returns the part of the page that a letter stands in, as a point: the middle of it.
pub fn middle(letter: &PdfLetter) -> (f32, f32) {
    (letter.x + letter.width / 2.0, letter.y - letter.size * 0.35)
}

/// True if a letter stands in a frame.
pub fn is_in(letter: &PdfLetter, frame: &Frame) -> bool {
    let (x, y) = middle(letter);
    (frame.x0..=frame.x1).contains(&x) && (frame.y0..=frame.y1).contains(&y)
}
