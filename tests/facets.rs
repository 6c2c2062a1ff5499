//! Facets over many made-up pages: every option counts what its clause finds.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops by panicking")]

#[allow(dead_code, reason = "others use the rest of it")]
mod driver;
#[allow(dead_code, reason = "others use the rest of it")]
mod generator;

use std::fs;

use driver::Browser;
use generator::catalog;
use jirei::config::Keymap;
use jirei::lang::Lang;
use jirei::model::Catalog;
use jirei::search::facet::{Facets, OptionCount};
use jirei::search::query::{Decider, Query, is_chosen};
use jirei::tui::state::State;
use jirei::tui::theme::Theme;
use tempfile::TempDir;

fn load(pages: u64) -> Catalog {
    let page = |seed| if seed % 2 == 0 { generator::page(seed) } else { generator::damaged_page(seed) };
    catalog::read((0..pages).map(page))
}

#[test]
fn row_facets_the_clause_of_every_option_holds_for_the_cases_that_it_counts() {
    let catalog = load(120);
    let facets = Facets::new(&catalog);
    let counts = facets.counts(0..catalog.entries.len(), &Query::default());
    assert_eq!(counts.len(), 13);
    for counted in counts {
        assert!(counted.options.len() > 1, "{}", counted.facet.id);
        for OptionCount { option, count, .. } in counted.options {
            let text = option.choice.text();
            let query = Query::parse(&text);
            assert!(query.problems.is_empty() && query.clauses.len() == 1, "{text}: {:?}", query.problems);
            let held = catalog.cases().filter(|case| query.clauses[0].holds_fact(case) == Some(true));
            assert_eq!(held.count(), count, "{text}");
            let mut decider = Decider::new(&query.clauses[0].any_of[0]);
            let held = catalog.cases().filter(|case| decider.holds_fact(case) == Some(true));
            assert_eq!(held.count(), count, "{text}");
            assert_eq!(option.all, count);
        }
    }
}

#[test]
fn every_option_is_chosen_beside_others_and_taken_back() {
    let catalog = load(40);
    let facets = Facets::new(&catalog);
    for counted in facets.counts(0..catalog.entries.len(), &Query::default()) {
        let mut text = "もがみ".to_owned();
        for OptionCount { option, .. } in &counted.options {
            text = counted.facet.toggled(&text, &option.choice);
        }
        let query = Query::parse(&text);
        assert_eq!(query.clauses.len(), 2, "{text}");
        assert_eq!(query.clauses[1].any_of.len(), counted.options.len(), "{text}");
        assert!(query.problems.is_empty(), "{:?}", query.problems);
        for OptionCount { option, .. } in &counted.options {
            assert!(is_chosen(&Query::parse(&text), &option.choice), "{text}");
            text = counted.facet.toggled(&text, &option.choice);
        }
        assert_eq!(text, "もがみ");
    }
}

#[test]
fn counts_follow_the_cases_that_are_given_and_keep_their_order() {
    let catalog = load(40);
    let facets = Facets::new(&catalog);
    let all = facets.counts(0..catalog.entries.len(), &Query::default());
    let few = facets.counts(0..3, &Query::default());
    for (all, few) in all.iter().zip(&few) {
        let texts = |options: &[OptionCount<'_>]| {
            options.iter().map(|counted| counted.option.choice.text()).collect::<Vec<_>>()
        };
        assert_eq!(texts(&all.options), texts(&few.options), "zero ones stay");
        assert!(few.options.iter().all(|counted| counted.count <= 3));
    }
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
    let facets = Facets::new(&catalog);
    for counted in facets.counts(0..1, &Query::default()) {
        let unlisted = if counted.facet.id == "purposes" { 5 } else { 0 };
        assert_eq!(counted.unlisted, unlisted, "{}", counted.facet.id);
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
