//! The terminal's clipboard, through OSC 52, and files where there is none.
//!
//! A terminal does not say whether it took a text, so that no more is claimed than that it was sent. tmux
//! drops OSC 52 of programs by default (`set-clipboard external`), and passes nothing through
//! (`allow-passthrough off`): the text goes through its buffer first (`tmux.rs`).

use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use crossterm::Command as _;
use crossterm::clipboard::CopyToClipboard;

use crate::config::private::write_unfinished;

/// Bytes of a text that are sent at most: some terminals (hterm) stop at 100,000 bytes of a sequence,
/// and base64 takes four for three.
pub const LONGEST: usize = 74_991;

/// The prefix of a file that is not whole yet.
const UNFINISHED: &str = ".jirei-copy-";

/// Bytes of one piece for GNU screen, which takes 768 in a string.
const PIECE: usize = 700;

/// What came of copying, as far as one can know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Copied {
    /// It was sent to the terminal.
    Terminal,
    /// It is longer than terminals take.
    TooLong,
    /// The terminal has no clipboard.
    NoClipboard,
}

/// The multiplexer between jirei and the terminal, by the environment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Multiplexer {
    None,
    Tmux,
    /// A tmux on the other side of a connection.
    RemoteTmux,
    Screen,
}

/// Returns the multiplexer that the environment names.
fn find_multiplexer(variable: &impl Fn(&str) -> Option<String>) -> Multiplexer {
    let is_set = |name| variable(name).is_some_and(|value| !value.is_empty());
    if is_set("TMUX") {
        Multiplexer::Tmux
    } else if is_set("STY") {
        Multiplexer::Screen
    } else if variable("TERM").is_some_and(|term| term.starts_with("tmux")) {
        Multiplexer::RemoteTmux
    } else {
        Multiplexer::None
    }
}

/// True if the environment names a tmux that copies texts: see [`super::tmux`].
pub fn has_tmux(variable: impl Fn(&str) -> Option<String>) -> bool {
    find_multiplexer(&variable) == Multiplexer::Tmux
}

/// Copies a text to the clipboard by an escape sequence of the terminal.
///
/// # Errors
/// If the terminal cannot be written to.
pub fn copy(
    text: &str,
    out: &mut impl Write,
    variable: impl Fn(&str) -> Option<String>,
) -> io::Result<Copied> {
    let multiplexer = find_multiplexer(&variable);
    let has_none = |term: &str| matches!(term, "dumb" | "linux" | "");
    if variable("TERM").is_some_and(|term| has_none(&term)) {
        return Ok(Copied::NoClipboard);
    }
    if text.len() > LONGEST {
        return Ok(Copied::TooLong);
    }
    out.write_all(copy_sequence(text, multiplexer).as_bytes())?;
    out.flush()?;
    Ok(Copied::Terminal)
}

/// Returns the escape sequence that copies a text, wrapped for the multiplexer.
fn copy_sequence(text: &str, multiplexer: Multiplexer) -> String {
    let mut plain = String::new();
    // Writing into memory does not fail.
    let _ = CopyToClipboard::to_clipboard_from(text).write_ansi(&mut plain);
    match multiplexer {
        Multiplexer::None => plain,
        // Both: one of them is dropped, by the one setting or the other, and twice does no harm.
        Multiplexer::Tmux | Multiplexer::RemoteTmux => {
            let wrapped = plain.replace('\x1b', "\x1b\x1b");
            format!("{plain}\x1bPtmux;{wrapped}\x1b\\")
        }
        Multiplexer::Screen => {
            // The end of the sequence would end the piece: a bell ends it too.
            let body = plain.trim_end_matches("\x1b\\").trim_end_matches('\x07').to_owned() + "\x07";
            let pieces = body.as_bytes().chunks(PIECE).map(String::from_utf8_lossy);
            pieces.map(|piece| format!("\x1bP{piece}\x1b\\")).collect()
        }
    }
}

/// Writes a new file in the current folder, else in the one for temporary files.
///
/// # Errors
/// If neither can be written to: the file that could not be made last, and why.
pub fn write_file(name: &str, bytes: &[u8]) -> Result<PathBuf, (PathBuf, io::Error)> {
    let here = std::env::current_dir().and_then(|folder| write_new(&folder, name, bytes));
    let elsewhere = std::env::temp_dir();
    here.or_else(|_| write_new(&elsewhere, name, bytes)).map_err(|error| (elsewhere.join(name), error))
}

/// Writes a new file for the user alone; if the name exists, to the first free numbered one.
fn write_new(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<PathBuf> {
    let (stem, end) = name.rsplit_once('.').unwrap_or((name, "txt"));
    let mut file = write_unfinished(folder, UNFINISHED, bytes)?;
    let names = std::iter::once(name.to_owned()).chain((2..1_000).map(|nth| format!("{stem}-{nth}.{end}")));
    for name in names {
        let path = folder.join(name);
        match file.persist_noclobber(&path) {
            Ok(_) => return Ok(path),
            Err(taken) if taken.error.kind() == ErrorKind::AlreadyExists => file = taken.file,
            Err(error) => return Err(error.error),
        }
    }
    Err(ErrorKind::AlreadyExists.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment<'a>(pairs: &'a [(&'a str, &'a str)]) -> impl Fn(&str) -> Option<String> + 'a {
        |name| pairs.iter().find(|(of, _)| *of == name).map(|(_, value)| (*value).to_owned())
    }

    fn copied(text: &str, pairs: &[(&str, &str)]) -> (Copied, String) {
        let mut out = Vec::new();
        let copied = copy(text, &mut out, environment(pairs)).unwrap();
        (copied, String::from_utf8(out).unwrap())
    }

    #[test]
    fn a_terminal_gets_the_text_as_base64() {
        let (how, sent) = copied("もがみ", &[("TERM", "xterm-256color")]);
        assert_eq!(how, Copied::Terminal);
        assert!(sent.starts_with("\x1b]52;c;44KC44GM44G/"), "{sent:?}");
    }

    #[test]
    fn who_has_no_clipboard_or_too_little_room_gets_nothing() {
        for term in ["dumb", "linux"] {
            assert_eq!(copied("もがみ", &[("TERM", term)]), (Copied::NoClipboard, String::new()));
        }
        let long = "a".repeat(LONGEST + 1);
        assert_eq!(copied(&long, &[("TERM", "xterm")]), (Copied::TooLong, String::new()));
        let (how, sent) = copied(&long[1..], &[("TERM", "xterm")]);
        assert!(how == Copied::Terminal && sent.len() <= 100_000, "{}", sent.len());
    }

    #[test]
    fn a_far_tmux_gets_it_plain_and_wrapped() {
        let (_, sent) = copied("a", &[("TERM", "tmux-256color")]);
        let (plain, wrapped) = sent.split_once("\x1bPtmux;").unwrap();
        let wrapped = wrapped.strip_suffix("\x1b\\").unwrap();
        assert!(plain.starts_with("\x1b]52;c;YQ=="));
        assert_eq!(wrapped.replace("\x1b\x1b", "\x1b"), plain);
    }

    #[test]
    fn screen_gets_it_in_pieces_that_add_up() {
        let text = "a".repeat(3_000);
        let (_, sent) = copied(&text, &[("TERM", "screen"), ("STY", "1.x")]);
        let pieces: Vec<&str> = sent.split("\x1b\\").filter(|piece| !piece.is_empty()).collect();
        assert!(
            pieces.len() > 1 && pieces.iter().all(|piece| piece.starts_with("\x1bP") && piece.len() < 768)
        );
        let whole: String = pieces.iter().map(|piece| &piece[2..]).collect();
        let (_, plain) = copied(&text, &[("TERM", "xterm")]);
        assert_eq!(whole.trim_end_matches('\x07'), plain.trim_end_matches("\x1b\\").trim_end_matches('\x07'));
    }

    #[test]
    fn no_file_is_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let name = |path: PathBuf| path.file_name().unwrap().to_string_lossy().into_owned();
        for expected in ["tonet.md", "tonet-2.md", "tonet-3.md"] {
            let path = write_new(folder.path(), "tonet.md", expected.as_bytes()).unwrap();
            assert_eq!(std::fs::read_to_string(&path).unwrap(), expected);
            assert_eq!(name(path), expected);
        }
        let beside = std::fs::read_dir(folder.path()).unwrap().map(|entry| name(entry.unwrap().path()));
        assert!(beside.into_iter().all(|name| name.starts_with("tonet")), "nothing is left beside them");
        assert!(write_new(&folder.path().join("not there"), "tonet.md", b"").is_err());
    }
}
