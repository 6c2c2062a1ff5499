//! Resolves the names of a case and its sections, and reports ambiguous and unknown names.

use super::console::{print_note, quote};
use super::failure::RunEnding;
use super::usage;
use crate::lang::Lang;
use crate::model::schema::{SectionSpec, schema};
use crate::model::{Case, Catalog, Section};
use crate::search::{Lookup, find_case};
use crate::text::fold::identity_form;
use crate::text::nearest;
use crate::text::number::parse_whole;

/// Returns the case with this id, nickname, name or part of a name, as an index in the catalog's entries.
///
/// # Errors
/// If no case or several cases match: reports it on stderr and returns how the run ends.
pub fn choose_case(catalog: &Catalog, wanted: &str, lang: Lang) -> Result<usize, RunEnding> {
    match find_case(catalog, wanted) {
        Lookup::One(entry) => Ok(entry),
        Lookup::Several(entries) => {
            let several = lang.fill("cli.several-cases", &[("case", &quote(wanted, lang))]);
            note_cases(catalog, &several, &entries);
            Err(RunEnding::Failed)
        }
        Lookup::None(entries) => {
            let none = lang.fill("cli.no-case", &[("case", &quote(wanted, lang))]);
            let near = if entries.is_empty() { "" } else { lang.text("cli.near-cases") };
            note_cases(catalog, &(none + near), &entries);
            Err(RunEnding::Nothing)
        }
    }
}

/// Prints a note on stderr, and below it the id and names of these cases.
fn note_cases(catalog: &Catalog, words: &str, entries: &[usize]) {
    print_note(words);
    for case in entries.iter().filter_map(|entry| catalog.case(*entry)) {
        let names =
            case.nickname.iter().chain([&case.name]).map(String::as_str).collect::<Vec<_>>().join("  ");
        print_note(&format!("  {}  {names}", case.id));
    }
}

/// Returns the sections of the page with this id, title, short title, English name or number.
pub fn choose_sections<'a>(case: &'a Case, wanted: &str, lang: Lang) -> Result<Vec<&'a Section>, RunEnding> {
    let form = identity_form(wanted);
    let spec = find_section(wanted);
    let of_page = |section: &&Section| match spec {
        Some(spec) => section.id == Some(spec.id),
        None => identity_form(&section.title) == form,
    };
    let found: Vec<&Section> = case.sections.iter().filter(of_page).collect();
    if !found.is_empty() {
        return Ok(found);
    }
    let spec = choose_section(wanted, lang)?;
    let names = [("section", &spec.title as &dyn std::fmt::Display), ("case", &case.short_name())];
    print_note(&lang.fill("cli.section-not-there", &names));
    Err(RunEnding::Nothing)
}

/// Returns the section of the form with this id, title, short title, English name or number; reports an unknown one
/// on stderr.
pub fn choose_section(wanted: &str, lang: Lang) -> Result<&'static SectionSpec, RunEnding> {
    let specs = || schema().sections.iter();
    find_section(wanted).ok_or_else(|| {
        let near = nearest(wanted, specs().flat_map(|spec| [spec.id, spec.title, spec.short]));
        let words = lang.fill("cli.no-such-section", &[("section", &quote(wanted, lang))]);
        print_note(&(words + &usage::suggestion_text(near, lang)));
        for (index, spec) in specs().enumerate() {
            print_note(&format!("  {:>2}  {:<15}  {}", index + 1, spec.id, spec.title));
        }
        RunEnding::Failed
    })
}

fn find_section(wanted: &str) -> Option<&'static SectionSpec> {
    let form = identity_form(wanted);
    let mut specs = schema().sections.iter();
    match parse_whole(wanted).and_then(|number| usize::try_from(number).ok()) {
        Some(number) => number.checked_sub(1).and_then(|index| schema().sections.get(index)),
        None => specs.find(|spec| {
            [spec.id, spec.title, spec.short, spec.en].into_iter().any(|name| identity_form(name) == form)
        }),
    }
}
