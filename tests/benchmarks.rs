//! Figures about the whole country: each with its source, and in no row of the pages.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops by panicking")]

#[allow(dead_code, reason = "others use the rest of it")]
mod program;

use jirei::analysis::Column;
use jirei::analysis::benchmarks::{Statistic, all_benchmarks, benchmarks_of, mean_of};
use jirei::analysis::cell::NumberFormat;
use jirei::analysis::column_list::{ListedColumn, parse_single};
use jirei::lang::Lang;
use jirei::model::schema::schema;
use jirei::search::quantity::{Measure, Number, Quantity};
use program::{printed, run};
use serde_json::Value;

#[test]
fn every_figure_is_about_a_column_and_has_its_source() {
    assert_eq!(all_benchmarks().count(), 41);
    for benchmark in all_benchmarks() {
        let is_on_no_page = benchmark.column == "administrative_plan";
        assert_eq!(benchmark.subject().is_none(), is_on_no_page, "{}", benchmark.column);
        assert!(benchmark.source.address.starts_with("http") && !benchmark.source.name.is_empty());
        assert!(benchmark.conditions(Lang::Ja).contains('年'), "no figure without a year");
        let marks = matches!(benchmark.statistic, Statistic::EffectiveShare | Statistic::IneffectiveShare);
        let is_of_form = schema().effects.iter().any(|item| Some(item.text) == benchmark.item);
        assert_eq!(marks, is_of_form, "{:?}", benchmark.item);
    }
    let heading = |name| {
        let ListedColumn::Column(column) = parse_single(name).unwrap() else {
            panic!("{name} is one column")
        };
        column.heading(NumberFormat::Whole, Lang::En)
    };
    let mean =
        |name| mean_of(&heading(name)).map(|mean| (mean.figure(NumberFormat::Whole), mean.source.year));
    assert_eq!(mean("患者"), Some(("23,764".to_owned(), "2022")));
    assert_eq!(mean("構築費/施設"), Some(("1,634,761".to_owned(), "2023")));
    assert_eq!((mean("運用費/患者"), mean("中央値(患者)"), mean("県")), (None, None, None));
    let facilities = benchmarks_of(&Column::Quantity(Quantity::Of(Measure::Facilities)));
    let years: Vec<&str> = facilities.iter().map(|benchmark| benchmark.source.year).collect();
    assert_eq!(years, ["2024", "2023", "2022", "2021", "2019/20", "2015"], "the latest first");
    assert_eq!(facilities[0].number(), Number::ratio(1_433, 10).unwrap());
}

#[test]
fn the_lane_is_below_the_table_and_says_how_a_single_case_relates() {
    let table = printed(&["table"]);
    let with = printed(&["table", "--benchmarks"]);
    let lines: Vec<&str> = with.lines().collect();
    assert_eq!(table.lines().count(), 4);
    assert_eq!(lines.len(), 4 + 1 + 1 + 4);
    assert!(lines[4].chars().all(|letter| letter == '╌'));
    let lane: Vec<&str> = lines[5].split_whitespace().collect();
    assert_eq!(lane, ["≈全国平均", "≈143.3", "≈23,764", "≈233,900", "≈11,310"]);
    assert_eq!(
        lines[8],
        "構築費 ≈ 全国平均 233,900千円（2024年度、n=280、日医総研WP495）。調査では累積構築費用の平均。中央値は公表されていない"
    );
    let one = printed(&["table", "-q", "もがみ", "--benchmarks"]);
    let relation = "構築費 36,982千円 ≈ 全国平均 233,900千円（2024年度、n=280、日医総研WP495）の 0.16 倍。";
    assert!(one.contains(relation), "{one}");
    assert_eq!(one.matches("中央値は公表されていない").count(), 4, "means only exist");
    let english = printed(&["table", "-q", "もがみ", "--benchmarks", "--lang", "en"]);
    let relation =
        "build cost 36,982,000 yen ≈ 0.16 times the national mean of 233,900,000 yen (FY2024, n=280, ";
    assert!(english.contains(relation), "{english}");
    let groups = printed(&["table", "--by", "県", "--columns", "平均(患者),中央値(患者)", "--benchmarks"]);
    assert_eq!(groups.matches("≈23,764").count(), 1, "a mean is beside means only: {groups}");
    let (out, err, code) = run(&["table", "--columns", "略称,県", "--benchmarks"]);
    assert_eq!((out, code), (printed(&["table", "--columns", "略称,県"]), Some(0)));
    assert!(err.contains("jirei benchmarks"), "{err}");
}

#[test]
fn the_figures_are_in_no_row_of_any_format() {
    for query in ["", "もがみ"] {
        for sort in ["-患者", "運用費/患者"] {
            for format in ["csv", "tsv", "ndjson", "json", "markdown", "text"] {
                let plain = ["table", "-q", query, "--sort", sort, "--format", format];
                let (with, err, code) = run(&[&plain[..], &["--benchmarks"]].concat());
                assert_eq!(code, Some(0), "{err}");
                let without = printed(&plain);
                match format {
                    "csv" | "tsv" | "ndjson" => {
                        assert_eq!(with, without, "{format}");
                        assert!(!with.contains('≈') && err.contains("jirei benchmarks"), "{with} {err}");
                    }
                    "json" => {
                        let mut with: Value = serde_json::from_str(&with).unwrap();
                        let benchmarks = with.as_object_mut().unwrap().remove("benchmarks").unwrap();
                        assert_eq!(with, serde_json::from_str::<Value>(&without).unwrap());
                        let of_cost = &benchmarks[2];
                        assert_eq!(of_cost["column"], "build_cost_yen");
                        assert_eq!((&of_cost["value"], &of_cost["n"]), (&233_900_000.into(), &280.into()));
                    }
                    "markdown" => {
                        assert!(with.starts_with(&without), "{with}");
                        assert!(with[without.len()..].lines().all(|line| !line.starts_with('|')));
                    }
                    _ => {
                        let rows = |text: &str| {
                            let words = |line: &str| line.split_whitespace().map(str::to_owned).collect();
                            text.lines()
                                .take(without.lines().count())
                                .map(words)
                                .collect::<Vec<Vec<String>>>()
                        };
                        assert_eq!(rows(&with), rows(&without), "only widths differ");
                    }
                }
            }
        }
    }
    for arguments in [&["stats", "患者", "--format", "csv"][..], &["stats", "--charts", "--format", "tsv"]]
    {
        assert!(!printed(arguments).contains('≈'), "{arguments:?}");
    }
}

#[test]
fn the_figures_are_listed_whole_or_by_column() {
    let tsv = printed(&["benchmarks", "--format", "tsv"]);
    assert_eq!(tsv.lines().count(), 1 + 41);
    assert!(tsv.starts_with("column\tstatistic\titem\tvalue\tunit\tyear\tn\tsource\taddress\tnote\n"));
    assert!(tsv.contains("\nfacilities\tmean\t\t143.3\t施設\t2024\t280\t"), "{tsv}");
    assert!(
        tsv.contains("\neffects\teffective_share\t医療機関間の人的ネットワークが進んだ\t52\t%\t2022\t225\t"),
        "{tsv}"
    );
    let text = printed(&["benchmarks", "構築費"]);
    assert_eq!(text.lines().count(), 1 + 4);
    assert!(text.contains("≈254,091,000") && text.contains("2023年度"), "{text}");
    let json: Value = serde_json::from_str(&printed(&["benchmarks", "効果", "--format", "json"])).unwrap();
    assert_eq!(json["rows"].as_array().unwrap().len(), 6);
    assert_eq!(run(&["benchmarks", "県"]).2, Some(1));
    assert_eq!(run(&["benchmarks", "患者数量"]).2, Some(2));
    assert_eq!(run(&["benchmarks", "--format", "csv"]).2, Some(2));
}
