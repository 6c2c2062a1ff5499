//! The charts of the ministry's site.

use serde::Deserialize;

use crate::Outcome;
use crate::rust::{list, variant};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Charts {
    chart: Vec<Chart>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Chart {
    id: String,
    number: usize,
    draws: String,
    column: String,
    #[serde(default)]
    words: Vec<String>,
    ja: String,
    en: String,
    note_ja: String,
    note_en: String,
}

/// What `analysis::assets` declares of charts.
pub fn rust(Charts { chart }: &Charts) -> Outcome<String> {
    let numbered = chart.iter().take_while(|chart| chart.number > 0);
    if !numbered.map(|chart| chart.number).eq(1..=9) || chart[9..].iter().any(|chart| chart.number > 0) {
        return Err("the site's nine charts are not the first, in their order".into());
    }
    list(chart, |Chart { id, number, draws, column, words, ja, en, note_ja, note_en }| {
        if (draws == "absent") != column.is_empty() || (draws == "whole_prefecture") == words.is_empty() {
            return Err(format!("“{id}” has a column or words too many or too few").into());
        }
        let draws = variant(draws)?;
        let title = format!("Bilingual {{ ja: {ja:?}, en: {en:?} }}");
        let note = format!("Bilingual {{ ja: {note_ja:?}, en: {note_en:?} }}");
        Ok(format!(
            "ChartSpec {{ id: {id:?}, number: {number}, draws: ChartKind::{draws}, column: {column:?}, \
             words: &{words:?}, title: {title}, note: {note} }}"
        ))
    })
}
