//! Blocks → lines: labels find their values, the head its address, and what follows the page is left out.

mod across;
mod end;
mod head;
mod level;

use std::rc::Rc;

use self::across::{Across, AcrossPart};
use self::end::Later;
use self::level::{flatten_headings, label_level};
use super::super::align::without_note;
use super::super::closing_notes;
use super::super::form::{LabelPlace, form, is_footer};
use super::super::legend;
use super::super::line::{Line, LineKind, Mark, is_drawn_rule};
use super::blocks::{Block, BlockRole};
use super::name::HeadWord;
use super::rows::{self, Cell, RowPart};
use super::words::{Words, trimmed};
use crate::model::schema::ValueKind;

/// Returns the lines of a page's blocks.
pub fn lines(mut blocks: Vec<Block>) -> Vec<Line<'static>> {
    flatten_headings(&mut blocks);
    let label_level = label_level(&blocks);
    let blocks = head::add_head_addresses(blocks);
    let later = end::what_follows(&blocks, label_level);
    let mut arranger = Arranger {
        lines: Vec::with_capacity(blocks.len()),
        label_level,
        value_of: ValueOf::Nothing,
        place: None,
        across: None,
        after_rows: false,
        in_list: false,
        closed: false,
        open: None,
        ends_section: false,
    };
    let ends = end::section_ends(&blocks);
    for ((block, later), ends_section) in blocks.into_iter().zip(later).zip(ends) {
        arranger.ends_section = ends_section;
        arranger.push_block(block, later);
    }
    arranger.end_across();
    arranger.lines
}

struct Arranger {
    lines: Vec<Line<'static>>,
    label_level: Option<u8>,
    value_of: ValueOf,
    /// What the label of the last row is.
    place: Option<LabelPlace>,
    /// A table whose first row is labels, and the rows below them so far.
    across: Option<Across>,
    /// True after a row, in no other: words are not part of its value.
    after_rows: bool,
    /// True in a list behind the last row, which is one field.
    in_list: bool,
    /// True where only the site's navigation is left.
    closed: bool,
    /// The section whose title came last.
    open: Option<usize>,
    /// True where no row of the section comes behind the block that is taken.
    ends_section: bool,
}

/// What the last line is, to what comes next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ValueOf {
    Nothing,
    /// A term: its definitions are its value.
    Term,
    /// A heading that is a label: the words below it are its value.
    Heading,
    /// A cell alone in its row, with a label: a cell alone in the next row is its value.
    Alone,
    /// A label that goes on in the next row.
    Rows,
}

impl Arranger {
    fn push_block(&mut self, block: Block, later: Later) {
        match block {
            Block::Words { words, role, .. } => self.add_words(words, role, later),
            Block::Row { cells, first } => self.add_row(cells, first),
            Block::Term(words) => self.add_term(words),
            Block::Definition(words) => self.add_definition(words),
            Block::Verbatim(text, number) => {
                self.end_across();
                self.value_of = ValueOf::Nothing;
                self.lines.push(Line::new(number, &text).into_owned());
            }
        }
    }

    /// Adds words as the value of the label heading above them, as a label, or as a line.
    fn add_words(&mut self, words: Words, role: BlockRole, later: Later) {
        self.end_across();
        let is_page = words.head() == Some(HeadWord::Page);
        let title = words.title();
        if is_page {
            (self.after_rows, self.closed) = (false, false);
        }
        let is_label_heading = self.is_label_heading(&words, role);
        if self.value_of == ValueOf::Heading
            && !matches!(role, BlockRole::Heading(_))
            && !is_page
            && !is_footer(&words.text)
            && title.is_none()
        {
            if self.is_closing_note(&words, later) {
                self.value_of = ValueOf::Nothing;
                return self.push_words(words, Mark::Apart);
            }
            return self.add_value(words);
        }
        self.value_of = ValueOf::Nothing;
        if is_label_heading {
            self.push_pair(words, Words::default(), false);
            self.value_of = ValueOf::Heading;
            return;
        }
        let mark = self.mark_for(&words, role, later);
        if !self.closed {
            self.push_words(words, mark);
        }
    }

    /// True for a sentence behind the last row of a section that cannot be part of the row's value.
    fn is_closing_note(&self, words: &Words, later: Later) -> bool {
        let Some(LineKind::Row { value, .. }) = self.lines.last().map(|line| &line.kind) else {
            return false;
        };
        let value = value.as_deref().unwrap_or_default();
        let is_last = later != Later::Rows;
        self.ends_section
            && closing_notes::ends_sentence(&words.text)
            && self.place.is_some_and(|place| {
                let goes_on = closing_notes::ends_sentence(value);
                !closing_notes::may_be_value(place, &words.text, (is_last, goes_on), || !value.is_empty())
            })
    }

    /// Returns the mark of words by their role and what is before them; closes the page at the site's links.
    fn mark_for(&mut self, words: &Words, role: BlockRole, later: Later) -> Mark {
        let mark = match role {
            BlockRole::Heading(_) => Mark::Heading,
            BlockRole::Item { .. } => Mark::Bullet,
            BlockRole::Plain => Mark::None,
        };
        let in_list = std::mem::take(&mut self.in_list);
        if words.title().is_some() {
            self.after_rows = false;
            return mark;
        }
        if !self.after_rows || is_footer(&words.text) {
            return mark;
        }
        self.closed |= later == Later::Site;
        let may_be_label = words.label().is_some() || legend::rest_after(&words.text).is_some();
        match mark {
            // What stands under a last heading is its own.
            Mark::Heading => self.after_rows = later != Later::Remark,
            Mark::Bullet if later == Later::Remark && !may_be_label => {
                self.in_list = true;
                return if in_list { mark } else { Mark::Apart };
            }
            Mark::None if !may_be_label && !self.is_value_item(words) => return Mark::Apart,
            // What comes next is its value.
            Mark::None | Mark::Bullet => self.after_rows = words.label().is_none(),
            Mark::Definition | Mark::Apart => {}
        }
        mark
    }

    /// True for words that begin as an item of the last row's value does: `【` or `(`, by its kind.
    fn is_value_item(&self, words: &Words) -> bool {
        let text = words.text.trim_start();
        self.last_row_kind() == ValueKind::Facilities && text.starts_with('【')
            || self.last_row_kind() == ValueKind::Effects && text.starts_with(['(', '（'])
    }

    /// True for a heading of the label level that is no page heading and no title seen first.
    fn is_label_heading(&self, words: &Words, role: BlockRole) -> bool {
        let BlockRole::Heading(level) = role else {
            return false;
        };
        // 共有情報の取得元 is a title first and then a label.
        let may_be_label = words.title().is_none() || self.is_title_again(words);
        self.label_level == Some(level) && may_be_label && words.head() != Some(HeadWord::Page)
    }

    /// True if the last line is the same title.
    fn is_title_again(&self, words: &Words) -> bool {
        let title = words.title();
        title.is_some()
            && self.lines.last().and_then(Line::plain).and_then(|text| form().title(text)) == title
    }

    /// Pushes words as a line: plain, a rule, or blank if only controls; a title opens its section.
    fn push_words(&mut self, mut words: Words, mark: Mark) {
        let number = words.line().unwrap_or(1);
        // A title is one line.
        self.open = words.title().or(self.open);
        if mark == Mark::Heading || words.title().is_some() {
            words.unbreak();
        }
        let controls = words.resolve_line_ends(ValueKind::Text);
        let text = words.text;
        let kind = match text.trim() {
            // There were only control characters.
            "" => LineKind::Blank,
            text if is_drawn_rule(text) => LineKind::Rule,
            text => LineKind::Plain { text: text.to_owned().into(), mark },
        };
        let mut line = Line::of(number, &text, kind);
        line.note(String::new(), controls);
        self.lines.push(line);
    }

    /// Adds a term as a label that has no value yet.
    fn add_term(&mut self, words: Words) {
        self.end_across();
        if words.is_empty() {
            self.value_of = ValueOf::Nothing;
            return;
        }
        self.push_pair(words, Words::default(), true);
        self.value_of = ValueOf::Term;
    }

    /// Adds a definition to the value of the term above, or as a row without a label.
    fn add_definition(&mut self, words: Words) {
        self.end_across();
        if self.value_of == ValueOf::Term {
            return self.add_value(words);
        }
        self.push_pair(Words::default(), words, false);
    }

    /// Adds a table row: to the open sideways table, as the first row of one, or as its parts.
    fn add_row(&mut self, cells: Vec<Cell>, first: bool) {
        let cells = match &mut self.across {
            Some(across) => across.push_row(cells, first),
            None => Some(cells),
        };
        let Some(cells) = cells else {
            return;
        };
        self.end_across();
        if first && across::are_column_names(&cells) {
            return;
        }
        let cells = match Across::try_begin(cells, first) {
            Ok(across) => {
                self.across = Some(across);
                return;
            }
            Err(cells) => cells,
        };
        for part in rows::row_parts(cells) {
            self.add_row_part(part);
        }
    }

    /// Pushes the rows of the open sideways table, if one is open, and closes it.
    fn end_across(&mut self) {
        if let Some(across) = self.across.take() {
            across.for_each_part(|part| self.add_across_part(part));
        }
    }

    fn add_across_part(&mut self, part: AcrossPart) {
        match part {
            AcrossPart::RowPart(part) => self.add_row_part(part),
            AcrossPart::Heading(line) => self.lines.push(line),
            AcrossPart::Pair(label, value) => {
                self.push_pair(label, value, false);
                self.value_of = ValueOf::Nothing;
            }
        }
    }

    fn add_row_part(&mut self, part: RowPart) {
        match part {
            RowPart::Group(words) => {
                self.value_of = ValueOf::Nothing;
                // Some tables have the title of its section in each row.
                if words.title().is_some() && words.title() == self.open {
                    return;
                }
                let mark = if words.title().is_some() { Mark::Heading } else { Mark::Apart };
                let mut words = Rc::unwrap_or_clone(words);
                words.unbreak();
                self.push_words(words, mark);
            }
            RowPart::Pair { label, value } => {
                if label.carried && self.value_of == ValueOf::Rows {
                    return self.add_value(value);
                }
                self.push_pair(Rc::unwrap_or_clone(label.words), value, false);
                self.value_of = ValueOf::Rows;
            }
            RowPart::Alone(cell) => self.add_lone_cell(cell),
        }
    }

    /// Adds a cell alone in its row: a legend, the value of the label above, a label, or a line.
    fn add_lone_cell(&mut self, cell: Cell) {
        let words = Rc::unwrap_or_clone(cell.words);
        if self.value_of == ValueOf::Alone && legend::rest_after(&words.text) == Some("") {
            return self.add_legend(&words);
        }
        let is_other = || is_footer(&words.text) || self.is_next_name(&words);
        if self.value_of == ValueOf::Alone && !cell.head && !is_other() {
            self.value_of = ValueOf::Nothing;
            return self.add_value(words);
        }
        if words.label().is_some() && (words.title().is_none() || self.is_title_again(&words)) {
            self.push_pair(words, Words::default(), true);
            self.value_of = ValueOf::Alone;
            return;
        }
        let is_title = words.title().is_some();
        let mark = if cell.head || is_title { Mark::Heading } else { Mark::None };
        self.after_rows &= !is_title;
        self.value_of = ValueOf::Nothing;
        self.push_words(words, mark);
    }

    /// True for the name that the form has right after the last row's label, which is unanswered then.
    fn is_next_name(&self, words: &Words) -> bool {
        matches!(
            self.lines.last().map(|line| &line.kind),
            Some(LineKind::Row { label, .. }) if form().is_next(label, words.text.trim())
        )
    }

    /// Pushes a row, or a heading if the label is only a title; the value is `None` with `without_cell`.
    fn push_pair(&mut self, mut label: Words, mut value: Words, without_cell: bool) {
        let mut controls = label.resolve_line_ends(ValueKind::Text);
        let in_section = |open| form().label_in(open, without_note(&label.text));
        self.place = self.open.and_then(in_section).or_else(|| label.label());
        let names = value.resolve_line_ends(self.last_row_kind());
        if controls.is_empty() {
            controls = names;
        }
        let number = label.line().or(value.line()).unwrap_or(1);
        // A row whose only words are a title opens its section.
        if value.is_empty() && label.title().is_some() && label.label().is_none() {
            self.after_rows = false;
            return self.push_words(label, Mark::Heading);
        }
        let kind = LineKind::Row {
            label: trimmed(label.text).into(),
            value: (!without_cell).then_some(value.text.into()),
            piped: false,
        };
        let mut line = Line::of(number, "", kind);
        line.note(String::new(), controls);
        line.parts = value.parts;
        self.lines.push(line);
        self.after_rows = true;
    }

    /// Appends a legend to the label of the last row.
    fn add_legend(&mut self, words: &Words) {
        if let Some(Line { kind: LineKind::Row { label, .. }, .. }) = self.lines.last_mut() {
            label.to_mut().extend([" ", &words.text]);
        }
    }

    /// Returns the value kind of the last row's label, `Text` if the form does not have the label.
    fn last_row_kind(&self) -> ValueKind {
        self.place.map_or(ValueKind::Text, |place| place.spec().kind)
    }

    /// Appends words to the value of the last row, on a new line.
    fn add_value(&mut self, mut words: Words) {
        let kind = self.last_row_kind();
        let Some(line) = self.lines.last_mut() else {
            return;
        };
        line.note(String::new(), words.resolve_line_ends(kind));
        let Line { kind: LineKind::Row { value, .. }, parts, .. } = line else {
            return;
        };
        let value = value.get_or_insert_default().to_mut();
        if !value.is_empty() && !words.is_empty() {
            value.push('\n');
        }
        parts.extend(words.parts.iter().map(|(at, line)| (value.len() + at, *line)));
        value.push_str(&words.text);
    }
}
