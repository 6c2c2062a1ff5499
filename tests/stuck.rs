//! Programs that hang, terminals that do not read, odd sizes, no memory, every signal that ends a program: the
//! browser ends when it is asked to, with the terminal as it was found.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops by panicking")]
#![allow(dead_code, reason = "other tests use the rest of the session")]

mod session;

use std::fs;
use std::io::{Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use tempfile::TempDir;
use vt100::{Parser, Screen};

use session::{GUARD, Session, cells, prepare, shows, termios};

/// A second, and what a busy machine may take beside it.
const ENDS: Duration = Duration::from_secs(10);

/// Writes a program of this name that the script says.
fn program(folder: &Path, name: &str, script: &str) -> String {
    let path = folder.join(name);
    fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    path.to_str().unwrap().to_owned()
}

/// The browser on the built-in pages with a `tmux` that never answers.
fn beside_a_hung_tmux(folder: &TempDir) -> Session {
    program(folder.path(), "tmux", "exec sleep 60");
    let path = format!("{}:{}", folder.path().display(), std::env::var("PATH").unwrap());
    let session = Session::start(&[("TMUX", "/tmp/tmux,1,0"), ("PATH", &path)]);
    session.wait_for("the first frame", shows("q 終了"));
    session
}

#[test]
fn a_tmux_that_hangs_is_left_and_the_terminal_gets_the_text() {
    let folder = TempDir::new().unwrap();
    let mut session = beside_a_hung_tmux(&folder);
    session.send("y");
    session.wait_for_bytes("the text for the clipboard", b"\x1B]52;c;");
    session.wait_for("the message", shows("クリップボードへ送りました"));
    session.send("q");
    assert_eq!(session.ended(), 0);
}

#[test]
fn beside_a_hung_tmux_signals_and_q_end_the_browser() {
    let folder = TempDir::new().unwrap();
    for (name, code) in [("-TERM", 143), ("-HUP", 129)] {
        let mut session = beside_a_hung_tmux(&folder);
        session.send("y");
        session.signal(name);
        let start = Instant::now();
        assert_eq!(session.ended(), code, "{name}");
        assert!(start.elapsed() < ENDS, "{name}: {:?}", start.elapsed());
    }
    let mut session = beside_a_hung_tmux(&folder);
    session.send("yyyq");
    assert_eq!(session.ended(), 0);
}

#[test]
fn what_goes_through_tmux_is_there_after_the_end() {
    let folder = TempDir::new().unwrap();
    let got = folder.path().join("got");
    program(folder.path(), "tmux", &format!("cat > '{0}.new' && mv '{0}.new' '{0}'", got.display()));
    let path = format!("{}:{}", folder.path().display(), std::env::var("PATH").unwrap());
    let mut session = Session::start(&[("TMUX", "/tmp/tmux,1,0"), ("PATH", &path)]);
    session.wait_for("the first frame", shows("q 終了"));
    session.send("yq");
    assert_eq!(session.ended(), 0);
    // A machine that is very busy may take longer than is waited for.
    let sent = session.output.lock().unwrap().windows(7).any(|bytes| bytes == b"\x1B]52;c;");
    assert!(sent || !fs::read(&got).unwrap().is_empty());
}

fn in_the_editor(screen: &Screen) -> bool {
    !screen.alternate_screen() && shows("in the editor")(screen)
}

#[test]
fn an_editor_that_hangs_does_not_hold_up_a_signal() {
    let folder = TempDir::new().unwrap();
    let script = "trap '' TERM HUP\nstty raw -echo\nprintf '\\033[?1049hno more\\033[?1049l\\033[?1000h'\n\
        echo in the editor\nsleep 20";
    let editor = program(folder.path(), "vi", script);
    for (name, code) in [("-TERM", 143), ("-HUP", 129)] {
        let mut session = Session::start(&[("EDITOR", &editor), ("VISUAL", "")]);
        session.wait_for("the first frame", shows("q 終了"));
        session.send("e");
        session.wait_for("the editor", in_the_editor);
        session.signal(name);
        let start = Instant::now();
        assert_eq!(session.child.wait().unwrap().exit_code(), code, "{name}");
        assert!(start.elapsed() < ENDS, "{name}: {:?}", start.elapsed());
        assert_eq!(termios(&*session.master), session.found, "the line is as it was found");
        session.wait_for("the mouse", |screen| {
            screen.mouse_protocol_mode() == vt100::MouseProtocolMode::None && !screen.hide_cursor()
        });
    }
}

#[test]
fn a_program_in_place_of_an_editor_that_cannot_be_started_is_named() {
    let folder = TempDir::new().unwrap();
    let pipe = folder.path().join("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    for editor in [pipe.to_str().unwrap(), folder.path().to_str().unwrap(), "/no/such/editor"] {
        let mut session = Session::start(&[("EDITOR", editor), ("VISUAL", "")]);
        session.wait_for("the first frame", shows("q 終了"));
        session.send("e");
        session.wait_for("the message", |screen| {
            screen.alternate_screen() && screen.contents().contains("エディター")
        });
        session.send("q");
        assert_eq!(session.ended(), 0, "{editor}");
    }
}

/// A browser whose terminal reads nothing any more and is full.
#[test]
fn a_terminal_that_does_not_read_holds_up_neither_signals_nor_q() {
    for (signal, code) in [(Some("-TERM"), 143), (Some("-HUP"), 129), (Some("-USR1"), 138), (None, 0)] {
        let size = PtySize { rows: 60, cols: 200, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let found = termios(&*pair.master);
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_jirei"));
        let _state = prepare(&mut command, &[]);
        let mut child = pair.slave.spawn_command(command).unwrap();
        let mut output = pair.master.try_clone_reader().unwrap();
        let mut keys = pair.master.take_writer().unwrap();
        let (mut seen, mut bytes) = (Parser::new(cells(60), cells(200), 0), [0; 4096]);
        while !shows("q 終了")(seen.screen()) {
            let count = output.read(&mut bytes).unwrap();
            seen.process(&bytes[..count]);
        }
        // Each of these draws a frame of some kilobytes, the line has room for a few.
        for turn in 0..120 {
            keys.write_all(if turn % 2 == 0 { b"a" } else { b"l" }).unwrap();
            thread::sleep(Duration::from_millis(5));
        }
        let start = Instant::now();
        match signal {
            Some(name) => {
                let id = child.process_id().unwrap().to_string();
                assert!(Command::new("kill").args([name, &id]).status().unwrap().success());
            }
            None => keys.write_all(b"q").unwrap(),
        }
        let status = loop {
            if let Some(status) = child.try_wait().unwrap() {
                break status;
            }
            if start.elapsed() > GUARD {
                child.kill().unwrap();
                panic!("{signal:?}: it waits for the terminal");
            }
            thread::sleep(Duration::from_millis(5));
        };
        assert_eq!(status.exit_code(), code, "{signal:?}");
        assert!(start.elapsed() < ENDS, "{signal:?}: {:?}", start.elapsed());
        assert_eq!(termios(&*pair.master), found, "the line is as it was found");
        println!("{signal:?}: {:?}", start.elapsed());
    }
}

#[cfg(target_os = "linux")]
#[test]
fn every_signal_that_ends_a_program_gives_the_terminal_back() {
    // Those that the program itself sends by a mistake (SEGV, BUS, ILL, FPE), KILL, and PIPE, which is ignored.
    let others = [4, 7, 8, 9, 11, 13];
    // Those that stop, continue or do nothing, and the two of the C library.
    let harmless = [17, 18, 19, 20, 21, 22, 23, 25, 28, 32, 33];
    for number in (1..=64).filter(|number| !others.contains(number) && !harmless.contains(number)) {
        let mut session = Session::start(&[]);
        session.wait_for("the first frame", shows("q 終了"));
        session.signal(&format!("-{number}"));
        assert_eq!(session.ended(), 128 + number, "signal {number}");
    }
}

#[test]
fn the_largest_size_that_a_terminal_can_have_is_drawn_in_part() {
    let mut session = Session::start(&[]);
    session.wait_for("the first frame", shows("q 終了"));
    for (rows, cols) in [(u16::MAX, u16::MAX), (1, u16::MAX), (u16::MAX, 1), (0, 0), (24, 80)] {
        session.master.resize(PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }).unwrap();
        session.send("l");
    }
    session.wait_for("section 6", shows("6/16"));
    session
        .master
        .resize(PtySize { rows: u16::MAX, cols: u16::MAX, pixel_width: 0, pixel_height: 0 })
        .unwrap();
    session.send("l");
    session.send("q");
    assert_eq!(session.ended(), 0);
}

/// Starts a program with so many kilobytes of memory.
fn with_memory(kilobytes: u32, path: &Path) -> CommandBuilder {
    let mut command = CommandBuilder::new("sh");
    command.args(["-c", &format!("ulimit -v {kilobytes}; exec \"$0\" \"$1\""), env!("CARGO_BIN_EXE_jirei")]);
    command.arg(path);
    command
}

#[cfg(target_os = "linux")]
#[test]
fn without_memory_the_terminal_is_given_back_and_the_reason_is_there() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("page.txt");
    fs::copy("seeds/tonet.txt", &path).unwrap();
    let mut session = Session::run(with_memory(500_000, &path), &[("RAYON_NUM_THREADS", "2")]);
    session.wait_for("the first frame", shows("q 終了"));
    let page = fs::read_to_string("seeds/tonet.txt").unwrap();
    let long = page.replacen("地域の課題\t", &format!("地域の課題\t{}", "長い文。".repeat(8_000_000)), 1);
    fs::write(&path, long).unwrap();
    session.send("R");
    assert_eq!(session.ended(), 2);
    let shown = session.shown.0.lock().unwrap().0.screen().contents();
    assert!(shown.contains("メモリーが足りません"), "{shown}");
}

/// More threads than there is room for.
const MANY_THREADS: (&str, &str) = ("RAYON_NUM_THREADS", "4000");

#[cfg(target_os = "linux")]
#[test]
fn without_threads_the_reason_is_said_in_the_language_of_the_user() {
    for (lang, words) in
        [("ja_JP.UTF-8", "スレッドを作れません"), ("en_US.UTF-8", "no thread can be started")]
    {
        let mut session =
            Session::run(with_memory(500_000, Path::new("seeds")), &[MANY_THREADS, ("LANG", lang)]);
        assert_eq!(session.ended(), 2);
        let screen = session.shown.0.lock().unwrap().0.screen().contents();
        assert!(screen.contains(words) && !screen.contains("error"), "{screen}");
        let mut list = Command::new("sh");
        list.args(["-c", "ulimit -v 500000; exec \"$0\" list seeds", env!("CARGO_BIN_EXE_jirei")]);
        let ended = list.env(MANY_THREADS.0, MANY_THREADS.1).env("LC_ALL", lang).output().unwrap();
        let message = String::from_utf8(ended.stderr).unwrap();
        assert_eq!((ended.status.code(), message.contains(words)), (Some(2), true), "{message}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn with_any_memory_a_command_succeeds_or_says_why_in_one_line() {
    let folder = TempDir::new().unwrap();
    for nth in 0..40 {
        fs::copy("seeds/tonet.txt", folder.path().join(format!("{nth}.txt"))).unwrap();
    }
    let mut failures = 0;
    for kilobytes in (16_000..100_000).step_by(1_000) {
        let run = |command: &str| {
            let script = format!("ulimit -v {kilobytes}; exec \"$0\" {command}");
            let mut limited = Command::new("sh");
            limited.args(["-c", &script, env!("CARGO_BIN_EXE_jirei")]).arg(folder.path());
            limited.env("LC_ALL", "ja_JP.UTF-8").output().unwrap()
        };
        let ended = run("list \"$1\"");
        let message = String::from_utf8(ended.stderr).unwrap();
        match ended.status.code() {
            Some(0) => assert_eq!(message, "", "{kilobytes}"),
            Some(2) => {
                failures += 1;
                let is_ours = ["メモリーが足りません", "スレッドを作れません"]
                    .iter()
                    .any(|words| message.contains(words));
                assert!(
                    is_ours && message.lines().count() == 1 && message.matches("jirei").count() == 1,
                    "{kilobytes}: {message}"
                );
            }
            // The system could not load it at all.
            code => assert!(
                failures == 0 && run("--version").status.code() == code,
                "{kilobytes}: {code:?} {message}"
            ),
        }
    }
    assert!(failures > 0);
}

#[test]
fn in_an_endless_paste_a_signal_ends_the_browser() {
    let mut session = Session::start(&[]);
    session.wait_for("the first frame", shows("q 終了"));
    session.send("\x1B[200~");
    for _ in 0..200 {
        session.send(&"貼り付け".repeat(500));
    }
    session.signal("-TERM");
    assert_eq!(session.ended(), 143);
}
