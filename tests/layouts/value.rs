//! A value → the lines that it is written on.

use jirei::model::schema::{FieldSpec, ValueKind};

use super::layout::Layout;

/// Columns that a terminal or a printer gives the words.
pub fn columns(words: &str) -> usize {
    words.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// The lines of a value: one, or one for each item. A blank is what the layout puts for it.
pub fn lines(spec: &FieldSpec, value: &str, layout: &Layout) -> Vec<String> {
    if value.is_empty() {
        return vec![layout.blank.to_owned()];
    }
    if layout.items == "one line" {
        return vec![value.to_owned()];
    }
    let is_marked = matches!(layout.items, "・" | "- ");
    let items = items(spec, value);
    if items.len() == 1 {
        return items;
    }
    let write = |item: String| {
        let item = if is_marked { item.trim_end_matches('、') } else { &item };
        format!("{}{item}", layout.items)
    };
    items.into_iter().map(write).collect()
}

/// The items of a value, each with the comma behind it.
pub fn items(spec: &FieldSpec, value: &str) -> Vec<String> {
    match spec.kind {
        ValueKind::Effects => split(value, |_, next| next == '('),
        ValueKind::Facilities => split(value, |_, next| next == '【'),
        ValueKind::List if spec.id.starts_with("consent_") => split(value, |_, _| true),
        ValueKind::List => split_list(value),
        ValueKind::Text
        | ValueKind::Choice
        | ValueKind::Prefectures
        | ValueKind::StatusYear
        | ValueKind::Year
        | ValueKind::Staff
        | ValueKind::Count
        | ValueKind::Money
        | ValueKind::Fee => vec![value.to_owned()],
    }
}

/// Splits at the spaces before which an item ends.
fn split(value: &str, ends: impl Fn(&str, char) -> bool) -> Vec<String> {
    let mut items: Vec<String> = Vec::new();
    for word in value.split(' ') {
        match items.last_mut() {
            Some(last) if !ends(last, word.chars().next().unwrap_or(' ')) => {
                last.push(' ');
                last.push_str(word);
            }
            Some(_) | None => items.push(word.to_owned()),
        }
    }
    items
}

/// Splits behind commas outside brackets.
fn split_list(value: &str) -> Vec<String> {
    let mut items = vec![String::new()];
    let mut depth = 0_usize;
    for c in value.chars() {
        depth = if "（(「『【".contains(c) { depth + 1 } else { depth };
        depth = if "）)」』】".contains(c) { depth.saturating_sub(1) } else { depth };
        items.last_mut().into_iter().for_each(|item| item.push(c));
        if c == '、' && depth == 0 {
            items.push(String::new());
        }
    }
    items
}

/// Breaks a line at a width, its later lines behind `hanging`. Latin words stay whole.
pub fn wrapped(line: &str, width: usize, hanging: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut current = String::new();
    for word in words(line) {
        let is_first = lines.is_empty();
        let bare = if is_first { 0 } else { hanging.len() };
        if columns(&current) + columns(word.trim_end()) > width && current.len() > bare {
            lines.push(current.trim_end_matches(' ').to_owned());
            current = hanging.to_owned();
        }
        let is_start = current == hanging && !lines.is_empty();
        current.push_str(if is_start { word.trim_start_matches(' ') } else { word });
    }
    lines.push(current);
    lines
}

/// A run of ASCII without spaces is one word, every other character one of its own.
fn words(line: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut start = 0;
    let mut is_in_word = false;
    for (at, c) in line.char_indices() {
        let is_part = c.is_ascii() && c != ' ' && c != '\t';
        if at > start && !(is_part && is_in_word) {
            words.push(&line[start..at]);
            start = at;
        }
        is_in_word = is_part;
    }
    words.push(&line[start..]);
    words
}

/// The value in two halves, for a text that is long enough.
pub fn halves(spec: &FieldSpec, value: &str) -> Option<(String, String)> {
    let is_long = spec.kind == ValueKind::Text && value.chars().count() > 40;
    let at = value.char_indices().nth(27).filter(|_| is_long)?.0;
    let (head, tail) = value.split_at(at);
    Some((head.to_owned(), tail.to_owned()))
}
