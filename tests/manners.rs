//! Sections by their names and numbers, a search box that gives back what was before it, and manners of the browser.

#![expect(clippy::unwrap_used, reason = "helpers of tests may stop a test")]

#[allow(dead_code, reason = "others use the rest of it")]
mod driver;
#[allow(dead_code, reason = "others use the rest of it")]
mod generator;
#[allow(dead_code, reason = "others use the rest of it")]
mod screen;

use driver::Browser;
use generator::catalog;
use jirei::config::{Chord, Key, Keymap};
use jirei::lang::Lang;
use jirei::search::sections_named;
use jirei::tui::input::Input;
use jirei::tui::layout::Pane;
use jirei::tui::state::State;
use jirei::tui::theme::Theme;
use screen::click;

/// The number of the open section in the form.
fn section(browser: &Browser) -> Option<usize> {
    browser.0.state.open_section()?.number()
}

fn open_id(browser: &Browser) -> String {
    browser.0.state.open_case().unwrap().1.id.clone()
}

#[test]
fn a_section_is_named_in_kanji_by_sound_in_english_and_by_number() {
    let browser = Browser::open((120, 36));
    let case = &browser.0.state.catalog.pages[0];
    let first =
        |text: &str| sections_named(text, case).first().and_then(|place| case.sections[*place].number());
    for text in ["予算", "yosan", "ｙｏｓａｎ", "budget", "よさん", "15", "予"] {
        assert_eq!(first(text), Some(15), "{text}");
    }
    assert_eq!(first("doui"), Some(4));
    assert_eq!((first("大阪"), first(" ")), (None, None));
}

#[test]
fn a_query_that_finds_nothing_offers_the_section_that_it_names_and_enter_opens_it() {
    for typed in ["予算", "yosan", "budget"] {
        let mut browser = Browser::open((120, 36));
        browser.press(&format!("j / <paste {typed}>"));
        assert!(browser.screen().contains("→ 15 予算"), "{typed}: {}", browser.screen());
        browser.press("<enter>");
        assert_eq!((section(&browser), open_id(&browser).as_str()), (Some(15), "tonet"), "{typed}");
        assert_eq!(browser.0.state.pane, Pane::Fields);
        assert!(browser.0.state.search.hits().is_none(), "{typed}");
        browser.press("H");
        assert_eq!(section(&browser), Some(1), "it is a jump");
    }
}

#[test]
fn two_digits_right_after_each_other_open_the_section_of_both() {
    let digit = |letter| Chord::plain(Key::Char(letter));
    let mut browser = Browser::open((120, 36));
    let mut press = |inputs: Vec<Input>| {
        browser.0.feed(inputs).unwrap();
        section(&browser)
    };
    assert_eq!(press(vec![Input::Key(digit('1')), Input::QuickDigit(digit('5'))]), Some(15));
    assert_eq!(press(vec![Input::QuickDigit(digit('3'))]), Some(3), "153 is no section");
    assert_eq!(press(vec![Input::Key(digit('1')), Input::Key(digit('5'))]), Some(5), "one by one");
    assert_eq!(press(vec![Input::Key(digit('1')), Input::QuickDigit(digit('9'))]), Some(9), "there is no 19");
    assert_eq!(press(vec![Input::Key(digit('１')), Input::QuickDigit(digit('０'))]), Some(10));
    browser.press("<esc> 2");
    browser.0.feed([Input::Key(digit('1')), Input::QuickDigit(digit('6'))]).unwrap();
    browser.press("H");
    assert_eq!(section(&browser), Some(2), "the section of the first digit is no visit");
}

#[test]
fn every_section_is_a_command_and_a_key() {
    let mut browser = Browser::open((120, 36));
    for number in 11..=16 {
        browser.press(&format!("<alt-{}>", number - 10));
        assert_eq!(section(&browser), Some(number));
    }
    browser.press(": <paste 費用負担> <enter>");
    assert_eq!(section(&browser), Some(16));
    browser.press("s <paste 予算> <enter>");
    assert_eq!(section(&browser), Some(15));
    browser.press("s 1 3 <enter>");
    assert_eq!(section(&browser), Some(13));
}

/// A browser of made-up cases, with one of them open at a section.
fn reading() -> Browser {
    let state = State::new(catalog::loaded(120), Lang::Ja, Keymap::built_in());
    let mut browser = Browser::with((120, 36), state, Theme::new(true));
    browser.press("<pagedown> j j <enter> 9 j");
    browser
}

#[test]
fn esc_in_the_box_brings_back_query_selection_and_place() {
    let mut browser = reading();
    let before = browser.screen();
    for typed in ["大阪", "システム", "順:-患者", "ない言葉"] {
        browser.press(&format!("/ <paste {typed}> <esc>"));
        assert_eq!(browser.screen(), before, "{typed}");
    }
    browser.press("<esc> / <paste システム> <down> <down> <enter>");
    let before = browser.screen();
    for keys in ["/ <esc>", "/ <paste ない言葉> <esc>", "/ <paste 県> <down> <down> <esc>"] {
        browser.press(keys);
        assert_eq!(browser.screen(), before, "{keys}");
    }
    browser.press("<esc>");
    assert!(browser.0.state.search.hits().is_none(), "a second Esc ends the search");
}

#[test]
fn the_old_query_is_selected_typing_replaces_it_and_a_space_goes_on() {
    let mut browser = Browser::open((120, 36));
    let mut text = |keys: &str| {
        browser.press(&format!("/ <paste もがみ> <enter> / {keys}"));
        let text = browser.0.state.search.text().to_owned();
        browser.press("<esc> <esc> <esc>");
        text
    };
    assert_eq!(text("と"), "と");
    assert_eq!(text("<paste とねっと>"), "とねっと");
    assert_eq!(text("<right> と"), "もがみと");
    assert_eq!(text("<end> と"), "もがみと");
    assert_eq!(text("<space> と"), "もがみ と");
    assert_eq!(text("<backspace>"), "");
    assert_eq!(text("<left> と"), "もがとみ");
    assert_eq!(text("<ctrl-w>"), "");
}

#[test]
fn typing_on_a_table_replaces_the_words_and_keeps_the_view() {
    let mut browser = Browser::open((120, 36));
    browser.press("/ <paste システム> <enter> t / <paste もがみ>");
    let text = browser.0.state.search.text().to_owned();
    assert!(text.starts_with("もがみ ") && text.contains("見:表"), "{text}");
    browser.press("<esc>");
    assert!(browser.0.state.search.text().starts_with("システム"), "{}", browser.0.state.search.text());
    assert!(browser.0.state.shows_sheet());
}

#[test]
fn while_one_types_the_detail_shows_the_first_hit_and_opens_nothing() {
    let mut browser = Browser::open((120, 36));
    browser.press("/ <paste VPN>");
    assert_eq!((section(&browser), browser.0.state.pane), (Some(10), Pane::List));
    browser.press("<down>");
    assert_eq!((open_id(&browser).as_str(), section(&browser)), ("tonet", Some(10)));
    browser.press("<backspace> <backspace> <backspace>");
    assert_eq!((open_id(&browser).as_str(), section(&browser)), ("mogaminet", Some(1)), "as before");
    browser.press("<paste とねっと>");
    assert_eq!((open_id(&browser).as_str(), section(&browser)), ("tonet", Some(1)), "its name has the words");
    browser.press("<enter> H");
    assert_eq!(open_id(&browser), "mogaminet", "a search is a jump");
}

#[test]
fn words_are_moved_by_and_deleted_in_the_box() {
    let mut browser = Browser::open((120, 36));
    browser.press("/ <paste 糖尿病 連携> <alt-b> x");
    assert_eq!(browser.0.state.search.text(), "糖尿病 x連携");
    browser.press("<ctrl-left> <ctrl-left> y <alt-d> <alt-f>");
    assert!(browser.0.state.search.text().starts_with('y'), "{}", browser.0.state.search.text());
    browser.press("<end> <alt-backspace>");
    assert!(!browser.0.state.search.text().contains("連携"), "{}", browser.0.state.search.text());
}

#[test]
fn the_help_has_a_page_of_queries_and_enter_runs_one() {
    let mut browser = Browser::open((120, 36));
    browser.press("? ? j <enter>");
    assert_eq!(browser.0.state.search.text(), "患者>=1万");
    assert_eq!(open_id(&browser), "tonet");
    browser.press("/ <f1> <enter>");
    assert_eq!(browser.0.state.search.text(), "県:埼玉|群馬");
    for lang in [Lang::Ja, Lang::En] {
        let state = State::new(catalog::loaded(30), lang, Keymap::built_in());
        let mut browser = Browser::with((120, 36), state, Theme::new(true));
        for steps in 0..14 {
            browser.press(&format!("<f2> {} <enter>", "j ".repeat(steps)));
            let query = &browser.0.state.search.query;
            assert!(query.problems.is_empty(), "{}: {:?}", browser.0.state.search.text(), query.problems);
        }
    }
}

#[test]
fn words_of_an_input_method_that_was_left_on_open_the_search_and_its_keys_stay_keys() {
    let mut browser = Browser::open((120, 36));
    browser.press("糖 尿 病");
    assert_eq!((browser.0.state.search.text(), open_id(&browser).as_str()), ("糖尿病", "tonet"));
    browser.press("<esc> ・ と");
    assert_eq!(browser.0.state.search.text(), "と", "・ is the key of /");
    browser.press("<esc> ｊ");
    assert_eq!(open_id(&browser), "tonet", "ｊ is the key of j");
}

#[test]
fn where_there_is_no_display_the_url_is_copied_instead_and_that_is_said() {
    let mut browser = Browser::open((120, 36));
    browser.0.outside.5 = true;
    browser.press("o");
    let url = browser.0.state.open_case().unwrap().1.url.clone().unwrap();
    assert_eq!(browser.0.outside.0, [format!("copy {url}")]);
    let message = browser.0.state.messages.current().unwrap();
    assert!(message.text.contains(&url), "{}", message.text);
}

#[test]
fn the_first_screen_says_what_this_is_until_the_first_key() {
    for (size, is_said) in [((120, 36), true), ((80, 24), true), ((50, 15), false)] {
        let mut browser = Browser::open(size);
        assert_eq!(browser.screen().contains("jirei フォルダー"), is_said, "{size:?}");
        browser.press("j");
        assert!(!browser.screen().contains("jirei フォルダー"));
    }
    let state = State::new(catalog::loaded(30), Lang::Ja, Keymap::built_in());
    let browser = Browser::with((120, 36), state, Theme::new(true));
    assert!(!browser.screen().contains("jirei フォルダー"), "these are no samples");
}

#[test]
fn an_editor_is_asked_for_once_where_several_are_there() {
    let mut browser = Browser::open((120, 36));
    browser.0.outside.6 = ["nano", "vim"].map(str::to_owned).to_vec();
    browser.press("e");
    assert!(browser.screen().contains("nano") && browser.screen().contains("EDITOR"), "{}", browser.screen());
    assert!(browser.0.outside.0.is_empty());
    browser.press("j <enter> e");
    assert_eq!(browser.0.state.editor.as_deref(), Some("vim"));
    assert_eq!(browser.0.outside.0.len(), 2, "the second time it is known: {:?}", browser.0.outside.0);
}

#[test]
fn where_nothing_is_found_the_wide_pane_says_what_helps_and_enter_takes_what_is_near() {
    let mut browser = Browser::open((120, 36));
    browser.press("/ <paste 埼玉と山形>");
    for words in ["もしかして", "県:埼玉|群馬", "患者>=1万", "Enter 「もしかして」で探す"]
    {
        assert!(browser.screen().contains(words), "{words}: {}", browser.screen());
    }
    browser.press("<enter>");
    assert_eq!(browser.0.state.search.text(), "埼玉|山形");
    assert_eq!(browser.0.state.list.rows().len(), 2);
    browser.press("/ <paste 大阪 クラウド>");
    assert!(browser.screen().contains("大阪 0件"), "{}", browser.screen());
}

#[test]
fn the_hints_of_the_footer_can_be_clicked_as_their_keys_can_be_pressed() {
    let mut browser = Browser::open((120, 36));
    click(&mut browser, "s セクション一覧");
    assert!(browser.screen().contains("┌ セクション"), "{}", browser.screen());
    click(&mut browser, "Esc 閉じる");
    assert!(!browser.screen().contains("┌ セクション"));
    click(&mut browser, "→ セクション");
    assert_eq!(section(&browser), Some(2), "of a pair, what the pointer is on");
    click(&mut browser, "←→ セクション");
    assert_eq!(section(&browser), Some(1));
    click(&mut browser, "? ヘルプ");
    assert!(browser.screen().contains("┌ ヘルプ"));
    browser.press("<esc>");
    click(&mut browser, "q 終了");
    assert!(browser.0.outside.0.is_empty() && browser.screen().contains("q 終了"), "a slip ends nothing");
}
