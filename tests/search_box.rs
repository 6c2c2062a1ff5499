//! The search box: where it stands, and what of the query is in it.

#![expect(clippy::unwrap_used, reason = "helpers of tests may stop a test")]

#[allow(dead_code, reason = "others use the rest of it")]
mod driver;
#[allow(dead_code, reason = "others use the rest of it")]
mod generator;

use driver::Browser;
use generator::catalog;
use jirei::config::Keymap;
use jirei::lang::Lang;
use jirei::text::width::cells;
use jirei::tui::state::State;
use jirei::tui::theme::Theme;

const SIZES: [(u16, u16); 4] = [(120, 36), (80, 24), (50, 15), (30, 8)];

fn head(browser: &Browser) -> String {
    browser.screen().lines().next().unwrap().to_owned()
}

#[test]
fn the_box_stays_where_it_is_while_the_count_changes() {
    for lang in [Lang::Ja, Lang::En] {
        let state = State::new(catalog::loaded(120), lang, Keymap::built_in());
        let mut browser = Browser::with((120, 36), state, Theme::new(true));
        for (width, height) in SIZES {
            browser.press(&format!("<esc> <resize {width}x{height}> /"));
            let line = browser.0.scene.regions.search_line.unwrap();
            let mut digits = std::collections::BTreeSet::new();
            for letter in ["患", "者", ">", "=", "3", "万", " ", "と"] {
                browser.press(&format!("<paste {letter}>"));
                assert_eq!(browser.0.scene.regions.search_line, Some(line), "{}", head(&browser));
                digits.insert(browser.0.state.search.hits().map_or(120, <[_]>::len).to_string().len());
            }
            assert!(digits.len() > 1, "the count has to have as many digits as it can: {digits:?}");
            let end = usize::from(line.count.right());
            assert_eq!(cells(head(&browser).trim_end()), end, "the count ends where it did");
        }
    }
}

#[test]
fn a_query_sorts_the_list_by_any_column_and_says_what_is_none() {
    let mut browser = Browser::open((120, 36));
    browser.press("/");
    browser.press("<paste 順:-患者>");
    browser.press("<enter>");
    let first = |browser: &Browser| {
        let state = &browser.0.state;
        state
            .search
            .hits()
            .unwrap()
            .iter()
            .map(|hit| state.catalog.case(hit.entry).unwrap().id.clone())
            .next()
    };
    assert_eq!(first(&browser).as_deref(), Some("tonet"));
    assert!(browser.screen().contains("順:-患者"), "{}", browser.screen());
    browser.press("<esc> /");
    browser.press("<paste 順:患者>");
    assert_eq!(first(&browser).as_deref(), Some("mogaminet"));
    browser.press("<esc> <esc> /");
    browser.press("<paste 順:患者教>");
    assert_eq!(browser.0.state.search.query.problems.len(), 1);
    assert_eq!(browser.0.state.search.hits().unwrap().len(), 2, "nothing is left out");
}

#[test]
fn the_name_of_the_program_gives_way_to_the_query_and_what_is_cut_is_marked() {
    for (size, typed, line) in [
        ((50, 15), "もがみネット 同意書", " 検索 ▌もがみネット 同意書"),
        ((50, 15), "is:bookmarked", " 検索 ▌is:bookmarked"),
        ((30, 8), "もがみネット 同意書", " 検索 ▌…"),
        ((80, 24), "患者≧3万", " jirei  事例 2 件"),
        ((80, 24), "もがみネット 同意書 県:山形 埼玉 患者≧3万 is:しおり", " 検索 ▌もがみネット"),
        ((120, 36), "もがみネット 同意書 県:山形 患者≧3万 方式:集中", " jirei  事例 2 件"),
    ] {
        let mut browser = Browser::open(size);
        browser.press("/");
        browser.press(&format!("<paste {typed}>"));
        let head = head(&browser);
        assert!(head.starts_with(line), "{head}");
        assert!(head.contains('…') || head.contains(typed), "{head}");
        let caret = browser.0.terminal.get_cursor_position().unwrap();
        let end = jirei::text::width::cut_front(typed, 4);
        let (before, _) = head.split_once(end).unwrap();
        assert_eq!(usize::from(caret.x), cells(before) + cells(end), "{head}");
        browser.press("<home>");
        let cut = browser.screen().lines().next().unwrap().to_owned();
        let caret = browser.0.terminal.get_cursor_position().unwrap();
        assert_eq!(
            cut.split_once(typed.chars().next().unwrap()).map(|(before, _)| cells(before)),
            Some(caret.x.into())
        );
        assert_eq!(cut.contains('…'), head.contains('…'), "{cut}");
    }
}
