//! Blocks → lines: labels find their values, the head its address, and what follows the page is left out.

mod head;

use std::rc::Rc;

use super::super::form::form;
use super::super::legend;
use super::super::line::{Line, LineKind, Mark};
use super::super::outline::is_footer;
use super::blocks::{Block, Role};
use super::name::Head;
use super::rows::{self, Cell, Said};
use super::words::Words;
use crate::model::schema::Kind;

/// The lines that the blocks of a text say.
pub fn lines(blocks: Vec<Block>) -> Vec<Line<'static>> {
    let label_level = label_level(&blocks);
    let blocks = head::with_address(blocks);
    let rows_later = rows_later(&blocks, label_level);
    let mut arranger = Arranger {
        lines: Vec::with_capacity(blocks.len()),
        label_level,
        value_of: ValueOf::Nothing,
        kind: Kind::Text,
        heads: Vec::new(),
        after_rows: false,
    };
    for (block, rows_later) in blocks.into_iter().zip(rows_later) {
        arranger.take(block, rows_later);
    }
    arranger.end_heads(None);
    arranger.lines
}

struct Arranger {
    lines: Vec<Line<'static>>,
    label_level: Option<u8>,
    value_of: ValueOf,
    /// The kind of the last row's value.
    kind: Kind,
    /// The heads of columns, where the first row of a table is labels only.
    heads: Vec<Cell>,
    /// True after a row, in no other: words are not part of its value.
    after_rows: bool,
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
    fn take(&mut self, block: Block, rows_later: bool) {
        match block {
            Block::Words { words, role, .. } => self.words(words, role, rows_later),
            Block::Row { cells, first } => self.row(cells, first),
            Block::Term(words) => self.term(words),
            Block::Definition(words) => self.definition(words),
            Block::Verbatim(text, number) => {
                self.end_heads(None);
                self.value_of = ValueOf::Nothing;
                self.lines.push(Line::new(number, &text).into_owned());
            }
        }
    }

    fn words(&mut self, words: Words, role: Role, rows_later: bool) {
        self.end_heads(None);
        let is_page = words.head() == Some(Head::Page);
        let title = words.title();
        if is_page {
            self.after_rows = false;
        }
        let is_label_heading = self.is_label_heading(&words, role);
        if self.value_of == ValueOf::Heading
            && !matches!(role, Role::Heading(_))
            && !is_page
            && !is_footer(&words.text)
            && (title.is_none() || words.label().is_some())
        {
            return self.add_value(words);
        }
        self.value_of = ValueOf::Nothing;
        if is_label_heading {
            self.pair(words, Words::default(), false);
            self.value_of = ValueOf::Heading;
            return;
        }
        let mut mark = match role {
            Role::Heading(_) => Mark::Heading,
            Role::Item => Mark::Bullet,
            Role::Plain => Mark::None,
        };
        if title.is_some() {
            self.after_rows = false;
        } else if self.after_rows && !is_footer(&words.text) {
            let may_be_label = words.label().is_some() || legend::rest_after(&words.text).is_some();
            match mark {
                // The words below a heading behind the last row are its own.
                Mark::Heading if !rows_later => self.after_rows = false,
                Mark::Bullet if !rows_later => mark = Mark::Apart,
                Mark::None if !may_be_label => mark = Mark::Apart,
                Mark::Heading | Mark::Bullet | Mark::None | Mark::Definition | Mark::Apart => {}
            }
        }
        self.plain(words, mark);
    }

    /// True where headings of this level are labels, and this one is none of the titles.
    fn is_label_heading(&self, words: &Words, role: Role) -> bool {
        let Role::Heading(level) = role else {
            return false;
        };
        // 共有情報の取得元 is a title first and then a label.
        let is_title = words.title();
        let again = is_title.is_some()
            && self.lines.last().and_then(Line::plain).and_then(|text| form().title(text)) == is_title;
        self.label_level == Some(level) && (is_title.is_none() || again) && words.head() != Some(Head::Page)
    }

    fn plain(&mut self, mut words: Words, mark: Mark) {
        let number = words.line().unwrap_or(1);
        let controls = words.settle(Kind::Text);
        let text = words.text;
        let kind = match text.trim() {
            // There were only control characters.
            "" => LineKind::Blank,
            text => LineKind::Plain { text: text.to_owned().into(), mark },
        };
        let mut line = Line::of(number, &text, kind);
        line.controls = controls;
        self.lines.push(line);
    }

    fn term(&mut self, words: Words) {
        self.end_heads(None);
        if words.is_empty() {
            self.value_of = ValueOf::Nothing;
            return;
        }
        self.pair(words, Words::default(), true);
        self.value_of = ValueOf::Term;
    }

    fn definition(&mut self, words: Words) {
        self.end_heads(None);
        if self.value_of == ValueOf::Term {
            return self.add_value(words);
        }
        self.pair(Words::default(), words, false);
    }

    fn row(&mut self, cells: Vec<Cell>, first: bool) {
        if !self.heads.is_empty() {
            if let Some(cells) = self.end_heads(Some(cells)) {
                self.row(cells, false);
            }
            return;
        }
        let heads = cells.len() > 1 && cells.iter().all(|cell| cell.head || cell.words.is_empty());
        if first && heads {
            let labels = cells.iter().filter(|cell| cell.words.label().is_some()).count();
            if labels == cells.len() {
                self.heads = cells;
                return;
            }
            // 項目 and 内容 over the columns are no words of the page.
            if labels == 0 && !cells.iter().any(|cell| cell.words.title().is_some()) {
                return;
            }
        }
        for said in rows::said(cells) {
            self.said(said);
        }
    }

    fn said(&mut self, said: Said) {
        match said {
            Said::Group(words) => {
                self.value_of = ValueOf::Nothing;
                let mark = if words.title().is_some() { Mark::Heading } else { Mark::Apart };
                self.plain(Rc::unwrap_or_clone(words), mark);
            }
            Said::Pair { label, value } => {
                if label.carried && self.value_of == ValueOf::Rows {
                    return self.add_value(value);
                }
                self.pair(Rc::unwrap_or_clone(label.words), value, false);
                self.value_of = ValueOf::Rows;
            }
            Said::Alone(cell) => self.alone(cell),
        }
    }

    fn alone(&mut self, cell: Cell) {
        let words = Rc::unwrap_or_clone(cell.words);
        if self.value_of == ValueOf::Alone && !cell.head {
            self.value_of = ValueOf::Nothing;
            return self.add_value(words);
        }
        if words.label().is_some() && words.title().is_none() {
            self.pair(words, Words::default(), true);
            self.value_of = ValueOf::Alone;
            return;
        }
        let is_title = words.title().is_some();
        let mark = if cell.head || is_title { Mark::Heading } else { Mark::None };
        self.after_rows &= !is_title;
        self.value_of = ValueOf::Nothing;
        self.plain(words, mark);
    }

    /// The heads of columns and the row below them; gives the row back where it is one of its own.
    fn end_heads(&mut self, below: Option<Vec<Cell>>) -> Option<Vec<Cell>> {
        let heads = std::mem::take(&mut self.heads);
        if heads.is_empty() {
            return below;
        }
        let is_below = |cells: &Vec<Cell>| cells.len() == heads.len() && cells.iter().all(|cell| !cell.head);
        match below {
            Some(cells) if is_below(&cells) => {
                for (head, cell) in heads.into_iter().zip(cells) {
                    self.pair(Rc::unwrap_or_clone(head.words), Rc::unwrap_or_clone(cell.words), false);
                }
                self.value_of = ValueOf::Nothing;
                None
            }
            Some(_) | None => {
                for said in rows::said(heads) {
                    self.said(said);
                }
                below
            }
        }
    }

    /// A row of a label and its value; `without_cell` where no value has been seen yet.
    fn pair(&mut self, mut label: Words, mut value: Words, without_cell: bool) {
        let mut controls = label.settle(Kind::Text);
        self.kind = label.label().map_or(Kind::Text, |place| place.spec().kind);
        let names = value.settle(self.kind);
        if controls.is_empty() {
            controls = names;
        }
        let number = label.line().or(value.line()).unwrap_or(1);
        // A row whose only words are a title opens its section.
        if value.is_empty() && label.title().is_some() && label.label().is_none() {
            self.after_rows = false;
            return self.plain(label, Mark::Heading);
        }
        let kind = LineKind::Row {
            label: trimmed(label.text).into(),
            value: (!without_cell).then_some(value.text.into()),
            piped: false,
        };
        let mut line = Line::of(number, "", kind);
        line.controls = controls;
        line.parts = value.parts;
        self.lines.push(line);
        self.after_rows = true;
    }

    /// Adds words to the value of the last row.
    fn add_value(&mut self, mut words: Words) {
        let Some(Line { kind: LineKind::Row { value, .. }, parts, controls, .. }) = self.lines.last_mut()
        else {
            return;
        };
        let names = words.settle(self.kind);
        if controls.is_empty() {
            *controls = names;
        }
        let value = value.get_or_insert_default().to_mut();
        if !value.is_empty() && !words.is_empty() {
            value.push('\n');
        }
        parts.extend(words.parts.iter().map(|(at, line)| (value.len() + at, *line)));
        value.push_str(&words.text);
    }
}

/// The words without the white space around them.
fn trimmed(words: String) -> String {
    let text = words.trim();
    if text.len() == words.len() { words } else { text.to_owned() }
}

/// The level of the headings that are labels, where a page has labels as headings.
fn label_level(blocks: &[Block]) -> Option<u8> {
    let mut labels = [0_usize; 7];
    for block in blocks {
        if let Block::Words { words, role: Role::Heading(level), .. } = block
            && words.label().is_some()
            && words.title().is_none()
            && let Some(labels) = labels.get_mut(usize::from(*level))
        {
            *labels += 1;
        }
    }
    let level = (0..7_u8).zip(labels).max_by_key(|(_, labels)| *labels);
    level.filter(|(_, labels)| *labels > 1).map(|(level, _)| level)
}

/// For each block, true where rows come after it on its page.
fn rows_later(blocks: &[Block], label_level: Option<u8>) -> Vec<bool> {
    let mut later = false;
    let mut found: Vec<bool> = Vec::with_capacity(blocks.len());
    for block in blocks.iter().rev() {
        found.push(later);
        match block {
            Block::Words { words, role, .. } => {
                let is_page = words.head() == Some(Head::Page);
                let is_label = label_level.is_some_and(|level| *role == Role::Heading(level));
                later = !is_page && (later || is_label || words.title().is_some());
            }
            Block::Row { .. } | Block::Term(_) | Block::Definition(_) => later = true,
            Block::Verbatim(..) => {}
        }
    }
    found.reverse();
    found
}
