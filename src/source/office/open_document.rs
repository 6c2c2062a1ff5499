//! Documents of LibreOffice Writer: the paragraphs and tables of OpenDocument (ISO 26300).

use super::blocks::{self, BlockBuilder};
use super::xml::{self, XmlElement, XmlPiece};
use crate::source::written::WrittenDocument;

/// Elements whose words are not on the page.
const HIDDEN: [&str; 9] = [
    "annotation",
    "tracked-changes",
    "note",
    "covered-table-cell",
    "sequence-decls",
    "forms",
    "title",
    "desc",
    "shapes",
];

/// So many blanks in a row are written.
const MOST_BLANKS: usize = 64;

/// Reads the XML of a text; `None` if it is none.
pub fn open_text(xml: &str) -> Option<WrittenDocument> {
    let mut document = OpenDocument::default();
    xml::read(xml, &HIDDEN, |piece| document.take(piece))?;
    Some(blocks::write(&document.blocks.finish()))
}

#[derive(Default)]
struct OpenDocument {
    blocks: BlockBuilder,
    /// So many paragraphs are open: words are in one.
    paragraphs: usize,
}

impl OpenDocument {
    fn take(&mut self, piece: XmlPiece<'_>) {
        match piece {
            // Line breaks of the XML are no words.
            XmlPiece::Words(words) if self.paragraphs > 0 => {
                self.blocks.add_words(&words.replace(['\n', '\t'], " "))
            }
            XmlPiece::Words(_) => {}
            XmlPiece::Start(element) => self.start(element),
            XmlPiece::End("p" | "h") => {
                self.paragraphs = self.paragraphs.saturating_sub(1);
                self.blocks.end_paragraph();
            }
            XmlPiece::End("table") => self.blocks.end_table(|_| {}),
            XmlPiece::End(_) => {}
        }
    }

    fn start(&mut self, element: &XmlElement<'_>) {
        match element.name() {
            "p" | "h" => {
                self.paragraphs += 1;
                self.blocks.begin_paragraph(element.name() == "h");
            }
            "s" => self.blocks.add_words(&" ".repeat(element.number("c").unwrap_or(1).min(MOST_BLANKS))),
            "tab" => self.blocks.add_words("\t"),
            "line-break" => self.blocks.add_words("\n"),
            "table" => self.blocks.begin_table(),
            "table-row" => self.blocks.begin_row(),
            "table-cell" => {
                let span = |name: &str| element.number(name).unwrap_or(1);
                self.blocks.begin_cell(span("number-columns-spanned"), span("number-rows-spanned"));
            }
            _ => {}
        }
    }
}
