//! The parts of a page that a search is limited to: fields, sections, and the parts above them.

use crate::model::schema::section_of;
use crate::model::{Case, Field};

/// The parts of a page that are searched: any of these.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct SearchScope {
    /// Ids of fields.
    pub fields: Vec<&'static str>,
    /// Ids of sections.
    pub sections: Vec<&'static str>,
    /// Parts above the sections.
    pub heads: Vec<HeadPart>,
}

/// A part of a page above its sections.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum HeadPart {
    /// The full name.
    Name,
    /// The nickname.
    Nickname,
    /// The case's id.
    Id,
    /// The network's site.
    Url,
}

impl HeadPart {
    /// Returns the text in a case, `""` if its page does not have it.
    #[must_use]
    pub fn text_in(self, case: &Case) -> &str {
        match self {
            Self::Name => &case.name,
            Self::Nickname => case.nickname.as_deref().unwrap_or_default(),
            Self::Id => &case.id,
            Self::Url => case.url.as_deref().unwrap_or_default(),
        }
    }
}

impl SearchScope {
    /// True if the scope contains this field or this section.
    #[must_use]
    pub fn contains(&self, section: Option<&str>, field: Option<&str>) -> bool {
        field.is_some_and(|id| self.fields.contains(&id))
            || section.is_some_and(|id| self.sections.contains(&id))
    }

    /// Returns the fields of a case that the scope contains, in page order.
    pub fn fields_in<'a>(&'a self, case: &'a Case) -> impl Iterator<Item = &'a Field> {
        // A page has 69 fields in 16 sections: sections that cannot contain any of these are skipped.
        let homes: Vec<&str> = self.fields.iter().filter_map(|id| section_of(id)).collect();
        let matters = move |id: &str| homes.contains(&id) || self.sections.contains(&id);
        let sections = case.sections.iter().filter(move |section| section.id.is_none_or(&matters));
        sections.flat_map(move |section| {
            section.fields.iter().filter(move |field| self.contains(section.id, field.id))
        })
    }

    /// Returns the texts of the scope's head parts that are not empty.
    pub fn heads_in<'a>(&'a self, case: &'a Case) -> impl Iterator<Item = &'a str> {
        self.heads.iter().map(|head| head.text_in(case)).filter(|text| !text.is_empty())
    }

    /// Adds the parts of another scope.
    pub(super) fn merge(&mut self, other: Self) {
        push_missing(&mut self.fields, other.fields);
        push_missing(&mut self.sections, other.sections);
        push_missing(&mut self.heads, other.heads);
    }
}

fn push_missing<T: PartialEq>(all: &mut Vec<T>, more: Vec<T>) {
    for one in more {
        if !all.contains(&one) {
            all.push(one);
        }
    }
}
