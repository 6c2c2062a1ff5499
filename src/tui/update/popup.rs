//! The popups: moving in them, choosing from them, closing them.

use crate::config::{Command, ThemeChoice};
use crate::tui::effect::Effect;
use crate::tui::layout::Pane;
use crate::tui::message::{Message, Tone};
use crate::tui::scene::Scene;
use crate::tui::state::popup::{Popup, PopupKind};
use crate::tui::state::{Mode, State, diagnostics, terms, themes};

use super::moving::{go_to, moved_lines, open_section};
use super::{copying, leaving, search, site, visits};

/// A command while a popup is open.
pub fn command(state: &mut State, scene: &Scene, open: Popup, command: Command) -> Vec<Effect> {
    if let Some(effects) = copying::from_popup(state, open, command) {
        return effects;
    }
    if command == Command::Choose {
        return choose(state, scene, open);
    }
    if let Some(section) = command.section() {
        type_digit(state, (section + 1) % 10);
    } else if let Some(lines) = moved_lines(command, scene.regions.popup_height()) {
        step(state, scene, lines);
    } else if command == Command::Close {
        leaving::leave_popup(state);
    } else if let Some(wanted) = opened_by(state, scene, command) {
        // The key that opened a popup closes it; that of another one changes over.
        turn(state, open, wanted);
    }
    Vec::new()
}

/// Opens the popup of a command.
pub fn open(state: &mut State, scene: &Scene, command: Command) {
    if let Some(popup) = opened_by(state, scene, command)
        && (popup.kind != PopupKind::Glossary { all: true } || is_asked_again(state, scene))
    {
        state.mode = Mode::Popup(popup);
    }
}

/// True where the whole glossary is wanted: no field is on the screen, or the one that is has no term and
/// that was said the last time. Says it else.
fn is_asked_again(state: &mut State, scene: &Scene) -> bool {
    let field = state.open_field().filter(|_| scene.regions.detail.is_some());
    let here = field.and(state.detail.entry).map(|entry| (entry, state.detail.place()));
    if here.is_none() || state.detail.without_terms.take() == here {
        return true;
    }
    state.detail.without_terms = here;
    let key = state.keymap.first_key(state.context(), Command::ExplainTerm);
    let text = state.lang.fill("message.no_term", &[("key", &key)]);
    state.messages.say(Message { text, tone: Tone::Done });
    false
}

/// The popup that a command opens.
fn opened_by(state: &State, scene: &Scene, command: Command) -> Option<Popup> {
    let terms = PopupKind::Glossary { all: terms::of_open(state, &scene.regions).is_empty() };
    let popups = [
        (Command::Help, PopupKind::Help, 0),
        (Command::Messages, PopupKind::Messages, 0),
        (Command::SiteMenu, PopupKind::SiteMenu, 0),
        (Command::Themes, PopupKind::Themes, chosen_theme(state)),
        (Command::Sections, PopupKind::Sections { typed: 0 }, state.detail.section),
        (Command::CopyMenu, PopupKind::Copy, 0),
        (Command::Diagnostics, PopupKind::Diagnostics, 0),
        (Command::ExplainTerm, terms, 0),
    ];
    let popup = popups.into_iter().find(|(of, ..)| *of == command);
    popup.map(|(_, kind, selected)| Popup::new(kind, selected))
}

/// The place of the chosen theme.
fn chosen_theme(state: &State) -> usize {
    ThemeChoice::ALL.iter().position(|choice| *choice == state.look.choice).unwrap_or_default()
}

fn turn(state: &mut State, open: Popup, wanted: Popup) {
    let same = std::mem::discriminant(&open.kind) == std::mem::discriminant(&wanted.kind);
    if !same {
        // What the facets' help gives way to leads away from them.
        leaving::close_all(state);
        state.mode = Mode::Popup(wanted);
    } else if open.kind == (PopupKind::Glossary { all: false }) {
        // From the terms of a field on to all of them.
        state.mode = Mode::Popup(Popup::new(PopupKind::Glossary { all: true }, 0));
    } else {
        leaving::leave_popup(state);
    }
}

/// Moves in the popup.
pub fn step(state: &mut State, scene: &Scene, lines: isize) {
    let Mode::Popup(popup) = &mut state.mode else { return };
    if let PopupKind::Sections { typed } = &mut popup.kind {
        *typed = 0;
    }
    popup.list.step(lines, &scene.popup_lines[..], scene.regions.popup_height());
}

/// Selects the section whose number is typed: 1 and then 5 is 15 where the page has that, else 5.
fn type_digit(state: &mut State, digit: usize) {
    let numbers: Vec<Option<usize>> = state
        .open_case()
        .map(|(_, case)| case.sections.iter().map(crate::model::Section::number).collect())
        .unwrap_or_default();
    let Mode::Popup(Popup { kind: PopupKind::Sections { typed }, list }) = &mut state.mode else {
        return;
    };
    for wanted in [*typed * 10 + digit, digit] {
        if let Some(place) = numbers.iter().position(|number| *number == Some(wanted)) {
            list.selected = place;
            *typed = wanted;
            return;
        }
    }
    *typed = digit;
}

/// Takes the selected line and closes the popup.
pub fn choose(state: &mut State, scene: &Scene, open: Popup) -> Vec<Effect> {
    leaving::leave_popup(state);
    match open.kind {
        PopupKind::Sections { .. } => {
            visits::jump(state, |state| open_section(state, scene, open.list.selected))
        }
        PopupKind::Diagnostics => {
            visits::jump(state, |state| go_to_diagnostic(state, scene, open.list.selected))
        }
        PopupKind::SiteMenu => return site::go_to_part(state, scene, open.list.selected),
        PopupKind::Glossary { all } => {
            if let Some(entry) = terms::shown(state, &scene.regions, all).get(open.list.selected) {
                search::look_for(state, &entry.term);
            }
        }
        PopupKind::Themes => keep_theme(state, open.list.selected),
        PopupKind::Help | PopupKind::Messages | PopupKind::Copy => {}
    }
    Vec::new()
}

/// Keeps a theme until jirei is left, and says how to keep it for good.
fn keep_theme(state: &mut State, selected: usize) {
    let Some(choice) = ThemeChoice::ALL.get(selected) else { return };
    state.look.choice = *choice;
    let words = state.lang.text(themes::words(*choice));
    let text = state.lang.fill("message.theme", &[("theme", &words), ("name", &choice.name())]);
    state.messages.say(Message { text, tone: Tone::Done });
}

/// Opens the section and field that a diagnostic is about.
fn go_to_diagnostic(state: &mut State, scene: &Scene, selected: usize) {
    let target = state.open_case().and_then(|(_, case)| {
        case.diagnostics.get(selected).and_then(|found| diagnostics::target(case, found))
    });
    if let Some(place) = target {
        go_to(state, scene, place);
        state.pane = Pane::Fields;
    }
}
