//! Rows: objects and pairs that are a label and its value, and the words of values.

use std::borrow::Cow;

use super::super::decode::without_controls;
use super::super::markup;
use super::keys::{self, LABELS, NUMBERS, TITLES, UNITS, VALUES};
use super::tree::{JsonKind, JsonNode, LabelSet, Member};

/// A row that is an object or an array.
pub struct JsonRow<'n, 'a> {
    /// The title of its section.
    pub section: Option<&'n str>,
    /// The label.
    pub label: &'n str,
    /// The value, where the row has one.
    pub value: Option<&'n JsonNode<'a>>,
    /// The unit behind the value.
    pub unit: Option<&'n str>,
    /// Members that are neither.
    pub others: Vec<&'n Member<'a>>,
}

/// Returns the row that an object or array is; `None` if it is no label and value.
pub fn as_row<'n, 'a>(node: &'n JsonNode<'a>) -> Option<JsonRow<'n, 'a>> {
    match &node.kind {
        JsonKind::Object(_) => object_as_row(node),
        JsonKind::List(items) => list_as_row(items),
        JsonKind::Null | JsonKind::Bare(_) | JsonKind::Text(_) => None,
    }
}

/// Returns the row that an object is: a label, and a value or one more member; `None` for any other object.
fn object_as_row<'n, 'a>(node: &'n JsonNode<'a>) -> Option<JsonRow<'n, 'a>> {
    let is_words = |value: &JsonNode<'_>| matches!(value.kind, JsonKind::Text(_));
    let holds_rows = node.members().iter().any(|member| member.value.labels.count() > 0);
    if holds_rows {
        return None;
    }
    // A label of the form comes before other names.
    let is_label = |value: &JsonNode<'_>| value.words().is_some_and(|words| keys::label(words).is_some());
    let label = keys::find_member(node, LABELS, |value| is_words(value) && is_label(value))
        .or_else(|| keys::find_member(node, LABELS, is_words))?;
    let unit = keys::find_member(node, UNITS, is_words);
    let section = keys::find_member(node, TITLES, is_words).filter(|section| !std::ptr::eq(*section, label));
    let is_other = |member: &&Member<'_>| {
        let used = [Some(label), unit, section];
        !used.into_iter().flatten().any(|used| std::ptr::eq(used, *member))
    };
    let value = keys::find_member(node, VALUES, |_| true).filter(is_other);
    let mut others: Vec<&Member<'_>> = node.members().iter().filter(is_other).collect();
    others.retain(|other| value.is_none_or(|value| !std::ptr::eq(value, *other)));
    others.retain(|other| !NUMBERS.contains(other.key.trim()));
    let value = match (value, others.len()) {
        (Some(value), _) => Some(&value.value),
        // The value of a table with one case, its column named as the case is.
        (None, 1) if is_label(&label.value) => others.pop().map(|value| &value.value),
        (None, 0) if is_label(&label.value) => None,
        (None, _) => return None,
    };
    let words = |member: &'n Member<'a>| member.value.words();
    Some(JsonRow {
        section: section.and_then(words),
        label: words(label)?,
        value,
        unit: unit.and_then(words),
        others,
    })
}

/// Returns the row that `[label, value]` or `[title, label, value]` is; `None` for any other array.
fn list_as_row<'n, 'a>(items: &'n [JsonNode<'a>]) -> Option<JsonRow<'n, 'a>> {
    let is_label = |node: &JsonNode<'_>| node.words().is_some_and(|words| keys::label(words).is_some());
    let (section, label, value) = match items {
        [label, value] if is_label(label) && value.labels.count() == 0 => (None, label, value),
        [section, label, value]
            if is_label(label) && section.words().is_some_and(|words| keys::title(words).is_some()) =>
        {
            (section.words(), label, value)
        }
        _ => return None,
    };
    Some(JsonRow { section, label: label.words()?, value: Some(value), unit: None, others: Vec::new() })
}

/// Returns the labels of the form inside an array or object.
pub fn labels_in(kind: &JsonKind<'_>) -> LabelSet {
    let union =
        |labels: &mut dyn Iterator<Item = LabelSet>| labels.fold(LabelSet::default(), LabelSet::union);
    match kind {
        JsonKind::Object(members) => {
            let own = members.iter().map(|member| keys::label_set(&member.key));
            let inner = members.iter().map(|member| member.value.labels);
            // Ids are names of fields elsewhere too.
            let has_value = members.iter().any(|member| VALUES.contains(member.key.trim()));
            let is_label =
                |words: &&str| has_value || keys::label(words).is_some_and(|label| label.place.is_none());
            let named = members.iter().filter(|member| LABELS.contains(member.key.trim()));
            let named = named.filter_map(|member| member.value.words()).filter(is_label);
            union(&mut own.chain(inner).chain(named.map(keys::label_set)))
        }
        JsonKind::List(items) if is_table(items) => {
            let columns = items.iter().flat_map(|row| row.items().iter().take(LABEL_COLUMNS));
            let cells = items.first().into_iter().flat_map(JsonNode::items).chain(columns);
            union(&mut cells.filter_map(JsonNode::words).map(keys::label_set))
        }
        JsonKind::List(items) => {
            let row = list_as_row(items).map_or(LabelSet::default(), |row| keys::label_set(row.label));
            union(&mut items.iter().map(|item| item.labels).chain([row]))
        }
        JsonKind::Null | JsonKind::Bare(_) | JsonKind::Text(_) => LabelSet::default(),
    }
}

/// So many columns of a table may hold its labels.
const LABEL_COLUMNS: usize = 3;

/// True for two or more arrays of scalars.
pub fn is_table(items: &[JsonNode<'_>]) -> bool {
    let is_row = |item: &JsonNode<'_>| match &item.kind {
        JsonKind::List(cells) => cells.iter().all(JsonNode::is_scalar),
        JsonKind::Null | JsonKind::Bare(_) | JsonKind::Text(_) | JsonKind::Object(_) => false,
    };
    items.len() > 1 && items.iter().all(is_row)
}

/// The words of a value, its items on lines of their own, and what was taken out of them.
#[derive(Default)]
pub struct CellWords {
    /// The words.
    pub text: String,
    /// Where in the words each line of the file begins: byte offset and line.
    pub parts: Vec<(usize, u32)>,
    /// The first tag taken out.
    pub tag: String,
    /// The control characters taken out.
    pub controls: String,
    /// True where markup is part of the words.
    pub is_verbatim: bool,
}

impl CellWords {
    /// Reads the words of a value; with `is_verbatim` markup is part of them.
    pub fn from_node(node: &JsonNode<'_>, is_verbatim: bool) -> Self {
        let mut words = Self { is_verbatim, ..Self::default() };
        words.push_node(node, "");
        if words.parts.is_empty() {
            words.parts.push((0, node.line));
        }
        words
    }

    /// Reads the words of a string that begins on this line; with `is_verbatim` markup is part of them.
    pub fn from_text(text: &str, line: u32, is_verbatim: bool) -> Self {
        let mut words = Self { is_verbatim, ..Self::default() };
        words.push_line(text, line);
        words
    }

    /// Adds the lines of a value, its name before the first.
    fn push_node(&mut self, node: &JsonNode<'_>, name: &str) {
        let named =
            |words: &str| if name.is_empty() { words.to_owned() } else { format!("{name}：{words}") };
        match &node.kind {
            JsonKind::Null => self.push_line(name, node.line),
            JsonKind::Bare(words) => self.push_line(&named(words), node.line),
            JsonKind::Text(words) => self.push_line(&named(words), node.line),
            JsonKind::List(items) => {
                self.push_line(name, node.line);
                items.iter().for_each(|item| self.push_node(item, ""));
            }
            JsonKind::Object(members) => {
                self.push_line(name, node.line);
                members.iter().for_each(|member| self.push_node(&member.value, &member.key));
            }
        }
    }

    /// Adds a line without control characters and, unless verbatim, without markup; nothing if it is empty
    /// then.
    fn push_line(&mut self, words: &str, line: u32) {
        let mut tag = String::new();
        let clean = if self.is_verbatim { Cow::Borrowed(words) } else { markup::clean(words, &mut tag) };
        let (clean, controls) = without_controls(&clean);
        if self.tag.is_empty() {
            self.tag = tag;
        }
        if self.controls.is_empty() {
            self.controls = controls;
        }
        let clean = clean.trim();
        if clean.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.parts.push((self.text.len(), line));
        self.text.push_str(clean);
    }

    /// Replaces the space before each of these items with a line break, as a document with both folds line
    /// breaks.
    pub fn break_before(&mut self, items: &[JsonNode<'_>]) {
        let mut from = 0;
        for item in items.iter().filter_map(JsonNode::words) {
            let Some(found) = self.text[from..].find(item) else {
                return;
            };
            let gap = &self.text[from..from + found];
            if from > 0 && gap.starts_with(' ') && !gap.contains('、') {
                self.text.replace_range(from..=from, "\n");
            }
            from += found + item.len();
        }
    }
}
