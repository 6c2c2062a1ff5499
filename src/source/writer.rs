//! Pages that are no lines → the lines of a page: a heading, the head, titles and rows.

use super::align::{is_japanese, without_note};
use super::form::{LabelPlace, form};
use super::legend;
use super::line::{Line, LineKind, Mark};
use crate::model::LineSpan;
use crate::model::schema::schema;

/// A longer cell is no label, in bytes.
const LONGEST_LABEL: usize = 200;

/// Writes pages as lines: a heading, the head, titles and rows.
#[derive(Default)]
pub struct Writer {
    /// The lines so far.
    pub lines: Vec<Line<'static>>,
    /// The last label of the form.
    last: Option<LabelPlace>,
    /// True where the table, or the text around it, has the titles.
    pub is_titled: bool,
    /// The last words beside a label that are no title.
    group: String,
}

impl Writer {
    /// Adds a line of words.
    pub fn plain(&mut self, words: &str, mark: Mark, line: u32) {
        let text = words.trim().to_owned().into();
        self.lines.push(Line::of(line, words.trim(), LineKind::Plain { text, mark }));
    }

    /// Adds words of a line that are part of no value; empty ones are left out.
    pub fn push_apart<'w>(&mut self, words: impl Iterator<Item = &'w str>, line: u32) {
        for words in words.filter(|words| !words.trim().is_empty()) {
            self.plain(words, Mark::Apart, line);
        }
    }

    /// Adds the head of a page: heading, name, nickname, address.
    pub fn push_head(&mut self, head: [Option<&String>; 3], line: u32) {
        self.last = None;
        self.plain("事例紹介", Mark::Heading, line);
        let [name, nickname, address] = head;
        let nickname = nickname.filter(|nickname| Some(*nickname) != name && name.is_some());
        for words in [name, nickname, address].into_iter().flatten() {
            self.plain(words, Mark::None, line);
        }
    }

    /// Opens a section with this title, of the form or not, whatever is open.
    pub fn heading(&mut self, title: &str, line: u32) {
        self.plain(title, Mark::Heading, line);
        self.is_titled = true;
        self.last = form().title(title).map(|section| LabelPlace { section, field: 0 });
    }

    /// Leaves a section that had a title: the next label opens its own.
    pub fn leave(&mut self) {
        self.is_titled = false;
        self.last = None;
    }

    /// Opens the section of the first title of the form in these cells, unless it is open; does nothing if
    /// there is none.
    pub fn open_titled_section(&mut self, cells: &[String], line: u32) {
        let found = cells.iter().find_map(|cell| Some((form().title(cell)?, cell)));
        let Some((section, title)) = found else {
            return;
        };
        self.is_titled = true;
        if self.last.is_none_or(|last| last.section != section) {
            self.plain(title, Mark::Heading, line);
            self.last = Some(LabelPlace { section, field: 0 });
        }
    }

    /// Adds the words before a label that are no title of the form, unless the row above has the same.
    pub fn push_group_words(&mut self, cells: &[String], line: u32) {
        let is_group = |cell: &&String| cell.contains(is_japanese) && form().title(cell).is_none();
        let words = cells.iter().filter(is_group).map(|cell| cell.trim()).collect::<Vec<_>>().join(" ");
        if words != self.group {
            self.push_apart([words.as_str()].into_iter(), line);
            self.group = words;
        }
    }

    /// Adds a label and its value, both in these lines, and, without titles, the title of a section that begins
    /// with it.
    pub fn push_row(&mut self, label: &str, value: &str, lines: LineSpan) {
        let starts = value.trim().match_indices('\n').map(|(at, _)| at + 1);
        let numbers = (lines.first..).map(|number| number.min(lines.last));
        let parts = [0].into_iter().chain(starts).zip(numbers).collect();
        self.cell((label, None), value.trim(), parts, lines.first);
    }

    /// Adds a row whose value's lines are at these places in the file. `known`: the label of the form, if it
    /// is certain.
    pub fn cell(
        &mut self,
        (label, known): (&str, Option<LabelPlace>),
        value: &str,
        parts: Vec<(usize, u32)>,
        line: u32,
    ) {
        let own = label_without_note(label);
        if label.trim().is_empty() && value.is_empty() {
            return;
        }
        if let Some(place) = known.or_else(|| self.label_place(own)) {
            if self.last.is_none_or(|last| last.section != place.section) && !self.is_titled {
                self.plain(schema().sections[place.section].title, Mark::Heading, line);
            }
            self.last = Some(place);
        } else if form().title(own).is_some() && value.is_empty() {
            return self.open_titled_section(&[own.to_owned()], line);
        }
        // A legend behind the label is reported where the row is read.
        let is_known = form().label_anywhere(own).is_some() || form().title(own).is_some();
        let label = if is_known && without_note(label) != label { own } else { label };
        let label = label.trim().replace(['\r', '\n'], " ").into();
        let kind = LineKind::Row { label, value: Some(value.to_owned().into()), piped: false };
        let mut row = Line::of(line, "", kind);
        row.parts = parts;
        self.lines.push(row);
    }

    /// Returns the label of the form that these words are: of the open section, the next one behind the last,
    /// or the first; `None` if they are no label.
    fn label_place(&self, label: &str) -> Option<LabelPlace> {
        let order = |place: &LabelPlace| (place.section, place.field);
        let places = form().labels_named(label).iter();
        let places: Vec<LabelPlace> =
            places.map(|(section, field)| LabelPlace { section: *section, field: *field }).collect();
        let last = self.last.map_or((0, 0), |last| order(&last));
        let same = places.iter().find(|place| place.section == last.0 && self.last.is_some());
        let next = places.iter().find(|place| order(place) >= last);
        same.or(next).or(places.first()).copied()
    }
}

/// Returns a label without the legend and the note behind it.
pub fn label_without_note(cell: &str) -> &str {
    let label = legend::without(cell).0;
    if label.len() > LONGEST_LABEL || form().label_anywhere(label).is_some() {
        label
    } else {
        without_note(label)
    }
}
