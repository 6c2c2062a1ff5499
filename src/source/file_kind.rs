//! What a file is, by how it begins.

use memchr::memmem;

use crate::model::FileSort;

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// A text, as far as is known.
    Text,
    /// PDF.
    Pdf,
    /// A ZIP archive, or a document or book in one.
    Zip,
    /// Compressed by gzip.
    Gzip,
    /// Compressed by Zstandard.
    Zstd,
    /// A mail, several in a file of them, or a page saved in the shape of one (MHTML).
    Mail,
    /// A page saved by Safari.
    Webarchive,
    /// What a crawler kept of the web.
    Warc,
    /// A document of Word or Excel as they wrote it before 2007.
    OldOffice,
    /// A document of Word or Excel that a password protects.
    ProtectedOffice,
    /// Rich Text Format.
    RichText,
    /// A picture.
    Image,
    /// An archive or a compressed file of another kind.
    OtherPacked,
}

/// So much of a file shows what it is.
const HEAD: usize = 4096;

/// How files begin that are no text.
const BEGINNINGS: [(&[u8], FileKind); 20] = [
    (b"%PDF-", FileKind::Pdf),
    (b"PK\x03\x04", FileKind::Zip),
    (b"PK\x05\x06", FileKind::Zip),
    (b"\x1f\x8b", FileKind::Gzip),
    (b"\x28\xb5\x2f\xfd", FileKind::Zstd),
    (b"WARC/1.", FileKind::Warc),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", FileKind::OldOffice),
    (b"{\\rtf", FileKind::RichText),
    (b"\xff\xd8\xff", FileKind::Image),
    (b"\x89PNG\r\n", FileKind::Image),
    (b"GIF8", FileKind::Image),
    (b"RIFF", FileKind::Image),
    (b"II*\0", FileKind::Image),
    (b"MM\0*", FileKind::Image),
    (b"\0\0\0 ftyphei", FileKind::Image),
    (b"\0\0\0\x24ftyphei", FileKind::Image),
    (b"BZh", FileKind::OtherPacked),
    (b"\xfd7zXZ\0", FileKind::OtherPacked),
    (b"7z\xbc\xaf\x27\x1c", FileKind::OtherPacked),
    (b"Rar!", FileKind::OtherPacked),
];

impl FileKind {
    /// Returns what a file is, by its bytes or the first few thousand of them.
    pub fn detect(bytes: &[u8]) -> Self {
        let head = &bytes[..bytes.len().min(HEAD)];
        let known = BEGINNINGS.iter().find(|(beginning, _)| bytes.starts_with(beginning));
        match known {
            Some((_, Self::OldOffice)) if is_protected(bytes) => Self::ProtectedOffice,
            Some((_, kind)) => *kind,
            None if head.get(257..262) == Some(b"ustar") => Self::OtherPacked,
            None if is_webarchive(head) => Self::Webarchive,
            None if is_mail(head) => Self::Mail,
            None => Self::Text,
        }
    }

    /// True for what holds files that may be containers themselves.
    pub fn is_container(self) -> bool {
        match self {
            Self::Zip | Self::Gzip | Self::Zstd | Self::Mail | Self::Webarchive | Self::Warc => true,
            Self::Text
            | Self::Pdf
            | Self::OldOffice
            | Self::ProtectedOffice
            | Self::RichText
            | Self::Image
            | Self::OtherPacked => false,
        }
    }

    /// Returns the id of the message that says what to do with a file of a kind that is not read.
    pub fn message_id(self) -> &'static str {
        match self {
            Self::OldOffice => "source.old-office",
            Self::ProtectedOffice => "source.protected",
            Self::RichText => "source.rich-text",
            Self::Image => "source.image",
            Self::OtherPacked => "source.packed",
            Self::Text
            | Self::Pdf
            | Self::Zip
            | Self::Gzip
            | Self::Zstd
            | Self::Mail
            | Self::Webarchive
            | Self::Warc => "source.no-text",
        }
    }

    /// True for what pages are read from.
    pub fn is_read(self) -> bool {
        self.is_container() || matches!(self, Self::Text | Self::Pdf)
    }

    /// Returns what a file is to a person.
    pub fn sort(self) -> FileSort {
        match self {
            Self::Text => FileSort::Text,
            Self::Pdf => FileSort::Pdf,
            Self::Zip | Self::Gzip | Self::Zstd | Self::OtherPacked => FileSort::Packed,
            Self::Mail => FileSort::Mail,
            Self::Webarchive | Self::Warc => FileSort::Web,
            Self::OldOffice | Self::ProtectedOffice | Self::RichText => FileSort::Document,
            Self::Image => FileSort::Image,
        }
    }
}

/// True if an office document is encrypted: its package is a stream of this name, in UTF-16.
fn is_protected(bytes: &[u8]) -> bool {
    let name: Vec<u8> = "EncryptedPackage".bytes().flat_map(|byte| [byte, 0]).collect();
    memmem::find(bytes, &name).is_some()
}

/// True for a property list with a saved page: binary, or XML.
fn is_webarchive(head: &[u8]) -> bool {
    (head.starts_with(b"bplist00") || memmem::find(head, b"<plist").is_some())
        && memmem::find(head, b"WebMainResource").is_some()
}

/// True for the head of a mail, or of the first of several: lines of `Name: value`, one of which says what is in it.
fn is_mail(head: &[u8]) -> bool {
    let head = match head.strip_prefix(b"From ") {
        Some(envelope) => memchr::memchr(b'\n', envelope).map_or(envelope, |end| &envelope[end + 1..]),
        None => head,
    };
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'-';
    let name = head.iter().take_while(|byte| is_name(byte)).count();
    if name == 0 || !head[name..].starts_with(b":") {
        return false;
    }
    let blank =
        [b"\n\n".as_slice(), b"\r\n\r\n"].into_iter().filter_map(|blank| memmem::find(head, blank)).min();
    let headers = head[..blank.unwrap_or(head.len())].to_ascii_lowercase();
    let has = |name: &[u8]| headers.starts_with(&name[1..]) || memmem::find(&headers, name).is_some();
    has(b"\nmime-version:") || has(b"\ncontent-type:") || (has(b"\nreceived:") && has(b"\nfrom:"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_called_what_it_is() {
        let mail = b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n";
        let mbox = b"From a@example.jp Sun Jan  1 00:00:00 2017\nSubject: a\nContent-Type: text/plain\n\nb";
        let protected: Vec<u8> = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
            .iter()
            .copied()
            .chain("EncryptedPackage".bytes().flat_map(|byte| [byte, 0]))
            .collect();
        for (bytes, kind) in [
            (b"%PDF-1.7\n%\xe2\xe3".as_slice(), FileKind::Pdf),
            (b"PK\x03\x04\x14\0\0\0\x08\0pages/a.txt", FileKind::Zip),
            (b"\x1f\x8b\x08\0", FileKind::Gzip),
            (b"\xff\xd8\xff\xe0\0\x10JFIF", FileKind::Image),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", FileKind::OldOffice),
            (&protected, FileKind::ProtectedOffice),
            (mail, FileKind::Mail),
            (mbox, FileKind::Mail),
            (b"WARC/1.0\r\n", FileKind::Warc),
            (b"bplist00\xd1\x01_WebMainResource", FileKind::Webarchive),
            (b"\0\0\0", FileKind::Text),
            (b"", FileKind::Text),
            ("事例紹介: MIME-Version:".as_bytes(), FileKind::Text),
            (b"Note: nothing here\n\nMIME-Version: 1.0\n", FileKind::Text),
        ] {
            assert_eq!(FileKind::detect(bytes), kind, "{:?}", String::from_utf8_lossy(bytes));
        }
    }
}
