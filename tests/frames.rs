//! Real frames: the real loop on a test screen, driven by a string of keys.

#![expect(clippy::unwrap_used, reason = "helpers of tests may stop a test")]

mod driver;
#[allow(dead_code, reason = "others use the rest of it")]
mod generator;
mod screen;

use std::collections::VecDeque;
use std::fmt::Write;

use driver::{Browser, inputs};
use generator::catalog;
use jirei::config::{Context, Keymap};
use jirei::lang::{Lang, Reason};
use jirei::model::CaseSign;
use jirei::source;
use jirei::tui::effect::Ending;
use jirei::tui::input::{Input, Inputs};
use jirei::tui::state::{Mode, State};
use jirei::tui::theme::Theme;
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use screen::{at, click, click_outside, is_said, last_line, line, mouse, says, shows};

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

/// The sizes of pictures: the list and the page side by side, and one of them alone.
const SIZES: [(u16, u16); 2] = [(120, 36), (50, 15)];

#[test]
fn the_list_and_the_page_stand_side_by_side_one_above_the_other_or_alone() {
    for width in [120, 100] {
        let browser = Browser::open((width, 24));
        let (list, page) = (at(&browser, "─ 事例"), at(&browser, "┬─ もがみネット"));
        assert_eq!((list, page.1), ((0, 1), 1), "at {width}");
        assert!(page.0 > 0);
    }
    for width in [99, 80, 60] {
        let browser = Browser::open((width, 24));
        let (list, page) = (at(&browser, "─ 事例"), at(&browser, "─ もがみネット"));
        assert_eq!((list, page), ((0, 1), (0, 6)), "at {width}");
        assert!(!browser.screen().contains(['│', '┬']), "one above the other: {}", browser.screen());
    }
    for size in [(59, 24), (50, 15), (30, 8)] {
        let mut browser = Browser::open(size);
        for (keys, title) in [("", "─ 事例"), ("<enter>", "─ もがみネット")] {
            browser.press(keys);
            assert_eq!(
                (at(&browser, title), browser.screen().matches("1/").count()),
                ((0, 1), 1),
                "{size:?}"
            );
        }
    }
}

#[test]
fn the_page_above_or_below_or_in_front_shows_where_one_is() {
    for (size, place) in [
        ((120, 36), "seeds/mogaminet.txt:57"),
        ((80, 24), "seeds/mogaminet.txt:57"),
        ((50, 15), "seeds/mogaminet.txt:57"),
    ] {
        let mut browser = Browser::open(size);
        browser.press("<enter> l j");
        shows(&browser, &["▌2 ", "▌ 地域の課題", " 2/16 ─"]);
        shows(&browser, &[&format!("{place} · 2/16 ─")]);
    }
}

#[test]
fn the_smallest_screen_has_two_cases_and_a_field_and_the_keys_that_lead_on() {
    let mut browser = Browser::open((30, 8));
    assert_eq!((at(&browser, "▌もがみネット").1, at(&browser, "とねっと").1), (2, 4));
    assert_eq!(hint_count(&browser), 3);
    browser.press("<enter> l j");
    assert_eq!((at(&browser, "▌2 目").1, at(&browser, "── 2 シ").1, at(&browser, "▌ 地域").1), (2, 3, 6));
    assert_eq!(hint_count(&browser), 3);
    browser.press("<esc> / 最上");
    assert_eq!((at(&browser, "検索 ▌最上").1, at(&browser, "1/2").1), (0, 0));
    shows(&browser, &["▌もがみネット", " 1/1 ─"]);
    assert!(!browser.screen().contains("とねっと"));
}

/// How many hints the footer has.
fn hint_count(browser: &Browser) -> usize {
    last_line(browser).trim().split("  ").count()
}

#[test]
fn a_screen_that_is_too_small_says_only_how_large_it_has_to_be() {
    for size in [(20, 5), (29, 8), (30, 7)] {
        for keys in ["", "<enter> l j", "/ 最上", "f l l j <space>", "?", "s", ":", "/ もがみ <tab> <tab>"]
        {
            let mut browser = Browser::open(size);
            browser.press(keys);
            assert_eq!(browser.screen().trim(), "30×8 以上", "{keys} at {size:?}");
        }
    }
}

#[test]
fn the_list_wide_and_narrow() {
    for (width, height) in SIZES {
        let browser = Browser::open((width, height));
        insta::assert_snapshot!(format!("list_{width}x{height}"), browser.screen());
    }
}

#[test]
fn reading_wide_and_narrow() {
    for (width, height) in SIZES {
        let mut browser = Browser::open((width, height));
        browser.press("<enter> l j");
        insta::assert_snapshot!(format!("reading_{width}x{height}"), browser.screen());
    }
}

#[test]
fn a_search_wide_and_narrow() {
    for (width, height) in SIZES {
        let mut browser = Browser::open((width, height));
        browser.press("/ 最上");
        insta::assert_snapshot!(format!("search_{width}x{height}"), browser.screen());
    }
}

#[test]
fn popups() {
    let mut browser = Browser::open((50, 15));
    browser.press("s j j");
    insta::assert_snapshot!("sections_50x15", browser.screen());
    browser.press("<esc> <resize 120x36> ?");
    insta::assert_snapshot!("help_120x36", browser.screen());
    assert_eq!(at(&browser, "1 つ上へ").1, at(&browser, "↑ k").1, "beside its keys");
    browser.press("<resize 30x8>");
    assert_eq!(at(&browser, "1 つ上へ").1, at(&browser, "↑ k").1 + 1, "below its keys");
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
    assert!(browser.screen().contains("▌10 通信▐"), "{}", browser.screen());
    browser.press("3");
    says(&browser, "message.no_such_section");
    assert!(last_line(&browser).contains("「参加団体数と参加患者数」"));
    browser.press("s 1 5 <enter>");
    assert!(browser.screen().contains("▌15 予算▐"), "{}", browser.screen());
    browser.press("s 3");
    says(&browser, "popup.no_match");
    browser.press("<backspace> 1 4 <enter>");
    assert!(browser.screen().contains("▌14 二次利用▐"), "{}", browser.screen());
}

#[test]
fn the_arrows_of_the_tab_bar_lead_on_and_back() {
    let mut browser = Browser::open((120, 36));
    click(&mut browser, "›");
    assert!(browser.screen().contains("2/16"), "{}", browser.screen());
    browser.press("s 9 <enter>");
    click(&mut browser, "‹");
    assert!(browser.screen().contains("8/16"), "{}", browser.screen());
}

#[test]
fn a_search_left_with_esc_comes_back_to_where_it_began() {
    let mut browser = Browser::open((50, 15));
    browser.press("<enter> l / とねっと <esc>");
    assert!(browser.screen().contains("2/16"), "in the case: {}", browser.screen());
    browser.press("<esc> / もがみ　最上 <ctrl-w>");
    assert!(browser.screen().contains("検索 ▌もがみ"), "{}", browser.screen());
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
}

#[test]
fn where_nothing_is_found_the_list_alone_says_what_was_looked_for() {
    let mut browser = Browser::open((80, 24));
    browser.press("/ どこにもない");
    assert_eq!((at(&browser, "「どこにもない」").1, at(&browser, "0/2").1), (2, 0));
    assert!(!browser.screen().contains("/16"), "no page: {}", browser.screen());
}

#[test]
fn a_file_that_cannot_be_read_says_why_and_what_to_do() {
    let missing = std::path::PathBuf::from("no/such/page.txt");
    let seed = std::path::PathBuf::from("seeds/tonet.txt");
    let state = State::new(source::load(&[seed, missing]), Lang::Ja, Keymap::built_in());
    let mut browser = Browser::with((120, 36), state, Theme::new(true));
    browser.press("G");
    insta::assert_snapshot!("problem_120x36", browser.screen());
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
    says(&browser, "message.first_case");
}

#[test]
fn a_resize_keeps_what_one_was_looking_at() {
    let mut browser = Browser::open((120, 36));
    browser.press("<enter> a 9 G <resize 80x24>");
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
    assert!(!browser.screen().contains("┌ セクション") && browser.screen().contains("検索 ▌もがみ"));
    browser.press("<esc>");
    assert!(!browser.screen().contains("検索 ▌もがみ") && !browser.screen().contains("とねっと"));
    browser.press("<esc>");
    assert!(browser.screen().contains("とねっと"), "back in the list");
    browser.press("<esc> <esc> <esc>");
}

#[test]
fn alt_and_a_letter_are_no_letter() {
    let mut browser = Browser::open((120, 36));
    browser.press("/ もがみ <enter> <alt-b> <alt-j> <alt-f> <alt-q> <alt-Y>");
    assert_eq!(browser.0.state.search.text(), "もがみ");
    assert!(browser.0.state.catalog.signed(CaseSign::Bookmark).is_empty());
    assert!(matches!(browser.0.state.mode, jirei::tui::state::Mode::Browse));
    browser.press("? <alt-q> <alt-b>");
    assert!(matches!(browser.0.state.mode, jirei::tui::state::Mode::Popup(_)));
}

#[test]
fn alt_and_a_letter_go_by_words_in_the_box() {
    let mut browser = Browser::open((120, 36));
    browser.press("/ <paste abc def> <alt-b> <alt-b>");
    assert_eq!(browser.0.state.search.caret(), 0);
    browser.press("<alt-d>");
    assert_eq!(browser.0.state.search.text().trim_start(), "def");
    browser.press("<alt-f> x");
    assert!(browser.0.state.search.text().contains('x'), "{}", browser.0.state.search.text());
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
    assert_eq!(browser.0.state.context(), Context::Search, "what is typed next is no command");
    browser.press("ネット <down> <enter>");
    assert_eq!(browser.0.state.list.selected(), 1);
}

#[test]
fn the_mouse_hits_what_it_sees() {
    let mut browser = Browser::open((120, 36));
    click(&mut browser, "とねっと");
    assert_eq!(browser.0.state.open_case().unwrap().1.id, "tonet");
    click(&mut browser, "3 参加数");
    assert_eq!(browser.0.state.detail.section, 2);
    click(&mut browser, "利用施設数の割合");
    assert_eq!(browser.0.state.open_field().unwrap().id, Some("facility_share"));
    browser.press("s");
    click_outside(&mut browser);
    assert!(!browser.screen().contains("┌ セクション ─"));
}

#[test]
fn copy_and_open_say_no_more_than_is_known() {
    let mut browser = Browser::open((120, 36));
    browser.press("<enter> j y");
    says(&browser, "message.copied");
    shows(&browser, &[" 8字", "Y → w"]);
    browser.press("o");
    browser.press("<ctrl-z>");
    let notes = &browser.0.outside.0;
    assert_eq!(notes[0], "copy 山形県最上保健所");
    assert!(notes[1].starts_with("open http://www.pref.yamagata.jp/"));
    assert_eq!(notes[2], "suspend");
    browser.press("M");
    assert!(at(&browser, "opened").1 < at(&browser, " 8字").1, "newest first");
}

/// A browser with this in its search box.
fn searching(size: (u16, u16), text: &str) -> Browser {
    let mut browser = Browser::open(size);
    browser.press(&format!("/ <paste {text}>"));
    browser
}

#[test]
fn what_was_not_understood_is_underlined_and_explained_in_the_footer() {
    for (width, height) in SIZES {
        let browser = searching((width, height), "県:山形 患者≧あ 標準:");
        insta::assert_snapshot!(format!("problem_in_query_{width}x{height}"), browser.screen());
    }
    // Where it needs two lines, the pane gives one.
    let browser = searching((30, 8), "県:山形 患者≧あ 標準:");
    assert_eq!((at(&browser, "「患者≧あ」").1, at(&browser, "患者>=1万").1), (6, 7));
}

#[test]
fn what_was_not_understood_is_told_by_a_line_in_the_box_and_colour_only_adds_to_it() {
    for colour in [true, false] {
        let state = State::new(source::load(&[]), Lang::Ja, Keymap::built_in());
        let mut browser = Browser::with((60, 8), state, Theme::new(colour));
        browser.press("/ <paste 患者≧あ 標準:>");
        let style = |words: &str| {
            let (x, y) = at(&browser, words);
            style_of(&browser.buffer()[(u16::try_from(x).unwrap(), u16::try_from(y).unwrap())])
        };
        let warning = if colour { "Yellow " } else { "" };
        assert_eq!(style("患者≧あ 標準"), format!("{warning}BOLD | UNDERLINED"));
        assert_eq!(style("≧あ 標準"), format!("{warning}BOLD | UNDERLINED"));
        assert_eq!(style(" 標準:"), "BOLD", "not the space between");
        assert_eq!(style("標準:"), "BOLD | UNDERLINED", "what is still being typed is no mistake yet");
        assert_eq!(style("「患者≧あ」"), format!("{warning}BOLD"));
    }
}

#[test]
fn a_query_that_is_half_typed_keeps_the_list() {
    let mut browser = Browser::open((120, 36));
    browser.press("/");
    for letter in ["患", "者", "≧", "あ"] {
        browser.press(letter);
        assert_eq!(browser.0.state.list.rows().len(), 2, "after {letter}");
    }
    says(&browser, "query.needs_number");
    browser.press("<backspace>");
    says(&browser, "query.number_follows");
    browser.press("１万");
    assert!(!is_said(&browser, "query.number_follows"), "{}", browser.screen());
    browser.press("<enter>");
    assert_eq!(browser.0.state.list.rows().len(), 1);
}

#[test]
fn tab_puts_in_what_is_meant_and_shows_what_may_be() {
    let mut browser = Browser::open((120, 36));
    browser.press("/ ひょうじゅ <tab>");
    assert_eq!(browser.0.state.search.text(), "標準:");
    browser.press("<tab>");
    insta::assert_snapshot!("completion_120x36", browser.screen());
    browser.press("<tab> <tab>");
    shows(&browser, &[" 2/11 ──┘", "…JAHIS放射線デー…"]);
    let chosen = browser.0.state.search.text().to_owned();
    assert_eq!(chosen, "標準:JAHIS放射線データ交換規約");
    browser.press("<backtab> <tab> <enter>");
    assert_eq!((browser.0.state.search.text(), browser.0.state.context()), (&*chosen, Context::Search));
    browser.press("<ctrl-u> 標準: <tab> <tab> <esc>");
    assert_eq!((browser.0.state.search.text(), browser.0.state.context()), ("標準:", Context::Search));
    browser.press("<tab> <tab> x");
    assert_eq!(browser.0.state.context(), Context::Search);
    assert!(browser.0.state.search.text().ends_with('x'), "{}", browser.0.state.search.text());
}

#[test]
fn completion_opens_below_the_box_and_ends_inside_small_terminals() {
    for (size, offered) in [((80, 24), 10), ((50, 15), 10), ((30, 8), 4)] {
        let mut browser = Browser::open(size);
        browser.press("/ もがみ <paste  > <tab> <tab>");
        if size == (50, 15) {
            insta::assert_snapshot!("completion_50x15", browser.screen());
        }
        let (word, first, last) =
            (at(&browser, "名称:"), at(&browser, "│▌名称:"), at(&browser, " 1/100 ──┘"));
        assert_eq!((word.1, first.1, last.1), (0, 2, 2 + offered), "{size:?}");
        assert_eq!(last.0 + " 1/100 ──┘".chars().count(), usize::from(size.0), "it ends with the screen");
    }
}

#[test]
fn completion_in_english_offers_comparisons_with_an_example_and_labels() {
    let state = State::new(source::load(&[]), Lang::En, Keymap::built_in());
    let mut browser = Browser::with((80, 24), state, Theme::new(true));
    browser.press("/ patients <tab>");
    let order = [
        "│ patients>= ",
        "│ patients<= ",
        "│ patients> ",
        "│ patients< ",
        "│ patients: ",
        "│ How patients consent:",
    ]
    .map(|words| at(&browser, words));
    assert!(order.is_sorted_by(|one, next| one.0 == next.0 && one.1 < next.1), "{order:?}");
    assert_eq!(browser.screen().matches("such as 10000").count(), 5);
    shows(&browser, &["─ 10 ──┘"]);
}

#[test]
fn completion_takes_full_width_letters_and_says_when_there_is_nothing() {
    let mut browser = Browser::open((80, 24));
    browser.press("/ 標準：ＳＳ－ｍｉｘ２ <tab>");
    assert_eq!(browser.0.state.search.text(), "標準：\"SS-MIX 2\"");
    browser.press("<ctrl-u> ほげほげ <tab>");
    says(&browser, "message.nothing_to_complete");
}

#[test]
fn up_recalls_the_queries_of_before_and_down_comes_back() {
    let mut browser = Browser::open((80, 24));
    browser.press("/ もがみ <enter> <esc> / とね <enter> <esc> / とね <enter> <esc>");
    assert_eq!(browser.0.state.search.history.accepted(), ["とね", "もがみ"]);
    browser.press("/ ネット <up>");
    assert_eq!(browser.0.state.search.text(), "とね");
    assert_eq!(browser.0.state.open_case().unwrap().1.id, "tonet");
    browser.press("<up>");
    assert_eq!(browser.0.state.search.text(), "もがみ");
    browser.press("<up> <down>");
    assert_eq!(browser.0.state.search.text(), "とね");
    browser.press("<down>");
    assert_eq!(browser.0.state.search.text(), "ネット");
    browser.press("<down>");
    assert_eq!(browser.0.state.list.selected(), 1, "then down is down");
    browser.press("<up>");
    assert_eq!((browser.0.state.search.text(), browser.0.state.list.selected()), ("ネット", 0));
}

#[test]
fn n_goes_from_hit_to_hit_through_sections_and_cases() {
    let mut browser = Browser::open((120, 36));
    browser.press("n");
    says(&browser, "message.no_search");
    browser.press("/ 患者 <enter> <tab>");
    let place = |browser: &Browser| {
        let state = &browser.0.state;
        (state.open_case().unwrap().1.id.clone(), state.detail.section, state.detail.field)
    };
    let found: Vec<(usize, usize)> = browser.0.scene.hits.places.clone();
    assert!(!found.is_empty());
    for (section, field) in found {
        let (_, at, row) = place(&browser);
        assert_eq!((at, row), (section, field), "Enter led to the first");
        browser.press("n");
    }
    browser.press("N");
    let first = place(&browser).0;
    browser.press("n");
    assert_ne!(place(&browser).0, first);
    says(&browser, "message.hit_in_next");
    browser.press("N");
    assert_eq!(place(&browser).0, first);
    says(&browser, "message.hit_in_previous");
    browser.press(&"n".repeat(200));
    says(&browser, "message.no_more_hits");
}

#[test]
fn the_letters_of_a_hit_are_on_the_screen() {
    for (size, query) in [((80, 24), "医師"), ((60, 16), "地域"), ((120, 12), "医療"), ((100, 14), "患者")]
    {
        let mut browser = searching(size, query);
        browser.press("<enter>");
        let mut steps = 0;
        loop {
            if is_said(&browser, "message.no_more_hits") {
                break;
            }
            steps += 1;
            let table = browser.0.scene.regions.detail.unwrap().table;
            // A label under the cursor is lit up within its own reversed colours.
            let under_cursor = ratatui::style::Modifier::UNDERLINED | ratatui::style::Modifier::REVERSED;
            let is_lit = |cell: &ratatui::buffer::Cell| {
                cell.bg == Color::Yellow || cell.modifier.contains(under_cursor)
            };
            let lit = table.positions().any(|at| is_lit(&browser.buffer()[at]));
            assert!(lit, "{query} at {size:?}, step {steps}:\n{}", browser.screen());
            browser.press("n");
        }
        assert!(steps > 3, "{query}: {steps}");
    }
}

#[test]
fn hits_wide_and_narrow() {
    for (width, height) in SIZES {
        let mut browser = searching((width, height), "患者");
        browser.press("<enter> n n");
        insta::assert_snapshot!(format!("hits_{width}x{height}"), browser.screen());
    }
}

#[test]
fn a_page_below_its_list_has_bars_and_hits_on_its_tabs() {
    let mut browser = searching((80, 24), "患者");
    browser.press("<enter> n n");
    assert_eq!(at(&browser, "医科診療所  実施中  17施設  ███").1, at(&browser, "実施中   7施設  ███").1 + 1);
    let tabs = line(&browser, 5);
    let hits = ["2 目的・地域 (2)", "▌3 参加数 (5)▐", "4 同意方法 (1)"];
    assert!(hits.iter().all(|tab| tabs.contains(tab)) && tabs.ends_with('›'), "{tabs}");
}

#[test]
fn facets_wide_and_narrow() {
    for (width, height) in SIZES {
        let mut browser = Browser::open((width, height));
        browser.press("f l l j <space>");
        insta::assert_snapshot!(format!("facets_{width}x{height}"), browser.screen());
    }
}

#[test]
fn facets_stand_below_the_list_or_one_by_one_where_there_is_no_room_beside_it() {
    let mut browser = Browser::open((80, 24));
    browser.press("f l l j <space>");
    assert_eq!((at(&browser, "─ 事例"), at(&browser, "┌ 絞り込み")), ((0, 1), (0, 6)));
    let (facet, option) = (at(&browser, "▌対象地域 (1)"), at(&browser, "[✓] 二次医療圏での連携"));
    assert!(facet.0 < option.0, "{}", browser.screen());
    assert_eq!(at(&browser, "│ 都道府県").1, option.1);
    browser.press("<resize 30x8>");
    assert_eq!((at(&browser, "┌ ‹ 対象地域 3/21 › ─"), at(&browser, "[✓] ").1), ((0, 1), 2));
    assert!(!browser.screen().contains("都道府県"), "{}", browser.screen());
}

#[test]
fn facets_in_english_have_english_names_and_the_pages_own_options() {
    let state = State::new(source::load(&[]), Lang::En, Keymap::built_in());
    let mut browser = Browser::with((80, 24), state, Theme::new(true));
    browser.press("f <space>");
    assert_eq!(at(&browser, "▌Prefecture (1)").1, at(&browser, "[✓] 山形").1);
    assert_eq!(browser.0.state.search.text(), "県:山形");
    let names = at(&browser, "│ Consent").1 - at(&browser, "Prefecture").1;
    assert_eq!(names, 10, "{}", browser.screen());
}

#[test]
fn facets_edit_the_query_and_count_beside_their_own_choices() {
    let state = State::new(catalog::loaded(40), Lang::Ja, Keymap::built_in());
    let mut browser = Browser::with((120, 36), state, Theme::new(true));
    browser.press("f");
    let counts = |browser: &mut Browser, facet: usize| {
        let (there, back) = ("<right> ".repeat(facet), "<left> ".repeat(facet));
        browser.press(&there);
        let Mode::Facets(panel) = &browser.0.state.mode else { panic!("no facets") };
        let counts = panel.options.iter().map(|option| option.count).collect::<Vec<_>>();
        browser.press(&back);
        counts
    };
    let (own, other) = (counts(&mut browser, 0), counts(&mut browser, 1));
    browser.press("<space>");
    assert!(browser.0.state.search.text().starts_with("県:"), "{}", browser.0.state.search.text());
    assert_eq!(browser.0.state.list.rows().len(), own[0], "the list follows");
    assert_eq!(counts(&mut browser, 0), own, "its own choice is left out of its counts");
    assert_ne!(counts(&mut browser, 1), other);
    browser.press("j <enter>");
    assert!(browser.0.state.search.text().contains('|'), "{}", browser.0.state.search.text());
    assert_eq!(browser.0.state.list.rows().len(), own[0] + own[1]);
    assert_eq!(browser.screen().matches("[✓]").count(), 2, "{}", browser.screen());
    shows(&browser, &["▌都道府県 (2)", " 2/35 ──┘"]);
    insta::assert_snapshot!("facets_styles_120x36", styles_of(browser.buffer()));
    browser.press("<space> k <space>");
    assert_eq!(browser.0.state.search.text(), "");
    assert_eq!(browser.0.state.list.rows().len(), 40);
    browser.press("<right> <tab> <left> <esc>");
    assert_eq!(browser.0.state.context(), Context::List);
}

#[test]
fn the_mouse_chooses_facets_and_options() {
    let mut browser = Browser::open((120, 36));
    browser.press("f");
    click(&mut browser, "連携方式");
    assert!(browser.screen().contains("▌連携方式"), "{}", browser.screen());
    click(&mut browser, "[ ]");
    assert!(browser.0.state.search.text().starts_with("連携方式="), "{}", browser.0.state.search.text());
    mouse(&mut browser, "wheeldown", "[✓]");
    click(&mut browser, "事例（");
    assert_eq!(browser.0.state.context(), Context::List, "a click beside them closes them");
    browser.press("/ <ctrl-u> 標準: <tab>");
    click(&mut browser, "JAHIS放射線データ交換規約");
    assert_eq!(browser.0.state.search.text(), "標準:JAHIS放射線データ交換規約");
    assert_eq!(browser.0.state.context(), Context::Search);
}

#[test]
fn facets_left_without_a_choice_change_nothing() {
    let mut browser = Browser::open((50, 15));
    browser.press("<enter> l f l j q");
    assert_eq!(browser.0.state.context(), Context::Fields);
    assert_eq!((browser.0.state.search.text(), browser.0.state.detail.section), ("", 1));
}

#[test]
fn labels_light_up_also_in_english() {
    let state = State::new(source::load(&[]), Lang::En, Keymap::built_in());
    let mut browser = Browser::with((110, 20), state, Theme::new(true));
    browser.press("/ <paste registered pat> <enter>");
    let buffer = browser.buffer();
    let lit = |y| -> String {
        let cells = (0..buffer.area.width).map(|x| &buffer[(x, y)]);
        cells.filter(|cell| cell.bg == Color::Yellow).map(Cell::symbol).collect()
    };
    let label = u16::try_from(at(&browser, "▌ Municipal participation").1).unwrap();
    assert_eq!(lit(label), "pat", "the label under the cursor");
    assert_eq!((0..20).map(lit).collect::<String>(), "patpatpat", "and the card above the tabs");
}

#[test]
fn the_second_line_shows_what_was_found() {
    for (query, first, second) in [
        ("患者≧1", "▌登録患者数 2708 ", " 登録患者数 32187 "),
        ("連携", "▌代表団体 …圏医療連携推進協…", " システム… 医療連携 "),
        ("標準:SS-MIX", "▌標準化ス… SS-MIX 2、PIX/P", " 標準化ス… SS-MIX 2 "),
        // What is blank has no words.
        ("空:運用終了年", "▌患者 2,708 · 2013年", " 患者 32,187 · 2012年"),
    ] {
        let browser = searching((120, 12), query);
        assert_eq!((at(&browser, first), at(&browser, second)), ((0, 3), (0, 5)), "{query}");
    }
}

#[test]
fn a_burst_of_keys_is_searched_for_once() {
    let mut browser = Browser::open((120, 36));
    browser.press("/");
    let before = browser.0.state.search.searches;
    let burst: String = "さいたまりえか".repeat(3).chars().take(20).collect();
    assert_eq!(inputs(&burst).len(), 20);
    browser.0.run(&mut Queue(inputs(&burst).into())).unwrap();
    assert_eq!(browser.0.state.search.text(), burst);
    assert_eq!(browser.0.state.search.searches, before + 1);
    // What looks at what was found sees what was typed before it.
    browser.press("<ctrl-u>");
    let before = browser.0.state.search.searches;
    browser.0.run(&mut Queue(inputs("と ね っ <enter> l l").into())).unwrap();
    assert_eq!(browser.0.state.search.searches, before + 1);
    assert_eq!(browser.0.state.open_case().unwrap().1.id, "tonet");
    assert_eq!(browser.0.state.detail.section, 2);
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
    let gone = || Reason::Words("gone".to_owned());
    assert_eq!(run("l", Some(Input::Failed(gone()))), Ending::InputFailed(gone()));
}
