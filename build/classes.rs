//! Classes that follow from what a page says.

use serde::Deserialize;

use crate::Outcome;
use crate::rust::list;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Classes {
    region: Vec<Region>,
    lead: Vec<Lead>,
    lead_other: Name,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Region {
    ja: String,
    en: String,
    last: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lead {
    ja: String,
    en: String,
    words: Vec<String>,
    #[serde(default)]
    endings: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Name {
    ja: String,
    en: String,
}

/// What `analysis::assets` declares of classes.
pub fn rust(Classes { region, lead, lead_other }: &Classes) -> Outcome<String> {
    if !region.is_sorted_by_key(|region| region.last) || region.last().is_none_or(|region| region.last != 47)
    {
        return Err("the regions are not in order, or do not end with 47".into());
    }
    let regions = list(region, |Region { ja, en, last }| {
        Ok(format!("Region {{ name: Bilingual {{ ja: {ja:?}, en: {en:?} }}, last: {last} }}"))
    })?;
    let leads = list(lead, |Lead { ja, en, words, endings }| {
        let name = format!("Bilingual {{ ja: {ja:?}, en: {en:?} }}");
        Ok(format!("LeadKind {{ name: {name}, words: &{words:?}, endings: &{endings:?} }}"))
    })?;
    let Name { ja, en } = lead_other;
    Ok(format!("({regions}, {leads}, Bilingual {{ ja: {ja:?}, en: {en:?} }})"))
}
