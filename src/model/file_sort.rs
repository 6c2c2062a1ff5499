//! What files are that hold no page, and how many there are of each.

use std::collections::BTreeMap;

use crate::lang::Lang;

/// What a file is to a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FileSort {
    /// A PDF.
    Pdf,
    /// A PDF that has pictures only.
    ScannedPdf,
    /// A document of a word processor.
    Document,
    /// A workbook.
    Workbook,
    /// An electronic book.
    Book,
    /// A mail.
    Mail,
    /// A page or pages as a browser or a crawler keeps them.
    Web,
    /// An archive or a compressed file.
    Packed,
    /// A picture.
    Image,
    /// A text or anything else.
    Text,
}

impl FileSort {
    /// Returns the label id of its name.
    #[must_use]
    pub fn label_id(self) -> &'static str {
        match self {
            Self::Pdf => "sort.pdf",
            Self::ScannedPdf => "sort.scanned-pdf",
            Self::Document => "sort.document",
            Self::Workbook => "sort.workbook",
            Self::Book => "sort.book",
            Self::Mail => "sort.mail",
            Self::Web => "sort.web",
            Self::Packed => "sort.packed",
            Self::Image => "sort.image",
            Self::Text => "sort.text",
        }
    }
}

/// Files that hold no page, by what they are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PassedOver(BTreeMap<FileSort, usize>);

impl PassedOver {
    /// Counts files.
    pub fn extend(&mut self, sorts: impl IntoIterator<Item = FileSort>) {
        for sort in sorts {
            *self.0.entry(sort).or_default() += 1;
        }
    }

    /// Returns how many there are in all.
    #[must_use]
    pub fn count(&self) -> usize {
        self.0.values().sum()
    }

    /// Returns the words that say what was passed over; `None` if nothing was.
    #[must_use]
    pub fn message(&self, lang: Lang) -> Option<String> {
        (!self.0.is_empty()).then(|| lang.fill("empty.passed_over", &[("kinds", &self.text(lang))]))
    }

    /// Returns the number of each kind: `5 PDF（文字なし）、1 Word`.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        let kinds = self.0.iter().map(|(sort, count)| format!("{count} {}", lang.text(sort.label_id())));
        kinds.collect::<Vec<_>>().join(lang.text("sort.and"))
    }
}
