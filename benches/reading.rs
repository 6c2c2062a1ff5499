//! How fast pages become cases, in bytes a second, beside only reading the same files.
//!
//! Both read one folder of made-up pages in one run, so that their ratio says what decoding,
//! parsing and diagnosing cost on any machine; the same pages from memory leave the file system out.

#![expect(clippy::unwrap_used, reason = "a bench that cannot be set up may stop")]

#[allow(dead_code, reason = "tests use the rest of it")]
#[path = "../tests/generator/mod.rs"]
mod generator;

#[path = "../tests/robust/large.rs"]
mod large;

use std::fs;
use std::path::{Path, PathBuf};

use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use tempfile::TempDir;

/// As many pages as the site has, give or take, and far more than anyone has.
const PAGES: [usize; 2] = [300, 3_000];

/// The program's own.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    divan::main();
}

/// A folder of pages and how many bytes they are.
fn folder(pages: usize) -> (TempDir, u64) {
    let folder = TempDir::new().unwrap();
    generator::write_pages(folder.path(), pages).unwrap();
    let bytes = files(folder.path()).iter().map(|path| fs::metadata(path).unwrap().len()).sum();
    (folder, bytes)
}

fn files(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect()
}

#[divan::bench(args = PAGES, sample_count = 20, sample_size = 1)]
fn read_bytes_only(bencher: Bencher, pages: usize) {
    let (folder, bytes) = folder(pages);
    bencher
        .counter(BytesCount::new(bytes))
        .counter(ItemsCount::new(pages))
        .bench_local(|| files(folder.path()).iter().map(|path| fs::read(path).unwrap().len()).sum::<usize>());
}

#[divan::bench(args = PAGES, sample_count = 20, sample_size = 1)]
fn load_cases(bencher: Bencher, pages: usize) {
    let (folder, bytes) = folder(pages);
    let paths = [folder.path().to_owned()];
    // A figure for pages that were not read would look splendid.
    assert_eq!(jirei::source::load(&paths).pages.len(), pages);
    bencher
        .counter(BytesCount::new(bytes))
        .counter(ItemsCount::new(pages))
        .bench_local(|| jirei::source::load(&paths));
}

/// Pages from memory: what reading alone costs, format by format.
fn parse(bencher: Bencher, page: fn(u64) -> String) {
    let contents: Vec<Vec<u8>> = (0..300).map(|seed| page(seed).into_bytes()).collect();
    let read = |page: &Vec<u8>| jirei::source::read_pages("page", page.clone());
    // A format that is refused has no speed.
    if let Some(Err(refusal)) = contents.iter().map(read).find(Result::is_err) {
        println!("not read: {:?}", refusal.code);
        return;
    }
    let bytes: usize = contents.iter().map(Vec::len).sum();
    bencher
        .counter(BytesCount::new(bytes))
        .counter(ItemsCount::new(contents.len()))
        .bench_local(|| contents.iter().map(|page| read(page).map_or(0, |cases| cases.len())).sum::<usize>());
}

#[divan::bench(sample_count = 20, sample_size = 1)]
fn parse_tab_rows(bencher: Bencher) {
    parse(bencher, generator::page);
}

#[divan::bench(sample_count = 20, sample_size = 1)]
fn parse_damaged_tab_rows(bencher: Bencher) {
    parse(bencher, generator::damaged_page);
}

#[divan::bench(sample_count = 20, sample_size = 1)]
fn parse_pipe_tables(bencher: Bencher) {
    parse(bencher, generator::markdown_page);
}

#[divan::bench(sample_count = 20, sample_size = 1)]
fn parse_html(bencher: Bencher) {
    parse(bencher, generator::html_page);
}

/// Hostile files of about these many bytes: a kind's time is to grow as they do.
const SIZES: [usize; 3] = [1_000_000, 2_000_000, 4_000_000];

fn hostile() -> impl Iterator<Item = (usize, &'static str, usize)> {
    let shapes = large::DEADLY.iter().enumerate();
    shapes.flat_map(|(at, shape)| SIZES.map(|bytes| (at, shape.name, bytes)))
}

#[divan::bench(args = hostile().map(|(at, name, bytes)| Hostile(at, name, bytes)), sample_count = 3, sample_size = 1)]
fn read_hostile(bencher: Bencher, Hostile(at, _, bytes): &Hostile) {
    let write = large::DEADLY[*at].write;
    let one = (write(1_000).len() - write(0).len()) / 1_000;
    let text = write(bytes / one).into_bytes();
    bencher
        .counter(BytesCount::new(text.len()))
        .with_inputs(|| text.clone())
        .bench_values(|text| jirei::source::read_pages("hostile", text).is_ok());
}

/// The number of a shape, its name and a size in bytes.
struct Hostile(usize, &'static str, usize);

/// How many times larger the larger of two files is. In quadratic time it takes 256 times as long.
const TIMES: usize = 16;

/// Every shape that was slow once, in two sizes: the larger one is to take about as many times as long.
fn shapes() -> impl Iterator<Item = (usize, &'static str, usize)> {
    let shapes = large::SHAPES.iter().enumerate();
    shapes.flat_map(|(at, shape)| [1, TIMES].map(|times| (at, shape.name, times)))
}

#[divan::bench(args = shapes().map(|(at, name, times)| Slow(at, name, times)), sample_count = 3, sample_size = 1)]
fn read_shapes(bencher: Bencher, Slow(at, _, times): &Slow) {
    let shape = &large::SHAPES[*at];
    let text = (shape.write)(shape.few * times).into_bytes();
    bencher
        .counter(BytesCount::new(text.len()))
        .with_inputs(|| text.clone())
        .bench_values(|text| jirei::source::read_pages("large.txt", text).is_ok());
}

/// The number of a shape, its name and how many times as much of it there is.
struct Slow(usize, &'static str, usize);

impl std::fmt::Display for Slow {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{:34} ×{:>2}", self.1, self.2)
    }
}

impl std::fmt::Display for Hostile {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{:20} {:>4} kB", self.1, self.2 / 1_000)
    }
}
