//! Bookmarks, pane sizes, dragging and copying, in the browser's own loop.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops by panicking")]

#[allow(dead_code, reason = "others use the rest of it")]
mod driver;
#[allow(dead_code, reason = "others use the rest of it")]
mod screen;

use driver::Browser;
use jirei::config::{Kept, KeptName, KeptPlace, Keymap, ThemeChoice};
use jirei::lang::Lang;
use jirei::source;
use jirei::tui::layout::Bar;
use jirei::tui::layout::Pane;
use jirei::tui::state::State;
use jirei::tui::theme::Theme;
use jirei::tui::theme::look::Look;
use screen::{at, click, is_said, mouse, says, shows};

fn kept_from(browser: &Browser) -> Kept {
    let mut kept = browser.0.outside.1.clone();
    kept.merge(&browser.0.state.changes());
    kept
}

/// The built-in pages, in a run after the one that left this.
fn next_run(kept: Kept) -> Browser {
    let mut state = State::new(source::load(&[]), Lang::Ja, Keymap::built_in());
    state.take_up(kept);
    state.list.arrange(&state.catalog, None);
    state.go_back(1);
    Browser::with((120, 36), state, Theme::new(true))
}

#[test]
fn b_marks_the_case_in_the_list_and_on_its_page_and_says_so() {
    let mut browser = Browser::open((80, 24));
    browser.press("j b");
    let screen = browser.screen();
    for words in ["とねっと ✭", "─ ✭ とねっと "] {
        assert!(screen.contains(words), "{words}\n{screen}");
    }
    says(&browser, "message.bookmarked");
    assert_eq!(browser.0.outside.1.bookmarks.len(), 1, "it is kept at once");
    browser.press("<enter> b");
    says(&browser, "message.unbookmarked");
    assert!(!browser.screen().contains('✭'));
    assert!(browser.0.outside.1.bookmarks.is_empty());
    // An input method may stay on.
    browser.press("ｂ");
    says(&browser, "message.bookmarked");
}

#[test]
fn a_search_for_bookmarks_before_there_is_one_says_how_to_set_one() {
    for (query, words) in
        [("is:しおり", true), ("有:しおり 埼玉", true), ("-is:しおり zzzz", false), ("zzzz", false)]
    {
        let mut browser = Browser::open((120, 36));
        browser.press(&format!("/ <paste {query}>"));
        let screen = browser.screen();
        assert_eq!(is_said(&browser, "browser.no_bookmarks"), words, "{query}\n{screen}");
        assert_eq!(is_said(&browser, "browser.set_sign"), words, "{query}\n{screen}");
        assert_eq!(is_said(&browser, "browser.no_hits_where"), !words, "{query}\n{screen}");
    }
    let state = State::new(source::load(&[]), Lang::En, Keymap::built_in());
    let mut browser = Browser::with((50, 15), state, Theme::new(true));
    browser.press("/ <paste is:bookmarked> <enter>");
    insta::assert_snapshot!("no_bookmark_50x15", browser.screen());
    let mut browser = Browser::open((120, 36));
    browser.press("b / <paste is:しおり zzzz>");
    says(&browser, "browser.no_hits_where");
}

#[test]
fn a_list_of_bookmarks_stays_until_it_is_searched_for_again() {
    let mut browser = Browser::open((120, 36));
    browser.press("b / is:bookmarked <enter>");
    assert!(browser.screen().contains("1/2 件"), "{}", browser.screen());
    browser.press("b");
    assert!(browser.screen().contains("1/2 件") && !browser.screen().contains('✭'));
    browser.press("/ <space> <enter>");
    assert!(browser.screen().contains("0/2 件"), "{}", browser.screen());
    browser.press("<esc> <esc> / -is:しおり <enter>");
    assert!(browser.screen().contains("2/2 件"), "{}", browser.screen());
}

#[test]
fn marks_are_looked_for_and_the_list_follows_them() {
    let mut browser = Browser::open((120, 36));
    browser.press("/ <paste is:印> <enter>");
    for id in ["browser.no_marks", "browser.set_sign"] {
        assert!(is_said(&browser, id), "{}", browser.screen());
    }
    browser.press("<esc> <esc> j x / <paste is:印> <enter>");
    assert!(
        browser.screen().contains("1/2 件") && browser.screen().contains("とねっと ●"),
        "{}",
        browser.screen()
    );
    browser.press("<esc> <esc> / <paste -is:marked> <enter>");
    assert!(browser.screen().contains("1/2 件"), "{}", browser.screen());
    assert_eq!(browser.0.state.open_case().unwrap().1.id, "mogaminet");
    browser.press("x");
    assert!(browser.screen().contains("0/2 件"), "{}", browser.screen());
    browser.press("<esc> <esc> t / <paste is:印> <enter>");
    assert_eq!(browser.0.state.sheet_entries().len(), 2);
    browser.press("x");
    assert_eq!(browser.0.state.sheet_entries().len(), 1, "a table follows as well");
    browser.press("X");
    assert!(browser.0.state.sheet_entries().is_empty());
}

#[test]
fn marks_are_seen_on_small_screens_in_the_list_the_table_and_the_case() {
    for lang in [Lang::Ja, Lang::En] {
        let state = State::new(source::load(&[]), lang, Keymap::built_in());
        let mut browser = Browser::with((50, 15), state, Theme::new(true));
        browser.press("b x");
        let message = |browser: &Browser, id, count: usize| {
            let names: [(&str, &dyn std::fmt::Display); 3] =
                [("name", &"もがみネット"), ("count", &count), ("key", &"c")];
            shows(browser, &[&lang.fill(id, &names)]);
        };
        message(&browser, "sheet.marked", 1);
        shows(&browser, &["もがみネット ● ✭"]);
        browser.press("x");
        message(&browser, "sheet.unmarked", 0);
        browser.press("<enter> x");
        message(&browser, "sheet.marked", 1);
        shows(&browser, &["─ ● ✭ もがみネット"]);
        browser.press("<esc> t");
        shows(&browser, &["● もが"]);
        browser.press("X");
        says(&browser, "sheet.marks_cleared");
        assert!(!browser.screen().contains('●'));
    }
}

#[test]
fn marks_are_kept_from_run_to_run_until_all_are_taken_away() {
    let mut browser = Browser::open((120, 36));
    browser.press("j x");
    assert_eq!(browser.0.outside.1.marks.len(), 1, "it is kept at once");
    browser.press("k x j x");
    let mut again = next_run(kept_from(&browser));
    assert!(again.screen().contains("もがみネット ●"), "{}", again.screen());
    assert_eq!(again.screen().matches('●').count(), 1);
    again.press("x");
    again.press("X");
    says(&again, "sheet.marks_cleared");
    assert!(kept_from(&again).marks.is_empty());
    assert!(!next_run(kept_from(&again)).screen().contains('●'));
}

#[test]
fn a_run_goes_on_where_the_last_one_was() {
    let mut browser = Browser::open((120, 36));
    browser.press("S j j <enter> b j / 患者 <enter> <esc> j 4 <enter> j j > >");
    let before = browser.0.state.open_field().unwrap().label.clone();
    let case = browser.0.state.open_case().unwrap().1.name.clone();
    let again = next_run(kept_from(&browser));
    let state = &again.0.state;
    assert_eq!(state.open_case().unwrap().1.name, case);
    assert_eq!((state.detail.section, state.open_field().unwrap().label.clone()), (3, before));
    assert_eq!(state.search.history.accepted(), ["患者"]);
    assert!(again.screen().contains("略称 ▲") && again.screen().contains('✭'), "{}", again.screen());
    assert_eq!(again.0.scene.regions.list.unwrap().outer.width, 34);
    // What one run leaves alone stays as it was left.
    assert_eq!(kept_from(&again).place, kept_from(&browser).place);
    assert_eq!(again.0.state.changes().list_width, None);
}

#[test]
fn a_theme_is_kept_until_the_setting_is_another_one() {
    let mut browser = Browser::open((80, 24));
    browser.0.state.look = Look::new(ThemeChoice::Auto);
    browser.press("T j j <enter>");
    says(&browser, "message.theme");
    let kept = kept_from(&browser);
    let next = |setting, variable: &str| {
        let mut state = State::new(source::load(&[]), Lang::Ja, Keymap::built_in());
        state.look = Look::from_environment(setting, |name| (name == variable).then(|| "1".to_owned()));
        state.take_up(kept.clone());
        state.look.choice
    };
    assert_eq!(next(ThemeChoice::Auto, ""), ThemeChoice::Light);
    assert_eq!(next(ThemeChoice::HighContrast, ""), ThemeChoice::HighContrast);
    assert_eq!(next(ThemeChoice::Auto, "NO_COLOR"), ThemeChoice::None);
}

#[test]
fn bookmarks_are_one_key_away_in_the_next_run_and_the_key_goes_back_to_all() {
    for (lang, size) in [(Lang::Ja, (120, 36)), (Lang::En, (50, 15))] {
        let mut browser = Browser::open((120, 36));
        browser.press("j b");
        let mut again = next_run(kept_from(&browser));
        again.0.state.lang = lang;
        again.press(&format!("<resize {}x{}> k *", size.0, size.1));
        assert_eq!(again.0.state.list.rows().len(), 1, "{}", again.screen());
        shows(&again, &["✭"]);
        let clause = again.0.state.search.text().to_owned();
        assert!(clause.starts_with("is:") && again.0.state.search.query.gravest_first().is_empty());
        again.press("*");
        assert_eq!(again.0.state.list.rows().len(), 2);
        assert_eq!(again.0.state.open_case().unwrap().1.short_name(), "とねっと", "it stays selected");
        // In a table the table stays.
        again.press("t *");
        assert!(again.0.state.shows_sheet() && again.0.state.list.rows().len() == 1);
        again.press("*");
        assert!(again.0.state.shows_sheet() && again.0.state.list.rows().len() == 2);
        // Whatever was searched for gives way.
        again.press("<esc> / もがみ <enter> <esc> *");
        assert_eq!(again.0.state.open_case().unwrap().1.short_name(), "とねっと");
    }
}

#[test]
fn the_last_search_comes_back_with_its_place() {
    let mut browser = Browser::open((120, 36));
    browser.press("/ 埼玉 | 山形 <enter> <tab> j <tab> 4 j");
    let place = |browser: &Browser| {
        let state = &browser.0.state;
        let name = state.open_case().unwrap().1.short_name().into_owned();
        (name, state.detail.section, state.detail.field, state.list.selected(), state.list.rows().len())
    };
    let resumed = |kept: Kept| {
        let mut state = State::new(source::load(&[]), Lang::Ja, Keymap::built_in());
        state.take_up(kept);
        state.list.arrange(&state.catalog, None);
        state.go_back(1);
        jirei::tui::resume_search(&mut state);
        Browser::with((120, 36), state, Theme::new(true))
    };
    let mut again = resumed(kept_from(&browser));
    assert_eq!(again.0.state.search.text(), "埼玉|山形");
    assert_eq!(place(&again), place(&browser));
    assert_eq!(again.0.state.changes().search, None, "nothing is new");
    again.press("<esc> <esc>");
    let left = kept_from(&again);
    assert_eq!(left.search, None);
    assert_eq!(resumed(left).0.state.search.text(), "");
}

#[test]
fn one_who_has_moved_is_not_called_back() {
    let mut catalog = source::load(&[]);
    let other = catalog.case_key(1).unwrap();
    let name = KeptName { id: Some("services".into()), words: String::new(), place: 0 };
    let place = KeptPlace { case: other, section: name, field: KeptName::default() };
    let kept = Kept { place: Some(place), ..Kept::default() };
    let open = || {
        let mut state = State::reading(Lang::Ja, Keymap::built_in());
        state.take_up(kept.clone());
        Browser::with((120, 36), state, Theme::new(true))
    };
    let pages = catalog.take_pages();
    for (keys, name) in [("", "とねっと"), ("j", "もがみネット")] {
        let mut browser = open();
        browser.press(keys);
        let visible = browser.0.scene.regions.list_rows();
        let state = &mut browser.0.state;
        state.catalog.add(pages.clone());
        state.index = jirei::search::Index::new(&state.catalog);
        state.list.arrange(&state.catalog, None);
        state.go_back(visible);
        browser.press("<resize 120x36>");
        assert_eq!(browser.0.state.open_case().unwrap().1.short_name(), name);
    }
}

#[test]
fn a_case_that_the_command_line_names_is_opened_from_within() {
    let mut catalog = source::load(&[]);
    let case = catalog.case_key(1).unwrap();
    let name = KeptName { id: Some("services".into()), words: String::new(), place: 0 };
    let asked = KeptPlace { case, section: name, field: KeptName::default() };
    let pages = catalog.take_pages();
    for size in [(120, 36), (80, 24), (50, 15)] {
        let mut state = State::reading(Lang::Ja, Keymap::built_in());
        state.begin_in(asked.clone());
        state.catalog.add(pages.clone());
        state.index = jirei::search::Index::new(&state.catalog);
        state.list.arrange(&state.catalog, None);
        state.go_back(1);
        let mut browser = Browser::with(size, state, Theme::new(true));
        let shown = |browser: &Browser| {
            let state = &browser.0.state;
            (state.open_case().unwrap().1.id.clone(), state.open_section().unwrap().id)
        };
        let named = ("tonet".to_owned(), Some("services"));
        assert_eq!((shown(&browser), browser.0.state.pane), (named.clone(), Pane::Fields), "{size:?}");
        browser.press("j j");
        assert_eq!(shown(&browser), named, "j reads on in it");
        assert!(browser.0.state.detail.field > 0);
        browser.press("[ H");
        assert_eq!(shown(&browser), named, "it is a place to come back to");
    }
}

#[test]
fn the_border_between_the_panes_moves_by_keys_and_by_the_mouse() {
    let width = |browser: &Browser| browser.0.scene.regions.list.unwrap().outer.width;
    let mut browser = Browser::open((120, 36));
    browser.press("> ＞ > ＜ ＜");
    assert_eq!(width(&browser), 32);
    let border = browser.0.scene.regions.list.unwrap().outer.right();
    browser.press(&format!("<click {border},20> <drag 50,5> <drag 51,40>"));
    assert_eq!(width(&browser), 51, "the pointer may leave the border");
    browser.press("<drag 3,3>");
    assert_eq!(width(&browser), 20);
    browser.press("<release 3,3> <drag 60,3>");
    assert_eq!(width(&browser), 20, "let go, it stays");
    browser.press("<resize 80x24>");
    let height = |browser: &Browser| browser.0.scene.regions.list.unwrap().outer.height;
    let before = height(&browser);
    let border = browser.0.scene.regions.list.unwrap().outer.bottom();
    browser.press(&format!("<click 40,{border}> <drag 40,{0}> <release 40,{0}>", border + 6));
    assert_eq!(height(&browser), before + 6, "{}", browser.screen());
    assert_eq!(at(&browser, "─ もがみネット").1, usize::from(border) + 6, "the page begins below it");
    browser.press("<resize 50x15> >");
    says(&browser, "message.no_divider");
}

#[test]
fn a_thumb_follows_the_pointer_and_the_track_takes_it_there() {
    let mut browser = Browser::open((100, 16));
    browser.press("<enter> 2");
    let bar = |browser: &Browser, bar| browser.0.scene.regions.bar(bar).unwrap();
    let table = bar(&browser, Bar::Table);
    let (x, top, bottom) = (table.column.x, table.column.y, table.column.bottom() - 1);
    assert_eq!(table.top, 0);
    browser.press(&format!("<click {x},{bottom}>"));
    let there = bar(&browser, Bar::Table);
    assert_eq!(there.top, there.lines - there.visible, "a click on the track goes there");
    browser.press(&format!("<drag 3,{top}>"));
    assert_eq!(bar(&browser, Bar::Table).top, 0, "and the thumb goes with the pointer, wherever that is");
    browser.press("<release 3,3>");
    assert_eq!(browser.0.state.pointer.grip, None);
    browser.press("?");
    let help = bar(&browser, Bar::Popup);
    let (x, bottom) = (help.column.x, help.column.bottom() - 1);
    browser.press(&format!("<click {x},{bottom}> <release 1,1>"));
    let help = bar(&browser, Bar::Popup);
    assert_eq!(help.top, help.lines - help.visible);
    assert!(browser.screen().contains("終了"), "the popup stays open");
}

#[test]
fn a_bar_of_choices_takes_the_choice_along() {
    let mut browser = Browser::open((50, 15));
    browser.press("s");
    let bar = browser.0.scene.regions.bar(Bar::Popup).unwrap();
    let (x, bottom) = (bar.column.x, bar.column.bottom() - 1);
    browser.press(&format!("<click {x},{bottom}>"));
    assert!(browser.screen().contains("16  ") && !browser.screen().contains(" 1  システムの概要"));
    browser.press("<release 1,1> <enter>");
    assert!(browser.0.state.detail.section > 0);
}

#[test]
fn a_double_click_goes_in_and_a_click_does_not() {
    let mut browser = Browser::open((80, 24));
    click(&mut browser, "とねっと");
    assert!(browser.screen().contains("─ 事例"));
    mouse(&mut browser, "doubleclick", "とねっと");
    assert!(!browser.screen().contains("─ 事例"), "{}", browser.screen());
    assert!(browser.screen().contains("─ とねっと"));
    // The second click on a popup's line is not for what lay below it.
    browser.press("s");
    let (x, y) = at(&browser, "共有できる情報項目");
    browser.press(&format!("<click {x},{y}>"));
    let place = browser.0.state.detail.place();
    browser.press(&format!("<doubleclick {x},{y}>"));
    assert_eq!(browser.0.state.detail.place(), place);
}

#[test]
fn what_is_open_is_copied_as_one_likes() {
    let mut browser = Browser::open((120, 36));
    browser.press("<enter> 3 j j j Y");
    insta::assert_snapshot!("copy_120x36", browser.screen());
    browser.press("<enter>");
    assert_eq!(browser.0.outside.0, ["copy 2708"]);
    for (keys, beginning) in [
        ("Y 2", "copy ## もがみネット: 3. 参加団体数と参加患者数\n\n**登録患者数**\n\n2708"),
        ("Y j j <enter>", "copy {\n  \"id\": \"mogaminet\""),
        ("Y 5", "copy ## もがみネット: 3. 参加団体数と参加患者数\n\n| 項目 | 内容 |"),
        ("Y 8", "copy # もがみネット\n\n最上地域医療情報ネットワークシステム\n"),
        ("Y 5", "copy ## "),
        ("Y w", "write mogaminet-participation-registered_patients.txt: 2708"),
    ] {
        browser.press(keys);
        let last = browser.0.outside.0.last().unwrap();
        assert!(last.starts_with(beginning), "{keys}: {last}");
    }
    says(&browser, "message.written");
    shows(&browser, &[": mogaminet-"]);
    browser.press("Y 8");
    let count = browser.0.outside.0.last().unwrap().trim_start_matches("copy ").chars().count();
    let said = browser.0.state.messages.newest_first().next().unwrap().text.clone();
    assert!(said.contains(&format!(" {},{:03}字を", count / 1000, count % 1000)), "{count}: {said}");
    browser.press("Y 3");
    let json: serde_json::Value =
        serde_json::from_str(browser.0.outside.0.last().unwrap().trim_start_matches("copy ")).unwrap();
    assert_eq!(json["sections"][0]["fields"].as_array().unwrap().len(), 1);
    assert_eq!(json["sections"][0]["fields"][0]["value"]["count"], 2708);
    assert_eq!(json["source"]["path"], "seeds/mogaminet.txt");
    // A blank field is not offered.
    browser.press("k k Y <enter>");
    assert!(
        browser.0.outside.0.last().unwrap().starts_with("copy もがみネット\n── 3 参加団体数と参加患者数")
    );
}

#[test]
fn the_consent_section_is_in_the_clipboard_after_four_keys() {
    let mut browser = Browser::open((120, 36));
    browser.press("4 Y 4");
    let copied = browser.0.outside.0.last().unwrap();
    assert!(copied.starts_with("copy もがみネット\n── 4 参加の同意方法について"), "{copied}");
}

#[test]
fn the_list_is_copied_as_it_is_filtered_and_ordered() {
    let mut browser = Browser::open((120, 36));
    let mut copied = |keys: &str| {
        browser.press(keys);
        browser.0.outside.0.last().unwrap().clone()
    };
    let names = "Y g j j j j j j j j j j j j <enter>";
    assert_eq!(copied(&format!("S g j j <enter> {names}")), "copy とねっと\nもがみネット\n");
    let tsv = copied("Y 0");
    assert!(
        tsv.starts_with("copy 略称\t名称\t県") && tsv.contains("\nとねっと\t埼玉利根保健医療圏"),
        "{tsv}"
    );
    assert_eq!(copied(&format!("/ 最上 <enter> <esc> / 山形 <enter> {names}")), "copy もがみネット\n");
    let csv = copied("Y g j j j j j j j j j j w");
    assert!(
        csv.starts_with("write list.csv: \u{feff}略称,名称,県") && csv.contains("\nもがみネット,"),
        "{csv}"
    );
    let markdown = copied("Y g j j j j j j j j j j j <enter>");
    assert!(markdown.starts_with("copy | 略称 | 名称 | 県 | URL |\n| --- "), "{markdown}");
}

#[test]
fn the_copy_popup_leaves_its_field_visible() {
    for (size, keys) in [((120, 36), "<enter> 3 j j j"), ((80, 24), "<enter> 3"), ((80, 24), "<enter> 3 G")] {
        let mut browser = Browser::open(size);
        browser.press(keys);
        let label = browser.0.state.open_field().unwrap().label.to_string();
        let before = at(&browser, &format!("▌ {label}"));
        for popup in ["Y", "<esc> K"] {
            browser.press(popup);
            assert_eq!(at(&browser, &format!("▌ {label}")), before, "{keys} {popup} {}", browser.screen());
        }
    }
}

#[test]
fn the_copy_popup_fits_small_screens_and_english() {
    let mut browser = Browser::open((50, 15));
    browser.press("<enter> Y j j j j");
    insta::assert_snapshot!("copy_50x15", browser.screen());
    let mut state = State::new(source::load(&[]), Lang::En, Keymap::built_in());
    state.take_up(Kept::default());
    let mut browser = Browser::with((80, 24), state, Theme::new(false));
    browser.press("b <enter> Y");
    let groups = ["┃ field: システム名", "┃ section: システムの概要", "┃ case: もがみネット"];
    let lines = groups.map(|group| at(&browser, group).1);
    assert_eq!(lines.map(|line| line - lines[0]), [0, 4, 8], "three ways to copy each");
    shows(&browser, &["─ ✭ もがみネット ", "┏ Copy ━", " 1/13 ━━┛"]);
}
