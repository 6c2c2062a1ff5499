//! `jirei list`: the cases, a line each.

use std::path::PathBuf;

use super::arguments::TableFormat;
use super::console::{Console, note, quoted};
use super::failure::{Ending, Outcome};
use super::pages;
use crate::export::page::{Role, Span};
use crate::export::{json, tsv};
use crate::model::{Case, Catalog};
use crate::search::Index;
use crate::text::width::cells;

/// Cells between two columns.
const GAP: usize = 2;
/// How far the name hangs in where it has a line of its own.
const HANGING: usize = 4;

/// Prints every case, or those that the query finds, best first.
pub fn run(query: Option<&str>, format: TableFormat, paths: &[PathBuf], console: &mut Console) -> Outcome {
    let catalog = pages::read(paths, console.lang);
    // A query of nothing leaves nothing out.
    let query = query.filter(|query| !query.trim().is_empty());
    let cases = found(&catalog, query);
    match format {
        TableFormat::Text => text(&cases, console)?,
        TableFormat::Json => json::list(&cases, &mut console.out)?,
        TableFormat::Tsv => tsv::list(&cases, &mut console.out)?,
    }
    let ending = match query {
        Some(query) if cases.is_empty() && !catalog.pages.is_empty() => {
            note(&console.lang.fill("cli.nothing-found", &[("query", &quoted(query))]));
            Ending::Nothing
        }
        Some(_) | None => Ending::Fine,
    };
    Ok(pages::unless_none(&catalog, console.lang, ending))
}

fn found<'a>(catalog: &'a Catalog, query: Option<&str>) -> Vec<&'a Case> {
    let Some(query) = query else {
        return catalog.cases().collect();
    };
    let hits = Index::new(catalog).search(query);
    hits.iter().filter_map(|hit| catalog.case(hit.entry)).collect()
}

/// Aligned columns; where a name does not fit, every name has a second line, so that the columns
/// stay columns and nothing is cut off.
fn text(cases: &[&Case], console: &mut Console) -> std::io::Result<()> {
    let rows: Vec<[String; 4]> = cases.iter().map(|case| columns(case)).collect();
    let widest = |column: usize| rows.iter().map(|row| cells(&row[column])).max().unwrap_or_default();
    let widths = [widest(0), widest(1), widest(2)];
    let head: usize = widths.iter().filter(|width| **width > 0).map(|width| width + GAP).sum();
    let hanging = head.saturating_add(widest(3)) > console.width;
    for [id, nickname, prefectures, name] in rows {
        let mut line = Vec::new();
        let parts = [(id, Role::Label), (nickname, Role::Title), (prefectures, Role::Text)];
        let mut gap = 0;
        for ((part, role), width) in parts.into_iter().zip(widths) {
            let room = if width == 0 { 0 } else { width - cells(&part) + GAP };
            if !part.is_empty() {
                line.push(space(gap));
                gap = 0;
                line.push(Span { text: part, role, origin: None });
            }
            gap += room;
        }
        let name = Span { text: name, role: Role::Text, origin: None };
        if hanging {
            console.wrapped(&line)?;
            console.indented(HANGING, &[name])?;
        } else {
            line.extend([space(gap), name]);
            console.line(&line)?;
        }
    }
    Ok(())
}

fn columns(case: &Case) -> [String; 4] {
    let nickname = case.nickname.clone().unwrap_or_default();
    [case.id.clone(), nickname, case.prefectures.join("、"), case.name.clone()]
}

fn space(cells: usize) -> Span {
    Span { text: " ".repeat(cells), role: Role::Plain, origin: None }
}
