//! What a search says and where it leads, on the screen.

#![expect(clippy::unwrap_used, reason = "helpers of tests may stop a test")]

#[allow(dead_code, reason = "others use the rest of it")]
mod driver;
#[allow(dead_code, reason = "others use the rest of it")]
mod screen;

use driver::Browser;
use jirei::config::read::{Folders, read};
use jirei::config::{Chord, Context, Key, Keymap};
use jirei::lang::Lang;
use jirei::source;
use jirei::tui::input::Input;
use jirei::tui::layout::Pane;
use jirei::tui::state::State;
use jirei::tui::theme::Theme;
use screen::{at, is_said, last_line, shows};

/// The id of the field under the cursor.
fn field(browser: &Browser) -> &'static str {
    browser.0.state.open_field().and_then(|field| field.id).unwrap_or_default()
}

#[test]
fn words_that_find_nothing_together_say_what_each_finds_alone() {
    let mut browser = Browser::open((80, 24));
    browser.press("/ <paste 注射オーダ 県:埼玉>");
    shows(&browser, &["「注射オーダ 県:埼玉」", "注射オーダ 1件 · 県:埼玉 1件", "0/2 件"]);
    browser.press("<resize 30x8>");
    assert!(browser.screen().contains("県:埼玉 1件"), "{}", browser.screen());
    browser.press("<backspace> <backspace> <backspace> <backspace> <backspace>");
    assert!(browser.0.state.search.nothing.alone.is_empty() && !is_said(&browser, "query.alone"));
    let state = State::new(source::load(&[]), Lang::En, Keymap::built_in());
    let mut english = Browser::with((120, 36), state, Theme::new(true));
    english.press("/ <paste prescription saitama>");
    insta::assert_snapshot!("nothing_together_english_120x36", english.screen());
    english.press("<esc> / cost");
    assert_eq!(english.0.state.search.hits().unwrap().len(), 2, "names of fields can be English");
}

#[test]
fn a_wrong_letter_finds_the_word_and_says_so_in_the_box_and_behind_it() {
    for lang in [Lang::Ja, Lang::En] {
        let state = State::new(source::load(&[]), lang, Keymap::built_in());
        let mut browser = Browser::with((120, 36), state, Theme::new(true));
        let near = lang.fill("query.near", &[("queries", &"クラウド")]);
        browser.press("/ <paste クラウト>");
        assert!(last_line(&browser).contains(&near), "{}", browser.screen());
        assert_eq!(browser.0.state.search.hits().unwrap().len(), 1);
        browser.press("<enter>");
        assert_eq!(field(&browser), "architecture");
        assert!(browser.screen().contains(&near), "{}", browser.screen());
        assert_eq!(browser.0.state.search.text(), "クラウト", "the text stays as it was typed");
    }
}

#[test]
fn what_finds_nothing_is_explained_in_the_room_there_is() {
    for (width, height) in [(120, 36), (80, 24), (50, 15)] {
        for (lang, name) in [(Lang::Ja, "ja"), (Lang::En, "en")] {
            let state = State::new(source::load(&[]), lang, Keymap::built_in());
            let mut browser = Browser::with((width, height), state, Theme::new(true));
            let query =
                "地域医療情報連携ネットワークにおける紹介状と診療情報提供書の共有のための検討会議事録";
            browser.press(&format!("/ <paste {query}> <paste  県:埼玉> <enter>"));
            let leave = lang.fill("browser.no_hits_leave", &[("key", &"Esc")]);
            assert!(browser.screen().contains(&leave), "{}", browser.screen());
            if (width, height) == (50, 15) {
                insta::assert_snapshot!(format!("nothing_long_{name}_{width}x{height}"), browser.screen());
            }
            browser.press("<esc>");
            assert!(browser.0.state.search.hits().is_none(), "as it says");
        }
    }
}

#[test]
fn the_next_of_no_hits_is_none_and_not_the_last() {
    for key in ["n", "N"] {
        let mut browser = Browser::open((80, 24));
        browser.press(&format!("/ どこにもない <enter> {key}"));
        let none = Lang::Ja.fill("browser.no_hits", &[("query", &"どこにもない")]);
        assert_eq!(last_line(&browser).trim(), none);
    }
}

#[test]
fn enter_leads_to_the_first_field_that_was_found() {
    let mut browser = Browser::open((80, 24));
    browser.press("<enter> 9 <esc> / 紐付け <enter>");
    assert_ne!(browser.0.state.open_section().unwrap().id, Some("system"));
    assert!(browser.screen().contains("紐付け"), "{}", browser.screen());
    let found = browser.0.scene.hits.places[0];
    assert_eq!(browser.0.state.detail.place(), found);
}

#[test]
fn a_case_looked_for_by_its_name_opens_as_it_is() {
    let mut browser = Browser::open((80, 24));
    let before = field(&browser);
    browser.press("/ とねっと <enter>");
    assert_eq!((field(&browser), browser.0.state.open_case().unwrap().1.id.as_str()), (before, "tonet"));
}

#[test]
fn the_second_line_shows_the_word_that_the_names_do_not() {
    let mut browser = Browser::open((120, 36));
    browser.press("/ <paste 埼玉 処方>");
    assert_eq!(at(&browser, "▌補足・備考 …結果や処方自動…"), (0, 3));
}

#[test]
fn backspace_in_an_empty_box_stays_in_it() {
    let mut browser = Browser::open((80, 24));
    browser.press("/ q <backspace> <backspace> q");
    assert!(browser.0.state.is_typing());
    assert_eq!(browser.0.state.search.text(), "q");
}

/// What stands below the panes, put together again.
fn footer(browser: &Browser) -> String {
    let screen = browser.screen();
    let below = usize::from(browser.0.scene.regions.footer.y);
    let lines = screen.lines().skip(below).map(str::trim);
    lines.collect::<String>().replace(' ', "")
}

#[test]
fn a_problem_of_the_query_is_read_whole_and_outlasts_enter() {
    let whole = |query: &str, lang: Lang| {
        let query = jirei::search::Query::parse(query);
        query.gravest_first()[0].message(lang).replace(' ', "")
    };
    // In the box a key offers words; outside of it, and on the command line, it offers nothing.
    let offers = |query: &str, lang| match (query, lang) {
        ("標準:", Lang::Ja) => "。Tabで候補",
        ("標準:", Lang::En) => ";Tabofferssome",
        (..) => "",
    };
    for (width, height) in [(120, 36), (80, 24), (50, 15)] {
        for lang in [Lang::Ja, Lang::En] {
            for query in ["患者>=", "標準:", "\"二次", "年:2014..2010"] {
                let state = State::new(source::load(&[]), lang, Keymap::built_in());
                let mut browser = Browser::with((width, height), state, Theme::new(true));
                browser.press("/");
                for letter in query.chars() {
                    let key = Key::Char(letter);
                    browser.0.feed([Input::Key(Chord::plain(key))]).unwrap();
                }
                browser.press("");
                let message = &whole(query, lang);
                let in_box = format!("{message}{}", offers(query, lang));
                assert_eq!(footer(&browser), in_box, "{query} at {width}x{height}");
                browser.press("<enter>");
                let left_out = if query == "\"二次" { "" } else { lang.text("query.left_out") };
                let said = footer(&browser);
                assert_eq!(said, format!("{message}{}", left_out.replace(' ', "")), "{width}x{height}");
                browser.press("g");
                assert!(!footer(&browser).contains(message), "the next key takes it away");
                assert!(browser.0.state.messages.newest_first().next().unwrap().text.contains(query));
            }
        }
    }
}

#[test]
fn the_key_that_offers_words_is_the_one_that_completes() {
    let footer_of = |config: &str, lang| {
        let (settings, mistakes) = read(config.as_bytes(), &Folders::default());
        assert!(mistakes.is_empty());
        let state = State::new(source::load(&[]), lang, settings.keymap);
        let mut browser = Browser::with((80, 24), state, Theme::new(true));
        browser.press("/ <paste 県:>");
        footer(&browser)
    };
    let (other, none) = ("[keys.search]\ncomplete = 'f2'\n", "[keys.search]\ncomplete = []\n");
    for (config, lang, key) in [("", Lang::Ja, "Tab"), (other, Lang::Ja, "F2"), (other, Lang::En, "F2")] {
        let offers = lang.fill("browser.key_offers", &[("key", &key)]).replace(' ', "");
        // Without a key nothing is offered.
        assert_eq!(footer_of(config, lang), footer_of(none, lang) + &offers);
    }
}

#[test]
fn a_query_of_the_command_line_says_all_that_is_wrong_with_it() {
    let mut state = State::new(source::load(&[]), Lang::Ja, Keymap::built_in());
    jirei::tui::search_for(&mut state, "患者>= もがみ 患者>=あ");
    let mut browser = Browser::with((80, 24), state, Theme::new(true));
    assert_eq!(at(&browser, " 「患者>=あ」: "), (0, 22), "a mistake before what is only not finished");
    assert_eq!(at(&browser, " 「患者>=」: "), (0, 23));
    assert_eq!(browser.0.state.list.rows().len(), 1, "what was understood counts");
    browser.press("/ <paste もがみ>");
    assert!(browser.0.state.messages.current().is_none());
    browser.press("<esc>");
    assert!(browser.0.state.messages.current().is_some(), "the query is back, with what is wrong with it");
    browser.press("<esc>");
    assert!(browser.0.state.messages.current().is_none(), "a search that was left has none");
}

/// The line at the bottom.
fn hints(size: (u16, u16), lang: Lang, keys: &str) -> String {
    let state = State::new(source::load(&[]), lang, Keymap::built_in());
    let mut browser = Browser::with(size, state, Theme::new(true));
    browser.press(keys);
    browser.screen().lines().last().unwrap().to_owned()
}

#[test]
fn the_footer_offers_what_a_search_leaves_to_do() {
    for size in [(120, 36), (80, 24), (50, 15)] {
        for lang in [Lang::Ja, Lang::En] {
            let (next, leave) = (lang.text("hint.hits"), lang.text("hint.leave_search"));
            let nothing = hints(size, lang, "/ ぬぬぬ <enter>");
            assert!(!nothing.contains(next) && nothing.contains(leave), "{size:?} {nothing}");
            let reading = hints(size, lang, "/ 医療 <enter>");
            assert!(reading.contains(next) && reading.contains(leave), "{size:?} {reading}");
            let notes = hints(size, lang, "!");
            assert!(notes.contains(&format!("Enter {}", lang.text("hint.jump"))), "{size:?} {notes}");
        }
    }
}

#[test]
fn where_no_case_is_open_every_key_that_needs_one_says_so() {
    for size in [(120, 36), (80, 24), (50, 15)] {
        for key in ["o", "s", "y", "Y", "e", "b", "!", "a", "z", "1", "h", "l", "[", "]", "<enter>", "<tab>"]
        {
            let said = hints(size, Lang::Ja, &format!("/ ぬぬぬ <enter> {key}"));
            assert_eq!(said.trim(), Lang::Ja.text("message.no_case"), "{key} at {size:?}");
        }
    }
    let said = hints((50, 15), Lang::Ja, "y");
    let readable = Lang::Ja.fill("message.no_field_shown", &[("key", &"Enter")]);
    assert_eq!(said.trim(), readable, "a case is selected, and can be read");
}

#[test]
fn hits_on_the_tabs_go_with_the_search() {
    for leave in ["<enter> <esc>", "<enter> <enter> <esc> <esc>", "<esc>"] {
        let mut browser = Browser::open((120, 36));
        let hits = |browser: &Browser| {
            let tabs = &browser.0.scene.regions.tab_bar.tabs;
            tabs.iter().filter(|tab| tab.words.contains(" (")).count()
        };
        browser.press("/ 同意");
        assert!(hits(&browser) > 0);
        browser.press(leave);
        assert_eq!((browser.0.state.search.hits().is_none(), hits(&browser)), (true, 0), "{leave}");
    }
}

#[test]
fn going_back_from_a_search_leads_to_where_it_began() {
    let section = |browser: &Browser| browser.0.state.open_section().and_then(|section| section.number());
    for size in [(120, 36), (80, 24), (50, 15)] {
        let mut browser = Browser::open(size);
        browser.press("<enter> 3 / ぬぬぬ <enter>");
        assert_eq!(section(&browser), None);
        browser.press("H");
        assert_eq!((section(&browser), browser.0.state.pane), (Some(3), Pane::Fields), "{size:?}");
        browser.press("H");
        assert_eq!(section(&browser), Some(1));
        browser.press("L");
        assert_eq!(section(&browser), Some(3));
        // Where one went on to without a jump counts, and a hit in the same case leads away from there.
        browser.press("<right> <right> / ぬぬぬ <enter> H");
        assert_eq!(section(&browser), Some(5));
        browser.press("/ 紐付け <enter>");
        let found = section(&browser);
        assert!(found.is_some_and(|found| found != 5), "{}", browser.screen());
        browser.press("H");
        assert_eq!(section(&browser), Some(5));
        browser.press("L");
        assert_eq!(section(&browser), found);
    }
}

#[test]
fn a_text_pasted_where_nothing_types_is_looked_for() {
    let pasted = |keys: &str, text: &str| {
        let mut browser = Browser::open((80, 24));
        browser.press(keys);
        browser.0.feed([Input::Paste(text.to_owned())]).unwrap();
        browser.press("");
        browser
    };
    for keys in
        ["", "<enter>", "<enter> <enter>", "?", "f", "f ?", "m", "/ もがみ <enter>", "/ ぬぬぬ <enter>"]
    {
        for text in ["とねっと", "／とねっと\n", "/ とねっと", "\r\n  とねっと "] {
            let browser = pasted(keys, text);
            let state = &browser.0.state;
            assert_eq!(
                (state.search.text(), state.context()),
                ("とねっと", Context::Search),
                "{keys} {text:?}"
            );
            assert_eq!(state.list.rows().len(), 1);
            assert!(browser.screen().contains("検索 ▌とねっと"), "{}", browser.screen());
        }
    }
    assert_eq!(pasted("", "埼玉\n処方").0.state.search.text(), "埼玉 処方", "a line break is a space");
    assert_eq!(pasted("/ もがみ", "ネット").0.state.search.text(), "もがみネット", "in the box it is typed");
    assert_eq!(pasted(":", "ヘルプ").0.state.context(), Context::Palette);
    assert_eq!(pasted("", "？").0.state.context(), Context::Popup, "one letter is its key");
    assert_eq!(pasted("", " \n").0.state.context(), Context::List, "nothing is nothing");
    let mut browser = pasted("<enter> f ? ", "とねっと");
    browser.press("<esc>");
    assert_eq!(browser.0.state.context(), Context::Fields, "back to where one was");
}
