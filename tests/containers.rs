//! Pages out of containers and of documents without lines: what was put in is what is read, damaged or not.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops by panicking")]

#[allow(dead_code, reason = "others use the rest of it")]
mod generator;
mod packer;

use std::fs;

use generator::{Dice, html_page, page};
use jirei::lang::Lang;
use jirei::model::{Case, Severity};
use jirei::source::{self, read_pages};
use packer::{
    book, gzip, mail, mhtml, open_text, open_workbook, rows, warc, webarchive, word, workbook, zip, zstd,
};

/// Name, nickname and address.
type Head = (String, Option<String>, Option<String>);

/// Name, nickname, address, and label and text of every field.
fn content(case: &Case) -> (Head, Vec<(String, String)>) {
    let fields = case.sections.iter().flat_map(|section| &section.fields);
    let fields = fields.map(|field| (field.label.to_string(), field.text.clone())).collect();
    ((case.name.clone(), case.nickname.clone(), case.url.clone()), fields)
}

/// The pages of a file have just the content of these.
#[track_caller]
fn holds(path: &str, bytes: Vec<u8>, pages: &[String]) -> Vec<Case> {
    let read =
        read_pages(path, bytes).unwrap_or_else(|refused| panic!("{path}: {}", refused.message(Lang::En)));
    let wanted = pages.iter().flat_map(|page| read_pages("page", page.clone().into_bytes()).unwrap());
    let wanted: Vec<_> = wanted.map(|case| content(&case)).collect();
    assert_eq!(read.iter().map(content).collect::<Vec<_>>(), wanted, "{path}");
    for case in &read {
        let severe = case.diagnostics.iter().find(|found| found.severity() > Severity::Info);
        assert!(severe.is_none(), "{path}: {severe:?}");
    }
    read
}

#[track_caller]
fn refused(path: &str, bytes: Vec<u8>, reason: &'static str) {
    let refused = read_pages(path, bytes).expect_err(path);
    assert!(
        refused.message(Lang::Ja).contains(Lang::Ja.text(reason).split('{').next().unwrap()),
        "{path}: {refused:?}"
    );
}

#[test]
fn compressed_pages_are_read_with_the_lines_that_they_have_unpacked() {
    for seed in 0..4 {
        let html = html_page(seed);
        let plain = &read_pages("page", html.clone().into_bytes()).unwrap()[0];
        for (name, bytes) in [("a.gz", gzip(html.as_bytes())), ("a.zst", zstd(html.as_bytes()))] {
            let read = holds(name, bytes, std::slice::from_ref(&html));
            assert_eq!(read[0].source.lines, plain.source.lines);
            assert_eq!(read[0].source.part.as_ref().unwrap().name, "");
        }
        // Several gzip files one after another are one.
        let (first, second) = html.as_bytes().split_at(html.len() / 2);
        holds("b.gz", [gzip(first), gzip(second)].concat(), &[html]);
    }
}

#[test]
fn an_archive_gives_the_pages_of_its_files_by_name_and_says_which() {
    let pages = [html_page(1), page(2), html_page(3)];
    let files = [("資料/b.html", &pages[1]), ("資料/a.html", &pages[0]), ("c.txt", &pages[2])];
    let files = files.map(|(name, page)| (name, page.as_bytes().to_vec()));
    let others = [("__MACOSX/._c.txt", b"x".to_vec()), ("read me.txt", "買い物".into())];
    let read = holds(
        "a.zip",
        zip(files.into_iter().chain(others)),
        &[pages[2].clone(), pages[0].clone(), pages[1].clone()],
    );
    let places: Vec<String> = read.iter().map(|case| case.source.place(case.source.lines.first)).collect();
    assert_eq!(places, ["a.zip!c.txt:1", "a.zip!資料/a.html:1", "a.zip!資料/b.html:1"]);
}

#[test]
fn containers_in_containers_are_opened_four_deep_and_no_deeper() {
    let html = html_page(5);
    let mut bytes = zip([("a.html", html.clone().into_bytes())]);
    for _ in 0..3 {
        holds("a.zip", bytes.clone(), std::slice::from_ref(&html));
        bytes = zip([("in.zip", bytes)]);
    }
    let read = holds("a.zip", bytes.clone(), &[html]);
    assert_eq!(read[0].source.part.as_ref().unwrap().name, "in.zip!in.zip!in.zip!a.html");
    refused("a.zip", gzip(&bytes), "source.nested");
}

#[test]
fn what_unpacks_without_end_is_refused_in_time() {
    let blank = vec![b' '; 1024 * 1024];
    // Files of both kinds one after another are one.
    refused("bomb.gz", gzip(&blank).repeat(70), "source.too-much-inside");
    refused("bomb.zst", zstd(&blank).repeat(70), "source.too-much-inside");
    let blank = blank.repeat(70);
    refused("bomb.zip", zip([("a.txt", blank.clone())]), "source.too-much-inside");
    let sheet = zip([("xl/workbook.xml", Vec::new()), ("xl/sharedStrings.xml", blank)]);
    refused("bomb.xlsx", sheet, "source.too-much-inside");
    // What fits is read all the same.
    let html = html_page(1);
    holds("page.zip", zip([("a.html", html.clone().into_bytes())]), &[html]);
}

#[test]
fn what_is_nested_or_spans_without_end_ends() {
    let mut nested = mail(&html_page(1), "base64");
    for level in 0..6 {
        nested = packer::forwarded_as(&nested, level);
    }
    refused("a.eml", nested, "source.nested");
    let parts: String = (0..20_000)
        .map(|level| format!("Content-Type: multipart/mixed; boundary=b{level}\r\n\r\n--b{level}\r\n"))
        .collect();
    let _ = read_pages("b.eml", format!("MIME-Version: 1.0\r\n{parts}").into_bytes());
    let mut lists =
        b"<?xml version=\"1.0\"?><plist version=\"1.0\"><dict><key>WebMainResource</key>".to_vec();
    lists.extend(b"<array>".repeat(100_000));
    let _ = read_pages("a.webarchive", lists);
    let open = "<w:tbl><w:tr><w:tc>".repeat(100_000);
    let xml = format!("<w:document><w:body>{open}<w:p><w:r><w:t>事例紹介</w:t></w:r></w:p>");
    let _ = read_pages("a.docx", zip([("word/document.xml", xml.into_bytes())]));
    let wide = page(2).replace("\n\n", "\n");
    let spanned = packer::word_with(&wide, "<w:tcPr><w:gridSpan w:val=\"65534\"/></w:tcPr>");
    assert_eq!(read_pages("a.docx", spanned).unwrap().len(), 1);
    // A row of 2,000 cells, said once and repeated.
    let row = "<table:table-row><table:table-cell table:number-columns-repeated=\"2000\"><text:p>1</text:p></table:table-cell></table:table-row>";
    let sheet = format!("<table:table table:name=\"a\">{}</table:table>", row.repeat(501));
    let kind = b"application/vnd.oasis.opendocument.spreadsheet".to_vec();
    refused("a.ods", zip([("mimetype", kind), ("content.xml", sheet.into_bytes())]), "source.too-many-parts");
}

#[test]
fn mails_are_read_however_they_are_encoded_and_put_together() {
    let html = html_page(6);
    for encoding in ["quoted-printable", "base64", "8bit"] {
        let read = holds("a.eml", mail(&html, encoding), std::slice::from_ref(&html));
        let source = serde_json::to_value(&read[0].source).unwrap();
        assert_eq!(
            (&source["container"], &source["date"], &source["date_from"]),
            (&"mail".into(), &"2017-01-11".into(), &"saver".into())
        );
    }
    let attached = packer::attached(&html_page(7), "事例.html");
    let read = holds("b.eml", attached.clone(), &[html_page(7)]);
    assert_eq!(read[0].source.part.as_ref().unwrap().name, "事例.html");
    holds("c.eml", packer::alternatives(&page(8), &html_page(8)), &[html_page(8)]);
    holds("d.eml", packer::alternatives(&page(8), "<p>なし</p>"), &[page(8)]);
    holds("e.eml", packer::forwarded(&attached), &[html_page(7)]);
    let mbox = [mail(&html, "base64"), attached].map(|mail| {
        [b"From a@example.jp Tue Jan 10 10:11:12 2017\n".to_vec(), mail, b"\n".to_vec()].concat()
    });
    holds("f.mbox", mbox.concat(), &[html, html_page(7)]);
}

#[test]
fn pages_saved_as_one_file_are_read_with_their_address_and_day() {
    let html = html_page(9);
    for (name, bytes, container) in [
        ("a.mhtml", mhtml(&html), "mhtml"),
        ("a.webarchive", webarchive(&html), "webarchive"),
        ("a.warc", warc(&html, false), "warc"),
    ] {
        let read = holds(name, bytes, std::slice::from_ref(&html));
        let source = serde_json::to_value(&read[0].source).unwrap();
        assert_eq!(
            (&source["container"], &source["url"]),
            (&container.into(), &"https://example.jp/jirei/9".into()),
            "{name}"
        );
        if container != "webarchive" {
            assert_eq!(source["date"], "2017-01-11", "{name}: the day in Japan");
        }
    }
    holds("b.warc", warc(&html, true), std::slice::from_ref(&html));
    holds("c.warc.gz", gzip(&warc(&html, true)), &[html]);
}

#[test]
fn documents_of_word_processors_are_read_with_the_place_of_each_row() {
    for seed in 0..12 {
        for (name, bytes) in [("a.docx", word(&page(seed))), ("a.odt", open_text(&page(seed)))] {
            let read = holds(name, bytes, &[page(seed)]);
            let case = serde_json::to_value(&read[0]).unwrap();
            assert_eq!(
                (&case["source"]["format"], &case["source"]["lines"]),
                (&name[2..].into(), &serde_json::Value::Null)
            );
            let field = &case["sections"][1]["fields"][0];
            assert_eq!(
                (&field["lines"], &field["place"]),
                (&serde_json::Value::Null, &serde_json::json!({"table": 2, "row": 1})),
                "{name}"
            );
        }
        holds("a.epub", book(&html_page(seed)), &[html_page(seed)]);
    }
}

#[test]
fn workbooks_are_read_with_a_case_a_sheet_a_row_or_a_column() {
    for seed in 0..6 {
        let pages = [page(3 * seed), page(3 * seed + 1), page(3 * seed + 2)];
        let sheets: Vec<Vec<Vec<String>>> = pages.iter().map(|page| rows(page)).collect();
        let read = holds("sheets.xlsx", workbook(&sheets), &pages);
        let first = serde_json::to_value(&read[0]).unwrap();
        assert_eq!(first["sections"][0]["fields"][1]["place"]["sheet"], "表1");
        holds("sheets.ods", open_workbook(&sheets), &pages);
    }
}

#[test]
fn sheets_as_offices_lay_them_out_are_read_with_every_blank_in_its_place() {
    for seed in 0..8 {
        let (mut three, mut headed, mut section) = (Vec::new(), Vec::new(), String::new());
        headed.push(["分類", "項目", "内容"].map(str::to_owned).to_vec());
        let (lines, labels) = (rows(&page(seed)), ["名称", "略称", "URL"]);
        let head: Vec<&Vec<String>> = lines.iter().skip_while(|line| line[0] == "事例紹介").take(3).collect();
        for (line, label) in head.into_iter().zip(labels) {
            three.push(vec![String::new(), label.to_owned(), line[0].clone()]);
        }
        for line in &lines {
            match line.as_slice() {
                [title] => section = title.clone(),
                [label, value, ..] => three.push(vec![section.clone(), label.clone(), value.clone()]),
                [] => {}
            }
        }
        headed.extend(three.iter().cloned());
        for (name, sheet) in [("three.xlsx", three), ("headed.xlsx", headed)] {
            holds(name, workbook(std::slice::from_ref(&sheet)), &[page(seed)]);
            holds(&name.replace("xlsx", "ods"), open_workbook(&[sheet]), &[page(seed)]);
        }
    }
}

#[test]
fn damaged_containers_never_stop_the_reader_and_say_that_they_are_damaged() {
    let html = html_page(4);
    let whole: [(&str, Vec<u8>); 9] = [
        ("a.gz", gzip(html.as_bytes())),
        ("a.zst", zstd(html.as_bytes())),
        ("a.zip", zip([("a.html", html.clone().into_bytes())])),
        ("a.docx", word(&page(4))),
        ("a.odt", open_text(&page(4))),
        ("a.xlsx", workbook(&[rows(&page(4))])),
        ("a.epub", book(&html)),
        ("a.webarchive", webarchive(&html)),
        ("a.warc", warc(&html, true)),
    ];
    let mut dice = Dice(11);
    for (name, bytes) in whole {
        for _ in 0..40 {
            let mut damaged = bytes.clone();
            if dice.chance(50) {
                damaged.truncate(dice.between(8, bytes.len()));
            }
            for _ in 0..dice.below(4) {
                let at = dice.between(8, damaged.len() - 1);
                damaged[at] = dice.next().to_le_bytes()[0];
            }
            let _ = read_pages(name, damaged);
        }
        if name != "a.webarchive" {
            refused(name, bytes[..bytes.len() / 2].to_vec(), "source.damaged");
        }
    }
}

#[test]
fn what_needs_a_password_or_is_of_an_old_kind_is_refused_by_name() {
    let mut locked = zip([("a.html", html_page(1).into_bytes())]);
    // The first bit of the flags, in the head of the file and in the directory.
    locked[6] |= 1;
    let directory = locked.windows(4).position(|four| four == b"PK\x01\x02").unwrap();
    locked[directory + 8] |= 1;
    refused("a.zip", locked, "source.encrypted");
    let old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    refused("a.doc", old.clone(), "source.old-office");
    let protected: Vec<u8> = "EncryptedPackage".bytes().flat_map(|byte| [byte, 0]).collect();
    refused("a.docx", [old, protected].concat(), "source.protected");
    refused("a.rtf", b"{\\rtf1\\ansi}".to_vec(), "source.rich-text");
    refused("a.7z", b"7z\xbc\xaf\x27\x1c".to_vec(), "source.packed");
}

#[test]
fn a_folder_names_what_could_hold_a_page_and_counts_the_rest_by_kind() {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
    put("a.html", html_page(1).as_bytes());
    put("b.zip", &zip([("c.html", html_page(2).into_bytes()), ("d.zip", b"PK\x03\x04cut".to_vec())]));
    put("cut.docx", &word(&page(3))[..900]);
    put("memo.docx", &word("# 議事録\n\n日時\t今日\n"));
    put("photo.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF\0");
    put("memo.txt", "買い物".as_bytes());
    put("memo.eml", &mail("<p>こんにちは</p>", "base64"));
    let catalog = source::load(&[folder.path().to_owned()]);
    assert_eq!(catalog.pages.len(), 2);
    let named: Vec<String> = catalog
        .diagnostics
        .iter()
        .map(|found| found.place().rsplit('/').next().unwrap().to_owned())
        .collect();
    assert_eq!(named, ["b.zip!d.zip", "cut.docx"]);
    assert_eq!(catalog.passed_over.text(Lang::Ja), "1 Word などの文書、1 メール、1 画像、1 ほかのファイル");
}

#[test]
fn what_jirei_wrote_is_read_alone_and_is_no_second_source_beside_the_page() {
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("page.html");
    fs::write(&page, html_page(1)).unwrap();
    let catalog = source::load(std::slice::from_ref(&page));
    let mut json = Vec::new();
    jirei::export::json::write_document(&catalog, &mut json).unwrap();
    let copy = folder.path().join("a-copy.json");
    fs::write(&copy, json).unwrap();
    let alone = source::load(&[copy]);
    assert_eq!(
        alone.cases().map(content).collect::<Vec<_>>(),
        catalog.cases().map(content).collect::<Vec<_>>()
    );
    for name in ["t.csv", "t.tsv", "t.xlsx"] {
        let table = folder.path().join(name);
        let sheet = if name.ends_with("xlsx") {
            workbook(&[vec![["ID", "名称", "略称", "URL", "最新のページ"].map(str::to_owned).to_vec()]])
        } else {
            let mark = if name == "t.csv" { ',' } else { '\t' };
            ["id", "name", "nickname", "url", "newest"].join(&mark.to_string()).into_bytes()
        };
        fs::write(&table, &sheet).unwrap();
        refused(name, sheet, "source.own-table");
    }
    for paths in [vec![folder.path().to_owned()], vec![page, folder.path().to_owned()]] {
        let both = source::load(&paths);
        let [entry] = both.entries.as_slice() else { panic!("one case") };
        assert!(both.pages[entry.page].source.path.ends_with("page.html") && entry.other_pages.is_empty());
    }
}
