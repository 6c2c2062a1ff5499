//! How long a folder takes to be loaded whole, beside reading the same files and doing nothing.
//!
//! Both in one run over the same folder, at as many pages as the site has and at far more.

#![expect(clippy::unwrap_used, reason = "a bench that cannot be set up may stop")]

#[allow(dead_code, reason = "tests use the rest of it")]
#[path = "../tests/generator/mod.rs"]
mod generator;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use tempfile::TempDir;

const PAGES: [usize; 2] = [300, 10_000];

/// The folders, written once for both benches.
static FOLDERS: LazyLock<[TempDir; 2]> = LazyLock::new(|| {
    PAGES.map(|pages| {
        let folder = TempDir::new().unwrap();
        generator::write_pages(folder.path(), pages).unwrap();
        folder
    })
});

fn main() {
    divan::main();
    // Statics are not dropped: the folders would stay behind.
    for folder in FOLDERS.iter() {
        _ = fs::remove_dir_all(folder.path());
    }
}

fn folder(pages: usize) -> &'static Path {
    let nth = PAGES.iter().position(|known| *known == pages).unwrap();
    FOLDERS[nth].path()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect()
}

fn bytes(folder: &Path) -> u64 {
    files(folder).iter().map(|path| fs::metadata(path).unwrap().len()).sum()
}

/// What `cat` of the folder to nowhere does.
#[divan::bench(args = PAGES, sample_count = 5, sample_size = 1)]
fn read_all_files_only(bencher: Bencher, pages: usize) {
    let folder = folder(pages);
    bencher
        .counter(BytesCount::new(bytes(folder)))
        .counter(ItemsCount::new(pages))
        .bench_local(|| files(folder).iter().map(|path| fs::read(path).unwrap().len()).sum::<usize>());
}

#[divan::bench(args = PAGES, sample_count = 5, sample_size = 1)]
fn load_all_pages(bencher: Bencher, pages: usize) {
    let folder = folder(pages);
    let paths = [folder.to_owned()];
    // A figure for pages that were not read would look splendid.
    assert_eq!(jirei::source::load(&paths).pages.len(), pages);
    bencher
        .counter(BytesCount::new(bytes(folder)))
        .counter(ItemsCount::new(pages))
        .bench_local(|| jirei::source::load(&paths));
}
