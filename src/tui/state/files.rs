//! The files behind the cases, and how far reading them is.

use std::path::PathBuf;

use crate::source::{Known, Stamp};

/// What is kept of a file.
#[derive(Debug)]
pub struct FileRecord {
    /// Where it is.
    pub path: PathBuf,
    /// Its size and time when it was read.
    pub stamp: Option<Stamp>,
    /// How many pages it gave.
    pub pages: usize,
    /// True where it gave none, and the catalog's diagnostics say why.
    pub problem: bool,
    /// True where it is no page and nobody said that it was one.
    pub passed_over: bool,
}

/// The files in their order, and the reading of them.
#[derive(Debug, Default)]
pub struct Files {
    /// In the order of their pages in the catalog.
    pub records: Vec<FileRecord>,
    /// What is going on.
    pub stage: Stage,
    /// The number of the last reading.
    pub reading: usize,
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
    /// True while files are being looked for or read.
    #[must_use]
    pub fn is_reading(&self) -> bool {
        match self.stage {
            Stage::Finding | Stage::Reading(_) => true,
            Stage::Read | Stage::Stopped(_) => false,
        }
    }

    /// What is known of the files, so that only what changed is read again. What could not be read
    /// may be readable now without looking any different.
    #[must_use]
    pub fn known(&self) -> Known {
        let readable = self.records.iter().enumerate().filter(|(_, file)| !file.problem);
        readable.map(|(number, file)| (file.path.clone(), (number, file.stamp))).collect()
    }
}
