//! The hints of the footer: the keys of what is possible now, by how useful they are.

use crate::config::Command;
use crate::search::query::Drawing;
use crate::text::width::cells;
use crate::tui::layout::{Bar, Pane, Shape};
use crate::tui::scene::Scene;

use super::popup::PopupKind;
use super::possible::possible;
use super::{Mode, MouseOwner, State, terms};

/// Keys and one word for what they do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// The keys, as a person reads them.
    pub keys: String,
    /// The word.
    pub words: &'static str,
    /// Its commands that have a key; of a pair, the second leads on.
    pub commands: Vec<Command>,
    /// The first cell, from the left of the footer.
    pub start: usize,
}

/// Cells before the first hint, and between two of them.
const MARGIN: usize = 1;
const GAP: usize = 2;
/// How many hints at the end always stay: the help and the way out.
const ALWAYS: usize = 2;

impl Hint {
    /// Returns its width in cells.
    #[must_use]
    pub fn width(&self) -> usize {
        cells(&self.keys) + 1 + cells(self.words)
    }

    /// Returns the command for a click on a cell of the footer; `None` beside the hint. Of a pair, the first key is for
    /// the first, the rest for the second.
    #[must_use]
    pub fn command_at(&self, cell: usize) -> Option<Command> {
        let own = cell.checked_sub(self.start).filter(|own| *own < self.width())?;
        let first_ends = cells(&self.keys) / self.commands.len().max(1);
        let command = if own < first_ends { self.commands.first() } else { self.commands.last() };
        command.copied()
    }
}

/// Returns the first hints that fit into a footer of `width` cells, where they are; help and quit always stay.
#[must_use]
pub fn fitting_hints(state: &State, scene: &Scene, width: usize) -> Vec<Hint> {
    let mut hints = hints(state, scene);
    let needed = |hint: &Hint| hint.width() + GAP;
    let always = hints.split_off(hints.len().saturating_sub(ALWAYS));
    // The gap after the last one is not needed.
    let mut left = (width.saturating_sub(MARGIN) + GAP).saturating_sub(always.iter().map(needed).sum());
    hints.retain(|hint| {
        let fits = needed(hint) <= left;
        left -= if fits { needed(hint) } else { 0 };
        fits
    });
    hints.extend(always);
    let mut start = MARGIN;
    for hint in &mut hints {
        hint.start = start;
        start += needed(hint);
    }
    hints
}

/// A hint where it is worth its room: when, its word, its commands.
type Candidate = (bool, &'static str, &'static [Command]);

const UP_DOWN: &[Command] = &[Command::Up, Command::Down];
const SECTIONS: &[Command] = &[Command::PreviousSection, Command::NextSection];
const FIELDS: &[Command] = &[Command::PreviousField, Command::NextField];
const CASES: &[Command] = &[Command::PreviousCase, Command::NextCase];

/// Returns the hints of possible commands, the most useful first. A pair stays while one of it is possible;
/// of two hints with the same words, the first stays.
pub fn hints(state: &State, scene: &Scene) -> Vec<Hint> {
    let candidates = match (&state.mode, state.pane) {
        (Mode::Browse, _) if state.shows_sheet() => sheet_candidates(state),
        (Mode::Browse, Pane::List) => list_candidates(state, scene),
        (Mode::Browse, Pane::Fields) if state.field_page().is_some() => field_page_candidates(state, scene),
        (Mode::Browse, Pane::Fields) => fields_candidates(state, scene),
        (Mode::Search | Mode::Complete(_) | Mode::Facets(_) | Mode::Popup(_) | Mode::Palette(_), _) => {
            other_candidates(state)
        }
    };
    let let_go = state.mouse_owner == MouseOwner::LetGo;
    let take_mouse: Candidate = (let_go, "hint.take_mouse", &[Command::ReleaseMouse]);
    let mut hints: Vec<Hint> = Vec::new();
    for (is_worth_it, id, commands) in [take_mouse].into_iter().chain(candidates) {
        let words = state.lang.text(id);
        let can = is_worth_it && commands.iter().any(|command| possible(state, scene, *command).is_ok());
        if !can || hints.iter().any(|hint| hint.words == words) {
            continue;
        }
        let keyed =
            commands.iter().map(|command| (*command, state.keymap.first_key(state.context(), *command)));
        let (commands, keys): (Vec<Command>, Vec<String>) = keyed.filter(|(_, key)| !key.is_empty()).unzip();
        if !commands.is_empty() {
            hints.push(Hint { keys: joined_keys(&keys), words, commands, start: 0 });
        }
    }
    hints
}

/// Returns the keys, joined.
fn joined_keys(keys: &[String]) -> String {
    // Arrows stand together, brackets apart: ↑↓, [ ].
    let arrows = keys.iter().all(|key| matches!(key.as_str(), "↑" | "↓" | "←" | "→"));
    keys.join(if arrows { "" } else { " " })
}

/// Returns the hints of the list; with a single pane, some come earlier.
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
        (cases > 1, "hint.table", &[Command::Table]),
        (true, "hint.page_history", &[Command::History]),
        (true, "hint.diagnostics", &[Command::Diagnostics]),
        (true, "hint.all_sections", &[Command::Sections]),
        (cases > 1 && rows > 0, "hint.sort", &[Command::Sort]),
        (true, "hint.open_url", &[Command::OpenUrl]),
        (true, "hint.bookmark", &[Command::Bookmark]),
        (true, "hint.help", &[Command::Help]),
        (true, "hint.quit", &[Command::Quit]),
    ]
}

/// Returns the hints of the detail; with a single pane, some come earlier.
fn fields_candidates(state: &State, scene: &Scene) -> Vec<Candidate> {
    let single = scene.regions.shape == Shape::Single;
    let case = state.open_case().is_some();
    let searching = state.search.hits().is_some();
    let back = match (state.sheet.reads_case, searching) {
        (true, _) => "hint.leave_sheet",
        (false, true) => "hint.leave_search",
        (false, false) => "hint.back_to_list",
    };
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
        (true, "hint.page_history", &[Command::History]),
        (true, "hint.copy", copy_commands(state, scene)),
        (true, "hint.next_case", CASES),
        (true, "hint.diagnostics", &[Command::Diagnostics]),
        (!terms::of_open_field(state, &scene.regions).is_empty(), "hint.terms", &[Command::ExplainTerm]),
        (true, "hint.all_sections", &[Command::Sections]),
        (true, whole, &[Command::WholePage]),
        (true, "hint.open_url", &[Command::OpenUrl]),
        (case, "hint.search", &[Command::Search]),
        (true, "hint.bookmark", &[Command::Bookmark]),
        (true, "hint.help", &[Command::Help]),
        (true, "hint.quit", &[Command::Quit]),
    ]
}

/// Returns the hints of a table.
fn sheet_candidates(state: &State) -> Vec<Candidate> {
    let only_changed = state.drawing() == Drawing::History && !state.sheet.shows_unchanged;
    let mut candidates: Vec<Candidate> = match state.drawing() {
        Drawing::Map => vec![
            (true, "hint.next_tile", FIELDS),
            (true, "hint.next_figure", &[Command::NextSection]),
            (true, "hint.toggle", &[Command::Toggle]),
            (true, "hint.group_table", &[Command::Read]),
            (true, "hint.leave_sheet", &[Command::Back]),
        ],
        Drawing::List | Drawing::Table => vec![
            (true, "hint.columns", FIELDS),
            (state.list.rows().len() > 1, "hint.rows", UP_DOWN),
            (state.search.view.is_grouped(), "hint.group_table", &[Command::Read]),
            (state.search.view.is_grouped(), "hint.toggle", &[Command::Toggle]),
            (!state.search.view.is_grouped(), "hint.open_case", &[Command::Read]),
            (true, "hint.likeness_groups", &[Command::LikenessGroups]),
            (true, "hint.sort_column", &[Command::Sort]),
            (true, "hint.leave_table", &[Command::Back]),
            (true, "hint.sections_of_table", &[Command::NextSection]),
            (true, "hint.column_sets", &[Command::ColumnSets]),
            (true, "hint.distribution", &[Command::Distribution]),
            (true, "hint.compare", &[Command::Compare]),
            (true, "hint.choose_columns", &[Command::Columns, Command::HideColumn]),
            (true, "hint.unfold", &[Command::Unfold, Command::Fold]),
            (true, "hint.copy", &[Command::Copy, Command::CopyMenu]),
            (true, "hint.foot", &[Command::Foot]),
            (true, "hint.benchmarks", &[Command::Benchmarks]),
        ],
        Drawing::Comparison | Drawing::History => vec![
            (only_changed, "hint.unchanged", &[Command::HideSame]),
            (!only_changed, "hint.row_filter", &[Command::HideSame]),
            (true, "hint.differences", &[Command::NextHit, Command::PreviousHit]),
            (true, "hint.relations", &[Command::Relations]),
            (true, "hint.open_case", &[Command::Read]),
            (true, "hint.leave_sheet", &[Command::Back]),
            (true, "hint.sections_of_table", &[Command::NextSection]),
            (true, "hint.base_case", CASES),
            (true, "hint.copy", &[Command::CopyMenu]),
        ],
        Drawing::Distribution | Drawing::Charts => vec![
            (state.drawing() == Drawing::Charts, "hint.next_chart", FIELDS),
            (state.drawing() == Drawing::Distribution, "hint.fields", FIELDS),
            (true, "hint.toggle", &[Command::Toggle]),
            (true, "hint.group_table", &[Command::Read]),
            (true, "hint.leave_sheet", &[Command::Back]),
            (true, "hint.sections_of_table", &[Command::NextSection]),
            (true, "hint.benchmarks", &[Command::Benchmarks]),
            (true, "hint.copy", &[Command::CopyMenu]),
        ],
    };
    candidates.extend([
        (true, "hint.search", &[Command::Search][..]),
        (true, "hint.help", &[Command::Help]),
        (true, "hint.quit", &[Command::Quit]),
    ]);
    candidates
}

/// Returns the hints of a field in full size.
fn field_page_candidates(state: &State, scene: &Scene) -> Vec<Candidate> {
    vec![
        (true, "hint.close", &[Command::Close]),
        // That more follows comes first.
        (scene.regions.bar(Bar::FieldPage).is_some(), "hint.lines", UP_DOWN),
        (true, "hint.fields", FIELDS),
        (true, "hint.lines", UP_DOWN),
        (true, "hint.next_case", CASES),
        (true, "hint.edit", &[Command::EditSource]),
        (true, "hint.copy", copy_commands(state, scene)),
        (true, "hint.help", &[Command::Help]),
        (true, "hint.quit", &[Command::Quit]),
    ]
}

/// Returns the commands that copy; the one for the field only if it has text.
fn copy_commands(state: &State, scene: &Scene) -> &'static [Command] {
    let has_text = possible(state, scene, Command::Copy).is_ok();
    if has_text { &[Command::Copy, Command::CopyMenu] } else { &[Command::CopyMenu] }
}

/// Returns the hints of the search box, the facets, the popups and the palette.
fn other_candidates(state: &State) -> Vec<Candidate> {
    let mut close = "hint.close";
    let mut candidates: Vec<Candidate> = match &state.mode {
        Mode::Browse => Vec::new(),
        Mode::Search => vec![
            (state.list.rows().len() > 1, "hint.cases", UP_DOWN),
            (state.search.hits().is_some_and(|hits| !hits.is_empty()), "hint.accept", &[Command::Accept]),
            (!state.search.sections.is_empty(), "hint.open_offered", &[Command::Accept]),
            (state.search.takes_near(), "hint.take_near", &[Command::Accept]),
            (true, "hint.complete", &[Command::Complete]),
            (state.up_recalls(), "hint.history", &[Command::Up]),
            (true, "hint.leave_search", &[Command::Clear]),
            (true, "hint.query_help", &[Command::QueryHelp]),
        ],
        Mode::Complete(_) => {
            vec![(true, "hint.options", &[Command::Complete]), (true, "hint.take", &[Command::Choose])]
        }
        Mode::Facets(panel) => vec![
            // One facet at a time may be on the screen: that there are more comes first.
            (true, "hint.next_facet", &[Command::PreviousFacet, Command::NextFacet]),
            (panel.selected_option().is_some(), "hint.toggle", &[Command::Toggle]),
            (true, "hint.lines", UP_DOWN),
        ],
        Mode::Popup(popup) => {
            let copies = popup.kind == PopupKind::Copy;
            let choose = popup.kind.choose_hint_id();
            let (can_choose, choose) = (choose.is_some(), choose.unwrap_or("hint.choose"));
            if popup.filter.is_some() {
                close = "hint.clear_filter";
            }
            vec![
                (copies, choose, &[Command::Choose]),
                (copies, "hint.to_file", &[Command::WriteFile]),
                (true, "hint.lines", UP_DOWN),
                (can_choose, choose, &[Command::Choose]),
                (popup.kind == PopupKind::Help, "hint.query_help", &[Command::Help]),
                (popup.filter.is_none(), "hint.filter", &[Command::Filter]),
            ]
        }
        Mode::Palette(_) => {
            vec![(true, "hint.do", &[Command::Choose]), (true, "hint.lines", UP_DOWN)]
        }
    };
    candidates.extend([(true, close, &[Command::Close][..]), (true, "hint.quit", &[Command::Quit])]);
    candidates
}
