//! What other pages of the same case say, and where.

use super::flow::wrap_spans;
use super::span::{BLANK, Role, Span};
use crate::lang::Lang;
use crate::model::{Case, Differing};
use crate::text::shown::shown;
use crate::text::sign::signs;

/// So many pages are named before the rest is counted.
const NAMED: usize = 3;
/// How far a line hangs in below the sign.
const HANGING: usize = 2;

/// ≠, the other text, and the places that have it.
#[must_use]
pub fn lines(other: &Differing<'_>, width: usize, lang: Lang) -> Vec<Vec<Span>> {
    let text = if other.text.is_empty() { BLANK } else { other.text };
    let places = other.pages.iter().map(|(case, field)| place(&case.source.path, field.lines.first));
    let words =
        [Span::new(text, Role::Derived), Span::new(format!("  {}", named(places, lang)), Role::Plain)];
    let inner = if width == usize::MAX { width } else { width.saturating_sub(HANGING) };
    let lines = wrap_spans(&words, inner).into_iter().enumerate();
    let hung = lines.map(|(nth, mut line)| {
        let sign = if nth == 0 {
            Span::new(format!("{} ", signs().differs), Role::Plain)
        } else {
            Span::space(HANGING)
        };
        // Where not even the sign has room, the words alone do.
        if width > HANGING {
            line.insert(0, sign);
        }
        line
    });
    hung.collect()
}

/// The other pages of a case, for the line under its key facts; nothing where there are none.
#[must_use]
pub fn other_pages(others: &[&Case], lang: Lang) -> Vec<Span> {
    let words = match others.len() {
        0 => return Vec::new(),
        1 => lang.text("page.other-page").to_owned(),
        count => lang.fill("page.other-pages", &[("count", &count)]),
    };
    let places = others.iter().map(|case| place(&case.source.path, case.source.lines.first));
    vec![Span::new(words, Role::Plain), Span::new(named(places, lang), Role::Plain)]
}

fn place(path: &str, line: u32) -> String {
    // The name of a file may hold anything.
    format!("{}:{line}", shown(path))
}

fn named(places: impl ExactSizeIterator<Item = String>, lang: Lang) -> String {
    let more = places.len().saturating_sub(NAMED);
    let mut named = places.take(NAMED).collect::<Vec<_>>().join(lang.text("cli.and"));
    if more > 0 {
        named += &lang.fill("page.and-more", &[("count", &more)]);
    }
    named
}
