//! Values that are numbers: people, money, fees. The page's words stay as they are; what jirei
//! works out stands apart from them.

use super::flow::Row;
use super::locate::trimmed;
use super::span::{Role, Span};
use crate::lang::Lang;
use crate::model::{Case, Field, StaffGroup};
use crate::text::number::{grouped, myriads};
use crate::text::sign::signs;

/// The longest bar beside a number of patients.
const LONGEST_BAR: usize = 24;
/// The shortest that still says something.
const SHORTEST_BAR: usize = 10;
/// A bar for `count` where `largest` is `room` cells long. Anything above zero is seen.
pub(super) fn bar(count: u64, largest: u64, room: usize) -> String {
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

/// A number of patients, with the share of those registered and a bar where they can be compared.
pub(super) fn count(case: &Case, field: &Field, count: u64, width: usize, lang: Lang) -> Row {
    let (id, text) = (field.id, field.text.as_str());
    let row = Row::of(vec![Span::whole(text)]).derived(reading(case, id, text, count, lang));
    let (Some(registered), Some(shared)) =
        (patients(case, "registered_patients"), patients(case, "shared_patients"))
    else {
        return row;
    };
    if !matches!(id, Some("registered_patients" | "shared_patients")) || width == usize::MAX {
        return row;
    }
    // Both bars start at one column and have one scale, so that the eye can compare them.
    let widest = [("registered_patients", registered), ("shared_patients", shared)].map(|(id, count)| {
        let text = case.text_of(id);
        Row::of(vec![Span::whole(text)]).derived(reading(case, Some(id), text, count, lang)).cells()
    });
    let start = widest.into_iter().max().unwrap_or_default().max(row.cells()) + 2;
    let room = width.saturating_sub(start).min(LONGEST_BAR);
    let drawn = bar(count, registered.max(shared), room);
    if room < SHORTEST_BAR || drawn.is_empty() {
        return row;
    }
    // What stands beside a value has its own gap, unless something is there already.
    let gap = start - row.cells() - if row.tail.is_empty() { 2 } else { 0 };
    let mut row = row;
    row.tail.extend([Span::space(gap), Span::new(drawn, Role::Bar)]);
    row
}

/// A field's number of patients, where it has one.
fn patients(case: &Case, id: &str) -> Option<u64> {
    case.field(id)?.value.people()
}

/// = 1,458人（登録の 53.8%）, as much of it as says something new.
fn reading(case: &Case, id: Option<&str>, text: &str, count: u64, lang: Lang) -> Option<String> {
    let number = grouped(count);
    let plain = text.trim_end_matches('人');
    let share = match (id, patients(case, "registered_patients")) {
        (Some("shared_patients"), Some(registered)) => percent(count, registered),
        (Some(_) | None, Some(_) | None) => None,
    };
    match (plain == number, share) {
        (true, None) => None,
        (true, Some(share)) => Some(lang.fill("page.share", &[("percent", &share)])),
        (false, None) => Some(lang.fill("page.people", &[("count", &number)])),
        (false, Some(share)) => {
            Some(lang.fill("page.people-and-share", &[("count", &number), ("percent", &share)]))
        }
    }
}

/// `part` of `whole` in percent to one place: 53.8.
pub(super) fn percent(part: u64, whole: u64) -> Option<String> {
    let whole = u128::from(whole);
    let tenths = (u128::from(part) * 1000 + whole / 2).checked_div(whole)?;
    Some(format!("{}.{}", tenths / 10, tenths % 10))
}

/// An amount of money with its yen.
pub(super) fn money(text: &str, yen: u64, lang: Lang) -> Row {
    let words = yen_words(yen, lang);
    let new = words.trim_start_matches("= ") != text;
    Row::of(vec![Span::whole(text)]).derived(new.then_some(words))
}

/// = 4億6,050万円; in English = 460,500,000 yen.
fn yen_words(yen: u64, lang: Lang) -> String {
    let number = match lang {
        Lang::Ja => myriads(yen),
        Lang::En => grouped(yen),
    };
    lang.fill("page.yen", &[("yen", &number)])
}

/// The staff, with the total where there are several groups.
pub(super) fn staff(text: &str, groups: &[StaffGroup], lang: Lang) -> Row {
    let total = groups.iter().try_fold(0_u64, |sum, group| sum.checked_add(group.people));
    let total = total.filter(|_| groups.len() > 1);
    let words = total.map(|total| lang.fill("page.staff-total", &[("count", &grouped(total))]));
    Row::of(vec![Span::whole(text)]).derived(words)
}

/// What starts a line of a fee.
const FEE_PARTS: [&str; 3] = ["月額", "年額", "補足"];

/// Status and charge, the amounts, the note: a line each.
pub(super) fn fee(text: &str, month: Option<u64>, year: Option<u64>, lang: Lang) -> Vec<Row> {
    let breaks = fee_breaks(text);
    let ends = breaks.iter().skip(1).copied().chain([text.len()]);
    let row = |(start, end): (&usize, usize)| {
        let range = trimmed(text, *start..end, &[]);
        let words = &text[range.clone()];
        let derived = if words.starts_with("月額") {
            month.and_then(|month| month_words(words, month, year, lang))
        } else if words.starts_with("年額") {
            year.and_then(|year| amount_words(words, year, lang))
        } else {
            None
        };
        Row::of(vec![Span::of_page(text, range, Role::Text)]).derived(derived)
    };
    breaks.iter().zip(ends).map(row).collect()
}

/// Where the parts of a fee begin; after 補足 comes free text.
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

/// = 86,400円, where the page writes it in another way.
fn amount_words(words: &str, yen: u64, lang: Lang) -> Option<String> {
    let number = grouped(yen);
    (!words.contains(&number)).then(|| lang.fill("page.yen", &[("yen", &number)]))
}

/// = 86,400円 · 年 1,036,800円: the year is twelve months, and only where the page has no other.
fn month_words(words: &str, month: u64, year: Option<u64>, lang: Lang) -> Option<String> {
    let yearly = month.checked_mul(12).filter(|yearly| year.is_none() && *yearly > 0);
    let yearly = yearly.map(|yen| lang.fill("page.per-year", &[("yen", &grouped(yen))]));
    match (amount_words(words, month, lang), yearly) {
        (Some(monthly), Some(yearly)) => Some(format!("{monthly} · {yearly}")),
        (Some(words), None) => Some(words),
        (None, Some(yearly)) => Some(format!("= {yearly}")),
        (None, None) => None,
    }
}
