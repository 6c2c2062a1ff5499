//! Sections and fields as they were found, with what had to be undone to find them.

use super::form::LabelPlace;
use crate::model::LineSpan;
use crate::model::schema::{Kind, SectionSpec, schema};

/// A section as it was found.
#[derive(Debug)]
pub struct FoundSection {
    /// Index of the section in the schema.
    pub place: Option<usize>,
    /// The title, as the page has it.
    pub title: String,
    /// Line of the title, or of the first row where the title is missing.
    pub line: u32,
    /// The control characters taken out of the title.
    pub controls: String,
    /// The fields in page order.
    pub fields: Vec<FoundField>,
}

impl FoundSection {
    /// What the schema says of it.
    pub fn spec(&self) -> Option<&'static SectionSpec> {
        self.place.map(|place| &schema().sections[place])
    }
}

/// A field as it was found, and what had to be undone to find it.
#[derive(Debug, Default)]
pub struct FoundField {
    /// The label of the schema that it is.
    pub place: Option<LabelPlace>,
    /// The label, made whole.
    pub label: String,
    /// The value; items on lines of their own are on lines of their own.
    pub value: String,
    /// First and last line.
    pub lines: Option<LineSpan>,
    /// Where in `value` each line's part of it begins: byte offset and line.
    pub parts: Vec<(usize, u32)>,
    /// True where the label stands in another section of the form.
    pub misplaced: bool,
    /// True where the label stood without a value cell.
    pub without_cell: bool,
    /// True where the value was cut in two.
    pub split_value: bool,
    /// True where the label was cut in two.
    pub split_label: bool,
    /// The line of a legend.
    pub legend: Option<u32>,
    /// The lines and the first of the tags taken out.
    pub tags: Option<(LineSpan, String)>,
    /// The lines and the names of the control characters taken out.
    pub controls: Option<(LineSpan, String)>,
}

impl FoundField {
    /// The line that holds this byte of `value`.
    pub fn line_at(&self, offset: usize) -> Option<LineSpan> {
        let after = self.parts.partition_point(|(begin, _)| *begin <= offset);
        let part = self.parts.get(after.saturating_sub(1));
        part.map(|(_, line)| LineSpan::at(*line))
    }

    /// How the value is read.
    pub fn kind(&self) -> Kind {
        self.place.map_or(Kind::Text, |place| place.spec().kind)
    }
}
