//! One file → its pages, or why it gives none.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;
use std::time::SystemTime;

use super::find::FoundFile;
use super::line::Line;
use super::page::TextFile;
use super::{decode, page, pages};
use crate::model::{Case, Code, Detail, Diagnostic, LineSpan};

/// So much of a file is looked at before the rest is read.
const SNIFF: usize = 64 * 1024;

/// Reads the pages of one file's bytes.
///
/// # Errors
/// The reason why the bytes hold no page, as a diagnostic of severity error.
pub fn read_pages(path: &str, bytes: Vec<u8>) -> Result<Vec<Case>, Diagnostic> {
    read_bytes(path, bytes, None, false).map_err(|refusal| refusal.diagnostic(path))
}

/// Why a file gave no page.
pub enum Refusal {
    /// The system would not give it.
    System(io::Error),
    /// It holds NUL bytes.
    NoText,
    /// It is text in another encoding than UTF-8, from this line on.
    Encoding { line: u32 },
    /// It has a page's words, as HTML.
    Html,
    /// It has too few of the form's titles and labels.
    NoPage { known: usize },
}

impl Refusal {
    /// The diagnostic to show in place of pages.
    pub fn diagnostic(&self, path: &str) -> Diagnostic {
        match self {
            Self::System(reason) => unreadable(path, None, system_reason(reason)),
            Self::NoText => unreadable(path, None, Detail::Reason("source.no-text")),
            Self::Encoding { line } => unreadable(path, Some(*line), Detail::Reason("source.encoding")),
            Self::Html => unreadable(path, None, Detail::Reason("source.html")),
            Self::NoPage { known } => Diagnostic {
                code: Code::NotAPage,
                ..unreadable(path, None, Detail::Words(known.to_string()))
            },
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

fn unreadable(path: &str, line: Option<u32>, detail: Detail) -> Diagnostic {
    Diagnostic {
        code: Code::Unreadable,
        path: path.to_owned(),
        lines: line.map(LineSpan::at),
        section: None,
        field: None,
        subject: path.to_owned(),
        detail,
    }
}

/// Reads the pages of a file.
pub fn read_file(file: &FoundFile, path: &str) -> Result<Vec<Case>, Refusal> {
    let (bytes, modified) = bytes_of(&file.path).map_err(Refusal::System)?;
    read_bytes(path, bytes.ok_or(Refusal::NoText)?, modified, false)
}

/// A file's bytes and time; no bytes where its beginning shows that it is no text.
fn bytes_of(path: &Path) -> io::Result<(Option<Vec<u8>>, Option<SystemTime>)> {
    let mut file = File::open(path)?;
    let modified = fs::metadata(path).and_then(|metadata| metadata.modified()).ok();
    let mut bytes = Vec::new();
    file.by_ref().take(SNIFF as u64).read_to_end(&mut bytes)?;
    if bytes.contains(&0) {
        return Ok((None, modified));
    }
    file.read_to_end(&mut bytes)?;
    Ok((Some(bytes), modified))
}

/// Reads the pages of a file's bytes.
pub fn read_bytes(
    path: &str,
    bytes: Vec<u8>,
    modified: Option<SystemTime>,
    builtin: bool,
) -> Result<Vec<Case>, Refusal> {
    let decoded = decode::decode(bytes).ok_or(Refusal::NoText)?;
    let lines: Vec<Line<'_>> =
        (1..).zip(decode::lines(&decoded.text)).map(|(number, line)| Line::new(number, line)).collect();
    let lines = pages::without_running_lines(lines);
    let spans = pages::split(&lines).map_err(|known| match decoded.undecodable_line {
        Some(line) => Refusal::Encoding { line },
        None => Refusal::NoPage { known },
    });
    if is_html(&decoded.text) {
        return Err(Refusal::Html);
    }
    let file = TextFile {
        path,
        builtin,
        encoding: decoded.encoding,
        undecodable_line: decoded.undecodable_line,
        modified,
    };
    Ok(spans?.iter().map(|span| page::read(&file, &lines, span)).collect())
}

/// True for a whole document in HTML with a page's heading.
fn is_html(text: &str) -> bool {
    let start: String = text.trim_start().chars().take(200).collect::<String>().to_ascii_lowercase();
    (start.starts_with("<!doctype html") || start.contains("<html")) && text.contains("事例紹介")
}
