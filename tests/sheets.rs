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

/// A document whose table has these rows, each through `row`.
fn document(rows: &[Cells], row: fn(&str, &str) -> String) -> String {
    let rows: String =
        rows.iter().map(|cells| row(&cells[0], cells.get(1).map_or("", String::as_str))).collect();
    format!("<!DOCTYPE html>\n<html><body>\n<table>\n{rows}</table>\n</body></html>\n")
}

fn html_row(label: &str, value: &str) -> String {
    format!("<tr><td>{label}</td><td>{value}</td></tr>\n")
}

fn numbered(text: &str, before: impl Fn(usize) -> String) -> String {
    text.lines().enumerate().map(|(at, line)| format!("{}{line}\n", before(at + 1))).collect()
}

fn escaped(html: &str) -> String {
    html.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[test]
fn html_behind_a_sign_on_each_line_is_html() {
    assert_sheet("quoted", |rows| numbered(&document(rows, html_row), |_| "> ".to_owned()));
    assert_sheet("added", |rows| numbered(&document(rows, html_row), |_| "+".to_owned()));
    assert_sheet("numbers", |rows| numbered(&document(rows, html_row), |at| format!("{at:6}\t")));
}

#[test]
fn html_written_as_words_is_html() {
    assert_sheet("entities", |rows| escaped(&document(rows, html_row)));
    assert_sheet("source", |rows| {
        let source = escaped(&document(rows, html_row));
        let lines: String =
            source.lines().map(|line| format!("<tr><td value=1></td><td>{line}</td></tr>\n")).collect();
        format!("<html><body><table>{lines}</table></body></html>")
    });
}

#[test]
fn the_numbers_of_rows_are_no_part_of_them() {
    assert_sheet("number", |rows| {
        document(rows, |label, value| match value {
            "" => html_row(label, value),
            _ => format!("<tr><th>7</th><td>{label}</td><td>{value}</td></tr>\n"),
        })
    });
}

#[test]
fn a_cell_alone_below_a_label_is_its_value_unless_it_is_the_next_name() {
    assert_sheet("alone", |rows| {
        document(rows, |label, value| {
            let row = |cell: &str| format!("<tr><td>{cell}</td></tr>\n<tr><td><br></td></tr>\n");
            if value.is_empty() { row(label) } else { row(label) + &row(value) }
        })
    });
}

#[test]
fn a_page_all_of_whose_lines_are_headings_has_none() {
    assert_sheet("headings", |rows| {
        let lines = column(rows, |cell| format!("<h3>{cell}</h3>\n"));
        format!("<div id=page0>\n{lines}</div>\n")
    });
}

#[test]
fn lines_with_breaks_and_rules_are_lines() {
    for rule in ["", "  ------------------ ----------------<br>\n"] {
        let rows = |rows: &[Cells]| column(rows, |cell| format!("{cell}<br>\n"));
        assert_sheet("breaks", |all| format!("<html><body>{}{rule}</body></html>", rows(all)));
    }
    let page = "<html><body>システムの概要<br>\n ---------- -----------<br>\nシステム名<br>\n見本システム<br>\n\
                代表団体<br>\n見本<br>\n ---------- -----------<br>\n予算について<br>\n保守費概算<br>\n5（千円）</body></html>";
    let case = read_pages("page.html", page.as_bytes().to_vec()).unwrap().remove(0);
    let wanted = [("システム名", "見本システム"), ("代表団体", "見本"), ("保守費概算", "5（千円）")];
    assert_eq!(texts(&case), wanted.map(|(label, value)| (label.to_owned(), value.to_owned())));
}

#[test]
fn xml_of_any_names_is_read_by_its_lines_and_rows() {
    let head = "<?xml version='1.0' encoding='utf-8'?>\n<!DOCTYPE data>\n";
    assert_sheet("rows", |rows| {
        let rows = joined(rows, str::to_owned, ["<row><項目>", "</項目><内容>", "</内容></row>"]);
        format!("{head}<data>\n<!-- a > b -->\n{rows}</data>\n")
    });
    assert_sheet("lines", |rows| {
        let lines = column(rows, |cell| format!("<text top=\"1\" left=\"2\"><b>{cell}</b></text>\n<x/>\n"));
        format!("{head}<pdf2xml>\n{lines}</pdf2xml>\n")
    });
    let rows = "<row><k>システム名</k>\n<v note=\"a>b\">見本</v></row>\n<!-- <row><k>代表団体</k>\n<v>前</v></row> -->\n\
                <row><k>代表団体</k><v><![CDATA[会 <1>]]></v></row><row><k>疾病</k><v>がん</v></row>\n";
    let case = read_pages("page.xml", format!("{head}<data>{rows}</data>").into_bytes()).unwrap().remove(0);
    let read = case.sections.iter().flat_map(|section| &section.fields);
    let read: Vec<_> = read.map(|field| (field.text.as_str(), field.lines.first)).collect();
    assert_eq!(read, [("見本", 3), ("会 <1>", 7), ("がん", 7)]);
    let unknown = format!("{head}<data><a>見本</a><b>予算</b></data>");
    assert!(read_pages("page.xml", unknown.into_bytes()).is_err());
}

/// The fields of a page as records of label and value.
fn records(rows: &[Cells]) -> Vec<Value> {
    let rows = rows.iter().filter(|row| row.len() > 1);
    rows.map(|row| serde_json::json!({ "項目": row[0], "内容": row[1] })).collect()
}

#[test]
fn json_by_rows_columns_or_lines_is_one_table() {
    let expected: Value = serde_json::from_str(EXPECTED).unwrap();
    let rows = rows(&expected["tonet"]);
    let records = records(&rows);
    let numbered = |values: &[Value]| {
        let members = values.iter().enumerate().map(|(at, value)| format!("\"{at}\":{value}"));
        format!("{{{}}}", members.collect::<Vec<_>>().join(","))
    };
    let column = |key: &str| records.iter().map(|record| record[key].clone()).collect::<Vec<_>>();
    let (labels, values) = (column("項目"), column("内容"));
    let lines: Vec<String> = records.iter().map(Value::to_string).collect();
    for text in [
        lines.join("\n"),
        numbered(&records),
        serde_json::json!({ "項目": labels, "内容": values }).to_string(),
        format!("{{\"項目\":{},\"内容\":{}}}", numbered(&labels), numbered(&values)),
    ] {
        let case = read_pages("page.json", text.into_bytes()).unwrap().remove(0);
        let wanted = rows.iter().filter(|row| row.len() > 1);
        let wanted: Vec<_> = wanted.map(|row| (row[0].clone(), bare(&row[1]))).collect();
        assert_eq!(texts(&case), wanted);
    }
}

#[test]
fn commas_of_thousands_part_no_cells() {
    let sheet = "項目,内容\nシステム名,見本システム\n代表団体,見本会\n登録患者数,12,345\n保守費概算,88,000（千円）\n疾病,糖尿病\n";
    let case = read_pages("page.csv", sheet.as_bytes().to_vec()).unwrap().remove(0);
    let wanted = [
        ("システム名", "見本システム"),
        ("代表団体", "見本会"),
        ("登録患者数", "12,345"),
        ("保守費概算", "88,000（千円）"),
        ("疾病", "糖尿病"),
    ];
    assert_eq!(texts(&case), wanted.map(|(label, value)| (label.to_owned(), value.to_owned())));
}
