//! The form laid over a page: every place where a title or label of the form stands, the best chain of
//! them, and the words between as values, whatever parts labels from values.
//!
//! `stream` (lines → letters) → `names` (where names are) → `anchor` (what is beside them) → `weights` (what
//! that is worth) → `chain` (which of them are titles and labels) → `read_off` (with `syntax`, `legend` and
//! `groups`).

mod anchor;
mod chain;
mod groups;
mod legend;
mod names;
mod read_off;
mod row;
mod signs;
mod stream;
mod syntax;
mod weights;

pub use names::{FormItem, is_as_written, is_quoted, name_at, opening};
pub use signs::{NAME_BRACKETS, is_japanese, is_separator};
pub use syntax::{begins_with_note, without_note};

use super::line::Line;
use super::sections::FoundSection;
use stream::{LONGEST, Stream};

/// A page as the form aligns with it.
pub struct Aligned<'a> {
    /// Index of the line of the first name: what stands before is the head.
    pub start: usize,
    /// The words of that line before the name.
    pub lead: &'a str,
    /// The first cell of that line, where the name is behind it.
    pub label: &'a str,
    /// True where a sign parts nearly all labels from their values.
    pub is_signed: bool,
    /// The sections in page order.
    pub sections: Vec<FoundSection<'a>>,
}

/// Aligns the form with the lines of a page; `None` if the page has fewer than two of its names, or too many
/// letters.
pub fn read<'a>(lines: &'a [Line<'a>]) -> Option<Aligned<'a>> {
    let stream = Stream::new(lines);
    if stream.letters.len() > LONGEST {
        return None;
    }
    let chain = chain::best_chain(&stream, names::find_names(&stream));
    let first = chain.first().filter(|_| chain.len() > 1)?;
    let at = first.anchor.place.span.0;
    let (start, lead) = (stream.piece_of(at).line, stream.lead(at));
    let own = stream.letters[at].piece as usize;
    let label = own.checked_sub(1).filter(|_| stream.pieces[own].is_value);
    let label = label.map_or("", |before| stream.pieces[before].text);
    let sections = read_off::sections(&stream, lines, &chain);
    Some(Aligned { start, lead, label, is_signed: chain::is_signed(&chain), sections })
}
