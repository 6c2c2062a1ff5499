//! The two known cases as people really have them in text and Markdown: copied out of a browser,
//! through converters, dumped in columns of spaces. What each must give, field by field.
#![expect(clippy::unwrap_used, reason = "the helpers of this test file may stop it")]

use std::path::{Path, PathBuf};

use jirei::model::{Case, Code, Value};

/// The files of tests/pages whose names end so.
fn pages(endings: &[&str]) -> Vec<(PathBuf, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let named = files.map(|path| (path.clone(), path.file_name().unwrap().to_string_lossy().into_owned()));
    let mut pages: Vec<_> =
        named.filter(|(_, name)| endings.iter().any(|ending| name.ends_with(ending))).collect();
    pages.sort();
    pages
}

/// The one page of a file.
fn read(path: &Path) -> Case {
    let mut cases = jirei::source::read_pages("page.txt", std::fs::read(path).unwrap()).unwrap();
    assert_eq!(cases.len(), 1, "{}", path.display());
    cases.remove(0)
}

/// What the page of this name must hold.
fn expected(name: &str) -> serde_json::Value {
    let all: serde_json::Value = serde_json::from_str(include_str!("golden/expected.json")).unwrap();
    all[name.split('.').next().unwrap()].clone()
}

/// Title, label and text of every field that must be there.
fn expected_fields(expected: &serde_json::Value) -> Vec<[String; 3]> {
    let said = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let sections = expected["sections"].as_array().unwrap().iter();
    let fields = sections.flat_map(|section| {
        let fields = section["fields"].as_array().unwrap().iter();
        fields.map(|field| [said(&section["title"]), said(&field["label"]), said(&field["text"])])
    });
    fields.collect()
}

/// Title, label and text of every field that is there.
fn read_fields(case: &Case) -> Vec<[String; 3]> {
    let sections = case.sections.iter();
    let fields = sections.flat_map(|section| {
        section
            .fields
            .iter()
            .map(|field| [section.title.clone(), field.label.to_string(), field.text.clone()])
    });
    fields.collect()
}

fn assert_head(case: &Case, expected: &serde_json::Value, name: &str) {
    assert_eq!(case.name, expected["name"].as_str().unwrap(), "{name}");
    assert_eq!(case.nickname.as_deref(), expected["nickname"].as_str(), "{name}");
    assert_eq!(case.url.as_deref(), expected["url"].as_str(), "{name}");
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn pages_that_are_not_laid_out_with_spaces_give_every_field_exactly() {
    let pages = pages(&["browser-copy.txt", "bs4-text.txt", ".md"]);
    assert_eq!(pages.len(), 12);
    for (path, name) in pages {
        let (case, expected) = (read(&path), expected(&name));
        assert_head(&case, &expected, &name);
        let (read, wanted) = (read_fields(&case), expected_fields(&expected));
        assert_eq!(read.len(), wanted.len(), "{name}");
        for (read, wanted) in read.iter().zip(&wanted) {
            assert_eq!(read, wanted, "{name}");
        }
    }
}

#[test]
fn pages_laid_out_with_spaces_give_every_field_but_two_and_none_silently_wrong() {
    let pages = pages(&["w3m.txt", "pdf-layout.txt"]);
    assert_eq!(pages.len(), 4);
    let mut wrong = Vec::new();
    for (path, name) in pages {
        let (case, expected) = (read(&path), expected(&name));
        assert_head(&case, &expected, &name);
        let (read, wanted) = (read_fields(&case), expected_fields(&expected));
        let labels = |fields: &[[String; 3]]| -> Vec<(String, String)> {
            fields.iter().map(|[title, label, _]| (title.clone(), label.clone())).collect()
        };
        assert_eq!(labels(&read), labels(&wanted), "{name}");
        let fields = case.sections.iter().flat_map(|section| &section.fields);
        let mut missing = 0;
        for (field, [_, label, text]) in fields.zip(&wanted) {
            let is_told =
                case.diagnostics.iter().any(|said| said.code == Code::UnsureOrder && said.field == field.id);
            if bare(&field.text) != bare(text) {
                missing += 1;
                if !is_told {
                    wrong.push(format!("{name}: {label}\n  want {text}\n  have {}", field.text));
                }
            }
        }
        assert!(missing <= 2, "{name}: {missing} fields");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_number_that_could_stand_beside_two_kinds_of_facility_is_given_to_neither() {
    let (path, _) = pages(&["mogaminet.table.pdf-layout.txt"]).remove(0);
    let case = read(&path);
    let Some(Value::Facilities { items }) = case.field("facilities").map(|field| &field.value) else {
        panic!("no facilities");
    };
    let counts: Vec<_> = items.iter().map(|item| (item.facility_type.as_str(), item.count)).collect();
    let (hospitals, clinics) = (("病院", Some(7)), ("医科診療所", Some(17)));
    let unsure = [("歯科診療所", None), ("薬局", None)];
    assert_eq!(counts, [hospitals, clinics, unsure[0], unsure[1], ("介護施設", Some(1)), ("その他", None)]);
}
