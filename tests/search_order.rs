//! Queries and what a person wants on top, over the seeds and 300 generated pages: the rows are in
//! `tests/search/order.tsv`, decided by reading the pages' names.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops by panicking")]

#[allow(dead_code, reason = "others use the rest of it")]
mod generator;

use std::path::Path;
use std::sync::LazyLock;

use jirei::lang::Lang;
use jirei::model::Catalog;
use jirei::search::{Index, PreparedQuery, Query};
use jirei::text::fold::fold;
use jirei::text::kana::{is_kana, is_kanji};
use proptest::prelude::*;
use tempfile::TempDir;

const ROWS: &str = include_str!("search/order.tsv");

/// The seeds, then the pages of the seeds 0 to 299.
fn load() -> Catalog {
    let folder = TempDir::new().unwrap();
    generator::write_pages(folder.path(), 300).unwrap();
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    jirei::source::load(&[seeds, folder.path().to_owned()])
}

#[test]
fn what_a_person_wants_is_on_top() {
    let catalog = load();
    assert_eq!(catalog.entries.len(), 302);
    let index = Index::new(&catalog);
    let mut wrong: Vec<String> = Vec::new();
    let mut rows = 0;
    for row in ROWS.lines().filter(|row| !row.starts_with('#')) {
        let cells: Vec<&str> = row.split('\t').collect();
        let [query, expected, extent, why] = cells[..] else { panic!("{row}") };
        rows += 1;
        let expected: Vec<&str> = expected.split(' ').filter(|name| *name != "-").collect();
        let unknown = expected.iter().find(|name| catalog.cases().all(|case| case.name != **name));
        assert_eq!(unknown, None, "{row}");
        let (lang, text) = query.strip_prefix("en:").map_or((Lang::Ja, query), |text| (Lang::En, text));
        let (_, hits) = PreparedQuery::find(&mut Query::parse(text), &index, &catalog, lang);
        let all: Vec<&str> = hits.iter().map(|hit| catalog.case(hit.entry).unwrap().name.as_str()).collect();
        let found = match extent {
            "all" => &all[..all.len().min(expected.len() + 3)],
            "top" => &all[..all.len().min(expected.len())],
            other => panic!("{other}"),
        };
        if found != expected {
            wrong.push(format!("{query} ({why}): {found:?} of {}, not {expected:?}", all.len()));
        }
    }
    assert!(rows >= 60, "{rows}");
    assert!(wrong.is_empty(), "{} of {rows}: {wrong:#?}", wrong.len());
}

static LOADED: LazyLock<(Catalog, Index)> = LazyLock::new(|| {
    let catalog = load();
    let index = Index::new(&catalog);
    (catalog, index)
});

/// A name with a letter changed into one of its kind that no name has, or swapped with the next.
fn with_slip(name: &str, place: usize, swap: bool) -> String {
    let mut letters: Vec<char> = fold(name).text.chars().collect();
    let last = letters.len() - 1;
    if swap {
        let place = place % last;
        letters.swap(place, place + 1);
    } else {
        let letter = &mut letters[place % (last + 1)];
        *letter = if is_kana(*letter) { 'ぬ' } else { '鯰' };
    }
    letters.into_iter().collect()
}

proptest! {
    #[test]
    fn a_name_with_a_wrong_letter_is_found_behind_what_has_the_letters(
        entry in 0usize..302,
        place in 0usize..40,
        swap in any::<bool>(),
    ) {
        let (catalog, index) = &*LOADED;
        let name = catalog.case(entry).unwrap().nickname.clone().unwrap_or_default();
        let is_whole = name.chars().all(|char| is_kanji(char) || is_kana(fold(&char.to_string()).text.chars().next().unwrap()));
        prop_assume!(is_whole && name.chars().count() >= 4);
        let typed = with_slip(&name, place, swap);
        let mut query = Query::parse(&typed);
        let as_typed = PreparedQuery::new(&query, index, Lang::Ja).hits(index, catalog);
        let (_, found) = PreparedQuery::find(&mut query, index, catalog, Lang::Ja);
        prop_assert_eq!(&found[..as_typed.len()], &as_typed[..], "{}", typed);
        // What has the letters or the sound needs no guess.
        if as_typed.iter().all(|hit| hit.fuzzy != 0) {
            prop_assert!(found.iter().any(|hit| hit.entry == entry), "{} for {}", typed, name);
            prop_assert_eq!(query.problems.len(), usize::from(found.len() > as_typed.len()));
        }
    }
}
