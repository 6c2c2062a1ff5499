//! The key table of the README is made from the keymap and the words of the help;
//! `UPDATE_PICTURES=1 cargo test --test key_table` writes it anew.

#![expect(clippy::unwrap_used, reason = "helpers of tests may stop a test")]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use jirei::config::{Command, Keymap};
use jirei::lang::Lang;

const BEGIN: &str = "<!-- keys: made from assets/keymap.toml -->\n";
const END: &str = "<!-- end of keys -->\n";

/// The commands of the table, a row each; the help shows all.
const ROWS: &[&[Command]] = &[
    &[Command::Up, Command::Down],
    &[Command::PreviousSection, Command::NextSection],
    &[Command::Sections],
    &[Command::Read],
    &[Command::OpenField],
    &[Command::Back],
    &[Command::PreviousCase, Command::NextCase],
    &[Command::Top, Command::Bottom],
    &[Command::WholePage],
    &[Command::HideBlanks],
    &[Command::VisitBack, Command::VisitForward],
    &[Command::Search],
    &[Command::PreviousHit, Command::NextHit],
    &[Command::Facets],
    &[Command::ExplainTerm],
    &[Command::Diagnostics],
    &[Command::Bookmark],
    &[Command::Copy],
    &[Command::CopyMenu],
    &[Command::EditSource],
    &[Command::OpenUrl],
    &[Command::SiteMenu],
    &[Command::Wider, Command::Narrower],
    &[Command::Sort],
    &[Command::Reload],
    &[Command::Themes],
    &[Command::ReleaseMouse],
    &[Command::Palette],
    &[Command::Help],
    &[Command::Quit],
];

fn table() -> String {
    let keymap = Keymap::built_in();
    let mut table = String::from("| key | what it does | 日本語 |\n| --- | --- | --- |\n");
    let sections = Command::SECTIONS.iter().flat_map(|command| keymap.all_keys(*command));
    let keys: Vec<String> = sections.map(|key| format!("`{key}`")).collect();
    let words = |lang: Lang| lang.text("command.sections_1_to_10");
    writeln!(table, "| {} | {} | {} |", keys.join(" "), words(Lang::En), words(Lang::Ja)).unwrap();
    for row in ROWS {
        let keys: Vec<String> = row.iter().flat_map(|command| keymap.all_keys(*command)).collect();
        let keys: Vec<String> = keys.iter().map(|key| format!("`{key}`")).collect();
        let words = |lang: Lang| {
            let words: Vec<&str> = row.iter().map(|command| lang.text(command.label_id())).collect();
            words.join(if lang == Lang::Ja { "、" } else { "; " })
        };
        writeln!(table, "| {} | {} | {} |", keys.join(" "), words(Lang::En), words(Lang::Ja)).unwrap();
    }
    table
}

#[test]
fn the_key_table_of_the_readme_is_fresh() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(&path).unwrap();
    let (before, rest) = readme.split_once(BEGIN).unwrap();
    let (shown, after) = rest.split_once(END).unwrap();
    if std::env::var_os("UPDATE_PICTURES").is_some() {
        fs::write(&path, format!("{before}{BEGIN}{}{END}{after}", table())).unwrap();
    } else {
        assert_eq!(shown, table(), "run UPDATE_PICTURES=1 cargo test --test key_table");
    }
}
