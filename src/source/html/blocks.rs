//! Elements → blocks: lines of words, table rows, definitions. What stands in a cell stays in its cell,
//! unless the cell only lays the page out: then its blocks are the page's own.

mod block;
mod fold;

use std::mem;
use std::rc::Rc;

pub use self::block::{Block, Role};
use self::fold::{fold, is_label, join_cell, plain_words};
use super::rows::{CellShape, Grid};
use super::words::Words;

/// A cell before its row is whole: where its blocks are.
#[derive(Debug)]
struct OpenCell {
    shape: CellShape,
    start: usize,
    end: usize,
}

/// An element whose blocks are its own.
#[derive(Debug)]
struct OpenElement {
    kind: OpenElementKind,
    /// Index of the first block of the row or definition that is open.
    start: usize,
    /// True where rows, terms or headings of the form stand inside.
    layout: bool,
    /// Titles of the form that stand inside as words.
    titles: usize,
}

#[derive(Debug)]
enum OpenElementKind {
    /// `is_implied` where a row outside any table began it.
    Table {
        grid: Grid,
        cells: Vec<OpenCell>,
        in_row: bool,
        rows: usize,
        is_implied: bool,
    },
    Term,
    /// `is_pair` where it stands beside its label in a line: what parts them is none of its words.
    Definition {
        is_pair: bool,
    },
}

/// A row has no more cells than this: what stands in further ones goes on in the last.
const MOST_CELLS: usize = 1_000;

/// Collects the blocks of a page.
#[derive(Debug, Default)]
pub struct Blocks {
    /// The blocks so far.
    pub done: Vec<Block>,
    /// True after the first label that has a cell of its own.
    pub has_labels: bool,
    words: Words,
    contexts: Vec<OpenElement>,
    heading: Option<u8>,
    items: usize,
    preformatted: bool,
    verbatim: Option<(String, u32)>,
    link: Option<Rc<str>>,
    in_link: bool,
    href: Option<Rc<str>>,
    /// True where the words begin with a link.
    is_link: bool,
    budget: usize,
}

impl Blocks {
    /// For a text of this many bytes.
    pub fn new(bytes: usize) -> Self {
        // What spans rows is repeated; a hostile page must not grow by that.
        Self { budget: bytes.saturating_mul(2), ..Self::default() }
    }

    /// Adds text that begins on this line.
    pub fn text(&mut self, text: &str, line: u32) {
        if self.preformatted {
            return self.preformatted_text(text, line);
        }
        let was_empty = self.words.text.is_empty();
        self.words.add(text, line);
        if was_empty {
            self.is_link = self.in_link;
        }
        if self.href.is_none() && !self.words.text.is_empty() {
            self.href.clone_from(&self.link);
        }
    }

    fn preformatted_text(&mut self, text: &str, line: u32) {
        for (nth, piece) in (0_u32..).zip(text.split('\n')) {
            let line = line.saturating_add(nth);
            if nth > 0 {
                self.flush();
            }
            if self.contexts.is_empty() {
                self.verbatim.get_or_insert_with(|| (String::new(), line)).0.push_str(piece);
            } else {
                self.words.add(piece, line);
            }
        }
    }

    /// Begins a link, whose address is none where it leads to the same site.
    pub fn begin_link(&mut self, address: Option<Rc<str>>) {
        (self.link, self.in_link) = (address, true);
    }

    /// Ends a link.
    pub fn end_link(&mut self) {
        (self.link, self.in_link) = (None, false);
    }

    /// Begins or ends preformatted text.
    pub fn preformatted(&mut self, on: bool) {
        self.flush();
        self.preformatted = on;
    }

    /// Begins or ends a heading.
    pub fn heading(&mut self, level: Option<u8>) {
        self.flush();
        self.heading = level;
    }

    /// Begins or ends an item of a list.
    pub fn item(&mut self, begins: bool) {
        self.flush();
        self.items = if begins { self.items + 1 } else { self.items.saturating_sub(1) };
    }

    /// A `<br>`: in a heading only the width's.
    pub fn line_break(&mut self) {
        if self.heading.is_some() { self.words.add_soft() } else { self.flush() }
    }

    /// Ends the words before a block element.
    pub fn flush(&mut self) {
        if let Some((text, line)) = self.verbatim.take() {
            self.done.push(Block::Verbatim(text, line));
        }
        if self.words.text.is_empty() {
            return;
        }
        let words = mem::take(&mut self.words);
        let href = self.href.take();
        if words.is_empty() {
            return;
        }
        let role = match self.heading {
            Some(level) => Role::Heading(level),
            None if self.items > 0 && self.contexts.is_empty() => Role::Item { is_link: self.is_link },
            None => Role::Plain,
        };
        if let Some(context) = self.contexts.last_mut()
            && words.title().is_some()
        {
            context.layout |= self.heading.is_some();
            context.titles += 1;
        }
        self.done.push(Block::Words { words, role, href });
    }

    /// Begins a table.
    pub fn begin_table(&mut self) {
        self.begin_rows(false);
    }

    fn begin_rows(&mut self, is_implied: bool) {
        let (grid, cells) = (Grid::default(), Vec::new());
        // A row that is alone is never that of the heads of columns.
        let rows = usize::from(is_implied);
        self.begin(OpenElementKind::Table { grid, cells, in_row: false, rows, is_implied });
    }

    /// Begins a term or a definition.
    pub fn begin_definition(&mut self, is_term: bool) {
        self.begin(if is_term {
            OpenElementKind::Term
        } else {
            OpenElementKind::Definition { is_pair: false }
        });
    }

    /// Begins the words beside a label, in no list of definitions.
    pub fn begin_beside(&mut self) {
        self.begin(OpenElementKind::Definition { is_pair: true });
    }

    fn begin(&mut self, kind: OpenElementKind) {
        self.flush();
        self.contexts.push(OpenElement { kind, start: self.done.len(), layout: false, titles: 0 });
    }

    /// Begins a row of the table; one that stands in no table is one of its own.
    pub fn begin_row(&mut self) {
        self.flush();
        let is_in_table = self.contexts.last().is_some_and(|context| match &context.kind {
            OpenElementKind::Table { in_row, .. } => !in_row,
            OpenElementKind::Term | OpenElementKind::Definition { .. } => false,
        });
        if !is_in_table {
            self.begin_rows(true);
        }
        let start = self.done.len();
        if let Some(context) = self.contexts.last_mut()
            && let OpenElementKind::Table { cells, in_row, .. } = &mut context.kind
        {
            cells.clear();
            *in_row = true;
            (context.start, context.layout, context.titles) = (start, false, 0);
        }
    }

    /// Begins a cell of the row.
    pub fn begin_cell(&mut self, shape: CellShape) {
        self.flush();
        let start = self.done.len();
        if let Some(OpenElement { kind: OpenElementKind::Table { cells, .. }, .. }) = self.contexts.last_mut()
            && cells.len() < MOST_CELLS
        {
            cells.push(OpenCell { shape, start, end: start });
        }
    }

    /// Ends the cell.
    pub fn end_cell(&mut self) {
        self.flush();
        if let Some(OpenElement { kind: OpenElementKind::Table { cells, .. }, .. }) = self.contexts.last_mut()
        {
            let is_full = cells.len() == MOST_CELLS;
            if let Some(cell) = cells.last_mut() {
                if is_full {
                    join_cell(&mut self.done, cell.start..cell.end);
                }
                cell.end = self.done.len();
            }
        }
    }

    /// Ends the row, and the table that it began.
    pub fn end_row(&mut self) {
        self.close_row();
        if let Some(OpenElement { kind: OpenElementKind::Table { is_implied: true, .. }, .. }) =
            self.contexts.last()
        {
            self.contexts.pop();
        }
    }

    /// The cells of the row become one block, unless they lay the page out.
    fn close_row(&mut self) {
        self.flush();
        let Some(context) = self.contexts.last_mut() else {
            return;
        };
        let (start, lays_out) = (context.start, context.layout || context.titles > 1);
        let OpenElementKind::Table { grid, cells, in_row, rows, .. } = &mut context.kind else {
            return;
        };
        if !mem::take(in_row) {
            return;
        }
        let cells = mem::take(cells);
        // What stands beside a label is its value, whatever it holds.
        let label = || {
            let label = cells.first().filter(|_| cells.len() > 1);
            label.and_then(|cell| plain_words(&self.done[cell.start..cell.end]))
        };
        if lays_out && !label().is_some_and(|label| is_label(&label)) {
            return self.lay_out();
        }
        let mut row: Vec<(CellShape, Words)> =
            cells.iter().map(|cell| (cell.shape, Words::default())).collect();
        let mut outside = Vec::new();
        let mut place = 0;
        for (at, block) in (start..).zip(self.done.drain(start..)) {
            while cells.get(place).is_some_and(|cell| cell.end <= at) {
                place += 1;
            }
            match (cells.get(place).filter(|cell| cell.start <= at), row.get_mut(place)) {
                (Some(_), Some((_, words))) => fold(words, block),
                (Some(_) | None, _) => outside.push(block),
            }
        }
        let first = *rows == 0;
        *rows += 1;
        let cells = grid.row(row, &mut self.budget);
        self.done.append(&mut outside);
        if cells.is_empty() {
            return;
        }
        let known = cells.iter().any(|cell| cell.words.label().is_some() || cell.words.title().is_some());
        self.done.push(Block::Row { cells, first });
        if known {
            self.has_labels = true;
            self.lay_out();
        }
    }

    /// The element that this one stands in lays the page out.
    fn lay_out(&mut self) {
        let outer = self.contexts.len().checked_sub(2);
        if let Some(context) = outer.and_then(|outer| self.contexts.get_mut(outer)) {
            context.layout = true;
        }
    }

    /// Ends the table.
    pub fn end_table(&mut self) {
        self.close_row();
        self.contexts.pop();
    }

    /// Ends the term or definition.
    pub fn end_definition(&mut self) {
        self.flush();
        let Some(context) = self.contexts.last() else {
            return;
        };
        let (start, is_term) = (context.start, matches!(context.kind, OpenElementKind::Term));
        let is_pair = matches!(context.kind, OpenElementKind::Definition { is_pair: true });
        let term = match start.checked_sub(1).and_then(|before| self.done.get(before)) {
            Some(Block::Term(term)) => is_label(term),
            Some(Block::Words { .. } | Block::Row { .. } | Block::Definition(_) | Block::Verbatim(..))
            | None => false,
        };
        if (context.layout || context.titles > 1) && !term {
            self.lay_out();
        } else {
            let mut words = Words::default();
            for block in self.done.drain(start..) {
                fold(&mut words, block);
            }
            if is_pair {
                words.cut_separator();
            }
            if is_term && (words.label().is_some() || words.title().is_some()) {
                self.has_labels = true;
                self.lay_out();
            }
            self.done.push(if is_term { Block::Term(words) } else { Block::Definition(words) });
        }
        self.contexts.pop();
    }

    /// True in a heading.
    pub fn is_in_heading(&self) -> bool {
        self.heading.is_some()
    }

    /// The title that the last words are.
    pub fn last_title(&self) -> Option<usize> {
        if !self.words.is_empty() {
            return self.words.title();
        }
        self.done.last()?.words()?.title()
    }

    /// True where the last words are a label, and what comes next is its value.
    pub fn follows_label(&self) -> bool {
        if !self.words.is_empty() {
            return self.words.label().is_some();
        }
        self.done.last().and_then(Block::words).is_some_and(|words| words.label().is_some())
    }
}
