//! The Markdown that jirei writes: a heading, the head in paragraphs, and a table a section, with the effects as a list.

use super::super::line::bar_cells;
use super::names::{Heading, split_label};
use super::page::{OwnPage, OwnRow, OwnSection, is_source};
use super::value::OwnLine;
use crate::lang::Lang;
use crate::model::schema::ValueKind;

/// The rule below the head of each table.
pub const RULE: &str = "| --- | --- |";

/// Fewer tables show no page of jirei's.
const FEWEST: usize = 2;

/// Returns the pages that a text holds; `None` if it has fewer than two tables that jirei wrote.
pub fn pages(source: &[&str]) -> Option<Vec<OwnPage>> {
    if source.windows(4).filter(|lines| is_section(lines)).count() < FEWEST {
        return None;
    }
    let mut pages: Vec<OwnPage> = Vec::new();
    for (line, number) in source.iter().zip(1..) {
        let line = line.trim();
        if let Some(name) = line.strip_prefix("# ") {
            let name = OwnLine { words: unescaped(name), line: number, indent: 0 };
            pages.push(OwnPage { head: vec![name], sections: Vec::new() });
            continue;
        }
        if pages.is_empty() && line.starts_with("## ") {
            pages.push(OwnPage::default());
        }
        if let Some(page) = pages.last_mut() {
            read_line(page, line, number);
        }
    }
    Some(pages)
}

/// True for four lines that are a numbered title of the form, a blank and the head of its table.
fn is_section(lines: &[&str]) -> bool {
    let [title, blank, head, rule] = lines else {
        return false;
    };
    let title = title.strip_prefix("## ").map(|title| Heading::parse(&unescaped(title)));
    title.is_some_and(|title| title.spec.is_some()) && blank.trim().is_empty() && is_table_head(head, rule)
}

/// True for the head of a table with the columns that jirei writes, and the rule below it.
fn is_table_head(line: &str, below: &str) -> bool {
    let is_head = |lang: Lang| {
        let cells = bar_cells(line.trim());
        cells.len() == 2
            && cells[0].trim() == lang.text("copy.label")
            && cells[1].trim() == lang.text("copy.value")
    };
    below.trim() == RULE && (is_head(Lang::Ja) || is_head(Lang::En))
}

/// Reads a line below the name of the page: a heading, a row, or words.
fn read_line(page: &mut OwnPage, line: &str, number: u32) {
    let part = |words: &str| OwnLine { words: unescaped(words), line: number, indent: 0 };
    if let Some(title) = line.strip_prefix("## ") {
        let Heading { spec, title, .. } = Heading::parse(&unescaped(title));
        page.sections.push(OwnSection { spec, title, line: number, rows: Vec::new(), strays: Vec::new() });
        return;
    }
    let Some(section) = page.sections.last_mut() else {
        page.head.extend((!line.is_empty()).then(|| part(line)));
        return;
    };
    if line.starts_with('|') {
        let cells = bar_cells(line);
        let (label, value) = (cells.first().copied().unwrap_or_default(), cells.get(1..).unwrap_or_default());
        // Below a list a new table begins.
        let is_first = section.rows.last().is_none_or(|row| row.is_list);
        if line != RULE && !(is_first && is_table_head(line, RULE)) {
            let (label, value) = (unescaped(label.trim()), vec![part(value.join("|").trim())]);
            section.rows.push(OwnRow { label, line: number, value, is_list: false });
        }
    } else if let Some(label) = effects_label(section, line) {
        section.rows.push(OwnRow { label, line: number, value: Vec::new(), is_list: true });
    } else if let Some((item, row)) = list_item(section, line) {
        row.value.push(part(item));
    } else if !line.is_empty() && !is_source(&unescaped(line)) {
        section.strays.push(part(line));
    }
}

/// Returns the label of the effects, which stands in bold above their list.
fn effects_label(section: &OwnSection, line: &str) -> Option<String> {
    let label = unescaped(line.strip_prefix("**")?.strip_suffix("**")?);
    let (_, field) = split_label(section.spec, &label);
    field.is_some_and(|field| field.kind == ValueKind::Effects).then_some(label)
}

/// Returns the words of an item of a list, and the row that it belongs to.
fn list_item<'l, 's>(section: &'s mut OwnSection, line: &'l str) -> Option<(&'l str, &'s mut OwnRow)> {
    let row = section.rows.last_mut().filter(|row| row.is_list)?;
    Some((line.strip_prefix("- ")?, row))
}

/// Returns words without the escapes and angle brackets that keep Markdown from reading them.
fn unescaped(words: &str) -> String {
    let words = words.replace("<br>", " ");
    // A link is written in angle brackets, which words have with a backslash before them.
    let words = words.strip_prefix('<').and_then(|words| words.strip_suffix('>')).unwrap_or(&words);
    let mut text = String::with_capacity(words.len());
    let mut letters = words.chars().peekable();
    while let Some(letter) = letters.next() {
        match letters.next_if(|next| letter == '\\' && next.is_ascii_punctuation()) {
            Some(escaped) => text.push(escaped),
            None => text.push(letter),
        }
    }
    text
}
