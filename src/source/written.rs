//! A document without lines → a text that can be read, each line with its place in the file.

use time::Date;

use crate::model::Place;

/// What a document says, as a text.
#[derive(Debug, Default)]
pub struct WrittenDocument {
    /// The text: HTML, CSV or plain.
    pub text: String,
    /// The places of its lines: each with the first line that is read from it.
    pub places: Vec<(u32, Place)>,
    /// The day at which it was saved, where it says so.
    pub saved: Option<Date>,
}

/// HTML that is being written, a paragraph or a table's row a line.
#[derive(Debug, Default)]
pub struct MarkupWriter {
    html: String,
    /// How many lines have ended.
    ended: u32,
    places: Vec<(u32, Place)>,
}

impl MarkupWriter {
    /// Begins a line that is read from this place.
    pub fn begin(&mut self, place: Place) {
        if !self.html.is_empty() {
            self.html.push('\n');
            self.ended = self.ended.saturating_add(1);
        }
        self.places.push((self.ended.saturating_add(1), place));
    }

    /// Writes markup as it is.
    pub fn markup(&mut self, markup: &str) {
        self.html += markup;
    }

    /// Begins a cell that spans rows and columns.
    pub fn begin_cell(&mut self, rows: usize, columns: usize) {
        self.html += "<td";
        for (name, span) in [("rowspan", rows), ("colspan", columns)] {
            if span > 1 {
                self.html += &format!(" {name}=\"{span}\"");
            }
        }
        self.html.push('>');
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
        WrittenDocument { text: self.html, places: self.places, saved }
    }
}

/// Returns the words of a line that was written as HTML: cells parted by tabs, without tags.
pub fn words_of_line(line: &str) -> String {
    let mut words = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('<') {
        words += before;
        let (tag, behind) = after.split_once('>').unwrap_or((after, ""));
        let is_next_cell =
            matches!(tag, "/td" | "/th") && (behind.starts_with("<td") || behind.starts_with("<th"));
        words += if is_next_cell {
            "\t"
        } else if tag == "br" || tag == "/p" && behind.starts_with("<p>") {
            " "
        } else {
            ""
        };
        rest = behind;
    }
    (words + rest).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_written_line_is_shown_as_its_words() {
        let mut writer = MarkupWriter::default();
        writer.markup("<tr><th><p>");
        writer.words("A&B <C>");
        writer.markup("</p></th><td colspan=\"2\"><p>1</p><p>2<br>3</p></td></tr>");
        assert_eq!(words_of_line(&writer.finish(None).text), "A&B <C>\t1 2 3");
    }
}
