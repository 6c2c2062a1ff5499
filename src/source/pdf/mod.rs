//! PDF → HTML: letters and rules with their places become tables, rows, cells and paragraphs.
//!
//! ```text
//! read ▶ file: objects ▶ pages ▶ content: letters and rules ┬ outline: the file's own tables ──┬▶ HTML
//!        (object, filters)       (font, cmap, matrix)       └ layout: tables by place ─────────┘
//! ```

mod blocks;
mod cmap;
mod content;
mod file;
mod filters;
mod font;
mod glyph_names;
mod grid;
mod layout;
mod line;
mod matrix;
mod object;
mod outline;
mod pages;
mod pairs;
mod refusal;
mod running;
mod sheet;
mod text;

use rustc_hash::FxHashMap;

use super::written::{MarkupWriter, WrittenDocument};
use crate::model::Place;
use blocks::PrintedBlocks;
use file::File;
use layout::{PdfLayout, Pitches, seen_letters};
use line::{PrintedLine, lines};
use outline::{PdfOutline, Pieces};
use pages::Page;
pub use refusal::PdfRefusal;
use running::RunningLines;
use sheet::{PdfLetter, PdfMark, PdfSheet};
use text::words;

/// Letters further apart than so many ems stand in words of their own.
const APART: f32 = 0.15;

/// Nearer to the edge of a page stand running lines only, as a part of its height.
const MARGIN: f32 = 0.05;

/// Reads the pages of a PDF.
///
/// # Errors
/// Why it gives no text.
pub fn read(bytes: &[u8]) -> Result<WrittenDocument, PdfRefusal> {
    let file = File::open(bytes)?;
    let pages = pages::pages(&file)?;
    let saved = pages::saved(&file);
    let mut all = AllPages { has_outline: outline::root(&file).is_some(), ..AllPages::default() };
    pages::draw_all(&file, &pages, |index, sheet| all.add(index, &sheet))?;
    // Where most letters are unknown, the rest are no text.
    if all.letters == 0 || all.unknown * 2 > all.letters {
        return Err(PdfRefusal::NoText);
    }
    let writer = match all.outlined(&file, &pages) {
        Some(writer) => writer,
        None => by_place(&file, &pages, &all)?,
    };
    Ok(writer.finish(saved))
}

/// What is known of all pages before they are read.
#[derive(Default)]
struct AllPages {
    has_outline: bool,
    /// The words of the outline's pieces.
    pieces: Pieces,
    running: RunningLines,
    pitches: Pitches,
    /// How many letters there are, white space apart.
    letters: usize,
    /// How many of them the fonts do not tell.
    unknown: usize,
    /// Lines that are in no piece, each with the index and the height of its page.
    loose: Vec<(u32, f32, PrintedLine)>,
}

impl AllPages {
    fn add(&mut self, index: u32, sheet: &PdfSheet) {
        let seen = seen_letters(sheet);
        let visible = seen.iter().filter(|letter| !letter.letter.is_whitespace());
        self.letters += visible.clone().count();
        self.unknown += visible.filter(|letter| letter.letter == '\u{fffd}').count();
        if self.has_outline {
            let mut letters: FxHashMap<u32, Vec<PdfLetter>> = FxHashMap::default();
            for letter in &seen {
                if let PdfMark::Piece(piece) = letter.mark {
                    letters.entry(piece).or_default().push(*letter);
                }
            }
            let pieces = letters.into_iter().map(|(piece, letters)| ((index, piece), words(&letters, 3.0)));
            self.pieces.extend(pieces);
        }
        if self.has_outline {
            let loose = seen.iter().filter(|letter| letter.mark == PdfMark::None).copied().collect();
            self.loose.extend(lines(loose, 3.0).into_iter().map(|line| (index, sheet.height, line)));
        }
        let lines = lines(seen, APART);
        self.running.count(sheet.height, &lines);
        self.pitches.count(sheet.height, &lines);
    }

    /// Writes what the file's own outline says; `None` if it has none, or one of part of its words only.
    fn outlined(&self, file: &File<'_>, pages: &[Page]) -> Option<MarkupWriter> {
        if self.pieces.is_empty() {
            return None;
        }
        let numbers = (0..).zip(pages).map(|(index, page): (u32, &Page)| (page.number, index)).collect();
        let (mut writer, used) = PdfOutline::new(file, numbers, &self.pieces).write();
        let loose = self.loose.iter().filter(|(_, height, line)| {
            let is_at_edge = line.y < height * MARGIN || line.y > height * (1.0 - MARGIN);
            !is_at_edge && !self.running.holds(*height, line)
        });
        let letters: usize = loose.clone().map(|(_, _, line)| line.text().chars().count()).sum();
        if letters * 50 > self.letters || !self.pieces.keys().all(|piece| used.contains(piece)) {
            return None;
        }
        for (page, _, line) in loose {
            writer.begin(Place::Page { page: page + 1 });
            writer.markup("<p>");
            writer.words(&line.text());
            writer.markup("</p>");
        }
        Some(writer)
    }
}

/// Writes what the places of letters and rules say.
fn by_place(file: &File<'_>, pages: &[Page], all: &AllPages) -> Result<MarkupWriter, PdfRefusal> {
    let mut layout = PdfLayout::new(&all.running, &all.pitches);
    let mut blocks = PrintedBlocks::default();
    pages::draw_all(file, pages, |index, sheet| blocks.add_page(index, layout.blocks(&sheet)))?;
    Ok(blocks.write())
}

#[cfg(test)]
mod tests;
