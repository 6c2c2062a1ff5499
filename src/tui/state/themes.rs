//! The themes to choose from.

use crate::config::ThemeChoice;
use crate::lang::Lang;

use super::State;
use super::popup_item::PopupItem;
use super::span_line::{SpanLine, WordSpan, WordStyle};

/// Returns the themes to choose from, each with its name in the configuration.
#[must_use]
pub fn items(state: &State) -> Vec<PopupItem> {
    let item = |choice: ThemeChoice| {
        // A blank with a colour of its own would be a block of it in the selected row.
        let is_kept = choice == state.look.choice;
        let (mark, style) = if is_kept { ("✓ ", WordStyle::Accent) } else { ("  ", WordStyle::Plain) };
        let spans = vec![
            WordSpan::new(mark, style),
            WordSpan::new(state.lang.text(label_id(choice)), WordStyle::Plain),
        ];
        let right = Some(WordSpan::new(choice.name(), WordStyle::Quiet));
        let names = [Lang::Ja, Lang::En].map(|lang| lang.text(label_id(choice)).to_owned()).into();
        PopupItem { names, ..PopupItem::choice(vec![SpanLine { choice: None, spans, right }]) }
    };
    ThemeChoice::ALL.into_iter().map(item).collect()
}

/// Returns the id of a theme's label in `labels.toml`.
#[must_use]
pub fn label_id(choice: ThemeChoice) -> &'static str {
    match choice {
        ThemeChoice::Auto => "theme.auto",
        ThemeChoice::Dark => "theme.dark",
        ThemeChoice::Light => "theme.light",
        ThemeChoice::HighContrast => "theme.high_contrast",
        ThemeChoice::Ansi => "theme.ansi",
        ThemeChoice::None => "theme.none",
    }
}
