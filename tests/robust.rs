//! Whatever a file holds and however large it is: no panic, no hang, no lost word.

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

use jirei::model::{Case, DiagnosticDetail};
use jirei::source::read_pages;

use self::large::{DEADLY, SHAPES};

/// `ROBUST_SEEDS=500000` tries more seeds, `ROBUST_FIRST=…` others. Each is bytes; every 25th a page as well, and
/// that page with bytes changed.
#[test]
fn any_bytes_are_read_soundly() {
    let setting = |name: &str| std::env::var(name).ok().and_then(|number| number.parse::<u64>().ok());
    let (first, seeds) = (setting("ROBUST_FIRST").unwrap_or(0), setting("ROBUST_SEEDS").unwrap_or(1_500));
    for seed in first..first + seeds {
        sound::assert_sound(&rubbish::bytes(seed));
        if seed % 25 == 0 {
            let page = rubbish::page_with_strangers(seed).0;
            sound::assert_sound(page.as_bytes());
            sound::assert_sound(&rubbish::with_changed_bytes(seed, page.into_bytes()));
        }
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
        if let DiagnosticDetail::Words(detail) = &diagnostic.detail {
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

/// Four times as much is read as the same: no limit cuts it off. How long it takes is a bench.
#[test]
fn every_shape_that_was_slow_is_read_soundly_and_alike_at_any_size() {
    for shape in SHAPES {
        let few = (shape.write)(shape.few);
        sound::assert_sound(few.as_bytes());
        let cases = |text: String| read_pages("large.txt", text.into_bytes()).map_or(0, |cases| cases.len());
        assert_eq!(cases((shape.write)(shape.few * 4)), cases(few), "{}", shape.name);
    }
}
