//! Real frames: the real loop on a test screen, driven by a string of keys.

#![expect(clippy::unwrap_used, reason = "helpers of tests may stop a test")]

mod driver;

use std::collections::VecDeque;
use std::fmt::Write;

use driver::{Browser, inputs};
use jirei::config::{Context, Keymap};
use jirei::lang::Lang;
use jirei::source;
use jirei::tui::action::Ending;
use jirei::tui::input::{Input, Inputs};
use jirei::tui::state::State;
use jirei::tui::theme::Theme;
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

/// The same screen as a grid of letters for styles, the key to them below.
fn styles_of(buffer: &Buffer) -> String {
    let mut key: Vec<String> = Vec::new();
    let mut grid = String::new();
    for y in 0..buffer.area.height {
        let mut line = String::new();
        for x in 0..buffer.area.width {
            let style = style_of(&buffer[(x, y)]);
            let letter = match style.as_str() {
                "" => '.',
                _ => {
                    let place = key.iter().position(|known| *known == style).unwrap_or_else(|| {
                        key.push(style);
                        key.len() - 1
                    });
                    char::from(b'a' + u8::try_from(place).unwrap())
                }
            };
            line.push(letter);
        }
        writeln!(grid, "{}", line.trim_end_matches('.')).unwrap();
    }
    for (letter, style) in ('a'..).zip(key) {
        writeln!(grid, "{letter} = {style}").unwrap();
    }
    grid
}

fn style_of(cell: &Cell) -> String {
    let mut style = Vec::new();
    if cell.fg != Color::Reset {
        style.push(format!("{:?}", cell.fg));
    }
    if cell.bg != Color::Reset {
        style.push(format!("on {:?}", cell.bg));
    }
    if cell.modifier != Modifier::empty() {
        style.push(format!("{:?}", cell.modifier));
    }
    style.join(" ")
}

const SIZES: [(u16, u16); 5] = [(120, 36), (80, 24), (50, 15), (30, 8), (20, 5)];

#[test]
fn the_list_at_every_size() {
    for (width, height) in SIZES {
        let browser = Browser::open((width, height));
        insta::assert_snapshot!(format!("list_{width}x{height}"), browser.screen());
    }
}

#[test]
fn reading_at_every_size() {
    for (width, height) in SIZES {
        let mut browser = Browser::open((width, height));
        browser.press("<enter> l j");
        insta::assert_snapshot!(format!("reading_{width}x{height}"), browser.screen());
    }
}

#[test]
fn a_search_at_every_size() {
    for (width, height) in SIZES {
        let mut browser = Browser::open((width, height));
        browser.press("/ 最上");
        insta::assert_snapshot!(format!("search_{width}x{height}"), browser.screen());
    }
}

#[test]
fn popups() {
    let mut browser = Browser::open((80, 24));
    browser.press("s j j");
    insta::assert_snapshot!("sections_80x24", browser.screen());
    browser.press("<esc> ?");
    insta::assert_snapshot!("help_80x24", browser.screen());
    browser.press("<resize 30x8>");
    insta::assert_snapshot!("help_30x8", browser.screen());
}

#[test]
fn a_section_has_the_same_number_on_every_page() {
    // The second half of a page: its first section is 10 in the form.
    let seed = include_str!("../seeds/mogaminet.txt");
    let half = seed.rsplit_once("通信ネットワーク\n\n").unwrap().1;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("half.txt");
    std::fs::write(&path, format!("通信ネットワーク\n\n{half}")).unwrap();
    let state = State::new(source::load(&[path]), Lang::Ja, Keymap::built_in());
    let mut browser = Browser::with((100, 24), state, Theme::new(true));
    assert!(browser.screen().contains("▌10 通信ネットワーク▐"), "{}", browser.screen());
    browser.press("3");
    assert!(browser.screen().contains("「参加団体数と参加患者数」の表はありません"), "{}", browser.screen());
    browser.press("s 1 5 <enter>");
    assert!(browser.screen().contains("▌15 予算について▐"), "{}", browser.screen());
    browser.press("s 1 4 3 <enter>");
    assert!(browser.screen().contains("▌14 蓄積された"), "no section 143 and no 3: {}", browser.screen());
}

#[test]
fn the_arrows_of_the_tab_bar_lead_on_and_back() {
    let mut browser = Browser::open((120, 36));
    browser.press("<click 116,4>");
    assert!(browser.screen().contains("2/16"), "{}", browser.screen());
    browser.press("s 9 <enter> <click 32,4>");
    assert!(browser.screen().contains("8/16"), "{}", browser.screen());
}

#[test]
fn a_search_left_with_esc_comes_back_to_where_it_began() {
    let mut browser = Browser::open((50, 15));
    browser.press("<enter> l / とねっと <esc>");
    assert!(browser.screen().contains("2/16"), "in the case: {}", browser.screen());
    browser.press("<esc> / もがみ　最上 <ctrl-w>");
    assert!(browser.screen().contains("検索 もがみ"), "{}", browser.screen());
    assert!(!browser.screen().contains("最上 "), "{}", browser.screen());
}

#[test]
fn what_is_not_on_the_screen_is_not_copied() {
    let mut browser = Browser::open((50, 15));
    browser.press("y");
    assert!(browser.0.outside.0.is_empty(), "{:?}", browser.0.outside.0);
    browser.press("<enter> y");
    assert_eq!(browser.0.outside.0, ["copy 最上地域医療情報ネットワークシステム"]);
}

#[test]
fn q_closes_a_popup_and_only_then_the_program() {
    let mut browser = Browser::open((80, 24));
    browser.press("? q");
    assert!(!browser.screen().contains("┌ ヘルプ"), "{}", browser.screen());
}

#[test]
fn english() {
    let state = State::new(source::load(&[]), Lang::En, Keymap::built_in());
    let mut browser = Browser::with((120, 36), state, Theme::new(true));
    browser.press("<enter> l l");
    insta::assert_snapshot!("english_120x36", browser.screen());
    browser.press("s");
    insta::assert_snapshot!("english_sections_120x36", browser.screen());
}

#[test]
fn styles_with_and_without_colours() {
    for (name, theme) in [("colour", Theme::new(true)), ("plain", Theme::new(false))] {
        let state = State::new(source::load(&[]), Lang::Ja, Keymap::built_in());
        let mut browser = Browser::with((120, 36), state, theme);
        browser.press("/ 最上 <enter>");
        insta::assert_snapshot!(format!("styles_{name}_120x36"), styles_of(browser.buffer()));
    }
}

#[test]
fn nothing_to_show() {
    let state = || State::new(jirei::model::Catalog::default(), Lang::Ja, Keymap::built_in());
    for (width, height) in [(120, 36), (50, 15)] {
        let browser = Browser::with((width, height), state(), Theme::new(true));
        insta::assert_snapshot!(format!("empty_{width}x{height}"), browser.screen());
    }
    let mut browser = Browser::open((80, 24));
    browser.press("/ どこにもない");
    insta::assert_snapshot!("no_hits_80x24", browser.screen());
}

#[test]
fn a_file_that_cannot_be_read_says_why_and_what_to_do() {
    let missing = std::path::PathBuf::from("no/such/page.txt");
    let seed = std::path::PathBuf::from("seeds/tonet.txt");
    let state = State::new(source::load(&[seed, missing]), Lang::Ja, Keymap::built_in());
    let mut browser = Browser::with((100, 16), state, Theme::new(true));
    browser.press("G");
    insta::assert_snapshot!("problem_100x16", browser.screen());
}

#[test]
fn the_next_case_opens_at_the_same_section_and_field() {
    let mut browser = Browser::open((120, 36));
    browser.press("<enter> 9 j j ]");
    let state = &browser.0.state;
    assert_eq!(state.open_case().unwrap().1.id, "tonet");
    assert_eq!(state.open_section().unwrap().id, Some("system"));
    assert_eq!(state.open_field().unwrap().id, Some("patient_id"));
    browser.press("[ [");
    assert!(browser.screen().contains("先頭の事例です"));
}

#[test]
fn a_resize_keeps_what_one_was_looking_at() {
    let mut browser = Browser::open((120, 36));
    browser.press("<enter> 9 G <resize 80x24>");
    for size in ["50x15", "30x8", "20x5", "120x36"] {
        browser.press(&format!("<resize {size}>"));
        let state = &browser.0.state;
        assert_eq!(state.open_section().unwrap().id, Some("system"), "{size}");
        assert_eq!(state.open_field().unwrap().id, Some("adopted_standards"), "{size}");
    }
}

#[test]
fn esc_leaves_the_popup_the_search_the_pane_and_never_the_program() {
    let mut browser = Browser::open((80, 24));
    browser.press("/ もがみ <enter> s");
    assert!(browser.screen().contains("┌ セクション"));
    browser.press("<esc>");
    assert!(!browser.screen().contains("┌ セクション") && browser.screen().contains("検索 もがみ"));
    browser.press("<esc>");
    assert!(!browser.screen().contains("検索 もがみ") && !browser.screen().contains("とねっと"));
    browser.press("<esc>");
    assert!(browser.screen().contains("とねっと"), "back in the list");
    browser.press("<esc> <esc> <esc>");
}

#[test]
fn an_escape_and_a_letter_in_one_piece_are_two_keys() {
    let mut browser = Browser::open((120, 36));
    browser.press("/ もがみ <enter> <alt-j>");
    assert_eq!(browser.0.state.search.text(), "");
    assert_eq!(browser.0.state.list.rows().len(), 2);
    browser.press("? <alt-]>");
    assert_eq!(browser.0.state.open_case().unwrap().1.id, "tonet");
}

#[test]
fn full_width_letters_and_kana_signs_are_commands() {
    let mut browser = Browser::open((120, 36));
    browser.press("ｊ ｌ");
    assert_eq!(browser.0.state.open_case().unwrap().1.id, "tonet");
    assert_eq!(browser.0.state.detail.section, 1);
    browser.press("「 ３");
    assert_eq!(browser.0.state.open_case().unwrap().1.id, "mogaminet");
    assert_eq!(browser.0.state.detail.section, 2);
    browser.press("・ 。、／");
    assert_eq!(browser.0.state.search.text(), "。、／", "in the search box they are letters");
}

#[test]
fn typing_and_pasting_search_while_the_list_follows() {
    let mut browser = Browser::open((120, 36));
    browser.press("/ <paste とね\n>");
    assert_eq!(browser.0.state.open_case().unwrap().1.id, "tonet");
    let caret = browser.0.terminal.get_cursor_position().unwrap();
    assert_eq!(caret.y, 0);
    browser.press("<backspace> <backspace> <backspace>");
    assert_eq!(browser.0.state.search.text(), "");
    assert_eq!(browser.0.state.context(), Context::Search);
    browser.press("<backspace>");
    assert_eq!(browser.0.state.context(), Context::List, "backspace leaves an empty box");
    browser.press("/ ネット <down> <enter>");
    assert_eq!(browser.0.state.list.selected(), 1);
}

#[test]
fn the_mouse_hits_what_it_sees() {
    let mut browser = Browser::open((120, 36));
    browser.press("<click 5,4>");
    assert_eq!(browser.0.state.open_case().unwrap().1.id, "tonet");
    let screen = browser.screen();
    let line = screen.lines().nth(4).unwrap();
    let before = &line[..line.find("3 参加数").unwrap()];
    let x = jirei::text::width::cells(before);
    browser.press(&format!("<click {x},4>"));
    assert_eq!(browser.0.state.detail.section, 2);
    browser.press("<click 60,12> ");
    assert_eq!(browser.0.state.open_field().unwrap().id, Some("facility_share"));
    browser.press("s <click 1,1>");
    assert!(!browser.screen().contains("┌ セクション ─"));
}

#[test]
fn copy_and_open_say_no_more_than_is_known() {
    let mut browser = Browser::open((120, 36));
    browser.press("<enter> j y");
    assert!(browser.screen().contains("端末に渡しました（OSC 52、8字）"), "{}", browser.screen());
    browser.press("o");
    browser.press("<ctrl-z>");
    let notes = &browser.0.outside.0;
    assert_eq!(notes[0], "copy 山形県最上保健所");
    assert!(notes[1].starts_with("open http://www.pref.yamagata.jp/"));
    assert_eq!(notes[2], "suspend");
    browser.press("M");
    let screen = browser.screen();
    assert!(screen.find("opened").unwrap() < screen.find("OSC 52").unwrap(), "newest first");
}

/// Inputs that are all there at once, and then no more.
struct Queue(VecDeque<Input>);

impl Inputs for Queue {
    fn wait(&mut self) -> Option<Input> {
        self.0.pop_front()
    }

    fn ready(&mut self) -> Option<Input> {
        self.0.pop_front()
    }
}

#[test]
fn the_loop_ends_when_asked_and_when_nothing_can_come() {
    let run = |script: &str, last: Option<Input>| {
        let mut browser = Browser::open((80, 24));
        let queue = inputs(script).into_iter().chain(last).collect();
        browser.0.run(&mut Queue(queue)).unwrap()
    };
    assert_eq!(run("l l ? <esc> q j", None), Ending::Quit);
    assert_eq!(run("/ q <ctrl-c>", None), Ending::Quit);
    assert_eq!(run("l l", None), Ending::InputClosed);
    assert_eq!(run("l", Some(Input::Failed("gone".into()))), Ending::InputFailed("gone".into()));
}
