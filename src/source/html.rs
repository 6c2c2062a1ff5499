//! HTML → the same lines that a text page has: table rows and definitions as rows, the rest as words.
//!
//! `tree` (text → the tree of it) → `walk` (its elements in order) → `blocks` (elements → words, rows) →
//! `rows` (the grid of a table → labels and values) → `arrange` (blocks → lines). `pairs` is for pages with
//! neither a table nor a `dl`: it finds labels and values side by side.

mod abreast;
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
mod wrapped;
mod xml;

#[cfg(test)]
mod tests;

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::ops::Bound;

use self::blocks::Block;
use self::walk::{Hidden, Walked};
pub use self::wrapped::unwrapped;
pub use self::xml::is_xml;
use super::line::{FileLines, Line, LineKind};

/// Reads a whole document, or several in one file, and the page whose source it shows, if it does.
pub fn document(text: &str) -> FileLines<'static> {
    let mut html = fragment(text, 1);
    // A page that shows the source of another one.
    if let Some(source) = wrapped::shown_source(&html.lines) {
        html = fragment(&source, 1);
    }
    let last = last_line(text);
    let mut lines = Vec::with_capacity(html.lines.len() + 2);
    // A page that is alone in its file is the whole file.
    lines.push(Line::of(1, "", LineKind::Blank));
    lines.extend(html.lines);
    lines.push(Line::of(last, "", LineKind::Blank));
    FileLines { lines, too_deep: html.too_deep }
}

/// Returns the number of the last line, 1 for an empty text.
fn last_line(text: &str) -> u32 {
    let ends = if memchr::memchr(b'\r', text.as_bytes()).is_some() {
        super::decode::lines(text).count()
    } else {
        memchr::memchr_iter(b'\n', text.as_bytes()).count() + usize::from(!text.ends_with('\n'))
    };
    u32::try_from(ends).unwrap_or(u32::MAX).max(1)
}

/// Reads a piece of HTML that begins on this line of its file.
pub fn fragment(text: &str, first_line: u32) -> FileLines<'static> {
    let (found, hidden_words, too_deep) = read_blocks(text, first_line, Hidden::Left);
    if let Some(lines) = abreast::lines(&found) {
        return FileLines { lines, too_deep };
    }
    let mut lines = arrange::lines(found);
    // Tabs of a page are hidden with style: what is nowhere else is no duplicate.
    if !hidden_words.is_empty() && !show_all(&lines, hidden_words) {
        // The trees are read again: to keep all of them takes more memory than the lines do.
        lines = arrange::lines(read_blocks(text, first_line, Hidden::Read).0);
    }
    FileLines { lines, too_deep }
}

/// Returns the blocks of a text, the labels in hidden elements left out, and the first line nested too deep.
fn read_blocks(text: &str, first_line: u32, hidden: Hidden) -> (Vec<Block>, BTreeSet<String>, Option<u32>) {
    let mut walked = Walked::new(text.len(), hidden);
    let too_deep = tree::read(text, first_line, &mut |tree| walked.read_tree(&tree));
    let (blocks, hidden_words) = walked.finish();
    (blocks, hidden_words, too_deep)
}

/// True if each of these labels begins the label of a row, or is a line of its own.
fn show_all(lines: &[Line<'_>], mut wanted: BTreeSet<String>) -> bool {
    for line in lines {
        match &line.kind {
            LineKind::Row { label, .. } => remove_prefixes(&mut wanted, label),
            LineKind::Plain { text, .. } => _ = wanted.remove(text.as_ref()),
            LineKind::Blank | LineKind::Rule => {}
        }
    }
    wanted.is_empty()
}

/// Removes from the set every entry that the label begins with.
fn remove_prefixes(wanted: &mut BTreeSet<String>, mut label: &str) {
    // What begins the label stands before it in order, and so does what begins that.
    while let Some(before) = wanted.range::<str, _>((Bound::Unbounded, Bound::Included(label))).next_back() {
        let same = before.chars().zip(label.chars()).take_while(|(one, other)| one == other);
        let shared = same.map(|(c, _)| c.len_utf8()).sum();
        label = &label[..shared];
        if before.len() == shared {
            wanted.remove(label);
        }
    }
}

/// So much of a file's beginning shows what it is.
const BEGINNING: usize = 4096;

/// True for a text that begins with a doctype or `<html` and ends with `</html>`.
pub fn is_document(text: &str) -> bool {
    let start = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    let begins = |tag: &str| start.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag));
    (begins("<!doctype html") || begins("<html")) && text.trim_end().to_ascii_lowercase().ends_with("</html>")
}

/// True for a text with `<html`, or a doctype, head or body tag at a line's beginning, near its top, and for
/// one that begins with a tag and has no Markdown and no tab rows.
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
    tags.peek().is_some() && (tags.any(is_document) || is_html_fragment(text))
}

/// True for a text that begins with a tag and has no line of Markdown and no tab row.
fn is_html_fragment(text: &str) -> bool {
    let begins = text.trim_start().strip_prefix('<');
    let begins = begins.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '!'));
    let is_marked = |line: &str| {
        line.starts_with(['#', '|'])
            || line.starts_with("- ")
            || line.trim_end().contains('\t') && !line.contains('<')
    };
    begins && !text.lines().any(|line| is_marked(line.trim_start_matches([' ', '\t'])))
}

/// Elements that Markdown writers leave as they are.
const LEFT_ALONE: [&str; 2] = ["table", "dl"];

/// Where the HTML blocks end in a file that is not HTML.
pub struct BlockEnds<'a> {
    lines: &'a [&'a str],
    /// For each element of [`LEFT_ALONE`], the index after the block that begins at each line, or 0.
    ends: [OnceCell<Vec<u32>>; LEFT_ALONE.len()],
}

impl<'a> BlockEnds<'a> {
    /// Creates the index of a file's blocks; no line is read before the first `end`.
    pub fn new(lines: &'a [&'a str]) -> Self {
        Self { lines, ends: Default::default() }
    }

    /// Returns the index behind the `table` or `dl` that begins at `lines[at]`; `None` if none begins or none
    /// closes it.
    pub fn end(&self, at: usize) -> Option<usize> {
        let first = self.lines.get(at)?.trim_start().strip_prefix('<')?;
        let begins = |name: &str| {
            first.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
                && first[name.len()..].chars().next().is_none_or(|c| c == '>' || c.is_whitespace())
        };
        let (name, ends) = LEFT_ALONE.into_iter().zip(&self.ends).find(|(name, _)| begins(name))?;
        let end = *ends.get_or_init(|| block_ends(self.lines, name)).get(at)?;
        usize::try_from(end).ok().filter(|end| *end > 0)
    }
}

/// Returns for each line with a start tag of this name the index behind the line that closes it, or 0.
fn block_ends(lines: &[&str], name: &str) -> Vec<u32> {
    let mut ends = vec![0; lines.len()];
    // The lines whose block is open, each with the depth before it, which grows from one to the next.
    let mut open: Vec<(usize, i64)> = Vec::new();
    let mut depth = 0_i64;
    for (at, line) in lines.iter().enumerate() {
        let (opened, closed) = count_tags(line, name);
        if opened > 0 {
            open.push((at, depth));
        }
        depth += opened - closed;
        while let Some((begin, _)) = open.pop_if(|(_, before)| *before >= depth) {
            ends[begin] = u32::try_from(at + 1).unwrap_or(0);
        }
    }
    ends
}

/// Returns how many start and end tags of this name a line has.
fn count_tags(line: &str, name: &str) -> (i64, i64) {
    let (mut opened, mut closed) = (0, 0);
    for at in memchr::memchr_iter(b'<', line.as_bytes()) {
        let rest = &line.as_bytes()[at + 1..];
        let begins = |rest: &[u8]| {
            rest.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name.as_bytes()))
        };
        opened += i64::from(begins(rest));
        closed += i64::from(rest.strip_prefix(b"/").is_some_and(begins));
    }
    (opened, closed)
}
