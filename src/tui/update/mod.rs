//! What an action does to the state, and what it asks of the world outside.

mod bookmarks;
mod comparison;
mod completion;
mod copying;
mod facets;
pub mod field;
mod hits;
mod leaving;
pub mod loading;
mod mouse;
mod moving;
mod palette;
mod panes;
mod popup;
pub mod search;
mod sheet;
mod sheet_groups;
mod sheet_likeness;
mod sheet_opening;
mod sheet_table;
mod sheet_views;
mod site;
mod typing;
mod visits;

use crate::config::{Command, Context};
use crate::tui::scene::Scene;

use super::action::Action;
use super::effect::{Effect, Ending};
use super::input::TerminalReply;
use super::layout::Pane;
use super::state::continuations;
use super::state::{Mode, State};
use moving::{neighbour_section, open_section, page, select, select_row, show_detail, step};
use visits::enter_detail;

/// Applies an action to the state; returns its effects.
pub fn update(state: &mut State, scene: &Scene, action: Action) -> Vec<Effect> {
    if action.is_by_user() {
        // A user who has gone elsewhere is not called back to where the last run ended.
        state.keeping.going_back = None;
        state.begun.clear();
        state.is_untouched = false;
        // What the detail shows while the user types is no visit.
        if !state.is_typing() {
            visits::update_location(state);
        }
        if !matches!(action, Action::Command(_)) {
            state.opened_by_digit = None;
        }
    }
    if action.dismisses_message() {
        state.messages.dismiss();
    }
    match action {
        Action::Begin(chords) => state.begun = chords,
        Action::Forget => {}
        Action::Stray(chords) => state.messages.say(continuations::stray_keys_message(chords, state.lang)),
        Action::Unbound(chord) => {
            state.has_named_help = true;
            state.messages.say(continuations::unbound_key_message(chord, &state.keymap, state.lang));
        }
        Action::Command(command) => return execute(state, scene, command),
        Action::Type(text) => match state.mode {
            Mode::Palette(_) => palette::type_text(state, &text),
            Mode::Popup(_) => popup::type_text(state, &text),
            Mode::Browse | Mode::Search | Mode::Complete(_) | Mode::Facets(_) => {
                search::type_text(state, &text);
            }
        },
        Action::LookFor(text) => search::begin_with(state, &text),
        Action::Edit(request) => match state.mode {
            Mode::Palette(_) => palette::edit(state, request),
            Mode::Popup(_) => popup::edit(state, request),
            Mode::Browse | Mode::Search | Mode::Complete(_) | Mode::Facets(_) => {
                search::edit(state, request);
            }
        },
        Action::Click(at) => return mouse::click(state, scene, at),
        Action::DoubleClick(at) => return mouse::double_click(state, scene, at),
        Action::Drag(at) => panes::drag(state, scene, at),
        Action::Release => state.pointer.grip = None,
        Action::Wheel { at, down } => mouse::wheel(state, scene, at, down),
        Action::Resize(size) => state.size = size,
        Action::Redraw => return vec![Effect::Redraw],
        Action::Say(message) => state.messages.say(message),
        Action::Learn(TerminalReply::Background(background)) => state.look.background = Some(background),
        Action::Learn(TerminalReply::AmbiguousWide) => {
            state.ambiguous_wide = true;
            return vec![Effect::DrawAnew];
        }
        Action::Take(report) => loading::take_report(state, scene, *report),
        Action::Raw(answer) => field::store_raw_lines(state, answer),
        Action::EndCopy(parcel, in_tmux) => return vec![Effect::EndCopy(parcel, in_tmux)],
        Action::ChooseEditor(editors) => popup::ask_for_editor(state, editors),
        Action::Edited(edited) => return field::after_editing(state, edited),
        Action::End(ending) => return vec![Effect::End(ending)],
    }
    Vec::new()
}

/// Runs a command in the current mode, or says why it does nothing now.
fn execute(state: &mut State, scene: &Scene, command: Command) -> Vec<Effect> {
    if state.refuses(scene, command) {
        return Vec::new();
    }
    if command == Command::Quit {
        return vec![Effect::End(Ending::Quit)];
    }
    if command == Command::Suspend {
        return vec![Effect::Suspend];
    }
    if command == Command::ReleaseMouse {
        return mouse::toggle_capture(state);
    }
    match &state.mode {
        Mode::Browse => return execute_in_panes(state, scene, command),
        Mode::Popup(_) => return popup::command(state, scene, command),
        Mode::Palette(_) => return palette::command(state, scene, command),
        Mode::Search if command == Command::QueryHelp => popup::open(state, scene, command),
        Mode::Search => search::command(state, scene, command),
        Mode::Complete(_) => {
            if completion::command(state, scene, command) {
                search::command(state, scene, Command::Accept);
            }
        }
        Mode::Facets(_) => facets::command(state, scene, command),
    }
    Vec::new()
}

/// Runs a command where no text is typed and nothing lies over the panes.
fn execute_in_panes(state: &mut State, scene: &Scene, command: Command) -> Vec<Effect> {
    let number = command.section().map(|section| section + 1);
    let first_digit = std::mem::replace(&mut state.opened_by_digit, number);
    if state.context() == Context::Sheet
        && let Some(effects) = sheet::command(state, scene, command)
    {
        return effects;
    }
    if let Some(number) = number {
        open_numbered(state, scene, number, first_digit);
        return Vec::new();
    }
    if state.context() == Context::Field && field::command(state, scene, command) {
        return Vec::new();
    }
    execute_in_list_or_detail(state, scene, command)
}

/// Runs a command of the list or the detail that neither a table nor a field in full size runs in its own way.
fn execute_in_list_or_detail(state: &mut State, scene: &Scene, command: Command) -> Vec<Effect> {
    match command {
        Command::OpenUrl => return site::open_url(state),
        Command::Copy => return copying::copy_field(state),
        Command::Bookmark => return bookmarks::toggle(state),
        Command::Bookmarks => bookmarks::toggle_list(state, scene),
        Command::EditSource => return field::edit(state),
        Command::Reload => return loading::reload(state),
        Command::Back if state.back_stops_reading() => return loading::stop(state),
        Command::Back if state.sheet.reads_case => sheet_opening::back_to_table(state),
        Command::Table | Command::Compare => sheet::open_view(state, scene, command),
        Command::Distribution | Command::Charts => sheet::open_view(state, scene, command),
        Command::Map | Command::History => sheet::open_view(state, scene, command),
        Command::Similar | Command::LikeProfile => sheet::open_view(state, scene, command),
        Command::Mark => return comparison::toggle_mark(state),
        Command::ClearMarks => return comparison::clear_marks(state),
        Command::Back => leave_search_or_detail(state, scene),
        Command::Up | Command::Down => move_cursor(state, scene, command),
        Command::PageUp | Command::PageDown => move_cursor(state, scene, command),
        Command::HalfUp | Command::HalfDown => move_cursor(state, scene, command),
        Command::Top | Command::Bottom => move_cursor(state, scene, command),
        Command::Read => enter_detail(state),
        Command::NextPane | Command::PreviousPane => change_pane(state),
        Command::PreviousSection => neighbour_section(state, scene, false),
        Command::NextSection => neighbour_section(state, scene, true),
        Command::PreviousCase | Command::NextCase => neighbour_case(state, scene, command),
        Command::Search => search::begin(state),
        Command::Facets => facets::open(state),
        Command::Palette => palette::open(state, scene),
        Command::PreviousHit | Command::NextHit => {
            visits::jump(state, |state| hits::go_to_hit(state, scene, command == Command::NextHit));
        }
        Command::VisitBack | Command::VisitForward => {
            visits::go_back_or_forward(state, scene, command == Command::VisitForward);
        }
        Command::OpenField => field::open(state),
        Command::WholePage | Command::HideBlanks => toggle_setting(state, scene, command),
        Command::Columns | Command::ColumnSets | Command::LikenessGroups => {
            popup::open(state, scene, command)
        }
        Command::Help | Command::QueryHelp | Command::Messages => popup::open(state, scene, command),
        Command::Sections | Command::Diagnostics => popup::open(state, scene, command),
        Command::CopyMenu | Command::ExplainTerm => popup::open(state, scene, command),
        Command::SiteMenu | Command::Themes | Command::Sort => popup::open(state, scene, command),
        Command::Wider | Command::Narrower => panes::resize(state, scene, command == Command::Wider),
        // Those of every mode, done before.
        Command::Quit | Command::Suspend | Command::ReleaseMouse => {}
        // Those of a table.
        Command::HideColumn | Command::MoveColumnLeft | Command::MoveColumnRight | Command::Unfold => {}
        Command::Fold | Command::HideSame | Command::Foot | Command::Relations | Command::Benchmarks => {}
        // Those of the search box, the facets, the popups and a field in full size.
        Command::Complete | Command::CompleteBack | Command::Accept | Command::Clear | Command::Filter => {}
        Command::Toggle | Command::PreviousFacet | Command::NextFacet | Command::PreviousField => {}
        Command::Choose | Command::Close | Command::WriteFile | Command::NextField => {}
        Command::Section1 | Command::Section2 | Command::Section3 | Command::Section4 => {}
        Command::Section5 | Command::Section6 | Command::Section7 | Command::Section8 => {}
        Command::Section9 | Command::Section10 | Command::Section11 | Command::Section12 => {}
        Command::Section13 | Command::Section14 | Command::Section15 | Command::Section16 => {}
    }
    Vec::new()
}

/// Focuses the other pane.
fn change_pane(state: &mut State) {
    match state.pane {
        Pane::List => enter_detail(state),
        Pane::Fields => state.pane = Pane::List,
    }
}

/// Moves the cursor of the focused pane by a line, a page or to an end.
fn move_cursor(state: &mut State, scene: &Scene, command: Command) {
    let pages = [
        (Command::PageUp, -1, 1),
        (Command::PageDown, 1, 1),
        (Command::HalfUp, -1, 2),
        (Command::HalfDown, 1, 2),
    ];
    if let Some((_, direction, part)) = pages.into_iter().find(|(of, ..)| *of == command) {
        page(state, scene, direction, part);
    } else if command == Command::Up || command == Command::Down {
        step(state, scene, if command == Command::Down { 1 } else { -1 });
    } else {
        move_to_end(state, scene, command == Command::Bottom);
    }
}

/// Moves the cursor of the focused pane to the first or last row.
fn move_to_end(state: &mut State, scene: &Scene, last: bool) {
    match state.pane {
        Pane::List => select_row(state, scene, if last { usize::MAX } else { 0 }),
        // That is far away, on the whole page in another section.
        Pane::Fields => visits::jump(state, |state| scroll_to_end(state, scene, last)),
    }
}

/// Scrolls the table to its beginning or end, with the cursor on the first or last field.
fn scroll_to_end(state: &mut State, scene: &Scene, last: bool) {
    let table = &scene.detail.table;
    state.detail.top = if last { table.lines.len() } else { 0 };
    if let Some(place) = table.end_place(last) {
        select(state, place);
    }
}

/// Ends the search, else focuses the list.
fn leave_search_or_detail(state: &mut State, scene: &Scene) {
    if state.search.hits().is_some() {
        leaving::leave_search(state, scene);
    } else {
        state.pane = Pane::List;
        state.detail.open_page(None);
        let visible = scene.regions.list_rows();
        state.list.reveal(visible);
    }
}

/// Opens the section with this number in the form, if the case has it; the section of the first digit is then no
/// visit.
fn open_numbered(state: &mut State, scene: &Scene, number: usize, first_digit: Option<usize>) {
    let Some(place) = state.open_case().and_then(|(_, case)| case.section_numbered(number)) else { return };
    if first_digit == Some(number / 10) {
        open_section(state, scene, place);
    } else {
        visits::jump(state, |state| open_section(state, scene, place));
    }
}

/// Switches a setting of the detail (whole page, hidden blanks) and shows the detail.
fn toggle_setting(state: &mut State, scene: &Scene, command: Command) {
    let detail = &mut state.detail;
    if command == Command::WholePage {
        detail.chosen_whole = Some(!detail.whole);
    } else {
        detail.hides_blanks = !detail.hides_blanks;
    }
    show_detail(state, scene);
}

/// Selects the next or previous case of the list.
fn neighbour_case(state: &mut State, scene: &Scene, command: Command) {
    if let Some(place) = state.list.neighbour(command == Command::NextCase) {
        select_row(state, scene, place);
    }
}
