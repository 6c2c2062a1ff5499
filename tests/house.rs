//! The rules of the house: what may know what, which words are used, what the README and the pages in
//! `docs/` promise. The readers behind them are in `tests/house/`, each with samples that break its rule.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops by panicking")]

#[path = "house/circles.rs"]
mod circles;
#[path = "house/imports.rs"]
mod imports;
#[path = "house/readme.rs"]
mod readme;
#[path = "house/scan.rs"]
mod scan;
#[path = "house/tools.rs"]
mod tools;
#[path = "house/words.rs"]
mod words;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use jirei::model::Code;

/// Lines of a file in `src/`, its tests apart.
const MOST_LINES: usize = 400;

/// Lints that may be allowed for tests only.
const HELD_LINTS: [&str; 4] = ["unwrap_used", "expect_used", "panic", "too_many_lines"];

/// What may lie at the top of the repository.
const TOP: [&str; 22] = [
    ".ci",
    ".editorconfig",
    ".gitattributes",
    ".gitignore",
    "CHANGELOG.md",
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "NOTICE",
    "README.md",
    "assets",
    "benches",
    "build",
    "clippy.toml",
    "docs",
    "fuzz",
    "rustfmt.toml",
    "scripts",
    "seeds",
    "src",
    "tests",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn assert_none(broken: &[String]) {
    assert!(broken.is_empty(), "\n{}", broken.join("\n"));
}

#[test]
fn rooms_know_only_the_rooms_to_their_left() {
    let files = scan::source_files(root());
    assert!(files.len() > 5, "the sources were not found");
    assert_none(&files.iter().flat_map(imports::broken_imports).collect::<Vec<_>>());
}

#[test]
fn no_files_import_each_other() {
    let mut modules = circles::Modules::default();
    for file in scan::source_files(root()) {
        modules.add(&file.path, &file.module, &read(&file.path));
    }
    assert_none(&modules.circles());
}

#[test]
fn files_stay_short_and_the_lints_stay_on() {
    let mut broken = Vec::new();
    for file in scan::source_files(root()) {
        if file.product.lines > MOST_LINES {
            broken.push(format!("{}: {} lines, {MOST_LINES} at most", file.path, file.product.lines));
        }
        // The allocator cannot be written without.
        let is_unsafe = |token: &scan::Token| matches!(token.word(), Some("unsafe" | "unsafe_code"));
        if file.path != "src/main.rs" && file.product.tokens.iter().any(is_unsafe) {
            broken.push(format!("{}: unsafe code", file.path));
        }
        broken
            .extend(allowed_lints(&file.product.tokens).map(|lint| format!("{}: allows {lint}", file.path)));
    }
    assert_none(&broken);
    assert!(read("clippy.toml").contains("too-many-lines-threshold = 60"));
    let manifest: toml::Table = read("Cargo.toml").parse().unwrap();
    for lint in HELD_LINTS {
        assert_eq!(manifest["lints"]["clippy"][lint].as_str(), Some("deny"), "{lint}");
    }
    assert_eq!(manifest["lints"]["rust"]["unsafe_code"].as_str(), Some("deny"));
}

/// The held lints that a source switches off: `clippy::panic` outside a test is written for that only.
fn allowed_lints(tokens: &[scan::Token]) -> impl Iterator<Item = &str> {
    let after_clippy = tokens.windows(4).filter(|window| window[0].word() == Some("clippy"));
    after_clippy.filter_map(|window| window[3].word()).filter(|lint| HELD_LINTS.contains(lint))
}

#[test]
fn a_lint_switched_off_is_found() {
    let tokens = scan::tokens("#[allow(clippy::panic)] fn a() {} // clippy::unwrap_used");
    assert_eq!(allowed_lints(&tokens).collect::<Vec<_>>(), ["panic"]);
}

#[test]
fn every_word_that_is_used_is_known_and_filled() {
    let source = read("assets/labels.toml");
    let labels = words::labels(&source);
    let groups: BTreeSet<&str> =
        labels.iter().filter_map(|label| Some(label.id.split_once('.')?.0)).collect();
    let mut broken = Vec::new();
    for file in scan::source_files(root()) {
        let place = |line: usize| format!("{}:{line}", file.path);
        for (line, id, filled) in words::called_ids(&file.product.tokens) {
            let label = labels.iter().find(|label| label.id == id);
            if !jirei::lang::is_known(id) || label.is_none() {
                broken.push(format!("{}: 「{id}」 is not in assets/labels.toml", place(line)));
            }
            if let (Some(label), Some(filled)) = (label, filled)
                && words::placeholders(&label.ja) != filled
            {
                broken.push(format!("{}: 「{id}」 is filled with {filled:?}", place(line)));
            }
        }
        for (line, id) in words::mentioned_ids(&file.product.tokens, &groups) {
            if !jirei::lang::is_known(id) {
                broken.push(format!("{}: 「{id}」 looks like a label and is none", place(line)));
            }
        }
    }
    assert_none(&broken);
}

#[test]
fn every_word_is_used_and_whole_in_both_languages() {
    let source = read("assets/labels.toml");
    let labels = words::labels(&source);
    let mut broken: Vec<String> = labels.iter().filter_map(words::broken_label).collect();
    let files = scan::source_files(root());
    let used: BTreeSet<String> =
        files.iter().flat_map(|file| words::used_ids(&file.product.tokens)).collect();
    let codes: BTreeSet<&str> = Code::ALL.iter().map(|code| code.name()).collect();
    for label in &labels {
        let code = label.id.strip_prefix("diagnostic.");
        if !code.map_or_else(|| used.contains(&label.id), |code| codes.contains(code)) {
            broken.push(format!("{}: nobody uses it", label.id));
        }
    }
    let ids = codes.iter().flat_map(|code| [format!("diagnostic.{code}"), format!("explain.{code}")]);
    broken.extend(ids.filter(|id| !jirei::lang::is_known(id)).map(|id| format!("{id}: has no words")));
    assert_none(&broken);
}

#[test]
fn english_has_one_kind_of_apostrophe() {
    for file in ["assets/labels.toml", "assets/glossary.tsv"] {
        let text = read(file);
        let straight = |line: &&str| {
            let letters: Vec<char> = line.chars().collect();
            let is = |chars: &[char]| {
                chars[1] == '\'' && [chars[0], chars[2]].iter().all(char::is_ascii_lowercase)
            };
            letters.windows(3).any(is)
        };
        let found: Vec<String> =
            text.lines().filter(straight).map(|line| format!("{file}: {line}")).collect();
        assert_none(&found);
    }
}

/// README.md and the pages in `docs/`.
fn pages() -> Vec<String> {
    let docs = fs::read_dir(root().join("docs")).unwrap().map(|entry| entry.unwrap().file_name());
    let docs =
        docs.filter_map(|name| Some(format!("docs/{}", name.to_str().filter(|n| n.ends_with(".md"))?)));
    let mut pages: Vec<String> = docs.collect();
    pages.sort();
    pages.insert(0, "README.md".to_owned());
    pages
}

#[test]
fn the_commands_of_the_pages_work() {
    let mut broken = Vec::new();
    for page in pages() {
        let commands = readme::commands(&read(&page)).unwrap_or_else(|why| panic!("{page}:{why}"));
        let is_full_of_them = ["README.md", "docs/searching.md"].contains(&page.as_str());
        assert!(commands.len() >= 10 || !is_full_of_them, "the commands of {page} were not found");
        for command in commands {
            let mut jirei = Command::new(env!("CARGO_BIN_EXE_jirei"));
            // What the person has set who runs the tests does not count.
            jirei.env("XDG_CONFIG_HOME", concat!(env!("CARGO_TARGET_TMPDIR"), "/no-configuration"));
            jirei.env_remove("JIREI_CONFIG");
            jirei.env("JIREI_STATE", root().join("target").join("nothing-kept.json"));
            let output = jirei.args(&command.arguments).current_dir(root()).output().unwrap();
            if output.status.code() != Some(command.exit) {
                let said = String::from_utf8_lossy(&output.stderr).into_owned();
                let line = command.line;
                broken.push(format!("{page}:{line}: {:?}: {} {said}", command.arguments, output.status));
            }
        }
    }
    assert_none(&broken);
}

#[test]
fn the_readme_and_ci_run_the_same_tests() {
    let markdown = read("README.md");
    let blocks = readme::blocks(&markdown);
    let mut lines = blocks.iter().filter(|block| block.info.starts_with("sh")).flat_map(|block| &block.lines);
    let (_, test) = lines.find(|(_, line)| line.starts_with("cargo test")).expect("no test command");
    let test = test.split(" #").next().unwrap().trim();
    let script = read(".ci/run");
    let mut steps = script.lines().filter(|line| line.starts_with("cargo "));
    // The same command; the lock file may not change on the way.
    assert_eq!(steps.next().map(|step| step.replace(" --locked", "")).as_deref(), Some(test));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(root().join(".ci/run")).unwrap().permissions().mode();
        assert_eq!(mode & 0o100, 0o100, ".ci/run cannot be run");
    }
    assert!(script.contains("set -eu") && script.contains("cargo fmt --check"));
    assert!(steps.any(|step| step.contains("clippy") && step.contains("--all-targets -- -D warnings")));
}

#[test]
fn the_page_of_the_diagnostics_has_each_in_its_order() {
    let markdown = read("docs/diagnostics.md");
    let rows = readme::table_rows(&markdown);
    let named: Vec<(&str, &str)> = rows
        .iter()
        .filter_map(|row| Some((row.first()?.strip_prefix('`')?.strip_suffix('`')?, *row.get(1)?)))
        .collect();
    let codes: Vec<_> = Code::ALL.iter().map(|code| (code.name(), code.severity().name())).collect();
    assert_eq!(named, codes, "docs/diagnostics.md");
}

#[test]
fn the_pages_name_only_files_that_exist() {
    let mut broken = Vec::new();
    for page in pages() {
        let markdown = read(&page);
        let folder = Path::new(&page).parent().unwrap();
        let links = readme::local_links(&markdown).into_iter().map(|link| (link, folder.join(link)));
        let named = readme::named_paths(&markdown, &TOP).into_iter().map(|path| (path, path.into()));
        for (written, path) in links.chain(named) {
            if !root().join(path).exists() {
                broken.push(format!("{page}: {written} is not there"));
            }
        }
    }
    assert_none(&broken);
}

#[test]
fn the_page_for_contributors_names_only_code_that_exists() {
    let page = read("docs/contributing.md");
    let (text, _) = page.split_once(FILES_BEGIN).unwrap();
    let all: String = scan::source_files(root()).iter().map(|file| read(&file.path)).collect();
    let has = |text: &str, name: &str| {
        text.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == name)
    };
    let mut broken = Vec::new();
    for (paths, names) in readme::named_code(text) {
        let files: String =
            paths.iter().filter_map(|path| fs::read_to_string(root().join(path)).ok()).collect();
        let text = if files.is_empty() { &all } else { &files };
        let unknown = names.into_iter().filter(|name| !has(text, name));
        broken.extend(unknown.map(|name| format!("{name} is not in {paths:?}")));
    }
    assert_none(&broken);
}

#[test]
fn the_top_of_the_repository_holds_only_what_belongs_there() {
    assert_none(&strangers(&top_entries()));
    assert_eq!(strangers(&["src".to_owned(), "notes.txt".to_owned()]).len(), 1);
}

#[test]
fn no_file_names_a_path_of_somebodys_machine() {
    // In pieces, so that this file does not find itself.
    let homes = [["/ho", "me/"], ["/ro", "ot/"], ["/Us", "ers/"], ["/wo", "rk/"]].map(|parts| parts.concat());
    let Some(files) = git_files() else { return };
    let mut broken = Vec::new();
    for file in files {
        // What is no UTF-8 is a page in another encoding.
        let Ok(text) = fs::read_to_string(root().join(&file)) else { continue };
        for (at, line) in text.lines().enumerate() {
            if homes.iter().any(|home| line.contains(home)) {
                broken.push(format!("{file}:{}: {}", at + 1, line.trim()));
            }
        }
    }
    assert_none(&broken);
}

fn strangers(entries: &[String]) -> Vec<String> {
    entries.iter().filter(|entry| !TOP.contains(&entry.as_str())).cloned().collect()
}

/// The top of what git keeps; without git (a copy of the sources) what is there.
fn top_entries() -> Vec<String> {
    if let Some(files) = git_files() {
        let tops: BTreeSet<&str> = files.iter().filter_map(|path| path.split('/').next()).collect();
        return tops.into_iter().map(str::to_owned).collect();
    }
    let entries = fs::read_dir(root()).unwrap().map(|entry| entry.unwrap().file_name());
    let names = entries.map(|name| name.to_string_lossy().into_owned());
    names.filter(|name| name != "target").collect()
}

/// What git keeps, where the sources are a repository of their own.
fn git_files() -> Option<Vec<String>> {
    let git = Command::new("git").args(["ls-files", "-z"]).current_dir(root()).output().ok()?;
    if !root().join(".git").exists() || !git.status.success() {
        return None;
    }
    let names = String::from_utf8(git.stdout).ok()?;
    Some(names.split('\0').filter(|name| !name.is_empty()).map(str::to_owned).collect())
}

const FILES_BEGIN: &str = "<!-- files: made from the first sentence of each file in src/ -->\n";
const FILES_END: &str = "<!-- end of files -->\n";

/// The list of `docs/contributing.md`: a heading for each folder, a line for each file.
fn file_list() -> String {
    let mut files: Vec<(String, String)> = scan::source_files(root())
        .into_iter()
        .map(|file| {
            let source = read(&file.path);
            let header: Vec<&str> =
                source.lines().map_while(|line| line.strip_prefix("//!")).map(str::trim).collect();
            let paragraph: Vec<&str> = header.into_iter().take_while(|line| !line.is_empty()).collect();
            let paragraph = paragraph.join(" ");
            let sentence = paragraph.split_once(". ").map_or(paragraph.as_str(), |(first, _)| first);
            (file.path.clone(), sentence.trim_end_matches('.').to_owned())
        })
        .filter(|(path, sentence)| path.matches('/').count() > 1 && !sentence.is_empty())
        .collect();
    files.sort();
    let mut list = String::new();
    let mut folder = String::new();
    for (path, sentence) in files {
        let (own, name) = path.rsplit_once('/').unwrap();
        if folder != own {
            folder = own.to_owned();
            list += &format!("\n**`{folder}/`**\n\n");
        }
        list += &format!("- `{name}`: {sentence}\n");
    }
    list
}

#[test]
fn the_list_of_files_is_fresh() {
    let path = "docs/contributing.md";
    let page = read(path);
    let (before, rest) = page.split_once(FILES_BEGIN).unwrap();
    let (_, after) = rest.split_once(FILES_END).unwrap();
    let fresh = format!("{before}{FILES_BEGIN}{}{FILES_END}{after}", file_list());
    if std::env::var_os("UPDATE_PICTURES").is_some() {
        fs::write(root().join(path), &fresh).unwrap();
    }
    assert!(
        read(path) == fresh,
        "the files of {path} are old: UPDATE_PICTURES=1 cargo test --test house writes them"
    );
}
