//! The text of `jirei show`: headings between rules, and below each two columns, broken to some width.

use super::super::join::{Joint, append};
use super::names::{Heading, begins_label, dense, label};
use super::page::{OwnPage, OwnRow, OwnSection, is_place, is_source};
use super::value::OwnLine;
use crate::model::schema::SectionSpec;
use crate::text::width::cells;
use crate::text::wrap::wrap;

/// What the headings of sections begin with in text, where `─` is one cell wide and where it is two.
pub const RULES: [&str; 2] = ["── ", "-- "];

/// Fewer sections of the form show no page of jirei's.
const FEWEST: usize = 2;

/// How far values are indented that stand below their labels.
const STACKED: usize = 2;

/// The widest label column, as a share of the width and in cells.
const LABEL_LIMIT: (usize, usize) = (5, 30);

/// The pages that a text holds; `None` where it is not jirei's.
pub fn pages(source: &[&str]) -> Option<Vec<OwnPage>> {
    let known =
        source.iter().filter_map(|line| heading(line)).filter(|words| Heading::read(words).spec.is_some());
    if known.count() < FEWEST {
        return None;
    }
    let width = source.iter().find_map(|line| full_width(line));
    let mut pages: Vec<OwnPage> = Vec::new();
    let mut between: Vec<OwnLine> = Vec::new();
    let mut at = 0;
    while let Some(line) = source.get(at) {
        let Some(words) = heading(line) else {
            between.push(part(at, line));
            at += 1;
            continue;
        };
        open(&mut pages, std::mem::take(&mut between));
        let mut title = Heading::read(words);
        let line = number(at);
        at += 1;
        while source.get(at).is_some_and(|line| !line.starts_with(' ') && title.goes_on(line)) {
            at += 1;
        }
        let mut table = OwnTable::new(title.spec, width);
        while source.get(at).is_some_and(|line| table.takes(at, line)) {
            at += 1;
        }
        let Heading { spec, title, .. } = title;
        let section = OwnSection { spec, title, line, rows: table.rows, strays: Vec::new() };
        if let Some(page) = pages.last_mut() {
            page.sections.push(section);
        }
    }
    leave(&mut pages, between);
    Some(pages)
}

fn number(at: usize) -> u32 {
    u32::try_from(at + 1).unwrap_or(u32::MAX)
}

fn part(at: usize, words: &str) -> OwnLine {
    OwnLine { words: words.trim_end().to_owned(), line: number(at), indent: 0 }
}

/// The words of a heading between rules.
fn heading(line: &str) -> Option<&str> {
    let rest = RULES.iter().find_map(|rule| line.strip_prefix(rule))?;
    Some(rest.trim_end().trim_end_matches(['─', '-']).trim())
}

/// The width that a heading's rule reaches; without a width it is two signs long.
fn full_width(line: &str) -> Option<usize> {
    heading(line)?;
    let line = line.trim_end();
    (line.ends_with("───") || line.ends_with("---")).then(|| cells(line))
}

/// Begins a page where the lines before a heading are a head.
fn open(pages: &mut Vec<OwnPage>, mut between: Vec<OwnLine>) {
    let place = between.iter().rposition(|part| is_place(&part.words));
    if place.is_none() && !pages.is_empty() {
        return leave(pages, between);
    }
    let end = place
        .unwrap_or_else(|| between.iter().rposition(|part| !part.words.is_empty()).map_or(0, |at| at + 1));
    let is_outside = |part: &OwnLine| part.words.is_empty() || part.words.contains("jirei show");
    let start = between[..end].iter().rposition(is_outside).map_or(0, |at| at + 1);
    let head = between.split_off(start).into_iter().filter(|part| !part.words.is_empty()).collect();
    leave(pages, between);
    pages.push(OwnPage { head, sections: Vec::new() });
}

/// Keeps words that are part of no table.
fn leave(pages: &mut [OwnPage], between: Vec<OwnLine>) {
    let Some(section) = pages.last_mut().and_then(|page| page.sections.last_mut()) else {
        return;
    };
    let is_added = |words: &str| words.is_empty() || is_source(words) || words.contains("jirei show");
    section.strays.extend(between.into_iter().filter(|part| !is_added(&part.words)));
}

/// The table of a section while its lines are read.
struct OwnTable {
    spec: Option<&'static SectionSpec>,
    /// The width of the whole, where it has one.
    width: Option<usize>,
    /// Where values begin, in cells, after the first row.
    column: Option<usize>,
    /// True where values stand below their labels.
    is_stacked: bool,
    rows: Vec<OwnRow>,
    /// The lines of the last label.
    labels: Vec<String>,
}

impl OwnTable {
    fn new(spec: Option<&'static SectionSpec>, width: Option<usize>) -> Self {
        Self { spec, width, column: None, is_stacked: false, rows: Vec::new(), labels: Vec::new() }
    }

    /// Reads a line; false for one that is not part of the table.
    fn takes(&mut self, at: usize, line: &str) -> bool {
        let line = line.trim_end();
        if line.is_empty() || heading(line).is_some() || is_place(line) {
            return false;
        }
        let body = line.trim_start_matches(' ');
        let leading = line.len() - body.len();
        if leading > 0 {
            return self.takes_value(at, leading, body);
        }
        let (label, value) = match line.split_once("  ") {
            Some((label, value)) => (label, Some(value.trim_start_matches(' '))),
            None => (line, None),
        };
        let start = value.map(|value| cells(&line[..line.len() - value.len()]));
        if self.column.is_none() {
            self.is_stacked = value.is_none() && self.width.is_some();
            self.column = start.or(self.is_stacked.then_some(STACKED));
        }
        let Some(column) = self.column else {
            return false;
        };
        if self.goes_on(label, value.is_some()) {
            self.labels.push(label.to_owned());
        } else if value.is_some() || self.is_stacked {
            self.labels = vec![label.to_owned()];
            self.rows.push(OwnRow { label: String::new(), line: number(at), value: Vec::new() });
        } else {
            return false;
        }
        if let Some(row) = self.rows.last_mut() {
            row.label = joined(&self.labels);
            let indent = start.unwrap_or_default().saturating_sub(column);
            row.value.extend(value.map(|words| OwnLine {
                words: words.to_owned(),
                line: number(at),
                indent,
            }));
        }
        true
    }

    /// A line without a label.
    fn takes_value(&mut self, at: usize, leading: usize, words: &str) -> bool {
        let (Some(indent), Some(row)) =
            (self.column.and_then(|column| leading.checked_sub(column)), self.rows.last_mut())
        else {
            return false;
        };
        row.value.push(OwnLine { words: words.to_owned(), line: number(at), indent });
        true
    }

    /// True where a label goes on: a label of the form, or one that is broken where `jirei show` breaks it.
    fn goes_on(&self, part: &str, has_value: bool) -> bool {
        let (Some(row), Some(width), Some(column)) = (self.rows.last(), self.width, self.column) else {
            return false;
        };
        if self.is_stacked && !has_value && !row.value.is_empty() {
            return false;
        }
        if begins_label(self.spec, &(dense(&row.label) + part)) {
            return true;
        }
        // A label of the form ends where it is whole, and another one begins a row.
        if label(self.spec, &row.label).1.is_some() || has_value && begins_label(self.spec, part) {
            return false;
        }
        let (share, most) = LABEL_LIMIT;
        let room = if self.is_stacked { width } else { column - STACKED };
        if !self.is_stacked && room != (width / share * 2).min(most) {
            return false;
        }
        let mut labels = self.labels.clone();
        labels.push(part.to_owned());
        let whole = joined(&labels);
        let broken: Vec<&str> = wrap(&whole, room).into_iter().map(|range| whole[range].trim_end()).collect();
        broken == labels
    }
}

fn joined(parts: &[String]) -> String {
    let mut words = String::new();
    parts.iter().for_each(|part| append(&mut words, part, Joint::Cut));
    words
}
