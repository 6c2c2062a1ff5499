//! The state file: locating, loading and saving it, so that concurrent runs lose nothing.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use fs4::{FileExt, TryLockError};

use super::folder::own_folder;
use super::kept::{Damage, Kept, KeptChanges};
use super::private::{create_folder, write_unfinished};
use super::regular::{NOT_REGULAR, is_null_device, is_occupied, read_regular};
use crate::lang::{Lang, Reason};
use crate::text::shown::shown;

/// The file's name in its folder.
const NAME: &str = "state.json";

/// The maximal size of a state file; larger files are not read.
const LARGEST: u64 = 16 << 20;

/// The timeout for the lock. Another run holds it for milliseconds, unless it was suspended.
const PATIENCE: Duration = Duration::from_millis(90);

/// The prefix of a temporary file. A run that is killed while writing leaves it behind.
const UNFINISHED: &str = ".jirei-state-";

/// The age from which temporary files are stale: writing takes milliseconds.
const LEFT_BEHIND: Duration = Duration::from_secs(60 * 60);

/// The destination of the state.
#[derive(Debug, Clone, Default)]
enum Destination {
    /// There is no home.
    #[default]
    None,
    /// Nothing is kept: the null device, or a path that is no regular file.
    Discard,
    /// The file.
    File(PathBuf),
}

/// The state file.
#[derive(Debug, Clone, Default)]
pub struct StateFile {
    destination: Destination,
    /// The last known content, which replaces a damaged or deleted file.
    known: Kept,
}

/// An error of the state file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StateFileError {
    /// The file is damaged.
    Damaged {
        /// The file.
        path: PathBuf,
        /// The reason.
        damage: Damage,
    },
    /// It cannot be read.
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The reason.
        reason: Reason,
    },
    /// It cannot be written.
    Unwritable {
        /// The file.
        path: PathBuf,
        /// The reason.
        reason: Reason,
    },
    /// Another run holds the lock.
    Held {
        /// The file.
        path: PathBuf,
    },
    /// There is no home.
    NoPlace,
    /// It is no regular file, and is left alone.
    Ignored {
        /// The path.
        path: PathBuf,
    },
    /// The state is too large to be read again.
    TooLarge {
        /// The file.
        path: PathBuf,
    },
}

impl StateFileError {
    /// Returns the message.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        let path = |path: &Path| shown(&path.to_string_lossy()).into_owned();
        match self {
            Self::Damaged { path: of, damage: Damage::Shape(line) } => {
                let reason = lang.fill("keep.not_json", &[("line", line)]);
                lang.fill("keep.damaged", &[("path", &path(of)), ("reason", &reason)])
            }
            Self::Damaged { path: of, damage: Damage::Encoding } => {
                let reason = lang.text("keep.not_utf8");
                lang.fill("keep.damaged", &[("path", &path(of)), ("reason", &reason)])
            }
            Self::Damaged { path: of, damage: Damage::Newer(version) } => {
                lang.fill("keep.newer", &[("path", &path(of)), ("version", version)])
            }
            Self::Unreadable { path: of, reason } => {
                lang.fill("keep.unreadable", &[("path", &path(of)), ("reason", &reason.words(lang))])
            }
            Self::Unwritable { path: of, reason } => {
                lang.fill("keep.unwritable", &[("path", &path(of)), ("reason", &reason.words(lang))])
            }
            Self::Held { path: of } => lang.fill("keep.held", &[("path", &path(of))]),
            Self::NoPlace => lang.text("keep.no_place").to_owned(),
            Self::Ignored { path: of } => {
                lang.fill("keep.ignored", &[("path", &path(of)), ("reason", &NOT_REGULAR.words(lang))])
            }
            Self::TooLarge { path: of } => {
                lang.fill("keep.too_large", &[("path", &path(of)), ("size", &(LARGEST >> 20))])
            }
        }
    }
}

/// The result of saving.
#[derive(Debug, Clone, PartialEq)]
pub struct WriteResult {
    /// The saved state, including the changes of other runs.
    pub kept: Kept,
    /// The new path of a damaged file, if there was one.
    pub put_aside: Option<PathBuf>,
}

impl StateFile {
    /// Creates a state file at a path.
    #[must_use]
    pub fn new(path: PathBuf) -> Self {
        let destination = if is_null_device(&path) { Destination::Discard } else { Destination::File(path) };
        Self { destination, known: Kept::default() }
    }

    /// Returns the file of `JIREI_STATE`, a file or an existing folder; else `state.json` in `jirei` under
    /// `XDG_STATE_HOME`, else under `~/.local/state`, on every system.
    #[must_use]
    pub fn from_environment() -> Self {
        let set = |name| std::env::var_os(name).filter(|value| !value.is_empty());
        if let Some(path) = set("JIREI_STATE").map(PathBuf::from) {
            return Self::new(if path.is_dir() { path.join(NAME) } else { path });
        }
        let folder = own_folder(set("XDG_STATE_HOME"), ".local/state");
        folder.map(|folder| Self::new(folder.join(NAME))).unwrap_or_default()
    }

    /// Loads the state: the default if there is no file, and the default with an error if it cannot be
    /// read. A path that is no regular file is reported here and ignored from then on.
    pub fn load(&mut self) -> (Kept, Option<StateFileError>) {
        let Destination::File(path) = &self.destination else { return (Kept::default(), None) };
        if is_occupied(path) {
            let ignored = StateFileError::Ignored { path: path.clone() };
            self.destination = Destination::Discard;
            return (Kept::default(), Some(ignored));
        }
        let (kept, trouble) = match read_file(path) {
            Ok(kept) => (kept.unwrap_or_default(), None),
            Err(trouble) => (Kept::default(), Some(trouble)),
        };
        self.known = kept.clone();
        (kept, trouble)
    }

    /// Merges changes into the current file. A damaged file is moved aside.
    ///
    /// # Errors
    /// If the file cannot be written; it is then unchanged.
    pub fn save(&mut self, changes: &KeptChanges) -> Result<WriteResult, StateFileError> {
        let named = match &self.destination {
            Destination::None => return Err(StateFileError::NoPlace),
            Destination::Discard => {
                self.known.merge(changes);
                return Ok(WriteResult { kept: self.known.clone(), put_aside: None });
            }
            Destination::File(path) => path,
        };
        if is_occupied(named) {
            return Err(StateFileError::Ignored { path: named.clone() });
        }
        // A link stays a link: its target is written.
        let path = fs::canonicalize(named).unwrap_or_else(|_| named.clone());
        let failed =
            |error: io::Error| StateFileError::Unwritable { path: path.clone(), reason: (&error).into() };
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        create_folder(folder).map_err(failed)?;
        let _lock = lock(&path)?;
        let read = read_file(&path);
        let is_damaged = read.is_err();
        let before = read.ok().flatten();
        let mut kept = before.clone().unwrap_or_else(|| self.known.clone());
        kept.merge(changes);
        let mut put_aside = None;
        if before.as_ref() != Some(&kept) {
            let json = kept.to_json();
            if json.len() as u64 > LARGEST {
                return Err(StateFileError::TooLarge { path });
            }
            put_aside = write(&path, folder, &json, is_damaged).map_err(failed)?;
        }
        self.known = kept.clone();
        Ok(WriteResult { kept, put_aside })
    }
}

/// Reads the file; `None` if it does not exist.
fn read_file(path: &Path) -> Result<Option<Kept>, StateFileError> {
    let unreadable = |reason: Reason| StateFileError::Unreadable { path: path.to_owned(), reason };
    let Some(bytes) = read_regular(path, LARGEST).map_err(unreadable)? else { return Ok(None) };
    let damaged = |damage| StateFileError::Damaged { path: path.to_owned(), damage };
    let text = String::from_utf8(bytes).map_err(|_| damaged(Damage::Encoding))?;
    Kept::parse(&text).map(Some).map_err(damaged)
}

/// Locks the state file. The lock is on a sibling file, since every write replaces the file itself.
fn lock(path: &Path) -> Result<File, StateFileError> {
    let beside = sibling_path(path, "lock");
    let failed =
        |error: io::Error| StateFileError::Unwritable { path: path.to_owned(), reason: (&error).into() };
    // Opening a pipe would block.
    if is_occupied(&beside) {
        return Err(StateFileError::Ignored { path: beside });
    }
    let mut options = OpenOptions::new();
    options.create(true).truncate(false).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(beside).map_err(failed)?;
    let started = Instant::now();
    loop {
        match FileExt::try_lock(&file) {
            Ok(()) => return Ok(file),
            // A file system without locks: concurrent runs are rare, so the file is written anyway.
            Err(TryLockError::Error(_)) => return Ok(file),
            Err(TryLockError::WouldBlock) if started.elapsed() > PATIENCE => {
                return Err(StateFileError::Held { path: path.to_owned() });
            }
            Err(TryLockError::WouldBlock) => thread::sleep(Duration::from_millis(5)),
        }
    }
}

/// Returns the path of a sibling file: `state.lock`, `state.damaged.json`.
fn sibling_path(path: &Path, end: &str) -> PathBuf {
    let stem = path.file_stem().unwrap_or(path.as_os_str()).to_string_lossy();
    path.with_file_name(format!("{stem}.{end}"))
}

/// Moves a damaged file aside, to a name that is not in use.
fn set_aside(path: &Path) -> io::Result<PathBuf> {
    let names =
        std::iter::once("damaged.json".to_owned()).chain((2..).map(|nth| format!("damaged-{nth}.json")));
    let free = names.map(|end| sibling_path(path, &end)).find(|place| fs::symlink_metadata(place).is_err());
    let place = free.ok_or(ErrorKind::AlreadyExists)?;
    fs::rename(path, &place)?;
    Ok(place)
}

/// Writes the file atomically and durably. A damaged one is moved aside once its successor is written, since
/// the disk may be full; returns its new path.
fn write(path: &Path, folder: &Path, json: &str, is_damaged: bool) -> io::Result<Option<PathBuf>> {
    let file = write_unfinished(folder, UNFINISHED, json.as_bytes())?;
    let put_aside = is_damaged.then(|| set_aside(path)).transpose()?;
    if let Err(error) = file.persist(path) {
        if let Some(aside) = &put_aside {
            fs::rename(aside, path)?;
        }
        return Err(error.error);
    }
    // Not every system can open a folder to sync it; the file is written anyway.
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
    remove_stale_files(folder);
    Ok(put_aside)
}

/// Removes the temporary files of runs that were killed while writing. A recent one may belong to another
/// run; one that cannot be removed is harmless.
fn remove_stale_files(folder: &Path) {
    let is_left_behind = |entry: &fs::DirEntry| {
        let is_ours = entry.file_name().to_string_lossy().starts_with(UNFINISHED);
        // The metadata of the entry itself, if it is a link.
        let found = entry.metadata().ok().filter(|found| is_ours && found.is_file());
        let age = found.and_then(|found| found.modified().ok()?.elapsed().ok());
        age.is_some_and(|age| age > LEFT_BEHIND)
    };
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    for entry in entries.filter(is_left_behind) {
        let _ = fs::remove_file(entry.path());
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::CaseKey;

    fn key(name: &str) -> CaseKey {
        CaseKey::new(name.to_owned(), None, String::new())
    }

    fn mark(name: &str) -> KeptChanges {
        KeptChanges { bookmarks: vec![(key(name), true)], ..KeptChanges::default() }
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_run_finds_what_the_last_one_kept() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep/er/state.json");
        let mut file = StateFile::new(path.clone());
        assert_eq!(file.load(), (Kept::default(), None));
        file.save(&mark("もがみ")).unwrap();
        let (kept, trouble) = StateFile::new(path.clone()).load();
        assert_eq!((kept.bookmarks, trouble), (vec![key("もがみ")], None));
        assert_eq!(names(path.parent().unwrap()), ["state.json", "state.lock"]);
    }

    #[test]
    fn two_runs_at_once_keep_the_marks_of_both() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state.json");
        let run = |own: &'static str| {
            let mut file = StateFile::new(path.clone());
            move || {
                file.load();
                for nth in 0..40 {
                    // A slow disk may hold the lock for long.
                    let mark = mark(&format!("{own}{nth}"));
                    while matches!(file.save(&mark), Err(StateFileError::Held { .. })) {}
                }
            }
        };
        let threads = ["甲", "乙", "丙"].map(|own| thread::spawn(run(own)));
        threads.into_iter().for_each(|thread| thread.join().unwrap());
        let (kept, trouble) = StateFile::new(path.clone()).load();
        assert_eq!((kept.bookmarks.len(), trouble), (120, None));
    }

    #[test]
    fn a_damaged_file_is_told_and_put_aside_and_never_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state.json");
        let all = [
            ("{\"version\": 1,\n\"bookm", "（2 行目が JSON として読めません）"),
            ("{\"version\": 99}", "（形式 99）"),
        ];
        for (nth, (rubbish, reason)) in all.into_iter().enumerate() {
            fs::write(&path, rubbish).unwrap();
            let mut file = StateFile::new(path.clone());
            let (kept, trouble) = file.load();
            assert_eq!(kept, Kept::default());
            let said = trouble.unwrap().message(Lang::Ja);
            assert!(said.contains("state.json") && said.contains(reason), "{said}");
            assert_eq!(fs::read_to_string(&path).unwrap(), rubbish, "reading changes nothing");
            let aside = file.save(&mark("もがみ")).unwrap().put_aside.unwrap();
            assert_eq!(fs::read_to_string(&aside).unwrap(), rubbish, "{nth}");
            assert_eq!(StateFile::new(path.clone()).load().0.bookmarks, [key("もがみ")]);
        }
        assert_eq!(
            names(folder.path()),
            ["state.damaged-2.json", "state.damaged.json", "state.json", "state.lock"]
        );
    }

    #[test]
    fn what_is_damaged_or_deleted_meanwhile_costs_no_bookmark() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state.json");
        let mut file = StateFile::new(path.clone());
        file.save(&mark("もがみ")).unwrap();
        fs::write(&path, "rubbish").unwrap();
        assert_eq!(file.save(&mark("とね")).unwrap().kept.bookmarks, [key("もがみ"), key("とね")]);
        fs::remove_file(&path).unwrap();
        file.save(&KeptChanges::default()).unwrap();
        assert_eq!(StateFile::new(path).load().0.bookmarks, [key("もがみ"), key("とね")]);
    }

    #[test]
    fn no_place_and_a_place_below_a_file_are_reasons() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state.json");
        fs::write(&path, "").unwrap();
        assert_eq!(StateFile::default().save(&mark("もがみ")), Err(StateFileError::NoPlace));
        let below_a_file = StateFile::new(path.join("state.json")).save(&mark("もがみ"));
        assert!(matches!(below_a_file, Err(StateFileError::Unwritable { .. })));
        let said = below_a_file.unwrap_err().message(Lang::Ja);
        assert!(said.ends_with("（途中の名前がフォルダーではなくファイルです）"), "{said}");
    }

    /// Puts what is no regular file at a path; false where that needs a right that is not there.
    #[cfg(unix)]
    fn put(kind: &str, path: &Path) -> bool {
        let run = |program: &str, arguments: &[&str]| {
            let mut command = std::process::Command::new(program);
            command.args(arguments.iter().take(1)).arg(path).args(arguments.iter().skip(1));
            command.stderr(std::process::Stdio::null()).status().is_ok_and(|status| status.success())
        };
        let link = |target: &Path| std::os::unix::fs::symlink(target, path).is_ok();
        match kind {
            "folder" => fs::create_dir(path).is_ok(),
            "socket" => std::os::unix::net::UnixListener::bind(path).is_ok(),
            "pipe" => run("mkfifo", &["-m600"]),
            "device" => run("mknod", &["-m600", "c", "1", "7"]),
            "dangling link" => link(&path.with_file_name("nowhere")),
            "link to a folder" => link(path.parent().unwrap()),
            _ => unreachable!("{kind}"),
        }
    }

    #[cfg(unix)]
    #[test]
    fn what_is_no_regular_file_is_left_alone_and_reported_once() {
        for kind in ["folder", "socket", "pipe", "device", "dangling link", "link to a folder"] {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("state.json");
            if !put(kind, &path) {
                eprintln!("skipped: no {kind} can be made here");
                continue;
            }
            let before = (names(folder.path()), fs::symlink_metadata(&path).unwrap().file_type());
            let mut file = StateFile::new(path.clone());
            let ignored = StateFileError::Ignored { path: path.clone() };
            assert_eq!(file.load(), (Kept::default(), Some(ignored.clone())), "{kind}");
            let saved = file.save(&mark("もがみ")).unwrap();
            assert_eq!((saved.kept.bookmarks, saved.put_aside), (vec![key("もがみ")], None), "{kind}");
            // One that came after the start is no other.
            assert_eq!(StateFile::new(path.clone()).save(&mark("もがみ")), Err(ignored), "{kind}");
            let after = (names(folder.path()), fs::symlink_metadata(&path).unwrap().file_type());
            assert_eq!(after, before, "{kind}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_lock_that_is_no_regular_file_is_left_alone_and_not_waited_for() {
        for kind in ["folder", "socket", "pipe", "dangling link"] {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("state.json");
            let lock = folder.path().join("state.lock");
            assert!(put(kind, &lock), "{kind}");
            let saved = StateFile::new(path.clone()).save(&mark("もがみ"));
            assert_eq!(saved, Err(StateFileError::Ignored { path: lock }), "{kind}");
            assert_eq!(names(folder.path()), ["state.lock"], "{kind}");
        }
    }

    #[test]
    fn the_null_device_keeps_nothing_and_is_no_error() {
        let mut file = StateFile::new(if cfg!(windows) { "NUL" } else { "/dev/null" }.into());
        assert_eq!(file.load(), (Kept::default(), None));
        assert_eq!(file.save(&mark("もがみ")).unwrap().put_aside, None);
        assert_eq!(file.load(), (Kept::default(), None));
    }

    #[test]
    fn no_more_is_written_than_can_be_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state.json");
        let mut file = StateFile::new(path.clone());
        file.save(&mark("もがみ")).unwrap();
        let large = mark(&"名".repeat(6 << 20));
        assert_eq!(file.save(&large), Err(StateFileError::TooLarge { path: path.clone() }));
        assert_eq!(StateFile::new(path).load().0.bookmarks, [key("もがみ")]);
    }

    #[test]
    fn what_a_killed_run_left_behind_goes_with_the_next_write_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state.json");
        let old = std::time::SystemTime::now() - 2 * LEFT_BEHIND;
        let killed =
            write_unfinished(folder.path(), UNFINISHED, b"").unwrap().into_temp_path().keep().unwrap();
        for old_one in [killed, folder.path().join(".other-old"), folder.path().join("jirei-state-old")] {
            File::create(old_one).unwrap().set_modified(old).unwrap();
        }
        let young = write_unfinished(folder.path(), UNFINISHED, b"").unwrap();
        StateFile::new(path.clone()).save(&mark("もがみ")).unwrap();
        let young = young.path().file_name().unwrap().to_str().unwrap();
        let left = [young, ".other-old", "jirei-state-old", "state.json", "state.lock"];
        assert_eq!(names(folder.path()), left);
        assert_eq!(StateFile::new(path).load().0.bookmarks, [key("もがみ")]);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link() {
        let folder = tempfile::tempdir().unwrap();
        let (real, link) = (folder.path().join("real.json"), folder.path().join("state.json"));
        fs::write(&real, Kept::default().to_json()).unwrap();
        std::os::unix::fs::symlink(&real, &link).unwrap();
        StateFile::new(link.clone()).save(&mark("もがみ")).unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert!(fs::read_to_string(&real).unwrap().contains("もがみ"));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn any_bytes_are_a_start_and_none_of_them_is_lost(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("state.json");
            fs::write(&path, &bytes).unwrap();
            let mut file = StateFile::new(path.clone());
            let (_, trouble) = file.load();
            let written = file.save(&mark("もがみ")).unwrap();
            prop_assert_eq!(trouble.is_some(), written.put_aside.is_some());
            if let Some(aside) = written.put_aside {
                prop_assert_eq!(fs::read(aside).unwrap(), bytes);
            }
        }
    }
}
