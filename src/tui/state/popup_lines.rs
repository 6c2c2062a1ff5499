//! What each popup lists.

use crate::config::Group;
use crate::lang::Lang;
use crate::model::schema::schema;
use crate::text::sign::signs;
use crate::text::width;
use crate::text::wrap::wrap;
use crate::tui::layout::{MEDIUM, Regions};
use crate::tui::message::Tone;

use super::State;
use super::popup::{NARROW_INDENT, Popup, PopupContent, PopupKind, PopupLine};
use super::{copying, diagnostics, site_menu, terms, themes};

/// The widest that a message is laid out.
const MESSAGE_WIDTH: usize = 64;
/// The cells of the screen beside the keys' column that are not for the words: borders and gaps.
const BESIDE_WORDS: usize = 10;
/// Where the words have less room beside their keys, they stand below them.
const LEAST_WORDS: usize = 24;

/// The lines of a popup, for a screen of this width.
#[must_use]
pub fn lines(state: &State, regions: &Regions, popup: Popup) -> Vec<PopupLine> {
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

fn help_lines(state: &State) -> Vec<PopupLine> {
    let rows = state.keymap.rows(state.lang);
    let column = rows.iter().map(|(_, keys, _)| width::cells(keys)).max().unwrap_or_default();
    let beside = usize::from(state.size.width).checked_sub(column + BESIDE_WORDS);
    let beside = beside.filter(|room| state.size.width >= MEDIUM && *room >= LEAST_WORDS);
    let mut lines = Vec::new();
    for group in Group::ALL {
        if !lines.is_empty() {
            lines.push(PopupContent::Space.into());
        }
        lines.push(PopupContent::Heading(state.lang.text(group.label_id()).to_owned()).into());
        for (_, keys, words) in rows.iter().filter(|(of, ..)| of == group) {
            let words = state.lang.text(words);
            if let Some(room) = beside {
                for range in wrap(words, room) {
                    let keys = if range.start == 0 { keys.clone() } else { String::new() };
                    let words = words.get(range).unwrap_or_default();
                    lines.push(PopupContent::Keys { keys, words }.into());
                }
                continue;
            }
            // Beside their keys the words would be cut off: they stand below them.
            lines.push(PopupContent::Keys { keys: keys.clone(), words: "" }.into());
            let width = usize::from(state.size.width).saturating_sub(2 * NARROW_INDENT);
            let parts = wrap(words, width).into_iter().filter_map(|range| words.get(range));
            lines.extend(parts.map(|part| PopupContent::Words(part.to_owned()).into()));
        }
    }
    lines
}

fn section_lines(state: &State) -> Vec<PopupLine> {
    let sections = state.open_case().map_or(&[][..], |(_, case)| &case.sections);
    let content = |section: &crate::model::Section| PopupContent::Section {
        number: section.number(),
        title: section.title.clone(),
        english: match state.lang {
            Lang::Ja => None,
            Lang::En => section.id.and_then(|id| schema().section(id)).map(|spec| spec.en),
        },
        filled: state
            .lang
            .fill("popup.filled", &[("filled", &section.filled()), ("all", &section.expected())]),
    };
    let sections = sections.iter().map(content).enumerate();
    sections.map(|(place, content)| PopupLine { choice: Some(place), content }).collect()
}

fn message_lines(state: &State) -> Vec<PopupLine> {
    let width = message_width(state);
    let mut lines = Vec::new();
    for message in state.messages.newest_first() {
        for range in wrap(&message.text, width) {
            let bullet = if range.start == 0 { signs().bullet } else { " " };
            let text = format!("{bullet} {}", message.text.get(range).unwrap_or_default());
            lines.push(PopupContent::Message { text, tone: message.tone }.into());
        }
    }
    if lines.is_empty() {
        let text = state.lang.text("popup.no_messages").to_owned();
        lines.push(PopupContent::Message { text, tone: Tone::Done }.into());
    }
    lines
}

/// Each diagnostic with its severity in a word and a sign, and its line; the file's path where there
/// is no line.
fn diagnostic_lines(state: &State) -> Vec<PopupLine> {
    let width = message_width(state);
    let mut lines = Vec::new();
    for (place, found) in state.open_diagnostics().into_iter().enumerate() {
        let severity = found.severity();
        let text = diagnostics::note(found, state.lang);
        for range in wrap(&text, width.saturating_sub(2)) {
            let indent = if range.start == 0 { "" } else { "  " };
            let text = format!("{indent}{}", text.get(range).unwrap_or_default());
            let content = PopupContent::Diagnostic { text, severity };
            lines.push(PopupLine { choice: Some(place), content });
        }
    }
    lines
}

/// How wide messages are laid out.
fn message_width(state: &State) -> usize {
    MESSAGE_WIDTH.min(usize::from(state.size.width).saturating_sub(8)).max(1)
}
