//! The configuration from outside: where it is looked for, what it changes, how mistakes are said.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops by panicking")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use assert_cmd::Command;
use jirei::lang::Lang;

/// A home of one's own, with the place for configurations in it.
struct Home(tempfile::TempDir);

impl Home {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    /// Writes a configuration where it belongs.
    fn with(text: &str) -> Self {
        let home = Self::new();
        fs::create_dir_all(home.path().join("xdg/jirei")).unwrap();
        fs::write(home.default_file(), text).unwrap();
        home
    }

    fn default_file(&self) -> PathBuf {
        self.path().join("xdg/jirei/config.toml")
    }

    fn jirei(&self, arguments: &[&str]) -> Command {
        let mut command = Command::cargo_bin("jirei").unwrap();
        for name in ["LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "JIREI_CONFIG"] {
            command.env_remove(name);
        }
        command.env("HOME", self.path()).env("XDG_CONFIG_HOME", self.path().join("xdg")).args(arguments);
        command
    }

    fn output(&self, arguments: &[&str]) -> Output {
        self.jirei(arguments).output().unwrap()
    }
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn the_option_comes_before_the_variable_and_that_before_the_usual_place() {
    let home = Home::with("lang = 'en'\n");
    let french = home.path().join("wrong.toml");
    fs::write(&french, "lang = 'fr'\n").unwrap();
    let japanese = home.path().join("ja.toml");
    fs::write(&japanese, "lang = 'ja'\n").unwrap();
    let first = |command: &mut Command| {
        let output = command.output().unwrap();
        (stdout(&output).lines().next().unwrap_or_default().to_owned(), stderr(&output))
    };
    assert_eq!(first(&mut home.jirei(&["keys"])).0, "Moving");
    let (heading, said) = first(home.jirei(&["keys"]).env("JIREI_CONFIG", &french));
    assert_eq!(heading, "移動");
    assert!(said.contains("wrong.toml:1: 「fr」") && said.contains(" lang "), "{said}");
    let by_option = ["--config", japanese.to_str().unwrap(), "keys"];
    assert_eq!(first(home.jirei(&by_option).env("JIREI_CONFIG", &french)), ("移動".into(), String::new()));
    let behind = format!("--config={}", japanese.display());
    assert_eq!(first(&mut home.jirei(&["keys", &behind])).0, "移動");
    assert_eq!(first(&mut home.jirei(&["keys", "--lang", "ja"])).0, "移動", "--lang comes first");
    assert_eq!(first(home.jirei(&["keys"]).env("LANG", "ja_JP")).0, "Moving", "before the locale");
    assert_eq!(first(home.jirei(&["keys"]).env("JIREI_CONFIG", "")).0, "Moving", "empty is not set");
}

#[test]
fn help_and_usage_errors_speak_the_language_that_is_set() {
    let home = Home::with("lang = 'en'\n");
    assert!(stdout(&home.output(&["--help"])).contains(Lang::En.text("cli.usage-heading")));
    let argument = Lang::En.fill("cli.unknown-argument", &[("argument", &"“--nope”")]);
    assert!(stderr(&home.output(&["list", "--nope"])).contains(&argument));
}

#[test]
fn a_named_file_has_to_be_there_and_the_usual_one_need_not() {
    let home = Home::new();
    assert_eq!(home.output(&["list"]).status.code(), Some(0));
    let missing = home.output(&["list", "--config", "no-such.toml"]);
    assert_eq!(missing.status.code(), Some(2));
    assert!(stderr(&missing).contains("「no-such.toml」"), "{}", stderr(&missing));
    let variable = home.jirei(&["list"]).env("JIREI_CONFIG", home.path()).output().unwrap();
    assert_eq!(variable.status.code(), Some(2), "a folder is no file");
    assert_eq!(home.output(&["--help", "--config", "no-such.toml"]).status.code(), Some(0));
}

#[test]
fn paths_are_opened_where_none_is_named() {
    let seed = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds/tonet.txt");
    let home = Home::with("paths = ['~/pages', 'beside.txt']\n");
    fs::create_dir(home.path().join("pages")).unwrap();
    fs::copy(&seed, home.path().join("pages/a.txt")).unwrap();
    let other = seed.with_file_name("mogaminet.txt");
    fs::copy(&other, home.path().join("xdg/jirei/beside.txt")).unwrap();
    for command in [&["list"][..], &["search", "医療"], &["show", "tonet"], &["export"], &["check"]] {
        let printed = stdout(&home.output(command));
        assert!(!printed.contains("seeds/"), "{command:?}: {printed}");
    }
    let listed = stdout(&home.output(&["list", "--format", "tsv"]));
    assert!(listed.contains("pages/a.txt") && listed.contains("jirei/beside.txt"), "{listed}");
    let named = stdout(&home.output(&["list", "--format", "tsv", seed.to_str().unwrap()]));
    assert!(named.contains("seeds/tonet.txt") && !named.contains("beside.txt"), "{named}");
}

#[test]
fn a_path_that_is_set_and_gives_no_page_is_told_with_the_configuration_that_names_it() {
    let home = Home::with("mouse = false\npaths = ['~/none']\n");
    let file = format!("{}:2", home.default_file().display());
    for command in [&["list"][..], &["search", "医療"], &["show", "tonet"], &["open", "tonet"], &["export"]]
    {
        let output = home.output(command);
        let said = stderr(&output);
        assert_eq!(output.status.code(), Some(2), "{command:?}");
        assert!(said.contains("unreadable") && said.matches(&file).count() == 1, "{command:?}: {said}");
    }
    assert!(stderr(&home.output(&["check"])).contains(&file));
    let typed = home.output(&["list", home.path().join("nowhere").to_str().unwrap()]);
    assert!(!stderr(&typed).contains(&file), "what was typed is no matter of the configuration");
    fs::create_dir(home.path().join("none")).unwrap();
    let empty = home.output(&["list"]);
    assert_eq!((empty.status.code(), stderr(&empty).matches(&file).count()), (Some(2), 1), "{empty:?}");
    let seed = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds/tonet.txt");
    fs::copy(&seed, home.path().join("none/a.txt")).unwrap();
    fs::write(home.path().join("none/broken.html"), "%PDF-1.4").unwrap();
    assert!(!stderr(&home.output(&["list"])).contains(&file), "a file below the folder is named by its path");
    fs::write(home.default_file(), "paths = ['~/none', '~/gone']\n").unwrap();
    let partly = home.output(&["list"]);
    assert_eq!(partly.status.code(), Some(0));
    assert!(stderr(&partly).contains("config.toml:1"), "{}", stderr(&partly));
}

#[test]
fn keys_are_printed_as_they_are_set() {
    let home = Home::with("[keys.global]\ntop = 'g g'\nsort = []\n");
    let printed = stdout(&home.output(&["keys"]));
    // The g and Home that the popups keep do not go to the top in the panes.
    assert!(printed.contains("  gg  "), "{printed}");
    let sort = Lang::Ja.text("command.sort");
    assert!(stdout(&Home::new().output(&["keys"])).contains(sort) && !printed.contains(sort), "{printed}");
    let json: serde_json::Value =
        serde_json::from_str(&stdout(&home.output(&["keys", "--format", "json"]))).unwrap();
    let top =
        json.as_array().unwrap().iter().find(|row| row["context"] == "global" && row["command"] == "top");
    assert_eq!(top.unwrap()["keys"], serde_json::json!(["gg"]));
}

#[test]
fn config_checks_prints_and_says_where() {
    let home = Home::new();
    let place = format!("{}\n", home.default_file().display());
    assert_eq!(stdout(&home.output(&["config", "--path"])), place);
    let absent = home.output(&["config"]);
    assert_eq!((absent.status.code(), stdout(&absent)), (Some(0), String::new()));
    assert!(stderr(&absent).contains("jirei config --print"), "{}", stderr(&absent));
    let default = home.output(&["config", "--print"]);
    assert_eq!((default.status.code(), stderr(&default)), (Some(0), String::new()));

    let home = Home::with(&stdout(&default));
    assert_eq!(home.output(&["config"]).status.code(), Some(0));
    let wrong = stdout(&default)
        .replace("#theme = \"auto\"", "theme = \"drak\"")
        .replace("#mouse = true", "mouse = 1");
    fs::write(home.default_file(), wrong).unwrap();
    let checked = home.output(&["config", "--lang", "en"]);
    assert_eq!(checked.status.code(), Some(1));
    let said = stdout(&checked);
    assert_eq!(said.lines().count(), 2, "{said}");
    assert!(
        said.contains("“drak”") && said.contains(&Lang::En.fill("cli.meant", &[("near", &"dark")])),
        "{said}"
    );
    let elsewhere = home.output(&["config", "--path", "--config", "x.toml"]);
    assert_eq!(stdout(&elsewhere), "x.toml\n");
    assert_eq!(home.output(&["config", "--path", "--print"]).status.code(), Some(2));
}

#[test]
fn the_readmes_configuration_has_no_mistake() {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let (_, block) = readme.split_once("```toml\n").unwrap();
    let home = Home::with(block.split_once("```").unwrap().0);
    let checked = home.output(&["config"]);
    assert_eq!((checked.status.code(), stdout(&checked)), (Some(0), String::new()));
    assert!(stdout(&home.output(&["keys"])).contains("Ctrl-X›s"));
}

#[cfg(unix)]
#[test]
fn a_set_of_columns_of_ones_own_is_one_of_tables() {
    let home = Home::with("[columns]\n\"うちの列\" = \"略称,患者\"\n");
    let table = stdout(&home.output(&["table", "--columns", "うちの列", "--format", "tsv"]));
    assert_eq!(table.lines().next(), Some("id\tnickname\tregistered_patients"));
    let more = stdout(&home.output(&["table", "-q", "列:うちの列,県", "--format", "tsv"]));
    assert_eq!(more.lines().next(), Some("id\tnickname\tregistered_patients\tarea"));
    let wrong = Home::with("[columns]\n\"費用\" = \"略称\"\n");
    assert!(stderr(&wrong.output(&["list"])).contains("config.toml:2: "), "named with its line");
}

#[test]
fn without_a_place_for_configurations_there_is_one_in_the_home() {
    let home = Home::new();
    let relative = home.jirei(&["config", "--path"]).env("XDG_CONFIG_HOME", "relative").output().unwrap();
    let expected = format!("{}\n", home.path().join(".config/jirei/config.toml").display());
    assert_eq!(stdout(&relative), expected);
}

#[cfg(unix)]
#[test]
fn a_relative_home_is_none() {
    let home = Home::new();
    let config = |folder: &str, at: &Path| {
        let mut command = home.jirei(&["config", "--path"]);
        command.env("XDG_CONFIG_HOME", "").env("HOME", folder).current_dir(at).output().unwrap()
    };
    for folder in [".", "home", "../home"] {
        let output = config(folder, home.path());
        assert_eq!((output.status.code(), stdout(&output)), (Some(2), String::new()), "{folder}");
        assert!(stderr(&output).contains(Lang::Ja.text("configuration.nowhere")), "{folder}");
    }
    assert_eq!(config(home.path().to_str().unwrap(), home.path()).status.code(), Some(0));
}
