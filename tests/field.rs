//! A field in full size, going back and forward, the site's menu: through the browser's real loop.

#![expect(clippy::unwrap_used, reason = "helpers of tests may stop a test")]

#[allow(dead_code, reason = "others use the rest of it")]
mod driver;
#[allow(dead_code, reason = "others use the rest of it")]
mod screen;

use driver::Browser;
use jirei::config::Keymap;
use jirei::lang::Lang;
use jirei::source;
use jirei::source::FileRecord;
use jirei::tui::effect::Ending;
use jirei::tui::input::Input;
use jirei::tui::layout::Pane;
use jirei::tui::load_report::{LoadReport, LoadedFile, LoadedPart, RecheckedFile};
use jirei::tui::state::{Mode, State};
use jirei::tui::theme::Theme;
use screen::{at, click, says, shows};

const SIZES: [(u16, u16); 2] = [(120, 36), (50, 15)];

#[test]
fn a_field_in_full_size() {
    for (width, height) in SIZES {
        let mut browser = Browser::open((width, height));
        browser.press("<enter> 2 j j <enter>");
        insta::assert_snapshot!(format!("field_{width}x{height}"), browser.screen());
    }
}

#[test]
fn an_english_field_in_full_size_has_both_names_and_is_framed_as_what_has_the_keys() {
    let state = State::new(source::load(&[]), Lang::En, Keymap::built_in());
    let mut browser = Browser::with((80, 24), state, Theme::new(false));
    browser.press("] <enter> s 1 5 <enter> <enter>");
    shows(&browser, &["━ とねっと ", "構築費用概算 Build cost", "460,500,000 yen", "1/4", " 15/16 ━"]);
    assert_eq!(at(&browser, "Build cost").1, at(&browser, "│ seeds/tonet.txt:153").1, "beside its source");
}

#[test]
fn the_fields_own_lines_and_where_they_are_are_in_sight() {
    // One page has long lines before this field, the other a long one of its own.
    for (keys, place, own, row) in [
        ("j <enter> 2 j j j <enter> <right>", "seeds/tonet.txt:61", "▌61 システムの課題→", 21),
        ("<enter> 2 j j <enter>", "seeds/mogaminet.txt:58", "▌58 システム導入効果→", 3),
    ] {
        let mut browser = Browser::open((80, 24));
        browser.press(keys);
        let screen = browser.screen();
        let line = |words: &str| screen.lines().position(|line| line.contains(words));
        assert_eq!((line(place), line(own)), (Some(2), Some(row)), "{screen}");
        browser.press("<pagedown>");
        shows(&browser, &[place]);
    }
}

#[test]
fn that_more_follows_is_told_where_there_is_room_for_few_hints() {
    let mut browser = Browser::open((50, 15));
    browser.press("<enter> 2 j j <enter>");
    shows(&browser, &["Enter 閉じる  ↑↓ 移動"]);
    // A field that is all on the screen leads on to others.
    browser.press("<right>");
    shows(&browser, &["Enter 閉じる  ←→ 項目"]);
}

#[test]
fn the_sites_menu() {
    for (width, height) in SIZES {
        let mut browser = Browser::open((width, height));
        browser.press("m j j");
        insta::assert_snapshot!(format!("site_menu_{width}x{height}"), browser.screen());
    }
}

#[test]
fn the_answers_of_the_sites_menu_stand_beside_its_words_and_below_them_where_there_is_no_room() {
    for (width, lang, answer, below) in [
        (80, Lang::Ja, "→ 事例の一覧", 0),
        (120, Lang::En, "→ list of cases", 0),
        (80, Lang::En, "→ list of cases", 2),
    ] {
        let state = State::new(source::load(&[]), lang, Keymap::built_in());
        let mut browser = Browser::with((width, 24), state, Theme::new(true));
        browser.press("m");
        assert_eq!(at(&browser, answer).1, at(&browser, "← 事例一覧へ戻る").1 + below);
        shows(&browser, &[" 1/7 ──┘"]);
    }
}

#[test]
fn each_part_of_the_sites_menu_says_its_answer_in_whole_on_narrow_screens() {
    for (width, lang) in [(50, Lang::En), (30, Lang::En), (50, Lang::Ja), (30, Lang::Ja)] {
        let state = State::new(source::load(&[]), lang, Keymap::built_in());
        let mut browser = Browser::with((width, 200), state, Theme::new(true));
        browser.press("m");
        let screen: String = browser.screen().split_whitespace().collect();
        let screen = screen.replace(['│', '▌'], "");
        for item in &jirei::tui::state::site_menu::site_menu().items {
            let whole = |words: &str| screen.contains(&words.split_whitespace().collect::<String>());
            assert!(whole(&item.text), "{}", browser.screen());
            assert!(lang == Lang::Ja || whole(&item.en), "{}", browser.screen());
        }
        let answers = screen.matches('→').count();
        assert_eq!(answers, jirei::tui::state::site_menu::site_menu().items.len(), "{}", browser.screen());
    }
}

#[test]
fn one_goes_through_fields_and_cases_in_full_size() {
    let mut browser = Browser::open((120, 36));
    browser.press("<enter> 3 j j j <enter>");
    shows(&browser, &["seeds/mogaminet.txt:70", "▌70 登録患者数→2708", "4/6", "Enter 閉じる"]);
    browser.press("]");
    shows(&browser, &["seeds/tonet.txt:70", "▌70 登録患者数→32187", "Enter 閉じる"]);
    browser.press("[ <right>");
    shows(&browser, &["seeds/mogaminet.txt:71", "5/6"]);
    browser.press("h h");
    shows(&browser, &["seeds/mogaminet.txt:69", "3/6"]);
    browser.press("h h h");
    says(&browser, "message.first_field");
    browser.press("j k l l l l l l");
    says(&browser, "message.last_field");
    // The table again, on the same field.
    browser.press("<enter>");
    shows(&browser, &["Enter 全体表示", "seeds/mogaminet.txt:72"]);
    assert_eq!(browser.0.state.detail.field, 5);
}

#[test]
fn a_line_scrolls_and_the_last_one_goes_on() {
    let mut browser = Browser::open((50, 15));
    browser.press("<enter> 2 j j <enter>");
    let lines = browser.0.scene.field.columns.iter().map(Vec::len).max().unwrap();
    let height = browser.0.scene.regions.field_height();
    browser.press(&"j".repeat(lines - height));
    assert_eq!(
        (browser.0.state.detail.field, browser.0.state.detail.full.as_ref().unwrap().list.top),
        (2, lines - height)
    );
    browser.press("g G <pageup> <wheeldown 5,5>");
    assert_eq!(browser.0.state.detail.field, 2, "pages and the wheel only scroll");
    browser.press("G j");
    assert_eq!(
        (browser.0.state.detail.field, browser.0.state.detail.full.as_ref().unwrap().list.top),
        (3, 0)
    );
}

#[test]
fn popups_and_other_keys_leave_the_field_in_full_size() {
    let mut browser = Browser::open((120, 36));
    browser.press("<enter> 2 j j <enter> ? <esc> ! <esc> y e");
    shows(&browser, &["▌58 システム導入効果"]);
    let notes = &browser.0.outside.0;
    assert!(notes[0].starts_with("copy (○) 患者サービス"), "{notes:?}");
    assert_eq!(notes[1..], ["edit seeds/mogaminet.txt at 58"]);
    // From the list the page follows the selected case.
    browser.press("<tab> j");
    shows(&browser, &["▌60 システム導入効果 凡例", "seeds/tonet.txt:60"]);
    assert_eq!(browser.0.state.pane, Pane::List);
    browser.press("<tab> q");
    assert!(browser.0.state.detail.full.is_none(), "q closes the field, not the program");
    // Full-width letters and a field that the search finds.
    browser.press("/ 糖尿病 <enter> <enter> ｌ");
    assert!(browser.0.state.detail.full.is_some());
    browser.press("n");
    shows(&browser, &["糖尿病"]);
    assert!(browser.0.state.detail.full.is_some());
}

#[test]
fn a_file_that_changed_or_is_gone_is_told_in_full_size() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("page.txt");
    std::fs::copy("seeds/mogaminet.txt", &path).unwrap();
    let report = |reading| {
        let places = source::Places::find(std::slice::from_ref(&path));
        let files: Vec<LoadedFile> = places.read(0..places.len()).into_iter().map(LoadedFile::new).collect();
        let done = files.len();
        let read = if reading == 0 {
            LoadedPart::More(files)
        } else {
            LoadedPart::Again(Some(
                files.into_iter().map(|file| RecheckedFile::New(Box::new(file))).collect(),
            ))
        };
        Input::LoadReport(Box::new(LoadReport { reading, done, of: done, read, finished: true }))
    };
    let state = State::reading(Lang::Ja, Keymap::built_in());
    let mut browser = Browser::with((120, 36), state, Theme::new(true));
    browser.0.feed([report(0)]).unwrap();
    browser.press("<enter> 3 j j j <enter>");
    shows(&browser, &["70 登録患者数→2708"]);
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, format!("\n{}", text.replace("2708", "9999"))).unwrap();
    browser.press("l h");
    says(&browser, "field.changed");
    shows(&browser, &["│ ! ", "（R "]);
    // After the editor everything is read again, and the field stays open.
    browser.press("e");
    let known = browser.0.outside.0.last().unwrap().clone();
    assert_eq!(known, "read again 1, 1 known");
    browser.0.feed([report(1)]).unwrap();
    shows(&browser, &["▌71 登録患者数→9999", "9,999人"]);
    says(&browser, "message.reloaded");
    std::fs::remove_file(&path).unwrap();
    browser.press("l");
    says(&browser, "field.gone");
    let records: Vec<&FileRecord> = browser.0.state.files.records.iter().collect();
    assert_eq!(records.len(), 1);
}

#[test]
fn back_and_forward_through_what_was_visited() {
    let mut browser = Browser::open((120, 36));
    let place = |browser: &Browser| {
        let state = &browser.0.state;
        (state.open_case().unwrap().1.id.clone(), state.detail.section, state.detail.field)
    };
    browser.press("H");
    says(&browser, "message.nothing_behind");
    browser.press("<enter> 3 j j s j j <enter>");
    assert_eq!(place(&browser), ("mogaminet".into(), 4, 0));
    browser.press("] 9");
    assert_eq!(place(&browser), ("tonet".into(), 8, 0));
    browser.press("H");
    assert_eq!(place(&browser), ("tonet".into(), 4, 0));
    browser.press("<alt-left>");
    assert_eq!(place(&browser), ("mogaminet".into(), 4, 0));
    browser.press("H");
    assert_eq!(place(&browser), ("mogaminet".into(), 2, 2), "the field that one was on");
    browser.press("H");
    assert_eq!(place(&browser), ("mogaminet".into(), 0, 0));
    browser.press("H");
    says(&browser, "message.nothing_behind");
    browser.press("L L L <alt-right>");
    assert_eq!(place(&browser), ("tonet".into(), 8, 0));
    browser.press("L");
    says(&browser, "message.nothing_ahead");
    // A search that does not find the case is left.
    browser.press("/ とねっと <enter> 1 H H H");
    assert_eq!(place(&browser).0, "mogaminet");
    assert!(browser.0.state.search.hits().is_none());
    browser.press("4");
    browser.press("L");
    says(&browser, "message.nothing_ahead");
}

#[test]
fn going_back_leads_to_the_field_that_one_left() {
    for (script, section, field) in [
        ("<enter> l l l j ] H", 3, 1),
        ("<enter> 2 j ] H", 1, 1),
        ("<enter> l l <esc> j <enter> H", 2, 0),
        ("<enter> 2 a j j G H", 1, 2),
    ] {
        let mut browser = Browser::open((120, 36));
        browser.press(script);
        let state = &browser.0.state;
        let place = (state.open_case().unwrap().1.id.as_str(), state.detail.section, state.detail.field);
        assert_eq!(place, ("mogaminet", section, field), "{script}");
    }
}

#[test]
fn each_part_of_the_sites_menu_leads_somewhere() {
    let mut browser = Browser::open((120, 36));
    let to = |browser: &mut Browser, words: &str| {
        let items = &jirei::tui::state::site_menu::site_menu().items;
        let at = items.iter().position(|item| item.text == words).unwrap();
        browser.press(&format!("m {} <enter>", "j ".repeat(at)));
    };
    to(&mut browser, "事例を探す");
    assert!(matches!(browser.0.state.mode, Mode::Search));
    browser.press("もがみ <enter>");
    to(&mut browser, "← 事例一覧へ戻る");
    assert!(browser.0.state.search.hits().is_none() && browser.0.state.pane == Pane::List);
    browser.press("<enter> G");
    to(&mut browser, "ページの先頭へ戻る");
    assert_eq!(browser.0.state.detail.field, 0);
    to(&mut browser, "データで見る");
    assert_eq!(browser.0.state.drawing(), jirei::search::query::Drawing::Charts);
    browser.press("<esc>");
    to(&mut browser, "http://renkei-support.mhlw.go.jp/");
    assert_eq!(browser.0.outside.0, ["open http://renkei-support.mhlw.go.jp/"]);
    browser.press("m m");
    assert!(matches!(browser.0.state.mode, Mode::Browse));
    // A click does the same.
    browser.press("m");
    click(&mut browser, "http://renkei-support.mhlw.go.jp/");
    assert_eq!(browser.0.outside.0.len(), 2, "{}", browser.screen());
    assert_eq!(
        browser.0.feed([Input::Signal(jirei::tui::input::Signal::End(15))]).unwrap(),
        Some(Ending::Signal(15))
    );
}
