//! Reading: the whole page as one, blanks hidden, terms explained.

#![expect(clippy::unwrap_used, reason = "helpers of tests may stop a test")]

mod driver;
#[allow(dead_code, reason = "others use the rest of it")]
mod screen;

use driver::Browser;
use jirei::config::Keymap;
use jirei::lang::Lang;
use jirei::source;
use jirei::tui::layout::Pane;
use jirei::tui::state::State;
use jirei::tui::state::span_line::WordStyle;
use jirei::tui::theme::Theme;
use ratatui::style::{Color, Modifier};
use screen::{at, is_said, says, shows};

const SIZES: [(u16, u16); 2] = [(120, 36), (50, 15)];

fn english(size: (u16, u16)) -> Browser {
    Browser::with(size, State::new(source::load(&[]), Lang::En, Keymap::built_in()), Theme::new(true))
}

/// A page with these lines for its sections, `## ` before titles.
fn page(text: &str) -> Browser {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("page.md");
    std::fs::write(&path, text).unwrap();
    Browser::with((80, 24), State::new(source::load(&[path]), Lang::Ja, Keymap::built_in()), Theme::new(true))
}

fn place(browser: &Browser) -> (usize, usize) {
    browser.0.state.detail.place()
}

/// The line of the screen that the field under the cursor begins on.
fn row(browser: &Browser) -> usize {
    let detail = &browser.0.state.detail;
    browser.0.scene.detail.table.of(detail.place()).start - detail.top
}

#[test]
fn the_whole_page_wide_and_narrow() {
    for (width, height) in SIZES {
        let mut browser = Browser::open((width, height));
        browser.press("<enter> a 3 j");
        insta::assert_snapshot!(format!("whole_page_{width}x{height}"), browser.screen());
    }
    let mut browser = english((120, 36));
    browser.press("<enter> a 9");
    insta::assert_snapshot!("whole_page_english_120x36", browser.screen());
}

#[test]
fn the_whole_page_has_titles_between_its_sections_where_they_fit_and_tabs_always() {
    let mut browser = Browser::open((80, 24));
    browser.press("<enter> a 3 j");
    let titles =
        ["─ 3 参加団体数と参加患者数 ─", "─ 4 参加の同意方法について ─"].map(|title| at(&browser, title).1);
    let last = at(&browser, "  共有患者数 ").1;
    assert!(titles[0] == 7 && titles[1] == last + 2, "a blank line between them: {}", browser.screen());
    shows(&browser, &["─ もがみネット", "▌3 ", " 3/16 ─"]);
    let mut browser = Browser::open((30, 8));
    browser.press("<enter> a 3 j");
    shows(&browser, &["─ もがみネット", "▌3 参加数▐", " 3/16 ─"]);
    assert_eq!(at(&browser, "▌ 参加団体と参加患者数").1, 4, "the next one is in sight with its name");
}

#[test]
fn the_whole_page_has_every_line_of_every_section() {
    for lang in [Lang::Ja, Lang::En] {
        let state = State::new(source::load(&[]), lang, Keymap::built_in());
        let mut browser = Browser::with((100, 24), state, Theme::new(true));
        browser.press("<enter>");
        let words = |browser: &Browser| -> Vec<String> {
            let lines = &browser.0.scene.detail.table.lines;
            lines.iter().map(|line| line.spans.iter().map(|span| span.text.as_str()).collect()).collect()
        };
        let mut single: Vec<Vec<String>> = vec![words(&browser)];
        for _ in 1..16 {
            browser.press("l");
            single.push(words(&browser));
        }
        browser.press("a");
        let whole = words(&browser);
        let mut at = 0;
        for lines in single {
            at += whole[at..].windows(lines.len()).position(|window| window == lines).unwrap() + lines.len();
        }
        let stops = browser.0.scene.detail.table.stops.len();
        let case = browser.0.state.open_case().unwrap().1;
        assert_eq!(stops, case.sections.iter().map(|section| section.fields.len()).sum::<usize>());
    }
}

#[test]
fn the_cursor_goes_through_all_sections_and_the_tab_bar_follows() {
    let mut browser = Browser::open((80, 24));
    browser.press("<enter> a");
    let mut seen = vec![place(&browser)];
    let mut before = ((0, 0), 0);
    loop {
        browser.press("j");
        let detail = &browser.0.state.detail;
        let tab = browser.0.scene.regions.tab_bar.tabs.iter().find(|tab| tab.open).unwrap().section;
        assert_eq!(tab, detail.section);
        if before == (place(&browser), detail.top) {
            break;
        }
        before = (place(&browser), detail.top);
        if seen.last() != Some(&before.0) {
            seen.push(before.0);
        }
    }
    let case = browser.0.state.open_case().unwrap().1;
    let all = case.sections.iter().enumerate();
    let all: Vec<(usize, usize)> =
        all.flat_map(|(at, section)| (0..section.fields.len()).map(move |field| (at, field))).collect();
    assert_eq!(seen, all);
    browser.press("g");
    assert_eq!((place(&browser), browser.0.state.detail.top), ((0, 0), 0));
    browser.press("G");
    assert_eq!(place(&browser), *all.last().unwrap());
    assert!(browser.screen().contains("16/16"), "{}", browser.screen());
}

#[test]
fn sections_are_gone_to_in_every_way() {
    let mut browser = Browser::open((80, 24));
    let titles_first = |browser: &Browser, section: usize| {
        let detail = &browser.0.state.detail;
        let title = &browser.0.state.open_case().unwrap().1.sections[section].title;
        let top = &browser.0.scene.detail.table.lines[detail.top].spans;
        assert!(top.iter().any(|span| span.text == *title), "{title}: {}", browser.screen());
        assert_eq!(place(browser), (section, 0));
    };
    browser.press("<enter> a 3");
    titles_first(&browser, 2);
    browser.press("l");
    titles_first(&browser, 3);
    browser.press("j j <left>");
    titles_first(&browser, 2);
    browser.press("j j 3");
    titles_first(&browser, 2);
    browser.press("s 9 <enter>");
    titles_first(&browser, 8);
    let tab = browser.0.scene.regions.tab_bar.tabs.iter().find(|tab| tab.section == 9).unwrap().clone();
    let tabs = browser.0.scene.regions.detail.unwrap().tabs;
    browser.press(&format!("<click {},{}>", tabs.x + tab.start + 1, tabs.y));
    titles_first(&browser, 9);
    browser.press("<wheelup 20,12> <wheelup 20,12> <wheelup 20,12> <wheelup 20,12> <wheelup 20,12>");
    assert!(place(&browser).0 < 9, "the wheel takes the open tab along");
}

#[test]
fn what_one_looks_at_stays_through_every_change() {
    let mut browser = Browser::open((80, 24));
    browser.press("<enter> 9 j j");
    let (at, line) = (place(&browser), row(&browser));
    browser.press("a");
    assert_eq!((place(&browser), row(&browser)), (at, line));
    browser.press("]");
    assert_eq!(browser.0.state.open_case().unwrap().1.id, "tonet");
    assert!(browser.0.state.detail.whole, "the choice holds");
    assert_eq!((place(&browser), row(&browser)), (at, line));
    for size in ["120x36", "50x15", "30x8", "20x5", "80x24"] {
        browser.press(&format!("<resize {size}>"));
        assert_eq!(place(&browser), at, "{size}");
    }
    browser.press("[ a");
    assert_eq!(place(&browser), at);
    assert!(!browser.0.state.detail.whole);
    assert!(!browser.screen().contains(" · 全体"), "{}", browser.screen());
}

#[test]
fn from_the_list_of_a_small_terminal_the_page_comes_in_front() {
    for key in ["a", "z", "ａ"] {
        let mut browser = Browser::open((50, 15));
        browser.press(key);
        assert_eq!(browser.0.state.pane, Pane::Fields, "{key}");
    }
}

#[test]
fn hits_and_notes_are_gone_to_on_the_whole_page() {
    let mut browser = Browser::open((80, 24));
    browser.press("/ 患者 <enter> a");
    for at in browser.0.scene.hits.places.clone() {
        let table = browser.0.scene.regions.detail.unwrap().table;
        // A label under the cursor is lit up within its own reversed colours.
        let under_cursor = ratatui::style::Modifier::UNDERLINED | ratatui::style::Modifier::REVERSED;
        let mut cells = table.positions().map(|at| &browser.buffer()[at]);
        let is_lit = cells.any(|cell| cell.bg == Color::Yellow || cell.modifier.contains(under_cursor));
        assert!(is_lit && place(&browser) == at, "{at:?}: {}", browser.screen());
        browser.press("n");
    }
    browser.press("<esc> <enter> ! <enter>");
    let state = &browser.0.state;
    assert!(state.detail.whole && browser.0.scene.detail.table.of(place(&browser)).start >= state.detail.top);
}

#[test]
fn hidden_blanks_wide_and_narrow() {
    for (width, height) in SIZES {
        let mut browser = Browser::open((width, height));
        browser.press("<enter> z 6");
        insta::assert_snapshot!(format!("hidden_blanks_{width}x{height}"), browser.screen());
    }
}

#[test]
fn how_many_blanks_are_hidden_is_told_below_each_section_and_in_the_title() {
    let mut browser = english((80, 24));
    browser.press("<enter> a z s 1 6 <enter>");
    shows(&browser, &[" · no blanks ", "▌16 "]);
    let (one, two) = (at(&browser, "1 blank field hidden (z "), at(&browser, "2 blank fields hidden (z "));
    let sections = ["─ 15 予算", "─ 16 費用"].map(|title| at(&browser, title).1);
    assert!(sections[0] < one.1 && one.1 < sections[1] && sections[1] < two.1, "{}", browser.screen());
    for (size, title) in [((80, 24), "─ もがみネット · 空欄省略 "), ((30, 8), "─ もが… · 空欄省略 ")]
    {
        let mut browser = Browser::open(size);
        browser.press("<enter> z 6");
        shows(&browser, &[title, "▌6 サービス▐", "▌ サービス", "・退院時サマリ"]);
    }
}

#[test]
fn the_cursor_never_stands_on_a_hidden_field() {
    for whole in ["", "a"] {
        let mut browser = Browser::open((80, 24));
        browser.press("<enter>").press(whole).press("j j j j");
        assert!(browser.0.state.open_field().unwrap().value.is_blank());
        browser.press("z");
        assert!(!browser.0.state.open_field().unwrap().value.is_blank());
        for keys in ["k", "j j j j", "G", "g", "5 j", "<wheeldown 20,12>", "]", "6", "j j j", "["] {
            browser.press(keys);
            let field = browser.0.state.open_field();
            assert!(field.is_none_or(|field| !field.value.is_blank()), "{keys}: {}", browser.screen());
        }
        assert!(browser.0.state.detail.hides_blanks, "the choice holds");
        browser.press("z");
        assert!(!is_said(&browser, "browser.hidden_blanks"), "{}", browser.screen());
    }
}

/// The built-in page with the services of section 6 left blank.
fn without_services() -> Browser {
    let seed = include_str!("../seeds/mogaminet.txt");
    let start = seed.find("\nサービス\t").unwrap() + "\nサービス\t".len();
    let end = start + seed[start..].find("\n補足").unwrap();
    page(&format!("{}{}", &seed[..start], &seed[end..]))
}

#[test]
fn a_section_of_blanks_only_says_so_and_nothing_breaks() {
    let mut browser = without_services();
    browser.press("<enter> 6 z");
    says(&browser, "browser.only_blanks");
    shows(&browser, &["（3 項目、z "]);
    assert!(browser.screen().contains("▌6 サービス —▐"), "{}", browser.screen());
    browser.press("y");
    says(&browser, "message.no_field_here");
    assert!(browser.0.outside.0.is_empty());
    browser.press("j k K");
    assert!(browser.screen().contains("┌ 用語集"), "{}", browser.screen());
    browser.press("<esc> 5");
    let tab = browser.0.scene.regions.tab_bar.tabs.iter().find(|tab| tab.section == 5).unwrap().clone();
    assert!(tab.blank && tab.words.trim_end().ends_with('—'), "{tab:?}");
    let tabs = browser.0.scene.regions.detail.unwrap().tabs;
    let cell = &browser.buffer()[(tabs.x + tab.start, tabs.y)];
    assert!(cell.modifier.contains(Modifier::DIM));
    browser.press("a 6");
    says(&browser, "browser.only_blanks");
    assert_eq!(at(&browser, "▌ ").1, at(&browser, "（3 項目、z ").1, "the cursor stands on it");
    browser.press("j");
    assert_eq!(place(&browser).0, 6);
    browser.press("k k");
    assert_eq!(place(&browser).0, 4);
}

#[test]
fn a_note_about_a_blank_field_shows_the_blanks_again() {
    let seed = include_str!("../seeds/mogaminet.txt");
    // A label without a value cell.
    let text = seed.replacen("\n疾病\t", "\n疾病", 1);
    let mut browser = page(&text);
    let case = browser.0.state.open_case().unwrap().1;
    let place_of_note = case.diagnostics.iter().position(|found| found.field == Some("diseases"));
    let steps = "j ".repeat(place_of_note.unwrap_or_else(|| panic!("{:?}", case.diagnostics)));
    browser.press("<enter> z !").press(&steps).press("<enter>");
    assert_eq!(browser.0.state.open_field().unwrap().label, "疾病");
    assert!(!browser.0.state.detail.hides_blanks);
    says(&browser, "message.blanks_shown");
}

#[test]
fn terms_wide_and_narrow() {
    for (width, height) in SIZES {
        let mut browser = Browser::open((width, height));
        browser.press("<enter> 9 j j j K");
        insta::assert_snapshot!(format!("terms_{width}x{height}"), browser.screen());
    }
    let mut browser = english((50, 15));
    browser.press("<enter> 9 j j j K K <pagedown>");
    insta::assert_snapshot!("glossary_english_50x15", browser.screen());
}

#[test]
fn the_terms_of_a_field_are_counted_and_keep_their_japanese_names_and_order_in_english() {
    for mut browser in [Browser::open((80, 24)), english((80, 24))] {
        browser.press("<enter> 9 j j j K j");
        let lines = &browser.0.scene.popup.lines;
        let terms =
            lines.iter().filter_map(|line| line.spans.first().filter(|span| span.style == WordStyle::Strong));
        let terms: Vec<&str> = terms.map(|span| span.text.trim()).collect();
        assert_eq!(terms, ["SS-MIX2", "PIX", "PIXV3・PDQV3", "PDQ", "標準化ストレージ"]);
        shows(&browser, &[" 2/5 ──┘", "  エスエスミックスツー"]);
    }
    // The smallest screen has the reading of a word below it.
    let mut browser = Browser::open((30, 8));
    browser.press("<enter> 9 j j j K");
    assert_eq!((at(&browser, "│▌SS-MIX2 "), at(&browser, "エスエス").1), ((0, 2), 3));
    shows(&browser, &[" 1/5 ──┘"]);
}

#[test]
fn terms_are_marked_and_hits_win() {
    for color in [true, false] {
        let state = State::new(source::load(&[]), Lang::Ja, Keymap::built_in());
        let mut browser = Browser::with((80, 24), state, Theme::new(color));
        browser.press("<enter> 9");
        let term = |browser: &Browser| {
            let (x, y) = at(browser, "PIX/PIXV3");
            (u16::try_from(x).unwrap(), u16::try_from(y).unwrap())
        };
        let (left, line) = term(&browser);
        let style = |browser: &Browser, x: u16| browser.buffer()[(left + x, line)].style();
        let modifiers = |browser: &Browser, x| style(browser, x).add_modifier;
        assert_eq!(modifiers(&browser, 0), Modifier::UNDERLINED);
        assert_eq!(modifiers(&browser, 3), Modifier::empty(), "what parts two terms");
        browser.press("/ PIX <enter>").press("9");
        let lit = browser.buffer()[term(&browser)].style();
        assert!(lit.add_modifier.contains(Modifier::BOLD | Modifier::UNDERLINED), "{lit:?}");
        assert_eq!(lit.bg == Some(Color::Yellow), color);
    }
}

#[test]
fn the_key_goes_from_the_terms_of_a_field_to_all_and_away() {
    let mut browser = Browser::open((120, 48));
    browser.press("<enter> 9 j j j K");
    let screen = browser.screen();
    let (_, screen) = screen.split_once("┌ 用語").unwrap();
    let order = ["SS-MIX2", "PIX  ", "PIXV3・PDQV3", "PDQ  ", "標準化ストレージ  "]
        .map(|term| screen.find(term).unwrap());
    assert!(order.is_sorted(), "the label's come after the value's: {screen}");
    says(&browser, "popup.all_terms");
    shows(&browser, &["┌ 用語 ", "（60 語）"]);
    browser.press("K");
    assert!(browser.screen().contains("1/60"), "{}", browser.screen());
    browser.press("Ｋ");
    assert!(!browser.screen().contains("┌ 用語"), "{}", browser.screen());
    browser.press("g g 9 k 1 j j j j K");
    says(&browser, "message.no_term");
    assert!(!browser.screen().contains("┌ 用語"), "nothing covers the page: {}", browser.screen());
    browser.press("K");
    assert!(browser.screen().contains("1/60"), "{}", browser.screen());
    // Elsewhere it is said again first.
    browser.press("<esc> k k K");
    assert!(!browser.screen().contains("1/60"), "{}", browser.screen());
}

#[test]
fn a_term_that_is_chosen_is_searched_for() {
    let mut browser = Browser::open((120, 36));
    browser.press("<enter> 9 j j j K j <enter>");
    assert_eq!(browser.0.state.search.text(), "PIX");
    assert!(!browser.0.state.is_typing());
    assert_eq!(browser.0.state.list.rows().len(), 1);
    browser.press("<esc>");
    assert_eq!(browser.0.state.search.text(), "");
}
