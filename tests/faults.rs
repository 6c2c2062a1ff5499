//! What can go wrong with a terminal, done to the real program in a pseudo-terminal: it never hangs,
//! never leaves the terminal broken and never loses anything.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops by panicking")]
#![allow(dead_code, reason = "other tests use the rest of the session")]

mod session;

use std::fs;
use std::process::Command;
use std::sync::atomic::Ordering;
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, PtySize};

use session::{GUARD, Session, cells, ended_by_hang_up, shows};

/// Numbers that look drawn at random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

fn resize(session: &Session, columns: u16, rows: u16) {
    session.master.resize(PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }).unwrap();
}

/// Gives the screen its last size, the emulator first: every frame from now on is of that size or
/// followed by one.
fn settle(session: &Session, columns: u16, rows: u16) {
    session.shown.0.lock().unwrap().0.screen_mut().set_size(cells(rows), cells(columns));
    resize(session, columns, rows);
}

#[test]
fn a_thousand_sizes_down_to_one_cell_end_in_a_whole_screen() {
    let mut session = Session::start(&[]);
    session.wait_for("the first frame", shows("q 終了"));
    let mut dice = Dice(20_261_122);
    for turn in 0..1_000_u16 {
        let shrinking = u64::from(1_000 - turn);
        let columns = 1 + u16::try_from(dice.below(200) * shrinking / 1_000).unwrap();
        let rows = 1 + u16::try_from(dice.below(60) * shrinking / 1_000).unwrap();
        resize(&session, columns, rows);
        if turn < 15 {
            session.send("l");
        }
    }
    resize(&session, 1, 1);
    settle(&session, 100, 30);
    session.wait_for("the whole screen", |screen| {
        let lines: Vec<String> = screen.rows(0, 100).collect();
        let titles = |line: &str| line.matches('┬').count() == 1;
        screen.contents().contains("16/16") && titles(&lines[1]) && lines[29].contains("q 終了")
    });
    session.send("q");
    assert_eq!(session.ended(), 0);
}

/// A pipe is read until whoever writes to it is done.
#[test]
fn sizes_change_while_files_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let mut session = Session::start_on(&[&pipe], &[]);
    session.wait_for("the progress", shows("読み込み中 0/1件"));
    for turn in 0..100_u16 {
        resize(&session, 1 + turn * 2, 1 + turn / 2);
    }
    settle(&session, 110, 32);
    session.wait_for("the progress at the last size", |screen| {
        screen.contents().contains("読み込み中 0/1件")
            && screen.rows(0, 110).nth(31).unwrap().contains("q 終了")
    });
    fs::write(&pipe, fs::read("seeds/mogaminet.txt").unwrap()).unwrap();
    session.wait_for("the case", |screen| shows("もがみネット")(screen) && shows("1/16")(screen));
    session.send("q");
    assert_eq!(session.ended(), 0);
}

#[test]
fn a_signal_that_ends_it_gives_the_terminal_back_wherever_one_is() {
    for (keys, there) in
        [("/もが", "検索 ▌もが"), ("?", "Esc 閉じる"), ("f", "Esc 閉じる"), ("s", "Esc 閉じる")]
    {
        let mut session = Session::start(&[]);
        session.wait_for("the first frame", shows("q 終了"));
        session.send(keys);
        session.wait_for(there, shows(there));
        session.signal("-TERM");
        assert_eq!(session.ended(), 143, "{keys}");
    }
}

#[test]
fn a_signal_while_files_are_read_gives_the_terminal_back() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    for (name, code) in [("-TERM", 143), ("-HUP", 129)] {
        let mut session = Session::start_on(&[&pipe], &[]);
        session.wait_for("the progress", shows("読み込み中 0/1件"));
        session.signal(name);
        assert_eq!(session.ended(), code, "{name}");
    }
}

#[test]
fn a_terminal_that_goes_away_without_a_signal_ends_it_as_the_signal_does() {
    let code = ended_by_hang_up(CommandBuilder::new(env!("CARGO_BIN_EXE_jirei")));
    // 2 where the rest of the frame could not be written any more.
    assert!(matches!(code, 129 | 2), "{code}");
}

#[test]
fn a_stop_from_outside_gives_the_terminal_to_the_shell_and_a_continue_takes_it_back() {
    let folder = tempfile::tempdir().unwrap();
    let id = folder.path().join("id");
    let mut command = CommandBuilder::new("sh");
    let inner = r#"echo $$ > "$0"; exec "$1""#;
    let outer = r#"set -m; sh -c "$0" "$1" "$2"; echo in the shell; read -r go; fg; echo out again"#;
    command.args(["-c", outer, inner]);
    command.arg(&id);
    command.arg(env!("CARGO_BIN_EXE_jirei"));
    let mut session = Session::run(command, &[]);
    session.wait_for("the first frame", shows("q 終了"));
    let id = fs::read_to_string(id).unwrap();
    assert!(Command::new("kill").args(["-TSTP", id.trim()]).status().unwrap().success());
    session.wait_for("the shell", |screen| {
        !screen.alternate_screen() && !screen.hide_cursor() && screen.contents().contains("in the shell")
    });
    session.send("go\r");
    session.wait_for("the browser again", |screen| {
        screen.alternate_screen() && screen.contents().contains("q 終了")
    });
    session.send("l");
    session.wait_for("section 2", shows("2/16"));
    session.send("q");
    session.wait_for("the shell after it", |screen| {
        !screen.alternate_screen() && screen.contents().contains("out again")
    });
    assert_eq!(session.ended(), 0);
}

#[test]
fn keys_come_from_the_terminal_where_standard_input_is_closed() {
    let mut command = CommandBuilder::new("sh");
    command.args(["-c", "exec \"$0\" <&-", env!("CARGO_BIN_EXE_jirei")]);
    let mut session = Session::run(command, &[]);
    session.wait_for("the first frame", shows("q 終了"));
    session.send("l");
    session.wait_for("section 2", shows("2/16"));
    session.send("q");
    assert_eq!(session.ended(), 0);
}

/// How often `part` is in `whole`.
fn count(whole: &[u8], part: &[u8]) -> usize {
    whole.windows(part.len()).filter(|window| *window == part).count()
}

/// What begins a frame.
const FRAME: &[u8] = b"\x1B[?2026h";

#[test]
fn over_a_slow_line_a_burst_of_keys_is_a_few_small_frames() {
    let mut session = Session::start(&[]);
    session.wait_for("the first frame", shows("q 終了"));
    session.send("\r");
    session.wait_for("the field pane", shows("Esc 一覧"));
    let before = session.output.lock().unwrap().len();
    // 9,600 baud are 960 bytes a second.
    session.pace.store(1_000_000_000 / 960, Ordering::Relaxed);
    session.send(&"jk".repeat(150));
    session.send("l");
    session.wait_for("section 2", shows("2/16"));
    let output = session.output.lock().unwrap()[before..].to_vec();
    let frames = count(&output, FRAME);
    println!("{frames} frames, {} bytes", output.len());
    assert!(frames <= 8, "{frames} frames for one burst");
    assert!(output.len() <= 8_000, "{} bytes", output.len());
    session.pace.store(0, Ordering::Relaxed);
    session.send("q");
    assert_eq!(session.ended(), 0);
}

/// Context switches and ticks of every thread of a process.
#[cfg(target_os = "linux")]
fn activity(process: u32) -> Vec<String> {
    let mut activity = Vec::new();
    for thread in fs::read_dir(format!("/proc/{process}/task")).unwrap() {
        let status = fs::read_to_string(thread.unwrap().path().join("status")).unwrap();
        activity.extend(status.lines().filter(|line| line.contains("voluntary_ctxt")).map(str::to_owned));
    }
    activity
}

/// Whoever does nothing for so long is at rest: what a clock wakes is woken sooner.
#[cfg(target_os = "linux")]
const REST: Duration = Duration::from_millis(1_200);

#[cfg(target_os = "linux")]
#[test]
fn idle_means_that_no_thread_wakes_and_nothing_is_written() {
    let mut session = Session::start(&[]);
    session.wait_for("the first frame", shows("q 終了"));
    session.send("l");
    session.wait_for("section 2", shows("2/16"));
    let process = session.child.process_id().unwrap();
    // Threads that were busy with the key come to rest; a browser that never rests runs into the guard.
    let deadline = Instant::now() + GUARD;
    let mut before = activity(process);
    loop {
        let written = session.written_within(REST);
        let now = activity(process);
        if !written && now == before {
            break;
        }
        assert!(Instant::now() < deadline, "it never rests: {now:?}");
        before = now;
    }
    session.send("q");
    assert_eq!(session.ended(), 0);
}

/// What is thrown at the browser: every key that leaves it running and starts no other program, signs of
/// an input method, the mouse anywhere, sizes apart.
fn thrown(dice: &mut Dice) -> String {
    const KEYS: &str = "hjklgGnNsSfaAzZbBKmMTyY!?/:[]()<>0123456789 \t\r ｊｋ？／もがみ最上ｶﾞ患者>=1万\"|-";
    const NAMED: [&str; 14] = [
        "\x1B\x1B",
        "\x1B[A",
        "\x1B[B",
        "\x1B[C",
        "\x1B[D",
        "\x1B[H",
        "\x1B[F",
        "\x1B[5~",
        "\x1B[6~",
        "\x1B[Z",
        "\x7F",
        "\x15",
        "\x04",
        "\x1B[200~貼り付け\x1B[201~",
    ];
    match dice.below(10) {
        0..5 => {
            let letters: Vec<char> = KEYS.chars().collect();
            letters[usize::try_from(dice.below(letters.len() as u64)).unwrap()].to_string()
        }
        5..8 => NAMED[usize::try_from(dice.below(NAMED.len() as u64)).unwrap()].to_owned(),
        _ => {
            // Press, drag, wheel up, wheel down, and the release.
            let button = [0, 32, 64, 65][usize::try_from(dice.below(4)).unwrap()];
            let end = if button == 0 && dice.below(2) == 0 { 'm' } else { 'M' };
            format!("\x1B[<{button};{};{}{end}", 1 + dice.below(80), 1 + dice.below(24))
        }
    }
}

/// Two browsers side by side, fifty thousand each.
#[test]
fn a_hundred_thousand_random_keys_and_mouse_events_leave_a_browser_that_works() {
    let other = thread::spawn(|| throw_at_a_browser(778));
    throw_at_a_browser(777);
    other.join().unwrap();
}

fn throw_at_a_browser(seed: u64) {
    let mut session = Session::start(&[("EDITOR", "true"), ("VISUAL", "true"), ("PATH", "")]);
    session.wait_for("the first frame", shows("q 終了"));
    let mut dice = Dice(seed);
    for _ in 0..500 {
        let inputs: String = (0..100).map(|_| thrown(&mut dice)).collect();
        session.send(&inputs);
    }
    // Out of whatever is open, and of the search.
    for _ in 0..6 {
        session.send("\x1B\x1B");
    }
    // A report of focus, so that the last Esc and what follows are no Alt.
    session.send("\x1B\x1B[I");
    session.wait_for("the list", |screen| screen.contents().contains("事例（"));
    session.send("q");
    assert_eq!(session.ended(), 0);
}
