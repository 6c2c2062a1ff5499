//! The real program in a pseudo-terminal. Every step waits for a state of the screen; the clock is
//! only a guard against waiting for ever.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops by panicking")]

use std::io::{Read, Write};
use std::num::NonZero;
use std::process::Command;
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use vt100::{MouseProtocolMode, Parser, Screen};

/// Longer than anything takes, even on a busy machine.
const GUARD: Duration = Duration::from_secs(60);

/// What the terminal shows, and a bell for when it shows something else.
type Shown = Arc<(Mutex<(Parser, bool)>, Condvar)>;

struct Session {
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    shown: Shown,
    found: String,
}

impl Session {
    fn start(variables: &[(&str, &str)]) -> Self {
        Self::start_on(&[], variables)
    }

    fn start_on(paths: &[&std::path::Path], variables: &[(&str, &str)]) -> Self {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_jirei"));
        command.args(paths);
        Self::run(command, variables)
    }

    fn run(mut command: CommandBuilder, variables: &[(&str, &str)]) -> Self {
        let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let found = termios(&*pair.master);
        command.cwd(env!("CARGO_MANIFEST_DIR"));
        command.env("LANG", "ja_JP.UTF-8");
        command.env("LC_ALL", "");
        command.env("RUST_BACKTRACE", "0");
        command.env("TERM", "xterm-256color");
        for (name, value) in variables {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).unwrap();
        let keys = pair.master.take_writer().unwrap();
        let shown: Shown =
            Arc::new((Mutex::new((Parser::new(cells(24), cells(80), 0), false)), Condvar::new()));
        let mut output = pair.master.try_clone_reader().unwrap();
        let writer = Arc::clone(&shown);
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            loop {
                let count = output.read(&mut bytes).unwrap_or(0);
                let mut shown = writer.0.lock().unwrap();
                shown.0.process(&bytes[..count]);
                shown.1 |= count == 0;
                writer.1.notify_all();
                if count == 0 {
                    return;
                }
            }
        });
        // The slave's own end is closed here, so that the end of the program is the end of output.
        drop(pair.slave);
        Self { child, master: pair.master, keys, shown, found }
    }

    fn send(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }

    /// Waits until the screen is as wanted.
    fn wait_for(&self, what: &str, wanted: impl Fn(&Screen) -> bool) {
        self.wait(what, |parser, _| wanted(parser.screen()));
    }

    fn wait(&self, what: &str, wanted: impl Fn(&Parser, bool) -> bool) {
        let deadline = Instant::now() + GUARD;
        let (lock, bell) = &*self.shown;
        let mut shown = lock.lock().unwrap();
        while !wanted(&shown.0, shown.1) {
            let left = deadline.saturating_duration_since(Instant::now());
            assert!(!left.is_zero(), "{what} never came:\n{}", shown.0.screen().contents());
            shown = bell.wait_timeout(shown, left).unwrap().0;
        }
    }

    /// The program's end: its exit code, the terminal as it was found.
    fn ended(&mut self) -> u32 {
        let code = self.child.wait().unwrap().exit_code();
        self.wait("the end of output", |_, ended| ended);
        let shown = self.shown.0.lock().unwrap();
        let screen = shown.0.screen();
        assert!(!screen.alternate_screen(), "the alternate screen is left");
        assert!(!screen.hide_cursor(), "the cursor is shown");
        assert!(!screen.bracketed_paste(), "pastes are plain again");
        assert_eq!(screen.mouse_protocol_mode(), MouseProtocolMode::None, "the mouse is free");
        assert_eq!(termios(&*self.master), self.found, "the line is cooked as before");
        code
    }

    fn signal(&self, name: &str) {
        let pid = self.child.process_id().unwrap().to_string();
        assert!(Command::new("kill").args([name, &pid]).status().unwrap().success());
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // A failed test leaves no program behind.
        let _ = self.child.kill();
    }
}

fn termios(master: &dyn MasterPty) -> String {
    master.get_termios().map(|termios| format!("{termios:?}")).unwrap_or_default()
}

fn cells(count: u16) -> NonZero<u16> {
    NonZero::new(count).unwrap()
}

fn shows(words: &'static str) -> impl Fn(&Screen) -> bool {
    move |screen| screen.contents().contains(words)
}

#[test]
fn start_move_search_quit() {
    let mut session = Session::start(&[]);
    session.wait_for("the first frame", |screen| {
        screen.alternate_screen() && screen.contents().contains("q 終了")
    });
    session.send("l");
    session.wait_for("section 2", shows("2/16"));
    session.send("\x1B[C");
    session.wait_for("section 3", shows("3/16"));
    session.send("/もがみ");
    session.wait_for("the search", |screen| {
        screen.contents().contains("検索 もがみ")
            && screen.contents().contains("1/2 件")
            && !screen.hide_cursor()
    });
    session.send("\r");
    session.wait_for("the one hit", shows("Esc 検索をやめる"));
    session.send("\x1B");
    session.wait_for("no search", |screen| !screen.contents().contains("検索 もがみ"));
    session.send("q");
    assert_eq!(session.ended(), 0);
}

#[test]
fn a_query_on_the_command_line_is_in_the_box_and_its_first_hit_open() {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_jirei"));
    command.args(["-q", "-集中型", "seeds"]);
    let mut session = Session::run(command, &[]);
    session.wait_for("the search", |screen| {
        ["検索 -集中型", "1/2 件", "seeds/tonet.txt:"].iter().all(|words| screen.contents().contains(words))
    });
    // The keys are the list's, and what is left is the search.
    session.send("l");
    session.wait_for("section 2", shows("2/16"));
    session.send("\x1B\x1B");
    session.wait_for("no search", |screen| !screen.contents().contains("検索 -集中型"));
    session.send("q");
    assert_eq!(session.ended(), 0);
}

/// A pipe that nobody writes to: reading it never ends.
#[test]
fn reading_can_be_stopped_and_left() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let mut session = Session::start_on(&[&pipe], &[]);
    session.wait_for("the progress", shows("読み込み中 0/1件"));
    session.send("q");
    assert_eq!(session.ended(), 0);
    let mut session = Session::start_on(&[&pipe], &[]);
    session.wait_for("the progress", shows("Esc で中止"));
    session.send("\x1B");
    session.wait_for("what was read", shows("読み込みを中止しました（0/1件）"));
    session.send("q");
    assert_eq!(session.ended(), 0);
}

#[test]
fn standard_input_is_read_and_the_keys_come_from_the_terminal() {
    let mut command = CommandBuilder::new("sh");
    command.args(["-c", "cat seeds/mogaminet.txt | \"$0\" -", env!("CARGO_BIN_EXE_jirei")]);
    let mut session = Session::run(command, &[]);
    session.wait_for("the case", |screen| shows("もがみネット")(screen) && shows("-:45")(screen));
    session.send("R");
    session.wait_for("that nothing changed", shows("変更0、追加0、削除0"));
    session.wait_for("the case", shows("-:45"));
    session.send("q");
    assert_eq!(session.ended(), 0);
}

#[test]
fn standard_input_that_is_the_terminal_itself_is_refused() {
    let mut session = Session::start_on(&[std::path::Path::new("-")], &[]);
    session.wait_for("the reason", shows("jirei -"));
    assert_eq!(session.ended(), 2);
}

#[test]
fn a_resize_is_drawn() {
    let mut session = Session::start(&[]);
    session.wait_for("the first frame", shows("q 終了"));
    session.shown.0.lock().unwrap().0.screen_mut().set_size(cells(5), cells(20));
    session.master.resize(PtySize { rows: 5, cols: 20, pixel_width: 0, pixel_height: 0 }).unwrap();
    session.wait_for("the size needed", shows("30×8"));
    session.send("q");
    assert_eq!(session.ended(), 0);
}

#[test]
fn ctrl_c_quits_from_the_search_box_too() {
    let mut session = Session::start(&[]);
    session.wait_for("the first frame", shows("q 終了"));
    session.send("/q");
    session.wait_for("the search", shows("検索 q"));
    session.send("\x03");
    assert_eq!(session.ended(), 0);
}

#[test]
fn signals_give_the_terminal_back() {
    for (name, code) in [("-TERM", 143), ("-HUP", 129), ("-INT", 130)] {
        let mut session = Session::start(&[]);
        session.wait_for("the first frame", shows("q 終了"));
        session.signal(name);
        assert_eq!(session.ended(), code, "{name}");
    }
}

#[cfg(debug_assertions)]
#[test]
fn a_panic_gives_the_terminal_back_and_is_reported_there() {
    let mut session = Session::start(&[("JIREI_DEBUG_PANIC", "1")]);
    session.wait_for("the first frame", shows("q 終了"));
    session.send("\x1B[24~");
    assert_eq!(session.ended(), 101);
    let shown = session.shown.0.lock().unwrap();
    assert!(shown.0.screen().contents().contains("panicked"), "{}", shown.0.screen().contents());
}

#[test]
fn ctrl_z_goes_back_to_the_shell_and_fg_comes_back() {
    let mut command = CommandBuilder::new("sh");
    command.args(["-c", "set -m; \"$0\"; echo in the shell; read -r go; fg; echo out again"]);
    command.arg(env!("CARGO_BIN_EXE_jirei"));
    let mut session = Session::run(command, &[]);
    session.wait_for("the first frame", shows("q 終了"));
    session.send("l\x1A");
    session.wait_for("the shell", |screen| {
        !screen.alternate_screen() && screen.contents().contains("in the shell")
    });
    session.send("go\r");
    session.wait_for("the browser again", |screen| {
        screen.alternate_screen() && screen.contents().contains("2/16")
    });
    session.send("q");
    session.wait_for("the shell after it", |screen| {
        !screen.alternate_screen() && screen.contents().contains("out again")
    });
    assert_eq!(session.ended(), 0);
}

#[test]
fn no_shell_to_go_back_to_means_staying() {
    let mut session = Session::start(&[]);
    session.wait_for("the first frame", shows("q 終了"));
    // The program leads its own session here, so that nothing could ever continue it.
    session.send("\x1Al");
    session
        .wait_for("the next frame", |screen| screen.alternate_screen() && screen.contents().contains("2/16"));
    session.send("q");
    assert_eq!(session.ended(), 0);
}

#[test]
fn a_terminal_that_is_gone_ends_the_program() {
    let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
    let pair = native_pty_system().openpty(size).unwrap();
    let mut child = pair.slave.spawn_command(CommandBuilder::new(env!("CARGO_BIN_EXE_jirei"))).unwrap();
    drop(pair.slave);
    drop(pair.master);
    let deadline = Instant::now() + GUARD;
    while child.try_wait().unwrap().is_none() {
        assert!(Instant::now() < deadline, "still running");
        thread::yield_now();
    }
}
