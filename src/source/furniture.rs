//! What programs put before every line of a page, and what printers repeat on every sheet: found by
//! counting, digits masked.

use rustc_hash::FxHashMap;

use super::align::{Item, opening};
use super::form::form;
use super::line::{Line, LineKind, Mark, is_bar};
use crate::model::schema::schema;

/// So many lines out of ten must begin alike.
const OF_TEN: usize = 8;
/// No prefix is longer, in bytes of its mask.
const LONGEST: usize = 120;
/// A prefix may stand before another one.
const TIMES: usize = 3;
/// Fewer lines show nothing.
const FEWEST: usize = 4;

/// The lines without what stands before each of them: `> `, `12: `, `page.txt:12:`.
pub fn without_prefixes(mut lines: Vec<&str>) -> Vec<&str> {
    for _ in 0..TIMES {
        let Some(prefix) = common_prefix(&lines) else {
            break;
        };
        for line in &mut lines {
            *line = without_prefix(line, &prefix);
        }
    }
    lines
}

/// The mask that most lines between the first and the last name of the form begin with.
fn common_prefix(lines: &[&str]) -> Option<String> {
    // Most pages are told from these by their first names.
    let first = lines.iter().position(|line| holds_name(line))?;
    let last = lines.iter().rposition(|line| holds_name(line))?;
    if !begin_alike(&lines[first..=last]) {
        return None;
    }
    let masks = lines[first..=last].iter().filter(|line| !line.trim().is_empty());
    let mut masks: Vec<String> = masks.map(|line| mask(line, LONGEST)).collect();
    if masks.len() < FEWEST {
        return None;
    }
    masks.sort_unstable();
    let edge = edge(masks.len());
    let (low, high) = (&masks[edge], &masks[masks.len() - 1 - edge]);
    let shared = low.chars().zip(high.chars()).take_while(|(low, high)| low == high);
    let mut prefix: String = shared.map(|(c, _)| c).collect();
    // Words that all lines begin with by chance end before a sign.
    while prefix.ends_with(|c: char| c.is_alphanumeric() && c != '0') {
        prefix.pop();
    }
    // The space behind it is cut where a line has nothing else.
    let spaced = format!("{prefix} ");
    if masks.iter().all(|mask| *mask == prefix || mask.starts_with(&spaced) || !mask.starts_with(&prefix)) {
        prefix = spaced;
    }
    // A bar before every line begins a table where the rows end with one too.
    if prefix.trim_end().ends_with(is_bar) {
        let is_row = |line: &&&str| line.trim_end().ends_with(is_bar) && line.matches(is_bar).count() > 1;
        if lines.iter().filter(is_row).count() * 10 < lines.len() * (10 - OF_TEN) {
            return Some(prefix);
        }
        prefix.truncate(prefix.trim_end().trim_end_matches(is_bar).len());
    }
    is_prefix(&prefix).then_some(prefix)
}

/// True where enough of the lines begin with the same letter to have a prefix at all, which costs far less to
/// see than the prefix.
fn begin_alike(lines: &[&str]) -> bool {
    let first = |line: &&str| line.chars().next().filter(|_| !line.trim_start().is_empty()).map(masked);
    // Each letter outvotes one other: what more than half begin with is left.
    let (mut most, mut votes, mut count) = (None, 0_usize, 0);
    for c in lines.iter().filter_map(first) {
        count += 1;
        if votes == 0 {
            most = Some(c);
        }
        votes = if most == Some(c) { votes + 1 } else { votes - 1 };
    }
    lines.iter().filter(|line| first(line) == most).count() >= count - 2 * edge(count)
}

/// So many of the sorted masks at either end may begin otherwise.
fn edge(masks: usize) -> usize {
    masks * (10 - OF_TEN) / 20
}

/// True where the only words before a name of the form are signs, digits and Latin letters.
fn holds_name(line: &str) -> bool {
    let Some(at) = line.find(super::align::is_japanese) else {
        return false;
    };
    let words = &line[at..];
    form().may_begin_name(words) && opening(words).is_some()
}

/// False for white space, and for signs that open a cell, a bullet or a bracket.
fn is_prefix(prefix: &str) -> bool {
    !matches!(
        prefix.trim(),
        "" | "|"
            | "\""
            | "'"
            | "`"
            | "<"
            | "**"
            | "*"
            | "-"
            | "•"
            | "・"
            | "#"
            | "["
            | "［"
            | "【"
            | "("
            | "（"
            | "「"
            | "│"
            | "┃"
    )
}

/// Words, each number in them a zero and each run of white space a space.
pub fn masked_words(words: &str) -> String {
    mask(words, usize::MAX)
}

/// The beginning of a line, each number in it a zero and each run of white space a space.
fn mask(line: &str, longest: usize) -> String {
    let mut mask = String::new();
    for c in line.chars() {
        let c = masked(c);
        if !((c == '0' || c == ' ') && mask.ends_with(c)) {
            mask.push(c);
        }
        if mask.len() >= longest {
            break;
        }
    }
    mask
}

fn masked(c: char) -> char {
    // Most letters by far, of which none is a number or white space.
    if matches!(c, 'ぁ'..='ヺ' | '一'..='鿿') {
        c
    } else if c.is_numeric() {
        '0'
    } else if c.is_whitespace() {
        ' '
    } else {
        c
    }
}

/// A line without the words of this mask at its beginning; a line that ends within them is blank.
pub fn without_prefix<'t>(line: &'t str, prefix: &str) -> &'t str {
    let mut wanted = prefix.chars().peekable();
    let mut last = None;
    for (at, c) in line.char_indices() {
        let c = masked(c);
        if wanted.peek() == Some(&c) {
            wanted.next();
            last = Some(c);
        } else if last == Some(c) && (c == '0' || c == ' ') {
            // A longer number, a wider gap.
            if wanted.peek().is_none() && c == ' ' {
                return &line[at..];
            }
        } else if wanted.peek() == Some(&' ') && last == Some(' ') {
            wanted.next();
        } else {
            return if wanted.peek().is_none() { &line[at..] } else { line };
        }
    }
    let is_whole = wanted.all(|c| c == ' ');
    if is_whole { "" } else { line }
}

/// Makes the lines blank that a printer repeats on each sheet: dates, addresses, page numbers, a title
/// between bars.
pub fn without_running_lines(lines: &mut [Line<'_>]) {
    let mut times: FxHashMap<String, usize> = FxHashMap::default();
    let running: Vec<(usize, String)> = lines
        .iter()
        .enumerate()
        .filter(|(_, line)| line.plain().is_some() && holds_sign_of_sheet(line.raw.trim()))
        .map(|(at, line)| (at, mask(line.raw.trim(), usize::MAX)))
        .filter(|(_, mask)| may_run(mask))
        .collect();
    if running.len() < 2 {
        return;
    }
    for (_, mask) in &running {
        *times.entry(mask.clone()).or_default() += 1;
    }
    // A line that each page of the file has once is no line of a sheet.
    let pages = lines.iter().filter(|line| begins_with_system_name(&line.raw)).count();
    for (at, mask) in running {
        // An address with a sheet's number stands at the foot of each.
        let is_foot = mask.contains("://") && mask.ends_with("0/0");
        if times.get(&mask).is_some_and(|times| *times > pages.max(2) || is_foot && *times > 1) {
            lines[at].kind = LineKind::Blank;
        }
    }
}

/// True for the row that every page has in its first section.
fn begins_with_system_name(raw: &str) -> bool {
    raw.trim_start_matches(|c: char| !c.is_alphabetic()).starts_with("システム名")
}

/// Leaves of lines that have a title behind markup the title: `h3. {anchor:s2}title`, `.. rubric:: title`. Lines
/// of markup alone right above a title are blank.
pub fn without_title_markup(lines: &mut [Line<'_>]) {
    let mut is_below_title = false;
    for line in lines.iter_mut().rev() {
        let LineKind::Plain { text, mark } = &mut line.kind else {
            is_below_title &= line.is_empty();
            continue;
        };
        let is_markup = text.starts_with(|c: char| c.is_ascii_alphabetic() || "[{.".contains(c));
        let title = if is_markup { title_behind_markup(text) } else { None };
        if let Some(title) = title {
            (*text, *mark) = (title.into(), Mark::Heading);
            is_below_title = true;
        } else if is_below_title && text.starts_with(['[', '{', '.']) && text.is_ascii() {
            line.kind = LineKind::Blank;
        } else {
            let may_be_title = *mark == Mark::Heading || text.starts_with('=');
            is_below_title = may_be_title && form().title(text).is_some();
        }
    }
}

/// The title that stands behind Latin letters and signs, and nothing behind it.
fn title_behind_markup(text: &str) -> Option<&'static str> {
    let has_sign = |lead: &str| lead.contains(['{', '[', '.', ':', '#']);
    let at = text.find(super::align::is_japanese).filter(|at| has_sign(&text[..*at]))?;
    match opening(&text[at..])? {
        (Item::Title(section), "") => Some(schema().sections[section].title),
        (Item::Title(_) | Item::Label(..) | Item::Footer, _) => None,
    }
}

/// Words that tables have above their columns.
const HEADS: [&str; 16] = [
    "項目",
    "項目名",
    "内容",
    "値",
    "回答",
    "記載内容",
    "セクション",
    "区分",
    "ラベル",
    "情報",
    "field",
    "item",
    "label",
    "value",
    "content",
    "section",
];

/// Makes the rows blank that only name the columns of their table: words for that, or the same row in
/// several tables.
pub fn without_column_heads(lines: &mut [Line<'_>]) {
    let mut times: FxHashMap<(String, String), usize> = FxHashMap::default();
    let heads: Vec<(usize, (String, String))> = lines
        .iter()
        .enumerate()
        .filter_map(|(at, line)| {
            let LineKind::Row { label, value: Some(value), .. } = &line.kind else {
                return None;
            };
            let may_be_head = label.len() < 40 && value.len() < 40 && !label.is_empty() && !value.is_empty();
            let is_unknown = || !form().is_name(label);
            (may_be_head && is_unknown()).then(|| (at, (label.to_string(), value.to_string())))
        })
        .collect();
    for (_, words) in &heads {
        *times.entry(words.clone()).or_default() += 1;
    }
    let is_head = |word: &str| HEADS.iter().any(|head| head.eq_ignore_ascii_case(word.trim()));
    for (at, words) in heads {
        if times.get(&words).is_some_and(|times| *times > 2) || is_head(&words.0) && is_head(&words.1) {
            lines[at].kind = LineKind::Blank;
        }
    }
}

/// True for words whose mask [`may_run`]: nearly all have none of this.
fn holds_sign_of_sheet(words: &str) -> bool {
    let is_of_number = |c: char| is_of_page_number(masked(c));
    // The last bytes of the wide signs.
    let may_be_sign = |byte: u8| matches!(byte, b'/' | b'|' | b':' | 0xb4 | 0x9c);
    let is_sign = |c: char| matches!(c, '/' | '|' | ':' | '｜' | '年');
    words.bytes().any(may_be_sign) && words.contains(is_sign)
        || words.starts_with(is_of_number) && words.ends_with(is_of_number)
}

/// True for what the masks of page numbers are written with.
fn is_of_page_number(c: char) -> bool {
    matches!(c, '0' | '-' | '–' | '—' | '/' | ' ' | 'ペ' | 'ー' | 'ジ' | '頁') || "Pagepof.".contains(c)
}

/// True for masks of what printers write at the edge of a sheet.
fn may_run(mask: &str) -> bool {
    let is_page_number = mask.len() < 24 && mask.chars().all(is_of_page_number) && mask.len() > 1;
    is_page_number
        || mask.contains("://")
        || mask.contains("0/0/0")
        || mask.contains("0-0-0 0:0")
        || mask.contains("0年0月0日")
        || mask.matches(['｜', '|']).count() == 2 && !mask.starts_with('|')
}
