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

/// So many lines out of a hundred must end alike, or begin with a bullet.
const OF_HUNDRED: usize = 93;

/// The lines without the signs that end nearly all of them: `。`, `$`, `\par`.
pub fn without_suffix(mut lines: Vec<&str>) -> Vec<&str> {
    if let Some(suffix) = common_suffix(&lines) {
        for line in &mut lines {
            *line = line.trim_end().strip_suffix(&suffix).unwrap_or(line);
        }
    }
    lines
}

/// What nearly all lines end with from the first name of the form on, as a name ends with it: a sign that
/// closes nothing and parts nothing, or a command.
fn common_suffix(lines: &[&str]) -> Option<String> {
    let first = lines.iter().position(|line| holds_name(line))?;
    let name = lines[first].trim_end();
    let command = name.rfind('\\').filter(|at| name[at + 1..].chars().all(|c| c.is_ascii_alphabetic()));
    let may_end = |c: &char| !c.is_alphanumeric() && !"」』）)]］】>＞}\"'`|｜│┃*_-=#:：".contains(*c);
    let suffix = match (command, name.char_indices().next_back().filter(|(_, c)| may_end(c))) {
        (Some(at), _) | (None, Some((at, _))) => &name[at..],
        (None, None) => return None,
    };
    let words = || lines[first..].iter().map(|line| line.trim_end()).filter(|line| !line.is_empty());
    let alike = words().filter(|line| line.ends_with(suffix)).count();
    (alike >= FEWEST && alike * 100 >= words().count() * OF_HUNDRED).then(|| suffix.to_owned())
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
    // A bar before every line begins a table where they have others.
    if prefix.trim_end().ends_with(is_bar) {
        let single = lines.iter().filter(|line| line.matches(is_bar).count() < 2).count();
        if single * 10 > lines.len() * OF_TEN {
            return Some(prefix);
        }
        prefix.truncate(prefix.trim_end().trim_end_matches(is_bar).len());
    }
    let is_bullet = || {
        let alike = masks.iter().filter(|mask| mask.starts_with(&prefix)).count();
        matches!(prefix.trim(), "*" | "-" | "•" | "・") && alike * 100 >= masks.len() * OF_HUNDRED
    };
    (is_prefix(&prefix) || is_bullet()).then_some(prefix)
}

/// True where enough of the lines begin with the same letter to have a prefix at all, which costs far less to
/// see than the prefix.
fn begin_alike(lines: &[&str]) -> bool {
    let first =
        |line: &&str| numbered(line).chars().next().filter(|_| !line.trim_start().is_empty()).map(masked);
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

/// True where a name of the form stands behind signs, digits and Latin letters, or alone behind a sign.
fn holds_name(line: &str) -> bool {
    let is_end =
        |c| matches!(c, '\t' | '：' | ':' | '|' | '｜' | '=' | ' ' | '\u{3000}' | '］' | ']' | '】' | '*');
    let is_first = |words: &str| {
        form().may_begin_name(words) && form().is_name(&words[..words.find(is_end).unwrap_or(words.len())])
    };
    let is_alone =
        || line.rsplit([':', '：', ']', '>']).next().is_some_and(|words| form().is_name(words.trim()));
    line.find(super::align::is_japanese).is_some_and(|at| is_first(&line[at..])) || is_alone()
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
    for c in numbered(line).chars() {
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

/// A line without the white space that puts the numbers of lines below each other.
fn numbered(line: &str) -> &str {
    let words = line.trim_start();
    if words.starts_with(|c: char| c.is_ascii_digit()) { words } else { line }
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
    let line = if prefix.starts_with('0') { numbered(line) } else { line };
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

/// Fewer numbers in a row are those of a page.
const COUNTED: usize = 20;

/// Makes the lines blank that only count: 1, 2, 3 and so on, each on a line of its own.
pub fn without_counts(lines: &mut [Line<'_>]) {
    let number = |line: &Line<'_>| line.plain().and_then(|words| words.parse::<u32>().ok());
    let numbers: Vec<(usize, u32)> = lines
        .iter()
        .enumerate()
        .filter(|(_, line)| line.raw.trim_start().starts_with(|c: char| c.is_ascii_digit()))
        .filter_map(|(at, line)| Some((at, number(line)?)))
        .collect();
    for run in numbers.chunk_by(|(_, last), (_, next)| last.checked_add(1) == Some(*next)) {
        for (at, _) in run.iter().filter(|_| run.len() >= COUNTED) {
            lines[*at].kind = LineKind::Blank;
        }
    }
}

/// Makes the lines blank that a printer repeats on each sheet (dates, addresses, page numbers, a title between
/// bars) and a markup around its tables.
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

/// True for a word that tables have above their columns.
pub fn is_column_name(word: &str) -> bool {
    HEADS.iter().any(|head| head.eq_ignore_ascii_case(word.trim()))
}

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
    for (at, words) in heads {
        if times.get(&words).is_some_and(|times| *times > 2)
            || is_column_name(&words.0) && is_column_name(&words.1)
        {
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
    is_markup(words)
        || words.bytes().any(may_be_sign) && words.contains(is_sign)
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
        || is_markup(mask)
        || is_time(mask)
        || mask.contains("://")
        || mask.contains("0/0/0")
        || mask.contains("0-0-0 0:0")
        || mask.contains("0年0月0日")
        || mask.matches(['｜', '|']).count() == 2 && !mask.starts_with('|')
}

/// True for times between signs.
fn is_time(mask: &str) -> bool {
    mask.contains("0:0") && !mask.contains(char::is_alphabetic)
}

/// True for Latin letters behind a sign, as markup has them above titles and around tables.
fn is_markup(words: &str) -> bool {
    words.starts_with(|c: char| c.is_ascii_punctuation() && c != '<')
        && words.is_ascii()
        && words.contains(|c: char| c.is_ascii_alphabetic())
}
