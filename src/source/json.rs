//! JSON and NDJSON → the lines of a page: sections, labels and values from objects and arrays of any
//! arrangement, and from what `export` writes.
//!
//! `tree` (text → nodes with lines) → `cases` (which nodes are cases) → here, with `row` and `keys`
//! (nodes → titles, labels and values).

mod cases;
mod frames;
mod keys;
mod own;
mod row;
mod tree;

use super::form::form;
use super::line::{Line, LineKind, Mark};
use super::writer::Writer;
use super::{decode, grid, markup, pages};
use cases::FoundCase;
use keys::{ADDRESSES, NAMES, NICKNAMES, NUMBERS, TITLES};
pub use own::is_own;
use row::{CellWords, JsonRow};
use tree::{JsonKind, JsonNode, Member, Parser};

/// Fewer labels of the form in a document show no case.
const FEWEST: u32 = 2;

/// What opens and closes a block of code in Markdown.
const FENCE: &str = "```";

/// Returns the lines of the cases in a text that is JSON as a whole, if any; `None` if it is no JSON.
pub fn lines(text: &str) -> Option<Vec<Line<'static>>> {
    let mut lines = Vec::new();
    text.trim_start().starts_with(['{', '[']).then(|| push_documents(text, 1, &mut lines))??;
    Some(lines)
}

/// Returns the lines of the cases in Markdown's fenced blocks; `None` without any, or with a page outside.
pub fn fenced(text: &str) -> Option<Vec<Line<'static>>> {
    memchr::memmem::find(text.as_bytes(), FENCE.as_bytes())?;
    let mut lines = Vec::new();
    let mut outside = Vec::new();
    let mut block: Option<(u32, String)> = None;
    for (number, line) in (1..).zip(decode::lines(text)) {
        let is_fence = line.trim_start().starts_with(FENCE);
        match &mut block {
            Some((first, inner)) if is_fence => {
                if inner.trim_start().starts_with(['{', '[']) {
                    push_documents(inner, *first, &mut lines)?;
                }
                block = None;
            }
            Some((_, inner)) => {
                inner.push_str(line);
                inner.push('\n');
            }
            None if is_fence => block = Some((number + 1, String::new())),
            None => outside.push(Line::clean(number, line)),
        }
    }
    let is_alone = pages::known_words(&outside) < FEWEST as usize;
    (is_alone && !lines.is_empty()).then_some(lines)
}

/// Adds the lines of all cases in a JSON text that begins on this line; `None` if it is no JSON.
fn push_documents(text: &str, line: u32, lines: &mut Vec<Line<'static>>) -> Option<()> {
    let mut parser = Parser::new(text, line, row::labels_in);
    let mut rows = Vec::new();
    while !parser.is_done() {
        let document = frames::table_as_rows(parser.parse_document()?);
        if document.labels.count() < FEWEST {
            rows.push(document);
        } else {
            push_cases(&document, lines);
        }
    }
    if lines.is_empty()
        && let Some(table) = frames::rows_as_table(rows)
    {
        push_cases(&table, lines);
    }
    Some(())
}

/// Adds the lines of the cases in a document.
fn push_cases(document: &JsonNode<'_>, lines: &mut Vec<Line<'static>>) {
    for case in cases::cases(document) {
        match case {
            FoundCase::Node(node, key) if node.labels.count() >= FEWEST => {
                lines.extend(case_lines(node, key))
            }
            FoundCase::Node(..) => {}
            FoundCase::Table(table) => lines.extend(table),
        }
    }
}

/// Returns the lines of a case; `name` is its key in an object of cases.
fn case_lines(case: &JsonNode<'_>, name: Option<&Member<'_>>) -> Vec<Line<'static>> {
    let is_exported = cases::is_exported(case);
    let mut walker = Walker { writer: Writer::default(), is_exported, is_begun: false, row_title: None };
    let head = walker.write_head(case, name);
    match &case.kind {
        JsonKind::Object(members) if is_exported => walker.write_exported(members),
        JsonKind::Object(members) => {
            let is_head = |member: &&Member<'_>| head.iter().any(|used| std::ptr::eq(*used, *member));
            walker.write_members(members.iter().filter(|member| !is_head(member)));
        }
        JsonKind::List(items) => walker.write_items(items),
        JsonKind::Null | JsonKind::Bare(_) | JsonKind::Text(_) => {}
    }
    let mut lines = walker.writer.lines;
    lines.push(Line::of(case.end, "", LineKind::Blank));
    lines
}

/// Writes a case.
struct Walker {
    writer: Writer,
    /// True where the values are those of an exported case: verbatim, without markup.
    is_exported: bool,
    /// True once a section is open.
    is_begun: bool,
    /// The title that the last row named.
    row_title: Option<String>,
}

impl Walker {
    /// Writes the heading, the names and the address, and returns the members that they were taken from.
    fn write_head<'n, 'a>(
        &mut self,
        case: &'n JsonNode<'a>,
        key: Option<&Member<'_>>,
    ) -> Vec<&'n Member<'a>> {
        let is_words = |value: &JsonNode<'_>| value.words().is_some_and(|words| !words.trim().is_empty());
        let is_name = |value: &JsonNode<'_>| is_words(value) && value.words().and_then(keys::title).is_none();
        let is_address = |value: &JsonNode<'_>| value.words().and_then(markup::address).is_some();
        let name = keys::find_member(case, NAMES, is_name);
        let nickname = keys::find_member(case, NICKNAMES, is_words);
        let address = keys::find_member(case, ADDRESSES, is_address);
        self.writer.plain("事例紹介", Mark::Heading, case.line);
        let system = || find_system_name(case);
        let key_words = key.map(|key| (key.key.as_ref(), key.line));
        let words = |member: &'n Member<'a>| member.value.words().map(|words| (words, member.value.line));
        let full = name.and_then(words).or_else(system).or(key_words);
        let short = nickname
            .and_then(words)
            .or_else(|| key_words.filter(|key| full.is_some_and(|full| full.0 != key.0)));
        let heads = if full.is_some() { [full, short] } else { [short, None] };
        for (words, line) in heads.into_iter().flatten().chain(address.and_then(words)) {
            self.write_words(words, Mark::None, line);
        }
        // What ends the head, whatever comes next.
        self.writer.plain("目次", Mark::None, case.line);
        let is_empty = |member: &&Member<'_>| {
            let key = member.key.trim();
            let is_head = NAMES.contains(key) || NICKNAMES.contains(key) || ADDRESSES.contains(key);
            is_head && matches!(member.value.kind, JsonKind::Null)
        };
        let blank = case.members().iter().filter(is_empty);
        [name, nickname, address].into_iter().flatten().chain(blank).collect()
    }

    fn write_words(&mut self, words: &str, mark: Mark, line: u32) {
        let words = CellWords::from_text(words, line, self.is_exported);
        self.writer.plain(&words.text.replace('\n', " "), mark, line);
        self.note_removed(words);
    }

    /// Records on the last line the markup and the control characters that were removed from its words.
    fn note_removed(&mut self, words: CellWords) {
        if let Some(line) = self.writer.lines.last_mut() {
            line.note(words.tag, words.controls);
        }
    }

    fn write_members<'n, 'a: 'n>(&mut self, members: impl Iterator<Item = &'n Member<'a>>) {
        members.for_each(|member| self.write_member(member));
    }

    /// Writes a member: a section if its key is a title or it has labels inside, else a row.
    fn write_member(&mut self, member: &Member<'_>) {
        let (key, value) = (member.key.as_ref(), &member.value);
        let is_label = keys::label(key).is_some();
        let title = keys::title(key);
        if value.labels.count() > 0 {
            match title {
                Some(title) => self.write_section(title, value, member.line),
                None if is_label => self.write_value(key, Some(value), None, member.line),
                None if is_wrapper(key, value) => self.write_node(value),
                None => self.write_section(key, value, member.line),
            }
        } else if let Some(title) = title.filter(|_| !is_label) {
            self.open_section(title, member.line);
            match &value.kind {
                JsonKind::Object(members) => self.write_members(members.iter()),
                JsonKind::List(_) | JsonKind::Text(_) | JsonKind::Bare(_) | JsonKind::Null => {
                    self.write_value("", Some(value), None, member.line);
                }
            }
            self.close_section();
        } else if !is_label && holds_rows(value) {
            // Rows without a label of the form.
            if is_wrapper(key, value) {
                self.write_node(value)
            } else {
                self.write_section(key, value, member.line)
            }
        } else {
            self.write_value(key, Some(value), None, member.line);
        }
    }

    /// Writes what is in an object or array, without a title.
    fn write_node(&mut self, node: &JsonNode<'_>) {
        match &node.kind {
            JsonKind::Object(members) => self.write_members(members.iter()),
            JsonKind::List(items) => self.write_items(items),
            JsonKind::Null | JsonKind::Bare(_) | JsonKind::Text(_) => {}
        }
    }

    /// Writes the items of an array: rows, values without a label, sections.
    fn write_items(&mut self, items: &[JsonNode<'_>]) {
        if let Some(records) = cases::table_records(items)
            && let Some(lines) = grid::rows(&records, None)
        {
            self.is_begun = true;
            return self.writer.lines.extend(lines);
        }
        for item in items {
            if let Some(row) = row::as_row(item) {
                self.write_row(item, &row);
            } else if item.labels.count() == 0 && item.is_scalar() {
                self.write_value("", Some(item), None, item.line);
            } else {
                self.write_item(item);
            }
        }
        if self.row_title.take().is_some() {
            self.close_section();
        }
    }

    /// Writes an item of an array under its title, if a member has one.
    fn write_item(&mut self, node: &JsonNode<'_>) {
        let is_words = |value: &JsonNode<'_>| matches!(value.kind, JsonKind::Text(_));
        let is_title = |value: &JsonNode<'_>| value.words().is_some_and(|words| keys::title(words).is_some());
        let title = keys::find_member(node, TITLES, is_title)
            .or_else(|| keys::find_member(node, NAMES, is_title))
            .or_else(|| keys::find_member(node, keys::LABELS, is_title))
            .or_else(|| keys::find_member(node, TITLES, is_words))
            .or_else(|| keys::find_member(node, keys::LABELS, is_words));
        let Some((title, words)) = title.and_then(|title| Some((title, title.value.words()?))) else {
            return self.write_node(node);
        };
        self.open_section(keys::title(words).unwrap_or(words), title.line);
        let is_content = |member: &&Member<'_>| {
            let is_number = NUMBERS.contains(member.key.trim()) && member.value.is_scalar();
            !std::ptr::eq(*member, title) && !is_number
        };
        self.write_members(node.members().iter().filter(is_content));
        self.close_section();
    }

    fn write_section(&mut self, title: &str, value: &JsonNode<'_>, line: u32) {
        self.open_section(title, line);
        self.write_node(value);
        self.close_section();
    }

    fn open_section(&mut self, title: &str, line: u32) {
        let words = CellWords::from_text(title, line, self.is_exported);
        self.writer.heading(&words.text.replace('\n', " "), line);
        self.note_removed(words);
        (self.is_begun, self.row_title) = (true, None);
    }

    fn close_section(&mut self) {
        self.writer.leave();
        self.row_title = None;
    }

    /// Writes a row, under a heading first if it names another section than the row before.
    fn write_row(&mut self, node: &JsonNode<'_>, row: &JsonRow<'_, '_>) {
        if let Some(section) = row.section
            && self.row_title.as_deref() != Some(section)
        {
            self.open_section(keys::title(section).unwrap_or(section), node.line);
            self.row_title = Some(section.to_owned());
        }
        self.write_value(row.label, row.value, row.unit, node.line);
        for other in &row.others {
            self.write_value(&other.key, Some(&other.value), None, other.line);
        }
    }

    /// Writes the sections of a case as `export` wrote it.
    fn write_exported(&mut self, members: &[Member<'_>]) {
        let sections = members.iter().filter(|member| member.key == "sections");
        for section in sections.flat_map(|member| member.value.items()) {
            let title = member_value(section, "title").and_then(JsonNode::words).unwrap_or_default();
            self.open_section(title, section.line);
            let fields = member_value(section, "fields").map(JsonNode::items).unwrap_or_default();
            for (nth, field) in fields.iter().enumerate() {
                self.write_exported_field(field, nth == 0);
            }
            self.close_section();
        }
    }

    /// Writes a field as `export` wrote it; only a list's items show where its text had line breaks.
    fn write_exported_field(&mut self, field: &JsonNode<'_>, is_first: bool) {
        let label = member_value(field, "label").and_then(JsonNode::words).unwrap_or_default();
        let mut words =
            member_value(field, "text").map(|text| CellWords::from_node(text, true)).unwrap_or_default();
        if let Some(items) = member_value(field, "value").and_then(|value| member_value(value, "items")) {
            words.break_before(items.items());
        }
        if label.is_empty() && !is_first {
            // Words without a label after a row would go on with its value.
            self.writer.plain(&words.text, Mark::Apart, field.line);
            return self.note_removed(words);
        }
        let parts = std::mem::take(&mut words.parts);
        self.writer.cell((label, None), &words.text, parts, field.line);
        self.note_removed(words);
    }

    /// Writes a row of a key and its value, the unit behind it.
    fn write_value(&mut self, key: &str, value: Option<&JsonNode<'_>>, unit: Option<&str>, line: u32) {
        let mut words = value.map(|value| CellWords::from_node(value, self.is_exported)).unwrap_or_default();
        if let Some(unit) = unit.filter(|unit| !words.text.is_empty() && !words.text.ends_with(unit)) {
            words.text.push_str(unit);
        }
        self.write_cell(key, words, line);
    }

    /// Writes a row, in a section without a title if none is open and the form does not have its key.
    fn write_cell(&mut self, key: &str, mut words: CellWords, line: u32) {
        let label = keys::label(key);
        if !self.is_begun && label.is_none() && form().title(key).is_none() {
            self.writer.heading("", line);
            self.writer.leave();
        }
        self.is_begun = true;
        let known = label.as_ref().and_then(|label| label.place);
        let text = std::mem::take(&mut words.text);
        let parts = std::mem::take(&mut words.parts);
        match label {
            Some(label) => self.writer.cell((&label.words, known), &text, parts, line),
            None => {
                let key = CellWords::from_text(key, line, self.is_exported);
                self.writer.cell((&key.text, known), &text, parts, line);
            }
        }
        self.note_removed(words);
    }
}

/// Returns the value of the member with this key; `None` if there is none.
fn member_value<'n, 'a>(node: &'n JsonNode<'a>, key: &str) -> Option<&'n JsonNode<'a>> {
    node.members().iter().find(|member| member.key == key).map(|member| &member.value)
}

/// True for an array that has items, all of them rows.
fn holds_rows(node: &JsonNode<'_>) -> bool {
    !node.items().is_empty() && node.items().iter().all(|item| row::as_row(item).is_some())
}

/// Returns the name of the system and its line, from wherever in the case its label is; `None` without one.
fn find_system_name<'n>(node: &'n JsonNode<'_>) -> Option<(&'n str, u32)> {
    let is_name = |words: &str| {
        let label = keys::label(words);
        label.is_some_and(|label| {
            form().label_anywhere(&label.words).is_some_and(|place| place.spec().id == "system_name")
        })
    };
    let words = |node: &'n JsonNode<'_>| {
        node.words().map(|words| (words, node.line)).filter(|(words, _)| !words.trim().is_empty())
    };
    if let Some(row) = row::as_row(node)
        && is_name(row.label)
    {
        return row.value.and_then(words);
    }
    let own =
        node.members().iter().find(|member| is_name(&member.key)).and_then(|member| words(&member.value));
    let children = || node.members().iter().map(|member| &member.value).chain(node.items());
    own.or_else(|| children().filter(|child| child.labels.count() > 0).find_map(find_system_name))
}

/// True for a key that is no title: in ASCII, a word like 項目, or over labels of several sections.
fn is_wrapper(key: &str, value: &JsonNode<'_>) -> bool {
    key.is_ascii()
        || matches!(key, "項目" | "内容" | "事例" | "本文" | "データ" | "セクション" | "章" | "回答")
        || keys::sections_in(value.labels) > 1
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines as short words: `# title`, `label = value`, plain words.
    fn written(text: &str) -> Vec<String> {
        let kind = |line: &Line<'_>| match &line.kind {
            LineKind::Plain { text, mark: Mark::Heading } => format!("{} # {text}", line.number),
            LineKind::Plain { text, .. } => format!("{} {text}", line.number),
            LineKind::Row { label, value, .. } => {
                format!("{} {label} = {}", line.number, value.as_deref().unwrap_or_default())
            }
            LineKind::Blank | LineKind::Rule => format!("{} end", line.number),
        };
        lines(text).unwrap_or_default().iter().map(kind).collect()
    }

    #[test]
    fn a_case_becomes_a_heading_a_head_titles_and_rows() {
        let text = "{\n\"name\": \"甲網\",\n\"id\": 7,\n\"システムの概要\": {\n\"システム名\": \"甲網\",\n\
                    \"代表団体\": null},\n\"システムの導入目的\": [\n\"連携\",\n\"共有\"]\n}";
        let expected = [
            "1 # 事例紹介",
            "2 甲網",
            "1 目次",
            "3 # ",
            "3 id = 7",
            "4 # システムの概要",
            "5 システム名 = 甲網",
            "6 代表団体 = ",
            "7 # システムの実施目的・地域など",
            "7 システムの導入目的 = 連携\n共有",
            "10 end",
        ];
        assert_eq!(written(text), expected);
        let lines = lines(text).unwrap();
        assert_eq!(lines[9].parts, [(0, 8), (7, 9)]);
    }

    #[test]
    fn text_that_is_no_json_or_has_none_of_the_form_gives_no_lines() {
        for text in
            ["", "事例紹介", "[1] システム名", "{\"a\": [1, 2]}", "[\"システム名\", \"提供地域\"]", "{"]
        {
            assert!(lines(text).unwrap_or_default().is_empty(), "{text}");
        }
        assert!(fenced("```json\n{\"システム名\": 1, \"代表団体\": 2}\n```").is_some());
        assert!(fenced("システム名\n代表団体\n```\n{\"システム名\": 1, \"代表団体\": 2}\n```").is_none());
    }
}
