//! The ledger: every word between a page's first title or label and its footer is in some name, title,
//! label or value of the case. Computed here from the file's own lines, not by the reader.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops by panicking")]

#[allow(dead_code, reason = "others use the rest of it")]
#[path = "damager/mod.rs"]
mod damager;
#[allow(dead_code, reason = "others use the rest of it")]
mod generator;
#[allow(dead_code, unused_imports, reason = "others use the rest of it")]
#[path = "layouts/mod.rs"]
mod layouts;

use std::collections::HashSet;
use std::path::Path;

use jirei::model::schema::schema;
use jirei::model::{Case, Code};
use jirei::source::read_pages;

use self::layouts::Trial;

/// Words that programs write around a page: names of columns, of the contents list, of parts.
const FURNITURE: [&str; 16] = [
    "項目",
    "事例名",
    "略称",
    "項目名",
    "内容",
    "値",
    "回答",
    "記載内容",
    "セクション",
    "区分",
    "ラベル",
    "情報",
    "目次",
    "事例紹介",
    "ページ",
    "頁",
];
const LEGEND: &str = "凡例効果ありどちらとも言えない効果なし";

fn is_japanese(c: char) -> bool {
    matches!(c, 'ぁ'..='ヿ' | '一'..='鿿' | '々') && !matches!(c, '・' | '゠')
}

/// Letters without white space, signs and width.
fn solid(text: &str) -> String {
    let wide = |c: char| char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c);
    let folded = text.chars().map(|c| if matches!(c, '！'..='～') { wide(c) } else { c });
    folded.filter(|c| c.is_alphanumeric()).collect()
}

/// All that a case has, in its order, and apart.
fn words_of(case: &Case) -> String {
    let mut words = vec![
        case.name.clone(),
        case.nickname.clone().unwrap_or_default(),
        case.url.clone().unwrap_or_default(),
    ];
    for section in &case.sections {
        words.push(section.title.clone());
        words.extend(section.fields.iter().flat_map(|field| [field.label.to_string(), field.text.clone()]));
    }
    solid(&words.join("\n"))
}

/// Runs of at least two Japanese letters or two digits.
fn runs(line: &str) -> Vec<String> {
    let mut runs: Vec<String> = Vec::new();
    let mut kind = 0;
    for c in line.chars() {
        let next = if is_japanese(c) {
            1
        } else if c.is_ascii_digit() {
            2
        } else {
            0
        };
        match (next, kind == next, runs.last_mut()) {
            (0, ..) => {}
            (_, true, Some(run)) => run.push(c),
            _ => runs.push(c.to_string()),
        }
        kind = next;
    }
    runs.retain(|run| run.chars().count() > 1);
    runs
}

fn is_name(words: &str) -> bool {
    let words = solid(words);
    schema().sections.iter().any(|section| {
        solid(section.title) == words || section.fields.iter().any(|field| solid(field.label) == words)
    })
}

/// The words of a text page that are in no text of its cases.
fn lost(text: &str, cases: &[Case]) -> Vec<String> {
    let has: String = cases.iter().map(words_of).collect();
    let names: String = schema()
        .sections
        .iter()
        .flat_map(|section| section.fields.iter().map(|field| field.label).chain([section.title]))
        .map(solid)
        .collect::<Vec<_>>()
        .join("\n");
    let lines: Vec<&str> = text.lines().collect();
    let holds_name = |line: &&str| line.split(['\t', '|', '：', ' ', '　', ':']).any(is_name);
    let Some(first) = lines.iter().position(holds_name) else {
        return Vec::new();
    };
    let is_footer = |line: &&str| line.contains("へ戻る") || line.contains('▶');
    let end = lines.iter().position(is_footer).unwrap_or(lines.len()).max(first);
    // What is written on several lines alike is what programs repeat.
    let mask = |line: &str| line.split(|c: char| c.is_ascii_digit() || c.is_whitespace()).collect::<String>();
    let times = |line: &str| lines.iter().filter(|other| mask(other) == mask(line)).count();
    let mut seen = HashSet::new();
    let mut lost = Vec::new();
    for (line, number) in lines[first..end].iter().zip(first + 1..) {
        // Numbers beside a title, a legend behind a label.
        let bare = line.split(" {#").next().unwrap_or(line);
        let bare = bare.trim_start_matches(|c: char| !is_japanese(c) || c == '第');
        let bare = bare.trim_start_matches(['章', '節']).trim_end_matches(|c: char| !is_japanese(c));
        let words = if is_name(bare) { bare } else { line };
        let words = words.replace("凡例", " 凡例");
        // `grep -n` and `cat -n` number the lines.
        let numbered = runs(&words);
        let lead = line.split(is_japanese).next().unwrap_or_default();
        let is_number = |run: &String| *run == number.to_string() && lead.contains(run.as_str());
        for run in numbered.into_iter().filter(|run| !is_number(run)) {
            let is_furniture =
                FURNITURE.contains(&run.as_str()) || LEGEND.contains(&run) || names.contains(&run);
            if !has.contains(&run) && !is_furniture && times(line) < 2 && seen.insert(run.clone()) {
                lost.push(format!("{run} in {line:?}"));
            }
        }
    }
    lost
}

/// Asserts that nothing of a text page is lost.
fn assert_whole(name: &str, text: &str) -> Option<String> {
    let cases = read_pages("page", text.as_bytes().to_vec()).ok()?;
    let lost = lost(text, &cases);
    (!lost.is_empty()).then(|| format!("{name}: {}", lost.join("; ")))
}

#[test]
fn no_word_of_the_pages_that_people_have_is_lost() {
    let mut failures = Vec::new();
    for folder in ["seeds", "tests/pages"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            // Tags and the site's own parts are no words of the page.
            if let (false, Ok(text)) =
                (name.ends_with("html") || name.contains("pandoc"), std::fs::read_to_string(&path))
            {
                failures.extend(assert_whole(&name, &text));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn no_word_of_a_page_in_any_layout_is_lost() {
    let mut failures = Vec::new();
    for seed in 0..200 {
        let trial = Trial::new(seed);
        let layout = trial.layout.to_string();
        if !trial.paper.text.contains("</") {
            failures.extend(assert_whole(&format!("seed {seed}, {layout}"), &trial.paper.text));
        }
    }
    let of = failures.len();
    assert!(failures.is_empty(), "{of}\n{}", failures.join("\n"));
}

#[test]
fn no_word_of_a_damaged_page_is_lost() {
    let mut failures = Vec::new();
    for seed in 0..200 {
        if let Some(text) = damager::text_of(seed) {
            failures.extend(assert_whole(&format!("seed {seed}"), &text));
        }
    }
    let of = failures.len();
    assert!(failures.is_empty(), "{of}\n{}", failures.join("\n"));
}

/// A made-up page with these lines put before its line that contains `at`.
fn page_with(at: &str, lines: &str) -> Case {
    let page = generator::page(7);
    let place = page.find(at).unwrap();
    let place = page[..place].rfind('\n').map_or(0, |end| end + 1);
    let text = format!("{}{lines}\n{}", &page[..place], &page[place..]);
    read_pages("page.txt", text.into_bytes()).unwrap().remove(0)
}

fn unknown(case: &Case) -> Vec<&str> {
    let found = case.diagnostics.iter().filter(|found| found.code == Code::UnknownLabel);
    found.map(|found| found.subject.as_str()).collect()
}

#[test]
fn words_before_the_first_section_are_fields_of_a_section_without_a_title() {
    let case = page_with("システム名\t", "");
    assert_eq!(unknown(&case), Vec::<&str>::new());
    let page = generator::page(7);
    let url = page.find("http").unwrap();
    let end = url + page[url..].find('\n').unwrap();
    let text = format!("{}\n\n迷子の段落がここに立つ。\n\n{}", &page[..end], &page[end..]);
    let case = read_pages("page.txt", text.into_bytes()).unwrap().remove(0);
    assert_eq!(case.sections[0].title, "");
    assert_eq!(case.sections[0].id, None);
    assert_eq!(case.sections[0].fields[0].text, "迷子の段落がここに立つ。");
    assert_eq!(unknown(&case), ["迷子の段落がここに立つ。"]);
    let strange = case.diagnostics.iter().filter(|found| found.code == Code::UnknownSection).count();
    assert_eq!(strange, 0);
}

fn fault(name: &str) -> Case {
    let path = format!("{}/tests/faults/{name}", env!("CARGO_MANIFEST_DIR"));
    read_pages(name, std::fs::read(path).unwrap()).unwrap().remove(0)
}

#[test]
fn remarks_behind_the_last_table_are_fields_of_its_section() {
    let case = fault("lost-remarks-at-end.html");
    let fields: Vec<_> =
        case.sections.iter().flat_map(|section| &section.fields).filter(|field| field.id.is_none()).collect();
    let words: String =
        fields.iter().flat_map(|field| [field.label.to_string(), field.text.clone()]).collect();
    assert_eq!(words, "備考迷子QQ");
    assert!(!unknown(&case).is_empty());
}

#[test]
fn rows_without_a_table_are_read() {
    let case = fault("lost-no-table-tags.html");
    let known =
        case.sections.iter().flat_map(|section| &section.fields).filter(|field| field.id.is_some()).count();
    assert_eq!(known, 69, "{:#?}", case.diagnostics);
}

#[test]
fn a_number_at_a_form_feed_below_its_label_is_its_value() {
    let case = fault("ff-number-line.txt");
    assert_eq!(case.field("registered_patients").map(|field| field.text.as_str()), Some("32187"));
}
