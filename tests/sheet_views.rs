//! Comparison, distribution, charts, map and likeness in the browser.

#![expect(clippy::unwrap_used, reason = "helpers of tests may stop a test")]

#[allow(dead_code, reason = "others use the rest of it")]
mod driver;
#[allow(dead_code, reason = "others use the rest of it")]
mod screen;

use driver::Browser;
use jirei::config::{Context, Keymap};
use jirei::lang::Lang;
use jirei::model::CaseSign;
use jirei::search::query::Drawing;
use jirei::tui::state::State;
use jirei::tui::theme::Theme;
use screen::{at, click, is_said, says, shows};

fn query(browser: &Browser) -> &str {
    browser.0.state.search.text()
}

/// The labels of the rows of a comparison.
fn labels(browser: &Browser) -> Vec<String> {
    let lines = browser.0.scene.sheet.own_lines().unwrap_or_default();
    let mut labels = Vec::new();
    let mut before = None;
    for line in lines.iter().filter(|line| line.row.is_some()) {
        if line.row != before {
            labels.push(line.cells[0].text.clone());
        }
        before = line.row;
    }
    labels
}

fn selected_label(browser: &Browser) -> String {
    labels(browser)[browser.0.state.sheet.rows.selected].clone()
}

#[test]
fn two_cases_stand_side_by_side_with_the_figures_of_the_specification() {
    let mut browser = Browser::open((120, 40));
    browser.press("<enter> 3 j j j j j j c");
    shows(
        &browser,
        &["違う 30 · 片方だけ 15 · 同じ 16 · 空 8", "もがみネット（基準）", "2,708人", "32,187人"],
    );
    let field = browser.0.state.open_field().map(|field| field.label.to_string());
    assert!(
        selected_label(&browser).contains(&field.unwrap_or_default()),
        "it is on the field one came from"
    );
    shows(&browser, &["×11.9"]);
    browser.press("%");
    shows(&browser, &["29,479"]);
    browser.press("% ]");
    shows(&browser, &["とねっと（基準）"]);
    assert!(!browser.screen().contains("29,479"));
}

#[test]
fn only_what_differs_is_left_and_gone_through() {
    let mut browser = Browser::open((100, 30));
    browser.press("c");
    let all = labels(&browser).len();
    browser.press("Z");
    let different = labels(&browser);
    assert!(different.len() < all && different.iter().all(|label| label.starts_with('≠')), "{different:?}");
    browser.press("Z");
    let partial = labels(&browser).len();
    assert!(different.len() < partial && partial < all);
    browser.press("Z g n n");
    assert!(selected_label(&browser).starts_with('≠'));
    let here = browser.0.state.sheet.rows.selected;
    browser.press("N n");
    assert_eq!(browser.0.state.sheet.rows.selected, here);
    browser.press("9");
    assert_eq!(
        browser.0.scene.sheet.own_row(browser.0.state.sheet.rows.selected).and_then(|row| row.section),
        Some("system")
    );
    browser.press("G n");
    says(&browser, "sheet.no_more_different");
}

#[test]
fn a_compared_cell_leads_to_its_case_and_esc_to_the_comparison_and_out() {
    let mut browser = Browser::open((120, 40));
    browser.press("c 1 5 <esc> <esc>");
    assert_eq!((browser.0.state.context(), query(&browser)), (Context::List, ""));
    browser.press("t c");
    assert_eq!(query(&browser), "見:比較 列:主な列");
    browser.press("j j l l <enter>");
    assert_eq!(browser.0.state.open_case().map(|(_, case)| case.id.as_str()), Some("tonet"));
    browser.press("<esc>");
    assert_eq!(browser.0.state.drawing(), Drawing::Comparison);
    browser.press("<esc>");
    assert_eq!((browser.0.state.drawing(), query(&browser)), (Drawing::Table, "見:表"));
}

#[test]
fn a_field_that_the_form_does_not_have_is_compared_and_opened() {
    let folder = tempfile::TempDir::new().unwrap();
    for (seed, words) in [("mogaminet", "0233-00-0000"), ("tonet", "0480-00-0000")] {
        let page = std::fs::read_to_string(format!("seeds/{seed}.txt")).unwrap();
        let page = page.replacen("代表団体\t", &format!("窓口電話\t{words}\n代表団体\t"), 1);
        std::fs::write(folder.path().join(format!("{seed}.txt")), page).unwrap();
    }
    let catalog = jirei::source::load(&[folder.path().to_owned()]);
    let state = State::new(catalog, Lang::Ja, Keymap::built_in());
    let mut browser = Browser::with((120, 40), state, Theme::new(true));
    browser.press("c Z");
    shows(&browser, &["≠ 窓口電話", "0233-00-0000", "0480-00-0000"]);
    let row = labels(&browser).iter().position(|label| label.contains("窓口電話")).unwrap();
    for _ in 0..row {
        browser.press("j");
    }
    browser.press("<right> <enter>");
    let field = browser.0.state.open_field().unwrap();
    assert_eq!((&*field.label, &*field.text), ("窓口電話", "0480-00-0000"));
}

#[test]
fn marks_choose_what_is_compared_and_are_seen() {
    let mut browser = Browser::open((120, 30));
    browser.press("j x");
    says(&browser, "sheet.marked");
    browser.press("k");
    shows(&browser, &["●"]);
    browser.press("c");
    // The marked one first: it is the base.
    shows(&browser, &["とねっと（基準）"]);
    browser.press("c X");
    assert!(!browser.screen().contains('●'));
    assert!(browser.0.state.catalog.signed(CaseSign::Mark).is_empty());
}

#[test]
fn answers_are_counted_and_written_into_the_query() {
    let mut browser = Browser::open((100, 30));
    browser.press("<enter> 4 j j d");
    assert_eq!(browser.0.state.drawing(), Drawing::Distribution);
    shows(&browser, &["全ての施設毎", "100.0%", "患者一括同意", "50.0%", "事例 2 · 記載 2"]);
    let groups = browser.0.scene.sheet.own_count();
    browser.press("j <space>");
    assert!(query(&browser).contains("患者一括同意"), "{}", query(&browser));
    assert_eq!(browser.0.state.list.rows().len(), 1);
    assert_eq!(browser.0.scene.sheet.own_count(), groups, "the other answers can still be added");
    shows(&browser, &["[✓] 患者一括同意"]);
    browser.press("k <space>");
    assert_eq!(browser.0.state.list.rows().len(), 2, "either: {}", query(&browser));
    browser.press("<space> <enter>");
    assert_eq!(browser.0.state.drawing(), Drawing::Table);
    browser.press("<esc>");
    assert_eq!(browser.0.state.drawing(), Drawing::Distribution);
    browser.press("<right>");
    assert!(!query(&browser).contains("列:同意方法:患者さん"), "on to the next field: {}", query(&browser));
}

#[test]
fn numbers_have_bins_quartiles_and_the_cases_at_both_ends() {
    let mut browser = Browser::open((80, 24));
    browser.press("t l l l d");
    shows(
        &browser,
        &["2,000", "4,999", "中央値 17,447.5", "小さい順 もがみネット 2,708", "大きい順 とねっと 32,187"],
    );
    browser.press("j j j");
    let (_, y) = at(&browser, "20,000");
    assert!(y > 8);
    browser.press("<space>");
    assert!(query(&browser).contains("患者:20000..49999"), "{}", query(&browser));
}

#[test]
fn the_charts_of_the_site_are_turned_like_pages() {
    let mut browser = Browser::open((100, 30));
    browser.press("D 9");
    says(&browser, "chart.several");
    shows(&browser, &["全ての施設毎", "2  ", "100.0%"]);
    browser.press("3");
    shows(&browser, &["2012", "2013"]);
    browser.press("6");
    assert!(browser.0.scene.sheet.own_count() == Some(0), "no page has a field for it");
    click(&mut browser, "7 参加施設数");
    shows(&browser, &["107", "53.5", "14.5"]);
    browser.press("<esc>");
    assert_eq!(browser.0.state.context(), Context::List);
}

#[test]
fn the_bar_of_a_chart_is_written_into_the_query_and_others_beside_it() {
    let mut browser = Browser::open((100, 30));
    browser.press("D 3");
    let bars = browser.0.scene.sheet.own_count();
    browser.press("j <space>");
    assert_eq!((query(&browser), browser.0.state.list.rows().len()), ("年:2013 見:図", 1));
    shows(&browser, &["[✓] 2013", "[ ] 2012"]);
    assert_eq!(browser.0.scene.sheet.own_count(), bars, "the other bars stay");
    browser.press("k <space>");
    assert_eq!((query(&browser), browser.0.state.list.rows().len()), ("年:2013|2012 見:図", 2));
    browser.press("<space> j <space>");
    assert_eq!((query(&browser), browser.0.state.drawing()), ("見:図", Drawing::Charts));
    // A region is several conditions.
    browser.press("D D <left> 9 <right> <right> <right> <space>");
    assert_eq!(query(&browser), "県:青森|岩手|宮城|秋田|山形|福島 見:図");
    assert_eq!(browser.0.state.list.rows().len(), 1);
    shows(&browser, &["[✓] 東北", "[ ] 関東"]);
    browser.press("<space>");
    assert_eq!(query(&browser), "見:図");
}

#[test]
fn what_has_no_answer_is_a_bar_with_its_clause() {
    let mut browser = Browser::open((100, 30));
    browser.press("/ <paste 見:分布 列:保守費> <enter>");
    shows(&browser, &["100.0%", "空欄"]);
    browser.press("G");
    let (_, y) = at(&browser, "空欄  █");
    let line = browser.screen().lines().nth(y).unwrap().to_owned();
    assert!(line.contains('█') && line.contains(" 1") && !line.contains('%'), "{line}");
    browser.press("<space>");
    assert!(query(&browser).contains("空:保守費"), "{}", query(&browser));
    assert_eq!(browser.0.state.list.rows().len(), 1);
    shows(&browser, &["[✓]", "100.0%"]);
    browser.press("<enter>");
    assert_eq!((browser.0.state.drawing(), browser.0.state.list.rows().len()), (Drawing::Table, 1));
}

#[test]
fn national_figures_stand_at_the_bars_that_they_are_about_and_below_with_their_source() {
    let mut browser = Browser::open((100, 30));
    browser.press("t l l l d");
    let before = browser.screen();
    assert!(!before.contains('≈'), "{before}");
    browser.press("B");
    let (_, y) = at(&browser, "◂ ≈全国平均");
    assert_eq!(y, at(&browser, "20,000 – 49,999").1, "23,764 is among these");
    shows(&browser, &["≈ 全国平均 23,764人", "2022年度、n=277、日医総研", "中央値は公表されていない"]);
    browser.press("Y 4");
    let copied = browser.0.outside.0.last().cloned().unwrap_or_default();
    assert!(copied.contains("患者:20000..49999") && !copied.contains('≈'), "{copied}");
    browser.press("D 4");
    let shares = |browser: &Browser, label: &str| {
        let (_, y) = at(browser, label);
        let line = browser.screen().lines().nth(y).unwrap().to_owned();
        line.split_once('≈').map(|(_, share)| share.trim_matches([' ', '│']).to_owned())
    };
    assert_eq!(shares(&browser, "行政    █"), Some("12.6%".to_owned()), "remembered in the charts");
    assert_eq!(shares(&browser, "協議会  █"), None);
    shows(&browser, &["≈ 全国の割合（2015年、n=253、支援Navi）"]);
    browser.press("B");
    assert!(!browser.screen().contains('≈'), "{}", browser.screen());
    let mut browser = Browser::open((100, 30));
    browser.press("/ <paste 見:分布 列:効果> <enter> B");
    shows(&browser, &["≈○51.6%", "≈×27.6%", "≈ 全国で ○ の割合（2022年度、n=225、日医総研の資料）"]);
    let mut narrow = Browser::open((50, 20));
    narrow.press("t l l l d B");
    shows(&narrow, &["20,000 – 49…", "50.0% ◂≈", "登録患者数 ≈ 全国平均"]);
    let mut browser = Browser::open((100, 30));
    browser.press("/ <paste 見:分布 列:連携方式> <enter> B");
    assert!(is_said(&browser, "sheet.no_benchmarks"), "{}", browser.screen());
}

#[test]
fn a_tile_of_the_map_is_a_clause_and_a_table() {
    let mut browser = Browser::open((80, 24));
    browser.press("P");
    shows(&browser, &["山形 1", "埼玉 1", "東京 ·"]);
    shows(&browser, &["県のある事例 2 · 全国 0 · 空欄 0 · 47都道府県のうち 2", "県:山形"]);
    browser.press("<tab>");
    says(&browser, "sheet.map");
    browser.press("<enter>");
    assert_eq!((browser.0.state.drawing(), browser.0.state.list.rows().len()), (Drawing::Table, 1));
    browser.press("<esc> <down>");
    assert_eq!(browser.0.state.drawing(), Drawing::Map);
    let mut small = Browser::open((50, 15));
    small.press("P");
    shows(&small, &["山形", "埼玉", "50.0%"]);
}

#[test]
fn similar_cases_come_with_their_reasons() {
    let mut browser = Browser::open((120, 30));
    browser.press("j r");
    says(&browser, "sheet.near");
    shows(&browser, &["24", "もがみネット", "二次医療圏での連携"]);
    assert_eq!(browser.0.state.list.rows().len(), 1, "the case itself is left out");
    browser.press("<esc>");
    assert_eq!(browser.0.state.context(), Context::List);
}

#[test]
fn a_network_without_a_page_is_described_and_compared_by_what_one_chooses() {
    let mut browser = Browser::open((100, 26));
    browser.press("W <paste 県:山形 患者:2000 施設:30 対象地域:二次医療圏での連携> <enter>");
    let likeness = |browser: &Browser| -> Vec<String> {
        browser.0.scene.sheet.lines.iter().map(|row| row.cells[1].text.clone()).collect()
    };
    assert_eq!(likeness(&browser), ["96", "21"], "the figures of the specification");
    assert_eq!(query(&browser), "見:表 近:\"県:山形 患者:2000 施設:30 対象地域:二次医療圏での連携\"");
    shows(&browser, &["+10/10 県 山形"]);
    // Only what is chosen is compared, and one has to stay.
    browser.press("w j <space> j <space> j <space> j <space> <esc>");
    assert!(query(&browser).ends_with("での連携\",規模"), "{}", query(&browser));
    assert_eq!(likeness(&browser), ["92", "11"]);
    browser.press("w <space>");
    says(&browser, "sheet.last_group");
    browser.press("<esc> Y 0");
    let command = browser.0.outside.0.last().unwrap();
    assert!(command.contains("近:\"県:山形") && command.contains("規模"), "{command}");
    // It can be gone on with, and a case can take its place.
    browser.press("W <paste  開始年:2013> <enter>");
    assert!(query(&browser).contains("での連携 開始年:2013\",規模"), "{}", query(&browser));
    browser.press("r");
    assert!(query(&browser).ends_with("近:mogaminet"), "{}", query(&browser));
    // What is typed in the description is completed there.
    let mut typed = Browser::open((100, 26));
    typed.press("W <paste 県:山> <tab>");
    assert!(query(&typed).starts_with("見:表 近:\"県:山形"), "{}", query(&typed));
    let mut quoted = Browser::open((100, 26));
    quoted.press("/ <paste 標準化ストレージ=\"SS-MIX 2\"> <enter> W <paste 県:山形> <enter>");
    assert!(
        query(&quoted).starts_with("標準化ストレージ=\"SS-MIX 2\"")
            && query(&quoted).ends_with("近:\"県:山形\""),
        "{}",
        query(&quoted)
    );
    let mut other = Browser::open((100, 26));
    other.press("t w");
    says(&other, "sheet.no_likeness");
}

#[test]
fn national_figures_have_a_lane_of_their_own() {
    let mut browser = Browser::open((120, 30));
    browser.press("t B l l l");
    shows(&browser, &["≈全国平均", "≈23,764", "2022年度", "n=277"]);
    browser.press("Y 5");
    let copied = browser.0.outside.0.last().cloned().unwrap_or_default();
    assert!(!copied.contains('≈'), "{copied}");
    browser.press("B");
    assert!(!browser.screen().contains('≈'));
    browser.press("9");
    browser.press("B");
    assert!(is_said(&browser, "sheet.no_benchmarks"));
}

#[test]
fn words_typed_over_a_table_are_looked_for_before_its_view() {
    let mut browser = Browser::open((120, 30));
    browser.press("t / ");
    browser.press("<paste もがみ> <enter>");
    assert_eq!((query(&browser), browser.0.state.list.rows().len()), ("もがみ 見:表", 1));
    assert_eq!(browser.0.state.context(), Context::Sheet);
    browser.press("/");
    browser.press("<paste  患者> <enter>");
    assert_eq!(query(&browser), "もがみ 患者 見:表");
}

#[test]
fn what_is_copied_is_what_is_on_the_screen_in_every_view() {
    let mut browser = Browser::open((120, 30));
    let copied = |browser: &Browser| browser.0.outside.0.last().cloned().unwrap_or_default();
    browser.press("c Y 7");
    assert!(
        copied(&browser).contains("システム名") && copied(&browser).contains("≠"),
        "{}",
        copied(&browser)
    );
    browser.press("Z Y 0");
    assert_eq!(copied(&browser), "copy jirei compare 'mogaminet' 'tonet' --only='different'");
    browser.press("<esc> <enter> 4 j j d Y 0");
    assert!(copied(&browser).starts_with("copy jirei stats '"), "{}", copied(&browser));
    browser.press("Y 4");
    assert!(copied(&browser).contains("全ての施設毎\t2"), "{}", copied(&browser));
    browser.press("<esc> P Y 0");
    assert_eq!(copied(&browser), "copy jirei table --by='県'");
    browser.press("<esc> r <right> y");
    assert_eq!(copied(&browser), "copy 埼玉", "the column of likeness is on the screen alone");
}

#[test]
fn tiles_and_answers_add_up_to_either_and_enter_counts_one_alone() {
    let mut browser = Browser::open((80, 24));
    browser.press("P <space>");
    let tile = |browser: &Browser| browser.0.state.sheet.rows.selected;
    let first = tile(&browser);
    click(&mut browser, "埼玉");
    assert_ne!(tile(&browser), first);
    shows(&browser, &["埼玉 1"]);
    browser.press("<space>");
    assert_eq!(query(&browser), "県:山形|埼玉 見:地図");
    browser.press("<enter>");
    assert_eq!(browser.0.state.list.rows().len(), 1, "{}", query(&browser));
    browser.press("<esc>");
    assert_eq!(query(&browser), "県:山形|埼玉 見:地図");
}

#[test]
fn a_view_opened_from_another_leads_back_to_its_cell() {
    let mut browser = Browser::open((120, 30));
    browser.press("t l l l d <esc>");
    assert_eq!(browser.0.state.sheet.cursor, 4);
    browser.press("<enter> d <esc>");
    assert_eq!(browser.0.state.drawing(), Drawing::Table, "{}", query(&browser));
    // What does not work in a view says so, and does nothing to a case that is not on the screen.
    browser.press("P b");
    says(&browser, "sheet.not_here");
    assert!(browser.0.state.catalog.entries.iter().all(|entry| !entry.has(CaseSign::Bookmark)));
}

#[test]
fn the_palette_has_the_views() {
    let mut browser = Browser::open((120, 30));
    for words in ["比較", "地図", "分布", "表"] {
        browser.press(":");
        browser.press(&format!("<paste {words}>"));
        assert!(!is_said(&browser, "palette.none"), "{words}");
        browser.press("<esc>");
    }
}
