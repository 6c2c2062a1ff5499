//! The map of the prefectures: the figures of the built-in pages, and what holds for any pages.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops by panicking")]

#[allow(dead_code, reason = "others use the rest of it")]
mod generator;

use std::collections::BTreeSet;

use generator::catalog;
use jirei::analysis::Column;
use jirei::analysis::column_list::{ListedColumn, parse_single};
use jirei::analysis::prefecture_map::{Direction, PrefectureMap, STEPS, TILES, tile_beside};
use jirei::lang::Lang;
use jirei::model::{Catalog, full_prefecture_names};
use jirei::search::{Index, PreparedQuery, Query};

fn column(name: &str) -> Column {
    let ListedColumn::Column(column) = parse_single(name).unwrap() else { panic!("{name} is one column") };
    column
}

fn map(of: Option<&str>, catalog: &Catalog) -> PrefectureMap {
    let entries: Vec<usize> = (0..catalog.entries.len()).collect();
    PrefectureMap::new(of.map(column).as_ref(), catalog, &entries, Lang::Ja).unwrap()
}

fn at(prefecture: &str) -> usize {
    TILES.iter().position(|tile| tile.prefecture == prefecture).unwrap()
}

/// Made-up pages, each with its prefectures.
fn pages(areas: &[&str], count: u64) -> Catalog {
    let areas = areas.iter().cycle();
    let page =
        |(seed, area): (u64, &&str)| catalog::changed(generator::page(seed * 7 + 1), &[("提供地域", area)]);
    catalog::read((0..count).zip(areas).map(page))
}

#[test]
fn every_prefecture_has_a_place_of_its_own() {
    let names: BTreeSet<&str> = TILES.iter().map(|tile| tile.prefecture).collect();
    assert_eq!(names, full_prefecture_names().map(|(_, short)| short).collect());
    let places: BTreeSet<(usize, usize)> = TILES.iter().map(|tile| (tile.row, tile.column)).collect();
    assert_eq!(places.len(), 47);
    assert!(TILES.iter().all(|tile| tile.row < 12 && tile.column < 13));
}

#[test]
fn the_map_of_the_built_in_pages() {
    let catalog = jirei::source::load(&[]);
    let shown = |of: Option<&str>, prefecture: &str| {
        let map = map(of, &catalog);
        map.prefectures[at(prefecture)].figure.text(map.format, Lang::Ja).into_owned()
    };
    for (of, saitama, yamagata) in [
        (None, "1", "1"),
        (Some("患者"), "32,187", "2,708"),
        (Some("施設"), "155", "29"),
        (Some("構築費"), "460,500", "36,982"),
        (Some("運用費/患者"), "1,594", "383"),
    ] {
        assert_eq!((shown(of, "埼玉"), shown(of, "山形")), (saitama.into(), yamagata.into()), "{of:?}");
        assert_eq!(shown(of, "東京"), "—");
    }
    let map = map(Some("運用費/患者"), &catalog);
    assert_eq!(map.heading.label, "=中央値(運用費/患者)");
    assert_eq!((map.filled(), map.located, map.nationwide.len(), map.blank.len()), (2, 2, 0, 0));
    assert_eq!(map.prefectures[at("埼玉")].clause, "県:埼玉");
    assert_eq!([at("埼玉"), at("山形"), at("東京")].map(|at| map.step(at)), [Some(STEPS), Some(2), None]);
    assert!(PrefectureMap::new(Some(&column("連携方式")), &catalog, &[0, 1], Lang::Ja).is_err());
}

#[test]
fn a_case_with_several_prefectures_is_in_each_and_what_has_none_is_in_no_tile() {
    let areas = ["埼玉", "埼玉、東京、北海道", "全国", "", "沖縄"];
    let catalog = pages(&areas, 25);
    let map = map(None, &catalog);
    let count = |prefecture: &str| map.prefectures[at(prefecture)].cases.len();
    assert_eq!(["埼玉", "東京", "北海道", "沖縄", "大阪"].map(count), [10, 5, 5, 5, 0]);
    assert_eq!((map.nationwide.len(), map.blank.len(), map.located, map.filled()), (5, 5, 15, 4));
    let index = Index::new(&catalog);
    for prefecture in &map.prefectures {
        let hits =
            PreparedQuery::new(&Query::parse(&prefecture.clause), &index, Lang::Ja).hits(&index, &catalog);
        let found: BTreeSet<usize> = hits.iter().map(|hit| hit.entry).collect();
        assert_eq!(found, prefecture.cases.iter().copied().collect(), "{}", prefecture.clause);
    }
}

#[test]
fn cases_of_one_prefecture_add_up_and_so_do_their_sums() {
    let catalog = pages(&["埼玉", "東京", "京都府", "香川", ""], 60);
    let counts = map(None, &catalog);
    let cases: usize = counts.prefectures.iter().map(|prefecture| prefecture.cases.len()).sum();
    assert_eq!((cases, cases + counts.blank.len()), (counts.located, catalog.entries.len()));
    let patients = map(Some("患者"), &catalog);
    let sum: u64 =
        patients.prefectures.iter().filter_map(|one| one.figure.number()).map(|sum| sum.over()).sum();
    let of_case =
        |entry: usize| column("患者").cell(&catalog, entry, Lang::Ja).number().map_or(0, |one| one.over());
    let located = patients.prefectures.iter().flat_map(|prefecture| &prefecture.cases);
    assert_eq!(sum, located.map(|entry| of_case(*entry)).sum::<u64>());
    for at in 0..TILES.len() {
        let has_figure = patients.prefectures[at].figure.number().is_some();
        assert_eq!(patients.step(at).is_some(), has_figure);
        assert!(patients.step(at).is_none_or(|step| (1..=STEPS).contains(&step)));
    }
}

#[test]
fn every_tile_is_reached_by_the_arrows() {
    let mut seen = BTreeSet::from([at("埼玉")]);
    let mut next: Vec<usize> = seen.iter().copied().collect();
    while let Some(from) = next.pop() {
        for direction in [Direction::Left, Direction::Right, Direction::Up, Direction::Down] {
            next.extend(tile_beside(from, direction).filter(|to| seen.insert(*to)));
        }
    }
    assert_eq!(seen.len(), 47);
    let beside = |name, direction| tile_beside(at(name), direction).map(|at| TILES[at].prefecture);
    assert_eq!(beside("埼玉", Direction::Right), Some("東京"));
    assert_eq!(beside("福島", Direction::Left), Some("新潟"), "over a gap");
    assert_eq!((beside("北海道", Direction::Up), beside("北海道", Direction::Down)), (None, Some("青森")));
    assert_eq!(beside("鹿児島", Direction::Right), Some("沖縄"));
}
