//! What the thread that reads files reports.

use crate::model::{Case, Diagnostic, Identity};
use crate::search::PageTexts;
use crate::source::FileRecord;

/// A report of the thread that reads files.
#[derive(Debug)]
pub struct News {
    /// Which reading it is of; what an abandoned one still sends is passed over.
    pub reading: usize,
    /// How far it is: files done, and of how many.
    pub done: usize,
    /// How many files there are.
    pub of: usize,
    /// What was read since the last news.
    pub read: Read,
    /// True for the last news.
    pub finished: bool,
}

/// By what it is about: two pieces of one reading never end at the same file.
impl PartialEq for News {
    fn eq(&self, other: &Self) -> bool {
        (self.reading, self.done, self.finished) == (other.reading, other.done, other.finished)
    }
}

impl Eq for News {}

/// What was read.
#[derive(Debug)]
pub enum Read {
    /// The next files, after those that were sent before.
    More(Vec<NewFile>),
    /// All files, those that changed read again; `None` until the last news.
    Again(Option<Vec<Looked>>),
}

/// A file that was read.
#[derive(Debug)]
pub struct NewFile {
    /// What is kept of the file itself.
    pub record: FileRecord,
    /// Its pages.
    pub pages: Vec<(Case, Identity)>,
    /// Their texts, folded; none where the index is to make them when a search first asks.
    pub texts: Vec<PageTexts>,
    /// Why it gave no page.
    pub problem: Option<Diagnostic>,
}

/// A file that was looked at again.
#[derive(Debug)]
pub enum Looked {
    /// It is as it was: its number among the files.
    Same(usize),
    /// It was read.
    New(Box<NewFile>),
}
