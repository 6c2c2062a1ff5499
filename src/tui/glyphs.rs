//! Glyphs over more than one cell: what a terminal does with them that comparing two frames does not show.
//!
//! Where one half of a wide glyph is written over, the terminal blanks the other half itself. What it makes
//! of emoji and combined letters is unknown: they may take more cells than they should, or fewer.

use std::borrow::Cow;
use std::hash::{Hash, Hasher};
use std::mem;
use std::num::NonZero;

use ratatui::buffer::{Buffer, Cell, CellDiffOption, CellWidth};
use ratatui::layout::Rect;
use rustc_hash::FxHasher;

use crate::text::shown::harmless;

/// The blocks that emoji are in begin here.
const FIRST_EMOJI: char = '\u{1F000}';

/// Asks for the character before it to be drawn as an emoji.
const EMOJI_STYLE: char = '\u{FE0F}';

/// True if every terminal moves its cursor over the cell by the cell's width.
#[must_use]
pub fn is_certain(cell: &Cell) -> bool {
    is_certain_symbol(cell.symbol()) && !matches!(cell.diff_option, CellDiffOption::ForcedWidth(_))
}

/// True for a single character below the emoji.
fn is_certain_symbol(symbol: &str) -> bool {
    let mut chars = symbol.chars();
    chars.next().is_none_or(|first| first < FIRST_EMOJI) && chars.next().is_none()
}

/// Remembers of a frame what the next one has to write over.
#[derive(Debug, Default)]
pub struct Glyphs {
    area: Rect,
    /// For each cell, true where a glyph that begins before it covers it.
    covered: Vec<bool>,
    /// For each row with glyphs of unknown width, its former content.
    uncertain: Vec<Option<u64>>,
}

impl Glyphs {
    /// Marks cells to be written again where terminals may differ about the width of those of the last frame.
    pub fn settle(&mut self, buffer: &mut Buffer) {
        let (width, height) = (usize::from(buffer.area.width), usize::from(buffer.area.height));
        if self.area != buffer.area {
            *self = Self {
                area: buffer.area,
                covered: vec![false; width * height],
                uncertain: vec![None; height],
            };
        }
        let rows = buffer.content.chunks_mut(width.max(1)).zip(self.covered.chunks_mut(width.max(1)));
        for ((cells, covered), before) in rows.zip(&mut self.uncertain) {
            let is_certain = settle_row(cells, covered);
            if is_certain && before.is_none() {
                continue;
            }
            let now = hash_symbols(cells);
            if before.is_some_and(|before| before != now) {
                cells.iter_mut().for_each(force_write);
            }
            *before = (!is_certain).then_some(now);
        }
    }
}

/// Leaves out letters without a shape, splits sound marks and marks cells to be written again in a row; true if its look is certain on every
/// terminal.
fn settle_row(cells: &mut [Cell], covered: &mut [bool]) -> bool {
    let (mut certain, mut end) = (true, 0);
    for at in 0..cells.len() {
        let was_covered = mem::replace(&mut covered[at], at < end);
        if at < end {
            continue;
        }
        if was_covered {
            force_write(&mut cells[at]);
        }
        if cells[at].symbol().len() > 1 {
            if let Cow::Owned(safe) = harmless(cells[at].symbol()) {
                cells[at].set_symbol(&safe);
            }
            split_sound_mark(&mut cells[at..]);
            certain &= is_certain_symbol(cells[at].symbol());
            let width = cells[at].cell_width();
            if let Some(width) = NonZero::new(width).filter(|_| cells[at].symbol().contains(EMOJI_STYLE)) {
                // Or the cell after it would be written too, where the terminal's cursor no longer is.
                cells[at].set_diff_option(CellDiffOption::ForcedWidth(width));
            }
            end = at + usize::from(width);
        }
    }
    certain
}

/// Moves a half-width sound mark into the next cell, as every terminal shows it.
fn split_sound_mark(cells: &mut [Cell]) {
    let [cell, next, ..] = cells else { return };
    let mut chars = cell.symbol().chars();
    if let (Some(letter), Some(mark @ ('ﾞ' | 'ﾟ')), None) = (chars.next(), chars.next(), chars.next()) {
        next.clone_from(cell);
        next.set_char(mark);
        cell.set_char(letter);
    }
}

/// Marks a cell to be written even if it is unchanged.
fn force_write(cell: &mut Cell) {
    if cell.diff_option == CellDiffOption::None {
        cell.set_diff_option(CellDiffOption::AlwaysUpdate);
    }
}

/// Returns a hash of the symbols of a row.
fn hash_symbols(cells: &[Cell]) -> u64 {
    let mut hasher = FxHasher::default();
    cells.iter().for_each(|cell| cell.symbol().hash(&mut hasher));
    hasher.finish()
}
