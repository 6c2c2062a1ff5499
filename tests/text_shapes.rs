//! Made-up pages in every shape that text takes, built from the schema: what was laid out is what is
//! read, label by label, white space aside.
#![expect(clippy::unwrap_used, clippy::panic, reason = "the helpers of this test file may stop it")]

#[allow(dead_code, reason = "others use the rest of it")]
mod generator;

use jirei::model::Code;
use jirei::text::width::{cells, pad, pad_left};

/// A label and its value.
type Row = (String, String);

/// A page as it is meant: its first lines, and sections of title and rows.
struct Meant {
    head: String,
    sections: Vec<(String, Vec<Row>)>,
}

/// The page of a seed.
fn meant(seed: u64) -> Meant {
    let page = generator::page(seed);
    let rows: Vec<Row> = page
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .map(|(label, value)| (label.to_owned(), value.to_owned()))
        .collect();
    let head: Vec<&str> = page
        .lines()
        .map(|line| line.trim_start_matches(['#', ' ']))
        .filter(|line| !line.is_empty())
        .take_while(|line| *line != "システムの概要")
        .collect();
    let mut rows = rows.into_iter();
    let sections = jirei::model::schema::schema().sections.iter();
    let sections = sections
        .map(|section| (section.title.to_owned(), rows.by_ref().take(section.fields.len()).collect()))
        .collect();
    Meant { head: head.join("\n\n"), sections }
}

/// Lays a page out: a heading for each title, a body for each table, the contents list before them.
fn lay_out(
    meant: &Meant,
    heading: impl Fn(usize, &str) -> String,
    body: impl Fn(&[Row]) -> String,
) -> String {
    let mut page = format!("{}\n\n", meant.head);
    for (title, _) in &meant.sections {
        page += &format!("- {title}\n");
    }
    for (at, (title, rows)) in meant.sections.iter().enumerate() {
        page += &format!("\n{}\n\n{}", heading(at, title), body(rows));
    }
    page + "\n← 事例一覧へ戻る\n\nページの先頭へ戻る\n"
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Lays pages out and holds that they are read as they were meant.
fn assert_read(shape: &str, heading: impl Fn(usize, &str) -> String, body: impl Fn(&[Row]) -> String) {
    let mut wrong = Vec::new();
    for seed in 0..6 {
        let meant = meant(seed);
        let page = lay_out(&meant, &heading, &body);
        let cases = jirei::source::read_pages("page.txt", page.into_bytes()).unwrap();
        let fields = cases[0].sections.iter().flat_map(|section| &section.fields);
        let open: Vec<String> = cases[0]
            .diagnostics
            .iter()
            .filter(|said| said.code == Code::UnsureOrder)
            .map(|said| bare(&said.subject))
            .collect();
        assert!(open.len() <= 4, "{shape} {seed}: {open:?}");
        let read: Vec<Row> = fields
            .filter(|field| field.id.is_some())
            .map(|field| (bare(&field.label), bare(&field.text)))
            .collect();
        let rows = meant.sections.iter().flat_map(|(_, rows)| rows);
        let wanted: Vec<Row> = rows.map(|(label, value)| (bare(label), bare(value))).collect();
        for row in wanted.iter().filter(|row| !read.contains(row) && !open.contains(&row.0)) {
            let have = read.iter().find(|read| read.0 == row.0).map(|read| &read.1);
            wrong.push(format!("{shape} {seed}: {}\n  want {}\n  have {have:?}", row.0, row.1));
        }
        if read.len() != wanted.len() {
            wrong.push(format!("{shape} {seed}: {} fields", read.len()));
        }
    }
    if !wrong.is_empty() {
        panic!("{} wrong\n{}", wrong.len(), wrong[..wrong.len().min(6)].join("\n"));
    }
}

fn bare_heading(_: usize, title: &str) -> String {
    title.to_owned()
}

/// A text in lines of so many cells; a space may stand at a line's end.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for c in text.chars() {
        let last = lines.last_mut().unwrap();
        if cells(last) + cells(&c.to_string()) > width {
            lines.push(c.to_string());
        } else {
            last.push(c);
        }
    }
    lines
}

fn centred(text: &str, width: usize) -> String {
    let left = width.saturating_sub(cells(text)) / 2;
    pad(&pad_left(text, cells(text) + left), width)
}

/// Lines side by side: labels at the top of their values, or at half their height.
fn side_by_side(rows: &[Row], label_width: usize, value_width: usize, middle: bool) -> String {
    let labels: Vec<Vec<String>> = rows.iter().map(|(label, _)| wrapped(label, label_width)).collect();
    let column = labels.iter().flatten().map(|label| cells(label)).max().unwrap_or(0);
    let mut body = String::new();
    for ((_, value), label) in rows.iter().zip(labels) {
        let value = wrapped(value, value_width);
        let height = label.len().max(value.len());
        let before = |lines: usize| if middle { (height - lines) / 2 } else { 0 };
        let line = |lines: &[String], at: usize| {
            at.checked_sub(before(lines.len())).and_then(|at| lines.get(at)).cloned().unwrap_or_default()
        };
        for at in 0..height {
            let label = line(&label, at);
            let label = if middle { centred(&label, column) } else { pad(&label, column) };
            body += &format!("{label}  {}\n", line(&value, at));
        }
    }
    body
}

#[test]
fn columns_with_labels_at_the_top() {
    for width in [44, 60, 80] {
        assert_read("top", bare_heading, |rows| side_by_side(rows, 40, width, false));
    }
}

#[test]
fn columns_with_labels_at_half_the_height() {
    for width in [44, 60, 80] {
        assert_read("middle", bare_heading, |rows| side_by_side(rows, 40, width, true));
    }
}

#[test]
fn columns_with_broken_labels() {
    for width in [10, 14, 20] {
        assert_read("broken, top", bare_heading, |rows| side_by_side(rows, width, 60, false));
        assert_read("broken, middle", bare_heading, |rows| side_by_side(rows, width, 60, true));
    }
}

#[test]
fn columns_whose_values_go_on_below_the_labels() {
    assert_read("flow", bare_heading, |rows| {
        let lines = rows.iter().flat_map(|(label, value)| wrapped(&format!("{label} {value}"), 70));
        lines.map(|line| format!("   {}\n", line.trim())).collect()
    });
}

#[test]
fn labels_with_a_colon() {
    for colon in ["：", ": ", ":", " : "] {
        assert_read(colon, bare_heading, |rows| {
            rows.iter().map(|(label, value)| format!("{label}{colon}{value}\n")).collect()
        });
    }
}

#[test]
fn labels_with_a_colon_and_broken_values() {
    for width in [30, 60, 72] {
        assert_read("colon, broken", bare_heading, |rows| {
            let lines = rows.iter().flat_map(|(label, value)| wrapped(&format!("{label}：{value}"), width));
            lines.map(|line| format!("{}\n", line.trim())).collect()
        });
    }
}

#[test]
fn items_of_a_list() {
    for (before, after) in
        [("- **", "**: "), ("- **", ":** "), ("* ", "："), ("- `", "`: "), ("+ ", "  "), ("1. ", "：")]
    {
        assert_read(before, bare_heading, |rows| {
            rows.iter().map(|(label, value)| format!("{before}{label}{after}{value}\n")).collect()
        });
    }
    assert_read("below", bare_heading, |rows| {
        rows.iter().map(|(label, value)| format!("* {label}\n    {value}\n")).collect()
    });
    assert_read("below, item", bare_heading, |rows| {
        let item = |value: &str| if value.is_empty() { String::new() } else { format!("    - {value}\n") };
        rows.iter().map(|(label, value)| format!("- **{label}**\n{}", item(value))).collect()
    });
}

#[test]
fn rows_with_commas() {
    assert_read("quoted", bare_heading, |rows| {
        rows.iter()
            .map(|(label, value)| format!("\"{label}\",\"{}\"\n", value.replace('"', "\"\"")))
            .collect()
    });
    assert_read("plain", bare_heading, |rows| {
        rows.iter().map(|(label, value)| format!("{label},{value}\n")).collect()
    });
}

/// A table drawn with signs, its cells broken to fit.
fn drawn(rows: &[Row], label_width: usize, rule: Option<&str>) -> String {
    let rule = rule.map(|rule| format!("{rule}\n")).unwrap_or_default();
    let mut body = rule.clone();
    for (label, value) in rows {
        let (labels, values) = (wrapped(label, label_width), wrapped(value, 50));
        for at in 0..labels.len().max(values.len()) {
            let cell = |lines: &[String]| lines.get(at).cloned().unwrap_or_default();
            body += &format!("| {} | {} |\n", pad(&cell(&labels), label_width), pad(&cell(&values), 50));
        }
        body += &rule;
    }
    body
}

#[test]
fn drawn_tables() {
    for rule in ["+----------+--------+", "|----------+--------|", "+==========+========+"] {
        assert_read(rule, bare_heading, |rows| drawn(rows, 40, Some(rule)));
    }
    assert_read("broken labels", bare_heading, |rows| drawn(rows, 14, Some("+-------+------+")));
    assert_read("no rules", bare_heading, |rows| drawn(rows, 40, None));
    assert_read("simple", bare_heading, |rows| {
        let rule = format!("{}  {}\n", "=".repeat(40), "=".repeat(50));
        format!("{rule}{}{rule}", side_by_side(rows, 40, 50, false))
    });
}

#[test]
fn headings_of_every_style() {
    type Heading = fn(usize, &str) -> String;
    let headings: [(&str, Heading); 10] = [
        ("setext", |_, title| format!("{title}\n--------")),
        ("double", |_, title| format!("{title}\n========")),
        ("equals", |_, title| format!("== {title} ==")),
        ("bold", |_, title| format!("**{title}**")),
        ("brackets", |_, title| format!("【{title}】")),
        ("number", |at, title| format!("{}. {title}", at + 1)),
        ("第", |at, title| format!("第{} {title}", at + 1)),
        ("square", |_, title| format!("■{title}")),
        ("org", |_, title| format!("* {title}")),
        ("boxed", |_, title| format!("┏━━━━┓\n┃{title}┃\n┗━━━━┛")),
    ];
    for (name, heading) in headings {
        assert_read(name, heading, |rows| {
            rows.iter().map(|(label, value)| format!("{label}\t{value}\n")).collect()
        });
        assert_read(name, heading, |rows| {
            rows.iter().map(|(label, value)| format!("{label}：{value}\n")).collect()
        });
        assert_read(name, heading, |rows| side_by_side(rows, 40, 60, true));
    }
}

#[test]
fn no_headings_at_all() {
    for between in ["\t", "：", "    "] {
        assert_read(
            between,
            |_, _| String::new(),
            |rows| rows.iter().map(|(label, value)| format!("{label}{between}{value}\n")).collect(),
        );
    }
}

#[test]
fn page_breaks_with_headers_and_page_numbers() {
    for middle in [false, true] {
        let number = std::cell::Cell::new(0);
        assert_read("page breaks", bare_heading, |rows| {
            let body = side_by_side(rows, 40, 60, middle);
            let lines: Vec<&str> = body.lines().collect();
            number.set(number.get() + 1);
            let (first, rest) = lines.split_at(lines.len() / 2);
            let header = "医療情報連携ネットワーク支援Navi       2019/03/01";
            format!(
                "{}\n\n      {}/16\n\u{c}{header}\n\n{}\n",
                first.join("\n"),
                number.get(),
                rest.join("\n")
            )
        });
    }
}

/// The case of a page in lines of label and value, changed before it is read.
fn read_changed(change: impl Fn(&str) -> String) -> (Meant, jirei::model::Case) {
    let meant = meant(1);
    let rows = |rows: &[Row]| -> String {
        rows.iter().map(|(label, value)| format!("{label}：{}\n", value.replace('\n', " "))).collect()
    };
    let page = change(&lay_out(&meant, bare_heading, rows));
    let case = jirei::source::read_pages("page.txt", page.into_bytes()).unwrap().remove(0);
    (meant, case)
}

fn assert_as_meant(meant: &Meant, case: &jirei::model::Case, but: &[&str]) {
    let rows = meant.sections.iter().flat_map(|(_, rows)| rows);
    let fields = case.sections.iter().flat_map(|section| &section.fields).filter(|field| field.id.is_some());
    for ((label, value), field) in rows.zip(fields) {
        assert_eq!(bare(&field.label), bare(label));
        if !but.contains(&label.as_str()) {
            assert_eq!(bare(&field.text), bare(value), "{label}");
        }
    }
}

#[test]
fn a_note_behind_a_section_is_part_of_no_value_and_kept() {
    let note = "※登録患者数は、年度末の数である。";
    let (meant, case) = read_changed(|page| {
        let mut seen = 0;
        let lines = page.lines().map(|line| {
            let is_title = ["参加の同意方法について", "通信ネットワーク", "予算について"].contains(&line);
            seen += usize::from(is_title);
            if is_title { format!("{note}\n\n{line}\n") } else { format!("{line}\n") }
        });
        lines.collect()
    });
    assert_as_meant(&meant, &case, &[]);
    let notes = case.sections.iter().flat_map(|section| &section.fields);
    assert_eq!(notes.filter(|field| field.id.is_none() && field.text == note).count(), 3);
}

#[test]
fn addresses_of_saved_files_at_the_foot_of_sheets_are_part_of_no_value() {
    let (meant, case) = read_changed(|page| {
        let mut sheet = 0;
        let lines = page.lines().map(|line| match line {
            "参加の同意方法について" | "通信ネットワーク" | "予算について" => {
                sheet += 1;
                format!("file:///C:/page.html {sheet}/3\n\n{line}\n")
            }
            line => format!("{line}\n"),
        });
        lines.collect()
    });
    assert_as_meant(&meant, &case, &[]);
}

#[test]
fn items_with_a_mark_belong_to_the_effects_though_blank_lines_stand_between() {
    let (meant, case) = read_changed(|page| {
        let at = page.find("システム導入効果：").unwrap();
        let end = at + page[at..].find('\n').unwrap();
        let effects = page[at..end].replace(" (", "\n\n(");
        format!("{}{effects}{}", &page[..at], &page[end..])
    });
    assert_as_meant(&meant, &case, &[]);
}

#[test]
fn blanks_beside_a_lump_of_values_are_unsure() {
    let labels = "連携方式\n情報共有の形態\n患者IDシステム\n標準化ストレージ\n情報の保存場所\n障害対策\n厚労省標準規格の採用\n";
    let values = "集中型\n参照のみ\nID-Linkシステムを利用\n各医療機関の院内\n医薬品HOTコードマスター\n";
    let (_, case) = read_changed(|page| {
        let at = page.rfind("連携方式：").unwrap();
        let end = page.rfind("通信ネットワーク").unwrap();
        format!("{}{labels}\n{values}\n{}", &page[..at], &page[end..]).replace('：', "  ")
    });
    let is_told = |id: &str| {
        case.diagnostics.iter().any(|said| said.code == Code::UnsureOrder && said.field == Some(id))
    };
    for field in
        case.sections.iter().find(|section| section.title == "システムについて").unwrap().fields.iter()
    {
        let right = values.lines().any(|value| value == field.text);
        assert!(right || is_told(field.id.unwrap()), "{} {:?}", field.label, field.text);
    }
}

#[test]
fn rows_of_the_pages_own_and_the_end_of_a_letter_are_part_of_no_value() {
    let (meant, case) = read_changed(|page| {
        let at = page.find("稼働状況：").unwrap();
        let end = at + page[at..].find('\n').unwrap();
        let own = format!("{}\n担当者：佐藤{}", &page[..end], &page[end..]);
        own.replace("\n← 事例一覧へ戻る", "よろしくお願いいたします。\n佐藤\n\n← 事例一覧へ戻る")
    });
    assert_as_meant(&meant, &case, &[]);
    let own = case.sections[0].fields.iter().find(|field| field.id.is_none()).unwrap();
    assert_eq!((own.label.as_ref(), own.text.as_str()), ("担当者", "佐藤"));
}

#[test]
fn markup_before_titles_is_part_of_no_value() {
    for shape in ["h3. {anchor:s}{}", "[[s]]\n=== {}", ".. rubric:: {}"] {
        let heading = |_: usize, title: &str| shape.replace("{}", title);
        let rows = |rows: &[Row]| rows.iter().map(|(label, value)| format!("{label}：{value}\n")).collect();
        assert_read(shape, heading, rows);
    }
}

/// What is done to a page, a label or a line with its number.
type Change<'c> = &'c dyn Fn(&str) -> String;
type ChangeLine<'c> = &'c dyn Fn(usize, &str) -> String;

/// A page as a string of a program.
fn literal(page: &str, quote: char) -> String {
    let words = page.replace('\\', "\\\\").replace('\n', "\\n").replace('\t', "\\t");
    format!("{quote}{}{quote}", words.replace(quote, &format!("\\{quote}")))
}

#[test]
fn a_page_in_a_string_or_a_list_of_strings_is_read_and_stands_on_its_line() {
    let items =
        |page: &str, quote| page.lines().map(|line| literal(line, quote)).collect::<Vec<_>>().join(", ");
    let shapes: [(&str, Change, u32); 6] = [
        ("JSON", &|page| literal(page, '"'), 1),
        (
            "a member",
            &|page| format!("{{\n\"role\": \"assistant\",\n\"text\": {}\n}}\n", literal(page, '"')),
            3,
        ),
        ("JavaScript", &|page| format!("const page = {};\n", literal(page, '\'')), 1),
        ("no quotes", &|page| page.replace('\n', "\\n"), 1),
        ("a list", &|page| format!("['{}']", items(page, '\'').trim_matches('\'')), 1),
        ("a list of JSON", &|page| format!("[\n{}\n]\n", items(page, '"')), 2),
    ];
    for (shape, change, line) in shapes {
        let (meant, case) = read_changed(change);
        assert_as_meant(&meant, &case, &[]);
        let lines = case.sections.iter().flat_map(|section| &section.fields).map(|field| field.lines.first);
        assert!(lines.into_iter().all(|first| first == line), "{shape}");
    }
}

#[test]
fn words_between_labels_and_values_are_no_part_of_either() {
    for words in [" は ", "は、", " is ", "^I", "\\t", "&nbsp;", "【値】", " val="] {
        let rows = |rows: &[Row]| -> String {
            rows.iter()
                .map(|(label, value)| format!("{label}{words}{}\n", value.replace('\n', " ")))
                .collect()
        };
        assert_read(words, bare_heading, rows);
    }
}

#[test]
fn what_programs_and_people_put_around_every_line_is_part_of_no_value() {
    let each = |page: &str, change: ChangeLine| -> String {
        page.lines().enumerate().map(|(at, line)| change(at + 1, line) + "\n").collect()
    };
    let shapes: [ChangeLine; 9] = [
        &|at, line| format!("{at:4}  {line}"),
        &|at, line| format!("{at}\n{line}"),
        &|at, line| {
            format!("{at}\n00:{:02}:{:02},000 --> 00:{:02}:59,000\n{line}\n", at / 60, at % 60, at / 60)
        },
        &|at, line| format!("[2026/11/20 10:{:02}] 田中: {line}", at % 60),
        &|_, line| format!("{line}$"),
        &|_, line| format!("{line}\\par"),
        &|_, line| if line.is_empty() { String::new() } else { format!("{line}。") },
        &|_, line| if line.is_empty() { String::new() } else { format!("・{line}") },
        &|_, line| if line.is_empty() { String::new() } else { format!("* {line}") },
    ];
    for shape in shapes {
        let (meant, case) = read_changed(|page| each(page, shape));
        assert_as_meant(&meant, &case, &[]);
        assert_eq!(bare(&case.name), bare(meant.head.lines().nth(2).unwrap()));
    }
}

#[test]
fn what_only_names_the_labels_is_no_page() {
    let meant = meant(0);
    let report = |label: &str| format!("{label}は、ネットワークによって書き方がまちまちである。");
    let manual = |label: &str| format!("{label}\t{label}を記入してください。\n");
    let blank = |label: &str| format!("{label}\t\n");
    let statistic = |label: &str| format!("{label},{},{}.5%\n", 200 - label.len(), label.len());
    let shapes: [(&str, Change); 4] =
        [("現状と課題", &report), ("記入要領", &manual), ("記入用紙", &blank), ("回答数", &statistic)];
    for (name, row) in shapes {
        let mut page = format!("{name}\n");
        for (title, rows) in &meant.sections {
            page += &format!("\n{title}\n\n");
            rows.iter().for_each(|(label, _)| page += &row(label));
        }
        assert!(jirei::source::read_pages("page.txt", page.into_bytes()).is_err(), "{name}");
    }
}

/// A page in lines of label and value, each of which `row` writes.
fn read_rows(row: impl Fn(&str, &str) -> String) -> (Meant, jirei::model::Case) {
    read_changed(|page| {
        let lines = page.lines().map(|line| match line.split_once('：') {
            Some((label, value)) => row(label, value),
            None => format!("{line}\n"),
        });
        lines.collect()
    })
}

#[test]
fn the_last_value_of_a_page_may_stand_below_its_label_and_a_blank_line() {
    let (meant, case) = read_changed(|page| {
        let lines = page.lines().map(|line| match line.split_once('：') {
            Some((label, value)) => format!("{label}:\n\n  {value}\n"),
            None => format!("{line}\n"),
        });
        lines.collect::<String>() + "\n▶ 医療情報連携ネットワークとは\n\n- ▶ データで見る\n- リンク集\n"
    });
    assert_as_meant(&meant, &case, &[]);
}

#[test]
fn what_closes_a_label_behind_its_legend_is_part_of_no_value() {
    let legend = " 凡例：(○) 効果あり、 (△) どちらとも言えない、 (×) 効果なし";
    for (open, close) in [("*", "*"), ("**", ":**"), ("`", "`")] {
        let (meant, case) = read_rows(|label, value| {
            let legend = if label == "システム導入効果" { legend } else { "" };
            format!("{open}{label}{legend}{close}\t{value}\n")
        });
        assert_as_meant(&meant, &case, &[]);
    }
}

#[test]
fn a_label_right_above_itself_is_an_item_of_the_list_above() {
    let (_, case) = read_rows(|label, value| {
        let value =
            if label == "オーダ情報" { "放射線検査オーダ\n  検査結果" } else { value };
        format!("{label}:\n  {value}\n")
    });
    let orders = case.field("shared_orders").unwrap();
    assert_eq!(orders.text, "放射線検査オーダ 検査結果");
}

#[test]
fn the_tags_of_an_export_are_no_words_of_its_cells() {
    let number = std::cell::Cell::new(0);
    let (meant, case) = read_rows(|label, value| {
        number.set(number.get() + 1);
        format!("{}\t{label}\t<p>{}</p>\n", number.get(), value.replace('、', "、<br>"))
    });
    assert_as_meant(&meant, &case, &[]);
    assert!(
        case.diagnostics.iter().any(|said| said.code == Code::StrayTag && said.field == Some("system_name"))
    );
}

#[test]
fn a_value_that_begins_like_the_end_of_a_letter_ends_no_page() {
    let (meant, case) = read_changed(|page| {
        let mut rows = 0;
        let lines = page.lines().map(|line| match line.split_once('：') {
            Some((label, value)) if rows < 32 => {
                rows += 1;
                format!("{label}\t{value}\n")
            }
            Some((label @ "連携方式", _)) => format!("{label}\n出典の記録が少ない\n"),
            Some((label, value)) => format!("{label}\n{value}\n"),
            None => format!("{line}\n"),
        });
        lines.collect()
    });
    assert_as_meant(&meant, &case, &["連携方式"]);
}

#[test]
fn labels_whose_voiced_marks_stand_apart_end_the_words_above() {
    let page = "事例紹介\n\n最上ネット\n\nシステムの概要\n\nシステム名：最上ネット\n代表団体：保健所\n稼働状況：サービス運用中\n\n\
                共有できる情報項目\n\n基本情報：病名\n文書：\n出典の記録\n紹介状\nオータ\u{3099}情報：\n処方オーダ\n";
    let case = jirei::source::read_pages("page.txt", page.into()).unwrap().remove(0);
    assert_eq!(case.field_text("shared_documents"), "出典の記録 紹介状");
    assert_eq!(case.field_text("shared_orders"), "処方オーダ");
}

#[test]
fn a_unit_in_brackets_behind_a_label_is_part_of_it() {
    for between in ["\t", "：", "\n"] {
        let (meant, case) = read_rows(|label, value| {
            let unit = match label {
                "登録患者数" | "共有患者数" => "（人）",
                "構築費用概算" | "保守費概算" => "（千円）",
                "運用終了年" => "(年)",
                _ => "",
            };
            format!("{label}{unit}{between}{value}\n")
        });
        assert_as_meant(&meant, &case, &[]);
        assert!(!case.diagnostics.iter().any(|said| said.code == Code::UnknownLabel), "{between:?}");
    }
}

#[test]
fn lines_that_count_the_sheets_are_part_of_no_value() {
    let feet: [&dyn Fn(usize) -> String; 3] =
        [&|sheet| format!("{sheet:>30}\n\n\n"), &|sheet| format!("\n- {sheet} -\n"), &|sheet| {
            format!("\n社外秘　地域連携室　{sheet}頁\n\n")
        }];
    for foot in feet {
        let (meant, case) = read_changed(|page| {
            let mut rows = 0;
            let lines = page.lines().map(|line| {
                rows += usize::from(line.contains('：'));
                let is_end = line.contains('：') && rows % 15 == 0;
                if is_end { format!("{line}\n{}", foot(rows / 15)) } else { format!("{line}\n") }
            });
            lines.collect()
        });
        assert_as_meant(&meant, &case, &[]);
    }
}

#[test]
fn a_number_at_the_edge_of_a_sheet_is_the_value_of_the_label_above() {
    for (edge, value) in [("\u{c}2708\n", "2708"), ("2708\n\u{c}", "2708"), ("2\n\u{c}", "")] {
        let (_, case) = read_changed(|page| {
            let rows = page.split_once("登録患者数：").unwrap();
            let rest = rows.1.split_once('\n').unwrap().1;
            format!("{}登録患者数\n{edge}{rest}", rows.0)
        });
        let mut fields = case.sections.iter().flat_map(|section| &section.fields);
        let patients = fields.find(|field| field.id == Some("registered_patients"));
        assert_eq!(patients.unwrap().text, value, "{edge:?}");
    }
}

#[test]
fn a_misread_label_is_found_where_a_sentence_has_it_right() {
    let (_, case) = read_changed(|page| {
        let rest = page.split_once("登録患者数：").unwrap();
        let sentence = "課題：登録患者数が伸びない";
        format!("{}登緑患者数：{}", rest.0.replace("課題：", sentence), rest.1)
    });
    let mut fields = case.sections.iter().flat_map(|section| &section.fields);
    assert!(fields.any(|field| field.id == Some("registered_patients")), "{case:#?}");
}

#[test]
fn two_labels_in_a_row_have_each_its_value() {
    for between in ["\t", ","] {
        let meant = meant(1);
        let cell = |words: &str| format!("\"{}\"", words.replace('"', "\"\"").replace('\n', " "));
        let rows = |rows: &[Row]| -> String {
            let pair = |row: &Row| [cell(&row.0), cell(&row.1)].join(between);
            rows.chunks(2)
                .map(|rows| rows.iter().map(pair).collect::<Vec<_>>().join(between) + "\n")
                .collect()
        };
        let page = lay_out(&meant, bare_heading, rows);
        let case = jirei::source::read_pages("page.csv", page.into_bytes()).unwrap().remove(0);
        assert_as_meant(&meant, &case, &[]);
    }
}

#[test]
fn a_note_right_below_a_value_makes_it_unsure() {
    for note in ["※2018年度の実績。", "なお、回線は各施設で用意する。", "注：見込み"]
    {
        let (_, case) = read_rows(|label, value| {
            let note = if label == "患者さんとの通信" { format!("{note}\n") } else { String::new() };
            format!("{label}：{value}\n{note}")
        });
        let is_unsure = |field| {
            case.diagnostics.iter().any(|said| said.code == Code::UnsureOrder && said.field == Some(field))
        };
        let is_apart = !case.field_text("network_patient").contains(note);
        assert!(is_apart || is_unsure("network_patient"), "{note}");
        assert!(!is_unsure("network_care"));
    }
}
