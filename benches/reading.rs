//! How fast pages become cases, in bytes a second, beside only reading the same files.
//!
//! Both read one folder of made-up pages in one run, so that their ratio says what decoding,
//! parsing and diagnosing cost on any machine; the same pages from memory leave the file system out.

#![expect(clippy::unwrap_used, reason = "a bench that cannot be set up may stop")]

#[allow(dead_code, reason = "tests use the rest of it")]
#[path = "../tests/generator/mod.rs"]
mod generator;

use std::fs;
use std::path::{Path, PathBuf};

use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use tempfile::TempDir;

/// As many pages as the site has, give or take, and far more than anyone has.
const PAGES: [usize; 2] = [300, 3_000];

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

#[divan::bench(args = PAGES, sample_count = 20, sample_size = 1)]
fn parse_from_memory(bencher: Bencher, pages: usize) {
    let contents: Vec<Vec<u8>> = (0..pages).map(|seed| generator::page(seed as u64).into_bytes()).collect();
    let bytes: usize = contents.iter().map(Vec::len).sum();
    bencher.counter(BytesCount::new(bytes)).counter(ItemsCount::new(pages)).bench_local(|| {
        contents
            .iter()
            .map(|page| jirei::source::read_pages("page.txt", page.clone()).unwrap().len())
            .sum::<usize>()
    });
}
