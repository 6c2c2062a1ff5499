//! The line that tells a case from others.

use super::flow::packed;
use super::span::{Role, Span};
use crate::lang::Lang;
use crate::model::{Case, Field, Value};
use crate::text::number::grouped;

/// Prefectures that the line names before it counts the rest.
const NAMED_PREFECTURES: usize = 3;

/// The facts that tell a case from others: 山形 · 2013年 導入済み · ページの記載: サービス運用中 ·
/// 登録 2,708人. What the page leaves blank is left out. In lines of at most `width` cells, broken
/// between the facts where they fit whole.
#[must_use]
pub fn key_fact_lines(case: &Case, width: usize, lang: Lang) -> Vec<Vec<Span>> {
    let facts = [prefectures(case, lang), launch(case, lang), operation(case, lang), registered(case, lang)];
    let rows = packed(facts.into_iter().flatten().collect(), " · ", 0, width);
    rows.into_iter().flat_map(|row| row.lines(width)).collect()
}

fn prefectures(case: &Case, lang: Lang) -> Option<Vec<Span>> {
    let count = case.prefectures.len();
    let named = case.prefectures.iter().take(NAMED_PREFECTURES).copied().collect::<Vec<_>>().join("、");
    let mut spans = vec![Span::new(named, Role::Text)];
    if let Some(more) = count.checked_sub(NAMED_PREFECTURES).filter(|more| *more > 0) {
        spans.push(Span::new(lang.fill("page.more-prefectures", &[("count", &more)]), Role::Derived));
    }
    (count > 0).then_some(spans)
}

/// A field that the page answers.
fn answered<'a>(case: &'a Case, id: &str) -> Option<&'a Field> {
    case.field(id).filter(|field| !field.value.is_blank() && !field.text.is_empty())
}

fn launch(case: &Case, lang: Lang) -> Option<Vec<Span>> {
    let field = answered(case, "launch")?;
    let words = if let Value::StatusYear { status: Some(status), year: Some(year) } = &field.value {
        lang.fill("page.launch", &[("year", year), ("status", status)])
    } else {
        field.text.clone()
    };
    Some(vec![Span::new(words, Role::Text)])
}

/// Always marked as what the page says: the page may be old.
fn operation(case: &Case, lang: Lang) -> Option<Vec<Span>> {
    let field = answered(case, "operation")?;
    let said = Span::new(lang.text("page.as-stated"), Role::Plain);
    Some(vec![said, Span::new(field.text.clone(), Role::Text)])
}

fn registered(case: &Case, lang: Lang) -> Option<Vec<Span>> {
    let field = answered(case, "registered_patients")?;
    let words = if let Value::Count { count } = field.value {
        grouped(count)
    } else {
        field.text.trim_end_matches('人').to_owned()
    };
    let whole = lang.fill("page.registered", &[("count", &words)]);
    Some(vec![Span::new(whole, Role::Text)])
}
