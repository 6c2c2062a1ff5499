//! A page that a program wrote as a string or as a list of strings (`"…\n…"`, `['…', '…']`) → its lines.

use super::align::opening;
use super::decode;

/// Fewer line breaks or strings show no page.
const FEWEST: usize = 20;

/// So many written line breaks stand beside each real one.
const TIMES: usize = 4;

/// So many lines begin with a name of the form.
const NAMES: usize = 5;

/// The lines of a page out of string literals.
pub struct Literal {
    /// Its words, line by line.
    pub text: String,
    /// The line of the file that each of its lines stands on.
    pub numbers: Vec<u32>,
}

impl Literal {
    /// The page that is written so, where nearly all line breaks of the text are written ones, or all of it is a
    /// list of strings.
    pub fn of(text: &str) -> Option<Self> {
        let breaks = memchr::memmem::find_iter(text.as_bytes(), "\\n").count();
        let is_broken = breaks >= FEWEST && breaks > TIMES * text.trim_end().matches('\n').count();
        let list = || list(text.trim()).filter(|items| items.len() >= FEWEST);
        let strings = if is_broken { strings(text) } else { list()? };
        let literal = Self::of_strings(text, strings);
        let names = decode::lines(&literal.text).filter(|line| opening(line).is_some());
        // Written breaks may be those in the cells of a row too.
        (names.take(NAMES).count() == NAMES).then_some(literal)
    }

    /// The lines of strings that stand in a text one behind the other.
    fn of_strings(text: &str, strings: Vec<&str>) -> Self {
        let mut literal = Self { text: String::new(), numbers: Vec::new() };
        let (mut number, mut counted) = (1, 0);
        for string in strings {
            let at = string.as_ptr() as usize - text.as_ptr() as usize;
            number += memchr::memchr_iter(b'\n', &text.as_bytes()[counted..at]).count();
            counted = at;
            let words = unescaped(string) + "\n";
            literal.numbers.extend(decode::lines(&words).map(|_| u32::try_from(number).unwrap_or(u32::MAX)));
            literal.text += &words;
        }
        literal
    }
}

/// The strings of a text that hold written line breaks; all of the text where none is quoted.
fn strings(text: &str) -> Vec<&str> {
    let is_page =
        |string: &&str| memchr::memmem::find_iter(string.as_bytes(), "\\n").nth(FEWEST - 1).is_some();
    let is_quoted =
        |quote: &char| text.trim_end().trim_end_matches([';', '}', ']', ')', ' ', '\n']).ends_with(*quote);
    let quote = ['"', '\'', '`'].into_iter().find(is_quoted);
    let strings = quote.map_or_else(|| vec![text], |quote| split_at(text, quote));
    strings.into_iter().filter(is_page).collect()
}

/// The strings of a list that holds nothing else.
fn list(text: &str) -> Option<Vec<&str>> {
    let mut rest = text.strip_prefix('[')?.strip_suffix(']')?.trim();
    let mut items = Vec::new();
    while !rest.is_empty() {
        let quote = rest.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
        let end = end_of(&rest[1..], quote)?;
        items.push(&rest[1..=end]);
        rest = rest[end + 2..].trim_start();
        rest = rest.strip_prefix(',').unwrap_or(rest).trim_start();
    }
    Some(items)
}

/// A text's pieces between quotes that have no backslash before them.
fn split_at(text: &str, quote: char) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(end) = end_of(rest, quote) {
        pieces.push(&rest[..end]);
        rest = &rest[end + 1..];
    }
    pieces.push(rest);
    pieces
}

/// Where a string ends.
fn end_of(string: &str, quote: char) -> Option<usize> {
    let mut is_escaped = false;
    string.char_indices().find_map(|(at, c)| {
        let is_end = c == quote && !is_escaped;
        is_escaped = c == '\\' && !is_escaped;
        is_end.then_some(at)
    })
}

/// A string with its signs as they are meant; what is no escape stays.
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
            Some('u') => code_point(&behind[1..]).map_or(('\\', 0), |c| (c, 5)),
            Some(_) | None => ('\\', 0),
        };
        words.push(c);
        rest = &behind[length..];
    }
    words + rest
}

/// The letter of four hexadecimal digits.
fn code_point(digits: &str) -> Option<char> {
    let digits = digits.get(..4).filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))?;
    u32::from_str_radix(digits, 16).ok().and_then(char::from_u32)
}
