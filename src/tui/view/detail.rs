//! The detail pane: its title, and what is inside.

use ratatui::buffer::Buffer;
use ratatui::style::Style;

use crate::analysis::history::day_label;
use crate::field_table::section_heading;
use crate::lang::Lang;
use crate::model::{Case, CaseSign, Field};
use crate::text::shown::{BOOKMARK, MARK};
use crate::text::width::{cells, ellipsize};
use crate::tui::layout::{DetailPane, Pane, SectionList};
use crate::tui::scene::Scene;
use crate::tui::state::State;
use crate::tui::theme::Theme;
use crate::tui::widget::{Pen, TitleLine};

use super::{case_header, field, fields, notice, rail, tab_bar};

/// Draws the detail, if it is on the screen.
pub fn draw(buffer: &mut Buffer, state: &State, scene: &Scene, theme: Theme) {
    let Some(pane) = scene.regions.detail else { return };
    let focused = state.pane == Pane::Fields && !state.is_covered();
    let (style, lines) = theme.border(focused);
    let case = state.open_case().map(|(_, case)| case);
    // What is left out stays in sight, the name gives way.
    let choices = if case.is_some() { page_day(state) + &blanks_note(state) } else { String::new() };
    let position = if pane.sections == SectionList::Pane { String::new() } else { rail::position(state) };
    let room = usize::from(pane.title.width).saturating_sub(9 + cells(&choices) + cells(&position));
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
    let is_hidden = |case: &&Case| case.nickname.is_some() && !shows_full_name(state, scene, case);
    let full_name = case.filter(is_hidden).map_or("", |case| case.name.as_str());
    // The page's own lines beside a field in full size say where they are.
    let is_told = scene.regions.field.as_ref().is_some_and(|panes| panes.rule.is_some());
    let source = if is_told { String::new() } else { source_position(state) };
    TitleLine {
        line: lines.horizontal_top,
        style,
        title: &title,
        title_style: if focused { theme.strong() } else { Style::new() },
        aside: full_name,
        source: &source,
        position: &position,
    }
    .draw(buffer, pane.title);
    if let Some(panes) = &scene.regions.field {
        field::draw(buffer, state, scene, theme, panes);
    } else if case.is_some() {
        case_header::draw(buffer, state, scene, theme, &pane);
        tab_bar::draw(buffer, &scene.regions.tab_bar, pane.tabs, theme);
        draw_section_title(buffer, state, scene, theme, &pane);
        fields::draw(buffer, state, scene, theme, &pane);
    } else {
        notice::draw(buffer, state, theme, pane.inner);
    }
    if scene.regions.field.is_none() || pane.sections == SectionList::Pane {
        rail::draw(buffer, state, scene, theme, &pane);
    }
}

/// True if the field with the full name is on the screen.
fn shows_full_name(state: &State, scene: &Scene, case: &Case) -> bool {
    let is_name = |field: &Field| field.id == Some("system_name") && field.text == case.name;
    let places = case.sections.iter().enumerate();
    let mut places = places.filter_map(|(at, section)| Some((at, section.fields.iter().position(is_name)?)));
    let Some(place) = places.next().filter(|_| scene.regions.field.is_none()) else { return false };
    let (top, height) = (state.detail.top, scene.regions.table_height());
    (top..top + height).contains(&scene.detail.table.of(place).start)
        && !scene.detail.table.of(place).is_empty()
}

/// Draws the rule above the table, with the whole title of the open section unless its heading is on the screen.
fn draw_section_title(buffer: &mut Buffer, state: &State, scene: &Scene, theme: Theme, pane: &DetailPane) {
    tab_bar::draw_rule(buffer, pane.rule, theme);
    let Some(section) = state.open_section() else { return };
    let heading = scene.detail.table.of((state.detail.section, 0)).start;
    let shows_heading = state.detail.whole && heading >= state.detail.top;
    if shows_heading {
        return;
    }
    let width = usize::from(pane.rule.width);
    let both = section_heading(section, width, state.lang);
    // Where the English title has no room beside the page's own, that stands alone.
    let lines = if both.len() > 1 { section_heading(section, width, Lang::Ja) } else { both };
    let mut pen = Pen::new(buffer, pane.rule, 0);
    for span in lines.first().into_iter().flatten() {
        pen.write(&span.text, theme.role(span.role));
    }
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

/// Returns that blanks are hidden; empty where they are not.
fn blanks_note(state: &State) -> String {
    if !state.detail.hides_blanks {
        return String::new();
    }
    format!(" · {}", state.lang.text("browser.no_blanks"))
}

/// Returns file and line of the field under the cursor.
fn source_position(state: &State) -> String {
    let (Some((_, case)), Some(line)) = (state.open_case(), state.open_line()) else { return String::new() };
    case.source.place(line)
}
