//! The letters and rules of a page → rows and paragraphs, by their places alone.

use std::collections::BTreeMap;

use super::super::form::form;
use super::blocks::{BlockKind, FURTHER, PrintedBlock, PrintedCell};
use super::grid::{RuledCell, RuledGrid, grids};
use super::line::{PrintedLine, is_in, lines};
use super::pairs;
use super::running::{RunningLines, is_at_edge};
use super::sheet::{PdfLetter, PdfMark, PdfSheet};
use super::text::{PrintedWords, joined};

/// Words further apart than so many ems may be cells.
const APART: f32 = 0.15;

/// Lines that are so much larger than most are titles.
const LARGE: f32 = 1.15;

/// A label is broken into so many lines at most.
const LONGEST_LABEL: usize = 8;

/// How far apart the lines of a text are, over all pages.
#[derive(Debug, Default)]
pub struct Pitches {
    /// How many lines are so far apart, in fiftieths of their size.
    counted: BTreeMap<i32, usize>,
    /// How many letters have which size, in tenths of a point.
    sizes: BTreeMap<i32, usize>,
    /// The right edge of the lines amid pages.
    right: f32,
}

impl Pitches {
    /// Counts the lines of a page.
    pub fn count(&mut self, height: f32, lines: &[PrintedLine]) {
        let amid = lines.iter().filter(|line| !is_at_edge(height, line));
        self.right = amid.map(PrintedLine::end).fold(self.right, f32::max);
        for (at, line) in lines.iter().enumerate() {
            let letters = line.words.iter().map(|words| words.text.len()).sum::<usize>();
            *self.sizes.entry((line.size * 10.0) as i32).or_default() += letters;
            for words in &line.words {
                let below = lines[at + 1..].iter().take(4).flat_map(|line| &line.words);
                let next =
                    below.filter(|next| (next.start - words.start).abs() < 1.0).find(|next| next.y > words.y);
                let pitch = next
                    .map(|next| (next.y - words.y) / words.size)
                    .filter(|pitch| (1.0..2.5).contains(pitch));
                if let Some(pitch) = pitch {
                    *self.counted.entry((pitch * 50.0).round() as i32).or_default() += 1;
                }
            }
        }
    }

    /// Returns how far apart the lines of a text are, in sizes of their font: the least that is no accident.
    fn pitch(&self) -> f32 {
        let all: usize = self.counted.values().sum();
        let mut usual = self.counted.iter().filter(|(_, count)| **count * 40 > all && **count > 1);
        let Some((mut pitch, least)) = usual.next() else { return 1.5 };
        // Places on paper are rounded.
        for (next, count) in usual {
            if next - pitch > 1 || *count * 5 < *least {
                break;
            }
            pitch = next;
        }
        *pitch as f32 / 50.0
    }

    /// Returns the size of most letters.
    fn size(&self) -> f32 {
        let most = self.sizes.iter().max_by_key(|(_, count)| **count);
        most.map_or(10.0, |(size, _)| *size as f32 / 10.0)
    }
}

/// Returns the letters of a page that are no furniture by the file's own word.
pub fn seen_letters(sheet: &PdfSheet) -> Vec<PdfLetter> {
    sheet.letters.iter().filter(|letter| letter.mark != PdfMark::Artifact).copied().collect()
}

/// Reads pages by the places of their letters.
#[derive(Debug)]
pub struct PdfLayout<'a> {
    running: &'a RunningLines,
    pitch: f32,
    size: f32,
    right: f32,
    /// The left edge of the values that the page before ends with.
    cut_at: Option<f32>,
    tables: u32,
}

impl<'a> PdfLayout<'a> {
    /// Begins with what all pages have in common.
    pub fn new(running: &'a RunningLines, pitches: &Pitches) -> Self {
        Self {
            running,
            pitch: pitches.pitch(),
            size: pitches.size(),
            right: pitches.right,
            cut_at: None,
            tables: 0,
        }
    }

    /// Returns the rows and paragraphs of a page.
    pub fn blocks(&mut self, sheet: &PdfSheet) -> Vec<PrintedBlock> {
        let grids = grids(&sheet.rules);
        let mut inside: Vec<Vec<PdfLetter>> = vec![Vec::new(); grids.len()];
        let mut outside = Vec::new();
        for letter in seen_letters(sheet) {
            match grids.iter().position(|grid| is_in(&letter, &grid.frame)) {
                Some(at) => inside[at].push(letter),
                None => outside.push(letter),
            }
        }
        let mut lines = lines(outside, APART);
        lines.retain(|line| !self.running.holds(sheet.height, line));
        let heights: Vec<f32> =
            sheet.rules.iter().filter(|rule| rule.y0 == rule.y1).map(|rule| rule.y0).collect();
        let mut blocks = Vec::new();
        let mut rest = lines.as_slice();
        for (grid, letters) in grids.iter().zip(inside) {
            let above = rest.iter().take_while(|line| line.y < grid.frame.y0).count();
            self.add_lines(&rest[..above], &heights, &mut blocks);
            rest = &rest[above..];
            self.add_grid(grid, letters, &mut blocks);
        }
        self.add_lines(rest, &heights, &mut blocks);
        let last = blocks.last().filter(|last| matches!(last.kind, BlockKind::Row(_)));
        self.cut_at = last.map(|last| last.edge);
        blocks
    }

    /// Adds the rows of a table that is drawn.
    fn add_grid(&mut self, grid: &RuledGrid, letters: Vec<PdfLetter>, blocks: &mut Vec<PrintedBlock>) {
        self.tables += 1;
        let mut by_cell: Vec<Vec<PdfLetter>> = vec![Vec::new(); grid.cells.len()];
        for letter in letters {
            if let Some(at) = grid.cells.iter().position(|cell| is_in(&letter, &cell.frame)) {
                by_cell[at].push(letter);
            }
        }
        let words = |letters| lines(letters, 3.0).into_iter().flat_map(|line| line.words).collect();
        let cells: Vec<(&RuledCell, Vec<PrintedWords>)> =
            grid.cells.iter().zip(by_cell.into_iter().map(words)).collect();
        let rows = cells.iter().map(|(cell, _)| cell.row + cell.rows).max().unwrap_or(0);
        for row in 0..rows {
            let own: Vec<_> = cells.iter().filter(|(cell, _)| cell.row == row).collect();
            let Some((last, _)) = own.last() else { continue };
            let texts = own.iter().map(|(cell, words)| PrintedCell {
                text: joined(words, right(&cells, cell)),
                rows: cell.rows,
                columns: cell.columns,
            });
            let mut block = PrintedBlock::new(
                BlockKind::Row(self.tables),
                [],
                own.get(1).map_or(last.frame.x0, |(cell, _)| cell.frame.x0),
            );
            block.cells = texts.collect();
            block.is_open_above = row == 0 && grid.is_open_above;
            block.is_open_below = row + 1 == rows && grid.is_open_below;
            blocks.push(block);
        }
    }

    /// Adds lines that stand in no drawn table: those in two columns as rows, others as words.
    fn add_lines(&mut self, lines: &[PrintedLine], heights: &[f32], blocks: &mut Vec<PrintedBlock>) {
        // Titles stand between tables.
        let large = self.size * LARGE;
        let is_large = |line: &PrintedLine| line.size > large;
        let mut from = 0;
        while from < lines.len() {
            let to = lines[from..].iter().position(|line| is_large(line) != is_large(&lines[from]));
            let to = to.map_or(lines.len(), |to| from + to);
            if is_large(&lines[from]) {
                let titles = self.paragraphs(&lines[from..to]);
                blocks.extend(
                    titles.into_iter().map(|title| PrintedBlock { kind: BlockKind::Heading, ..title }),
                );
            } else {
                self.add_body(&lines[from..to], heights, blocks);
            }
            from = to;
        }
    }

    fn add_body(&mut self, lines: &[PrintedLine], heights: &[f32], blocks: &mut Vec<PrintedBlock>) {
        let Some(found) = pairs::find(lines, self.pitch) else {
            return self.add_words(lines, blocks);
        };
        self.add_body(&lines[..found.from], heights, blocks);
        self.tables += 1;
        let rows = pairs::rows(&lines[found.from..found.to], found.edge, self.pitch, heights);
        blocks.extend(
            rows.into_iter().map(|row| PrintedBlock::new(BlockKind::Row(self.tables), row, found.edge)),
        );
        self.add_body(&lines[found.to..], heights, blocks);
    }

    /// Adds lines that are in no columns: labels of the form with what stands further right below them, and words.
    fn add_words(&mut self, lines: &[PrintedLine], blocks: &mut Vec<PrintedBlock>) {
        let mut from = 0;
        // The rest of the row that the page before ends with may be a line of both columns.
        if let Some(edge) = self.cut_at.filter(|_| blocks.is_empty()) {
            from = pairs::rest(lines, edge);
            let rows = pairs::rows(&lines[..from], edge, self.pitch, &[]);
            blocks.extend(
                rows.into_iter().map(|row| PrintedBlock::new(BlockKind::Row(self.tables + 1), row, edge)),
            );
            self.tables += 1;
        }
        let mut at = from;
        while at < lines.len() {
            let Some((label, below)) = label(&lines[at..]) else {
                at += 1;
                continue;
            };
            blocks.extend(self.paragraphs(&lines[from..at]));
            let start = lines[at].start();
            let value = lines[at + below..].iter().take_while(|value| {
                value.start() - start > FURTHER && form().label_anywhere(&value.text()).is_none()
            });
            let value: Vec<&PrintedLine> = value.collect();
            let right = lines.iter().map(PrintedLine::end).fold(0.0, f32::max);
            let text = joined(value.iter().flat_map(|line| &line.words), right);
            at += below + value.len();
            from = at;
            blocks.push(PrintedBlock::new(BlockKind::Term, [label, text], start));
        }
        blocks.extend(self.paragraphs(lines.get(from..).unwrap_or_default()));
    }

    /// Returns the paragraphs of lines: what the width broke is one.
    fn paragraphs(&self, lines: &[PrintedLine]) -> Vec<PrintedBlock> {
        let mut paragraphs = Vec::new();
        let mut start = 0;
        for at in 1..=lines.len() {
            let last = &lines[at - 1];
            let is_next = lines.get(at).is_none_or(|next| {
                next.y - last.y > last.size * self.pitch * 1.2 || (next.size - last.size).abs() > 0.5
            });
            if is_next && at > start {
                let text = joined(lines[start..at].iter().flat_map(|line| &line.words), self.right);
                let edge = lines[start].start();
                // The sign of an item is no word of it.
                let words = text
                    .split('\n')
                    .map(|words| words.trim_start_matches(['•', '◦', '▪', '\u{f0b7}']).trim());
                let each =
                    words.map(|words| PrintedBlock::new(BlockKind::Paragraph, [words.to_owned()], edge));
                paragraphs.extend(each);
                start = at;
            }
        }
        paragraphs
    }
}

/// Returns the label of the form that lines begin with, and how many of them it takes: the longest one.
fn label(lines: &[PrintedLine]) -> Option<(String, usize)> {
    let start = lines.first()?.start();
    let same = lines.iter().take(LONGEST_LABEL).take_while(|line| (line.start() - start).abs() < FURTHER);
    let mut label = String::new();
    let labels = same.zip(1..).map(|(line, count)| {
        label += &line.text();
        (label.clone(), count)
    });
    labels.filter(|(label, _)| form().label_anywhere(label).is_some()).last()
}

/// Returns the right edge of the words in a cell's column.
fn right(cells: &[(&RuledCell, Vec<PrintedWords>)], cell: &RuledCell) -> f32 {
    let same = |other: &RuledCell| (other.column, other.columns) == (cell.column, cell.columns);
    let words = cells.iter().filter(|(other, _)| same(other)).flat_map(|(_, words)| words);
    words.map(|words| words.end).fold(0.0, f32::max)
}
