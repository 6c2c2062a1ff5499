//! The line at the bottom: the last message or what is wrong with the query, in as many lines as it needs,
//! else the keys that do something now; where keys were begun, those that go on.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::config::Command;
use crate::text::width::{cells, ellipsize};
use crate::tui::layout::{Bar, Pane, Shape};
use crate::tui::message::{Message, Tone};
use crate::tui::scene::Scene;
use crate::tui::state::continuations::{self, Continuation};
use crate::tui::state::facets::FacetPanel;
use crate::tui::state::messages::{FooterText, footer_lines};
use crate::tui::state::popup::{Popup, PopupKind};
use crate::tui::state::possible::possible;
use crate::tui::state::{Mode, MouseOwner, State, terms};
use crate::tui::theme::Theme;
use crate::tui::widget::{Pen, clear};

/// Keys and one word for what they do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// The keys, as a person reads them.
    pub keys: String,
    /// The word.
    pub words: &'static str,
}

/// Draws the line.
pub fn draw(buffer: &mut Buffer, state: &State, scene: &Scene, theme: Theme) {
    let area = scene.regions.footer;
    if let Some(shown) = state.footer_text() {
        return draw_footer_text(buffer, state, scene, shown, theme);
    }
    if !state.begun.is_empty() {
        return draw_continuations(buffer, area, state, theme);
    }
    let mut pen = Pen::new(buffer, area, 0);
    pen.skip(1);
    for (place, hint) in fitting(hints(state, scene), pen.room()).into_iter().enumerate() {
        if place > 0 {
            pen.skip(2);
        }
        pen.write(&hint.keys, theme.key()).skip(1).write(hint.words, Style::new());
    }
}

/// Words in the lines that they have; what those do not hold is cut off at the end.
fn draw_footer_text(buffer: &mut Buffer, state: &State, scene: &Scene, shown: FooterText<'_>, theme: Theme) {
    let area = scene.regions.footer;
    let style = match shown {
        FooterText::Message(Message { tone: Tone::Done, .. }) => theme.done(),
        FooterText::Message(Message { tone: Tone::Problem, .. }) => theme.problem(),
        FooterText::Problem(problem) => theme.explanation(problem.gravity()),
    };
    clear(buffer, area);
    let words = shown.text(&state.keymap, state.lang);
    let lines = footer_lines(&words, area.width);
    for (line, range) in (0..area.height).zip(&lines) {
        let is_cut = line + 1 == area.height && usize::from(area.height) < lines.len();
        let end = if is_cut { words.len() } else { range.end };
        let mut pen = Pen::new(buffer, area, line);
        pen.skip(1);
        let text = ellipsize(words.get(range.start..end).unwrap_or_default(), pen.room());
        pen.write(&text, style);
    }
}

/// The keys that were begun, and which ones go on, with what they do; what the lines do not hold is left
/// out at the end.
fn draw_continuations(buffer: &mut Buffer, area: Rect, state: &State, theme: Theme) {
    clear(buffer, area);
    let lines = continuations::lines(state, area.width);
    for (line, all) in (0..area.height).zip(&lines) {
        let mut pen = Pen::new(buffer, area, line);
        pen.skip(1);
        if line == 0 {
            pen.write(&continuations::pressed_keys(state), theme.accent());
        }
        let is_cut = line + 1 == area.height && usize::from(area.height) < lines.len();
        for Continuation { keys, words } in all {
            // Half of what there is says less than that there is more.
            if is_cut && continuations::GAP + cells(keys) + 1 + cells(words) + 2 > pen.room() {
                break;
            }
            pen.skip(continuations::GAP).write(keys, theme.key()).skip(1).write(words, Style::new());
        }
        if is_cut {
            pen.skip(1).write("…", theme.quiet());
        }
    }
}

/// How many hints at the end always stay: the help and the way out.
const ALWAYS: usize = 2;

/// The hints that fit, the first ones first; help and the way out always stay.
fn fitting(mut hints: Vec<Hint>, room: usize) -> Vec<Hint> {
    let width = |hint: &Hint| cells(&hint.keys) + 1 + cells(hint.words) + 2;
    let always = hints.split_off(hints.len().saturating_sub(ALWAYS));
    // The gap after the last one is not needed.
    let mut left = (room + 2).saturating_sub(always.iter().map(width).sum());
    hints.retain(|hint| {
        let fits = width(hint) <= left;
        left -= if fits { width(hint) } else { 0 };
        fits
    });
    hints.extend(always);
    hints
}

/// A hint where it is worth its room: when, its word, its commands.
type Candidate = (bool, &'static str, &'static [Command]);

const UP_DOWN: &[Command] = &[Command::Up, Command::Down];
const SECTIONS: &[Command] = &[Command::PreviousSection, Command::NextSection];
const FIELDS: &[Command] = &[Command::PreviousField, Command::NextField];
const CASES: &[Command] = &[Command::PreviousCase, Command::NextCase];

/// The keys of what is possible now, the most useful first, help and the way out last.
#[must_use]
pub fn hints(state: &State, scene: &Scene) -> Vec<Hint> {
    let candidates = match (&state.mode, state.pane) {
        (Mode::Browse, Pane::List) => list_candidates(state, scene),
        (Mode::Browse, Pane::Fields) if state.field_page().is_some() => field_page_candidates(state, scene),
        (Mode::Browse, Pane::Fields) => fields_candidates(state, scene),
        (Mode::Search, _) => search_candidates(state),
        (Mode::Complete(_), _) => COMPLETION.to_vec(),
        (Mode::Facets(panel), _) => facet_candidates(panel),
        (Mode::Popup(popup), _) => popup_candidates(popup),
        (Mode::Palette(_), _) => PALETTE.to_vec(),
    };
    let let_go = state.mouse_owner == MouseOwner::LetGo;
    let first: [Candidate; 1] = [(let_go, "hint.take_mouse", &[Command::ReleaseMouse])];
    let last: [Candidate; 2] = [
        (matches!(state.mode, Mode::Browse), "hint.help", &[Command::Help]),
        (true, "hint.quit", &[Command::Quit]),
    ];
    let mut hints: Vec<Hint> = Vec::new();
    for (is_worth_it, id, commands) in first.into_iter().chain(candidates).chain(last) {
        let words = state.lang.text(id);
        let can = commands.iter().any(|command| possible(state, scene, *command).is_ok());
        let keys = keys(state, commands);
        if is_worth_it && can && !keys.is_empty() && hints.iter().all(|hint| hint.words != words) {
            hints.push(Hint { keys, words });
        }
    }
    hints
}

/// The first key of each command.
fn keys(state: &State, commands: &[Command]) -> String {
    let keys = commands.iter().map(|command| state.keymap.first_key(state.context(), *command));
    let keys: Vec<String> = keys.filter(|key| !key.is_empty()).collect();
    // Arrows stand together, brackets apart: ↑↓, [ ].
    let arrows = keys.iter().all(|key| matches!(key.as_str(), "↑" | "↓" | "←" | "→"));
    keys.join(if arrows { "" } else { " " })
}

// What the footer may hint at, the most useful first. A pair stays whole while one of the two is possible.
// Of two with the same words the first counts: where only one pane is on the screen, some come earlier.

fn list_candidates(state: &State, scene: &Scene) -> Vec<Candidate> {
    let single = scene.regions.shape == Shape::Single;
    let searching = state.search.hits().is_some();
    let (rows, cases) = (state.list.rows().len(), state.catalog.entries.len());
    vec![
        (searching && rows == 0, "hint.leave_search", &[Command::Back]),
        (single, "hint.read", &[Command::Read]),
        (rows > 1, "hint.cases", UP_DOWN),
        (!single, "hint.sections", SECTIONS),
        (cases > 0, "hint.search", &[Command::Search]),
        (true, "hint.sections", SECTIONS),
        (true, "hint.read", &[Command::Read]),
        (true, "hint.hits", &[Command::NextHit]),
        (searching, "hint.leave_search", &[Command::Back]),
        (cases > 1, "hint.facets", &[Command::Facets]),
        (true, "hint.diagnostics", &[Command::Diagnostics]),
        (true, "hint.all_sections", &[Command::Sections]),
        (cases > 1 && rows > 0 && !searching, "hint.sort", &[Command::Sort]),
        (true, "hint.open_url", &[Command::OpenUrl]),
        (true, "hint.bookmark", &[Command::Bookmark]),
    ]
}

fn fields_candidates(state: &State, scene: &Scene) -> Vec<Candidate> {
    let single = scene.regions.shape == Shape::Single;
    let case = state.open_case().is_some();
    let searching = state.search.hits().is_some();
    let back = if searching { "hint.leave_search" } else { "hint.back_to_list" };
    let whole = if state.detail.whole { "hint.one_section" } else { "hint.whole_page" };
    vec![
        (single, back, &[Command::Back]),
        (single, "hint.hits", &[Command::NextHit]),
        (single, "hint.sections", SECTIONS),
        (case, "hint.fields", UP_DOWN),
        (true, "hint.sections", SECTIONS),
        (true, back, &[Command::Back]),
        (true, "hint.hits", &[Command::NextHit]),
        (true, "hint.full_size", &[Command::OpenField]),
        copy_candidate(state, scene),
        (true, "hint.next_case", CASES),
        (true, "hint.diagnostics", &[Command::Diagnostics]),
        (!terms::of_open_field(state, &scene.regions).is_empty(), "hint.terms", &[Command::ExplainTerm]),
        (true, "hint.all_sections", &[Command::Sections]),
        (true, whole, &[Command::WholePage]),
        (true, "hint.open_url", &[Command::OpenUrl]),
        (case, "hint.search", &[Command::Search]),
        (true, "hint.bookmark", &[Command::Bookmark]),
    ]
}

fn field_page_candidates(state: &State, scene: &Scene) -> Vec<Candidate> {
    vec![
        (true, "hint.close", &[Command::Close]),
        // That more follows comes first.
        (scene.regions.bar(Bar::FieldPage).is_some(), "hint.lines", UP_DOWN),
        (true, "hint.fields", FIELDS),
        (true, "hint.lines", UP_DOWN),
        (true, "hint.next_case", CASES),
        (true, "hint.edit", &[Command::EditSource]),
        copy_candidate(state, scene),
    ]
}

/// The field, where it has a text, and the list of what else there is to copy.
fn copy_candidate(state: &State, scene: &Scene) -> Candidate {
    let can = possible(state, scene, Command::Copy).is_ok();
    (true, "hint.copy", if can { &[Command::Copy, Command::CopyMenu] } else { &[Command::CopyMenu] })
}

fn search_candidates(state: &State) -> Vec<Candidate> {
    vec![
        (state.list.rows().len() > 1, "hint.cases", UP_DOWN),
        (state.search.hits().is_some_and(|hits| !hits.is_empty()), "hint.accept", &[Command::Accept]),
        (true, "hint.complete", &[Command::Complete]),
        (state.up_recalls(), "hint.history", &[Command::Up]),
        (true, "hint.leave_search", &[Command::Clear]),
    ]
}

fn facet_candidates(panel: &FacetPanel) -> Vec<Candidate> {
    vec![
        // One facet at a time may be on the screen: that there are more comes first.
        (true, "hint.next_facet", &[Command::PreviousFacet, Command::NextFacet]),
        (panel.option().is_some(), "hint.toggle", &[Command::Toggle]),
        (true, "hint.lines", UP_DOWN),
        (true, "hint.close", &[Command::Close]),
    ]
}

fn popup_candidates(popup: &Popup) -> Vec<Candidate> {
    let (choose, is_filtered) = (popup.kind.choose_hint_id(), popup.filter.is_some());
    let choose: Candidate = (choose.is_some(), choose.unwrap_or("hint.choose"), &[Command::Choose]);
    let copies = popup.kind == PopupKind::Copy;
    vec![
        (copies, choose.1, choose.2),
        (copies, "hint.to_file", &[Command::WriteFile]),
        (true, "hint.lines", UP_DOWN),
        choose,
        (!is_filtered, "hint.filter", &[Command::Filter]),
        (true, if is_filtered { "hint.clear_filter" } else { "hint.close" }, &[Command::Close]),
    ]
}

const COMPLETION: [Candidate; 3] = [
    (true, "hint.options", &[Command::Complete]),
    (true, "hint.take", &[Command::Choose]),
    (true, "hint.close", &[Command::Close]),
];

const PALETTE: [Candidate; 3] = [
    (true, "hint.do", &[Command::Choose]),
    (true, "hint.lines", UP_DOWN),
    (true, "hint.close", &[Command::Close]),
];
