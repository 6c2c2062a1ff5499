//! What is said at the bottom of the screen, and which keys are told there.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops by panicking")]

#[allow(dead_code, reason = "others use the rest of it")]
mod driver;
#[allow(dead_code, reason = "others use the rest of it")]
mod screen;

use driver::Browser;
use jirei::config::{Chord, Command, Key, Keymap, KeymapMatch};
use jirei::lang::Lang;
use jirei::source;
use jirei::tui::effect::Parcel;
use jirei::tui::input::Input;
use jirei::tui::message::{Message, Tone};
use jirei::tui::state::{Mode, State};
use jirei::tui::theme::Theme;
use screen::{click, click_outside, is_said, last_line, says};

fn english(size: (u16, u16)) -> Browser {
    Browser::with(size, State::new(source::load(&[]), Lang::En, Keymap::built_in()), Theme::new(true))
}

fn footer(browser: &Browser) -> String {
    browser.screen().lines().last().unwrap().to_owned()
}

fn say(browser: &mut Browser, text: &str) {
    let message = Message { text: text.into(), tone: Tone::Done };
    browser.0.feed([Input::Say(message)]).unwrap();
    browser.press("<resize 80x24>");
}

#[test]
fn a_message_takes_the_lines_it_needs_until_the_next_key() {
    let path = "事例集/renkei/事例紹介/最上地域医療情報ネットワークシステム/mogaminet-consent_details-2.json";
    let mut browser = Browser::open((80, 24));
    browser.press("<enter>");
    let before = browser.screen();
    let said = format!("項目（JSON） 818字をファイルに書きました: {path}");
    say(&mut browser, &said);
    let screen = browser.screen();
    let lines: Vec<&str> = screen.lines().collect();
    assert_eq!(lines[22..].iter().map(|line| &line[1..]).collect::<String>(), said, "after a space each");
    assert!(lines[..22].iter().zip(before.lines()).all(|(now, before)| *now == before), "{screen}");
    // A click on it is not for what lies below, and takes it away; so does a key that does nothing.
    let field = browser.0.state.detail.field;
    click(&mut browser, "項目（JSON）");
    assert_eq!((browser.0.state.detail.field, browser.screen()), (field, before.clone()));
    say(&mut browser, path);
    browser.press("w");
    assert_eq!(browser.screen(), before);
}

#[test]
fn a_message_leaves_half_of_the_screen_and_is_cut_with_a_sign() {
    let mut browser = Browser::open((30, 8));
    say(&mut browser, &"長い文".repeat(80));
    browser.press("<resize 30x8>");
    let screen = browser.screen();
    let rows: Vec<&str> = screen.lines().collect();
    assert!(!rows[3].contains("長い文") && rows[4].contains("長い文"), "{screen}");
    assert!(rows[7].ends_with('…') && !rows[6].contains('…'), "{screen}");
}

#[test]
fn a_message_is_read_whole_over_a_popup_and_closing_the_popup_stays_one_key() {
    let mut browser = Browser::open((80, 24));
    browser.press("?");
    say(&mut browser, &"http://renkei-support.mhlw.go.jp/".repeat(4));
    assert!(browser.screen().ends_with("mhlw.go.jp/\n"), "{}", browser.screen());
    browser.press("<esc>");
    assert!(matches!(browser.0.state.mode, Mode::Browse));
    assert!(footer(&browser).contains("q 終了"), "{}", browser.screen());
}

#[test]
fn the_footer_tells_what_a_newcomer_needs_first() {
    let mut browser = Browser::open((80, 24));
    browser.press("<enter> 2 j j");
    assert!(footer(&browser).contains("y Y コピー"), "{}", browser.screen());
    browser.press("<resize 50x15>");
    assert!(footer(&browser).contains("←→ セクション"), "{}", browser.screen());
    assert!(footer(&browser).contains("Esc 一覧"), "{}", browser.screen());
    browser.press("Y");
    for words in ["Enter コピー", "w 保存", "Esc 閉じる"] {
        assert!(footer(&browser).contains(words), "{words}: {}", browser.screen());
    }
    browser.press("<esc> <esc> f");
    assert!(footer(&browser).contains("←→ 項目"), "{}", browser.screen());
    let browser = english((50, 15));
    assert!(footer(&browser).contains("/ search"), "{}", browser.screen());
}

#[test]
fn help_opened_from_the_facets_closes_back_to_them() {
    let mut browser = Browser::open((80, 24));
    browser.press("f l j <space>");
    let facets = browser.screen();
    for closing in ["<esc>", "q", "? ?", "<enter>"] {
        browser.press("? j");
        assert!(browser.screen().contains("┌ キー") || browser.screen() != facets, "{}", browser.screen());
        browser.press(closing);
        assert_eq!(browser.screen(), facets, "{closing}");
    }
    browser.press("?");
    click_outside(&mut browser);
    assert!(matches!(browser.0.state.mode, Mode::Browse), "a click outside closes both");
    // Another popup leads away from them, and what was chosen stays.
    browser.press("f ? M <esc>");
    assert!(matches!(browser.0.state.mode, Mode::Browse));
    assert!(browser.0.state.facets_behind.is_none() && browser.0.state.search.hits().is_some());
}

#[test]
fn no_line_of_the_help_is_cut() {
    for width in [120, 80, 62, 50, 30] {
        for mut browser in [Browser::open((width, 300)), english((width, 300))] {
            browser.press("?");
            for line in &browser.0.scene.popup.lines {
                for span in &line.spans {
                    let words = span.text.trim();
                    assert!(browser.screen().contains(words), "{width}: {words} in {}", browser.screen());
                }
            }
        }
    }
}

/// What the palette offers.
fn offered(browser: &Browser) -> Vec<Command> {
    let Mode::Palette(palette) = &browser.0.state.mode else { panic!("the palette is open") };
    (0..palette.matches().len()).filter_map(|place| palette.command_at(place)).collect()
}

#[test]
fn saving_is_found_in_the_palette_by_the_words_one_thinks_of() {
    for typed in ["保存", "ファイル", "セクション", "メール", "コピー"] {
        let mut browser = Browser::open((80, 24));
        browser.press(&format!("<enter> : <paste {typed}>"));
        assert!(offered(&browser).contains(&Command::CopyMenu), "{typed}: {}", browser.screen());
    }
    for typed in ["save", "file", "mail"] {
        let mut browser = english((80, 24));
        browser.press(&format!("<enter> : <paste {typed}>"));
        assert!(offered(&browser).contains(&Command::CopyMenu), "{typed}: {}", browser.screen());
    }
}

#[test]
fn what_the_system_refuses_is_said_in_the_interfaces_language_and_by_its_path() {
    let said = |mut browser: Browser| {
        browser.0.outside.2 = Some(std::io::ErrorKind::StorageFull);
        browser.press("<enter> Y w");
        browser.0.state.messages.newest_first().next().unwrap().text.clone()
    };
    for (browser, lang) in [(Browser::open((120, 36)), Lang::Ja), (english((120, 36)), Lang::En)] {
        let path = "/tmp/mogaminet-overview-system_name.txt";
        let problem = lang.text("system.no-space");
        let whole = lang.fill("message.not_written", &[("path", &path), ("problem", &problem)]);
        assert_eq!(said(browser), whole);
    }
}

#[test]
fn a_key_without_a_command_names_the_help_once() {
    let mut browser = Browser::open((80, 24));
    assert_eq!(
        browser.0.state.keymap.lookup(browser.0.state.context(), &[Chord::plain(Key::Char('w'))]),
        KeymapMatch::Nothing
    );
    browser.press("w");
    says(&browser, "message.unbound");
    assert!(last_line(&browser).contains('?'), "{}", browser.screen());
    browser.press("w");
    assert!(!is_said(&browser, "message.unbound"), "the next key takes the message away");
    browser.press("w w");
    assert!(!is_said(&browser, "message.unbound"), "and no other says it again");
    let mut browser = Browser::open((80, 24));
    browser.press("/ w");
    assert!(!is_said(&browser, "message.unbound"), "letters are typed in a box");
}

#[test]
fn what_goes_through_tmux_is_said_once_tmux_has_it_or_the_terminal() {
    for in_tmux in [true, false] {
        let mut browser = Browser::open((100, 30));
        browser.0.outside.3 = true;
        browser.press("y");
        assert!(browser.0.state.messages.current().is_none(), "it is not copied yet");
        let [only] = &browser.0.outside.0[..] else { panic!("{:?}", browser.0.outside.0) };
        let text = only.strip_prefix("tmux ").unwrap().to_owned();
        // The keys go on meanwhile.
        browser.press("j");
        let parcel = Parcel { text: text.clone(), what: "項目".into(), file: "a.txt".into() };
        browser.0.feed([Input::Copied { parcel, in_tmux }]).unwrap();
        says(&browser, if in_tmux { "message.copied_tmux" } else { "message.copied" });
        assert_eq!(browser.0.outside.0.get(1), (!in_tmux).then(|| format!("copy {text}")).as_ref());
    }
}
