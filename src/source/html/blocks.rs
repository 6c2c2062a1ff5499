//! Elements → blocks: lines of words, table rows, definitions. What stands in a cell stays in its cell,
//! unless the cell only lays the page out: then its blocks are the page's own.

use std::mem;
use std::rc::Rc;

use super::rows::{Cell, Grid};
use super::words::Words;

/// What words are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// A line or paragraph.
    Plain,
    /// An item of a list.
    Item,
    /// A heading of this level.
    Heading(u8),
}

/// A piece of a page.
#[derive(Debug)]
pub enum Block {
    /// Words of their own, and where their first link leads.
    Words { words: Words, role: Role, href: Option<Rc<str>> },
    /// A table row; `first` in its table.
    Row { cells: Vec<Cell>, first: bool },
    /// What a definition list defines.
    Term(Words),
    /// What it says of it.
    Definition(Words),
    /// A line of preformatted text.
    Verbatim(String, u32),
}

/// A cell before its row is whole: where its blocks are.
#[derive(Debug, Clone, Copy)]
pub struct CellShape {
    /// A `th`.
    pub head: bool,
    /// Columns it covers.
    pub columns: usize,
    /// Rows it covers.
    pub rows: usize,
}

#[derive(Debug)]
struct OpenCell {
    shape: CellShape,
    start: usize,
    end: usize,
}

/// An element whose blocks are its own.
#[derive(Debug)]
struct Context {
    kind: ContextKind,
    /// Index of the first block of the row or definition that is open.
    start: usize,
    /// True where rows, terms or headings of the form stand inside.
    layout: bool,
    /// Titles of the form that stand inside as words.
    titles: usize,
}

#[derive(Debug)]
enum ContextKind {
    Table { grid: Grid, cells: Vec<OpenCell>, in_row: bool, rows: usize },
    Term,
    Definition,
}

/// A row has no more cells than this: what stands in further ones goes on in the last.
const MOST_CELLS: usize = 1_000;

/// Collects the blocks of a page.
#[derive(Debug, Default)]
pub struct Blocks {
    /// The blocks so far.
    pub done: Vec<Block>,
    words: Words,
    contexts: Vec<Context>,
    heading: Option<u8>,
    items: usize,
    preformatted: bool,
    verbatim: Option<(String, u32)>,
    link: Option<Rc<str>>,
    href: Option<Rc<str>>,
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
        self.words.add(text, line);
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

    /// Begins or ends a link.
    pub fn link(&mut self, address: Option<Rc<str>>) {
        self.link = address;
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
            None if self.items > 0 && self.contexts.is_empty() => Role::Item,
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
        self.begin(ContextKind::Table { grid: Grid::default(), cells: Vec::new(), in_row: false, rows: 0 });
    }

    /// Begins a term or a definition.
    pub fn begin_definition(&mut self, is_term: bool) {
        self.begin(if is_term { ContextKind::Term } else { ContextKind::Definition });
    }

    fn begin(&mut self, kind: ContextKind) {
        self.flush();
        self.contexts.push(Context { kind, start: self.done.len(), layout: false, titles: 0 });
    }

    /// Begins a row of the table.
    pub fn begin_row(&mut self) {
        self.flush();
        let start = self.done.len();
        if let Some(context) = self.contexts.last_mut()
            && let ContextKind::Table { cells, in_row, .. } = &mut context.kind
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
        if let Some(Context { kind: ContextKind::Table { cells, .. }, .. }) = self.contexts.last_mut()
            && cells.len() < MOST_CELLS
        {
            cells.push(OpenCell { shape, start, end: start });
        }
    }

    /// Ends the cell.
    pub fn end_cell(&mut self) {
        self.flush();
        if let Some(Context { kind: ContextKind::Table { cells, .. }, .. }) = self.contexts.last_mut() {
            let is_full = cells.len() == MOST_CELLS;
            if let Some(cell) = cells.last_mut() {
                if is_full {
                    join_cell(&mut self.done, cell);
                }
                cell.end = self.done.len();
            }
        }
    }

    /// Ends the row: its cells become one block, unless they lay the page out.
    pub fn end_row(&mut self) {
        self.flush();
        let Some(context) = self.contexts.last_mut() else {
            return;
        };
        let (start, lays_out) = (context.start, context.layout || context.titles > 1);
        let ContextKind::Table { grid, cells, in_row, rows } = &mut context.kind else {
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
        self.end_row();
        self.contexts.pop();
    }

    /// Ends the term or definition.
    pub fn end_definition(&mut self) {
        self.flush();
        let Some(context) = self.contexts.last() else {
            return;
        };
        let (start, is_term) = (context.start, matches!(context.kind, ContextKind::Term));
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
            if is_term && (words.label().is_some() || words.title().is_some()) {
                self.lay_out();
            }
            self.done.push(if is_term { Block::Term(words) } else { Block::Definition(words) });
        }
        self.contexts.pop();
    }
}

/// Makes one block of what the cell held and of what came after it.
fn join_cell(done: &mut Vec<Block>, cell: &OpenCell) {
    let mut more = Words::default();
    for block in done.drain(cell.end.min(done.len())..) {
        fold(&mut more, block);
    }
    let mut words = Words::default();
    for block in done.drain(cell.start.min(done.len())..) {
        fold(&mut words, block);
    }
    words.join(more, ' ');
    if !words.is_empty() {
        done.push(Block::Words { words, role: Role::Plain, href: None });
    }
}

/// Adds a block to the words of the cell that it stands in.
fn fold(words: &mut Words, block: Block) {
    match block {
        Block::Words { words: more, .. } | Block::Term(more) | Block::Definition(more) => {
            words.join(more, '\n')
        }
        Block::Row { cells, .. } => {
            for (nth, cell) in cells.into_iter().enumerate() {
                words.join(Rc::unwrap_or_clone(cell.words), if nth == 0 { '\n' } else { ' ' });
            }
        }
        Block::Verbatim(text, line) => {
            let mut more = Words::default();
            more.add(&text, line);
            words.join(more, '\n');
        }
    }
}

/// The words of a cell that holds nothing else.
fn plain_words(blocks: &[Block]) -> Option<Words> {
    let mut joined = Words::default();
    for block in blocks.iter().take(4) {
        let Block::Words { words, .. } = block else {
            return None;
        };
        joined.text.push_str(&words.text);
    }
    (blocks.len() <= 4).then_some(joined)
}

/// True for a label of the form that is no title too.
fn is_label(words: &Words) -> bool {
    words.label().is_some() && words.title().is_none()
}
