//! `jirei list`: the cases, a line per case.

use super::console::{Console, highlight, indent_spans};
use super::failure::{Failure, RunEnding, RunResult};
use super::format::TableFormat;
use super::pages::PagePaths;
use super::{pages, search, table};
use crate::analysis::column_error::ColumnError;
use crate::analysis::view::{View, ViewTexts};
use crate::export::found::Finder;
use crate::export::table::Table;
use crate::export::{json, tsv};
use crate::field_table::{Role, Span, wrap_spans};
use crate::lang::Lang;
use crate::model::{Case, CaseSign, Catalog};
use crate::search::query::ViewKind;
use crate::search::{Hit, Index, NameField, PreparedQuery, Query};
use crate::text::shown::BOOKMARK;
use crate::text::width::cells;

/// Cells between two columns.
const GAP: usize = 2;
/// The hanging indent of a name on a line of its own.
const HANGING: usize = 4;

/// Prints every case, or those that the query finds, best first.
pub fn run(query: Option<&str>, format: TableFormat, places: &PagePaths, console: &mut Console) -> RunResult {
    let mut catalog = pages::read_catalog(places, console.lang);
    pages::note_passed_over(&catalog, console.lang);
    // An empty query excludes nothing.
    let mut query = query.filter(|query| !query.trim().is_empty()).map(Query::parse);
    if let Some(query) = &query {
        search::note_problems(query, &[ViewKind::Sort, ViewKind::Near], console.lang);
        if search::has_only_problems(query) {
            return Ok(RunEnding::Failed);
        }
    }
    pages::load_signs(&mut catalog, query.as_ref(), console.lang);
    let index = query.as_ref().map(|_| Index::new(&catalog)).unwrap_or_default();
    let searched = query.as_mut().map(|query| PreparedQuery::find(query, &index, &catalog, console.lang));
    let (prepared, hits) = searched.unzip();
    let finder = prepared.as_ref().map(|query| Finder { query, index: &index });
    let mut found = list_cases(&catalog, hits);
    if let Some(query) = &query {
        sort_cases(&mut found, query, &catalog, console.lang)?;
    }
    let cases: Vec<&Case> = found.iter().map(|listed| listed.case).collect();
    match format {
        TableFormat::Text => table_lines(&found, prepared.as_ref(), console.width)
            .iter()
            .try_for_each(|line| console.print_line(line))?,
        TableFormat::Json => json::write_list(&cases, &mut console.out)?,
        TableFormat::Csv => {
            let place = |(row, _): (usize, usize)| {
                cases.get(row).map(|case| case.source.place(case.source.lines.first))
            };
            console.print_csv(&Table::of_cases(&cases), place)?;
        }
        TableFormat::Tsv => tsv::write(&Table::of_cases(&cases), &mut console.out)?,
    }
    let ending = match (&query, &finder) {
        (Some(query), Some(finder)) => search::report_ending(query, cases.len(), &catalog, finder),
        (_, _) => RunEnding::Fine,
    };
    Ok(pages::fail_if_empty(&catalog, places, console.lang, ending))
}

/// Orders the cases as `順:` and `近:` of the query say; without them they stay as they are.
fn sort_cases(
    found: &mut Vec<ListEntry<'_>>,
    query: &Query,
    catalog: &Catalog,
    lang: Lang,
) -> Result<(), Failure> {
    let failed = |error: ColumnError| table::column_failure(&error, lang);
    let view = View::parse(query, ViewTexts::default()).map_err(failed)?;
    view.order_by(found, |listed| listed.entry, catalog, lang).map_err(|(_, error)| failed(error))
}

/// A case of the list.
struct ListEntry<'a> {
    /// Its index in [`Catalog::entries`].
    entry: usize,
    case: &'a Case,
    /// Its hit, if there is a query.
    hit: Option<Hit>,
    bookmarked: bool,
}

/// Returns the cases that a query finds, or all.
fn list_cases(catalog: &Catalog, hits: Option<Vec<Hit>>) -> Vec<ListEntry<'_>> {
    let listed = |entry: usize, hit| {
        let bookmarked = catalog.entries.get(entry)?.has(CaseSign::Bookmark);
        Some(ListEntry { entry, case: catalog.case(entry)?, hit, bookmarked })
    };
    match hits {
        Some(hits) => hits.into_iter().filter_map(|hit| listed(hit.entry, Some(hit))).collect(),
        None => (0..catalog.entries.len()).filter_map(|entry| listed(entry, None)).collect(),
    }
}

/// The columns, in their order.
const COLUMNS: [(NameField, Role); 4] = [
    (NameField::Id, Role::Label),
    (NameField::Nickname, Role::Title),
    (NameField::Prefectures, Role::Text),
    (NameField::Name, Role::Text),
];

/// Returns aligned columns; if a name does not fit, every name is put on lines of its own, so that the
/// columns stay aligned and nothing is cut off.
fn table_lines(cases: &[ListEntry<'_>], query: Option<&PreparedQuery>, width: usize) -> Vec<Vec<Span>> {
    let columns = |case: &Case| COLUMNS.map(|(field, _)| field.text_in(case));
    let rows: Vec<[String; 4]> = cases.iter().map(|listed| columns(listed.case)).collect();
    let widest = |column: usize| rows.iter().map(|row| cells(&row[column])).max().unwrap_or_default();
    let widths = [widest(0), widest(1), widest(2)];
    let head: usize = widths.iter().filter(|width| **width > 0).map(|width| width + GAP).sum();
    let mark = if cases.iter().any(|listed| listed.bookmarked) { cells(BOOKMARK) + 1 } else { 0 };
    let hanging = head.saturating_add(widest(3) + mark) > width;
    let aligned = head <= width;
    let mut lines = Vec::new();
    for (row, ListEntry { case, hit, bookmarked, .. }) in rows.iter().zip(cases) {
        let mut line = Vec::new();
        let mut gap = 0;
        let lit = query.zip(hit.as_ref());
        let ranges =
            |field| lit.map(|(query, hit)| query.ranges_in_name(case, field, hit)).unwrap_or_default();
        let mut parts =
            row.iter().zip(COLUMNS).map(|(text, (field, role))| (text, highlight(text, role, ranges(field))));
        for (width, (text, spans)) in widths.into_iter().zip(parts.by_ref()) {
            // Columns that are not side by side need not have equal widths.
            let room = if width == 0 || !aligned && text.is_empty() {
                0
            } else if aligned {
                width - cells(text) + GAP
            } else {
                GAP
            };
            if !text.is_empty() {
                line.push(Span::space(gap));
                line.extend(spans);
                gap = 0;
            }
            gap += room;
        }
        let mut name = parts.next().map(|(_, spans)| spans).unwrap_or_default();
        if *bookmarked {
            name.extend([Span::space(1), Span::new(BOOKMARK, Role::Title)]);
        }
        if hanging {
            lines.extend(wrap_spans(&line, width));
            lines.extend(indent_spans(HANGING, &name, width));
        } else {
            line.push(Span::space(gap));
            line.extend(name);
            lines.push(line);
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(width: usize) -> String {
        let mut catalog = crate::source::load(&[]);
        catalog.pages[0].nickname = None;
        let lines = table_lines(&list_cases(&catalog, None), None, width);
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

    #[test]
    fn what_the_query_found_is_lit_in_its_column_and_adds_no_letter() {
        let catalog = crate::source::load(&[]);
        let lit = |query: &str| {
            let index = Index::new(&catalog);
            let (prepared, hits) = PreparedQuery::find(&mut Query::parse(query), &index, &catalog, Lang::Ja);
            let found = list_cases(&catalog, Some(hits));
            let lines = table_lines(&found, Some(&prepared), usize::MAX);
            let only = [ListEntry { entry: 0, case: found[0].case, hit: None, bookmarked: false }];
            let plain = self::table_lines(&only, None, usize::MAX);
            let text = |line: &[Span]| line.iter().map(|span| span.text.as_str()).collect::<String>();
            assert_eq!(text(&lines[0]), text(&plain[0]), "{query}");
            let lit = lines[0].iter().filter(|span| span.role == Role::Found);
            lit.map(|span| span.text.clone()).collect::<Vec<_>>()
        };
        assert_eq!(lit("埼玉"), ["埼玉", "埼玉"]);
        assert_eq!(lit("もがみ"), ["もがみ", "最上"]);
        assert_eq!(lit("mogami"), ["mogami", "もがみ", "最上"]);
        assert_eq!(lit("最上 net"), ["net", "ネット", "最上", "ネット"]);
    }
}
