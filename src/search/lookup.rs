//! Finds the case that a name on the command line stands for.

use std::cmp::Reverse;

use crate::model::{Case, Catalog};
use crate::text::fold::fold;

/// The maximal number of suggestions.
const NEAREST: usize = 5;

/// The minimal similarity of a suggestion, of 1000.
const ALIKE: usize = 350;

/// The maximal number of compared letters; names are shorter.
const COMPARED: usize = 80;

/// The result of looking up a name from the command line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lookup {
    /// One case: its index in [`Catalog::entries`].
    One(usize),
    /// Several cases.
    Several(Vec<usize>),
    /// No case; the nearest ones, best first.
    None(Vec<usize>),
}

/// Finds a case by exact id, then nickname, then name, then a folded substring of any of them; the
/// first of these with a hit decides. Nicknames and names are compared letter by letter, then folded.
#[must_use]
pub fn find_case(catalog: &Catalog, wanted: &str) -> Lookup {
    let wanted = wanted.trim();
    let folded = fold(wanted).text;
    if folded.trim().is_empty() {
        return Lookup::None(Vec::new());
    }
    let names: Vec<[String; 3]> = catalog.cases().map(search_names).collect();
    let literally = |is: &dyn Fn(&Case) -> bool| matching_entries(catalog.cases().map(is));
    let folding = |is: &dyn Fn(&[String; 3]) -> bool| matching_entries(names.iter().map(is));
    literally(&|case| case.id == wanted)
        .or_else(|| literally(&|case| case.nickname.as_deref() == Some(wanted)))
        .or_else(|| folding(&|[_, nickname, _]| *nickname == folded))
        .or_else(|| literally(&|case| case.name == wanted))
        .or_else(|| folding(&|[_, _, name]| *name == folded))
        .or_else(|| folding(&|names| names.iter().any(|name| name.contains(&folded))))
        .unwrap_or_else(|| Lookup::None(nearest_cases(&names, &folded)))
}

/// Returns id, nickname and name in their search form.
fn search_names(case: &Case) -> [String; 3] {
    [&case.id, case.nickname.as_deref().unwrap_or_default(), &case.name].map(|name| fold(name).text)
}

/// Returns the entries that match; `None` if there are none.
fn matching_entries(meant: impl Iterator<Item = bool>) -> Option<Lookup> {
    let entries: Vec<usize> = meant.enumerate().filter(|(_, meant)| *meant).map(|(entry, _)| entry).collect();
    match entries.as_slice() {
        [] => None,
        [entry] => Some(Lookup::One(*entry)),
        [_, _, ..] => Some(Lookup::Several(entries)),
    }
}

/// Returns the cases with the names most similar to `wanted`, best first, ties in page order.
fn nearest_cases(names: &[[String; 3]], wanted: &str) -> Vec<usize> {
    let wanted: String = wanted.chars().take(COMPARED).collect();
    let alike = |names: &[String; 3]| names.iter().map(|name| similarity(name, &wanted)).max().unwrap_or(0);
    let mut ranked: Vec<(usize, usize)> =
        names.iter().map(alike).enumerate().filter(|(_, alike)| *alike >= ALIKE).collect();
    ranked.sort_by_key(|(_, alike)| Reverse(*alike));
    // Nearly every nickname ends in ネット: sharing no more than that is not near.
    let least = ranked.first().map_or(0, |(_, best)| best * 2 / 3);
    ranked.retain(|(_, alike)| *alike >= least);
    ranked.into_iter().map(|(entry, _)| entry).take(NEAREST).collect()
}

/// Returns the similarity of two texts, of 1000: the share of letters that need no edit, or half for a
/// text that contains the typed letters in order (最上ネット for 最上地域医療情報ネットワーク).
fn similarity(name: &str, wanted: &str) -> usize {
    let name: String = name.chars().take(COMPARED).collect();
    let letters = wanted.chars().count();
    let longer = name.chars().count().max(letters);
    if name.is_empty() || longer == 0 {
        return 0;
    }
    let mut rest = name.chars();
    let in_order = letters > 1 && wanted.chars().all(|wanted| rest.any(|char| char == wanted));
    let unchanged = longer - strsim::levenshtein(&name, wanted);
    (unchanged * 1000 / longer).max(if in_order { 500 } else { 0 })
}
