//! Rows → sections and fields: which words are a label, which go on with a value.

mod labels;

use std::borrow::Cow;

use rustc_hash::FxHashSet;

use super::columns;
use super::form::{LabelPlace, form, is_footer};
use super::join::{Joint, opens_item};
use super::legend;
use super::line::{Line, LineKind, Mark};
use super::outline::{Opening, Outline};
use super::sections::{FoundField, FoundSection};
use crate::model::schema::schema;
use labels::Labels;

/// Reads the sections of a page from its lines after the head.
pub fn read_sections<'a>(lines: &'a [Line<'a>]) -> Vec<FoundSection<'a>> {
    let mut reader = RowReader {
        lines,
        outline: Outline::new(lines),
        sections: Vec::with_capacity(schema().sections.len()),
        stage: Stage::Contents,
        labels: Labels::new(lines),
        label_rests: FxHashSet::default(),
        next: 0,
        has_rows: false,
    };
    while reader.next < lines.len() {
        let at = reader.next;
        reader.next += 1;
        reader.read_line(at);
    }
    reader.finish()
}

struct RowReader<'a> {
    lines: &'a [Line<'a>],
    outline: Outline<'a>,
    sections: Vec<FoundSection<'a>>,
    stage: Stage,
    labels: Labels<'a>,
    /// Indexes of lines that hold the rest of a cut label.
    label_rests: FxHashSet<usize>,
    /// Index of the line to read next.
    next: usize,
    /// True where a label has a value cell.
    has_rows: bool,
}

/// Where on a page the reader is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// In the contents list, before the first section.
    Contents,
    /// In a section; untitled where the page has lost the title.
    Section { untitled: bool },
    /// After a title without a table.
    Between,
    /// After a section's end: in the links and the navigation below the page.
    Closed,
}

impl<'a> RowReader<'a> {
    /// Reads one line as a row or as words; a footer link closes the last section.
    fn read_line(&mut self, at: usize) {
        let line = &self.lines[at];
        match &line.kind {
            LineKind::Blank | LineKind::Rule => {}
            _ if line.first_words().is_some_and(is_footer) => self.stage = Stage::Closed,
            LineKind::Row { label, value, .. } => self.read_row(at, label, value.as_deref()),
            LineKind::Plain { text, mark } => self.read_plain(at, text, *mark),
        }
    }

    /// Returns the index in the schema of the open section; `None` if none is open or the schema does not
    /// have it.
    fn open_place(&self) -> Option<usize> {
        self.sections.last().filter(|_| self.is_open()).and_then(|section| section.place)
    }

    /// True if a section is open.
    fn is_open(&self) -> bool {
        matches!(self.stage, Stage::Section { .. })
    }

    /// True if a label may open its section: before the first title, and in a section whose title is lost.
    fn may_open_untitled(&self) -> bool {
        match self.stage {
            Stage::Contents => true,
            Stage::Section { untitled } => untitled,
            Stage::Between | Stage::Closed => false,
        }
    }

    /// Opens a section; the labels seen so far no longer count.
    fn open_section(&mut self, place: Option<usize>, title: &'a str, line: &Line<'_>) {
        self.sections.push(FoundSection {
            place,
            title,
            line: line.number,
            controls: line.controls().to_owned(),
            columns: None,
            fields: Vec::with_capacity(place.map_or(1, |place| schema().sections[place].fields.len())),
        });
        self.stage = Stage::Section { untitled: false };
        self.labels.open_section();
    }

    /// Reads a row as a new field, the rest of a cut label, a legend, or more of the last value.
    fn read_row(&mut self, at: usize, label: &'a str, value: Option<&'a str>) {
        let line = &self.lines[at];
        if self.may_open_untitled() {
            self.open_section_of_label(label, line);
        }
        if !self.is_open() {
            return;
        }
        if !self.label_rests.is_empty() && self.label_rests.remove(&at) {
            return self.add_rest_of_label(line, label, value.unwrap_or_default());
        }
        if label.is_empty() {
            let split = self.last_field().is_some_and(|field| !field.without_cell);
            return self.add_to_last_field(line, value.unwrap_or_default(), Joint::Cut, split);
        }
        if let Some(rest) = legend::rest_after(label) {
            self.set_legend(line);
            self.add_to_last_field(line, rest, Joint::Cut, false);
            return self.add_to_last_field(line, value.unwrap_or_default(), Joint::Cut, false);
        }
        self.start_field(at, label, value);
    }

    /// Opens the section of a label if the open one does not have the label.
    fn open_section_of_label(&mut self, label: &str, line: &Line<'_>) {
        let label = legend::without(label).0;
        let is_here = || self.open_place().is_some_and(|open| form().label_in(open, label).is_some());
        if let Some(place) = form().label_anywhere(label).filter(|_| !is_here()) {
            self.open_section(Some(place.section), schema().sections[place.section].title, line);
            self.stage = Stage::Section { untitled: true };
        }
    }

    /// Reads a line of words as a label, a title, a legend, or more of the last value.
    fn read_plain(&mut self, at: usize, text: &'a str, mark: Mark) {
        let line = &self.lines[at];
        if !self.label_rests.is_empty() && self.label_rests.remove(&at) {
            return self.add_rest_of_label(line, text, "");
        }
        let label = legend::without(text).0;
        let own = self.label_named_as_title(text);
        if own.is_some_and(|own| self.labels.is_repeated_below(at, own)) {
            return;
        }
        let open = self.open_place();
        if own.is_some() || open.is_some_and(|open| self.labels.begins_cut_label(at, open, label)) {
            return self.start_field(at, text, None);
        }
        match self.outline.opening(at, open) {
            Some(Opening::Known(section)) => {
                self.open_section(Some(section), text, line);
                return self.read_columns(at + 1, section);
            }
            Some(Opening::Unknown) => return self.open_section(None, text, line),
            Some(Opening::Contents)
                if (self.is_open() || self.stage == Stage::Between) && self.words_follow(at) =>
            {
                return self.open_section(form().title(text), text, line);
            }
            Some(Opening::Contents) if self.is_open() => {
                self.stage = Stage::Between;
                return;
            }
            Some(Opening::Contents) => return,
            None if !self.is_open() => return,
            None => {}
        }
        if mark == Mark::Apart {
            if let Some(section) = self.sections.last_mut() {
                section.fields.push(FoundField::default());
            }
            self.add_to_last_field(line, text, Joint::Cut, false);
        } else if let Some(rest) = legend::rest_after(text) {
            self.set_legend(line);
            self.add_to_last_field(line, rest, Joint::Cut, false);
        } else if mark == Mark::Heading || self.is_label_without_cell(at, label) {
            self.start_field(at, text, None);
        } else {
            let joint = if mark == Mark::Bullet { Joint::Item } else { self.joint_before(text) };
            let in_row = self.last_field().is_some_and(|field| !field.without_cell);
            self.add_to_last_field(line, text, joint, in_row && joint == Joint::Cut && !opens_item(text));
        }
    }

    /// Returns the label of the open section, which has no field yet, if these words are that and its title:
    /// 共有情報の取得元.
    fn label_named_as_title(&self, text: &str) -> Option<LabelPlace> {
        let open = self.open_place().filter(|open| form().title(text) == Some(*open))?;
        let is_first = self.sections.last().is_some_and(|section| section.fields.is_empty());
        form().label_in(open, text).filter(|_| is_first)
    }

    /// True if a line of words is a label of the open section.
    fn is_label_without_cell(&self, at: usize, text: &str) -> bool {
        let place = self.open_place().and_then(|open| form().label_in(open, text));
        place.is_some_and(|place| self.labels.is_label_line(at, place, &self.outline))
    }

    /// True if the next line that is not empty has words that are no title and no footer.
    fn words_follow(&self, at: usize) -> bool {
        let next = self.lines[at + 1..].iter().find(|line| !line.is_empty());
        next.and_then(Line::plain).is_some_and(|text| form().title(text).is_none() && !is_footer(text))
    }

    /// Reads a section that is laid out with spaces, up to the next title; does nothing if it is not laid out
    /// so.
    fn read_columns(&mut self, start: usize, section: usize) {
        let end = self.outline.section_end(start, section);
        if let Some((fields, columns)) = columns::read(&self.lines[start..end], section)
            && let Some(open) = self.sections.last_mut()
        {
            open.fields = fields;
            open.columns = Some(columns);
            self.next = end;
        }
    }

    /// Adds a field with this label, made whole if it is cut, and the words of its cell and behind its
    /// legend.
    fn start_field(&mut self, at: usize, label: &'a str, value: Option<&'a str>) {
        let line = &self.lines[at];
        self.has_rows |= value.is_some();
        let open = self.open_place();
        let (label, legend) = legend::without(label);
        let mut field = FoundField {
            label: Cow::Borrowed(label),
            without_cell: value.is_none(),
            legend: legend.map(|_| line.number),
            place: open.and_then(|open| form().label_in(open, label)),
            ..FoundField::default()
        };
        let rest = open.and_then(|open| self.labels.find_rest(at, open, label));
        if let Some((place, rest_lines)) = rest {
            field.place = Some(place);
            field.split_label = true;
            self.label_rests.extend(rest_lines);
        }
        match field.place {
            Some(place) => field.label = Cow::Borrowed(place.spec().label),
            None => field.misplaced = form().label_anywhere(label).is_some(),
        }
        if let Some(place) = field.place {
            self.labels.add(place);
        }
        if let Some(section) = self.sections.last_mut() {
            section.push(field, &self.lines[at..]);
        }
        let legend = legend.filter(|rest| value.is_none() || !legend::closes_label(rest));
        let words = legend.into_iter().chain([value.unwrap_or_default()]);
        words.for_each(|words| self.add_to_last_field(line, words, Joint::Cut, false));
    }

    /// Adds what the rest of a cut label brings: a legend, and more of the value.
    fn add_rest_of_label(&mut self, line: &Line<'_>, label: &'a str, value: &'a str) {
        if let Some(rest) = legend::without(label).1 {
            self.set_legend(line);
            self.add_to_last_field(line, rest, Joint::Cut, false);
        }
        self.add_to_last_field(line, value, Joint::Cut, false);
    }

    /// Returns the last field of the last section.
    fn last_field(&self) -> Option<&FoundField<'a>> {
        self.sections.last()?.fields.last()
    }

    /// Returns how words go on from the last value: `Item` in a list without 、, `Cut` for what was broken to
    /// fit.
    fn joint_before(&self, words: &str) -> Joint {
        match self.last_field() {
            Some(field) if field.kind().is_list() && !field.has_commas && !words.contains('、') => {
                Joint::Item
            }
            Some(_) | None => Joint::Cut,
        }
    }

    /// Adds words to the last field, or to a new one without a label if the section has none. `split`: if
    /// there are words, they were cut off the value.
    fn add_to_last_field(&mut self, line: &Line<'_>, words: &'a str, joint: Joint, split: bool) {
        let Some(section) = self.sections.last_mut() else {
            return;
        };
        if section.fields.is_empty() {
            section.fields.push(FoundField::default());
        }
        let Some(field) = section.fields.last_mut() else {
            return;
        };
        field.split_value |= split && !words.trim().is_empty();
        field.add(line, words, joint);
    }

    /// Records the line of the last field's legend, unless it has one.
    fn set_legend(&mut self, line: &Line<'_>) {
        if let Some(field) = self.sections.last_mut().and_then(|section| section.fields.last_mut()) {
            field.legend.get_or_insert(line.number);
        }
    }

    /// Returns the sections. Only empty fields of pages with rows lack a cell: a page in lines has none to
    /// miss.
    fn finish(mut self) -> Vec<FoundSection<'a>> {
        for field in self.sections.iter_mut().flat_map(|section| &mut section.fields) {
            field.without_cell &= self.has_rows && field.value.is_empty();
        }
        self.sections
    }
}
