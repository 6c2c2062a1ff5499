//! Which lines open a section: titles with a table below them, not the contents list.

use std::collections::{HashMap, HashSet};

use super::form::{form, key};
use super::line::{Line, LineKind, Mark};

/// An unknown title is at most this many characters long.
const LONGEST_TITLE: usize = 40;

/// What a line without cells is to the page's outline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opening {
    /// The title of a section of the schema, its table below.
    Known(usize),
    /// The title of a section that the schema does not have, its table below.
    Unknown,
    /// A title of the schema without a table: an entry of the contents list.
    Contents,
}

/// The outline of one page.
pub struct Outline<'a> {
    lines: &'a [Line<'a>],
    /// Titles that the contents list has and the schema does not.
    listed: HashSet<&'a str>,
}

impl<'a> Outline<'a> {
    /// Looks through the lines of a page after its head.
    pub fn new(lines: &'a [Line<'a>]) -> Self {
        Self { lines, listed: listed_titles(lines) }
    }

    /// What line `at` opens, where it is a title; `open` is the schema's section that is open.
    pub fn opening(&self, at: usize, open: Option<usize>) -> Option<Opening> {
        let LineKind::Plain { text, mark } = &self.lines[at].kind else {
            return None;
        };
        if let Some(section) = form().title(text) {
            let has_table = self.table_follows(at, Some(section));
            return Some(if has_table { Opening::Known(section) } else { Opening::Contents });
        }
        if text.chars().count() > LONGEST_TITLE
            || open.is_some_and(|open| form().label_in(open, text).is_some())
        {
            return None;
        }
        let is_title = self.listed.contains(text.as_str())
            || *mark == Mark::Heading
            || (*mark == Mark::None && self.stands_alone(at, open));
        (is_title && self.table_follows(at, None)).then_some(Opening::Unknown)
    }

    /// True where a table row, or a label of the section, comes before the next title.
    fn table_follows(&self, at: usize, section: Option<usize>) -> bool {
        for (next, line) in self.lines.iter().enumerate().skip(at + 1) {
            match &line.kind {
                LineKind::Blank | LineKind::Rule => {}
                LineKind::Row { label, .. } => return !is_footer(label),
                LineKind::Plain { text, mark } => {
                    if section.is_some_and(|section| self.is_label(next, section, text)) {
                        return true;
                    }
                    let is_title = form().title(text).is_some() || self.listed.contains(text.as_str());
                    if is_title || is_footer(text) || *mark == Mark::Heading {
                        return false;
                    }
                }
            }
        }
        false
    }

    /// True for a label of the section, whole or cut over this line and the next ones.
    fn is_label(&self, at: usize, section: usize, text: &str) -> bool {
        let below = || self.lines[at + 1..].iter().filter(|line| !line.is_empty());
        let is_completed = |mut rest: &str| {
            for words in below().map_while(|line| key(line.plain()?)) {
                match rest.strip_prefix(words.as_ref()) {
                    Some("") => return true,
                    Some(still) => rest = still,
                    None => return false,
                }
            }
            false
        };
        form().label_in(section, text).is_some()
            || form().labels_begun(section, text).into_iter().any(|(_, rest)| is_completed(rest))
    }

    /// A short line between blank lines, the row after it none of the open section: the title of a
    /// section that no contents list names.
    fn stands_alone(&self, at: usize, open: Option<usize>) -> bool {
        let blank = |line: Option<&Line<'_>>| line.is_none_or(|line| line.kind == LineKind::Blank);
        let before = at.checked_sub(1).and_then(|before| self.lines.get(before));
        if !blank(before) || !blank(self.lines.get(at + 1)) || self.reads_on(at) {
            return false;
        }
        let next = self.lines[at + 1..].iter().find(|line| !line.is_empty());
        match (next.map(|line| &line.kind), open) {
            (Some(LineKind::Row { label, .. }), Some(open)) => {
                !label.is_empty()
                    && form().label_in(open, label).is_none()
                    && form().labels_begun(open, label).is_empty()
            }
            (Some(_) | None, _) => false,
        }
    }

    /// True where the words are the middle or the end of a sentence, not a title.
    fn reads_on(&self, at: usize) -> bool {
        self.lines[at].plain().is_some_and(|text| text.contains(['。', '、', '，']))
    }
}

/// Lines of the contents list that come again later and are no title of the schema. The last of the
/// schema's titles before the first row or label is the first section's: below it is no contents list.
fn listed_titles<'a>(lines: &'a [Line<'a>]) -> HashSet<&'a str> {
    let is_start = |line: &Line<'_>| match &line.kind {
        LineKind::Row { .. } => true,
        LineKind::Plain { text, .. } => form().title(text).is_none() && form().label_anywhere(text).is_some(),
        LineKind::Blank | LineKind::Rule => false,
    };
    let start = lines.iter().position(is_start).unwrap_or(lines.len());
    let is_title = |line: &Line<'_>| line.plain().is_some_and(|text| form().title(text).is_some());
    let start = lines[..start].iter().rposition(is_title).unwrap_or(start);
    let mut times: HashMap<&str, usize> = HashMap::new();
    for text in lines.iter().filter_map(Line::plain) {
        *times.entry(text).or_default() += 1;
    }
    let listed = lines[..start].iter().filter_map(Line::plain);
    listed.filter(|text| times[text] > 1 && form().title(text).is_none() && key(text).is_some()).collect()
}

/// The links below a page, and the site's navigation after them.
pub fn is_footer(text: &str) -> bool {
    let short = text.len() < 80;
    text.starts_with('▶')
        || (short && (text.contains("事例一覧へ戻る") || text.contains("ページの先頭へ戻る")))
}
