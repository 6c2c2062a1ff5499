//! A case: one page of the ministry's site, section by section.

use std::borrow::Cow;
use std::ops::Deref;
use std::sync::Arc;
use std::time::SystemTime;

use serde::Serialize;
use strum::IntoStaticStr;
use time::Date;

use super::place::{Part, Place, place_text};
use super::schema::{schema, section_of};
use super::{Diagnostic, LineSpan, Value};
use crate::lang::Lang;
use crate::text::shown::shown;

/// A case page as it was read.
#[derive(Debug, Clone)]
pub struct Case {
    /// The stable id for scripts: `tonet`, or `case-` and 8 hex digits.
    pub id: String,
    /// The network's full name, as on the page.
    pub name: String,
    /// The network's nickname, if the page has one.
    pub nickname: Option<String>,
    /// The network's own site, if the page has it.
    pub url: Option<String>,
    /// Prefectures served, without 都府県, in page order.
    pub prefectures: Vec<&'static str>,
    /// The source of the page.
    pub source: PageSource,
    /// Sections in page order.
    pub sections: Vec<Section>,
    /// The diagnostics of reading this page.
    pub diagnostics: Vec<Diagnostic>,
}

impl Case {
    /// Returns the index of the section with a number in the form, from 1; `None` if the page lacks it.
    #[must_use]
    pub fn section_numbered(&self, number: usize) -> Option<usize> {
        self.sections.iter().position(|section| section.number() == Some(number))
    }

    /// Returns the usual name: the nickname, else the full name, else the path of its page.
    #[must_use]
    pub fn short_name(&self) -> Cow<'_, str> {
        match &self.nickname {
            Some(nickname) => nickname.into(),
            None if self.name.is_empty() => shown(&self.source.path),
            None => (&self.name).into(),
        }
    }

    /// Returns the first field with this schema id, in any section.
    #[must_use]
    pub fn field(&self, id: &str) -> Option<&Field> {
        self.sections.iter().flat_map(|section| &section.fields).find(|field| field.id == Some(id))
    }

    /// Returns the text of a field, `""` if the page does not have it.
    #[must_use]
    pub fn field_text(&self, id: &str) -> &str {
        self.field(id).map_or("", |field| &field.text)
    }
}

/// The source of a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PageSource {
    /// The path as it was given or found; `seeds/…` for a built-in page.
    pub path: String,
    /// True for a page that ships inside the program.
    pub builtin: bool,
    /// True for what jirei itself wrote, which is no second source beside the page that it was written from.
    pub is_own: bool,
    /// The format of the page.
    pub format: PageFormat,
    /// The encoding by its WHATWG name.
    pub encoding: &'static str,
    /// First and last line of the page in its file, from 1; in the document of `part`, if there is one.
    pub lines: LineSpan,
    /// The document within the file, where the file is not the page's text itself.
    pub part: Option<Arc<Part>>,
    /// The address that the page was saved from, if the file says it.
    pub address: Option<String>,
    /// The day at which the page was saved, if the file says it.
    pub saved: Option<Date>,
    /// The modification time of the file.
    pub modified: Option<SystemTime>,
}

impl PageSource {
    /// Returns `path:line` for display; in a file without lines, the path and the place.
    #[must_use]
    pub fn place(&self, line: u32) -> String {
        place_text(&self.path, self.part.as_deref(), Some(line))
    }

    /// True where the file, or the part of it, has lines of its own.
    #[must_use]
    pub fn has_lines(&self) -> bool {
        self.part.as_ref().is_none_or(|part| part.has_lines())
    }

    /// Returns the place of a line in a file that has none.
    #[must_use]
    pub fn place_without_lines(&self, line: u32) -> Option<&Place> {
        self.part.as_deref()?.place(line)
    }

    /// Returns the path for display, with the part of a container behind it.
    #[must_use]
    pub fn document(&self) -> String {
        place_text(&self.path, self.part.as_deref(), None)
    }
}

/// The format of a page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, IntoStaticStr)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum PageFormat {
    /// Markup as saved from a browser.
    Html,
    /// Headings, pipe tables or links in Markdown.
    Markdown,
    /// Any other readable text.
    #[default]
    Text,
    /// Records of cells separated by commas, tabs or semicolons.
    Csv,
    /// JSON or NDJSON.
    Json,
    /// A page as it is printed.
    Pdf,
    /// A document of Word.
    Docx,
    /// A document of LibreOffice Writer.
    Odt,
    /// A workbook of Excel.
    Xlsx,
    /// A workbook of LibreOffice Calc.
    Ods,
    /// An electronic book.
    Epub,
}

/// A section of a page.
#[derive(Debug, Clone)]
pub struct Section {
    /// The schema's id; `None` for a section that is not in the schema.
    pub id: Option<&'static str>,
    /// The title, as on the page.
    pub title: String,
    /// The line of the title.
    pub line: u32,
    /// Fields in page order.
    pub fields: Vec<Field>,
}

impl Section {
    /// Returns the section's number in the form, from 1; `None` for a section that is not in the schema.
    #[must_use]
    pub fn number(&self) -> Option<usize> {
        schema().section_place(self.id?).map(|place| place + 1)
    }

    /// Returns the number of fields, including those of the form that are missing on the page.
    #[must_use]
    pub fn expected(&self) -> usize {
        let spec = self.id.and_then(|id| schema().section(id));
        spec.map_or(0, |spec| spec.fields.len()).max(self.fields.len())
    }

    /// Returns the number of fields of the section that have an answer.
    #[must_use]
    pub fn answered_fields(&self) -> usize {
        self.fields.iter().filter(|field| !field.value.is_blank()).count()
    }
}

/// A row of a section: a label and its answer.
#[derive(Debug, Clone)]
pub struct Field {
    /// The schema's id; `None` for a label that the schema does not have in this section.
    pub id: Option<&'static str>,
    /// The label, normalised; for a field of the form, the form's label.
    pub label: Cow<'static, str>,
    /// First and last line of the field in its file, from 1.
    pub lines: LineSpan,
    /// The answer; pages with the same answer share it.
    pub answer: Arc<Answer>,
}

/// The answer of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The whole text, white space folded, otherwise verbatim.
    pub text: String,
    /// The value, parsed as the kind of the schema.
    pub value: Value,
}

impl Answer {
    /// Creates an answer and frees its spare capacity: it lives as long as the program.
    #[must_use]
    pub fn new(mut text: String, mut value: Value) -> Self {
        text.shrink_to_fit();
        if let Value::List { items } = &mut value {
            items.shrink_to_fit();
            items.iter_mut().for_each(String::shrink_to_fit);
        }
        Self { text, value }
    }
}

impl Field {
    /// Returns its English label; `None` if the form does not have the field.
    #[must_use]
    pub fn english(&self) -> Option<&'static str> {
        schema().field(self.id?).map(|spec| spec.en)
    }

    /// Returns its label in a language of the interface.
    #[must_use]
    pub fn label_in(&self, lang: Lang) -> &str {
        let english = if lang == Lang::En { self.english() } else { None };
        english.unwrap_or(&self.label)
    }
}

/// A field gives direct access to its answer: `field.text`, `field.value`.
impl Deref for Field {
    type Target = Answer;

    fn deref(&self) -> &Answer {
        &self.answer
    }
}

/// Returns the first field with this id in its own section.
#[must_use]
pub fn field_of<'a>(case: &'a Case, id: &str) -> Option<&'a Field> {
    let own = section_of(id)?;
    let sections = case.sections.iter().filter(|section| section.id.is_none_or(|id| id == own));
    sections.flat_map(|section| &section.fields).find(|field| field.id == Some(id))
}
