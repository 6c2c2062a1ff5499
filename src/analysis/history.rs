//! The history of a case: its pages side by side, the oldest first, and the course of its numbers.

use super::compare::{Beside, ComparedRow, Comparison, PageHead, RowChoice};
use super::relation::Relation;
use super::summary::to_float;
use crate::lang::Lang;
use crate::model::{Case, CasePage, Catalog, DateSource, PageDate};
use crate::text::sign::signs;

impl<'a> Comparison<'a> {
    /// Compares the pages of a case, the oldest first; `None` if it has one page only.
    #[must_use]
    pub fn of_history(catalog: &'a Catalog, entry: usize, lang: Lang) -> Option<Self> {
        let of_case = catalog.entries.get(entry).filter(|entry| !entry.other_pages.is_empty())?;
        let pages = [of_case.page].into_iter().chain(of_case.other_pages.iter().copied());
        let pages = pages.filter_map(|page| catalog.case_page(page));
        let mut dated: Vec<(Option<PageDate>, CasePage<'a>)> =
            pages.map(|page| (PageDate::of_page(page.case), page)).collect();
        // Pages of the same day are in the order in which they were written, then by path and line.
        dated.sort_by_cached_key(|(date, page)| {
            let source = &page.case.source;
            (date.map(|date| date.date), page.case.modified, source.path.clone(), source.lines.first)
        });
        let heads = dated.iter().map(|(date, page)| page_head(*date, page.case, &dated, lang)).collect();
        let pages = dated.into_iter().map(|(_, page)| page).collect();
        let comparison = Self::new(pages, heads, &RowChoice::Whole, 0, lang);
        Some(Self { beside: Beside::Course, ..comparison })
    }
}

/// Returns the head of a page: its day and what says so; the file, with the line where it has several of them.
fn page_head(
    date: Option<PageDate>,
    page: &Case,
    all: &[(Option<PageDate>, CasePage<'_>)],
    lang: Lang,
) -> PageHead {
    let source = &page.source;
    let in_file = all.iter().filter(|(_, other)| other.case.source.path == source.path).count();
    let place = source.place(source.lines.first);
    let place = if in_file > 1 { place } else { crate::text::shown::shown(&source.path).into_owned() };
    let label = date.map_or_else(
        || lang.text("compare.no_date").to_owned(),
        |date| {
            let from = match date.source {
                DateSource::Name => lang.text("compare.date_of_name"),
                DateSource::File => lang.text("compare.date_of_file"),
            };
            format!("{} {from}", date.text())
        },
    );
    PageHead { id: place.clone(), label, place: Some(place) }
}

/// Returns the course of a row's numbers: how the last relates to the base, and a step a page; `None` where fewer
/// than two pages have a number, or all have the same.
#[must_use]
pub fn course(row: &ComparedRow<'_>) -> Option<String> {
    let last = row.cells.iter().rev().find(|cell| cell.cell.number().is_some())?;
    let numbers: Vec<Option<f64>> = row.cells.iter().map(|cell| cell.cell.number().map(to_float)).collect();
    let known = || numbers.iter().flatten().copied();
    let (least, most) = (known().fold(f64::INFINITY, f64::min), known().fold(f64::NEG_INFINITY, f64::max));
    if least >= most {
        return None;
    }
    let steps: String = numbers.iter().map(|number| step(*number, least, most)).collect();
    let relation = last.relation.as_ref().map(Relation::text);
    Some(relation.into_iter().chain([steps]).collect::<Vec<_>>().join(" "))
}

/// Returns the step of a number between the least and the most; without a number, a dot.
fn step(number: Option<f64>, least: f64, most: f64) -> &'static str {
    let steps = signs().steps;
    let Some(number) = number else { return signs().bullet };
    #[allow(clippy::cast_precision_loss, reason = "there are eight steps at most")]
    let highest = (steps.len() - 1) as f64;
    let place = ((number - least) / (most - least) * highest).round();
    let is_at = |at: &usize| {
        #[allow(clippy::cast_precision_loss, reason = "there are eight steps at most")]
        let at = *at as f64;
        at >= place
    };
    (0..steps.len()).find(is_at).map_or("", |at| steps[at])
}
