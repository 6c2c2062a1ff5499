//! Paths → the catalog of everything that could be read, in one call or piece by piece.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use rayon::prelude::*;

use super::answer_cache::AnswerCache;
use super::document::Document;
use super::file::{FilePages, FileRefusal, read_bytes, read_file};
use super::find::FoundFile;
use super::refusal::Refusal;
use super::{builtin, find};
use crate::model::{Case, Catalog, Diagnostic, FileSort, Identity, PassedOver};

/// Reads files and folders on all cores; no path at all means the built-in pages. What cannot be read is in
/// the catalog's diagnostics, with its path, its line if it has one, and the reason.
#[must_use]
pub fn load(paths: &[PathBuf]) -> Catalog {
    load_files(paths).catalog
}

/// As [`load`], with a record of each file, so that the files need not be read again.
#[must_use]
pub fn load_files(paths: &[PathBuf]) -> Loaded {
    let places = Places::find(paths);
    let (mut loaded, mut problems, mut passed_over) = (Loaded::default(), Vec::new(), PassedOver::default());
    let pages = places.read(0..places.len()).into_iter().flat_map(|file| {
        let (record, pages, own_problems) = file.into_parts();
        passed_over.extend(record.passed_over);
        loaded.files.push(record);
        problems.extend(own_problems);
        pages
    });
    // At once: a page that is newer than those of its case puts all cases into order again.
    loaded.catalog.add(pages);
    loaded.catalog.diagnostics.append(&mut problems);
    loaded.catalog.passed_over = passed_over;
    loaded
}

/// Files that were read.
#[derive(Debug, Default)]
pub struct Loaded {
    /// Their pages, and the diagnostics of files without one.
    pub catalog: Catalog,
    /// The files, in the order of their pages.
    pub files: Vec<FileRecord>,
}

/// The record of a file that was read.
#[derive(Debug)]
pub struct FileRecord {
    /// Where it is.
    pub path: PathBuf,
    /// Its size and time before it was read.
    pub stamp: Option<Stamp>,
    /// The number of its pages.
    pub pages: usize,
    /// The number of diagnostics that say why it, or a part of it, has none.
    pub problems: usize,
    /// What it is, if it is no page, and no argument names it.
    pub passed_over: Option<FileSort>,
}

/// What the paths lead to, not read yet, in the order of the arguments, then of the paths' bytes.
pub struct Places {
    places: Vec<InputFile>,
    answers: AnswerCache,
}

enum InputFile {
    BuiltIn(&'static str, &'static [u8]),
    File(FoundFile),
    Unfound(PathBuf, io::Error),
}

/// One file as it was read.
#[derive(Debug)]
pub struct ReadFile {
    /// Where it is.
    pub path: PathBuf,
    /// Its size and time before it was read.
    pub stamp: Option<Stamp>,
    /// What it gave.
    pub outcome: Outcome,
}

impl ReadFile {
    /// Returns its record, its pages, and why it or parts of it have none.
    #[must_use]
    pub fn into_parts(self) -> (FileRecord, Vec<(Case, Identity)>, Vec<Diagnostic>) {
        let (pages, problems, passed_over) = match self.outcome {
            Outcome::Pages(pages, problems) => (pages, problems, None),
            Outcome::Problem(problem) => (Vec::new(), vec![problem], None),
            Outcome::PassedOver(sort) => (Vec::new(), Vec::new(), Some(sort)),
        };
        let record = FileRecord {
            path: self.path,
            stamp: self.stamp,
            pages: pages.len(),
            problems: problems.len(),
            passed_over,
        };
        (record, pages, problems)
    }
}

/// What a file gave.
#[derive(Debug)]
pub enum Outcome {
    /// Its pages, each with what identifies it, and why parts of it gave none.
    Pages(Vec<(Case, Identity)>, Vec<Diagnostic>),
    /// Why it gave none.
    Problem(Diagnostic),
    /// Nothing: a folder happens to hold it, and it is no page.
    PassedOver(FileSort),
}

/// By what a file shows that it was written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    size: u64,
    modified: Option<SystemTime>,
    /// Its number and the time of its last change, which a program that sets the time of a file cannot set.
    changed: Option<(u64, i64, i64)>,
}

impl Stamp {
    /// Returns the size and time of a file; `None` for a pipe, which can be read once only, and for what is
    /// not there.
    pub(super) fn of_file(path: &Path) -> Option<Self> {
        let found = fs::metadata(path).ok().filter(fs::Metadata::is_file)?;
        Some(Self { size: found.len(), modified: found.modified().ok(), changed: last_change(&found) })
    }

    /// True for a file that is read in a moment.
    pub(super) fn is_small(self) -> bool {
        self.size <= SMALL
    }
}

/// Returns the number of a file and the seconds and nanoseconds of its last change, where the system has them.
#[cfg(unix)]
fn last_change(found: &fs::Metadata) -> Option<(u64, i64, i64)> {
    use std::os::unix::fs::MetadataExt;
    Some((found.ino(), found.ctime(), found.ctime_nsec()))
}

#[cfg(not(unix))]
fn last_change(_: &fs::Metadata) -> Option<(u64, i64, i64)> {
    None
}

/// A file of this many bytes is read in a moment.
const SMALL: u64 = 1024 * 1024;

/// A file that was looked at again.
#[derive(Debug)]
pub enum Again {
    /// It is as it was: its number among the known ones.
    Same(usize),
    /// It was read: it is another than before, new, or could not be read before.
    Read(ReadFile),
}

/// The files that were read before: number and stamp by path.
pub type Known = HashMap<PathBuf, (usize, Option<Stamp>)>;

/// Fewer files than this are read where they are asked for: starting threads would cost more.
const FEW: usize = 4;

impl Places {
    /// Lists the files below the paths, the built-in pages if there is no path; reads nothing yet.
    #[must_use]
    pub fn find(paths: &[PathBuf]) -> Self {
        if paths.is_empty() {
            return Self::new(builtin::PAGES.map(|(path, bytes)| InputFile::BuiltIn(path, bytes)).into());
        }
        let place = |found| match found {
            Ok(file) => InputFile::File(file),
            Err((path, reason)) => InputFile::Unfound(path, reason),
        };
        Self::new(find::files(paths).into_iter().map(place).collect())
    }

    fn new(places: Vec<InputFile>) -> Self {
        Self { places, answers: AnswerCache::default() }
    }

    /// Returns how many files and missing paths there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// True if there is nothing to read.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// Reads some of the files on all cores; returns them in their order.
    #[must_use]
    pub fn read(&self, range: Range<usize>) -> Vec<ReadFile> {
        on_all_cores(self.places.get(range).unwrap_or_default(), |place| place.read(&self.answers))
    }

    /// Reads the files whose stamp is not the known one, on all cores; returns all of them in their order.
    #[must_use]
    pub fn read_again(&self, range: Range<usize>, known: &Known) -> Vec<Again> {
        on_all_cores(self.places.get(range).unwrap_or_default(), |place| {
            let before = known.get(place.path());
            match before.filter(|(_, stamp)| *stamp == place.stamp()) {
                Some((number, _)) => Again::Same(*number),
                None => Again::Read(place.read(&self.answers)),
            }
        })
    }
}

/// Runs `work` on each file, on all cores if they are more than a few; returns the results in order.
fn on_all_cores<T: Send>(places: &[InputFile], work: impl Fn(&InputFile) -> T + Sync + Send) -> Vec<T> {
    if places.len() < FEW { places.iter().map(work).collect() } else { places.par_iter().map(work).collect() }
}

impl InputFile {
    /// Returns the path of the file, or the one that leads to none.
    fn path(&self) -> &Path {
        match self {
            Self::BuiltIn(path, _) => Path::new(path),
            Self::File(file) => &file.path,
            Self::Unfound(path, _) => path,
        }
    }

    /// Returns size and time of a file on disk; `None` for built-in pages, standard input and missing files.
    fn stamp(&self) -> Option<Stamp> {
        match self {
            // A file that happens to be called so is not what is read.
            Self::File(file) if file.path.as_os_str() == find::STANDARD_INPUT => None,
            Self::File(file) => Stamp::of_file(&file.path),
            Self::BuiltIn(..) | Self::Unfound(..) => None,
        }
    }

    /// Reads the pages of one file, and takes its stamp before that.
    fn read(&self, answers: &AnswerCache) -> ReadFile {
        // Before reading: what is written to meanwhile is read again next time.
        let stamp = self.stamp();
        let path = self.path().to_string_lossy();
        let (read, explicit) = match self {
            Self::BuiltIn(path, bytes) => {
                (read_bytes(&Document { path, bytes, builtin: true, ..Document::default() }, answers), true)
            }
            Self::File(file) => (read_file(file, &path, answers), file.explicit),
            Self::Unfound(path, reason) => {
                (Err(FileRefusal::before_reading(Refusal::from_path_error(path, reason))), true)
            }
        };
        let identified = |mut case| {
            compact(&mut case);
            let identity = Identity::from_case(&case);
            (case, identity)
        };
        let outcome = match read {
            Ok(FilePages { cases, problems }) => {
                Outcome::Pages(cases.into_iter().map(identified).collect(), problems)
            }
            // A file that a folder happens to hold is passed over where it is no page.
            Err(refused) if !explicit && refused.refusal.is_other_file() => Outcome::PassedOver(refused.sort),
            Err(refused) => Outcome::Problem(refused.refusal.diagnostic(&path)),
        };
        ReadFile { path: self.path().to_owned(), stamp, outcome }
    }
}

/// Shrinks the lists of a case to their lengths: it stays for as long as the program.
fn compact(case: &mut Case) {
    case.sections.shrink_to_fit();
    case.diagnostics.shrink_to_fit();
    case.sections.iter_mut().for_each(|section| section.fields.shrink_to_fit());
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEED: &[u8] = include_bytes!("../../seeds/tonet.txt");

    #[test]
    fn only_what_is_not_as_it_was_is_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        for name in ["a.txt", "b.txt", "c.txt", "d.txt", "e.txt"] {
            fs::write(path(name), SEED).unwrap();
        }
        let top = [folder.path().to_owned()];
        let places = Places::find(&top);
        let first = places.read(0..places.len());
        let known: Known =
            first.into_iter().enumerate().map(|(at, file)| (file.path, (at, file.stamp))).collect();
        fs::write(path("b.txt"), [SEED, b"\n"].concat()).unwrap();
        fs::remove_file(path("c.txt")).unwrap();
        fs::write(path("f.txt"), SEED).unwrap();
        let places = Places::find(&top);
        let again: Vec<String> = places
            .read_again(0..places.len(), &known)
            .into_iter()
            .map(|again| match again {
                Again::Same(number) => number.to_string(),
                Again::Read(file) => file.path.file_name().unwrap().to_string_lossy().into_owned(),
            })
            .collect();
        assert_eq!(again, ["0", "b.txt", "3", "4", "f.txt"]);
    }

    #[test]
    fn the_order_is_that_of_arguments_paths_and_places_however_many_read() {
        let folder = tempfile::tempdir().unwrap();
        for number in 0..200 {
            fs::write(folder.path().join(format!("{number:03}.txt")), SEED).unwrap();
        }
        let catalog = load(&[folder.path().join("007.txt"), folder.path().to_owned(), "no/such".into()]);
        let names: Vec<&str> =
            catalog.pages.iter().filter_map(|case| case.source.path.rsplit('/').next()).collect();
        let numbers = (0..200).filter(|number| *number != 7).map(|number| format!("{number:03}.txt"));
        assert_eq!(names, std::iter::once("007.txt".to_owned()).chain(numbers).collect::<Vec<_>>());
        assert_eq!((catalog.entries.len(), catalog.diagnostics.len()), (1, 1));
    }
}
