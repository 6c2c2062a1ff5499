//! The ledger: the words of a page that are in no name, title, label, value, legend or footer.

mod balance;
mod by_line;

use std::collections::VecDeque;

use rustc_hash::{FxHashMap, FxHashSet};

use super::align::is_japanese;
use super::form::{UNITS, form, is_footer};
use super::join::Joint;
use super::legend;
use super::letters::{cover_legend, is_legend_rest, letters};
use super::line::{Line, LineKind};
use super::sections::{FoundField, FoundSection};
use by_line::{each_entry, line_numbers};

/// Words of a row's first cell and of its others, or of a line, that no field has.
#[derive(Debug, PartialEq, Eq)]
pub struct Lost<'a> {
    /// Index of the line.
    pub line: usize,
    /// The words of the first cell, `""` where these are read.
    pub label: &'a str,
    /// The words of the line or of the row's other cells, `""` where these are read.
    pub words: &'a str,
}

impl Lost<'_> {
    /// Returns how many letters the lost words have.
    pub fn letter_count(&self) -> usize {
        letters(self.label).count() + letters(self.words).count()
    }
}

/// Returns the words from line `start` to the footer that these sections do not have, in page order.
pub fn lost_words<'a>(lines: &'a [Line<'a>], start: usize, sections: &[FoundSection<'_>]) -> Vec<Lost<'a>> {
    let end = footer_start(lines, last_read_line(sections));
    let body = start.min(end)..end;
    if body.is_empty() {
        return Vec::new();
    }
    let suspects = balance::suspects(&lines[body.clone()], sections);
    if suspects.is_empty() {
        return Vec::new();
    }
    let mut entries = Entries::new(sections);
    entries.add_lines(sections, &suspects);
    let mut lost = Vec::new();
    for at in body {
        let line = &lines[at];
        if !line_numbers(line).any(|number| suspects.contains(&number)) {
            continue;
        }
        match &line.kind {
            LineKind::Blank | LineKind::Rule => {}
            LineKind::Plain { text, .. } => {
                let words = entries.unread_words(line, text);
                lost.extend(words.map(|words| Lost { line: at, label: "", words }));
            }
            LineKind::Row { label, value, .. } => {
                let label = entries.unread_words(line, label).unwrap_or_default();
                let words = value.as_deref().and_then(|value| entries.unread_words(line, value));
                let words = words.unwrap_or_default();
                if !label.is_empty() || !words.is_empty() {
                    lost.push(Lost { line: at, label, words });
                }
            }
        }
    }
    lost
}

/// Adds the lost words to the sections that are open at their lines, as fields without a label of the form;
/// before the first section, to a new one without a title.
pub fn keep_lost_words<'a>(lost: Vec<Lost<'a>>, lines: &'a [Line<'a>], sections: &mut Vec<FoundSection<'a>>) {
    let mut last: Option<usize> = None;
    for Lost { line: at, label, words } in lost {
        let line = &lines[at];
        let is_paragraph =
            label.is_empty() && last.is_some_and(|last| last + 1 == at && lines[last].plain().is_some());
        let mut open = sections.iter().rposition(|section| section.line <= line.number);
        if open.is_none() {
            sections.insert(0, untitled_section(line.number));
            open = Some(0);
        }
        let Some(section) = open.and_then(|open| sections.get_mut(open)) else {
            continue;
        };
        let first = |field: &FoundField<'_>| field.lines.is_none_or(|lines| lines.first <= line.number);
        let place = section.fields.iter().rposition(first).map_or(0, |place| place + 1);
        let before = place.checked_sub(1).and_then(|before| section.fields.get_mut(before));
        last = line.plain().is_some().then_some(at);
        match before.filter(|field| is_paragraph && field.place.is_none() && field.label.is_empty()) {
            Some(field) => field.add(line, words, Joint::Item),
            None => {
                let mut field = FoundField { label: label.into(), ..FoundField::default() };
                field.add(line, words, Joint::Cut);
                section.fields.insert(place, field);
            }
        }
    }
}

/// Returns an empty section without a title that begins on this line.
fn untitled_section<'a>(line: u32) -> FoundSection<'a> {
    FoundSection { place: None, title: "", line, controls: String::new(), columns: None, fields: Vec::new() }
}

/// Returns the last line of the page that any title or field is read from, 0 if there is none.
fn last_read_line(sections: &[FoundSection<'_>]) -> u32 {
    let fields = sections.iter().flat_map(|section| &section.fields);
    let ends = fields.filter_map(|field| Some(field.lines?.last));
    ends.chain(sections.iter().map(|section| section.line)).max().unwrap_or(0)
}

/// Returns the index of the first footer link below everything that is read, or the number of lines if there
/// is none.
fn footer_start(lines: &[Line<'_>], last: u32) -> usize {
    let below = lines.iter().rposition(|line| line.number <= last).map_or(0, |last| last + 1);
    let is_link = |line: &Line<'_>| line.first_words().is_some_and(is_footer);
    // All of a page may stand on one line of its file.
    let below = lines[..below].iter().rposition(|line| line.number < last && !is_link(line));
    let below = below.map_or(0, |last| last + 1);
    lines[below..].iter().position(is_link).map_or(lines.len(), |link| below + link)
}

/// The words of a reading, by line.
struct Entries<'s> {
    /// The names and parts of values of the lines that are looked at more closely, in page order.
    words: FxHashMap<u32, VecDeque<Vec<char>>>,
    /// The letters of cut labels, which may be on any line of their fields, and how often each may be used.
    loose: FxHashMap<u32, FxHashMap<char, u32>>,
    /// The lines of titles and entries.
    read: FxHashSet<u32>,
    /// The titles of sections that the form does not have.
    titles: FxHashSet<&'s str>,
    /// The lines that a legend begins on.
    legends: Vec<u32>,
}

impl<'s> Entries<'s> {
    fn new(sections: &'s [FoundSection<'_>]) -> Self {
        let mut entries = Self {
            words: FxHashMap::default(),
            loose: FxHashMap::default(),
            read: FxHashSet::default(),
            titles: FxHashSet::default(),
            legends: Vec::new(),
        };
        for section in sections {
            entries.titles.extend(section.place.is_none().then_some(section.title));
            entries.legends.extend(section.fields.iter().filter_map(|field| field.legend));
        }
        entries.read.extend(sections.iter().map(|section| section.line));
        entries
    }

    /// Adds the entries of these lines, and the letters of cut labels to all of these lines that their fields
    /// cover.
    fn add_lines(&mut self, sections: &[FoundSection<'_>], lines: &FxHashSet<u32>) {
        each_entry(sections, &mut |line, words| {
            if lines.contains(&line) {
                self.read.insert(line);
                let letters: Vec<char> = letters(words).map(|(_, c)| c).collect();
                if !letters.is_empty() {
                    self.words.entry(line).or_default().push_back(letters);
                }
            }
        });
        // A label that is cut stands on any of its field's lines.
        let is_cut = |section: &FoundSection<'_>, field: &FoundField<'_>| {
            section.columns.is_some() || field.split_label
        };
        let cut = sections
            .iter()
            .flat_map(|section| section.fields.iter().filter(move |field| is_cut(section, field)));
        for field in cut {
            let own = field.lines.map_or(0..=0, |span| span.first..=span.last.min(span.first + FURTHEST));
            for number in own.filter(|number| lines.contains(number)) {
                let loose = self.loose.entry(number).or_default();
                letters(&field.label).for_each(|(_, c)| *loose.entry(c).or_default() += 1);
            }
        }
    }

    /// Returns the words of a cell from the first to the last letter that no entry has; `None` if all are
    /// read, or if the rest beside words that are read is only a number, a unit or the like.
    fn unread_words<'t>(&mut self, line: &Line<'_>, text: &'t str) -> Option<&'t str> {
        let (name, rest) = legend::without(text);
        let is_name = form().title(name).is_some()
            || self.titles.contains(name)
            || form().label_anywhere(name).is_some() && self.read.contains(&line.number);
        if is_footer(text) || is_contents_or_page_heading(text) || is_name && rest.is_none_or(str::is_empty) {
            self.remove_whole_cell(line, text);
            return None;
        }
        let own: Vec<(usize, char)> = letters(text).collect();
        let mut is_read = vec![false; own.len()];
        for number in line_numbers(line) {
            self.cover_letters(number, &own, &mut is_read);
        }
        let is_below_legend =
            self.legends.iter().any(|legend| (*legend..=legend + LEGEND_LINES).contains(&line.number));
        if text.contains("凡例") || is_below_legend && is_legend_rest(&own, &is_read) {
            cover_legend(&own, &mut is_read);
        }
        let (lost, words) = unread_part(text, &own, &is_read)?;
        let beside = is_read.contains(&true) || line_numbers(line).any(|number| self.read.contains(&number));
        let is_whole = || lost.iter().any(|c| is_japanese(*c)) && lost.len() == own.len();
        (!beside || is_worth_keeping(&lost, text) || is_whole()).then_some(words)
    }

    /// Removes the entry that is this whole cell, so that it covers no other cell of the line.
    fn remove_whole_cell(&mut self, line: &Line<'_>, text: &str) {
        if let Some(words) = self.words.get_mut(&line.number) {
            let own: Vec<char> = letters(text).map(|(_, c)| c).collect();
            if let Some(at) = words.iter().take(WINDOW).position(|entry| *entry == own) {
                words.remove(at);
            }
        }
    }

    /// Marks the letters of a cell that entries of this line have, and removes the entries that are found in
    /// one piece.
    fn cover_letters(&mut self, number: u32, own: &[(usize, char)], is_read: &mut [bool]) {
        let words = self.words.entry(number).or_default();
        let mut later = VecDeque::new();
        for _ in 0..words.len().min(WINDOW) {
            let Some(entry) = words.pop_front() else {
                break;
            };
            match find_unread(own, is_read, &entry) {
                Some(at) => is_read[at..at + entry.len()].fill(true),
                None => later.push_back(entry),
            }
            if !is_read.contains(&false) {
                break;
            }
        }
        // What is in no one piece here may stand in the next cell, or in pieces.
        for entry in later.into_iter().rev() {
            words.push_front(entry);
        }
        if !is_read.contains(&false) {
            return;
        }
        let loose = self.loose.entry(number).or_default();
        for entry in words.iter().take(WINDOW) {
            let mut left: FxHashMap<char, u32> = FxHashMap::default();
            entry.iter().for_each(|c| *left.entry(*c).or_default() += 1);
            cover_loose_letters(&mut left, own, is_read);
        }
        cover_loose_letters(loose, own, is_read);
    }
}

/// At most so many entries of a line are compared with each of its cells.
const WINDOW: usize = 24;

/// The rest of a legend is at most so many lines below its beginning.
const LEGEND_LINES: u32 = 6;

/// The rest of a cut label is looked for in so many lines below its beginning.
const FURTHEST: u32 = 64;

/// Marks the unread letters of a cell that are left in this stock, and takes each from it.
fn cover_loose_letters(left: &mut FxHashMap<char, u32>, own: &[(usize, char)], is_read: &mut [bool]) {
    for ((_, c), is_read) in own.iter().zip(is_read).filter(|(_, is_read)| !**is_read) {
        if let Some(times) = left.get_mut(c).filter(|times| **times > 0) {
            *times -= 1;
            *is_read = true;
        }
    }
}

/// Returns the index of the first letter from which on these unread letters of a cell stand in one piece.
pub fn find_unread(own: &[(usize, char)], is_read: &[bool], wanted: &[char]) -> Option<usize> {
    let is_here = |at: &usize| {
        let here = *at..*at + wanted.len();
        own[here.clone()].iter().map(|(_, c)| c).eq(wanted) && !is_read[here].contains(&true)
    };
    (0..(own.len() + 1).saturating_sub(wanted.len())).find(is_here)
}

/// Returns the unread letters of a cell, and its words from the first of them to the last; `None` if all are
/// read.
pub fn unread_part<'t>(
    text: &'t str,
    own: &[(usize, char)],
    is_read: &[bool],
) -> Option<(Vec<char>, &'t str)> {
    let left = |at: &usize| !is_read[*at];
    let first = (0..own.len()).find(left)?;
    let last = (0..own.len()).rev().find(left)?;
    let lost = (first..=last).filter(left).map(|at| own[at].1).collect();
    let from = if first == 0 { 0 } else { own[first].0 };
    let to = own.get(last + 1).map_or(text.len(), |(at, _)| *at);
    Some((lost, text[from..to].trim()))
}

/// The headings of a contents list and of a page.
pub const HEADINGS: [&str; 2] = ["目次", "事例紹介"];

/// True for the heading of a contents list or of a page.
fn is_contents_or_page_heading(text: &str) -> bool {
    let words: String = letters(text).map(|(_, c)| c).collect();
    HEADINGS.contains(&words.as_str())
}

/// True for lost letters with two Japanese ones that are no chapter number and no unit in brackets.
pub fn is_worth_keeping(lost: &[char], text: &str) -> bool {
    let japanese = lost.iter().filter(|c| is_japanese(**c)).count();
    let is_numbered = matches!(lost, ['第', .., '章' | '節' | '項']);
    let is_unit =
        || UNITS.iter().any(|unit| lost.iter().copied().eq(unit.chars()) && is_bracketed(text, unit));
    japanese > 1 && !is_numbered && !is_unit()
}

/// True if `inner` is somewhere in `words` between round brackets.
fn is_bracketed(words: &str, inner: &str) -> bool {
    let opens = |at: usize| words[..at].ends_with(['(', '（']);
    words.match_indices(inner).any(|(at, _)| opens(at) && words[at + inner.len()..].starts_with([')', '）']))
}
