//! The text of `jirei show`: headings between rules, and below each two columns, broken to some width.

use super::super::join::{Joint, append};
use super::names::{Heading, begins_label, split_label, without_space};
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

/// Returns the pages that a text holds; `None` if it has fewer than two headings that jirei wrote.
pub fn pages(source: &[&str]) -> Option<Vec<OwnPage>> {
    let known = source
        .iter()
        .filter_map(|line| heading_words(line))
        .filter(|words| Heading::parse(words).spec.is_some());
    if known.count() < FEWEST {
        return None;
    }
    let width = source.iter().find_map(|line| full_width(line));
    let mut pages: Vec<OwnPage> = Vec::new();
    let mut between: Vec<OwnLine> = Vec::new();
    let mut at = 0;
    while let Some(line) = source.get(at) {
        let Some(words) = heading_words(line) else {
            between.push(own_line(at, line));
            at += 1;
            continue;
        };
        begin_page(&mut pages, std::mem::take(&mut between));
        let mut title = Heading::parse(words);
        let line = line_number(at);
        at += 1;
        while source.get(at).is_some_and(|line| !line.starts_with(' ') && title.consume(line)) {
            at += 1;
        }
        let mut table = OwnTable::new(title.spec, width);
        while source.get(at).is_some_and(|line| table.read_line(at, line)) {
            at += 1;
        }
        let Heading { spec, title, .. } = title;
        let section = OwnSection { spec, title, line, rows: table.rows, strays: Vec::new() };
        if let Some(page) = pages.last_mut() {
            page.sections.push(section);
        }
    }
    keep_strays(&mut pages, between);
    Some(pages)
}

/// Returns the number of the line with this index.
fn line_number(at: usize) -> u32 {
    u32::try_from(at + 1).unwrap_or(u32::MAX)
}

/// Returns a line of the source that is not indented.
fn own_line(at: usize, words: &str) -> OwnLine {
    OwnLine { words: words.trim_end().to_owned(), line: line_number(at), indent: 0 }
}

/// Returns the words of a heading between rules; `None` for any other line.
fn heading_words(line: &str) -> Option<&str> {
    let rest = RULES.iter().find_map(|rule| line.strip_prefix(rule))?;
    Some(rest.trim_end().trim_end_matches(['─', '-']).trim())
}

/// Returns the width that a heading's rule fills; `None` for other lines, and for a rule of two signs.
fn full_width(line: &str) -> Option<usize> {
    heading_words(line)?;
    let line = line.trim_end();
    (line.ends_with("───") || line.ends_with("---")).then(|| cells(line))
}

/// Begins a page if the lines before a heading are a head; keeps others as strays.
fn begin_page(pages: &mut Vec<OwnPage>, mut between: Vec<OwnLine>) {
    let place = between.iter().rposition(|part| is_place(&part.words));
    if place.is_none() && !pages.is_empty() {
        return keep_strays(pages, between);
    }
    let end = place
        .unwrap_or_else(|| between.iter().rposition(|part| !part.words.is_empty()).map_or(0, |at| at + 1));
    let is_outside = |part: &OwnLine| part.words.is_empty() || part.words.contains("jirei show");
    let start = between[..end].iter().rposition(is_outside).map_or(0, |at| at + 1);
    let head = between.split_off(start).into_iter().filter(|part| !part.words.is_empty()).collect();
    keep_strays(pages, between);
    pages.push(OwnPage { head, sections: Vec::new() });
}

/// Adds words that are part of no table to the last section, without what jirei writes between pages.
fn keep_strays(pages: &mut [OwnPage], between: Vec<OwnLine>) {
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

    /// Reads a line of the table; false if it is not part of it.
    fn read_line(&mut self, at: usize, line: &str) -> bool {
        let line = line.trim_end();
        if line.is_empty() || heading_words(line).is_some() || is_place(line) {
            return false;
        }
        let body = line.trim_start_matches(' ');
        let leading = line.len() - body.len();
        if leading > 0 {
            return self.read_value_line(at, leading, body);
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
        if self.label_goes_on(label, value.is_some()) {
            self.labels.push(label.to_owned());
        } else if value.is_some() || self.is_stacked {
            self.labels = vec![label.to_owned()];
            self.rows.push(OwnRow {
                label: String::new(),
                line: line_number(at),
                value: Vec::new(),
                is_list: false,
            });
        } else {
            return false;
        }
        if let Some(row) = self.rows.last_mut() {
            row.label = join_label(&self.labels);
            let indent = start.unwrap_or_default().saturating_sub(column);
            row.value.extend(value.map(|words| OwnLine {
                words: words.to_owned(),
                line: line_number(at),
                indent,
            }));
        }
        true
    }

    /// Reads a line without a label into the last value; false if there is none, or it is indented too
    /// little.
    fn read_value_line(&mut self, at: usize, leading: usize, words: &str) -> bool {
        let (Some(indent), Some(row)) =
            (self.column.and_then(|column| leading.checked_sub(column)), self.rows.last_mut())
        else {
            return false;
        };
        row.value.push(OwnLine { words: words.to_owned(), line: line_number(at), indent });
        true
    }

    /// True if a line continues the last label: to one of the form, or broken where `jirei show` breaks it.
    fn label_goes_on(&self, part: &str, has_value: bool) -> bool {
        let (Some(row), Some(width), Some(column)) = (self.rows.last(), self.width, self.column) else {
            return false;
        };
        if self.is_stacked && !has_value && !row.value.is_empty() {
            return false;
        }
        if begins_label(self.spec, &(without_space(&row.label) + part)) {
            return true;
        }
        // A label of the form ends where it is whole, and another one begins a row.
        if split_label(self.spec, &row.label).1.is_some() || has_value && begins_label(self.spec, part) {
            return false;
        }
        let (share, most) = LABEL_LIMIT;
        let room = if self.is_stacked { width } else { column - STACKED };
        if !self.is_stacked && room != (width / share * 2).min(most) {
            return false;
        }
        let mut labels = self.labels.clone();
        labels.push(part.to_owned());
        let whole = join_label(&labels);
        let broken: Vec<&str> = wrap(&whole, room).into_iter().map(|range| whole[range].trim_end()).collect();
        broken == labels
    }
}

/// Joins the lines of a label.
fn join_label(parts: &[String]) -> String {
    let mut words = String::new();
    parts.iter().for_each(|part| append(&mut words, part, Joint::Cut));
    words
}
