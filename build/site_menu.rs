//! The site's own navigation.

use serde::Deserialize;

use crate::Outcome;
use crate::rust::{list, variant};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SiteMenu {
    site: String,
    item: Vec<SiteItem>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SiteItem {
    text: String,
    en: String,
    answer: String,
}

/// The site's address, and the words, English and answer of its parts.
pub fn rust(SiteMenu { site, item: items }: &SiteMenu) -> Outcome<String> {
    if !site.starts_with("http://") && !site.starts_with("https://") {
        return Err(format!("“{site}” is not the address of a site").into());
    }
    for SiteItem { text, en, .. } in items {
        if text.trim().is_empty() || en.trim().is_empty() {
            return Err(format!("“{text}” is empty in Japanese or in English").into());
        }
    }
    let items = list(items, |SiteItem { text, en, answer }| {
        let answer = variant(answer)?;
        Ok(format!("({text:?}, {en:?}, SiteTarget::{answer})"))
    })?;
    Ok(format!("({site:?}, {items})"))
}
