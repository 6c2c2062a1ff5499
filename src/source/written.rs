//! A document without lines → HTML, a paragraph or a table's row a line, each with its place in the file.

use time::Date;

use crate::model::Place;

/// What a document says, as HTML.
#[derive(Debug, Default)]
pub struct WrittenDocument {
    /// The HTML.
    pub html: String,
    /// The places of its lines: each with the first line that is read from it.
    pub places: Vec<(u32, Place)>,
    /// The day at which it was saved, where it says so.
    pub saved: Option<Date>,
}

/// HTML that is being written, with the place of each of its lines.
#[derive(Debug, Default)]
pub struct MarkupWriter {
    html: String,
    lines: u32,
    places: Vec<(u32, Place)>,
}

impl MarkupWriter {
    /// Begins a line that is read from this place.
    pub fn begin(&mut self, place: Place) {
        if !self.html.is_empty() {
            self.html.push('\n');
        }
        self.lines = self.lines.saturating_add(1);
        self.places.push((self.lines, place));
    }

    /// Writes markup as it is.
    pub fn markup(&mut self, markup: &str) {
        self.html += markup;
    }

    /// Writes words; a line break in them becomes an element, so that a place stays a line.
    pub fn words(&mut self, words: &str) {
        for letter in words.chars() {
            match letter {
                '&' => self.html += "&amp;",
                '<' => self.html += "&lt;",
                '>' => self.html += "&gt;",
                '\n' => self.html += "<br>",
                '\r' => {}
                letter => self.html.push(letter),
            }
        }
    }

    /// Returns what was written.
    pub fn finish(self, saved: Option<Date>) -> WrittenDocument {
        WrittenDocument { html: self.html, places: self.places, saved }
    }
}
