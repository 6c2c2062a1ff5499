//! The characters that the search takes for others.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::Outcome;

/// Words whose last character replaces the others.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Foldings {
    variants: String,
    old: String,
    twins: String,
    radicals: String,
    marks: String,
}

/// The two tables of `text::fold`: old forms, and with them everything that the search takes for the same.
pub fn rust(Foldings { variants, old, twins, radicals, marks }: &Foldings) -> Outcome<String> {
    let frozen = pairs(&[variants, old])?;
    let all = pairs(&[variants, old, twins, radicals, marks])?;
    Ok(format!("(&{frozen:?}, &{all:?})"))
}

/// Each character and what replaces it.
fn pairs(texts: &[&String]) -> Outcome<Vec<(char, char)>> {
    let mut pairs = BTreeMap::new();
    for word in texts.iter().flat_map(|text| text.split_whitespace()) {
        let (last, first) = word.chars().next_back().zip(word.chars().next()).ok_or("an empty word")?;
        if first == last {
            return Err(format!("{word} replaces nothing").into());
        }
        for char in word.chars().filter(|char| *char != last) {
            if pairs.insert(char, last).is_some_and(|before| before != last) {
                return Err(format!("{char} is replaced by two").into());
            }
        }
    }
    Ok(pairs.into_iter().collect())
}
