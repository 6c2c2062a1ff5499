//! Numeric values: people, money, fees. The page's words stay as they are; derived values are separate.

use super::flow::ValueRow;
use super::locate::trim_range;
use super::span::{Role, Span};
use crate::lang::Lang;
use crate::model::{Case, Field, StaffGroup, Value};
use crate::text::number::{grouped, myriads};
use crate::text::sign::signs;

/// The length of the longest bar beside a number of patients.
const LONGEST_BAR: usize = 24;
/// The length of the shortest useful bar.
const SHORTEST_BAR: usize = 10;

/// Returns a bar for `count`, where `largest` is `room` cells long. Any positive number is visible.
#[must_use]
pub fn bar(count: u64, largest: u64, room: usize) -> String {
    if count == 0 || largest == 0 || room == 0 {
        return String::new();
    }
    let pieces = signs().bar;
    let full = u128::try_from(room.saturating_mul(pieces.len())).unwrap_or(u128::MAX);
    let filled = (u128::from(count.min(largest)).saturating_mul(full) / u128::from(largest)).max(1);
    let filled = usize::try_from(filled).unwrap_or_default();
    let piece = |length: usize| length.checked_sub(1).and_then(|place| pieces.get(place)).copied();
    let cells = piece(pieces.len()).unwrap_or_default().repeat(filled / pieces.len());
    cells + piece(filled % pieces.len()).unwrap_or_default()
}

/// Returns a number of patients, with the share of those registered and a bar if they can be compared.
pub(super) fn count_row(case: &Case, field: &Field, count: u64, width: usize, lang: Lang) -> ValueRow {
    let (id, text) = (field.id, field.text.as_str());
    let row =
        ValueRow::new(vec![Span::from_field(text)]).with_derived(derived_count(case, id, text, count, lang));
    let (Some(registered), Some(shared)) =
        (patient_count(case, "registered_patients"), patient_count(case, "shared_patients"))
    else {
        return row;
    };
    if !matches!(id, Some("registered_patients" | "shared_patients")) || width == usize::MAX {
        return row;
    }
    // Both bars start at the same column and have the same scale, so that they can be compared.
    let widest = [("registered_patients", registered), ("shared_patients", shared)].map(|(id, count)| {
        let text = case.field_text(id);
        ValueRow::new(vec![Span::from_field(text)])
            .with_derived(derived_count(case, Some(id), text, count, lang))
            .cells()
    });
    let start = widest.into_iter().max().unwrap_or_default().max(row.cells()) + 2;
    let room = width.saturating_sub(start).min(LONGEST_BAR);
    let drawn = bar(count, registered.max(shared), room);
    if room < SHORTEST_BAR || drawn.is_empty() {
        return row;
    }
    // A value's side column has its own gap, unless it is filled already.
    let gap = start - row.cells() - if row.tail.is_empty() { 2 } else { 0 };
    let mut row = row;
    row.tail.extend([Span::space(gap), Span::new(drawn, Role::Bar)]);
    row
}

/// Returns the number of patients of a field; `None` if it has none.
fn patient_count(case: &Case, id: &str) -> Option<u64> {
    case.field(id)?.value.people()
}

/// Returns = 1,458人（登録の 53.8%）, without the parts that the page has itself.
fn derived_count(case: &Case, id: Option<&str>, text: &str, count: u64, lang: Lang) -> Option<String> {
    let people = derived_people(text, count, lang);
    let share = match (id, patient_count(case, "registered_patients")) {
        (Some("shared_patients"), Some(registered)) => percent(count, registered),
        (Some(_) | None, Some(_) | None) => None,
    };
    match (people, share) {
        (people, None) => people,
        (None, Some(share)) => Some(lang.fill("page.share", &[("percent", &share)])),
        (Some(_), Some(share)) => {
            Some(lang.fill("page.people-and-share", &[("count", &grouped(count)), ("percent", &share)]))
        }
    }
}

/// Returns = 32,187人, unless the page writes the number so.
fn derived_people(text: &str, count: u64, lang: Lang) -> Option<String> {
    let number = grouped(count);
    (text.trim_end_matches('人') != number).then(|| lang.fill("page.people", &[("count", &number)]))
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

/// Returns `part` of `whole` in percent to one place: 53.8.
pub(super) fn percent(part: u64, whole: u64) -> Option<String> {
    let whole = u128::from(whole);
    let tenths = (u128::from(part) * 1000 + whole / 2).checked_div(whole)?;
    Some(format!("{}.{}", tenths / 10, tenths % 10))
}

/// Returns an amount of money with its yen.
pub(super) fn money_row(text: &str, yen: u64, lang: Lang) -> ValueRow {
    ValueRow::new(vec![Span::from_field(text)]).with_derived(derived_money(text, yen, lang))
}

/// Returns the yen of an amount, unless the page writes them so.
fn derived_money(text: &str, yen: u64, lang: Lang) -> Option<String> {
    let words = derived_yen(yen, lang);
    (words.trim_start_matches("= ") != text).then_some(words)
}

/// Returns = 4億6,050万円; in English = 460,500,000 yen.
fn derived_yen(yen: u64, lang: Lang) -> String {
    let number = match lang {
        Lang::Ja => myriads(yen),
        Lang::En => grouped(yen),
    };
    lang.fill("page.yen", &[("yen", &number)])
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
