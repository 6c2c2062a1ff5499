//! Across cases: the figures of the built-in pages, worked out by hand, and what is said of what has none.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops by panicking")]

#[allow(dead_code, reason = "others use the rest of it")]
mod generator;
#[allow(dead_code, reason = "others use the rest of it")]
mod program;

use std::collections::BTreeSet;

use generator::catalog::{self, made_up};
use jirei::analysis::Column;
use jirei::analysis::cell::{Cell, NumberFormat};
use jirei::analysis::column_list::{ListedColumn, all_columns, parse_columns, parse_single};
use jirei::analysis::column_text::{columns_text, section_columns};
use jirei::analysis::describe::describe_fields;
use jirei::analysis::distribution::{Distribution, Parts};
use jirei::analysis::groups::group_cases;
use jirei::analysis::sheet::Sheet;
use jirei::analysis::state::AnswerState;
use jirei::analysis::view::{SheetStyle, View, ViewTexts};
use jirei::lang::Lang;
use jirei::model::Catalog;
use jirei::search::Query;
use program::{jirei, printed, run};
use serde_json::Value;

fn built_in() -> Catalog {
    jirei::source::load(&[])
}

fn all_entries(catalog: &Catalog) -> Vec<usize> {
    (0..catalog.entries.len()).collect()
}

fn sheet<'a>(catalog: &'a Catalog, columns: &str, sort: Option<&str>, groups: Option<&str>) -> Sheet<'a> {
    let options = ViewTexts { columns: Some(columns), sort, groups };
    let view = View::parse(&Query::default(), options).unwrap();
    view.sheet(catalog, all_entries(catalog), SheetStyle::default(), Lang::Ja).unwrap()
}

fn texts(sheet: &Sheet<'_>) -> Vec<Vec<String>> {
    let row = |cells: &[Cell<'_>]| {
        cells
            .iter()
            .zip(&sheet.columns)
            .map(|(cell, column)| cell.text(column.format, Lang::Ja).into_owned())
            .collect()
    };
    sheet.rows.iter().map(|row_of| row(&row_of.cells)).collect()
}

#[test]
fn the_main_columns_of_the_built_in_pages() {
    let expected = "\
略称          県    開始年  施設数  登録患者   構築費  運用費  =運用費/患者
                        年    施設        人     千円    千円            円
もがみネット  山形    2013      29     2,708   36,982   1,037           383
とねっと      埼玉    2012     155    32,187  460,500  51,322         1,594
";
    assert_eq!(printed(&["table"]), expected);
    assert_eq!(printed(&["table", "-q", "列:主な列"]), expected);
    let turned =
        printed(&["table", "--sort", "-運用費/患者", "--columns", "略称,県,年,施設,患者,運用費/患者"]);
    assert_eq!(
        turned,
        "\
略称          県    開始年  施設数  登録患者  =運用費/患者
                        年    施設        人            円
とねっと      埼玉    2012     155    32,187         1,594
もがみネット  山形    2013      29     2,708           383
"
    );
    assert_eq!(
        printed(&["table", "-q", "順:-運用費/患者 列:略称,県,年,施設,患者,運用費/患者"]),
        turned,
        "clauses and options say the same"
    );
}

#[test]
fn the_costs_of_the_built_in_pages() {
    assert_eq!(
        printed(&[
            "table",
            "--columns",
            "略称,県,年,構築費,運用費,保守費,保守費/運用費,運用費/構築費,最高料金/運用費"
        ]),
        "\
略称          県    開始年   構築費  運用費  保守費  =保守費/運用費  =運用費/構築費  =最高料金/運用費
                        年     千円    千円    千円
もがみネット  山形    2013   36,982   1,037       —               —            2.8%            >99.9%
とねっと      埼玉    2012  460,500  51,322  40,084           78.1%           11.1%              0.0%
"
    );
}

#[test]
fn the_derived_figures_of_the_built_in_pages() {
    let catalog = built_in();
    for (column, mogami, tonet) in [
        ("共有率", "53.8%", "—"),
        ("構築費/患者", "13,657", "14,307"),
        ("運用費/患者", "383", "1,594"),
        ("構築費/施設", "1,275,241", "2,970,968"),
        ("運用費/施設", "35,759", "331,110"),
        ("患者/施設", "93.4", "207.7"),
        ("保守費/運用費", "—", "78.1%"),
        ("運用費/構築費", "2.8%", "11.1%"),
        ("最高料金/運用費", ">99.9%", "0.0%"),
        ("○の割合", "26.7%", "56.3%"),
        ("患者/事務局", "902.7", "10,729.0"),
        ("その他施設", "—", "5"),
        ("地方", "東北", "関東"),
        ("代表団体区分", "行政", "協議会"),
        ("効果", "○4 △11 ×0 ·1", "○9 △7 ×0 ·0"),
        ("効果:機能分化", "△", "○?"),
        ("施設:薬局", "—", "29"),
        ("サービス:在宅医療連携", "·", "●"),
        ("運用終了年.state", "blank", "blank"),
        ("患者.text", "2708", "32187"),
    ] {
        let shown = texts(&sheet(&catalog, column, None, None)).concat();
        assert_eq!(shown, [mogami, tonet], "{column}");
    }
}

#[test]
fn groups_of_the_built_in_pages() {
    assert_eq!(
        printed(&[
            "table",
            "--by",
            "連携方式",
            "--columns",
            "件数,割合,合計(患者),中央値(施設),中央値(運用費/患者)"
        ]),
        "\
連携方式    件数   割合  合計(登録患者)  中央値(施設数)  =中央値(運用費/患者)
                                     人            施設                    円
クラウド型     1  50.0%          32,187             155                 1,594
集中型         1  50.0%           2,708              29                   383
"
    );
    assert_eq!(
        printed(&["table", "-q", "群:県 列:件数,合計(患者)"]),
        "県    件数  合計(登録患者)\n                        人\n山形     1           2,708\n埼玉     1          32,187\n"
    );
    assert_eq!(
        printed(&["table", "--columns", "件数,中央値(患者)"]).lines().last(),
        Some("   2            17,448")
    );
}

#[test]
fn files_of_the_built_in_pages() {
    assert_eq!(
        printed(&["table", "--format", "csv"]),
        "\u{feff}id,nickname,area,launch_year,facilities,registered_patients,build_cost_yen,annual_cost_yen,\
         annual_cost_yen_per_registered_patient\r\n\
         mogaminet,もがみネット,山形,2013,29,2708,36982000,1037000,382.939439\r\n\
         tonet,とねっと,埼玉,2012,155,32187,460500000,51322000,1594.494672\r\n"
    );
    assert_eq!(
        printed(&["table", "--format", "markdown"]),
        "\
| 略称 | 県 | 開始年 | 施設数（施設） | 登録患者（人） | 構築費（千円） | 運用費（千円） | =運用費/患者（円） |
| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |
| もがみネット | 山形 | 2013 | 29 | 2,708 | 36,982 | 1,037 | 383 |
| とねっと | 埼玉 | 2012 | 155 | 32,187 | 460,500 | 51,322 | 1,594 |
"
    );
    let standards = printed(&["table", "--columns", "略称,標準:*", "--format", "csv"]);
    let head: Vec<&str> = standards.lines().next().unwrap().split(',').collect();
    assert_eq!(head.len(), 2 + 11, "id, nickname, a column an item");
    let flags = |line: usize| standards.lines().nth(line).unwrap().matches('1').count();
    assert_eq!((flags(1), flags(2)), (11, 7));
}

#[test]
fn distributions_of_the_built_in_pages() {
    let patients = printed(&["stats", "登録患者数"]);
    assert_eq!(
        patients,
        "\
登録患者数（人）
  事例 2 · 記載 2 · 空欄 0 · 未選択 0 · ページになし 0 · 読めない 0
  最小 2,708 · 第1四分位 10,077.75 · 中央値 17,447.5 · 第3四分位 24,817.25 · 最大 32,187 · 平均 17,447.5 · 合計 34,895
    2,000 – 4,999  ████████████████████  1   50.0%  患者:2000..4999
    5,000 – 9,999                        0    0.0%  患者:5000..9999
  10,000 – 19,999                        0    0.0%  患者:10000..19999
  20,000 – 49,999  ████████████████████  1   50.0%  患者:20000..49999
  小さい順 もがみネット 2,708  seeds/mogaminet.txt:70
  大きい順 とねっと 32,187  seeds/tonet.txt:70
"
    );
    assert_eq!(
        printed(&["stats", "連携先の増加"]),
        "\
連携先の増加（複数回答）
  事例 2 · 記載 2 · 空欄 0 · 未選択 0 · ページになし 0 · 読めない 0
  登録カードをその施設に提示    ████████████████████  1   50.0%  連携先の増加=登録カードをその施設に提示
  連携先追加の同意書による取得  ████████████████████  1   50.0%  連携先の増加=連携先追加の同意書による取得
  ほかに 未選択 を含む 1
"
    );
    let costs = printed(&["stats", "運用費/患者"]);
    assert!(
        costs.contains("最小 382.94 · 第1四分位 685.83 · 中央値 988.72 · 第3四分位 1,291.61 · 最大 1,594.49")
    );
    let bins: Vec<&str> = costs.lines().filter(|line| line.contains("<=")).collect();
    assert_eq!(bins.len(), 3);
    assert!(bins[0].ends_with("1   50.0%  200<=運用費/患者<500"), "{costs}");
    assert!(bins[1].ends_with("0    0.0%  500<=運用費/患者<1000"));
    assert!(bins[2].ends_with("1   50.0%  1000<=運用費/患者<2000"));
    let services = printed(&["stats", "サービス"]);
    let kinds: Vec<&str> = services.lines().filter(|line| line.contains("提供サービス=")).collect();
    assert_eq!(kinds.len(), 10);
    assert!(kinds[0].contains("画像情報の共有") && kinds[0].contains("2  100.0%"), "{services}");
    assert!(kinds[1..].iter().all(|line| line.contains("1   50.0%")), "{services}");
}

#[test]
fn files_have_base_units_and_json_the_summary() {
    let head = printed(&["table", "--columns", "運用費", "--format", "tsv", "--head", "label"]);
    assert!(head.starts_with("ID\t運用費（円）\n"), "{head}");
    let json: Value = serde_json::from_str(&printed(&["stats", "患者", "--format", "json"])).unwrap();
    assert_eq!(json[0]["summary"]["median"], 17_447.5);
    assert_eq!(json[0]["counts"]["answered"], 2);
    let csv = printed(&["stats", "患者", "連携方式", "--format", "csv"]);
    assert_eq!(csv.matches('\u{feff}').count(), 1);
    assert_eq!(csv.lines().filter(|line| line.contains("field,group")).count(), 1, "{csv}");
    assert!(csv.contains("登録患者数,") && csv.contains("連携方式,"), "{csv}");
}

#[test]
fn groups_are_sorted_by_any_figure_and_what_is_unanswered_has_no_share() {
    let catalog = made_up(0..60);
    let by = |sort| sheet(&catalog, "件数,割合,中央値(患者)", sort, Some("連携方式"));
    let numbers = |sheet: &Sheet<'_>, at: usize| -> Vec<String> {
        let answered = sheet.rows.iter().filter(|row| row.cells[2].number().is_some());
        answered.map(|row| row.cells[at].plain_text().into_owned()).collect()
    };
    let usual = by(None);
    let counts: Vec<usize> = numbers(&usual, 1).iter().map(|count| count.parse().unwrap()).collect();
    assert!(counts.is_sorted_by(|one, other| one >= other), "{counts:?}");
    let shares: f64 = usual.rows.iter().filter_map(|row| row.cells[2].plain_text().parse::<f64>().ok()).sum();
    assert!((shares - 1.0).abs() < 0.000_01, "{shares}");
    assert!(usual.rows.iter().any(|row| row.cells[2].number().is_none()), "some cases do not answer");
    let sorted: Vec<f64> =
        numbers(&by(Some("-中央値(患者)")), 3).iter().map(|text| text.parse().unwrap()).collect();
    assert!(sorted.is_sorted_by(|one, other| one >= other), "{sorted:?}");
}

#[test]
fn a_word_that_looks_like_a_path_is_one() {
    let folder = tempfile::TempDir::new().unwrap();
    let pages = folder.path().join("pages");
    std::fs::create_dir(&pages).unwrap();
    std::fs::write(pages.join("a.txt"), generator::page(1)).unwrap();
    let run_there = |arguments: &[&str]| {
        let mut command = jirei(&["--lang", "ja", "stats", "患者", "--format", "tsv"]);
        let output = command.args(arguments).current_dir(folder.path()).output().unwrap();
        (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
    };
    let whole = run_there(&[pages.to_str().unwrap()]);
    for path in ["./pages", "pages/"] {
        assert_eq!(run_there(&[path]), whole, "{path}");
    }
    assert_eq!(run_there(&["--", "pages"]), whole);
    let (_, err) = run_there(&["pages"]);
    assert!(err.contains("pages"), "{err}");
}

#[test]
fn similar_cases_of_the_built_in_pages_and_of_a_network_without_one() {
    let line = |name: &str, id: &str, nickname: &str, prefecture: &str| {
        let found = printed(&["similar", name]);
        let points = "規模 2.2/35 · 地域 6/20 · 運営 8.6/15 · システム 6.3/20 · 中身 1.3/10  重み 100/100";
        assert_eq!(found, format!("24  {id}  {nickname}  {prefecture}  {points}\n"));
    };
    line("tonet", "mogaminet", "もがみネット", "山形");
    line("もがみネット", "tonet", "とねっと", "埼玉");
    assert_eq!(
        printed(&["similar", "--like", "県:山形 患者:2000 施設:30 対象地域:二次医療圏での連携"]),
        "96  mogaminet  もがみネット  山形  規模 18.3/20 · 地域 20/20  重み 40/40\n\
         21  tonet  とねっと  埼玉  規模 2.3/20 · 地域 6/20  重み 40/40\n"
    );
    let table = printed(&["table", "-q", "近:もがみネット", "--columns", "略称"]);
    assert_eq!(table, "略称\nとねっと\n");
    let csv = printed(&["similar", "tonet", "--format", "csv"]);
    assert!(csv.contains("\n24.443197,mogaminet,"), "{csv}");
    let why = printed(&["similar", "tonet", "--why"]);
    for reason in [
        "    +6/6  対象地域  二次医療圏での連携\n",
        "    +5/5  自治体の参加状況  運営主体として参画中\n",
        "    +4/4  患者IDシステム  ID-Linkシステムを利用\n",
        "    +3.6/4  開始年  2012 と 2013\n",
        "    +2.2/8  施設数  155 と 29\n",
        "    +1.3/4  医療機関等との通信  インターネットVPN（3 のうち 1）\n",
        "    +1/2  標準化ストレージ  SS-MIX 2（2 のうち 1）\n",
        "    +0.8/5  システムの導入目的  医療連携（6 のうち 1）\n",
        "    +0.5/5  サービス  画像情報の共有（10 のうち 1）\n",
        "違う: 登録患者 32,187 と 2,708、構築費 460,500,000 と 36,982,000、",
    ] {
        assert!(why.contains(reason), "{reason}: {why}");
    }
    let given: Vec<&str> = why.lines().filter(|line| line.starts_with("    +")).collect();
    assert!(given[0].contains("+6/6") && given[8].contains("+0.5/5"), "what gives most first: {given:?}");
    let on = printed(&["similar", "tonet", "--on", "規模,地域"]);
    assert_eq!(on, "15  mogaminet  もがみネット  山形  規模 2.2/35 · 地域 6/20  重み 55/55\n");
    assert_eq!(printed(&["similar", "tonet", "--on", "size、region"]), on);
    let reasons = printed(&["similar", "tonet", "--why", "--format", "csv"]);
    assert_eq!(reasons.lines().count(), 1 + 18);
    assert!(
        reasons.contains("\r\nmogaminet,もがみネット,24.443197,operation,launch_year,3.6,4,2012 と 2013\r\n"),
        "{reasons}"
    );
    for (arguments, code) in [
        (&["similar", "ありもしない"][..], 1),
        (&["similar"], 2),
        (&["similar", "--like", "もがみ"], 2),
        (&["similar", "tonet", "--on", "大きさ"], 2),
        (&["similar", "tonet", "--on", "、"], 2),
        (&["table", "-q", "近:ありもしない"], 2),
        (&["similar", "tonet", "-q", "とねっと"], 1),
    ] {
        let (out, err, ended) = run(arguments);
        assert_eq!((out.as_str(), ended, err.is_empty()), ("", Some(code), false), "{arguments:?}: {err}");
    }
}

#[test]
fn a_base_is_written_as_it_is_read_with_groups_and_quotes() {
    let catalog = built_in();
    let entries = all_entries(&catalog);
    for text in [
        "もがみネット,規模,地域",
        "\"標準化ストレージ=\"\"SS-MIX 2\"\" 県:山形\",規模",
        "\"県:山形 患者:2000\"",
    ] {
        let query = Query::parse(&format!("近:{text}"));
        let base = View::parse(&query, ViewTexts::default()).unwrap().base(&catalog).unwrap().unwrap();
        let column = Column::Likeness(base.clone());
        let list = column.text().unwrap();
        let view = View::parse(&Query::default(), ViewTexts { columns: Some(&list), ..ViewTexts::default() })
            .unwrap();
        assert_eq!(view.resolve_columns(&catalog, &entries).unwrap(), [column], "{list}");
        let again = Query::parse(&format!("近:{}", base.text()));
        assert_eq!(View::parse(&again, ViewTexts::default()).unwrap().base(&catalog).unwrap().unwrap(), base);
    }
}

#[test]
fn a_description_is_read_as_queries_are_and_says_what_it_cannot_use() {
    let score = |like: &str| {
        let (out, err, code) = run(&["similar", "--like", like, "--format", "tsv"]);
        assert_eq!(code, Some(0), "{like}: {err}");
        out.lines().nth(1).unwrap().split('\t').next().unwrap().to_owned()
    };
    assert_eq!(score("県:山形 患者:2000"), score("pref:Yamagata patients:2000"));
    assert_eq!(score("県:山形"), score("県:やまがた"));
    for (like, part) in [
        ("県:埼王 患者:2000", "県:埼王"),
        ("県:山形 でたらめ", "でたらめ"),
        ("県:山形 患者>=1万", "患者>=1万"),
        ("県:山形 ほげ:1", "ほげ"),
    ] {
        let (_, err, code) = run(&["similar", "--like", like]);
        assert!(code == Some(2) && err.contains(part), "{like}: {err}");
    }
    let nothing = printed(&["similar", "--like", "県:山形", "--on", "規模"]);
    assert!(nothing.lines().next().unwrap().starts_with("— "), "{nothing}");
}

#[test]
fn how_alike_cases_are_is_a_column_like_others() {
    let table = printed(&["table", "--columns", "略称,近さ:もがみネット", "--format", "tsv"]);
    assert_eq!(
        table,
        "id\tnickname\tlikeness:もがみネット\nmogaminet\tもがみネット\t100\ntonet\tとねっと\t24.443\n"
    );
    let sorted = printed(&["table", "-q", "近:もがみネット,規模 列:略称", "--sort", "-近さ:とねっと"]);
    assert!(sorted.contains("=近さ") && sorted.contains("とねっと"), "{sorted}");
    let (_, said, code) = run(&["table", "--columns", "略称,近さ:ない事例"]);
    assert!(said.contains("ない事例") && code == Some(2), "{said}");
    let profile = printed(&[
        "table",
        "-q",
        "列:略称 近:\"県:山形 患者:2000 施設:30 対象地域:二次医療圏での連携\"",
        "--format",
        "csv",
        "--bom",
        "never",
    ]);
    assert_eq!(profile.lines().nth(1), Some("mogaminet,もがみネット,95.757"));
}

/// A catalog of pages with these fields changed.
fn changed(pages: &[&[(&str, &str)]]) -> Catalog {
    let page =
        |(seed, answers): (u64, &&[(&str, &str)])| catalog::changed(generator::page(seed * 7 + 1), answers);
    catalog::read((0..).zip(pages).map(page))
}

#[test]
fn unreadable_words_are_no_answer_in_any_view() {
    let catalog = changed(&[
        &[("登録患者数", "約3万人"), ("代表団体", "－")],
        &[("登録患者数", "300"), ("代表団体", "見本市")],
    ]);
    let entries = all_entries(&catalog);
    for column in ["患者", "代表団体区分"] {
        let ListedColumn::Column(column) = parse_single(column).unwrap() else { panic!("one column") };
        let groups = group_cases(&column, &catalog, &entries, Lang::Ja).unwrap();
        let distribution = Distribution::new(&column, &catalog, &entries, Lang::Ja).unwrap();
        assert_eq!(groups.counts, distribution.counts);
        assert_eq!(groups.counts.get(AnswerState::Answered), 1, "{column:?}");
    }
    let unread = texts(&sheet(&catalog, "読めない", None, None)).concat();
    assert_eq!(unread, ["1", "0"]);
}

#[test]
fn figures_of_small_amounts_are_in_yen() {
    let catalog = changed(&[&[("年間運用費用概算", "1（千円）")], &[("年間運用費用概算", "2（千円）")]]);
    let figures = texts(&sheet(&catalog, "中央値(運用費),合計(運用費)", None, None)).concat();
    assert_eq!(figures, ["1,500", "3"]);
}

#[test]
fn what_has_no_answer_is_a_row_of_every_format_and_has_no_share() {
    let of = |format: &str| printed(&["stats", "保守費", "--format", format]);
    assert!(of("csv").contains(",空欄,1,,空:保守費\r\n"), "{}", of("csv"));
    assert!(of("tsv").ends_with("\t空欄\t1\t\t空:保守費\n"), "{}", of("tsv"));
    assert!(of("markdown").contains("| 空欄 | 1 |"), "{}", of("markdown"));
    assert!(of("ndjson").contains("\"clause\":\"空:保守費\""), "{}", of("ndjson"));
    let json: Value = serde_json::from_str(&of("json")).unwrap();
    let rows = json[0]["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 2, "{json}");
    let text = of("text");
    let line = text.lines().find(|line| line.trim_start().starts_with("空欄")).unwrap();
    assert!(line.ends_with("空:保守費") && line.contains('█') && !line.contains('%'), "{line}");
}

#[test]
fn a_clause_that_has_its_effect_is_no_problem_in_json() {
    let json: Value =
        serde_json::from_str(&printed(&["table", "-q", "列:患者 順:-患者", "--format", "json"])).unwrap();
    assert_eq!(json["problems"], Value::Array(Vec::new()));
    assert_eq!(json["rows"][0]["key"]["case"], "tonet");
}

#[test]
fn what_finds_nothing_leaves_the_file_as_it_was() {
    let folder = tempfile::TempDir::new().unwrap();
    let file = folder.path().join("a.txt");
    std::fs::write(&file, "mine").unwrap();
    let path = file.to_str().unwrap();
    for arguments in [
        &["table", "-q", "ありもしない言葉", "-o", path][..],
        &["stats", "-q", "ありもしない言葉", "-o", path],
        &["export", "-q", "ありもしない言葉", "-o", path],
        &["show", "ありもしない", "-o", path],
        &["similar", "ありもしない", "-o", path],
    ] {
        assert_eq!(run(arguments).2, Some(1), "{arguments:?}");
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "mine", "{arguments:?}");
    }
}

#[test]
fn facilities_by_type_and_effects_by_item() {
    let catalog = built_in();
    let entries = all_entries(&catalog);
    let Parts::Types(types) = Distribution::of_facilities(&catalog, &entries, Lang::Ja).parts else {
        panic!("facilities have types");
    };
    let shown: Vec<(String, usize, u64, f64)> = types
        .into_iter()
        .map(|(column, cases, sum, median)| (column.label(Lang::Ja), cases, sum.over(), median))
        .collect();
    let expected = [
        ("病院", 2, 29, 14.5),
        ("医科診療所", 2, 107, 53.5),
        ("歯科診療所", 2, 13, 6.5),
        ("薬局", 1, 29, 29.0),
        ("介護施設", 1, 1, 1.0),
        ("その他施設", 1, 5, 5.0),
    ];
    assert_eq!(shown, expected.map(|(name, cases, sum, median)| (name.to_owned(), cases, sum, median)));
    let effects = Distribution::new(&Column::Marks, &catalog, &entries, Lang::Ja).unwrap();
    let Parts::Marks(items) = effects.parts else { panic!("effects have marks") };
    assert_eq!(items.len(), 16, "a misread item is the form's");
    assert_eq!(items.iter().map(|(_, counts)| counts[0]).sum::<usize>(), 13);
    assert!(items.iter().all(|(_, counts)| counts.iter().sum::<usize>() == 2));
}

#[test]
fn the_fields_of_the_built_in_pages_are_answered_or_blank() {
    let catalog = built_in();
    let described = describe_fields(&catalog, &all_entries(&catalog), Lang::Ja);
    assert_eq!(described.rows.len(), 69);
    let at = |id: &str| described.columns.iter().position(|column| column.heading.id == id).unwrap();
    let sum = |id: &str| {
        let cells = described.rows.iter().map(|row| row.cells[at(id)].number().unwrap().over());
        cells.sum::<u64>()
    };
    assert_eq!(["cases", "answered", "blank"].map(sum), [138, 107, 31]);
    assert_eq!(["unselected", "missing", "unread"].map(sum), [0, 0, 0]);
    assert_eq!(printed(&["stats"]).lines().count(), 1 + 69);
}

#[test]
fn what_is_no_column_is_said_with_the_nearest_and_ends_with_2() {
    for arguments in [
        &["table", "--columns", "患者数量"][..],
        &["table", "-q", "列:患者数量"],
        &["table", "--sort", "患者数量"],
        &["stats", "患者数量"],
        &["export", "--columns", "患者数量"],
    ] {
        let (out, err, code) = run(arguments);
        assert_eq!((out.as_str(), code), ("", Some(2)), "{arguments:?}");
        assert_eq!(
            err,
            "jirei: 「患者数量」という列はありません。近いもの: 患者数（一覧は jirei columns）\n"
        );
    }
    for (arguments, part) in [
        (&["table", "--columns", "略称,合計(患者)"][..], "合計(登録患者)"),
        (&["table", "--by", "県", "--columns", "患者"], "登録患者"),
        (&["table", "--by", "通信"], "通信"),
        (&["table", "--columns", "標準:ありもしない規格"], "ありもしない規格"),
        (&["list", "-q", "順:ありもしない"], "ありもしない"),
        (&["table", "--by", "標準"], "標準化ストレージ、厚労省標準規格の採用"),
        (&["table", "--by", "効果"], "効果:項目"),
        (&["stats", "記載"], "記載"),
        (&["table", "--columns", ","], "略称,患者"),
        (&["table", "--columns", "平均(県)"], "平均(県)"),
        (&["table", "--columns", "中央値(中央値(患者))"], "中央値(患者)"),
        (&["table", "--columns", "患者.line.text"], "患者.line.text"),
        (&["table", "--columns", "中央値(患者).line"], "中央値(患者).line"),
        (&["table", "--columns", "略称:*"], "略称:*"),
        (&["table", "--sort", "件数"], "件数"),
    ] {
        let (out, err, code) = run(arguments);
        assert_eq!((out.as_str(), code), ("", Some(2)), "{arguments:?}");
        assert!(err.contains(part), "{arguments:?}: {err}");
    }
    assert_eq!(run(&["table", "-q", "ありもしない言葉"]).2, Some(1));
}

#[test]
fn a_clause_about_a_table_is_no_word_and_says_so_where_there_is_none() {
    let (_, err, code) = run(&["search", "もがみ 列:費用"]);
    assert_eq!(code, Some(0), "{err}");
    assert!(err.contains("「列:費用」"), "{err}");
    let query = Query::parse("もがみ 列:略称、患者, 県  群:県 順:-年");
    let view: Vec<&str> = query.view.iter().map(|clause| clause.text.as_str()).collect();
    assert_eq!((view, query.clauses.len()), (vec!["略称、患者, 県", "県", "-年"], 1));
    let half = Query::parse("列:");
    assert!(half.view.is_empty() && half.problems.len() == 1, "{half:?}");
    let (sorted, _, _) = run(&["list", "-q", "順:年"]);
    assert!(sorted.starts_with("tonet"), "{sorted}");
}

#[test]
fn what_is_written_to_a_file_is_what_is_printed_and_the_ending_is_the_format() {
    let folder = tempfile::TempDir::new().unwrap();
    for (name, format) in
        [("a.csv", "csv"), ("a.tsv", "tsv"), ("a.md", "markdown"), ("a.json", "json"), ("a", "text")]
    {
        let file = folder.path().join(name);
        let (out, err, code) = run(&["table", "-o", file.to_str().unwrap()]);
        assert_eq!((out.as_str(), err.as_str(), code), ("", "", Some(0)));
        assert_eq!(
            std::fs::read_to_string(&file).unwrap(),
            printed(&["table", "--format", format]),
            "{name}"
        );
    }
    let ods = folder.path().join("a.ods");
    let (_, err, code) = run(&["table", "-o", ods.to_str().unwrap()]);
    assert_eq!((code, ods.exists()), (Some(2), false));
    assert!(err.contains("ods") && err.contains("xlsx"), "{err}");
    let (_, _, code) = run(&["table", "--format", "csv", "-o", ods.to_str().unwrap()]);
    assert_eq!((code, ods.exists()), (Some(0), true));
    let (_, err, code) = run(&["table", "-o", folder.path().join("no/such/folder.csv").to_str().unwrap()]);
    assert_eq!(code, Some(2));
    assert!(err.contains("folder.csv"), "{err}");
}

#[test]
fn an_export_has_the_pages_of_the_cases_that_are_found() {
    let json: Value = serde_json::from_str(&printed(&["export", "-q", "もがみ"])).unwrap();
    let ids: Vec<&str> =
        json["cases"].as_array().unwrap().iter().map(|case| case["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["mogaminet"]);
    assert_eq!(printed(&["export"]), printed(&["export", "-q", ""]));
    let table = printed(&["export", "--columns", "略称,患者", "--format", "tsv"]);
    assert_eq!(
        table,
        "id\tnickname\tregistered_patients\nmogaminet\tもがみネット\t2708\ntonet\tとねっと\t32187\n"
    );
    let file = tempfile::TempDir::new().unwrap();
    let file = file.path().join("all.csv");
    printed(&["export", "-o", file.to_str().unwrap()]);
    assert_eq!(std::fs::read_to_string(file).unwrap(), printed(&["export", "--format", "csv"]));
}

#[test]
fn every_column_has_a_name_that_stands_for_it_and_an_id_of_its_own() {
    let columns = all_columns();
    let mut ids = BTreeSet::new();
    for column in &columns {
        let heading = column.heading(NumberFormat::Whole, Lang::Ja);
        assert!(ids.insert(heading.id.clone()), "{} is there twice", heading.id);
        assert!(!heading.label.is_empty() && !column.label(Lang::En).is_empty(), "{heading:?}");
    }
    assert_eq!(printed(&["columns"]).lines().count(), 1 + columns.len());
    for set in
        ["主な列", "費用", "ピックアップ", "品質", "すべて", "main", "costs", "pickup", "quality", "all"]
    {
        let listed = parse_columns(set).unwrap();
        assert!(listed.len() > 5, "{set}");
    }
    for column in &columns {
        let id = column.heading(NumberFormat::Whole, Lang::Ja).id;
        let named = parse_columns(&id).unwrap_or_else(|error| panic!("{id}: {}", error.message(Lang::En)));
        assert_eq!(named, [ListedColumn::Column(column.clone())], "{id}");
    }
    for name in [
        "annual_cost_yen",
        "maintenance_share",
        "effects_effective",
        "effect_03",
        "=運用費/患者",
        "\"Build cost, in effect\"",
    ] {
        assert_eq!(parse_columns(name).unwrap().len(), 1, "{name}");
    }
    assert_eq!(parse_single("料金:診療所"), parse_single("fee_clinic"));
    let ListedColumn::Column(all) = parse_single("運用費/患者").unwrap() else { panic!("one column") };
    assert_eq!(all.heading(NumberFormat::Whole, Lang::Ja).formula.as_deref(), Some("運用費 ÷ 登録患者"));
    let more = parse_columns("+URL,-県").unwrap();
    let main = parse_columns("主な列").unwrap();
    assert_eq!(more.len(), main.len());
    assert!(!more.contains(&main[1]) && more.contains(&parse_single("URL").unwrap()));
}

#[test]
fn columns_of_a_list_are_a_list_of_the_same_columns() {
    let catalog = made_up(0..40);
    let entries = all_entries(&catalog);
    let resolved = |text: &str| {
        let options = ViewTexts { columns: Some(text), ..ViewTexts::default() };
        View::parse(&Query::default(), options).unwrap().resolve_columns(&catalog, &entries).unwrap()
    };
    let sections: Vec<&str> = (0..16).filter_map(section_columns).collect();
    let lists = [
        "主な列",
        "費用",
        "品質",
        "すべて",
        "ピックアップ",
        "効果:*",
        "施設:*",
        "標準:*,目的:*",
        "略称,サービス:*,年",
    ];
    for list in lists.into_iter().chain(sections) {
        let all = resolved(list);
        // Whatever is taken away, moved or turned round, the text stands for what is left.
        for left_out in 0..all.len().min(24) {
            let mut columns = all.clone();
            columns.remove(left_out);
            columns.rotate_left(left_out % 3);
            if !columns.is_empty() {
                let text = columns_text(&columns, &catalog, &entries);
                assert_eq!(resolved(&text), columns, "{list} without {left_out}: {text}");
            }
        }
        assert_eq!(resolved(&columns_text(&all, &catalog, &entries)), all, "{list}");
    }
    assert_eq!(columns_text(&resolved("主な列,-県,+空欄"), &catalog, &entries), "-県,+空欄");
    assert_eq!(columns_text(&resolved("略称,効果:*"), &catalog, &entries), "略称,効果:*");
}
