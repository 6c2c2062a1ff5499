//! The pages of a case over time, in the browser.

#![expect(clippy::unwrap_used, reason = "helpers of tests may stop a test")]

#[allow(dead_code, reason = "others use the rest of it")]
mod driver;
mod saved;
#[allow(dead_code, reason = "others use the rest of it")]
mod screen;

use driver::Browser;
use jirei::config::{Context, Keymap};
use jirei::lang::Lang;
use jirei::search::query::Drawing;
use jirei::source;
use jirei::tui::state::State;
use jirei::tui::theme::Theme;
use saved::saved_pages;
use screen::{says, shows};
use tempfile::TempDir;

/// Three pages of もがみネット, and the built-in one of とねっと.
fn pages() -> TempDir {
    let folder = saved_pages(&[
        ("mogami-2017-03-01.txt", &[("登録患者数\t2708", "登録患者数\t1902")]),
        (
            "mogami-2015-04-01.txt",
            &[
                ("登録患者数\t2708", "登録患者数\t1000"),
                ("システムの課題\t", "システムの課題\t以前、"),
                ("企業名（1）\t（株）シーエスアイ", "企業名（1）\t"),
            ],
        ),
        ("mogami-2019-01-31.txt", &[]),
    ]);
    std::fs::copy("seeds/tonet.txt", folder.path().join("tonet.txt")).unwrap();
    // The last one written is the newest.
    for (seconds, name) in ["2015-04-01", "2017-03-01", "2019-01-31"].into_iter().enumerate() {
        let path = folder.path().join(format!("mogami-{name}.txt"));
        let time = std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_600_000_000 + seconds as u64);
        std::fs::File::options().write(true).open(path).unwrap().set_modified(time).unwrap();
    }
    folder
}

fn open(folder: &TempDir, size: (u16, u16), lang: Lang) -> Browser {
    let state = State::new(source::load(&[folder.path().to_owned()]), lang, Keymap::built_in());
    Browser::with(size, state, Theme::new(true))
}

fn labels(browser: &Browser) -> Vec<String> {
    let lines = browser.0.scene.sheet.own_lines().unwrap_or_default();
    lines.iter().filter(|line| line.row.is_some()).map(|line| line.cells[0].text.clone()).collect()
}

fn path(browser: &Browser) -> String {
    browser.0.state.open_case().unwrap().1.source.path.clone()
}

#[test]
fn u_shows_what_changed_from_page_to_page_with_the_course_of_numbers() {
    let folder = pages();
    let mut browser = open(&folder, (120, 36), Lang::Ja);
    browser.press("u");
    assert_eq!((browser.0.state.drawing(), browser.0.state.search.text()), (Drawing::History, "見:履歴"));
    shows(&browser, &["もがみネットの履歴", "2015-04-01 名前（基準）", "2017-03-01 名前", "2019-01-31 名前"]);
    shows(&browser, &["×2.71 ▂▅█", "◐ 企業名（1）", "mogami-2017-03-01.txt"]);
    let changed = labels(&browser);
    assert!(
        changed.iter().all(|label| label.starts_with(['≠', '◐']) || label.trim().is_empty()),
        "{changed:?}"
    );
    browser.press("Z");
    assert!(labels(&browser).len() > 3 * changed.len());
    browser.press("Z %");
    shows(&browser, &["+1,708 ▂▅█"]);
    browser.press("u");
    assert_eq!((browser.0.state.context(), browser.0.state.search.text()), (Context::List, ""));
}

#[test]
fn a_page_of_the_history_is_opened_at_its_field_and_esc_leads_back_and_out() {
    let folder = pages();
    let mut browser = open(&folder, (120, 36), Lang::Ja);
    browser.press("<enter> 3 j j j");
    let label = browser.0.state.open_field().unwrap().label.to_string();
    assert_eq!(label, "登録患者数");
    browser.press("u");
    let row = browser.0.state.sheet.rows.selected;
    assert_eq!(browser.0.scene.sheet.own_row(row).and_then(|row| row.field), Some("registered_patients"));
    browser.press("<left> <enter>");
    assert!(path(&browser).ends_with("mogami-2017-03-01.txt"), "{}", path(&browser));
    let field = browser.0.state.open_field().unwrap();
    assert_eq!((&*field.label, &*field.text), ("登録患者数", "1902"));
    shows(&browser, &["もがみネット · 2017-03-01 名前", "1,902人", "mogami-2017-03-01.txt:"]);
    // It is its own page in full size too, with what the others say.
    browser.press("<enter>");
    shows(&browser, &["2708", "1000"]);
    browser.press("<esc> <esc>");
    assert_eq!(browser.0.state.drawing(), Drawing::History);
    browser.press("<esc>");
    assert_eq!(browser.0.state.search.text(), "");
    assert!(path(&browser).ends_with("mogami-2019-01-31.txt"), "the newest page stands for the case again");
    shows(&browser, &["2,708人"]);
}

#[test]
fn a_page_that_was_read_is_gone_back_to_and_forward() {
    let folder = pages();
    let mut browser = open(&folder, (120, 36), Lang::Ja);
    browser.press("<enter> u <left> <left> <enter>");
    assert!(path(&browser).ends_with("2015-04-01.txt"));
    browser.press("<esc> <right> <enter>");
    assert!(path(&browser).ends_with("2017-03-01.txt"));
    browser.press("H");
    assert!(path(&browser).ends_with("2015-04-01.txt"), "{}", path(&browser));
    browser.press("L");
    assert!(path(&browser).ends_with("2017-03-01.txt"));
}

#[test]
fn the_history_is_opened_from_a_table_and_leads_back_to_it() {
    let folder = pages();
    let mut browser = open(&folder, (120, 36), Lang::Ja);
    browser.press("t <right> <right> u");
    assert_eq!(browser.0.state.search.text(), "見:履歴");
    browser.press("<esc>");
    assert_eq!((browser.0.state.drawing(), browser.0.state.search.text()), (Drawing::Table, "見:表"));
}

#[test]
fn a_case_of_one_page_has_no_history_and_says_so() {
    for lang in [Lang::Ja, Lang::En] {
        let folder = pages();
        let mut browser = open(&folder, (120, 36), lang);
        browser.press("j");
        let name = browser.0.state.open_case().unwrap().1.short_name().into_owned();
        browser.press("u");
        let message = lang.fill("compare.one_page", &[("name", &name)]);
        assert_eq!(browser.0.state.drawing(), Drawing::List);
        shows(&browser, &[&message]);
        browser.press("/ <paste 見:履歴 埼玉>");
        shows(&browser, &[&message]);
    }
}

#[test]
fn what_is_copied_of_a_history_is_the_history_and_its_command() {
    let folder = pages();
    let mut browser = open(&folder, (120, 36), Lang::Ja);
    browser.press("u Y 0");
    let copied = browser.0.outside.0.last().unwrap();
    assert!(copied.starts_with("copy jirei history 'mogaminet'"), "{copied}");
    browser.press("Z Y 0");
    let copied = browser.0.outside.0.last().unwrap();
    assert!(copied.contains("--only='all'"), "{copied}");
    browser.press("Z Y 7");
    let copied = browser.0.outside.0.last().unwrap();
    assert!(copied.contains("| 2015-04-01 名前 | 2017-03-01 名前 | 2019-01-31 名前 | 推移 |"), "{copied}");
}

#[test]
fn the_word_of_the_view_is_completed_in_either_language() {
    let folder = pages();
    let mut browser = open(&folder, (120, 36), Lang::Ja);
    browser.press("/ <paste 見:履> <tab>");
    assert_eq!(browser.0.state.search.text(), "見:履歴");
    browser.press("<esc> / <paste 見:> <tab>");
    shows(&browser, &["一覧", "比較", "履歴", "分布", "地図"]);
    let mut browser = open(&folder, (120, 36), Lang::En);
    browser.press("/ <paste view:hi> <tab>");
    assert_eq!(browser.0.state.search.text(), "view:history");
    assert_eq!(browser.0.state.drawing(), Drawing::History);
}

#[test]
fn on_small_screens_two_pages_stand_side_by_side() {
    let folder = pages();
    let mut browser = open(&folder, (80, 24), Lang::Ja);
    browser.press("u");
    shows(&browser, &["2017-03-01 名前", "2019-01-31 名前", "1902 = 1,902人", "×2.71 ▂▅█"]);
    let mut browser = open(&folder, (50, 15), Lang::En);
    browser.press("u j");
    shows(&browser, &["2017-03-01 by", "2019-01-31 by", "1902", "2708"]);
    says(&browser, "hint.unchanged");
}
