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
    pub fn of_history(catalog: &'a Catalog, entry: usize, base: usize, lang: Lang) -> Option<Self> {
        let pages = pages_by_day(catalog, entry).into_iter();
        let pages: Vec<CasePage<'a>> = pages.filter_map(|page| catalog.case_page(page)).collect();
        if pages.len() < 2 {
            return None;
        }
        let heads = pages.iter().map(|page| page_head(page.case, &pages, lang)).collect();
        let comparison = Self::new(pages, heads, &RowChoice::Whole, base, lang);
        Some(Self { beside: Beside::Course, ..comparison })
    }
}

/// Returns the indexes in [`Catalog::pages`] of the pages of a case, the oldest first. Pages of the same day are in the
/// order in which they were written, then by path and line.
#[must_use]
pub fn pages_by_day(catalog: &Catalog, entry: usize) -> Vec<usize> {
    let Some(of_case) = catalog.entries.get(entry) else { return Vec::new() };
    let mut pages: Vec<usize> =
        [of_case.page].into_iter().chain(of_case.other_pages.iter().copied()).collect();
    pages.sort_by_cached_key(|page| {
        let page = &catalog.pages[*page];
        let day = PageDate::of_page(page).map(|date| date.date);
        (day, page.source.modified, page.source.path.clone(), page.source.lines.first)
    });
    pages
}

/// Returns the head of a page: its day and what says so; the file, with the line where it has several of them.
fn page_head(page: &Case, all: &[CasePage<'_>], lang: Lang) -> PageHead {
    let source = &page.source;
    let in_file = all.iter().filter(|other| other.case.source.path == source.path).count();
    let place = source.place(source.lines.first);
    let place = if in_file > 1 { place } else { crate::text::shown::shown(&source.path).into_owned() };
    PageHead { id: place.clone(), label: day_label(page, lang), place: Some(place) }
}

/// Returns the day of a page and what says so.
#[must_use]
pub fn day_label(page: &Case, lang: Lang) -> String {
    PageDate::of_page(page).map_or_else(
        || lang.text("compare.no_date").to_owned(),
        |date| {
            let from = match date.source {
                DateSource::Saver => lang.text("compare.date_of_saver"),
                DateSource::Name => lang.text("compare.date_of_name"),
                DateSource::File => lang.text("compare.date_of_file"),
            };
            format!("{} {from}", date.text())
        },
    )
}

/// Returns the course of a row's numbers: how the last relates to the base, in the words of `relate`, and a step a
/// page; `None` where fewer than two pages have a number, or all have the same.
#[must_use]
pub fn course(row: &ComparedRow<'_>, relate: fn(&Relation) -> String) -> Option<String> {
    let last = row.cells.iter().rev().find(|cell| cell.cell.number().is_some())?;
    let numbers: Vec<Option<f64>> = row.cells.iter().map(|cell| cell.cell.number().map(to_float)).collect();
    let known = || numbers.iter().flatten().copied();
    let (least, most) = (known().fold(f64::INFINITY, f64::min), known().fold(f64::NEG_INFINITY, f64::max));
    if least >= most {
        return None;
    }
    let steps: String = numbers.iter().map(|number| step(*number, least, most)).collect();
    let relation = last.relation.as_ref().map(relate);
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
