//! Which of the form's items of 導入効果 an item of a page is, also where letters of it were misread.

use std::sync::LazyLock;

use super::schema::schema;
use super::value::EffectItem;
use crate::text::company::without_company;
use crate::text::edits;
use crate::text::fold::fold;

/// Of so many letters one may be misread.
const MISREAD: usize = 3;

/// Returns for each item of a page the index of the form's item, each at most once: the same words, else the
/// item of the form in the same place if no other item of the page is it and at most a third of the letters
/// differ.
#[must_use]
pub fn form_effects(items: &[EffectItem]) -> Vec<Option<usize>> {
    let form = schema().effects;
    let mut found: Vec<Option<usize>> =
        items.iter().enumerate().map(|(at, item)| same_words(at, &item.text)).collect();
    for at in 0..found.len() {
        if found[..at].contains(&found[at]) {
            found[at] = None;
        }
    }
    for (at, item) in items.iter().enumerate().take(form.len()) {
        if found[at].is_none() && !found.contains(&Some(at)) && is_nearly(&item.text, &FORM_KEYS[at]) {
            found[at] = Some(at);
        }
    }
    found
}

/// Returns the item of a page that is the form's with this index.
#[must_use]
pub fn effect_of_form(items: &[EffectItem], at: usize) -> Option<&EffectItem> {
    let place = form_effects(items).iter().position(|found| *found == Some(at))?;
    items.get(place)
}

/// The keys of the form's items.
static FORM_KEYS: LazyLock<Vec<String>> =
    LazyLock::new(|| schema().effects.iter().map(|item| item_key(item.text)).collect());

/// Returns the item of the form with the same words, nearly always that of the same place.
fn same_words(at: usize, text: &str) -> Option<usize> {
    let form = schema().effects;
    if form.get(at).is_some_and(|item| item.text == text) {
        return Some(at);
    }
    let exact = form.iter().position(|item| item.text == text);
    exact.or_else(|| {
        let key = item_key(text);
        FORM_KEYS.iter().position(|known| *known == key)
    })
}

fn is_nearly(text: &str, form_key: &str) -> bool {
    let letters = form_key.chars().count();
    edits(&item_key(text), form_key, letters / MISREAD).is_some()
}

/// Normalises an answer for comparison: folded, without white space, since `SS-MIX 2` is `SS-MIX2`, and without
/// 株式会社.
#[must_use]
pub fn item_key(text: &str) -> String {
    let folded = fold(text).text;
    without_company(&folded).chars().filter(|char| !char.is_whitespace()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::EffectMark;

    fn items(texts: &[&str]) -> Vec<EffectItem> {
        let item = |text: &&str| EffectItem { mark: EffectMark::Neutral, text: (*text).to_owned() };
        texts.iter().map(item).collect()
    }

    #[test]
    fn a_misread_item_is_that_of_its_place() {
        let mut texts: Vec<&str> = schema().effects.iter().map(|item| item.text).collect();
        texts[2] = "医療機関間で機能분화가進んだ";
        let all: Vec<Option<usize>> = (0..16).map(Some).collect();
        assert_eq!(form_effects(&items(&texts)), all);
        texts[2] = "まったく別の項目である";
        assert_eq!(form_effects(&items(&texts))[2], None);
    }

    #[test]
    fn an_item_of_the_form_is_found_in_any_place_and_once() {
        let texts = ["医師の負担軽減", "患者の負担が軽減した", "医師の負担軽減", "独自の項目"];
        assert_eq!(form_effects(&items(&texts)), [Some(10), Some(1), None, None]);
    }
}
