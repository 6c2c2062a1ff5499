//! The round trip through an editor, in a pseudo-terminal: what it is told, what it finds, and what is
//! there after it.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops by panicking")]
#![allow(dead_code, reason = "other tests use the rest of the session")]

mod session;

use std::fmt::Display;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use jirei::lang::Lang;
use portable_pty::CommandBuilder;
use tempfile::TempDir;
use vt100::{MouseProtocolMode, Screen};

use session::{Session, shows, termios};

/// An editor, a page to edit, and what the editor writes down.
struct Desk {
    folder: TempDir,
}

impl Desk {
    /// An editor called `vi` that writes down what it was told and then does what the script says; `$page`
    /// is the file.
    fn new(script: &str) -> Self {
        let folder = TempDir::new().unwrap();
        let desk = Self { folder };
        let editor = desk.path("vi");
        let head = "#!/bin/sh\ncd \"$(dirname \"$0\")\" || exit 9\n\
            printf '%s\\n' \"$@\" > arguments\nfor page; do :; done\n";
        fs::write(&editor, format!("{head}{script}\n")).unwrap();
        fs::set_permissions(&editor, fs::Permissions::from_mode(0o755)).unwrap();
        fs::copy("seeds/mogaminet.txt", desk.path("page.txt")).unwrap();
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn told(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    fn editor(&self) -> String {
        self.path("vi").to_str().unwrap().to_owned()
    }

    /// The browser on the page, at the field of the registered patients.
    fn open(&self) -> Session {
        let mut session =
            Session::start_on(&[&self.path("page.txt")], &[("EDITOR", &self.editor()), ("VISUAL", "")]);
        at_patients(&mut session, "page.txt:70");
        session
    }
}

/// Goes to 登録患者数.
fn at_patients(session: &mut Session, place: &'static str) {
    session.wait_for("the case", |screen| shows("最上地域医療情報")(screen) && shows("q 終了")(screen));
    session.send("\r3jjj");
    session.wait_for("the field", shows(place));
}

fn given_back(screen: &Screen) -> bool {
    !screen.alternate_screen()
        && !screen.hide_cursor()
        && !screen.bracketed_paste()
        && screen.mouse_protocol_mode() == MouseProtocolMode::None
}

#[test]
fn an_edit_shows_and_every_key_goes_to_the_editor() {
    let desk = Desk::new(
        "echo in the editor\nread -r typed\nprintf '%s' \"$typed\" > typed\n\
         sed 's/2708/9999/' \"$page\" > edited && cat edited > \"$page\"",
    );
    let mut session = desk.open();
    session.send("e");
    session.wait_for("the editor", |screen| given_back(screen) && shows("in the editor")(screen));
    assert_eq!(termios(&*session.master), session.found, "the line is as it was found");
    // In pieces, so that whoever else reads the terminal would take some of them away.
    for _ in 0..40 {
        session.send("qlqqlG/");
    }
    session.send("\r");
    session.wait_for("the edit", |screen| {
        let counts: [(&str, &dyn Display); 3] = [("changed", &1), ("added", &0), ("removed", &0)];
        let reloaded = Lang::Ja.fill("message.reloaded", &counts);
        let words = ["jirei  事例 1 件", "9,999人", &reloaded, "page.txt:70"];
        screen.alternate_screen() && words.iter().all(|words| screen.contents().contains(words))
    });
    assert_eq!(desk.told("typed"), "qlqqlG/".repeat(40));
    assert_eq!(desk.told("arguments"), format!("+70\n{}\n", desk.path("page.txt").display()));
    session.send("l");
    session.wait_for("the keys again", shows("4/16"));
    session.send("q");
    assert_eq!(session.ended(), 0);
}

#[test]
fn an_editor_that_fails_is_told_and_the_file_read_all_the_same() {
    let desk = Desk::new("sed 's/2708/9999/' \"$page\" > edited && cat edited > \"$page\"; exit 3");
    let mut session = desk.open();
    session.send("e");
    session.wait_for("the code", |screen| shows("終了コード 3")(screen) && shows("9,999人")(screen));
    session.send("q");
    assert_eq!(session.ended(), 0);
}

#[test]
fn an_editor_that_is_not_there_or_cannot_be_told_is_named() {
    for (editor, words) in
        [("no-such-editor -x", "「no-such-editor」が見つかりません"), ("vi 'a", "EDITOR の引用符")]
    {
        let mut session = Session::start(&[("EDITOR", editor), ("VISUAL", "")]);
        session.wait_for("the first frame", shows("q 終了"));
        session.send("e");
        session.wait_for("what is wrong", shows(words));
        session.send("l");
        session.wait_for("the next frame", |screen| screen.alternate_screen() && shows("2/16")(screen));
        session.send("q");
        assert_eq!(session.ended(), 0);
    }
}

#[test]
fn an_editor_that_is_no_program_is_told_in_the_interfaces_language() {
    let folder = tempfile::tempdir().unwrap();
    let editor = folder.path().join("editor");
    fs::write(&editor, [0; 16]).unwrap();
    fs::set_permissions(&editor, fs::Permissions::from_mode(0o755)).unwrap();
    let mut session = Session::start(&[("EDITOR", editor.to_str().unwrap()), ("VISUAL", "")]);
    session.wait_for("the first frame", shows("q 終了"));
    session.send("e");
    // The message takes several lines, as the path is long.
    let told = |screen: &Screen| {
        let words = screen.contents().replace(['\n', ' '], "");
        words.contains(&Lang::Ja.text("system.no-program").replace(' ', ""))
    };
    session.wait_for("what is wrong", told);
    session.send("l");
    session.wait_for("the next frame", |screen| screen.alternate_screen() && shows("2/16")(screen));
    session.send("q");
    assert_eq!(session.ended(), 0);
}

#[test]
fn a_built_in_page_is_a_copy_that_cannot_be_written_to_and_goes() {
    let desk = Desk::new("ls -l \"$page\" > listing\ncp \"$page\" seen\nexit 0");
    // $VISUAL counts, and takes its own arguments along.
    let visual = format!("'{}' -u 'a b'", desk.editor());
    let mut session = Session::start(&[("EDITOR", "false"), ("VISUAL", &visual)]);
    at_patients(&mut session, "seeds/mogaminet.txt:70");
    session.send("e");
    session.wait_for("what it was", shows("内蔵の事例なので、読み取り専用の写しを開きました"));
    let arguments = desk.told("arguments");
    let words: Vec<&str> = arguments.lines().collect();
    assert_eq!(words[..4], ["-u", "a b", "-R", "+70"]);
    assert!(words[4].ends_with("/mogaminet.txt") && !Path::new(words[4]).exists(), "{}", words[4]);
    assert!(desk.told("listing").starts_with("-r--------"), "{}", desk.told("listing"));
    assert_eq!(desk.told("seen"), fs::read_to_string("seeds/mogaminet.txt").unwrap());
    session.send("q");
    assert_eq!(session.ended(), 0);
}

#[test]
fn what_came_from_standard_input_is_a_copy_and_the_editor_reads_the_terminal() {
    let desk = Desk::new(
        "test -t 0 && echo yes > terminal\nls -ld \"${page%/*}\" \"$page\" > listing\ncp \"$page\" seen\nexit 0",
    );
    let mut command = CommandBuilder::new("sh");
    command.args(["-c", "cat seeds/mogaminet.txt | \"$0\" -", env!("CARGO_BIN_EXE_jirei")]);
    let mut session = Session::run(command, &[("EDITOR", &desk.editor()), ("VISUAL", "")]);
    at_patients(&mut session, "-:70");
    session.send("\r");
    session.wait_for("the lines", |screen| {
        shows("70 登録患者数→2708")(screen) && shows("Enter 閉じる")(screen)
    });
    session.send("e");
    session.wait_for("what it was", shows("標準入力の内容なので"));
    assert_eq!(desk.told("terminal"), "yes\n");
    let listing = desk.told("listing");
    let modes: Vec<&str> = listing.lines().map(|line| &line[..10]).collect();
    assert_eq!(modes, ["drwx------", "-r--------"], "for the user alone");
    assert_eq!(desk.told("seen"), fs::read_to_string("seeds/mogaminet.txt").unwrap());
    session.send("qq");
    assert_eq!(session.ended(), 0);
}

#[test]
fn ctrl_c_in_the_editor_ends_the_editor_alone() {
    let desk = Desk::new("echo x >> times\necho \"in the editor, $(wc -l < times)\"\nread -r typed");
    let mut session = desk.open();
    for place in ["in the editor, 1", "in the editor, 2", "in the editor, 3"] {
        session.send("e");
        session.wait_for("the editor", |screen| given_back(screen) && shows(place)(screen));
        session.send("\x03");
        session.wait_for("its end", |screen| {
            screen.alternate_screen() && shows("途中で止められました")(screen)
        });
        session.send("k");
        session.wait_for("the next frame", shows("page.txt:69"));
        session.send("j");
        session.wait_for("the field", shows("page.txt:70"));
    }
    // In the browser itself it means what it meant before.
    session.signal("-INT");
    assert_eq!(session.ended(), 130);
}

#[test]
fn an_editor_that_is_killed_leaves_no_broken_line_behind() {
    let desk = Desk::new("stty raw -echo\nkill -9 $$");
    let mut session = desk.open();
    session.send("e");
    session.wait_for("its end", |screen| {
        screen.alternate_screen() && shows("途中で止められました")(screen)
    });
    session.send("q");
    assert_eq!(session.ended(), 0, "and the line is as it was found");
}

#[test]
fn a_signal_to_end_goes_to_the_editor_too_which_can_still_save() {
    for (name, code) in [("-TERM", 143), ("-HUP", 129)] {
        let trap = "trap 'echo saved > typed; exit' TERM HUP";
        let desk = Desk::new(&format!("{trap}\necho in the editor\nread -r typed"));
        let mut session = desk.open();
        session.send("e");
        session.wait_for("the editor", |screen| given_back(screen) && shows("in the editor")(screen));
        session.signal(name);
        assert_eq!(session.ended(), code, "{name}");
        assert_eq!(desk.told("typed"), "saved\n");
    }
}

#[test]
fn ctrl_z_in_the_editor_stops_both_and_fg_comes_back_to_the_editor() {
    let desk = Desk::new("echo in the editor\nread -r typed\nprintf '%s' \"$typed\" > typed");
    let mut command = CommandBuilder::new("sh");
    let script = "set -m; \"$0\" \"$1\"; echo in the shell; read -r go; fg; echo out again";
    command.args(["-c", script, env!("CARGO_BIN_EXE_jirei"), desk.path("page.txt").to_str().unwrap()]);
    let mut session = Session::run(command, &[("EDITOR", &desk.editor()), ("VISUAL", "")]);
    at_patients(&mut session, "page.txt:70");
    session.send("e");
    session.wait_for("the editor", |screen| given_back(screen) && shows("in the editor")(screen));
    session.send("\x1A");
    session.wait_for("the shell", shows("in the shell"));
    // One line for the shell, which then brings both back, and one for the editor.
    session.send("go\rtyped\r");
    session.wait_for("the browser", |screen| screen.alternate_screen() && shows("再読み込み")(screen));
    assert_eq!(desk.told("typed"), "typed");
    session.send("q");
    session.wait_for("the shell at the end", shows("out again"));
    assert_eq!(session.ended(), 0);
}
