//! Why a file gives no page, in words that say what to do.

use std::fs;
use std::io;
use std::path::Path;

use crate::lang::Reason;
use crate::model::{Code, Diagnostic, DiagnosticDetail};

/// So many bytes a text may have: more than 10,000 pages in one file. Without an end to reading, what
/// never ends would take all memory.
pub const LARGEST: u64 = 256 * 1024 * 1024;

/// So many lines a text may have: 40,000 pages. A line takes some 200 bytes of memory, however short.
pub const MOST_LINES: usize = 8_000_000;

/// Why a file gave no page.
pub enum Refusal {
    /// The system would not give it.
    System(io::Error),
    /// It is a link to a file that is not there.
    DanglingLink,
    /// It is something else than a text.
    NoText(Foreign),
    /// It has more bytes than [`LARGEST`].
    TooLarge,
    /// It has more lines than [`MOST_LINES`].
    TooManyLines,
    /// It has no bytes.
    Empty,
    /// Its text was read in the wrong encoding and saved so.
    Garbled,
    /// It has too few of the form's titles and labels.
    NoPage { known: usize },
}

impl Refusal {
    /// Returns the refusal of bytes that are no text.
    pub fn no_text(bytes: &[u8]) -> Self {
        Self::NoText(Foreign::detect(bytes))
    }

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

    /// True if the file is readable and just no page: a folder may hold such files.
    pub fn is_other_file(&self) -> bool {
        match self {
            Self::NoText(_) | Self::Empty | Self::NoPage { .. } => true,
            Self::System(_) | Self::DanglingLink | Self::TooLarge | Self::TooManyLines | Self::Garbled => {
                false
            }
        }
    }

    /// Returns the diagnostic to show in place of pages.
    pub fn diagnostic(&self, path: &str) -> Diagnostic {
        let (code, detail) = match self {
            Self::System(reason) => (Code::Unreadable, system_reason(reason)),
            Self::DanglingLink => (Code::Unreadable, DiagnosticDetail::Reason("source.dangling-link")),
            Self::NoText(foreign) => (Code::Unreadable, DiagnosticDetail::Foreign(foreign.message_id())),
            Self::TooLarge => {
                let megabytes = usize::try_from(LARGEST / 1024 / 1024).unwrap_or(usize::MAX);
                (Code::Unreadable, DiagnosticDetail::Count(Box::new(("source.too-large", megabytes))))
            }
            Self::TooManyLines => {
                (Code::Unreadable, DiagnosticDetail::Count(Box::new(("source.too-many-lines", MOST_LINES))))
            }
            Self::Empty => (Code::NotAPage, DiagnosticDetail::Whole("source.empty")),
            Self::Garbled => (Code::NotAPage, DiagnosticDetail::Whole("source.garbled")),
            Self::NoPage { known } => (Code::NotAPage, DiagnosticDetail::Words(known.to_string())),
        };
        let (path, subject) = (path.into(), path.to_owned());
        Diagnostic { code, path, lines: None, part: None, section: None, field: None, subject, detail }
    }
}

/// Returns the system's reason as a detail of a diagnostic.
fn system_reason(reason: &io::Error) -> DiagnosticDetail {
    DiagnosticDetail::System(Box::new(Reason::from(reason)))
}

/// What a file that is no text is, by how it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Foreign {
    /// PDF.
    Pdf,
    /// A document of a word processor or a spreadsheet.
    Office,
    /// An archive or a compressed file.
    Packed,
    /// A picture.
    Image,
    /// A mail, or a page saved as a “web archive” in the shape of one.
    Mail,
    /// Nothing known.
    Unknown,
}

impl Foreign {
    /// Returns what bytes are, by how they begin; `Unknown` if no beginning is known.
    pub fn detect(bytes: &[u8]) -> Self {
        const BEGINNINGS: [(&[u8], Foreign); 12] = [
            (b"%PDF-", Foreign::Pdf),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Foreign::Office),
            (b"PK\x03\x04", Foreign::Packed),
            (b"\x1f\x8b", Foreign::Packed),
            (b"BZh", Foreign::Packed),
            (b"\xfd7zXZ\0", Foreign::Packed),
            (b"\x28\xb5\x2f\xfd", Foreign::Packed),
            (b"7z\xbc\xaf\x27\x1c", Foreign::Packed),
            (b"\xff\xd8\xff", Foreign::Image),
            (b"\x89PNG\r\n", Foreign::Image),
            (b"GIF8", Foreign::Image),
            (b"RIFF", Foreign::Image),
        ];
        let known = BEGINNINGS.iter().find(|(beginning, _)| bytes.starts_with(beginning));
        let head = &bytes[..bytes.len().min(4096)];
        match known {
            Some((_, Self::Packed))
                if contains_bytes(head, b"[Content_Types].xml") || contains_bytes(head, b"word/") =>
            {
                Self::Office
            }
            Some((_, foreign)) => *foreign,
            None if is_mail(head) => Self::Mail,
            None => Self::Unknown,
        }
    }

    /// Returns the id of the message that names what it is.
    fn message_id(self) -> &'static str {
        match self {
            Self::Pdf => "source.pdf",
            Self::Office => "source.office",
            Self::Packed => "source.packed",
            Self::Image => "source.image",
            Self::Mail => "source.mail",
            Self::Unknown => "source.no-text",
        }
    }
}

/// True for the head of a mail: lines of `Name: value`, one of them of MIME.
fn is_mail(head: &[u8]) -> bool {
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'-';
    let name = head.iter().take_while(|byte| is_name(byte)).count();
    name > 0
        && head[name..].starts_with(b": ")
        && contains_bytes(&head.to_ascii_lowercase(), b"\nmime-version:")
}

/// True if `wanted` is somewhere in `bytes`.
fn contains_bytes(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_no_text_is_called_what_it_is() {
        let mail = b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n";
        for (bytes, foreign) in [
            (b"%PDF-1.7\n%\xe2\xe3".as_slice(), Foreign::Pdf),
            (b"PK\x03\x04\x14\0\0\0\x08\0pages/a.txt", Foreign::Packed),
            (b"PK\x03\x04\x14\0\x06\0\x08\0[Content_Types].xml", Foreign::Office),
            (b"\x1f\x8b\x08\0", Foreign::Packed),
            (b"\xff\xd8\xff\xe0\0\x10JFIF", Foreign::Image),
            (mail, Foreign::Mail),
            (b"\0\0\0", Foreign::Unknown),
            (b"", Foreign::Unknown),
            ("事例紹介: MIME-Version:".as_bytes(), Foreign::Unknown),
            (b"Note: nothing here\n", Foreign::Unknown),
        ] {
            assert_eq!(Foreign::detect(bytes), foreign, "{:?}", String::from_utf8_lossy(bytes));
        }
    }
}
