//! What holds for any bytes at all. The fuzz target and the tests with a fixed seed share it.

#[allow(dead_code, reason = "tests of pages that are known to be text use the rest of it")]
#[path = "../ledger/lost.rs"]
mod lost;

use jirei::model::{Case, Code, LineSpan};
use jirei::source::read_pages;
use jirei::text::{ascii_address, is_web_address};

use self::lost::lost_of;

/// Reads the bytes and follows the cases into JSON and back; panics where something does not hold.
pub fn assert_sound(bytes: &[u8]) {
    let lines = u32::try_from(bytes.iter().filter(|byte| matches!(byte, b'\n' | b'\r')).count() + 1).unwrap();
    let Ok(cases) = read_pages("any.txt", bytes.to_vec()) else {
        return;
    };
    assert!(!cases.is_empty(), "no pages, and no reason why");
    // What is packed has words and lines of its own.
    let is_packed = cases.iter().any(|case| case.source.part.is_some());
    let lost = if is_packed { Vec::new() } else { lost_of(bytes, &cases) };
    assert!(lost.is_empty(), "lost: {}", lost.join("; "));
    for case in &cases {
        if !is_packed {
            assert_spans(case, lines);
        }
        assert_clean(case);
        assert_json(case);
    }
}

/// Everything that has a place has it inside its page and its file.
fn assert_spans(case: &Case, lines: u32) {
    let page = case.source.lines;
    let fields = case.sections.iter().flat_map(|section| &section.fields).map(|field| field.lines);
    // What follows a page and is too short to be one is told with it.
    let diagnostics = case.diagnostics.iter().filter(|diagnostic| diagnostic.code != Code::NotAPage);
    let diagnostics = diagnostics.filter_map(|diagnostic| diagnostic.lines);
    for LineSpan { first, last } in fields.chain(diagnostics).chain([page]) {
        assert!(1 <= first && first <= last && last <= lines, "{first}-{last} of {lines} lines");
        assert!(page.first <= first && last <= page.last, "{first}-{last} outside {page:?}");
    }
}

/// No escape sequence reaches a terminal, white space is folded, and an address is one.
fn assert_clean(case: &Case) {
    let fields = case.sections.iter().flat_map(|section| &section.fields);
    let words = fields.flat_map(|field| [field.label.as_ref(), field.text.as_str()]);
    let titles = case.sections.iter().map(|section| section.title.as_str());
    let words = words.chain(titles);
    if let Some(url) = case.url.as_deref().filter(|url| is_web_address(url)) {
        assert!(ascii_address(url).is_some(), "no address: {url:?}");
    }
    for words in words.chain([case.name.as_str()]).chain(case.nickname.as_deref()).chain(case.url.as_deref())
    {
        assert!(!words.contains(char::is_control), "a control character in {words:?}");
        assert_eq!(words.trim(), words);
    }
}

/// The JSON parses and says what the case says.
fn assert_json(case: &Case) {
    let json = serde_json::to_string(case).unwrap();
    let back: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(back["name"], case.name.as_str());
    for (section, read) in case.sections.iter().zip(back["sections"].as_array().unwrap()) {
        assert_eq!(read["title"], section.title.as_str());
        for (field, read) in section.fields.iter().zip(read["fields"].as_array().unwrap()) {
            assert_eq!(read["text"], field.text.as_str());
            assert!(read["value"]["kind"].is_string());
        }
    }
}
