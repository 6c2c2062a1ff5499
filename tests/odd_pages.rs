//! Pages with far too much of one thing: what a key lays out and searches is bounded, all of the page can be
//! reached, and what is left out is said. The work is counted; `cargo bench --bench odd_pages` has the times.

#![expect(clippy::unwrap_used, reason = "helpers of tests may stop a test")]

#[allow(dead_code, reason = "others use the rest of it")]
mod driver;
#[allow(dead_code, reason = "others use the rest of it")]
mod screen;
#[allow(dead_code, reason = "the bench uses the rest of it")]
mod too_much;

use driver::{Browser, inputs};
use jirei::config::Keymap;
use jirei::lang::Lang;
use jirei::model::Catalog;
use jirei::source::read_pages;
use jirei::tui::input::Input;
use jirei::tui::state::State;
use jirei::tui::theme::Theme;
use screen::is_said;
use too_much::TooMuch;

/// The lines and fields that a key may lay out.
const MOST_LINES: usize = 30_000;
const MOST_STOPS: usize = 1_000;

fn browser(kind: TooMuch, count: usize) -> Browser {
    let mut catalog = Catalog::default();
    let pages = read_pages("page.txt", kind.text(count).into_bytes()).unwrap();
    catalog.add(pages.into_iter().map(|case| {
        let identity = jirei::model::Identity::from_case(&case);
        (case, identity)
    }));
    Browser::with((80, 24), State::new(catalog, Lang::Ja, Keymap::built_in()), Theme::new(true))
}

/// Presses keys, each of which lays out no more than a screenful of work.
fn press(browser: &mut Browser, script: &str) {
    for input in inputs(script) {
        if let Input::Resize(size) = input {
            browser.0.terminal.backend_mut().resize(size.width, size.height);
        }
        browser.0.feed([input]).unwrap();
        let table = &browser.0.scene.detail.table;
        assert!(table.lines.len() <= MOST_LINES, "{} lines", table.lines.len());
        assert!(table.stops.len() <= MOST_STOPS, "{} fields", table.stops.len());
        let popup = browser.0.scene.popup.lines.len();
        assert!(popup <= MOST_LINES, "{popup} lines of a popup");
    }
}

#[test]
fn every_field_of_a_long_section_is_reached_both_ways() {
    let mut browser = browser(TooMuch::Fields, 2_500);
    press(&mut browser, "<tab> l g");
    let count = browser.0.state.open_section().unwrap().fields.len();
    assert!(count > 2_500);
    for expected in 0..count {
        // A field taller than the screen is read line by line.
        while browser.0.state.detail.field < expected {
            press(&mut browser, "j");
        }
        assert_eq!(browser.0.state.detail.field, expected);
        let shown = browser.0.scene.detail.table.of(browser.0.state.detail.place());
        let top = browser.0.state.detail.top;
        assert!(top <= shown.start && shown.start < top + browser.0.scene.regions.table_height());
    }
    for expected in (0..count).rev() {
        while browser.0.state.detail.field > expected {
            press(&mut browser, "k");
        }
        assert_eq!(browser.0.state.detail.field, expected);
    }
    press(&mut browser, "G");
    assert_eq!(browser.0.state.detail.field, count - 1);
    press(&mut browser, "g");
    assert_eq!((browser.0.state.detail.field, browser.0.state.detail.top), (0, 0));
    let mut last = None;
    while last != Some((browser.0.state.detail.field, browser.0.state.detail.top)) {
        last = Some((browser.0.state.detail.field, browser.0.state.detail.top));
        press(&mut browser, "<pagedown>");
    }
    assert_eq!(browser.0.state.detail.field, count - 1, "page by page to the end");
    press(&mut browser, "<pageup>");
    assert!(browser.screen().contains("欄24"), "{}", browser.screen());
}

#[test]
fn a_part_says_what_is_above_and_below_it_and_a_hit_in_another_part_is_shown() {
    let mut browser = browser(TooMuch::Fields, 2_500);
    press(&mut browser, "<tab> l g");
    browser.press("<resize 80x24>");
    assert!(!is_said(&browser, "browser.more_above"), "{}", browser.screen());
    let table = &browser.0.scene.detail.table;
    assert_eq!(table.before, None);
    assert_eq!(
        table.after.unwrap().count + table.stops.len(),
        browser.0.state.open_section().unwrap().fields.len()
    );
    press(&mut browser, "/ <paste 値2222> <enter>");
    let field = browser.0.state.open_field().unwrap();
    assert_eq!(field.text, "値2222");
    assert!(browser.screen().contains("値2222"), "{}", browser.screen());
    press(&mut browser, "<esc> a z z G g");
    assert_eq!(browser.0.state.detail.place(), (0, 0));
}

#[test]
fn every_section_of_a_long_page_is_reached_on_the_whole_page_and_by_tabs() {
    let mut browser = browser(TooMuch::Sections, 2_500);
    let sections = browser.0.state.open_case().unwrap().1.sections.len();
    assert!(sections > 2_500);
    press(&mut browser, "<tab> g");
    for expected in 0..sections {
        assert_eq!(browser.0.state.detail.section, expected);
        assert!(browser.0.scene.regions.tab_bar.tabs.iter().any(|tab| tab.section == expected && tab.open));
        press(&mut browser, "l");
    }
    press(&mut browser, "a z g");
    let mut seen = vec![false; sections];
    for _ in 0..2 * sections {
        seen[browser.0.state.detail.section] = true;
        press(&mut browser, "j");
    }
    let missing: Vec<usize> = (0..sections).filter(|section| !seen[*section]).collect();
    assert!(missing.is_empty(), "{missing:?}");
    press(&mut browser, "s j G <esc> ! G <esc> f <esc>");
}

#[test]
fn of_a_long_value_a_part_is_shown_and_searched_and_that_is_said() {
    let mut browser = browser(TooMuch::Value, 400_000);
    press(&mut browser, "/ <paste 長い>");
    assert!(is_said(&browser, "query.cut"));
    press(&mut browser, "<enter> n N G <esc>");
    press(&mut browser, "<tab> <enter> G <esc> a <resize 40x24> <resize 200x60>");
    let table = &browser.0.scene.detail.table;
    let words = |line: &jirei::tui::state::table::TableRow| -> String {
        line.spans.iter().map(|span| span.text.as_str()).collect()
    };
    assert!(table.lines.iter().any(|line| words(line).contains("字は表示も検索もしていません")));
    press(&mut browser, "/ <paste 長い>");
    assert!(!is_said(&browser, "query.cut"), "once");
}

#[test]
fn every_kind_stays_within_its_bounds() {
    for kind in TooMuch::ALL {
        let mut browser = browser(kind, 20_000);
        press(
            &mut browser,
            "<tab> l j <enter> G <esc> a G g <pagedown> z z <tab> / の ー a <enter> n N <esc>",
        );
        press(&mut browser, "f l <esc> s G <esc> ! G <esc> Y <esc> : <esc> <resize 40x10> <resize 120x36>");
    }
}

#[test]
fn another_page_is_compared_as_far_as_that_is_quick_and_that_is_said() {
    let mut browser = browser(TooMuch::Pages, 2_000);
    press(&mut browser, "<resize 160x40>");
    let compared = browser.0.state.catalog.compared_pages(0).len();
    assert!((1..1_000).contains(&compared), "{compared}");
    assert!(browser.screen().contains("ページと比べています"), "{}", browser.screen());
}
