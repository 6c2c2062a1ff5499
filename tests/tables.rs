//! Tables of several cases side by side and of remarks beside the answers, drawn in every way: each case has its
//! own values, and what stands beside them is kept.

#![expect(clippy::unwrap_used, reason = "a page of the tests that cannot be read is a failure")]

use jirei::model::Case;
use jirei::source::read_pages;

/// Title, label, and the values of two cases.
type Row = [&'static str; 4];

const ROWS: [Row; 7] = [
    ["システムの概要", "システム名", "甲地域医療ネットワーク", "乙地域医療ネットワーク"],
    ["システムの概要", "稼働状況", "サービス運用中", "サービス運用中"],
    ["システムの概要", "提供地域", "山形", "埼玉、群馬"],
    ["参加団体数と参加患者数", "登録患者数", "6789", "12"],
    ["参加団体数と参加患者数", "共有患者数", "", "7"],
    ["共有情報の取得元", "共有情報の取得元", "病院電子カルテより", ""],
    ["費用の負担について", "実施予定システム運用費の負担", "", ""],
];

fn texts(case: &Case) -> Vec<(&str, &str)> {
    let fields = case.sections.iter().flat_map(|section| &section.fields).filter(|field| field.id.is_some());
    fields.map(|field| (field.label.as_ref(), field.text.as_str())).collect()
}

/// The rows of each section, with its title.
fn sections() -> impl Iterator<Item = (&'static str, &'static [Row])> {
    ROWS.chunk_by(|row, next| row[0] == next[0]).map(|rows| (rows[0][0], rows))
}

fn assert_two_cases(shape: &str, text: &str) {
    let cases = read_pages("page", text.as_bytes().to_vec()).unwrap();
    assert_eq!(cases.len(), 2, "{shape}");
    for (case, column) in cases.iter().zip([2, 3]) {
        let wanted: Vec<(&str, &str)> = ROWS.iter().map(|row| (row[1], row[column])).collect();
        assert_eq!(texts(case), wanted, "{shape}");
        assert_eq!(case.name, ROWS[0][column], "{shape}");
    }
}

fn bars([label, first, second]: [&str; 3]) -> String {
    format!("| {label} | {first} | {second} |\n")
}

/// A table for each section below its title.
fn by_section(title: fn(&str) -> String, table: impl Fn(&[Row]) -> String) -> String {
    let sections = sections().map(|(name, rows)| format!("\n{}\n\n{}", title(name), table(rows)));
    sections.collect()
}

fn wiki(rows: &[Row]) -> String {
    let rows: String = rows
        .iter()
        .map(|[_, label, first, second]| {
            format!("|-\n| style=\"width:9em\"| {label}\n| {first} || {second}\n")
        })
        .collect();
    format!("{{| class=\"wikitable\"\n|+ 表\n! 項目 !! 甲ネット !! 乙ネット\n{rows}|}}\n")
}

fn html(rows: &[Row]) -> String {
    let row = |[_, label, first, second]: &Row| {
        let cells = match first == second {
            true => format!("<td colspan=2>{first}"),
            false => format!("<td>{first}<td>{second}"),
        };
        format!("<tr><th>{label}{cells}")
    };
    let rows: String = rows.iter().map(row).collect();
    format!("<table><tr><th>項目<th>甲ネット<th>乙ネット{rows}</table>")
}

/// A table with rules between its rows, cells broken at so many letters.
fn boxes(rows: &[Row], width: usize) -> String {
    let rule = "+----+----+----+\n";
    let part = |cell: &str, at: usize| cell.chars().skip(at * width).take(width).collect::<String>();
    let lines = |row: &Row| {
        let most = row[1..].iter().map(|cell| cell.chars().count().div_ceil(width)).max().unwrap().max(1);
        (0..most)
            .map(|at| bars([1, 2, 3].map(|cell| part(row[cell], at)).each_ref().map(String::as_str)))
            .collect()
    };
    let rows: Vec<String> = rows.iter().map(lines).collect();
    format!("{rule}{}{rule}{}{rule}", bars(["項目", "甲ネット", "乙ネット"]), rows.join(rule))
}

#[test]
fn cases_side_by_side_are_cases_of_their_own_whatever_draws_their_tables() {
    let head = bars(["項目", "甲ネット", "乙ネット"]) + "|---|---|---|\n";
    let table = |rows: &[Row]| -> String {
        head.clone() + &rows.iter().map(|row| bars([row[1], row[2], row[3]])).collect::<String>()
    };
    let heading = |title: &str| format!("## {title}");
    assert_two_cases("Markdown by section", &by_section(heading, table));
    assert_two_cases("Markdown", &table(&ROWS));
    assert_two_cases("wiki by section", &by_section(|title| format!("== {title} =="), wiki));
    assert_two_cases("wiki", &wiki(&ROWS));
    assert_two_cases("HTML by section", &by_section(|title| format!("<h3>{title}</h3>"), html));
    assert_two_cases("HTML", &html(&ROWS));
    assert_two_cases("boxes", &boxes(&ROWS, 12));
    let ditto = table(&ROWS).replace("| サービス運用中 | サービス運用中 |", "| サービス運用中 | 〃 |");
    assert_two_cases("signs for the same", &ditto);
}

#[test]
fn remarks_beside_the_answers_are_kept_and_part_of_none() {
    let row =
        |parted: [&str; 3], row: [&str; 3]| format!("{}{}{}\n", parted[0], row.join(parted[1]), parted[2]);
    let remarks = ["要確認", "", "p.12", "", "要確認", "", "最後の備考"];
    for (shape, parted) in
        [("Markdown", ["| ", " | ", " |"]), ("CSV", ["", ",", ""]), ("TSV", ["", "\t", ""])]
    {
        let rows = ROWS
            .iter()
            .zip(remarks)
            .map(|([_, label, value, _], remark)| row(parted, [label, &value.replace('、', "・"), remark]));
        let rule = if shape == "Markdown" { "|---|---|---|\n" } else { "" };
        let text = row(parted, ["項目", "内容", "備考"]) + rule + &rows.collect::<String>();
        let case = read_pages("page", text.into_bytes()).unwrap().remove(0);
        let wanted: Vec<(&str, &str)> = ROWS.iter().map(|row| (row[1], row[2])).collect();
        assert_eq!(texts(&case), wanted, "{shape}");
        let others =
            case.sections.iter().flat_map(|section| &section.fields).filter(|field| field.id.is_none());
        let kept: Vec<&str> = others.map(|field| field.text.as_str()).collect();
        assert_eq!(kept, ["要確認", "p.12", "要確認", "最後の備考"], "{shape}");
    }
}

#[test]
fn what_stands_below_the_page_is_part_of_no_value() {
    let rows: String = ROWS.iter().map(|[_, label, value, _]| format!("{label}\t{value}\n")).collect();
    for below in
        ["出典：医療情報連携ネットワーク支援Navi", "Copyright 2026", "（メモ）来週に確認", "* 数値は年度末"]
    {
        let text = format!("事例紹介\n\n甲地域医療ネットワーク\n\n{rows}\n{below}\n");
        let case = read_pages("page", text.into_bytes()).unwrap().remove(0);
        let wanted: Vec<(&str, &str)> = ROWS.iter().map(|row| (row[1], row[2])).collect();
        assert_eq!(texts(&case), wanted, "{below}");
    }
}

#[test]
fn cells_of_last_year_make_no_second_case() {
    let table = "<table><tr><th>システム名<td>甲地域医療ネットワーク<tr><th>代表団体<td>甲協議会<tr><th>提供地域<td>山形</table>";
    let years = "<table><tr><th>登録患者数<td>6789<td>6500<tr><th>共有患者数<td>45<td>40</table>\
                 <table><tr><th>構築費用概算<td>36982（千円）<td>30000（千円）</table>";
    let text = format!("<h2>事例紹介</h2><h3>甲地域医療ネットワーク</h3>{table}{years}");
    let cases = read_pages("page", text.into_bytes()).unwrap();
    assert_eq!(cases.len(), 1);
    assert_eq!(cases[0].name, "甲地域医療ネットワーク");
}
