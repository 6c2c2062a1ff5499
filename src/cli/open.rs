//! `jirei open CASE`: the browser at one case, or the network's own site in a web browser.

use super::arguments::Wanted;
use super::console::note;
use super::failure::{Ending, Failure, Outcome, escaped};
use super::pages::Places;
use super::{choice, pages};
use crate::config::{KeptName, KeptPlace};
use crate::lang::Lang;
use crate::model::Catalog;
use crate::source;
use crate::text::is_web_address;

/// The case, with the section to open; how the run ends where there is none.
///
/// # Errors
/// Where the pages come from standard input, which could not be read a second time.
pub fn place(wanted: &Wanted, places: &Places, lang: Lang) -> Result<Result<KeptPlace, Ending>, Failure> {
    if places.paths.iter().any(|path| path.as_os_str() == source::STANDARD_INPUT) {
        return Err(Failure::Message(lang.text("cli.open-no-input").to_owned()));
    }
    // The browser reads again, and says then what could not be read.
    let catalog = source::load(&places.paths);
    if catalog.pages.is_empty() {
        pages::note_unread(&catalog, places, lang);
        return Ok(Err(pages::unless_none(&catalog, places, lang, Ending::Fine)));
    }
    Ok(choice::case(&catalog, &wanted.case, lang).and_then(|entry| place_of(&catalog, entry, wanted, lang)))
}

fn place_of(catalog: &Catalog, entry: usize, wanted: &Wanted, lang: Lang) -> Result<KeptPlace, Ending> {
    let (Some(case), Some(key)) = (catalog.case(entry), catalog.key_of(entry)) else {
        return Err(Ending::Nothing);
    };
    let chosen = wanted.section.as_deref().map(|name| choice::sections(case, name, lang)).transpose()?;
    let first = chosen.and_then(|sections| sections.first().copied()).or(case.sections.first());
    let section = first.map_or_else(KeptName::default, |section| KeptName {
        id: section.id.map(str::to_owned),
        words: section.title.clone(),
        place: 0,
    });
    Ok(KeptPlace { case: key, section, field: KeptName::default() })
}

/// Hands the case's own site to a web browser.
pub fn site(wanted: &Wanted, places: &Places, lang: Lang) -> Outcome {
    let catalog = pages::read(places, lang);
    if catalog.pages.is_empty() {
        return Ok(pages::unless_none(&catalog, places, lang, Ending::Fine));
    }
    let entry = match choice::case(&catalog, &wanted.case, lang) {
        Ok(entry) => entry,
        Err(ending) => return Ok(ending),
    };
    let Some(case) = catalog.case(entry) else { return Ok(Ending::Nothing) };
    let Some(url) = &case.url else {
        note(&lang.fill("message.no_url", &[("name", &escaped(case.short_name()))]));
        return Ok(Ending::Nothing);
    };
    let shown = escaped(url);
    // The URL comes from a file: nothing but a web page is handed on.
    if !is_web_address(url) {
        return Err(Failure::Message(lang.fill("message.not_web", &[("url", &shown)])));
    }
    open::that_detached(url)
        .map_err(|_| Failure::Message(lang.fill("message.not_opened", &[("url", &shown)])))?;
    note(&lang.fill("message.opened", &[("url", &shown)]));
    Ok(Ending::Fine)
}
