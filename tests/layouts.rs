//! The property that no list of shapes can give: a case is read right however its page is laid out.
//! Layouts are drawn from independent parts (rows, titles, prefixes, blank lines, order, heads, …).
//!
//! `JIREI_SEEDS=10000` tries more seeds, `JIREI_FIRST=…` others. With `--nocapture` the report lists how
//! each part is read; `JIREI_ONLY=Pipes` keeps it to layouts in whose line the word stands, `JIREI_SHOW=4`
//! also lists so many faults of each seed, and `JIREI_DUMP=folder` writes its page, what the page has to
//! give, and the layout with all faults.

#![allow(clippy::panic, reason = "a test stops by panicking")]

#[allow(dead_code, reason = "others use the rest of it")]
mod generator;
#[path = "layouts/mod.rs"]
mod layouts;

use std::env;
use std::path::Path;

use jirei::model::LineSpan;
use jirei::source::read_pages;
use layouts::{Layout, Report, Trial, dump, try_quotes};

/// Fields of layouts that are not hard: right at least, of 100,000.
const RIGHT: usize = 99_300;

/// Wrong without a warning at most, of 100,000.
const SILENT: usize = 100;

/// A number from the environment.
fn setting(name: &str, otherwise: u64) -> u64 {
    env::var(name).ok().and_then(|number| number.parse().ok()).unwrap_or(otherwise)
}

fn seeds(otherwise: u64) -> std::ops::Range<u64> {
    let first = setting("JIREI_FIRST", 0);
    first..first + setting("JIREI_SEEDS", otherwise)
}

#[test]
fn a_case_is_read_right_in_any_layout() {
    let mut report = Report::default();
    seeds(500).for_each(|seed| report.add(&Trial::new(seed)));
    let of = report.sure.fields.max(1);
    let (right, silent) = (report.sure.right * 100_000 / of, (report.sure.silent * 100_000).div_ceil(of));
    assert!(right >= RIGHT && silent <= SILENT, "right {right}, silent {silent}, of 100,000\n{report}");
}

#[test]
fn layouts_report() {
    let mut report = Report::default();
    let shown = usize::try_from(setting("JIREI_SHOW", 0)).unwrap_or_default();
    let only = env::var("JIREI_ONLY").unwrap_or_default();
    let folder = env::var_os("JIREI_DUMP");
    for seed in seeds(300).filter(|seed| Layout::new(*seed).to_string().contains(&only)) {
        let trial = Trial::new(seed);
        report.add(&trial);
        if trial.verdict.faults.is_empty() {
            continue;
        }
        if shown > 0 {
            let hard = if trial.layout.is_hard() { " (hard)" } else { "" };
            println!("seed {seed}{hard}: {} faults: {}", trial.verdict.faults.len(), trial.layout);
            trial.verdict.faults.iter().take(shown).for_each(|fault| println!("  {fault}"));
        }
        if let Some(folder) = &folder {
            dump(&trial, Path::new(folder)).unwrap_or_else(|error| panic!("{folder:?}: {error}"));
        }
    }
    println!("{report}");
}

#[test]
fn words_that_quote_labels_change_no_other_field() {
    let tried: Vec<(u64, Vec<String>)> =
        seeds(300).filter_map(|seed| Some((seed, try_quotes(seed)?))).collect();
    let changed: Vec<String> = tried
        .iter()
        .filter(|(_, changes)| !changes.is_empty())
        .map(|(seed, changes)| {
            format!("seed {seed}: {}", changes.iter().take(3).cloned().collect::<Vec<_>>().join("; "))
        })
        .collect();
    println!("quotes change other fields on {} of {} pages", changed.len(), tried.len());
    if env::var_os("JIREI_SHOW").is_some() {
        changed.iter().for_each(|line| println!("{line}"));
    }
    // Fewer than one in a thousand.
    assert!(
        changed.len() * 1_000 < tried.len(),
        "{} of {}\n{}",
        changed.len(),
        tried.len(),
        changed.join("\n")
    );
}

/// Layouts on which a quoted label once changed another field.
const ONCE_CHANGED: [u64; 25] = [
    20490, 21367, 21776, 22097, 22347, 23743, 23896, 24014, 24097, 25192, 25778, 25815, 26435, 26714, 26771,
    27079, 27506, 27920, 28328, 28355, 28487, 28564, 28636, 29257, 29725,
];

#[test]
fn quotes_that_once_changed_a_field_change_none() {
    for seed in ONCE_CHANGED {
        assert_eq!(try_quotes(seed), Some(Vec::new()), "seed {seed}");
    }
}

#[test]
fn every_value_is_on_its_page() {
    for seed in seeds(200) {
        let trial = Trial::new(seed);
        assert_eq!(trial.missing_value(), None, "seed {seed}: {}", trial.layout);
    }
}

#[test]
fn every_field_is_in_lines_of_its_page_and_every_page_in_lines_of_the_file() {
    for seed in seeds(600) {
        let trial = Trial::new(seed);
        let lines = u32::try_from(trial.paper.text.split(['\n', '\r']).count()).unwrap_or(u32::MAX);
        for case in read_pages(trial.paper.file, trial.paper.text.clone().into_bytes()).unwrap_or_default() {
            let page = case.source.lines;
            assert!(
                1 <= page.first && page.first <= page.last && page.last <= lines,
                "seed {seed}: {page:?} of {lines} lines: {}\n{}",
                trial.layout,
                trial.paper.text
            );
            for section in &case.sections {
                for field in &section.fields {
                    let LineSpan { first, last } = field.lines;
                    let is_inside = page.first <= first && first <= last && last <= page.last;
                    let place = format!("{} {first}-{last} outside {page:?}", field.label);
                    assert!(is_inside, "seed {seed}: {place}: {}", trial.layout);
                }
            }
        }
    }
}

#[test]
fn the_same_seed_gives_the_same_page() {
    for seed in 0..20 {
        let (first, second) = (Trial::new(seed), Trial::new(seed));
        assert_eq!(first.paper.text, second.paper.text);
    }
}
