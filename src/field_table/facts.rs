//! The line of key facts that distinguishes a case from others.

use super::flow::pack_rows;
use super::span::{Role, Span};
use crate::lang::Lang;
use crate::model::{Case, Field, Value};
use crate::text::number::grouped;

/// The maximal number of named prefectures; the rest is counted.
const NAMED_PREFECTURES: usize = 3;

/// Returns the key facts of a case: 山形 · 2013年 導入済み · ページの記載: サービス運用中 · 登録 2,708人.
/// Blank facts are left out.
#[must_use]
pub fn key_fact_lines(case: &Case, width: usize, lang: Lang) -> Vec<Vec<Span>> {
    let facts = key_facts(case, lang).into_iter().chain(registration_fact(case, lang));
    fact_lines(facts.collect(), width)
}

/// Returns the key facts that are no numbers of a case; blank ones are left out.
#[must_use]
pub fn key_facts(case: &Case, lang: Lang) -> Vec<Vec<Span>> {
    let facts = [prefecture_fact(case, lang), launch_fact(case, lang), operation_fact(case, lang)];
    facts.into_iter().flatten().collect()
}

/// Joins facts to lines of at most `width` cells, broken between the facts if these fit whole.
#[must_use]
pub fn fact_lines(facts: Vec<Vec<Span>>, width: usize) -> Vec<Vec<Span>> {
    let rows = pack_rows(facts, " · ", 0, width);
    rows.into_iter().flat_map(|row| row.wrap(width)).collect()
}

/// Returns the first prefectures of the case and the number of the others; `None` if it has none.
fn prefecture_fact(case: &Case, lang: Lang) -> Option<Vec<Span>> {
    let count = case.prefectures.len();
    let named = case.prefectures.iter().take(NAMED_PREFECTURES).copied().collect::<Vec<_>>().join("、");
    let mut spans = vec![Span::new(named, Role::Text)];
    if let Some(more) = count.checked_sub(NAMED_PREFECTURES).filter(|more| *more > 0) {
        spans.push(Span::new(lang.fill("page.more-prefectures", &[("count", &more)]), Role::Derived));
    }
    (count > 0).then_some(spans)
}

/// Returns the field with this id; `None` if it is absent or blank.
fn answered_field<'a>(case: &'a Case, id: &str) -> Option<&'a Field> {
    case.field(id).filter(|field| !field.value.is_blank() && !field.text.is_empty())
}

/// Returns year and status of the launch, else the page's own words; `None` if the field is blank.
fn launch_fact(case: &Case, lang: Lang) -> Option<Vec<Span>> {
    let field = answered_field(case, "launch")?;
    let words = if let Value::StatusYear { status: Some(status), year: Some(year) } = &field.value {
        lang.fill("page.launch", &[("year", year), ("status", status)])
    } else {
        field.text.clone()
    };
    Some(vec![Span::new(words, Role::Text)])
}

/// Returns the state of operation in the page's words, marked as the page's statement since that may be old.
fn operation_fact(case: &Case, lang: Lang) -> Option<Vec<Span>> {
    let field = answered_field(case, "operation")?;
    let said = Span::new(lang.text("page.as-stated"), Role::Plain);
    Some(vec![said, Span::new(field.text.clone(), Role::Text)])
}

/// Returns the number of registered patients, else the page's own words; `None` if the field is blank.
fn registration_fact(case: &Case, lang: Lang) -> Option<Vec<Span>> {
    let field = answered_field(case, "registered_patients")?;
    let words = if let Value::Count { count } = field.value {
        grouped(count)
    } else {
        field.text.trim_end_matches('人').to_owned()
    };
    let whole = lang.fill("page.registered", &[("count", &words)]);
    Some(vec![Span::new(whole, Role::Text)])
}
