//! What one run leaves to the next, with the real program: whatever ends it, and however many there
//! are at once.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops by panicking")]

#[allow(dead_code, reason = "others use the rest of it")]
mod session;

use std::fs;
use std::path::Path;
use std::process::Output;

use assert_cmd::Command;
use jirei::config::Kept;
use jirei::lang::Lang;
use portable_pty::CommandBuilder;
use session::{Session, shows};

fn start(state: &Path) -> Session {
    let session = Session::start(&[("JIREI_STATE", state.to_str().unwrap())]);
    session.wait_for("the first frame", shows("とねっと"));
    session
}

fn kept(state: &Path) -> Kept {
    Kept::parse(&fs::read_to_string(state).unwrap()).unwrap()
}

fn names(kept: &Kept) -> Vec<&str> {
    let mut names: Vec<&str> = kept.bookmarks.iter().map(|key| &*key.name).collect();
    names.sort_unstable();
    names
}

fn jirei(state: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::cargo_bin("jirei").unwrap();
    for name in ["LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR"] {
        command.env_remove(name);
    }
    command.env("JIREI_STATE", state).args(arguments).output().unwrap()
}

const MOGAMI: &str = "最上地域医療情報ネットワークシステム";
const TONE: &str = "埼玉利根保健医療圏地域医療ネットワークシステム";

#[test]
fn a_bookmark_that_is_on_the_screen_is_on_the_disk() {
    let folder = tempfile::tempdir().unwrap();
    let state = folder.path().join("state.json");
    let mut session = start(&state);
    session.send("b");
    session.wait_for("the mark", shows("✭"));
    session.signal("-KILL");
    session.child.wait().unwrap();
    assert_eq!(names(&kept(&state)), [MOGAMI]);
    let mut session = start(&state);
    session.wait_for("the mark", shows("✭ もがみネット"));
    session.send("b");
    session.wait_for("that it is gone", shows("しおりを外しました"));
    session.signal("-KILL");
    session.child.wait().unwrap();
    assert!(kept(&state).bookmarks.is_empty());
}

#[test]
fn two_at_once_lose_nothing_of_each_other() {
    let folder = tempfile::tempdir().unwrap();
    let state = folder.path().join("state.json");
    let (mut one, mut other) = (start(&state), start(&state));
    one.send("b");
    one.wait_for("the mark", shows("✭"));
    other.send("jb");
    other.wait_for("the marks of both", |screen| screen.contents().matches('✭').count() == 3);
    for (session, query) in [(&mut one, "tone"), (&mut other, "mogami")] {
        session.send(&format!("/{query}\r"));
        session.wait_for("the hit", shows("1/2 件"));
        session.send("q");
        assert_eq!(session.ended(), 0);
    }
    let kept = kept(&state);
    assert_eq!(names(&kept), [TONE, MOGAMI]);
    assert_eq!(kept.queries, ["mogami", "tone"]);
}

#[test]
fn one_goes_on_where_one_was_whatever_ended_the_last_run() {
    for (signal, code) in [("-TERM", 143), ("-HUP", 129), ("-INT", 130)] {
        let folder = tempfile::tempdir().unwrap();
        // A folder that is there holds the file.
        let mut session = start(folder.path());
        session.send("jl");
        session.wait_for("section 2", |screen| {
            screen.contents().contains("─ とねっと") && screen.contents().contains("2/16")
        });
        session.signal(signal);
        assert_eq!(session.ended(), code, "{signal}");
        let mut session = start(folder.path());
        session.wait_for("the same case and section", |screen| {
            screen.contents().contains("─ とねっと") && screen.contents().contains("2/16")
        });
        session.send("q");
        assert_eq!(session.ended(), 0);
    }
}

#[test]
fn a_query_on_the_command_line_wins_over_the_last_place() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = start(folder.path());
    session.send("jlq");
    assert_eq!(session.ended(), 0);
    let mut command = portable_pty::CommandBuilder::new(env!("CARGO_BIN_EXE_jirei"));
    command.args(["-q", "最上"]);
    let mut session = Session::run(command, &[("JIREI_STATE", folder.path().to_str().unwrap())]);
    session.wait_for("the hit", |screen| {
        ["1/2 件", "─ もがみネット", "1/16"].iter().all(|words| screen.contents().contains(words))
    });
    session.send("q");
    assert_eq!(session.ended(), 0);
}

#[test]
fn a_damaged_file_costs_a_message_and_is_not_lost() {
    let folder = tempfile::tempdir().unwrap();
    let state = folder.path().join("state.json");
    for (nth, rubbish) in [&b"{\"version\": 1, \"bookm"[..], b"\xff\xfe\x00rubbish", b"{\"version\": 7}"]
        .into_iter()
        .enumerate()
    {
        fs::write(&state, rubbish).unwrap();
        let mut session = start(&state);
        session.wait_for("the message", shows("前回の状態（しおりなど）"));
        session.send("b");
        session.wait_for("the mark", shows("✭"));
        session.send("q");
        assert_eq!(session.ended(), 0);
        let aside =
            if nth == 0 { "state.damaged.json".into() } else { format!("state.damaged-{}.json", nth + 1) };
        assert_eq!(fs::read(folder.path().join(aside)).unwrap(), rubbish);
        assert_eq!(names(&kept(&state)), [MOGAMI]);
    }
}

#[test]
fn where_nothing_can_be_written_one_can_still_read() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    let mut session = start(&file.join("state.json"));
    session.send("b");
    let (unwritable, _) = Lang::Ja.text("keep.unwritable").split_once('{').unwrap();
    session.wait_for("the reason", shows(unwritable));
    session.send("l");
    session.wait_for("section 2", shows("2/16"));
    session.send("q");
    assert_eq!(session.ended(), 0);
    let said = session.shown.0.lock().unwrap().0.screen().contents();
    assert!(said.contains(&format!("jirei: {unwritable}")), "{said}");
}

#[test]
fn the_command_line_knows_the_bookmarks() {
    let folder = tempfile::tempdir().unwrap();
    let state = folder.path().join("state.json");
    let none = jirei(&state, &["search", "is:bookmarked"]);
    assert!(String::from_utf8(none.stderr).unwrap().contains(Lang::Ja.text("browser.no_bookmarks")));
    let mut session = start(&state);
    session.send("jb");
    session.wait_for("the mark", shows("✭"));
    session.send("q");
    assert_eq!(session.ended(), 0);
    let printed = |arguments: &[&str]| String::from_utf8(jirei(&state, arguments).stdout).unwrap();
    let ids =
        |text: &str| text.lines().map(|line| line.split(' ').next().unwrap().to_owned()).collect::<Vec<_>>();
    assert_eq!(ids(&printed(&["list", "-q", "is:bookmarked"])), ["tonet"]);
    assert_eq!(ids(&printed(&["list", "-q", "-is:しおり"])), ["mogaminet"]);
    assert_eq!(ids(&printed(&["list", "-q", "空:栞"])), ["mogaminet"]);
    assert!(printed(&["search", "ｉｓ：しおり 県:埼玉"]).starts_with("tonet"));
    let marked: Vec<bool> = printed(&["list"]).lines().map(|line| line.ends_with(" ✭")).collect();
    assert_eq!(marked, [false, true]);
    assert!(!printed(&["list", "--format", "json"]).contains('✭'), "the data is as ever");
    assert!(!printed(&["list", "--format", "tsv"]).contains('✭'));
    let elsewhere = jirei(&state, &["list", "-q", "is:bookmarked 県:山形"]);
    assert_eq!(elsewhere.status.code(), Some(1));
    assert!(!String::from_utf8(elsewhere.stderr).unwrap().contains(Lang::Ja.text("browser.no_bookmarks")));
    let wrong = jirei(&state, &["list", "-q", "is:赤い"]);
    assert!(String::from_utf8(wrong.stderr).unwrap().contains("is:しおり"));
    fs::write(&state, "rubbish").unwrap();
    let asked = jirei(&state, &["list", "-q", "is:bookmarked"]);
    assert!(String::from_utf8(asked.stderr).unwrap().contains(state.to_str().unwrap()), "it names the file");
    assert!(jirei(&state, &["list"]).stderr.is_empty(), "who does not ask for bookmarks is not bothered");
    assert_eq!(fs::read_to_string(&state).unwrap(), "rubbish", "the command line changes nothing");
}

#[test]
fn the_command_line_knows_the_marks() {
    let folder = tempfile::tempdir().unwrap();
    let state = folder.path().join("state.json");
    let table = ["table", "-q", "is:印", "--columns", "ピックアップ", "--format", "markdown"];
    let none = jirei(&state, &table);
    assert_eq!(none.status.code(), Some(1));
    assert!(String::from_utf8(none.stderr).unwrap().contains(Lang::Ja.text("browser.no_marks")));
    let (mut one, mut other) = (start(&state), start(&state));
    one.send("jx");
    one.wait_for("the mark", shows("とねっと ●"));
    // While the browser runs, too.
    let printed = String::from_utf8(jirei(&state, &table).stdout).unwrap();
    assert_eq!(printed.lines().count(), 3, "{printed}");
    assert!(printed.contains("とねっと"), "{printed}");
    other.send("x");
    other.wait_for("the marks of both", |screen| screen.contents().matches('●').count() == 3);
    one.send("X");
    one.wait_for("that they are gone", shows("印をすべて外しました"));
    let names: Vec<String> = kept(&state).marks.iter().map(|key| key.name.clone()).collect();
    assert_eq!(names, [MOGAMI], "what another run marked meanwhile stays");
    for mut session in [one, other] {
        session.send("q");
        assert_eq!(session.ended(), 0);
    }
    let listed = jirei(&state, &["list", "-q", "is:marked"]);
    assert!(String::from_utf8(listed.stdout).unwrap().starts_with("mogaminet"));
}

#[test]
fn show_writes_markdown() {
    let folder = tempfile::tempdir().unwrap();
    let printed = |arguments: &[&str]| String::from_utf8(jirei(folder.path(), arguments).stdout).unwrap();
    let page = printed(&["show", "tonet", "--format", "markdown"]);
    assert!(
        page.starts_with("# とねっと\n\n埼玉利根") && page.contains("\n## 16. 費用の負担について\n"),
        "{page}"
    );
    let source = "\n出典: とねっと（seeds/tonet.txt:1） <https://sites.google.com/site/tonetsince2012/>\n";
    assert!(page.ends_with(source), "{page}");
    let section = printed(&["show", "tonet", "--format", "markdown", "--section", "3"]);
    assert!(
        section.starts_with("## とねっと: 3. 参加団体数と参加患者数\n\n| 項目 | 内容 |\n| --- | --- |\n")
    );
    assert!(section.contains("| 登録患者数 | 32187 |\n"), "{section}");
}

#[test]
fn a_relative_home_keeps_nothing_in_the_current_folder() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = CommandBuilder::new("sh");
    command.args(["-c", "cd \"$1\" && exec \"$0\"", env!("CARGO_BIN_EXE_jirei")]);
    command.arg(folder.path());
    let mut session = Session::run(
        command,
        &[("JIREI_STATE", ""), ("XDG_STATE_HOME", ""), ("XDG_CONFIG_HOME", ""), ("HOME", "home")],
    );
    session.wait_for("the first frame", shows("とねっと"));
    session.send("b");
    session.wait_for("the reason", shows("保存先がありません"));
    session.send("q");
    assert_eq!(session.ended(), 0);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}
