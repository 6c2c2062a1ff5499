//! A file → the texts in it: out of containers, out of containers in them, and out of documents that have no lines.
//!
//! ```text
//! file ▶ kind ┬ compressed (gzip, zstd) ┐
//!             ├ archive (ZIP, EPUB)     │
//!             ├ mail (MHTML, mbox)      ├▶ unpack again ▶ texts ▶ read
//!             ├ webarchive              │
//!             ├ warc                    ┘
//!             └ ../office, ../pdf: documents, written as HTML
//! ```

mod archive;
mod compressed;
mod mail;
mod warc;
mod webarchive;

use std::borrow::Cow;

use time::Date;

use super::file_kind::FileKind;
use super::pdf::{self, PdfRefusal};
use super::refusal::{DEEPEST, MOST_UNPACKED, Refusal};
use super::written::WrittenDocument;
use crate::model::{ContainerKind, FileSort, PageFormat, Part};
use crate::text::is_web_address;

/// A text out of a file.
#[derive(Debug, Default)]
pub struct UnpackedText<'a> {
    /// Its bytes.
    pub bytes: Cow<'a, [u8]>,
    /// Where it lies.
    pub part: Part,
    /// How the document is written that it was taken from, where that is no text.
    pub format: Option<PageFormat>,
    /// The address that it was saved from, where the container says it.
    pub address: Option<String>,
    /// The day at which it was saved, where the container says it.
    pub saved: Option<Date>,
    /// True if it says the same as the text before it: the one is taken that more is understood of.
    pub is_alternative: bool,
}

/// The texts of a file, and what could not be unpacked.
#[derive(Default)]
pub struct Unpacked<'a> {
    /// The texts, in the order of the file.
    pub texts: Vec<UnpackedText<'a>>,
    /// The parts that could not be unpacked, and why.
    pub refused: Vec<(String, Refusal)>,
    /// The bytes that were unpacked.
    size: usize,
}

/// What is known of the bytes that are unpacked next.
#[derive(Debug, Clone, Default)]
struct Wrapping {
    container: Option<ContainerKind>,
    name: String,
    depth: usize,
    address: Option<String>,
    saved: Option<Date>,
    is_alternative: bool,
}

impl Wrapping {
    /// Returns the wrapping of what lies in a container of this kind: `name` says which part of it, `""` if it is the
    /// only one.
    fn within(&self, kind: ContainerKind, name: &str) -> Self {
        let name = match (self.name.as_str(), name) {
            (own, "") => own.to_owned(),
            ("", name) => name.to_owned(),
            (own, name) => format!("{own}!{name}"),
        };
        Self {
            container: self.container.or(Some(kind)),
            name,
            depth: self.depth + 1,
            is_alternative: false,
            ..self.clone()
        }
    }

    /// Sets the address that what lies in a container was saved from, if it is one of the web.
    fn set_address(&mut self, address: Option<&str>) {
        let address = address.filter(|address| is_web_address(address));
        self.address = address.map(str::to_owned).or(self.address.take());
    }
}

/// Returns the texts of a file that is a container or has no lines; `None` for a text.
pub fn unpack(bytes: &[u8]) -> Option<Unpacked<'_>> {
    if FileKind::detect(bytes) == FileKind::Text {
        return None;
    }
    let mut unpacked = Unpacked::default();
    unpacked.add(Cow::Borrowed(bytes), Wrapping::default());
    Some(unpacked)
}

impl<'a> Unpacked<'a> {
    /// Returns what the file with these bytes is to a person.
    pub fn sort(&self, bytes: &[u8]) -> FileSort {
        let is_scanned = || self.refused.iter().any(|(_, refusal)| matches!(refusal, Refusal::NoWords));
        let kind = FileKind::detect(bytes);
        if kind == FileKind::Zip
            && let [UnpackedText { format: Some(format), .. }, ..] = self.texts.as_slice()
        {
            return match format {
                PageFormat::Docx | PageFormat::Odt => FileSort::Document,
                PageFormat::Xlsx | PageFormat::Ods => FileSort::Workbook,
                PageFormat::Epub => FileSort::Book,
                PageFormat::Pdf
                | PageFormat::Html
                | PageFormat::Markdown
                | PageFormat::Text
                | PageFormat::Csv
                | PageFormat::Json => FileSort::Packed,
            };
        }
        if kind == FileKind::Pdf && is_scanned() { FileSort::ScannedPdf } else { kind.sort() }
    }

    /// Adds the texts of some bytes.
    fn add(&mut self, bytes: Cow<'a, [u8]>, wrapping: Wrapping) {
        let kind = FileKind::detect(&bytes);
        if kind.is_container() && wrapping.depth >= DEEPEST {
            return self.refuse(wrapping.name, Refusal::NestedTooDeep);
        }
        let added = match kind {
            FileKind::Text => {
                self.add_text(bytes, wrapping);
                return;
            }
            FileKind::Gzip => self.add_gzip(&bytes, &wrapping),
            FileKind::Zstd => self.add_zstd(&bytes, &wrapping),
            FileKind::Zip => self.add_archive(&bytes, &wrapping),
            FileKind::Mail => self.add_mails(&bytes, &wrapping),
            FileKind::Webarchive => self.add_webarchive(&bytes, &wrapping),
            FileKind::Warc => self.add_warc(&bytes, &wrapping),
            FileKind::Pdf => self.add_pdf(&bytes, &wrapping),
            FileKind::OldOffice
            | FileKind::ProtectedOffice
            | FileKind::RichText
            | FileKind::Image
            | FileKind::OtherPacked => Err(Refusal::Foreign(kind)),
        };
        if let Err(refusal) = added {
            self.refuse(wrapping.name, refusal);
        }
    }

    /// Adds what a PDF says.
    fn add_pdf(&mut self, bytes: &[u8], wrapping: &Wrapping) -> Result<(), Refusal> {
        let written = pdf::read(bytes).map_err(|refusal| match refusal {
            PdfRefusal::Encrypted => Refusal::Encrypted(FileKind::Pdf),
            PdfRefusal::NoText => Refusal::NoWords,
            PdfRefusal::Damaged => Refusal::Damaged(FileKind::Pdf),
            PdfRefusal::TooLarge => Refusal::TooMuchInside,
        })?;
        self.count(written.text.len())?;
        self.add_written(written, PageFormat::Pdf, wrapping.clone());
        Ok(())
    }

    /// Adds a text as it is.
    fn add_text(&mut self, bytes: Cow<'a, [u8]>, wrapping: Wrapping) {
        let Wrapping { container, name, address, saved, is_alternative, depth: _ } = wrapping;
        let part = Part { container, name, places: Vec::new() };
        self.texts.push(UnpackedText { bytes, part, format: None, address, saved, is_alternative });
    }

    /// Adds a document that was written as a text.
    fn add_written(&mut self, written: WrittenDocument, format: PageFormat, mut wrapping: Wrapping) {
        wrapping.saved = written.saved.or(wrapping.saved);
        self.add_text(Cow::Owned(written.text.into_bytes()), wrapping);
        if let Some(text) = self.texts.last_mut() {
            text.format = Some(format);
            text.part.places = written.places;
        }
    }

    /// Records a part that could not be unpacked.
    fn refuse(&mut self, name: String, refusal: Refusal) {
        self.refused.push((name, refusal));
    }

    /// Counts the bytes of something unpacked.
    ///
    /// # Errors
    /// If the file holds too much.
    fn count(&mut self, bytes: usize) -> Result<(), Refusal> {
        self.size = self.size.saturating_add(bytes);
        if self.size > MOST_UNPACKED { Err(Refusal::TooMuchInside) } else { Ok(()) }
    }

    /// Returns how many bytes may still be unpacked.
    fn left(&self) -> usize {
        MOST_UNPACKED.saturating_sub(self.size)
    }

    /// Reads all of what unpacks, as far as it may be.
    ///
    /// # Errors
    /// If it is damaged, or is more than may be unpacked.
    fn read_all(&mut self, packed: impl std::io::Read, kind: FileKind) -> Result<Vec<u8>, Refusal> {
        use std::io::Read;
        let mut bytes = Vec::new();
        // One more, to see that there is more.
        let most = u64::try_from(self.left()).unwrap_or(u64::MAX).saturating_add(1);
        let read = packed.take(most).read_to_end(&mut bytes);
        self.count(bytes.len())?;
        read.map_err(|_| Refusal::Damaged(kind))?;
        Ok(bytes)
    }
}
