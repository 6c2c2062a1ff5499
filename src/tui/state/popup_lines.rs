//! What each popup lists.

use std::fmt::Display;

use crate::config::Group;
use crate::lang::Lang;
use crate::model::schema::schema;
use crate::model::{Section, Severity};
use crate::text::sign::signs;
use crate::text::width;
use crate::text::wrap::wrap;
use crate::tui::layout::{MEDIUM, Regions};
use crate::tui::message::Tone;

use super::State;
use super::popup::{Popup, PopupKind};
use super::span_line::{SpanLine, WordSpan, WordStyle, indented};
use super::{copying, diagnostics, site_menu, terms, themes};

/// The widest that a message is laid out.
const MESSAGE_WIDTH: usize = 64;
/// The cells of the screen beside the keys' column that are not for the words: borders and gaps.
const BESIDE_WORDS: usize = 10;
/// Where the words have less room beside their keys, they stand below them.
const LEAST_WORDS: usize = 24;
/// Words below their keys begin and end so many cells from the border.
const NARROW_INDENT: usize = 5;

/// The lines of a popup, for a screen of this width.
#[must_use]
pub fn lines(state: &State, regions: &Regions, popup: Popup) -> Vec<SpanLine> {
    match popup.kind {
        PopupKind::Help => help_lines(state),
        PopupKind::Sections { .. } => section_lines(state),
        PopupKind::Diagnostics => diagnostic_lines(state),
        PopupKind::Messages => message_lines(state),
        PopupKind::SiteMenu => site_menu::lines(state),
        PopupKind::Copy => copying::lines(state),
        PopupKind::Glossary { all } => terms::lines(state, regions, all, message_width(state)),
        PopupKind::Themes => themes::lines(state),
    }
}

fn help_lines(state: &State) -> Vec<SpanLine> {
    let rows = state.keymap.rows(state.lang);
    let column = rows.iter().map(|(_, keys, _)| width::cells(keys)).max().unwrap_or_default();
    let beside = usize::from(state.size.width).checked_sub(column + BESIDE_WORDS);
    let beside = beside.filter(|room| state.size.width >= MEDIUM && *room >= LEAST_WORDS);
    let mut lines = Vec::new();
    for group in Group::ALL {
        if !lines.is_empty() {
            lines.push(SpanLine::default());
        }
        lines.push(SpanLine::plain(state.lang.text(group.label_id()), WordStyle::Strong));
        for (_, keys, words) in rows.iter().filter(|(of, ..)| of == group) {
            let words = state.lang.text(words);
            if let Some(room) = beside {
                for range in wrap(words, room) {
                    let keys = if range.start == 0 { keys.as_str() } else { "" };
                    let gap = " ".repeat(column.saturating_sub(width::cells(keys)) + 2);
                    let words = gap + words.get(range).unwrap_or_default();
                    let mut line = key_line(keys);
                    line.spans.push(WordSpan::new(words, WordStyle::Plain));
                    lines.push(line);
                }
                continue;
            }
            // Beside their keys the words would be cut off: they stand below them.
            lines.push(key_line(keys));
            let width = usize::from(state.size.width).saturating_sub(2 * NARROW_INDENT);
            let parts = wrap(words, width).into_iter().filter_map(|range| words.get(range));
            lines.extend(parts.map(indented));
        }
    }
    lines
}

/// Keys below the heading of their group.
fn key_line(keys: &str) -> SpanLine {
    let spans = vec![WordSpan::new("  ", WordStyle::Plain), WordSpan::new(keys, WordStyle::Key)];
    SpanLine { spans, ..SpanLine::default() }
}

fn section_lines(state: &State) -> Vec<SpanLine> {
    let sections = state.open_case().map_or(&[][..], |(_, case)| &case.sections);
    let line = |(place, section): (usize, &Section)| {
        let number = section.number().map_or_else(String::new, |number| number.to_string());
        let mut spans = vec![
            WordSpan::new(format!("{number:>2}  "), WordStyle::Quiet),
            WordSpan::new(section.title.as_str(), WordStyle::Plain),
        ];
        let spec = section.id.filter(|_| state.lang == Lang::En).and_then(|id| schema().section(id));
        if let Some(spec) = spec {
            spans.push(WordSpan::optional("  ", WordStyle::Plain));
            spans.push(WordSpan::optional(spec.en, WordStyle::Quiet));
        }
        let filled = [("filled", &section.filled() as &dyn Display), ("all", &section.expected())];
        let right = Some(WordSpan::new(state.lang.fill("popup.filled", &filled), WordStyle::Quiet));
        SpanLine { choice: Some(place), spans, right }
    };
    sections.iter().enumerate().map(line).collect()
}

fn message_lines(state: &State) -> Vec<SpanLine> {
    let width = message_width(state);
    let mut lines = Vec::new();
    for message in state.messages.newest_first() {
        for range in wrap(&message.text, width) {
            let bullet = if range.start == 0 { signs().bullet } else { " " };
            let text = format!("{bullet} {}", message.text.get(range).unwrap_or_default());
            lines.push(SpanLine::plain(text, tone_style(message.tone)));
        }
    }
    if lines.is_empty() {
        lines.push(SpanLine::plain(state.lang.text("popup.no_messages"), WordStyle::Plain));
    }
    lines
}

/// Each diagnostic with its severity in a word and a sign, and its line; the file's path where there
/// is no line.
fn diagnostic_lines(state: &State) -> Vec<SpanLine> {
    let width = message_width(state);
    let mut lines = Vec::new();
    for (place, found) in state.open_diagnostics().into_iter().enumerate() {
        let style = match found.severity() {
            Severity::Info => WordStyle::Plain,
            Severity::Warning => WordStyle::Warning,
            Severity::Error => WordStyle::Problem,
        };
        let text = diagnostics::note(found, state.lang);
        for range in wrap(&text, width.saturating_sub(2)) {
            let indent = if range.start == 0 { "" } else { "  " };
            let text = format!("{indent}{}", text.get(range).unwrap_or_default());
            lines.push(SpanLine::plain(text, style).of_choice(place));
        }
    }
    lines
}

fn tone_style(tone: Tone) -> WordStyle {
    match tone {
        Tone::Done => WordStyle::Plain,
        Tone::Problem => WordStyle::Problem,
    }
}

/// How wide messages are laid out.
fn message_width(state: &State) -> usize {
    MESSAGE_WIDTH.min(usize::from(state.size.width).saturating_sub(8)).max(1)
}
