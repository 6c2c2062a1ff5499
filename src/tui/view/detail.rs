//! The detail pane: its border, and what is inside.

use ratatui::buffer::Buffer;
use ratatui::style::Style;

use crate::text::shown::{BOOKMARK, shown};
use crate::text::width::{cells, ellipsize};
use crate::tui::state::{Pane, State};
use crate::tui::theme::Theme;
use crate::tui::widget::Panel;

use super::{case_header, fields, notice, tab_bar};

/// Draws the pane, where it is on the screen.
pub fn draw(buffer: &mut Buffer, state: &State, theme: Theme) {
    let Some(pane) = state.regions.detail else { return };
    let focused = state.pane == Pane::Fields && !state.is_covered();
    let (style, lines) = theme.border(focused);
    let case = state.open_case().map(|(_, case)| case);
    // What is chosen for reading stays in sight, the name gives way.
    let choices = if case.is_some() { choices(state) } else { String::new() };
    let room = usize::from(pane.outer.width).saturating_sub(6 + cells(&choices));
    let title = match (case, state.open_problem()) {
        (Some(case), _) if state.is_bookmarked() => {
            let name = format!("{BOOKMARK} {}", case.short_name());
            format!("{}{choices}", ellipsize(&name, room))
        }
        (Some(case), _) => format!("{}{choices}", ellipsize(case.short_name(), room)),
        (None, Some(_)) => state.lang.text("browser.problem").to_owned(),
        (None, None) => String::new(),
    };
    let sections = case.map_or(0, |case| case.sections.len());
    let place =
        if sections == 0 { String::new() } else { format!("{}/{sections}", state.detail.section + 1) };
    // The line matters more than the folders before the file.
    let room = usize::from(pane.outer.width).saturating_sub(12 + place.len());
    let source = source(state);
    let source = notice::ellipsize_start(&source, room);
    let title_style = if focused { theme.strong() } else { Style::new() };
    Panel { lines, style, title: &title, title_style, bottom_left: &source, bottom_right: &place }
        .draw(buffer, pane.outer);
    if case.is_some() {
        case_header::draw(buffer, state, theme, &pane);
        tab_bar::draw(buffer, state, theme, &pane);
        fields::draw(buffer, state, theme, &pane);
    } else {
        notice::draw(buffer, state, theme, pane.inner);
    }
}

/// What is chosen for reading, where it is not the usual: the whole page, no blanks.
fn choices(state: &State) -> String {
    let chosen =
        [(state.detail.whole, "browser.whole_page"), (state.detail.hides_blanks, "browser.no_blanks")];
    let chosen = chosen.into_iter().filter(|(is_on, _)| *is_on);
    chosen.map(|(_, id)| format!(" · {}", state.lang.text(id))).collect()
}

/// The file and the line of the field under the cursor.
fn source(state: &State) -> String {
    let Some((_, case)) = state.open_case() else { return String::new() };
    let line = match (state.open_field(), state.open_section()) {
        (Some(field), _) => field.lines.first,
        (None, Some(section)) => section.line,
        (None, None) => case.source.lines.first,
    };
    format!("{}:{line}", shown(&case.source.path))
}
