//! A case: one page of the ministry's site, section by section.

use std::borrow::Cow;
use std::ops::Deref;
use std::sync::Arc;
use std::time::SystemTime;

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use super::schema::{schema, section_of};
use super::{Diagnostic, LineSpan, Value};

/// One case page as it was read.
#[derive(Debug, Clone, Serialize)]
pub struct Case {
    /// Stable name for scripts: `tonet`, or `case-` and 8 hex digits.
    pub id: String,
    /// The network's full name, as the page has it.
    pub name: String,
    /// The network's nickname, where the page has one.
    pub nickname: Option<String>,
    /// The network's own site, where the page has it.
    pub url: Option<String>,
    /// Prefectures served, without 都府県, in page order.
    pub prefectures: Vec<&'static str>,
    /// Where the page came from.
    pub source: Source,
    /// Sections in page order.
    pub sections: Vec<Section>,
    /// What reading this page had to undo, and what a person should look at.
    pub diagnostics: Vec<Diagnostic>,
    /// When the file was last written; decides which of several pages is the newest.
    #[serde(skip)]
    pub modified: Option<SystemTime>,
}

impl Case {
    /// What people call the case: the nickname, else the full name, else the path of its page.
    #[must_use]
    pub fn short_name(&self) -> &str {
        match &self.nickname {
            Some(nickname) => nickname,
            None if self.name.is_empty() => &self.source.path,
            None => &self.name,
        }
    }

    /// The first field with this schema id, wherever it stands.
    #[must_use]
    pub fn field(&self, id: &str) -> Option<&Field> {
        self.sections.iter().flat_map(|section| &section.fields).find(|field| field.id == Some(id))
    }

    /// The text of a field, `""` where the page does not have it.
    #[must_use]
    pub fn text_of(&self, id: &str) -> &str {
        self.field(id).map_or("", |field| &field.text)
    }
}

/// Where a page came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Source {
    /// The path as it was given or found; `seeds/…` for a built-in page.
    pub path: String,
    /// True for a page that ships inside the program.
    pub builtin: bool,
    /// How the page is written.
    pub format: Format,
    /// The encoding by its WHATWG name.
    pub encoding: &'static str,
    /// First and last line of the page in its file, from 1.
    pub lines: LineSpan,
}

/// How a page is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Markup as saved from a browser.
    Html,
    /// Headings, pipe tables or links in Markdown.
    Markdown,
    /// Anything else that people can read.
    Text,
    /// Records of cells parted by commas, tabs or semicolons.
    Csv,
    /// JSON or NDJSON.
    Json,
}

/// One section of a page.
#[derive(Debug, Clone, Serialize)]
pub struct Section {
    /// The schema's id; `None` for a section that the schema does not know.
    pub id: Option<&'static str>,
    /// The title, as the page has it.
    pub title: String,
    /// The line of the title.
    #[serde(skip)]
    pub line: u32,
    /// Fields in page order.
    pub fields: Vec<Field>,
}

impl Section {
    /// The section's place in the form, from 1; `None` for a section that the schema does not know.
    #[must_use]
    pub fn number(&self) -> Option<usize> {
        let id = self.id?;
        schema().sections.iter().position(|spec| spec.id == id).map(|place| place + 1)
    }

    /// How many fields the section has, those of the form that the page lacks included.
    #[must_use]
    pub fn expected(&self) -> usize {
        let spec = self.id.and_then(|id| schema().section(id));
        spec.map_or(0, |spec| spec.fields.len()).max(self.fields.len())
    }

    /// How many fields have an answer.
    #[must_use]
    pub fn filled(&self) -> usize {
        self.fields.iter().filter(|field| !field.value.is_blank()).count()
    }
}

/// One row of a section: a label and what stands beside it.
#[derive(Debug, Clone)]
pub struct Field {
    /// The schema's id; `None` for a label that the schema does not have in this section.
    pub id: Option<&'static str>,
    /// The label, made whole; of a field of the form, the form's own.
    pub label: Cow<'static, str>,
    /// First and last line of the field in its file, from 1.
    pub lines: LineSpan,
    /// What stands beside the label; pages that say the same share it.
    pub answer: Arc<Answer>,
}

/// What a field says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The whole value, white space folded, otherwise verbatim.
    pub text: String,
    /// The value, read as the kind that the schema gives.
    pub value: Value,
}

impl Answer {
    /// An answer without the room that reading it left over: it stays for as long as the program.
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

/// A field is read as if its answer were its own: `field.text`, `field.value`.
impl Deref for Field {
    type Target = Answer;

    fn deref(&self) -> &Answer {
        &self.answer
    }
}

impl Serialize for Field {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut field = serializer.serialize_struct("Field", 5)?;
        field.serialize_field("id", &self.id)?;
        field.serialize_field("label", &self.label)?;
        field.serialize_field("text", &self.text)?;
        field.serialize_field("lines", &self.lines)?;
        field.serialize_field("value", &self.value)?;
        field.end()
    }
}

/// The first field with this id, which is looked for in its own section only.
#[must_use]
pub fn field_of<'a>(case: &'a Case, id: &str) -> Option<&'a Field> {
    let own = section_of(id)?;
    let sections = case.sections.iter().filter(|section| section.id.is_none_or(|id| id == own));
    sections.flat_map(|section| &section.fields).find(|field| field.id == Some(id))
}
