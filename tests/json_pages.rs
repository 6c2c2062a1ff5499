//! Case pages as JSON: what `export` writes, and what people and other programs write.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops by panicking")]

use jirei::export::json;
use jirei::model::{Case, Catalog, PageFormat, Value};
use jirei::source::{self, read_pages};

fn catalog() -> Catalog {
    source::load(&[])
}

fn read(text: &str) -> Vec<Case> {
    read_pages("page.json", text.as_bytes().to_vec())
        .unwrap_or_else(|refusal| panic!("{:?}\n{text}", refusal.detail))
}

/// Everything of a case but its source, its lines and what was noted.
fn content(case: &Case) -> serde_json::Value {
    let mut value = serde_json::to_value(case).unwrap();
    for derived in ["id", "source", "diagnostics"] {
        value.as_object_mut().unwrap().remove(derived);
    }
    for section in value["sections"].as_array_mut().unwrap() {
        for field in section["fields"].as_array_mut().unwrap() {
            field.as_object_mut().unwrap().remove("lines");
        }
    }
    value
}

fn assert_same(read: &[Case], written: &[Case]) {
    assert_eq!(read.len(), written.len());
    for (read, written) in read.iter().zip(written) {
        assert_eq!(content(read), content(written));
        assert_eq!(read.source.format, PageFormat::Json);
    }
}

fn document(catalog: &Catalog) -> String {
    let mut bytes = Vec::new();
    json::write_document(catalog, &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

#[test]
fn an_exported_document_is_read_as_the_same_cases() {
    let catalog = catalog();
    let text = document(&catalog);
    assert_same(&read(&text), &catalog.pages);
    // The lines of a field are those of its object.
    for case in read(&text) {
        for field in case.sections.iter().flat_map(|section| &section.fields) {
            let lines: Vec<&str> = text.lines().collect();
            let (first, last) = (field.lines.first as usize, field.lines.last as usize);
            assert!(lines[first - 1..last].concat().contains(&serde_json::to_string(&field.text).unwrap()));
        }
    }
}

#[test]
fn exported_lines_and_shown_cases_are_read_as_the_same_cases() {
    let catalog = catalog();
    let mut bytes = Vec::new();
    json::write_lines(&catalog, &mut bytes).unwrap();
    let pages = read(&String::from_utf8(bytes).unwrap());
    assert_same(&pages, &catalog.pages);
    for (at, page) in (1..).zip(&pages) {
        assert_eq!((page.source.lines.first, page.source.lines.last), (at, at));
    }
    for page in &catalog.pages {
        assert_same(&read(&json::case_to_json(page, &[])), std::slice::from_ref(page));
    }
}

#[test]
fn an_export_keeps_ids_and_items_through_a_file() {
    let page = "事例紹介\n東海ネット網\nとうかいねっと\nシステムの概要\nシステム名\t東海ネット網\n提供地域\t愛知県\n\
                システムの実施目的・地域など\nシステムの導入目的\n医療連携\n介護連携\n費用の負担について\n備考\tあ\n";
    let folder = tempfile::tempdir().unwrap();
    let (text, json) = (folder.path().join("page.txt"), folder.path().join("page.json"));
    std::fs::write(&text, page).unwrap();
    let first = source::load(&[text]);
    std::fs::write(&json, document(&first)).unwrap();
    let second = source::load(&[json]);
    assert_eq!(first.pages.len(), 1);
    assert_same(&second.pages, &first.pages);
    assert_eq!(second.pages[0].id, first.pages[0].id);
    let items = vec!["医療連携".to_owned(), "介護連携".to_owned()];
    assert_eq!(second.pages[0].field("purposes").unwrap().value, Value::List { items });
}

/// Name, nickname and URL, and three fields.
fn gist(case: &Case) -> [Option<String>; 6] {
    let text = |id: &str| case.field(id).map(|field| field.text.clone());
    let name = Some(case.name.clone());
    [name, case.nickname.clone(), case.url.clone(), text("system_name"), text("area"), text("purposes")]
}

#[test]
fn a_case_is_read_from_any_arrangement() {
    let arrangements = [
        r#"{"name":"甲網","略称":"こう","URL":"https://a.example/","システム名":"甲網","提供地域":"山形県","システムの導入目的":["連携","共有"]}"#,
        r#"{"事例名":"甲網","愛称":"こう","サイト":"https://a.example/","システムの概要":{"システム名":"甲網","提供地域":"山形県"},
            "システムの実施目的・地域など":{"システムの導入目的":["連携","共有"]}}"#,
        r#"{"名称":"甲網","nickname":"こう","url":"https://a.example/","fields":[{"項目":"システム名","内容":"甲網"},
            {"項目":"提供地域","内容":"山形県"},{"項目":"システムの導入目的","内容":["連携","共有"]}]}"#,
        r#"{"title":"甲網","nickname":"こう","url":"https://a.example/","sections":[
            {"title":"システムの概要","rows":[{"label":"システム名","value":"甲網"},{"label":"提供地域","value":"山形県"}]},
            {"title":"目的・地域","rows":[{"label":"システムの導入目的","value":["連携","共有"]}]}]}"#,
        r#"[{"data":{"name":"甲網","nickname":"こう","url":"https://a.example/","overview":{"system_name":"甲網","area":"山形県"},
            "purpose":{"purposes":["連携","共有"]}}}]"#,
        r#"{"name":"甲網","nickname":"こう","url":"https://a.example/","sections":{"システムの概要":[["システム名","甲網"],["提供地域","山形県"]],
            "システムの実施目的・地域など":[{"システムの導入目的":["連携","共有"]}]}}"#,
        "説明です。\n\n```json\n{\"name\":\"甲網\",\"nickname\":\"こう\",\"url\":\"https://a.example/\",\n\"システム名\":\"甲網\",\"提供地域\":\"山形県\",\"システムの導入目的\":[\"連携\",\"共有\"]}\n```\n",
    ];
    let expected = ["甲網", "こう", "https://a.example/", "甲網", "山形県", "連携 共有"]
        .map(|words| Some(words.to_owned()));
    for text in arrangements {
        let cases = read(text);
        assert_eq!(cases.len(), 1, "{text}");
        assert_eq!(gist(&cases[0]), expected, "{text}");
        assert_eq!(cases[0].source.format, PageFormat::Json);
    }
}

#[test]
fn several_cases_are_read_from_any_arrangement() {
    let arrangements = [
        r#"[{"システム名":"最上地域網","提供地域":"山形県"},{"システム名":"利根地域網","提供地域":"埼玉県"}]"#,
        "{\"システム名\":\"最上地域網\",\"提供地域\":\"山形県\"}\n{\"システム名\":\"利根地域網\",\"提供地域\":\"埼玉県\"}\n",
        r#"{"作成日":"2020-01-01","cases":[{"システムの概要":{"システム名":"最上地域網","提供地域":"山形県"}},
            {"システムの概要":{"システム名":"利根地域網","提供地域":"埼玉県"}}]}"#,
        r#"{"最上地域網":{"システム名":"最上地域網","提供地域":"山形県"},"利根地域網":{"システム名":"利根地域網","提供地域":"埼玉県"}}"#,
        r#"[["項目","甲","乙"],["システム名","最上地域網","利根地域網"],["提供地域","山形県","埼玉県"],["代表団体","医師会","県"]]"#,
        r#"[["システム名","提供地域","代表団体"],["最上地域網","山形県","医師会"],["利根地域網","埼玉県","県"]]"#,
        r#"[{"項目":"システム名","甲":"最上地域網","乙":"利根地域網"},{"項目":"提供地域","甲":"山形県","乙":"埼玉県"},
            {"項目":"代表団体","甲":"医師会","乙":"県"}]"#,
    ];
    for text in arrangements {
        let names: Vec<_> =
            read(text).iter().map(|case| (case.name.clone(), case.field_text("area").to_owned())).collect();
        let expected = [("最上地域網", "山形県"), ("利根地域網", "埼玉県")]
            .map(|(name, area)| (name.to_owned(), area.to_owned()));
        assert_eq!(names, expected, "{text}");
    }
}

#[test]
fn blanks_numbers_and_unknown_keys_are_kept_as_they_are() {
    let text = "{\"作成日\": \"2020-01-01\",\n\"システムの概要\": {\"システム名\": \"甲網\", \"代表団体\": null, \"備考\": true},\n\
                \"参加団体数と参加患者数\": {\"登録患者数\": 32187},\n\"沿革\": {\"設立\": 2010}}";
    let cases = read(text);
    let case = &cases[0];
    assert_eq!(case.field("lead_organisation").unwrap().value, Value::Empty);
    let count = case.field("registered_patients").or_else(|| {
        case.sections.iter().flat_map(|section| &section.fields).find(|field| field.label == "登録患者数")
    });
    assert_eq!(count.map(|field| (field.text.as_str(), field.lines.first)), Some(("32187", 3)));
    let unknown = case.sections.iter().flat_map(|section| &section.fields).filter(|field| field.id.is_none());
    let unknown: Vec<_> = unknown.map(|field| (field.label.as_ref(), field.text.as_str())).collect();
    assert_eq!(unknown[..2], [("作成日", "2020-01-01"), ("備考", "true")]);
    assert!(format!("{unknown:?}").contains("2010"), "{unknown:?}");
    assert!(case.diagnostics.iter().any(|found| found.code == jirei::model::Code::UnknownLabel));
}

#[test]
fn control_characters_in_escapes_are_taken_out_and_reported() {
    let cases = read(r#"{"システム名":"甲\u001b[31m網","代表団体":"県\u202e"}"#);
    assert_eq!((cases[0].name.as_str(), cases[0].field_text("lead_organisation")), ("甲網", "県"));
    let codes: Vec<_> = cases[0].diagnostics.iter().map(|found| found.code.name()).collect();
    assert!(codes.contains(&"control-character"), "{codes:?}");
}

#[test]
fn a_value_that_quotes_labels_changes_no_other_field() {
    let text = r#"{"システム名":"甲網","地域の課題":"システムの課題：ない。工夫した点：多い。","工夫した点":"あり"}"#;
    let cases = read(text);
    assert_eq!(cases[0].field_text("regional_issues"), "システムの課題：ない。工夫した点：多い。");
    assert_eq!(cases[0].field_text("ingenuity"), "あり");
}

#[test]
fn other_json_is_no_page() {
    for text in [
        "{}",
        "[]",
        r#"{"a":1}"#,
        r#"{"システム名":"甲網"}"#,
        r#"{"システム名":null,"提供地域":null,"代表団体":""}"#,
    ] {
        assert!(read_pages("page.json", text.as_bytes().to_vec()).is_err(), "{text}");
    }
    let deep = format!("{}{}", "[".repeat(200_000), "]".repeat(200_000));
    assert!(read_pages("page.json", deep.into_bytes()).is_err());
}
