//! Sections and fields as they were found, with what was repaired to find them.

use std::borrow::Cow;
use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::form::LabelPlace;
use super::join::{Joint, append};
use super::line::{Line, LineKind};
use crate::model::LineSpan;
use crate::model::schema::{SectionSpec, ValueKind, schema};

/// Parts the items of a list. Kana share two bytes with it: it is looked for as a whole.
static COMMA: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("、"));

/// A section as it was found.
#[derive(Debug)]
pub struct FoundSection<'a> {
    /// Index of the section in the schema.
    pub place: Option<usize>,
    /// The title, as the page has it.
    pub title: &'a str,
    /// Line of the title, or of the first row where the title is missing.
    pub line: u32,
    /// The control characters taken out of the title.
    pub controls: String,
    /// Where its labels are; `None` if its rows are not laid out with spaces.
    pub columns: Option<Columns>,
    /// The fields in page order.
    pub fields: Vec<FoundField<'a>>,
}

/// Where the labels of a table in two columns are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Columns {
    /// Beside the first line of their values, as far as the first one shows.
    Top,
    /// At half the height of their values.
    Centred,
}

impl<'a> FoundSection<'a> {
    /// Adds a field at the end. `lines` are those from its own on, by which room for the rows that follow is
    /// reserved.
    pub fn push(&mut self, field: FoundField<'a>, lines: &[Line<'_>]) {
        if self.fields.len() == self.fields.capacity() {
            // A long list that grows by doubling leaves as much behind as it needs.
            let rows = lines.iter().take_while(|line| matches!(line.kind, LineKind::Row { .. }));
            self.fields.reserve(capacity_for(rows.count()));
        }
        self.fields.push(field);
    }

    /// Returns the section of the schema; `None` for one that the schema does not have.
    pub fn spec(&self) -> Option<&'static SectionSpec> {
        self.place.map(|place| &schema().sections[place])
    }
}

/// A field as it was found, and what was repaired to find it.
#[derive(Debug, Default)]
pub struct FoundField<'a> {
    /// The label of the schema that it is.
    pub place: Option<LabelPlace>,
    /// The label, made whole.
    pub label: Cow<'a, str>,
    /// The value; items on lines of their own are on lines of their own.
    pub value: Cow<'a, str>,
    /// First and last line.
    pub lines: Option<LineSpan>,
    /// Where in `value` each line's part of it begins: byte offset and line. Words before the first part
    /// are on the field's first line.
    pub parts: Vec<(usize, u32)>,
    /// True if the label belongs to another section of the form.
    pub misplaced: bool,
    /// True if the label has no value cell.
    pub without_cell: bool,
    /// True where the value was cut in two.
    pub split_value: bool,
    /// True where the label was cut in two.
    pub split_label: bool,
    /// The line of its legend, if it has one.
    pub legend: Option<u32>,
    /// The repairs of the few fields that are not as they should be.
    pub repairs: Option<Box<FieldRepairs<'a>>>,
    /// True where the value has a 、, so that its items need no lines of their own.
    pub has_commas: bool,
    /// True if its words give no diagnostic; set when they are read.
    pub is_plain: bool,
}

/// What was repaired in a field, which few fields need.
#[derive(Debug, Default)]
pub struct FieldRepairs<'a> {
    /// The label as the page has it, where it is the form's but for misread letters.
    pub misread: Option<&'a str>,
    /// The lines and the first of the tags taken out.
    pub tags: Option<(LineSpan, String)>,
    /// The lines and the names of the control characters taken out.
    pub controls: Option<(LineSpan, String)>,
    /// What a layout with spaces leaves open about its words.
    pub doubt: Doubt,
}

/// What a page laid out with spaces leaves open about a value.
#[derive(Debug, Default)]
pub struct Doubt {
    /// The line from which on words could belong to another label or item.
    pub order: Option<u32>,
    /// True where spaces between the words are known to be lost.
    pub spaces: bool,
    /// The words to read the value from, where they are not those of the text: without those whose
    /// place is open, with the spaces that are lost.
    pub reading: Option<String>,
}

impl<'a> FoundField<'a> {
    /// Records that the value may be another field's, from the field's first line on, or from `line` if it
    /// has none; keeps an earlier record.
    pub fn mark_unsure(&mut self, line: u32) {
        let line = self.lines.map_or(line, |lines| lines.first);
        self.repairs_mut().doubt.order.get_or_insert(line);
    }

    /// Returns the field's repairs, made empty if there are none.
    pub fn repairs_mut(&mut self) -> &mut FieldRepairs<'a> {
        self.repairs.get_or_insert_default()
    }

    /// Returns the line from which on words could belong to another label or item; `None` if the order is
    /// sure.
    pub fn order(&self) -> Option<u32> {
        self.repairs.as_ref()?.doubt.order
    }

    /// Returns the words to parse the value from; `None` if they are those of the text.
    pub fn reading(&self) -> Option<&str> {
        self.repairs.as_ref()?.doubt.reading.as_deref()
    }

    /// Returns the line that holds this byte of `value`; `None` if the field has no lines.
    pub fn line_at(&self, offset: usize) -> Option<LineSpan> {
        let after = self.parts.partition_point(|(begin, _)| *begin <= offset);
        let part = self.parts[..after].last().map(|(_, line)| *line);
        part.or(self.lines.map(|lines| lines.first)).map(LineSpan::from_line)
    }

    /// Returns on how many lines of the page the value is.
    pub fn value_lines(&self) -> usize {
        let on_first = self.parts.first().map_or(self.value.len(), |(begin, _)| *begin) > 0;
        self.parts.len() + usize::from(on_first)
    }

    /// Appends the words of a line to the value, with the joint between them, and covers the line.
    pub fn add(&mut self, line: &Line<'_>, words: &'a str, joint: Joint) {
        let words = words.trim();
        if !words.is_empty() {
            let base = self.value.len();
            self.parts.extend(line.parts.iter().map(|(at, number)| (base + at, *number)));
            let is_first = base == 0 && self.lines.is_none_or(|lines| lines.first == line.number);
            if line.parts.is_empty() && !is_first {
                self.parts.push((base, line.number));
            }
            if self.value.is_empty() {
                self.value = Cow::Borrowed(words);
            } else {
                append(self.value.to_mut(), words, joint);
            }
            self.has_commas = self.has_commas || COMMA.find(words.as_bytes()).is_some();
        }
        self.cover(line);
    }

    /// Extends the field's lines to this one, and records the tags and control characters taken out of it.
    pub fn cover(&mut self, line: &Line<'_>) {
        let lines = self.lines.get_or_insert(LineSpan::from_line(line.number));
        lines.cover(line.number);
        line.parts.iter().for_each(|(_, number)| lines.cover(*number));
        let (tag, controls) = (line.tag(), line.controls());
        if !tag.is_empty() || !controls.is_empty() {
            let repairs = self.repairs_mut();
            record_words(&mut repairs.tags, line.number, tag);
            record_words(&mut repairs.controls, line.number, controls);
        }
    }

    /// Returns the kind of the label, `Text` for one that the schema does not have.
    pub fn kind(&self) -> ValueKind {
        self.place.map_or(ValueKind::Text, |place| place.spec().kind)
    }
}

/// Returns the capacity for so many entries and a few more: one too many would double it. Unused room costs
/// nothing.
pub fn capacity_for(count: usize) -> usize {
    count + count / 8 + 16
}

/// Moves a list into a buffer of exactly its length: `shrink_to_fit` keeps the buffer if more than half is
/// used.
pub fn shrink_exactly<T>(list: &mut Vec<T>) {
    if list.len() < list.capacity() {
        let mut fitting = Vec::with_capacity(list.len());
        fitting.append(list);
        *list = fitting;
    }
}

/// Records the words if none are recorded yet, and extends the recorded lines to this one; nothing for empty
/// words.
fn record_words(noted: &mut Option<(LineSpan, String)>, line: u32, words: &str) {
    if !words.is_empty() {
        noted.get_or_insert_with(|| (LineSpan::from_line(line), words.to_owned())).0.cover(line);
    }
}
