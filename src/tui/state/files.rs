//! The files behind the cases, and how far reading them is.

use std::path::PathBuf;

use crate::model::{Diagnostic, PageSource};
use crate::source::{FileRecord, Known, Origin};

use crate::tui::message::Message;

/// The files in their order, and the reading of them.
#[derive(Debug, Default)]
pub struct Files {
    /// The paths to read; empty for the built-in pages.
    pub asked: Vec<PathBuf>,
    /// In the order of their pages in the catalog.
    pub records: Vec<FileRecord>,
    /// What is going on.
    pub stage: Stage,
    /// The number of the last reading.
    pub reading: usize,
    /// What is to be said before what changed, when everything is read again.
    pub prelude: Option<Message>,
}

/// How far reading is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Stage {
    /// Everything is read.
    #[default]
    Read,
    /// Files are being looked for.
    Finding,
    /// Files are being read.
    Reading(Progress),
    /// Reading was stopped before its end.
    Stopped(Progress),
}

/// How many files are done, of how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Done.
    pub done: usize,
    /// Of so many.
    pub of: usize,
}

impl Files {
    /// True while files are searched for or read.
    #[must_use]
    pub fn is_reading(&self) -> bool {
        match self.stage {
            Stage::Finding | Stage::Reading(_) => true,
            Stage::Read | Stage::Stopped(_) => false,
        }
    }

    /// Returns the file of a page, by the page's index in the catalog.
    #[must_use]
    pub fn page_origin(&self, page: usize, source: &PageSource) -> Origin {
        let mut end = 0;
        let record = self.records.iter().find(|record| {
            end += record.pages;
            page < end
        });
        Origin {
            // The page's own path is for people, and may have lost what is no text.
            path: record.map_or_else(|| PathBuf::from(&source.path), |record| record.path.clone()),
            builtin: source.builtin,
            stamp: record.and_then(|record| record.stamp),
            part: source.part.clone(),
        }
    }

    /// Returns the file that a problem is about.
    #[must_use]
    pub fn problem_origin(&self, problem: &Diagnostic) -> Origin {
        let same =
            |record: &&FileRecord| record.problems > 0 && *record.path.to_string_lossy() == *problem.path;
        let record = self.records.iter().find(same);
        Origin {
            path: record.map_or_else(|| PathBuf::from(&*problem.path), |record| record.path.clone()),
            builtin: false,
            stamp: record.and_then(|record| record.stamp),
            part: None,
        }
    }

    /// Returns index and stamp of every readable file by path; the others are always read again.
    #[must_use]
    pub fn known(&self) -> Known {
        let readable = self.records.iter().enumerate().filter(|(_, file)| file.problems == 0);
        readable.map(|(number, file)| (file.path.clone(), (number, file.stamp))).collect()
    }
}
