//! What programs put before every line of a page, and what printers repeat on every sheet: found by
//! counting, digits masked.

use rustc_hash::FxHashMap;

use super::align::{Item, opening};
use super::doubt;
use super::form::{LabelPlace, form};
use super::line::{Line, LineKind, Mark, is_bar};
use crate::model::schema::{Kind, schema};

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
    let masks = lines[first..=last].iter().filter(|line| !line.trim().is_empty());
    let mut masks: Vec<String> = masks.map(|line| mask(line, LONGEST)).collect();
    if masks.len() < FEWEST {
        return None;
    }
    masks.sort_unstable();
    let edge = masks.len() * (10 - OF_TEN) / 20;
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
    is_prefix(&prefix).then_some(prefix)
}

/// True where the only words before a name of the form are signs, digits and Latin letters.
fn holds_name(line: &str) -> bool {
    let Some(at) = line.find(super::align::is_japanese) else {
        return false;
    };
    let words = &line[at..];
    let end = words
        .find(['\t', '：', ':', '|', '｜', '=', ' ', '\u{3000}', '］', ']', '】', '*'])
        .unwrap_or(words.len());
    let word = &words[..end];
    form().title(word).is_some() || form().label_anywhere(word).is_some()
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
    if c.is_numeric() {
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
        .filter_map(|(at, line)| {
            let mask = mask(line.raw.trim(), usize::MAX);
            (line.plain().is_some() && may_run(&mask)).then_some((at, mask))
        })
        .collect();
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

/// A row stands no further above the words behind it, in lines.
const LONGEST_ROW: usize = 60;

/// Marks the sentences between the last row of a section and the next title, or the end of the page, that are
/// no part of that row's value: paragraphs of their own, no further right than the row. `all_are_apart`: they
/// need no blank line above them.
pub fn part_closing_words(lines: &mut [Line<'_>], all_are_apart: bool) {
    let mut start = 0;
    for last in 1..lines.len() {
        if !is_words(&lines[last]) || name_in(&lines[last]).is_some() {
            start = last + 1;
            continue;
        }
        let first = if all_are_apart { last } else { start };
        let goes_on = || lines.get(last + 1).is_some_and(|next| is_words(next) && name_in(next).is_none());
        if is_sentence(&lines[last]) && (all_are_apart || !goes_on()) {
            let is_apart = all_are_apart || first == 0 || lines[first - 1].is_empty();
            if is_apart && is_closing(lines, first, last + 1) {
                for line in &mut lines[first..=last] {
                    if let LineKind::Plain { mark, .. } = &mut line.kind {
                        *mark = Mark::Apart;
                    }
                }
            }
        }
    }
}

/// True for words without cells, heading or bullet.
fn is_words(line: &Line<'_>) -> bool {
    matches!(line.kind, LineKind::Plain { mark: Mark::None | Mark::Apart, .. })
}

fn is_sentence(line: &Line<'_>) -> bool {
    line.plain().is_some_and(|text| text.ends_with(['。', '．', '！', '!', '？', '?']))
}

/// True for a paragraph that can be no part of the value above it.
fn is_closing(lines: &[Line<'_>], start: usize, end: usize) -> bool {
    let above = lines[..start].iter().enumerate().rev().take(LONGEST_ROW);
    let row = above.into_iter().find_map(|(at, line)| Some((at, name_in(line)?)));
    let Some((row, place, words)) = row.and_then(|(at, (item, words))| Some((at, label_of(item)?, words)))
    else {
        return false;
    };
    let next = lines[end..].iter().find(|line| !line.is_empty() && !is_sentence(line));
    let is_last = match next.map(name_in) {
        None | Some(Some((Item::Footer, _))) => true,
        Some(Some((Item::Title(_), _))) => false,
        // The rows of some tables have their titles.
        Some(Some((Item::Label(section, _), _))) if section != place.section => false,
        Some(Some((Item::Label(..), _)) | None) => return false,
    };
    let between = || lines[row + 1..start].iter().filter(|line| !line.is_empty());
    let has_value = words.chars().any(char::is_alphanumeric) || between().next().is_some();
    let goes_on = || is_sentence(between().next_back().unwrap_or(&lines[row])) || words.ends_with('。');
    let words: String = lines[start..end].iter().filter_map(Line::plain).collect();
    let is_note = NOTES.iter().any(|note| words.starts_with(note));
    let is_filled = || has_value || !stand_below(lines);
    let may_be_value = match doubt::is_typed(place, &words) {
        Some(is_typed) => is_typed && !is_note,
        None if place.spec().kind == Kind::Text => !(is_note && !goes_on() || is_last && is_filled()),
        None => !(is_note || is_filled()),
    };
    !may_be_value && lines[start..end].iter().all(|line| indent(line) <= indent(&lines[row]))
}

/// True where more values stand below their labels, as far left, than beside them.
fn stand_below(lines: &[Line<'_>]) -> bool {
    let (mut beside, mut below) = (0, 0);
    let mut lines = lines.iter().filter(|line| !line.is_empty()).peekable();
    while let Some(line) = lines.next() {
        if let Some((Item::Label(..), words)) = name_in(line) {
            let is_beside = words.chars().any(char::is_alphanumeric);
            let is_below = |next: &&Line<'_>| name_in(next).is_none() && indent(next) <= indent(line);
            beside += usize::from(is_beside);
            below += usize::from(!is_beside && lines.peek().is_some_and(is_below));
        }
    }
    below > beside
}

fn indent(line: &Line<'_>) -> usize {
    line.raw.len() - line.raw.trim_start().len()
}

/// What notes begin with, and no answers.
const NOTES: [&str; 6] = ["※", "＊", "注：", "注:", "注）", "なお、"];

/// The label that a name is; one title is the label of its section too.
fn label_of(item: Item) -> Option<LabelPlace> {
    match item {
        Item::Label(section, field) => Some(LabelPlace { section, field }),
        Item::Title(section) => form().label_in(section, schema().sections[section].title),
        Item::Footer => None,
    }
}

/// The name that a line begins with, and the words behind it.
fn name_in<'l>(line: &'l Line<'_>) -> Option<(Item, &'l str)> {
    match &line.kind {
        LineKind::Row { label, value, .. } => {
            let (item, rest) = opening(label)?;
            let value = value.as_deref().unwrap_or(rest);
            // The title of its section may stand before a label.
            let own = matches!(item, Item::Title(_)).then(|| opening(value)).flatten();
            own.or(Some((item, value)))
        }
        LineKind::Plain { text, .. } => opening(text),
        LineKind::Blank | LineKind::Rule => None,
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
            let is_unknown = || form().label_anywhere(label).is_none() && form().title(label).is_none();
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

/// True for masks of what printers write at the edge of a sheet.
fn may_run(mask: &str) -> bool {
    let is_page_number =
        mask.len() < 24 && mask.chars().all(|c| "0-–—/ ページ頁Pagepof.".contains(c)) && mask.len() > 1;
    is_page_number
        || mask.contains("://")
        || mask.contains("0/0/0")
        || mask.contains("0-0-0 0:0")
        || mask.contains("0年0月0日")
        || mask.matches(['｜', '|']).count() == 2 && !mask.starts_with('|')
}
