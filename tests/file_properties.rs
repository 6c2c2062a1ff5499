//! What holds for the files of any view of any pages: the same cells in every format, the same bytes in every run, the
//! rules for machine-readable tables, no formulas, no national figures.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops by panicking")]

#[allow(dead_code, reason = "others use the rest of it")]
mod generator;
#[allow(dead_code, reason = "others use the rest of it")]
mod program;
#[allow(dead_code, reason = "others use the rest of it")]
mod random;
#[allow(dead_code, reason = "others use the rest of it")]
mod readers;

use std::collections::BTreeSet;

use jirei::analysis::cell::{CellValue, mark_sign};
use jirei::analysis::charts::{charts_sheet, site_charts};
use jirei::analysis::compare::{Comparison, RowFilter};
use jirei::analysis::describe::describe_fields;
use jirei::analysis::distribution::Distribution;
use jirei::analysis::figures::plain_figure;
use jirei::analysis::grid::Grid;
use jirei::analysis::heading::label_with_unit;
use jirei::analysis::headings_sheet;
use jirei::analysis::kind::ColumnKind;
use jirei::analysis::likeness::{FeatureGroup, Profile};
use jirei::analysis::long::long_grid;
use jirei::analysis::sheet::Sheet;
use jirei::analysis::similar::{rank_similar, reasons_sheet, similar_sheet};
use jirei::analysis::sources::{MadeBy, sources_sheet};
use jirei::analysis::wide::{effects_grid, facilities_grid, wide_grid};
use jirei::export::csv::{self as csv_export, CsvStyle};
use jirei::export::grid::{FileNotes, Heads};
use jirei::export::{sheet_json, sheet_text, tsv};
use jirei::lang::Lang;
use jirei::model::{CasePage, Catalog, EffectMark};
use jirei::search::Query;
use program::{run, run_for_bytes};
use proptest::prelude::*;
use random::{GROUPED, catalog_of, entries, few, folder_of, pages, view};
use readers::{csv_cells, tsv_cells};
use serde_json::Value;
use strum::VariantArray;

fn csv(grid: &Grid<'_>, heads: Heads, keeps_formulas: bool) -> (Vec<Vec<String>>, FileNotes) {
    let mut bytes = Vec::new();
    let style = CsvStyle { keeps_formulas, has_mark: true };
    let notes = csv_export::write_grid(grid, heads, style, &mut bytes).unwrap();
    assert!(bytes.starts_with("\u{feff}".as_bytes()));
    let text = std::str::from_utf8(&bytes).unwrap();
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    (csv_cells(&bytes), notes)
}

fn tsv(grid: &Grid<'_>, heads: Heads) -> Vec<Vec<String>> {
    let mut bytes = Vec::new();
    tsv::write_grid(grid, heads, &mut bytes).unwrap();
    tsv_cells(std::str::from_utf8(&bytes).unwrap())
}

/// A value of JSON as TSV has it.
fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(flag) => u8::from(*flag).to_string(),
        Value::Number(number) => number
            .as_u64()
            .map_or_else(|| plain_figure(number.as_f64().unwrap()), |number| number.to_string()),
        Value::String(text) => {
            let mark = EffectMark::ALL.into_iter().find(|mark| serde_json::json!(mark) == *text.as_str());
            mark.map_or_else(|| text.clone(), |mark| mark_sign(mark).to_owned())
        }
        Value::Array(items) => items.iter().map(plain).collect::<Vec<_>>().join("|"),
        Value::Object(marks) => {
            let counts = EffectMark::ALL.map(|mark| plain(&marks[serde_json::json!(mark).as_str().unwrap()]));
            counts.join("|")
        }
    }
}

/// The cells of a line of a Markdown table.
fn markdown_cells(line: &str) -> Vec<String> {
    let (mut cells, mut cell) = (Vec::new(), String::new());
    let mut letters = line.strip_prefix('|').unwrap().chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => cell.extend(letters.next()),
            '|' => cells.push(std::mem::take(&mut cell).trim_matches(' ').to_owned()),
            _ => cell.push(letter),
        }
    }
    assert_eq!(cell, "", "{line}");
    cells
}

proptest! {
    #![proptest_config(few(12))]

    #[test]
    fn every_format_has_the_same_cells(pages in pages(16), view in view(), for_file in any::<bool>()) {
        let catalog = catalog_of(&pages);
        let Some(sheet) = view.sheet(&catalog, for_file) else { return Ok(()) };
        let grid = Grid::of_sheet(&sheet);
        let cells = tsv(&grid, Heads::Ids);
        prop_assert_eq!(cells.len(), 1 + sheet.rows.len());
        prop_assert!(cells.iter().all(|line| line.len() == sheet.columns.len()));
        prop_assert_eq!(&csv(&grid, Heads::Ids, true).0, &cells);
        let texts: Vec<Vec<String>> = sheet.rows.iter().map(|row| {
            let cells = row.cells.iter().zip(&sheet.columns);
            cells.map(|(cell, column)| cell.text(column.format, Lang::Ja).into_owned()).collect()
        }).collect();
        // JSON, whole and a line a row.
        let mut bytes = Vec::new();
        sheet_json::write_document(&sheet, &Query::default(), Lang::Ja, &mut bytes).unwrap();
        let json: Value = serde_json::from_slice(&bytes).unwrap();
        let mut bytes = Vec::new();
        sheet_json::write_lines(&sheet, &mut bytes).unwrap();
        let lines = String::from_utf8(bytes).unwrap();
        let lines: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let rows = json["rows"].as_array().unwrap();
        prop_assert_eq!((rows.len(), lines.len()), (sheet.rows.len(), sheet.rows.len()));
        for (at, (row, line)) in rows.iter().zip(&lines).enumerate() {
            let row = row["cells"].as_array().unwrap();
            prop_assert_eq!(row.len(), sheet.columns.len());
            for (across, cell) in row.iter().enumerate() {
                prop_assert_eq!(&plain(&cell["value"]), &cells[at + 1][across], "{}", cell);
                prop_assert_eq!(cell["text"].as_str(), Some(texts[at][across].as_str()));
                prop_assert_eq!(&cell["value"], &line[&cells[0][across]]);
            }
        }
        // What is read: text and Markdown.
        let markdown = sheet_text::markdown_lines(&sheet, Lang::Ja);
        prop_assert_eq!(markdown.len(), 2 + sheet.rows.len());
        for line in &markdown {
            prop_assert_eq!(markdown_cells(line).len(), sheet.columns.len(), "{}", line);
        }
        for (line, texts) in markdown[2..].iter().zip(&texts) {
            let texts: Vec<&str> = texts.iter().map(|text| text.trim_matches(' ')).collect();
            prop_assert_eq!(markdown_cells(line), texts, "{}", line);
        }
        let text = sheet_text::lines(&sheet, Lang::Ja);
        for (line, texts) in text[text.len() - sheet.rows.len()..].iter().zip(&texts) {
            let mut rest = line.as_str();
            for text in texts {
                let found = rest.split_once(text.trim_end());
                prop_assert!(found.is_some(), "no {text} in {rest} of {line}");
                rest = found.unwrap().1;
            }
            prop_assert_eq!(rest.trim(), "");
        }
        binary_formats(&catalog, &sheet, &cells)?;
    }
}

/// What made a file, as the program says it.
fn made_by() -> MadeBy {
    MadeBy { generator: "jirei".to_owned(), command: "jirei".to_owned(), query: String::new() }
}

fn all_pages(catalog: &Catalog) -> Vec<CasePage<'_>> {
    (0..catalog.pages.len()).map(|page| catalog.case_page(page).unwrap()).collect()
}

#[cfg(all(feature = "parquet", feature = "xlsx"))]
fn workbook_of(catalog: &Catalog, grid: Grid<'_>) -> Vec<u8> {
    let pages = all_pages(catalog);
    let facts = jirei::export::grid::FileFacts { made_by: made_by(), pages: &pages };
    let mut bytes = Vec::new();
    let named = [jirei::export::grid::NamedGrid::new("表", grid)];
    jirei::export::xlsx::write(&named, &facts, Lang::Ja, &mut bytes).unwrap();
    bytes
}

/// Holds that Excel and Parquet have these cells, in two runs the same bytes.
#[cfg(all(feature = "parquet", feature = "xlsx"))]
fn binary_formats(catalog: &Catalog, sheet: &Sheet<'_>, cells: &[Vec<String>]) -> Result<(), TestCaseError> {
    use readers::{parquet_file, workbook};
    let bytes = workbook_of(catalog, Grid::of_sheet(sheet));
    prop_assert!(workbook_of(catalog, Grid::of_sheet(sheet)) == bytes, "the same workbook in every run");
    let sheets = workbook::sheets(bytes);
    let labels = tsv(&Grid::of_sheet(sheet), Heads::Labels(Lang::Ja));
    let expected: Vec<Vec<String>> = labels[..1].iter().chain(&cells[1..]).cloned().collect();
    // Rows of nothing at the end are not there.
    let filled =
        expected.iter().rposition(|row| row.iter().any(|cell| !cell.is_empty())).map_or(0, |at| at + 1);
    workbook::assert_same(&sheets[0].1, &expected[..filled], "the table");
    let pages = all_pages(catalog);
    let facts = jirei::export::grid::FileFacts { made_by: made_by(), pages: &pages };
    let write = || {
        let mut bytes = Vec::new();
        jirei::export::parquet::write(&Grid::of_sheet(sheet), &facts, &mut bytes).unwrap();
        bytes
    };
    let bytes = write();
    prop_assert!(write() == bytes, "the same Parquet in every run");
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), bytes).unwrap();
    let rows = parquet_file::rows(&parquet_file::open(file.path()));
    prop_assert_eq!(rows.len(), cells.len() - 1);
    for (row, line) in rows.iter().zip(&cells[1..]) {
        let read: Vec<(&String, String)> =
            row.iter().map(|(name, field)| (name, parquet_file::plain(field))).collect();
        let expected: Vec<(&String, String)> = cells[0].iter().zip(line.iter().cloned()).collect();
        prop_assert_eq!(read, expected);
    }
    Ok(())
}

#[cfg(not(all(feature = "parquet", feature = "xlsx")))]
fn binary_formats(_: &Catalog, _: &Sheet<'_>, _: &[Vec<String>]) -> Result<(), TestCaseError> {
    Ok(())
}

/// Gives a test every table that a file can have, by its name.
fn for_each_grid(
    catalog: &Catalog,
    view: &random::DrawnView,
    mut test: impl FnMut(&str, &Grid<'_>) -> Result<(), TestCaseError>,
) -> Result<(), TestCaseError> {
    let found = entries(catalog, &Query::parse(&view.filter));
    let pages = all_pages(catalog);
    test("wide", &wide_grid(&pages, Lang::Ja))?;
    test("long", &long_grid(&pages, Lang::Ja))?;
    test("facilities", &facilities_grid(&pages, Lang::Ja))?;
    test("effects", &effects_grid(&pages, Lang::Ja))?;
    test("sources", &Grid::of_sheet(&sources_sheet(&pages, &made_by(), Lang::Ja)))?;
    test("fields", &Grid::of_sheet(&describe_fields(catalog, &found, Lang::Ja)))?;
    if let Some(sheet) = view.sheet(catalog, true) {
        let headings = sheet.columns.iter().map(|column| column.heading.clone());
        test("headings", &Grid::of_sheet(&headings_sheet(headings, Lang::Ja)))?;
        test("table", &Grid::of_sheet(&sheet))?;
    }
    let charts = site_charts(catalog, &found, Lang::Ja);
    test("charts", &Grid::of_sheet(&charts_sheet(&charts, found.len(), Lang::Ja)))?;
    for column in GROUPED.iter().step_by(3) {
        let distribution = Distribution::new(column, catalog, &found, Lang::Ja).unwrap();
        test("distribution", &Grid::of_sheet(&distribution.file_sheet(Lang::Ja)))?;
    }
    test(
        "types",
        &Grid::of_sheet(&Distribution::of_facilities(catalog, &found, Lang::Ja).file_sheet(Lang::Ja)),
    )?;
    let groups = FeatureGroup::VARIANTS;
    if let Some(base) = catalog.cases().next() {
        let ranked = rank_similar(&Profile::of_case(base), catalog, &found, groups);
        test("similar", &Grid::of_sheet(&similar_sheet(&ranked, catalog, groups, Lang::Ja)))?;
        test(
            "reasons",
            &Grid::of_sheet(&reasons_sheet(&Profile::of_case(base), &ranked, catalog, Lang::Ja)),
        )?;
        let comparison = Comparison::of_form(catalog, &found[..found.len().min(3)], None, 0, Lang::Ja);
        test("comparison", &Grid::of_sheet(&comparison.data_sheet(RowFilter::All, Lang::Ja)))?;
        if let Some(history) = Comparison::of_history(catalog, 0, 0, Lang::Ja) {
            test("history", &Grid::of_sheet(&history.data_sheet(RowFilter::All, Lang::Ja)))?;
        }
    }
    Ok(())
}

/// True for a text that a spreadsheet may run.
fn is_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n'])
}

proptest! {
    #![proptest_config(few(6))]

    #[test]
    fn no_cell_of_a_csv_begins_a_formula_unless_it_is_kept(pages in pages(12), view in view()) {
        let catalog = catalog_of(&pages);
        for_each_grid(&catalog, &view, |name, grid| {
            for heads in [Heads::Ids, Heads::Labels(Lang::Ja)] {
                let ((guarded, notes), (kept, none)) = (csv(grid, heads, false), csv(grid, heads, true));
                prop_assert!(none.guarded.is_empty());
                prop_assert!(guarded[0].iter().all(|head| !is_formula(head)), "{name}: {:?}", guarded[0]);
                prop_assert_eq!(&kept[1..], &tsv(grid, heads)[1..], "{}", name);
                let mut changed = Vec::new();
                for (row, (guarded, kept)) in guarded[1..].iter().zip(&kept[1..]).enumerate() {
                    for (column, (guarded, kept)) in guarded.iter().zip(kept).enumerate() {
                        if guarded != kept {
                            prop_assert_eq!(guarded, &format!("'{kept}"));
                            prop_assert!(is_formula(kept), "{name}: {kept}");
                            changed.push((row, column));
                        }
                        let is_number = grid.cell(row, column).is_number() && guarded.parse::<f64>().is_ok();
                        let is_blank = guarded.chars().all(|char| matches!(char, '-' | '－'));
                        prop_assert!(is_number || is_blank || !is_formula(guarded), "{name}: {guarded}");
                    }
                }
                prop_assert_eq!(notes.guarded, changed, "{}: what is changed is said", name);
            }
            Ok(())
        })?;
    }

    #[test]
    fn csv_and_workbooks_keep_the_rules_for_machine_readable_tables(pages in pages(12), view in view()) {
        let catalog = catalog_of(&pages);
        for_each_grid(&catalog, &view, |name, grid| {
            let cells = csv(grid, Heads::Labels(Lang::Ja), true).0;
            machine_readable(name, grid, &cells)?;
            #[cfg(all(feature = "parquet", feature = "xlsx"))]
            if ["wide", "long", "table", "fields", "effects", "facilities"].contains(&name) {
                machine_readable_workbook(name, &catalog, grid)?;
            }
            Ok(())
        })?;
    }
}

/// Holds the rules by their numbers; `cells` are those of a CSV, the first row with the labels.
fn machine_readable(name: &str, grid: &Grid<'_>, cells: &[Vec<String>]) -> Result<(), TestCaseError> {
    let (head, rows) = cells.split_first().unwrap();
    // 1-6: no label is left out, and no two columns have the same.
    prop_assert!(head.iter().all(|label| !label.trim().is_empty()), "{name}: {head:?}");
    let once: BTreeSet<&String> = head.iter().collect();
    prop_assert_eq!(once.len(), head.len(), "{}: {:?}", name, head);
    let ids: BTreeSet<&String> = grid.columns.iter().map(|column| &column.heading.id).collect();
    prop_assert_eq!(ids.len(), head.len(), "{}", name);
    // What compares has fields of every kind in a column, whose unit and list are those of the row.
    let is_mixed = ["comparison", "history"].contains(&name);
    for (at, column) in grid.columns.iter().enumerate() {
        let (heading, label) = (&column.heading, &head[at]);
        // 1-9: the unit is stated.
        let unit = heading.base_unit;
        prop_assert!(
            unit.is_empty() || label.ends_with(unit) || label.contains(&format!("（{unit}）")),
            "{label}"
        );
        let with_unit = label_with_unit(heading.label.trim_start_matches('='), unit, Lang::Ja);
        prop_assert!(label.starts_with(&with_unit), "{label} {with_unit}");
        for (row, line) in rows.iter().enumerate() {
            let (cell, value) = (&line[at], grid.cell(row, at).value);
            // 1-2: one datum a cell, lists that are marked as such apart.
            let is_joined = matches!(&value, CellValue::Items(items) if items.len() > 1)
                || matches!(value, CellValue::Marks(_));
            prop_assert!(!is_joined || label.ends_with("（|区切り）"), "{name}: {label} {cell}");
            // 1-3: numbers without letters.
            let is_number = cell.parse::<f64>().is_ok() && !cell.contains(char::is_alphabetic);
            let is_of_number = heading.kind.is_number() && !is_mixed;
            prop_assert!(!is_of_number || cell.is_empty() || is_number, "{name}: {label} {cell}");
            // 1-5: no blanks or breaks for looks.
            prop_assert!(
                cell.trim_matches([' ', '　', '\t']) == cell && !cell.contains(['\n', '\r']),
                "{label}: {cell:?}"
            );
            // 1-11: years of the common era.
            let is_year = cell.len() == 4 && cell.bytes().all(|byte| byte.is_ascii_digit());
            prop_assert!(
                heading.kind != ColumnKind::Year || cell.is_empty() || is_year,
                "{name}: {label} {cell}"
            );
            // 1-12: codes of regions, of two digits.
            if heading.id == "prefecture_codes" {
                prop_assert!(cell.split('|').all(|code| code.is_empty() || code.len() == 2), "{cell}");
            }
        }
    }
    for line in rows {
        prop_assert_eq!(line.len(), head.len(), "{}", name);
        // 1-5, 1-6: no row of nothing, and none without what it is of.
        prop_assert!(line.iter().any(|cell| !cell.is_empty()), "{name}: {line:?}");
    }
    Ok(())
}

#[cfg(all(feature = "parquet", feature = "xlsx"))]
fn machine_readable_workbook(name: &str, catalog: &Catalog, grid: &Grid<'_>) -> Result<(), TestCaseError> {
    use calamine::{Data, Reader};
    use readers::workbook;
    let sheet = grid.to_sheet();
    let bytes = workbook_of(catalog, Grid::of_sheet(&sheet));
    let mut book = workbook::open(bytes.clone());
    for name in book.sheet_names().clone() {
        // 1-4 and 1-7: no merged cells, no formulas; 1-8: no pictures.
        prop_assert!(book.worksheet_formula(&name).unwrap().is_empty(), "{name}");
        prop_assert!(book.merge_cells_by_sheet_name(&name).unwrap().is_empty(), "{name}");
    }
    let text = String::from_utf8_lossy(&bytes);
    prop_assert!(!text.contains("xl/media") && !text.contains("xl/drawings"), "{name}");
    for (of, rows) in workbook::sheets(bytes) {
        let head: Vec<String> = rows[0].iter().map(workbook::plain).collect();
        let once: BTreeSet<&String> = head.iter().collect();
        prop_assert!(
            once.len() == head.len() && head.iter().all(|label| !label.is_empty()),
            "{of}: {head:?}"
        );
        if of != "表" {
            continue;
        }
        for row in &rows[1..] {
            for (at, cell) in row.iter().enumerate() {
                let is_of_number = sheet.columns[at].heading.kind.is_number();
                let is_number = matches!(cell, Data::Float(_) | Data::Int(_) | Data::Empty);
                prop_assert!(!is_of_number || is_number, "{name}: {} {cell:?}", head[at]);
                let is_text = matches!(cell, Data::String(_) | Data::Empty);
                let is_code = sheet.columns[at].heading.id == "prefecture_codes";
                prop_assert!(!is_code || is_text, "codes keep their zero");
            }
        }
    }
    Ok(())
}

/// What the program writes into a file of this format, and what it says.
fn written(arguments: &[&str], format: &str) -> (Vec<u8>, String, Option<i32>) {
    run_for_bytes(&[arguments, &["--format", format]].concat())
}

proptest! {
    #![proptest_config(few(3))]

    #[test]
    fn national_figures_change_no_row_of_any_format(pages in pages(12), view in view()) {
        let folder = folder_of(&pages);
        let path = folder.path().to_str().unwrap();
        let text = view.text(&jirei::source::load(&[folder.path().to_owned()]));
        let without = ["table", "-q", &text, path];
        let with = ["table", "-q", &text, "--benchmarks", path];
        if written(&without, "tsv").2 != Some(0) {
            return Ok(());
        }
        for format in ["csv", "tsv", "ndjson"] {
            let ((plain, ..), (lane, ..)) = (written(&without, format), written(&with, format));
            prop_assert!(!String::from_utf8_lossy(&lane).contains('≈'), "{format}");
            prop_assert_eq!(plain, lane, "{}", format);
        }
        let json = |arguments: &[&str]| -> Value { serde_json::from_slice(&written(arguments, "json").0).unwrap() };
        let (plain, mut lane) = (json(&without), json(&with));
        lane.as_object_mut().unwrap().remove("benchmarks");
        prop_assert_eq!(plain, lane);
        let lines = |arguments: &[&str], format: &str| -> Vec<Vec<String>> {
            let text = String::from_utf8(written(arguments, format).0).unwrap();
            let words = |line: &str| line.split_whitespace().map(str::to_owned).collect();
            text.lines().map(words).collect()
        };
        for format in ["markdown", "text"] {
            let (plain, lane) = (lines(&without, format), lines(&with, format));
            prop_assert_eq!(&lane[..plain.len()], &plain[..], "{}", format);
        }
        #[cfg(all(feature = "parquet", feature = "xlsx"))]
        {
            // The command line, which is in both, is another one.
            let tables = |arguments: &[&str]| {
                let mut sheets = readers::workbook::sheets(written(arguments, "xlsx").0);
                sheets.retain(|(name, _)| name != "出典");
                sheets
            };
            prop_assert_eq!(tables(&without), tables(&with));
            let rows = |arguments: &[&str]| {
                let file = tempfile::NamedTempFile::new().unwrap();
                std::fs::write(file.path(), written(arguments, "parquet").0).unwrap();
                readers::parquet_file::rows(&readers::parquet_file::open(file.path()))
            };
            let (plain, lane) = (rows(&without), rows(&with));
            let words = format!("{lane:?}");
            prop_assert!(!words.contains('≈'), "{words}");
            prop_assert_eq!(plain, lane);
        }
    }

    #[test]
    fn two_runs_write_the_same_bytes(pages in pages(12), view in view()) {
        let folder = folder_of(&pages);
        let path = folder.path().to_str().unwrap();
        let text = view.text(&jirei::source::load(&[folder.path().to_owned()]));
        for (arguments, formats) in [
            (&["table", "-q", &text, path][..], &["xlsx", "parquet", "json", "text"][..]),
            (&["export", path], &["xlsx", "parquet", "json"]),
            (&["export", "--shape", "long", path], &["xlsx", "parquet"]),
            (&["stats", "-q", &view.filter, path], &["xlsx", "parquet"]),
            (&["stats", "サービス", "患者", "-q", &view.filter, path], &["xlsx", "parquet", "text"]),
        ] {
            for format in formats {
                let (one, other) = (written(arguments, format), written(arguments, format));
                prop_assert!(one == other, "{arguments:?} {format}: {} {}", one.1, other.1);
            }
        }
    }
}

#[test]
fn what_is_guarded_is_said_with_its_place() {
    let folder = tempfile::TempDir::new().unwrap();
    let page =
        generator::catalog::changed(generator::page(3), &[("代表団体", "＝1+1"), ("企業名（1）", "@x")]);
    std::fs::write(folder.path().join("page.txt"), page).unwrap();
    let path = folder.path().to_str().unwrap();
    for arguments in
        [&["table", "--columns", "代表団体,企業名（1）"][..], &["export"], &["export", "--shape", "long"]]
    {
        let csv = [arguments, &["--format", "csv", path]].concat();
        let (out, err, code) = run(&csv);
        prop_said(&out, &err, code);
        let (kept, err, _) = run(&[&csv[..], &["--formulas", "keep"]].concat());
        assert!(kept.contains(",＝1+1") && kept.contains(",@x") && !err.contains("page.txt:"), "{kept}{err}");
    }
}

fn prop_said(out: &str, err: &str, code: Option<i32>) {
    assert_eq!(code, Some(0), "{err}");
    assert!(out.contains(",'＝1+1") && out.contains(",'@x"), "{out}");
    assert!(err.contains("page.txt:") && err.contains("--formulas keep"), "{err}");
}
