//! `jirei open CASE`: the browser at one case, or the network's own site in a web browser.

use super::console::print_note;
use super::failure::{Failure, RunEnding, RunResult};
use super::pages::PagePaths;
use super::requests::OpenRequest;
use super::{choice, pages};
use crate::config::{KeptName, KeptPlace};
use crate::lang::Lang;
use crate::model::Catalog;
use crate::source::{self, Loaded};
use crate::text::{ascii_address, displayed_address};

/// Reads the pages and returns the case and section to open with them, or how the run ends if there is
/// none. Unread files are reported when the browser is closed.
pub fn initial_place(
    wanted: &OpenRequest,
    places: &PagePaths,
    lang: Lang,
) -> Result<(KeptPlace, Loaded), RunEnding> {
    let loaded = source::load_files(&places.paths);
    let catalog = &loaded.catalog;
    if catalog.pages.is_empty() {
        pages::note_unread(catalog, places, lang);
        return Err(pages::fail_if_empty(catalog, places, lang, RunEnding::Fine));
    }
    let entry = choice::choose_case(catalog, &wanted.case, lang)?;
    let place = place_in_case(catalog, entry, wanted, lang)?;
    Ok((place, loaded))
}

/// Returns the place of the wanted section, else of the first one; an error if no section matches.
fn place_in_case(
    catalog: &Catalog,
    entry: usize,
    wanted: &OpenRequest,
    lang: Lang,
) -> Result<KeptPlace, RunEnding> {
    let (Some(case), Some(key)) = (catalog.case(entry), catalog.case_key(entry)) else {
        return Err(RunEnding::Nothing);
    };
    let chosen =
        wanted.section.as_deref().map(|name| choice::choose_sections(case, name, lang)).transpose()?;
    let first = chosen.and_then(|sections| sections.first().copied()).or(case.sections.first());
    let section = first.map_or_else(KeptName::default, |section| KeptName {
        id: section.id.map(str::to_owned),
        words: section.title.clone(),
        place: 0,
    });
    Ok(KeptPlace { case: key, section, field: KeptName::default() })
}

/// Opens the case's own site in a web browser.
pub fn open_site(wanted: &OpenRequest, places: &PagePaths, lang: Lang) -> RunResult {
    let catalog = pages::read_catalog(places, lang);
    if catalog.pages.is_empty() {
        return Ok(pages::fail_if_empty(&catalog, places, lang, RunEnding::Fine));
    }
    let entry = match choice::choose_case(&catalog, &wanted.case, lang) {
        Ok(entry) => entry,
        Err(ending) => return Ok(ending),
    };
    let Some(case) = catalog.case(entry) else { return Ok(RunEnding::Nothing) };
    let Some(url) = &case.url else {
        print_note(&lang.fill("message.no_url", &[("name", &case.short_name())]));
        return Ok(RunEnding::Nothing);
    };
    let shown = displayed_address(url);
    // The URL comes from a file: only web addresses are opened.
    let Some(address) = ascii_address(url) else {
        return Err(Failure::Message(lang.fill("message.not_web", &[("url", url)])));
    };
    open::that_detached(address)
        .map_err(|_| Failure::Message(lang.fill("message.not_opened", &[("url", &shown)])))?;
    print_note(&lang.fill("message.opened", &[("url", &shown)]));
    Ok(RunEnding::Fine)
}
