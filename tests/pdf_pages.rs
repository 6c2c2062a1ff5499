//! Pages as they are printed: a PDF gives the fields that its HTML gives.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops by panicking")]

#[allow(dead_code, reason = "others use the rest of it")]
mod generator;
#[path = "pdf/writer.rs"]
mod writer;

use std::fs;

use generator::Dice;
use jirei::model::Case;
use jirei::model::schema::schema;
use jirei::source::read_pages;
use unicode_normalization::UnicodeNormalization;
use writer::Paper;

/// Letters without white space, as programs that write PDFs leave them: fonts have look-alikes of some.
fn plain(text: &str) -> String {
    const ALIKE: [(char, char); 11] = [
        ('‧', '・'),
        ('⺠', '民'),
        ('⻑', '長'),
        ('⻄', '西'),
        ('⻘', '青'),
        ('⻝', '食'),
        ('⻩', '黄'),
        ('⺟', '母'),
        ('⻤', '鬼'),
        ('⻲', '亀'),
        ('⻭', '歯'),
    ];
    let own = |letter| ALIKE.iter().find(|(alike, _)| *alike == letter).map_or(letter, |(_, own)| *own);
    text.chars().map(own).nfkc().filter(|letter| !letter.is_whitespace()).collect()
}

fn case(path: &str, bytes: Vec<u8>) -> Case {
    let mut cases = read_pages(path, bytes).unwrap_or_else(|refused| panic!("{path}: {refused:?}"));
    assert_eq!(cases.len(), 1, "{path}");
    cases.remove(0)
}

/// Section, label and text of every field.
fn fields(case: &Case) -> Vec<(Option<&'static str>, String, String)> {
    let sections = case.sections.iter();
    let fields = sections.flat_map(|section| section.fields.iter().map(move |field| (section.id, field)));
    fields.map(|(section, field)| (section, plain(&field.label), plain(&field.text))).collect()
}

#[test]
fn a_print_is_read_as_its_page() {
    for (pdf, html) in [
        // By its own outline, with the browser's head and foot lines.
        ("mogaminet.outlined.pdf", fs::read("tests/pages/mogaminet.table.html").unwrap()),
        // By its rules, on paper that lies.
        ("tonet.landscape.pdf", fs::read("tests/pages/tonet.table.html").unwrap()),
        // Neither outline nor rules, labels at half height and two letters wide.
        ("made-up.pdf", generator::html_page(1).into_bytes()),
        // Printed by a word processor.
        ("mogaminet.writer.pdf", fs::read("tests/pages/mogaminet.table.html").unwrap()),
    ] {
        let (read, wanted) =
            (case(pdf, fs::read(format!("tests/pdf/{pdf}")).unwrap()), case("page.html", html));
        assert_eq!(fields(&read), fields(&wanted), "{pdf}");
        assert_eq!(plain(&read.name), plain(&wanted.name), "{pdf}");
        assert_eq!(read.nickname.as_deref().map(plain), wanted.nickname.as_deref().map(plain), "{pdf}");
        assert_eq!(read.url, wanted.url, "{pdf}");
    }
}

#[test]
fn a_case_is_read_however_it_is_laid_out() {
    let titles: Vec<&str> =
        schema().sections.iter().map(|section| section.title).chain(["事例紹介"]).collect();
    let mut wrong = Vec::new();
    for seed in 0..60 {
        let mut dice = Dice(seed);
        let paper = Paper::any(&mut dice);
        let page = generator::page(seed);
        let pdf = writer::pdf(&page, &titles, &paper);
        let Ok(cases) = read_pages("a.pdf", pdf) else {
            wrong.push(format!("{seed}: no page"));
            continue;
        };
        let (read, wanted) = (fields(&cases[0]), fields(&case("a.txt", page.into_bytes())));
        let first = wanted.iter().find(|field| !read.contains(field));
        wrong.extend(first.map(|field| format!("{seed}: {field:?}")));
    }
    assert_eq!(wrong, [""; 0]);
}

#[test]
fn a_long_file_is_read_in_time() {
    let page = "BT /F1 10 Tf 50 700 Td <4e8b4f8b> Tj ET\n".repeat(3);
    let file = writer::file(&vec![page; 2_000], 600, 800);
    assert!(read_pages("a.pdf", file).is_err());
}
