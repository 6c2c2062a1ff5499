//! Clicks and the wheel, by what the pointer is on, and whose the mouse is.

use ratatui::layout::Position;

use crate::config::Command;
use crate::tui::effect::Effect;
use crate::tui::layout::{Bar, Pane, Shape, Target};
use crate::tui::message::Message;
use crate::tui::scene::Scene;
use crate::tui::state::hints::fitting_hints;
use crate::tui::state::pointer::{Pointer, Pressed};
use crate::tui::state::{Mode, MouseOwner, State};

use super::moving::{neighbour_section, open_section, scroll_table, select, select_row};
use super::visits::enter_detail;
use super::{completion, facets, field, leaving, palette, panes, popup, search, sheet, sheet_table, visits};

/// Lines that the wheel moves.
const WHEEL: isize = 3;

/// Releases the mouse, so that the terminal selects text with it, or captures it again.
pub fn toggle_capture(state: &mut State) -> Vec<Effect> {
    let (owner, said) = match state.mouse_owner {
        MouseOwner::Ours => (MouseOwner::LetGo, "message.mouse_let_go"),
        MouseOwner::LetGo | MouseOwner::Theirs => (MouseOwner::Ours, "message.mouse_taken"),
    };
    state.mouse_owner = owner;
    let key = state.keymap.first_key(state.context(), Command::ReleaseMouse);
    let text = state.lang.fill(said, &[("key", &key)]);
    state.messages.say(Message::done(text));
    vec![Effect::CaptureMouse(owner == MouseOwner::Ours)]
}

/// Handles a click on what is at a position.
pub fn click(state: &mut State, scene: &Scene, at: Position) -> Vec<Effect> {
    let target = scene.regions.target(at);
    state.pointer = Pointer { grip: None, pressed: pressed_on(target) };
    match target {
        Target::PopupLine(line) => return click_popup(state, scene, line),
        Target::Bar(bar) => panes::grab_bar(state, scene, bar, at),
        Target::Divider => panes::grab_divider(state, scene, at),
        Target::Completion(line) => {
            if let Mode::Complete(completing) = &state.mode {
                completion::choose_option(state, completing.top() + line);
            }
        }
        Target::FacetName(line) => {
            if let Mode::Facets(panel) = &state.mode {
                facets::open_facet(state, panel.names.top + line);
            }
        }
        Target::FacetOption(line) => click_facet_option(state, line),
        Target::PopupBorder => {}
        Target::Header => {
            close_overlays(state);
            search::begin(state);
        }
        Target::ListRow(row) => click_row(state, scene, row),
        Target::List | Target::Sheet => focus_pane(state, scene, Pane::List),
        Target::SheetCell { row, x } => click_cell(state, scene, row, x),
        Target::Tab(tab) if scene.regions.sheet.is_some() => sheet::click_tab(state, scene, tab),
        Target::MoreTabs { right } if scene.regions.sheet.is_some() => {
            sheet::turn_tabs(state, scene, right);
        }
        Target::Tab(section) => {
            focus_pane(state, scene, Pane::Fields);
            visits::jump(state, |state| open_section(state, scene, section));
        }
        Target::TableLine(line) => {
            focus_pane(state, scene, Pane::Fields);
            if let Some(place) = scene.detail.table.place_at_line(state.detail.top + line) {
                select(state, place);
            }
        }
        Target::MoreTabs { right } => {
            focus_pane(state, scene, Pane::Fields);
            neighbour_section(state, scene, right);
        }
        Target::Detail if scene.regions.sheet.is_some() => {
            focus_pane(state, scene, Pane::List);
            sheet_table::read_case(state, scene);
        }
        Target::TabBar | Target::Detail | Target::FieldPage => focus_pane(state, scene, Pane::Fields),
        Target::Footer(cell) => return click_hint(state, scene, cell),
        Target::Outside => close_overlays(state),
    }
    Vec::new()
}

/// Runs the command of the hint at a cell of the footer, as its key would.
fn click_hint(state: &mut State, scene: &Scene, cell: u16) -> Vec<Effect> {
    let hints = fitting_hints(state, scene, usize::from(scene.regions.footer.width));
    let clicked = hints.iter().find_map(|hint| hint.command_at(usize::from(cell)));
    // A slip of the mouse does not end the program.
    let clicked = clicked.filter(|command| *command != Command::Quit);
    if clicked.is_none() {
        close_overlays(state);
    }
    clicked.map(Effect::Command).into_iter().collect()
}

/// Handles a second click, on what the first one pressed, whatever is at the position now.
pub fn double_click(state: &mut State, scene: &Scene, at: Position) -> Vec<Effect> {
    match state.pointer.pressed {
        Pressed::Row if scene.regions.sheet.is_some() => {
            if !state.refuses(scene, Command::Read) {
                sheet::command(state, scene, Command::Read);
            }
        }
        Pressed::Row => enter_detail_if_possible(state, scene),
        Pressed::Field => open_pressed_field(state, scene),
        // The first click has chosen; the second is not for what was below.
        Pressed::Popup if !state.is_covered() => {}
        Pressed::Popup | Pressed::Other => return click(state, scene, at),
    }
    Vec::new()
}

/// Opens the field under the cursor, where the first click put it, in full size.
fn open_pressed_field(state: &mut State, scene: &Scene) {
    enter_detail_if_possible(state, scene);
    if !state.refuses(scene, Command::OpenField) {
        field::open(state);
    }
}

/// Returns what a second click on this target would mean.
fn pressed_on(target: Target) -> Pressed {
    match target {
        Target::ListRow(_) | Target::SheetCell { row: Some(_), .. } => Pressed::Row,
        Target::TableLine(_) => Pressed::Field,
        Target::PopupLine(_) | Target::Completion(_) => Pressed::Popup,
        Target::FacetName(_)
        | Target::FacetOption(_)
        | Target::PopupBorder
        | Target::Bar(_)
        | Target::Divider
        | Target::Header
        | Target::List
        | Target::Sheet
        | Target::SheetCell { row: None, .. }
        | Target::Tab(_)
        | Target::MoreTabs { .. }
        | Target::TabBar
        | Target::FieldPage
        | Target::Detail
        | Target::Footer(_)
        | Target::Outside => Pressed::Other,
    }
}

/// Puts the cursor on the clicked cell; a head under the cursor already sorts by its column.
fn click_cell(state: &mut State, scene: &Scene, row: Option<usize>, x: u16) {
    focus_pane(state, scene, Pane::List);
    let again = scene.sheet.column_at(x) == Some(state.sheet.cursor);
    sheet::select_cell(state, scene, row, x);
    if row.is_none() && again {
        sheet_table::sort(state);
    }
}

/// Selects the clicked option and adds or removes it.
fn click_facet_option(state: &mut State, line: usize) {
    let Mode::Facets(panel) = &mut state.mode else { return };
    let place = panel.top() + line;
    if place < panel.options.len() {
        panel.select(place);
        facets::toggle(state);
    }
}

/// Closes the popup or palette, and the facets.
fn close_overlays(state: &mut State) {
    if matches!(state.mode, Mode::Popup(_) | Mode::Palette(_)) {
        leaving::leave_popup(state);
    }
    leaving::close_facets(state);
}

/// Leaves the search box, keeps the search, and focuses a pane.
fn focus_pane(state: &mut State, scene: &Scene, pane: Pane) {
    if state.is_typing() {
        state.search.add_to_history();
    }
    state.mode = Mode::Browse;
    match pane {
        Pane::List => state.pane = Pane::List,
        Pane::Fields => enter_detail_if_possible(state, scene),
    }
}

/// Focuses the detail, or says why it is impossible.
fn enter_detail_if_possible(state: &mut State, scene: &Scene) {
    if !state.refuses(scene, Command::Read) {
        enter_detail(state);
    }
}

/// Selects the clicked row; if it is selected and only one pane is on the screen, opens it.
fn click_row(state: &mut State, scene: &Scene, row: usize) {
    let place = state.list.top() + row;
    if place >= state.list.rows().len() {
        return focus_pane(state, scene, Pane::List);
    }
    let again = place == state.list.selected() && scene.regions.shape == Shape::Single;
    focus_pane(state, scene, if again { Pane::Fields } else { Pane::List });
    if place != state.list.selected() {
        select_row(state, scene, place);
    }
}

/// Chooses the clicked line of a popup or the palette.
fn click_popup(state: &mut State, scene: &Scene, line: usize) -> Vec<Effect> {
    match &mut state.mode {
        Mode::Palette(palette) => {
            let place = palette.top() + line;
            palette::choose(state, place)
        }
        Mode::Popup(popup) => {
            let line = scene.popup.lines.get(popup.list.top + line);
            let Some(item) = line.and_then(|line| line.choice) else { return Vec::new() };
            popup.list.selected = item;
            popup.choice = scene.popup.choices.get(item).copied();
            popup::command(state, scene, Command::Choose)
        }
        Mode::Browse | Mode::Search | Mode::Complete(_) | Mode::Facets(_) => Vec::new(),
    }
}

/// Scrolls what is under the pointer, whichever pane is focused.
pub fn wheel(state: &mut State, scene: &Scene, at: Position, down: bool) {
    let direction = if down { 1 } else { -1 };
    match scene.regions.target(at) {
        Target::Completion(_) => {
            completion::command(state, scene, if down { Command::Down } else { Command::Up });
        }
        Target::FacetName(_) | Target::FacetOption(_) => wheel_facets(state, scene, direction),
        Target::Bar(bar) => wheel_bar(state, scene, bar, direction),
        Target::PopupLine(_) | Target::PopupBorder => wheel_popup(state, scene, direction),
        Target::SheetCell { .. } | Target::Sheet if scene.sheet.own_count().is_some() => {
            wheel_bar(state, scene, Bar::Sheet, direction);
        }
        Target::ListRow(_) | Target::List | Target::SheetCell { .. } | Target::Sheet => {
            let visible = scene.regions.list_rows();
            state.list.scroll(direction, visible);
        }
        Target::Tab(_) | Target::TabBar | Target::MoreTabs { .. } if scene.regions.sheet.is_some() => {
            sheet::turn_tabs(state, scene, down);
        }
        Target::Tab(_) | Target::TabBar | Target::MoreTabs { .. } => wheel_sections(state, scene, down),
        Target::TableLine(_) | Target::Detail => scroll_table(state, scene, direction * WHEEL),
        Target::FieldPage => {
            field::scroll(state, scene, direction * WHEEL);
        }
        Target::Header | Target::Footer(_) | Target::Outside | Target::Divider => {}
    }
}

/// Opens the next or previous section.
fn wheel_sections(state: &mut State, scene: &Scene, down: bool) {
    let command = if down { Command::NextSection } else { Command::PreviousSection };
    if !state.refuses(scene, command) {
        neighbour_section(state, scene, down);
    }
}

/// Scrolls what a scrollbar belongs to.
fn wheel_bar(state: &mut State, scene: &Scene, bar: Bar, direction: isize) {
    match bar {
        Bar::List => {
            let visible = scene.regions.list_rows();
            state.list.scroll(direction, visible);
        }
        Bar::Sheet => {
            let lines = scene.sheet.own_lines().unwrap_or_default();
            state.sheet.rows.scroll(direction, lines, scene.regions.list_rows());
        }
        Bar::Table => scroll_table(state, scene, direction * WHEEL),
        Bar::Rail => wheel_sections(state, scene, direction > 0),
        Bar::FieldPage => {
            field::scroll(state, scene, direction * WHEEL);
        }
        Bar::Completion => {
            completion::command(state, scene, if direction > 0 { Command::Down } else { Command::Up });
        }
        Bar::FacetNames | Bar::FacetOptions => wheel_facets(state, scene, direction),
        Bar::Popup => wheel_popup(state, scene, direction),
    }
}

/// Moves the selection of the popup or palette.
fn wheel_popup(state: &mut State, scene: &Scene, direction: isize) {
    if let Mode::Palette(palette) = &mut state.mode {
        palette.step(direction * WHEEL, scene.regions.popup_height());
    }
    popup::step(state, scene, direction * WHEEL);
}

/// Moves the selection of the open facet.
fn wheel_facets(state: &mut State, scene: &Scene, direction: isize) {
    if let Mode::Facets(panel) = &mut state.mode {
        panel.step(direction * WHEEL, scene.regions.facet_rows());
    }
}
