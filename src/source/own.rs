//! What jirei itself writes: the text of `jirei show` and the Markdown that the browser copies, read back
//! into the lines of a page without what jirei adds.

mod layout;
mod markdown;
mod names;
mod page;
mod value;

use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::line::Line;
use super::{decode, line_prefixes};

/// How the tables begin that jirei writes of whole pages, for programs and in workbooks of both languages: a row a page,
/// and a row an answer.
const TABLES: [&[&str]; 6] = [
    &["id", "name", "nickname", "url", "newest"],
    &["ID", "名称", "略称", "URL", "最新のページ"],
    &["ID", "Name", "Nickname", "URL", "newest page"],
    &["case_id", "section_id", "section_no", "field_id"],
    &["事例ID", "区分", "区分の番号", "項目ID"],
    &["case", "section", "section number", "field"],
];

/// True for a table that jirei wrote of whole pages: its columns are no labels of a page.
pub fn is_table(text: &str) -> bool {
    let head = text.trim_start_matches('\u{feff}').lines().next().unwrap_or_default();
    TABLES
        .iter()
        .any(|names| [',', '\t'].iter().any(|parting| head.starts_with(&names.join(&parting.to_string()))))
}

/// Returns the lines of the pages that jirei wrote; `None` for any other text.
pub fn lines(text: &str) -> Option<Vec<Line<'static>>> {
    // The rule of a Markdown table has the second of them in it.
    static FINDERS: LazyLock<[Finder<'static>; 2]> = LazyLock::new(|| layout::RULES.map(Finder::new));
    if !FINDERS.iter().any(|rule| rule.find(text.as_bytes()).is_some()) {
        return None;
    }
    let source = line_prefixes::bare(decode::lines(text).collect());
    let (pages, is_markdown) = match layout::pages(&source) {
        Some(pages) => (pages, false),
        None => (markdown::pages(&source)?, true),
    };
    Some(page::lines(&pages, is_markdown))
}
