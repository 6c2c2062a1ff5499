//! What searching costs at 300, 3,000 and 10,000 made-up cases, every name and field of them searched:
//! the index, single searches, and the keys of people who type and delete.
//!
//! divan's table comes first. Then every key of a typed script is timed by itself, as a median hides the
//! key that one waits for: *search* is query text → ranked hits, *frame* is key → drawn frame through
//! the browser's own loop on a screen in memory of 120×36. Where fzf is installed, `fzf --filter` runs
//! over the names of the same cases, a process a key: that is a start of a program and names alone, and
//! beside it stands what starting `fzf --filter` over nothing takes. `JIREI_BENCH_LARGE=1` adds
//! 100,000 cases to the second part.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a bench stops by panicking")]

#[allow(dead_code, reason = "tests use the rest of it")]
#[path = "../tests/driver/mod.rs"]
mod driver;
#[allow(dead_code, reason = "tests use the rest of it")]
#[path = "../tests/generator/mod.rs"]
mod generator;

use std::fs;
use std::hint::black_box;
use std::io::Write;
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use divan::Bencher;
use driver::Browser;
use jirei::config::{Chord, Key, Keymap};
use jirei::lang::Lang;
use jirei::model::Catalog;
use jirei::search::{Hit, Index, PreparedQuery, Query};
use jirei::tui::input::Input;
use jirei::tui::state::State;
use jirei::tui::theme::Theme;
use tempfile::TempDir;

/// As in the program, so that the memory is the program's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How many cases are searched.
const CASES: [usize; 3] = [300, 3_000, 10_000];

/// Tells a process which size it is to report.
const SIZE: &str = "JIREI_BENCH_SIZE";

/// So many only where they are asked for.
const LARGE: usize = 100_000;

/// What is typed and deleted again, key by key; a space between two words is a key too.
const TYPED: [&str; 12] = [
    "医療",
    "も",
    "ryouyou",
    "saita",
    "ｘｙｚｑ",
    "もがみ",
    "地域医療 糖尿病",
    "ネットワーク",
    "byouin",
    "SS-MIX2",
    "患者>=1万 同意書",
    "県:埼玉|山形 -終了",
];

/// The queries that are searched for by themselves.
const QUERIES: [(&str, &str); 5] = [
    ("kanji", "医療"),
    ("one kana", "も"),
    ("romaji", "ryouyou"),
    ("half romaji", "saita"),
    ("miss", "ｘｙｚｑ"),
];

/// What fzf is asked; it has no readings and no language.
const NAMES_ASKED: [&str; 4] = ["医療", "も", "ネットワーク", "ｘｙｚｑ"];

/// Starts of fzf for a figure.
const STARTS: usize = 15;

fn main() {
    if let Some(cases) = std::env::var(SIZE).ok().and_then(|cases| cases.parse().ok()) {
        return report(cases);
    }
    divan::main();
    // `cargo bench -- name` asks for some of divan's alone, `--test` and `--list` for no figures.
    if std::env::args().skip(1).any(|argument| argument != "--bench") {
        return;
    }
    let large = std::env::var_os("JIREI_BENCH_LARGE").is_some().then_some(LARGE);
    for cases in CASES.into_iter().chain(large) {
        // In a process of its own, so that the memory is of these cases alone.
        let this = std::env::current_exe().unwrap();
        assert!(Command::new(this).env(SIZE, cases.to_string()).status().unwrap().success());
    }
}

/// The catalogs that divan's benches share, each read once.
fn shared(cases: usize) -> &'static Catalog {
    static CATALOGS: [OnceLock<Catalog>; 3] = [const { OnceLock::new() }; 3];
    let nth = CASES.iter().position(|known| *known == cases).unwrap();
    CATALOGS[nth].get_or_init(|| catalog(cases).0)
}

/// Made-up cases, and how many bytes their pages are.
fn catalog(cases: usize) -> (Catalog, u64) {
    let folder = TempDir::new().unwrap();
    generator::write_pages(folder.path(), cases).unwrap();
    let files = fs::read_dir(folder.path()).unwrap();
    let bytes = files.map(|entry| entry.unwrap().metadata().unwrap().len()).sum();
    let catalog = jirei::source::load(&[folder.path().to_owned()]);
    // A figure for pages that were not read would look splendid.
    assert_eq!(catalog.pages.len(), cases);
    (catalog, bytes)
}

#[divan::bench(args = CASES, sample_count = 5, sample_size = 1)]
fn a_build_index(bencher: Bencher, cases: usize) {
    let catalog = shared(cases);
    bencher.bench_local(|| Index::new(catalog));
}

/// Query → ranked hits, and what lights them up.
fn find(index: &Index, catalog: &Catalog, text: &str) -> (PreparedQuery, Vec<Hit>) {
    PreparedQuery::find(&mut Query::parse(text), index, catalog, Lang::Ja)
}

/// One search as if nothing had been searched for before.
fn search(bencher: Bencher, cases: usize, query: &str) {
    let catalog = shared(cases);
    let index = Index::new(catalog);
    bencher
        .with_inputs(|| _ = find(&index, catalog, ""))
        .bench_local_values(|()| find(&index, catalog, query));
}

#[divan::bench(args = CASES, sample_count = 30, sample_size = 1)]
fn b_search_kanji(bencher: Bencher, cases: usize) {
    search(bencher, cases, QUERIES[0].1);
}

#[divan::bench(args = CASES, sample_count = 30, sample_size = 1)]
fn c_search_one_kana(bencher: Bencher, cases: usize) {
    search(bencher, cases, QUERIES[1].1);
}

#[divan::bench(args = CASES, sample_count = 30, sample_size = 1)]
fn d_search_romaji(bencher: Bencher, cases: usize) {
    search(bencher, cases, QUERIES[2].1);
}

#[divan::bench(args = CASES, sample_count = 30, sample_size = 1)]
fn e_search_half_romaji(bencher: Bencher, cases: usize) {
    search(bencher, cases, QUERIES[3].1);
}

#[divan::bench(args = CASES, sample_count = 30, sample_size = 1)]
fn f_search_miss(bencher: Bencher, cases: usize) {
    search(bencher, cases, QUERIES[4].1);
}

/// The texts in the box after each key of the script: letter by letter there, and back again.
fn keys() -> Vec<(Key, String)> {
    let mut keys = Vec::new();
    for words in TYPED {
        let mut text = String::new();
        for letter in words.chars() {
            text.push(letter);
            keys.push((Key::Char(letter), text.clone()));
        }
        while text.pop().is_some() {
            keys.push((Key::Backspace, text.clone()));
        }
    }
    keys
}

/// How often the script is typed: a 99th percentile needs a few hundred keys.
const ROUNDS: usize = 3;

/// One size: the keys, what the index takes, and fzf beside them.
fn report(cases: usize) {
    let before = resident();
    let (catalog, bytes) = catalog(cases);
    let read = resident();
    let started = Instant::now();
    let index = Index::new(&catalog);
    let built = started.elapsed();
    let memory = memory([before, read, resident()], bytes);
    println!("\n{cases} cases ({} MB of pages), every name and field searched", bytes / 1_000_000);
    println!("  index built in {:.0} ms{}", milliseconds(built), memory);
    let names = names(&catalog);
    // The query of the key before is kept, as in the browser.
    let mut last = (PreparedQuery::default(), Vec::new());
    let typed = (0..ROUNDS).flat_map(|_| keys()).map(|(_, text)| {
        let time = timed(|| {
            last = find(&index, &catalog, &text);
        });
        (time, text)
    });
    let (mut searched, slowest) = with_slowest(typed);
    println!("  {:<42}{:>10}{:>10}{:>10}", "milliseconds a key", "median", "99 %", "slowest");
    let search = row("search: text → ranked hits", &mut searched);
    println!("    the slowest: {slowest}");
    for (name, text) in QUERIES {
        let mut times: Vec<Duration> = (0..STARTS)
            .map(|_| {
                _ = find(&index, &catalog, "");
                timed(|| find(&index, &catalog, text))
            })
            .collect();
        row(&format!("  {text} ({name})"), &mut times);
    }
    drop(index);
    let (mut frames, slowest) = with_slowest(frames(catalog).into_iter());
    row("frame: key → drawn, through the browser", &mut frames);
    println!("    the slowest: {slowest}");
    beside_fzf(&names, search);
}

/// The times, and the text in the box behind the slowest key.
fn with_slowest(keys: impl Iterator<Item = (Duration, String)>) -> (Vec<Duration>, String) {
    let keys: Vec<(Duration, String)> = keys.collect();
    let (_, slowest) = keys.iter().max().cloned().unwrap();
    (keys.into_iter().map(|(time, _)| time).collect(), slowest)
}

fn timed<T>(work: impl FnOnce() -> T) -> Duration {
    let started = Instant::now();
    black_box(work());
    started.elapsed()
}

/// Every key of the script through the browser's loop, each until its frame is drawn.
fn frames(catalog: Catalog) -> Vec<(Duration, String)> {
    let state = State::new(catalog, Lang::Ja, Keymap::built_in());
    let mut browser = Browser::with((120, 36), state, Theme::new(true));
    browser.0.feed([Input::Key(Chord::plain(Key::Char('/')))]).unwrap();
    let keys = (0..ROUNDS).flat_map(|_| keys());
    keys.map(|(key, text)| {
        let time = timed(|| browser.0.feed([Input::Key(Chord::plain(key))]).unwrap());
        // A key that went elsewhere would cost nothing.
        assert_eq!(browser.0.state.search.text(), text);
        (time, text)
    })
    .collect()
}

/// A line of the table; gives the median.
fn row(name: &str, times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    let at = |percent: usize| times[(times.len() * percent / 100).min(times.len() - 1)];
    let cells = [at(50), at(99), at(100)].map(|time| format!("{:>10.2}", milliseconds(time)));
    let wide = jirei::text::width::pad(&format!("  {name}"), 44);
    println!("{wide}{}", cells.concat());
    at(50)
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

/// Bytes of this process that are in memory, where the system says so.
fn resident() -> Option<u64> {
    let pages = fs::read_to_string("/proc/self/statm").ok()?;
    let pages: u64 = pages.split(' ').nth(1)?.parse().ok()?;
    Some(pages * 4_096)
}

/// What the cases and their index take beyond the bare program, from three looks at it.
fn memory(looks: [Option<u64>; 3], bytes: u64) -> String {
    let [Some(bare), Some(read), Some(indexed)] = looks else { return String::new() };
    let part = |from: u64, to: u64| {
        let taken = to.saturating_sub(from);
        format!("{} MB ({:.1} × the pages)", taken / 1_000_000, taken as f64 / bytes as f64)
    };
    format!(
        ", memory: cases {}, index {}, together {}",
        part(bare, read),
        part(read, indexed),
        part(bare, indexed)
    )
}

/// What fzf looks through: a line a case with all of its names.
fn names(catalog: &Catalog) -> Vec<u8> {
    let mut lines = Vec::new();
    for case in catalog.cases() {
        let nickname = case.nickname.as_deref().unwrap_or_default();
        let (lead, area) = (case.field_text("lead_organisation"), case.prefectures.join("、"));
        writeln!(lines, "{nickname} {} {lead} {area} {}", case.name, case.id).unwrap();
    }
    lines
}

fn beside_fzf(names: &[u8], ours: Duration) {
    if Command::new("fzf").arg("--version").output().is_err() {
        println!("  fzf is not installed: nothing to compare with");
        return;
    }
    let mut theirs: Vec<Duration> =
        NAMES_ASKED.iter().flat_map(|asked| (0..STARTS).map(|_| fzf(asked, names))).collect();
    let mut starts: Vec<Duration> = (0..STARTS).map(|_| fzf("も", b"")).collect();
    let whole = row("fzf --filter: a process, names alone", &mut theirs);
    row("  of these, starting it over nothing", &mut starts);
    println!("  ratio of medians, search / fzf --filter: {:.2}", ours.as_secs_f64() / whole.as_secs_f64());
}

/// One key of fzf: a process that reads the names, filters and prints.
fn fzf(asked: &str, names: &[u8]) -> Duration {
    let started = Instant::now();
    let mut command = Command::new("fzf");
    command.args(["--filter", asked]).env_remove("FZF_DEFAULT_OPTS");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    std::thread::scope(|scope| {
        // Both pipes at once: a full one would stop the other.
        scope.spawn(move || _ = input.write_all(names));
        child.wait_with_output().unwrap();
    });
    started.elapsed()
}
