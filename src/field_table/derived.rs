//! What follows from the numbers of a page.

use crate::lang::Lang;
use crate::model::Case;
use crate::text::number::{grouped, myriads};

/// Returns the numbers of registered and of shared patients, if the page has both.
pub(super) fn patient_counts(case: &Case) -> Option<(u64, u64)> {
    patient_count(case, "registered_patients").zip(patient_count(case, "shared_patients"))
}

/// Returns the number of patients of a field; `None` if it has none.
fn patient_count(case: &Case, id: &str) -> Option<u64> {
    case.field(id)?.value.people()
}

/// Returns = 32,187人, unless the page writes the number so.
pub(super) fn derived_people(text: &str, count: u64, lang: Lang) -> Option<String> {
    let number = grouped(count);
    (text.trim_end_matches('人') != number).then(|| lang.fill("page.people", &[("count", &number)]))
}

/// Returns how many of those registered share their data, in percent; `None` for any other count.
pub(super) fn share_of_registered(case: &Case, id: Option<&str>, count: u64) -> Option<String> {
    let registered = patient_count(case, "registered_patients").filter(|_| id == Some("shared_patients"));
    percent(count, registered?)
}

/// Returns `part` of `whole` in percent to one place: 53.8.
pub(super) fn percent(part: u64, whole: u64) -> Option<String> {
    let whole = u128::from(whole);
    let tenths = (u128::from(part) * 1000 + whole / 2).checked_div(whole)?;
    Some(format!("{}.{}", tenths / 10, tenths % 10))
}

/// Returns the yen of an amount, unless the page writes them so.
pub(super) fn derived_money(text: &str, yen: u64, lang: Lang) -> Option<String> {
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
