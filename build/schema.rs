//! The sections and fields of a case page.

use serde::Deserialize;

use crate::Outcome;
use crate::rust::{list, variant};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Schema {
    section: Vec<Section>,
    effect: Vec<Effect>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Section {
    id: String,
    title: String,
    short: String,
    short_en: String,
    en: String,
    fields: Vec<Field>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Field {
    id: String,
    label: String,
    kind: String,
    en: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Effect {
    text: String,
    en: String,
}

impl Schema {
    pub fn has_section(&self, id: &str) -> bool {
        self.section.iter().any(|section| section.id == id)
    }

    pub fn has_field(&self, id: &str) -> bool {
        self.section.iter().any(|section| section.fields.iter().any(|field| field.id == id))
    }
}

/// What `model::schema` declares.
pub fn rust(Schema { section: sections, effect: effects }: &Schema) -> Outcome<String> {
    let field = |Field { id, label, kind, en }: &Field| {
        let kind = variant(kind)?;
        Ok(format!("FieldSpec {{ id: {id:?}, label: {label:?}, kind: ValueKind::{kind}, en: {en:?} }}"))
    };
    let section = |Section { id, title, short, short_en, en, fields }: &Section| {
        let fields = list(fields, field)?;
        Ok(format!(
            "SectionSpec {{ id: {id:?}, title: {title:?}, short: {short:?}, short_en: {short_en:?}, en: {en:?}, fields: {fields} }}"
        ))
    };
    let effect = |Effect { text, en }: &Effect| Ok(format!("EffectSpec {{ text: {text:?}, en: {en:?} }}"));
    Ok(format!("Schema {{ sections: {}, effects: {} }}", list(sections, section)?, list(effects, effect)?))
}
