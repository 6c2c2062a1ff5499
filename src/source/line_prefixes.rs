//! What programs and people put before and behind every line, found by counting, digits masked.

use super::align::{is_as_written, opening};
use super::form::form;
use super::line::{is_bar, is_rule};
use super::word_list::WordList;

/// So many lines out of ten must begin alike.
const OF_TEN: usize = 8;
/// No prefix is longer, in bytes of its mask.
const LONGEST: usize = 120;
/// So many prefixes may be one behind the other.
const TIMES: usize = 3;
/// Fewer lines show nothing.
const FEWEST: usize = 4;

/// A page without prefixes has a name of the form among so many lines.
const BARE: usize = 40;

/// Returns the lines without what is before each of them (`> `, `12: `, `page.txt:12:`) and behind nearly all
/// of them (`。`, `$`, `\par`); as they are if a name of the form is alone on one of the first.
pub fn bare(lines: Vec<&str>) -> Vec<&str> {
    if lines.iter().take(BARE).any(|line| is_as_written(line.trim_start_matches(['#', ' ']))) {
        return lines;
    }
    without_suffix(without_prefixes(lines))
}

/// Removes up to three prefixes that most lines share, one behind the other.
fn without_prefixes(mut lines: Vec<&str>) -> Vec<&str> {
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

/// Removes what nearly all lines end with.
fn without_suffix(mut lines: Vec<&str>) -> Vec<&str> {
    if let Some(suffix) = common_suffix(&lines) {
        for line in &mut lines {
            *line = line.trim_end().strip_suffix(&suffix).unwrap_or(line);
        }
    }
    lines
}

/// Returns what the first name of the form and nearly all lines below it end with, a sign that no answer
/// consists of or a command; `None` if there is no such suffix.
fn common_suffix(lines: &[&str]) -> Option<String> {
    let first = lines.iter().position(|line| holds_name(line))?;
    let name = lines[first].trim_end();
    let command = name.rfind('\\').filter(|at| name[at + 1..].chars().all(|c| c.is_ascii_alphabetic()));
    let may_end = |c: &char| "。．.、,;；$¶↵⏎\\".contains(*c);
    let suffix = match (command, name.char_indices().next_back().filter(|(_, c)| may_end(c))) {
        (Some(at), _) | (None, Some((at, _))) => &name[at..],
        (None, None) => return None,
    };
    let words = || lines[first..].iter().map(|line| line.trim_end()).filter(|line| !line.is_empty());
    let alike = words().filter(|line| line.ends_with(suffix)).count();
    (alike >= FEWEST && alike * 100 >= words().count() * OF_HUNDRED).then(|| suffix.to_owned())
}

/// Returns the mask that most lines between the first and the last name of the form begin with; `None` if
/// there is none.
fn common_prefix(lines: &[&str]) -> Option<String> {
    // Most pages are distinguished from these by their first names.
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
    let edge = most_outliers(masks.len());
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
        let is_row = |line: &&&str| {
            let words = line.trim_end();
            words.ends_with(is_bar) && line.matches(is_bar).count() > 1
                || words.ends_with("|-")
                || words.contains("||")
        };
        // Only tables have rules.
        let has_rule = lines.iter().any(|line| line.trim_start().starts_with(is_bar) && is_rule(line.trim()));
        if !has_rule && lines.iter().filter(is_row).count() * 10 < lines.len() * (10 - OF_TEN) {
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

/// True if enough lines begin with the same letter to have a prefix at all: far cheaper than looking for the
/// prefix.
fn begin_alike(lines: &[&str]) -> bool {
    let first = |line: &&str| {
        let first = without_number_indent(line).chars().next().map(mask_char);
        first.filter(|first| *first != ' ' || !line.trim_start().is_empty())
    };
    let (most, count) = majority_candidate(lines.iter().filter_map(first));
    lines.iter().filter(|line| first(line) == most).count() >= count - 2 * most_outliers(count)
}

/// Returns the only letter that can be more than half of these, which has to be counted, and how many letters
/// there are.
fn majority_candidate(letters: impl Iterator<Item = char>) -> (Option<char>, usize) {
    // Each letter outvotes one other: what more than half are is left.
    let (mut most, mut votes, mut count) = (None, 0_usize, 0);
    for c in letters {
        count += 1;
        if votes == 0 {
            most = Some(c);
        }
        votes = if most == Some(c) { votes + 1 } else { votes - 1 };
    }
    (most, count)
}

/// Returns how many of the sorted masks at either end may begin otherwise.
fn most_outliers(masks: usize) -> usize {
    masks * (10 - OF_TEN) / 20
}

/// True if a name of the form is behind signs, digits and Latin letters, or alone behind a sign.
fn holds_name(line: &str) -> bool {
    let is_first = |words: &str| form().may_begin_name(words) && opening(words).is_some();
    let is_alone =
        || line.rsplit_once([':', '：', ']', '>']).is_some_and(|(_, words)| form().is_name(words.trim()));
    line.find(super::align::is_japanese).is_some_and(|at| is_first(&line[at..])) || is_alone()
}

/// Signs that open a cell, a bullet or a bracket.
const OPENING_SIGNS: WordList = WordList("| \" ' ` < ** * - • ・ # [ ［ 【 ( （ 「 │ ┃");

/// False for white space, and for signs that open a cell, a bullet or a bracket.
fn is_prefix(prefix: &str) -> bool {
    !prefix.trim().is_empty() && !OPENING_SIGNS.contains(prefix.trim())
}

/// Returns the beginning of a line, each number in it a zero and each run of white space a space, up to about
/// `longest` bytes.
pub fn mask(line: &str, longest: usize) -> String {
    let mut mask = String::with_capacity(line.len().min(longest));
    for c in without_number_indent(line).chars() {
        let c = mask_char(c);
        if !((c == '0' || c == ' ') && mask.ends_with(c)) {
            mask.push(c);
        }
        if mask.len() >= longest {
            break;
        }
    }
    mask
}

/// Returns a line without the white space before a number at its beginning, which aligns the numbers of
/// lines.
fn without_number_indent(line: &str) -> &str {
    let words = line.trim_start();
    if words.starts_with(|c: char| c.is_ascii_digit()) { words } else { line }
}

/// Returns a zero for a digit, a space for white space, and any other character as it is.
fn mask_char(c: char) -> char {
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

/// Returns a line without the words of this mask at its beginning; `""` if it ends within them, the whole
/// line if it begins otherwise.
pub fn without_prefix<'t>(line: &'t str, prefix: &str) -> &'t str {
    let line = if prefix.starts_with('0') { without_number_indent(line) } else { line };
    let mut wanted = prefix.chars().peekable();
    let mut last = None;
    for (at, c) in line.char_indices() {
        let c = mask_char(c);
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
