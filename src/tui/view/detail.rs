//! The detail pane: its border, and what is inside.

use ratatui::buffer::Buffer;
use ratatui::style::Style;

use crate::analysis::history::day_label;
use crate::model::CaseSign;
use crate::text::shown::{BOOKMARK, MARK};
use crate::text::width::{cells, ellipsize, ellipsize_start};
use crate::tui::layout::Pane;
use crate::tui::scene::Scene;
use crate::tui::state::State;
use crate::tui::theme::Theme;
use crate::tui::widget::Panel;

use super::{case_header, field, fields, notice, tab_bar};

/// Draws the detail, if it is on the screen.
pub fn draw(buffer: &mut Buffer, state: &State, scene: &Scene, theme: Theme) {
    let Some(pane) = scene.regions.detail else { return };
    let focused = state.pane == Pane::Fields && !state.is_covered();
    let (style, lines) = theme.border(focused);
    let case = state.open_case().map(|(_, case)| case);
    // What is chosen for reading stays in sight, the name gives way.
    let choices = if case.is_some() { page_day(state) + &reading_modes(state) } else { String::new() };
    let room = usize::from(pane.outer.width).saturating_sub(6 + cells(&choices));
    let title = match (case, state.open_problem()) {
        (Some(case), _) => {
            let signs = [(CaseSign::Mark, MARK), (CaseSign::Bookmark, BOOKMARK)].into_iter();
            let signs = signs.filter(|(sign, _)| state.has_sign(*sign)).map(|(_, sign)| format!("{sign} "));
            let name = signs.collect::<String>() + &case.short_name();
            format!("{}{choices}", ellipsize(&name, room))
        }
        (None, Some(_)) => state.lang.text("browser.problem").to_owned(),
        (None, None) => String::new(),
    };
    let position = section_position(state);
    // The line matters more than the folders before the file.
    let room = usize::from(pane.outer.width).saturating_sub(12 + position.len());
    // The page's own lines beside a field in full size say where they are.
    let is_told = scene.regions.field.as_ref().is_some_and(|panes| panes.rule.is_some());
    let source = if is_told { String::new() } else { source_position(state) };
    let source = ellipsize_start(&source, room);
    let title_style = if focused { theme.strong() } else { Style::new() };
    Panel { lines, style, title: &title, title_style, bottom_left: &source, bottom_right: &position }
        .draw(buffer, pane.outer);
    if let Some(panes) = &scene.regions.field {
        field::draw(buffer, state, scene, theme, panes);
    } else if case.is_some() {
        case_header::draw(buffer, state, scene, theme, &pane);
        tab_bar::draw(buffer, &scene.regions.tab_bar, [pane.tabs, pane.rule], theme);
        fields::draw(buffer, state, scene, theme, &pane);
    } else {
        notice::draw(buffer, state, theme, pane.inner);
    }
}

/// Returns the number of the open section out of all; empty without a case.
fn section_position(state: &State) -> String {
    let sections = state.open_case().map_or(0, |(_, case)| case.sections.len());
    if sections == 0 { String::new() } else { format!("{}/{sections}", state.detail.section + 1) }
}

/// Returns the day of a page that was opened from a history; empty for the newest.
fn page_day(state: &State) -> String {
    let catalog = &state.catalog;
    let Some((entry, case)) = state.open_case() else { return String::new() };
    let newest = catalog.entries.get(entry).map(|entry| entry.page);
    if state.detail.page_of(catalog, entry) == newest {
        return String::new();
    }
    format!(" · {}", day_label(case, state.lang))
}

/// Returns the settings that are on: whole page, hidden blanks; empty if none is.
fn reading_modes(state: &State) -> String {
    let chosen =
        [(state.detail.whole, "browser.whole_page"), (state.detail.hides_blanks, "browser.no_blanks")];
    let chosen = chosen.into_iter().filter(|(is_on, _)| *is_on);
    chosen.map(|(_, id)| format!(" · {}", state.lang.text(id))).collect()
}

/// Returns file and line of the field under the cursor.
fn source_position(state: &State) -> String {
    let (Some((_, case)), Some(line)) = (state.open_case(), state.open_line()) else { return String::new() };
    case.source.place(line)
}
