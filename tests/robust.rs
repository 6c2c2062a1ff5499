//! Whatever a file holds: no panic, no hang, no lost word, and time in proportion to its size.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops by panicking")]

#[allow(dead_code, reason = "others use the rest of it")]
mod generator;
#[path = "robust/large.rs"]
mod large;
#[path = "robust/rubbish.rs"]
mod rubbish;
#[path = "robust/sound.rs"]
mod sound;

use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::{Duration, Instant};

use jirei::model::{Case, Detail};
use jirei::source::read_pages;

use self::large::{DEADLY, SHAPES, Shape};

/// How many times larger the larger of two files is. In quadratic time it takes 256 times as long.
const TIMES: usize = 16;

/// More than this many times as long is not linear, however busy the machine: a line that is read in no time costs
/// six times as much in memory that the process has yet to be given.
const TOO_LONG: u32 = 120;

#[test]
fn any_bytes_are_read_soundly() {
    for seed in 0..1_500 {
        sound::assert_sound(&rubbish::bytes(seed));
    }
    for seed in 0..60 {
        sound::assert_sound(rubbish::page_with_strangers(seed).0.as_bytes());
    }
}

#[test]
fn a_page_with_one_too_short_to_be_one_after_it_is_sound() {
    let page = "事例紹介\n参加団体数と参加患者数\n参加の同意方法について\nサービスについて\n通信ネットワーク\n予算について\n";
    sound::assert_sound(format!("{page}事例紹介\nシステムの概要\n").as_bytes());
}

/// Every word of a case and of its diagnostics.
fn all_words(case: &Case) -> String {
    let mut words = vec![case.name.clone()];
    for section in &case.sections {
        words.push(section.title.clone());
        words.extend(section.fields.iter().flat_map(|field| [field.label.to_string(), field.text.clone()]));
    }
    for diagnostic in &case.diagnostics {
        words.push(diagnostic.subject.clone());
        if let Detail::Words(detail) = &diagnostic.detail {
            words.push(detail.clone());
        }
    }
    words.join("\n")
}

#[test]
fn every_word_between_the_first_label_and_the_footer_is_told() {
    let mut lost = BTreeMap::new();
    for seed in 0..400 {
        let (page, strangers) = rubbish::page_with_strangers(seed);
        let cases = read_pages("strange.txt", page.clone().into_bytes()).unwrap();
        let told: String = cases.iter().map(all_words).collect();
        for word in strangers.into_iter().filter(|word| !told.contains(word)) {
            let at = page.lines().position(|line| line.contains(&word)).unwrap();
            let lines: Vec<&str> = page.lines().skip(at.saturating_sub(3)).take(6).collect();
            lost.entry(seed).or_insert(format!("{word} in {lines:?}"));
        }
    }
    let first: Vec<_> = lost.iter().take(8).collect();
    assert!(lost.is_empty(), "words of {} seeds are lost: {first:#?}", lost.len());
}

/// No clock: what is not linear here takes minutes, or more memory than there is.
#[test]
fn what_was_deadly_is_read_and_read_right() {
    for shape in DEADLY {
        let cases = read_pages("deadly", (shape.write)(shape.few).into_bytes()).unwrap();
        let is_many = shape.name == "pages with a link";
        assert_eq!(cases.len(), if is_many { shape.few } else { 1 }, "{}", shape.name);
        let known = |case: &Case| case.sections.iter().flat_map(|section| &section.fields).count();
        assert!(cases.iter().all(|case| known(case) >= 4 && !case.name.is_empty()), "{}", shape.name);
        let hosts = cases.iter().filter_map(|case| case.url.as_deref()).enumerate();
        let own = hosts.filter(|(at, url)| *url == format!("http://h{at}.example.jp/")).count();
        assert!(!is_many || own == shape.few, "{}: {own} with their own address", shape.name);
    }
}

fn time_to_read(text: &str) -> Duration {
    let bytes = text.as_bytes().to_vec();
    let start = Instant::now();
    black_box(read_pages("large.txt", bytes).is_ok());
    start.elapsed()
}

/// How many times as long the larger file takes, the best of a few tries: others use the machine too.
fn growth(shape: &Shape) -> u32 {
    let small = (shape.write)(shape.few);
    let large = (shape.write)(shape.few * TIMES);
    let mut best = u32::MAX;
    for _ in 0..3 {
        let few = (0..3).map(|_| time_to_read(&small)).min().unwrap_or_default();
        // A file that takes no time at all says nothing.
        let few = few.max(Duration::from_micros(500));
        let times = time_to_read(&large).as_nanos() / few.as_nanos();
        best = best.min(u32::try_from(times).unwrap_or(u32::MAX));
        if best <= TOO_LONG {
            break;
        }
    }
    best
}

#[test]
fn time_is_in_proportion_to_size() {
    let slow: Vec<String> = SHAPES
        .iter()
        .map(|shape| (shape.name, growth(shape)))
        .filter(|(_, times)| *times > TOO_LONG)
        .map(|(name, times)| format!("{name}: {times} times as long"))
        .collect();
    assert!(slow.is_empty(), "for {TIMES} times as much: {slow:#?}");
}

/// As large as anyone will ever open by accident: a line of 50 MB, millions of empty rows and of nested
/// tags, beside a sixteenth of it: in quadratic time it would take 256 times as long. Too slow without
/// optimisation to run every time, and to be looked at: nothing else should run beside it.
#[test]
#[ignore = "run it with --release"]
fn very_large_files_end() {
    for shape in SHAPES {
        let one = ((shape.write)(1_000).len() - (shape.write)(0).len()) / 1_000;
        let [few, many] = [3_125_000, 50_000_000].map(|bytes| (shape.write)(bytes / one));
        let (less, peak) = (time_to_read(&few), forget_peak());
        let took = time_to_read(&many);
        let (size, times) = (many.len() as f64 / 1e6, took.as_secs_f64() / less.as_secs_f64());
        let memory = peak.map(|before| (peak_memory().unwrap_or_default() - before) as f64 / 1e6);
        println!("{:35} {size:5.1} MB {took:9.2?}, {times:5.1} times as long, {memory:.0?} MB", shape.name);
    }
}

/// The most memory that this process had at a time, in bytes, where the system tells.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    Some(line.split_whitespace().nth(1)?.parse::<u64>().ok()? * 1024)
}

/// Counts the most memory anew from here; gives what is in use now.
fn forget_peak() -> Option<u64> {
    std::fs::write("/proc/self/clear_refs", "5").ok()?;
    peak_memory()
}
