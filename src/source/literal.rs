//! A page that a program wrote as a string or as a list of strings (`"…\n…"`, `['…', '…']`) → its lines.

use super::align::opening;
use super::decode;

/// Fewer line breaks or strings show no page.
const FEWEST: usize = 20;

/// So many written line breaks there must be for each real one.
const TIMES: usize = 4;

/// So many lines begin with a name of the form; of JSON, whose strings are certain, fewer.
const NAMES: usize = 5;
const NAMES_OF_JSON: usize = 2;

/// The lines of a page out of string literals.
pub struct Literal {
    /// Its words, line by line.
    pub text: String,
    /// The line of the file that each of its lines is from.
    pub numbers: Vec<u32>,
}

impl Literal {
    /// Returns the page if nearly all line breaks of the text are written ones, or all of it is a list of
    /// strings; `None` if it has too few names. `is_json`: any string of it may be a page.
    pub fn parse(text: &str, is_json: bool) -> Option<Self> {
        let is_break = |at: &usize| text.as_bytes().get(at + 1) == Some(&b'n');
        let breaks = memchr::memchr_iter(b'\\', text.as_bytes()).filter(is_break).count();
        let is_broken = breaks >= FEWEST && breaks > TIMES * text.trim_end().matches('\n').count();
        let list = || list_strings(text.trim()).filter(|items| items.len() >= FEWEST);
        let strings = if is_broken {
            page_strings(text)
        } else if is_json {
            strings_in_quotes(text, '"')
        } else {
            list()?
        };
        let literal = Self::from_strings(text, strings);
        if is_json && literal.text.contains("</") {
            return Some(literal);
        }
        let names = decode::lines(&literal.text).filter(|line| opening(line).is_some());
        // Written breaks may be those in the cells of a row too.
        let fewest = if is_json { NAMES_OF_JSON } else { NAMES };
        (names.take(fewest).count() == fewest).then_some(literal)
    }

    /// Returns the lines of strings that are parts of `text`, one behind the other.
    fn from_strings(text: &str, strings: Vec<&str>) -> Self {
        let mut literal = Self { text: String::new(), numbers: Vec::new() };
        let (mut number, mut counted) = (1, 0);
        for string in strings {
            let at = string.as_ptr() as usize - text.as_ptr() as usize;
            number += memchr::memchr_iter(b'\n', &text.as_bytes()[counted..at]).count();
            counted = at;
            for (line, written) in (number..).zip(string.split('\n')) {
                let words = unescaped(written.trim_end_matches('\r')) + "\n";
                let line = u32::try_from(line).unwrap_or(u32::MAX);
                literal.numbers.extend(decode::lines(&words).map(|_| line));
                literal.text += &words;
            }
        }
        literal
    }
}

/// Returns the strings of a text that have a written line break or begin with a name; all of the text if it
/// is in no quotes.
fn page_strings(text: &str) -> Vec<&str> {
    let Some(first) = text.find("\\n") else {
        return Vec::new();
    };
    // Quotes that open before the first break hold it.
    let quote = text[..first].rfind(['"', '\'', '`']).and_then(|at| text[at..].chars().next());
    let is_page = |string: &&str| string.contains("\\n") || opening(string).is_some();
    match quote {
        Some(quote) => strings_in_quotes(text, quote).into_iter().filter(is_page).collect(),
        None => vec![text],
    }
}

/// Returns the strings of a list; `None` if it holds anything else.
fn list_strings(text: &str) -> Option<Vec<&str>> {
    let mut rest = text.strip_prefix('[')?.strip_suffix(']')?.trim();
    let mut items = Vec::new();
    while !rest.is_empty() {
        let quote = rest.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
        let end = string_end(&rest[1..], quote)?;
        items.push(&rest[1..=end]);
        rest = rest[end + 2..].trim_start();
        rest = rest.strip_prefix(',').unwrap_or(rest).trim_start();
    }
    Some(items)
}

/// Returns the strings of a text between such quotes; the last may lack its end.
fn strings_in_quotes(text: &str, quote: char) -> Vec<&str> {
    let mut strings = Vec::new();
    let mut rest = text;
    while let Some((_, string)) = rest.split_once(quote) {
        let end = string_end(string, quote).unwrap_or(string.len());
        strings.push(&string[..end]);
        rest = string.get(end + 1..).unwrap_or_default();
    }
    strings
}

/// Returns where the first quote without a backslash is; `None` if there is none.
fn string_end(string: &str, quote: char) -> Option<usize> {
    let mut is_escaped = false;
    string.char_indices().find_map(|(at, c)| {
        let is_end = c == quote && !is_escaped;
        is_escaped = c == '\\' && !is_escaped;
        is_end.then_some(at)
    })
}

/// Returns a string with its escapes resolved; what is no escape stays.
fn unescaped(string: &str) -> String {
    let mut words = String::with_capacity(string.len());
    let mut rest = string;
    while let Some(at) = rest.find('\\') {
        words += &rest[..at];
        let behind = &rest[at + 1..];
        let (c, length) = match behind.chars().next() {
            Some('n') => ('\n', 1),
            Some('r') => ('\r', 1),
            Some('t') => ('\t', 1),
            Some(c @ ('"' | '\'' | '`' | '\\' | '/')) => (c, 1),
            Some('u') => decode_code_point(&behind[1..]).map_or(('\\', 0), |(c, length)| (c, length + 1)),
            Some(_) | None => ('\\', 0),
        };
        words.push(c);
        rest = &behind[length..];
    }
    words + rest
}

/// Returns the letter of four hexadecimal digits, or of two halves of four, and how many bytes they take;
/// `None` for others.
fn decode_code_point(digits: &str) -> Option<(char, usize)> {
    let unit = |digits: &str| {
        let digits =
            digits.get(..4).filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))?;
        u16::from_str_radix(digits, 16).ok()
    };
    let first = unit(digits)?;
    let second = digits.get(4..).and_then(|rest| unit(rest.strip_prefix("\\u")?));
    let letter = |units: &[u16]| char::decode_utf16(units.iter().copied()).next()?.ok();
    match letter(&[first]) {
        Some(c) => Some((c, 4)),
        None => Some((letter(&[first, second?])?, 10)),
    }
}
