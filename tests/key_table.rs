//! The key tables of the README and of `docs/browser.md` are made from the keymap and the words of the help;
//! `UPDATE_PICTURES=1 cargo test --test key_table` writes them anew.

#![expect(clippy::unwrap_used, reason = "helpers of tests may stop a test")]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use jirei::config::{Command, Keymap};
use jirei::lang::Lang;

const BEGIN: &str = "<!-- keys: made from assets/keymap.toml -->\n";
const END: &str = "<!-- end of keys -->\n";

/// The commands to begin with, a row each.
const FIRST: &[&[Command]] = &[
    &[Command::Up, Command::Down],
    &[Command::PreviousSection, Command::NextSection],
    &[Command::Read],
    &[Command::OpenField],
    &[Command::Back],
    &[Command::PreviousCase, Command::NextCase],
    &[Command::Search],
    &[Command::QueryHelp],
    &[Command::PreviousHit, Command::NextHit],
    &[Command::Facets],
    &[Command::Table],
    &[Command::Compare, Command::Mark],
    &[Command::History],
    &[Command::Distribution, Command::Charts],
    &[Command::Map],
    &[Command::Similar],
    &[Command::LikeProfile],
    &[Command::LikenessGroups],
    &[Command::Diagnostics],
    &[Command::Bookmark, Command::Bookmarks],
    &[Command::CopyMenu],
    &[Command::OpenUrl],
    &[Command::Palette],
    &[Command::Help],
    &[Command::Quit],
];

/// The commands worth knowing; the help shows all.
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
    &[Command::QueryHelp],
    &[Command::PreviousHit, Command::NextHit],
    &[Command::Facets],
    &[Command::Table],
    &[Command::Columns, Command::HideColumn],
    &[Command::MoveColumnLeft, Command::MoveColumnRight],
    &[Command::ColumnSets],
    &[Command::Unfold, Command::Fold],
    &[Command::HideSame],
    &[Command::Foot],
    &[Command::Benchmarks],
    &[Command::Compare],
    &[Command::Mark, Command::ClearMarks],
    &[Command::History],
    &[Command::Relations],
    &[Command::Distribution, Command::Charts],
    &[Command::Map],
    &[Command::Similar],
    &[Command::ExplainTerm],
    &[Command::Diagnostics],
    &[Command::Bookmark, Command::Bookmarks],
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

fn table(rows: &[&[Command]]) -> String {
    let keymap = Keymap::built_in();
    let mut table = String::from("| key | what it does | 日本語 |\n| --- | --- | --- |\n");
    let (one_digit, others) = Command::SECTIONS.split_at(10);
    for (sections, id) in [(one_digit, "command.sections_1_to_10"), (others, "command.sections_11_to_16")] {
        let keys = sections.iter().flat_map(|command| keymap.all_keys(*command));
        let keys: Vec<String> = keys.map(|key| format!("`{key}`")).collect();
        let words = |lang: Lang| lang.text(id);
        writeln!(table, "| {} | {} | {} |", keys.join(" "), words(Lang::En), words(Lang::Ja)).unwrap();
    }
    for row in rows {
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

/// Holds the table of one page, or writes it anew.
fn hold(page: &str, rows: &[&[Command]]) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(page);
    let text = fs::read_to_string(&path).unwrap();
    let (before, rest) = text.split_once(BEGIN).unwrap();
    let (shown, after) = rest.split_once(END).unwrap();
    if std::env::var_os("UPDATE_PICTURES").is_some() {
        fs::write(&path, format!("{before}{BEGIN}{}{END}{after}", table(rows))).unwrap();
    } else {
        assert_eq!(shown, table(rows), "run UPDATE_PICTURES=1 cargo test --test key_table");
    }
}

#[test]
fn the_key_tables_are_fresh() {
    hold("README.md", FIRST);
    hold("docs/browser.md", ROWS);
}
