//! Tables of several cases side by side, or of remarks beside the answers, one for the page or one a section:
//! all are read as one.

use super::super::grid::{self, Record};
use super::super::line::Line;
use super::blocks::Block;

/// A row of a case alone has no more cells: number or title, label, value.
const ALONE: usize = 2;
/// No cell covers more columns.
const WIDEST: usize = 20;
/// Fewer wider rows show no cases.
const FEWEST: usize = 3;

/// Returns the lines of pages whose values or remarks are side by side in the blocks; `None` if fewer than
/// three rows are that wide.
pub fn lines(blocks: &[Block]) -> Option<Vec<Line<'static>>> {
    let wide = blocks.iter().filter(|block| matches!(block, Block::Row { cells, .. } if cells.len() > ALONE));
    if wide.take(FEWEST).count() < FEWEST {
        return None;
    }
    let mut records = Vec::with_capacity(blocks.len());
    let mut last = 1;
    for block in blocks {
        let words = match block {
            Block::Row { cells, .. } if cells.len() == 1 => vec![&*cells[0].words],
            // A cell over several columns answers for all of them.
            Block::Row { cells, .. } => cells
                .iter()
                .flat_map(|cell| std::iter::repeat_n(&*cell.words, cell.columns.clamp(1, WIDEST)))
                .collect(),
            Block::Words { words, .. } | Block::Term(words) | Block::Definition(words) => vec![words],
            Block::Verbatim(..) => return None,
        };
        last = words.iter().find_map(|words| words.line()).unwrap_or(last);
        records.push(Record {
            line: last,
            cells: words.iter().map(|words| words.text.clone()).collect(),
            ..Record::default()
        });
    }
    grid::abreast(&records).or_else(|| {
        let column = grid::label_column(&records).filter(|_| grid::has_remarks(&records));
        column.and_then(|column| grid::rows(&records, Some(column)))
    })
}
