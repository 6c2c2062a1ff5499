//! Paths → files, in a stable order.

use std::collections::HashSet;
use std::fs::{self, DirEntry};
use std::io;
use std::path::{Path, PathBuf};

use crate::lang::is_link_loop;

/// The path that means standard input.
pub const STANDARD_INPUT: &str = "-";

/// A file to read.
#[derive(Debug)]
pub struct FoundFile {
    /// Where it is.
    pub path: PathBuf,
    /// True where the path itself was given, not its folder.
    pub explicit: bool,
}

/// A file, or what could not be looked into, and the system's reason.
pub type FoundPath = Result<FoundFile, (PathBuf, io::Error)>;

/// Returns the files below these paths: in the order of the paths, then by the bytes of their own path.
/// Hidden ones are left out, and each is returned once.
pub fn files(paths: &[PathBuf]) -> Vec<FoundPath> {
    let mut search = Search::default();
    for path in paths {
        if path.as_os_str() == STANDARD_INPUT {
            search.add_file(path.clone(), true);
            continue;
        }
        match fs::metadata(path) {
            Ok(found) if found.is_dir() => search.add_folder(path),
            Ok(_) => search.add_file(path.clone(), true),
            Err(reason) => search.found.push(Err((path.clone(), reason))),
        }
    }
    search.found
}

#[derive(Default)]
struct Search {
    found: Vec<FoundPath>,
    seen: HashSet<PathBuf>,
}

impl Search {
    /// Adds a file unless it was added already, by this path or another.
    fn add_file(&mut self, path: PathBuf, explicit: bool) {
        if self.mark_seen(&path) {
            self.found.push(Ok(FoundFile { path, explicit }));
        }
    }

    /// Returns true if the file or folder was not seen before: links may lead to it again, or in a circle.
    fn mark_seen(&mut self, path: &Path) -> bool {
        if path.as_os_str() == STANDARD_INPUT {
            return self.seen.insert(path.to_owned());
        }
        fs::canonicalize(path).map_or(true, |real| self.seen.insert(real))
    }

    /// Adds the files below a folder by the bytes of their paths, and errors for what cannot be looked into.
    fn add_folder(&mut self, top: &Path) {
        let mut inside: Vec<(PathBuf, Inside)> = Vec::new();
        let mut folders = vec![top.to_owned()];
        while let Some(folder) = folders.pop() {
            if !self.mark_seen(&folder) {
                continue;
            }
            match fs::read_dir(&folder) {
                Ok(entries) => {
                    let real = fs::canonicalize(&folder).ok();
                    for entry in entries {
                        match entry {
                            Ok(entry) => collect_entry(&entry, real.as_deref(), &mut folders, &mut inside),
                            Err(reason) => inside.push((folder.clone(), Inside::Closed(reason))),
                        }
                    }
                }
                Err(reason) => inside.push((folder, Inside::Closed(reason))),
            }
        }
        inside
            .sort_by(|(a, _), (b, _)| a.as_os_str().as_encoded_bytes().cmp(b.as_os_str().as_encoded_bytes()));
        for (path, found) in inside {
            match found {
                Inside::File { real: Some(real) } => {
                    if self.seen.insert(real) {
                        self.found.push(Ok(FoundFile { path, explicit: false }));
                    }
                }
                Inside::File { real: None } => self.add_file(path, false),
                Inside::Closed(reason) => self.found.push(Err((path, reason))),
            }
        }
    }
}

/// Adds an entry of a folder to `inside` if it is a file or cannot be followed, or to `folders`; hidden ones
/// to neither.
fn collect_entry(
    entry: &DirEntry,
    real: Option<&Path>,
    folders: &mut Vec<PathBuf>,
    inside: &mut Vec<(PathBuf, Inside)>,
) {
    let path = entry.path();
    if is_hidden(&path) {
        return;
    }
    // A folder knows what it holds; only links have to be followed.
    let known = entry.file_type().ok().filter(|kind| !kind.is_symlink());
    let direct = known.is_some_and(|kind| kind.is_file());
    let kind = known.map_or_else(|| fs::metadata(&path).map(|found| found.file_type()), Ok);
    match kind {
        Ok(kind) if kind.is_dir() => folders.push(path),
        Ok(kind) if kind.is_file() => {
            let real = real.filter(|_| direct).map(|real| real.join(entry.file_name()));
            inside.push((path, Inside::File { real }));
        }
        // Pipes and devices hold no page, and links in a circle lead to none.
        Ok(_) => {}
        Err(reason) if is_link_loop(&reason) => {}
        Err(reason) => inside.push((path, Inside::Closed(reason))),
    }
}

/// What a folder holds.
enum Inside {
    /// A file; where it really is, if that is known without looking.
    File { real: Option<PathBuf> },
    /// A folder that cannot be looked into, or a link that leads to nothing.
    Closed(io::Error),
}

/// True for names that begin with a dot.
fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_give_their_files_by_bytes_once_and_without_hidden_ones() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["b.txt", "a/z.txt", "a.txt", ".hidden", ".git/x.txt"] {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        }
        let found = files(&["/no/such/file".into(), folder.path().join("b.txt"), folder.path().into()]);
        let names: Vec<_> = found
            .iter()
            .map(|found| match found {
                Ok(file) => (file.path.strip_prefix(folder.path()).unwrap().to_str().unwrap(), file.explicit),
                Err((path, _)) => (path.to_str().unwrap(), true),
            })
            .collect();
        assert_eq!(names, [("/no/such/file", true), ("b.txt", true), ("a.txt", false), ("a/z.txt", false)]);
    }

    #[cfg(unix)]
    #[test]
    fn links_in_a_circle_end() {
        let folder = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink(folder.path(), folder.path().join("again")).unwrap();
        std::os::unix::fs::symlink("there", folder.path().join("back")).unwrap();
        std::os::unix::fs::symlink("back", folder.path().join("there")).unwrap();
        fs::write(folder.path().join("a.txt"), "x").unwrap();
        let found = files(&[folder.path().into()]);
        assert!(matches!(found.as_slice(), [Ok(_)]));
        let found = files(&[folder.path().join("back")]);
        assert!(matches!(found.as_slice(), [Err((_, reason))] if is_link_loop(reason)), "{found:?}");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_in_a_folder_that_leads_to_nothing_is_told() {
        let folder = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink("moved.html", folder.path().join("page.html")).unwrap();
        fs::write(folder.path().join("a.txt"), "x").unwrap();
        let found = files(&[folder.path().into()]);
        assert!(matches!(found.as_slice(), [Ok(_), Err((path, _))] if path.ends_with("page.html")));
    }
}
