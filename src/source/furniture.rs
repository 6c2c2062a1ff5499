//! What printers repeat on every sheet, and what programs put around titles and tables: found by counting,
//! digits masked.

use memchr::memchr;
use rustc_hash::FxHashMap;

use super::align::{FormItem, opening};
use super::form::form;
use super::line::{Line, LineKind, Mark};
use super::line_prefixes::mask;
use super::word_list::WordList;
use crate::model::schema::schema;

/// Fewer numbers in a row are those of a page.
const COUNTED: usize = 20;

/// Makes the lines blank that only count, and those that printers and programs write on each sheet.
pub fn blank_sheet_lines(lines: &mut [Line<'_>]) {
    // Most pages have few lines with a sign of that.
    let is_candidate = |line: &Line<'_>| sole_cell(line).is_some() && may_be_of_sheet(&line.raw);
    let candidates: Vec<usize> = (0..lines.len()).filter(|at| is_candidate(&lines[*at])).collect();
    blank_counts(lines, &candidates);
    blank_sheet_numbers(lines, &candidates);
    blank_running_lines(lines, &candidates);
}

/// True for a line with a digit, a colon, a slash, a bar or markup: nearly all lines have none of these.
fn may_be_of_sheet(line: &str) -> bool {
    const WIDE: u8 = "｜".as_bytes()[0];
    // From / over the digits to the colon.
    let is_digit_or_sign = |byte: &u8| (byte.wrapping_sub(b'/') <= b':' - b'/') | (*byte == b'|');
    let is_wide = |c: char| matches!(c, '０'..='９' | '｜');
    // No branch and no early end: the compiler makes steps of many bytes of it.
    line.as_bytes().iter().fold(false, |found, byte| found | is_digit_or_sign(byte))
        || memchr(WIDE, line.as_bytes()).is_some() && line.contains(is_wide)
        || is_markup(line)
}

/// Makes the lines blank that only count: 1, 2, 3 and so on, each on a line of its own, twenty or more of
/// them.
fn blank_counts(lines: &mut [Line<'_>], candidates: &[usize]) {
    let begins_with_digit = |line: &str| line.trim_start().starts_with(|c: char| c.is_ascii_digit());
    let number = |line: &Line<'_>| {
        let words = line.plain().filter(|_| begins_with_digit(&line.raw));
        words.and_then(|words| words.parse::<u32>().ok())
    };
    let numbers: Vec<(usize, u32)> =
        candidates.iter().filter_map(|at| Some((*at, number(&lines[*at])?))).collect();
    for run in numbers.chunk_by(|(_, last), (_, next)| last.checked_add(1) == Some(*next)) {
        for (at, _) in run.iter().filter(|_| run.len() >= COUNTED) {
            lines[*at].kind = LineKind::Blank;
        }
    }
}

/// Fewer lines that count are no numbers of sheets.
const SHEETS: usize = 3;
/// No line at the foot of a sheet is longer, in bytes.
const LONGEST_FOOT: usize = 120;

/// Makes the lines blank that count the sheets, beside blank lines: the same words but for a number that is
/// one more each time.
fn blank_sheet_numbers(lines: &mut [Line<'_>], candidates: &[usize]) {
    let is_blank = |at: usize| lines.get(at).is_none_or(Line::is_empty);
    let is_digit = |c: char| c.is_ascii_digit();
    let number = |at: usize| {
        let words = lines[at].plain().filter(|words| words.len() <= LONGEST_FOOT && words.contains(is_digit));
        words
            .filter(|_| is_blank(at + 1) || at > 0 && is_blank(at - 1))
            .and_then(|_| only_number(&lines[at].raw))
    };
    let numbers: Vec<(usize, u32)> = candidates.iter().filter_map(|at| Some((*at, number(*at)?))).collect();
    if numbers.len() < SHEETS {
        return;
    }
    let mut feet: FxHashMap<String, Vec<(usize, u32)>> = FxHashMap::default();
    for (at, number) in numbers.into_iter().filter(|(at, _)| opening(&lines[*at].raw).is_none()) {
        feet.entry(mask(lines[at].raw.trim_end(), usize::MAX)).or_default().push((at, number));
    }
    let counts = |found: &&Vec<(usize, u32)>| {
        found.len() >= SHEETS && found.windows(2).all(|pair| pair[0].1.checked_add(1) == Some(pair[1].1))
    };
    let found: Vec<usize> = feet.values().filter(counts).flatten().map(|(at, _)| *at).collect();
    for at in found {
        lines[at].kind = LineKind::Blank;
    }
}

/// Returns the number in a line; `None` if it has none or several.
fn only_number(line: &str) -> Option<u32> {
    let mut numbers = line.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty());
    let number = numbers.next()?.parse().ok()?;
    numbers.next().is_none().then_some(number)
}

/// Makes the lines blank that a printer repeats on each sheet (dates, addresses, page numbers, a title
/// between bars) and a markup around its tables.
fn blank_running_lines(lines: &mut [Line<'_>], candidates: &[usize]) {
    let mut places: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for at in candidates {
        if let Some(words) = sole_cell(&lines[*at]) {
            places.entry(mask(words.trim(), usize::MAX)).or_default().push(*at);
        }
    }
    places.retain(|mask, places| places.len() > 1 && is_running_mask(mask));
    if places.is_empty() {
        return;
    }
    // A line that each page of the file has once is no line of a sheet.
    let pages = lines.iter().filter(|line| begins_with_system_name(&line.raw)).count();
    for (mask, places) in places {
        // An address with a sheet's number stands at the foot of each.
        let is_foot = mask.contains("://") && mask.ends_with("0/0");
        if is_foot || places.len() > pages.max(2) {
            places.into_iter().for_each(|at| lines[at].kind = LineKind::Blank);
        }
    }
}

/// Returns a line without cells, or the only cell of a row between bars; `None` for other lines.
fn sole_cell<'l>(line: &'l Line<'_>) -> Option<&'l str> {
    match &line.kind {
        LineKind::Plain { .. } => Some(&line.raw),
        LineKind::Row { label, value: None, .. } => Some(label),
        LineKind::Row { value: Some(_), .. } | LineKind::Blank | LineKind::Rule => None,
    }
}

/// True for a line that begins with システム名, signs before it aside: every page has one.
fn begins_with_system_name(raw: &str) -> bool {
    raw.trim_start_matches(|c: char| !c.is_alphabetic()).starts_with("システム名")
}

/// Reduces lines that have a title behind markup to the title (`h3. {anchor:s2}title`, `.. rubric:: title`),
/// and makes lines of markup alone right above a title blank.
pub fn strip_title_markup(lines: &mut [Line<'_>]) {
    let mut is_below_title = false;
    for line in lines.iter_mut().rev() {
        let LineKind::Plain { text, mark } = &mut line.kind else {
            is_below_title &= line.is_empty();
            continue;
        };
        let is_markup =
            text.starts_with(|c| matches!(c, 'A'..='Z' | 'a'..='z' | '[' | '{' | '.' | '\\' | '='));
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

/// Returns the title behind Latin letters and signs, if nothing or only markup in brackets follows it.
fn title_behind_markup(text: &str) -> Option<&'static str> {
    let has_sign = |lead: &str| lead.contains(['{', '[', '.', ':', '#', '=']);
    let is_markup =
        |rest: &str| rest.is_empty() || rest.is_ascii() && rest.trim_start().starts_with(['{', '}', ']']);
    let at = text.find(super::align::is_japanese).filter(|at| has_sign(&text[..*at]))?;
    match opening(&text[at..])? {
        (FormItem::Title(section), rest) if is_markup(rest) => Some(schema().sections[section].title),
        (FormItem::Title(_) | FormItem::Label(..) | FormItem::Footer, _) => None,
    }
}

/// Words that tables have above their columns.
const COLUMN_NAMES: WordList = WordList(
    "項目 項目名 内容 値 回答 記載内容 セクション 区分 ラベル 情報 field item label value content \
    section 回答内容 入力内容 設問 名称 詳細 説明 大項目 小項目 No.",
);

/// True for a word that tables have above their columns.
pub fn is_column_name(word: &str) -> bool {
    COLUMN_NAMES.contains_in_any_case(word.trim())
}

/// Makes the rows blank that only name the columns of their table: words for that, or a row of short unknown
/// words that comes three times.
pub fn blank_column_heads(lines: &mut [Line<'_>]) {
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

/// True for letters and signs that page numbers are written with, digits masked.
fn is_of_page_number(c: char) -> bool {
    let is_of_word = matches!(c, 'P' | 'a' | 'g' | 'e' | 'p' | 'o' | 'f' | 'ペ' | 'ー' | 'ジ' | '頁');
    is_of_word || matches!(c, '0' | '-' | '–' | '—' | '/' | ' ' | '.')
}

/// True for masks of what printers and markup programs repeat: page numbers, dates, times, addresses, a title
/// between bars.
fn is_running_mask(mask: &str) -> bool {
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

/// True for a mask of a time of day to the second, without letters.
fn is_time(mask: &str) -> bool {
    mask.contains("0:0:0") && !mask.contains(char::is_alphabetic)
}

/// True for a command, name or bracket of markup, as they are above titles and around tables.
fn is_markup(words: &str) -> bool {
    words.is_ascii()
        && words.trim_start().starts_with(['\\', '{', '}', '@', '=', '#', ':', '.', '%', '[', '|'])
        && words.contains(|c: char| c.is_ascii_alphabetic())
}
