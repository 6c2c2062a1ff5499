//! Facts that contradict each other: pages with just these values, and exactly the codes they give.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops by panicking")]

use std::fmt::Write as _;

use jirei::lang::Lang;
use jirei::model::schema::{ValueKind, schema};
use jirei::model::{Case, Code, Diagnostic, Severity};

/// A page of the form with its name, these values and every other cell blank.
fn page(values: &[(&str, &str)]) -> String {
    let mut page = "事例紹介\n\n試験地域医療ネットワーク\n\nしけんねっと\n\n".to_owned();
    for section in schema().sections {
        writeln!(page, "{}\n", section.title).unwrap();
        for field in section.fields {
            // A page says more than its name.
            let value = match field.id {
                "system_name" => "試験地域医療ネットワーク",
                "lead_organisation" => "試験医師会",
                id => values.iter().find(|(known, _)| *known == id).map_or("", |(_, value)| value),
            };
            writeln!(page, "{}\t{value}", field.label).unwrap();
        }
        page.push('\n');
    }
    page + "[← 事例一覧へ戻る](#)\n"
}

fn read(text: &str) -> Case {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("page.txt");
    std::fs::write(&path, text).unwrap();
    let mut catalog = jirei::source::load(&[path]);
    assert_eq!((catalog.pages.len(), catalog.diagnostics.len()), (1, 0));
    catalog.pages.remove(0)
}

/// The diagnostics of a page as `code field`.
fn codes(case: &Case) -> Vec<String> {
    let about = |diagnostic: &Diagnostic| {
        format!("{} {}", diagnostic.code.name(), diagnostic.field.unwrap_or_default())
    };
    case.diagnostics.iter().map(about).collect()
}

/// Values by the ids of their fields, and the diagnostics that a page with just these gives.
type Row<'a> = (&'a [(&'a str, &'a str)], &'a [&'a str]);

/// Reads a page with each row's values and holds that it gives exactly the row's codes.
fn assert_table(rows: &[Row<'_>]) {
    for (values, expected) in rows {
        let case = read(&page(values));
        assert_eq!(codes(&case), *expected, "{values:?}");
        for diagnostic in &case.diagnostics {
            let field = case.field(diagnostic.field.unwrap()).unwrap();
            assert_eq!(diagnostic.lines, Some(field.lines), "{values:?}: in the field that it names");
            assert_eq!(diagnostic.severity(), Severity::Warning);
            let section =
                case.sections.iter().find(|section| section.fields.iter().any(|of| of.id == field.id));
            assert_eq!(diagnostic.section, section.unwrap().id);
        }
    }
}

/// What is wrong with these values is told in both languages with these labels and values, in this order.
fn assert_told(values: &[(&str, &str)], parts: &[&str]) {
    let case = read(&page(values));
    assert_eq!(case.diagnostics.len(), 1, "{values:?}");
    for message in [Lang::Ja, Lang::En].map(|lang| case.diagnostics[0].message(lang)) {
        let mut rest = message.as_str();
        for part in parts {
            let Some((_, after)) = rest.split_once(part) else {
                panic!("no {part} in its place in {message}")
            };
            rest = after;
        }
    }
}

#[test]
fn a_page_of_blanks_and_a_page_that_agrees_with_itself_give_nothing() {
    let agreeing = [
        ("launch", "導入済み：2012年"),
        ("operation", "サービス運用中"),
        ("registered_patients", "2,708人"),
        ("shared_patients", "1458"),
        ("fee_clinic", "実施中：有料 月額：1000円"),
        ("annual_cost", "51322（千円）"),
        ("maintenance_cost", "40084（千円）"),
        ("other_annual_cost", "11238（千円）"),
    ];
    assert_table(&[(&[], &[]), (&agreeing, &[])]);
}

#[test]
fn the_running_cost_is_the_sum_of_its_parts() {
    const WRONG: &[&str] = &["cost-sum other_annual_cost"];
    let costs = |annual, maintenance, other| {
        [("annual_cost", annual), ("maintenance_cost", maintenance), ("other_annual_cost", other)]
    };
    assert_table(&[
        (&costs("51322（千円）", "40084（千円）", "11238（千円）"), &[]),
        (&costs("51323（千円）", "40084（千円）", "11238（千円）"), WRONG),
        (&costs("51321（千円）", "40084（千円）", "11238（千円）"), WRONG),
        (&costs("0（千円）", "0（千円）", "0（千円）"), &[]),
        (&costs("0（千円）", "0（千円）", "1（千円）"), WRONG),
        (&costs("1（千円）", "0（千円）", "0（千円）"), WRONG),
        // Only where all three are amounts: a blank is not a zero.
        (&costs("1037（千円）", "", "1037（千円）"), &[]),
        (&costs("1037（千円）", "", "1000（千円）"), &[]),
        (&costs("1037（千円）", "未選択", "1000（千円）"), &[]),
        (&costs("", "10（千円）", "20（千円）"), &[]),
        (&costs("1037（千円）", "37（千円）", ""), &[]),
        // What does not read as money is said to be that, and nothing more.
        (&costs("1037（千円）", "約30（千円）", "1（千円）"), &["value-not-its-kind maintenance_cost"]),
        (&costs("1037", "30（千円）", "1（千円）"), &["value-not-its-kind annual_cost"]),
        // Units of their own: in yen the same.
        (&costs("3（百万円）", "1000（千円）", "200（万円）"), &[]),
        (&costs("5,000（円）", "3（千円）", "2（千円）"), &[]),
        // An amount in a coarser unit is rounded; a difference of one of it is none of rounding.
        (&costs("51（百万円）", "40084（千円）", "11238（千円）"), &[]),
        (&costs("51（百万円）", "40762（千円）", "11237（千円）"), &[]),
        (&costs("51（百万円）", "40762（千円）", "11238（千円）"), WRONG),
        (&costs("51（百万円）", "38762（千円）", "11238（千円）"), WRONG),
        // Sums that no number holds are compared with nothing.
        (&costs("1（円）", "18446744073709551615（円）", "18446744073709551615（円）"), &[]),
        (&costs("1（円）", "18446744073709551614（円）", "1（円）"), WRONG),
    ]);
    let annual = ["年間運用費用概算", " 51323（千円）"];
    let parts = ["保守費概算", "40,084（千円）", "その他年間費用概算", "11238（千円）", " 51322（千円）"];
    assert_told(&costs("51323（千円）", "40,084（千円）", "11238（千円）"), &[&annual[..], &parts].concat());
    assert_told(&costs("9（百万円）", "1000（千円）", "200（万円）"), &["200（万円）", " 3000000（円）"]);
}

#[test]
fn shared_patients_are_registered_patients() {
    const WRONG: &[&str] = &["shared-exceeds-registered shared_patients"];
    let patients = |registered, shared| [("registered_patients", registered), ("shared_patients", shared)];
    assert_table(&[
        (&patients("2708", "2707"), &[]),
        (&patients("2708", "2708"), &[]),
        (&patients("2708", "2709"), WRONG),
        (&patients("2,708人", "３０００人"), WRONG),
        (&patients("3万人", "30000"), &[]),
        (&patients("0", "1"), WRONG),
        (&patients("", "1458"), &[]),
        (&patients("2708", ""), &[]),
        (&patients("約1000人", "1458"), &["value-not-its-kind registered_patients"]),
    ]);
    assert_told(&patients("2,708人", "14580"), &["共有患者数", "14580", "登録患者数", "2,708人"]);
}

#[test]
fn a_service_has_ended_in_a_year_or_is_running_without_one() {
    const RUNNING: &[&str] = &["ended-but-running ended"];
    const ENDED: &[&str] = &["ended-without-year ended"];
    let states = |operation, ended| [("operation", operation), ("ended", ended)];
    assert_table(&[
        (&states("サービス運用中", ""), &[]),
        (&states("サービス運用中", "未選択"), &[]),
        (&states("サービス運用中", "2018年"), RUNNING),
        (&states("運用中", "2018年"), RUNNING),
        (&states("試験運用中", "2018年"), RUNNING),
        (&states("サービス終了", "2018年"), &[]),
        (&states("サービス終了", ""), ENDED),
        (&states("サービス終了", "未選択"), ENDED),
        (&states("運用終了", ""), ENDED),
        (&states("サービス終了済み", ""), ENDED),
        // Neither is said without doubt.
        (&states("サービス終了予定", ""), &[]),
        (&states("サービス運用中止", "2018年"), &[]),
        (&states("一部終了", ""), &[]),
        (&states("運用中（2018年に終了予定）", "2018年"), &[]),
        (&states("構築中", ""), &[]),
        (&states("構築中", "2018年"), &[]),
        (&states("", "2018年"), &[]),
        (&states("未選択", "2018年"), &[]),
        // A year that does not read as one is said to be that, and nothing more.
        (&states("サービス運用中", "平成30年"), &["value-not-its-kind ended"]),
        (&states("サービス終了", "平成30年"), &["value-not-its-kind ended"]),
    ]);
    let parts = ["稼働状況", "サービス運用中", "運用終了年", "2018年"];
    assert_told(&states("サービス運用中", "2018年"), &parts);
    assert_told(&states("サービス終了", ""), &["稼働状況", "サービス終了", "運用終了年"]);
}

#[test]
fn a_field_that_is_not_there_contradicts_nothing() {
    let text = page(&[("operation", "サービス終了")]).replace("運用終了年\t\n", "");
    assert_eq!(codes(&read(&text)), ["missing-field ended"]);
}

#[test]
fn a_paid_fee_has_an_amount() {
    let fees: Vec<&str> =
        schema().fields().filter(|field| field.kind == ValueKind::Fee).map(|field| field.id).collect();
    assert_eq!(fees.len(), 6);
    for fee in fees {
        let wrong: &[&str] = &[&format!("fee-without-amount {fee}")];
        assert_table(&[
            (&[(fee, "実施中：有料")], wrong),
            (&[(fee, "有料")], wrong),
            (&[(fee, "実施中：有料 補足：別途協議")], wrong),
            (&[(fee, "実施中：有料 月額：0円")], &[]),
            (&[(fee, "実施中：有料 年額：0円")], &[]),
            (&[(fee, "実施中：有料 月額：86400円 補足：代表施設が負担")], &[]),
            (&[(fee, "実施中：有料 年額：12000円")], &[]),
            (&[(fee, "実施中：無料")], &[]),
            (&[(fee, "無料")], &[]),
            (&[(fee, "")], &[]),
            (&[(fee, "未選択")], &[]),
            (&[(fee, "実施中：有料 月額：約1000円")], &[&format!("value-not-its-kind {fee}")]),
        ]);
    }
    let fee = "実施中：有料 補足：別途協議";
    assert_told(&[("fee_clinic", fee)], &["診療所", fee]);
}

#[test]
fn years_are_from_1990_to_2035() {
    const LAUNCH: &[&str] = &["year-out-of-range launch"];
    const ENDED: &[&str] = &["year-out-of-range ended"];
    for (year, wrong) in [
        ("0000", true),
        ("1989", true),
        ("1990", false),
        ("2012", false),
        ("2035", false),
        ("2036", true),
        ("9999", true),
    ] {
        for launch in [format!("導入済み：{year}年"), format!("導入予定：{year}年"), format!("{year}年")]
        {
            assert_table(&[(&[("launch", &launch)], if wrong { LAUNCH } else { &[] })]);
        }
        assert_table(&[(&[("ended", &format!("{year}年"))], if wrong { ENDED } else { &[] })]);
    }
    assert_table(&[
        (&[("launch", "導入済み")], &[]),
        (&[("launch", "導入済み：平成元年")], &["value-not-its-kind launch"]),
        // Two causes on one field are two diagnostics.
        (
            &[("operation", "サービス運用中"), ("ended", "2036年")],
            &["ended-but-running ended", "year-out-of-range ended"],
        ),
    ]);
    assert_told(&[("launch", "導入済み：2102年")], &["運用開始状況", " 2102年", " 1990", "2035"]);
}

#[test]
fn of_a_field_that_is_there_twice_nobody_knows_which_is_right() {
    let values = [("registered_patients", "10"), ("shared_patients", "20")];
    let text = page(&values);
    assert_eq!(codes(&read(&text)), ["shared-exceeds-registered shared_patients"]);
    for row in ["登録患者数\t10\n", "共有患者数\t20\n"] {
        let repeated = read(&text.replace(row, &format!("{row}{row}")));
        assert!(repeated.diagnostics.iter().all(|diagnostic| diagnostic.code == Code::RepeatedField));
    }
}

#[test]
fn a_repeated_section_is_compared_with_itself_and_a_cut_one_with_its_other_part() {
    let budget = |annual: &str| {
        format!(
            "予算について\n\n構築費用概算\t\n年間運用費用概算\t{annual}（千円）\n保守費概算\t2（千円）\n\
             その他年間費用概算\t3（千円）\n\n"
        )
    };
    let blank = "予算について\n\n構築費用概算\t\n年間運用費用概算\t\n保守費概算\t\nその他年間費用概算\t\n\n";
    let text = page(&[]);
    assert!(text.contains(blank));
    let twice = |first, second| codes(&read(&text.replacen(blank, &(budget(first) + &budget(second)), 2)));
    assert_eq!(twice("5", "5"), ["repeated-section "]);
    assert_eq!(twice("5", "6"), ["repeated-section ", "cost-sum other_annual_cost"]);
    assert_eq!(twice("6", "5"), ["cost-sum other_annual_cost", "repeated-section "]);
    let cut = "予算について\n\n構築費用概算\t\n年間運用費用概算\t6（千円）\n保守費概算\t2（千円）\n\n\
               予算について\n\nその他年間費用概算\t3（千円）\n\n";
    let cut = codes(&read(&text.replacen(blank, cut, 1)));
    assert_eq!(cut, ["repeated-section ", "cost-sum other_annual_cost"]);
}

#[test]
fn the_built_in_pages_contradict_themselves_nowhere() {
    let catalog = jirei::source::load(&[]);
    let warnings = catalog.pages.iter().flat_map(|case| &case.diagnostics);
    let warnings = warnings.filter(|diagnostic| diagnostic.severity() == Severity::Warning);
    assert_eq!(warnings.map(|diagnostic| diagnostic.code).collect::<Vec<_>>(), [Code::ForeignScript]);
}
