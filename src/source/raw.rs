//! A file's bytes and lines as they stand in it, to lay beside what was read out of them.

use std::borrow::Cow;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::file::{read_file_bytes, standard_input};
use super::file_kind::FileKind;
use super::load::Stamp;
use super::refusal::Refusal;
use super::unpack::unpack;
use super::written::words_of_line;
use super::{builtin, decode, find};
use crate::model::{Diagnostic, LineSpan, Part};
use crate::text::excerpt::beginning;

/// Where a page comes from, and how it looked when it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The file.
    pub path: PathBuf,
    /// True for a page that ships inside the program.
    pub builtin: bool,
    /// Its size and time when it was read, where that is known.
    pub stamp: Option<Stamp>,
    /// The document within the file, where the file is not the page's text itself.
    pub part: Option<Arc<Part>>,
}

/// Lines of a file as they stand in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawLines {
    /// The number of the first of them, from 1.
    pub first: u32,
    /// The decoded lines, tabs and control characters included.
    pub lines: Vec<String>,
    /// True where the file was written to since it was read.
    pub changed: bool,
}

/// Why a file cannot be given a second time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RawProblem {
    /// It is not there any more.
    Gone,
    /// It is a pipe or a device, which gives what it has once.
    GivenOnce,
    /// It cannot be read, for the reason in the diagnostic.
    Unreadable(Box<Diagnostic>),
}

/// Of a line that is longer, only this much around its words is given, in bytes.
const LONGEST: usize = 16 * 1024;
/// How much of a long line is given before its words.
const BEFORE: usize = 1024;

impl Origin {
    /// Returns the bytes of the text as they are now; those of standard input as they were read.
    ///
    /// # Errors
    /// Why they cannot be given.
    pub fn bytes(&self) -> Result<Cow<'static, [u8]>, RawProblem> {
        let bytes = self.file_bytes()?;
        let Some(part) = &self.part else { return Ok(bytes) };
        let mut texts = unpack(&bytes).map(|unpacked| unpacked.texts).unwrap_or_default().into_iter();
        let text = texts.find(|text| text.part == **part).ok_or(RawProblem::Gone)?;
        Ok(Cow::Owned(text.bytes.into_owned()))
    }

    fn file_bytes(&self) -> Result<Cow<'static, [u8]>, RawProblem> {
        if self.builtin {
            let found = builtin::PAGES.iter().find(|(path, _)| Path::new(path) == self.path);
            return found.map(|(_, bytes)| Cow::Borrowed(*bytes)).ok_or(RawProblem::Gone);
        }
        if self.is_standard_input() {
            return standard_input().map(Cow::Borrowed).ok_or(RawProblem::GivenOnce);
        }
        self.is_there()?;
        read_file_bytes(&self.path)
            .map(|(bytes, _)| Cow::Owned(bytes))
            .map_err(|refusal| self.unreadable(&refusal))
    }

    /// Returns the lines of a span and `context` lines around it, decoded as for reading. Of a line too long
    /// for a screen only what is around `near` is returned, between ….
    ///
    /// # Errors
    /// Why they cannot be given.
    pub fn lines(&self, span: LineSpan, context: u32, near: &str) -> Result<RawLines, RawProblem> {
        // Before reading, so that what is written meanwhile is noticed.
        let changed = self.stamp.is_some_and(|stamp| Stamp::of_file(&self.path) != Some(stamp));
        let bytes = self.bytes()?;
        let decoded =
            decode::decode(&bytes).ok_or_else(|| self.unreadable(&Refusal::Foreign(FileKind::Text)))?;
        let has_lines = self.part.as_ref().is_none_or(|part| part.has_lines());
        let first = span.first.saturating_sub(context).max(1);
        let last = span.last.saturating_add(context);
        let lines = decode::lines(&decoded.text)
            .zip(1_u32..)
            .skip_while(|(_, number)| *number < first)
            .take_while(|(_, number)| *number <= last)
            .map(|(line, _)| if has_lines { excerpt_around(line, near) } else { words_of_line(line) })
            .collect();
        Ok(RawLines { first, lines, changed })
    }

    /// Returns an error if the file is gone, or is a pipe, a device or a folder.
    ///
    /// # Errors
    /// Where it is not.
    pub fn is_there(&self) -> Result<(), RawProblem> {
        match fs::metadata(&self.path) {
            Ok(found) if !found.is_file() => Err(RawProblem::GivenOnce),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Err(RawProblem::Gone),
            Ok(_) | Err(_) => Ok(()),
        }
    }

    /// True for what is read again without a delay to notice: built-in pages, standard input and small files.
    #[must_use]
    pub fn is_quick(&self) -> bool {
        self.builtin || self.is_standard_input() || self.stamp.is_some_and(|stamp| stamp.is_small())
    }

    /// True for what a person cannot write to: built-in pages, standard input, and what lies in another file.
    #[must_use]
    pub fn is_read_only(&self) -> bool {
        self.builtin || self.is_standard_input() || self.part.is_some()
    }

    /// True for what was read from standard input.
    #[must_use]
    pub fn is_standard_input(&self) -> bool {
        !self.builtin && self.path.as_os_str() == find::STANDARD_INPUT
    }

    /// Returns the problem of a file that was refused.
    fn unreadable(&self, refusal: &Refusal) -> RawProblem {
        RawProblem::Unreadable(Box::new(refusal.diagnostic(&self.path.to_string_lossy())))
    }
}

/// Returns a line, or the part of a very long one around `near`.
fn excerpt_around(line: &str, near: &str) -> String {
    if line.len() <= LONGEST {
        return line.to_owned();
    }
    let found = line.find(near).unwrap_or_default();
    let boundary = |at: usize| beginning(line, at).len();
    let start = boundary(found.saturating_sub(BEFORE));
    let end = boundary(start.saturating_add(LONGEST));
    let mark = |is_cut: bool| if is_cut { "…" } else { "" };
    format!("{}{}{}", mark(start > 0), &line[start..end], mark(end < line.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEED: &[u8] = include_bytes!("../../seeds/tonet.txt");

    fn origin(path: impl Into<PathBuf>, stamp: Option<Stamp>) -> Origin {
        Origin { path: path.into(), builtin: false, stamp, part: None }
    }

    #[test]
    fn a_file_that_is_gone_changed_or_no_file_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        fs::write(&path, SEED).unwrap();
        let file = origin(&path, Stamp::of_file(&path));
        assert!(!file.lines(LineSpan::from_line(3), 1, "").unwrap().changed);
        fs::write(&path, "あ\nい\n").unwrap();
        let lines = file.lines(LineSpan::from_line(2), 1, "").unwrap();
        assert_eq!((lines.first, lines.lines, lines.changed), (1, vec!["あ".into(), "い".into()], true));
        fs::remove_file(&path).unwrap();
        assert_eq!(file.lines(LineSpan::from_line(3), 1, ""), Err(RawProblem::Gone));
        assert_eq!(origin(folder.path(), None).bytes(), Err(RawProblem::GivenOnce));
        fs::write(&path, b"\0\0\x01").unwrap();
        assert!(matches!(file.lines(LineSpan::from_line(1), 0, ""), Err(RawProblem::Unreadable(_))));
    }

    #[test]
    fn built_in_pages_come_from_the_program() {
        let builtin = Origin { path: "seeds/tonet.txt".into(), builtin: true, stamp: None, part: None };
        assert_eq!(builtin.bytes().unwrap(), SEED);
        let lines = builtin.lines(LineSpan { first: 148, last: 148 }, 1, "").unwrap();
        assert_eq!((lines.first, lines.lines.len(), lines.changed), (147, 3, false));
        let unknown = Origin { path: "seeds/none.txt".into(), ..builtin };
        assert_eq!(unknown.bytes(), Err(RawProblem::Gone));
    }

    #[test]
    fn lines_beyond_the_end_are_not_there() {
        let builtin = Origin { path: "seeds/tonet.txt".into(), builtin: true, stamp: None, part: None };
        assert!(builtin.lines(LineSpan::from_line(100_000), 2, "").unwrap().lines.is_empty());
    }

    #[test]
    fn of_a_line_without_end_what_is_around_the_words_is_given() {
        let long = format!("{}構築費用概算{}", "あ".repeat(20_000), "い".repeat(20_000));
        let part = excerpt_around(&long, "構築費用概算");
        assert!(part.starts_with('…') && part.ends_with('…') && part.contains("構築費用概算"));
        assert!(part.len() <= LONGEST + 6);
        assert!(excerpt_around(&long, "ない").starts_with('あ'));
    }
}
