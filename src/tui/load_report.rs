//! What the thread that reads files reports.

use crate::model::{Case, Diagnostic, Identity};
use crate::search::PageTexts;
use crate::source::FileRecord;

/// A report of the thread that reads files.
#[derive(Debug)]
pub struct LoadReport {
    /// Which reading it is of; what an abandoned one still sends is passed over.
    pub reading: usize,
    /// How far it is: files done, and of how many.
    pub done: usize,
    /// How many files there are.
    pub of: usize,
    /// What was read since the last report.
    pub read: LoadedPart,
    /// True for the last report.
    pub finished: bool,
}

/// By what it is about: two pieces of one reading never end at the same file.
impl PartialEq for LoadReport {
    fn eq(&self, other: &Self) -> bool {
        (self.reading, self.done, self.finished) == (other.reading, other.done, other.finished)
    }
}

impl Eq for LoadReport {}

/// What was read.
#[derive(Debug)]
pub enum LoadedPart {
    /// The next files, after those that were sent before.
    More(Vec<LoadedFile>),
    /// All files, those that changed read again; `None` until the last report.
    Again(Option<Vec<RecheckedFile>>),
}

/// A file that was read.
#[derive(Debug)]
pub struct LoadedFile {
    /// What is kept of the file itself.
    pub record: FileRecord,
    /// Its pages.
    pub pages: Vec<(Case, Identity)>,
    /// Their texts, folded; none where the index is to make them when a search first asks.
    pub texts: Vec<PageTexts>,
    /// Why it, or a part of it, gave no page.
    pub problems: Vec<Diagnostic>,
}

/// A file that was looked at again.
#[derive(Debug)]
pub enum RecheckedFile {
    /// It is as it was: its number among the files.
    Same(usize),
    /// It was read.
    New(Box<LoadedFile>),
}
