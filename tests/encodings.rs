//! Pages in the encodings that Japanese files come in, whatever they declare.

#![expect(clippy::unwrap_used, reason = "a page of the tests that cannot be read is a failure")]

use encoding_rs::{EUC_JP, Encoding, ISO_2022_JP, SHIFT_JIS};
use jirei::model::{Case, Code};
use jirei::source::read_pages;

const HTML: &str = include_str!("pages/tonet.dl.html");
const TEXT: &str = include_str!("../seeds/mogaminet.txt");

fn read(name: &str, bytes: Vec<u8>) -> Case {
    let mut cases = read_pages(name, bytes).map_err(|found| format!("{name}: {found:?}")).unwrap();
    cases.remove(0)
}

/// All words of a case.
fn words(case: &Case) -> Vec<String> {
    let fields = case.sections.iter().flat_map(|section| &section.fields);
    let mut words: Vec<String> =
        fields.flat_map(|field| [field.label.to_string(), field.text.clone()]).collect();
    words.push(case.name.clone());
    words.extend(case.nickname.clone());
    words
}

/// A text in UTF-16, little or big end first.
fn utf_16(text: &str, little: bool) -> Vec<u8> {
    let bytes = |unit: u16| if little { unit.to_le_bytes() } else { unit.to_be_bytes() };
    text.encode_utf16().flat_map(bytes).collect()
}

/// The page without what the old encodings do not have, declaring `charset`.
fn html(charset: &str) -> String {
    HTML.replace("화가", "化が")
        .replace('▶', "・")
        .replace("charset=\"UTF-8\"", &format!("charset={charset}"))
}

fn encoded(encoding: &'static Encoding, text: &str) -> Vec<u8> {
    let (bytes, _, lost) = encoding.encode(text);
    assert!(!lost, "{}", encoding.name());
    bytes.into_owned()
}

#[test]
fn legacy_encodings_are_read_whether_declared_wrongly_declared_or_not() {
    let want = words(&read("page", html("UTF-8").into_bytes()));
    for encoding in [SHIFT_JIS, EUC_JP, ISO_2022_JP] {
        for declared in [encoding.name(), "utf-8", "none-such", "x-sjis"] {
            let case = read("page.html", encoded(encoding, &html(declared)));
            assert_eq!(case.source.encoding, encoding.name(), "declared {declared}");
            assert_eq!(words(&case), want, "{} declared {declared}", encoding.name());
            assert!(
                case.diagnostics.iter().all(|found| found.code.name() == "legend"),
                "{:?}",
                case.diagnostics
            );
        }
    }
    let xml = format!("<?xml version='1.0' encoding='EUC-JP'?>{}", html(""));
    assert_eq!(read("page.xhtml", encoded(EUC_JP, &xml)).source.encoding, "EUC-JP");
}

#[test]
fn text_in_a_legacy_encoding_is_told_by_what_it_looks_like() {
    let text = TEXT.replace('▶', "・");
    let want = words(&read("page.txt", TEXT.as_bytes().to_vec()));
    for encoding in [SHIFT_JIS, EUC_JP, ISO_2022_JP] {
        for text in [text.clone(), text.replace('\n', "\r\n")] {
            let case = read("page.txt", encoded(encoding, &text));
            assert_eq!(case.source.encoding, encoding.name());
            assert_eq!(words(&case), want, "{}", encoding.name());
        }
    }
}

#[test]
fn utf_16_is_read_with_and_without_its_mark() {
    for (text, name) in [(HTML, "page.html"), (TEXT, "page.txt")] {
        let want = words(&read(name, text.as_bytes().to_vec()));
        for little in [true, false] {
            for text in [text.to_owned(), format!("\u{feff}{text}")] {
                let case = read(name, utf_16(&text, little));
                assert_eq!(case.source.encoding, if little { "UTF-16LE" } else { "UTF-16BE" });
                assert_eq!(words(&case), want, "{name}");
            }
        }
    }
}

#[test]
fn a_byte_order_mark_goes_before_what_a_page_declares() {
    let bytes = [b"\xef\xbb\xbf", html("Shift_JIS").as_bytes()].concat();
    let case = read("page.html", bytes);
    assert_eq!((case.source.encoding, case.nickname.as_deref()), ("UTF-8", Some("とねっと")));
}

#[test]
fn bytes_that_are_in_no_encoding_are_shown_and_reported_with_their_line() {
    for encoding in [SHIFT_JIS, EUC_JP, encoding_rs::UTF_8] {
        for declared in [encoding.name(), ""] {
            let page = html(declared);
            let at = page.find("医療連携").unwrap();
            let line = u32::try_from(page[..at].lines().count()).unwrap();
            let bytes = [encoded(encoding, &page[..at]), vec![0xff], encoded(encoding, &page[at..])].concat();
            let case = read("page.html", bytes);
            assert_eq!(case.source.encoding, encoding.name(), "declared {declared:?}");
            assert!(words(&case).iter().any(|words| words.contains('\u{fffd}')));
            let found: Vec<_> = case
                .diagnostics
                .iter()
                .filter(|found| found.code.name() == "undecodable-bytes")
                .filter_map(|found| found.lines)
                .map(|lines| (lines.first, lines.last))
                .collect();
            assert_eq!(found, [(line, line)], "{}", encoding.name());
        }
    }
}

#[test]
fn what_is_no_text_is_refused() {
    let jpeg =
        [b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xff\xdb\0C\0\x08".as_slice(), &[7; 600]]
            .concat();
    for (name, bytes) in [("jpeg", jpeg), ("hole", vec![0; 100_000]), ("empty", Vec::new()), ("one", vec![0])]
    {
        let refused = read_pages(name, bytes).map(|cases| cases.len()).unwrap_err();
        let want = if name == "empty" { "not-a-page" } else { "unreadable" };
        assert_eq!(refused.code.name(), want, "{name}");
    }
}

/// The lines of the diagnostics that bytes cannot be decoded, page by page.
fn undecodable(pages: &[Case]) -> Vec<Vec<u32>> {
    let of_page = |case: &Case| {
        let found = case.diagnostics.iter().filter(|found| found.code == Code::UndecodableBytes);
        found.filter_map(|found| Some(found.lines?.first)).collect()
    };
    pages.iter().map(of_page).collect()
}

#[test]
fn undecodable_bytes_in_lines_of_several_pages_are_reported_once_by_the_page_that_shows_them() {
    const ROWS: [[&str; 3]; 7] = [
        ["システム名", "網一", "網二"],
        ["代表団体", "甲", "乙"],
        ["運用開始状況", "導入済み：2013年", "導入済み：2014年"],
        ["稼働状況", "サービス運用中", "サービス運用中"],
        ["提供地域", "山形", "秋田"],
        ["登録患者数", "12", "34"],
        ["疾病", "糖尿病", "がん"],
    ];
    let csv = ROWS.map(|row| row.join(",")).join("\n") + "\n";
    let html = ROWS.map(|row| format!("<tr><td>{}</td></tr>", row.join("</td><td>"))).concat();
    let html = format!("<html><body><h2>事例紹介</h2><table>{html}</table></body></html>");
    for text in [csv, html] {
        for (word, expected) in [("甲", [true, false]), ("乙", [false, true])] {
            let (before, after) = text.split_once(word).unwrap();
            let bytes = [before.as_bytes(), word.as_bytes(), b"\xFF", after.as_bytes()].concat();
            let reported = undecodable(&read_pages("a", bytes).unwrap());
            assert_eq!(
                reported.iter().map(|lines| !lines.is_empty()).collect::<Vec<_>>(),
                expected,
                "{word}"
            );
        }
    }
}

#[test]
fn undecodable_bytes_in_lines_of_one_page_each_are_reported_by_each() {
    let page = std::fs::read("seeds/tonet.txt").unwrap();
    let broken = [&page[..], b"\xFF\n"].concat();
    let reported = undecodable(&read_pages("a", broken.repeat(3)).unwrap());
    assert!(reported.len() == 3 && reported.iter().all(|lines| lines.len() == 1), "{reported:?}");
}
