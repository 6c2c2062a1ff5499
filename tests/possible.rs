//! What is impossible says why, whoever asks: the key, the palette, the footer.

#![expect(clippy::unwrap_used, reason = "helpers of tests may stop a test")]

#[allow(dead_code, reason = "others use the rest of it")]
mod driver;

use std::path::PathBuf;

use driver::Browser;
use jirei::config::{Command, Keymap};
use jirei::lang::Lang;
use jirei::model::Catalog;
use jirei::source;
use jirei::tui::input::Input;
use jirei::tui::message::Message;
use jirei::tui::state::hints::hints;
use jirei::tui::state::palette::without_brackets;
use jirei::tui::state::possible::possible;
use jirei::tui::state::{Mode, State};
use jirei::tui::theme::Theme;

/// What is read, and the keys that lead to a state.
type Place = (fn() -> Catalog, &'static str);

fn nothing() -> Catalog {
    Catalog::default()
}

fn both() -> Catalog {
    source::load(&[])
}

fn unreadable() -> Catalog {
    source::load(&[PathBuf::from("no/such/page.txt")])
}

const PLACES: [Place; 27] = [
    (nothing, ""),
    (nothing, "<tab>"),
    (nothing, "?"),
    (nothing, "/"),
    (unreadable, ""),
    (unreadable, "<enter>"),
    (both, ""),
    (both, "G <right>"),
    (both, "v"),
    (both, "<enter>"),
    (both, "<enter> s G <enter>"),
    (both, "<enter> j j j j"),
    (both, "<enter> 6 z a"),
    (both, "<enter> <enter>"),
    (both, "<enter> 3 j j j <enter>"),
    (both, "<enter> 5 j j j j j j j j j j j <enter>"),
    (both, "/ ぬぬぬ"),
    (both, "/ ぬぬぬ <enter>"),
    (both, "/ もがみ <enter>"),
    (both, "/ もがみ <enter> <tab>"),
    (both, "/ 医療 <enter>"),
    (both, "/ 県 <tab>"),
    (both, "f"),
    (both, "?"),
    (both, "Y"),
    (both, "!"),
    (both, ":"),
];

const SIZES: [(u16, u16); 3] = [(120, 36), (80, 24), (50, 15)];

fn open(place: Place, size: (u16, u16), lang: Lang) -> Browser {
    let state = State::new((place.0)(), lang, Keymap::built_in());
    let mut browser = Browser::with(size, state, Theme::new(true));
    browser.press(place.1);
    browser
}

fn why_not(browser: &Browser, command: Command) -> Option<Message> {
    possible(&browser.0.state, &browser.0.scene, command).err()
}

/// Everything that a command could change, in letters.
fn everything(browser: &Browser) -> String {
    let State { mode, pane, list, detail, search, panes, look, mouse_owner, files, keeping, .. } =
        &browser.0.state;
    let text = (search.text(), search.caret(), search.searches);
    format!(
        "{:?}",
        (mode, pane, list, detail, text, panes, look, mouse_owner, files, keeping, &browser.0.outside.0)
    )
}

#[test]
fn the_key_of_what_is_impossible_says_why_and_does_nothing() {
    let mut refused = Vec::new();
    for place in PLACES {
        for size in SIZES {
            let state = open(place, size, Lang::Ja);
            let impossible = Command::ALL.iter().filter_map(|command| {
                let context = state.0.state.context();
                let keys = state.0.state.keymap.chords(context, *command).next()?;
                Some((*command, keys.chords().to_vec(), why_not(&state, *command)?))
            });
            for (command, keys, why) in impossible {
                let mut browser = open(place, size, Lang::Ja);
                let before = everything(&browser);
                browser.0.feed(keys.into_iter().map(Input::Key)).unwrap();
                assert_eq!(browser.0.state.messages.current(), Some(&why), "{command} after {:?}", place.1);
                assert_eq!(everything(&browser), before, "{command} after {:?}", place.1);
                refused.push(command);
            }
        }
    }
    refused.sort_unstable();
    refused.dedup();
    assert!(refused.len() > 30, "{refused:?}");
}

#[test]
fn the_palette_shows_the_same_reason() {
    for place in PLACES {
        for lang in [Lang::Ja, Lang::En] {
            let mut browser = open(place, (120, 36), lang);
            let whys: Vec<_> =
                Command::ALL.iter().map(|command| (*command, why_not(&browser, *command))).collect();
            if !matches!(browser.0.state.mode, Mode::Browse) {
                continue;
            }
            browser.press(":");
            let Mode::Palette(palette) = &browser.0.state.mode else { unreachable!("the palette is open") };
            for entry in palette.matches().filter_map(|(_, entry)| entry) {
                let (_, why) = whys.iter().find(|(command, _)| *command == entry.command).unwrap();
                let why = why.as_ref().map(|why| without_brackets(&why.text));
                assert_eq!(entry.idle.as_deref(), why, "{} after {:?}", entry.command, place.1);
            }
        }
    }
}

#[test]
fn no_hint_is_for_what_is_impossible() {
    for place in PLACES {
        for size in SIZES {
            let browser = open(place, size, Lang::Ja);
            let state = &browser.0.state;
            for hint in hints(state, &browser.0.scene) {
                let arrows = hint.keys.chars().all(|key| "↑↓←→".contains(key));
                let keys: Vec<String> = if arrows {
                    hint.keys.chars().map(String::from).collect()
                } else {
                    hint.keys.split(' ').map(str::to_owned).collect()
                };
                let has_key =
                    |command: &&Command| keys.contains(&state.keymap.first_key(state.context(), **command));
                let mut commands = Command::ALL.iter().filter(has_key);
                let can = commands.any(|command| why_not(&browser, *command).is_none());
                assert!(can, "{hint:?} after {:?} at {size:?}", place.1);
            }
        }
    }
}
