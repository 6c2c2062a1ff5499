//! Several pages in one text file: heads of every kind between them, and where the form only begins again.
#![expect(clippy::unwrap_used, reason = "the helpers of this test file may stop it")]

#[allow(dead_code, reason = "others use the rest of it")]
mod generator;

use jirei::model::Case;

/// A made-up page: its name, and its rows in page order.
struct Made {
    name: String,
    rows: Vec<(String, String)>,
}

impl Made {
    fn new(seed: u64) -> Self {
        let page = generator::page(seed);
        let rows: Vec<(String, String)> = page
            .lines()
            .filter_map(|line| line.split_once('\t'))
            .map(|(label, value)| (label.to_owned(), value.to_owned()))
            .collect();
        let name = rows.iter().find(|(label, _)| label == "システム名").unwrap().1.clone();
        Self { name, rows }
    }

    /// The sections, each row by its template, a contents list above them or not.
    fn body(&self, title: &str, row: &str, has_contents: bool) -> String {
        let sections = jirei::model::schema::schema().sections;
        let mut lines: Vec<String> = Vec::new();
        if has_contents {
            lines.extend(sections.iter().map(|section| format!("- {}", section.title)));
            lines.push(String::new());
        }
        let mut rows = self.rows.iter();
        for section in sections {
            lines.push(title.replace("{}", section.title));
            let own = rows.by_ref().take(section.fields.len());
            lines.extend(own.map(|(label, value)| row.replace("{l}", label).replace("{v}", value)));
            lines.push(String::new());
        }
        lines.join("\n")
    }
}

const FOOT: &str = "← 事例一覧へ戻る\n\nページの先頭へ戻る\n\n";

fn read(text: &str) -> Vec<Case> {
    jirei::source::read_pages("pages.txt", text.as_bytes().to_vec()).unwrap()
}

/// Reads three pages, each below the head that `head` writes for its name, and compares their fields.
fn assert_three(head: &str, body: impl Fn(&Made) -> String, between: &str) -> Vec<Case> {
    let made: Vec<Made> = (1..4).map(|seed| Made::new(seed * 31)).collect();
    let page = |made: &Made| format!("{}{}{between}", head.replace("{}", &made.name), body(made));
    let text: String = made.iter().map(page).collect();
    let cases = read(&text);
    assert_eq!(cases.len(), 3, "{head:?} {between:?}\n{text}");
    for (case, made) in cases.iter().zip(&made) {
        assert_eq!(case.name, made.name, "{head:?} {between:?}");
        let last = case.sections.last().and_then(|section| section.fields.last()).unwrap();
        let wanted: String = made.rows.last().unwrap().1.split_whitespace().collect();
        assert_eq!(last.text.split_whitespace().collect::<String>(), wanted, "{head:?} {between:?}");
    }
    cases
}

fn tabbed(made: &Made) -> String {
    made.body("## {}", "{l}\t{v}", true)
}

#[test]
fn a_heading_may_be_in_brackets_behind_a_number_or_between_bars() {
    for heading in ["事例紹介", "# 事例紹介", "■事例紹介", "【事例紹介】", "=== 事例紹介 ===", "1. 事例紹介"]
    {
        let head = format!("{heading}\n\n{{}}\n\nあおねっと\n\nhttps://ao.example.jp/\n\n");
        for between in [FOOT, ""] {
            for case in assert_three(&head, tabbed, between) {
                assert_eq!(case.nickname.as_deref(), Some("あおねっと"), "{heading}");
                assert_eq!(case.url.as_deref(), Some("https://ao.example.jp/"), "{heading}");
            }
        }
    }
}

#[test]
fn a_page_begins_at_its_name_where_the_heading_is_lost() {
    let heads = [
        "## {}（あおねっと）\n\nURL: https://ao.example.jp/\n\n",
        "承知しました。ページの内容を整理します。\n\n**{}** / あおねっと\n\nURL: https://ao.example.jp/\n\n",
        "名称：{}\n略称：あおねっと\nURL：https://ao.example.jp/\n\n",
        "From: a@example.jp\nSubject: 事例の件\n\n『{}』\n通称「あおねっと」\n<https://ao.example.jp/>\n\n",
    ];
    for head in heads {
        for between in [FOOT, ""] {
            for row in ["{l}\t{v}", "{l}：{v}", "［{l}］{v}", "| {l} | {v} |", "・{l} → {v}"] {
                for case in assert_three(head, |made| made.body("■{}", row, true), between) {
                    assert_eq!(case.nickname.as_deref(), Some("あおねっと"), "{head} {row}");
                    assert_eq!(case.url.as_deref(), Some("https://ao.example.jp/"), "{head} {row}");
                }
            }
        }
    }
}

#[test]
fn without_any_head_a_page_begins_where_the_form_does() {
    for between in [FOOT, "---\n\n", "\u{c}", ""] {
        for has_contents in [true, false] {
            assert_three("", |made| made.body("### {}", "{l}：{v}", has_contents), between);
        }
    }
}

#[test]
fn a_section_or_field_that_comes_again_is_no_page() {
    let made = Made::new(7);
    let body = made.body("## {}", "{l}\t{v}", false);
    let head = format!("# 事例紹介\n\n{}\n\n", made.name);
    let sections: Vec<&str> = body.split("## ").filter(|section| !section.is_empty()).collect();
    for again in &sections {
        assert_eq!(read(&format!("{head}{body}## {again}{FOOT}")).len(), 1, "{again}");
    }
    for nth in 0..sections.len() {
        let mut twice = sections.clone();
        twice.insert(nth, sections[nth]);
        assert_eq!(read(&format!("{head}## {}{FOOT}", twice.join("## "))).len(), 1, "{nth}");
    }
}
