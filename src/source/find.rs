//! Paths → files, in a stable order.

use std::collections::HashSet;
use std::ffi::{OsStr, OsString};
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
            search.add_file(path.clone(), path.clone(), true);
            continue;
        }
        match fs::metadata(path) {
            Ok(found) if found.is_dir() => search.add_folder(path),
            Ok(_) => search.add_file(path.clone(), real_path(path), true),
            Err(reason) => search.found.push(Err((path.clone(), reason))),
        }
    }
    search.found
}

#[derive(Default)]
struct Search {
    found: Vec<FoundPath>,
    /// The real paths of the files and folders, which links may lead to again, or in a circle.
    seen: HashSet<PathBuf>,
}

impl Search {
    /// Adds a file unless it was added already, by this path or another.
    fn add_file(&mut self, path: PathBuf, real: PathBuf, explicit: bool) {
        if self.seen.insert(real) {
            self.found.push(Ok(FoundFile { path, explicit }));
        }
    }

    /// Adds the files below a folder by the bytes of their paths, and errors for what cannot be looked into.
    fn add_folder(&mut self, top: &Path) {
        let mut inside: Vec<(PathBuf, Inside)> = Vec::new();
        let mut folders = vec![(top.to_owned(), real_path(top))];
        while let Some((folder, real)) = folders.pop() {
            if !self.seen.insert(real.clone()) {
                continue;
            }
            match fs::read_dir(&folder) {
                Ok(entries) => {
                    let entries: Vec<io::Result<DirEntry>> = entries.collect();
                    let names = entries.iter().flatten().map(DirEntry::file_name).collect();
                    for entry in entries {
                        match entry {
                            Ok(entry) if is_second_copy(&entry, &names) => {}
                            Ok(entry) => collect_entry(&entry, &real, &mut folders, &mut inside),
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
                Inside::File { real } => self.add_file(path, real, false),
                Inside::Closed(reason) => self.found.push(Err((path, reason))),
            }
        }
    }
}

/// True for what is beside a page and no second source of it: the backup of an editor, and the folder of pictures and
/// frames that a browser saves with a page. `names` are those in the same folder.
fn is_second_copy(entry: &DirEntry, names: &HashSet<OsString>) -> bool {
    let name = entry.file_name();
    let name = name.to_string_lossy();
    if original_of_backup(&name).is_some_and(|original| names.contains(OsStr::new(original))) {
        return true;
    }
    let page = COMPANIONS.iter().find_map(|ending| name.strip_suffix(ending));
    let is_there =
        |page: &str| PAGES.iter().any(|ending| names.contains(OsStr::new(&format!("{page}.{ending}"))));
    page.is_some_and(is_there) && entry.path().is_dir()
}

/// How the names of pages end that a browser saves with a folder.
const PAGES: [&str; 3] = ["html", "htm", "xhtml"];

/// What browsers add to the name of a page for the folder of what belongs to it.
const COMPANIONS: [&str; 4] = ["_files", ".files", "_ファイル", ".fld"];

/// Returns the name of the file that a name is the backup of, or a download that did not end; `None` for any other name.
fn original_of_backup(name: &str) -> Option<&str> {
    let endings = ["~", ".bak", ".orig", ".BAK", ".crdownload", ".part", ".download"];
    let ended = endings.into_iter().find_map(|ending| name.strip_suffix(ending));
    ended.or_else(|| name.strip_prefix('#')?.strip_suffix('#')).filter(|name| !name.is_empty())
}

/// Returns the real path of an argument.
fn real_path(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

/// Adds an entry of a folder with this real path to `inside` if it is a file or cannot be followed, or to
/// `folders`; hidden ones to neither.
fn collect_entry(
    entry: &DirEntry,
    real: &Path,
    folders: &mut Vec<(PathBuf, PathBuf)>,
    inside: &mut Vec<(PathBuf, Inside)>,
) {
    let path = entry.path();
    if is_hidden(&path) {
        return;
    }
    // A folder knows what it holds; only links have to be followed.
    let direct = entry.file_type().ok().filter(|kind| !kind.is_symlink());
    let real = || match direct {
        Some(_) => real.join(entry.file_name()),
        None => follow_link(real, entry.file_name().as_ref()),
    };
    let kind = direct.map_or_else(|| fs::metadata(&path).map(|found| found.file_type()), Ok);
    match kind {
        Ok(kind) if kind.is_dir() => folders.push((path, real())),
        Ok(kind) if kind.is_file() => inside.push((path, Inside::File { real: real() })),
        // Pipes and devices hold no page, and links in a circle lead to none.
        Ok(_) => {}
        Err(reason) if is_link_loop(&reason) => {}
        Err(reason) => inside.push((path, Inside::Closed(reason))),
    }
}

/// Returns the real path that a path leads to from the real path of a folder. Asks the system about the
/// components of links only: about each level of a deep folder again, thousands of levels take minutes.
fn follow_link(folder: &Path, path: &Path) -> PathBuf {
    let mut real = folder.to_owned();
    let mut links = 0;
    let mut ahead: Vec<OsString> = reversed_components(path);
    while let Some(component) = ahead.pop() {
        if component == ".." {
            real.pop();
            continue;
        }
        // An absolute one replaces what is before it.
        real.push(component);
        if let Ok(target) = fs::read_link(&real)
            && links < MOST_LINKS
        {
            links += 1;
            real.pop();
            ahead.extend(reversed_components(&target));
        }
    }
    real
}

/// More links than the system follows from one to the next.
const MOST_LINKS: usize = 64;

/// Returns the components of a path, the last one first.
fn reversed_components(path: &Path) -> Vec<OsString> {
    path.components().rev().map(|component| component.as_os_str().to_owned()).collect()
}

/// What a folder holds.
enum Inside {
    /// A file, and where it really is.
    File { real: PathBuf },
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
        for name in ["a.txt~", "#b.txt#", "a.txt.bak", "p.html", "p_files/frame.html"] {
            let path = folder.path().join("second").join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        }
        fs::write(folder.path().join("second/a.txt"), "x").unwrap();
        let found = files(&["/no/such/file".into(), folder.path().join("b.txt"), folder.path().into()]);
        let names: Vec<_> = found
            .iter()
            .map(|found| match found {
                Ok(file) => (file.path.strip_prefix(folder.path()).unwrap().to_str().unwrap(), file.explicit),
                Err((path, _)) => (path.to_str().unwrap(), true),
            })
            .collect();
        // A backup without its original is the only copy.
        let second = ["second/#b.txt#", "second/a.txt", "second/p.html"].map(|name| (name, false));
        let first = [("/no/such/file", true), ("b.txt", true), ("a.txt", false), ("a/z.txt", false)];
        assert_eq!(names, first.into_iter().chain(second).collect::<Vec<_>>());
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
    fn a_link_leads_to_the_real_path_of_its_target_through_links_and_parents() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().unwrap();
        let top = folder.path().canonicalize().unwrap();
        fs::create_dir_all(top.join("a/b")).unwrap();
        fs::create_dir_all(top.join("c/d")).unwrap();
        fs::write(top.join("c/x.txt"), "x").unwrap();
        symlink("../../c/d", top.join("a/b/there")).unwrap();
        symlink("there/../x.txt", top.join("a/b/relative")).unwrap();
        symlink(top.join("a/b/relative"), top.join("absolute")).unwrap();
        symlink("nothing/at/all", top.join("dangling")).unwrap();
        for name in ["a/b/there", "a/b/relative", "absolute", "a/b/../b/./there"] {
            assert_eq!(follow_link(&top, name.as_ref()), fs::canonicalize(top.join(name)).unwrap(), "{name}");
        }
        assert_eq!(follow_link(&top, "dangling".as_ref()), top.join("nothing/at/all"));
        let found = files(std::slice::from_ref(&top));
        let names: Vec<_> =
            found.iter().flatten().map(|file| file.path.strip_prefix(&top).unwrap().to_str()).collect();
        assert_eq!(names, [Some("a/b/relative")], "one file, by the first of its paths");
    }

    /// As many levels as a path may have there: each asked about anew by the next, it took minutes.
    #[cfg(target_os = "linux")]
    #[test]
    fn two_thousand_levels_take_no_minutes() {
        let folder = tempfile::tempdir().unwrap();
        let mut path = folder.path().to_owned();
        for _ in 0..1_900 {
            path.push("d");
        }
        fs::create_dir_all(&path).unwrap();
        fs::write(path.join("a.txt"), "x").unwrap();
        for number in 0..50 {
            std::os::unix::fs::symlink("a.txt", path.join(format!("b{number}"))).unwrap();
        }
        let start = std::time::Instant::now();
        let found = files(&[folder.path().into()]);
        assert!(matches!(found.as_slice(), [Ok(file)] if file.path.ends_with("a.txt")));
        assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
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
