//! The table of the browser: its columns, its order, its cells, and the way to a case and back.

#![expect(clippy::unwrap_used, reason = "helpers of tests may stop a test")]

#[allow(dead_code, reason = "others use the rest of it")]
mod driver;
#[allow(dead_code, reason = "others use the rest of it")]
mod generator;
#[allow(dead_code, reason = "others use the rest of it")]
mod screen;

use driver::Browser;
use generator::catalog;
use jirei::config::{Context, Keymap};
use jirei::lang::Lang;
use jirei::tui::layout::Pane;
use jirei::tui::state::State;
use jirei::tui::theme::Theme;
use ratatui::style::Modifier;
use screen::{at, click, is_said, mouse, says, shows};

/// The browser on so many pages made for tests.
fn made_up(pages: usize, size: (u16, u16)) -> Browser {
    let state = State::new(catalog::loaded(pages), Lang::Ja, Keymap::built_in());
    Browser::with(size, state, Theme::new(true))
}

/// The text of the search box.
fn query(browser: &Browser) -> &str {
    browser.0.state.search.text()
}

/// The labels of the columns, hidden ones apart.
fn labels(browser: &Browser) -> Vec<&str> {
    browser.0.scene.sheet.columns.iter().map(|column| column.label.as_str()).collect()
}

/// The cells of the column with this label, as they are shown.
fn cells_of<'b>(browser: &'b Browser, label: &str) -> Vec<&'b str> {
    let at = labels(browser).iter().position(|known| *known == label).unwrap();
    browser.0.scene.sheet.lines.iter().map(|row| row.cells[at].text.as_str()).collect()
}

/// What was written to the clipboard last.
fn copied(browser: &Browser) -> &str {
    browser.0.outside.0.last().unwrap().strip_prefix("copy ").unwrap()
}

#[test]
fn the_usual_table_answers_what_a_patient_costs() {
    let mut browser = Browser::open((80, 24));
    browser.press("t");
    assert_eq!(query(&browser), "見:表");
    shows(&browser, &["=運用費/患者", "1,594", "383", "もがみネット", "とねっと", "17,448", "52,359"]);
    says(&browser, "sheet.small");
    assert_eq!(browser.0.state.context(), Context::Sheet);
    assert_eq!(labels(&browser).len(), 8, "all usual columns fit into 80 cells");
    let mut narrow = Browser::open((50, 15));
    narrow.press("t");
    shows(&narrow, &["もがみネ", "2,708"]);
}

#[test]
fn sorting_goes_from_the_natural_end_to_the_other_and_back_to_none() {
    let mut browser = Browser::open((120, 36));
    browser.press("t p j <enter>");
    assert!(query(&browser).ends_with("列:費用"));
    while labels(&browser)[browser.0.state.sheet.cursor] != "=運用費/患者" {
        browser.press("l");
    }
    let names = |browser: &Browser| cells_of(browser, "略称").join(" ");
    browser.press("S");
    assert!(query(&browser).ends_with("順:-運用費/患者"), "{}", query(&browser));
    assert_eq!(names(&browser), "とねっと もがみネット");
    browser.press("S");
    assert!(query(&browser).ends_with("順:運用費/患者"));
    assert_eq!(names(&browser), "もがみネット とねっと");
    browser.press("h S");
    assert!(
        query(&browser).ends_with(",運用費/患者"),
        "the old column decides among equals: {}",
        query(&browser)
    );
    browser.press("S S l S S");
    assert!(!query(&browser).contains("順:運用費/患者,"), "{}", query(&browser));
}

#[test]
fn a_cell_leads_to_its_field_and_esc_back_to_the_cell() {
    let mut browser = Browser::open((80, 24));
    browser.press("t j l l l <enter>");
    assert_eq!(browser.0.state.context(), Context::Fields);
    let field = browser.0.state.open_field().unwrap();
    assert_eq!((field.id, field.text.as_str()), (Some("registered_patients"), "32187"));
    let before = browser.0.state.sheet.cursor;
    browser.press("<esc>");
    assert_eq!(browser.0.state.context(), Context::Sheet);
    assert_eq!((browser.0.state.list.selected(), browser.0.state.sheet.cursor), (1, before));
    browser.press("<esc>");
    assert_eq!(browser.0.state.context(), Context::List);
    assert_eq!((query(&browser), browser.0.state.list.selected()), ("", 1));
}

#[test]
fn from_a_field_the_table_has_its_section_with_the_cursor_on_it() {
    let mut browser = Browser::open((120, 36));
    browser.press("<enter> 9 j j t");
    let field = browser.0.state.open_field().unwrap().label.to_string();
    assert_eq!(labels(&browser)[browser.0.state.sheet.cursor], field);
    assert_eq!(browser.0.state.sheet_section(), Some(8));
    browser.press("3");
    assert_eq!(browser.0.state.sheet_section(), Some(2));
    browser.press("<tab>");
    assert_eq!(browser.0.state.sheet_section(), Some(3));
    browser.press("s 1 6 <enter>");
    assert_eq!(browser.0.state.sheet_section(), Some(15));
    browser.press("1 <backtab>");
    assert_eq!((browser.0.state.sheet_section(), labels(&browser).len()), (None, 8));
    browser.press("t");
    assert_eq!((browser.0.state.context(), browser.0.state.pane), (Context::List, Pane::List));
}

#[test]
fn effects_unfold_into_sixteen_columns_with_tallies_and_fold_again() {
    let mut browser = Browser::open((120, 36));
    browser.press("t 2");
    while labels(&browser)[browser.0.state.sheet.cursor] != "効果" {
        browser.press("l");
    }
    browser.press("(");
    assert!(query(&browser).contains("効果:*"), "{}", query(&browser));
    let effects: Vec<usize> = (0..labels(&browser).len())
        .filter(|at| browser.0.scene.sheet.columns[*at].head[0].parse::<usize>().is_ok())
        .collect();
    assert_eq!(effects.len(), 16);
    let row = |row: usize| {
        let texts = effects.iter().map(|at| browser.0.scene.sheet.lines[row].cells[*at].text.clone());
        texts.collect::<String>()
    };
    assert_eq!(row(0), "○○△△△△△△△·○○△△△△");
    assert_eq!(row(1), "○○○?○○○○○○△△△△△△△");
    let foot = |line: usize| {
        let texts = effects.iter().map(|at| browser.0.scene.sheet.foot[line][*at].text.clone());
        texts.collect::<Vec<_>>().join("")
    };
    assert_eq!(foot(1), "2211111110110000");
    assert_eq!(foot(2), "0011111111112222");
    assert_eq!((foot(3), foot(4)), ("0".repeat(16), "0000000001000000".to_owned()));
    // The letters that OCR changed are beside the form's.
    browser.press("l l j");
    says(&browser, "sheet.misread");
    shows(&browser, &["医療機関間で機能分化が進んだ"]);
    browser.press(")");
    assert!(labels(&browser).contains(&"効果") && browser.0.state.sheet_section() == Some(1));
}

#[test]
fn columns_are_taken_away_moved_added_and_widened() {
    let mut browser = Browser::open((120, 36));
    browser.press("t -");
    assert_eq!(query(&browser), "見:表 列:-県");
    says(&browser, "sheet.column_hidden");
    browser.press("}");
    assert_eq!(labels(&browser)[..4], ["略称", "施設数", "開始年", "登録患者"]);
    browser.press("{");
    assert_eq!(query(&browser), "見:表 列:-県", "the usual order is the short list again");
    browser.press("+ / <paste 事務局> <enter> <esc> <esc>");
    assert_eq!(labels(&browser).last(), Some(&"事務局"));
    assert_eq!(query(&browser), "見:表 列:-県,+事務局");
    let width = |browser: &Browser| browser.0.scene.sheet.columns[browser.0.state.sheet.cursor].width;
    let before = width(&browser);
    browser.press(">");
    assert_eq!(width(&browser), before + 4);
    browser.press("h h h h h h h h h h -");
    says(&browser, "sheet.pinned_column");
}

#[test]
fn the_list_of_columns_begins_with_those_of_the_table_and_keeps_its_order_while_one_chooses() {
    let mut browser = Browser::open((120, 36));
    browser.press("t +");
    let checked = |browser: &Browser| {
        let lines = browser.screen();
        lines.lines().filter(|line| line.contains("[✓]")).count()
    };
    assert_eq!(checked(&browser), 8, "{}", browser.screen());
    assert!(at(&browser, "いまの列").1 < at(&browser, "[✓] 県").1);
    let line = at(&browser, "県").1;
    browser.press("j <space>");
    assert_eq!((query(&browser), checked(&browser)), ("見:表 列:-県", 7));
    assert_eq!(at(&browser, "[ ] 県").1, line, "it stays where it was");
    browser.press("<space> <esc>");
    assert!(labels(&browser).contains(&"県"), "and comes back");
}

#[test]
fn what_nobody_answers_and_what_all_answer_alike_is_hidden_and_named() {
    let mut browser = Browser::open((120, 36));
    browser.press("t 2");
    let all = labels(&browser).len();
    browser.press("Z");
    assert!(labels(&browser).len() < all);
    assert!(is_said(&browser, "sheet.hidden_same"));
    shows(&browser, &["対象地域=二次医療圏での連携"]);
    browser.press("Z 1 z");
    assert!(is_said(&browser, "sheet.hidden_blank") || is_said(&browser, "sheet.nothing_blank"));
    browser.press("z");
    assert!(!is_said(&browser, "sheet.hidden_blank"));
}

#[test]
fn what_is_shown_is_copied_and_the_command_that_makes_it_makes_it() {
    let mut browser = Browser::open((120, 36));
    browser.press("t l l l y");
    assert_eq!(copied(&browser), "2,708人");
    browser.press("Y 2");
    assert!(
        copied(&browser).ends_with("もがみネット\t山形\t2013\t29\t2708\t36982000\t1037000\t382.939439\n")
    );
    browser.press("S Y 7");
    let markdown = copied(&browser).to_owned();
    assert!(markdown.starts_with("| 略称 | 県 | 開始年 |"), "{markdown}");
    let rows: Vec<&str> = markdown.lines().skip(2).collect();
    assert!(rows[0].starts_with("| とねっと"), "as sorted on the screen");
    browser.press("Y 0");
    assert_eq!(copied(&browser), "jirei table --columns='主な列' --sort='-登録患者'");
    browser.press("Y j j j j w");
    let written = browser.0.outside.0.last().unwrap();
    assert!(written.starts_with("write table.csv: \u{feff}略称,県（|区切り）,"), "{written}");
}

#[cfg(feature = "xlsx")]
#[test]
fn what_is_shown_is_an_excel_file_of_the_same_cells() {
    use calamine::{Data, Reader, Xlsx};
    let mut browser = Browser::open((120, 36));
    browser.press("t l l l S Y 6");
    says(&browser, "message.written_whole");
    assert_eq!(browser.0.state.context(), Context::Sheet, "the popup is closed");
    let mut workbook = Xlsx::new(std::io::Cursor::new(browser.0.outside.4.clone())).unwrap();
    assert_eq!(workbook.sheet_names(), ["表", "項目", "出典"]);
    let rows: Vec<Vec<Data>> = workbook.worksheet_range("表").unwrap().rows().map(<[Data]>::to_vec).collect();
    let names = |row: usize| rows[row][0].to_string();
    assert_eq!((rows.len(), names(1), names(2)), (3, "とねっと".to_owned(), "もがみネット".to_owned()));
    assert_eq!(rows[1][4], Data::Float(32187.0));
    let sources = workbook.worksheet_range("出典").unwrap();
    let command = "jirei table --columns='主な列' --sort='-登録患者'";
    assert!(
        sources.rows().skip(1).all(|row| row.iter().any(|cell| *cell == *command)),
        "the command is named"
    );
    // A key that copies does not copy bytes.
    browser.press("Y j j j j j w");
    assert!(browser.0.outside.0.last().unwrap().starts_with("write table.xlsx: PK"));
}

#[test]
fn groups_are_rows_and_problems_of_columns_are_said() {
    let mut browser = Browser::open((120, 36));
    browser.press("/");
    browser.press("<paste 群:連携方式 列:件数,合計(患者)> <enter>");
    shows(&browser, &["クラウド型", "集中型", "32,187"]);
    browser.press("j");
    assert_eq!(browser.0.state.sheet.rows.selected, 1);
    browser.press("<esc> /");
    browser.press("<paste 列:略称,患者数量>");
    assert!(browser.0.state.search.query.problems.len() == 1);
    browser.press("<enter>");
    shows(&browser, &["患者数量", "もがみネット"]);
    browser.press("<esc> /");
    browser.press("<paste 見:図表> <enter>");
    says(&browser, "query.unknown_drawing");
}

#[test]
fn a_group_is_opened_as_the_table_of_its_cases_and_is_a_clause() {
    let mut browser = Browser::open((120, 36));
    browser.press("/ <paste 群:連携方式 列:件数> <enter>");
    shows(&browser, &["クラウド型", "集中型"]);
    let first = browser.0.scene.sheet.own_row(0).and_then(|row| row.clause.clone()).unwrap();
    shows(&browser, &[&first]);
    browser.press("<enter>");
    assert_eq!(query(&browser), format!("{first} 見:表"));
    assert_eq!(browser.0.state.sheet_entries().len(), 1);
    browser.press("<esc>");
    assert_eq!(query(&browser), "群:連携方式 列:件数");
    assert_eq!(browser.0.scene.sheet.own_count(), Some(2));
    browser.press("<space>");
    assert_eq!(query(&browser), format!("{first} 群:連携方式 列:件数"));
    assert_eq!(browser.0.scene.sheet.own_count(), Some(1));
    browser.press("<space>");
    assert_eq!(query(&browser), "群:連携方式 列:件数");
    browser.press("<esc> / <paste 群:県> <enter> G <enter>");
    assert_eq!(query(&browser), "県:埼玉 見:表");
}

#[test]
fn a_group_without_a_clause_says_so() {
    let mut browser = made_up(60, (120, 36));
    browser.press("/ <paste 群:参加料 列:件数> <enter>");
    let count = browser.0.scene.sheet.own_count().unwrap_or_default();
    let clause = |row: &usize| browser.0.scene.sheet.own_row(*row).and_then(|row| row.clause.clone());
    let without = (0..count).find(|row| clause(row).is_none());
    for _ in 0..without.unwrap() {
        browser.press("j");
    }
    let before = query(&browser).to_owned();
    browser.press("<enter>");
    says(&browser, "sheet.no_clause");
    assert_eq!(query(&browser), before);
}

#[test]
fn the_mouse_selects_cells_sorts_by_heads_and_opens_a_case() {
    let mut browser = Browser::open((80, 24));
    browser.press("t");
    click(&mut browser, "1,594");
    assert_eq!(browser.0.state.list.selected(), 1);
    click(&mut browser, "=運用費/患者");
    assert!(query(&browser).ends_with("順:-運用費/患者"), "{}", query(&browser));
    let cell = at(&browser, "1,594");
    browser.press(&format!("<click {},{}> <doubleclick {},{}>", cell.0, cell.1, cell.0, cell.1));
    assert_eq!(browser.0.state.open_field().unwrap().id, Some("annual_cost"));
    browser.press("<esc>");
    mouse(&mut browser, "wheeldown", "3 参加数");
    assert_eq!(browser.0.state.sheet_section(), Some(0), "the wheel turns the tabs");
}

#[test]
fn columns_scroll_under_the_cursor_while_the_names_stay() {
    let mut browser = made_up(30, (60, 20));
    browser.press("t p");
    browser.press("j j j j <enter>");
    let count = labels(&browser).len();
    assert!(count > 60, "all fields: {count}");
    for _ in 0..count + 3 {
        let places = &browser.0.scene.sheet.places;
        assert_eq!((places[0].column, places[0].x), (0, 1));
        assert!(places.iter().any(|place| place.column == browser.0.state.sheet.cursor));
        assert!(places.iter().all(|place| place.x + place.width < 60));
        browser.press("<right>");
    }
    assert_eq!(browser.0.state.sheet.cursor, count - 1);
    browser.press("G");
    assert_eq!(browser.0.state.list.selected(), browser.0.state.list.rows().len() - 1);
}

#[test]
fn typing_narrows_the_table_and_the_cursor_stands_out() {
    let mut browser = made_up(60, (100, 30));
    browser.press("t");
    let all = browser.0.state.list.rows().len();
    browser.press("/");
    let prefecture = cells_of(&browser, "県")[0].to_owned();
    browser.press(&format!("<paste  県:{prefecture}> <enter>"));
    assert_eq!(browser.0.state.context(), Context::Sheet);
    let found = browser.0.state.list.rows().len();
    assert!(found > 0 && found < all);
    let rows = browser.0.scene.regions.sheet.as_ref().unwrap().rows;
    let is_reversed = |place: usize| {
        let x = u16::try_from(browser.0.scene.sheet.places[place].x).unwrap();
        browser.buffer()[(rows.x + x, rows.y)].modifier.contains(Modifier::REVERSED)
    };
    assert_eq!([1, 2].map(is_reversed), [false, true], "the cell differs from its row");
}

#[test]
fn on_a_wide_screen_the_open_case_stands_beside_the_table_and_follows_its_cursor() {
    let mut browser = Browser::open((140, 36));
    browser.press("t");
    let open = |browser: &Browser| {
        let state = &browser.0.state;
        (state.open_case().unwrap().1.id.clone(), state.open_field().unwrap().id)
    };
    browser.press("l l l");
    assert_eq!(open(&browser), ("mogaminet".to_owned(), Some("registered_patients")));
    shows(&browser, &["患者 2,708 · 施設 29", "2708  = 2,708人", "=運用費/患者"]);
    browser.press("j l");
    assert_eq!(open(&browser), ("tonet".to_owned(), Some("build_cost")));
    assert_eq!(browser.0.state.context(), Context::Sheet, "the keys are those of the table");
    click(&mut browser, "患者 32,187 · 施設");
    assert_eq!((browser.0.state.context(), open(&browser).1), (Context::Fields, Some("build_cost")));
    browser.press("<esc>");
    assert_eq!(browser.0.state.context(), Context::Sheet);
    // What counts cases has no case of its own.
    browser.press("c");
    assert!(browser.0.scene.regions.detail.is_none());
    let mut narrow = Browser::open((139, 36));
    narrow.press("t");
    assert!(narrow.0.scene.regions.detail.is_none());
}

#[test]
fn columns_are_measured_anew_once_the_terminal_says_how_wide_its_signs_are() {
    let widths = |browser: &Browser| -> Vec<usize> {
        browser.0.scene.sheet.columns.iter().map(|column| column.width).collect()
    };
    let effects = "t / <paste  列:略称,効果> <enter>";
    let mut wide = Browser::open((120, 36));
    wide.0.state.ambiguous_wide = true;
    wide.press(effects);
    let mut answered = Browser::open((120, 36));
    answered.press(effects);
    assert_ne!(widths(&answered), widths(&wide), "○ takes two cells");
    answered.0.state.ambiguous_wide = true;
    answered.press("l");
    assert_eq!(widths(&answered), widths(&wide));
}
