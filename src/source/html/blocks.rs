//! Elements → blocks: lines of words, table rows, definitions. What stands in a cell stays in its cell,
//! unless the cell only lays the page out: then its blocks are the page's own.

mod block;
mod fold;

use std::mem;
use std::rc::Rc;

pub use self::block::{Block, BlockRole};
use self::fold::{append_block, is_label, join_cell, plain_words};
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
    /// Creates an empty collection for a text of so many bytes.
    pub fn new(bytes: usize) -> Self {
        // What spans rows is repeated; a hostile page must not grow by that.
        Self { budget: bytes.saturating_mul(2), ..Self::default() }
    }

    /// Adds text that begins on this line to the open words.
    pub fn add_text(&mut self, text: &str, line: u32) {
        if self.preformatted {
            return self.add_preformatted(text, line);
        }
        let was_empty = self.words.text.is_empty();
        self.words.add_text(text, line);
        if was_empty {
            self.is_link = self.in_link;
        }
        if self.href.is_none() && !self.words.text.is_empty() {
            self.href.clone_from(&self.link);
        }
    }

    /// Adds text of a `pre`: each line is a block, verbatim outside tables.
    fn add_preformatted(&mut self, text: &str, line: u32) {
        for (nth, piece) in (0_u32..).zip(text.split('\n')) {
            let line = line.saturating_add(nth);
            if nth > 0 {
                self.flush();
            }
            if self.contexts.is_empty() {
                self.verbatim.get_or_insert_with(|| (String::new(), line)).0.push_str(piece);
            } else {
                self.words.add_text(piece, line);
            }
        }
    }

    /// Begins a link; `address` is `None` if it leads to the same site.
    pub fn begin_link(&mut self, address: Option<Rc<str>>) {
        (self.link, self.in_link) = (address, true);
    }

    /// Ends a link.
    pub fn end_link(&mut self) {
        (self.link, self.in_link) = (None, false);
    }

    /// Ends the open words, and begins or ends preformatted text.
    pub fn set_preformatted(&mut self, on: bool) {
        self.flush();
        self.preformatted = on;
    }

    /// Ends the open words, and begins a heading of this level, or ends it with `None`.
    pub fn set_heading(&mut self, level: Option<u8>) {
        self.flush();
        self.heading = level;
    }

    /// Ends the open words, and begins or ends an item of a list.
    pub fn set_item(&mut self, begins: bool) {
        self.flush();
        self.items = if begins { self.items + 1 } else { self.items.saturating_sub(1) };
    }

    /// Adds a `<br>`, which in a heading is only a soft line end.
    pub fn line_break(&mut self) {
        if self.heading.is_some() { self.words.add_soft_break() } else { self.flush() }
    }

    /// Pushes the open words or verbatim line as a block, if there are any.
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
            Some(level) => BlockRole::Heading(level),
            None if self.items > 0 && self.contexts.is_empty() => BlockRole::Item { is_link: self.is_link },
            None => BlockRole::Plain,
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

    /// Begins a table; `is_implied` if a row outside any table begins it.
    fn begin_rows(&mut self, is_implied: bool) {
        let (grid, cells) = (Grid::default(), Vec::new());
        // A row that is alone is never that of the heads of columns.
        let rows = usize::from(is_implied);
        self.open_element(OpenElementKind::Table { grid, cells, in_row: false, rows, is_implied });
    }

    /// Begins a term or a definition.
    pub fn begin_definition(&mut self, is_term: bool) {
        self.open_element(if is_term {
            OpenElementKind::Term
        } else {
            OpenElementKind::Definition { is_pair: false }
        });
    }

    /// Begins the words beside a label, in no list of definitions.
    pub fn begin_beside(&mut self) {
        self.open_element(OpenElementKind::Definition { is_pair: true });
    }

    /// Ends the open words, and opens an element whose blocks are its own.
    fn open_element(&mut self, kind: OpenElementKind) {
        self.flush();
        self.contexts.push(OpenElement { kind, start: self.done.len(), layout: false, titles: 0 });
    }

    /// Begins a row of the open table, or of a new one if none is open or it has an open row.
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

    /// Begins a cell of the open row; beyond `MOST_CELLS` its words go on in the last one.
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

    /// Ends the row, and the table if the row had begun it.
    pub fn end_row(&mut self) {
        self.close_row();
        if let Some(OpenElement { kind: OpenElementKind::Table { is_implied: true, .. }, .. }) =
            self.contexts.last()
        {
            self.contexts.pop();
        }
    }

    /// Folds the cells of the open row into one block, unless they lay the page out.
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
            return self.mark_outer_layout();
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
                (Some(_), Some((_, words))) => append_block(words, block),
                (Some(_) | None, _) => outside.push(block),
            }
        }
        let first = *rows == 0;
        *rows += 1;
        let cells = grid.next_row(row, &mut self.budget);
        self.done.append(&mut outside);
        if cells.is_empty() {
            return;
        }
        let known = cells.iter().any(|cell| cell.words.label().is_some() || cell.words.title().is_some());
        self.done.push(Block::Row { cells, first });
        if known {
            self.has_labels = true;
            self.mark_outer_layout();
        }
    }

    /// Marks the element around the innermost one as page layout.
    fn mark_outer_layout(&mut self) {
        let outer = self.contexts.len().checked_sub(2);
        if let Some(context) = outer.and_then(|outer| self.contexts.get_mut(outer)) {
            context.layout = true;
        }
    }

    /// Ends the open row and the table.
    pub fn end_table(&mut self) {
        self.close_row();
        self.contexts.pop();
    }

    /// Ends the term or definition: folds its blocks into one, unless they are page layout.
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
            self.mark_outer_layout();
        } else {
            let mut words = Words::default();
            for block in self.done.drain(start..) {
                append_block(&mut words, block);
            }
            if is_pair {
                words.cut_separator();
            }
            if is_term && (words.label().is_some() || words.title().is_some()) {
                self.has_labels = true;
                self.mark_outer_layout();
            }
            self.done.push(if is_term { Block::Term(words) } else { Block::Definition(words) });
        }
        self.contexts.pop();
    }

    /// True if a heading is open.
    pub fn is_in_heading(&self) -> bool {
        self.heading.is_some()
    }

    /// Returns the section that the last words are the title of, `None` if they are no title.
    pub fn last_title(&self) -> Option<usize> {
        if !self.words.is_empty() {
            return self.words.title();
        }
        self.done.last()?.words()?.title()
    }

    /// True if the last words are a label, so that what comes next is its value.
    pub fn follows_label(&self) -> bool {
        if !self.words.is_empty() {
            return self.words.label().is_some();
        }
        self.done.last().and_then(Block::words).is_some_and(|words| words.label().is_some())
    }
}
