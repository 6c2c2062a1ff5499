//! `jirei similar`: the cases by how alike they are to one, or to a network that has no page yet.

use std::path::PathBuf;

use strum::VariantArray;

use super::choice::choose_case;
use super::console::{Console, print_note, quote};
use super::failure::{Failure, RunEnding, RunResult};
use super::format::SheetFormat;
use super::pages::{self, PagePaths};
use super::requests::SimilarRequest;
use super::sheet_output::write_text;
use super::table::{Found, column_failure, find_entries};
use crate::analysis::items::described_profile;
use crate::analysis::likeness::{FeatureGroup, Profile};
use crate::analysis::similar::{
    SimilarCase, rank_similar, reason_lines, reasons_sheet, similar_line, similar_sheet,
};
use crate::lang::Lang;
use crate::model::{CasePage, Catalog};
use crate::search::Query;
use crate::search::query::is_list_comma;

/// Returns the paths of a request: what is behind the case, if one is named.
#[must_use]
pub fn given_paths(request: &SimilarRequest) -> Vec<PathBuf> {
    request.words.iter().skip(usize::from(request.like.is_none())).cloned().collect()
}

/// Prints the cases, the most alike first.
pub fn run(request: &SimilarRequest, places: &PagePaths, console: &mut Console) -> RunResult {
    let lang = console.lang;
    let groups = parse_groups(request.groups.as_deref(), lang)?;
    let mut query = Query::parse(request.query.as_deref().unwrap_or_default());
    let wanted = request.words.first().filter(|_| request.like.is_none());
    if wanted.is_none() && request.like.is_none() {
        return Err(Failure::Message(lang.text("cli.similar-needs-case").to_owned()));
    }
    let Found { catalog, mut entries, ending } = find_entries(&mut query, &[], places, lang);
    if ending != RunEnding::Fine || catalog.pages.is_empty() {
        return Ok(pages::fail_if_empty(&catalog, places, lang, ending));
    }
    let base = match (&request.like, wanted) {
        (None, Some(wanted)) => match choose_case(&catalog, &wanted.to_string_lossy(), lang) {
            Ok(entry) => {
                entries.retain(|other| *other != entry);
                catalog.case(entry).map(Profile::of_case)
            }
            Err(ending) => return Ok(ending),
        },
        (like, _) => {
            let described = Query::parse(like.as_deref().unwrap_or_default());
            let profile = described_profile(&described).map_err(|error| column_failure(&error, lang))?;
            if profile.is_empty() {
                return Err(Failure::Message(lang.text("cli.no-profile").to_owned()));
            }
            Some(profile)
        }
    };
    let Some(base) = base else { return Ok(RunEnding::Nothing) };
    let ranked = rank_similar(&base, &catalog, &entries, &groups);
    if ranked.is_empty() {
        print_note(lang.text("cli.no-similar"));
        return Ok(RunEnding::Nothing);
    }
    let shown = &ranked[..ranked.len().min(request.limit.unwrap_or(usize::MAX))];
    if request.output.format == SheetFormat::Text {
        let base = Some(&base).filter(|_| request.why);
        write_text(&text_lines(shown, &catalog, base, lang), console)?;
        return Ok(RunEnding::Fine);
    }
    let sheet = if request.why {
        reasons_sheet(&base, shown, &catalog, lang)
    } else {
        similar_sheet(shown, &catalog, &groups, lang)
    };
    let pages: Vec<CasePage<'_>> =
        shown.iter().filter_map(|similar| catalog.newest_page(similar.entry)).collect();
    request.output.write_of_pages(&[sheet], &query, &pages, console)
}

/// Parses the names of groups, in either language.
fn parse_groups(text: Option<&str>, lang: Lang) -> Result<Vec<FeatureGroup>, Failure> {
    let Some(text) = text else { return Ok(FeatureGroup::VARIANTS.to_vec()) };
    let unknown =
        |word: &str| Failure::Message(lang.fill("cli.no-such-group", &[("word", &quote(word, lang))]));
    let words = text.split(is_list_comma).map(str::trim).filter(|word| !word.is_empty());
    let group = |word: &str| FeatureGroup::find(word).ok_or_else(|| unknown(word));
    let groups: Vec<FeatureGroup> = words.map(group).collect::<Result<_, _>>()?;
    if groups.is_empty() { Err(unknown(text)) } else { Ok(groups) }
}

/// Returns a line a case, with the reasons by a base, if one is given; a rule parts those of which little can be
/// compared.
fn text_lines(shown: &[SimilarCase], catalog: &Catalog, base: Option<&Profile>, lang: Lang) -> Vec<String> {
    let mut lines = Vec::new();
    let mut was_thin = false;
    for similar in shown {
        let is_thin = similar.likeness.is_thin();
        if is_thin && !was_thin {
            lines.push(lang.text("similar.thin").to_owned());
        }
        was_thin = is_thin;
        lines.push(similar_line(similar, catalog, lang));
        let reasons = base.map(|base| reason_lines(base, similar, catalog, lang)).unwrap_or_default();
        lines.extend(reasons.into_iter().map(|line| format!("    {line}")));
    }
    lines
}
