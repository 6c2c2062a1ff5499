//! The terms of the glossary that are to be explained, and the popup that does it.

use crate::config::{Command, Context};
use crate::search::glossary::{self, GlossaryEntry};
use crate::text::width::cells;
use crate::text::wrap::wrapped_lines;
use crate::tui::layout::Regions;

use super::State;
use super::popup_item::PopupItem;
use super::span_line::{SpanLine, WordSpan, WordStyle};

/// Returns the terms in the value, then the label, of the field under the cursor; empty if it is not on the
/// screen.
#[must_use]
pub fn of_open_field(state: &State, regions: &Regions) -> Vec<&'static GlossaryEntry> {
    let mut terms: Vec<&GlossaryEntry> = Vec::new();
    let field = state.open_field().filter(|_| regions.detail.is_some());
    let texts = field.map(|field| [field.text.as_str(), field.label.as_ref()]);
    for found in texts.into_iter().flatten().flat_map(glossary::find_terms) {
        if !terms.contains(&found.entry) {
            terms.push(found.entry);
        }
    }
    terms
}

/// Returns the terms that the popup shows: all, or those of the field under the cursor.
#[must_use]
pub fn popup_terms(state: &State, regions: &Regions, all: bool) -> Vec<&'static GlossaryEntry> {
    if all { glossary::all_entries().iter().collect() } else { of_open_field(state, regions) }
}

/// Returns the items of the popup, at most `width` cells wide: each term with its reading and its
/// explanation.
#[must_use]
pub fn items(state: &State, regions: &Regions, all: bool, width: usize) -> Vec<PopupItem> {
    let message = |text: String| SpanLine::from_text(text, WordStyle::Plain);
    let mut items = Vec::new();
    for entry in popup_terms(state, regions, all) {
        let (term, kana) = (entry.term.as_str(), entry.kana.as_str());
        let heads: Vec<(&str, &str)> = if cells(term) + 2 + cells(kana) <= width {
            vec![(term, kana)]
        } else {
            let above = wrapped_lines(term, width.max(1)).map(|part| (part, ""));
            above.chain(wrapped_lines(kana, width.max(1)).map(|part| ("", part))).collect()
        };
        let heads = heads.into_iter().map(|(term, kana)| {
            let gap = if term.is_empty() || kana.is_empty() { "" } else { "  " };
            let spans = [(term, WordStyle::Strong), (gap, WordStyle::Plain), (kana, WordStyle::Quiet)];
            let spans = spans.map(|(text, style)| WordSpan::new(text, style)).into();
            SpanLine { spans, ..SpanLine::default() }
        });
        let explained = wrapped_lines(entry.explanation(state.lang), width.saturating_sub(2).max(1));
        let explained = explained.map(|part| message(format!("  {part}")));
        let names = vec![entry.term.clone(), entry.kana.clone(), entry.romaji.clone()];
        let lines = heads.chain(explained).collect();
        items.push(PopupItem { names, is_spaced: true, ..PopupItem::choice(lines) });
    }
    let key = state.keymap.chords(Context::Popup, Command::ExplainTerm).next();
    if let (false, Some(key)) = (all, key) {
        let words =
            state.lang.fill("popup.all_terms", &[("key", &key), ("count", &glossary::all_entries().len())]);
        items.push(PopupItem { is_spaced: true, ..PopupItem::heading(message(words)) });
    }
    items
}
