//! `jirei show`: one case, laid out as its page.

use super::console::Console;
use super::failure::{RunEnding, RunResult};
use super::format::ShowFormat;
use super::pages::PagePaths;
use super::{choice, pages};
use crate::export::{json, markdown, text};
use crate::lang::Lang;
use crate::model::{Case, CaseEntry, Catalog, PageSource};

/// Prints a case or one section of it.
pub fn run(
    wanted: &str,
    section: Option<&str>,
    format: ShowFormat,
    places: &PagePaths,
    console: &mut Console,
) -> RunResult {
    let lang = console.lang;
    let catalog = pages::read_catalog(places, lang);
    if catalog.pages.is_empty() {
        return Ok(pages::fail_if_empty(&catalog, places, console.lang, RunEnding::Fine));
    }
    let entry = match choice::choose_case(&catalog, wanted, lang) {
        Ok(entry) => entry,
        Err(ending) => return Ok(ending),
    };
    let (Some(entry), Some(case)) = (catalog.entries.get(entry), catalog.case(entry)) else {
        return Ok(RunEnding::Nothing);
    };
    let chosen = match section.map(|wanted| choice::choose_sections(case, wanted, console.lang)) {
        None => None,
        Some(Ok(sections)) => Some(sections),
        Some(Err(ending)) => return Ok(ending),
    };
    let others = other_sources(&catalog, entry);
    match format {
        ShowFormat::Json => json::write_case(case, chosen.as_deref(), &others, &mut console.out)?,
        ShowFormat::Markdown => {
            let markdown = match &chosen {
                None => markdown::case(case, &others, lang),
                Some(sections) => {
                    let sections = sections.iter().map(|section| markdown::section(case, section, lang));
                    sections.collect::<Vec<_>>().join("\n")
                }
            };
            console.print(&markdown)?;
        }
        ShowFormat::Text => {
            let mut lines = Vec::new();
            if chosen.is_none() {
                let (place, others) = place_names(case, &others, lang);
                lines = text::head(case, &place, &others, console.width, lang);
                lines.push(Vec::new());
            }
            let sections = chosen.unwrap_or_else(|| case.sections.iter().collect());
            lines.extend(text::body(case, &sections, console.width, lang));
            lines.iter().try_for_each(|line| console.print_line(line))?;
        }
    }
    Ok(RunEnding::Fine)
}

/// Returns the sources of the case's other pages.
fn other_sources<'a>(catalog: &'a Catalog, entry: &CaseEntry) -> Vec<&'a PageSource> {
    entry.other_pages.iter().filter_map(|page| catalog.pages.get(*page)).map(|page| &page.source).collect()
}

/// Returns the names of the pages, the case's own first.
fn place_names(case: &Case, others: &[&PageSource], lang: Lang) -> (String, Vec<String>) {
    let place = |source: &PageSource| {
        let known = if source.builtin { lang.text("cli.builtin") } else { "" };
        source.place(source.lines.first) + known
    };
    (place(&case.source), others.iter().map(|source| place(source)).collect())
}
