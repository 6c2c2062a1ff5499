//! Where on a page words are looked for: its fields, its sections and what stands above them.

use crate::model::schema::section_of;
use crate::model::{Case, Field};

/// Where words are looked for: any of these parts of a page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Place {
    /// Ids of fields.
    pub fields: Vec<&'static str>,
    /// Ids of sections.
    pub sections: Vec<&'static str>,
    /// Parts above the sections.
    pub heads: Vec<Head>,
}

/// A part of a page above its sections.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Head {
    /// The full name.
    Name,
    /// The nickname.
    Nickname,
    /// The case's id.
    Id,
    /// The network's site.
    Url,
}

impl Head {
    /// The text of a case, `""` where its page does not have it.
    #[must_use]
    pub fn text_of(self, case: &Case) -> &str {
        match self {
            Self::Name => &case.name,
            Self::Nickname => case.nickname.as_deref().unwrap_or_default(),
            Self::Id => &case.id,
            Self::Url => case.url.as_deref().unwrap_or_default(),
        }
    }
}

impl Place {
    /// True for a field with this id in a section with that id.
    #[must_use]
    pub fn holds(&self, section: Option<&str>, field: Option<&str>) -> bool {
        field.is_some_and(|id| self.fields.contains(&id))
            || section.is_some_and(|id| self.sections.contains(&id))
    }

    /// The fields of a case that are meant, in page order.
    pub fn fields_of<'a>(&'a self, case: &'a Case) -> impl Iterator<Item = &'a Field> {
        // A page has 69 fields in 16 sections: those that cannot have any of these are not looked into.
        let homes: Vec<&str> = self.fields.iter().filter_map(|id| section_of(id)).collect();
        let matters = move |id: &str| homes.contains(&id) || self.sections.contains(&id);
        let sections = case.sections.iter().filter(move |section| section.id.is_none_or(&matters));
        sections.flat_map(move |section| {
            section.fields.iter().filter(move |field| self.holds(section.id, field.id))
        })
    }

    /// The heads of a case that are meant and have a text.
    pub fn heads_of<'a>(&'a self, case: &'a Case) -> impl Iterator<Item = &'a str> {
        self.heads.iter().map(|head| head.text_of(case)).filter(|text| !text.is_empty())
    }

    /// Adds the parts of another place.
    pub(super) fn join(&mut self, other: Self) {
        join(&mut self.fields, other.fields);
        join(&mut self.sections, other.sections);
        join(&mut self.heads, other.heads);
    }
}

fn join<T: PartialEq>(all: &mut Vec<T>, more: Vec<T>) {
    for one in more {
        if !all.contains(&one) {
            all.push(one);
        }
    }
}
