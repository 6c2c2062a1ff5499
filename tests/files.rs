//! Files for others: the wide and the long form, CSV, TSV, Parquet and Excel, as their readers see them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops by panicking")]

#[allow(dead_code, reason = "others use the rest of it")]
mod generator;
#[allow(dead_code, reason = "others use the rest of it")]
mod program;
#[allow(dead_code, reason = "others use the rest of it")]
mod readers;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use generator::catalog::made_up;
use jirei::analysis::Column;
use jirei::analysis::cell::NumberFormat;
use jirei::analysis::column_list::all_columns;
use jirei::analysis::grid::Grid;
use jirei::analysis::long::long_grid;
use jirei::analysis::state::AnswerState;
use jirei::analysis::wide::wide_columns;
use jirei::export::grid::Heads;
use jirei::export::tsv;
use jirei::lang::Lang;
use jirei::model::schema::schema;
use jirei::model::{CasePage, Catalog, Value, field_of};
use program::{printed, run, run_for_bytes};
use readers::tsv_cells;

fn pages(catalog: &Catalog) -> Vec<CasePage<'_>> {
    (0..catalog.pages.len()).map(|page| catalog.case_page(page).unwrap()).collect()
}

/// The rows of a TSV, each by the names of its head.
fn rows(tsv: &str) -> Vec<BTreeMap<&str, &str>> {
    let mut lines = tsv.lines().map(|line| line.split('\t').collect::<Vec<_>>());
    let head = lines.next().unwrap();
    lines
        .map(|line| {
            assert_eq!(line.len(), head.len());
            head.iter().copied().zip(line).collect()
        })
        .collect()
}

fn tsv_of(grid: &Grid<'_>) -> String {
    let mut bytes = Vec::new();
    tsv::write_grid(grid, Heads::Ids, &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

const WIDE: &str = "id name nickname url newest prefectures prefecture_codes region lead_kind \
    system_name lead_organisation launch_status launch_year operation ended area municipal_role \
    secretariat_staff secretariat_full_time secretariat_part_time \
    purposes regional_issues effects_effective effects_neutral effects_ineffective effects_unanswered \
    effect_01 effect_02 effect_03 effect_04 effect_05 effect_06 effect_07 effect_08 \
    effect_09 effect_10 effect_11 effect_12 effect_13 effect_14 effect_15 effect_16 \
    system_issues ingenuity coverage \
    facilities hospitals medical_clinics dental_clinics pharmacies care_facilities other_facilities \
    facility_share registered_basis registered_patients shared_basis shared_patients \
    consent_medical consent_care consent_patient consent_new consent_withdrawal consent_added_partner \
    diseases services services_note \
    shared_basic shared_documents shared_orders shared_results shared_dispensing shared_other data_sources \
    architecture sharing_mode patient_id storage_standard storage_place fault_measures adopted_standards \
    network_medical network_care network_patient login_medical login_care login_patient \
    vendor_1 vendor_2 vendor_3 \
    fee_hospital_disclosing_charge fee_hospital_disclosing_yen_per_month \
    fee_hospital_disclosing_yen_per_year fee_hospital_disclosing_note \
    fee_hospital_viewing_charge fee_hospital_viewing_yen_per_month \
    fee_hospital_viewing_yen_per_year fee_hospital_viewing_note \
    fee_clinic_charge fee_clinic_yen_per_month fee_clinic_yen_per_year fee_clinic_note \
    fee_pharmacy_charge fee_pharmacy_yen_per_month fee_pharmacy_yen_per_year fee_pharmacy_note \
    fee_care_charge fee_care_yen_per_month fee_care_yen_per_year fee_care_note \
    fee_patient_charge fee_patient_yen_per_month fee_patient_yen_per_year fee_patient_note \
    use_cost_control use_research use_other \
    build_cost_yen annual_cost_yen maintenance_cost_yen other_annual_cost_yen \
    build_borne_now running_borne_now build_borne_planned running_borne_planned \
    shared_share build_cost_yen_per_registered_patient annual_cost_yen_per_registered_patient \
    build_cost_yen_per_facility annual_cost_yen_per_facility registered_patients_per_facility \
    maintenance_share annual_cost_share highest_fee_share effective_share \
    registered_patients_per_secretariat_staff \
    blank_fields unselected_fields missing_fields unread_fields warnings \
    source_path source_first_line source_format source_encoding source_date source_date_from";

#[test]
fn the_wide_form_of_the_built_in_pages() {
    let tsv = printed(&["export", "--format", "tsv"]);
    let head: Vec<&str> = WIDE.split_whitespace().collect();
    assert_eq!(tsv.lines().next().unwrap().split('\t').collect::<Vec<_>>(), head);
    let rows = rows(&tsv);
    let column = |name: &str| [rows[0][name], rows[1][name]];
    assert_eq!(column("id"), ["mogaminet", "tonet"]);
    assert_eq!(column("prefecture_codes"), ["06", "11"]);
    assert_eq!(column("region"), ["東北", "関東"]);
    assert_eq!(column("lead_kind"), ["行政", "協議会"]);
    assert_eq!(column("launch_status"), ["導入済み", "導入済み"]);
    assert_eq!(column("secretariat_full_time"), ["", "3"]);
    assert_eq!(column("secretariat_part_time"), ["3", ""]);
    assert_eq!(column("effects_effective"), ["4", "9"]);
    assert_eq!(column("effect_10"), ["·", "△"]);
    assert_eq!(column("pharmacies"), ["", "29"]);
    assert_eq!(column("build_cost_yen"), ["36982000", "460500000"]);
    assert_eq!(column("fee_hospital_disclosing_yen_per_month"), ["86400", ""]);
    assert_eq!(column("fee_hospital_disclosing_note"), ["代表施設の新庄病院が負担", ""]);
    assert_eq!(column("services")[0], "退院時サマリ|画像情報の共有");
    assert_eq!(column("shared_share"), ["0.538405", ""]);
    assert_eq!(column("source_path"), ["seeds/mogaminet.txt", "seeds/tonet.txt"]);
    assert_eq!(column("blank_fields").map(|ids| ids.split('|').count()), [15, 16]);
    assert_eq!(printed(&["export", "--format", "tsv", "--shape", "wide"]), tsv);
    let csv = printed(&["export", "--format", "csv"]);
    assert_eq!(printed(&["export", "--format", "csv", "--bom", "never"]), csv[3..]);
    assert!(csv.starts_with("\u{feff}id,name,"));
    // What the files have can be named.
    let ids = |columns: Vec<Column>| -> BTreeSet<String> {
        columns.iter().map(|column| column.heading(NumberFormat::Whole, Lang::Ja).id).collect()
    };
    assert!(ids(wide_columns()).is_subset(&ids(all_columns())));
    let known: BTreeSet<String> = printed(&["columns", "--format", "tsv"])
        .lines()
        .map(|line| line.split('\t').next().unwrap().to_owned())
        .collect();
    assert!(head.iter().all(|id| known.contains(*id)));
}

#[test]
fn the_long_form_of_the_built_in_pages() {
    let tsv = printed(&["export", "--format", "tsv", "--shape", "long"]);
    assert_eq!(
        tsv.lines().next(),
        Some(
            "case_id\tsection_id\tsection_no\tfield_id\tlabel\tkind\tstate\titem_no\titem\ttext\tnumber\tunit\tpath\tfirst_line\tlast_line"
        )
    );
    let of = |case: &str| tsv.lines().filter(|line| line.starts_with(case)).count();
    assert_eq!((tsv.lines().count() - 1, of("mogaminet"), of("tonet")), (226, 110, 116));
    for row in [
        "mogaminet\tbudget\t15\tbuild_cost\t構築費用概算\tmoney\tanswered\t1\t\t36982（千円）\t36982000\t円\tseeds/mogaminet.txt\t153\t153",
        "mogaminet\tbudget\t15\tmaintenance_cost\t保守費概算\tmoney\tblank\t\t\t\t\t\tseeds/mogaminet.txt\t155\t155",
        "mogaminet\tparticipation\t3\tfacilities\t参加団体と参加患者数\tfacilities\tblank\t4\t薬局\t\t\t施設\tseeds/mogaminet.txt\t67\t67",
        "tonet\tconsent_detail\t5\tconsent_added_partner\t連携先の増加\tlist\tunselected\t1\t未選択\t未選択\t\t\tseeds/tonet.txt\t86\t86",
        "tonet\tconsent_detail\t5\tconsent_added_partner\t連携先の増加\tlist\tanswered\t2\t登録カードをその施設に提示\t登録カードをその施設に提示\t\t\tseeds/tonet.txt\t86\t86",
        "mogaminet\tfees\t13\tfee_hospital_disclosing\t病院（開示施設）\tfee\tanswered\t2\t月額\t\t86400\t円\tseeds/mogaminet.txt\t138\t138",
    ] {
        assert!(tsv.lines().any(|line| line == row), "{row}");
    }
    let json: serde_json::Value =
        serde_json::from_str(&printed(&["export", "--shape", "long", "--format", "json"])).unwrap();
    assert_eq!(json["rows"].as_array().unwrap().len(), 226);
}

#[test]
fn a_shape_is_no_list_of_columns_and_beats_one_of_the_query() {
    let (_, err, code) = run(&["export", "--shape", "long", "--columns", "略称"]);
    assert_eq!(code, Some(2), "{err}");
    let (_, err, code) = run(&["export", "--shape", "tall"]);
    assert!(code == Some(2) && err.contains("wide"), "{err}");
    let wide = printed(&["export", "-q", "列:略称", "--format", "tsv", "--shape", "wide"]);
    assert_eq!(wide, printed(&["export", "--format", "tsv"]));
}

#[test]
fn an_item_with_what_joins_a_list_is_said() {
    let folder = tempfile::TempDir::new().unwrap();
    let page = generator::page(3);
    let line = page.lines().find(|line| line.starts_with("サービス\t")).unwrap().to_owned();
    std::fs::write(folder.path().join("page.txt"), page.replace(&line, "サービス\t甲|乙、丙")).unwrap();
    let path = folder.path().to_str().unwrap();
    for format in ["csv", "tsv"] {
        let (out, err, code) = run(&["export", "--format", format, path]);
        assert_eq!(code, Some(0), "{err}");
        assert!(out.contains("甲|乙|丙"));
        assert!(err.contains("page.txt:") && err.contains("--shape long"), "{err}");
    }
    let (out, err, _) = run(&["export", "--format", "tsv", "--shape", "long", path]);
    assert!(err.is_empty() && out.contains("\t甲|乙\t甲|乙\t") && out.contains("\t丙\t丙\t"), "{err}");
}

#[test]
fn the_newest_page_of_a_case_is_marked() {
    let folder = tempfile::TempDir::new().unwrap();
    for (name, days) in [("old.txt", 2_u64), ("2001-02-03.txt", 1), ("new.txt", 0)] {
        let path = folder.path().join(name);
        std::fs::write(&path, generator::page(3)).unwrap();
        let file = std::fs::File::options().write(true).open(path).unwrap();
        let time = std::time::UNIX_EPOCH + std::time::Duration::from_secs(86_400 * (10_000 - days) + 5);
        file.set_modified(time).unwrap();
    }
    let tsv = printed(&["export", "--format", "tsv", folder.path().to_str().unwrap()]);
    let seen: Vec<[&str; 3]> =
        rows(&tsv).iter().map(|row| [row["newest"], row["source_date"], row["source_date_from"]]).collect();
    assert_eq!(seen, [["1", "2001-02-03", "name"], ["0", "1997-05-19", "file"], ["0", "1997-05-17", "file"]]);
}

// What holds for any pages.

#[test]
fn the_four_lists_of_fields_make_the_five_states_whole() {
    let mut catalog = made_up(0..60);
    let mut odd = generator::page(1);
    for (label, answer) in
        [("登録患者数", Some("約3万人")), ("連携方式", Some("未選択")), ("システム名", None)]
    {
        let line = odd.lines().find(|line| line.starts_with(&format!("{label}\t"))).unwrap().to_owned();
        let new = answer.map_or_else(String::new, |answer| format!("{label}\t{answer}"));
        odd = odd.replacen(&line, &new, 1);
    }
    let odd = jirei::source::read_pages("odd.txt", odd.into_bytes()).unwrap();
    catalog = Catalog::new(catalog.pages.into_iter().chain(odd).collect(), Vec::new());
    let pages = pages(&catalog);
    let wide = tsv_of(&Grid::of_pages(wide_columns(), &pages, Lang::Ja));
    let wide = rows(&wide);
    let long = tsv_of(&long_grid(&pages, Lang::Ja));
    let mut of_page: BTreeMap<(&str, &str), BTreeSet<&str>> = BTreeMap::new();
    for row in rows(&long) {
        of_page.entry((row["path"], row["field_id"])).or_default().insert(row["state"]);
    }
    let mut seen = BTreeSet::new();
    for (page, row) in pages.iter().zip(&wide) {
        for spec in schema().fields() {
            let state = AnswerState::of_field(page.case, spec.id);
            let listed: Vec<&str> = ["blank", "unselected", "missing", "unread"]
                .into_iter()
                .filter(|state| row[format!("{state}_fields").as_str()].split('|').any(|id| id == spec.id))
                .collect();
            let expected = if state == AnswerState::Answered { Vec::new() } else { vec![state.id()] };
            assert_eq!(listed, expected, "{} {}", spec.id, row["source_path"]);
            let states = &of_page[&(row["source_path"], spec.id)];
            assert!(
                states.contains(state.id()) || states.contains("unanswered") || states.len() == 1,
                "{states:?}"
            );
            seen.insert(state.id());
        }
    }
    assert_eq!(seen.len(), 5, "every state is there");
}

#[test]
fn the_long_form_has_a_row_for_each_item() {
    let catalog = made_up(0..40);
    let pages = pages(&catalog);
    let long = tsv_of(&long_grid(&pages, Lang::Ja));
    let rows = rows(&long);
    for page in &pages {
        let of = |field: &str| {
            rows.iter()
                .filter(|row| row["path"] == page.case.source.path && row["field_id"] == field)
                .collect::<Vec<_>>()
        };
        let cost = of("build_cost");
        let field = field_of(page.case, "build_cost");
        if let Some(Value::Money { yen, .. }) = field.map(|field| &field.value) {
            assert!(cost.iter().any(|row| row["number"] == yen.to_string() && row["unit"] == "円"));
        }
        if let Some(Value::List { items }) = field_of(page.case, "services").map(|field| &field.value) {
            let of_field = of("services");
            let written: Vec<&str> = of_field.iter().map(|row| row["item"]).take(items.len()).collect();
            assert_eq!(written, *items);
        }
        assert!(schema().fields().all(|spec| !of(spec.id).is_empty()));
    }
}

/// Writes made-up pages into a folder.
fn write_pages(folder: &Path, seeds: std::ops::Range<u64>) {
    for seed in seeds {
        std::fs::write(folder.join(format!("page-{seed:03}.txt")), generator::page(seed)).unwrap();
    }
}

#[cfg(feature = "parquet")]
mod parquet_files {
    use std::fs::File;

    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::Field;

    use super::readers::parquet_file::{self, plain};
    use super::*;

    /// Writes with the program and reads it back: a row a row, without the lists of several values.
    fn written(arguments: &[&str]) -> (SerializedFileReader<File>, Vec<Vec<(String, Field)>>) {
        let folder = tempfile::TempDir::new().unwrap();
        let file = folder.path().join("cases.parquet");
        printed(&[arguments, &["-o", file.to_str().unwrap()]].concat());
        let reader = parquet_file::open(&file);
        let rows = parquet_file::rows(&reader);
        (reader, rows)
    }

    #[test]
    fn parquet_has_the_cells_of_tsv_in_every_shape() {
        let folder = tempfile::TempDir::new().unwrap();
        write_pages(folder.path(), 0..40);
        let path = folder.path().to_str().unwrap();
        for arguments in [
            vec!["export", path],
            vec!["export", "--shape", "long", path],
            vec!["export", "--columns", "略称,運用費/患者,標準:*,患者.text", path],
            vec!["table", "--columns", "略称,年,患者,運用費/患者,効果:*,更新日", path],
            vec![
                "table",
                "--by",
                "連携方式",
                "--columns",
                "件数,割合,合計(患者),中央値(患者),平均(運用費)",
                path,
            ],
            vec!["stats", path],
            vec!["stats", "サービス", path],
            vec!["columns"],
        ] {
            let tsv = printed(&[&arguments[..], &["--format", "tsv"]].concat());
            let mut lines = tsv.lines().map(|line| line.split('\t').map(str::to_owned).collect::<Vec<_>>());
            let head = lines.next().unwrap();
            let (_, rows) = written(&arguments);
            let lines: Vec<Vec<String>> = lines.collect();
            assert_eq!(rows.len(), lines.len(), "{arguments:?}");
            for (row, line) in rows.iter().zip(&lines) {
                for ((name, field), (head, cell)) in row.iter().zip(head.iter().zip(line)) {
                    assert_eq!((name, &plain(field)), (head, cell), "{arguments:?}");
                }
            }
        }
    }

    #[test]
    fn parquet_is_typed_as_the_form_is() {
        let (reader, rows) = written(&["export"]);
        assert_eq!(reader.num_row_groups(), 1);
        let schema = reader.metadata().file_metadata().schema_descr();
        let types: BTreeMap<String, String> = (0..schema.num_columns())
            .map(|at| {
                let column = schema.column(at);
                let logical =
                    column.logical_type_ref().map_or_else(String::new, |logical| format!(" {logical:?}"));
                (column.path().string(), format!("{}{logical}", column.physical_type()))
            })
            .collect();
        for (name, expected) in [
            ("id", "BYTE_ARRAY String"),
            ("newest", "BOOLEAN"),
            ("launch_year", "INT32"),
            ("registered_patients", "INT64"),
            ("facilities", "INT64"),
            ("build_cost_yen", "INT64"),
            ("fee_clinic_yen_per_month", "INT64"),
            ("annual_cost_yen_per_registered_patient", "DOUBLE"),
            ("shared_share", "DOUBLE"),
            ("source_date", "INT32 Date"),
            ("services.list.element", "BYTE_ARRAY String"),
            ("effects.list.element.item", "BYTE_ARRAY String"),
            ("effects.list.element.effect", "BYTE_ARRAY String"),
            ("effects.list.element.mark", "BYTE_ARRAY String"),
            ("facilities_by_type.list.element.type", "BYTE_ARRAY String"),
            ("facilities_by_type.list.element.count", "INT64"),
        ] {
            assert_eq!(types[name], expected, "{name}");
        }
        let known = reader.metadata().file_metadata().key_value_metadata().unwrap();
        let known: BTreeMap<&str, &str> =
            known.iter().map(|pair| (pair.key.as_str(), pair.value.as_deref().unwrap())).collect();
        assert_eq!(known["jirei.generator"], format!("jirei {}", env!("CARGO_PKG_VERSION")));
        assert!(
            known["jirei.schema"] == "2" && known["jirei.command"].starts_with("jirei --lang ja export -o"),
            "{known:?}"
        );
        // The words of the page, the item of the form, the sign; a type without a number is null.
        let list = |row: usize, name: &str| {
            let Field::ListInternal(list) = &rows[row].iter().find(|(known, _)| known == name).unwrap().1
            else {
                panic!("a list");
            };
            list.elements().iter().map(ToString::to_string).collect::<Vec<_>>()
        };
        assert_eq!(list(1, "effects").len(), 16);
        assert_eq!(
            list(1, "effects")[9],
            "{item: \"業務全体の負担軽減\", effect: \"effect_10\", mark: \"△\"}"
        );
        assert_eq!(list(0, "facilities_by_type")[3], "{type: \"薬局\", count: null}");
    }

    #[test]
    fn tables_of_different_columns_are_no_single_parquet_file() {
        let folder = tempfile::TempDir::new().unwrap();
        let file = folder.path().join("a.parquet");
        let (_, err, code) = run(&["stats", "効果", "患者", "-o", file.to_str().unwrap()]);
        assert_eq!(code, Some(2), "{err}");
        assert!(err.contains("Parquet") && !file.exists(), "{err}");
    }
}

#[cfg(feature = "xlsx")]
mod workbooks {
    use calamine::{Data, Reader};

    use super::readers::workbook::{self, Sheets, assert_same, plain};
    use super::*;

    fn written(arguments: &[&str]) -> (tempfile::TempDir, Sheets, String) {
        let folder = tempfile::TempDir::new().unwrap();
        let file = folder.path().join("cases.xlsx");
        let (_, err, code) = run(&[arguments, &["-o", file.to_str().unwrap()]].concat());
        assert_eq!(code, Some(0), "{err}");
        let sheets = workbook::sheets(std::fs::read(&file).unwrap());
        (folder, sheets, err)
    }

    fn rows_of_tsv(arguments: &[&str]) -> Vec<Vec<String>> {
        tsv_cells(&printed(&[arguments, &["--format", "tsv", "--head", "label"]].concat()))
    }

    #[test]
    fn a_workbook_has_the_cells_of_tsv() {
        let folder = tempfile::TempDir::new().unwrap();
        write_pages(folder.path(), 0..40);
        let path = folder.path().to_str().unwrap();
        let (_kept, sheets, err) = written(&["export", path]);
        let names: Vec<&str> = sheets.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["事例", "施設", "導入効果", "長い表", "統計", "全国の数字", "項目", "出典"]);
        assert_eq!(err, "");
        assert_same(&sheets[0].1, &rows_of_tsv(&["export", path]), "wide");
        assert_same(&sheets[3].1, &rows_of_tsv(&["export", "--shape", "long", path]), "long");
        assert_same(&sheets[4].1, &rows_of_tsv(&["stats", path]), "stats");
        assert_same(&sheets[5].1, &rows_of_tsv(&["benchmarks"]), "benchmarks");
        assert_eq!((sheets[1].1.len(), sheets[1].1[0].len()), (41, 2 + 6));
        assert_eq!((sheets[2].1.len(), sheets[2].1[0].len()), (41, 2 + 16));
        let head = printed(&["export", "--format", "tsv", path]);
        let ids: Vec<String> = sheets[6].1[1..].iter().map(|row| plain(&row[0])).collect();
        assert_eq!(ids, head.lines().next().unwrap().split('\t').collect::<Vec<_>>());
        let sources = &sheets[7].1;
        assert_eq!(sources.len(), 41);
        assert!(plain(&sources[1][3]).ends_with("page-000.txt"), "{:?}", sources[1]);
        assert!(sources[1].iter().any(|cell| plain(cell).contains("export ")), "{:?}", sources[1]);
        for arguments in [
            vec!["table", "--columns", "略称,年,患者,運用費/患者,効果:*,標準:*,共有率,更新日", path],
            vec!["table", "--by", "連携方式", "--columns", "件数,割合,合計(患者),中央値(患者)", path],
            vec!["export", "--shape", "long", path],
            vec!["export", "--columns", "略称,患者", path],
            vec!["stats", "サービス", path],
        ] {
            let (_kept, sheets, _) = written(&arguments);
            assert_same(&sheets[0].1, &rows_of_tsv(&arguments), &arguments.join(" "));
            let names: Vec<&str> = sheets[1..].iter().map(|(name, _)| name.as_str()).collect();
            assert_eq!(names, ["項目", "出典"]);
        }
        let (_kept, sheets, _) = written(&["export", "--shape", "long", path]);
        assert_eq!(sheets[0].0, "長い表");
        let (_kept, sheets, _) = written(&["stats", "効果", "患者", path]);
        assert_eq!((sheets.len(), sheets[0].0.as_str(), sheets[1].0.as_str()), (4, "表1", "表2"));
    }

    #[test]
    fn a_workbook_keeps_the_rules_for_machine_readable_tables() {
        let (folder, sheets, _) = written(&["export"]);
        for (name, rows) in &sheets {
            let head: Vec<String> = rows[0].iter().map(plain).collect();
            assert!(head.iter().all(|label| !label.is_empty()), "{name}: {head:?}");
            assert_eq!(head.iter().collect::<BTreeSet<_>>().len(), head.len(), "{name}: {head:?}");
            for row in &rows[1..] {
                assert!(row.iter().any(|cell| *cell != Data::Empty), "{name}");
                for (label, cell) in head.iter().zip(row) {
                    let text = plain(cell);
                    assert!(
                        label.ends_with("（|区切り）") || name == "出典" || !text.contains('|'),
                        "{name} {label}: {text}"
                    );
                    let has_unit = ["（円）", "（人）", "（施設）"].iter().any(|unit| label.ends_with(unit));
                    let is_year = ["開始年", "終了年"].contains(&label.as_str());
                    assert!(
                        !(has_unit || is_year) || matches!(cell, Data::Float(_) | Data::Empty),
                        "{label}: {text}"
                    );
                }
            }
        }
        // Codes keep their zero; no merged cells, no formulas, nothing linked but the network's own site.
        let codes = sheets[0].1[0].iter().position(|head| plain(head).starts_with("都道府県コード")).unwrap();
        assert_eq!(sheets[0].1[1][codes], Data::String("06".to_owned()));
        let mut workbook = workbook::open(std::fs::read(folder.path().join("cases.xlsx")).unwrap());
        for name in ["事例", "施設", "導入効果", "長い表", "統計", "項目", "出典"] {
            assert!(workbook.worksheet_formula(name).unwrap().is_empty(), "{name}");
            assert!(workbook.merge_cells_by_sheet_name(name).unwrap().is_empty(), "{name}");
        }
    }

    #[test]
    fn strings_stay_strings_and_a_text_that_is_too_long_is_cut_and_said() {
        let folder = tempfile::TempDir::new().unwrap();
        let page = generator::page(3);
        let lead = page.lines().find(|line| line.starts_with("代表団体\t")).unwrap().to_owned();
        let issues = page.lines().find(|line| line.starts_with("地域の課題\t")).unwrap().to_owned();
        let long = format!("地域の課題\t{}", "長".repeat(40_000));
        let page = page.replace(&lead, "代表団体\t=1+1").replace(&issues, &long);
        std::fs::write(folder.path().join("page.txt"), page).unwrap();
        let (_kept, sheets, err) =
            written(&["table", "--columns", "代表団体,地域の課題", folder.path().to_str().unwrap()]);
        assert_eq!(sheets[0].1[1][1], Data::String("=1+1".to_owned()));
        assert_eq!(plain(&sheets[0].1[1][2]).chars().count(), 32_767);
        assert!(err.contains("page.txt:") && err.contains("32,767"), "{err}");
    }
}

#[cfg(all(feature = "parquet", feature = "xlsx"))]
#[test]
fn the_ending_of_the_file_is_its_format() {
    let folder = tempfile::TempDir::new().unwrap();
    for (name, first) in
        [("a.xlsx", &b"PK"[..]), ("a.parquet", b"PAR1"), ("a.csv", b"\xef\xbb\xbfid"), ("a.tsv", b"id\t")]
    {
        for command in ["export", "table"] {
            let file = folder.path().join(name);
            let (out, err, code) = run(&[command, "-o", file.to_str().unwrap()]);
            assert_eq!((out.as_str(), err.as_str(), code), ("", "", Some(0)));
            assert!(std::fs::read(&file).unwrap().starts_with(first), "{command} {name}");
        }
    }
    let (out, _, _) = run_for_bytes(&["table", "--format", "parquet"]);
    assert!(out.starts_with(b"PAR1"), "a pipe takes bytes");
}

#[cfg(not(any(feature = "parquet", feature = "xlsx")))]
#[test]
fn a_format_that_is_not_built_in_says_so() {
    for format in ["xlsx", "parquet"] {
        let (_, err, code) = run(&["export", "--format", format]);
        assert!(code == Some(2) && err.contains(format) && err.contains("csv"), "{err}");
    }
}
