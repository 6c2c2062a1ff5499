//! Queries and what a person wants on top, over the seeds and 300 generated pages: the rows are in
//! `tests/search/order.tsv`, decided by reading the pages' names.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops by panicking")]

#[allow(dead_code, reason = "others use the rest of it")]
mod generator;

use std::path::Path;

use jirei::lang::Lang;
use jirei::model::Catalog;
use jirei::search::{Index, PreparedQuery, Query};
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
        let hits = PreparedQuery::new(&Query::parse(text), &index, lang).hits(&index, &catalog);
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
