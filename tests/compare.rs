//! Cases side by side: the figures of the built-in pages, worked out by hand, and what holds for any pages.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops by panicking")]

#[allow(dead_code, reason = "others use the rest of it")]
mod generator;
#[allow(dead_code, reason = "others use the rest of it")]
mod program;
mod saved;

use std::collections::BTreeSet;

use generator::catalog::{self, made_up};
use jirei::analysis::compare::{ComparedRow, Comparison, RowFilter, RowState};
use jirei::analysis::compared_cell::ComparedWords;
use jirei::analysis::relation::Relation;
use jirei::export::comparison_text;
use jirei::lang::Lang;
use jirei::model::schema::schema;
use jirei::model::{Catalog, field_of};
use jirei::text::width::cells;
use program::{printed, run};
use saved::saved_pages;
use serde_json::Value;
use strum::VariantArray;

fn built_in() -> Catalog {
    jirei::source::load(&[])
}

#[test]
fn the_budget_of_the_built_in_pages() {
    let (out, err, code) = run(&["compare", "tonet", "mogaminet", "--section", "予算"]);
    assert_eq!(
        out,
        "                       とねっと                        もがみネット
≠  構築費用概算        460500（千円） = 4億6,050万円   36982（千円） = 3,698万2,000円    ×0.080
≠  年間運用費用概算    51322（千円） = 5,132万2,000円  1037（千円） = 103万7,000円       ×0.020
◐  保守費概算          40084（千円） = 4,008万4,000円  —
≠  その他年間費用概算  11238（千円） = 1,123万8,000円  1037（千円） = 103万7,000円       ×0.092
≠  =構築費/患者        14,307円                        13,657円                           ×0.95
≠  =運用費/患者        1,594円                         383円                              ×0.24
≠  =構築費/施設        2,970,968円                     1,275,241円                        ×0.43
≠  =運用費/施設        331,110円                       35,759円                           ×0.11
◐  =保守費/運用費      78.1%                           —
≠  =運用費/構築費      11.1%                           2.8%                              −8.3pt
"
    );
    assert_eq!((err.as_str(), code), ("違う 3 · 片方だけ 1 · 同じ 0 · 空 0\n", Some(0)));
    for section in ["budget", "予算について", "15"] {
        assert_eq!(printed(&["compare", "tonet", "mogaminet", "-s", section]), out, "{section}");
    }
}

#[test]
fn the_facilities_and_patients_of_the_built_in_pages() {
    assert_eq!(
        printed(&["compare", "tonet", "mogaminet", "--section", "3"]),
        "                             とねっと          もがみネット
≠  病院                      22施設            7施設              ×0.32
≠  医科診療所                90施設            17施設             ×0.19
≠  歯科診療所                9施設             4施設              ×0.44
◐  薬局                      29施設            —
◐  介護施設                  —                 1施設
◐  その他施設                5施設             —
   利用施設数の割合          —                 —
=  登録患者数状況            実績数            実績数
≠  登録患者数                32187 = 32,187人  2708 = 2,708人    ×0.084
◐  情報共有している患者状況  —                 実績数
◐  共有患者数                —                 1458 = 1,458人
◐  =共有率                   —                 53.8%
≠  =患者/施設                207.7人           93.4人             ×0.45
≠  =患者/事務局              10,729.0人        902.7人           ×0.084
"
    );
}

#[test]
fn the_fields_of_the_built_in_pages_are_counted_once_by_their_state() {
    let catalog = built_in();
    let (tonet, mogaminet) = (1, 0);
    for entries in [[tonet, mogaminet], [mogaminet, tonet]] {
        let comparison = Comparison::of_form(&catalog, &entries, None, 0, Lang::Ja);
        let counts: Vec<usize> = comparison.counts.iter().map(|(_, count)| count).collect();
        assert_eq!(counts, [30, 15, 16, 8], "of 69");
        assert_eq!(counts.iter().sum::<usize>(), schema().fields().count());
        let shown = |filter| comparison.shown(filter).count();
        assert_eq!(shown(RowFilter::All), 69 - 2 + 6 + 16 + 11);
        assert!(shown(RowFilter::Different) < shown(RowFilter::Partial));
        let fields = |filter| {
            let rows = comparison.shown(filter).filter(|row| !row.heading.derived);
            rows.filter_map(|row| row.field).collect::<BTreeSet<_>>().len()
        };
        assert_eq!((fields(RowFilter::Different), fields(RowFilter::All)), (30, 69));
    }
    let (_, err, code) = run(&["compare", "tonet", "mogaminet", "--only", "different"]);
    assert_eq!((err.as_str(), code), ("違う 30 · 片方だけ 15 · 同じ 16 · 空 8\n", Some(0)));
}

fn row<'c, 'a>(comparison: &'c Comparison<'a>, id: &str) -> &'c ComparedRow<'a> {
    comparison.rows.iter().find(|row| row.heading.id == id).unwrap()
}

fn cell(comparison: &Comparison<'_>, id: &str, at: usize) -> String {
    row(comparison, id).cells[at].text("—", Lang::Ja)
}

#[test]
fn lists_are_compared_as_sets_and_effects_by_the_form() {
    let catalog = built_in();
    let comparison = Comparison::of_form(&catalog, &[1, 0], None, 0, Lang::Ja);
    let texts = |id| [0, 1].map(|at| cell(&comparison, id, at));
    assert_eq!(texts("consent_patient"), ["全ての施設毎、＋患者一括同意", "全ての施設毎"]);
    assert_eq!(texts("consent_medical")[0], "医療機関施設毎の参加判断、＋医療機関地域全体で参加");
    assert_eq!(
        texts("consent_added_partner"),
        ["未選択、＋登録カードをその施設に提示", "＋連携先追加の同意書による取得"]
    );
    assert_eq!(texts("effect_03"), ["○?", "△"]);
    assert_eq!(texts("effect_10"), ["△", "·"]);
    assert_eq!(row(&comparison, "effect_10").state, RowState::OneSided, "() is no answer");
    assert_eq!(row(&comparison, "consent_medical").state, RowState::Different);
    let ComparedWords::Items(items) = &row(&comparison, "diseases").cells[0].words else { panic!("a list") };
    assert!(items.iter().all(|item| item.is_shared), "nobody else answers");
}

#[test]
fn any_case_is_the_base_of_ratios_differences_and_points() {
    let catalog = built_in();
    let relations = |base, id| {
        let comparison = Comparison::of_form(&catalog, &[1, 0], None, base, Lang::Ja);
        let cells = row(&comparison, id).cells.iter();
        let text = |relation: &Relation| (relation.text(), relation.difference());
        cells.map(|cell| cell.relation.as_ref().map(text)).collect::<Vec<_>>()
    };
    let is = |text: &str, difference: &str| Some((text.to_owned(), difference.to_owned()));
    assert_eq!(relations(0, "registered_patients"), [None, is("×0.084", "−29,479")]);
    assert_eq!(relations(1, "registered_patients"), [is("×11.9", "+29,479"), None]);
    assert_eq!(relations(0, "annual_cost_share"), [None, is("−8.3pt", "−8.3pt")]);
    assert_eq!(relations(0, "launch_year"), [None, is("+1", "+1")]);
    assert_eq!(relations(0, "build_cost_yen"), [None, is("×0.080", "−423,518千円")]);
    assert_eq!(relations(0, "maintenance_cost_yen"), [None, None]);
    assert_eq!(relations(0, "secretariat_staff"), [None, None], "as many, though of another kind");
}

#[test]
fn a_row_says_its_section_and_field_and_a_cell_its_place() {
    let catalog = built_in();
    let comparison = Comparison::of_form(&catalog, &[1, 0], None, 0, Lang::Ja);
    let mut order = Vec::new();
    for row in &comparison.rows {
        let (section, field) = (row.section.unwrap(), row.field.unwrap());
        assert!(section.fields.iter().any(|spec| spec.id == field), "{field}");
        order.push(schema().sections.iter().position(|spec| spec.id == section.id).unwrap());
        for (cell, page) in row.cells.iter().zip(&comparison.pages) {
            let lines = field_of(page.case, field).unwrap().lines;
            assert_eq!(cell.cell.source, Some(&page.case.source));
            assert_eq!(cell.cell.lines.first(), Some(&lines), "{field}");
        }
    }
    assert!(order.is_sorted(), "in page order");
    assert_eq!(row(&comparison, "registered_patients").cells[0].cell.place().unwrap(), "seeds/tonet.txt:70");
}

#[test]
fn columns_are_compared_as_they_are_named() {
    assert_eq!(
        printed(&["compare", "もがみネット", "とねっと", "--columns", "県,年,患者,施設,効果,共有率"]),
        "             もがみネット      とねっと
≠  県        ＋山形            ＋埼玉
≠  開始年    導入済み：2013年  導入済み：2012年        −1
≠  登録患者  2708 = 2,708人    32187 = 32,187人     ×11.9
≠  施設数    29施設            155施設              ×5.34
≠  効果      ○4 △11 ×0 ·1      ○9 △7 ×0 ·0
◐  =共有率   53.8%             —
"
    );
    let (_, err, _) = run(&["compare", "tonet", "mogaminet", "--columns", "県,共有率"]);
    assert_eq!(err, "違う 1 · 片方だけ 1 · 同じ 0 · 空 0\n", "rows of columns are counted as they are");
}

#[test]
fn on_a_terminal_long_words_are_wrapped_in_their_columns_and_none_is_lost() {
    let catalog = built_in();
    let comparison = Comparison::of_form(&catalog, &[1, 0], None, 0, Lang::Ja);
    let lines = |width| comparison_text::lines(&comparison, RowFilter::All, width, Lang::Ja);
    let letters = |lines: &[String]| {
        let mut letters: Vec<char> =
            lines.concat().chars().filter(|letter| !letter.is_whitespace()).collect();
        letters.sort_unstable();
        letters
    };
    let whole = lines(usize::MAX);
    for width in [80, 100, 110] {
        let wrapped = lines(width);
        assert!(wrapped.iter().all(|line| cells(line) <= width), "{width}");
        assert!(wrapped.len() > whole.len());
        assert_eq!(letters(&wrapped), letters(&whole));
    }
    assert_eq!(letters(&lines(0)), letters(&whole), "no width loses a word");
    let budget = Comparison::of_form(&catalog, &[1, 0], Some("budget"), 0, Lang::Ja);
    let of_budget = |width| comparison_text::lines(&budget, RowFilter::All, width, Lang::Ja);
    assert_eq!(of_budget(110), of_budget(usize::MAX), "what fits is as in a pipe");
}

#[test]
fn every_format_has_the_same_rows() {
    let compare = |format| printed(&["compare", "tonet", "mogaminet", "--format", format]);
    let rows = 69 - 2 + 6 + 16 + 11;
    let json: Value = serde_json::from_str(&compare("json")).unwrap();
    let documents = json["rows"].as_array().unwrap();
    assert_eq!((documents.len(), &json["n"]), (rows, &Value::from(2)));
    assert_eq!(
        json["counts"],
        serde_json::json!({ "different": 30, "one_sided": 15, "same": 16, "blank": 8 })
    );
    let tsv = compare("tsv");
    let mut lines = tsv.lines().map(|line| line.split('\t').collect::<Vec<_>>());
    assert_eq!(
        lines.next().unwrap(),
        [
            "section",
            "field",
            "label",
            "state",
            "tonet",
            "mogaminet",
            "mogaminet_ratio",
            "mogaminet_difference"
        ]
    );
    let ndjson: Vec<Value> =
        compare("ndjson").lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(ndjson.len(), rows);
    for ((document, line), object) in documents.iter().zip(lines).zip(&ndjson) {
        let cells = document["cells"].as_array().unwrap();
        assert_eq!(document["key"]["field"], line[1]);
        assert_eq!(document["state"], line[3]);
        assert_eq!(cells.len(), line.len());
        for (cell, plain) in cells.iter().zip(&line) {
            assert_eq!(cell["value"].is_null(), plain.is_empty(), "{cell} {plain}");
        }
        assert_eq!(object["state"], document["state"]);
    }
    assert!(tsv.contains(
        "\nbudget\tbuild_cost_yen\t構築費用概算\tdifferent\t460500000\t36982000\t0.080308\t-423518000\n"
    ));
    assert!(tsv.contains(
        "\nbudget\tannual_cost_share\t=運用費/構築費\tdifferent\t0.111448\t0.028041\t\t-0.083408\n"
    ));
    let cost = documents.iter().find(|row| row["key"]["field"] == "build_cost_yen").unwrap();
    assert_eq!(cost["cells"][4]["text"], "460500（千円） = 4億6,050万円");
    assert_eq!(
        (&cost["cells"][4]["path"], &cost["cells"][6]["text"]),
        (&"seeds/tonet.txt".into(), &"×0.080".into())
    );
    let share = documents.iter().find(|row| row["key"]["field"] == "annual_cost_share").unwrap();
    assert_eq!(share["cells"][5]["numerator"], 1_037_000);
    assert_eq!(compare("csv").trim_start_matches('\u{feff}').replace("\r\n", "\n").lines().count(), 1 + rows);
    let markdown = compare("markdown");
    assert_eq!(markdown.lines().count(), 2 + rows);
    assert!(markdown.contains("| 予算 | ≠ | 構築費用概算 | 460500（千円） = 4億6,050万円 |"), "{markdown}");
}

#[test]
fn what_cannot_be_compared_is_said() {
    for (arguments, code, part) in [
        (&["compare", "tonet"][..], 2, "2つ以上"),
        (&["compare"], 2, "2つ以上"),
        (&["compare", "tonet", "seeds"], 2, "「seeds」"),
        (&["compare", "tonet", "ありもしない"], 1, "ありもしない"),
        (&["compare", "tonet", "net"], 2, "mogaminet"),
        (&["compare", "tonet", "mogaminet", "--section", "予算案"], 2, "予算"),
        (&["compare", "tonet", "mogaminet", "--columns", "患者数量"], 2, "患者数量"),
        (&["compare", "tonet", "mogaminet", "--columns", "件数"], 2, "件数"),
        (&["compare", "tonet", "mogaminet", "--columns", "年", "--section", "1"], 2, "--section"),
        (&["compare", "tonet", "mogaminet", "--only", "same"], 2, "partial"),
    ] {
        let (out, err, ended) = run(arguments);
        assert_eq!((out.as_str(), ended), ("", Some(code)), "{arguments:?}: {err}");
        assert!(err.contains(part), "{arguments:?}: {err}");
    }
    let same = printed(&["compare", "tonet", "tonet", "--only", "partial", "--format", "tsv"]);
    assert_eq!(same.lines().count(), 1, "no difference is fine");
    assert!(same.contains("tonet\ttonet_2\t"), "{same}");
}

#[test]
fn what_says_the_same_in_another_way_is_the_same() {
    let facilities = "【病院】 実施中：7施設 【薬局】";
    let catalog = catalog::read([
        catalog::changed(
            generator::page(1),
            &[
                ("登録患者数", "32187"),
                ("構築費用概算", "1000（千円）"),
                ("システムの導入目的", "医療連携、救急医療対策"),
                ("事務局運営人数", "専任1人、兼任2人"),
                ("工夫した点", "ＩＤ－Ｌｉｎｋ の 利用"),
                ("参加団体と参加患者数", facilities),
                ("共有患者数", "約3万人"),
            ],
        ),
        catalog::changed(
            generator::page(8),
            &[
                ("登録患者数", "32,187人"),
                ("構築費用概算", "100万円"),
                ("システムの導入目的", "救急医療対策、医療連携"),
                ("事務局運営人数", "専任1人、兼任2人"),
                ("工夫した点", "ID-Linkの利用"),
                ("参加団体と参加患者数", "【病院】 実施予定：7施設 【訪問看護】 3施設"),
                ("共有患者数", "3万人"),
            ],
        ),
    ]);
    let comparison = Comparison::of_form(&catalog, &[0, 1], None, 0, Lang::Ja);
    for id in ["registered_patients", "build_cost_yen", "purposes", "secretariat_staff", "ingenuity"] {
        assert_eq!(row(&comparison, id).state, RowState::Same, "{id}");
    }
    assert_eq!(row(&comparison, "hospitals").state, RowState::Different);
    assert_eq!(cell(&comparison, "hospitals", 1), "実施予定：7施設");
    let whole = row(&comparison, "facilities");
    assert_eq!(whole.cells[1].text("—", Lang::Ja), "【病院】 実施予定：7施設 【訪問看護】 3施設");
    assert_eq!(cell(&comparison, "shared_patients", 0), "約3万人", "what is unreadable is shown");
    assert_eq!(row(&comparison, "shared_patients").state, RowState::Different);
}

// What holds for any pages.

#[test]
fn the_states_of_the_fields_add_up_and_filters_show_what_they_say() {
    let catalog = made_up(0..40);
    for entry in 1..catalog.entries.len() {
        let comparison = Comparison::of_form(&catalog, &[entry - 1, entry], None, 0, Lang::Ja);
        let counts = comparison.counts.iter().map(|(_, count)| count);
        assert_eq!(counts.sum::<usize>(), schema().fields().count());
        let of_state = |state| comparison.rows.iter().filter(|row| row.state == state).count();
        let all: usize = RowState::VARIANTS.iter().map(|state| of_state(*state)).sum();
        assert_eq!(comparison.shown(RowFilter::All).count(), all);
        assert_eq!(comparison.shown(RowFilter::Different).count(), of_state(RowState::Different));
        let partial = of_state(RowState::Different) + of_state(RowState::OneSided);
        assert_eq!(comparison.shown(RowFilter::Partial).count(), partial);
        for row in &comparison.rows {
            assert!(row.cells[0].relation.is_none(), "the base relates to nothing");
            let both = row.cells.iter().all(|cell| cell.cell.number().is_some());
            assert!(both || row.cells[1].relation.is_none(), "{}", row.heading.id);
        }
    }
}

#[test]
fn the_history_of_a_case_is_what_changed_from_page_to_page() {
    let folder = saved_pages(&[
        ("平成29年3月1日/mogami.txt", &[("登録患者数\t2708", "登録患者数\t1902")]),
        (
            "mogami-20150401.txt",
            &[
                ("登録患者数\t2708", "登録患者数\t1,000人"),
                ("システムの課題\t", "システムの課題\t以前、"),
                ("企業名（1）\t（株）シーエスアイ", "企業名（1）\t"),
            ],
        ),
        ("2019-01-31 mogami.txt", &[]),
    ]);
    let path = folder.path().to_str().unwrap();
    let (out, err, code) = run(&["history", "もがみネット", path]);
    assert_eq!(code, Some(0), "{err}");
    let lines: Vec<&str> = out.lines().collect();
    let head: Vec<&str> = lines[0].split("  ").map(str::trim).filter(|part| !part.is_empty()).collect();
    assert_eq!(head, ["2015-04-01 名前", "2017-03-01 名前", "2019-01-31 名前"]);
    assert!(lines[1].contains("平成29年3月1日/mogami.txt"), "{out}");
    let patients = lines.iter().find(|line| line.starts_with("≠  登録患者数 ")).unwrap();
    let words: Vec<&str> = patients.split("  ").map(str::trim).filter(|part| !part.is_empty()).collect();
    assert_eq!(words, ["≠", "登録患者数", "1,000人", "1902 = 1,902人", "2708 = 2,708人", "×2.71 ▂▅█"]);
    assert!(out.contains("◐  企業名（1）") && out.contains("以前、"), "{out}");
    let labels = ["システムの課題", "=共有率", "=患者/施設", "=患者/事務局", "=構築費/患者", "=運用費/患者"];
    let rows = lines[2..].iter().filter(|line| !line.starts_with("──"));
    let changed: Vec<&&str> =
        rows.filter(|line| !line.starts_with("≠  登録患者数 ") && !line.contains("企業名（1）")).collect();
    assert_eq!(changed.len(), labels.len(), "{changed:?}");
    assert!(changed.iter().zip(labels).all(|(line, label)| line.contains(label)), "{changed:?}");
    let all = printed(&["history", "mogaminet", path, "--only", "all", "--format", "tsv"]);
    assert_eq!(all.lines().count(), 1 + 3 + 69 - 2 + 6 + 16 + 11, "name, nickname and URL too");
    assert!(all.lines().next().unwrap().ends_with("2019-01-31 mogami.txt_difference"), "{all}");
    assert!(all.contains(
        "\tregistered_patients\t登録患者数\tdifferent\t1000\t1902\t1.902\t902\t2708\t2.708\t1708\n"
    ));
    let json: Value =
        serde_json::from_str(&printed(&["history", "mogaminet", path, "--format", "json"])).unwrap();
    assert_eq!(json["counts"]["different"], 2);
    assert_eq!(json["columns"][4]["label"], "2015-04-01 名前");
}

#[test]
fn a_page_without_a_date_in_its_name_is_of_the_day_of_its_file() {
    let folder = saved_pages(&[("a.txt", &[("登録患者数\t2708", "登録患者数\t2800")]), ("b.txt", &[])]);
    let day = |name: &str, seconds| {
        let file = std::fs::File::options().write(true).open(folder.path().join(name)).unwrap();
        file.set_modified(std::time::UNIX_EPOCH + std::time::Duration::from_secs(seconds)).unwrap();
    };
    // 20:00 UTC is the next day in Japan.
    day("a.txt", 1_700_000_000);
    day("b.txt", 1_600_027_200);
    let markdown =
        printed(&["history", "mogaminet", folder.path().to_str().unwrap(), "--format", "markdown"]);
    assert!(markdown.contains("| 2020-09-14 更新 | 2023-11-15 更新 | 推移 |"), "{markdown}");
    assert!(
        markdown.contains("| 参加数 | ≠ | 登録患者数 | 2708 = 2,708人 | 2800 = 2,800人 | ×1.03 ▂█ |"),
        "{markdown}"
    );
}

#[test]
fn a_case_of_one_page_has_no_history() {
    let (out, err, code) = run(&["history", "mogaminet"]);
    assert_eq!((out.as_str(), code), ("", Some(1)));
    assert_eq!(err, "jirei: もがみネット のページは 1 つだけです\n");
    assert_eq!(run(&["history", "ありもしない"]).2, Some(1));
    assert_eq!(run(&["history"]).2, Some(2));
}

/// Two cases that have fields outside of the form: in a section of it, and one that only the first has.
fn with_other_fields() -> tempfile::TempDir {
    let folder = tempfile::TempDir::new().unwrap();
    for (seed, phone, more) in [
        ("mogaminet", "窓口電話\t0233-00-0000", ""),
        ("tonet", "窓口 電話\t0480-00-0000", "\n独自の項目\tあり"),
    ] {
        let page = std::fs::read_to_string(format!("seeds/{seed}.txt")).unwrap();
        let at = page.find("代表団体\t").unwrap();
        let page = format!("{}{phone}{more}\n{}", &page[..at], &page[at..]);
        std::fs::write(folder.path().join(format!("{seed}.txt")), page).unwrap();
    }
    folder
}

#[test]
fn fields_that_the_form_does_not_have_are_compared_by_their_label() {
    let folder = with_other_fields();
    let path = folder.path().to_str().unwrap();
    let catalog = jirei::source::load(&[folder.path().to_owned()]);
    let comparison = Comparison::of_form(&catalog, &[0, 1], None, 0, Lang::Ja);
    let others: Vec<&ComparedRow<'_>> = comparison.rows.iter().filter(|row| row.column.is_none()).collect();
    let seen: Vec<(&str, RowState)> = others.iter().map(|row| (row.label.as_str(), row.state)).collect();
    assert_eq!(seen, [("窓口電話", RowState::Different), ("独自の項目", RowState::OneSided)]);
    let section = others[0].section.map(|section| section.id);
    assert!(section.is_some() && others[1].section.map(|section| section.id) == section);
    // They stand behind the rows of the form of their section, before the next section.
    let numbers: Vec<usize> = comparison.rows.iter().map(ComparedRow::section_number).collect();
    assert!(numbers.is_sorted());
    let last = comparison.rows.iter().rposition(|row| row.section.map(|spec| spec.id) == section).unwrap();
    assert_eq!(comparison.rows[last].label, "独自の項目");
    let counts = comparison.counts.iter().map(|(_, count)| count);
    assert_eq!(counts.sum::<usize>(), schema().fields().count(), "the counts are of the form");
    let text = printed(&["compare", "mogaminet", "tonet", path]);
    assert!(
        text.lines().any(|line| line.starts_with("≠  窓口電話") && line.contains("0480-00-0000")),
        "{text}"
    );
    assert!(text.lines().any(|line| line.starts_with("◐  独自の項目")), "{text}");
    let section = printed(&["compare", "mogaminet", "tonet", path, "--section", "予算"]);
    assert!(!section.contains("窓口電話"), "{section}");
    let tsv = printed(&["compare", "mogaminet", "tonet", path, "--format", "tsv"]);
    assert!(tsv.contains("\t\t窓口電話\tdifferent\t0233-00-0000\t0480-00-0000\t"), "{tsv}");
}
