//! `jirei show`: one case, laid out as its page.

use std::io::Write;

use super::console::Console;
use super::failure::{Ending, Outcome, escaped};
use super::format::ShowFormat;
use super::pages::Places;
use super::{choice, pages};
use crate::export::{json, markdown, text};
use crate::lang::Lang;
use crate::model::{Case, CaseEntry, Catalog, Source};

/// Prints a case or one section of it.
pub fn run(
    wanted: &str,
    section: Option<&str>,
    format: ShowFormat,
    places: &Places,
    console: &mut Console,
) -> Outcome {
    let lang = console.lang;
    let catalog = pages::read(places, lang);
    if catalog.pages.is_empty() {
        return Ok(pages::unless_none(&catalog, places, console.lang, Ending::Fine));
    }
    let entry = match choice::case(&catalog, wanted, lang) {
        Ok(entry) => entry,
        Err(ending) => return Ok(ending),
    };
    let (Some(entry), Some(case)) = (catalog.entries.get(entry), catalog.case(entry)) else {
        return Ok(Ending::Nothing);
    };
    let chosen = match section.map(|wanted| choice::sections(case, wanted, console.lang)) {
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
                let (place, others) = named_places(case, &others, lang);
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

/// The names of the pages: the case's own first.
fn named_places(case: &Case, others: &[&Source], lang: Lang) -> (String, Vec<String>) {
    let place = |source: &Source| {
        let known = if source.builtin { lang.text("cli.builtin") } else { "" };
        escaped(&format!("{}:{}{known}", source.path, source.lines.first))
    };
    (place(&case.source), others.iter().map(|source| place(source)).collect())
}
