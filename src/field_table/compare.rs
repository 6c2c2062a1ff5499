//! The differences of other pages of the same case.

use super::flow::wrap_spans;
use super::span::{BLANK, Role, Span};
use crate::lang::Lang;
use crate::model::{Case, Differing};
use crate::text::sign::signs;

/// The maximal number of named pages; the rest is counted.
const NAMED: usize = 3;
/// The hanging indent below the sign.
const HANGING: usize = 2;

/// Returns ≠, the other text, and the pages that have it.
#[must_use]
pub fn differing_lines(other: &Differing<'_>, width: usize, lang: Lang) -> Vec<Vec<Span>> {
    let text = if other.text.is_empty() { BLANK } else { other.text };
    let places = other.pages.iter().map(|(case, field)| case.source.place(field.lines.first));
    let words =
        [Span::new(text, Role::Derived), Span::new(format!("  {}", place_names(places, lang)), Role::Plain)];
    let inner = if width == usize::MAX { width } else { width.saturating_sub(HANGING) };
    let lines = wrap_spans(&words, inner).into_iter().enumerate();
    let hung = lines.map(|(nth, mut line)| {
        let sign = if nth == 0 {
            Span::new(format!("{} ", signs().differs), Role::Plain)
        } else {
            Span::space(HANGING)
        };
        // If there is no room for the sign, only the words are shown.
        if width > HANGING {
            line.insert(0, sign);
        }
        line
    });
    hung.collect()
}

/// Returns the other pages of a case, for the line under its key facts, and how many of them are compared if
/// that is not all; empty if there are none.
#[must_use]
pub fn other_pages(others: &[&Case], compared: usize, lang: Lang) -> Vec<Span> {
    let words = match others.len() {
        0 => return Vec::new(),
        1 => lang.text("page.other-page").to_owned(),
        count => lang.fill("page.other-pages", &[("count", &count)]),
    };
    let places = others.iter().map(|case| case.source.place(case.source.lines.first));
    let mut spans = vec![Span::new(words, Role::Plain), Span::new(place_names(places, lang), Role::Plain)];
    if compared < others.len() {
        spans.push(Span::new(lang.fill("page.compared", &[("count", &compared)]), Role::Plain));
    }
    spans
}

/// Returns the first places joined by “and”, and the number of the others.
fn place_names(places: impl ExactSizeIterator<Item = String>, lang: Lang) -> String {
    let more = places.len().saturating_sub(NAMED);
    let mut named = places.take(NAMED).collect::<Vec<_>>().join(lang.text("cli.and"));
    if more > 0 {
        named += &lang.fill("page.and-more", &[("count", &more)]);
    }
    named
}
