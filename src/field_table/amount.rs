//! Numeric values: people, money, fees. The page's words stay as they are; derived values are separate.

use super::bars::bar;
use super::derived::{derived_money, derived_people, patient_counts, share_of_registered};
use super::flow::ValueRow;
use super::locate::trim_range;
use super::number_columns::NumberColumns;
use super::span::{Role, Span};
use crate::lang::Lang;
use crate::model::{Case, Field, StaffGroup, Value};
use crate::text::number::grouped;

/// Returns a number of patients, with the share of those registered and a bar if they can be compared.
pub(super) fn count_row(
    case: &Case,
    field: &Field,
    count: u64,
    (width, columns): (usize, &NumberColumns),
    lang: Lang,
) -> ValueRow {
    let (id, text) = (field.id, field.text.as_str());
    let has_bar = columns.bar.room > 0 && matches!(id, Some("registered_patients" | "shared_patients"));
    let Some((registered, shared)) = patient_counts(case).filter(|_| has_bar) else {
        let (people, share) = (derived_people(text, count, lang), share_of_registered(case, id, count));
        let derived = match (people, share) {
            (people, None) => people,
            (None, Some(share)) => Some(lang.fill("page.share", &[("percent", &share)])),
            (Some(_), Some(share)) => {
                Some(lang.fill("page.people-and-share", &[("count", &grouped(count)), ("percent", &share)]))
            }
        };
        return columns.count_row(text, derived, width);
    };
    let mut row = columns.count_row(text, derived_people(text, count, lang), width);
    let drawn = bar(count, registered.max(shared), columns.bar.room);
    let Some(gap) = columns.bar.start.checked_sub(row.cells()).filter(|_| !drawn.is_empty()) else {
        return row;
    };
    row.body.extend([Span::space(gap), Span::new(drawn, Role::Bar)]);
    match share_of_registered(case, id, count) {
        Some(share) => row.with_derived(Some(lang.fill("page.share", &[("percent", &share)]))),
        None if columns.has_two_scales => {
            row.tail.push(Span::new(lang.text("page.own-scale"), Role::Plain));
            row
        }
        None => row,
    }
}

/// Returns what follows from the number of a field alone: = 32,187人, = 4億6,050万円, = 4人 of several groups.
#[must_use]
pub fn derived_figure(field: &Field, lang: Lang) -> Option<String> {
    match &field.value {
        Value::Count { count } => derived_people(&field.text, *count, lang),
        Value::Money { yen, .. } => derived_money(&field.text, *yen, lang),
        Value::Staff { groups } => derived_staff(groups, lang),
        Value::Empty
        | Value::Unselected
        | Value::Text
        | Value::Choice { .. }
        | Value::List { .. }
        | Value::Prefectures { .. }
        | Value::StatusYear { .. }
        | Value::Year { .. }
        | Value::Effects { .. }
        | Value::Facilities { .. }
        | Value::Fee(_) => None,
    }
}

/// Returns the staff, with the total if there are several groups.
pub(super) fn staff_row(text: &str, groups: &[StaffGroup], lang: Lang) -> ValueRow {
    ValueRow::new(vec![Span::from_field(text)]).with_derived(derived_staff(groups, lang))
}

/// Returns the total of several groups.
fn derived_staff(groups: &[StaffGroup], lang: Lang) -> Option<String> {
    let total = groups.iter().try_fold(0_u64, |sum, group| sum.checked_add(group.people));
    let total = total.filter(|_| groups.len() > 1);
    total.map(|total| lang.fill("page.staff-total", &[("count", &grouped(total))]))
}

/// The words that begin a line of a fee.
const FEE_PARTS: [&str; 3] = ["月額", "年額", "補足"];

/// Returns status and charge, the amounts, the note: a row each.
pub(super) fn fee_rows(text: &str, month: Option<u64>, year: Option<u64>, lang: Lang) -> Vec<ValueRow> {
    let breaks = fee_breaks(text);
    let ends = breaks.iter().skip(1).copied().chain([text.len()]);
    let row = |(start, end): (&usize, usize)| {
        let range = trim_range(text, *start..end, &[]);
        let words = &text[range.clone()];
        let derived = if words.starts_with("月額") {
            month.and_then(|month| derived_year_amount(words, month, year, lang))
        } else if words.starts_with("年額") {
            year.and_then(|year| derived_amount(words, year, lang))
        } else {
            None
        };
        ValueRow::new(vec![Span::from_page(text, range, Role::Text)]).with_derived(derived)
    };
    breaks.iter().zip(ends).map(row).collect()
}

/// Returns the starts of the parts of a fee; after 補足 comes free text.
fn fee_breaks(text: &str) -> Vec<usize> {
    let mut breaks = vec![0];
    for (place, _) in text.match_indices(' ') {
        let rest = &text[place + 1..];
        if FEE_PARTS.iter().any(|part| rest.starts_with(part)) {
            breaks.push(place + 1);
            if rest.starts_with("補足") {
                break;
            }
        }
    }
    if text.starts_with("補足") { vec![0] } else { breaks }
}

/// Returns = 86,400円 if the page writes it in another way.
fn derived_amount(words: &str, yen: u64, lang: Lang) -> Option<String> {
    let number = grouped(yen);
    (!words.contains(&number)).then(|| lang.fill("page.yen", &[("yen", &number)]))
}

/// Returns = 86,400円 · 年 1,036,800円: the year is twelve months, and only if the page states none.
fn derived_year_amount(words: &str, month: u64, year: Option<u64>, lang: Lang) -> Option<String> {
    let yearly = month.checked_mul(12).filter(|yearly| year.is_none() && *yearly > 0);
    let yearly = yearly.map(|yen| lang.fill("page.per-year", &[("yen", &grouped(yen))]));
    match (derived_amount(words, month, lang), yearly) {
        (Some(monthly), Some(yearly)) => Some(format!("{monthly} · {yearly}")),
        (Some(words), None) => Some(words),
        (None, Some(yearly)) => Some(format!("= {yearly}")),
        (None, None) => None,
    }
}
