//! The site's charts: the figures of the built-in pages, worked out by hand, and what holds for any pages.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops by panicking")]

#[allow(dead_code, reason = "others use the rest of it")]
mod generator;
#[allow(dead_code, reason = "others use the rest of it")]
mod program;

use std::collections::BTreeSet;

use generator::catalog;
use jirei::analysis::charts::{Chart, ChartRemark, site_charts};
use jirei::analysis::distribution::Parts;
use jirei::analysis::groups::Group;
use jirei::analysis::state::AnswerState;
use jirei::export::charts_text;
use jirei::lang::Lang;
use jirei::model::Catalog;
use jirei::search::{Index, PreparedQuery, Query};
use serde_json::Value;

fn all(catalog: &Catalog) -> Vec<Chart> {
    site_charts(catalog, &(0..catalog.entries.len()).collect::<Vec<_>>(), Lang::Ja)
}

fn groups(chart: &Chart) -> &[Group] {
    match &chart.distribution.as_ref().unwrap().parts {
        Parts::Groups(groups) | Parts::Numbers { bins: groups, .. } => groups,
        Parts::Marks(_) | Parts::Types(_) => panic!("{} has groups", chart.id()),
    }
}

fn printed(arguments: &[&str]) -> String {
    program::printed(&[&["stats", "--charts"], arguments].concat())
}

#[test]
fn the_charts_of_the_built_in_pages() {
    let charts = all(&jirei::source::load(&[]));
    let numbers: Vec<usize> = charts.iter().map(Chart::number).collect();
    assert_eq!(numbers, [1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 0, 0]);
    let counted = |at: usize| {
        let group = |group: &Group| format!("{} {}", group.key.label(Lang::Ja), group.cases.len());
        groups(&charts[at]).iter().map(group).collect::<Vec<_>>().join(", ")
    };
    assert_eq!((counted(0).as_str(), charts[0].remark), ("", Some(ChartRemark::Prefectures(0))));
    assert_eq!(counted(1), "二次医療圏での連携 2");
    assert_eq!(counted(2), "2012 1, 2013 1");
    assert_eq!(counted(3), "協議会 1, 行政 1");
    assert_eq!(counted(4), "運営主体として参画中 2");
    assert!(charts[5].distribution.is_none() && charts[5].note(Lang::Ja).contains("53.3 %"));
    assert_eq!(charts[6].remark.map(|remark| remark.text(Lang::Ja)).as_deref(), Some("合計 184施設"));
    let Parts::Types(types) = &charts[6].distribution.as_ref().unwrap().parts else { panic!("types") };
    let types: Vec<String> = types
        .iter()
        .map(|(column, cases, sum, median)| {
            format!("{} {cases}, {}, {median}", column.label(Lang::Ja), sum.over())
        })
        .collect();
    let expected = "病院 2, 29, 14.5 · 医科診療所 2, 107, 53.5 · 歯科診療所 2, 13, 6.5 · 薬局 1, 29, 29 · \
                    介護施設 1, 1, 1 · その他施設 1, 5, 5";
    assert_eq!(types.join(" · "), expected);
    assert_eq!(counted(7), "2,000 – 4,999 1, 5,000 – 9,999 0, 10,000 – 19,999 0, 20,000 – 49,999 1");
    assert_eq!(counted(8), "全ての施設毎 2, 患者一括同意 1");
    assert_eq!(charts[8].remark, Some(ChartRemark::SeveralAnswers(1)));
    assert_eq!(counted(9), "2012 1, 2013 2");
    assert_eq!(counted(10), "あり 2, なし 0");
    assert_eq!(counted(11), "東北 1, 関東 1");
}

#[test]
fn every_format_has_the_charts() {
    let text = printed(&[]);
    let titles: Vec<&str> = text.lines().filter(|line| line.starts_with("── ")).collect();
    assert_eq!(titles.len(), 12);
    assert_eq!((titles[0], titles[9]), ("── 1 全県単位のネットワーク ──", "── ＋ 連携数の推移 ──"));
    assert!(text.contains("  全ての施設毎  ████████████████████  2  100.0%  consent_patient=全ての施設毎\n"));
    assert!(
        text.contains("\n  2つ以上を選んだ事例 1\n  元の図: 2017年度調査 n=152、複数回答、値は公表なし\n")
    );
    let json: Value = serde_json::from_str(&printed(&["--format", "json"])).unwrap();
    let charts = json.as_array().unwrap();
    assert_eq!((charts.len(), &charts[2]["chart"]["id"]), (12, &Value::from("launch")));
    assert_eq!(
        (&charts[7]["summary"]["median"], &charts[5]["rows"]),
        (&17_447.5.into(), &Value::Array(Vec::new()))
    );
    assert_eq!((&charts[0]["chart"]["number"], &charts[11]["chart"]["number"]), (&1.into(), &Value::Null));
    let csv = printed(&["--format", "csv"]);
    let rows: usize = charts.iter().map(|chart| chart["rows"].as_array().unwrap().len()).sum();
    assert_eq!((csv.lines().count(), rows), (1 + rows, 24));
    assert!(csv.contains("\r\nfacilities,病院,2,,29,14.5,\r\n"), "{csv}");
    assert!(
        csv.contains("\r\nconsent_patient,患者一括同意,1,0.5,,,consent_patient=患者一括同意\r\n"),
        "{csv}"
    );
    assert!(!csv.contains("n=152"), "what the site counted is no data of the pages");
    assert_eq!(printed(&["--format", "ndjson"]).lines().count(), rows);
    assert_eq!(printed(&["--format", "markdown"]).matches("\n### ").count(), 11);
    assert_eq!(printed(&["-q", "もがみ", "--format", "tsv"]).matches("\tあり\t1\t").count(), 1);
}

/// A page whose area of coverage and launch are these.
fn page(seed: u64, coverage: &str, launch: &str, area: &str) -> String {
    let answers = [("対象地域", coverage), ("運用開始状況", launch), ("提供地域", area)];
    catalog::changed(generator::page(seed), &answers)
}

#[test]
fn whole_prefectures_are_counted_once_and_what_is_planned_is_hatched() {
    let whole = "全県域での連携";
    let catalog = catalog::read([
        page(1, whole, "導入済み：2012年", "埼玉"),
        page(8, whole, "導入予定：2012年", "埼玉、東京"),
        page(15, "二次医療圏での連携", "導入済み：2014年", "千葉"),
        page(22, whole, "導入予定：2013年", "全国"),
    ]);
    let charts = all(&catalog);
    assert_eq!(charts[0].remark.unwrap().text(Lang::Ja), "47都道府県のうち 2");
    let clauses: Vec<&str> = groups(&charts[0]).iter().filter_map(|group| group.clause.as_deref()).collect();
    assert!(clauses.contains(&"県:埼玉 対象地域=全県域での連携"), "{clauses:?}");
    let launch = charts[2].distribution.as_ref().unwrap();
    let planned: Vec<usize> = groups(&charts[2]).iter().map(|group| launch.planned_in(group)).collect();
    assert_eq!(planned, [1, 1, 0]);
    let lines = charts_text::lines(&charts[2], &catalog, Lang::Ja);
    assert!(lines.iter().any(|line| line.contains("██████████░░░░░░░░░░  2")), "{lines:?}");
    assert!(lines.contains(&"  ░ 導入予定 2".to_owned()), "{lines:?}");
    let up_to: Vec<usize> = groups(&charts[9]).iter().map(|group| group.cases.len()).collect();
    assert_eq!(up_to, [2, 3, 4]);
}

#[test]
fn a_whole_prefecture_is_counted_however_it_is_spelled() {
    let spelled = [
        "全県域での連携",
        "都道府県全域での連携",
        "全県域　での連携",
        "北海道全域",
        "県内全域（離島を含む）",
        "二次医療圏での連携",
        "全国での連携",
        "市区町村での連携",
    ];
    let pages =
        spelled.iter().zip(1..).map(|(coverage, seed)| page(seed * 7, coverage, "導入済み：2012年", "埼玉"));
    let catalog = catalog::read(pages);
    let charts = all(&catalog);
    let [saitama] = groups(&charts[0]) else { panic!("one prefecture") };
    assert_eq!(saitama.cases, [0, 1, 2, 3, 4]);
    let index = Index::new(&catalog);
    let query = Query::parse(saitama.clause.as_ref().unwrap());
    let hits = PreparedQuery::new(&query, &index, Lang::Ja).hits(&index, &catalog);
    let found: BTreeSet<usize> = hits.iter().map(|hit| hit.entry).collect();
    assert_eq!(found, saitama.cases.iter().copied().collect(), "{}", query.text());
}

#[test]
fn the_clause_of_each_group_finds_exactly_its_cases() {
    let coverages = ["全県域での連携", "二次医療圏での連携", "市町村"];
    let areas = ["埼玉", "埼玉、東京", "全国", "北海道"];
    let launches = ["導入済み：2012年", "導入予定：2031年", "導入済み：1999年"];
    let catalog = catalog::read((0..60).map(|seed| {
        let at = usize::try_from(seed).unwrap();
        page(seed * 7 + 1, coverages[at % 3], launches[at / 3 % 3], areas[at % 4])
    }));
    let index = Index::new(&catalog);
    let mut clauses = 0;
    for chart in
        all(&catalog).iter().filter(|chart| !["administrative_plan", "facilities"].contains(&chart.id()))
    {
        let distribution = chart.distribution.as_ref().unwrap();
        for group in groups(chart).iter().filter(|group| group.clause.is_some()) {
            let query = Query::parse(group.clause.as_ref().unwrap());
            assert!(query.problems.is_empty(), "{:?}", group.clause);
            let hits = PreparedQuery::new(&query, &index, Lang::Ja).hits(&index, &catalog);
            let found: BTreeSet<usize> = hits.iter().map(|hit| hit.entry).collect();
            assert_eq!(found, group.cases.iter().copied().collect(), "{}: {:?}", chart.id(), group.clause);
            assert!(group.cases.len() <= distribution.counts.get(AnswerState::Answered));
            clauses += 1;
        }
    }
    assert!(clauses > 40, "{clauses}");
}
