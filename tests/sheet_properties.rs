//! What holds for the views across cases whatever the pages say and whatever is looked for: states, groups, bins,
//! order, ratios, comparisons, likeness.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops by panicking")]

#[allow(dead_code, reason = "others use the rest of it")]
mod generator;
#[allow(dead_code, reason = "others use the rest of it")]
mod program;
#[allow(dead_code, reason = "others use the rest of it")]
mod random;

use std::collections::{BTreeMap, BTreeSet};

use jirei::analysis::Column;
use jirei::analysis::cell::{Cell, CellValue, NumberFormat};
use jirei::analysis::charts::site_charts;
use jirei::analysis::column_list::parse_columns;
use jirei::analysis::compare::{Comparison, RowFilter, RowState};
use jirei::analysis::describe::describe_fields;
use jirei::analysis::distribution::Distribution;
use jirei::analysis::figures;
use jirei::analysis::groups::{Group, GroupKey, group_cases, has_several_answers};
use jirei::analysis::items::resolve_columns;
use jirei::analysis::kind::ColumnKind;
use jirei::analysis::likeness::{FeatureGroup, Profile};
use jirei::analysis::prefecture_map::{PrefectureMap, TILES};
use jirei::analysis::sheet::Sheet;
use jirei::analysis::similar::rank_similar;
use jirei::analysis::sort::sort_cases;
use jirei::analysis::state::{AnswerState, StateCounts};
use jirei::export::{comparison_text, distribution_text};
use jirei::lang::Lang;
use jirei::model::schema::schema;
use jirei::model::{Catalog, EffectMark, Value, field_of, form_effects, prefecture_code};
use jirei::search::quantity::{Number, Quantity, Unit};
use jirei::search::{Index, Query};
use program::{jirei, printed};
use proptest::prelude::*;
use random::{
    COLUMNS, GROUPED, Page, catalog_of, columns, entries, few, filter, folder_of, found, pages, ratios,
    single, view, view_of_cases, write_pages,
};
use strum::VariantArray;

/// The cells of a column in some cases.
fn cells<'a>(column: &Column, catalog: &'a Catalog, entries: &[usize]) -> Vec<Cell<'a>> {
    entries.iter().map(|entry| column.cell(catalog, *entry, Lang::Ja)).collect()
}

/// The columns that a list stands for; none where no page has what it is of.
fn listed(list: &str, catalog: &Catalog, entries: &[usize]) -> Vec<Column> {
    resolve_columns(parse_columns(list).unwrap(), catalog, entries).unwrap_or_default()
}

fn set(entries: &[usize]) -> BTreeSet<usize> {
    entries.iter().copied().collect()
}

// States.

proptest! {
    #![proptest_config(few(7))]

    #[test]
    fn the_five_states_add_up_to_the_cases_in_every_view_and_only_an_answer_is_a_number(
        pages in pages(24),
        filter in filter(),
        list in columns(),
    ) {
        let catalog = catalog_of(&pages);
        let entries = entries(&catalog, &Query::parse(&filter));
        let of_list = listed(&list, &catalog, &entries);
        for column in COLUMNS.iter().chain(&of_list) {
            let label = column.label(Lang::Ja);
            let cells = cells(column, &catalog, &entries);
            let counts = StateCounts::new(cells.iter().map(|cell| cell.state));
            prop_assert_eq!(counts.total(), entries.len());
            for cell in &cells {
                let is_answered = cell.state == AnswerState::Answered;
                prop_assert!(is_answered || cell.value == CellValue::None, "{label}: {cell:?}");
                prop_assert!(is_answered || cell.number().is_none() && !cell.is_number(), "{label}: {cell:?}");
            }
            let Ok(distribution) = Distribution::new(column, &catalog, &entries, Lang::Ja) else { continue };
            prop_assert_eq!(distribution.counts, counts, "{}", label);
            if let Some(summary) = distribution.summary {
                let numbers = cells.iter().filter_map(|cell| cell.value.as_double());
                let sum: f64 = numbers.sum();
                prop_assert!((summary.sum - sum).abs() <= sum.abs() * 1e-9, "{label}: {sum} {summary:?}");
            }
            // The line that is printed says all five.
            let lines = distribution_text::lines(&distribution, &catalog, Lang::Ja);
            let numbers = lines[1].split(|char: char| !char.is_ascii_digit() && char != ',');
            let numbers: Vec<usize> = numbers.filter_map(|number| number.replace(',', "").parse().ok()).collect();
            prop_assert_eq!(numbers.len(), 6, "{}", &lines[1]);
            prop_assert_eq!(numbers[0], numbers[1..].iter().sum::<usize>(), "{}", &lines[1]);
            prop_assert_eq!(numbers[0], entries.len());
        }
        let described = describe_fields(&catalog, &entries, Lang::Ja);
        for (row, spec) in described.rows.iter().zip(schema().fields()) {
            let counts: Vec<u64> = row.cells[1..7].iter().map(|cell| cell.number().unwrap().over()).collect();
            prop_assert_eq!(counts[0], counts[1..].iter().sum::<u64>(), "{}", spec.id);
            prop_assert_eq!(usize::try_from(counts[0]).unwrap(), entries.len());
            let states = entries.iter().filter_map(|entry| catalog.case(*entry));
            let states = StateCounts::new(states.map(|case| AnswerState::of_field(case, spec.id)));
            let states: Vec<u64> = states.iter().map(|(_, count)| count as u64).collect();
            prop_assert_eq!(&counts[1..], &states[..], "{}", spec.id);
        }
    }
}

#[test]
fn every_state_is_drawn() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let mut seen = BTreeSet::new();
    for _ in 0..6 {
        let pages = random::pages(24).new_tree(&mut runner).unwrap().current();
        let catalog = catalog_of(&pages);
        for case in catalog.cases() {
            seen.extend(schema().fields().map(|spec| AnswerState::of_field(case, spec.id).id()));
        }
    }
    assert_eq!(seen.len(), AnswerState::VARIANTS.len(), "{seen:?}");
}

// Groups and bins.

proptest! {
    #![proptest_config(few(6))]

    #[test]
    fn groups_and_bins_add_up_and_the_clause_of_each_finds_exactly_its_cases(
        pages in pages(24),
        filter in filter(),
        list in columns(),
    ) {
        let catalog = catalog_of(&pages);
        let index = Index::new(&catalog);
        let found = |text: &str| -> Result<BTreeSet<usize>, TestCaseError> {
            let query = Query::parse(text);
            prop_assert!(query.problems.is_empty(), "{}: {:?}", text, query.problems);
            Ok(set(&found(&catalog, &index, &query)))
        };
        let entries = random::found(&catalog, &index, &Query::parse(&filter));
        let all = set(&entries);
        // States that a clause does not tell apart share it.
        let clauses_find_their_cases = |groups: &[&Group]| -> Result<(), TestCaseError> {
            for clause in groups.iter().filter_map(|group| group.clause.as_ref()) {
                let sharing = groups.iter().filter(|group| group.clause.as_ref() == Some(clause));
                let cases: BTreeSet<usize> = sharing.flat_map(|group| group.cases.iter().copied()).collect();
                prop_assert_eq!(found(&format!("{filter} {clause}"))?, cases, "{} {}", filter, clause);
            }
            Ok(())
        };
        let of_list = listed(&list, &catalog, &entries);
        let more = of_list.iter().filter(|column| !GROUPED.contains(column));
        for column in GROUPED.iter().chain(more) {
            let label = column.label(Lang::Ja);
            let Some(groups) = group_cases(column, &catalog, &entries, Lang::Ja) else { continue };
            let answered = groups.counts.get(AnswerState::Answered);
            prop_assert_eq!(groups.counts.total(), entries.len(), "{}", label);
            let unanswered: usize = groups.unanswered.iter().map(|group| group.cases.len()).sum();
            prop_assert_eq!(answered + unanswered, entries.len(), "{}", label);
            let sum: usize = groups.groups.iter().map(|group| group.cases.len()).sum();
            let together: BTreeSet<usize> =
                groups.groups.iter().chain(&groups.unanswered).flat_map(|group| group.cases.clone()).collect();
            prop_assert_eq!(&together, &all, "{}: each case is in a group", label);
            for group in groups.groups.iter().chain(&groups.unanswered) {
                prop_assert_eq!(set(&group.cases).len(), group.cases.len(), "{}: no case twice", label);
                prop_assert!(group.cases.len() <= entries.len());
            }
            clauses_find_their_cases(&groups.groups.iter().chain(&groups.unanswered).collect::<Vec<_>>())?;
            prop_assert!(groups.groups.iter().all(|group| group.cases.len() <= answered), "{label}");
            let has_several = has_several_answers(column);
            prop_assert!(sum == answered || has_several && sum > answered, "{label}: {sum} of {answered}");
            if let Column::Quantity(quantity) = column {
                fixed_edges(*quantity, column, &catalog, &entries)?;
            }
        }
        for chart in site_charts(&catalog, &entries, Lang::Ja) {
            let Some(distribution) = &chart.distribution else { continue };
            prop_assert!(distribution.counts.total() <= entries.len(), "{}", chart.id());
            clauses_find_their_cases(&distribution.groups().collect::<Vec<_>>())?;
        }
        let map = PrefectureMap::new(None, &catalog, &entries, Lang::Ja).unwrap();
        for prefecture in &map.prefectures {
            let group = Group {
                key: GroupKey::State(AnswerState::Answered),
                cases: prefecture.cases.clone(),
                clause: Some(prefecture.clause.clone()),
            };
            clauses_find_their_cases(&[&group])?;
        }
    }
}

/// Holds that the bins of a part of the cases are among those of all, with the same edges, none left out.
fn fixed_edges(
    quantity: Quantity,
    column: &Column,
    catalog: &Catalog,
    entries: &[usize],
) -> Result<(), TestCaseError> {
    let bins = |entries: &[usize]| {
        let groups = group_cases(column, catalog, entries, Lang::Ja).unwrap().groups;
        let bin = |group: Group| match group.key {
            GroupKey::Bin(bin, _) => (bin.from, bin.to, bin.parts),
            GroupKey::Text(_) | GroupKey::State(_) => panic!("{column:?} has bins"),
        };
        groups.into_iter().map(bin).collect::<Vec<_>>()
    };
    let (whole, half) = (bins(entries), bins(&entries[entries.len() / 2..]));
    for bins in [&whole, &half] {
        prop_assert!(bins.windows(2).all(|pair| pair[0].1 == pair[1].0), "no gap: {bins:?}");
    }
    // Years are counted by five where they span more than 40.
    let step = |bins: &[(u64, u64, u64)]| bins.first().map(|(from, to, _)| to - from);
    if quantity.unit() != Unit::Year || step(&whole) == step(&half) {
        prop_assert!(half.iter().all(|bin| whole.contains(bin)), "{column:?}: {half:?} of {whole:?}");
    }
    Ok(())
}

proptest! {
    #![proptest_config(few(8))]

    #[test]
    fn tiles_and_prefectures_add_up(pages in pages(24), filter in filter()) {
        let catalog = catalog_of(&pages);
        let entries = entries(&catalog, &Query::parse(&filter));
        let of = |entry: &usize| {
            let names = &catalog.case(*entry).unwrap().prefectures;
            names.iter().filter(|name| prefecture_code(name).is_some()).collect::<BTreeSet<_>>().len()
        };
        for figure in [None, Some("患者"), Some("施設"), Some("構築費"), Some("運用費/患者")] {
            let column = figure.map(single);
            let map = PrefectureMap::new(column.as_ref(), &catalog, &entries, Lang::Ja).unwrap();
            prop_assert_eq!(map.prefectures.len(), 47);
            let in_tiles: usize = map.prefectures.iter().map(|prefecture| prefecture.cases.len()).sum();
            prop_assert_eq!(in_tiles, entries.iter().map(of).sum::<usize>());
            prop_assert_eq!(map.located, entries.iter().filter(|entry| of(entry) > 0).count());
            let single: Vec<usize> = entries.iter().copied().filter(|entry| of(entry) == 1).collect();
            let of_one = PrefectureMap::new(column.as_ref(), &catalog, &single, Lang::Ja).unwrap();
            let cases: usize = of_one.prefectures.iter().map(|prefecture| prefecture.cases.len()).sum();
            prop_assert_eq!((cases, of_one.located), (single.len(), single.len()));
            let nowhere = entries.iter().filter(|entry| of(entry) == 0);
            let beside = set(&map.nationwide).union(&set(&map.blank)).copied().collect();
            prop_assert!(nowhere.copied().collect::<BTreeSet<_>>().is_subset(&beside));
            for (at, prefecture) in map.prefectures.iter().enumerate() {
                prop_assert_eq!(map.step(at).is_some(), prefecture.figure.is_number());
                prop_assert!(!prefecture.cases.is_empty() || !prefecture.figure.is_number());
            }
        }
        let places: BTreeSet<(usize, usize)> = TILES.iter().map(|tile| (tile.row, tile.column)).collect();
        prop_assert_eq!(places.len(), 47);
    }

    #[test]
    fn the_marks_of_a_case_are_the_items_of_its_page(pages in pages(24)) {
        let catalog = catalog_of(&pages);
        for (entry, case) in catalog.cases().enumerate() {
            let field = field_of(case, "effects");
            let Some(Value::Effects { items, .. }) = field.map(|field| &field.value) else { continue };
            let CellValue::Marks(marks) = Column::Marks.cell(&catalog, entry, Lang::Ja).value else {
                prop_assert!(items.is_empty(), "{items:?}");
                continue;
            };
            prop_assert_eq!(usize::try_from(marks.iter().sum::<u64>()).unwrap(), items.len());
            for (mark, count) in EffectMark::ALL.into_iter().zip(marks) {
                let cell = Column::MarkCount(mark).cell(&catalog, entry, Lang::Ja);
                prop_assert_eq!(cell.number(), Some(Number::whole(count)), "{:?}", mark);
            }
            // The columns of the form's items have the marks of those that are the form's.
            let of_form = form_effects(items).into_iter().flatten().count();
            let effects = (0..schema().effects.len()).map(|at| Column::Effect(at).cell(&catalog, entry, Lang::Ja));
            let shown = effects.filter(|cell| matches!(cell.value, CellValue::Mark { .. })).count();
            prop_assert_eq!(shown, of_form);
        }
        prop_assert_eq!(listed("効果:*", &catalog, &[]).len(), 16);
    }
}

// Order.

proptest! {
    #![proptest_config(few(8))]

    #[test]
    fn sorting_is_stable_blanks_are_last_both_ways_and_twice_changes_nothing(
        pages in pages(24),
        first in proptest::sample::select(&COLUMNS[..]),
        second in proptest::sample::select(&COLUMNS[..]),
        down in any::<bool>(),
    ) {
        let catalog = catalog_of(&pages);
        let sorted = |keys: &[(&Column, bool)], from: &[usize]| {
            let keys: Vec<(Column, bool)> =
                keys.iter().map(|(column, down)| ((*column).clone(), *down)).collect();
            let mut entries = from.to_vec();
            sort_cases(&mut entries, &keys, &catalog, Lang::Ja);
            entries
        };
        // From any order, not only that of the pages.
        let mut from: Vec<usize> = (0..catalog.entries.len()).collect();
        from.rotate_left(catalog.entries.len() / 3);
        let place = |order: &[usize], entry: usize| order.iter().position(|own| *own == entry).unwrap();
        let cell = |entry: usize| first.cell(&catalog, entry, Lang::Ja);
        let is_answered = |entry: usize| cell(entry).state == AnswerState::Answered;
        let (up, back) = (sorted(&[(&first, false)], &from), sorted(&[(&first, true)], &from));
        for order in [&up, &back] {
            prop_assert_eq!(set(order), set(&from));
            let blanks: Vec<usize> = order.iter().copied().skip_while(|entry| is_answered(*entry)).collect();
            prop_assert!(blanks.iter().all(|entry| !is_answered(*entry)), "blanks are last");
            let places: Vec<usize> = blanks.iter().map(|entry| place(&from, *entry)).collect();
            prop_assert!(places.is_sorted(), "blanks keep their order");
        }
        prop_assert_eq!(&sorted(&[(&first, false)], &up), &up);
        prop_assert_eq!(&sorted(&[(&first, true)], &back), &back);
        let both = sorted(&[(&first, down), (&second, false)], &from);
        let by_second = sorted(&[(&second, false)], &from);
        prop_assert_eq!(&sorted(&[(&first, down), (&second, false)], &both), &both);
        for one in &from {
            for other in &from {
                let before = |order: &[usize]| place(order, *one) < place(order, *other);
                let numbers = (cell(*one).number(), cell(*other).number());
                if before(&up) && before(&back) && is_answered(*one) == is_answered(*other) {
                    // Either way in the same order: they are equal.
                    prop_assert!(before(&from), "equals keep their order");
                    prop_assert_eq!(before(&both), before(&by_second), "the second column decides among equals");
                    prop_assert_eq!(numbers.0, numbers.1);
                } else if before(&up) && is_answered(*one) && is_answered(*other) {
                    prop_assert!(numbers.0 <= numbers.1, "{numbers:?}");
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(few(4))]

    #[test]
    fn the_rows_of_a_table_are_those_of_the_list_in_its_order(pages in pages(16), view in view_of_cases()) {
        let folder = folder_of(&pages);
        let path = folder.path().to_str().unwrap();
        let sort = view.sort.map_or_else(String::new, |sort| format!("順:{sort}"));
        let query = format!("{} {sort}", view.filter);
        let output = |arguments: &[&str]| {
            let output = jirei(arguments).args(["-q", &query, "--format", "tsv", path]).output().unwrap();
            let ids = String::from_utf8(output.stdout).unwrap();
            let ids = ids.lines().skip(1).map(|line| line.split('\t').next().unwrap().to_owned());
            (ids.collect::<Vec<_>>(), output.status.code())
        };
        let list = output(&["list"]);
        prop_assert_eq!(&output(&["table"]), &list, "{}", &query);
        if let Some(columns) = view.columns {
            let (rows, code) = output(&["table", "--columns", &format!("ID,{columns}")]);
            prop_assert!(code == Some(2) || (&rows, code) == (&list.0, list.1), "{query} {columns}: {rows:?}");
        }
    }
}

// Numbers.

proptest! {
    #![proptest_config(few(8))]

    #[test]
    fn a_ratio_times_its_divisor_is_the_dividend_and_nothing_is_divided_by_nothing(pages in pages(24)) {
        let catalog = catalog_of(&pages);
        let ratios = ratios();
        prop_assert!(ratios.len() > 100);
        for (quantity, one, other) in ratios {
            for (entry, case) in catalog.cases().enumerate() {
                let (over, under) = (one.value_in(case), other.value_in(case));
                let ratio = quantity.value_in(case);
                match (ratio, over, under) {
                    (Some(ratio), Some(over), Some(under)) => {
                        let (left, right) = (u128::from(ratio.over()) * u128::from(under), u128::from(over));
                        prop_assert_eq!(left, right * u128::from(ratio.under()), "{:?}", quantity);
                    }
                    (ratio, over, under) => {
                        prop_assert_eq!(ratio, None);
                        prop_assert!(over.is_none() || under.is_none_or(|under| under == 0), "{quantity:?}");
                    }
                }
                let cell = Column::Quantity(quantity).cell(&catalog, entry, Lang::Ja);
                prop_assert_eq!(cell.number(), ratio);
            }
        }
    }

    #[test]
    fn a_share_reads_as_none_or_all_only_where_it_is(
        over in 0..10_000_000_u64,
        under in 1..10_000_000_u64,
        near in 0..3_u64,
    ) {
        for (over, under) in [(over, under), (near, under), ((under - 1).max(near), under), (under + near, under)] {
            let number = Number::ratio(over, under).unwrap();
            #[allow(clippy::cast_precision_loss, reason = "they are far below 2^53")]
            let figure = over as f64 / under as f64;
            for text in [
                figures::share(number),
                NumberFormat::Share.text(number),
                NumberFormat::Share.figure_text(figure),
                figures::kind_figure(figure, ColumnKind::Share),
            ] {
                prop_assert!(over == 0 || !is_none(&text), "{over}/{under}: {text}");
                prop_assert!(over == under || !is_all(&text), "{over}/{under}: {text}");
            }
        }
    }

    #[test]
    fn no_view_reads_a_share_as_none_or_all_that_is_not(pages in pages(24), view in view()) {
        let catalog = catalog_of(&pages);
        let entries = entries(&catalog, &Query::parse(&view.filter));
        let shares = |sheet: &Sheet<'_>| -> Result<(), TestCaseError> {
            for row in sheet.rows.iter().chain(&sheet.foot) {
                for (cell, column) in row.cells.iter().zip(&sheet.columns) {
                    let text = cell.text(column.format, Lang::Ja);
                    let Some(figure) = cell.value.as_double() else { continue };
                    if column.heading.kind == ColumnKind::Share {
                        prop_assert!(figure == 0.0 || !is_none(&text), "{}: {figure} {text}", column.heading.id);
                        prop_assert!(figure == 1.0 || !is_all(&text), "{}: {figure} {text}", column.heading.id);
                    }
                }
            }
            Ok(())
        };
        view.sheet(&catalog, false).as_ref().map_or(Ok(()), shares)?;
        for column in GROUPED.iter().filter(|column| column.kind() == ColumnKind::Share) {
            let distribution = Distribution::new(column, &catalog, &entries, Lang::Ja).unwrap();
            shares(&distribution.sheet(Lang::Ja))?;
            let all = column.fields().len() * entries.len();
            let Some(summary) = distribution.summary else { continue };
            let line = distribution_text::figures_line(&distribution, Lang::Ja).unwrap();
            let is_exact = |figure: f64| figure == 0.0 || figure == 1.0;
            let figures = [summary.min, summary.max, summary.mean, summary.sum];
            let exact = figures.into_iter().chain(summary.quartiles).filter(|figure| is_exact(*figure)).count();
            let read = line.split(' ').filter(|word| is_none(word) || is_all(word)).count();
            prop_assert!(read <= exact, "{all}: {line} {summary:?}");
        }
    }
}

/// True for a share that reads as none.
fn is_none(text: &str) -> bool {
    matches!(text, "0.0%" | "0%" | "0.00%")
}

/// True for a share that reads as all.
fn is_all(text: &str) -> bool {
    matches!(text, "100.0%" | "100%" | "100.00%")
}

// What changes no figure.

/// Every figure of the views across the cases that a query finds, by what it is of.
fn all_figures(catalog: &Catalog, filter: &str, list: &str) -> BTreeMap<String, Vec<String>> {
    let entries = entries(catalog, &Query::parse(filter));
    let mut columns = listed(list, catalog, &entries);
    // The files have their names by their order.
    columns.retain(|column| !column.id().ends_with(".line") && !column.id().starts_with("source"));
    let id = |entry: &usize| catalog.case(*entry).unwrap().id.clone();
    let mut figures = BTreeMap::new();
    let mut add = |of: &str, mut lines: Vec<String>| {
        lines.sort_unstable();
        figures.insert(of.to_owned(), lines);
    };
    let texts = |sheet: &Sheet<'_>| -> Vec<String> {
        let row = |cells: &[Cell<'_>]| {
            let texts = cells.iter().zip(&sheet.columns);
            let texts = texts
                .map(|(cell, column)| cell.text(column.format, Lang::Ja).into_owned() + &cell.plain_text());
            texts.collect::<Vec<_>>().join("\t")
        };
        sheet.rows.iter().chain(&sheet.foot).map(|each| row(&each.cells)).collect()
    };
    add("fields", texts(&describe_fields(catalog, &entries, Lang::Ja)));
    let mut table = Sheet::of_cases(&columns, catalog, &entries, Lang::Ja).unwrap();
    table.add_foot(&columns, &jirei::analysis::sheet::USUAL_FOOT, Lang::Ja);
    let head = |column: &Column| column.heading(NumberFormat::Whole, Lang::Ja).id;
    add("columns", columns.iter().map(head).collect());
    add("table", texts(&table));
    for column in GROUPED.iter().chain(&columns) {
        if let Ok(distribution) = Distribution::new(column, catalog, &entries, Lang::Ja) {
            let of = format!("{:?} {:?}", distribution.summary, distribution.counts);
            let lines = texts(&distribution.sheet(Lang::Ja));
            add(&format!("distribution of {column:?}"), lines.into_iter().chain([of]).collect());
        }
    }
    for chart in site_charts(catalog, &entries, Lang::Ja) {
        let lines = chart.distribution.as_ref().map(|distribution| texts(&distribution.sheet(Lang::Ja)));
        add(&format!("chart {}", chart.number()), lines.unwrap_or_default());
    }
    let map = PrefectureMap::new(Some(&single("患者")), catalog, &entries, Lang::Ja).unwrap();
    let tile = |tile: &jirei::analysis::prefecture_map::PrefectureCases| {
        format!("{} {} {}", tile.clause, tile.cases.len(), tile.figure.plain_text())
    };
    add("map", map.prefectures.iter().map(tile).collect());
    let mut by_id: Vec<usize> = entries.clone();
    by_id.sort_by_key(id);
    if let Some(base) = by_id.first().and_then(|entry| catalog.case(*entry)) {
        let ranked = rank_similar(&Profile::of_case(base), catalog, &entries, FeatureGroup::VARIANTS);
        let line = |at: usize, entry: usize, score: f64| format!("{at:03} {} {score}", id(&entry));
        let lines = ranked.iter().enumerate();
        add("likeness", lines.map(|(at, one)| line(at, one.entry, one.likeness.score())).collect());
        let compared = Comparison::of_form(catalog, &by_id[..by_id.len().min(4)], None, 0, Lang::Ja);
        add("comparison", comparison_text::lines(&compared, RowFilter::All, usize::MAX, Lang::Ja));
    }
    figures
}

/// Holds that figures are the same, and names the first that are not.
fn assert_same_figures(
    one: &BTreeMap<String, Vec<String>>,
    other: &BTreeMap<String, Vec<String>>,
) -> Result<(), TestCaseError> {
    for (of, figures) in one {
        prop_assert_eq!(Some(figures), other.get(of), "{}", of);
    }
    prop_assert_eq!(one.len(), other.len());
    Ok(())
}

/// Pages of cases of their own, and the same in another order.
fn shuffled() -> impl Strategy<Value = (Vec<Page>, Vec<Page>)> {
    let alone = pages(20).prop_map(|mut pages| {
        let mut seeds = BTreeSet::new();
        pages.retain(|page| seeds.insert(page.seed));
        pages
    });
    alone.prop_flat_map(|pages| (Just(pages.clone()), Just(pages).prop_shuffle()))
}

proptest! {
    #![proptest_config(few(5))]

    #[test]
    fn the_order_of_the_files_changes_no_figure(
        (pages, others) in shuffled(),
        filter in filter(),
        list in columns(),
    ) {
        let (one, other) = (catalog_of(&pages), catalog_of(&others));
        assert_same_figures(&all_figures(&one, &filter, &list), &all_figures(&other, &filter, &list))?;
    }

    #[test]
    fn the_order_of_the_arguments_changes_no_figure(
        pages in pages(12),
        others in pages(12),
        filter in filter(),
        list in columns(),
    ) {
        let known: BTreeSet<u64> = pages.iter().map(|page| page.seed).collect();
        let mut others = others;
        others.retain(|page| !known.contains(&page.seed));
        let folder = tempfile::tempdir().unwrap();
        let paths = ["a", "b"].map(|name| folder.path().join(name));
        for (pages, path) in [&pages, &others].into_iter().zip(&paths) {
            std::fs::create_dir(path).unwrap();
            write_pages(pages, path);
        }
        let [a, b] = paths;
        let (one, other) = (jirei::source::load(&[a.clone(), b.clone()]), jirei::source::load(&[b, a]));
        assert_same_figures(&all_figures(&one, &filter, &list), &all_figures(&other, &filter, &list))?;
    }
}

proptest! {
    #![proptest_config(few(3))]

    #[test]
    fn the_number_of_threads_changes_no_byte(pages in pages(24), view in view()) {
        let folder = folder_of(&pages);
        let path = folder.path().to_str().unwrap();
        let catalog = jirei::source::load(&[folder.path().to_owned()]);
        let text = view.text(&catalog);
        for arguments in [
            &["table", "-q", &text, "--format", "json"][..],
            &["stats", "-q", &view.filter],
            &["stats", "--charts", "-q", &view.filter],
            &["export", "--format", "tsv", "-q", &view.filter],
        ] {
            let output = |threads: &str| {
                let mut command = jirei(arguments);
                let output = command.env("RAYON_NUM_THREADS", threads).arg(path).output().unwrap();
                (output.stdout, output.stderr, output.status.code())
            };
            prop_assert_eq!(output("1"), output("7"), "{:?}", arguments);
        }
    }
}

// Cases side by side, and cases that are alike.

/// The states of the rows of a comparison by the form, and by columns.
fn states(catalog: &Catalog, entries: &[usize], base: usize, columns: &[Column]) -> Vec<(String, RowState)> {
    let form = Comparison::of_form(catalog, entries, None, base, Lang::Ja);
    let chosen = Comparison::of_columns(catalog, entries, columns.to_vec(), base, Lang::Ja).unwrap();
    let rows = form.rows.iter().chain(&chosen.rows);
    rows.map(|row| (row.heading.id.clone(), row.state)).collect()
}

proptest! {
    #![proptest_config(few(7))]

    #[test]
    fn a_case_beside_itself_is_the_same_and_the_order_of_the_cases_changes_no_state(
        pages in pages(10),
        list in columns(),
    ) {
        let catalog = catalog_of(&pages);
        let count = catalog.entries.len();
        let all: Vec<usize> = (0..count).collect();
        let columns = listed(&list, &catalog, &all);
        for first in 0..count {
            for (id, state) in states(&catalog, &[first, first, first], 1, &columns) {
                prop_assert!(matches!(state, RowState::Same | RowState::Blank), "{id} {state:?}");
            }
            let (second, third) = ((first + 1) % count, (first + 3) % count);
            let there = states(&catalog, &[first, second, third], 0, &columns);
            prop_assert_eq!(&states(&catalog, &[third, first, second], 2, &columns), &there);
            prop_assert_eq!(
                states(&catalog, &[first, second], 0, &columns),
                states(&catalog, &[second, first], 1, &columns)
            );
            let comparison = Comparison::of_form(&catalog, &[first, second], None, 0, Lang::Ja);
            let sum: usize = comparison.counts.iter().map(|(_, count)| count).sum();
            prop_assert_eq!(sum, schema().fields().count());
            for row in &comparison.rows {
                prop_assert!(row.cells[0].relation.is_none(), "the base relates to nothing");
                let numbers = row.cells.iter().filter_map(|cell| cell.cell.number());
                let numbers: Vec<Number> = numbers.collect();
                prop_assert!(numbers.len() == 2 || row.cells[1].relation.is_none(), "{}", row.heading.id);
                let is_quantity = matches!(row.column, Some(Column::Quantity(_)));
                if let ([one, other], true) = (&numbers[..], is_quantity) {
                    // How the page writes a number is no difference; what is around it may be one.
                    prop_assert!(one == other || row.state == RowState::Different, "{}", row.heading.id);
                }
            }
        }
    }

    #[test]
    fn likeness_is_the_same_either_way_all_with_itself_and_unchanged_by_others(pages in pages(16)) {
        let catalog = catalog_of(&pages);
        let all: Vec<usize> = (0..catalog.entries.len()).collect();
        let profiles: Vec<Profile> = catalog.cases().map(Profile::of_case).collect();
        let groups = FeatureGroup::VARIANTS;
        for (at, one) in profiles.iter().enumerate() {
            for groups in [groups, &groups[..2], &groups[3..]] {
                let own = one.compare(one, groups);
                prop_assert!((own.score() - 100.0).abs() < 1e-9 || own.points(None).1 == 0);
                for other in &profiles {
                    let (there, back) = (one.compare(other, groups), other.compare(one, groups));
                    prop_assert!((there.score() - back.score()).abs() < 1e-9);
                    prop_assert!((0.0..=100.0 + 1e-9).contains(&there.score()));
                    prop_assert_eq!(there.points(None).1, back.points(None).1);
                }
            }
            let ranked = rank_similar(one, &catalog, &all, groups);
            prop_assert_eq!(ranked.len(), all.len());
            let half: Vec<usize> = all.iter().copied().filter(|entry| entry % 2 == at % 2).rev().collect();
            let of_half = rank_similar(one, &catalog, &half, groups);
            let kept = ranked.iter().filter(|similar| half.contains(&similar.entry));
            prop_assert_eq!(kept.cloned().collect::<Vec<_>>(), of_half, "others change neither score nor order");
        }
    }
}

/// A number as pages write it.
fn spelled(number: u64, how: usize) -> String {
    let grouped = jirei::text::number::grouped(number);
    let wide = |text: &str| {
        text.chars()
            .map(|char| match char {
                '0'..='9' => char::from_u32(char as u32 - u32::from(b'0') + u32::from('０')).unwrap(),
                _ => char,
            })
            .collect::<String>()
    };
    match how % 5 {
        0 => number.to_string(),
        1 => format!("{number}人"),
        2 => format!("{grouped}人"),
        3 => wide(&number.to_string()),
        _ => format!("約{grouped}人").replace('約', ""),
    }
}

proptest! {
    #![proptest_config(few(24))]

    #[test]
    fn a_number_is_the_same_however_it_is_written(
        number in 0..5_000_000_u64,
        other in 0..5_000_000_u64,
        how in (0..5_usize, 0..5_usize),
    ) {
        let page = |seed, text: String| {
            generator::catalog::changed(generator::page(seed), &[("登録患者数", &text)])
        };
        let state = |one: String, two: String| {
            let catalog = generator::catalog::read([page(1, one), page(8, two)]);
            let columns = vec![single("患者")];
            let comparison = Comparison::of_columns(&catalog, &[0, 1], columns, 0, Lang::Ja).unwrap();
            comparison.rows[0].state
        };
        prop_assert_eq!(state(spelled(number, how.0), spelled(number, how.1)), RowState::Same);
        let is = if number == other { RowState::Same } else { RowState::Different };
        prop_assert_eq!(state(spelled(number, how.0), spelled(other, how.1)), is);
    }
}

#[test]
fn both_built_in_pages_have_the_sixteen_effects_of_the_form() {
    let catalog = jirei::source::load(&[]);
    let effects = listed("効果:*", &catalog, &[0, 1]);
    assert_eq!(effects.len(), 16);
    for column in &effects {
        let cells = cells(column, &catalog, &[0, 1]);
        assert!(cells.iter().all(|cell| matches!(cell.value, CellValue::Mark { .. })), "{column:?}");
    }
    let lines = printed(&["table", "--columns", "略称,効果:*", "--format", "tsv"]);
    assert!(lines.lines().all(|line| line.split('\t').count() == 2 + 16), "{lines}");
}
