//! The filter of popups: the real loop on a test screen.

#![expect(clippy::unwrap_used, reason = "helpers of tests may stop a test")]

#[allow(dead_code, reason = "others use the rest of it")]
mod driver;
#[allow(dead_code, reason = "others use the rest of it")]
mod screen;

use driver::Browser;
use jirei::config::{Context, Keymap};
use jirei::lang::Lang;
use jirei::source;
use jirei::tui::state::popup::{Popup, PopupKind};
use jirei::tui::state::{Mode, State};
use jirei::tui::theme::Theme;
use screen::{is_said, line, says};

fn in_lang(size: (u16, u16), lang: Lang) -> Browser {
    Browser::with(size, State::new(source::load(&[]), lang, Keymap::built_in()), Theme::new(true))
}

fn popup(browser: &Browser) -> &Popup {
    let Mode::Popup(popup) = &browser.0.state.mode else { unreachable!("no popup in\n{}", browser.screen()) };
    popup
}

/// What is typed, how many items match, how many there are.
fn filtered(browser: &Browser) -> (&str, usize, usize) {
    let content = &browser.0.scene.popup;
    (popup(browser).typed(), content.matching, content.all)
}

/// Whether a popup is open, and its filter.
fn is_open(browser: &Browser) -> (bool, bool) {
    let open = matches!(browser.0.state.mode, Mode::Popup(_));
    (open, open && popup(browser).filter.is_some())
}

fn section(browser: &Browser) -> Option<usize> {
    browser.0.state.open_section().and_then(jirei::model::Section::number)
}

/// The popups that are lists, by the keys that open them.
const LISTS: [(&str, PopupKind); 7] = [
    ("s", PopupKind::Sections),
    ("K", PopupKind::Glossary { all: true }),
    ("?", PopupKind::Help),
    ("m", PopupKind::SiteMenu),
    ("T", PopupKind::Themes),
    ("M", PopupKind::Messages),
    ("!", PopupKind::Diagnostics),
];

/// A browser whose case has diagnostics and which has said something.
fn with_all_lists(size: (u16, u16), lang: Lang) -> Browser {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("damaged.txt");
    let seed = include_str!("../seeds/mogaminet.txt");
    std::fs::write(&path, seed.replacen("医科診療所", "医科診寮所", 1)).unwrap();
    let state = State::new(source::load(&[path]), lang, Keymap::built_in());
    let mut browser = Browser::with(size, state, Theme::new(true));
    browser.press("S <enter>");
    browser
}

#[test]
fn a_filtered_section_list_wide_and_narrow() {
    for (width, height) in [(120, 36), (50, 15)] {
        let mut browser = Browser::open((width, height));
        browser.press("s 同意");
        insta::assert_snapshot!(format!("sections_filtered_{width}x{height}"), browser.screen());
    }
}

#[test]
fn digits_find_a_section_by_its_number_in_half_width_and_full() {
    for (typed, number, matching) in [
        ("3", 3, 1),
        ("1 2", 12, 1),
        ("１ ６", 16, 1),
        ("1", 1, 8),
        ("0", 10, 1),
        ("/ 9", 9, 1),
        ("４", 4, 1),
    ] {
        let mut browser = Browser::open((80, 24));
        browser.press(&format!("s {typed}"));
        assert_eq!(filtered(&browser).1, matching, "{typed}: {}", browser.screen());
        browser.press("<enter>");
        assert_eq!((section(&browser), is_open(&browser)), (Some(number), (false, false)), "{typed}");
    }
    let mut browser = Browser::open((80, 24));
    browser.press("s 1 4 3");
    says(&browser, "popup.no_match");
    browser.press("<backspace> <enter>");
    assert_eq!(section(&browser), Some(14));
}

#[test]
fn a_section_is_found_by_its_title_its_sound_and_in_english() {
    for lang in [Lang::Ja, Lang::En] {
        for typed in ["通信ネットワーク", "/ tuusin", "/ ｎｅｔｗｏｒｋ", "つうしん", "/ ntwrk"]
        {
            let mut browser = in_lang((80, 24), lang);
            browser.press(&format!("s {typed} <enter>"));
            assert_eq!(section(&browser), Some(10), "{typed}");
        }
    }
}

#[test]
fn every_list_has_the_same_filter() {
    for lang in [Lang::Ja, Lang::En] {
        for size in [(120, 36), (50, 15), (30, 8)] {
            for (keys, kind) in LISTS {
                let mut browser = with_all_lists(size, lang);
                browser.press(keys);
                if !is_open(&browser).0 {
                    // The field on the screen has no terms.
                    browser.press(keys);
                }
                assert_eq!(popup(&browser).kind, kind);
                let all = filtered(&browser).2;
                assert!(all > 0, "{kind:?}");
                browser.press("/");
                assert_eq!(browser.0.state.context(), Context::Palette);
                assert_eq!(filtered(&browser), ("", all, all));
                assert!(browser.screen().contains(&format!(" {all}/{all} ")), "{}", browser.screen());
                browser.press("q q j ｊ");
                assert_eq!(filtered(&browser), ("qqjｊ", 0, all), "letters type: {kind:?}");
                assert!(browser.screen().contains(&format!(" 0/{all} ")));
                // Where there is room for it in one line.
                if browser.0.scene.regions.popup.unwrap().text.width > 40 {
                    says(&browser, "popup.no_match");
                }
                browser.press("<enter> <down> <pagedown> <up>");
                assert_eq!(filtered(&browser).1, 0, "nothing to choose");
                browser.press("<backspace> <backspace> <backspace> <backspace>");
                assert_eq!(filtered(&browser), ("", all, all));
                browser.press("<backspace>");
                assert_eq!(is_open(&browser), (true, false));
                browser.press("/ x <esc>");
                assert_eq!(is_open(&browser), (true, false), "Esc clears the filter first");
                assert_eq!(filtered(&browser).1, all);
                browser.press("<esc>");
                assert_eq!(is_open(&browser), (false, false));
            }
        }
    }
}

#[test]
fn japanese_letters_filter_at_once_and_other_keys_stay_keys() {
    for letters in ["同", "どう", "ドウ", "ﾄﾞｳ"] {
        let mut browser = Browser::open((80, 24));
        browser.press(&format!("s {letters}"));
        let (typed, matching, all) = filtered(&browser);
        assert_eq!(typed, letters);
        assert!(0 < matching && matching < all, "{}", browser.screen());
    }
    let mut browser = Browser::open((80, 24));
    browser.press("s j j k G g ｊ");
    assert_eq!((is_open(&browser), popup(&browser).list.selected), ((true, false), 1));
    browser.press("q");
    assert_eq!(is_open(&browser), (false, false));
    browser.press("<enter> Y 1");
    assert_eq!(is_open(&browser), (false, false), "a digit copies there");
}

#[test]
fn moving_and_choosing_work_on_what_is_left() {
    let mut browser = Browser::open((80, 24));
    browser.press("s /");
    assert_eq!(popup(&browser).list.selected, 0);
    browser.press("同意");
    let left: Vec<usize> = browser.0.scene.popup.choices.clone();
    assert!(left.len() > 1, "{}", browser.screen());
    browser.press("<up> <up> <down>");
    assert_eq!(popup(&browser).choice, Some(left[1]));
    browser.press("<esc>");
    assert_eq!(popup(&browser).list.selected, left[1], "what was selected stays so");
    browser.press("同意 <down> <enter>");
    assert_eq!(browser.0.state.detail.section, left[1]);
}

#[test]
fn the_best_match_is_selected_and_a_heading_stays_above_what_matches() {
    let mut browser = Browser::open((80, 24));
    browser.press("? / しおり");
    let (_, matching, all) = filtered(&browser);
    let lines = &browser.0.scene.popup.lines;
    assert!(matching < all && lines.len() > matching, "{}", browser.screen());
    assert_eq!(lines[0].spans[0].text, browser.0.state.lang.text("help.case"));
    browser.press("<esc> <esc> K K / nanbyou");
    assert!(filtered(&browser).1 < 5, "{}", browser.screen());
    browser.press("<esc> <esc> T / light");
    assert_eq!(filtered(&browser).1, 1, "{}", browser.screen());
    browser.press("<enter>");
    assert_eq!(browser.0.state.look.choice, jirei::config::ThemeChoice::Light);
}

#[test]
fn the_letters_that_match_are_lit_also_across_two_lines() {
    let mut browser = Browser::open((50, 24));
    browser.press("K / 医療情報");
    let lines = &browser.0.scene.popup.lines;
    let lit: usize = lines.iter().flat_map(|line| &line.spans).map(|span| span.lit.len()).sum();
    assert!(lit >= filtered(&browser).1, "{}", browser.screen());
    for span in lines.iter().flat_map(|line| &line.spans) {
        for range in &span.lit {
            assert!("医療情報".contains(&span.text[range.clone()]), "{}", span.text);
        }
    }
}

#[test]
fn the_popup_stays_as_high_whatever_is_typed() {
    let mut browser = Browser::open((80, 30));
    browser.press("s /");
    let before = browser.0.scene.regions.popup.unwrap();
    browser.press("同意");
    assert_eq!(browser.0.scene.regions.popup.unwrap(), before);
    assert!(line(&browser, usize::from(before.text.y)).contains("同意"));
    assert!(!is_said(&browser, "popup.filter"), "the hint goes with the first letter");
}
