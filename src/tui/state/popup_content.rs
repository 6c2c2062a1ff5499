//! What each popup lists.

use std::fmt::Display;

use crate::config::Group;
use crate::lang::Lang;
use crate::model::schema::schema;
use crate::model::{Section, Severity};
use crate::text::number::grouped_count;
use crate::text::sign::signs;
use crate::text::width;
use crate::text::wrap::{wrap, wrapped_lines};
use crate::tui::layout::{MEDIUM, Regions, WIDE};
use crate::tui::message::Tone;

use super::State;
use super::popup::PopupKind;
use super::popup_item::PopupItem;
use super::span_line::{SpanLine, WordSpan, WordStyle, indented};
use super::{
    column_choice, copying, diagnostics, likeness_choice, order_choice, query_help, sheet_copying, site_menu,
    terms, themes, two_columns,
};

/// So many diagnostics are listed.
const MOST_DIAGNOSTICS: usize = 1_000;
/// The widest that a message is laid out.
const MESSAGE_WIDTH: usize = 64;
/// The cells of the screen beside the keys' column that are not for the words: borders and gaps.
const BESIDE_WORDS: usize = 10;
/// The cells of a column beside keys and words.
const KEY_GAPS: usize = 4;
/// The cells of the screen beside two columns: borders and a free cell at each side.
const COLUMN_MARGIN: usize = 4;
/// Where the words have less room beside their keys, they stand below them.
const LEAST_WORDS: usize = 24;
/// Words below their keys begin and end so many cells from the border.
const NARROW_INDENT: usize = 5;

/// Returns the items of a popup, for a screen of this width.
#[must_use]
pub fn items(state: &State, regions: &Regions, kind: PopupKind) -> Vec<PopupItem> {
    match kind {
        PopupKind::Help => help_items(state),
        PopupKind::Queries => query_help::items(state.lang),
        PopupKind::Sections => section_items(state),
        PopupKind::Diagnostics => diagnostic_items(state),
        PopupKind::Messages => message_items(state),
        PopupKind::SiteMenu => site_menu::items(state),
        PopupKind::Copy if regions.sheet.is_some() => sheet_copying::items(state),
        PopupKind::Copy => copying::items(state),
        PopupKind::Glossary { all } => terms::items(state, regions, all, message_width(state)),
        PopupKind::Columns => column_choice::column_items(state),
        PopupKind::ColumnSets => column_choice::set_items(state),
        PopupKind::LikenessGroups => likeness_choice::items(state),
        PopupKind::Editors => editor_items(state),
        PopupKind::Orders => order_choice::items(state),
        PopupKind::Themes => themes::items(state),
    }
}

/// Returns the width of a column of the help where the screen is wide enough for two of them.
#[must_use]
pub fn help_column(state: &State) -> Option<usize> {
    let rows = state.keymap.rows(state.lang);
    let keys = rows.iter().map(|(_, keys, _)| width::cells(keys)).max().unwrap_or_default();
    let column = usize::from(state.size.width).checked_sub(COLUMN_MARGIN + two_columns::GAP)? / 2;
    (state.size.width >= WIDE && column >= keys + KEY_GAPS + LEAST_WORDS).then_some(column)
}

/// Returns every key with what it does, by group; below each other where the screen is narrow.
fn help_items(state: &State) -> Vec<PopupItem> {
    let rows = state.keymap.rows(state.lang);
    let column = rows.iter().map(|(_, keys, _)| width::cells(keys)).max().unwrap_or_default();
    let beside = match help_column(state) {
        Some(width) => width.checked_sub(column + KEY_GAPS),
        None => usize::from(state.size.width).checked_sub(column + BESIDE_WORDS),
    };
    let beside = beside.filter(|room| state.size.width >= MEDIUM && *room >= LEAST_WORDS);
    let mut items = Vec::new();
    for group in Group::ALL {
        let heading = SpanLine::from_text(state.lang.text(group.label_id()), WordStyle::Strong);
        items.push(PopupItem { is_spaced: true, ..PopupItem::heading(heading) });
        for (_, keys, id) in rows.iter().filter(|(of, ..)| of == group) {
            let words = state.lang.text(id);
            let mut lines = Vec::new();
            if let Some(room) = beside {
                for range in wrap(words, room) {
                    let keys = if range.start == 0 { keys.as_str() } else { "" };
                    let gap = " ".repeat(column.saturating_sub(width::cells(keys)) + 2);
                    let words = gap + words.get(range).unwrap_or_default();
                    let mut line = key_line(keys);
                    line.spans.push(WordSpan::new(words, WordStyle::Plain));
                    lines.push(line);
                }
            } else {
                // Beside their keys the words would be cut off: they stand below them.
                let width = usize::from(state.size.width).saturating_sub(2 * NARROW_INDENT);
                lines.extend(wrapped_lines(keys, width).map(key_line));
                lines.extend(wrapped_lines(words, width).map(indented));
            }
            let names = [Lang::Ja, Lang::En].map(|lang| lang.text(id).to_owned()).into();
            items.push(PopupItem { names, ..PopupItem::text(lines) });
        }
    }
    items
}

/// Returns a line with keys, below the heading of their group.
fn key_line(keys: &str) -> SpanLine {
    let spans = vec![WordSpan::new("  ", WordStyle::Plain), WordSpan::new(keys, WordStyle::Key)];
    SpanLine { spans, ..SpanLine::default() }
}

/// Returns the sections of the open case with their numbers and how many of their fields are filled.
fn section_items(state: &State) -> Vec<PopupItem> {
    let sections = state.open_case().map_or(&[][..], |(_, case)| &case.sections);
    let item = |section: &Section| {
        let number = section.number().map_or_else(String::new, |number| number.to_string());
        let mut spans = vec![
            WordSpan::new(format!("{number:>2}  "), WordStyle::Quiet),
            WordSpan::new(section.title.as_str(), WordStyle::Plain),
        ];
        let spec = section.id.and_then(|id| schema().section(id));
        if let Some(spec) = spec.filter(|_| state.lang == Lang::En) {
            spans.push(WordSpan::optional("  ", WordStyle::Plain));
            spans.push(WordSpan::optional(spec.en, WordStyle::Quiet));
        }
        let filled = [("filled", &section.answered_fields() as &dyn Display), ("all", &section.expected())];
        let right = Some(WordSpan::new(state.lang.fill("popup.filled", &filled), WordStyle::Quiet));
        let names = [section.title.as_str(), spec.map_or("", |spec| spec.en)].map(str::to_owned).into();
        let lines = vec![SpanLine { choice: None, spans, right }];
        PopupItem { names, number: section.number(), ..PopupItem::choice(lines) }
    };
    sections.iter().map(item).collect()
}

/// Returns the editors to choose from, below them how not to be asked again.
fn editor_items(state: &State) -> Vec<PopupItem> {
    let line = |name: &String| SpanLine::from_text(name.as_str(), WordStyle::Plain);
    let note = SpanLine::from_text(state.lang.text("popup.editor_note"), WordStyle::Quiet);
    let editors = state.editors.iter().map(|name| PopupItem::choice(vec![line(name)]));
    editors.chain([PopupItem::text(vec![note])]).collect()
}

/// Returns the messages, newest first, or a line that there are none.
fn message_items(state: &State) -> Vec<PopupItem> {
    let width = message_width(state);
    let mut items = Vec::new();
    for message in state.messages.newest_first() {
        let mut lines = Vec::new();
        for range in wrap(&message.text, width) {
            let bullet = if range.start == 0 { signs().bullet } else { " " };
            let text = format!("{bullet} {}", message.text.get(range).unwrap_or_default());
            lines.push(SpanLine::from_text(text, tone_style(message.tone)));
        }
        items.push(PopupItem::text(lines));
    }
    if items.is_empty() {
        let none = SpanLine::from_text(state.lang.text("popup.no_messages"), WordStyle::Plain);
        items.push(PopupItem::heading(none));
    }
    items
}

/// Returns the diagnostics of the open case, each with severity and line, else with the file.
fn diagnostic_items(state: &State) -> Vec<PopupItem> {
    let width = message_width(state);
    let mut items = Vec::new();
    let found = state.open_diagnostics();
    for found in found.iter().take(MOST_DIAGNOSTICS) {
        let style = match found.severity() {
            Severity::Info => WordStyle::Plain,
            Severity::Warning => WordStyle::Warning,
            Severity::Error => WordStyle::Problem,
        };
        let text = diagnostics::describe(found, state.lang);
        let mut lines = Vec::new();
        for range in wrap(&text, width.saturating_sub(2)) {
            let indent = if range.start == 0 { "" } else { "  " };
            let text = format!("{indent}{}", text.get(range).unwrap_or_default());
            lines.push(SpanLine::from_text(text, style));
        }
        items.push(PopupItem::choice(lines));
    }
    if let Some(count) = found.len().checked_sub(MOST_DIAGNOSTICS).filter(|count| *count > 0) {
        let words = state.lang.fill("popup.more_diagnostics", &[("count", &grouped_count(count))]);
        items.push(PopupItem::text(vec![SpanLine::from_text(words, WordStyle::Plain)]));
    }
    items
}

/// Returns the style of a message's tone.
fn tone_style(tone: Tone) -> WordStyle {
    match tone {
        Tone::Done => WordStyle::Plain,
        Tone::Problem => WordStyle::Problem,
    }
}

/// Returns the width that messages are wrapped to.
fn message_width(state: &State) -> usize {
    MESSAGE_WIDTH.min(usize::from(state.size.width).saturating_sub(8)).max(1)
}
