//! The blocks in a cell → its words.

use std::ops::Range;
use std::rc::Rc;

use super::super::words::Words;
use super::block::{Block, BlockRole};

/// Folds the blocks of a cell, and all behind them, into one block of words.
pub fn join_cell(done: &mut Vec<Block>, cell: Range<usize>) {
    let mut more = Words::default();
    for block in done.drain(cell.end.min(done.len())..) {
        append_block(&mut more, block);
    }
    let mut words = Words::default();
    for block in done.drain(cell.start.min(done.len())..) {
        append_block(&mut words, block);
    }
    words.append(more, ' ');
    if !words.is_empty() {
        done.push(Block::Words { words, role: BlockRole::Plain, href: None });
    }
}

/// Appends the words of a block: on a new line, the cells of a row with spaces between them.
pub fn append_block(words: &mut Words, block: Block) {
    match block {
        Block::Words { words: more, .. } | Block::Term(more) | Block::Definition(more) => {
            words.append(more, '\n')
        }
        Block::Row { cells, .. } => {
            for (nth, cell) in cells.into_iter().enumerate() {
                words.append(Rc::unwrap_or_clone(cell.words), if nth == 0 { '\n' } else { ' ' });
            }
        }
        Block::Verbatim(text, line) => {
            let mut more = Words::default();
            more.add_text(&text, line);
            words.append(more, '\n');
        }
    }
}

/// Returns the joined words of a cell with at most four blocks, all of them words; else `None`.
pub fn plain_words(blocks: &[Block]) -> Option<Words> {
    let mut joined = Words::default();
    for block in blocks.iter().take(4) {
        let Block::Words { words, .. } = block else {
            return None;
        };
        joined.text.push_str(&words.text);
    }
    (blocks.len() <= 4).then_some(joined)
}

/// True for a label of the form that is not also a title.
pub fn is_label(words: &Words) -> bool {
    words.label().is_some() && words.title().is_none()
}
