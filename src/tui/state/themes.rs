//! The themes to choose from.

use crate::config::ThemeChoice;

use super::State;
use super::popup::{PopupContent, PopupLine};

/// The themes to choose from, each with what a configuration calls it.
#[must_use]
pub fn lines(state: &State) -> Vec<PopupLine> {
    let line = |(place, choice): (usize, ThemeChoice)| PopupLine {
        choice: Some(place),
        content: PopupContent::Theme {
            name: choice.name(),
            words: state.lang.text(words(choice)),
            kept: choice == state.look.choice,
        },
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
