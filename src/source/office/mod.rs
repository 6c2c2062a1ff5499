//! Documents of word processors, workbooks and books → HTML or text, with the place of each line.
//!
//! `word` and `open_document` read the XML of a document to `blocks`, which are written as HTML; `workbook` reads the
//! sheets of Excel, `book` the chapters of an EPUB.

mod blocks;
mod book;
mod open_document;
mod word;
mod workbook;
mod xml;

use std::io::{Read, Seek};

use zip::ZipArchive;

pub use self::book::{book, chapters};
pub use self::open_document::open_text;
pub use self::word::word;
pub use self::workbook::{MOST_CELLS, WorkbookError, WrittenSheet, excel_sheets, open_sheets};

/// What a ZIP archive is, where it is a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OfficeKind {
    /// A document of Word.
    Docx,
    /// A workbook of Excel.
    Xlsx,
    /// A document of LibreOffice Writer.
    Odt,
    /// A workbook of LibreOffice Calc.
    Ods,
    /// An electronic book.
    Epub,
}

impl OfficeKind {
    /// Returns what an archive is, by the files in it; `None` for one of other files.
    pub fn detect<R: Read + Seek>(archive: &mut ZipArchive<R>) -> Option<Self> {
        let has = |archive: &ZipArchive<R>, name: &str| archive.index_for_name(name).is_some();
        if has(archive, "word/document.xml") {
            return Some(Self::Docx);
        }
        if has(archive, "xl/workbook.xml") {
            return Some(Self::Xlsx);
        }
        let mut name = String::new();
        archive.by_name("mimetype").ok()?.take(100).read_to_string(&mut name).ok()?;
        match name.trim() {
            "application/epub+zip" => Some(Self::Epub),
            name if name.starts_with("application/vnd.oasis.opendocument.text") => Some(Self::Odt),
            name if name.starts_with("application/vnd.oasis.opendocument.spreadsheet") => Some(Self::Ods),
            _ => None,
        }
    }
}
