//! Pages saved as HTML, and HTML inside Markdown: every name, label and text, and nothing to report
//! but what the page itself has.

#![expect(clippy::unwrap_used, reason = "a page of the tests that cannot be read is a failure")]

#[allow(dead_code, reason = "others use the rest of it")]
mod generator;

use jirei::model::schema::schema;
use jirei::model::{Case, Severity};
use jirei::source::read_pages;
use serde_json::Value;

const EXPECTED: &str = include_str!("golden/expected.json");

/// The pages of a file in `tests/pages`.
fn pages(name: &str) -> Vec<Case> {
    let path = format!("{}/tests/pages/{name}", env!("CARGO_MANIFEST_DIR"));
    let bytes = std::fs::read(path).unwrap();
    read_pages(name, bytes).map_err(|found| format!("{name}: {found:?}")).unwrap()
}

/// Section title, label and text of every field.
fn texts(case: &Case) -> Vec<[&str; 3]> {
    let sections = case.sections.iter();
    let fields = sections.flat_map(|section| section.fields.iter().map(move |field| (section, field)));
    fields.map(|(section, field)| [section.title.as_str(), &field.label, &field.text]).collect()
}

fn expected(id: &str) -> (Value, Vec<[String; 3]>) {
    let expected: Value = serde_json::from_str(EXPECTED).unwrap();
    let word = |value: &Value| value.as_str().unwrap().to_owned();
    let mut texts = Vec::new();
    for section in expected[id]["sections"].as_array().unwrap() {
        for field in section["fields"].as_array().unwrap() {
            texts.push([word(&section["title"]), word(&field["label"]), word(&field["text"])]);
        }
    }
    (expected[id].clone(), texts)
}

/// Holds that the file is one page, with the expected texts.
fn assert_page(id: &str, shape: &str) -> Case {
    let name = format!("{id}.{shape}");
    let mut cases = pages(&name);
    assert_eq!(cases.len(), 1, "{name}: pages");
    let case = cases.remove(0);
    let (golden, want) = expected(id);
    assert_eq!(case.name, golden["name"].as_str().unwrap(), "{name}");
    assert_eq!(case.nickname.as_deref(), golden["nickname"].as_str(), "{name}");
    assert_eq!(case.url.as_deref(), golden["url"].as_str(), "{name}");
    assert_eq!(want.len(), schema().fields().count());
    for (have, want) in texts(&case).iter().zip(&want) {
        assert_eq!(have, want, "{name}: left what is read, right what is wanted");
    }
    assert_eq!(texts(&case).len(), want.len(), "{name}: fields");
    case
}

/// The codes reported, but for legends.
fn codes(case: &Case) -> Vec<&'static str> {
    let codes = case.diagnostics.iter().map(|diagnostic| diagnostic.code.name());
    codes.filter(|code| *code != "legend").collect()
}

#[test]
fn every_html_page_gives_all_69_fields_and_only_what_is_the_pages_own_to_report() {
    for (id, own) in [("tonet", "foreign-script"), ("mogaminet", "unanswered-mark")] {
        for (shape, encoding) in [
            ("table.html", "UTF-8"),
            ("dl.html", "UTF-8"),
            ("sjis.html", "Shift_JIS"),
            ("utf16.html", "UTF-16LE"),
        ] {
            let case = assert_page(id, shape);
            assert_eq!(case.source.encoding, encoding, "{id}.{shape}");
            assert_eq!(serde_json::to_value(case.source.format).unwrap(), "html", "{id}.{shape}");
            assert_eq!(codes(&case), [own], "{id}.{shape}: {:#?}", case.diagnostics);
        }
    }
}

#[test]
fn tables_of_html_inside_markdown_are_rows_and_their_tags_are_not_reported() {
    for (id, own) in [("tonet", "foreign-script"), ("mogaminet", "unanswered-mark")] {
        let case = assert_page(id, "table.pandoc-gfm.md");
        assert_eq!(serde_json::to_value(case.source.format).unwrap(), "markdown");
        assert_eq!(codes(&case), [own], "{id}: {:#?}", case.diagnostics);
    }
}

#[test]
fn every_field_knows_its_lines_in_the_file() {
    for name in ["tonet.table.html", "mogaminet.table.html", "mogaminet.table.pandoc-gfm.md"] {
        let path = format!("{}/tests/pages/{name}", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(path).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        let case = pages(name).remove(0);
        assert_eq!((case.source.lines.first, case.source.lines.last as usize), (1, lines.len()), "{name}");
        let mut before = 0;
        for field in case.sections.iter().flat_map(|section| &section.fields) {
            let (first, last) = (field.lines.first as usize, field.lines.last as usize);
            assert!(before <= first && first <= last && last <= lines.len(), "{name}: {}", field.label);
            before = first;
            assert!(
                lines[first - 1].contains(field.label.as_ref()),
                "{name}: {} on line {first}",
                field.label
            );
            let end = field.text.split(' ').next_back().unwrap_or_default();
            assert!(lines[last - 1].contains(end), "{name}: {} ends on line {last}", field.label);
        }
        for diagnostic in &case.diagnostics {
            assert_ne!(diagnostic.severity(), Severity::Error);
        }
    }
}

#[test]
fn made_up_pages_say_in_html_what_they_say_in_text() {
    for seed in 0..60 {
        let text = read_pages("page.txt", generator::page(seed).into_bytes()).unwrap();
        let html = read_pages("page.html", generator::html_page(seed).into_bytes()).unwrap();
        assert_eq!((text.len(), html.len()), (1, 1), "{seed}");
        let said = |case: &Case| (case.name.clone(), case.nickname.clone(), case.url.clone());
        assert_eq!(said(&html[0]), said(&text[0]), "{seed}");
        assert_eq!(texts(&html[0]), texts(&text[0]), "{seed}");
        assert_eq!(html[0].diagnostics, [], "{seed}");
    }
}
