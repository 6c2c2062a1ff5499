//! The command line from outside: what it prints, where, and how it ends.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops by panicking")]

#[allow(dead_code, reason = "others use the rest of it")]
mod program;

use std::collections::BTreeSet;
use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::{Output, Stdio};

use jirei::lang::Lang;
use jirei::model::Code;
use jirei::model::schema::schema;
use jirei::text::width::cells;
use program::{NO_CONFIGURATION, jirei};
use serde_json::Value;

const COMMANDS: [&str; 9] =
    ["list", "search", "show", "export", "check", "fields", "glossary", "keys", "config"];

fn output(arguments: &[&str]) -> Output {
    jirei(arguments).output().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// What a run prints, which has to end with this code.
fn printed(arguments: &[&str], code: i32) -> String {
    let output = output(arguments);
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {}", stderr(&output));
    stdout(&output)
}

/// What a run says on stderr, which has to end with this code.
fn said(arguments: &[&str], code: i32) -> String {
    let output = output(arguments);
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {}", stderr(&output));
    stderr(&output)
}

/// What an error says for a name that is nearly one that there is.
fn meant(near: &str) -> String {
    Lang::Ja.fill("cli.meant", &[("near", &near)])
}

fn json(arguments: &[&str], code: i32) -> Value {
    let text = printed(arguments, code);
    assert!(text.ends_with('\n') && !text.ends_with("\n\n"), "one line break at the end");
    serde_json::from_str(&text).unwrap()
}

/// A folder with a copy of a built-in page and a file that is none.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    fs::copy(seeds.join("tonet.txt"), folder.path().join("a.txt")).unwrap();
    fs::write(folder.path().join("notes.txt"), "買い物\n").unwrap();
    folder
}

fn path_in(folder: &tempfile::TempDir, name: &str) -> String {
    folder.path().join(name).to_str().unwrap().to_owned()
}

#[test]
fn list_is_a_line_a_case_in_aligned_columns() {
    let text = printed(&["list"], 0);
    let expected = "mogaminet  もがみネット  山形  最上地域医療情報ネットワークシステム\n\
                    tonet      とねっと      埼玉  埼玉利根保健医療圏地域医療ネットワークシステム\n";
    assert_eq!(text, expected);
}

#[test]
fn list_as_json_has_six_members_a_case() {
    let list = json(&["list", "--format", "json"], 0);
    let members: Vec<&String> = list[0].as_object().unwrap().keys().collect();
    assert_eq!(members.len(), 6);
    for member in ["id", "name", "nickname", "prefectures", "url", "path"] {
        assert!(!list[1][member].is_null(), "{member}");
    }
    assert_eq!(list[1]["id"], "tonet");
    assert_eq!(list[1]["prefectures"][0], "埼玉");
}

#[test]
fn list_as_tsv_has_a_header_and_the_same_columns() {
    let text = printed(&["list", "--format", "tsv"], 0);
    let lines: Vec<Vec<&str>> = text.lines().map(|line| line.split('\t').collect()).collect();
    assert_eq!(lines[0], ["id", "name", "nickname", "prefectures", "url", "path"]);
    assert_eq!(lines.len(), 3);
    assert!(lines.iter().all(|line| line.len() == 6));
}

#[test]
fn a_dumb_terminal_gets_words_and_exit_2_and_the_commands_that_work_there() {
    let run = jirei(&[]).env("TERM", "dumb").output().unwrap();
    let words = stderr(&run);
    assert_eq!(run.status.code(), Some(2), "{words}");
    assert!(words.contains("TERM=dumb") && words.contains("table") && words.contains("show"), "{words}");
}

#[test]
fn a_query_leaves_only_what_matches_and_nothing_found_is_1() {
    assert_eq!(json(&["list", "-q", "もがみ", "--format", "json"], 0).as_array().unwrap().len(), 1);
    assert_eq!(json(&["list", "-q", "zzzzqqq", "--format", "json"], 1), Value::Array(Vec::new()));
    assert!(said(&["list", "-q", "zzzzqqq"], 1).contains("「zzzzqqq」"));
    assert_eq!(printed(&["list", "-q", " "], 0), printed(&["list"], 0), "a query of nothing finds all");
}

#[test]
fn show_finds_a_case_by_id_nickname_name_and_a_part_of_it() {
    let tonet = printed(&["show", "tonet"], 0);
    for name in ["とねっと", "埼玉利根保健医療圏地域医療ネットワークシステム", "埼玉利根"]
    {
        assert_eq!(printed(&["show", name], 0), tonet, "{name}");
    }
    assert!(tonet.starts_with("とねっと\n埼玉利根保健医療圏地域医療ネットワークシステム\n"));
    assert!(tonet.contains("埼玉 · 2012年 導入済み · ページの記載: サービス運用中 · 登録 32,187人"));
    assert!(tonet.contains("seeds/tonet.txt"));
    assert!(tonet.contains("460500（千円）  = 4億6,050万円"));
    assert!(!tonet.contains('\u{1b}'), "no colours in a pipe");
}

#[test]
fn show_says_which_cases_are_meant_when_several_are_and_which_are_near_when_none_is() {
    let several = said(&["show", "ネットワークシステム"], 2);
    assert!(several.contains("tonet") && several.contains("mogaminet"), "{several}");
    let none = said(&["show", "tonett"], 1);
    assert!(none.contains("「tonett」") && none.contains("tonet "), "{none}");
}

#[test]
fn a_section_is_chosen_by_id_title_short_title_or_number() {
    let budget = printed(&["show", "tonet", "--section", "budget"], 0);
    for name in ["予算について", "予算", "15", "１５"] {
        assert_eq!(printed(&["show", "tonet", "--section", name], 0), budget, "{name}");
    }
    assert!(budget.contains("構築費用概算") && !budget.contains("代表団体"));
    let part = json(&["show", "tonet", "--section", "予算", "--format", "json"], 0);
    assert_eq!(part["sections"].as_array().unwrap().len(), 1);
    let wrong = said(&["show", "tonet", "--section", "bugdet"], 2);
    assert!(wrong.contains("「bugdet」") && wrong.contains(&meant("budget")), "{wrong}");
    assert!(wrong.contains("費用の負担について"), "what there is: {wrong}");
    said(&["show", "tonet", "--section", "17"], 2);
}

#[test]
fn a_section_that_the_page_does_not_have_is_nothing_found() {
    let folder = tempfile::tempdir().unwrap();
    let page = "事例紹介\n\n短いネットワーク\n\nシステムの概要\n\nシステム名\t短い\n代表団体\t会\n運用開始状況\t\n稼働状況\t\n提供地域\t山形\n";
    fs::write(folder.path().join("short.txt"), page).unwrap();
    let path = path_in(&folder, "short.txt");
    assert!(said(&["show", "短い", "--section", "budget", &path], 1).contains("予算について"));
}

#[test]
fn show_as_json_is_one_case_with_its_other_sources() {
    let case = json(&["show", "mogaminet", "--format", "json"], 0);
    assert_eq!(case["other_sources"], Value::Array(Vec::new()));
    assert_eq!(case["sections"].as_array().unwrap().len(), 16);
    let folder = folder();
    fs::copy(folder.path().join("a.txt"), folder.path().join("b.txt")).unwrap();
    let path = folder.path().to_str().unwrap();
    let case = json(&["show", "tonet", "--format", "json", path], 0);
    let others = case["other_sources"].as_array().unwrap();
    assert_eq!(others.len(), 1);
    assert_ne!(others[0]["path"], case["source"]["path"]);
    assert_eq!(json(&["list", "--format", "json", path], 0).as_array().unwrap().len(), 1, "a case once");
    assert_eq!(json(&["export", path], 0)["cases"].as_array().unwrap().len(), 2, "every page");
}

#[test]
fn export_is_one_document_or_an_object_a_line() {
    let document = json(&["export"], 0);
    assert_eq!(document["schema"], 2);
    assert_eq!(document["generator"], format!("jirei {}", env!("CARGO_PKG_VERSION")));
    assert_eq!(document["diagnostics"], Value::Array(Vec::new()));
    let members: Vec<&String> = document["cases"][0].as_object().unwrap().keys().collect();
    assert_eq!(members.len(), 8, "{members:?}");
    let lines = printed(&["export", "--format", "ndjson"], 0);
    let cases: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(Value::Array(cases), document["cases"]);
}

#[test]
fn messages_in_json_are_japanese_whatever_the_locale() {
    let japanese = printed(&["check", "--format", "json"], 1);
    assert_eq!(printed(&["check", "--format", "json", "--lang", "en"], 1), japanese);
    assert_ne!(printed(&["check", "--lang", "en"], 1), printed(&["check"], 1));
}

#[test]
fn check_is_a_line_a_diagnostic_and_a_summary_on_stderr() {
    let output = output(&["check"]);
    assert_eq!(output.status.code(), Some(1), "the built-in pages have a warning");
    let text = stdout(&output);
    assert!(text.contains("seeds/tonet.txt:") && text.contains(": warning[foreign-script] "), "{text}");
    assert!(text.lines().all(|line| line.contains("info[") || line.contains("warning[")));
    assert_eq!(stderr(&output).lines().count(), 1);
    let list = json(&["check", "--format", "json"], 1);
    assert_eq!(list.as_array().unwrap().len(), text.lines().count());
}

#[test]
fn check_explains_every_code_in_four_lines_without_reading_a_page() {
    for code in Code::ALL {
        let name = code.name();
        let heads = [("ja", ["例: ", "読み取り: ", "できること: "])];
        let heads =
            heads.into_iter().chain([("en", ["Example: ", "What reading did: ", "What you can do: "])]);
        for (lang, heads) in heads {
            let arguments = ["check", "--explain", name, "--lang", lang, "/no/such/file"];
            let text = printed(&arguments, 0);
            assert_eq!(said(&arguments, 0), "", "{name}");
            let lines: Vec<&str> = text.lines().collect();
            assert_eq!(lines[0], format!("{}[{name}]", code.severity().name()));
            assert_eq!(lines.len(), 5, "{name} {lang}: {text}");
            for (line, head) in lines[2..].iter().zip(heads) {
                assert!(line.starts_with(head), "{name} {lang}: {line}");
            }
        }
    }
}

#[test]
fn an_explanation_as_json_has_three_members_and_speaks_the_interfaces_language() {
    let explained = |lang| json(&["check", "--explain", "cost-sum", "--format", "json", "--lang", lang], 0);
    let (ja, en) = (explained("ja"), explained("en"));
    for explained in [&ja, &en] {
        let members: Vec<&String> = explained.as_object().unwrap().keys().collect();
        assert_eq!(members, ["code", "explanation", "severity"]);
        assert_eq!((&explained["code"], &explained["severity"]), (&"cost-sum".into(), &"warning".into()));
    }
    for (explained, lang) in [(&ja, Lang::Ja), (&en, Lang::En)] {
        assert_eq!(explained["explanation"], Code::CostSum.explanation(lang).trim_end());
    }
    let text = printed(&["check", "--explain", "cost-sum"], 0);
    assert_eq!(text.split_once('\n').unwrap().1.trim_end(), ja["explanation"]);
}

#[test]
fn a_code_that_there_is_not_is_2_and_names_the_nearest_and_all() {
    let words = said(&["check", "--explain", "cost-smu"], 2);
    assert!(words.contains("「cost-smu」") && words.contains(&meant("cost-sum")), "{words}");
    assert!(Code::ALL.iter().all(|code| words.contains(code.name())), "{words}");
    let words = said(&["check", "--explain", "foreign", "--lang", "en"], 2);
    let near = Lang::En.fill("cli.meant", &[("near", &"foreign-script")]);
    assert!(words.contains(&near), "{words}");
    let words = said(&["check", "--explain"], 2);
    assert!(words.contains("--explain") && words.contains("year-out-of-range"), "{words}");
    assert_eq!(printed(&["check", "--explain", "nothing-like-it"], 2), "");
}

#[test]
fn a_contradiction_is_a_warning_with_its_line_and_its_field() {
    let folder = folder();
    let path = path_in(&folder, "a.txt");
    let page = fs::read_to_string(&path).unwrap();
    let line = page.lines().position(|line| line.contains("共有患者数\t")).unwrap();
    let mut lines: Vec<&str> = page.lines().collect();
    lines[line] = "共有患者数\t32188";
    fs::write(&path, lines.join("\n")).unwrap();
    let place = format!("{path}:{}: ", line + 1);
    let found = printed(&["check", "--lang", "en", &path], 1);
    let expected = format!("{place}warning[shared-exceeds-registered] “共有患者数” 32188 is more than ");
    assert!(found.contains(&expected), "{found}");
    let list = json(&["check", "--format", "json", &path], 1);
    let found =
        list.as_array().unwrap().iter().find(|one| one["code"] == "shared-exceeds-registered").unwrap();
    assert_eq!((&found["section"], &found["field"]), (&"participation".into(), &"shared_patients".into()));
    assert_eq!(found["lines"], serde_json::json!([line + 1, line + 1]));
    let case = &json(&["export", &path], 0)["cases"][0];
    assert!(case["diagnostics"].as_array().unwrap().contains(found), "export says the same");
}

#[test]
fn the_glossary_is_a_line_a_term_and_every_format_has_all_of_it() {
    let all = printed(&["glossary"], 0);
    assert_eq!(all.lines().count(), 60);
    let english = printed(&["--lang", "en", "glossary"], 0);
    let [japanese, english] = [&all, &english].map(|text| {
        let lines = text.lines().filter_map(|line| line.strip_prefix("名寄せ  なよせ  "));
        lines.collect::<Vec<_>>()
    });
    assert_eq!((japanese.len(), english.len()), (1, 1), "a line each");
    assert!(!japanese[0].starts_with('M') && english[0].starts_with("M"), "{english:?}");
    let tsv = printed(&["glossary", "--format", "tsv"], 0);
    assert_eq!(tsv, include_str!("../assets/glossary.tsv"));
    let json = json(&["glossary", "--format", "json"], 0);
    assert_eq!(json.as_array().unwrap().len(), 60);
    assert_eq!(json[0]["romaji"], "chiikiiryoujouhourenkeinettowaaku");
}

#[test]
fn a_term_is_looked_up_as_it_is_typed() {
    let terms = |typed: &[&str]| -> Vec<String> {
        let arguments: Vec<&str> = ["glossary"].iter().chain(typed).copied().collect();
        let lines = printed(&arguments, 0);
        lines.lines().map(|line| line.split("  ").next().unwrap().to_owned()).collect()
    };
    for typed in ["開示施設", "かいじしせつ", "カイジシセツ", "kaijishisetsu", "kaizisisetu", "kaiji"]
    {
        assert_eq!(terms(&[typed]), ["開示施設"], "{typed}");
    }
    for typed in [&["SS-MIX2"][..], &["SS-MIX", "2"], &["ｓｓ－ｍｉｘ２"]] {
        assert_eq!(terms(typed), ["SS-MIX2"]);
    }
    assert_eq!(terms(&["VPN"]), ["IP-VPN", "インターネットVPN", "オンデマンドVPN"]);
    assert_eq!(terms(&["referral"]), ["診療情報提供書", "逆紹介"]);
    assert_eq!(json(&["glossary", "PIX", "--format", "json"], 0)[0]["term"], "PIX");
    let none = said(&["glossary", "nayosse"], 1);
    assert!(none.contains("「nayosse」") && none.contains(&meant("名寄せ")), "{none}");
    assert!(said(&["glossary", "zzzzzz", "--lang", "en"], 1).contains("“zzzzzz”"));
    assert_eq!(json(&["glossary", "zzzzzz", "--format", "json"], 1), serde_json::json!([]));
}

#[test]
fn fields_are_the_sections_and_fields_of_the_form() {
    let (sections, fields) = (schema().sections.len(), schema().fields().count());
    assert_eq!(printed(&["fields"], 0).lines().count(), sections + fields);
    assert_eq!(printed(&["fields", "--format", "tsv"], 0).lines().count(), 1 + fields);
    assert_eq!(json(&["fields", "--format", "json"], 0).as_array().unwrap().len(), fields);
}

#[test]
fn what_cannot_be_read_is_a_note_when_other_pages_can() {
    let folder = folder();
    let (page, none) = (path_in(&folder, "a.txt"), path_in(&folder, "notes.txt"));
    let missing = path_in(&folder, "missing.txt");
    let notes = said(&["list", &page, &none, &missing], 0);
    assert!(notes.contains("notes.txt: error[not-a-page] "), "{notes}");
    assert!(notes.contains("missing.txt: error[unreadable] "), "{notes}");
    let found = printed(&["check", &page, &none], 1);
    assert!(found.contains("error[not-a-page]"), "{found}");
    let document = json(&["export", &page, &none], 0);
    assert_eq!(document["diagnostics"][0]["code"], "not-a-page");
    assert!(document["diagnostics"][0]["section"].is_null());
}

#[test]
fn no_page_at_all_is_2() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("notes.txt"), "買い物\n").unwrap();
    let path = folder.path().to_str().unwrap();
    for command in ["list", "export", "check"] {
        assert!(
            said(&[command, path], 2).contains("1 ほかのファイル"),
            "{command} counts what it passed over"
        );
        said(&[command, "/no/such/file"], 2);
    }
    said(&["show", "tonet", path], 2);
    assert_eq!(json(&["list", "--format", "json", path], 2), Value::Array(Vec::new()));
}

/// What a run with these bytes on its standard input gives.
fn with_input(arguments: &[&str], bytes: &[u8]) -> Output {
    jirei(arguments).write_stdin(bytes).output().unwrap()
}

#[test]
fn standard_input_is_read_beside_files_and_once() {
    let seed = fs::read("seeds/mogaminet.txt").unwrap();
    let text = stdout(&with_input(&["list", "-"], &seed));
    assert!(text.starts_with("mogaminet ") && text.lines().count() == 1, "{text}");
    let (utf_16, folder) = (fs::read("tests/pages/mogaminet.utf16.html").unwrap(), folder());
    let output = with_input(&["export", "--format", "ndjson", "-", &path_in(&folder, "a.txt"), "-"], &utf_16);
    let cases: Vec<Value> = stdout(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!((cases.len(), &cases[0]["source"]["path"]), (2, &"-".into()));
    assert_eq!(cases[0]["source"]["encoding"], "UTF-16LE");
    let found = with_input(&["check", "-"], &fs::read("seeds/tonet.txt").unwrap());
    assert_eq!(found.status.code(), Some(1));
    assert!(stdout(&found).lines().all(|line| line.starts_with("-:")), "{}", stdout(&found));
}

#[test]
fn rubbish_on_standard_input_is_2_and_says_what_it_is() {
    for (bytes, words) in [
        (b"".as_slice(), Lang::Ja.text("source.empty").to_owned()),
        ("買い物\n".as_bytes(), Lang::Ja.fill("diagnostic.not-a-page", &[("detail", &0)])),
        (b"\xff\xd8\xff\xe0\0\x10JFIF\0", Lang::Ja.text("source.image").to_owned()),
        (&[0; 200_000], Lang::Ja.text("source.no-text").to_owned()),
    ] {
        let output = with_input(&["list", "-"], bytes);
        assert_eq!((output.status.code(), stdout(&output)), (Some(2), String::new()));
        let said = stderr(&output);
        assert!(
            said.starts_with("-: error[") && said.contains(&words) && said.lines().count() == 1,
            "{said}"
        );
    }
}

#[test]
fn a_file_that_is_no_text_is_called_what_it_is_and_passed_over_in_a_folder() {
    let folder = folder();
    for (name, bytes, what) in [
        ("photo.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF\0".as_slice(), "source.image"),
        ("page.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n\0", "source.damaged-pdf"),
        ("text.pdf", b"%PDF-1.4\n1 0 obj\n", "source.damaged-pdf"),
        ("pages.zip", b"PK\x03\x04\x14\0\0\0", "source.damaged"),
        ("page.txt.gz", b"\x1f\x8b\x08\0\0\0\0\0", "source.damaged"),
        ("page.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "source.old-office"),
        ("empty.txt", b"", "source.empty"),
    ] {
        let path = path_in(&folder, name);
        fs::write(&path, bytes).unwrap();
        let found = said(&["list", &path], 2);
        assert!(found.starts_with(&format!("{path}: error[")), "{name}: {found}");
        assert!(found.contains(Lang::Ja.text(what)), "{name}: {found}");
        assert_eq!(json(&["check", "--format", "json", &path], 2).as_array().unwrap().len(), 1);
    }
    // What could hold a page is named, the rest counted.
    let found = said(&["list", folder.path().to_str().unwrap()], 0);
    let named = ["page.doc", "page.pdf", "page.txt.gz", "pages.zip", "text.pdf"];
    assert_eq!(found.matches("error[").count(), named.len(), "{found}");
    assert!(named.iter().all(|name| found.contains(name)), "{found}");
    assert!(found.ends_with("1 画像、2 ほかのファイル\n"), "{found}");
    printed(&["check", folder.path().to_str().unwrap()], 1);
}

#[cfg(unix)]
#[test]
fn a_pipe_with_a_name_is_read_when_it_is_named_and_not_in_a_folder() {
    let folder = folder();
    let path = path_in(&folder, "pipe");
    if !std::process::Command::new("mkfifo").arg(&path).status().is_ok_and(|status| status.success()) {
        eprintln!("skipped: no mkfifo here");
        return;
    }
    assert_eq!(json(&["list", "--format", "json", folder.path().to_str().unwrap()], 0)[0]["id"], "tonet");
    let writer = std::thread::spawn({
        let path = path.clone();
        move || fs::write(path, fs::read("seeds/mogaminet.txt").unwrap()).unwrap()
    });
    assert!(printed(&["list", &path], 0).starts_with("mogaminet "));
    writer.join().unwrap();
}

/// Takes every permission from a path; false where that keeps nobody out, as it does not root.
#[cfg(unix)]
fn closed(path: &str) -> bool {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(0o000)).unwrap();
    let is_closed = fs::read(path).is_err() && fs::read_dir(path).is_err();
    if !is_closed {
        eprintln!("skipped: whoever runs this may read everything");
    }
    is_closed
}

#[cfg(unix)]
#[test]
fn a_file_without_permission_is_told_and_the_others_are_read() {
    let folder = folder();
    let (top, path) = (folder.path().to_str().unwrap().to_owned(), path_in(&folder, "secret.txt"));
    fs::copy("seeds/mogaminet.txt", &path).unwrap();
    if !closed(&path) {
        return;
    }
    let alone = said(&["list", &path], 2);
    assert!(alone.contains("secret.txt: error[unreadable] "), "{alone}");
    assert!(alone.contains(Lang::Ja.text("system.no-permission")), "{alone}");
    assert!(said(&["list", &top], 0).contains("secret.txt"));
    assert!(printed(&["check", &top], 1).contains("secret.txt: error[unreadable]"));
}

#[cfg(unix)]
#[test]
fn a_folder_without_permission_is_told_and_the_others_are_read() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder();
    let (top, path) = (folder.path().to_str().unwrap().to_owned(), path_in(&folder, "secret"));
    fs::create_dir(&path).unwrap();
    if closed(&path) {
        assert!(said(&["list", &path], 2).contains(Lang::Ja.text("system.no-permission")));
        assert!(said(&["list", &top], 0).contains("secret: error[unreadable]"));
    }
    fs::set_permissions(&path, fs::Permissions::from_mode(0o700)).unwrap();
}

#[cfg(unix)]
#[test]
fn links_that_lead_nowhere_say_so() {
    use std::os::unix::fs::symlink;
    let folder = folder();
    for (target, name) in [("moved.html", "page.html"), ("there", "back"), ("back", "there")] {
        symlink(target, folder.path().join(name)).unwrap();
    }
    let long = "x".repeat(300);
    for (name, reason) in [
        ("page.html", "source.dangling-link"),
        ("back", "system.link-loop"),
        ("a.txt/x", "system.not-a-folder"),
        (&long, "system.bad-name"),
    ] {
        let words = said(&["list", &path_in(&folder, name)], 2);
        assert!(words.contains(Lang::Ja.text(reason)), "{reason}: {words}");
    }
    let notes = said(&["list", folder.path().to_str().unwrap()], 0);
    assert!(notes.contains("page.html: error[unreadable]") && notes.lines().count() == 2, "{notes}");
}

#[cfg(target_os = "linux")]
#[test]
fn names_of_any_bytes_are_read_and_never_drive_the_terminal() {
    use std::os::unix::ffi::OsStrExt;
    let folder = folder();
    for name in
        [b"new\nline".as_slice(), b"esc\x1b[31m", b"inv\xff\xfealid", "rtl\u{202e}".as_bytes(), b"--help"]
    {
        let path = folder.path().join(std::ffi::OsStr::from_bytes(name));
        fs::copy("seeds/tonet.txt", path).unwrap();
    }
    let top = folder.path().to_str().unwrap();
    let found = printed(&["check", top], 1);
    assert_eq!(found.lines().filter(|line| line.contains("[foreign-script]")).count(), 6, "{found}");
    assert!(!found.contains(['\u{1b}', '\u{202e}']), "{found}");
    assert_eq!(json(&["export", top], 0)["cases"].as_array().unwrap().len(), 6);
    let shown = printed(&["show", "tonet", top], 0) + &printed(&["list", "--format", "tsv", top], 0);
    assert!(!shown.contains(['\u{1b}', '\u{202e}']), "{shown}");
}

#[test]
fn a_file_named_like_a_command_can_be_read() {
    let folder = folder();
    fs::rename(folder.path().join("a.txt"), folder.path().join("list")).unwrap();
    for path in [&["list", "./list"][..], &["list", "--", "list"]] {
        let output = jirei(path).current_dir(folder.path()).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        assert!(stdout(&output).starts_with("tonet "));
    }
    // Without a sub-command the file is for the browser, which needs a terminal.
    let output = jirei(&["./list"]).current_dir(folder.path()).output().unwrap();
    assert_eq!(stderr(&output), said(&[], 2));
}

#[test]
fn the_browser_needs_a_terminal_and_says_what_does_not() {
    let words = said(&[], 2);
    assert!(COMMANDS.iter().all(|command| words.contains(command)), "{words}");
    assert!(!words.contains("open"), "it needs a terminal too: {words}");
    assert!(said(&["lst"], 2).contains(&meant("list")));
}

#[test]
fn wrong_usage_names_the_value_what_is_allowed_and_what_was_meant() {
    let words = said(&["list", "--format", "jsno"], 2);
    assert!(words.contains("「jsno」") && words.contains("text、json、csv、tsv"), "{words}");
    assert!(words.contains(&meant("json")), "{words}");
    let words = said(&["list", "--fromat", "json"], 2);
    assert!(words.contains("「--fromat」") && words.contains(&meant("--format")), "{words}");
    assert!(said(&["show"], 2).contains("CASE"));
    assert!(said(&["list", "--lang"], 2).contains("ja、en"));
    assert!(said(&["list", "--lang", "fr", "-q"], 2).contains("「fr」"));
    let english = said(&["--lang", "en", "fields", "x"], 2);
    assert!(english.starts_with("jirei: ") && english.contains("“x”"), "{english}");
}

#[test]
fn control_characters_are_escaped_when_they_are_said_back() {
    for arguments in [&["list", "-q", "\u{1b}]0;x\u{7}"][..], &["show", "\u{1b}[31m\u{202e}"]] {
        let words = said(arguments, 1);
        assert!(words.contains("\\u{1b}") && !words.contains(['\u{1b}', '\u{202e}']), "{words}");
    }
    let words = said(&["list", "--format", "\u{1b}[31m"], 2);
    assert!(!words.contains('\u{1b}'), "{words}");
    let words = said(&["list", "/no/\u{1b}[31m"], 2);
    assert!(!words.contains('\u{1b}'), "{words}");
}

#[test]
fn the_locale_and_lang_choose_the_language() {
    for (locale, arguments, lang) in [
        ("", &["--help"][..], Lang::Ja),
        ("C.UTF-8", &["-h"], Lang::Ja),
        ("en_GB.UTF-8", &["--help"], Lang::En),
        ("en_GB.UTF-8", &["list", "--help", "--lang", "ja"], Lang::Ja),
        ("", &["list", "--lang=en", "-h"], Lang::En),
    ] {
        let help = stdout(&jirei(arguments).env("LANG", locale).output().unwrap());
        let has = [Lang::Ja, Lang::En].map(|lang| help.contains(lang.text("cli.usage-heading")));
        assert_eq!(has, [lang == Lang::Ja, lang == Lang::En], "{locale} {arguments:?}: {help}");
    }
}

#[test]
fn english_shows_the_english_names_beside_the_pages_own() {
    let text = printed(&["show", "tonet", "--lang", "en", "--section", "budget"], 0);
    assert!(text.contains("構築費用概算 Build cost"), "{text}");
    assert!(text.contains("= 460,500,000 yen"), "{text}");
}

/// The words that a shell makes of a line; what it would do with `>`, `|` and the like is an error.
fn shell_words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut in_quotes = false;
    for letter in line.chars() {
        match letter {
            '\'' => in_quotes = !in_quotes,
            ' ' if !in_quotes => words.push(String::new()),
            // `jirei export seeds > cases.json` is meant for the shell.
            '>' if !in_quotes => return words.into_iter().filter(|word| !word.is_empty()).collect(),
            '<' | '|' | '"' | '$' | '&' | ';' if !in_quotes => panic!("needs quotes: {line}"),
            other => words.last_mut().unwrap().push(other),
        }
    }
    assert!(!in_quotes, "{line}");
    words
}

#[test]
fn every_help_has_examples_and_every_example_works() {
    for lang in ["ja", "en"] {
        for command in [None].into_iter().chain(COMMANDS.map(Some)) {
            let arguments: Vec<&str> = command.into_iter().chain(["--help", "--lang", lang]).collect();
            let help = printed(&arguments, 0);
            let (_, examples) = help.rsplit_once(if lang == "ja" { "例:\n" } else { "Examples:\n" }).unwrap();
            let mut count = 0;
            for example in examples.lines().filter_map(|line| line.strip_prefix("  jirei ")) {
                count += 1;
                // A note in words follows; the example itself ends before it.
                let words = shell_words(example.split("  ").next().unwrap());
                let words: Vec<&str> = words.iter().map(String::as_str).collect();
                // The built-in pages have a warning.
                let code = i32::from(words[0] == "check" && !words.contains(&"--explain"));
                printed(&words, code);
            }
            assert!((3..=6).contains(&count), "{command:?} has {count} examples");
        }
    }
}

#[test]
fn colours_are_for_terminals_unless_they_are_asked_for() {
    let coloured = |arguments: &[&str], no_color: &str| {
        let output = jirei(arguments).env("NO_COLOR", no_color).output().unwrap();
        stdout(&output).contains('\u{1b}')
    };
    assert!(!coloured(&["show", "tonet"], ""));
    assert!(!coloured(&["show", "tonet", "--color", "never"], ""));
    assert!(coloured(&["show", "tonet", "--color", "always"], ""));
    assert!(coloured(&["check", "--color", "always"], "") && !coloured(&["check"], ""));
    assert!(coloured(&["list", "--color", "always"], "1"), "what is asked for comes before NO_COLOR");
}

#[test]
fn colours_add_nothing_to_the_words() {
    for arguments in
        [&["show", "mogaminet"][..], &["list", "-q", "もが 山形"], &["check", "--explain", "legend"]]
    {
        let text = printed(&[arguments, &["--color", "always"]].concat(), 0);
        let mut plain = String::new();
        for (place, part) in text.split('\u{1b}').enumerate() {
            plain.push_str(if place == 0 { part } else { part.split_once('m').unwrap().1 });
        }
        assert_eq!(plain, printed(arguments, 0));
    }
}

#[test]
fn what_a_query_found_is_lit_on_a_terminal_and_plain_in_a_pipe() {
    let lit = printed(&["list", "-q", "もが", "--color", "always"], 0);
    assert!(lit.contains("もが\u{1b}[0m") && !lit.contains("もがみ"), "{lit:?}");
    let plain = printed(&["list", "-q", "もが"], 0);
    assert!(plain.contains("もがみネット") && !plain.contains('\u{1b}'), "{plain:?}");
    let never = printed(&["list", "-q", "もが", "--color", "never"], 0);
    assert_eq!(never, plain);
    for format in ["json", "tsv"] {
        let data = printed(&["list", "-q", "もが", "--color", "always", "--format", format], 0);
        assert!(!data.contains('\u{1b}'), "{format} is for programs");
    }
}

#[test]
fn a_closed_pipe_is_no_error() {
    for arguments in
        [&["list"][..], &["export"], &["show", "tonet"], &["check"], &["--help"], &["search", "医療"]]
    {
        let program = assert_cmd::cargo::cargo_bin("jirei");
        let mut command = std::process::Command::new(program);
        command.env("XDG_CONFIG_HOME", NO_CONFIGURATION).env_remove("JIREI_CONFIG");
        command.args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        // Nothing is read: the pipe is closed at once or soon after the start.
        drop(child.stdout.take());
        let mut words = String::new();
        child.stderr.take().unwrap().read_to_string(&mut words).unwrap();
        let code = child.wait().unwrap().code();
        // A short text may have gone into the pipe before it was closed, and then `check` counts.
        let counted = arguments == ["check"] && words.lines().count() == 1;
        assert!(code == Some(0) && words.is_empty() || counted, "{arguments:?}: {code:?} {words}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said_and_is_2() {
    let full = fs::File::options().write(true).open("/dev/full").unwrap();
    let program = assert_cmd::cargo::cargo_bin("jirei");
    let mut command = std::process::Command::new(program);
    command.env("XDG_CONFIG_HOME", NO_CONFIGURATION).env_remove("JIREI_CONFIG");
    let output = command.arg("export").stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(!stderr(&output).is_empty());
}

#[test]
fn the_version_is_one_line() {
    assert_eq!(printed(&["--version"], 0), format!("jirei {}\n", env!("CARGO_PKG_VERSION")));
}

/// The ids of the cases that `search` finds, the best first; `list -q` has to find the same.
fn found_by(query: &str, paths: &[&str]) -> Vec<String> {
    let ids = |arguments: &[&str], cases: fn(&Value) -> &Value| {
        let output = output(&[arguments, paths].concat());
        let document: Value = serde_json::from_str(&stdout(&output)).unwrap();
        let cases = cases(&document).as_array().unwrap();
        assert_eq!(output.status.code(), Some(i32::from(cases.is_empty())), "{query}: {}", stderr(&output));
        cases.iter().map(|case| case["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let found = ids(&["search", query, "--format", "json"], |document| &document["cases"]);
    assert_eq!(ids(&["list", "-q", query, "--format", "json"], |cases| cases), found, "{query}");
    found
}

/// Every query finds these built-in cases, in this order.
fn assert_found(queries: &[&str], ids: &[&str]) {
    for query in queries {
        assert_eq!(found_by(query, &[]), ids, "{query}");
    }
}

/// The two built-in cases, in the order of the files.
const BOTH: [&str; 2] = ["mogaminet", "tonet"];

#[test]
fn row_folded_by_reading_and_fuzzy_on_names() {
    assert_found(&["もがみ", "最上", "mogami", "ｍｏｇａｍｉ", "モガミ", "mogm"], &["mogaminet"]);
}

#[test]
fn row_both_words_between_any_spaces() {
    assert_found(&["糖尿病 IP-VPN", "糖尿病\u{3000}IP-VPN", "糖尿病\tIP-VPN"], &["tonet"]);
    assert_found(&["糖尿病 最上"], &[]);
}

#[test]
fn row_characters_in_a_row() {
    assert_found(&["\"二次医療圏での連携\""], &BOTH);
    assert_found(&["\"二次医療圏 連携\""], &[]);
}

#[test]
fn row_not() {
    assert_found(&["-終了", "－終了"], &BOTH);
    assert_found(&["-クラウド型", "医療 -クラウド型", "－クラウド型"], &["mogaminet"]);
    let folder = folder();
    let path = path_in(&folder, "a.txt");
    let page = fs::read_to_string(&path).unwrap().replace("サービス運用中", "サービス終了");
    fs::write(&path, page).unwrap();
    let paths = ["seeds/mogaminet.txt", path.as_str()];
    assert_eq!(found_by("-終了", &paths), ["mogaminet"]);
    assert_eq!(found_by("状況:終了", &paths), ["tonet"]);
}

#[test]
fn row_either() {
    assert_found(&["クラウド型|集中型", "集中型｜クラウド型"], &BOTH);
    assert_found(&["クラウド型|糖尿病"], &["tonet"]);
}

#[test]
fn row_in_a_field_or_section() {
    assert_found(&["標準:SS-MIX", "network_medical:VPN", "通信:VPN", "standard:ssmix"], &BOTH);
    assert_found(&["network_medical:IP-VPN", "疾病:糖尿病", "県:埼玉", "県=埼玉県"], &["tonet"]);
    assert_found(&["企業:シーエスアイ", "企業=（株）シーエスアイ", "代表:最上"], &["mogaminet"]);
    assert_found(&["企業=シーエス", "県:最上"], &[]);
}

#[test]
fn row_numbers() {
    let large = ["患者>=1万", "患者≧１万", "患者：１万以上", "患者:1万..", "施設>100", "構築費>=1億"];
    assert_found(&large, &["tonet"]);
    assert_found(&["構築費<1億", "構築費＜１億", "構築費:1億未満", "構築費<300000千円"], &["mogaminet"]);
    assert_found(&["年:2010..2014", "運用費/患者<2000"], &BOTH);
    assert_found(&["年:2013", "共有/登録>50%"], &["mogaminet"]);
}

#[test]
fn row_an_item_with_its_mark() {
    assert_found(&["効果:医師の負担軽減=○", "effects:医師の負担軽減=o"], &["mogaminet"]);
    assert_found(&["効果:医師の負担軽減=△"], &["tonet"]);
}

#[test]
fn row_blank_and_not_blank() {
    assert_found(&["空:共有患者数", "空:企業"], &["tonet"]);
    assert_found(&["有:企業", "有:共有患者数"], &["mogaminet"]);
}

#[test]
fn search_is_a_case_and_a_line_a_field_with_its_place() {
    let text = printed(&["search", "患者>=1万 糖尿病"], 0);
    let expected = "tonet  とねっと  埼玉  埼玉利根保健医療圏地域医療ネットワークシステム\n  \
        目的・地域 · システムの導入目的: 救急医療対策、医療連携、糖尿病対策、小児医療対策、疾病予防対策、健康管理  seeds/tonet.txt:56\n  \
        参加数 · 登録患者数: 32187  seeds/tonet.txt:70\n  \
        サービス · 疾病: 糖尿病  seeds/tonet.txt:90\n";
    assert_eq!(text, expected);
    let blank = printed(&["search", "空:共有患者数"], 0);
    assert!(blank.contains("\n  参加数 · 共有患者数: —  seeds/tonet.txt:72\n"), "{blank}");
    let both = printed(&["search", "医療"], 0);
    assert!(both.contains("\n\ntonet  "), "a blank line between two cases: {both}");
}

#[test]
fn a_long_value_is_shortened_around_every_word_that_was_found() {
    let text = printed(&["search", "看護師 長寿化 県:埼玉"], 0);
    let line = text.lines().find(|line| line.contains("地域の課題")).unwrap();
    assert!(line.contains("看護師") && line.contains("長寿化") && line.contains('…'), "{line}");
    assert!(line.chars().count() < 140, "{line}");
    let whole = json(&["search", "看護師 長寿化 県:埼玉", "--format", "json"], 0);
    let matches = whole["cases"][0]["matches"].as_array().unwrap();
    let field = matches.iter().find(|found| found["field"] == "regional_issues").unwrap();
    assert_eq!(field["words"], serde_json::json!(["看護師", "長寿化"]));
}

#[test]
fn what_was_found_is_lit_on_a_terminal() {
    let lit = printed(&["search", "saitama", "--color", "always"], 0);
    assert!(lit.contains("埼玉\u{1b}[0m利根保健医療圏") || lit.contains("埼玉\u{1b}[0m"), "{lit:?}");
    assert!(!printed(&["search", "saitama"], 0).contains('\u{1b}'));
    let english = printed(&["search", "registered", "--lang", "en", "--color", "always"], 0);
    assert!(english.contains("Registered\u{1b}[0m"), "an English label: {english:?}");
}

#[test]
fn search_as_json_says_where_with_words_and_their_bytes() {
    let found = json(&["search", "mogami 患者>=あ", "--format", "json"], 0);
    let members: Vec<&String> = found.as_object().unwrap().keys().collect();
    assert_eq!(members, ["cases", "problems", "query", "schema"]);
    assert_eq!((&found["schema"], &found["query"]), (&2.into(), &"mogami 患者>=あ".into()));
    let problem = &found["problems"][0];
    assert_eq!((&problem["part"], &problem["gravity"]), (&"患者>=あ".into(), &"wrong".into()));
    assert_eq!(problem["range"], serde_json::json!([7, 18]));
    let query = jirei::search::Query::parse("患者>=あ");
    assert_eq!(problem["message"], query.gravest_first()[0].message(Lang::Ja));
    let case = &found["cases"][0];
    let listed = &json(&["list", "-q", "mogami", "--format", "json"], 0)[0];
    for member in ["id", "name", "nickname", "prefectures", "url", "path"] {
        assert_eq!(case[member], listed[member], "{member}");
    }
    for found in case["matches"].as_array().unwrap() {
        let members: Vec<&String> = found.as_object().unwrap().keys().collect();
        let expected = ["field", "label", "label_ranges", "lines", "ranges", "section", "text", "words"];
        assert_eq!(members, expected);
        let text = found["text"].as_str().unwrap();
        let range = |range: &Value| {
            let [start, end] = [0, 1].map(|at| usize::try_from(range[at].as_u64().unwrap()).unwrap());
            text[start..end].to_owned()
        };
        let words: Vec<String> = found["ranges"].as_array().unwrap().iter().map(range).collect();
        assert_eq!(serde_json::json!(words), found["words"]);
    }
    let name =
        case["matches"].as_array().unwrap().iter().find(|found| found["field"] == "system_name").unwrap();
    assert_eq!((&name["section"], &name["label"]), (&"overview".into(), &"システム名".into()));
    assert_eq!(
        (&name["words"], &name["lines"]),
        (&serde_json::json!(["最上"]), &serde_json::json!([45, 45]))
    );
    assert!(case["matches"].as_array().unwrap().iter().any(|found| found["field"] == "nickname"));
}

#[test]
fn search_as_ndjson_is_the_same_cases_a_line_each() {
    let document = json(&["search", "医療", "--format", "json"], 0);
    let lines = printed(&["search", "医療", "--format", "ndjson"], 0);
    let cases: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(Value::Array(cases), document["cases"]);
    assert_eq!(printed(&["search", "zzzzqqq", "--format", "ndjson"], 1), "");
    let nothing = json(&["search", "zzzzqqq", "--format", "json"], 1);
    assert_eq!(nothing["cases"], Value::Array(Vec::new()));
}

#[test]
fn search_ends_with_1_where_nothing_matches_and_2_where_it_cannot_run() {
    assert!(said(&["search", "zzzzqqq"], 1).contains("「zzzzqqq」"));
    let near = Lang::Ja.fill("query.alone_one", &[("part", &"埼玉|山形"), ("count", &2)]);
    assert!(said(&["list", "-q", "埼玉と山形"], 1).contains(&near));
    for command in [&["search", "注射オーダ 県:埼玉"][..], &["list", "-q", "注射オーダ 県:埼玉"]]
    {
        let words = said(command, 1);
        assert!(words.contains(" 注射オーダ 1件 · 県:埼玉 1件\n"), "{words}");
    }
    let near = Lang::Ja.fill("query.near", &[("queries", &"とねっと")]);
    for command in [&["search", "とねつと"][..], &["list", "-q", "とねつと"], &["table", "-q", "とねつと"]]
    {
        assert_eq!(said(command, 0), format!("jirei: {near}\n"));
        assert!(printed(command, 0).contains("とねっと"), "{command:?}");
    }
    said(&["search"], 2);
    said(&["search", "医療", "/no/such/file"], 2);
    said(&["search", "医療", "--format", "tsv"], 2);
    let folder = folder();
    assert!(
        said(&["search", "糖尿病", &path_in(&folder, "a.txt"), &path_in(&folder, "notes.txt")], 0)
            .contains("notes.txt: error[not-a-page]")
    );
    assert_eq!(printed(&["search", " "], 0).lines().filter(|line| !line.is_empty()).count(), 2);
}

#[test]
fn what_is_wrong_with_a_query_is_said_and_the_rest_works() {
    for command in [&["search", "患者>=あ もがみ"][..], &["list", "-q", "患者>=あ もがみ"]] {
        assert!(printed(command, 0).starts_with("mogaminet "));
        let words = said(command, 0);
        assert!(words.contains("「患者>=あ」") && words.lines().count() == 1, "{words}");
        let words = said(&[command, &["--lang", "en"]].concat(), 0);
        assert!(words.contains("“患者>=あ”"), "{words}");
    }
    let words = said(&["search", "患しゃ>1"], 2);
    assert!(words.contains("「患しゃ」"), "{words}");
    assert!(!said(&["search", "\u{1b}[31m患者>=あ"], 1).contains('\u{1b}'));
    assert_eq!(said(&["search", "患者>=1万"], 0), "");
}

#[test]
fn a_query_may_begin_with_a_minus() {
    let expected = printed(&["list", "--query", "-クラウド型"], 0);
    for arguments in
        [&["list", "-q", "-クラウド型"][..], &["list", "-q=-クラウド型"], &["list", "-q-クラウド型"]]
    {
        assert_eq!(printed(arguments, 0), expected, "{arguments:?}");
    }
    let expected = printed(&["search", "--", "-クラウド型"], 0);
    assert_eq!(printed(&["search", "-クラウド型"], 0), expected);
    assert!(expected.starts_with("mogaminet "));
    let wrong = said(&["search", "--fromat", "json"], 2);
    assert!(wrong.contains("「--fromat」") && wrong.contains(&meant("--format")), "{wrong}");
    let valueless = Lang::Ja.fill("cli.no-value", &[("option", &"--query")]);
    assert!(said(&["list", "-q", "--format", "json"], 2).contains(&valueless));
    assert!(said(&["-q", "埼玉", "list"], 2).contains("jirei list -q 埼玉"));
    // The browser needs a terminal, and takes the query no worse.
    assert_eq!(said(&["-q", "-終了", "seeds"], 2), said(&[], 2));
}

#[test]
fn the_help_of_search_has_the_language_and_quotes_what_shells_read() {
    for (lang, row) in [("ja", "患者>=1万"), ("en", "patients>=10000")] {
        let help = printed(&["search", "--help", "--lang", lang], 0);
        for part in [row, "クラウド型|集中型", "-終了", "'", "..", "mogm", "=○"] {
            assert!(help.contains(part), "{lang}: {part}: {help}");
        }
    }
}

#[test]
fn what_explains_the_query_language_stands_in_one_column() {
    for lang in ["ja", "en"] {
        let help = printed(&["search", "--help", "--lang", lang], 0);
        let list = help.lines().skip_while(|line| !line.starts_with("  もがみ 最上 mogami mogm"));
        let list: Vec<&str> = list.take_while(|line| !line.is_empty()).collect();
        assert!(list.len() > 10, "{help}");
        let column = cells(&list[0][..list[0].rfind("  ").unwrap() + 2]);
        for line in list {
            let cut = line.char_indices().map(|(at, _)| at).find(|at| cells(&line[..*at]) == column);
            let (before, after) = line.split_at(cut.unwrap());
            assert!(before.ends_with(' ') && !after.starts_with(' '), "{lang}: {line}");
        }
    }
}

#[test]
fn completions_are_made_for_every_shell_and_know_every_command() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = printed(&["completions", shell], 0);
        for command in ["list", "search", "show", "export", "check", "fields", "keys", "man"] {
            assert!(script.contains(command), "{shell} does not know {command}");
        }
    }
    for other in ["tcsh", "ksh", "dash"] {
        let said = said(&["completions", other], 2);
        assert!(said.contains(&format!("「{other}」")) && !said.contains(&meant("")), "{said}");
    }
    assert!(said(&["completions", "fihs"], 2).contains(&meant("fish")));
}

#[test]
fn the_manual_names_every_command_option_code_and_key() {
    for lang in ["ja", "en"] {
        let page = printed(&["man", "--lang", lang], 0);
        assert!(page.contains(".TH JIREI 1"), "{page}");
        let words = page.replace("\\-", "-").replace("\\fR", "").replace("\\fB", "").replace("\\fI", "");
        for part in
            ["jirei search", "--explain CODE", "--section SECTION", "ss-mix", "cost-sum (warning)", "Ctrl-Z"]
        {
            assert!(words.to_lowercase().contains(&part.to_lowercase()), "{lang}: {part}");
        }
        assert!(!words.contains("man."), "a label is missing");
    }
    let japanese = printed(&["man"], 0);
    assert!(japanese.contains("\nコマンドと同じ名前のファイルは ./list か"), "a line of its own stays one");
}

#[test]
fn open_says_what_it_cannot_open() {
    assert!(said(&["open", "zzzz"], 1).contains("zzzz"));
    assert!(said(&["open", "tonet", "-"], 2).contains("-"));
    assert!(said(&["open", "tonet", "--section", "17"], 2).contains("17"));
    assert!(said(&["open", "ネット"], 2).contains("tonet"));
    let both = said(&["open", "tonet", "--site", "--section", "3"], 2);
    assert!(both.contains("--site") && both.contains("--section"), "{both}");
    let empty = tempfile::tempdir().unwrap();
    let folder = empty.path().to_str().unwrap();
    for command in [&["list"][..], &["open", "tonet"], &["show", "tonet"], &["check"]] {
        assert!(said(&[command, &[folder]].concat(), 2).contains(folder), "{command:?} names the folder");
    }
    // Without a terminal there is no browser.
    assert!(said(&["open", "tonet"], 2).contains("jirei"));
}

#[test]
fn a_query_of_which_nothing_is_left_gives_no_case() {
    for command in ["search", "list"] {
        let option: &[&str] = if command == "list" { &["-q"] } else { &[] };
        for query in ["is:foo", "患者>=abc"] {
            let arguments: Vec<&str> = [command].iter().chain(option).chain(&[query]).copied().collect();
            let output = output(&arguments);
            assert_eq!(output.status.code(), Some(2), "{command} {query}");
            assert!(stdout(&output).is_empty() && !stderr(&output).is_empty());
        }
    }
}

#[test]
fn usage_lines_name_the_formats_that_the_option_takes() {
    for command in ["list", "search", "show", "export", "check", "fields", "glossary", "keys"] {
        let help = jirei(&[command, "--help"]).assert().success().get_output().stdout.clone();
        let help = String::from_utf8(help).unwrap();
        let words = help.split("--format ").skip(1).map(|rest| rest.trim_start_matches('<'));
        let formats: BTreeSet<&str> = words
            .map(|rest| rest.split(|c: char| !c.is_ascii_lowercase() && c != '|').next().unwrap())
            .filter(|formats| formats.contains('|'))
            .collect();
        assert_eq!(formats.len(), 1, "{command}: {formats:?}");
    }
}
