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
