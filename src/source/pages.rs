//! Where pages begin in a file.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::{memchr, memmem::Finder};
use rustc_hash::{FxHashMap, FxHashSet};

use super::align::{FormItem, opening};
use super::form::{form, key};
use super::line::{Line, LineKind};
use super::line_prefixes::mask;
use super::{closing_notes, page_boundary, page_restarts, value};

/// The heading that every page begins with.
pub const PAGE_HEADING: &str = "事例紹介";

/// No more of the form's titles and labels are counted.
pub const ENOUGH: usize = 5;

/// Lines that may be a page.
#[derive(Debug, Clone)]
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
#[derive(Debug, Clone)]
pub struct Stub {
    /// Indexes of the lines.
    pub lines: Range<usize>,
    /// How many of the form's titles and labels were found, where it has the most of them.
    pub known: usize,
}

/// Returns what may be the pages of a file: from heading to heading, and within them and above the first
/// heading from where the form begins to where it begins again. A heading without any of the form below it is navigation.
pub fn candidates(lines: &[Line<'_>]) -> Vec<PageSpan> {
    let mut spans = spans_by_heading(lines);
    match spans.first_mut() {
        Some(first) if page_restarts::begins_again_below(&lines[..first.lines.end], first.start - 1) => {
            let end = page_boundary::head_start(lines, 0, first.start - 1);
            first.lines.start = end;
            spans.insert(0, PageSpan { lines: 0..end, start: 0, headless: true, stub: None });
        }
        Some(first) => first.lines.start = 0,
        None => spans.push(PageSpan { lines: 0..lines.len(), start: 0, headless: true, stub: None }),
    }
    spans.into_iter().flat_map(|span| split_at_restarts(lines, span)).collect()
}

/// Returns the stretches from heading to heading.
fn spans_by_heading(lines: &[Line<'_>]) -> Vec<PageSpan> {
    let is_heading = |wanted: fn(&Line<'_>) -> bool| (0..lines.len()).filter(move |at| wanted(&lines[*at]));
    let mut headings: Vec<usize> = is_heading(is_page_heading).collect();
    if headings.is_empty() {
        headings = is_heading(is_framed_heading).collect();
    }
    let starts: Vec<usize> = (0..headings.len())
        .map(|nth| match nth.checked_sub(1) {
            Some(last) => page_boundary::head_start(lines, headings[last] + 1, headings[nth]),
            None => headings[nth],
        })
        .collect();
    let ends = starts.iter().copied().skip(1).chain([lines.len()]);
    let mut spans: Vec<PageSpan> = Vec::new();
    for ((start, heading), end) in starts.iter().copied().zip(headings).zip(ends) {
        match spans.last_mut() {
            Some(page) if known_words(&lines[heading..end]) == 0 => page.lines.end = end,
            _ => spans.push(PageSpan { lines: start..end, start: heading + 1, headless: false, stub: None }),
        }
    }
    spans
}

/// Splits a stretch where the form begins again in it.
fn split_at_restarts(lines: &[Line<'_>], span: PageSpan) -> Vec<PageSpan> {
    let PageSpan { lines: all, start, headless, stub } = span;
    let own = &lines[start..all.end];
    let starts: Vec<usize> = page_restarts::starts(own)
        .into_iter()
        .map(|restart| start + page_boundary::page_start(own, restart.between, &restart.system_name))
        .filter(|at| *at > start)
        .collect();
    let ends = starts.iter().copied().chain([all.end]);
    let mut spans: Vec<PageSpan> = [all.start]
        .into_iter()
        .chain(starts.iter().copied())
        .zip(ends)
        .map(|(from, end)| PageSpan { lines: from..end, start: from, headless: true, stub: None })
        .collect();
    if let Some(first) = spans.first_mut() {
        *first = PageSpan { start, headless, stub, ..first.clone() };
    }
    spans
}

/// Makes the lines blank that a printer repeats at the edges of sheets (page numbers, and words that come
/// again, digits aside), and removes blank lines that all sheets have there.
pub fn without_running_lines(mut lines: Vec<Line<'_>>) -> Vec<Line<'_>> {
    let has_break = |at: &usize| memchr(b'\x0c', lines[*at].raw.as_bytes()).is_some();
    let breaks: Vec<usize> = (0..lines.len()).filter(has_break).collect();
    let mut edges = Vec::new();
    for at in breaks.iter().copied() {
        let above = (at.saturating_sub(NEAR_BREAK)..at).rev();
        edges.extend(above.filter(|line| lines[*line].plain().is_some()).take(1));
        let below = at..lines.len().min(at + NEAR_BREAK);
        edges.extend(below.filter(|line| lines[*line].plain().is_some()).take(1));
    }
    let mut times: FxHashMap<String, usize> = FxHashMap::default();
    // The first sheet has no break above it, the last none below.
    let first = lines.iter().position(|line| line.plain().is_some());
    let last = lines.iter().rposition(|line| line.plain().is_some());
    let outer =
        first.into_iter().chain(last).filter(|at| !edges.contains(at) && !is_page_heading(&lines[*at]));
    for at in edges.iter().copied().chain(outer) {
        *times.entry(masked_words(&lines[at])).or_default() += 1;
    }
    let numbers: Vec<u64> = edges.iter().filter_map(|at| lone_number(&lines[*at])).collect();
    for at in edges {
        let words = masked_words(&lines[at]);
        let is_number = words.contains('0') && words.chars().all(|c| "0-–—/ 　ページ頁Pagep.".contains(c));
        if is_number && is_value_at_edge(&lines, at, &numbers) {
            continue;
        }
        let is_of_form = lines[at].plain().is_some_and(|text| opening(text).is_some());
        let is_blank = lines[at].plain().is_some_and(value::is_blank);
        if is_number || (!is_of_form && !is_blank && times.get(&words).is_some_and(|times| *times > 1)) {
            lines[at].kind = LineKind::Blank;
        }
    }
    without_sheet_edges(lines, &breaks)
}

/// Returns the lines without the blank ones that every sheet has at its edges: what is on two sheets goes on.
fn without_sheet_edges<'a>(lines: Vec<Line<'a>>, breaks: &[usize]) -> Vec<Line<'a>> {
    let blank = |line: &&Line<'_>| line.kind == LineKind::Blank;
    let edge = |at: &usize| {
        let above = lines[..*at].iter().rev().take(NEAR_BREAK).take_while(blank).count();
        (*at, above, lines[*at..].iter().take(NEAR_BREAK).take_while(blank).count())
    };
    let edges: Vec<(usize, usize, usize)> = breaks.iter().map(edge).collect();
    let least_above = edges.iter().map(|edge| edge.1).min();
    let least_below = edges.iter().map(|edge| edge.2).min();
    let is_least = |edge: &&(usize, usize, usize)| Some(edge.1) == least_above && Some(edge.2) == least_below;
    let is_note =
        |edge: &Range<usize>| lines.get(edge.end).and_then(Line::plain).is_some_and(closing_notes::is_note);
    let ranges = edges.iter().filter(is_least).map(|(at, above, below)| at - above..at + below);
    let mut edges = ranges.filter(|edge| !is_note(edge)).collect::<Vec<_>>().into_iter().peekable();
    let mut at = 0;
    let mut kept = lines;
    kept.retain(|_| {
        at += 1;
        edges.next_if(|edge| edge.end < at);
        !edges.peek().is_some_and(|edge| edge.contains(&(at - 1)))
    });
    kept
}

/// Returns the number that is all that a line has; `None` for other lines.
fn lone_number(line: &Line<'_>) -> Option<u64> {
    let digits = line.plain()?.trim();
    digits.chars().all(|c| c.is_ascii_digit()).then(|| digits.parse().ok())?
}

/// True for a number at the edge of a sheet that is the value of the label above it: it is larger than the
/// number of sheets, and not one more or less than that of another edge.
fn is_value_at_edge(lines: &[Line<'_>], at: usize, edges: &[u64]) -> bool {
    let above = lines[..at].iter().rfind(|line| !line.is_empty()).and_then(Line::plain);
    let is_below_label = above.is_some_and(|text| matches!(opening(text), Some((FormItem::Label(..), _))));
    let Some(number) = lone_number(&lines[at]).filter(|_| is_below_label) else {
        return false;
    };
    let sheets = u64::try_from(edges.len() + 1).unwrap_or(u64::MAX);
    number > sheets && !edges.iter().any(|other| number.abs_diff(*other) == 1)
}

/// So many lines before and after a page break a printed line is looked for.
const NEAR_BREAK: usize = 5;

/// Returns the words of a line, each number in it a zero.
fn masked_words(line: &Line<'_>) -> String {
    mask(line.plain().unwrap_or_default(), usize::MAX)
}

/// True for a line that is the heading of a page.
fn is_page_heading(line: &Line<'_>) -> bool {
    line.plain().is_some_and(is_heading_words)
}

/// True for words that are the heading of a page.
pub fn is_heading_words(words: &str) -> bool {
    static FIRST: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("事"));
    // Most words begin with another letter, or have no such letter at all: no other stands for 事.
    !words.starts_with(|c| c != '事' && matches!(c, 'ぁ'..='ゔ' | 'ァ'..='ー' | '一'..='鿿'))
        && FIRST.find(words.as_bytes()).is_some()
        && key(words).is_some_and(|key| key == PAGE_HEADING)
}

/// True for a heading in brackets, between bars or behind a number.
fn is_framed_heading(line: &Line<'_>) -> bool {
    let is_sign = |c: char| !c.is_alphanumeric() && !"▶►←→↑↓>＞".contains(c);
    let Some(text) = line.plain().filter(|text| text.len() < 80 && text.contains(PAGE_HEADING)) else {
        return false;
    };
    let text = match (text.strip_prefix(['<', '＜']), text.strip_suffix(['>', '＞'])) {
        (Some(_), Some(inner)) => inner.trim_start_matches(['<', '＜']),
        (None | Some(_), None | Some(_)) => text,
    };
    let numbered = text.trim_matches(is_sign).trim_start_matches(['h', '第']);
    let words = numbered.trim_start_matches(|c: char| c.is_numeric() || is_sign(c));
    words.trim_start_matches(['章', '節']).trim() == PAGE_HEADING
}

/// Counts the different titles and labels of the form that these lines begin with, up to [`ENOUGH`].
pub fn known_words(lines: &[Line<'_>]) -> usize {
    let mut known = FxHashSet::default();
    for words in lines.iter().filter_map(Line::first_words) {
        let words = words.split("凡例").next().unwrap_or(words);
        if form().title(words).is_some() || form().label_anywhere(words).is_some() {
            known.insert(key(words));
            if known.len() == ENOUGH {
                break;
            }
        }
    }
    known.len()
}
