//! The schema of case pages, from `assets/schema.toml`: sections and fields.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use strum::IntoStaticStr;

use crate::lang::Lang;

/// The schema of the pages.
#[derive(Debug)]
pub struct Schema {
    /// The sections in page order.
    pub sections: &'static [SectionSpec],
    /// The items of 導入効果.
    pub effects: &'static [EffectSpec],
}

/// A section of the schema.
#[derive(Debug)]
pub struct SectionSpec {
    /// Id for scripts.
    pub id: &'static str,
    /// Title on the page.
    pub title: &'static str,
    /// Short title for tabs.
    pub short: &'static str,
    /// The same in English.
    pub short_en: &'static str,
    /// English name.
    pub en: &'static str,
    /// Fields in page order.
    pub fields: &'static [FieldSpec],
}

impl SectionSpec {
    /// Returns the short title in a language.
    #[must_use]
    pub fn short_in(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Ja => self.short,
            Lang::En => self.short_en,
        }
    }
}

/// A field of the schema.
#[derive(Debug)]
pub struct FieldSpec {
    /// Id for scripts.
    pub id: &'static str,
    /// Label on the page.
    pub label: &'static str,
    /// The kind of its value.
    pub kind: ValueKind,
    /// English name.
    pub en: &'static str,
}

/// An item of 導入効果.
#[derive(Debug)]
pub struct EffectSpec {
    /// The item on the page.
    pub text: &'static str,
    /// English name.
    pub en: &'static str,
}

/// The kind of a value, which decides how it is parsed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum ValueKind {
    /// Free text.
    Text,
    /// One choice.
    Choice,
    /// Several answers.
    List,
    /// Prefectures.
    Prefectures,
    /// A status and a year.
    StatusYear,
    /// A year.
    Year,
    /// Groups of staff.
    Staff,
    /// Marked items.
    Effects,
    /// Facilities by type.
    Facilities,
    /// A number of people.
    Count,
    /// An amount of money.
    Money,
    /// A fee.
    Fee,
}

impl ValueKind {
    /// Returns the kind's documented name.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// True for kinds that any words can be a value of.
    #[must_use]
    pub fn is_words(self) -> bool {
        matches!(self, Self::Text | Self::Choice | Self::List)
    }

    /// True for kinds whose items may stand on lines of their own.
    #[must_use]
    pub fn is_list(self) -> bool {
        matches!(self, Self::List | Self::Prefectures | Self::Staff)
    }

    /// True for kinds whose values are wrong as soon as a line too many or too few is in them.
    #[must_use]
    pub fn is_number(self) -> bool {
        match self {
            Self::StatusYear | Self::Year | Self::Staff | Self::Count | Self::Money | Self::Fee => true,
            Self::Text | Self::Choice | Self::List | Self::Prefectures | Self::Effects | Self::Facilities => {
                false
            }
        }
    }
}

static SCHEMA: Schema = include!(concat!(env!("OUT_DIR"), "/schema.rs"));

static ENGLISH: LazyLock<FxHashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let sections = SCHEMA.sections.iter();
    let titles = sections.clone().map(|section| (section.title, section.en));
    let effects = SCHEMA.effects.iter().map(|effect| (effect.text, effect.en));
    titles.chain(effects).collect()
});

/// The section of each field; a field in another section of a page has no id there.
static SECTION_OF: LazyLock<FxHashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let sections = SCHEMA.sections.iter();
    sections.flat_map(|section| section.fields.iter().map(|field| (field.id, section.id))).collect()
});

/// Returns the built-in schema.
#[must_use]
pub fn schema() -> &'static Schema {
    &SCHEMA
}

/// Returns the English name of a section title or of an item of 導入効果.
#[must_use]
pub fn english_name(japanese: &str) -> Option<&'static str> {
    ENGLISH.get(japanese).copied()
}

/// Returns the id of a field's section.
#[must_use]
pub fn section_of(field: &str) -> Option<&'static str> {
    SECTION_OF.get(field).copied()
}

impl Schema {
    /// Returns the section with this id.
    #[must_use]
    pub fn section(&self, id: &str) -> Option<&SectionSpec> {
        self.sections.iter().find(|section| section.id == id)
    }

    /// Returns the index in the form of the section with this id.
    #[must_use]
    pub fn section_place(&self, id: &str) -> Option<usize> {
        self.sections.iter().position(|section| section.id == id)
    }

    /// Returns every field, in the order of the form.
    pub fn fields(&self) -> impl Iterator<Item = &'static FieldSpec> {
        self.sections.iter().flat_map(|section| section.fields)
    }

    /// Returns the field with this id.
    #[must_use]
    pub fn field(&self, id: &str) -> Option<&FieldSpec> {
        self.fields().find(|field| field.id == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_has_16_sections_69_fields_and_16_effects() {
        let fields = schema().fields().count();
        assert_eq!((schema().sections.len(), fields, schema().effects.len()), (16, 69, 16));
    }

    #[test]
    fn ids_are_unique() {
        let mut ids: Vec<&str> = schema().fields().map(|field| field.id).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), schema().fields().count());
    }
}
