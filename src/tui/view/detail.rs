//! The detail pane: its border, and what is inside.

use ratatui::buffer::Buffer;
use ratatui::style::Style;

use crate::text::shown::{BOOKMARK, shown};
use crate::tui::state::{Pane, State};
use crate::tui::theme::Theme;
use crate::tui::widget::Panel;

use super::{case_header, field, fields, notice, tab_bar};

/// Draws the pane, where it is on the screen.
pub fn draw(buffer: &mut Buffer, state: &State, theme: Theme) {
    let Some(pane) = state.regions.detail else { return };
    if let Some(panes) = &state.regions.field {
        return field::draw(buffer, state, theme, panes);
    }
    let focused = state.pane == Pane::Fields && !state.is_covered();
    let (style, lines) = theme.border(focused);
    let case = state.open_case().map(|(_, case)| case);
    let title = match (case, state.open_problem()) {
        (Some(case), _) if state.is_bookmarked() => format!("{BOOKMARK} {}", case.short_name()),
        (Some(case), _) => case.short_name().to_owned(),
        (None, Some(_)) => state.lang.text("browser.problem").to_owned(),
        (None, None) => String::new(),
    };
    let place = place(state);
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

/// Which section is open, of how many.
pub fn place(state: &State) -> String {
    let sections = state.open_case().map_or(0, |(_, case)| case.sections.len());
    if sections == 0 { String::new() } else { format!("{}/{sections}", state.detail.section + 1) }
}

/// The file and the line of the field under the cursor.
pub fn source(state: &State) -> String {
    let (Some((_, case)), Some(line)) = (state.open_case(), state.open_line()) else { return String::new() };
    format!("{}:{line}", shown(&case.source.path))
}
