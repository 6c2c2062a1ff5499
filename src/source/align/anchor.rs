//! A name in its place: what stands before and behind it there.

use rustc_hash::FxHashMap;

use super::names::{FormItem, FormName, NamePlace, begins_line, names};
use super::signs::{BRACKETS, PROSE, is_decoration, is_separator, skip_bracket};
use super::stream::{Boundary, Stream};
use crate::text::fold::narrow;
use crate::text::width::cells;

/// What stands before a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Left {
    /// A letter.
    Glued,
    /// A space behind words.
    Space,
    /// A sign behind words.
    Sign,
    /// Words that are no Japanese, at the beginning of the line.
    Decorated,
    /// Nothing but signs in its line.
    Line,
    /// Nothing but signs in its cell or block.
    Strong,
    /// Nothing but the bracket that closes behind it.
    Bracket,
    /// More white space than before most labels, or another bullet or sign.
    Odd,
}

/// How many sorts of [`Left`] there are.
pub const LEFTS: usize = 8;

/// What stands behind a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Right {
    /// A letter, or a sign as sentences have it.
    Glued,
    /// A space before words.
    Space,
    /// A sign.
    Sign,
    /// A wide gap.
    Gap,
    /// Nothing in its line or cell.
    End,
    /// What goes on as a sentence does.
    Prose,
}

/// A name in its place, and what it is worth by itself.
#[derive(Debug, Clone)]
pub struct Anchor {
    /// Where it stands.
    pub place: NamePlace,
    /// What stands before it.
    pub left: Left,
    /// What stands behind it.
    pub right: Right,
    /// The bracket that opens before it, where it stands in brackets of its own.
    pub bracket: Option<char>,
    /// The sign behind it, where one parts it from what follows.
    pub sign: Option<char>,
    /// What it is worth by itself, in tenths.
    pub own: i32,
}

impl Anchor {
    /// Returns the name of the form that is anchored here.
    pub fn form_name(&self) -> &'static FormName {
        &names()[self.place.name]
    }

    /// Returns which title, label or link the name is.
    pub fn item(&self) -> FormItem {
        self.form_name().item
    }

    /// Returns the index of the letter behind the name, and behind the bracket that closes it.
    pub fn end_with_bracket(&self) -> usize {
        self.place.span.1 + usize::from(self.is_bracketed())
    }

    /// True if the name has brackets of its own.
    pub fn is_bracketed(&self) -> bool {
        self.bracket.is_some()
    }

    /// Returns the index of its first letter.
    pub fn start(&self) -> usize {
        self.place.span.0
    }

    /// Returns the index of the letter behind it.
    pub fn end(&self) -> usize {
        self.place.span.1
    }
}

/// Returns the names with what is before and behind them; their own scores are 0.
pub fn find_anchors(stream: &Stream<'_>, places: Vec<NamePlace>) -> Vec<Anchor> {
    let mut anchors: Vec<Anchor> = places
        .into_iter()
        .map(|place| {
            let bracket = bracket_around(stream, place.span);
            let left = left_boundary(stream, place.span.0);
            let is_first = matches!(left, Left::Line | Left::Strong | Left::Decorated);
            let left = if bracket.is_some() && is_first { Left::Bracket } else { left };
            let tail = stream.tail(place.span.1 - 1);
            let tail = if bracket.is_some() { skip_bracket(tail) } else { tail };
            let right = right_boundary(tail);
            let sign = tail.trim_start().chars().next().filter(|_| right == Right::Sign).map(narrow);
            Anchor { place, left, right, bracket, sign, own: 0 }
        })
        .collect();
    mark_odd(stream, &mut anchors);
    anchors.iter_mut().for_each(|anchor| mark_wrapped(stream, anchor));
    anchors
}

/// Returns what is before the name that begins at this letter.
fn left_boundary(stream: &Stream<'_>, at: usize) -> Left {
    let piece = stream.piece_of(at);
    let lead = stream.lead(at).trim_end();
    if begins_line(stream, at) {
        return if piece.before >= Boundary::Cell { Left::Strong } else { Left::Line };
    }
    if !piece.is_value && is_decoration(lead) {
        return Left::Decorated;
    }
    let is_apart = lead.len() < stream.lead(at).len();
    match lead.chars().next_back() {
        Some(c) if is_separator(c) => Left::Sign,
        Some(_) | None if is_apart => Left::Space,
        Some(_) | None => Left::Glued,
    }
}

/// Returns the bracket that opens before these letters, if its pair closes right behind them.
fn bracket_around(stream: &Stream<'_>, (start, end): (usize, usize)) -> Option<char> {
    let before = stream.lead(start).trim_end().chars().next_back()?;
    let behind = stream.tail(end - 1).trim_start().chars().next()?;
    BRACKETS.contains(&(before, behind)).then_some(before)
}

/// Marks the names at line beginnings that are indented further than most labels, or behind other signs.
fn mark_odd(stream: &Stream<'_>, anchors: &mut [Anchor]) {
    let indent = |anchor: &Anchor| stream.piece_of(anchor.start()).indent;
    let is_sure = |anchor: &&Anchor| {
        let name = anchor.form_name();
        let is_first = matches!(anchor.left, Left::Line | Left::Strong | Left::Bracket);
        is_first && matches!(anchor.item(), FormItem::Label(..)) && name.is_unique && name.letters.len() > 3
    };
    let mut indents: Vec<usize> = anchors.iter().filter(is_sure).map(indent).collect();
    indents.sort_unstable();
    let Some(usual_indent) = indents.get(indents.len() * 3 / 4).copied() else {
        return;
    };
    let mut times: FxHashMap<String, usize> = FxHashMap::default();
    for anchor in anchors.iter().filter(is_sure) {
        *times.entry(signs_before(stream, anchor.start())).or_default() += 1;
    }
    let usual = times.iter().max_by_key(|(sign, times)| (**times, sign.as_str()));
    let usual = usual.map(|(sign, _)| sign.clone()).unwrap_or_default();
    for anchor in anchors.iter_mut() {
        let is_first = matches!(anchor.left, Left::Line | Left::Strong);
        let is_label = matches!(anchor.item(), FormItem::Label(..));
        let is_odd = || signs_before(stream, anchor.start()) != usual;
        if is_first && (indent(anchor) > usual_indent + 1 || is_label && is_odd()) {
            anchor.left = Left::Odd;
        }
    }
}

/// Marks a name inside a line as prose if the next line goes on as a sentence does.
fn mark_wrapped(stream: &Stream<'_>, anchor: &mut Anchor) {
    let is_inside = match anchor.left {
        Left::Glued | Left::Space | Left::Sign | Left::Odd => true,
        Left::Decorated | Left::Line | Left::Strong | Left::Bracket => false,
    };
    let next = stream.letters.get(anchor.end());
    if is_inside && anchor.right == Right::End && next.is_some_and(|next| PROSE.contains(&next.c)) {
        anchor.right = Right::Prose;
    }
}

/// Returns the signs before a name in its line, without digits and white space; `-` for a list item.
fn signs_before(stream: &Stream<'_>, at: usize) -> String {
    let lead = stream.lead(at).chars().filter(|c| !c.is_whitespace() && !c.is_numeric());
    let bullet = stream.piece_of(at).is_item.then_some('-');
    bullet.into_iter().chain(lead).collect()
}

/// Returns what is behind a name, by the rest of its line.
fn right_boundary(tail: &str) -> Right {
    let words = tail.trim_start();
    let Some(next) = words.chars().next() else {
        return Right::End;
    };
    let gap = cells(&tail[..tail.len() - words.len()]);
    let is_latin_note = matches!(next, '(' | '（' | '[' | '［' | '/' | '／')
        && words.chars().nth(1).is_some_and(|c| c.is_ascii_alphabetic() || c == ' ')
        && !words.split([')', '）', ']', '］']).next().is_some_and(|note| note.contains('、'));
    if gap == 0 && PROSE.contains(&next) {
        Right::Prose
    } else if is_latin_note || is_separator(next) {
        Right::Sign
    } else if gap > 1 {
        Right::Gap
    } else if gap == 1 {
        Right::Space
    } else {
        Right::Glued
    }
}
