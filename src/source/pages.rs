//! Where pages begin in a file, and the head of a page: full name, nickname, URL.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::{memchr, memmem::Finder};
use rustc_hash::{FxHashMap, FxHashSet};

use super::form::{form, key};
use super::join::{Joint, append};
use super::line::{Line, LineKind, Mark};
use super::markup;

/// The heading that every page begins with.
const PAGE_HEADING: &str = "事例紹介";

/// How many of the form's titles and labels make a page.
pub const ENOUGH: usize = 5;

/// The lines of one page.
pub struct PageSpan {
    /// Indexes of its lines in the file's lines, what stands before the heading included.
    pub lines: Range<usize>,
    /// Index of the line after the heading, or of the first line where there is no heading.
    pub start: usize,
    /// True where the page has lost its heading.
    pub headless: bool,
    /// Lines after the page that begin like another one and hold too little of a form to be one.
    pub stub: Option<Stub>,
}

/// Lines that begin like a page and hold too little of the form.
pub struct Stub {
    /// Indexes of the lines.
    pub lines: Range<usize>,
    /// How many of the form's titles and labels were found, where it has the most of them.
    pub known: usize,
}

/// The pages of a file, or how many different titles and labels were found where that is too few.
pub fn split(lines: &[Line<'_>]) -> Result<Vec<PageSpan>, usize> {
    let headings: Vec<usize> = (0..lines.len()).filter(|at| is_page_heading(&lines[*at])).collect();
    let ends = headings.iter().copied().skip(1).chain([lines.len()]);
    let mut spans: Vec<PageSpan> = Vec::new();
    for (start, end) in headings.iter().copied().zip(ends) {
        let known = known_words(&lines[start..end]);
        if known >= ENOUGH {
            let first = if spans.is_empty() { 0 } else { start };
            spans.push(PageSpan { lines: first..end, start: start + 1, headless: false, stub: None });
        } else if let Some(page) = spans.last_mut() {
            if known > 0 || page.stub.is_some() {
                let stub = page.stub.get_or_insert(Stub { lines: start..end, known });
                stub.lines.end = end;
                stub.known = stub.known.max(known);
            } else {
                // A heading without any of the form below it is a word of the site's navigation.
                page.lines.end = end;
            }
        }
    }
    if spans.is_empty() {
        let known = known_words(lines);
        let whole = PageSpan { lines: 0..lines.len(), start: 0, headless: true, stub: None };
        return if known >= ENOUGH { Ok(vec![whole]) } else { Err(known) };
    }
    Ok(spans)
}

/// Empties the lines that a printer repeats at the top and bottom of each sheet: page numbers, and
/// words that come again at other breaks, digits aside.
pub fn without_running_lines(mut lines: Vec<Line<'_>>) -> Vec<Line<'_>> {
    let has_break = |at: &usize| memchr(b'\x0c', lines[*at].raw.as_bytes()).is_some();
    let breaks: Vec<usize> = (0..lines.len()).filter(has_break).collect();
    let mut edges = Vec::new();
    for at in breaks {
        let above = (at.saturating_sub(NEAR_BREAK)..at).rev();
        edges.extend(above.filter(|line| lines[*line].plain().is_some()).take(1));
        let below = at..lines.len().min(at + NEAR_BREAK);
        edges.extend(below.filter(|line| lines[*line].plain().is_some()).take(1));
    }
    let mut times: FxHashMap<String, usize> = FxHashMap::default();
    for at in &edges {
        *times.entry(masked(&lines[*at])).or_default() += 1;
    }
    for at in edges {
        let words = masked(&lines[at]);
        let is_number = words.contains('0') && words.chars().all(|c| "0-–—/ 　ページ頁Pagep.".contains(c));
        let is_of_form = lines[at]
            .plain()
            .is_some_and(|text| form().title(text).is_some() || form().label_anywhere(text).is_some());
        if is_number || (!is_of_form && times.get(&words).is_some_and(|times| *times > 1)) {
            lines[at].kind = LineKind::Blank;
        }
    }
    lines
}

/// So many lines before and after a page break a printed line is looked for.
const NEAR_BREAK: usize = 5;

/// The words of a line, each number in it a zero.
fn masked(line: &Line<'_>) -> String {
    let mut masked = String::new();
    for c in line.plain().unwrap_or_default().chars() {
        let c = if c.is_numeric() { '0' } else { c };
        if c != '0' || !masked.ends_with('0') {
            masked.push(c);
        }
    }
    masked
}

fn is_page_heading(line: &Line<'_>) -> bool {
    static FIRST: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("事"));
    // Most lines are told from it by their letters alone: no other letter stands for 事.
    let text = line.plain().filter(|text| FIRST.find(text.as_bytes()).is_some());
    text.and_then(key).is_some_and(|key| key == PAGE_HEADING)
}

/// How many different titles and labels of the form stand on these lines; no more than [`ENOUGH`] are
/// counted.
fn known_words(lines: &[Line<'_>]) -> usize {
    let mut known = FxHashSet::default();
    for line in lines {
        let words = match &line.kind {
            LineKind::Row { label, .. } => label.split("凡例").next().unwrap_or(label),
            LineKind::Plain { text, .. } => text,
            LineKind::Blank | LineKind::Rule => continue,
        };
        if form().title(words).is_some() || form().label_anywhere(words).is_some() {
            known.insert(key(words));
            if known.len() == ENOUGH {
                break;
            }
        }
    }
    known.len()
}

/// The head of a page.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// The full name and the line it stands on.
    pub name: Option<(String, usize)>,
    /// The nickname and the line it stands on.
    pub nickname: Option<(String, usize)>,
    /// The network's own site.
    pub url: Option<String>,
    /// Index of the first line after the head.
    pub end: usize,
}

/// Reads the head of a page. `system_name` is what the page's own table calls the system: it tells
/// the name from a line of navigation, and where a name goes on in the next line.
pub fn head(lines: &[Line<'_>], span: &PageSpan, system_name: &str) -> Head {
    let mut words: Vec<(&str, usize)> = Vec::new();
    let mut head = Head { end: span.lines.end, ..Head::default() };
    // Without the heading, only a title or the address shows that what stands before them is a head.
    let mut is_head = !span.headless;
    for (at, line) in lines.iter().enumerate().take(span.lines.end).skip(span.start) {
        let (LineKind::Plain { text, mark }, None) = (&line.kind, ends_head(line)) else {
            if line.is_empty() {
                continue;
            }
            is_head |= line.plain().is_some();
            head.end = at;
            break;
        };
        if let Some(url) = markup::address(&line.raw) {
            is_head = true;
            head.url = Some(url);
            head.end = at + 1;
            break;
        }
        // A bullet before the address is the site's navigation.
        if *mark != Mark::Bullet {
            words.push((text, at));
        }
    }
    if is_head {
        name_and_nickname(&words, system_name, &mut head);
    }
    head
}

/// A title of the form ends the head, and so does the heading of a contents list.
fn ends_head(line: &Line<'_>) -> Option<()> {
    let text = line.plain()?;
    let is_contents = key(text).is_some_and(|key| key == "目次");
    (form().title(text).is_some() || is_contents).then_some(())
}

fn name_and_nickname(words: &[(&str, usize)], system_name: &str, head: &mut Head) {
    let wanted = key(system_name).filter(|wanted| !wanted.is_empty());
    let matching = wanted.and_then(|wanted| {
        (0..words.len()).find_map(|first| {
            let mut joined = String::new();
            for (last, (text, _)) in words.iter().enumerate().skip(first) {
                append(&mut joined, text, Joint::Cut);
                let so_far = key(&joined)?;
                if so_far == wanted {
                    return Some((first, last, joined.clone()));
                }
                if !wanted.starts_with(so_far.as_ref()) {
                    return None;
                }
            }
            None
        })
    });
    let (after, name) = match matching {
        Some((first, last, joined)) => (last + 1, Some((joined, words[first].1))),
        None => (1, words.first().map(|(text, at)| ((*text).to_owned(), *at))),
    };
    head.name = name;
    head.nickname = words.get(after).map(|(text, at)| ((*text).to_owned(), *at));
}
