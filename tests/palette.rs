//! The palette, keys in a row and keys that a user has set: the real loop on a test screen.

#![expect(clippy::unwrap_used, reason = "helpers of tests may stop a test")]

#[allow(dead_code, reason = "others use the rest of it")]
mod driver;
#[allow(dead_code, reason = "others use the rest of it")]
mod screen;

use driver::Browser;
use jirei::config::read::{Folders, read};
use jirei::config::{Command, Keymap};
use jirei::lang::Lang;
use jirei::source;
use jirei::tui::say_problems;
use jirei::tui::state::{Mode, State};
use jirei::tui::theme::Theme;
use screen::{at, click, click_outside, last_line, says, shows};

const SIZES: [(u16, u16); 2] = [(120, 36), (50, 15)];

fn in_lang(size: (u16, u16), lang: Lang) -> Browser {
    Browser::with(size, State::new(source::load(&[]), lang, Keymap::built_in()), Theme::new(true))
}

/// The browser with what a configuration sets, and says of it.
fn with_config(size: (u16, u16), lang: Lang, text: &str) -> Browser {
    let (settings, mistakes) = read(text.as_bytes(), &Folders::default());
    let mut state = State::new(source::load(&[]), lang, settings.keymap);
    say_problems(&mut state, mistakes.iter().map(|mistake| mistake.message("config.toml", lang)).collect());
    Browser::with(size, state, Theme::new(true))
}

#[test]
fn the_palette_wide_and_narrow_in_both_languages() {
    for (width, height) in SIZES {
        let mut browser = in_lang((width, height), Lang::Ja);
        browser.press(":");
        insta::assert_snapshot!(format!("palette_{width}x{height}"), browser.screen());
        let mut browser = in_lang((width, height), Lang::En);
        browser.press(": ｎｅｘｔ");
        insta::assert_snapshot!(format!("palette_english_{width}x{height}"), browser.screen());
    }
}

#[test]
fn the_palette_has_both_languages_where_there_is_room_and_always_the_keys() {
    for (lang, own, other) in [(Lang::Ja, "次の事例へ", "next case"), (Lang::En, "next case", "次の事例へ")]
    {
        let mut browser = in_lang((80, 24), lang);
        browser.press(": ｎｅｘｔ");
        let lines = [own, other, "  ]  "].map(|words| at(&browser, words).1);
        assert_eq!(lines, [3; 3], "{}", browser.screen());
        browser.press("<resize 30x8>");
        assert_eq!([own, " ] "].map(|words| at(&browser, words).1), [3; 2]);
        assert!(!browser.screen().contains(other), "{}", browser.screen());
    }
}

#[test]
fn a_command_is_found_by_its_name_in_both_languages_by_its_sound_and_its_own_name() {
    for typed in ["並べ替え", "narabekae", "ｎａｒａｂｅｋａｅ", "sort", "ならべかえ"] {
        let mut browser = Browser::open((80, 24));
        browser.press(&format!(": {typed} <enter> <enter>"));
        says(&browser, "message.sorted");
    }
    let mut browser = Browser::open((80, 24));
    browser.press(": next_section <enter>");
    assert!(browser.screen().contains("2/16"), "{}", browser.screen());
    browser.press("<ctrl-p> <paste セクション 3> <enter>");
    assert!(browser.screen().contains("3/16"), "{}", browser.screen());
}

#[test]
fn letters_left_out_and_slips_of_the_fingers_find_what_was_meant() {
    for lang in [Lang::Ja, Lang::En] {
        for (typed, key) in
            [("bkmk", "b"), ("hepl", "? F1"), ("thm", "T"), ("srt", "S"), ("ｈｅｐｌ", "? F1")]
        {
            let mut browser = in_lang((80, 24), lang);
            browser.press(&format!(": {typed}"));
            let screen = browser.screen();
            assert!(screen.lines().nth(3).unwrap().contains(&format!(" {key} ")), "{typed}\n{screen}");
        }
        let mut browser = in_lang((80, 24), lang);
        browser.press(": narabe");
        assert!(browser.screen().contains(" 1/2 "), "only what sounds so: {}", browser.screen());
        browser.press("<ctrl-u> qqqqqq");
        assert!(browser.screen().contains("「qqqqqq」") || browser.screen().contains("“qqqqqq”"));
    }
}

/// The commands that the palette offers for a text, the best first.
fn offered(browser: &mut Browser, typed: &str) -> Vec<Command> {
    browser.press(&format!(": <paste {typed}>"));
    let Mode::Palette(palette) = &browser.0.state.mode else { unreachable!("the palette is open") };
    let offered = (0..palette.matches().len()).filter_map(|place| palette.command_at(place)).collect();
    browser.press("<esc>");
    offered
}

#[test]
fn every_word_that_people_have_for_a_command_finds_it_first() {
    let mut wrong = Vec::new();
    for lang in [Lang::Ja, Lang::En] {
        let mut browser = in_lang((80, 24), lang);
        browser.press("<enter>");
        for (command, typed) in [
            (Command::Sort, "ソート そーと ｿｰﾄ 並び順 sort order"),
            (Command::Bookmark, "ブックマーク お気に入り しおり bookmark favorite star"),
            (Command::EditSource, "編集 エディタ エディター edit editor henshuu"),
            (Command::Quit, "終了 閉じる exit close quit"),
            (Command::Help, "ヘルプ 使い方 help keys"),
            (Command::Search, "検索 探す search find"),
            (Command::Copy, "コピー クリップボード copy clipboard"),
            (Command::CopyMenu, "エクスポート 書き出し 保存 ファイルに保存 export save hozon"),
            (Command::Themes, "テーマ 色 配色 theme color colour dark"),
            (Command::Facets, "フィルター フィルタ 絞り込み filter facets"),
            (Command::Reload, "再読み込み 更新 リロード reload refresh"),
            (Command::WholePage, "全体 全部 全文 all whole"),
            (Command::HideBlanks, "空欄 未回答 blank empty"),
            (Command::Sections, "目次 contents toc"),
            (Command::OpenField, "拡大 原文 zoom"),
            (Command::OpenUrl, "ブラウザー リンク url link browser"),
            (Command::Diagnostics, "注意 警告 エラー warnings errors"),
            (Command::ExplainTerm, "用語 用語集 辞書 glossary"),
            (Command::History, "この事例の履歴 history 推移 versions"),
            (Command::VisitBack, "履歴"),
            (Command::Messages, "メッセージ ログ log messages"),
            (Command::SiteMenu, "メニュー menu navigation"),
            (Command::ReleaseMouse, "マウス mouse"),
            (Command::Suspend, "シェル shell background"),
            (Command::Bottom, "末尾 最後 last end"),
            (Command::NextCase, "次の事例"),
            (Command::Wider, "幅 wider"),
        ] {
            for typed in typed.split(' ') {
                let offered = offered(&mut browser, typed);
                if offered.first() != Some(&command) {
                    wrong.push(format!("{typed}: {offered:?}, not {command}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn letters_met_by_chance_are_not_offered() {
    let mut browser = in_lang((80, 24), Lang::En);
    for (typed, command) in [("export", Command::Sort), ("close", Command::NextCase)] {
        let offered = offered(&mut browser, typed);
        assert!(!offered.is_empty() && !offered.contains(&command), "{typed}: {offered:?}");
    }
    assert_eq!(offered(&mut browser, "exprot").first(), Some(&Command::CopyMenu), "a slip in another word");
    assert_eq!(offered(&mut browser, "etrem"), []);
}

#[test]
fn what_cannot_be_done_says_why_and_choosing_it_says_so_too() {
    let mut browser = Browser::open((80, 24));
    browser.press(": 次の一致");
    shows(&browser, &["検索していません "]);
    browser.press("<enter>");
    says(&browser, "message.no_search");
    // What only the list does is not offered in the case.
    browser.press("<enter> : <paste 事例の中へ>");
    says(&browser, "palette.none");
}

#[test]
fn the_palette_is_moved_in_clicked_turned_and_left() {
    let mut browser = Browser::open((80, 24));
    browser.press(": <down> <down>");
    let Mode::Palette(palette) = &browser.0.state.mode else { unreachable!("the palette is open") };
    let all = palette.entry_count();
    assert!(browser.screen().contains(&format!(" 3/{all} ")), "{}", browser.screen());
    browser.press("<wheeldown 40,10>");
    assert!(browser.screen().contains(&format!(" 6/{all} ")), "{}", browser.screen());
    browser.press(&"<pagedown> ".repeat(all));
    assert!(browser.screen().contains(&format!(" {all}/{all} ")), "{}", browser.screen());
    browser.press("<esc>");
    assert!(!browser.screen().contains("操作"), "{}", browser.screen());
    browser.press(": <backspace>");
    assert!(!browser.screen().contains("操作"), "Backspace in an empty line: {}", browser.screen());
    browser.press(": ソート <ctrl-u> 並べ替え");
    click(&mut browser, "sort");
    browser.press("<enter>");
    says(&browser, "message.sorted");
    browser.press(":");
    click_outside(&mut browser);
    assert!(!browser.screen().contains("操作"), "a click outside: {}", browser.screen());
}

#[test]
fn the_caret_stands_where_one_types() {
    let mut browser = Browser::open((80, 24));
    browser.press(": 検索");
    let line = browser.screen().lines().position(|line| line.contains("│ 検索")).unwrap();
    let caret = browser.0.terminal.get_cursor_position().unwrap();
    assert_eq!(usize::from(caret.y), line, "{}", browser.screen());
    let before: String =
        browser.screen().lines().nth(line).unwrap().chars().take_while(|c| *c != '索').collect();
    assert_eq!(usize::from(caret.x), jirei::text::width::cells(&before) + 2);
}

const KEYS: &str = "[keys.global]\ntop = ['g g', 'home']\nbottom = ['g e', 'G']\nsections = 'ctrl-x s'\n\
                    quit = 'ctrl-q'\nsort = []\n[keys.search]\naccept = ['ctrl-x ctrl-s', 'enter']\n";

#[test]
fn keys_that_were_begun_are_shown_with_what_follows_and_go_on_or_are_dropped() {
    let mut browser = with_config((80, 24), Lang::Ja, KEYS);
    browser.press("<enter> l j j g");
    let footer = last_line(&browser);
    let words = footer.split_whitespace().collect::<Vec<_>>();
    assert_eq!([words[0], words[1], words[2], words[4]], ["g", "›", "g", "e"], "{footer}");
    browser.press("ｇ");
    assert!(browser.screen().contains("▌ システムの導入目的"), "{}", browser.screen());
    browser.press("g e");
    assert!(!browser.screen().contains("▌ システムの導入目的"), "{}", browser.screen());
    browser.press("g <esc>");
    assert!(browser.screen().contains("2/16"), "Esc takes back the keys only: {}", browser.screen());
    browser.press("g l");
    assert!(
        browser.screen().contains("2/16"),
        "a key that does not go on does nothing: {}",
        browser.screen()
    );
    says(&browser, "message.no_command");
    shows(&browser, &[" gl: "]);
    browser.press("<ctrl-x> ｑ");
    says(&browser, "message.no_command");
    shows(&browser, &[" Ctrl-X›q: "]);
    browser.press("l");
    assert!(browser.screen().contains("3/16"), "and they are dropped: {}", browser.screen());
    browser.press("<ctrl-x> s");
    assert!(browser.screen().contains("セクション ───"), "{}", browser.screen());
}

#[test]
fn all_that_goes_on_is_shown_in_as_many_lines_as_it_needs() {
    let keys = "[keys.global]\nsort = 'x s'\nreload = 'x r'\ncopy = 'x y'\nbookmark = 'x b'\nthemes = 'x t'\n\
                open_url = 'x o'\n";
    for (lang, name) in [(Lang::Ja, "ja"), (Lang::En, "en")] {
        let mut browser = with_config((50, 15), lang, keys);
        browser.press("x");
        insta::assert_snapshot!(format!("following_{name}_50x15"), browser.screen());
    }
    // No more than half of the screen, and that there is more is told.
    let mut browser = with_config((30, 8), Lang::En, keys);
    browser.press("x");
    assert_eq!((at(&browser, "x ›").1, last_line(&browser).trim()), (4, "…"));
}

#[test]
fn keys_in_a_row_work_in_the_search_box_and_others_type() {
    let mut browser = with_config((80, 24), Lang::Ja, KEYS);
    browser.press("/ もがみ <ctrl-x> ん");
    says(&browser, "message.no_command");
    shows(&browser, &[" Ctrl-X›ん: "]);
    assert!(browser.screen().contains("検索 ▌もがみ "), "{}", browser.screen());
    browser.press("<ctrl-x> <ctrl-s>");
    assert!(browser.screen().contains("1/16"), "{}", browser.screen());
    assert!(browser.screen().contains("検索 ▌もがみ"), "{}", browser.screen());
}

#[test]
fn alt_and_a_letter_may_be_bound() {
    let mut browser = with_config((80, 24), Lang::Ja, KEYS);
    browser.press("g <alt-l>");
    assert!(browser.screen().contains("1/16"), "{}", browser.screen());
    let mut browser = with_config((80, 24), Lang::Ja, "[keys.global]\nsections = 'x alt-l'\n");
    browser.press("x <alt-l>");
    assert!(browser.screen().contains("セクション ───"), "{}", browser.screen());
}

#[test]
fn hints_help_and_palette_show_the_keys_that_are_set() {
    let mut browser = with_config((80, 24), Lang::Ja, KEYS);
    assert!(browser.screen().contains("Ctrl-Q 終了"), "{}", browser.screen());
    browser.press("? G");
    assert!(browser.screen().contains("Ctrl-Q"), "{}", browser.screen());
    browser.press("<esc> : 並べ替え");
    assert!(
        browser.screen().contains("並べ替え  "),
        "what has no key is in the palette: {}",
        browser.screen()
    );
    browser.press("<enter> <enter>");
    says(&browser, "message.sorted");
}

#[test]
fn mistakes_of_the_configuration_are_said_and_listed() {
    let browser = with_config((80, 24), Lang::En, "them = 'dark'\n");
    shows(&browser, &["config.toml:1: ", "“them”", " theme?"]);
    let mut browser =
        with_config((80, 24), Lang::Ja, "them = 'dark'\nlang = 'jp'\n[keys.global]\nsrot = 'x'\n");
    let first = browser.screen().lines().skip(22).collect::<String>();
    for words in [" 3 ", "config.toml:1:", "「them」", "theme"] {
        assert!(first.contains(words), "how many, and the first: {first}");
    }
    browser.press("<resize 120x36> M");
    insta::assert_snapshot!("mistakes_listed_120x36", browser.screen());
    for line in ["config.toml:1:", "config.toml:2:", "config.toml:4:"] {
        assert_eq!(browser.screen().matches(line).count(), 1, "each of them once: {}", browser.screen());
    }
}
