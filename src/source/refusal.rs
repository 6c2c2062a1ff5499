//! Why a file gives no page, in words that say what to do.

use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;

use super::file_kind::FileKind;
use super::pages::ENOUGH;
use crate::lang::Reason;
use crate::model::{Code, Diagnostic, DiagnosticDetail, FileSort, Part};

/// So many bytes a text may have: more than 10,000 pages in one file. Without an end to reading, what
/// never ends would take all memory.
pub const LARGEST: u64 = 256 * 1024 * 1024;

/// So many lines a text may have: 40,000 pages. A line takes some 200 bytes of memory, however short.
pub const MOST_LINES: usize = 8_000_000;

/// So many bytes are unpacked of a file: a small file can hold without end.
pub const MOST_UNPACKED: usize = 64 * 1024 * 1024;

/// So many containers may lie in one another.
pub const DEEPEST: usize = 4;

/// Why a file gave no page.
pub enum Refusal {
    /// The system would not give it.
    System(io::Error),
    /// It is a link to a file that is not there.
    DanglingLink,
    /// It is something that is not read: a picture, or bytes that are no text.
    Foreign(FileKind),
    /// It is not what it begins as, or ends too early.
    Damaged(FileKind),
    /// A password protects it.
    Encrypted(FileKind),
    /// It is a PDF without words: pictures of pages.
    NoWords,
    /// It unpacks to more than [`MOST_UNPACKED`].
    TooMuchInside,
    /// It has more parts or cells than this.
    TooManyParts(usize),
    /// Containers lie in one another too deep.
    NestedTooDeep,
    /// It has more bytes than [`LARGEST`].
    TooLarge,
    /// It has more lines than [`MOST_LINES`].
    TooManyLines,
    /// It is a table that jirei wrote, which has not all of a page.
    OwnTable,
    /// It has no bytes.
    Empty,
    /// Its text was read in the wrong encoding and saved so.
    Garbled,
    /// It has too few of the form's titles and labels, or no answers to them; `is_headed` where the heading of pages
    /// is in it all the same.
    NoPage { known: usize, is_headed: bool },
}

impl Refusal {
    /// Returns why nothing was found at a path: a link without a target, or the system's reason.
    pub fn from_path_error(path: &Path, reason: &io::Error) -> Self {
        if reason.kind() == io::ErrorKind::NotFound && fs::symlink_metadata(path).is_ok() {
            return Self::DanglingLink;
        }
        // Errors of the system cannot be cloned.
        Self::System(
            reason.raw_os_error().map_or_else(
                || io::Error::new(reason.kind(), reason.to_string()),
                io::Error::from_raw_os_error,
            ),
        )
    }

    /// True if the file is just no page: a folder may hold such files. A file that looks like a page, or could hold
    /// one, and was not read is none of them.
    pub fn is_other_file(&self) -> bool {
        match self {
            Self::Foreign(FileKind::Text | FileKind::Image)
            | Self::NoWords
            | Self::OwnTable
            | Self::Empty => true,
            Self::NoPage { known, is_headed } => *known < ENOUGH || !is_headed,
            Self::Foreign(_)
            | Self::Damaged(_)
            | Self::Encrypted(_)
            | Self::TooMuchInside
            | Self::TooManyParts(_)
            | Self::NestedTooDeep
            | Self::System(_)
            | Self::DanglingLink
            | Self::TooLarge
            | Self::TooManyLines
            | Self::Garbled => false,
        }
    }

    /// Returns what a file is that was refused before it was looked into.
    pub fn sort(&self) -> FileSort {
        match self {
            Self::Foreign(kind) | Self::Damaged(kind) | Self::Encrypted(kind) => kind.sort(),
            Self::NoWords => FileSort::ScannedPdf,
            Self::System(_)
            | Self::DanglingLink
            | Self::TooMuchInside
            | Self::TooManyParts(_)
            | Self::NestedTooDeep
            | Self::TooLarge
            | Self::TooManyLines
            | Self::OwnTable
            | Self::Empty
            | Self::Garbled
            | Self::NoPage { .. } => FileSort::Text,
        }
    }

    /// Returns the diagnostic of a part of a file.
    pub fn diagnostic_of_part(&self, path: &str, part: &Arc<Part>) -> Diagnostic {
        Diagnostic { part: Some(Arc::clone(part)), ..self.diagnostic(path) }
    }

    /// Returns the diagnostic to show in place of pages.
    pub fn diagnostic(&self, path: &str) -> Diagnostic {
        let counted = |reason, count| (Code::Unreadable, DiagnosticDetail::Count(Box::new((reason, count))));
        let (code, detail) = match self {
            Self::System(reason) => (Code::Unreadable, system_reason(reason)),
            Self::DanglingLink => (Code::Unreadable, DiagnosticDetail::Reason("source.dangling-link")),
            Self::Foreign(kind) => (Code::Unreadable, DiagnosticDetail::Foreign(kind.message_id())),
            Self::Damaged(FileKind::Pdf) => {
                (Code::Unreadable, DiagnosticDetail::Reason("source.damaged-pdf"))
            }
            Self::Damaged(_) => (Code::Unreadable, DiagnosticDetail::Reason("source.damaged")),
            Self::Encrypted(_) => (Code::Unreadable, DiagnosticDetail::Reason("source.encrypted")),
            Self::NoWords => (Code::Unreadable, DiagnosticDetail::Reason("source.no-words")),
            Self::TooMuchInside => counted("source.too-much-inside", MOST_UNPACKED / 1024 / 1024),
            Self::TooManyParts(most) => counted("source.too-many-parts", *most),
            Self::NestedTooDeep => counted("source.nested", DEEPEST),
            Self::TooLarge => {
                counted("source.too-large", usize::try_from(LARGEST / 1024 / 1024).unwrap_or(usize::MAX))
            }
            Self::TooManyLines => counted("source.too-many-lines", MOST_LINES),
            Self::OwnTable => (Code::NotAPage, DiagnosticDetail::Whole("source.own-table")),
            Self::Empty => (Code::NotAPage, DiagnosticDetail::Whole("source.empty")),
            Self::Garbled => (Code::NotAPage, DiagnosticDetail::Whole("source.garbled")),
            Self::NoPage { known, .. } => (Code::NotAPage, DiagnosticDetail::Words(known.to_string())),
        };
        let (path, subject) = (path.into(), path.to_owned());
        Diagnostic { code, path, lines: None, part: None, section: None, field: None, subject, detail }
    }
}

/// Returns the system's reason as a detail of a diagnostic.
fn system_reason(reason: &io::Error) -> DiagnosticDetail {
    DiagnosticDetail::System(Box::new(Reason::from(reason)))
}
