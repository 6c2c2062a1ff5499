//! `jirei list`: the cases, a line each.

use std::path::PathBuf;

use super::arguments::TableFormat;
use super::console::{Console, indented, note, quoted};
use super::failure::{Ending, Outcome};
use super::pages;
use crate::export::page::{Role, Span, wrap_spans};
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
        TableFormat::Text => lines(&cases, console.width).iter().try_for_each(|line| console.line(line))?,
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

/// Aligned columns; where a name does not fit, every name has lines of its own, so that the columns
/// stay columns and nothing is cut off.
fn lines(cases: &[&Case], width: usize) -> Vec<Vec<Span>> {
    let rows: Vec<[String; 4]> = cases.iter().map(|case| columns(case)).collect();
    let widest = |column: usize| rows.iter().map(|row| cells(&row[column])).max().unwrap_or_default();
    let widths = [widest(0), widest(1), widest(2)];
    let head: usize = widths.iter().filter(|width| **width > 0).map(|width| width + GAP).sum();
    let hanging = head.saturating_add(widest(3)) > width;
    let mut lines = Vec::new();
    for [id, nickname, prefectures, name] in rows {
        let mut line = Vec::new();
        let mut gap = 0;
        let parts = [(id, Role::Label), (nickname, Role::Title), (prefectures, Role::Text)];
        for ((part, role), width) in parts.into_iter().zip(widths) {
            let room = if width == 0 { 0 } else { width - cells(&part) + GAP };
            if !part.is_empty() {
                line.extend([Span::space(gap), Span::new(part, role)]);
                gap = 0;
            }
            gap += room;
        }
        let name = Span::new(name, Role::Text);
        if hanging {
            lines.extend(wrap_spans(&line, width));
            lines.extend(indented(HANGING, &[name], width));
        } else {
            line.extend([Span::space(gap), name]);
            lines.push(line);
        }
    }
    lines
}

fn columns(case: &Case) -> [String; 4] {
    let nickname = case.nickname.clone().unwrap_or_default();
    [case.id.clone(), nickname, case.prefectures.join("、"), case.name.clone()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(width: usize) -> String {
        let mut catalog = crate::source::load(&[]);
        catalog.pages[0].nickname = None;
        let lines = lines(&catalog.cases().collect::<Vec<_>>(), width);
        let text = |line: Vec<Span>| line.into_iter().map(|span| span.text).collect::<String>();
        lines.into_iter().map(text).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn a_name_that_does_not_fit_has_lines_of_its_own_and_is_not_cut_off() {
        insta::assert_snapshot!(drawn(80), @r"
        mogaminet            山形  最上地域医療情報ネットワークシステム
        tonet      とねっと  埼玉  埼玉利根保健医療圏地域医療ネットワークシステム
        ");
        assert_eq!(drawn(usize::MAX), drawn(80));
        insta::assert_snapshot!(drawn(50), @r"
        mogaminet            山形
            最上地域医療情報ネットワークシステム
        tonet      とねっと  埼玉
            埼玉利根保健医療圏地域医療ネットワークシステム
        ");
        for width in 0..80 {
            assert!(
                drawn(width)
                    .replace([' ', '\n'], "")
                    .contains("埼玉利根保健医療圏地域医療ネットワークシステム")
            );
        }
    }
}
