//! HTML → the same lines that a text page has: table rows and definitions as rows, the rest as words.
//!
//! `tree` (text → scraper's tree) → `walk` (its elements in order) → `blocks` (elements → words, rows) → `rows`
//! (the grid of a table → labels and values) → `arrange` (blocks → lines). `pairs` finds labels and values that
//! stand side by side without a table.

mod arrange;
mod blocks;
mod controls;
mod element;
mod name;
mod pairs;
mod rows;
mod tree;
mod walk;
mod words;

#[cfg(test)]
mod tests;

use self::walk::Hidden;
use super::line::{Line, LineKind};

/// What a piece of HTML says.
pub struct Html {
    /// Its lines, in page order.
    pub lines: Vec<Line<'static>>,
    /// The first line with elements nested too deep to be kept apart.
    pub too_deep: Option<u32>,
}

/// Reads a whole document, or several in one file.
pub fn document(text: &str) -> Html {
    let html = fragment(text, 1);
    let last = last_line(text);
    let mut lines = Vec::with_capacity(html.lines.len() + 2);
    // A page that is alone in its file is the whole file.
    lines.push(Line::of(1, "", LineKind::Blank));
    lines.extend(html.lines);
    lines.push(Line::of(last, "", LineKind::Blank));
    Html { lines, too_deep: html.too_deep }
}

/// The number of the last line: of a text of one line, and of none, 1.
fn last_line(text: &str) -> u32 {
    let ends = if memchr::memchr(b'\r', text.as_bytes()).is_some() {
        super::decode::lines(text).count()
    } else {
        memchr::memchr_iter(b'\n', text.as_bytes()).count() + usize::from(!text.ends_with('\n'))
    };
    u32::try_from(ends).unwrap_or(u32::MAX).max(1)
}

/// Reads a piece of HTML that begins on this line of its file.
pub fn fragment(text: &str, first_line: u32) -> Html {
    let read = tree::read(text, first_line);
    let (blocks, hidden_words) = walk::blocks(&read.trees, text.len(), Hidden::Left);
    let mut lines = arrange::lines(blocks);
    // Tabs of a page are hidden with style: what is nowhere else is no duplicate.
    if hidden_words.iter().any(|label| !shows(&lines, label)) {
        lines = arrange::lines(walk::blocks(&read.trees, text.len(), Hidden::Read).0);
    }
    Html { lines, too_deep: read.too_deep }
}

/// True where a label stands on one of the lines.
fn shows(lines: &[Line<'_>], wanted: &str) -> bool {
    lines.iter().any(|line| match &line.kind {
        LineKind::Row { label, .. } => label.starts_with(wanted),
        LineKind::Plain { text, .. } => text == wanted,
        LineKind::Blank | LineKind::Rule => false,
    })
}

/// So much of a file's beginning tells what it is.
const BEGINNING: usize = 4096;

/// True for a text that is HTML as a whole: it begins as a document, or with a tag and has no
/// Markdown and no tab rows.
pub fn is_html(text: &str) -> bool {
    let mut end = text.len().min(BEGINNING);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let beginning = &text[..end];
    let mut tags = memchr::memchr_iter(b'<', beginning.as_bytes()).peekable();
    let is_document = |at: usize| {
        let begins = |tag: &str| {
            beginning.get(at..at + tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag))
        };
        let is_first = || beginning[..at].rsplit('\n').next().is_none_or(|before| before.trim().is_empty());
        begins("<html") || ["<!doctype html", "<body", "<head>"].into_iter().any(begins) && is_first()
    };
    tags.peek().is_some() && (tags.any(is_document) || is_fragment(text))
}

fn is_fragment(text: &str) -> bool {
    let begins = text.trim_start().strip_prefix('<');
    let begins = begins.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '!'));
    let is_marked = |line: &str| {
        line.starts_with(['#', '|'])
            || line.starts_with("- ")
            || line.trim_end().contains('\t') && !line.contains('<')
    };
    begins && !text.lines().any(|line| is_marked(line.trim_start_matches([' ', '\t'])))
}

/// The index after the end of the HTML block that begins at `lines[at]`, in a file that is not HTML:
/// a table or a definition list that Markdown writers leave as they are.
pub fn block_end(lines: &[&str], at: usize) -> Option<usize> {
    let first = lines.get(at)?.trim_start().strip_prefix('<')?;
    let begins = |name: &str| {
        first.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
            && first[name.len()..].chars().next().is_none_or(|c| c == '>' || c.is_whitespace())
    };
    let name = ["table", "dl"].into_iter().find(|name| begins(name))?;
    let (open, close) = (format!("<{name}"), format!("</{name}"));
    let mut depth = 0_usize;
    for (index, line) in lines.iter().enumerate().skip(at) {
        let line = line.to_ascii_lowercase();
        depth += line.matches(&open).count();
        depth = depth.saturating_sub(line.matches(&close).count());
        if depth == 0 {
            return Some(index + 1);
        }
    }
    None
}
