//! The popups: moving in them, choosing from them, closing them.

use tui_input::InputRequest;

use crate::analysis::column_sets::column_sets;
use crate::config::{Command, ThemeChoice};
use crate::search::query::{ViewKind, without_view};
use crate::search::query_example::EXAMPLES;
use crate::tui::effect::Effect;
use crate::tui::layout::Pane;
use crate::tui::message::Message;
use crate::tui::scene::Scene;
use crate::tui::state::popup::{Popup, PopupKind};
use crate::tui::state::{Mode, State, column_choice, diagnostics, order_choice, terms, themes};

use super::moving::{go_to, moved_lines, open_section};
use super::typing::type_into;
use super::{
    copying, field, leaving, search, sheet, sheet_likeness, sheet_opening, sheet_table, site, visits,
};

/// No filter is longer.
const LONGEST: usize = 100;

/// Runs a command while a popup is open.
pub fn command(state: &mut State, scene: &Scene, command: Command) -> Vec<Effect> {
    let Mode::Popup(popup) = &mut state.mode else { return Vec::new() };
    let (kind, choice) = (popup.kind, popup.choice);
    if command == Command::Filter {
        popup.open_filter();
        return Vec::new();
    }
    // Esc again closes the popup; where the filter hides everything, nothing can be chosen.
    let hides_all = choice.is_none() && !popup.typed().is_empty();
    if (command == Command::Close && popup.close_filter()) || (command == Command::Choose && hides_all) {
        return Vec::new();
    }
    if let Some(effects) = copying::from_popup(state, scene, kind, choice, command) {
        return effects;
    }
    if kind == PopupKind::Columns && matches!(command, Command::Choose | Command::Toggle) {
        // More than one is chosen: the list stays.
        if let Some(column) = choice.and_then(|choice| column_choice::offered(state).into_iter().nth(choice))
        {
            sheet_table::toggle_column(state, &column);
        }
        return Vec::new();
    }
    if kind == PopupKind::LikenessGroups && matches!(command, Command::Choose | Command::Toggle) {
        sheet_likeness::toggle_likeness_group(state, choice);
        return Vec::new();
    }
    if command == Command::Choose {
        return choose(state, scene, kind, choice);
    }
    let command = if command == Command::Toggle { Command::PageDown } else { command };
    if let Some(section) = command.section() {
        type_text(state, &((section + 1) % 10).to_string());
    } else if let Some(lines) = moved_lines(command, scene.regions.popup_height()) {
        step(state, scene, lines);
    } else if command == Command::Close {
        leaving::leave_popup(state);
    } else if let Some(next) = popup_for(state, scene, command) {
        // The key that opened a popup closes it; that of another one changes over.
        close_or_switch(state, kind, next);
    }
    Vec::new()
}

/// Opens the popup of a command; the whole glossary only if it is asked for.
pub fn open(state: &mut State, scene: &Scene, command: Command) {
    if let Some(popup) = popup_for(state, scene, command)
        && (popup.kind != PopupKind::Glossary { all: true } || opens_whole_glossary(state, scene))
    {
        if popup.kind == PopupKind::Columns {
            state.sheet.checked_first = state.sheet_columns(&state.sheet_entries());
        }
        state.mode = Mode::Popup(popup);
    }
}

/// True if no field is on the screen or the key is pressed again on it; else shows a message that it has no
/// terms.
fn opens_whole_glossary(state: &mut State, scene: &Scene) -> bool {
    let field = state.open_field().filter(|_| scene.regions.detail.is_some());
    let here = field.and(state.detail.entry).map(|entry| (entry, state.detail.place()));
    if here.is_none() || state.detail.without_terms.take() == here {
        return true;
    }
    state.detail.without_terms = here;
    let key = state.keymap.first_key(state.context(), Command::ExplainTerm);
    let text = state.lang.fill("message.no_term", &[("key", &key)]);
    state.messages.say(Message::done(text));
    false
}

/// Returns the popup of a command; `None` if it opens none.
fn popup_for(state: &State, scene: &Scene, command: Command) -> Option<Popup> {
    let terms = PopupKind::Glossary { all: terms::of_open_field(state, &scene.regions).is_empty() };
    let popups = [
        (Command::Help, PopupKind::Help, 0),
        (Command::QueryHelp, PopupKind::Queries, 0),
        (Command::Messages, PopupKind::Messages, 0),
        (Command::SiteMenu, PopupKind::SiteMenu, 0),
        (Command::Themes, PopupKind::Themes, chosen_theme(state)),
        (Command::Sort, PopupKind::Orders, chosen_order(state)),
        (Command::Sections, PopupKind::Sections, state.detail.section),
        (Command::CopyMenu, PopupKind::Copy, 0),
        (Command::Columns, PopupKind::Columns, 0),
        (Command::ColumnSets, PopupKind::ColumnSets, 0),
        (Command::LikenessGroups, PopupKind::LikenessGroups, 0),
        (Command::Diagnostics, PopupKind::Diagnostics, 0),
        (Command::ExplainTerm, terms, 0),
    ];
    let popup = popups.into_iter().find(|(of, ..)| *of == command);
    popup.map(|(_, kind, selected)| Popup::new(kind, selected))
}

/// Returns the index of the list's order.
fn chosen_order(state: &State) -> usize {
    order_choice::offered().iter().position(|order| order == state.list.order()).unwrap_or_default()
}

/// Sorts the list by an order, which replaces that of the query.
fn sort_list(state: &mut State, choice: usize) {
    let Some(order) = order_choice::offered().into_iter().nth(choice) else { return };
    let words = order.label(state.search.hits().is_some(), state.lang);
    state.list.set_order(order);
    let text = without_view(state.search.text(), &[ViewKind::Sort]);
    sheet_opening::set_text(state, text);
    state.messages.say(Message::done(state.lang.fill("message.sorted", &[("order", &words)])));
}

/// Returns the index of the chosen theme.
fn chosen_theme(state: &State) -> usize {
    ThemeChoice::ALL.iter().position(|choice| *choice == state.look.choice).unwrap_or_default()
}

/// Closes the popup if its own key was pressed, else opens the next; after a field's terms, the whole
/// glossary.
fn close_or_switch(state: &mut State, open: PopupKind, next: Popup) {
    let same = std::mem::discriminant(&open) == std::mem::discriminant(&next.kind);
    if open == PopupKind::Queries && next.kind == PopupKind::Help {
        // The keys were before them.
        leaving::leave_popup(state);
    } else if !same {
        // What the facets' help gives way to leads away from them.
        leaving::close_all(state);
        state.mode = Mode::Popup(next);
    } else if open == (PopupKind::Glossary { all: false }) {
        // From the terms of a field on to all of them.
        state.mode = Mode::Popup(Popup::new(PopupKind::Glossary { all: true }, 0));
    } else if open == PopupKind::Help {
        // From the keys on to the forms of queries.
        state.mode = Mode::Popup(Popup::new(PopupKind::Queries, 0));
    } else {
        leaving::leave_popup(state);
    }
}

/// Asks which of these editors opens the file.
pub fn ask_for_editor(state: &mut State, editors: Vec<String>) {
    state.editors = editors;
    state.mode = Mode::Popup(Popup::new(PopupKind::Editors, 0));
}

/// Moves the selection of the popup by lines.
pub fn step(state: &mut State, scene: &Scene, lines: isize) {
    let Mode::Popup(popup) = &mut state.mode else { return };
    popup.list.step(lines, &scene.popup.lines[..], scene.regions.popup_height());
}

/// Types a text into the filter; opens it if it is not open.
pub fn type_text(state: &mut State, text: &str) {
    let Mode::Popup(popup) = &mut state.mode else { return };
    let filter = popup.open_filter();
    filter.is_new = true;
    type_into(&mut filter.input, text, LONGEST);
}

/// Edits the filter; Backspace in an empty one closes it.
pub fn edit(state: &mut State, request: InputRequest) {
    let Mode::Popup(popup) = &mut state.mode else { return };
    let filter = popup.open_filter();
    if filter.input.value().is_empty() && request == InputRequest::DeletePrevChar {
        popup.close_filter();
        return;
    }
    let before = filter.input.value().to_owned();
    filter.input.handle(request);
    filter.is_new |= filter.input.value() != before;
}

/// Closes the popup and does what its selected item is for.
fn choose(state: &mut State, scene: &Scene, kind: PopupKind, choice: Option<usize>) -> Vec<Effect> {
    leaving::leave_popup(state);
    let Some(choice) = choice else { return Vec::new() };
    match kind {
        PopupKind::Sections if scene.regions.sheet.is_some() => {
            sheet::open_section_of_case(state, scene, choice)
        }
        PopupKind::Sections => visits::jump(state, |state| open_section(state, scene, choice)),
        PopupKind::Diagnostics => visits::jump(state, |state| go_to_diagnostic(state, scene, choice)),
        PopupKind::SiteMenu => return site::go_to_part(state, scene, choice),
        PopupKind::Glossary { all } => {
            if let Some(entry) = terms::popup_terms(state, &scene.regions, all).get(choice) {
                search::search_for_words(state, &entry.term);
            }
        }
        PopupKind::Queries => {
            if let Some(example) = EXAMPLES.get(choice) {
                search::search_for_words(state, example.text(state.lang));
            }
        }
        PopupKind::ColumnSets => {
            if let Some(set) = column_sets().nth(choice) {
                sheet_table::show_columns(state, set.words.first().copied().unwrap_or_default());
            }
        }
        PopupKind::Editors => {
            state.editor = state.editors.get(choice).cloned();
            return field::edit(state);
        }
        PopupKind::Orders => sort_list(state, choice),
        PopupKind::Themes => choose_theme(state, choice),
        PopupKind::Columns | PopupKind::LikenessGroups => {}
        PopupKind::Help | PopupKind::Messages | PopupKind::Copy => {}
    }
    Vec::new()
}

/// Sets the theme for this run and the next, and says so.
fn choose_theme(state: &mut State, selected: usize) {
    let Some(choice) = ThemeChoice::ALL.get(selected) else { return };
    state.choose_theme(*choice);
    let words = state.lang.text(themes::label_id(*choice));
    let text = state.lang.fill("message.theme", &[("theme", &words)]);
    state.messages.say(Message::done(text));
}

/// Moves to the field of the diagnostic at an index of the open case's, if there is one.
fn go_to_diagnostic(state: &mut State, scene: &Scene, selected: usize) {
    let target = state.open_case().and_then(|(_, case)| {
        case.diagnostics.get(selected).and_then(|found| diagnostics::find_target(case, found))
    });
    if let Some(place) = target {
        go_to(state, scene, place);
        state.pane = Pane::Fields;
    }
}
