//! The rows and paragraphs of all pages, put together where a page ends amid one, and written as HTML.

use super::super::form::form;
use super::super::join::{Joint, append};
use super::super::written::MarkupWriter;
use crate::model::Place;

/// Edges so near are one, in points.
const NEAR: f32 = 3.0;

/// A value stands at least so much further right than the label above it, in points.
pub const FURTHER: f32 = 8.0;

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockKind {
    /// A title.
    Heading,
    /// Words.
    Paragraph,
    /// A row of the table of this number.
    Row(u32),
    /// A label with its value below it.
    Term,
}

/// A cell of a row.
#[derive(Debug, Clone, Default)]
pub struct PrintedCell {
    /// Its words.
    pub text: String,
    /// How many rows it takes.
    pub rows: usize,
    /// How many columns it takes.
    pub columns: usize,
}

/// A row or a paragraph.
#[derive(Debug, Clone)]
pub struct PrintedBlock {
    /// What it is.
    pub kind: BlockKind,
    /// Its cells; the words of a paragraph are one.
    pub cells: Vec<PrintedCell>,
    /// The left edge: of a row's second cell, of a label, of words.
    pub edge: f32,
    /// True where no rule ends a row above.
    pub is_open_above: bool,
    /// True where no rule ends a row below.
    pub is_open_below: bool,
}

impl PrintedBlock {
    /// Returns a block of cells of one row and column each.
    pub fn new(kind: BlockKind, texts: impl IntoIterator<Item = String>, edge: f32) -> Self {
        let cells = texts.into_iter().map(|text| PrintedCell { text, rows: 1, columns: 1 }).collect();
        Self { kind, cells, edge, is_open_above: false, is_open_below: false }
    }

    fn text(&self, at: usize) -> &str {
        self.cells.get(at).map_or("", |cell| cell.text.as_str())
    }
}

/// The blocks of all pages.
#[derive(Debug, Default)]
pub struct PrintedBlocks {
    blocks: Vec<(u32, PrintedBlock)>,
}

impl PrintedBlocks {
    /// Adds the blocks of a page; its first one may go on with the last one of the page before.
    pub fn add_page(&mut self, page: u32, blocks: Vec<PrintedBlock>) {
        let mut blocks = blocks.into_iter().peekable();
        let mut moved = None;
        while let Some(rest) =
            blocks.next_if(|next| self.blocks.last().is_some_and(|(_, last)| goes_on(last, next)))
        {
            let Some((_, last)) = self.blocks.last_mut() else { break };
            if let (BlockKind::Row(old), BlockKind::Row(new)) = (last.kind, rest.kind) {
                moved = Some((new, old));
            }
            continue_block(last, &rest);
            if moved.is_some() {
                break;
            }
        }
        // The rows below a row that goes on are of its table.
        self.blocks.extend(blocks.map(|mut block| {
            if let (BlockKind::Row(own), Some((new, old))) = (block.kind, moved)
                && own == new
            {
                block.kind = BlockKind::Row(old);
            }
            (page, block)
        }));
    }

    /// Writes the blocks as HTML.
    pub fn write(&self) -> MarkupWriter {
        let mut writer = MarkupWriter::default();
        let mut last = None;
        for (at, (page, block)) in self.blocks.iter().enumerate() {
            writer.begin(Place::Page { page: page + 1 });
            let next = self.blocks.get(at + 1).map(|(_, next)| next.kind);
            match block.kind {
                BlockKind::Heading => element(&mut writer, "h2", block.text(0)),
                BlockKind::Paragraph => element(&mut writer, "p", block.text(0)),
                BlockKind::Row(_) => {
                    writer.markup(if last == Some(block.kind) { "<tr>" } else { "<table><tr>" });
                    for cell in &block.cells {
                        writer.begin_cell(cell.rows, cell.columns);
                        writer.words(&cell.text);
                        writer.markup("</td>");
                    }
                    writer.markup(if next == Some(block.kind) { "</tr>" } else { "</tr></table>" });
                }
                BlockKind::Term => {
                    writer.markup(if last == Some(BlockKind::Term) { "" } else { "<dl>" });
                    element(&mut writer, "dt", block.text(0));
                    element(&mut writer, "dd", block.text(1));
                    writer.markup(if next == Some(BlockKind::Term) { "" } else { "</dl>" });
                }
            }
            last = Some(block.kind);
        }
        writer
    }
}

fn element(writer: &mut MarkupWriter, name: &str, text: &str) {
    writer.markup(&format!("<{name}>"));
    writer.words(text);
    writer.markup(&format!("</{name}>"));
}

/// True if the first block of a page is the rest of the last one of the page before.
fn goes_on(last: &PrintedBlock, first: &PrintedBlock) -> bool {
    let is_level = (last.edge - first.edge).abs() < NEAR;
    let is_rest = first.kind == BlockKind::Paragraph;
    match (last.kind, first.kind) {
        (BlockKind::Row(_), BlockKind::Row(_)) => {
            let is_alike = is_level && last.cells.len() == first.cells.len() && first.cells.len() > 1;
            let (old, new) = (last.text(0), first.text(0));
            // A label at half height may stand on either page, or be cut itself.
            let is_open = last.is_open_below && first.is_open_above && !(is_known(old) && is_known(new));
            is_alike && (is_open || old.is_empty() || new.is_empty() || is_cut(old, new))
        }
        (BlockKind::Row(_), _) => is_rest && (is_level || is_cut(last.text(0), first.text(0))),
        (BlockKind::Term, _) => is_rest && first.edge - last.edge > FURTHER,
        (BlockKind::Paragraph, _) => is_cut(last.text(0), first.text(0)),
        (BlockKind::Heading, _) => false,
    }
}

fn is_known(label: &str) -> bool {
    form().label_anywhere(label).is_some()
}

/// True for two parts of one label.
fn is_cut(label: &str, rest: &str) -> bool {
    !is_known(label) && !is_known(rest) && is_known(&[label, rest].concat())
}

/// Appends the rest of a block.
fn continue_block(last: &mut PrintedBlock, rest: &PrintedBlock) {
    if last.kind == BlockKind::Paragraph {
        // A label of which nothing stood beside the first part.
        let label = [last.text(0), rest.text(0)].concat();
        let value = rest.text(1).to_owned();
        let kind = if rest.kind == BlockKind::Paragraph { BlockKind::Term } else { rest.kind };
        *last = PrintedBlock {
            is_open_below: rest.is_open_below,
            ..PrintedBlock::new(kind, [label, value], rest.edge)
        };
        return;
    }
    // The rest of a value that stands alone is no label.
    let is_row = matches!(rest.kind, BlockKind::Row(_)) || is_cut(last.text(0), rest.text(0));
    let value = last.cells.len().saturating_sub(1);
    for (at, cell) in rest.cells.iter().enumerate() {
        if let Some(own) = last.cells.get_mut(if is_row { at } else { value }) {
            append(&mut own.text, &cell.text, Joint::Cut);
        }
    }
    last.is_open_below = rest.is_open_below;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(texts: [&str; 2]) -> PrintedBlock {
        PrintedBlock::new(BlockKind::Row(0), texts.map(str::to_owned), 100.0)
    }

    fn written(pages: Vec<Vec<PrintedBlock>>) -> String {
        let mut blocks = PrintedBlocks::default();
        for (page, added) in (0..).zip(pages) {
            blocks.add_page(page, added);
        }
        blocks.write().finish(None).text
    }

    #[test]
    fn a_row_that_a_page_break_cuts_is_one_row() {
        let whole = "<table><tr><td>地域の課題</td><td>医師が少ない。</td></tr></table>";
        assert_eq!(written(vec![vec![row(["地域の課題", "医師が"])], vec![row(["", "少ない。"])]]), whole);
        assert_eq!(written(vec![vec![row(["", "医師が"])], vec![row(["地域の課題", "少ない。"])]]), whole);
        assert_eq!(written(vec![vec![row(["地域", "医師が"])], vec![row(["の課題", "少ない。"])]]), whole);
        let rest = PrintedBlock::new(BlockKind::Paragraph, ["少ない。".to_owned()], 100.0);
        assert_eq!(written(vec![vec![row(["地域の課題", "医師が"])], vec![rest]]), whole);
        let words = |text: &str| PrintedBlock::new(BlockKind::Paragraph, [text.to_owned()], 50.0);
        let label = written(vec![vec![words("地域の")], vec![words("課題")]]);
        assert_eq!(label, "<dl><dt>地域の課題</dt><dd></dd></dl>");
        let two = written(vec![vec![row(["地域の課題", "a"])], vec![row(["工夫した点", "b"])]]);
        assert_eq!(two.matches("<tr>").count(), 2);
    }
}
