//! The two built-in pages, read by a person: what reading them must give, member by member. The
//! files beside this test were written from the pages and the data contract, not from output.

use jirei::model::schema::schema;
use jirei::model::{Case, Catalog};
use serde_json::Value;

const TONET: &str = include_str!("golden/tonet.json");
const MOGAMINET: &str = include_str!("golden/mogaminet.json");
const EXPECTED_TEXTS: &str = include_str!("golden/expected.json");

/// Parses one of the golden files.
fn parsed(golden: &str) -> Value {
    serde_json::from_str(golden).unwrap_or(Value::Null)
}

/// The built-in page with this path, as `export --format json` prints it; null where there is none.
fn read(path: &str) -> Value {
    let catalog: Catalog = jirei::source::load(&[]);
    let case: Option<&Case> = catalog.pages.iter().find(|case| case.source.path == path);
    case.and_then(|case| serde_json::to_value(case).ok()).unwrap_or(Value::Null)
}

/// The elements of an array member; nothing where it is missing.
fn elements<'a>(object: &'a Value, member: &str) -> &'a [Value] {
    object[member].as_array().map_or(&[], Vec::as_slice)
}

/// What differs between two fields, said with the section and the label.
fn field_differences(title: &Value, golden: &Value, read: &Value) -> Vec<String> {
    let members = ["id", "label", "text", "lines", "value"];
    let differing = members.into_iter().filter(|member| golden[member] != read[member]);
    differing
        .map(|member| {
            let (label, want, have) = (&golden["label"], &golden[member], &read[member]);
            format!("section {title}, field {label}, {member}:\n  want {want}\n  have {have}")
        })
        .collect()
}

/// What differs between two sections, field by field.
fn section_differences(golden: &Value, read: &Value) -> Vec<String> {
    let title = &golden["title"];
    let (want, have) = (elements(golden, "fields"), elements(read, "fields"));
    let mut differences = Vec::new();
    for member in ["id", "title"] {
        if golden[member] != read[member] {
            differences.push(format!("section {title}, {member}: have {}", read[member]));
        }
    }
    if want.len() != have.len() {
        differences.push(format!("section {title}: want {} fields, have {}", want.len(), have.len()));
    }
    let pairs = want.iter().zip(have);
    differences.extend(pairs.flat_map(|(want, have)| field_differences(title, want, have)));
    differences
}

/// Holds that everything of the case but its diagnostics is as in the golden file.
fn assert_values(golden: &str, path: &str) {
    let (golden, read) = (parsed(golden), read(path));
    assert!(!read.is_null(), "the built-in page {path} is not read at all");
    let mut differences = Vec::new();
    for member in ["id", "name", "nickname", "url", "prefectures", "source"] {
        if golden[member] != read[member] {
            differences.push(format!("{member}:\n  want {}\n  have {}", golden[member], read[member]));
        }
    }
    let (want, have) = (elements(&golden, "sections"), elements(&read, "sections"));
    if want.len() != have.len() {
        differences.push(format!("want {} sections, have {}", want.len(), have.len()));
    }
    let pairs = want.iter().zip(have);
    differences.extend(pairs.flat_map(|(want, have)| section_differences(want, have)));
    assert!(differences.is_empty(), "{path}:\n{}", differences.join("\n"));
}

/// Holds that the diagnostics are those of the golden file, in its order, each with a message.
fn assert_diagnostics(golden: &str, path: &str) {
    let (golden, mut read) = (parsed(golden), read(path));
    assert!(!read.is_null(), "the built-in page {path} is not read at all");
    let diagnostics = read["diagnostics"].as_array_mut();
    for diagnostic in diagnostics.into_iter().flatten() {
        let message = diagnostic.as_object_mut().and_then(|object| object.remove("message"));
        let words = message.as_ref().and_then(Value::as_str).unwrap_or_default();
        assert!(!words.trim().is_empty(), "{path}: no message in {diagnostic}");
    }
    let lines_of = |list: &[Value]| list.iter().map(Value::to_string).collect::<Vec<_>>().join("\n");
    let (want, have) = (elements(&golden, "diagnostics"), elements(&read, "diagnostics"));
    assert_eq!(lines_of(have), lines_of(want), "{path}: left what is read, right what is wanted");
}

/// Section title, label and text of every field, in page order.
fn texts(case: &Value) -> Vec<[String; 3]> {
    let written = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let sections = elements(case, "sections").iter();
    sections
        .flat_map(|section| {
            let title = written(&section["title"]);
            let fields = elements(section, "fields").iter();
            fields.map(move |field| [title.clone(), written(&field["label"]), written(&field["text"])])
        })
        .collect()
}

/// Holds that name, nickname, URL and all texts are those of the expected file.
fn assert_texts(id: &str, path: &str) {
    let expected = &parsed(EXPECTED_TEXTS)[id];
    let read = read(path);
    for member in ["name", "nickname", "url"] {
        assert_eq!(read[member], expected[member], "{path}: {member}");
    }
    let (want, have) = (texts(expected), texts(&read));
    let fields = schema().fields().count();
    assert_eq!((want.len(), have.len()), (fields, fields), "{path}: fields wanted and read");
    for (want, have) in want.iter().zip(&have) {
        assert_eq!(have, want, "{path}: left what is read, right what is wanted");
    }
}

#[test]
fn tonet_gives_the_golden_values() {
    assert_values(TONET, "seeds/tonet.txt");
}

#[test]
fn tonet_gives_exactly_the_golden_diagnostics() {
    assert_diagnostics(TONET, "seeds/tonet.txt");
}

#[test]
fn tonet_gives_the_expected_69_texts() {
    assert_texts("tonet", "seeds/tonet.txt");
}

#[test]
fn mogaminet_gives_the_golden_values() {
    assert_values(MOGAMINET, "seeds/mogaminet.txt");
}

#[test]
fn mogaminet_gives_exactly_the_golden_diagnostics() {
    assert_diagnostics(MOGAMINET, "seeds/mogaminet.txt");
}

#[test]
fn mogaminet_gives_the_expected_69_texts() {
    assert_texts("mogaminet", "seeds/mogaminet.txt");
}

#[test]
fn the_built_in_pages_are_the_two_seeds_and_nothing_is_wrong_with_them() {
    let catalog = jirei::source::load(&[]);
    let mut paths: Vec<&str> = catalog.pages.iter().map(|case| case.source.path.as_str()).collect();
    paths.sort_unstable();
    assert_eq!(paths, ["seeds/mogaminet.txt", "seeds/tonet.txt"]);
    assert_eq!((catalog.diagnostics.len(), catalog.passed_over.count()), (0, 0));
}

#[test]
fn the_golden_files_hold_the_schema_and_the_expected_texts() {
    let expected = parsed(EXPECTED_TEXTS);
    for (id, golden) in [("tonet", parsed(TONET)), ("mogaminet", parsed(MOGAMINET))] {
        assert_eq!(texts(&golden), texts(&expected[id]), "{id}");
        let sections = elements(&golden, "sections").iter();
        let ids: Vec<&str> = sections
            .flat_map(|section| elements(section, "fields"))
            .filter_map(|field| field["id"].as_str())
            .collect();
        let specs = schema().fields();
        assert_eq!(ids, specs.map(|spec| spec.id).collect::<Vec<_>>(), "{id}");
    }
}
