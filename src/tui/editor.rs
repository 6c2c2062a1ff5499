//! The user's editor: which one, how it is given a line, and a read-only copy of what is no file.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};

use tempfile::TempDir;

use crate::config::private::{temporary_folder, write_unfinished};
use crate::source::{Origin, RawProblem};

use super::job;

/// The variables that name an editor, the first one that is set counting.
const VARIABLES: [&str; 2] = ["VISUAL", "EDITOR"];

/// The programs to offer if no variable names one, the easiest first.
const DEFAULTS: &[&str] = if cfg!(windows) {
    &["notepad"]
} else {
    &["nano", "micro", "vim", "nvim", "vi", "emacs", "hx", "kak", "joe", "mg", "code"]
};

/// How an editor is given a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LineArgument {
    /// `+LINE FILE`.
    Plus,
    /// `FILE:LINE`, in a terminal.
    Colon,
    /// `--wait FILE:LINE`, in a window of its own.
    WindowColon,
    /// `--goto FILE:LINE --wait`, in a window of its own.
    WindowGoto,
    /// Not known.
    Unknown,
}

/// Editors by program name: how they are given a line, and their arguments for read-only.
const KNOWN: &[(&[&str], LineArgument, &[&str])] = &[
    (&["vi", "vim", "nvim", "gvim", "view", "nvi", "elvis"], LineArgument::Plus, &["-R"]),
    (&["nano", "pico", "rnano"], LineArgument::Plus, &["-v"]),
    (&["kak"], LineArgument::Plus, &["-ro"]),
    (&["micro"], LineArgument::Plus, &["-readonly", "true"]),
    (&["joe", "jmacs", "jpico", "jstar"], LineArgument::Plus, &["-rdonly"]),
    (
        &["emacs", "emacsclient", "mg", "zile", "jed", "ne", "mcedit", "gedit", "editor"],
        LineArgument::Plus,
        &[],
    ),
    (&["hx", "helix"], LineArgument::Colon, &[]),
    (&["zed", "zeditor", "subl", "sublime_text"], LineArgument::WindowColon, &[]),
    (&["code", "code-insiders", "codium", "vscodium", "cursor", "windsurf"], LineArgument::WindowGoto, &[]),
];

/// Why no editor can be started.
#[derive(Debug)]
pub enum NoEditor {
    /// A variable whose quotes do not close; its name and text.
    Quotes(&'static str, String),
    /// The one that was chosen is not there.
    Missing(String),
    /// None was chosen, and none of the usual ones is there.
    None,
    /// It is there and cannot be started.
    Failed(String, io::Error),
}

/// An editor that was used.
#[derive(Debug)]
pub struct EditorRun {
    /// Its name.
    pub name: String,
    /// How it ended.
    pub status: ExitStatus,
}

/// Returns the words of the first editor command in the environment; `None` if none is set.
///
/// # Errors
/// If the quotes do not close.
pub fn configured_command(
    variable: impl Fn(&str) -> Option<String>,
) -> Result<Option<Vec<String>>, NoEditor> {
    for name in VARIABLES {
        let Some(text) = variable(name).filter(|text| !text.trim().is_empty()) else { continue };
        // A path of Windows is full of what escapes elsewhere.
        let split = if cfg!(windows) { text.replace('\\', r"\\") } else { text.clone() };
        return match shell_words::split(&split) {
            Ok(words) => Ok(Some(words)),
            Err(_) => Err(NoEditor::Quotes(name, text)),
        };
    }
    Ok(None)
}

/// Returns the editors to choose from, those of `PATH`; none if a variable names one.
#[must_use]
pub fn offered_editors(variable: impl Fn(&str) -> Option<String>) -> Vec<String> {
    if !matches!(configured_command(&variable), Ok(None)) {
        return Vec::new();
    }
    let path = variable("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let is_there = |name: &&str| folders.iter().any(|folder| folder.join(name).is_file());
    DEFAULTS.iter().copied().filter(is_there).map(str::to_owned).collect()
}

/// Runs the editor, else the first default one there is, and waits for its end; the terminal must be restored
/// before.
///
/// # Errors
/// If no editor can be started.
pub fn edit(
    chosen: Option<Vec<String>>,
    path: &Path,
    line: u32,
    read_only: bool,
) -> Result<EditorRun, NoEditor> {
    let candidates = match &chosen {
        Some(words) => vec![words.clone()],
        None => DEFAULTS.iter().map(|name| vec![(*name).to_owned()]).collect(),
    };
    for words in candidates {
        let name = words.first().cloned().unwrap_or_default();
        let mut command = Command::new(&name);
        command.args(words.iter().skip(1)).args(editor_arguments(&words, path, line, read_only));
        command.stdin(terminal_input());
        match job::run(&mut command) {
            Ok(status) => return Ok(EditorRun { name, status }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(NoEditor::Failed(name, error)),
        }
    }
    let name = chosen.and_then(|words| words.into_iter().next());
    Err(name.map_or(NoEditor::None, NoEditor::Missing))
}

/// Returns the terminal as input for the editor, also if our own input is a pipe.
fn terminal_input() -> Stdio {
    use std::io::IsTerminal;
    let terminal = if cfg!(windows) { "CONIN$" } else { "/dev/tty" };
    let opened = (!io::stdin().is_terminal()).then(|| fs::File::open(terminal).ok()).flatten();
    opened.map_or_else(Stdio::inherit, Stdio::from)
}

/// Returns the arguments after the command: read-only flags, line and path as this editor takes them.
fn editor_arguments(words: &[String], path: &Path, line: u32, read_only: bool) -> Vec<OsString> {
    let stem = words.first().and_then(|program| Path::new(program).file_stem());
    let stem = stem.map(|stem| stem.to_string_lossy().to_lowercase()).unwrap_or_default();
    let known = KNOWN.iter().find(|(names, ..)| names.contains(&stem.as_str()));
    let (way, not_writing) = known.map_or((LineArgument::Unknown, &[][..]), |(_, way, words)| (*way, *words));
    let waits = words.iter().any(|word| word == "-w" || word == "--wait");
    let mut arguments: Vec<OsString> = Vec::new();
    if read_only {
        arguments.extend(not_writing.iter().map(OsString::from));
    }
    let path = unambiguous_path(path);
    let mut with_line = path.clone().into_os_string();
    with_line.push(format!(":{line}"));
    match way {
        LineArgument::Plus => arguments.extend([format!("+{line}").into(), path.into_os_string()]),
        LineArgument::Colon => arguments.push(with_line),
        LineArgument::WindowColon => {
            arguments.extend((!waits).then(|| "--wait".into()));
            arguments.push(with_line);
        }
        LineArgument::WindowGoto => {
            arguments.extend(["--goto".into(), with_line]);
            arguments.extend((!waits).then(|| "--wait".into()));
        }
        LineArgument::Unknown => arguments.push(path.into_os_string()),
    }
    arguments
}

/// Returns the path, with `./` before it if it begins like an option or a line number.
fn unambiguous_path(path: &Path) -> PathBuf {
    let odd = path.as_os_str().as_encoded_bytes().first().is_some_and(|byte| b"-+".contains(byte));
    if odd { Path::new(".").join(path) } else { path.to_owned() }
}

/// A copy of what is no file, which cannot be written to and is gone when this is dropped.
#[derive(Debug)]
pub struct ReadOnlyCopy {
    /// Where it is.
    pub path: PathBuf,
    _folder: TempDir,
}

/// Why there is no copy.
#[derive(Debug)]
pub enum NoCopy {
    /// What is to be copied cannot be had.
    Source(RawProblem),
    /// The copy cannot be made.
    System(io::Error),
}

impl ReadOnlyCopy {
    /// Copies a built-in page, standard input or what lies in another file to a read-only temporary file.
    ///
    /// # Errors
    /// If it cannot be copied.
    pub fn create(origin: &Origin) -> Result<Self, NoCopy> {
        let bytes = origin.bytes().map_err(NoCopy::Source)?;
        let folder = temporary_folder().map_err(NoCopy::System)?;
        let name = origin.path.file_name().filter(|_| origin.builtin);
        let other = if origin.part.is_some() { "text-of-document.txt" } else { "standard-input.txt" };
        let path = folder.path().join(name.unwrap_or(other.as_ref()));
        let write = || {
            let file = write_unfinished(folder.path(), "", &bytes)?.persist_noclobber(&path)?;
            let mut permissions = file.metadata()?.permissions();
            permissions.set_readonly(true);
            file.set_permissions(permissions)
        };
        write().map_err(NoCopy::System)?;
        Ok(Self { path, _folder: folder })
    }
}

#[cfg(windows)]
impl Drop for ReadOnlyCopy {
    #[expect(clippy::permissions_set_readonly_false, reason = "the file goes with its folder")]
    fn drop(&mut self) {
        // There, what cannot be written to cannot be removed either.
        if let Ok(found) = fs::metadata(&self.path) {
            let mut permissions = found.permissions();
            permissions.set_readonly(false);
            let _ = fs::set_permissions(&self.path, permissions);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(command: &str, read_only: bool) -> String {
        let words =
            configured_command(|name| (name == "EDITOR").then(|| command.to_owned())).unwrap().unwrap();
        let arguments = editor_arguments(&words, Path::new("a b.txt"), 7, read_only);
        let mut all = words;
        all.extend(arguments.iter().map(|word| word.to_string_lossy().into_owned()));
        all.join("|")
    }

    #[test]
    fn editors_are_told_the_line_in_their_own_way() {
        assert_eq!(told("vi", false), "vi|+7|a b.txt");
        assert_eq!(told("/usr/bin/nvim -u NONE", true), "/usr/bin/nvim|-u|NONE|-R|+7|a b.txt");
        assert_eq!(told("nano", true), "nano|-v|+7|a b.txt");
        assert_eq!(told("hx", true), "hx|a b.txt:7");
        assert_eq!(told("subl -w", false), "subl|-w|a b.txt:7");
        assert_eq!(told("zed", false), "zed|--wait|a b.txt:7");
        assert_eq!(told("code", false), "code|--goto|a b.txt:7|--wait");
        assert_eq!(told("code -w", false), "code|-w|--goto|a b.txt:7");
        assert_eq!(told("'my editor' --x", true), "my editor|--x|a b.txt");
    }

    #[test]
    fn a_path_is_never_an_option() {
        assert_eq!(unambiguous_path(Path::new("-x.txt")), Path::new("./-x.txt"));
        assert_eq!(unambiguous_path(Path::new("+3")), Path::new("./+3"));
        assert_eq!(unambiguous_path(Path::new("/a/-x.txt")), Path::new("/a/-x.txt"));
    }

    #[test]
    fn visual_comes_before_editor_and_quotes_have_to_close() {
        let both = |name: &str| Some(if name == "VISUAL" { "a" } else { "b" }.to_owned());
        assert_eq!(configured_command(both).unwrap().unwrap(), ["a"]);
        let empty = |name: &str| Some(if name == "VISUAL" { " " } else { "b" }.to_owned());
        assert_eq!(configured_command(empty).unwrap().unwrap(), ["b"]);
        assert!(configured_command(|_| None).unwrap().is_none());
        let open = configured_command(|_| Some("vi 'a".to_owned()));
        assert!(matches!(open, Err(NoEditor::Quotes("VISUAL", text)) if text == "vi 'a"));
    }

    #[test]
    fn an_editor_that_is_not_there_is_named() {
        let words = Some(vec!["no-such-editor".to_owned()]);
        let missing = edit(words, Path::new("a"), 1, false);
        assert!(matches!(missing, Err(NoEditor::Missing(name)) if name == "no-such-editor"));
    }

    #[test]
    fn a_copy_keeps_its_name_cannot_be_written_to_and_goes() {
        let page = Origin { path: "seeds/tonet.txt".into(), builtin: true, stamp: None, part: None };
        let copy = ReadOnlyCopy::create(&page).unwrap();
        let path = copy.path.clone();
        assert!(path.ends_with("tonet.txt"));
        assert!(fs::metadata(&path).unwrap().permissions().readonly());
        #[cfg(unix)]
        for (private, wanted) in [(path.parent().unwrap(), 0o700), (path.as_path(), 0o400)] {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(private).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, wanted, "{}", private.display());
        }
        assert_eq!(fs::read(&path).unwrap(), *page.bytes().unwrap());
        drop(copy);
        assert!(!path.exists() && !path.parent().unwrap().exists());
        let input = Origin { path: "-".into(), builtin: false, stamp: None, part: None };
        assert!(matches!(ReadOnlyCopy::create(&input), Err(NoCopy::Source(RawProblem::GivenOnce))));
    }
}
