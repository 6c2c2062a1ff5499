//! What a page writes between its labels and values, learnt from the fields themselves.

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::value::is_dash;
use super::chain::Link;
use super::names::FormItem;
use super::signs::{closing_bracket, is_japanese, is_separator};
use super::stream::{Boundary, Letter, Stream, name_letters};
use crate::model::schema::schema;

/// Signs that part a label from its value wherever they stand behind one.
const ALWAYS: [char; 6] = ['|', '｜', '│', ':', '：', '→'];
const QUOTES: [char; 2] = ['"', '\''];
/// A longer label is none, in letters.
const LONGEST_OWN_LABEL: usize = 16;
/// A longer note is none, in letters.
const LONGEST_NOTE: usize = 80;

/// The syntax of a page's rows.
#[derive(Debug, Default)]
pub struct Syntax {
    /// True where labels have a note in Latin letters behind them: `label (English)`.
    has_notes: bool,
    /// What stands between label and value.
    separator: String,
    /// What stands behind values.
    suffix: String,
}

impl Syntax {
    /// Learns the syntax of the rows from the labels of a chain.
    pub fn learn(stream: &Stream<'_>, chain: &[Link]) -> Self {
        let labels = chain.iter().filter(|link| matches!(link.anchor.item(), FormItem::Label(..)));
        let labels: Vec<&Link> = labels.collect();
        let notes: Vec<usize> = labels.iter().filter_map(|link| note_end(stream, link)).collect();
        // What the next label stands right behind is a value.
        let starts: FxHashSet<usize> = labels.iter().map(|link| link.anchor.start()).collect();
        let followed = notes.iter().filter(|end| !starts.contains(end)).count();
        let has_notes = notes.len() * 2 > labels.len() && followed * 2 > notes.len();
        let mut syntax = Self { has_notes, ..Self::default() };
        let tails = labels.iter().map(|link| {
            let from = syntax.value_start(stream, link);
            let tail = stream.tail(from - 1);
            // The value may stand in a cell of its own.
            let cell = stream.letters.get(from).map(|next| &stream.pieces[next.piece as usize]);
            match cell.filter(|cell| tail.trim().is_empty() && cell.is_value) {
                Some(cell) => cell.text,
                None => tail,
            }
        });
        let bare: Vec<&str> = tails.filter(|tail| !tail.trim().is_empty()).collect();
        let separator = common_beginning(bare.iter().filter_map(|tail| leading_signs(tail)));
        let ends = chain.windows(2).filter_map(|pair| {
            let first = stream.piece_of(pair[1].anchor.place.span.0).first;
            let is_label = matches!(pair[0].anchor.item(), FormItem::Label(..));
            (is_label && first > pair[0].anchor.place.span.1).then(|| stream.piece_of(first - 1).text)
        });
        let suffix = common_ending(ends);
        // Quotes are syntax where they open and close.
        let is_quoted = separator.ends_with(QUOTES) && suffix.starts_with(QUOTES);
        (syntax.separator, syntax.suffix) = if is_quoted {
            (separator, suffix)
        } else {
            (separator.trim_end_matches(QUOTES).to_owned(), suffix.trim_start_matches(QUOTES).to_owned())
        };
        syntax
    }

    /// Returns the index of the letter behind a label, its closing bracket and its note.
    pub fn value_start(&self, stream: &Stream<'_>, link: &Link) -> usize {
        let note = if self.has_notes { note_end(stream, link) } else { None };
        let end = note.unwrap_or(link.anchor.end_with_bracket());
        let closes =
            stream.letters.get(end).is_some_and(|letter| closing_letter(stream, link) == Some(letter.c));
        end + usize::from(closes && !link.anchor.is_bracketed())
    }

    /// Returns the words of a value without the sign that separates them from their label on the same line.
    pub fn strip_sign<'t>(&self, tail: &'t str) -> &'t str {
        let words = self.strip_separator(tail);
        // No value begins with these, even where the page has other signs.
        words.strip_prefix(ALWAYS).unwrap_or(words).trim_start()
    }

    /// Returns the words of a cell without the separator that most cells begin with.
    pub fn strip_separator<'t>(&self, words: &'t str) -> &'t str {
        let mut words = words.trim_start();
        for sign in self.separator.chars() {
            words = words.strip_prefix(sign).unwrap_or(words).trim_start();
        }
        words
    }

    /// Splits a line at the page's separator into a short label that the form does not have, and its value;
    /// `None` if it is no such row.
    pub fn split_own_row<'t>(&self, words: &'t str) -> Option<(&'t str, &'t str)> {
        let sign = self.separator.chars().next()?;
        let (label, value) = words.split_at(words.find(sign)?);
        let label = label.trim_matches(|c: char| !c.is_alphanumeric() && !"（）()".contains(c));
        let is_label = label.chars().count() <= LONGEST_OWN_LABEL
            && label.contains(is_japanese)
            && !label.contains(['、', '。', '，', '「', '＋', '/', '・']);
        is_label.then(|| (label, self.strip_sign(value)))
    }

    /// Returns a line of a value without what the page puts behind values.
    pub fn without_suffix<'t>(&self, words: &'t str) -> &'t str {
        let mut words = words.trim_end();
        for sign in self.suffix.chars().rev() {
            words = words.strip_suffix(sign).unwrap_or(words).trim_end();
        }
        words
    }
}

/// Returns the bracket that closes a label, if one opens before it.
fn closing_letter(stream: &Stream<'_>, link: &Link) -> Option<char> {
    let bracket = closing_bracket(stream.lead(link.anchor.start()))?;
    name_letters(bracket.encode_utf8(&mut [0; 4])).first().copied()
}

/// Returns the index behind the note of a label; `None` if it has no note.
fn note_end(stream: &Stream<'_>, link: &Link) -> Option<usize> {
    let start = link.anchor.end_with_bracket();
    let letters = stream.letters.get(start..)?;
    let is_latin = |at: usize| letters.get(at).is_some_and(|letter| letter.c.is_ascii_alphabetic());
    if !is_latin(1) {
        return None;
    }
    match letters.first()?.c {
        // Both part values as often as notes.
        '|' | '/' => own_note_length(letters, english_name(link.anchor.item())).map(|length| start + length),
        // What a cell of its own begins with is its value's.
        '(' | '[' if letters.first()?.before < Boundary::Cell => {
            let mut depth = 0;
            let end = letters.iter().take(LONGEST_NOTE).position(|letter| {
                match letter.c {
                    '(' | '[' => depth += 1,
                    ')' | ']' => depth -= 1,
                    _ => {}
                }
                depth == 0 || !letter.c.is_ascii()
            })?;
            (depth == 0).then_some(start + end + 1)
        }
        _ => None,
    }
}

/// Returns the English name of a title or label, empty for a link.
fn english_name(item: FormItem) -> &'static str {
    match item {
        FormItem::Title(section) => schema().sections[section].en,
        FormItem::Label(section, field) => schema().sections[section].fields[field].en,
        FormItem::Footer => "",
    }
}

/// Returns how many letters a sign and the form's own English name take; `None` if they are not next.
fn own_note_length(letters: &[Letter], own: &str) -> Option<usize> {
    let own: Vec<char> = own.chars().filter(|c| !c.is_whitespace()).collect();
    let note = letters.get(1..=own.len())?;
    let is_own = note.iter().zip(&own).all(|(letter, own)| letter.c.eq_ignore_ascii_case(own));
    (is_own && note.iter().all(|letter| letter.before < Boundary::Cell)).then_some(own.len() + 1)
}

/// Returns a label without the note in Latin letters behind it.
pub fn without_note(label: &str) -> &str {
    if !label.contains(['(', '（', '[', '［', '/', '／', '|']) {
        return label.trim_end();
    }
    (0..label.len())
        .filter(|at| label.is_char_boundary(*at) && *at > 0)
        .find(|at| note_length(&label[*at..]) == label.trim_end().len() - at)
        .map_or(label, |at| label[..at].trim_end())
}

/// True for words that begin with a note in Latin letters.
pub fn begins_with_note(words: &str) -> bool {
    let inner =
        words.strip_prefix(['(', '（', '[', '［']).and_then(|inner| inner.split_once([')', '）', ']', '］']));
    let is_latin = |note: &str| note.is_ascii() && note.starts_with(|c: char| c.is_ascii_alphabetic());
    inner.map_or_else(|| slash_note_length(words) > 0, |(note, _)| is_latin(note))
}

/// Returns the length in bytes of ` (English name)` or ` / English name` at the beginning, 0 without one.
fn note_length(tail: &str) -> usize {
    let words = tail.trim_start();
    let inner = words.strip_prefix(['(', '（', '[', '［']);
    match inner.and_then(|inner| inner.trim_end().strip_suffix([')', '）', ']', '］'])) {
        Some(inner) if inner.starts_with(|c: char| c.is_ascii_alphabetic()) && inner.is_ascii() => {
            tail.trim_end().len()
        }
        Some(_) | None => slash_note_length(tail),
    }
}

/// Returns the length in bytes of ` / English name` at the beginning, 0 without one.
fn slash_note_length(tail: &str) -> usize {
    let words = tail.trim_start();
    let Some(inner) = words.strip_prefix(['/', '／', '|']) else {
        return 0;
    };
    if !inner.trim_start().starts_with(|c: char| c.is_ascii_alphabetic()) {
        return 0;
    }
    let is_note = |c: char| c.is_ascii_alphanumeric() || " ,.'&-/()".contains(c);
    let inner = &inner[..inner.find(|c| !is_note(c)).unwrap_or(inner.len())];
    let space = inner.len() - inner.trim_start().len();
    // White space of a column ends it.
    let note = &inner[space..];
    let note = &note[..note.find("  ").unwrap_or(note.len())];
    let sign = words.chars().next().map_or(0, char::len_utf8);
    tail.len() - words.len() + sign + space + note.trim_end().len()
}

/// Returns the signs at the beginning of a tail, without white space; `None` for dashes alone, which may be a
/// blank value.
fn leading_signs(tail: &str) -> Option<String> {
    let is_sign =
        |c: char| (c.is_whitespace() || is_separator(c)) && !"【】）)」』".contains(c) && !is_mark(c);
    let words = tail.trim();
    let end = words.find(|c| !is_sign(c)).unwrap_or(words.len());
    let run: String = words[..end].chars().filter(|c| !c.is_whitespace()).collect();
    if end < words.len() {
        return Some(run);
    }
    let signs = run.trim_end_matches(is_dash);
    (run.is_empty() || !signs.is_empty()).then(|| signs.to_owned())
}

/// True for the signs that answer: ○, △, ×.
fn is_mark(c: char) -> bool {
    matches!(c, '○' | '◯' | '△' | '×')
}

/// Returns the longest beginning that more than half of the words share, at most six letters; empty without
/// one.
fn common_beginning(words: impl Iterator<Item = String>) -> String {
    let words: Vec<String> = words.collect();
    let mut times: FxHashMap<&str, usize> = FxHashMap::default();
    for word in &words {
        for (at, c) in word.char_indices().take(6) {
            *times.entry(&word[..at + c.len_utf8()]).or_default() += 1;
        }
    }
    let shared = times.into_iter().filter(|(_, times)| *times * 2 > words.len());
    shared
        .map(|(beginning, _)| beginning)
        .max_by_key(|beginning| beginning.len())
        .unwrap_or_default()
        .to_owned()
}

/// Returns the signs of tables and code that more than half of the words end with.
fn common_ending<'t>(tails: impl Iterator<Item = &'t str>) -> String {
    let ends: Vec<String> = tails
        .map(|tail| {
            let signs = tail.chars().rev().take_while(|c| c.is_whitespace() || "|｜│┃,;\"'*\\".contains(*c));
            signs.filter(|c| !c.is_whitespace()).collect()
        })
        .collect();
    common_beginning(ends.into_iter()).chars().rev().collect()
}
