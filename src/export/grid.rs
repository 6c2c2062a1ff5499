//! What the formats of files share: the heads of a grid, blocks of its rows on all cores, and what a file has
//! otherwise than the page.

use std::collections::HashMap;
use std::io;
use std::ops::Range;

use rayon::prelude::*;

use super::output::Output;
use crate::analysis::cell::{Cell, CellValue, JOINT};
use crate::analysis::grid::Grid;
use crate::analysis::heading::label_with_unit;
use crate::analysis::kind::ColumnKind;
use crate::analysis::sheet::SheetColumn;
use crate::analysis::sources::MadeBy;
use crate::lang::Lang;
use crate::model::CasePage;

/// Rows of a block.
const BLOCK: usize = 512;

/// Blocks that stand in memory at once.
const BLOCKS: usize = 8;

/// The heads of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heads {
    /// The ids of the columns.
    Ids,
    /// Their labels, with units.
    Labels(Lang),
}

/// A grid with its name in a workbook.
pub struct NamedGrid<'a> {
    /// The name.
    pub name: String,
    /// The grid.
    pub grid: Grid<'a>,
}

impl<'a> NamedGrid<'a> {
    /// Names a grid.
    pub fn new(name: impl Into<String>, grid: Grid<'a>) -> Self {
        Self { name: name.into(), grid }
    }
}

/// What a file says of itself.
#[derive(Debug, Clone)]
pub struct FileFacts<'a> {
    /// What made it.
    pub made_by: MadeBy,
    /// The pages that it is from.
    pub pages: &'a [CasePage<'a>],
}

/// Cells that a file has otherwise than the page, by row and column.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FileNotes {
    /// Texts that a spreadsheet would run, with `'` in front.
    pub guarded: Vec<(usize, usize)>,
    /// Lists with an item that holds what joins them.
    pub joined: Vec<(usize, usize)>,
    /// Texts that are longer than a cell.
    pub cut: Vec<(usize, usize)>,
}

impl FileNotes {
    /// Adds a cell of this row and column if an item of it holds what joins them.
    pub(super) fn note_items(&mut self, cell: &Cell<'_>, place: (usize, usize)) {
        if let CellValue::Items(items) = &cell.value
            && items.iter().any(|item| item.contains(JOINT))
        {
            self.joined.push(place);
        }
    }

    fn append(&mut self, other: Self) {
        self.guarded.extend(other.guarded);
        self.joined.extend(other.joined);
        self.cut.extend(other.cut);
    }
}

/// Returns the heads of a grid; a label that several columns have is followed by the id.
#[must_use]
pub fn heads(grid: &Grid<'_>, heads: Heads) -> Vec<String> {
    let head = |SheetColumn { heading, .. }: &SheetColumn| match heads {
        Heads::Ids => heading.id.clone(),
        Heads::Labels(lang) => {
            // The `=` of a derived column would be a formula.
            let label = label_with_unit(&heading.label, heading.base_unit, lang);
            let label = label.trim_start_matches('=');
            let is_joined = heading.kind == ColumnKind::Items;
            if is_joined {
                lang.fill("analysis.joined_label", &[("label", &label)])
            } else {
                label.to_owned()
            }
        }
    };
    let mut heads: Vec<String> = grid.columns.iter().map(head).collect();
    let mut seen: HashMap<String, usize> = HashMap::new();
    heads.iter().for_each(|head| *seen.entry(head.clone()).or_default() += 1);
    // Items of two fields, cases and days may have the same label.
    for (head, SheetColumn { heading, .. }) in heads.iter_mut().zip(&*grid.columns) {
        if seen.get(head).is_some_and(|count| *count > 1) && *head != heading.id {
            *head = format!("{head} {}", heading.id);
        }
    }
    heads
}

/// Writes the rows of a grid in blocks, which all cores encode.
///
/// # Errors
/// If writing fails.
pub(super) fn write_blocks(
    grid: &Grid<'_>,
    out: &mut impl Output,
    encode: impl Fn(Range<usize>, &mut FileNotes) -> io::Result<Vec<u8>> + Sync,
) -> io::Result<FileNotes> {
    let mut notes = FileNotes::default();
    let starts: Vec<usize> = (0..grid.rows).step_by(BLOCK).collect();
    for starts in starts.chunks(BLOCKS) {
        let block = |start: &usize| {
            let mut notes = FileNotes::default();
            let bytes = encode(*start..grid.rows.min(start + BLOCK), &mut notes)?;
            Ok((bytes, notes))
        };
        let blocks: Vec<io::Result<(Vec<u8>, FileNotes)>> = starts.par_iter().map(block).collect();
        for block in blocks {
            let (bytes, of_block) = block?;
            out.write_all(&bytes)?;
            notes.append(of_block);
        }
    }
    Ok(notes)
}
