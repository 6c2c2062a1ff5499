//! Paths → the catalog of everything that could be read.

use std::path::PathBuf;

use super::read::{Refusal, read_bytes, read_file};
use super::{builtin, find};
use crate::model::{Case, Catalog, Diagnostic};

/// Reads files and folders; no path at all means the built-in pages. What cannot be read is in the
/// catalog's diagnostics, with its path, its line where it has one, and the reason.
#[must_use]
pub fn load(paths: &[PathBuf]) -> Catalog {
    let mut reading = Reading::default();
    if paths.is_empty() {
        for (path, bytes) in builtin::PAGES {
            reading.take(read_bytes(path, bytes.to_vec(), None, true), path, true);
        }
    }
    for found in find::files(paths) {
        match found {
            Ok(file) => {
                let path = file.path.to_string_lossy();
                reading.take(read_file(&file, &path), &path, file.explicit);
            }
            Err((path, reason)) => {
                reading.diagnostics.push(Refusal::System(reason).diagnostic(&path.to_string_lossy()));
            }
        }
    }
    Catalog::new(reading.cases, reading.diagnostics, reading.passed_over)
}

#[derive(Default)]
struct Reading {
    cases: Vec<Case>,
    diagnostics: Vec<Diagnostic>,
    passed_over: usize,
}

impl Reading {
    /// A file that a folder happens to hold is passed over where it is no page.
    fn take(&mut self, read: Result<Vec<Case>, Refusal>, path: &str, explicit: bool) {
        match read {
            Ok(cases) => self.cases.extend(cases),
            Err(Refusal::NoText | Refusal::NoPage { .. }) if !explicit => self.passed_over += 1,
            Err(refusal) => self.diagnostics.push(refusal.diagnostic(path)),
        }
    }
}
