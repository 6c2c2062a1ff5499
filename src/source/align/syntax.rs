//! What a page writes between its labels and values, learnt from the fields themselves.

use rustc_hash::FxHashMap;

use super::super::value::is_dash;
use super::chain::{Link, behind_bracket};
use super::names::Item;
use super::stream::Stream;

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
    /// Learns from the labels of a chain.
    pub fn learn(stream: &Stream<'_>, chain: &[Link]) -> Self {
        let labels = chain.iter().filter(|link| matches!(link.anchor.item(), Item::Label(..)));
        let tails: Vec<&str> = labels
            .map(|link| {
                let tail = stream.tail(link.anchor.place.span.1 - 1);
                if link.anchor.is_bracketed { behind_bracket(tail) } else { tail }
            })
            .filter(|tail| !tail.trim().is_empty())
            .collect();
        let notes = tails.iter().filter(|tail| note_length(tail) > 0).count();
        let has_notes = notes * 2 > tails.len();
        let bare: Vec<&str> =
            tails.iter().map(|tail| if has_notes { &tail[note_length(tail)..] } else { tail }).collect();
        let separator = common_beginning(bare.iter().map(|tail| signs(tail)));
        let ends = chain.windows(2).filter_map(|pair| {
            let first = stream.piece_of(pair[1].anchor.place.span.0).first;
            let is_label = matches!(pair[0].anchor.item(), Item::Label(..));
            (is_label && first > pair[0].anchor.place.span.1).then(|| stream.piece_of(first - 1).text)
        });
        let suffix = common_ending(ends);
        Self { has_notes, separator, suffix }
    }

    /// The words of a value, that stand behind its label on the same line.
    pub fn value<'t>(&self, tail: &'t str) -> &'t str {
        let mut words = tail.trim_start();
        if self.has_notes {
            words = words[note_length(words)..].trim_start();
        }
        for sign in self.separator.chars() {
            words = words.strip_prefix(sign).unwrap_or(words).trim_start();
        }
        words
    }

    /// A line of a value without what this page puts behind values.
    pub fn without_suffix<'t>(&self, words: &'t str) -> &'t str {
        let mut words = words.trim_end();
        for sign in self.suffix.chars().rev() {
            words = words.strip_suffix(sign).unwrap_or(words).trim_end();
        }
        words
    }
}

/// A label without a note in Latin letters behind it.
pub fn without_note(label: &str) -> &str {
    (0..label.len())
        .filter(|at| label.is_char_boundary(*at) && *at > 0)
        .find(|at| note_length(&label[*at..]) == label.trim_end().len() - at)
        .map_or(label, |at| label[..at].trim_end())
}

/// The length of ` (English name)` or ` / English name` at the beginning.
fn note_length(tail: &str) -> usize {
    let words = tail.trim_start();
    let Some(open) = words.chars().next().filter(|c| "(（[［/／|".contains(*c)) else {
        return 0;
    };
    let inner = &words[open.len_utf8()..];
    if !inner.trim_start().starts_with(|c: char| c.is_ascii_alphabetic()) {
        return 0;
    }
    let before = tail.len() - words.len() + open.len_utf8();
    let mut depth = 1;
    let mut end = inner.len();
    for (at, c) in inner.char_indices() {
        match c {
            '(' | '（' | '[' | '［' => depth += 1,
            ')' | '）' | ']' | '］' => depth -= 1,
            _ if c.is_ascii_alphanumeric() || " ,.'&-/".contains(c) => {}
            _ => {
                end = at;
                break;
            }
        }
        if depth == 0 {
            return before + at + c.len_utf8();
        }
    }
    let words = &inner[..end];
    // White space of a column ends it.
    let gap =
        words.trim_start().find("  ").map_or(words.len(), |at| words.len() - words.trim_start().len() + at);
    if "/／|".contains(open) { before + words[..gap].trim_end().len() } else { 0 }
}

/// The signs at the beginning of a tail, white space left out. A dash that stands for a blank is none.
fn signs(tail: &str) -> String {
    let is_sign = |c: char| !c.is_alphanumeric() && !"（(「『〔【".contains(c) && !is_mark(c);
    let words = tail.trim();
    let end = words.find(|c| !is_sign(c)).unwrap_or(words.len());
    let run: String = words[..end].chars().filter(|c| !c.is_whitespace()).collect();
    if end == words.len() { run.trim_end_matches(is_dash).to_owned() } else { run }
}

/// True for signs that answer.
fn is_mark(c: char) -> bool {
    matches!(c, '○' | '◯' | '△' | '×')
}

/// The longest beginning that half of the words share.
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

/// The signs of tables and code at the end of most of the words.
fn common_ending<'t>(tails: impl Iterator<Item = &'t str>) -> String {
    let ends: Vec<String> = tails
        .map(|tail| {
            let signs = tail.chars().rev().take_while(|c| c.is_whitespace() || "|｜│┃,;\"'*\\".contains(*c));
            signs.filter(|c| !c.is_whitespace()).collect()
        })
        .collect();
    common_beginning(ends.into_iter()).chars().rev().collect()
}
