//! Pages put into containers, as browsers, mail programs and offices write them.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use flate2::Compression;
use flate2::write::GzEncoder;
use plist::{Dictionary, Value};
use rust_xlsxwriter::Workbook;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut writer = GzEncoder::new(Vec::new(), Compression::default());
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}

pub fn zstd(bytes: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
}

pub fn zip<'a>(files: impl IntoIterator<Item = (&'a str, Vec<u8>)>) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.write_all(&bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// Ten at night in London is the next morning in Japan.
const DATE: &str = "Tue, 10 Jan 2017 22:11:12 +0000";

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let group = |three: &[u8]| {
        let bits =
            three.iter().chain(&[0, 0]).take(3).fold(0_usize, |bits, byte| bits << 8 | usize::from(*byte));
        let letter =
            |at: usize| if at > three.len() { '=' } else { char::from(LETTERS[bits >> (18 - 6 * at) & 63]) };
        (0..4).map(letter).collect::<String>()
    };
    bytes.chunks(57).map(|line| line.chunks(3).map(group).collect::<String>() + "\r\n").collect()
}

fn quoted_printable(text: &str) -> String {
    let mut written = String::new();
    let mut length = 0;
    for byte in text.bytes() {
        let piece = match byte {
            b'\n' => {
                length = 0;
                written.push_str("\r\n");
                continue;
            }
            b' ' | b'!'..=b'<' | b'>'..=b'~' => char::from(byte).to_string(),
            byte => format!("={byte:02X}"),
        };
        if length + piece.len() > 75 {
            written.push_str("=\r\n");
            length = 0;
        }
        length += piece.len();
        written += &piece;
    }
    written
}

fn part(text: &str, kind: &str, encoding: &str) -> String {
    let body = match encoding {
        "base64" => base64(text.as_bytes()),
        "quoted-printable" => quoted_printable(text),
        _ => text.to_owned(),
    };
    format!(
        "Content-Type: text/{kind}; charset=utf-8\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n{body}\r\n"
    )
}

fn head() -> String {
    format!(
        "Subject: =?utf-8?B?5LqL5L6L?=\r\nFrom: a@example.jp\r\nTo: b@example.jp\r\nDate: {DATE}\r\nMIME-Version: 1.0\r\n"
    )
}

pub fn mail(html: &str, encoding: &str) -> Vec<u8> {
    (head() + &part(html, "html", encoding)).into_bytes()
}

fn multipart(kind: &str, parts: &[String]) -> String {
    let parts: String = parts.iter().map(|part| format!("--b1\r\n{part}")).collect();
    format!("Content-Type: multipart/{kind}; boundary=b1\r\n\r\n{parts}--b1--\r\n")
}

pub fn attached(html: &str, name: &str) -> Vec<u8> {
    let note = part("添付します", "plain", "base64");
    let file = format!(
        "Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename*=utf-8''{}\r\n\
         Content-Transfer-Encoding: base64\r\n\r\n{}",
        name.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>(),
        base64(html.as_bytes())
    );
    (head() + &multipart("mixed", &[note, file])).into_bytes()
}

pub fn alternatives(text: &str, html: &str) -> Vec<u8> {
    let parts = [part(text, "plain", "base64"), part(html, "html", "base64")];
    (head() + &multipart("alternative", &parts)).into_bytes()
}

pub fn forwarded(mail: &[u8]) -> Vec<u8> {
    forwarded_as(mail, 0)
}

/// Forwards a mail that may be a forwarded one.
pub fn forwarded_as(mail: &[u8], level: usize) -> Vec<u8> {
    let inner = String::from_utf8(mail.to_vec()).unwrap().replace("b1", &format!("in{level}"));
    let parts =
        [part("転送します", "plain", "base64"), format!("Content-Type: message/rfc822\r\n\r\n{inner}\r\n")];
    (head() + &multipart("mixed", &parts)).into_bytes()
}

pub fn mhtml(html: &str) -> Vec<u8> {
    let address = "Content-Location: https://example.jp/jirei/9\r\n";
    let page = address.to_owned() + &part(html, "html", "quoted-printable");
    let style =
        "Content-Type: text/css\r\nContent-Transfer-Encoding: 8bit\r\n\r\ntd { color: red }\r\n".to_owned();
    let head = format!(
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.jp/jirei/9\r\nDate: {DATE}\r\nMIME-Version: 1.0\r\n"
    );
    (head + &multipart("related", &[page, style])).into_bytes()
}

pub fn webarchive(html: &str) -> Vec<u8> {
    let main = Dictionary::from_iter([
        ("WebResourceData", Value::Data(html.as_bytes().to_vec())),
        ("WebResourceMIMEType", "text/html".into()),
        ("WebResourceTextEncodingName", "UTF-8".into()),
        ("WebResourceURL", "https://example.jp/jirei/9".into()),
    ]);
    let mut bytes = Vec::new();
    let archive = Dictionary::from_iter([("WebMainResource", Value::Dictionary(main))]);
    Value::Dictionary(archive).to_writer_binary(&mut bytes).unwrap();
    bytes
}

/// A WARC of a request, a page and a style sheet; the page in chunks or as it is.
pub fn warc(html: &str, chunked: bool) -> Vec<u8> {
    let mut body = String::new();
    if chunked {
        for chunk in html.chars().collect::<Vec<_>>().chunks(1000) {
            let chunk: String = chunk.iter().collect();
            let _ = write!(body, "{:x}\r\n{chunk}\r\n", chunk.len());
        }
        body += "0\r\n\r\n";
    } else {
        body += html;
    }
    let coding = if chunked { "Transfer-Encoding: chunked\r\n" } else { "" };
    let answer = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{coding}\r\n{body}");
    let style = "HTTP/1.1 200 OK\r\nContent-Type: text/css\r\n\r\ntd { }".to_owned();
    let records = [
        ("warcinfo", "", "software: test\r\n".to_owned()),
        ("request", "https://example.jp/jirei/9", "GET / HTTP/1.1\r\n\r\n".to_owned()),
        ("response", "https://example.jp/jirei/9", answer),
        ("response", "https://example.jp/a.css", style),
    ];
    let record = |(kind, address, body): &(&str, &str, String)| {
        format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2017-01-10T22:11:12Z\r\n\
             Content-Length: {}\r\n\r\n{body}\r\n\r\n",
            body.len()
        )
    };
    records.iter().map(record).collect::<String>().into_bytes()
}

fn escaped(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// The lines of a page: cells of a row, or one of words.
pub fn rows(page: &str) -> Vec<Vec<String>> {
    let lines = page.lines().map(|line| line.trim_start_matches(['#', ' '])).filter(|line| !line.is_empty());
    lines.map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}

/// Writes a page as paragraphs and tables.
fn document(
    page: &str,
    paragraph: impl Fn(&str) -> String,
    table: (&str, &str),
    row: impl Fn(&[String]) -> String,
) -> String {
    let mut written = String::new();
    let mut is_table = false;
    for cells in rows(page) {
        if (cells.len() > 1) != is_table {
            is_table = !is_table;
            written += if is_table { table.0 } else { table.1 };
        }
        written += &if is_table { row(&cells) } else { paragraph(&cells[0]) };
    }
    written + if is_table { table.1 } else { "" }
}

/// A document of Word: words in several runs, deleted ones and a code of a field among them.
pub fn word(page: &str) -> Vec<u8> {
    word_with(page, "<w:tcPr/>")
}

/// A document of Word whose cells have these properties.
pub fn word_with(page: &str, properties: &str) -> Vec<u8> {
    let run = |words: &str| {
        let half = words.char_indices().nth(words.chars().count() / 2).map_or(0, |(at, _)| at);
        let (first, second) = words.split_at(half);
        format!(
            "<w:p><w:pPr><w:tabs><w:tab w:val=\"left\" w:pos=\"720\"/></w:tabs></w:pPr><w:r><w:t xml:space=\"preserve\">{}</w:t></w:r><w:del><w:r><w:delText>消した</w:delText></w:r></w:del>\
             <w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>",
            escaped(first),
            escaped(second)
        )
    };
    let cell = |words: &String| format!("<w:tc>{properties}{}</w:tc>", run(words));
    let row = |cells: &[String]| format!("<w:tr>{}</w:tr>", cells.iter().map(cell).collect::<String>());
    let body = document(page, run, ("<w:tbl>", "</w:tbl>"), row);
    let xml =
        format!("<?xml version=\"1.0\"?><w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
    zip([("[Content_Types].xml", Vec::new()), ("word/document.xml", xml.into_bytes())])
}

/// A document of LibreOffice Writer.
pub fn open_text(page: &str) -> Vec<u8> {
    let paragraph = |words: &str| format!("<text:p>\n  <text:span>{}</text:span></text:p>", escaped(words));
    let cell = |words: &String| format!("<table:table-cell>{}</table:table-cell>", paragraph(words));
    let row = |cells: &[String]| {
        format!("<table:table-row>{}</table:table-row>", cells.iter().map(cell).collect::<String>())
    };
    let body = document(page, paragraph, ("<table:table>", "</table:table>"), row);
    let xml = format!(
        "<?xml version=\"1.0\"?><office:document-content><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    );
    zip([
        ("mimetype", b"application/vnd.oasis.opendocument.text".to_vec()),
        ("content.xml", xml.into_bytes()),
    ])
}

/// A workbook of LibreOffice Calc with these sheets; blank rows and cells are said once.
pub fn open_workbook(sheets: &[Vec<Vec<String>>]) -> Vec<u8> {
    let cell =
        |words: &String| format!("<table:table-cell><text:p>{}</text:p></table:table-cell>", escaped(words));
    let row = |cells: &Vec<String>| {
        format!(
            "<table:table-row><table:table-cell table:number-columns-repeated=\"2\"/>{}<table:table-cell table:number-columns-repeated=\"16000\"/></table:table-row>",
            cells.iter().map(cell).collect::<String>()
        )
    };
    let sheet = |(number, rows): (usize, &Vec<Vec<String>>)| {
        format!(
            "<table:table table:name=\"表{}\">{}<table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell/></table:table-row></table:table>",
            number + 1,
            rows.iter().map(row).collect::<String>()
        )
    };
    let body: String = sheets.iter().enumerate().map(sheet).collect();
    let xml = format!(
        "<?xml version=\"1.0\"?><office:document-content><office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"
    );
    zip([
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet".to_vec()),
        ("content.xml", xml.into_bytes()),
    ])
}

/// A workbook of Excel with these sheets; what is a number is one.
pub fn workbook(sheets: &[Vec<Vec<String>>]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    for (rows, number) in sheets.iter().zip(1..) {
        let sheet = workbook.add_worksheet();
        sheet.set_name(format!("表{number}")).unwrap();
        for (cells, row) in rows.iter().zip(0_u32..) {
            for (words, column) in cells.iter().zip(0_u16..) {
                match words.parse::<u32>() {
                    Ok(number) => sheet.write_number(row, column, number),
                    Err(_) => sheet.write_string(row, column, words),
                }
                .unwrap();
            }
        }
    }
    workbook.save_to_buffer().unwrap()
}

/// A book of a title page and a page in two chapters.
pub fn book(html: &str) -> Vec<u8> {
    let headings: Vec<usize> = html.match_indices("<h").map(|(at, _)| at).collect();
    let half = headings[headings.len() / 2];
    let package = "<package><manifest><item id=\"b\" href=\"b.xhtml\"/><item id=\"a\" href=\"a.xhtml\"/><item id=\"t\" href=\"t.xhtml\"/>\
                   </manifest><spine><itemref idref=\"t\"/><itemref idref=\"a\"/><itemref idref=\"b\"/></spine></package>";
    zip([
        ("mimetype", b"application/epub+zip".to_vec()),
        (
            "META-INF/container.xml",
            b"<container><rootfiles><rootfile full-path=\"OPS/p.opf\"/></rootfiles></container>".to_vec(),
        ),
        ("OPS/p.opf", package.into()),
        ("OPS/t.xhtml", "<html><body><p>本</p></body></html>".into()),
        ("OPS/a.xhtml", format!("{}</body></html>", &html[..half]).into_bytes()),
        ("OPS/b.xhtml", format!("<html><body>{}", &html[half..]).into_bytes()),
    ])
}
