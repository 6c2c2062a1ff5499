//! Fields of pages that the form does not have, the same ones of several pages beside each other.

use crate::lang::Lang;
use crate::model::schema::{SectionSpec, schema};
use crate::model::{CasePage, Field, item_key};

use super::heading::Heading;
use super::kind::ColumnKind;

/// A field that the form does not have.
#[derive(Debug, Clone)]
pub struct OtherField<'a> {
    /// The section of the form that it is in; `None` in one that the form does not have either.
    pub section: Option<&'static SectionSpec>,
    /// The label, as on the first page that has it.
    pub label: &'a str,
    /// The folded label, by which it is the same on other pages.
    pub key: String,
    /// The field of each page.
    pub fields: Vec<Option<&'a Field>>,
}

impl OtherField<'_> {
    /// Returns the head of its row; it has no id.
    #[must_use]
    pub fn heading(&self) -> Heading {
        Heading {
            id: String::new(),
            label: self.label.to_owned(),
            english: String::new(),
            section: self.section.map_or("", |spec| spec.title),
            unit: "",
            base_unit: "",
            kind: ColumnKind::Text,
            is_whole: false,
            derived: false,
            formula: None,
        }
    }
}

/// Returns the fields that the form does not have, of a section or of all, in the order of the pages. A label that a
/// page has twice in a section is two fields.
#[must_use]
pub fn other_fields<'a>(section: Option<&str>, pages: &[CasePage<'a>]) -> Vec<OtherField<'a>> {
    let mut found: Vec<OtherField<'a>> = Vec::new();
    for (at, page) in pages.iter().enumerate() {
        for own in &page.case.sections {
            let spec = own.id.and_then(|id| schema().section(id));
            if section.is_some_and(|wanted| own.id != Some(wanted)) {
                continue;
            }
            for field in own.fields.iter().filter(|field| field.id.is_none()) {
                let key = item_key(&field.label);
                let is_same = |other: &&mut OtherField<'_>| {
                    let of_section = other.section.map(|spec| spec.id) == spec.map(|spec| spec.id);
                    of_section && other.key == key && other.fields[at].is_none()
                };
                match found.iter_mut().find(is_same) {
                    Some(other) => other.fields[at] = Some(field),
                    None => {
                        let mut fields = vec![None; pages.len()];
                        fields[at] = Some(field);
                        found.push(OtherField { section: spec, label: &field.label, key, fields });
                    }
                }
            }
        }
    }
    found
}

/// Returns the title above fields in sections that the form does not have.
#[must_use]
pub fn other_title(lang: Lang) -> &'static str {
    lang.text("compare.other_fields")
}
