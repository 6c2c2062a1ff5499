//! Which lines open a section: titles with a table below them, not the contents list.

use std::cell::OnceCell;

use rustc_hash::{FxHashMap, FxHashSet};

use super::columns;
use super::form::{LabelPlace, form, is_footer, key};
use super::label_rows::LabelRows;
use super::line::{Line, LineKind, Mark};

/// An unknown title is at most this many characters long.
const LONGEST_TITLE: usize = 40;

/// What a line without cells opens in the page's outline.
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
    listed: FxHashSet<&'a str>,
    /// True where the only titles are those of a contents list, or none.
    untitled: bool,
    places: OnceCell<LabelRows>,
    /// For each line, whether a table row comes before the next title, from it on.
    rows_follow: OnceCell<Vec<bool>>,
}

impl<'a> Outline<'a> {
    /// Finds the titles of the contents list in the lines of a page after its head.
    pub fn new(lines: &'a [Line<'a>]) -> Self {
        let (places, rows_follow) = (OnceCell::new(), OnceCell::new());
        Self { lines, listed: listed_titles(lines), untitled: is_untitled(lines), places, rows_follow }
    }

    /// True if a row after line `at` of the same section has this label or one that the form puts before it.
    pub fn has_row_later(&self, at: usize, place: LabelPlace) -> bool {
        self.places.get_or_init(|| LabelRows::new(self.lines)).has_row_later(at, place)
    }

    /// Returns what line `at` opens; `None` if it is no title. `open`: the section of the schema that is
    /// open.
    pub fn opening(&self, at: usize, open: Option<usize>) -> Option<Opening> {
        let LineKind::Plain { text, mark } = &self.lines[at].kind else {
            return None;
        };
        if let Some(section) = form().title(text) {
            let has_table = !self.untitled && self.table_follows(at, section);
            return Some(if has_table { Opening::Known(section) } else { Opening::Contents });
        }
        if text.chars().count() > LONGEST_TITLE
            || open.is_some_and(|open| form().label_in(open, text).is_some())
        {
            return None;
        }
        let is_title = self.listed.contains(text.as_ref())
            || *mark == Mark::Heading
            || (*mark == Mark::None && self.is_title_by_layout(at, open));
        (is_title && self.row_follows(at)).then_some(Opening::Unknown)
    }

    /// Returns the index of the line that ends the section whose lines begin at `start`: the next title, a
    /// footer, words apart, or the end of the page. The only label of 共有情報の取得元 is no title.
    pub fn section_end(&self, start: usize, section: usize) -> usize {
        let ends = |(at, text): (usize, &str)| {
            let is_own_label = || {
                form().label_in(section, text).is_some() && self.lines[start..at].iter().all(Line::is_empty)
            };
            is_footer(text)
                || self.listed.contains(text)
                || form().title(text).is_some_and(|title| title != section || !is_own_label())
        };
        let lines = self.lines.iter().enumerate().skip(start);
        let mut words = lines.filter_map(|(at, line)| Some((at, line.plain()?)));
        let is_apart = |at: usize| matches!(self.lines[at].kind, LineKind::Plain { mark: Mark::Apart, .. });
        words.find(|line| ends(*line) || is_apart(line.0)).map_or(self.lines.len(), |(at, _)| at)
    }

    /// True if a table row or a label of the section comes before the next title.
    fn table_follows(&self, at: usize, section: usize) -> bool {
        for (next, line) in self.lines.iter().enumerate().skip(at + 1) {
            match &line.kind {
                LineKind::Blank | LineKind::Rule => {}
                LineKind::Row { label, .. } => return !is_footer(label),
                LineKind::Plain { text, mark } => {
                    if self.is_label_of_section(next, section, text) {
                        return true;
                    }
                    if form().title(text).is_some() {
                        return false;
                    }
                    if columns::begins_row(text, section) {
                        return true;
                    }
                    if self.ends_section(text, *mark) {
                        return false;
                    }
                }
            }
        }
        false
    }

    /// True for a label of the section, whole or cut over this line and the next ones.
    fn is_label_of_section(&self, at: usize, section: usize, text: &str) -> bool {
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

    /// True if a table row comes after line `at`, before the next title.
    fn row_follows(&self, at: usize) -> bool {
        let follow = self.rows_follow.get_or_init(|| {
            let mut follows = false;
            let mut answers: Vec<bool> = Vec::with_capacity(self.lines.len());
            for line in self.lines.iter().rev() {
                match &line.kind {
                    LineKind::Row { label, .. } => follows = !is_footer(label),
                    LineKind::Plain { text, mark } => follows &= !self.ends_section(text, *mark),
                    LineKind::Blank | LineKind::Rule => {}
                }
                answers.push(follows);
            }
            answers.reverse();
            answers
        });
        follow.get(at + 1).copied().unwrap_or(false)
    }

    /// True for a heading, a footer, and a title of the form or of the contents list.
    fn ends_section(&self, text: &str, mark: Mark) -> bool {
        mark == Mark::Heading || is_footer(text) || form().title(text).is_some() || self.listed.contains(text)
    }

    /// True for words between blank lines, no part of a sentence, above a row whose label the open section
    /// does not have: the title of a section that no contents list names.
    fn is_title_by_layout(&self, at: usize, open: Option<usize>) -> bool {
        let blank = |line: Option<&Line<'_>>| line.is_none_or(|line| line.kind == LineKind::Blank);
        let before = at.checked_sub(1).and_then(|before| self.lines.get(before));
        if !blank(before) || !blank(self.lines.get(at + 1)) || self.has_sentence_marks(at) {
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

    /// True if the words have 。 or 、, as titles do not.
    fn has_sentence_marks(&self, at: usize) -> bool {
        self.lines[at].plain().is_some_and(|text| text.contains(['。', '、', '，']))
    }
}

/// True if the titles of the form are none, or several with no content between them: those of a contents
/// list.
fn is_untitled(lines: &[Line<'_>]) -> bool {
    let mut titles = FxHashSet::default();
    let mut content_since = false;
    for line in lines {
        let title = line.plain().and_then(|text| form().title(text));
        // 共有情報の取得元 may be its own label.
        if title.is_some() && line.plain().is_some_and(|text| form().label_anywhere(text).is_some()) {
            continue;
        }
        match title {
            Some(_) if content_since && !titles.is_empty() => return false,
            Some(title) => {
                titles.insert(title);
            }
            None => content_since |= !titles.is_empty() && !line.is_empty(),
        }
    }
    titles.len() != 1
}

/// Returns the lines of the contents list that come again later and are no title of the schema. The last of
/// the schema's titles before the first row or label is no part of that list: it opens the first section.
fn listed_titles<'a>(lines: &'a [Line<'a>]) -> FxHashSet<&'a str> {
    let is_start = |line: &Line<'_>| match &line.kind {
        LineKind::Row { .. } => true,
        LineKind::Plain { text, .. } => form().title(text).is_none() && form().label_anywhere(text).is_some(),
        LineKind::Blank | LineKind::Rule => false,
    };
    let start = lines.iter().position(is_start).unwrap_or(lines.len());
    let is_title = |line: &Line<'_>| line.plain().is_some_and(|text| form().title(text).is_some());
    let start = lines[..start].iter().rposition(is_title).unwrap_or(start);
    let is_candidate = |text: &&str| form().title(text).is_none() && key(text).is_some();
    let candidates = lines[..start].iter().filter_map(Line::plain).filter(is_candidate);
    let mut times: FxHashMap<&str, usize> = candidates.map(|text| (text, 0)).collect();
    if times.is_empty() {
        return FxHashSet::default();
    }
    for text in lines.iter().filter_map(Line::plain) {
        if let Some(times) = times.get_mut(text) {
            *times += 1;
        }
    }
    times.into_iter().filter(|(_, times)| *times > 1).map(|(text, _)| text).collect()
}
