//! What tables, groups and distributions of 300 and of 10,000 made-up cases cost after reading, beside one walk
//! over every field of the same cases.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a bench stops by panicking")]

#[allow(dead_code, reason = "tests use the rest of it")]
#[path = "../tests/generator/mod.rs"]
mod generator;

use std::sync::OnceLock;

use divan::Bencher;
use jirei::analysis::Column;
use jirei::analysis::charts::site_charts;
use jirei::analysis::compare::Comparison;
use jirei::analysis::describe::describe_fields;
use jirei::analysis::groups::group_cases;
use jirei::analysis::long::long_grid;
use jirei::analysis::sheet::Sheet;
use jirei::analysis::sources::MadeBy;
use jirei::analysis::view::{SheetStyle, View, ViewTexts};
use jirei::analysis::wide::{effects_grid, facilities_grid, wide_grid};
use jirei::export::csv::{self, CsvStyle};
use jirei::export::grid::{FileFacts, Heads, NamedGrid};
use jirei::export::{parquet, tsv, xlsx};
use jirei::lang::Lang;
use jirei::model::{CasePage, Catalog};
use jirei::search::Query;

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const CASES: [usize; 2] = [300, 10_000];

fn main() {
    divan::main();
}

/// The made-up cases, read once.
fn catalog(cases: usize) -> &'static Catalog {
    static CATALOGS: [OnceLock<Catalog>; 2] = [const { OnceLock::new() }; 2];
    let at = CASES.iter().position(|size| *size == cases).unwrap();
    CATALOGS[at].get_or_init(|| {
        let seeds = 0..u64::try_from(cases).unwrap();
        let read = |seed: u64| {
            jirei::source::read_pages(&format!("{seed}.txt"), generator::page(seed).into_bytes()).unwrap()
        };
        Catalog::new(seeds.flat_map(read).collect(), Vec::new())
    })
}

fn entries(catalog: &Catalog) -> Vec<usize> {
    (0..catalog.entries.len()).collect()
}

fn sheet<'a>(catalog: &'a Catalog, options: ViewTexts<'_>) -> Sheet<'a> {
    let view = View::parse(&Query::default(), options).unwrap();
    view.sheet(catalog, entries(catalog), SheetStyle::default(), Lang::Ja).unwrap()
}

#[divan::bench(args = CASES)]
fn every_field_once(bencher: Bencher<'_, '_>, cases: usize) {
    let catalog = catalog(cases);
    bencher.bench(|| {
        let fields = catalog.cases().flat_map(|case| &case.sections).flat_map(|section| &section.fields);
        fields.map(|field| field.text.len()).sum::<usize>()
    });
}

#[divan::bench(args = CASES)]
fn main_columns(bencher: Bencher<'_, '_>, cases: usize) {
    let catalog = catalog(cases);
    bencher.bench(|| sheet(catalog, ViewTexts::default()));
}

#[divan::bench(args = CASES)]
fn costs_sorted(bencher: Bencher<'_, '_>, cases: usize) {
    let catalog = catalog(cases);
    let options = ViewTexts { columns: Some("費用"), sort: Some("-運用費/患者"), groups: None };
    bencher.bench(|| sheet(catalog, options));
}

#[divan::bench(args = CASES)]
fn a_column_an_item(bencher: Bencher<'_, '_>, cases: usize) {
    let catalog = catalog(cases);
    let options = ViewTexts { columns: Some("略称,標準:*"), ..ViewTexts::default() };
    bencher.bench(|| sheet(catalog, options));
}

#[divan::bench(args = CASES)]
fn one_grouping(bencher: Bencher<'_, '_>, cases: usize) {
    let catalog = catalog(cases);
    let all = entries(catalog);
    bencher.bench(|| group_cases(&Column::Field("services"), catalog, &all, Lang::Ja));
}

#[divan::bench(args = CASES)]
fn every_field_described(bencher: Bencher<'_, '_>, cases: usize) {
    let catalog = catalog(cases);
    let all = entries(catalog);
    bencher.bench(|| describe_fields(catalog, &all, Lang::Ja));
}

fn pages(catalog: &Catalog) -> Vec<CasePage<'_>> {
    (0..catalog.pages.len()).filter_map(|page| catalog.case_page(page)).collect()
}

#[divan::bench(args = CASES)]
fn twelve_charts(bencher: Bencher<'_, '_>, cases: usize) {
    let catalog = catalog(cases);
    let all = entries(catalog);
    bencher.bench(|| site_charts(catalog, &all, Lang::Ja));
}

#[divan::bench(args = CASES)]
fn six_cases_side_by_side(bencher: Bencher<'_, '_>, cases: usize) {
    let catalog = catalog(cases);
    let chosen: Vec<usize> = (0..6).map(|at| at * cases / 6).collect();
    bencher.bench(|| Comparison::of_form(catalog, &chosen, None, 0, Lang::Ja));
}

#[divan::bench(args = CASES)]
fn csv_wide(bencher: Bencher<'_, '_>, cases: usize) {
    let pages = pages(catalog(cases));
    bencher.bench(|| {
        let mut bytes = Vec::new();
        let grid = wide_grid(&pages, Lang::Ja);
        csv::write_grid(&grid, Heads::Ids, CsvStyle::default(), &mut bytes).unwrap();
        bytes
    });
}

#[divan::bench(args = CASES)]
fn tsv_wide(bencher: Bencher<'_, '_>, cases: usize) {
    let pages = pages(catalog(cases));
    bencher.bench(|| {
        let mut bytes = Vec::new();
        tsv::write_grid(&wide_grid(&pages, Lang::Ja), Heads::Ids, &mut bytes).unwrap();
        bytes
    });
}

/// A file of the bench.
fn facts<'a>(pages: &'a [CasePage<'a>]) -> FileFacts<'a> {
    let made_by = MadeBy { generator: String::new(), command: String::new(), query: String::new() };
    FileFacts { made_by, pages }
}

#[divan::bench(args = CASES)]
fn parquet_wide(bencher: Bencher<'_, '_>, cases: usize) {
    let pages = pages(catalog(cases));
    bencher.bench(|| {
        let mut bytes = Vec::new();
        parquet::write(&wide_grid(&pages, Lang::Ja), &facts(&pages), &mut bytes).unwrap();
        bytes
    });
}

/// 事例, 施設, 導入効果.
#[divan::bench(args = CASES)]
fn workbook(bencher: Bencher<'_, '_>, cases: usize) {
    let pages = pages(catalog(cases));
    bencher.bench(|| {
        let grids =
            [wide_grid(&pages, Lang::Ja), facilities_grid(&pages, Lang::Ja), effects_grid(&pages, Lang::Ja)];
        let names = ["cases", "facilities", "effects"];
        let sheets: Vec<NamedGrid<'_>> =
            names.into_iter().zip(grids).map(|(name, grid)| NamedGrid::new(name, grid)).collect();
        let mut bytes = Vec::new();
        xlsx::write(&sheets, &facts(&pages), Lang::Ja, &mut bytes).unwrap();
        bytes
    });
}

#[divan::bench(args = CASES)]
fn csv_long(bencher: Bencher<'_, '_>, cases: usize) {
    let pages = pages(catalog(cases));
    bencher.bench(|| {
        let mut bytes = Vec::new();
        csv::write_grid(&long_grid(&pages, Lang::Ja), Heads::Ids, CsvStyle::default(), &mut bytes).unwrap();
        bytes
    });
}
