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
#[path = "ledger/lost.rs"]
mod lost;
#[path = "ledger/mutated.rs"]
mod mutated;

use std::path::Path;

use jirei::model::schema::schema;
use jirei::model::{Case, Code};
use jirei::source::read_pages;

use self::layouts::Trial;
use self::lost::{lost, lost_of};

/// Asserts that nothing of a text page is lost.
fn assert_whole(name: &str, text: &str) -> Option<String> {
    let cases = read_pages("page", text.as_bytes().to_vec()).ok()?;
    let lost = lost(text, &cases);
    (!lost.is_empty()).then(|| format!("{name}: {}", lost.join("; ")))
}

/// A number from the environment.
fn setting(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().and_then(|number| number.parse().ok()).unwrap_or(otherwise)
}

/// `LEDGER_SEEDS=20000` tries more pages, `LEDGER_FIRST=…` others.
#[test]
fn no_word_of_a_mutated_page_is_lost() {
    let first = setting("LEDGER_FIRST", 0);
    let mut failures = Vec::new();
    for seed in first..first + setting("LEDGER_SEEDS", 400) {
        let text = mutated::page(seed);
        let Ok(cases) = read_pages("page", text.clone().into_bytes()) else {
            continue;
        };
        let lost = lost_of(text.as_bytes(), &cases);
        failures.extend((!lost.is_empty()).then(|| format!("seed {seed}: {}", lost.join("; "))));
    }
    assert!(failures.is_empty(), "{}\n{}", failures.len(), failures.join("\n"));
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
    assert_eq!(known, schema().fields().count(), "{:#?}", case.diagnostics);
}

#[test]
fn a_number_at_a_form_feed_below_its_label_is_its_value() {
    let case = fault("ff-number-line.txt");
    assert_eq!(case.field("registered_patients").map(|field| field.text.as_str()), Some("32187"));
}

/// The fields of a text without a label of the form, and the reports of unknown labels.
fn strangers(text: &str) -> (Vec<(String, String)>, Vec<String>) {
    let case = read_pages("page.txt", text.as_bytes().to_vec()).unwrap().remove(0);
    assert_eq!(assert_whole("page", text), None);
    let fields = case.sections.iter().flat_map(|section| &section.fields).filter(|field| field.id.is_none());
    let fields = fields.map(|field| (field.label.to_string(), field.text.clone())).collect();
    (fields, unknown(&case).into_iter().map(str::to_owned).collect())
}

#[test]
fn what_stands_above_or_before_the_first_label_of_a_page_without_a_table_and_is_no_head_is_kept() {
    const BELOW: &str = "システム名：北ネット\n代表団体：北医師会\n対象地域：北海道全域\n";
    for (above, label, words) in [
        ("担当者\t山田太郎\n", "担当者", "山田太郎"),
        ("北ネット\n| 担当者 | 山田太郎 |\n北の網\n", "担当者", "山田太郎"),
        ("億万千\t共有情報の取得元\n", "億万千", ""),
        ("北ネット\n北の網\n目次\n山田太郎\n", "", "山田太郎"),
        ("北ネット\n北の網\n山田太郎 ", "", "山田太郎"),
        ("北ネット\n北の網\n山田太郎 凡例：(○) 効果あり、 (△) どちらとも言えない ", "", "山田太郎"),
        ("担当者\t北の網 ", "担当者", ""),
        ("北ネット\n北の網\n担当者\t山田太郎 ", "担当者", "山田太郎"),
    ] {
        let (fields, unknown) = strangers(&format!("{above}{BELOW}"));
        assert_eq!(fields, [(label.to_owned(), words.to_owned())], "{above:?}");
        assert_eq!(unknown, [if label.is_empty() { words } else { label }], "{above:?}");
    }
    for head in ["", "事例紹介\n北ネット\n", "名称\t北ネットワーク ", "北ネット\n北の網\n第1章 "]
    {
        assert_eq!(strangers(&format!("{head}{BELOW}")), (vec![], vec![]), "{head:?}");
    }
}

#[test]
fn what_stands_below_a_name_of_the_form_above_the_heading_is_kept() {
    let page = generator::page(7).replace(['<', '>'], "");
    let clean = strangers(&page);
    let strange = |label: &str, words: &str| (label.to_owned(), words.to_owned());
    for (above, fields) in [
        ("参加の同意方法について\n\n山田太郎\n\n", vec![strange("", "山田太郎")]),
        ("システム名\t南部鉄器\n", vec![strange("システム名", "南部鉄器")]),
        ("事例紹介\n通信ネットワーク\n山田太郎\n", vec![strange("", "山田太郎")]),
        ("事例一覧\n山田太郎\n", vec![]),
    ] {
        let (found, _) = strangers(&format!("{above}{page}"));
        assert_eq!(found, [fields, clean.0.clone()].concat(), "{above:?}");
    }
}

#[test]
fn a_page_that_has_lost_its_heading_is_read_above_one_that_has_it() {
    let (first, second) = (generator::page(7), generator::page(8));
    let names = |text: &str| -> Vec<String> {
        read_pages("page.txt", text.as_bytes().to_vec()).unwrap().into_iter().map(|case| case.name).collect()
    };
    let wanted = [names(&first), names(&second)].concat();
    assert_eq!(names(&format!("{}\n{second}", first.replace("事例紹介", ""))), wanted);
    assert_eq!(names(&format!("{first}\n{second}")), wanted);
}
