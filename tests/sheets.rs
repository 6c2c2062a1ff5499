//! Pages in the cells of a sheet, head and contents list included, in every form that sheets are saved in.

#![expect(clippy::unwrap_used, reason = "a page of the tests that cannot be read is a failure")]

use jirei::model::{Case, Code};
use jirei::source::read_pages;
use serde_json::Value;

const EXPECTED: &str = include_str!("golden/expected.json");

/// The cells of a row.
type Cells = Vec<String>;

fn word(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

/// The rows of a page: a cell for each line of the head and each title, two for each field.
fn rows(case: &Value) -> Vec<Cells> {
    let sections = case["sections"].as_array().unwrap();
    let titles = sections.iter().map(|section| word(&section["title"]));
    let head = ["厚生労働省".to_owned(), "事例紹介".to_owned()].into_iter();
    let head = head.chain(["name", "nickname", "url"].map(|key| word(&case[key])));
    let mut rows: Vec<Cells> = head.chain(titles).map(|cell| vec![cell]).collect();
    for section in sections {
        rows.push(vec![word(&section["title"])]);
        let fields = section["fields"].as_array().unwrap().iter();
        rows.extend(fields.map(|field| vec![word(&field["label"]), word(&field["text"]).replace('\n', " ")]));
    }
    rows
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn texts(case: &Case) -> Vec<(String, String)> {
    let fields = case.sections.iter().flat_map(|section| &section.fields);
    fields.map(|field| (field.label.to_string(), bare(&field.text))).collect()
}

/// Holds that a page written as these rows is read, head and fields, and nothing in it is unsure.
fn assert_sheet(form: &str, written: impl Fn(&[Cells]) -> String) {
    let expected: Value = serde_json::from_str(EXPECTED).unwrap();
    for id in ["tonet", "mogaminet"] {
        let rows = rows(&expected[id]);
        let mut cases = read_pages("sheet", written(&rows).into_bytes()).unwrap();
        assert_eq!(cases.len(), 1, "{form} {id}");
        let case = cases.remove(0);
        let head = [Some(case.name.clone()), case.nickname.clone(), case.url.clone()];
        let wanted = ["name", "nickname", "url"].map(|key| Some(word(&expected[id][key])));
        assert_eq!(head, wanted, "{form} {id}");
        let wanted = rows.iter().filter(|row| row.len() > 1);
        let wanted: Vec<_> = wanted.map(|row| (row[0].clone(), bare(&row[1]))).collect();
        assert_eq!(texts(&case), wanted, "{form} {id}");
        let is_unsure = case.diagnostics.iter().any(|said| said.code == Code::UnsureOrder);
        assert!(!is_unsure, "{form} {id}");
    }
}

/// Each row as wide as the widest, its cells through `cell`.
fn joined(rows: &[Cells], cell: fn(&str) -> String, parted: [&str; 3]) -> String {
    let [before, between, after] = parted;
    let line = |row: &Cells| {
        let cells = [row[0].as_str(), row.get(1).map_or("", String::as_str)].map(cell);
        format!("{before}{}{after}\n", cells.join(between))
    };
    rows.iter().map(line).collect()
}

fn quoted(cell: &str) -> String {
    if cell.contains([',', '"']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
}

#[test]
fn lone_cells_above_the_first_label_are_the_head() {
    assert_sheet("csv", |rows| joined(rows, quoted, ["", ",", ""]));
    assert_sheet("tsv", |rows| joined(rows, str::to_owned, ["", "\t", ""]));
    assert_sheet("bars", |rows| {
        "|  |  |\n| --- | --- |\n".to_owned() + &joined(rows, str::to_owned, ["| ", " | ", " |"])
    });
    assert_sheet("html", |rows| {
        let body = joined(rows, str::to_owned, ["<tr><td>", "</td><td>", "</td></tr>"]);
        format!("<!DOCTYPE html><html><body><table>{body}</table></body></html>")
    });
}

#[test]
fn blank_rows_between_rows_are_none() {
    assert_sheet("csv", |rows| joined(rows, quoted, ["", ",", "\n,"]));
    assert_sheet("tsv", |rows| joined(rows, str::to_owned, ["", "\t", "\n\t"]));
}

#[test]
fn what_programs_write_for_an_empty_cell_is_nothing() {
    for nothing in ["NaN", "nan"] {
        assert_sheet(nothing, |rows| {
            let body = joined(rows, str::to_owned, ["| ", " | ", " |\n| NaN | NaN |"]);
            body.replace("|  |", &format!("| {nothing} |"))
        });
    }
    let rows = "| システム導入効果 | (○) 甲 |\n| NaN | (△) 乙 |\n| システムの課題 | NaN |\n";
    let page =
        format!("| システムの概要 | NaN |\n| システム名 | 見本システム |\n| 代表団体 | 見本 |\n{rows}");
    let case = read_pages("sheet", page.into_bytes()).unwrap().remove(0);
    assert_eq!(
        texts(&case)[2..],
        [
            ("システム導入効果".to_owned(), "(○)甲(△)乙".to_owned()),
            ("システムの課題".to_owned(), String::new()),
        ]
    );
}

/// Each cell that says something below the one before.
fn column(rows: &[Cells], line: fn(&str) -> String) -> String {
    rows.iter().flatten().filter(|cell| !cell.is_empty()).map(|cell| line(cell)).collect()
}

#[test]
fn a_sheet_of_one_column_is_lines() {
    assert_sheet("quotes", |rows| column(rows, |cell| format!("\"{cell}\"\n\n")));
    assert_sheet("bars", |rows| column(rows, |cell| format!("| {cell} |\n| NaN |\n")));
    assert_sheet("a column more", |rows| column(rows, |cell| format!("| {cell} |  |\n")));
}

#[test]
fn rows_with_a_tab_between_bars_are_rows() {
    assert_sheet("frame", |rows| joined(rows, str::to_owned, ["| ", "\t", " |"]));
}
