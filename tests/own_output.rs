//! What jirei writes is read back as the page it was written from: text at any width and Markdown.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops by panicking")]

#[allow(dead_code, reason = "others use the rest of it")]
mod generator;

use jirei::export::{markdown, text};
use jirei::lang::Lang;
use jirei::model::{Case, Section};
use jirei::source::{load, read_pages};

const WIDTHS: [usize; 4] = [60, 80, 120, usize::MAX];
const LANGUAGES: [Lang; 2] = [Lang::Ja, Lang::En];

/// A case as `jirei show` prints it at a width.
fn shown(case: &Case, width: usize, lang: Lang) -> String {
    let mut lines = text::head(case, "pages/a.txt:1", &["pages/b.txt:3".to_owned()], width, lang);
    lines.push(Vec::new());
    lines.extend(text::body(case, &case.sections.iter().collect::<Vec<&Section>>(), width, lang));
    let line = |spans: &Vec<jirei::field_table::Span>| {
        let words: String = spans.iter().map(|span| span.text.as_str()).collect();
        words.trim_end().to_owned() + "\n"
    };
    lines.iter().map(line).collect()
}

fn read(written: &str) -> Vec<Case> {
    read_pages("own.txt", written.as_bytes().to_vec()).unwrap_or_else(|error| panic!("{error:?}\n{written}"))
}

/// Names, labels, texts and values; white space is lost where a line is broken.
fn dense(case: &Case, is_broken: bool) -> Vec<String> {
    let bare = |words: &str| {
        if is_broken { words.split_whitespace().collect() } else { words.to_owned() }
    };
    let nickname = case.nickname.as_deref().unwrap_or("-");
    let mut parts = vec![bare(&case.name), bare(nickname), case.url.clone().unwrap_or_default()];
    for section in &case.sections {
        parts.push(section.title.clone());
        for field in &section.fields {
            let (text, value) = (bare(&field.text), bare(&format!("{:?}", field.value)));
            parts.push(format!("{}\n  {text}\n  {value}", field.label));
        }
    }
    parts
}

#[track_caller]
fn assert_same(read: &Case, own: &Case, is_broken: bool, written: &str) {
    let (read, own) = (dense(read, is_broken), dense(own, is_broken));
    for (read, own) in read.iter().zip(&own) {
        assert_eq!(read, own, "{written}");
    }
    assert_eq!(read.len(), own.len(), "{written}");
}

/// The cases of the seeds and made-up ones.
fn cases() -> Vec<Case> {
    let mut cases: Vec<Case> = load(&[]).cases().cloned().collect();
    for seed in 0..50 {
        let page = generator::page(seed);
        cases.extend(read_pages("page.txt", page.into_bytes()).unwrap());
    }
    // Only a whole catalog gives ids.
    for (case, number) in cases.iter_mut().zip(0..) {
        case.id = format!("case-{number:08x}");
    }
    cases
}

#[test]
fn a_shown_case_is_read_back_at_any_width() {
    for case in cases() {
        for lang in LANGUAGES {
            for width in WIDTHS {
                let written = shown(&case, width, lang);
                let pages = read(&written);
                assert_eq!(pages.len(), 1, "{written}");
                assert_same(&pages[0], &case, width != usize::MAX, &written);
                let lines: Vec<&str> = written.lines().collect();
                for field in pages[0].sections.iter().flat_map(|section| &section.fields) {
                    let at = usize::try_from(field.lines.first).unwrap() - 1;
                    let label: String = field.label.chars().take(5).collect();
                    assert!(lines[at].starts_with(&label), "{label} is on {:?}", lines[at]);
                }
            }
        }
    }
}

#[test]
fn cases_shown_one_after_another_are_pages_of_their_own() {
    let cases = cases();
    for width in WIDTHS {
        let written: String = cases.iter().take(10).map(|case| shown(case, width, Lang::En)).collect();
        let pages = read(&written);
        assert_eq!(pages.len(), 10);
        for (page, case) in pages.iter().zip(&cases) {
            assert_same(page, case, width != usize::MAX, "");
        }
    }
}

#[test]
fn copied_markdown_is_read_back() {
    for case in cases() {
        for lang in LANGUAGES {
            let written = markdown::case(&case, &[], lang);
            let pages = read(&written);
            assert_eq!(pages.len(), 1, "{written}");
            assert_same(&pages[0], &case, false, &written);
        }
    }
}

#[test]
fn titles_and_labels_that_the_form_does_not_have_survive() {
    let page = "事例紹介\n\n見本ネットワーク\n\nシステムの概要\n\nシステム名\t見本ネットワーク\n提供地域\t長野\n\
                独自の項目\t独自の値 その二\n\nシステムの実施目的・地域など\n\nシステムの導入目的\t医療連携\n\n\
                # 独自の節\n\n独自\tある\n別の独自\t\n";
    let case = read(page).remove(0);
    for width in WIDTHS {
        let written = shown(&case, width, Lang::Ja);
        assert_same(&read(&written)[0], &case, false, &written);
    }
    let written = markdown::case(&case, &[], Lang::Ja);
    assert_same(&read(&written)[0], &case, false, &written);
}

#[test]
fn a_page_without_sections_of_its_own_layout_is_left_alone() {
    let page = "事例紹介\n\n見本ネットワーク\n\n── 1 システムの概要 ──\nシステム名\t見本ネットワーク\n提供地域\t長野\n";
    let case = read(page).remove(0);
    assert_eq!(case.field_text("area"), "長野");
}

#[test]
fn a_copied_page_keeps_its_name_nickname_and_key_facts_apart() {
    let page = "事例紹介\n\n見本地域医療連携ネットワークシステム\n\nみほんネット\n\nhttps://mihon.example.jp/\n\n\
                システムの概要\n\nシステム名\t見本地域医療連携ネットワークシステム\n運用開始状況\t導入済み：2012年\n\
                提供地域\t長野\n\n参加団体数と参加患者数\n\n登録患者数\t12345\n共有患者数\t678\n";
    let case = read(page).remove(0);
    for lang in LANGUAGES {
        let copy = read(&markdown::case(&case, &[], lang)).remove(0);
        assert_eq!(copy.name, "見本地域医療連携ネットワークシステム");
        assert_eq!(copy.nickname.as_deref(), Some("みほんネット"));
        assert_eq!(copy.url, case.url);
    }
}
