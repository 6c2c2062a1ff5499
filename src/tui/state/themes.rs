//! The themes to choose from.

use crate::config::ThemeChoice;

use super::State;
use super::span_line::{SpanLine, WordSpan, WordStyle};

/// The themes to choose from, each with what a configuration calls it.
#[must_use]
pub fn lines(state: &State) -> Vec<SpanLine> {
    let line = |(place, choice): (usize, ThemeChoice)| {
        // A blank with a colour of its own would be a block of it in the selected row.
        let is_kept = choice == state.look.choice;
        let (mark, style) = if is_kept { ("✓ ", WordStyle::Accent) } else { ("  ", WordStyle::Plain) };
        let spans =
            vec![WordSpan::new(mark, style), WordSpan::new(state.lang.text(words(choice)), WordStyle::Plain)];
        SpanLine { choice: Some(place), spans, right: Some(WordSpan::new(choice.name(), WordStyle::Quiet)) }
    };
    ThemeChoice::ALL.into_iter().enumerate().map(line).collect()
}

/// The id of a theme's words in `labels.toml`.
#[must_use]
pub fn words(choice: ThemeChoice) -> &'static str {
    match choice {
        ThemeChoice::Auto => "theme.auto",
        ThemeChoice::Dark => "theme.dark",
        ThemeChoice::Light => "theme.light",
        ThemeChoice::HighContrast => "theme.high_contrast",
        ThemeChoice::Ansi => "theme.ansi",
        ThemeChoice::None => "theme.none",
    }
}
