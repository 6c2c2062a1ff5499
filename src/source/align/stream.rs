//! The letters of a page in a row, without white space and folded as labels are compared, each with its
//! place and the strength of the boundary before it.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::compose;

use super::super::line::{Line, LineKind, Mark};
use crate::text::fold::{is_invisible, twin};
use crate::text::width::cells;

/// A page with more letters is not aligned.
pub const LONGEST: usize = 300_000;

/// How strongly a letter is parted from the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Boundary {
    /// Nothing between them.
    Glued,
    /// One space.
    Space,
    /// A line end, or a wide gap.
    Line,
    /// The edge of a table cell.
    Cell,
    /// A blank line, a heading, a rule.
    Block,
}

/// Words that stand together: a line, or a cell of one.
#[derive(Debug)]
pub struct TextPiece<'a> {
    /// The words.
    pub text: &'a str,
    /// Index of its line in the page.
    pub line: usize,
    /// Index of its first letter.
    pub first: usize,
    /// What stands before it.
    pub before: Boundary,
    /// True for a cell that is not the first of its row.
    pub is_value: bool,
    /// True for the first cell of a row that has others.
    pub is_label: bool,
    /// True for Markdown's or HTML's heading.
    pub is_heading: bool,
    /// True for an item of a list.
    pub is_item: bool,
    /// True for words that are part of no value.
    pub is_apart: bool,
    /// The white space before it on its line, in cells.
    pub indent: usize,
}

/// A letter as labels are compared.
#[derive(Debug, Clone, Copy)]
pub struct Letter {
    /// The folded letter.
    pub c: char,
    /// Index of its piece.
    pub piece: u32,
    /// Byte offset of the character in the piece.
    pub byte: u32,
    /// What stands before it.
    pub before: Boundary,
}

/// The pieces and letters of a page.
#[derive(Debug, Default)]
pub struct Stream<'a> {
    /// The pieces in page order, those without a letter too.
    pub pieces: Vec<TextPiece<'a>>,
    /// The letters in page order.
    pub letters: Vec<Letter>,
}

/// Narrower lines than this are not broken to fit, in cells.
const NARROWEST: usize = 24;
/// So many lines of one width show where lines are broken.
const ENOUGH_LINES: usize = 4;

impl<'a> Stream<'a> {
    /// Creates the stream of a page's lines, up to `LONGEST` letters.
    pub fn new(lines: &'a [Line<'a>]) -> Self {
        let mut stream = Self::default();
        let mut gap = Boundary::Block;
        for (at, line) in lines.iter().enumerate() {
            // More than is looked at.
            if stream.letters.len() > LONGEST {
                break;
            }
            match &line.kind {
                LineKind::Blank | LineKind::Rule => gap = Boundary::Block,
                LineKind::Plain { text, mark } => {
                    let is_heading = *mark == Mark::Heading;
                    let before = if is_heading { Boundary::Block } else { gap };
                    let is_item = *mark == Mark::Bullet;
                    let raw = line.raw.trim_start_matches('\u{c}');
                    let indent = cells(&raw[..raw.len() - raw.trim_start().len()]);
                    let is_apart = *mark == Mark::Apart;
                    stream.push_piece(TextPiece {
                        is_heading,
                        is_item,
                        is_apart,
                        indent,
                        ..new_piece(text, at, before)
                    });
                    gap = if is_heading { Boundary::Block } else { Boundary::Line };
                }
                LineKind::Row { label, value, .. } => {
                    let is_label = value.is_some();
                    stream
                        .push_piece(TextPiece { is_label, ..new_piece(label, at, gap.max(Boundary::Cell)) });
                    if let Some(value) = value {
                        stream
                            .push_piece(TextPiece { is_value: true, ..new_piece(value, at, Boundary::Cell) });
                    }
                    gap = Boundary::Cell;
                }
            }
        }
        stream
    }

    /// Adds a piece and its letters.
    fn push_piece(&mut self, mut piece: TextPiece<'a>) {
        piece.first = self.letters.len();
        let index = u32::try_from(self.pieces.len()).unwrap_or(u32::MAX);
        let mut before = piece.before;
        let mut space_from = None;
        for (byte, c) in piece.text.char_indices() {
            if c.is_whitespace() {
                space_from.get_or_insert(byte);
                if c == '\n' {
                    before = before.max(Boundary::Line);
                }
                continue;
            }
            if let Some(from) = space_from.take() {
                let wide = cells(&piece.text[from..byte]) > 1;
                before = before.max(if wide { Boundary::Line } else { Boundary::Space });
            }
            let byte = u32::try_from(byte).unwrap_or(u32::MAX);
            self.push_letter(c, Letter { c, piece: index, byte, before });
            before = Boundary::Glued;
        }
        self.pieces.push(piece);
    }

    /// Adds the letters that a character folds to; a separate voicing mark joins the letter before.
    fn push_letter(&mut self, c: char, letter: Letter) {
        if is_plain(c) {
            return self.letters.push(letter);
        }
        if is_invisible(c) {
            return;
        }
        let mut before = letter.before;
        for folded in std::iter::once(c).nfkc().filter(|c| !c.is_whitespace()) {
            let last = self.letters.last_mut().filter(|last| last.piece == letter.piece);
            if matches!(folded, '\u{3099}' | '\u{309a}')
                && let Some(last) = last
                && let Some(composed) = compose(last.c, folded)
            {
                last.c = composed;
                continue;
            }
            self.letters.push(Letter { c: twin(folded), before, ..letter });
            before = Boundary::Glued;
        }
    }

    /// Returns the byte offset behind a letter in its piece, its voicing marks included.
    pub fn end_byte(&self, letter: usize) -> usize {
        let Letter { piece, byte, .. } = self.letters[letter];
        let text = self.pieces[piece as usize].text;
        let mut rest = text[byte as usize..].chars();
        let length = rest.next().map_or(0, char::len_utf8);
        let marks = rest.take_while(|c| matches!(c, 'ﾞ' | 'ﾟ' | '\u{3099}' | '\u{309a}'));
        byte as usize + length + marks.map(char::len_utf8).sum::<usize>()
    }

    /// Returns the piece of a letter.
    pub fn piece_of(&self, letter: usize) -> &TextPiece<'a> {
        &self.pieces[self.letters[letter].piece as usize]
    }

    /// Returns the byte offset of a letter in its piece.
    pub fn start_byte(&self, letter: usize) -> usize {
        self.letters[letter].byte as usize
    }

    /// Returns the width from which on lines may have been broken to fit: a little less than the most common
    /// width, or than the longest.
    pub fn full_width(&self) -> usize {
        let mut widths: Vec<usize> =
            self.pieces.iter().map(|piece| piece.indent + cells(piece.text)).collect();
        widths.retain(|width| *width >= NARROWEST);
        widths.sort_unstable();
        let below = |width: usize| widths.partition_point(|other| *other < width);
        let near = |width: usize| below(width + 1) - below(width.saturating_sub(1));
        let longer = |width: usize| widths.len() - below(width + 3);
        let mut known: Vec<usize> = widths.clone();
        known.dedup();
        known.retain(|width| longer(*width) * 10 <= widths.len());
        let common = known.into_iter().max_by_key(|width| near(*width));
        let longest = widths.last().copied().unwrap_or(NARROWEST);
        match common.filter(|width| near(*width) >= ENOUGH_LINES) {
            Some(width) => width.saturating_sub(4),
            None => longest.saturating_sub(6).max(NARROWEST),
        }
    }

    /// Returns the words of a piece before a letter.
    pub fn lead(&self, letter: usize) -> &'a str {
        &self.piece_of(letter).text[..self.start_byte(letter)]
    }

    /// Returns the words of a piece behind a letter.
    pub fn tail(&self, letter: usize) -> &'a str {
        &self.piece_of(letter).text[self.end_byte(letter)..]
    }
}

/// Creates a plain piece of this line.
fn new_piece(text: &str, line: usize, before: Boundary) -> TextPiece<'_> {
    TextPiece {
        text,
        line,
        first: 0,
        before,
        is_value: false,
        is_label: false,
        is_heading: false,
        is_item: false,
        is_apart: false,
        indent: 0,
    }
}

/// Returns the letters of a name of the form, folded.
pub fn name_letters(name: &str) -> Vec<char> {
    fold_letters(name).collect()
}

/// Returns the letters of words, each folded, without white space.
pub fn fold_letters(words: &str) -> impl Iterator<Item = char> {
    // Most letters are folded to themselves, but for the last before another, which may join it.
    let others = words.find(|c: char| !is_plain(c) && !c.is_whitespace()).unwrap_or(words.len());
    let before = words[..others].char_indices().next_back().filter(|_| others < words.len());
    let (plain, rest) = words.split_at(before.map_or(others, |(at, _)| at));
    let folded = plain.chars().chain(rest.nfkc());
    folded.filter(|c| !c.is_whitespace()).map(|c| if is_plain(c) { c } else { twin(c) })
}

/// True for letters that folding leaves as they are.
pub fn is_plain(c: char) -> bool {
    matches!(c, '!'..='~' | 'ぁ'..='ゖ' | 'ァ'..='ヺ' | 'ー' | '一'..='鿿' | '々' | '、' | '。' | '【' | '】' | '・')
}
