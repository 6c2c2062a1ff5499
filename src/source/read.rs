//! One file → its pages, or why it gives none.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::time::SystemTime;

use memchr::memchr;

use super::answers::Answers;
use super::find::FoundFile;
use super::line::Line;
use super::page::TextFile;
use super::pages::PageSpan;
use super::{decode, find, html, page, pages};
use crate::model::{Case, Code, Detail, Diagnostic};

/// So much of a file is looked at before the rest is read.
const SNIFF: usize = 64 * 1024;

/// So much is read at a time after that.
const STEP: u64 = 4 * 1024 * 1024;

/// Reads the pages of one file's bytes.
///
/// # Errors
/// The reason why the bytes hold no page, as a diagnostic of severity error.
pub fn read_pages(path: &str, bytes: Vec<u8>) -> Result<Vec<Case>, Diagnostic> {
    read_bytes(path, bytes, None, false, &Answers::default()).map_err(|refusal| refusal.diagnostic(path))
}

/// Why a file gave no page.
pub enum Refusal {
    /// The system would not give it.
    System(io::Error),
    /// It holds NUL bytes that are no UTF-16.
    NoText,
    /// It has too few of the form's titles and labels.
    NoPage { known: usize },
}

impl Refusal {
    /// The diagnostic to show in place of pages.
    pub fn diagnostic(&self, path: &str) -> Diagnostic {
        match self {
            Self::System(reason) => unreadable(path, system_reason(reason)),
            Self::NoText => unreadable(path, Detail::Reason("source.no-text")),
            Self::NoPage { known } => {
                Diagnostic { code: Code::NotAPage, ..unreadable(path, Detail::Words(known.to_string())) }
            }
        }
    }
}

/// The system's reasons that are met every day, in the interface's language; others as they come.
fn system_reason(reason: &io::Error) -> Detail {
    let kind = reason.kind();
    if kind == io::ErrorKind::NotFound {
        Detail::Reason("source.not-found")
    } else if kind == io::ErrorKind::PermissionDenied {
        Detail::Reason("source.no-permission")
    } else {
        Detail::Words(reason.to_string())
    }
}

fn unreadable(path: &str, detail: Detail) -> Diagnostic {
    Diagnostic {
        code: Code::Unreadable,
        path: path.to_owned(),
        lines: None,
        section: None,
        field: None,
        subject: path.to_owned(),
        detail,
    }
}

/// Reads the pages of a file.
pub fn read_file(file: &FoundFile, path: &str, answers: &Answers) -> Result<Vec<Case>, Refusal> {
    let (bytes, modified) = bytes_of(&file.path).map_err(Refusal::System)?;
    read_bytes(path, bytes.ok_or(Refusal::NoText)?, modified, false, answers)
}

/// A file's bytes and time; no bytes where it shows that it is no text. Of what is no text, not more
/// is read than it takes to see it.
fn bytes_of(path: &Path) -> io::Result<(Option<Vec<u8>>, Option<SystemTime>)> {
    if path.as_os_str() == find::STANDARD_INPUT {
        return Ok((text_of(&mut io::stdin().lock(), 0)?, None));
    }
    let mut file = File::open(path)?;
    let metadata = file.metadata()?;
    let size = usize::try_from(metadata.len()).unwrap_or(usize::MAX);
    Ok((text_of(&mut file, size)?, metadata.modified().ok()))
}

/// The bytes of a text, none where it is no text; `size` is how many it is said to have.
fn text_of(file: &mut impl Read, size: usize) -> io::Result<Option<Vec<u8>>> {
    // One more than there are: the end is seen without asking for more room.
    let mut bytes = Vec::with_capacity(size.min(SNIFF) + 1);
    file.by_ref().take(SNIFF as u64).read_to_end(&mut bytes)?;
    if !decode::is_text(&bytes) {
        return Ok(None);
    }
    if bytes.len() < SNIFF {
        return Ok(Some(bytes));
    }
    let may_hold_nul =
        memchr(0, &bytes).is_some() || bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
    loop {
        let before = bytes.len();
        file.by_ref().take(STEP).read_to_end(&mut bytes)?;
        if bytes.len() == before {
            return Ok(Some(bytes));
        }
        if !may_hold_nul && memchr(0, &bytes[before..]).is_some() {
            return Ok(None);
        }
    }
}

/// Reads the pages of a file's bytes.
pub fn read_bytes(
    path: &str,
    bytes: Vec<u8>,
    modified: Option<SystemTime>,
    builtin: bool,
    answers: &Answers,
) -> Result<Vec<Case>, Refusal> {
    let decoded = decode::decode(bytes).ok_or(Refusal::NoText)?;
    let (text, spans) = Text::read(&decoded.text)?;
    let file = TextFile {
        path,
        builtin,
        is_html: text.is_html,
        encoding: decoded.encoding,
        undecodable: &decoded.undecodable,
        too_deep: text.too_deep,
        modified,
    };
    Ok(spans.iter().map(|span| page::read(&file, &text.lines, span, answers)).collect())
}

/// The lines of a file.
struct Text<'a> {
    lines: Vec<Line<'a>>,
    is_html: bool,
    too_deep: Option<u32>,
}

impl<'a> Text<'a> {
    /// The lines of a text and the pages among them. What looks like HTML and gives no page may be
    /// text that only begins so.
    fn read(text: &'a str) -> Result<(Self, Vec<PageSpan>), Refusal> {
        if html::is_html(text) {
            let read = html::document(text);
            if let Ok(spans) = pages::split(&read.lines) {
                return Ok((Self { lines: read.lines, is_html: true, too_deep: read.too_deep }, spans));
            }
        }
        let read = Self::plain(text);
        let spans = pages::split(&read.lines).map_err(|known| Refusal::NoPage { known })?;
        Ok((read, spans))
    }

    /// Text and Markdown; Markdown may hold tables in HTML.
    fn plain(text: &'a str) -> Self {
        let mut read = Self { lines: Vec::new(), is_html: false, too_deep: None };
        let source: Vec<&str> = decode::lines(text).collect();
        let mut at = 0;
        while let Some(line) = source.get(at) {
            let number = u32::try_from(at + 1).unwrap_or(u32::MAX);
            if let Some(end) = html::block_end(&source, at) {
                let block = html::fragment(&source[at..end].join("\n"), number);
                read.lines.extend(block.lines);
                read.too_deep = read.too_deep.or(block.too_deep);
                at = end;
            } else {
                read.lines.push(Line::new(number, line));
                at += 1;
            }
        }
        read.lines = pages::without_running_lines(read.lines);
        read
    }
}
