//! HTML that was copied as a text: behind a sign or number on each line, or with its signs written as
//! entities.

use std::borrow::Cow;

use memchr::{memchr, memmem};

use super::super::line::{Line, LineKind};
use super::super::line_prefixes;
use super::super::markup;
use super::xml;

/// So many lines out of ten must begin alike.
const OF_TEN: usize = 9;
/// Fewer lines show nothing.
const FEWEST: usize = 4;
/// Fewer tags as words are words about HTML.
const TAGS: usize = 12;

/// Returns the text as HTML: without what precedes each line, with entities as tags, XML with HTML's names.
/// It keeps its lines.
pub fn unwrapped(text: &str) -> Cow<'_, str> {
    let has_tags = memchr(b'<', text.as_bytes()).is_some();
    if !has_tags && memmem::find(text.as_bytes(), b"&lt;").is_none() {
        return Cow::Borrowed(text);
    }
    if xml::is_xml(text) {
        return Cow::Owned(xml::as_html(text));
    }
    let text = without_prefix(text);
    let is_escaped = !has_tags && text.matches("&lt;").count() >= TAGS;
    if is_escaped { Cow::Owned(markup::unescaped(&text)) } else { text }
}

/// Returns the text without the sign or number that nine of ten lines begin with: `> <html>`, `1: <html>`.
fn without_prefix(text: &str) -> Cow<'_, str> {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let first = lines.next().and_then(|line| line.split_once('<')).map(|(prefix, _)| prefix);
    let is_prefix = |prefix: &&str| !prefix.trim().is_empty() && !prefix.contains(char::is_alphabetic);
    let Some(prefix) = first.filter(is_prefix).map(|prefix| line_prefixes::mask(prefix, usize::MAX)) else {
        return Cow::Borrowed(text);
    };
    let bare = |line| line_prefixes::without_prefix(line, &prefix);
    let (count, alike) = lines
        .fold((0, 0), |(count, alike), line| (count + 1, alike + usize::from(bare(line).len() < line.len())));
    if count < FEWEST || alike * 10 < count * OF_TEN {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.lines().map(|line| format!("{}\n", bare(line))).collect())
}

/// Returns the HTML that these lines show as words, each on its line; `None` if they show a page.
pub fn shown_source(lines: &[Line<'_>]) -> Option<String> {
    let words = || {
        lines.iter().filter_map(|line| match &line.kind {
            LineKind::Row { label, value, .. } => Some((line.number, label.as_ref(), value.as_deref())),
            LineKind::Plain { text, .. } => Some((line.number, text.as_ref(), None)),
            LineKind::Blank | LineKind::Rule => None,
        })
    };
    let tags: usize = words().map(|(_, label, value)| end_tags(label) + value.map_or(0, end_tags)).sum();
    if tags < TAGS || tags < words().count() {
        return None;
    }
    let (mut source, mut at) = (String::new(), 1);
    for (number, label, value) in words() {
        while at < number {
            source.push('\n');
            at += 1;
        }
        source += label;
        source += value.unwrap_or_default();
    }
    Some(source)
}

/// Returns how many end tags are among the words.
fn end_tags(words: &str) -> usize {
    words.matches("</").count()
}
