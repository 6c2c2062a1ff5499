//! The words of the interface.

use std::collections::BTreeMap;

use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    ja: String,
    en: String,
}

/// Id (`group.name`), Japanese and English, by id.
pub fn rust(groups: &BTreeMap<String, BTreeMap<String, Words>>) -> String {
    let mut labels: Vec<(String, &Words)> = Vec::new();
    for (group, words) in groups {
        labels.extend(words.iter().map(|(name, words)| (format!("{group}.{name}"), words)));
    }
    labels.sort_by(|(one, _), (other, _)| one.cmp(other));
    let labels = labels.into_iter().map(|(id, Words { ja, en })| (id, ja, en));
    format!("&{:?}", labels.collect::<Vec<_>>())
}
