//! Where something stands in a file that has no lines.

use std::fmt::{Display, Formatter, Result};

use serde::Serialize;

use crate::text::shown::shown;

/// A place in a file that has no lines. In JSON its members say what it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Place {
    /// A page of a PDF.
    Page {
        /// Its number, from 1.
        page: u32,
    },
    /// A cell of a workbook.
    Cell {
        /// The name of its sheet.
        sheet: String,
        /// Its column and row, as in `B12`.
        cell: String,
    },
    /// A row of a table in a document.
    Row {
        /// The number of the table, from 1.
        table: u32,
        /// The number of the row, from 1.
        row: u32,
    },
    /// A line of a file within the document, such as a chapter of a book.
    Line {
        /// The name of the file.
        part: String,
        /// The number of the line, from 1.
        line: u32,
    },
    /// A paragraph of a document, outside of its tables.
    Paragraph {
        /// Its number, from 1.
        paragraph: u32,
    },
}

impl Display for Place {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        match self {
            Self::Page { page } => write!(out, "p.{page}"),
            Self::Cell { sheet, cell } => write!(out, "{sheet}!{cell}"),
            Self::Row { table, row } => write!(out, "表{table} {row}行"),
            Self::Line { part, line } => write!(out, "{part}:{line}"),
            Self::Paragraph { paragraph } => write!(out, "¶{paragraph}"),
        }
    }
}

/// A document within a file: the container that it lies in, its part of that, and where its lines come from.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// The outermost container; `None` for a file that is the document itself, such as a PDF.
    pub container: Option<ContainerKind>,
    /// The way to the document through the containers, `a.mhtml!2`; `""` where there is only one document.
    pub name: String,
    /// The places of lines, in their order: each with the first line that is read from it. Empty where the document
    /// has lines of its own.
    pub places: Vec<(u32, Place)>,
}

impl Part {
    /// True where the document has lines of its own.
    #[must_use]
    pub fn has_lines(&self) -> bool {
        self.places.is_empty()
    }

    /// Returns the place that a line of the document was read from; `None` where it has lines of its own.
    #[must_use]
    pub fn place(&self, line: u32) -> Option<&Place> {
        let after = self.places.partition_point(|(first, _)| *first <= line);
        self.places.get(after.saturating_sub(1)).map(|(_, place)| place)
    }
}

/// Returns `path:line` for display: with the part of a container behind `!`, and the place in a file without lines in
/// place of the line.
#[must_use]
pub fn place_text(path: &str, part: Option<&Part>, line: Option<u32>) -> String {
    let mut text = shown(path).into_owned();
    if let Some(part) = part.filter(|part| !part.name.is_empty()) {
        text = format!("{text}!{}", shown(&part.name));
    }
    let Some(line) = line else { return text };
    match part.and_then(|part| part.place(line)) {
        Some(place) => format!("{text} {}", shown(&place.to_string())),
        None => format!("{text}:{line}"),
    }
}

/// What pages are packed into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ContainerKind {
    /// A page that Chrome or Edge saved as a file (MHTML).
    Mhtml,
    /// A mail.
    Mail,
    /// A page that Safari saved as a file.
    Webarchive,
    /// What a crawler kept of the web (ISO 28500).
    Warc,
    /// A ZIP archive.
    Zip,
    /// A file compressed by gzip.
    Gzip,
    /// A file compressed by Zstandard.
    Zstd,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_has_the_place_that_it_was_read_from() {
        let page = |page| Place::Page { page };
        let part = Part { places: vec![(1, page(1)), (40, page(2))], ..Part::default() };
        let places: Vec<String> =
            [1, 39, 40, 99].map(|line| part.place(line).unwrap().to_string()).into_iter().collect();
        assert_eq!(places, ["p.1", "p.1", "p.2", "p.2"]);
        assert_eq!(Part::default().place(1), None);
    }
}
