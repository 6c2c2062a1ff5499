//! `jirei show`: one case, laid out as its page.

use std::io;
use std::path::PathBuf;

use super::arguments::Format;
use super::console::{Console, note, quoted};
use super::failure::{Ending, Outcome, escaped, nearest};
use super::{pages, usage};
use crate::export::json;
use crate::export::page::{Role, Span, key_fact_lines, section_table};
use crate::lang::Lang;
use crate::model::schema::{english, schema};
use crate::model::{Case, CaseEntry, Catalog, Section, Source};
use crate::search::{Lookup, find_case};
use crate::text::fold::identity_form;
use crate::text::number::parse_whole;
use crate::text::sign::signs;
use crate::text::width::cells;

/// Prints a case or one section of it.
pub fn run(
    wanted: &str,
    section: Option<&str>,
    format: Format,
    paths: &[PathBuf],
    console: &mut Console,
) -> Outcome {
    let catalog = pages::read(paths, console.lang);
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
        Format::Json => json::case(case, chosen.as_deref(), &others, &mut console.out)?,
        Format::Text => {
            if chosen.is_none() {
                head(case, &others, console)?;
            }
            let sections = chosen.unwrap_or_else(|| case.sections.iter().collect());
            body(case, &sections, console)?;
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

/// Names, id, URL, key facts and where the page is.
fn head(case: &Case, others: &[&Source], console: &mut Console) -> io::Result<()> {
    console.wrapped(&[Span::new(case.short_name(), Role::Title)])?;
    if case.nickname.is_some() && !case.name.is_empty() {
        console.wrapped(&[Span::new(case.name.as_str(), Role::Text)])?;
    }
    for facts in key_fact_lines(case, console.width, console.lang) {
        console.line(&facts)?;
    }
    if let Some(url) = &case.url {
        // Whole, so that a terminal can open it.
        console.line(&[Span::new(url.as_str(), Role::Text)])?;
    }
    let lang = console.lang;
    let place = |source: &Source| {
        let known = if source.builtin { lang.text("cli.builtin") } else { "" };
        escaped(&format!("{}:{}{known}", source.path, source.lines.first))
    };
    let id = Span::new(format!("{}  ", case.id), Role::Label);
    console.line(&[id, Span::new(place(&case.source), Role::Plain)])?;
    for other in others {
        let words = lang.fill("cli.other-source", &[("place", &place(other))]);
        console.line(&[Span::new(words, Role::Plain)])?;
    }
    console.line(&[])
}

/// The sections, a blank line between them.
fn body(case: &Case, sections: &[&Section], console: &mut Console) -> io::Result<()> {
    for (index, section) in sections.iter().enumerate() {
        if index > 0 {
            console.line(&[])?;
        }
        heading(section, console)?;
        for line in section_table(case, section, console.width, console.lang) {
            console.line(&line.spans)?;
        }
    }
    Ok(())
}

/// ── 3 参加団体数と参加患者数 ─────, the rule only where there is a width to fill.
fn heading(section: &Section, console: &mut Console) -> io::Result<()> {
    let place = schema().sections.iter().position(|spec| Some(spec.id.as_str()) == section.id);
    let number = place.map(|place| format!("{} ", place + 1)).unwrap_or_default();
    let mut line = vec![
        Span::new(format!("{} ", signs().rule.repeat(2)), Role::Plain),
        Span::new(number, Role::Plain),
        Span::new(section.title.as_str(), Role::Title),
    ];
    if let Some(name) = english(&section.title).filter(|_| console.lang == Lang::En) {
        line.push(Span::new(format!(" {name}"), Role::English));
    }
    let used: usize = line.iter().map(|span| cells(&span.text)).sum();
    let room = if console.width == usize::MAX { 3 } else { console.width.saturating_sub(used) };
    if room > 1 {
        line.push(Span::new(format!(" {}", signs().rule.repeat(room - 1)), Role::Plain));
    }
    console.wrapped(&line)
}
