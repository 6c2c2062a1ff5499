//! Paragraphs and tables of a document, and how they are written for reading.

use crate::model::Place;
use crate::source::written::{MarkupWriter, WrittenDocument};

/// A paragraph or a table.
#[derive(Debug)]
pub enum DocumentBlock {
    /// Words, with line breaks and tabs; `is_heading` where its style says so.
    Paragraph { words: String, is_heading: bool },
    /// Rows of cells.
    Table(Vec<Vec<DocumentCell>>),
}

/// A cell of a table.
#[derive(Debug, Default)]
pub struct DocumentCell {
    /// What it holds.
    pub blocks: Vec<DocumentBlock>,
    /// How many columns it spans.
    pub columns: usize,
    /// How many rows it spans.
    pub rows: usize,
}

/// Tables may lie so deep in cells of others.
const DEEPEST: usize = 16;
/// A cell spans so many columns and rows at most.
pub const MOST_SPANNED: usize = 1_000;

/// The blocks of a document, put together element by element.
#[derive(Debug, Default)]
pub struct BlockBuilder {
    done: Vec<DocumentBlock>,
    /// The tables that are open, each with its open row and cell.
    open: Vec<Vec<Vec<DocumentCell>>>,
    /// Tables that are too deep: their words belong to the cell that they lie in.
    flattened: usize,
    words: String,
    is_heading: bool,
}

impl BlockBuilder {
    /// Begins a paragraph.
    pub fn begin_paragraph(&mut self, is_heading: bool) {
        self.end_paragraph();
        self.is_heading = is_heading;
    }

    /// Makes the paragraph one that is a heading.
    pub fn set_heading(&mut self) {
        self.is_heading = true;
    }

    /// Adds words to the paragraph.
    pub fn add_words(&mut self, words: &str) {
        self.words += words;
    }

    /// Ends the paragraph.
    pub fn end_paragraph(&mut self) {
        let words = std::mem::take(&mut self.words);
        let is_heading = std::mem::take(&mut self.is_heading);
        if !words.trim().is_empty() {
            self.add_block(DocumentBlock::Paragraph { words, is_heading });
        }
    }

    fn add_block(&mut self, block: DocumentBlock) {
        let cell = self.open.last_mut().and_then(|table| table.last_mut()).and_then(|row| row.last_mut());
        cell.map_or(&mut self.done, |cell| &mut cell.blocks).push(block);
    }

    /// Begins a table.
    pub fn begin_table(&mut self) {
        self.end_paragraph();
        if self.open.len() < DEEPEST {
            self.open.push(Vec::new());
        } else {
            self.flattened += 1;
        }
    }

    /// Begins a row.
    pub fn begin_row(&mut self) {
        self.end_paragraph();
        if self.flattened == 0
            && let Some(table) = self.open.last_mut()
        {
            table.push(Vec::new());
        }
    }

    /// Begins a cell that spans so many columns and rows.
    pub fn begin_cell(&mut self, columns: usize, rows: usize) {
        self.end_paragraph();
        if self.flattened == 0
            && let Some(row) = self.open.last_mut().and_then(|table| table.last_mut())
        {
            let (columns, rows) = (columns.clamp(1, MOST_SPANNED), rows.clamp(1, MOST_SPANNED));
            row.push(DocumentCell { blocks: Vec::new(), columns, rows });
        }
    }

    /// Returns the open cell, to tell what it spans.
    pub fn cell(&mut self) -> Option<&mut DocumentCell> {
        self.open.last_mut()?.last_mut()?.last_mut().filter(|_| self.flattened == 0)
    }

    /// Ends a table; returns its rows before they are done with, unless it is too deep.
    pub fn end_table(&mut self, settle: impl FnOnce(&mut Vec<Vec<DocumentCell>>)) {
        self.end_paragraph();
        if self.flattened > 0 {
            self.flattened -= 1;
        } else if let Some(mut table) = self.open.pop() {
            settle(&mut table);
            self.add_block(DocumentBlock::Table(table));
        }
    }

    /// Returns the blocks.
    pub fn finish(mut self) -> Vec<DocumentBlock> {
        while !self.open.is_empty() {
            self.end_table(|_| {});
        }
        self.end_paragraph();
        self.done
    }
}

/// Writes the blocks of a document: as HTML, or as text where there is no table.
pub fn write(blocks: &[DocumentBlock]) -> WrittenDocument {
    let mut writer = MarkupWriter::default();
    let has_table = blocks.iter().any(|block| matches!(block, DocumentBlock::Table(_)));
    let (mut paragraph, mut table) = (0, 0);
    for block in blocks {
        match block {
            DocumentBlock::Paragraph { words, is_heading } => {
                paragraph += 1;
                for line in words.split('\n') {
                    writer.begin(Place::Paragraph { paragraph });
                    if has_table {
                        write_paragraph(&mut writer, line, *is_heading);
                    } else {
                        // What a heading is shows in its words; a sharp would be a letter of a name.
                        writer.markup(line);
                    }
                }
            }
            DocumentBlock::Table(rows) => {
                table += 1;
                for (cells, row) in rows.iter().zip(1_u32..) {
                    writer.begin(Place::Row { table, row });
                    writer.markup(if row == 1 { "<table><tr>" } else { "<tr>" });
                    cells.iter().for_each(|cell| write_cell(&mut writer, cell));
                    writer.markup("</tr>");
                }
                writer.markup("</table>");
            }
        }
    }
    writer.finish(None)
}

/// Writes a paragraph; tabs part it into the cells of a row.
fn write_paragraph(writer: &mut MarkupWriter, words: &str, is_heading: bool) {
    let cells: Vec<&str> = words.split('\t').collect();
    let (before, between, after) = match (cells.len(), is_heading) {
        (1, true) => ("<h2>", "", "</h2>"),
        (1, false) => ("<p>", "", "</p>"),
        _ => ("<table><tr><td>", "</td><td>", "</td></tr></table>"),
    };
    writer.markup(before);
    for (at, words) in cells.iter().enumerate() {
        writer.markup(if at > 0 { between } else { "" });
        writer.words(words);
    }
    writer.markup(after);
}

/// Writes a cell and the tables in it on the line of its row.
fn write_cell(writer: &mut MarkupWriter, cell: &DocumentCell) {
    writer.begin_cell(cell.rows, cell.columns);
    for block in &cell.blocks {
        match block {
            DocumentBlock::Paragraph { words, .. } => {
                writer.markup("<p>");
                writer.words(words);
                writer.markup("</p>");
            }
            DocumentBlock::Table(rows) => {
                writer.markup("<table>");
                for cells in rows {
                    writer.markup("<tr>");
                    cells.iter().for_each(|cell| write_cell(writer, cell));
                    writer.markup("</tr>");
                }
                writer.markup("</table>");
            }
        }
    }
    writer.markup("</td>");
}
