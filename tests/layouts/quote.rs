//! Words that quote labels, put into values and between sections, change no other field.

use jirei::model::Case;
use jirei::source::read_pages;

use super::judge::solid;
use super::layout::{Head, Layout, Rows};
use super::page::{Paper, paper, samples};
use super::sample::fields;
use crate::generator::Dice;

const QUOTES: [&str; 8] = [
    "登録患者数は減った。",
    "「システム名」を参照。",
    "提供地域：を参照のこと。",
    "詳しくは「費用の負担について」の欄に書いた。",
    "患者さんとの通信はまだない。",
    "薬局、診療所、介護施設の順に広げた。",
    "構築費用概算＝初年度分である。",
    "その他の効果も見られた。",
];

const NOTES: [&str; 4] = [
    "※登録患者数は、年度末の数である。",
    "※「提供地域」の欄も参照のこと。",
    "なお、システムの課題については別の資料にまとめた。",
    "注：構築費用概算と保守費概算は税込である。",
];

/// The free texts that quotes are put into.
const TEXTS: [&str; 4] = ["regional_issues", "system_issues", "ingenuity", "services_note"];

/// Reads a page with and without quotes and returns the fields that differ and should not; `None` where
/// the layout has no room for sentences or its page is not read at all.
pub fn try_quotes(seed: u64) -> Option<Vec<String>> {
    let layout = Layout::new(seed);
    let has_paragraphs = match layout.rows {
        Rows::Inline { .. }
        | Rows::Column { .. }
        | Rows::Below { .. }
        | Rows::Pipes { .. }
        | Rows::Boxed { .. }
        | Rows::Html { .. } => true,
        Rows::Records { .. } | Rows::Json { .. } | Rows::Wide { .. } | Rows::SideBySide { .. } => false,
    };
    // Without titles a paragraph belongs to the value above it.
    if layout.is_hard() || !layout.has_titles() || layout.pages > 1 || layout.head == Head::Absent {
        return None;
    }
    let clean = samples(&layout);
    let mut quoted = clean.clone();
    let mut dice = Dice(seed ^ 0x0051_554F_5445);
    for (spec, value) in fields().zip(&mut quoted[0].values) {
        if TEXTS.contains(&spec.id) && !value.is_empty() {
            let quote = dice.one(&QUOTES);
            *value = if dice.chance(50) { format!("{value}{quote}") } else { format!("{quote}{value}") };
        }
    }
    let notes: &[&'static str] = if has_paragraphs { &NOTES } else { &[] };
    let before = read(&paper(&layout, &clean, &[]))?;
    let Some(after) = read(&paper(&layout, &quoted, notes)) else {
        return Some(vec!["the page is not read".to_owned()]);
    };
    let differs = |spec: &jirei::model::schema::FieldSpec| {
        let (before, after) = (solid(before.field_text(spec.id)), solid(after.field_text(spec.id)));
        let is_other = !TEXTS.contains(&spec.id) && before != after;
        is_other.then(|| format!("{}: {before:?} → {after:?}", spec.id))
    };
    Some(fields().filter_map(differs).collect())
}

fn read(paper: &Paper) -> Option<Case> {
    read_pages(paper.file, paper.text.clone().into_bytes()).ok()?.into_iter().next()
}
