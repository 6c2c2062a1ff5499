//! The line at the bottom: the last message or what is wrong with the query, in as many lines as it needs,
//! else the keys that do something now; where keys were begun, those that go on.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::config::{Command, Context};
use crate::text::width::{cells, ellipsize};
use crate::tui::layout::{Bar, Pane, Shape};
use crate::tui::message::{Message, Tone};
use crate::tui::scene::Scene;
use crate::tui::state::facets::FacetPanel;
use crate::tui::state::following::{self, Following};
use crate::tui::state::messages::{Said, footer_lines};
use crate::tui::state::popup::{Popup, PopupKind};
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
    if let Some(said) = state.said() {
        return draw_said(buffer, state, scene, said, theme);
    }
    if !state.begun.is_empty() {
        return draw_following(buffer, area, state, theme);
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
fn draw_said(buffer: &mut Buffer, state: &State, scene: &Scene, said: Said<'_>, theme: Theme) {
    let area = scene.regions.footer;
    let style = match said {
        Said::Message(Message { tone: Tone::Done, .. }) => theme.done(),
        Said::Message(Message { tone: Tone::Problem, .. }) => theme.problem(),
        Said::Problem(problem) => theme.explanation(problem.gravity()),
    };
    clear(buffer, area);
    let words = said.text(&state.keymap, state.lang);
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
fn draw_following(buffer: &mut Buffer, area: Rect, state: &State, theme: Theme) {
    clear(buffer, area);
    let lines = following::lines(state, area.width);
    for (line, all) in (0..area.height).zip(&lines) {
        let mut pen = Pen::new(buffer, area, line);
        pen.skip(1);
        if line == 0 {
            pen.write(&following::begun(state), theme.accent());
        }
        let is_cut = line + 1 == area.height && usize::from(area.height) < lines.len();
        for Following { keys, words } in all {
            // Half of what there is says less than that there is more.
            if is_cut && following::GAP + cells(keys) + 1 + cells(words) + 2 > pen.room() {
                break;
            }
            pen.skip(following::GAP).write(keys, theme.key()).skip(1).write(words, Style::new());
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

/// The keys that do something now, the most useful first, help and the way out last.
#[must_use]
pub fn hints(state: &State, scene: &Scene) -> Vec<Hint> {
    let context = state.context();
    let wanted = match &state.mode {
        Mode::Browse => match state.pane {
            Pane::List => list_hints(state, scene),
            Pane::Fields if state.context() == Context::Field => page_hints(state, scene),
            Pane::Fields => field_hints(state, scene),
        },
        Mode::Search => search_hints(state),
        Mode::Complete(_) => COMPLETION.to_vec(),
        Mode::Facets(panel) => facet_hints(panel),
        Mode::Popup(popup) => popup_hints(*popup),
        Mode::Palette(_) => PALETTE.to_vec(),
    };
    let released: Option<Wanted> =
        (state.mouse_owner == MouseOwner::LetGo).then_some(("hint.take_mouse", &[Command::ReleaseMouse]));
    released
        .into_iter()
        .chain(wanted)
        .filter_map(|(words, commands)| hint(state, context, words, commands))
        .collect()
}

type Wanted = (&'static str, &'static [Command]);

const READ: Wanted = ("hint.read", &[Command::Read]);
const HELP: Wanted = ("hint.help", &[Command::Help]);
const QUIT: Wanted = ("hint.quit", &[Command::Quit]);
const FACETS: Wanted = ("hint.facets", &[Command::Facets]);
const HITS: Wanted = ("hint.hits", &[Command::NextHit]);
const BOOKMARK: Wanted = ("hint.bookmark", &[Command::Bookmark]);
const COMPLETION: [Wanted; 4] = [
    ("hint.options", &[Command::Complete]),
    ("hint.take", &[Command::Choose]),
    ("hint.close", &[Command::Close]),
    QUIT,
];

const PALETTE: [Wanted; 4] = [
    ("hint.do", &[Command::Choose]),
    ("hint.lines", &[Command::Up, Command::Down]),
    ("hint.close", &[Command::Close]),
    QUIT,
];

fn list_hints(state: &State, scene: &Scene) -> Vec<Wanted> {
    let mut hints: Vec<Wanted> = Vec::new();
    let searching = state.search.hits().is_some();
    let single = scene.regions.shape == Shape::Single;
    let leave: Wanted = ("hint.leave_search", &[Command::Back]);
    let nothing_found = searching && state.list.rows().is_empty();
    if nothing_found {
        hints.push(leave);
    }
    if single && state.list.row().is_some() {
        hints.push(READ);
    }
    if state.list.rows().len() > 1 {
        hints.push(("hint.cases", &[Command::Up, Command::Down]));
    }
    let sections: Wanted = ("hint.sections", &[Command::PreviousSection, Command::NextSection]);
    let sections = state.open_case().map(|_| sections);
    hints.extend(sections.filter(|_| !single));
    if !state.catalog.entries.is_empty() {
        hints.push(("hint.search", &[Command::Search]));
    }
    // Where the sections are not on the screen, the search comes first.
    hints.extend(sections.filter(|_| single));
    if !single && state.list.row().is_some() {
        hints.push(READ);
    }
    if searching && !nothing_found {
        hints.extend([HITS, leave]);
    }
    if state.catalog.entries.len() > 1 {
        hints.push(FACETS);
    }
    if !state.open_diagnostics().is_empty() {
        hints.push(("hint.diagnostics", &[Command::Diagnostics]));
    }
    if state.open_case().is_some() {
        hints.push(("hint.all_sections", &[Command::Sections]));
        if !searching && state.catalog.entries.len() > 1 {
            hints.push(("hint.sort", &[Command::Sort]));
        }
        if state.open_case().is_some_and(|(_, case)| case.url.is_some()) {
            hints.push(("hint.open_url", &[Command::OpenUrl]));
        }
        hints.push(BOOKMARK);
    }
    hints.extend([HELP, QUIT]);
    hints
}

fn field_hints(state: &State, scene: &Scene) -> Vec<Wanted> {
    let mut hints: Vec<Wanted> = Vec::new();
    let searching = state.search.hits().is_some();
    let back: Wanted = (if searching { "hint.leave_search" } else { "hint.back_to_list" }, &[Command::Back]);
    // Where one pane is shown at a time, the way out must not be left out.
    let single = scene.regions.shape == Shape::Single;
    if single {
        hints.push(back);
    }
    let hits = (searching && state.open_case().is_some()).then_some(HITS);
    hints.extend(hits.filter(|_| single));
    if state.open_case().is_some() {
        let fields: Wanted = ("hint.fields", &[Command::Up, Command::Down]);
        let sections: Wanted = ("hint.sections", &[Command::PreviousSection, Command::NextSection]);
        hints.extend(if single { [sections, fields] } else { [fields, sections] });
    }
    if !single {
        hints.push(back);
    }
    hints.extend(hits.filter(|_| !single));
    if state.open_field().is_some() {
        hints.push(("hint.full_size", &[Command::OpenField]));
    }
    hints.extend(copy_hint(state));
    if state.list.neighbour(true).or(state.list.neighbour(false)).is_some() {
        hints.push(("hint.next_case", &[Command::PreviousCase, Command::NextCase]));
    }
    if !state.open_diagnostics().is_empty() {
        hints.push(("hint.diagnostics", &[Command::Diagnostics]));
    }
    if !terms::of_open(state, &scene.regions).is_empty() {
        hints.push(("hint.terms", &[Command::ExplainTerm]));
    }
    if state.open_case().is_some() {
        hints.push(("hint.all_sections", &[Command::Sections]));
        let whole = if state.detail.whole { "hint.one_section" } else { "hint.whole_page" };
        hints.push((whole, &[Command::WholePage]));
        if state.open_case().is_some_and(|(_, case)| case.url.is_some()) {
            hints.push(("hint.open_url", &[Command::OpenUrl]));
        }
        hints.extend([("hint.search", &[Command::Search][..]), BOOKMARK]);
    }
    hints.extend([HELP, QUIT]);
    hints
}

/// Copying: the field, where it says something, and the list of what else there is.
fn copy_hint(state: &State) -> Option<Wanted> {
    let has_text = state.open_field().is_some_and(|field| !field.text.is_empty());
    let commands: &[Command] =
        if has_text { &[Command::Copy, Command::CopyMenu] } else { &[Command::CopyMenu] };
    state.open_case().map(|_| ("hint.copy", commands))
}

fn page_hints(state: &State, scene: &Scene) -> Vec<Wanted> {
    let fields: Wanted = ("hint.fields", &[Command::PreviousField, Command::NextField]);
    let lines: Wanted = ("hint.lines", &[Command::Up, Command::Down]);
    // That more follows is told first.
    let scrolls = scene.regions.bar(Bar::FieldPage).is_some();
    let [first, second] = if scrolls { [lines, fields] } else { [fields, lines] };
    let mut hints: Vec<Wanted> = vec![("hint.close", &[Command::Close]), first, second];
    if state.list.rows().len() > 1 {
        hints.push(("hint.next_case", &[Command::PreviousCase, Command::NextCase]));
    }
    hints.push(("hint.edit", &[Command::EditSource]));
    hints.extend(copy_hint(state));
    hints.extend([HELP, QUIT]);
    hints
}

fn search_hints(state: &State) -> Vec<Wanted> {
    let mut hints: Vec<Wanted> = Vec::new();
    if state.list.rows().len() > 1 {
        hints.push(("hint.cases", &[Command::Up, Command::Down]));
    }
    if state.search.hits().is_some_and(|hits| !hits.is_empty()) {
        hints.push(("hint.accept", &[Command::Accept]));
    }
    hints.push(("hint.complete", &[Command::Complete]));
    if state.up_recalls() {
        hints.push(("hint.history", &[Command::Up]));
    }
    hints.extend([("hint.leave_search", &[Command::Clear][..]), QUIT]);
    hints
}

fn facet_hints(panel: &FacetPanel) -> Vec<Wanted> {
    // One facet at a time may be on the screen: that there are more is told first.
    let mut hints: Vec<Wanted> = vec![("hint.next_facet", &[Command::PreviousFacet, Command::NextFacet])];
    if panel.option().is_some() {
        hints.push(("hint.toggle", &[Command::Toggle]));
    }
    hints.extend([
        ("hint.lines", &[Command::Up, Command::Down][..]),
        ("hint.close", &[Command::Close]),
        QUIT,
    ]);
    hints
}

fn popup_hints(popup: Popup) -> Vec<Wanted> {
    let lines: Wanted = ("hint.lines", &[Command::Up, Command::Down]);
    let choose = popup.kind.choose_words().map(|words| -> Wanted { (words, &[Command::Choose]) });
    let mut hints: Vec<Wanted> = Vec::new();
    if popup.kind == PopupKind::Copy {
        hints.extend(choose);
        hints.extend([("hint.to_file", &[Command::WriteFile][..]), lines]);
    } else {
        hints.push(lines);
        hints.extend(choose);
    }
    hints.extend([("hint.close", &[Command::Close][..]), QUIT]);
    hints
}

/// The first key of each command.
fn hint(state: &State, context: Context, words: &'static str, commands: &[Command]) -> Option<Hint> {
    let keys: Vec<String> = commands
        .iter()
        .filter_map(|command| state.keymap.chords(context, *command).next())
        .map(|chord| chord.to_string())
        .collect();
    // Arrows stand together, brackets apart: ↑↓, [ ].
    let arrows = keys.iter().all(|key| matches!(key.as_str(), "↑" | "↓" | "←" | "→"));
    let keys = keys.join(if arrows { "" } else { " " });
    (!keys.is_empty()).then(|| Hint { keys, words: state.lang.text(words) })
}
