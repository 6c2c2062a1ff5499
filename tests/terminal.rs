//! What a user does from start to end, in a pseudo-terminal.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops by panicking")]
#![allow(dead_code, reason = "other tests use the rest of the session")]

mod session;

use std::process::Command;
use std::thread;
use std::time::Instant;

use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use session::{GUARD, Session, cells, shows};
use vt100::{MouseProtocolMode, Screen};

#[test]
fn start_move_search_quit() {
    let mut session = Session::start(&[]);
    session.wait_for("the first frame", |screen| {
        screen.alternate_screen() && screen.contents().contains("q 終了")
    });
    session.send("l");
    session.wait_for("section 2", shows("2/16"));
    // Where an input method would show what it composes, though nothing is typed into anything.
    session.wait_for("the hidden cursor on the last row", |screen| screen.cursor_position() == (23, 0));
    session.send("\x1B[C");
    session.wait_for("section 3", shows("3/16"));
    session.send("/もがみ");
    session.wait_for("the search", |screen| {
        screen.contents().contains("検索 ▌もがみ")
            && screen.contents().contains("1/2 件")
            && !screen.hide_cursor()
    });
    session.send("\r");
    session.wait_for("the one hit", shows("Esc 検索をやめる"));
    session.send("\x1B");
    session.wait_for("no search", |screen| !screen.contents().contains("検索 ▌もがみ"));
    session.send("q");
    assert_eq!(session.ended(), 0);
}

#[test]
fn a_query_on_the_command_line_is_in_the_box_and_its_first_hit_open() {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_jirei"));
    command.args(["-q", "-集中型", "seeds"]);
    let mut session = Session::run(command, &[]);
    session.wait_for("the search", |screen| {
        ["検索 ▌-集中型", "1/2 件", "seeds/tonet.txt:"].iter().all(|words| screen.contents().contains(words))
    });
    // The keys are the list's, and what is left is the search.
    session.send("l");
    session.wait_for("section 2", shows("2/16"));
    session.send("\x1B\x1B");
    session.wait_for("no search", |screen| !screen.contents().contains("検索 ▌-集中型"));
    session.send("q");
    assert_eq!(session.ended(), 0);
}

#[test]
fn a_folder_without_a_page_is_named() {
    let folder = tempfile::Builder::new().prefix("jirei-").tempdir_in("/tmp").unwrap();
    let mut session = Session::start_on(&[folder.path()], &[]);
    let named = format!("「{}」", folder.path().display());
    session.wait_for("the folder", |screen| screen.contents().contains(&named));
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
    session.wait_for("the search", shows("検索 ▌q"));
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
fn the_mouse_is_let_go_of_and_taken_back_by_a_key_and_stays_so_through_the_shell() {
    let has_mouse = |screen: &Screen| screen.mouse_protocol_mode() != MouseProtocolMode::None;
    let mut command = CommandBuilder::new("sh");
    command.args(["-c", "set -m; \"$0\"; echo in the shell; read -r go; fg; echo out again"]);
    command.arg(env!("CARGO_BIN_EXE_jirei"));
    let mut session = Session::run(command, &[]);
    session.wait_for("the first frame", |screen| shows("q 終了")(screen) && has_mouse(screen));
    session.send("v");
    session.wait_for("that it is free", |screen| shows("v で取り戻す")(screen) && !has_mouse(screen));
    session.send("l");
    session.wait_for("the key in the footer", shows("v マウスを取り戻す"));
    session.send("\x1A");
    session.wait_for("the shell", |screen| !screen.alternate_screen() && shows("in the shell")(screen));
    session.send("go\r");
    session.wait_for("the browser again", |screen| {
        screen.alternate_screen() && shows("v マウスを取り戻す")(screen) && !has_mouse(screen)
    });
    session.send("v");
    session.wait_for("the mouse", |screen| has_mouse(screen) && !shows("v マウスを取り戻す")(screen));
    session.send("q");
    session.wait_for("the shell after it", shows("out again"));
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
fn a_key_that_is_set_works_and_mistakes_are_said() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("own.toml");
    let keys = "them = 1\n[keys.global]\nnext_section = 'ctrl-x n'\nquit = ['ctrl-g', 'Q']\n";
    std::fs::write(&file, keys).unwrap();
    let mut session = Session::start(&[("JIREI_CONFIG", file.to_str().unwrap())]);
    session.wait_for("the mistake", shows("own.toml:1: 「them」という設定はありません。"));
    session.send("j");
    session.wait_for("the hint", shows("Ctrl-G 終了"));
    session.send("\x18");
    session.wait_for("what goes on", shows("Ctrl-X ›  n 次のセクションへ"));
    session.send("n");
    session.wait_for("section 2", shows("2/16"));
    session.send("\x10next_sec\r");
    session.wait_for("section 3, from the palette", shows("3/16"));
    session.send("\x07");
    assert_eq!(session.ended(), 0);
}

/// True where the first row with these words is reversed, as the selected one of a popup is.
fn reversed(screen: &Screen, words: &str) -> bool {
    let (rows, columns) = screen.size();
    let row =
        (0..rows.get()).find(|row| screen.contents_between(*row, 0, *row, columns.get()).contains(words));
    let cell = |row, column| screen.cell(row, column).is_some_and(vt100::Cell::inverse);
    row.is_some_and(|row| (0..columns.get()).filter(|column| cell(row, *column)).count() > 20)
}

fn has_colours(screen: &Screen) -> bool {
    let (rows, columns) = screen.size();
    let mut places = (0..rows.get()).flat_map(|row| (0..columns.get()).map(move |column| (row, column)));
    places.any(|(row, column)| {
        screen.cell(row, column).is_some_and(|cell| cell.fgcolor() != vt100::Color::Default)
    })
}

#[test]
fn without_colours_a_theme_that_is_chosen_by_hand_is_shown_and_the_selected_row_is_always_seen() {
    let mut session = Session::start(&[("NO_COLOR", "1")]);
    session.wait_for("the first frame", |screen| shows("q 終了")(screen) && !has_colours(screen));
    session.send("T");
    session.wait_for("the selected row", |screen| reversed(screen, "色なし") && !has_colours(screen));
    session.send("k");
    session.wait_for("the theme above", |screen| reversed(screen, "16色") && has_colours(screen));
    session.send("\r:");
    session.wait_for("the palette", |screen| {
        shows("操作の名前を入力")(screen) && reversed(screen, "前の事例へ") && has_colours(screen)
    });
    session.send("\x1B");
    session.wait_for("the panes", |screen| !shows("操作の名前を入力")(screen) && has_colours(screen));
    session.send("T\x1B[F");
    session.wait_for("no colours again", |screen| reversed(screen, "色なし") && !has_colours(screen));
    session.send("\rq");
    assert_eq!(session.ended(), 0);
}

#[test]
fn a_terminal_that_is_gone_ends_the_program() {
    let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
    let pair = native_pty_system().openpty(size).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_jirei"));
    command.env("JIREI_STATE", folder.path());
    let mut child = pair.slave.spawn_command(command).unwrap();
    drop(pair.slave);
    drop(pair.master);
    let deadline = Instant::now() + GUARD;
    while child.try_wait().unwrap().is_none() {
        assert!(Instant::now() < deadline, "still running");
        thread::yield_now();
    }
}

#[test]
fn open_begins_at_the_case_and_section_that_are_named() {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_jirei"));
    command.args(["open", "とねっと", "--section", "予算"]);
    let mut session = Session::run(command, &[]);
    session.wait_for("the section of the case", |screen| {
        shows("とねっと")(screen) && shows("15/16")(screen) && shows("seeds/tonet.txt:")(screen)
    });
    session.send("R");
    session.wait_for("that nothing changed", shows("変更0、追加0、削除0"));
    session.wait_for("the section of the case", shows("15/16"));
    session.send("q");
    assert_eq!(session.ended(), 0);
}

#[test]
fn open_reads_the_pages_once() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("page");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    // A pipe has its page for the first reader only.
    let (page, end) = (include_bytes!("../seeds/tonet.txt"), pipe.clone());
    let writer = thread::spawn(move || std::fs::write(end, page).unwrap());
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_jirei"));
    command.args(["open", "とねっと", pipe.to_str().unwrap()]);
    let mut session = Session::run(command, &[]);
    session.wait_for("the case", |screen| shows("とねっと")(screen) && shows("1/16")(screen));
    writer.join().unwrap();
    session.send("q");
    assert_eq!(session.ended(), 0);
}
