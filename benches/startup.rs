//! What a person waits for, measured from outside in a pseudo-terminal of 120×36: start → full first
//! screen, and key → frame.
//!
//! The start has two figures: when the screen last changed, and when its last byte came. They
//! differ: fzf ends its first screen with bytes that change nothing, some 20 ms later.
//! `fzf` on a list of two lines runs beside it in the same run, turn by turn, where it is
//! installed. The time of a byte is when it was read; what it does to the screen is worked out
//! afterwards, so the measuring stays out of the figure.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a bench stops by panicking")]

use std::io::{Read, Write};
use std::num::NonZero;
use std::path::Path;
use std::sync::OnceLock;
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use jirei::config::{Kept, KeptChanges};
use jirei::model::CaseKey;
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

const SIZE: PtySize = PtySize { rows: 36, cols: 120, pixel_width: 0, pixel_height: 0 };
/// Turns of each program; the medians are of these.
const TURNS: usize = 31;
/// A screen that has its words and stays like this for so long is full.
const QUIET: Duration = Duration::from_millis(120);
/// A program that shows nothing for so long is given up.
const PATIENCE: Duration = Duration::from_secs(5);
const DOWN: &[u8] = b"\x1b[B";
const UP: &[u8] = b"\x1b[A";

/// A program to measure and the words that its full first screen shows.
struct Contender {
    name: &'static str,
    command: Vec<&'static str>,
    shows: &'static [&'static str],
}

/// What one turn measures; then the same for all turns of a program.
const COLUMNS: [&str; 3] = ["start → full screen", "start → last byte", "key → frame"];

/// A program running in a pseudo-terminal.
struct Session {
    screen: vt100::Parser,
    chunks: Receiver<(Instant, Vec<u8>)>,
    keys: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    _terminal: Box<dyn MasterPty + Send>,
}

fn main() {
    let jirei = Contender {
        name: "jirei",
        command: vec![env!("CARGO_BIN_EXE_jirei")],
        shows: &["とねっと", "もがみネット"],
    };
    let fzf = Contender {
        name: "fzf",
        command: vec!["sh", "-c", "printf 'とねっと 埼玉\\nもがみネット 山形\\n' | exec fzf"],
        shows: &["とねっと", "もがみネット", "2/2"],
    };
    let mut contenders = vec![jirei];
    if is_installed("fzf") {
        contenders.push(fzf);
    } else {
        println!("fzf is not installed: nothing to compare with");
    }
    let mut figures = vec![[Vec::new(), Vec::new(), Vec::new()]; contenders.len()];
    for turn in 0..=TURNS {
        for (contender, columns) in contenders.iter().zip(&mut figures) {
            let Some(times) = measure(contender) else {
                println!("{}: no full screen within {PATIENCE:?}", contender.name);
                return;
            };
            // The first turn only brings the files into memory.
            if turn > 0 {
                columns.iter_mut().zip(times).for_each(|(column, time)| column.push(time));
            }
        }
    }
    report(&contenders, &mut figures);
}

fn is_installed(program: &str) -> bool {
    std::process::Command::new(program).arg("--version").output().is_ok()
}

fn report(contenders: &[Contender], figures: &mut [[Vec<Duration>; 3]]) {
    let row = |name: &str, cells: &[String]| {
        let cells: String = cells.iter().map(|cell| format!("{cell:>22}")).collect();
        println!("{name:<8}{cells}");
    };
    println!("milliseconds: median of {TURNS} (slowest)");
    row("", &COLUMNS.map(str::to_owned));
    for (contender, columns) in contenders.iter().zip(figures.iter_mut()) {
        row(contender.name, &columns.each_mut().map(|column| figure(column)));
    }
    if let [ours, theirs] = figures {
        let ratios = ours.iter_mut().zip(theirs);
        let ratios = ratios.map(|(a, b)| median(a).as_secs_f64() / median(b).as_secs_f64());
        row("ratio", &ratios.map(|ratio| format!("{ratio:.2}")).collect::<Vec<_>>());
    }
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

fn figure(times: &mut [Duration]) -> String {
    let milliseconds = |time: Duration| time.as_secs_f64() * 1_000.0;
    let slowest = times.iter().max().copied().unwrap_or_default();
    format!("{:.1} ({:.1})", milliseconds(median(times)), milliseconds(slowest))
}

/// One start and one key of a program: the times of [`COLUMNS`].
fn measure(contender: &Contender) -> Option<[Duration; 3]> {
    let started = Instant::now();
    let mut session = start(contender);
    let settled = session.settle(contender.shows, started);
    let key = settled.and_then(|_| {
        // fzf begins at the bottom, so that one of the two keys moves in either program.
        [DOWN, UP].iter().find_map(|key| session.press(key))
    });
    _ = session.child.kill();
    _ = session.child.wait();
    let (changed, last) = settled?;
    Some([changed.duration_since(started), last.duration_since(started), key?])
}

/// A state file as someone has it who has used jirei for years, and nobody's own.
fn kept() -> &'static Path {
    static FOLDER: OnceLock<tempfile::TempDir> = OnceLock::new();
    let folder = FOLDER.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let mut kept = Kept::default();
        for nth in 0..300 {
            let key = CaseKey::new(format!("第{nth}地域医療情報ネットワーク"), None, String::new());
            kept.merge(&KeptChanges {
                bookmarks: vec![(key, true)],
                queries: vec![format!("県:埼玉 患者>={nth}")],
                ..KeptChanges::default()
            });
        }
        std::fs::write(folder.path().join("state.json"), kept.to_json()).unwrap();
        folder
    });
    folder.path()
}

fn start(contender: &Contender) -> Session {
    let pair = native_pty_system().openpty(SIZE).unwrap();
    let mut command = CommandBuilder::new(contender.command[0]);
    command.args(&contender.command[1..]);
    for (name, value) in [("TERM", "xterm-256color"), ("LANG", "ja_JP.UTF-8"), ("LC_ALL", "C.UTF-8")] {
        command.env(name, value);
    }
    command.env("JIREI_STATE", kept());
    command.env("XDG_CONFIG_HOME", concat!(env!("CARGO_TARGET_TMPDIR"), "/no-configuration"));
    for name in ["FZF_DEFAULT_OPTS", "FZF_DEFAULT_COMMAND", "NO_COLOR", "JIREI_CONFIG"] {
        command.env_remove(name);
    }
    let child = pair.slave.spawn_command(command).unwrap();
    drop(pair.slave);
    let mut reader = pair.master.try_clone_reader().unwrap();
    let (sender, chunks) = mpsc::channel();
    thread::spawn(move || {
        let mut buffer = vec![0; 65_536];
        while let Ok(count @ 1..) = reader.read(&mut buffer) {
            if sender.send((Instant::now(), buffer[..count].to_vec())).is_err() {
                return;
            }
        }
    });
    let keys = pair.master.take_writer().unwrap();
    let screen = vt100::Parser::new(NonZero::new(SIZE.rows).unwrap(), NonZero::new(SIZE.cols).unwrap(), 0);
    Session { screen, chunks, keys, child, _terminal: pair.master }
}

impl Session {
    /// When the screen last changed and when the last byte came, once it shows the words and falls quiet.
    fn settle(&mut self, shows: &[&str], started: Instant) -> Option<(Instant, Instant)> {
        let mut changed = None;
        let mut last = started;
        loop {
            let contents = self.screen.screen().contents();
            let full = shows.iter().all(|words| contents.contains(words));
            match self.chunks.recv_timeout(if full { QUIET } else { PATIENCE }) {
                Ok((at, bytes)) => {
                    last = at;
                    changed = if self.take(&bytes) { Some(at) } else { changed };
                }
                Err(_) => return changed.filter(|_| full).map(|changed| (changed, last)),
            }
            if started.elapsed() > PATIENCE {
                return None;
            }
        }
    }

    /// Key → the last change of the screen; `None` where the key changes nothing.
    fn press(&mut self, key: &[u8]) -> Option<Duration> {
        let pressed = Instant::now();
        self.keys.write_all(key).and_then(|()| self.keys.flush()).ok()?;
        let mut changed = None;
        while let Ok((at, bytes)) = self.chunks.recv_timeout(QUIET) {
            if self.take(&bytes) {
                changed = Some(at.duration_since(pressed));
            }
        }
        changed
    }

    /// Lets bytes act on the screen, answers what they ask, and says whether the screen changed.
    fn take(&mut self, bytes: &[u8]) -> bool {
        let before = self.screen.screen().contents_formatted();
        self.screen.process(bytes);
        let has = |asked: &[u8]| bytes.windows(asked.len()).any(|window| window == asked);
        if has(b"\x1b[6n") {
            let (row, column) = self.screen.screen().cursor_position();
            _ = write!(self.keys, "\x1b[{};{}R", row + 1, column + 1);
        }
        if has(b"\x1b[c") {
            _ = self.keys.write_all(b"\x1b[?62c");
        }
        self.screen.screen().contents_formatted() != before
    }
}
