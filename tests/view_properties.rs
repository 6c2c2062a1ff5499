//! What holds for the views across cases in the browser, whatever the pages say and whatever is pressed: one text is
//! the state, the command makes what is copied, nothing leaves its area.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops by panicking")]

#[allow(dead_code, reason = "others use the rest of it")]
mod driver;
#[allow(dead_code, reason = "others use the rest of it")]
mod generator;
#[allow(dead_code, reason = "others use the rest of it")]
mod program;
#[allow(dead_code, reason = "others use the rest of it")]
mod random;

use std::path::PathBuf;

use driver::Browser;
use jirei::analysis::Column;
use jirei::config::Keymap;
use jirei::lang::Lang;
use jirei::model::Catalog;
use jirei::model::schema::schema;
use jirei::search::Query;
use jirei::search::query::{Drawing, ViewKind, is_list_comma, with_filter, with_view, without_view};
use jirei::text::width::cells;
use jirei::tui::input::Input;
use jirei::tui::state::State;
use jirei::tui::state::sheet_copying::{self, SheetPart};
use jirei::tui::theme::Theme;
use program::jirei;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use random::{
    Answer, DrawnView, Page, Shape, catalog_of, columns, few, filter, folder_of, pages, view, view_of_cases,
};
use ratatui::layout::Rect;
use serde_json::Value;
use strum::VariantArray;

fn browser(catalog: Catalog, size: (u16, u16), lang: Lang) -> Browser {
    Browser::with(size, State::new(catalog, lang, Keymap::built_in()), Theme::new(true))
}

/// Types a text into the empty search box.
fn search_for(browser: &mut Browser, text: &str) {
    browser.press("/");
    browser.0.feed([Input::Paste(text.to_owned())]).unwrap();
    browser.press("<enter>");
}

fn text(browser: &Browser) -> &str {
    browser.0.state.search.text()
}

/// What was copied last by this item of the menu.
fn copied(browser: &mut Browser, part: SheetPart) -> Option<String> {
    let before = browser.0.outside.0.len();
    let at = sheet_copying::parts().position(|known| known == part).unwrap();
    browser.press(&format!("Y {}", (at + 1) % 10));
    let copied = browser.0.outside.0.get(before..)?.last()?.strip_prefix("copy ").map(str::to_owned);
    if copied.is_none() {
        browser.press("<esc>");
    }
    copied
}

/// What the program prints for a command line, if it ends well.
fn printed(command: &str, lang: Lang, format: &str) -> Result<String, TestCaseError> {
    let words = shell_words::split(command).unwrap();
    let lang = if lang == Lang::Ja { "ja" } else { "en" };
    let arguments: Vec<&str> = words[1..].iter().map(String::as_str).collect();
    let output = jirei(&[&arguments[..], &["--lang", lang, "--format", format]].concat()).output().unwrap();
    let (out, err) = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap()).into();
    prop_assert_eq!(output.status.code(), Some(0), "{}: {}", command, err);
    Ok(out)
}

/// The browser with the table of a view.
fn table_of(pages: &[Page], view: &DrawnView) -> Browser {
    let catalog = catalog_of(pages);
    let wanted = format!("{} 見:表", view.text(&catalog));
    let mut browser = browser(catalog, (120, 36), Lang::Ja);
    search_for(&mut browser, &wanted);
    browser
}

/// The keys that change a table, or move in it.
const TABLE_KEYS: &[&str] = &[
    "S",
    "S",
    "-",
    "{",
    "}",
    "(",
    ")",
    "z",
    "Z",
    "#",
    "B",
    "<<>",
    ">",
    "l",
    "l",
    "l",
    "h",
    "j",
    "k",
    "G",
    "g",
    "p j <enter>",
    "p j j <enter>",
    "+ j j <space> <esc>",
    "+ G <space> <esc>",
    "<tab>",
    "<backtab>",
    "2",
    "3",
    "5",
    "0",
    "1",
];

fn table_keys() -> impl Strategy<Value = Vec<&'static str>> {
    vec(select(TABLE_KEYS), 0..10)
}

fn lang() -> impl Strategy<Value = Lang> {
    select(&[Lang::Ja, Lang::Ja, Lang::En][..])
}

/// The browser on the pages of a folder, which its commands name.
fn browser_on(folder: &tempfile::TempDir, lang: Lang) -> Browser {
    let path: PathBuf = folder.path().to_owned();
    let mut browser = browser(jirei::source::load(std::slice::from_ref(&path)), (120, 36), lang);
    browser.0.state.files.asked = vec![path];
    browser
}

/// Holds that the command that the browser gives prints what it copies, as Markdown and as text.
fn command_makes_it(browser: &mut Browser, lang: Lang) -> Result<(), TestCaseError> {
    let query = text(browser).to_owned();
    if browser.0.scene.sheet.problem.is_some() {
        prop_assert_eq!(copied(browser, SheetPart::Markdown), None, "{}", query);
        return Ok(());
    }
    // Where no case is found, a command prints nothing.
    if copied(browser, SheetPart::Json).is_none_or(|json| copied_cases(&json) == 0) {
        return Ok(());
    }
    let (markdown, command) =
        (copied(browser, SheetPart::Markdown).unwrap(), copied(browser, SheetPart::Command).unwrap());
    prop_assert_eq!(printed(&command, lang, "markdown")?, markdown, "{}: {}", query, command);
    if browser.0.state.drawing() == Drawing::Table {
        let text = copied(browser, SheetPart::Text).unwrap();
        prop_assert_eq!(printed(&command, lang, "text")?, text, "{}: {}", query, command);
    }
    Ok(())
}

/// The rows of a sheet in JSON: the words of all cells.
fn rows(sheet: &Value) -> Vec<Vec<String>> {
    let cell = |cell: &Value| format!("{} {}", cell["text"], cell["value"]);
    let row = |row: &Value| row["cells"].as_array().unwrap().iter().map(cell).collect();
    sheet["rows"].as_array().unwrap().iter().map(row).collect()
}

proptest! {
    #![proptest_config(few(7))]

    #[test]
    fn the_command_makes_the_table_that_is_copied(
        pages in pages(12),
        view in view(),
        keys in table_keys(),
        lang in lang(),
    ) {
        let folder = folder_of(&pages);
        let mut browser = browser_on(&folder, lang);
        let wanted = format!("{} 見:表", view.text(&browser.0.state.catalog));
        search_for(&mut browser, &wanted);
        command_makes_it(&mut browser, lang)?;
        for key in &keys {
            browser.press(key);
        }
        if browser.0.state.drawing() == Drawing::Table {
            command_makes_it(&mut browser, lang)?;
        }
    }

    #[test]
    fn the_command_makes_the_comparison_that_is_copied(
        pages in pages(8),
        view in view_of_cases(),
        keys in vec(select(&["Z", "%", "]", "[", "j", "n", "l", "9", "B", "<tab>"][..]), 0..6),
        marks in vec(select(&["x", "j", "j x"][..]), 0..4),
        from_table in any::<bool>(),
        lang in lang(),
    ) {
        let folder = folder_of(&pages);
        let mut browser = browser_on(&folder, lang);
        for key in marks {
            browser.press(key);
        }
        if from_table {
            let wanted = format!("{} 見:表", view.text(&browser.0.state.catalog));
            search_for(&mut browser, &wanted);
        }
        browser.press("c");
        for key in &keys {
            browser.press(key);
        }
        if browser.0.state.drawing() == Drawing::Comparison && browser.0.state.compared_entries().len() > 1 {
            command_makes_it(&mut browser, lang)?;
        }
    }

    #[test]
    fn the_command_makes_the_distribution_that_is_copied(
        pages in pages(12),
        filter in filter(),
        column in select(random::names(&random::GROUPED)),
        keys in vec(select(&["j", "j", "<space>", "<space>", "G", "<right>", "<tab>", "B", "%"][..]), 0..8),
        lang in lang(),
    ) {
        let folder = folder_of(&pages);
        let mut browser = browser_on(&folder, lang);
        search_for(&mut browser, &format!("{filter} 見:分布 列:{column}"));
        for key in &keys {
            browser.press(key);
        }
        prop_assume!(browser.0.state.drawing() == Drawing::Distribution);
        let query = text(&browser).to_owned();
        let Some(json) = copied(&mut browser, SheetPart::Json).filter(|json| copied_cases(json) > 0) else { return Ok(()) };
        let command = copied(&mut browser, SheetPart::Command).unwrap();
        let copied: Value = serde_json::from_str(&json).unwrap();
        let made: Value = serde_json::from_str(&printed(&command, lang, "json")?).unwrap();
        prop_assert_eq!(rows(&copied), rows(&made[0]), "{}: {}", query, command);
        for part in ["columns", "n", "counts", "summary"] {
            prop_assert_eq!(&copied[part], &made[0][part], "{}: {}", query, command);
        }
    }

    #[test]
    fn the_command_makes_the_chart_and_the_map_that_are_copied(
        pages in pages(12),
        filter in filter(),
        chart in 0..12_usize,
        keys in vec(select(&["<space>", "<down>", "<right>", "<left>", "<up>", "<tab>"][..]), 0..6),
        lang in lang(),
    ) {
        let folder = folder_of(&pages);
        let mut browser = browser_on(&folder, lang);
        search_for(&mut browser, &format!("{filter} 見:図"));
        browser.press(&"<right> ".repeat(chart));
        if let Some(json) = copied(&mut browser, SheetPart::Json)
            && copied_cases(&json) > 0
        {
            let command = copied(&mut browser, SheetPart::Command).unwrap();
            let (copied, made): (Value, Value) =
                (serde_json::from_str(&json).unwrap(), serde_json::from_str(&printed(&command, lang, "json")?).unwrap());
            prop_assert_eq!(rows(&copied), rows(&made[browser.0.state.sheet.chart]), "{}", command);
        }
        let mut browser = browser_on(&folder, lang);
        search_for(&mut browser, &format!("{filter} 見:地図"));
        for key in &keys {
            browser.press(key);
        }
        if browser.0.state.drawing() == Drawing::Map {
            command_makes_it(&mut browser, lang)?;
        }
    }
}

/// The cases of a copied sheet.
fn copied_cases(json: &str) -> u64 {
    let json: Value = serde_json::from_str(json).unwrap();
    json["n"].as_u64().unwrap()
}

// One text is the state.

/// What a text stands for on the screen: how the cases are shown, the columns, the order, the rows.
fn state_of(browser: &Browser) -> (Drawing, Vec<Column>, String, Vec<usize>) {
    let state = &browser.0.state;
    let entries = state.sheet_entries();
    let keys = state.search.view.sort_keys(&state.catalog, &entries);
    (state.drawing(), state.sheet_columns(&entries), format!("{keys:?}"), entries)
}

proptest! {
    #![proptest_config(few(8))]

    #[test]
    fn a_view_is_its_text_whatever_is_pressed(
        pages in pages(12),
        view in view(),
        keys in vec(select(TABLE_KEYS), 1..8),
    ) {
        let mut browser = table_of(&pages, &view);
        for key in keys {
            browser.press(key);
            let state = &browser.0.state;
            // The order of the list is its own.
            if state.drawing() != Drawing::Table {
                break;
            }
            let (now, entries) = (text(&browser).to_owned(), state.sheet_entries());
            // From the text the same state.
            let mut other = self::browser(catalog_of(&pages), (120, 36), Lang::Ja);
            search_for(&mut other, &now);
            prop_assert_eq!(state_of(&other), state_of(&browser), "{} after {}", now, key);
            prop_assert_eq!(text(&other), &now);
            // From the state a text that stands for it, and from that the same text.
            let columns = state.sheet_columns(&entries);
            if !columns.is_empty() {
                let written = state.text_with_columns(&columns, &entries);
                let mut third = self::browser(catalog_of(&pages), (120, 36), Lang::Ja);
                search_for(&mut third, &written);
                prop_assert_eq!(state_of(&third), state_of(&browser), "{} for {}", written, now);
                prop_assert_eq!(third.0.state.text_with_columns(&columns, &entries), written);
            }
        }
    }

    #[test]
    fn sorting_a_column_three_times_leaves_the_text_as_it_was(
        pages in pages(8),
        list in columns(),
        right in 0..6_usize,
    ) {
        let mut browser = browser(catalog_of(&pages), (120, 36), Lang::Ja);
        search_for(&mut browser, &format!("見:表 列:{list}"));
        browser.press(&"l ".repeat(right));
        let before = (text(&browser).to_owned(), state_of(&browser));
        browser.press("S S S");
        prop_assert_eq!((text(&browser).to_owned(), state_of(&browser)), before);
    }

    #[test]
    fn turning_twice_is_nothing_and_what_is_hidden_is_named(
        pages in pages(12),
        view in view_of_cases(),
        keys in table_keys(),
    ) {
        let mut browser = table_of(&pages, &view);
        for key in keys {
            browser.press(key);
        }
        prop_assume!(browser.0.state.drawing() == Drawing::Table && browser.0.scene.sheet.problem.is_none());
        let cursor = browser.0.state.sheet.cursor;
        let before = (text(&browser).to_owned(), state_of(&browser), cursor);
        browser.press("c");
        if browser.0.state.drawing() == Drawing::Comparison {
            // The rows are columns of the table: of what is unfolded those that the compared cases have.
            let state = &browser.0.state;
            if let Ok(comparison) = state.comparison() {
                let table: Vec<String> = before.1.1.iter().map(Column::id).collect();
                let rows = comparison.rows.iter().filter_map(|row| row.column.as_ref().map(jirei::analysis::Column::id));
                let rows: Vec<String> = rows.filter(|row| *row != "nickname").collect();
                prop_assert!(rows.iter().all(|row| table.contains(row)), "{rows:?} {table:?}");
            }
            browser.press("c");
        }
        let cursor = browser.0.state.sheet.cursor;
        prop_assert_eq!((text(&browser).to_owned(), state_of(&browser), cursor), before);
        // Hidden columns are named, and nothing else is left out.
        let [blank, same] = (browser.0.state.sheet.hides_blank, browser.0.state.sheet.hides_same).into();
        for key in ["z", "Z", "z", "Z"] {
            browser.press(key);
            let (state, sheet) = (&browser.0.state, &browser.0.scene.sheet);
            let mut labels: Vec<String> =
                sheet.columns.iter().filter(|column| column.column.is_some()).map(|column| column.label.clone()).collect();
            let [of_blank, of_same] = &sheet.hidden;
            labels.extend(of_blank.clone());
            labels.extend(of_same.clone());
            let entries = state.sheet_entries();
            prop_assert_eq!(labels.len(), state.sheet_columns(&entries).len(), "{:?}", labels);
            let is_hiding = state.sheet.hides_blank || state.sheet.hides_same;
            prop_assert!(is_hiding || of_blank.is_empty() && of_same.is_empty());
            if let (Some(first), false) = (of_same.iter().chain(of_blank).next(), entries.is_empty()) {
                let start: String = first.chars().take(4).collect();
                prop_assert!(browser.screen().contains(&start), "no {first} in\n{}", browser.screen());
            }
        }
        prop_assert_eq!([browser.0.state.sheet.hides_blank, browser.0.state.sheet.hides_same], [blank, same]);
    }
}

/// Texts as people leave them: with open quotes, commas at the end, clauses of every kind anywhere.
fn typed() -> impl Strategy<Value = String> {
    let piece = select(
        &[
            "地域",
            "\"医療 連携\"",
            "\"開いた",
            "県:埼玉|東京",
            "患者>=1000",
            "列:略称、患者, 県",
            "列:費用",
            "列:",
            "列:略称,",
            "cols:main",
            "順:-患者,県",
            "順:",
            "群:県",
            "近:もがみネット",
            "近:\"もがみ ネット\"",
            "見:表",
            "見:地図",
            "view:table",
            "見:ない",
            "-地域",
            "|",
            ":",
            "「括弧",
            "　",
            "by:県",
        ][..],
    );
    (vec(piece, 0..6), select(&[" ", "　", "  "][..])).prop_map(|(pieces, gap)| pieces.join(gap))
}

proptest! {
    #![proptest_config(few(400))]

    #[test]
    fn a_view_clause_that_is_written_is_read_and_the_rest_stays(
        typed in typed(),
        kind in select(&ViewKind::ALL[..]),
        value in select(&["費用", "略称,患者", "\"a b\",県", "表", "-患者"][..]),
    ) {
        let written = with_view(&typed, kind, value);
        let (before, after) = (Query::parse(&typed), Query::parse(&written));
        prop_assert_eq!(after.view_text(kind), Some(value), "{:?} → {:?}", typed, &written);
        for other in ViewKind::ALL.into_iter().filter(|other| *other != kind) {
            let texts = [&before, &after].map(|query| query.view_text(other).map(str::to_owned));
            let texts = texts.map(|text| text.map(|text| text.trim_end_matches(|char: char| is_list_comma(char) || char == '"' || char.is_whitespace()).to_owned()));
            prop_assert_eq!(&texts[0], &texts[1], "{:?} of {:?} → {:?}", other, typed, &written);
        }
        prop_assert_eq!(&with_view(&written, kind, value), &written);
        let without = without_view(&written, &[kind]);
        let gone = Query::parse(&without);
        prop_assert_eq!(gone.view_text(kind), None, "{:?}", without);
        // What is looked for is the same with the view and without it.
        let conditions = |query: &Query| {
            let clause = |clause: &jirei::search::query::Clause| {
                query.text().get(clause.span.clone()).unwrap_or_default().trim_matches('"').to_owned()
            };
            query.clauses.iter().map(clause).collect::<Vec<_>>()
        };
        prop_assert_eq!(conditions(&after), conditions(&gone), "{:?} → {:?}", &written, without);
        prop_assert_eq!(conditions(&after), conditions(&before), "{:?} → {:?}", typed, &written);
        // Another filter leaves the view.
        let filtered = Query::parse(&with_filter(&written, &typed));
        prop_assert_eq!(filtered.view_text(kind), Some(value), "{:?}", filtered.text());
        for drawing in Drawing::VARIANTS {
            let shown = with_view(&typed, ViewKind::Drawing, drawing.word());
            prop_assert_eq!(Query::parse(&shown).drawing(), *drawing, "{:?}", &shown);
        }
    }
}

// Nothing leaves its area.

/// Pages whose every field has the same words.
fn odd_pages() -> Vec<Page> {
    let fields = || 0..schema().fields().count();
    let all = |seed, answer: Answer| Page {
        seed,
        shape: Shape::Text,
        answers: fields().map(|field| (field, answer)).collect(),
    };
    let words = ["ｶﾞｷﾞｸﾞ、ﾊﾟﾋﾟ", "①②㍿", "全角　空白 ＡＢＣ", "か\u{3099}き\u{3099}", "葛\u{e0100}飾 👨‍👩‍👧"];
    let odd = (1..).zip(words).map(|(seed, words)| all(seed, Answer::Words(words)));
    odd.chain([all(9, Answer::Long)]).collect()
}

/// Holds that each line of the screen is as wide as the screen, that no letter lies across the edge of a table, and that
/// nothing is written over the rule beside it.
fn assert_whole_lines(browser: &Browser, of: &str) {
    let buffer = browser.buffer();
    let area = buffer.area;
    let regions = &browser.0.scene.regions;
    let outer = regions.sheet.as_ref().map(|panes| panes.outer);
    let outer = outer.filter(|outer| !outer.is_empty() && !browser.0.state.is_covered());
    for y in 0..area.height {
        let mut edges = Vec::new();
        let mut x = 0;
        while x < area.width {
            edges.push(x);
            x += u16::try_from(cells(buffer[(x, y)].symbol()).max(1)).unwrap();
        }
        assert_eq!(x, area.width, "{of}, line {y}:\n{}", browser.screen());
        let is_above_footer = |area: &Rect| (area.y..area.bottom().min(regions.footer.y)).contains(&y);
        let Some(outer) = outer.filter(is_above_footer) else { continue };
        for side in [outer.x, outer.right()] {
            let is_edge = side == area.width || edges.contains(&side);
            assert!(is_edge, "{of}, line {y}:\n{}", browser.screen());
        }
        if let Some(rule) = regions.rule.filter(is_above_footer) {
            let sign = buffer[(rule.x, y)].symbol();
            let is_rule = !sign.chars().any(|char| char.is_alphanumeric() || char == ' ');
            assert!(is_rule, "{of}: {sign} in the rule of line {y}:\n{}", browser.screen());
        }
    }
    // Each column on the screen lies inside the rows, behind the one before.
    let sheet = &browser.0.scene.sheet;
    let rows = browser.0.scene.regions.sheet.as_ref().map(|panes| panes.rows).filter(|rows| !rows.is_empty());
    let Some(width) = rows.map(|rows| usize::from(rows.width)) else { return };
    let mut end = 0;
    for place in &sheet.places {
        assert!(place.x >= end && place.x + place.width <= width.max(place.x), "{of}: {:?}", sheet.places);
        end = place.x + place.width;
    }
}

/// Sizes from nothing to large, with those on both sides of where the layout changes.
fn sizes() -> Vec<(u16, u16)> {
    let widths = [0, 1, 2, 3, 10, 29, 30, 45, 59, 60, 79, 80, 99, 100, 139, 140, 200];
    let heights = [0, 1, 2, 3, 7, 8, 9, 15, 24, 31, 32, 60];
    let mut sizes: Vec<(u16, u16)> = widths.into_iter().zip(heights.into_iter().cycle()).collect();
    sizes.extend(widths.into_iter().rev().zip(heights.into_iter().cycle().skip(5)));
    sizes.extend([(0, 0), (200, 60), (200, 0), (0, 60), (30, 8), (80, 24), (200, 8), (30, 60)]);
    sizes
}

#[test]
fn no_view_panics_at_any_size_and_every_line_is_as_wide_as_its_area() {
    let one = || vec![odd_pages().remove(5)];
    let two = || odd_pages().drain(..2).collect::<Vec<_>>();
    let many = || {
        let odd = odd_pages().into_iter().map(|page| Page { seed: page.seed + 300, ..page });
        let whole = (0..294).map(|seed| Page { seed, shape: Shape::Text, answers: Vec::new() });
        odd.chain(whole).collect::<Vec<_>>()
    };
    for pages in [Vec::new(), one(), two(), odd_pages(), many()] {
        let mut browser = browser(catalog_of(&pages), (120, 36), Lang::Ja);
        let nearest = browser.0.state.catalog.case(0).map(|case| case.id.clone()).unwrap_or_default();
        for query in [
            "見:表 列:すべて",
            "見:表 列:略称,効果:*,標準:*,システムの課題 順:-患者",
            "見:表 群:連携方式 列:件数,合計(患者),中央値(共有率)",
            "見:比較",
            "見:比較 列:すべて",
            "見:分布 列:登録患者",
            "見:分布 列:サービス",
            "見:図",
            "見:地図",
            &format!("見:表 近:{nearest}"),
        ] {
            browser.press("<resize 120x36> <esc> <esc> <esc>");
            search_for(&mut browser, query);
            browser.press("j l B");
            for (width, height) in sizes() {
                browser.press(&format!("<resize {width}x{height}>"));
                assert_whole_lines(
                    &browser,
                    &format!("{query} of {} pages at {width}x{height}", pages.len()),
                );
                // Keys work where nothing can be seen too.
                browser.press("j l");
            }
        }
    }
}

proptest! {
    #![proptest_config(few(8))]

    #[test]
    fn no_key_leaves_its_area_whatever_the_pages_say(
        pages in pages(12),
        view in view(),
        keys in vec(
            select(&["c", "d", "D", "P", "r", "t", "x", "<esc>", "<enter>", "j", "l", "<space>", "<tab>", "Z", "%", "S", "(", "B", "G"][..]),
            1..14,
        ),
        sizes in vec((0..=200_u16, 0..=60_u16), 4),
        lang in lang(),
    ) {
        let catalog = catalog_of(&pages);
        let wanted = format!("{} 見:表", view.text(&catalog));
        let mut browser = browser(catalog, (120, 36), lang);
        search_for(&mut browser, &wanted);
        for (at, key) in keys.iter().enumerate() {
            browser.press(key);
            if at % 3 == 0 {
                let (width, height) = sizes[at / 3 % sizes.len()];
                browser.press(&format!("<resize {width}x{height}>"));
            }
            assert_whole_lines(&browser, &format!("{wanted} after {:?}", &keys[..=at]));
        }
    }
}
