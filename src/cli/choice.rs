//! Which case and section someone means by a name, and what is said where that is not clear.

use super::console::{note, quoted};
use super::failure::{Ending, escaped};
use super::usage;
use crate::lang::Lang;
use crate::model::schema::schema;
use crate::model::{Case, Catalog, Section};
use crate::search::{Lookup, find_case};
use crate::text::fold::identity_form;
use crate::text::nearest;
use crate::text::number::parse_whole;

/// The case of this id, nickname, name or part of one, as its place in the catalog's entries.
///
/// # Errors
/// Where none is meant, or several are: said on stderr, and how the run ends.
pub fn case(catalog: &Catalog, wanted: &str, lang: Lang) -> Result<usize, Ending> {
    match find_case(catalog, wanted) {
        Lookup::One(entry) => Ok(entry),
        Lookup::Several(entries) => {
            let several = lang.fill("cli.several-cases", &[("case", &quoted(wanted, lang))]);
            note_cases(catalog, &several, &entries);
            Err(Ending::Failed)
        }
        Lookup::None(entries) => {
            let none = lang.fill("cli.no-case", &[("case", &quoted(wanted, lang))]);
            let near = if entries.is_empty() { "" } else { lang.text("cli.near-cases") };
            note_cases(catalog, &(none + near), &entries);
            Err(Ending::Nothing)
        }
    }
}

fn note_cases(catalog: &Catalog, words: &str, entries: &[usize]) {
    note(words);
    for case in entries.iter().filter_map(|entry| catalog.case(*entry)) {
        let names =
            case.nickname.iter().chain([&case.name]).map(String::as_str).collect::<Vec<_>>().join("  ");
        note(&escaped(&format!("  {}  {names}", case.id)));
    }
}

/// The sections of the page that are meant: by id, title, short title, English name or number.
pub fn sections<'a>(case: &'a Case, wanted: &str, lang: Lang) -> Result<Vec<&'a Section>, Ending> {
    let form = identity_form(wanted);
    let same = |name: &str| identity_form(name) == form;
    let number = parse_whole(wanted).and_then(|number| usize::try_from(number).ok());
    let specs = || schema().sections.iter();
    let spec = match number {
        Some(number) => number.checked_sub(1).and_then(|index| schema().sections.get(index)),
        None => specs().find(|spec| [spec.id, spec.title, spec.short, spec.en].into_iter().any(&same)),
    };
    let of_page = |section: &&Section| match spec {
        Some(spec) => section.id == Some(spec.id),
        None => same(&section.title),
    };
    let found: Vec<&Section> = case.sections.iter().filter(of_page).collect();
    if !found.is_empty() {
        return Ok(found);
    }
    let Some(spec) = spec else {
        let near = nearest(wanted, specs().flat_map(|spec| [spec.id, spec.title, spec.short]));
        let words = lang.fill("cli.no-such-section", &[("section", &quoted(wanted, lang))]);
        note(&(words + &usage::meant(near, lang)));
        for (index, spec) in specs().enumerate() {
            note(&format!("  {:>2}  {:<15}  {}", index + 1, spec.id, spec.title));
        }
        return Err(Ending::Failed);
    };
    let names = [("section", &spec.title as &dyn std::fmt::Display), ("case", &escaped(case.short_name()))];
    note(&lang.fill("cli.section-not-there", &names));
    Err(Ending::Nothing)
}
