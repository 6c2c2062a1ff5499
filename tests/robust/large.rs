//! Pages of one thing many times over, of any size.

/// A shape of file, and how many of it the smaller of two files to compare has.
pub struct Shape {
    pub name: &'static str,
    pub write: fn(usize) -> String,
    pub few: usize,
}

/// A page whose second section holds these words at this field.
fn page(rows: &str) -> String {
    let head = "事例紹介\n\n名\n\nシステムの概要\n\nシステム名\t名\n代表団体\t会\n稼働状況\tサービス運用中\n";
    format!("{head}\n費用の負担について\n\n実施中システム構築費の負担\t国\n{rows}\n")
}

/// The same field of the section 費用の負担について, a list, or of another section, many times.
macro_rules! shapes {
    ($($name:literal $few:literal $write:expr;)*) => {
        /// Every shape that once was, or could become, slower than linear.
        pub const SHAPES: &[Shape] = &[$(Shape { name: $name, few: $few, write: $write },)*];
    };
}

shapes! {
    "one line" 60_000 |n| "あ".repeat(n);
    "one line after a label" 60_000 |n| page(&format!("実施中システム運用費の負担\t{}", "あ".repeat(n)));
    "cells on one line" 8_000 |n| page(&"\tあ".repeat(n));
    "pipes on one line" 8_000 |n| page(&"|あ".repeat(n));
    "nested tags" 4_000 |n| page(&format!("実施中システム運用費の負担\t{}", "<div>".repeat(n)));
    "tags on lines of their own" 2_000 |n| page(&"<div>\n".repeat(n));
    "tags never closed" 20_000 |n| page(&format!("実施中システム運用費の負担\t{}", "<".repeat(n)));
    "addresses never closed" 4_000 |n| page(&format!("実施中システム運用費の負担\t{}", "<http://".repeat(n)));
    "link words never closed" 20_000 |n| page(&format!("実施中システム運用費の負担\t{}", "[".repeat(n)));
    "link targets never closed" 6_000 |n| page(&format!("実施中システム運用費の負担\t{}あ)", "[a](".repeat(n)));
    "backslashes" 20_000 |n| page(&format!("実施中システム運用費の負担\t{}", "\\".repeat(n)));
    "opening brackets of a list" 20_000 |n| page(&format!("実施中システム運用費の負担\t{}", "（".repeat(n)));
    "brackets open inside each other" 10_000
        |n| page(&format!("実施中システム運用費の負担\t{}{}", "（".repeat(n), "あ、」".repeat(n) + "）"));
    "opening brackets of effects" 20_000
        |n| page(&format!("システムの実施目的・地域など\n\nシステム導入効果\t(○) あ{}", "(".repeat(n)));
    "marks on lines of their own" 2_000
        |n| page(&format!("システムの実施目的・地域など\n\nシステム導入効果\t\n{}", "\t(○) あ\n".repeat(n)));
    "facilities never closed" 10_000
        |n| page(&format!("参加団体数と参加患者数\n\n参加団体と参加患者数\t{}", "【".repeat(n)));
    "letters of another script" 10_000 |n| page(&format!("実施中システム運用費の負担\t{}", hangul(n)));
    "tables that nothing closes" 2_000 |n| page(&"{|\n".repeat(n));
    "rows of several cells" 500 |n| page(&"| 知らない | 国 | 県 |\n".repeat(n));
    "cases side by side" 300 |n| {
        format!("| システム名 | 甲の名 | 乙の名 |\n{}", "| 実施中システム運用費の負担 | 国 | 県 |\n".repeat(n))
    };
    "attributes" 500 |n| {
        let fields = "<field label=\"疾病\" value='国' note=\"県\"/>\n".repeat(n);
        format!("<?xml version=\"1.0\"?>\n<case name=\"甲の名\">\n{fields}</case>\n")
    };
    "strings" 500 |n| format!("[\"システム名\", \"甲の名\"{}]", ", \"疾病\", \"糖尿病\"".repeat(n));
    "written breaks" 500 |n| format!("\"システム名：甲の名{}\"", "\\n疾病：糖尿病".repeat(n));
    "blank lines" 40_000 |n| page(&"\n".repeat(n));
    "empty rows" 10_000 |n| page(&"\t\n".repeat(n));
    "rules" 10_000 |n| page(&"---\t---\n".repeat(n));
    "one row" 2_000 |n| page(&"実施中システム運用費の負担\t国\n".repeat(n));
    "unknown rows" 2_000 |n| page(&"知らない\t国\n".repeat(n));
    "unknown rows, then one row" 1_000
        |n| page(&("知らない\t国\n".repeat(n) + &"実施中システム運用費の負担\t国\n".repeat(n)));
    "the rest of a value" 2_000 |n| page(&"\t国\n".repeat(n));
    "one label" 2_000 |n| page(&"実施中システム運用費の負担\n".repeat(n));
    "a label of another section" 2_000 |n| page(&"疾病\n".repeat(n));
    "half a label" 300 |n| page(&"実施予定システム構築費の\n".repeat(n));
    "half a label in rows" 300 |n| page(&"実施予定システム構築費の\t国\n".repeat(n));
    "a label that begins another" 300
        |n| page(&("参加団体数と参加患者数\n".to_owned() + &"登録患者数\t1\n".repeat(n)));
    "labels above the row before them" 300
        |n| page(&("主なIT企業\n".to_owned() + &"企業名（2）\n".repeat(n) + "企業名（1）\t会\n"));
    "one title" 2_000 |n| page(&"予算について\n".repeat(n));
    "one title with a row" 1_000 |n| page(&"予算について\n保守費概算\t\n".repeat(n));
    "unknown titles" 1_000 |n| page(&"# 知らない\n\nあ\tい\n".repeat(n));
    "legends" 2_000 |n| page(&"凡例：(○) 効果あり\n".repeat(n));
    "words of a legend" 2_000 |n| page(&"凡例\n".repeat(n));
    "page headings" 2_000 |n| page(&"事例紹介\n".repeat(n));
    "footers" 2_000 |n| page(&"▶ 事例一覧へ戻る\n".repeat(n));
    "names" 1_000 |n| format!("事例紹介\n{}{}", "名\n".repeat(n), page(""));
    "sentences behind rows" 500
        |n| page(&"対象地域\n\n県の全域である。\n\n参加団体数と参加患者数\n\n".repeat(n));
    "sentences and rows" 1_000 |n| page(&"地域の課題：足りない。\n\n多い。\n\n".repeat(n));
    "spaces in a label" 10_000 |n| page(&format!("患者{}ＩＤシステム：あり", " ".repeat(n)));
    "legends of one row" 1_000 |n| {
        let rows = "<tr><td>凡例：(○) 効果あり</td></tr>".repeat(n);
        format!("<html><body><h2>事例紹介</h2><h3>名</h3><table><tr><th>システム導入効果<td>(○) あ{rows}</table>")
    };
    "control characters" 10_000 |n| page(&"\u{1b}\u{202e}".repeat(n));
}

/// Files of which a few hundred kilobytes once took minutes, or all memory, to read.
pub const DEADLY: &[Shape] = &[
    Shape { name: "tables never closed", write: |n| page(&"<table>\n".repeat(n)), few: 40_000 },
    Shape { name: "documents", write: |n| html(&html_page(0), &"<html><p>x".repeat(n)), few: 300_000 },
    Shape { name: "hidden labels", write: hidden_labels, few: 32_000 },
    Shape { name: "cells in one row", write: |n| html(&html_page(0), &"<td>x".repeat(n)), few: 100_000 },
    Shape {
        name: "pages with a link",
        write: |n| html(&(0..n).map(html_page).collect::<String>(), ""),
        few: 8_000,
    },
];

fn html(page: &str, rest: &str) -> String {
    format!("<html><body>{page}{rest}</body></html>")
}

/// A page whose name leads to its site.
fn html_page(number: usize) -> String {
    let rows = [
        ("システム名", "網"),
        ("代表団体", "会"),
        ("運用開始状況", "未選択"),
        ("稼働状況", "運用中"),
        ("提供地域", "山形"),
    ];
    let rows: String =
        rows.iter().map(|(label, value)| format!("<tr><th>{label}</th><td>{value}</td></tr>")).collect();
    let name = format!("<h3><a href='http://h{number}.example.jp/'>網{number}号</a></h3>");
    format!("<h2>事例紹介</h2>{name}<table>{rows}</table>")
}

/// Many paragraphs and as many labels that are not shown, each of them a row of the page too.
fn hidden_labels(n: usize) -> String {
    let hidden = "<p>x</p>\n".repeat(n) + &"<p hidden>運用開始状況</p>\n".repeat(n);
    html(&(hidden + &html_page(0)), "")
}

/// Many different letters that a page does not have.
fn hangul(n: usize) -> String {
    ('가'..='힣').cycle().take(n).collect()
}
