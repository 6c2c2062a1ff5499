//! The names by which a query calls fields, sections and numbers.

use std::collections::HashSet;

use serde::Deserialize;

use crate::Outcome;
use crate::rust::{list, variant};
use crate::schema::Schema;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Names {
    name: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    words: Vec<String>,
    #[serde(default)]
    fields: Vec<String>,
    #[serde(default)]
    sections: Vec<String>,
    #[serde(default)]
    heads: Vec<String>,
    #[serde(default)]
    words_in: Vec<String>,
    quantity: Option<String>,
    ratio: Option<[String; 2]>,
}

/// What `search::names` declares.
pub fn rust(Names { name: entries }: &Names, schema: &Schema) -> Outcome<String> {
    let mut known = HashSet::new();
    if let Some(word) = entries.iter().flat_map(|entry| &entry.words).find(|word| !known.insert(*word)) {
        return Err(format!("“{word}” stands twice").into());
    }
    list(entries, |entry| {
        let rust = check(entry, schema).and_then(|()| entry_rust(entry));
        rust.map_err(|error| format!("{:?}: {error}", entry.words).into())
    })
}

fn check(entry: &Entry, schema: &Schema) -> Outcome<()> {
    let Entry { words, fields, sections, heads, words_in, quantity, ratio } = entry;
    if words.iter().any(|word| word.trim().is_empty()) {
        return Err("an empty word".into());
    }
    if fields.is_empty() && sections.is_empty() && heads.is_empty() {
        return Err("no fields, sections or heads".into());
    }
    if let Some(id) = fields.iter().find(|id| !schema.has_field(id)) {
        return Err(format!("schema.toml has no field “{id}”").into());
    }
    if let Some(id) = sections.iter().chain(words_in).find(|id| !schema.has_section(id)) {
        return Err(format!("schema.toml has no section “{id}”").into());
    }
    if quantity.is_some() && ratio.is_some() {
        return Err("both a quantity and a ratio".into());
    }
    if quantity.is_none() && !words_in.is_empty() {
        return Err("words_in without a quantity".into());
    }
    Ok(())
}

fn entry_rust(
    Entry { words, fields, sections, heads, words_in, quantity, ratio }: &Entry,
) -> Outcome<String> {
    let (word, others) = words.split_first().ok_or("no word")?;
    let heads = list(heads, |head| Ok(format!("HeadPart::{}", variant(head)?)))?;
    let quantity = match (quantity, ratio) {
        (Some(measure), _) => format!("Some(Quantity::Of(Measure::{}))", variant(measure)?),
        (None, Some([measure, per])) => {
            let (measure, per) = (variant(measure)?, variant(per)?);
            format!("Some(Quantity::Per {{ measure: Measure::{measure}, per: Measure::{per} }})")
        }
        (None, None) => "None".to_owned(),
    };
    Ok(format!(
        "AliasEntry {{ word: {word:?}, others: &{others:?}, fields: &{fields:?}, sections: &{sections:?}, heads: {heads}, \
         words_in: &{words_in:?}, quantity: {quantity} }}"
    ))
}
