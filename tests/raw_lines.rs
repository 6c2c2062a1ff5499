//! The lines of a page as they stand in its file hold what was read out of them, whatever the page is
//! written in.

#![expect(clippy::unwrap_used, reason = "a page of the tests that cannot be read is a failure")]

use std::path::{Path, PathBuf};

use encoding_rs::{EUC_JP, ISO_2022_JP, SHIFT_JIS};
use jirei::model::{Case, Field};
use jirei::source::{Origin, read_pages};

/// Letters that neither converters nor printers change.
fn bare(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric() || "○△×、。".contains(*letter)).collect()
}

/// The words that a field begins with.
fn first_words(text: &str) -> String {
    bare(text).chars().take(4).collect()
}

fn pages(path: &Path) -> Vec<Case> {
    read_pages(&path.to_string_lossy(), std::fs::read(path).unwrap()).unwrap()
}

/// The fields whose own lines do not hold the words that they begin with.
fn without_their_words(path: &Path) -> (usize, Vec<String>) {
    let origin = Origin { path: path.to_owned(), builtin: false, stamp: None, part: None };
    let (mut seen, mut missing) = (0, Vec::new());
    for case in pages(path) {
        let fields = case.sections.iter().flat_map(|section| &section.fields);
        for field in fields.filter(|field: &&Field| !field.text.is_empty()) {
            let raw = origin.lines(field.lines, 0, &field.label).unwrap();
            assert!(!raw.changed);
            assert_eq!(raw.first, field.lines.first);
            assert_eq!(raw.lines.len(), (field.lines.last - field.lines.first + 1) as usize);
            let words = first_words(&field.text);
            seen += 1;
            if !bare(&raw.lines.concat()).contains(&words) {
                missing.push(format!("{}: {}: {words}: {:?}", path.display(), field.label, raw.lines));
            }
        }
    }
    (seen, missing)
}

#[test]
fn the_lines_of_every_field_hold_its_first_words() {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/pages"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.extend(["seeds/tonet.txt".into(), "seeds/mogaminet.txt".into()]);
    assert!(paths.len() > 20);
    for path in paths {
        let (seen, missing) = without_their_words(&path);
        assert!(seen > 40, "{}: {seen}", path.display());
        assert!(missing.is_empty(), "{}", missing.join("\n"));
    }
}

#[test]
fn they_are_decoded_and_counted_as_they_were_read() {
    let text = std::fs::read_to_string("seeds/mogaminet.txt").unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("page.txt");
    let utf_16: Vec<u8> =
        std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let old = text.replace('▶', "・");
    let marked = ["\u{feff}", &text].concat();
    let variants: [(&str, Vec<u8>); 7] = [
        ("a mark", marked.into_bytes()),
        ("UTF-16", utf_16),
        ("Shift_JIS", SHIFT_JIS.encode(&old).0.into_owned()),
        ("EUC-JP", EUC_JP.encode(&old).0.into_owned()),
        ("ISO-2022-JP", ISO_2022_JP.encode(&old).0.into_owned()),
        ("CR LF", text.replace('\n', "\r\n").into_bytes()),
        ("CR", text.replace('\n', "\r").into_bytes()),
    ];
    for (name, bytes) in variants {
        std::fs::write(&path, bytes).unwrap();
        let (seen, missing) = without_their_words(&path);
        assert!(seen > 40, "{name}: {seen}");
        assert!(missing.is_empty(), "{name}: {}", missing.join("\n"));
    }
}
