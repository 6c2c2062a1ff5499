//! Facets over many made-up pages: every option counts what its clause finds.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops by panicking")]

#[allow(dead_code, reason = "others use the rest of it")]
mod driver;
#[allow(dead_code, reason = "others use the rest of it")]
mod generator;

use std::fs;

use driver::Browser;
use generator::catalog;
use jirei::analysis::facets::{FACETS, Facet, FacetGroups};
use jirei::config::Keymap;
use jirei::lang::Lang;
use jirei::model::{CaseSign, Catalog};
use jirei::search::names::find_name;
use jirei::search::query::{Condition, Decider, Query, is_chosen, with_clause_toggled, without_clauses};
use jirei::tui::state::State;
use jirei::tui::theme::Theme;
use tempfile::TempDir;

fn load(pages: u64) -> Catalog {
    let page = |seed| if seed % 2 == 0 { generator::page(seed) } else { generator::damaged_page(seed) };
    catalog::read((0..pages).map(page))
}

fn groups(catalog: &Catalog) -> impl Iterator<Item = (&'static Facet, FacetGroups)> {
    FACETS.iter().map(|facet| (facet, FacetGroups::new(facet, catalog, Lang::Ja)))
}

#[test]
fn every_facet_has_a_name_of_its_own() {
    for (at, facet) in FACETS.iter().enumerate() {
        assert!(find_name(facet.name).is_some() || at + 1 == FACETS.len(), "{}", facet.name);
        let place = |facet: &Facet| find_name(facet.name).map(|named| named.place.clone());
        let same = FACETS.iter().filter(|other| place(other) == place(facet));
        assert_eq!(same.count(), 1, "{}", facet.name);
    }
}

#[test]
fn row_facets_the_clause_of_every_option_holds_for_the_cases_that_it_counts() {
    let mut catalog = load(120);
    [3, 50].into_iter().for_each(|entry| _ = catalog.toggle_sign(CaseSign::Bookmark, entry));
    let mut options = 0;
    for (facet, groups) in groups(&catalog) {
        assert!(groups.listed.len() > 1, "{}", facet.name);
        assert!(groups.unlisted.is_empty(), "{}", facet.name);
        let all = groups.counts(0..catalog.entries.len());
        for (group, count) in groups.listed.iter().zip(all) {
            let text = group.clause.as_ref().unwrap();
            let query = Query::parse(text);
            assert!(query.problems.is_empty() && query.clauses.len() == 1, "{text}: {:?}", query.problems);
            assert!(count > 0 && count == group.cases.len(), "{text}");
            options += 1;
            let wanted = &query.clauses[0].any_of[0];
            if let Condition::Signed(CaseSign::Bookmark, wanted) = wanted {
                assert_eq!(count, if *wanted { 2 } else { 118 });
                continue;
            }
            let held = catalog.cases().filter(|case| query.clauses[0].holds_fact(case) == Some(true));
            assert_eq!(held.count(), count, "{text}");
            let mut decider = Decider::new(wanted);
            let held = catalog.cases().enumerate().filter(|(_, case)| decider.holds_fact(case) == Some(true));
            let held: Vec<usize> = held.map(|(entry, _)| entry).collect();
            assert_eq!(held, group.cases, "{text}");
        }
    }
    assert!(options > 150, "{options}");
}

#[test]
fn every_option_is_chosen_beside_others_and_taken_back() {
    let catalog = load(40);
    for (_, groups) in groups(&catalog) {
        let mut text = "もがみ".to_owned();
        for clause in groups.clauses() {
            text = with_clause_toggled(&text, clause, groups.clauses());
        }
        let query = Query::parse(&text);
        assert_eq!(query.clauses.len(), 2, "{text}");
        assert_eq!(query.clauses[1].any_of.len(), groups.listed.len(), "{text}");
        assert!(query.problems.is_empty(), "{:?}", query.problems);
        assert_eq!(groups.chosen(&query), groups.listed.len());
        assert_eq!(without_clauses(&text, groups.clauses()), "もがみ");
        for clause in groups.clauses() {
            assert!(is_chosen(&Query::parse(&text), clause), "{text}");
            text = with_clause_toggled(&text, clause, groups.clauses());
        }
        assert_eq!(text, "もがみ");
    }
}

#[test]
fn options_are_in_an_order_of_their_own_and_the_blank_is_last() {
    let catalog = jirei::source::load(&[]);
    let texts = |name: &str| {
        let (_, groups) = groups(&catalog).find(|(facet, _)| facet.name == name).unwrap();
        groups.listed.into_iter().filter_map(|group| group.clause).collect::<Vec<_>>()
    };
    assert_eq!(texts("県"), ["県:山形", "県:埼玉"]);
    assert_eq!(texts("年"), ["年:2012", "年:2013"]);
    assert_eq!(texts("企業"), ["企業=（株）シーエスアイ", "空:企業"]);
    assert_eq!(texts("患者"), ["患者:2000..4999", "患者:20000..49999"]);
    assert_eq!(texts("しおり"), ["空:しおり"]);
    assert!(texts("標準").contains(&"標準=\"SS-MIX 2\"".to_owned()));
}

#[test]
fn other_cases_than_those_counted_are_left_out_and_options_without_any_stay() {
    let catalog = load(40);
    for (facet, groups) in groups(&catalog) {
        let counts = groups.counts([0, 1, 2]);
        let expected = groups.listed.iter().map(|group| group.cases.iter().filter(|case| **case < 3).count());
        assert_eq!(counts, expected.collect::<Vec<_>>(), "{}", facet.name);
    }
}

#[test]
fn a_bookmark_is_chosen_and_its_facet_follows_what_is_bookmarked() {
    let mut browser = Browser::open((120, 36));
    browser.press("b f <left>");
    let screen = browser.screen();
    assert!(
        screen.contains("▌しおり") && screen.contains("[ ] はい") && screen.contains("[ ] いいえ"),
        "{screen}"
    );
    browser.press("<space>");
    assert_eq!(browser.0.state.search.text(), "is:しおり");
    assert_eq!(browser.0.state.list.rows().len(), 1);
    browser.press("<space> <esc> b f <left>");
    assert!(!browser.screen().contains("はい"), "{}", browser.screen());
}

#[test]
fn what_is_chosen_among_other_conditions_is_no_choice_of_the_facet() {
    let catalog = load(40);
    let (_, prefectures) = groups(&catalog).next().unwrap();
    let own = prefectures.listed[0].clause.clone().unwrap();
    let text = format!("{own}|病院 {own}");
    assert_eq!(without_clauses(&text, prefectures.clauses()), format!("{own}|病院"));
    let other = prefectures.listed[1].clause.clone().unwrap();
    let added = with_clause_toggled(&format!("{own}|病院"), &other, prefectures.clauses());
    assert_eq!(added, format!("{own}|病院 {other}"));
}

#[test]
fn answers_that_are_not_listed_are_counted_and_said() {
    let folder = TempDir::new().unwrap();
    let page = fs::read_to_string("seeds/tonet.txt").unwrap();
    let many: String = (0..2_005).map(|nth| format!("目的{nth}、")).collect();
    let page: String = page
        .lines()
        .map(|line| match line.split_once('\t') {
            Some(("システムの導入目的", _)) => format!("システムの導入目的\t{many}\n"),
            _ => format!("{line}\n"),
        })
        .collect();
    fs::write(folder.path().join("page.txt"), page).unwrap();
    let catalog = jirei::source::load(&[folder.path().to_owned()]);
    for (facet, groups) in groups(&catalog) {
        let unlisted = if facet.name == "目的" { 5 } else { 0 };
        assert_eq!(groups.unlisted.len(), unlisted, "{}", facet.name);
    }
    for lang in [Lang::Ja, Lang::En] {
        let catalog = jirei::source::load(&[folder.path().to_owned()]);
        let mut browser =
            Browser::with((80, 24), State::new(catalog, lang, Keymap::built_in()), Theme::new(true));
        let words = lang.fill("popup.more_options", &[("count", &5)]);
        browser.press("f");
        assert!(!browser.screen().contains(&words), "{}", browser.screen());
        browser.press(&"<right>".repeat(8));
        assert!(browser.screen().contains(&words), "{}", browser.screen());
    }
}
