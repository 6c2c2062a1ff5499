//! `jirei show`: one case, laid out as its page.

use std::io::Write;
use std::path::PathBuf;

use super::arguments::ShowFormat;
use super::console::{Console, note, quoted};
use super::failure::{Ending, Outcome, escaped};
use super::{pages, usage};
use crate::export::{json, markdown, text};
use crate::lang::Lang;
use crate::model::schema::schema;
use crate::model::{Case, CaseEntry, Catalog, Section, Source};
use crate::search::{Lookup, find_case};
use crate::text::fold::identity_form;
use crate::text::nearest;
use crate::text::number::parse_whole;

/// Prints a case or one section of it.
pub fn run(
    wanted: &str,
    section: Option<&str>,
    format: ShowFormat,
    paths: &[PathBuf],
    console: &mut Console,
) -> Outcome {
    let lang = console.lang;
    let catalog = pages::read(paths, lang);
    if catalog.pages.is_empty() {
        return Ok(pages::unless_none(&catalog, console.lang, Ending::Fine));
    }
    let entry = match find_case(&catalog, wanted) {
        Lookup::One(entry) => entry,
        Lookup::Several(entries) => {
            let several = console.lang.fill("cli.several-cases", &[("case", &quoted(wanted))]);
            note_cases(&catalog, &several, &entries);
            return Ok(Ending::Failed);
        }
        Lookup::None(entries) => {
            let none = console.lang.fill("cli.no-case", &[("case", &quoted(wanted))]);
            let near = if entries.is_empty() { "" } else { console.lang.text("cli.near-cases") };
            note_cases(&catalog, &(none + near), &entries);
            return Ok(Ending::Nothing);
        }
    };
    let (Some(entry), Some(case)) = (catalog.entries.get(entry), catalog.case(entry)) else {
        return Ok(Ending::Nothing);
    };
    let chosen = match section.map(|wanted| choose(case, wanted, console.lang)) {
        None => None,
        Some(Ok(sections)) => Some(sections),
        Some(Err(ending)) => return Ok(ending),
    };
    let others = other_sources(&catalog, entry);
    match format {
        ShowFormat::Json => json::case(case, chosen.as_deref(), &others, &mut console.out)?,
        ShowFormat::Markdown => {
            let markdown = match &chosen {
                None => markdown::case(case, &others, lang),
                Some(sections) => {
                    let sections = sections.iter().map(|section| markdown::section(case, section, lang));
                    sections.collect::<Vec<_>>().join("\n")
                }
            };
            console.out.write_all(markdown.as_bytes())?;
        }
        ShowFormat::Text => {
            let mut lines = Vec::new();
            if chosen.is_none() {
                let (place, others) = places(case, &others, lang);
                lines = text::head(case, &place, &others, console.width, lang);
                lines.push(Vec::new());
            }
            let sections = chosen.unwrap_or_else(|| case.sections.iter().collect());
            lines.extend(text::body(case, &sections, console.width, lang));
            lines.iter().try_for_each(|line| console.line(line))?;
        }
    }
    Ok(Ending::Fine)
}

fn other_sources<'a>(catalog: &'a Catalog, entry: &CaseEntry) -> Vec<&'a Source> {
    entry.other_pages.iter().filter_map(|page| catalog.pages.get(*page)).map(|page| &page.source).collect()
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
fn choose<'a>(case: &'a Case, wanted: &str, lang: Lang) -> Result<Vec<&'a Section>, Ending> {
    let form = identity_form(wanted);
    let same = |name: &str| identity_form(name) == form;
    let number = parse_whole(wanted).and_then(|number| usize::try_from(number).ok());
    let specs = || schema().sections.iter();
    let spec = match number {
        Some(number) => number.checked_sub(1).and_then(|index| schema().sections.get(index)),
        None => specs()
            .find(|spec| [&spec.id, &spec.title, &spec.short, &spec.en].into_iter().any(|name| same(name))),
    };
    let of_page = |section: &&Section| match spec {
        Some(spec) => section.id == Some(spec.id.as_str()),
        None => same(&section.title),
    };
    let found: Vec<&Section> = case.sections.iter().filter(of_page).collect();
    if !found.is_empty() {
        return Ok(found);
    }
    let Some(spec) = spec else {
        let near = nearest(wanted, specs().flat_map(|spec| [spec.id.as_str(), &spec.title, &spec.short]));
        let words = lang.fill("cli.no-such-section", &[("section", &quoted(wanted))]);
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

/// The names of the pages: the case's own first.
fn places(case: &Case, others: &[&Source], lang: Lang) -> (String, Vec<String>) {
    let place = |source: &Source| {
        let known = if source.builtin { lang.text("cli.builtin") } else { "" };
        escaped(&format!("{}:{}{known}", source.path, source.lines.first))
    };
    (place(&case.source), others.iter().map(|source| place(source)).collect())
}
