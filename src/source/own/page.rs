//! The pages that jirei wrote as lines: heading, head, titles, labels and values.

use super::super::line::{Line, LineKind, Mark};
use super::super::markup;
use super::names::{split_label, without_space};
use super::value::{self, OwnLine};
use crate::lang::Lang;
use crate::model::schema::SectionSpec;
use crate::model::short_prefecture;

const LANGUAGES: [Lang; 2] = [Lang::Ja, Lang::En];

/// A page that jirei wrote.
#[derive(Default)]
pub struct OwnPage {
    /// The lines of its head: names, key facts, URL, place.
    pub head: Vec<OwnLine>,
    /// Its sections.
    pub sections: Vec<OwnSection>,
}

/// A section of such a page.
pub struct OwnSection {
    /// The section of the form, where it is one.
    pub spec: Option<&'static SectionSpec>,
    /// Its title.
    pub title: String,
    /// Line number of its heading.
    pub line: u32,
    /// Its rows.
    pub rows: Vec<OwnRow>,
    /// Words behind the table that are part of no row.
    pub strays: Vec<OwnLine>,
}

/// A label and the lines of its value.
pub struct OwnRow {
    /// The label, its English behind it or not.
    pub label: String,
    /// Line number of the label.
    pub line: u32,
    /// The value as it is laid out.
    pub value: Vec<OwnLine>,
    /// True if the value is a list in Markdown, an item a line.
    pub is_list: bool,
}

/// Returns the lines of these pages. Only in Markdown headings are marked: a mark makes a text Markdown.
pub fn lines(pages: &[OwnPage], is_markdown: bool) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    let known = if is_markdown { Mark::Heading } else { Mark::None };
    for page in pages {
        write_head(page, known, &mut lines);
        for section in &page.sections {
            let mark = if section.spec.is_some() { known } else { Mark::Heading };
            if !section.title.is_empty() {
                lines.push(plain_line(&section.title, mark, section.line));
            }
            lines.extend(section.rows.iter().map(|row| row_line(section.spec, row, is_markdown)));
            lines
                .extend(section.strays.iter().map(|stray| plain_line(&stray.words, Mark::Apart, stray.line)));
        }
    }
    lines
}

/// Returns words as a plain line with this mark.
fn plain_line(words: &str, mark: Mark, line: u32) -> Line<'static> {
    Line::of(line, words, LineKind::Plain { text: words.to_owned().into(), mark })
}

/// Returns a row as a line; `spec` is its section of the form.
fn row_line(spec: Option<&'static SectionSpec>, row: &OwnRow, is_markdown: bool) -> Line<'static> {
    let (label, field) = split_label(spec, &row.label);
    let (value, parts) = if is_markdown {
        value::read_markdown(field, &row.value, row.is_list)
    } else {
        value::read_value(field, &row.value)
    };
    let kind =
        LineKind::Row { label: label.to_owned().into(), value: Some(value.into()), piped: is_markdown };
    let mut line = Line::of(row.line, "", kind);
    line.parts = parts;
    line
}

/// Adds 事例紹介, the name, the nickname and the URL; nothing if the page has no head.
fn write_head(page: &OwnPage, mark: Mark, lines: &mut Vec<Line<'static>>) {
    let Some(first) = page.head.first() else {
        return;
    };
    lines.push(plain_line("事例紹介", mark, first.line));
    let words: Vec<&OwnLine> = page.head.iter().take_while(|part| !is_place(&part.words)).collect();
    let address = words.iter().rposition(|part| markup::address(&part.words).is_some());
    let end = address.unwrap_or(words.len());
    let launch = field_value(page, "launch");
    let facts = words[..end].iter().skip(1).position(|part| is_fact(&part.words, &launch));
    let names = &words[..facts.map_or(end, |at| at + 1)];
    let system = without_space(&field_value(page, "system_name"));
    let joined = |from: usize| {
        let parts: Vec<OwnLine> = names[from..].iter().map(|part| (*part).clone()).collect();
        value::join_lines(&parts).0
    };
    // The nickname is first, the name below it; a name alone may be broken.
    let begins = (0..names.len()).find(|from| without_space(&joined(*from)) == system);
    let name_at = begins.unwrap_or(usize::from(names.len() > 1));
    lines.push(plain_line(&joined(name_at), Mark::None, names[name_at].line));
    if name_at > 0 {
        let nickname: Vec<OwnLine> = names[..name_at].iter().map(|part| (*part).clone()).collect();
        lines.push(plain_line(&value::join_lines(&nickname).0, Mark::None, first.line));
    }
    lines.extend(address.map(|at| plain_line(&words[at].words, Mark::None, words[at].line)));
}

/// Returns the value of the field with this id, empty if the page does not have it.
fn field_value(page: &OwnPage, id: &str) -> String {
    let rows = page.sections.iter().flat_map(|section| section.rows.iter().map(|row| (section.spec, row)));
    let mut found =
        rows.filter(|(spec, row)| split_label(*spec, &row.label).1.is_some_and(|field| field.id == id));
    found.next().map(|(_, row)| value::join_lines(&row.value).0).unwrap_or_default()
}

/// True for the line of key facts: it has the launch, a labelled count or a prefecture.
fn is_fact(words: &str, launch: &str) -> bool {
    let letters = |words: &str| {
        let mut letters: Vec<char> = words.chars().filter(|c| c.is_alphanumeric() && *c != '年').collect();
        letters.sort_unstable();
        letters
    };
    let is_launch = |fact: &str| !launch.is_empty() && letters(fact) == letters(launch);
    let is_labelled = |fact: &str| {
        LANGUAGES.iter().any(|lang| {
            let (before, behind) = lang.text("page.registered").split_once("{count}").unwrap_or_default();
            fact.starts_with(lang.text("page.as-stated").trim_end())
                || fact.starts_with(before) && fact.ends_with(behind)
        })
    };
    let is_area =
        |fact: &str| fact.split(['、', ' ']).next().is_some_and(|name| short_prefecture(name).is_some());
    words.split(" · ").any(|fact| is_launch(fact) || is_labelled(fact) || is_area(fact))
}

/// True for the line with the id and the place of the page: `tonet  seeds/tonet.txt:1`.
pub fn is_place(words: &str) -> bool {
    let Some((id, place)) = words.split_once("  ") else {
        return false;
    };
    let is_id = !id.is_empty() && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    let line = place.rsplit_once(':').map_or("", |(_, line)| line);
    is_id && line.starts_with(|c: char| c.is_ascii_digit())
}

/// True for a line that names the source of a copy, or another page of the case.
pub fn is_source(words: &str) -> bool {
    LANGUAGES.iter().any(|lang| {
        let begins = |pattern: &str| words.starts_with(pattern.split('{').next().unwrap_or(pattern));
        begins(lang.text("copy.source")) || begins(lang.text("cli.other-source"))
    })
}
