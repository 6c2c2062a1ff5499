//! Made-up pages through the real reader: what was written is what is read, damaged or not.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops by panicking")]

#[allow(dead_code, reason = "others use the rest of it")]
mod generator;

use std::collections::BTreeMap;

use generator::catalog;
use jirei::model::schema::schema;
use jirei::model::{Severity, Value};

const PAGES: u64 = 60;

/// Label and value of every row, as the undamaged page has them.
fn rows(page: &str) -> Vec<(String, String)> {
    let rows = page.lines().filter_map(|line| line.split_once('\t'));
    rows.map(|(label, value)| (label.to_owned(), value.to_owned())).collect()
}

#[test]
fn an_undamaged_page_is_read_as_it_was_written_without_a_word() {
    let catalog = catalog::read((0..PAGES).map(generator::page));
    assert_eq!((catalog.pages.len(), catalog.entries.len()), (60, 60));
    for (seed, case) in (0..).zip(&catalog.pages) {
        let fields = case.sections.iter().flat_map(|section| &section.fields);
        let read: Vec<_> =
            fields.clone().map(|field| (field.label.to_string(), field.text.clone())).collect();
        assert_eq!(read, rows(&generator::page(seed)), "{seed}");
        assert_eq!(case.diagnostics, [], "{seed}");
        assert!(case.nickname.is_some() && !case.name.contains('#'), "{seed}: {}", case.name);
        for field in fields.filter(|field| !field.text.is_empty() && field.text != "未選択") {
            let is_text =
                jirei::model::schema::schema().field(field.id.unwrap()).unwrap().kind.name() == "text";
            assert_eq!(matches!(field.value, Value::Text), is_text, "{seed}: {}", field.label);
        }
    }
}

#[test]
fn a_damaged_page_is_read_as_it_was_written_and_every_repair_is_told() {
    let catalog = catalog::read((0..PAGES).map(generator::damaged_page));
    let mut told = BTreeMap::new();
    for (seed, case) in (0..).zip(&catalog.pages) {
        let fields = case.sections.iter().flat_map(|section| &section.fields);
        let read: Vec<_> = fields.map(|field| (field.label.to_string(), field.text.clone())).collect();
        let unmarked = |(label, text): (String, String)| (label, text.replace("(△)", "()"));
        let written = rows(&generator::page(seed));
        for (read, written) in read.iter().cloned().map(unmarked).zip(written.into_iter().map(unmarked)) {
            assert_eq!(read, written, "{seed}");
        }
        assert_eq!(read.len(), schema().fields().count(), "{seed}");
        for diagnostic in &case.diagnostics {
            assert_eq!(diagnostic.severity(), Severity::Info, "{seed}: {diagnostic:?}");
            *told.entry(diagnostic.code.name()).or_insert(0) += 1;
        }
    }
    let codes: Vec<&str> = told.into_keys().collect();
    let expected = ["legend", "missing-cell", "split-label", "split-value", "stray-tag", "unanswered-mark"];
    assert_eq!(codes, expected);
}
