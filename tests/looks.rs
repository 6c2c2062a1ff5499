//! How the browser looks: in every theme, on terminals that draw ○ two cells wide, with letters that
//! are hard to draw, and while the terminal has the mouse.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops by panicking")]
#![allow(dead_code, reason = "the driver has more than these tests use")]

mod driver;
mod screen;

use std::path::PathBuf;

use driver::{Browser, inputs};
use jirei::config::{Keymap, ThemeChoice};
use jirei::lang::Lang;
use jirei::source;
use jirei::text::width::cells;
use jirei::tui::input::{Input, TerminalReply};
use jirei::tui::message::{Message, Tone};
use jirei::tui::state::State;
use jirei::tui::theme::Theme;
use jirei::tui::theme::look::Look;
use ratatui::buffer::{Buffer, CellWidth};
use ratatui::layout::Position;
use ratatui::style::{Color, Modifier};
use screen::{at, click_outside, shows};

fn look(choice: ThemeChoice) -> Look {
    Look::from_environment(choice, |name| (name == "COLORTERM").then(|| "truecolor".to_owned()))
}

fn open(size: (u16, u16), lang: Lang) -> Browser {
    Browser::with(size, State::new(source::load(&[]), lang, Keymap::built_in()), Theme::new(true))
}

/// The built-in pages in a theme.
fn in_theme(size: (u16, u16), choice: ThemeChoice) -> Browser {
    let mut browser = open(size, Lang::Ja);
    browser.0.state.look = look(choice);
    browser.press("");
    browser
}

/// Letters and weights, without colours.
fn colourless(buffer: &Buffer) -> Vec<(String, Modifier)> {
    buffer.content.iter().map(|cell| (cell.symbol().to_owned(), cell.modifier)).collect()
}

#[test]
fn nothing_is_told_by_colour_alone_in_any_theme() {
    for choice in ThemeChoice::ALL {
        let shown = |script: &str, size| {
            let mut browser = in_theme(size, choice);
            browser.press(script);
            colourless(browser.buffer())
        };
        // Which pane has the keys, where the cursor is, which line is selected, which section is open.
        for (one, other) in
            [("", "<tab>"), ("<tab>", "<tab> j"), ("s", "s j"), ("f", "f l"), ("f", "f j"), ("", "l")]
        {
            assert_ne!(shown(one, (120, 36)), shown(other, (120, 36)), "{choice:?} {one} {other}");
        }
        // How a message is meant.
        let said = |tone, history| {
            let mut browser = in_theme((120, 36), choice);
            browser.0.feed([Input::Say(Message { text: "同じ言葉".into(), tone })]).unwrap();
            if history {
                browser.press("M");
            }
            colourless(browser.buffer())
        };
        for history in [false, true] {
            assert_ne!(said(Tone::Done, history), said(Tone::Problem, history), "{choice:?} {history}");
        }
    }
}

#[test]
fn letters_that_the_search_found_have_a_line_under_them_in_every_theme() {
    for choice in ThemeChoice::ALL {
        let mut browser = in_theme((120, 36), choice);
        browser.press("/ 最上 <enter>");
        let screen = browser.screen();
        let buffer = browser.buffer();
        let lit: String = buffer
            .content
            .iter()
            .skip(usize::from(buffer.area.width))
            // A term has a line alone.
            .filter(|cell| cell.modifier.contains(Modifier::UNDERLINED | Modifier::BOLD))
            .map(|cell| cell.symbol())
            .collect();
        let found = screen.lines().skip(1).map(|line| line.matches("最上").count()).sum::<usize>();
        assert_eq!(lit.replace(' ', ""), "最上".repeat(found), "{choice:?}");
    }
}

#[test]
fn high_contrast_covers_the_screen_and_none_has_no_colour_at_all() {
    for script in ["", "T", "/ 最上", "f", "<resize 20x5>"] {
        let mut browser = in_theme((80, 24), ThemeChoice::HighContrast);
        browser.press(script);
        let buffer = browser.buffer();
        for (x, y) in buffer.area.positions().map(|at| (at.x, at.y)) {
            // A test screen keeps what stood under the right half of a wide letter.
            let covered = x > 0 && buffer[(x - 1, y)].symbol().cell_width() > 1;
            assert!(covered || buffer[(x, y)].bg != Color::Reset, "{script} {x},{y}");
        }
        let mut browser = in_theme((80, 24), ThemeChoice::None);
        browser.press(script);
        assert!(
            browser.buffer().content.iter().all(|cell| (cell.fg, cell.bg) == (Color::Reset, Color::Reset))
        );
    }
}

#[test]
fn themes_are_tried_as_one_goes_over_them_kept_with_enter_and_left_with_esc() {
    for size in [(120, 36), (80, 24), (50, 15), (30, 8)] {
        let mut browser = in_theme(size, ThemeChoice::Ansi);
        browser.press("g");
        let before = browser.buffer().clone();
        browser.press("T");
        if matches!(size.0, 120 | 50) {
            insta::assert_snapshot!(format!("themes_{}x{}", size.0, size.1), browser.screen());
        }
        assert_eq!(
            at(&browser, "✓ 16").1,
            at(&browser, "  16 ").1,
            "which one it is, by its name and its value"
        );
        shows(&browser, &["high-contrast ", " 5/6 ──┘"]);
        browser.press("k k k");
        assert_eq!(browser.0.state.theme(), look(ThemeChoice::Dark).theme());
        browser.press("<esc>");
        assert_eq!(*browser.buffer(), before, "as it was");
        browser.press("T k k <enter>");
        assert_eq!(browser.0.state.theme(), look(ThemeChoice::Light).theme());
        assert!(size.0 < 80 || browser.screen().contains("次回も"), "{}", browser.screen());
        // The key that opened it closes it, and what was tried goes.
        browser.press("T j j T");
        assert_eq!(browser.0.state.theme(), look(ThemeChoice::Light).theme());
        browser.press("T");
        click_outside(&mut browser);
        assert_eq!(browser.0.state.theme(), look(ThemeChoice::Light).theme());
    }
    let mut browser = open((80, 24), Lang::En);
    browser.press("T");
    let values = ["  auto │", "  dark │", "  light │", "  high-contrast │", "  16 │", "  none │"];
    let lines = values.map(|value| at(&browser, value).1);
    assert!(lines.is_sorted_by(|one, next| one + 1 == *next), "one below the other: {}", browser.screen());
}

#[test]
fn auto_turns_with_the_answer_and_a_chosen_theme_does_not() {
    for choice in [ThemeChoice::Auto, ThemeChoice::HighContrast] {
        let mut browser = in_theme((80, 24), choice);
        let before = browser.buffer().clone();
        browser.0.feed([Input::Reply(TerminalReply::Background([255; 3]))]).unwrap();
        assert_eq!(*browser.buffer() == before, choice == ThemeChoice::HighContrast);
    }
}

/// A screen as a terminal shows it that gives two cells to what is ambiguous.
fn wide_screen(browser: &Browser) -> String {
    let buffer = browser.buffer();
    let mut text = String::new();
    for y in 0..buffer.area.height {
        let mut x = 0;
        let mut line = String::new();
        while x < buffer.area.width {
            let cell = &buffer[(x, y)];
            line.push_str(cell.symbol());
            // A terminal that gives one cell shows a gap there: so does the picture.
            let (given, drawn) = (cell.cell_width().max(1), cell.symbol().cell_width().max(1));
            line.push_str(&"_".repeat(usize::from(given.saturating_sub(drawn))));
            x += given;
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

#[test]
fn two_cells_for_ambiguous_letters_line_up_at_every_size() {
    for (width, height) in [(120, 36), (80, 24), (50, 15)] {
        let mut browser = open((width, height), Lang::Ja);
        browser.0.feed([Input::Reply(TerminalReply::AmbiguousWide)]).unwrap();
        for (keys, name) in [("<enter> 3", "bars"), ("2 G", "effects")] {
            browser.press(keys);
            lines_up(&browser);
            if width != 80 {
                insta::assert_snapshot!(format!("wide_{name}_{width}x{height}"), wide_screen(&browser));
            }
        }
        for script in ["<esc> / 最上", "<esc> f", "<esc> s", "<esc> ?", "<esc> M", "<esc> !", "<esc> T"] {
            browser.press(script);
            lines_up(&browser);
        }
    }
}

#[test]
fn without_colour_a_thumb_differs_from_its_border_by_its_shape() {
    let state = State::new(source::load(&[]), Lang::Ja, Keymap::built_in());
    let mut browser = Browser::with((80, 24), state, Theme::new(false));
    browser.press("<enter> 2 ?");
    let right = |browser: &Browser, sign: char| {
        let screen = browser.screen();
        let border = browser.0.scene.regions.popup.unwrap().outer.right() - 1;
        let signs = (0..24).map(|y| browser.buffer()[(border, y)].symbol().to_owned());
        assert!(signs.clone().any(|own| own == sign.to_string()), "{sign} in {screen}");
    };
    right(&browser, '█');
    right(&browser, '┃');
    browser.0.feed([Input::Reply(TerminalReply::AmbiguousWide)]).unwrap();
    browser.press("");
    right(&browser, '#');
    right(&browser, '|');
}

/// The rule between the panes has no gap, and a title goes from edge to edge.
fn lines_up(browser: &Browser) {
    let (buffer, regions) = (browser.buffer(), &browser.0.scene.regions);
    let screen = browser.screen();
    let covering = [regions.popup.map(|popup| popup.outer), regions.facets.map(|facets| facets.outer)];
    let is_covered = |at: Position| covering.iter().flatten().any(|area| area.contains(at));
    for at in regions.rule.iter().flat_map(|rule| rule.positions()).filter(|at| !is_covered(*at)) {
        let sign = buffer[at].symbol();
        assert!(matches!(sign, "|" | "+"), "{sign} at {at} of\n{screen}");
    }
    for x in [0, buffer.area.width - 1] {
        let at = Position { x, y: 1 };
        let sign = buffer[at].symbol();
        assert!(matches!(sign, "-" | "=" | "+") || is_covered(at), "{sign} at {at} of\n{screen}");
    }
    assert!(!screen.contains(['│', '─', '┌', '█', '▌', '‹', '≠', '┃']), "{screen}");
}

#[test]
fn the_answer_lays_out_anew_and_keeps_the_place() {
    let mut browser = open((80, 24), Lang::Ja);
    browser.press("<enter> 2 G");
    let field = browser.0.state.detail.field;
    browser.0.feed([Input::Reply(TerminalReply::AmbiguousWide)]).unwrap();
    browser.press("");
    assert_eq!(browser.0.state.detail.field, field);
    assert!(wide_screen(&browser).contains("○_"), "{}", wide_screen(&browser));
}

/// Half-width kana, combining marks, decomposed kana, emoji, variation sequences, old forms, all in one page.
fn hard_page() -> (tempfile::TempDir, PathBuf) {
    let seed = include_str!("../seeds/mogaminet.txt");
    let hard = seed.replace("もがみネット", "葛\u{e0100}飾ﾈｯﾄ").replace(
        "最上地域医療情報ネットワークシステム",
        "か\u{3099}んは\u{309a}れ 𠮷野家👨‍👩‍👧ｶﾞｷﾞﾊﾟ e\u{301}t 辻\u{e0101}が花❤\u{fe0f}1\u{fe0f}\u{20e3}",
    );
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("hard.txt");
    std::fs::write(&path, hard).unwrap();
    (folder, path)
}

#[test]
fn letters_that_are_hard_to_draw_take_the_cells_that_are_theirs() {
    let (_folder, path) = hard_page();
    for wide in [false, true] {
        for (width, height) in [(120, 36), (80, 24), (50, 15)] {
            let state = State::new(source::load(std::slice::from_ref(&path)), Lang::Ja, Keymap::built_in());
            let mut browser = Browser::with((width, height), state, Theme::new(true));
            if wide {
                browser.0.feed([Input::Reply(TerminalReply::AmbiguousWide)]).unwrap();
            }
            browser.press("<enter>");
            let screen = browser.screen();
            // A word may go on in the next line, behind the mark of the cursor or a thumb.
            let words: String = screen.split([' ', '\n', '▌', '█', '>', '#']).collect();
            for hard in ["葛\u{e0100}飾", "か\u{3099}んは\u{309a}れ", "ｶﾞｷﾞﾊﾟ", "e\u{301}t", "辻\u{e0101}が花"]
            {
                assert!(words.contains(hard), "{hard:?} {width}x{height} wide: {wide}\n{screen}");
            }
            for line in screen.lines().filter(|line| line.starts_with(['─', '-'])) {
                assert_eq!(cells(line), usize::from(width), "{line:?}");
            }
        }
    }
}

#[test]
fn while_the_terminal_has_the_mouse_the_footer_says_how_to_take_it_back() {
    for (size, lang) in [((120, 36), Lang::Ja), ((50, 15), Lang::En)] {
        let hint = &format!("v {}", lang.text("hint.take_mouse"));
        let mut browser = open(size, lang);
        browser.press("g");
        let before = browser.screen();
        browser.press("v");
        assert!(!browser.screen().contains(hint), "first it is said in full: {}", browser.screen());
        for script in ["s", "<esc> <enter>", "?", "<esc> f"] {
            browser.press(script);
            assert!(browser.screen().contains(hint), "{script} {}", browser.screen());
        }
        browser.press("v");
        assert!(!browser.screen().contains(hint), "{}", browser.screen());
        browser.press("<esc> <esc>");
        assert_eq!(browser.screen(), before);
        assert_eq!(browser.0.outside.0, ["mouse false", "mouse true"]);
    }
    // Full-width letters are commands too.
    let mut browser = open((80, 24), Lang::Ja);
    browser.0.feed(inputs("ｖ Ｔ")).unwrap();
    assert_eq!(browser.0.outside.0, ["mouse false"]);
    assert!(browser.screen().contains("ハイコントラスト"), "{}", browser.screen());
}
