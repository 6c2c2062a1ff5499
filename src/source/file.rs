//! One file → the pages of the texts in it, or why it gives none.

use std::cmp::Reverse;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;
use std::sync::{Arc, OnceLock};
use std::time::SystemTime;

use memchr::memchr;

use super::answer_cache::AnswerCache;
use super::document::Document;
use super::file_kind::FileKind;
use super::find::FoundFile;
use super::read::read_document;
use super::refusal::{LARGEST, Refusal};
use super::unpack::{Unpacked, unpack};
use super::{decode, find};
use crate::model::{Case, Diagnostic, FileSort, Part, Severity};

/// So much of a file is looked at before the rest is read.
const SNIFF: u64 = 64 * 1024;

/// So much is read at a time after that.
const STEP: u64 = 4 * 1024 * 1024;

/// What standard input gave: it can be read once only, and a person may want to see it again.
static GIVEN: OnceLock<Vec<u8>> = OnceLock::new();

/// Returns the bytes of standard input; `None` if it was not read or gave no text.
pub fn standard_input() -> Option<&'static [u8]> {
    GIVEN.get().map(Vec::as_slice)
}

/// The pages of a file, and the parts of it that could not be read.
#[derive(Debug, Default)]
pub struct FilePages {
    /// The pages.
    pub cases: Vec<Case>,
    /// Why parts gave none that should have.
    pub problems: Vec<Diagnostic>,
}

/// Why a file gives no page, and what it is.
pub struct FileRefusal {
    /// The reason.
    pub refusal: Refusal,
    /// What the file is, for counting files by kind.
    pub sort: FileSort,
}

impl FileRefusal {
    /// Makes the refusal of a text, or of a file that was not looked into.
    pub fn before_reading(refusal: Refusal) -> Self {
        Self { sort: refusal.sort(), refusal }
    }
}

/// Reads the pages of one file's bytes.
///
/// # Errors
/// The reason why the bytes hold no page, as a diagnostic of severity error.
pub fn read_pages(path: &str, bytes: Vec<u8>) -> Result<Vec<Case>, Diagnostic> {
    let document = Document { path, bytes: &bytes, ..Document::default() };
    let read = read_bytes(&document, &AnswerCache::default());
    read.map(|pages| pages.cases).map_err(|refused| refused.refusal.diagnostic(path))
}

/// Reads the pages of a file.
pub fn read_file(file: &FoundFile, path: &str, answers: &AnswerCache) -> Result<FilePages, FileRefusal> {
    let (bytes, modified) = read_file_bytes(&file.path).map_err(FileRefusal::before_reading)?;
    read_bytes(&Document { path, bytes: &bytes, modified, ..Document::default() }, answers)
}

/// Reads the pages of a file's bytes: those of a text, or of the texts in it.
pub fn read_bytes(file: &Document<'_>, answers: &AnswerCache) -> Result<FilePages, FileRefusal> {
    match unpack(file.bytes) {
        Some(unpacked) => read_unpacked(file, unpacked, answers),
        None => match read_document(file, answers) {
            Ok(cases) => Ok(FilePages { cases, problems: Vec::new() }),
            Err(refusal) => Err(FileRefusal::before_reading(refusal)),
        },
    }
}

/// What became of reading a text in a file.
struct Reading {
    part: Arc<Part>,
    cases: Result<Vec<Case>, Refusal>,
}

impl Reading {
    /// Returns how well a text was understood, to choose among those that say the same: the one that leaves less for a
    /// person to look at, then the one with more answers, names and addresses.
    fn merit(&self) -> Option<(Reverse<usize>, usize)> {
        let cases = self.cases.as_ref().ok()?;
        let found = |case: &Case| {
            let fields = case.sections.iter().flat_map(|section| &section.fields);
            let answered = fields.filter(|field| field.id.is_some() && !field.text.is_empty()).count();
            answered + usize::from(case.nickname.is_some()) + usize::from(case.url.is_some())
        };
        let diagnostics = cases.iter().flat_map(|case| &case.diagnostics);
        let doubtful = diagnostics.filter(|found| found.severity() > Severity::Info).count();
        Some((Reverse(doubtful), cases.iter().map(found).sum()))
    }
}

/// Reads the pages of the texts in a file. Of texts that say the same the one is taken that more is understood of. A
/// part that is no page is passed over, as a file of a folder is.
fn read_unpacked(
    file: &Document<'_>,
    unpacked: Unpacked<'_>,
    answers: &AnswerCache,
) -> Result<FilePages, FileRefusal> {
    let sort = unpacked.sort(file.bytes);
    let mut pages = FilePages::default();
    let mut first_refusal = None;
    let mut refuse = |part: &Arc<Part>, refusal: Refusal| {
        if !refusal.is_other_file() {
            pages.problems.push(refusal.diagnostic_of_part(file.path, part));
        }
        // What could not be read says more than what is no page, a text that is none more than a picture.
        let is_no_page = |refusal: &Refusal| matches!(refusal, Refusal::NoPage { .. });
        let weight = |refusal: &Refusal| (!refusal.is_other_file(), is_no_page(refusal));
        if first_refusal.as_ref().is_none_or(|first| weight(first) < weight(&refusal)) {
            first_refusal = Some(refusal);
        }
    };
    let mut best: Vec<Reading> = Vec::new();
    for text in unpacked.texts {
        let part = Arc::new(text.part);
        let document = Document {
            path: file.path,
            bytes: &text.bytes,
            builtin: file.builtin,
            part: Some(Arc::clone(&part)),
            format: text.format,
            address: text.address,
            saved: text.saved,
            modified: file.modified,
        };
        let reading = Reading { part, cases: read_document(&document, answers) };
        match best.last_mut().filter(|_| text.is_alternative) {
            Some(other) if reading.merit() > other.merit() => *other = reading,
            Some(_) => {}
            None => best.push(reading),
        }
    }
    for Reading { part, cases } in best {
        match cases {
            Ok(cases) => pages.cases.extend(cases),
            Err(refusal) => refuse(&part, refusal),
        }
    }
    for (name, refusal) in unpacked.refused {
        refuse(&Arc::new(Part { name, ..Part::default() }), refusal);
    }
    if pages.cases.is_empty() {
        return Err(FileRefusal { refusal: first_refusal.unwrap_or(Refusal::Empty), sort });
    }
    Ok(pages)
}

/// Reads a text's bytes and time; standard input is kept for later. Of what is no text, or too much, not more
/// is read than it takes to see it.
pub fn read_file_bytes(path: &Path) -> Result<(Vec<u8>, Option<SystemTime>), Refusal> {
    if path.as_os_str() == find::STANDARD_INPUT {
        let bytes = read_text(&mut io::stdin().lock(), 0, LARGEST)?;
        if !bytes.is_empty() {
            GIVEN.get_or_init(|| bytes.clone());
        }
        return Ok((bytes, None));
    }
    let mut file = File::open(path).map_err(Refusal::System)?;
    let metadata = file.metadata().ok();
    let size = metadata.as_ref().map_or(0, fs::Metadata::len);
    Ok((read_text(&mut file, size, LARGEST)?, metadata.and_then(|metadata| metadata.modified().ok())))
}

/// Reads the bytes of a text, `largest` at most; `size` is how many there should be, 0 if that is unknown.
fn read_text(file: &mut impl Read, size: u64, largest: u64) -> Result<Vec<u8>, Refusal> {
    // One more than there are: the end is seen without asking for more room.
    let expected = usize::try_from(size.min(SNIFF)).unwrap_or_default();
    let mut bytes = Vec::with_capacity(expected + 1);
    file.by_ref().take(SNIFF).read_to_end(&mut bytes).map_err(Refusal::System)?;
    let kind = FileKind::detect(&bytes);
    if !kind.is_read() || kind == FileKind::Text && !decode::is_text(&bytes) {
        return Err(Refusal::Foreign(kind));
    }
    if size > largest {
        return Err(Refusal::TooLarge);
    }
    if (bytes.len() as u64) < SNIFF {
        return Ok(bytes);
    }
    bytes.reserve_exact(usize::try_from(size.saturating_sub(SNIFF)).unwrap_or_default() + 1);
    let is_wide = kind != FileKind::Text
        || memchr(0, &bytes).is_some() && !decode::has_few_controls(&bytes)
        || bytes.starts_with(b"\xff\xfe")
        || bytes.starts_with(b"\xfe\xff");
    loop {
        let before = bytes.len();
        file.by_ref().take(STEP).read_to_end(&mut bytes).map_err(Refusal::System)?;
        if bytes.len() == before {
            return Ok(bytes);
        }
        if !is_wide && memchr(0, &bytes[before..]).is_some() && !decode::has_few_controls(&bytes[before..]) {
            return Err(Refusal::Foreign(kind));
        }
        // What another program gives, or goes on writing to, may have no end.
        if bytes.len() as u64 > largest {
            return Err(Refusal::TooLarge);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file that counts what is read of it.
    struct Counted<R>(R, u64);

    impl<R: Read> Read for Counted<R> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let read = self.0.read(buffer)?;
            self.1 += read as u64;
            Ok(read)
        }
    }

    #[test]
    fn what_is_no_text_is_not_read_beyond_its_beginning() {
        let mut hole = Counted(io::repeat(0), 0);
        assert!(matches!(read_text(&mut hole, 1 << 30, LARGEST), Err(Refusal::Foreign(FileKind::Text))));
        assert_eq!(hole.1, SNIFF);
    }

    #[test]
    fn a_text_that_says_that_it_is_too_large_is_not_read() {
        let mut text = Counted(io::repeat(b'a'), 0);
        assert!(matches!(read_text(&mut text, LARGEST + 1, LARGEST), Err(Refusal::TooLarge)));
        assert_eq!(text.1, SNIFF);
    }

    #[test]
    fn reading_what_has_no_end_ends() {
        let mut text = Counted(io::repeat(b'a'), 0);
        assert!(matches!(read_text(&mut text, 0, 2 * STEP), Err(Refusal::TooLarge)));
        assert!(text.1 <= 3 * STEP);
        let mut text = Counted(io::repeat(b'a').take(2 * STEP), 0);
        assert_eq!(read_text(&mut text, 0, 2 * STEP).unwrap_or_default().len() as u64, 2 * STEP);
    }
}
