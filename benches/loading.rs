//! What opening a folder costs, beside reading the same files and doing nothing: the first full frame
//! of the browser, through its own loop on a screen in memory of 120×36, and everything loaded.
//!
//! All in one run over the same folders, as text and as HTML, at as many pages as the site has and at
//! far more.

#![allow(clippy::unwrap_used, reason = "a bench that cannot be set up may stop")]

#[allow(dead_code, reason = "tests use the rest of it")]
#[path = "../tests/driver/mod.rs"]
mod driver;
#[allow(dead_code, reason = "tests use the rest of it")]
#[path = "../tests/generator/mod.rs"]
mod generator;

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::mpsc::{self, Receiver};

use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use driver::Browser;
use jirei::config::Keymap;
use jirei::lang::Lang;
use jirei::tui;
use jirei::tui::input::Input;
use jirei::tui::loader::Loader;
use jirei::tui::state::State;
use jirei::tui::theme::Theme;
use tempfile::TempDir;

/// A folder of pages.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Folder {
    pages: usize,
    is_html: bool,
}

const FOLDERS: [Folder; 4] = [
    Folder { pages: 300, is_html: false },
    Folder { pages: 10_000, is_html: false },
    Folder { pages: 300, is_html: true },
    Folder { pages: 10_000, is_html: true },
];

/// Where the folders are, each written once for all benches.
static PLACES: [OnceLock<TempDir>; 4] = [const { OnceLock::new() }; 4];

/// The program's own.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    divan::main();
    // Statics are not dropped: the folders would stay behind.
    for place in PLACES.iter().filter_map(OnceLock::get) {
        _ = fs::remove_dir_all(place.path());
    }
}

impl fmt::Display for Folder {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:>6} as {}", self.pages, if self.is_html { "HTML" } else { "text" })
    }
}

impl Folder {
    fn write(self) -> TempDir {
        let folder = TempDir::new().unwrap();
        if self.is_html {
            for seed in 0..self.pages {
                let page = generator::html_page(seed as u64);
                fs::write(folder.path().join(format!("case-{seed:05}.html")), page).unwrap();
            }
        } else {
            generator::write_pages(folder.path(), self.pages).unwrap();
        }
        folder
    }

    fn path(self) -> &'static Path {
        let nth = FOLDERS.iter().position(|known| *known == self).unwrap();
        PLACES[nth].get_or_init(|| self.write()).path()
    }

    fn files(self) -> Vec<PathBuf> {
        fs::read_dir(self.path()).unwrap().map(|entry| entry.unwrap().path()).collect()
    }

    fn bytes(self) -> u64 {
        self.files().iter().map(|path| fs::metadata(path).unwrap().len()).sum()
    }
}

/// What `cat` of the folder to nowhere does.
#[divan::bench(args = FOLDERS, sample_count = 5, sample_size = 1)]
fn a_read_all_files_only(bencher: Bencher, folder: Folder) {
    bencher
        .counter(BytesCount::new(folder.bytes()))
        .counter(ItemsCount::new(folder.pages))
        .bench_local(|| folder.files().iter().map(|path| fs::read(path).unwrap().len()).sum::<usize>());
}

/// From the start of reading to the first frame whose list is full; the rest is still being read.
#[divan::bench(args = FOLDERS, sample_count = 5, sample_size = 1)]
fn b_first_frame(bencher: Bencher, folder: Folder) {
    let paths = [folder.path().to_owned()];
    bencher.bench_local(|| Opened::on(&paths));
}

#[divan::bench(args = FOLDERS, sample_count = 5, sample_size = 1)]
fn c_load_all_pages(bencher: Bencher, folder: Folder) {
    let paths = [folder.path().to_owned()];
    // A figure for pages that were not read would look splendid.
    assert_eq!(jirei::source::load(&paths).pages.len(), folder.pages);
    bencher
        .counter(BytesCount::new(folder.bytes()))
        .counter(ItemsCount::new(folder.pages))
        .bench_local(|| jirei::source::load(&paths));
}

const HEIGHT: u16 = 36;

/// The browser with its first frame drawn, and the reading that goes on behind it.
struct Opened {
    /// Held so that to take it apart is not measured.
    _browser: Browser,
    loader: Option<Loader>,
    inputs: Receiver<Input>,
}

impl Opened {
    fn on(paths: &[PathBuf]) -> Self {
        let (sender, inputs) = mpsc::channel();
        let mut loader = Loader::new(paths.to_owned(), sender);
        loader.start().unwrap();
        let mut state = State::reading(Lang::Ja, Keymap::built_in());
        tui::take_first(&mut state, &inputs, tui::FIRST_FRAME);
        let mut browser = Browser::with((120, HEIGHT), state, Theme::new(true));
        // On a busy machine the first frame is there before the first pages are. A case is two lines.
        while browser.0.state.list.rows().len() < usize::from(HEIGHT / 2) {
            browser.0.feed(inputs.recv()).unwrap();
        }
        Self { _browser: browser, loader: Some(loader), inputs }
    }
}

impl Drop for Opened {
    /// Waits for the reading to end, outside of what is measured: it would take time from the next one.
    fn drop(&mut self) {
        if let Some(loader) = self.loader.take() {
            loader.stop();
        }
        while self.inputs.recv().is_ok() {}
    }
}
