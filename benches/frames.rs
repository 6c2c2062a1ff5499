//! What a key costs inside the program: pages → first frame, and key → frame, through the browser's
//! own loop on a screen in memory of 120×36. What the terminal adds is in `startup.rs`.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a bench stops by panicking")]

#[allow(dead_code, reason = "others use the rest of it")]
#[path = "../tests/generator/mod.rs"]
mod generator;

use std::io;
use std::path::PathBuf;

use divan::Bencher;
use jirei::config::state_file::WriteResult;
use jirei::config::{Chord, Kept, KeptChanges, Key, Keymap, StateFileError};
use jirei::lang::Lang;
use jirei::model::Catalog;
use jirei::tui::app::App;
use jirei::tui::clipboard::Copied;
use jirei::tui::effect::{EditRequest, Edited, Outside, Parcel, RawAnswer, RawRequest};
use jirei::tui::input::Input;
use jirei::tui::message::Message;
use jirei::tui::state::State;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use tempfile::TempDir;

/// How many pages are open.
const PAGES: [usize; 3] = [2, 300, 3_000];

/// The program's own.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    divan::main();
}

/// A world where nothing happens.
struct Nowhere;

impl Outside for Nowhere {
    fn can_draw(&mut self) -> bool {
        true
    }

    fn open_url(&mut self, _url: String) -> Option<Message> {
        None
    }

    fn offered_editors(&self) -> Vec<String> {
        Vec::new()
    }

    fn has_display(&self) -> bool {
        true
    }

    fn copy_in_tmux(&mut self, _parcel: &Parcel) -> bool {
        false
    }

    fn finish_copies(&mut self) {}

    fn copy(&mut self, _text: &str) -> io::Result<Copied> {
        Ok(Copied::Terminal)
    }

    fn write_file(&mut self, name: &str, _bytes: &[u8]) -> Result<PathBuf, (PathBuf, io::Error)> {
        Ok(PathBuf::from(name))
    }

    fn keep(&mut self, _changes: &KeptChanges) -> Result<WriteResult, StateFileError> {
        Ok(WriteResult { kept: Kept::default(), put_aside: None })
    }

    fn suspend(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn take_over(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn capture_mouse(&mut self, _: bool) -> std::io::Result<()> {
        Ok(())
    }

    fn stop_reading(&mut self) {}

    fn read_raw(&mut self, request: RawRequest) -> Option<RawAnswer> {
        Some(request.answer())
    }

    fn edit(&mut self, _request: &EditRequest) -> io::Result<Edited> {
        Ok(Edited { message: None, reread: false })
    }

    fn read_again(&mut self, _reading: usize, _known: jirei::source::Known) -> io::Result<()> {
        Ok(())
    }
}

fn folder(pages: usize) -> (TempDir, [PathBuf; 1]) {
    let folder = TempDir::new().unwrap();
    generator::write_pages(folder.path(), pages).unwrap();
    let paths = [folder.path().to_owned()];
    (folder, paths)
}

fn open(catalog: Catalog) -> App<TestBackend, Nowhere> {
    let terminal = Terminal::new(TestBackend::new(120, 36)).unwrap();
    let state = State::new(catalog, Lang::Ja, Keymap::built_in());
    App::open(terminal, state, Nowhere).unwrap()
}

fn press(app: &mut App<TestBackend, Nowhere>, key: Key) {
    app.feed([Input::Key(Chord::plain(key))]).unwrap();
}

#[divan::bench]
fn first_frame_built_in(bencher: Bencher) {
    bencher.bench_local(|| open(jirei::source::load(&[])));
}

#[divan::bench(args = PAGES)]
fn first_frame(bencher: Bencher, pages: usize) {
    let (_folder, paths) = folder(pages);
    bencher.bench_local(|| open(jirei::source::load(&paths)));
}

/// Down and up through the list, a frame each; the time is of both.
#[divan::bench(args = PAGES)]
fn down_and_up(bencher: Bencher, pages: usize) {
    both_ways(bencher, pages, [Key::Down, Key::Up]);
}

#[divan::bench(args = PAGES)]
fn next_and_previous_section(bencher: Bencher, pages: usize) {
    both_ways(bencher, pages, [Key::Right, Key::Left]);
}

/// How many pages are across cases.
const ACROSS: [usize; 2] = [300, 10_000];

/// From the list to a view across cases and back, a frame each; the time is of both.
#[divan::bench(args = ACROSS, sample_count = 10)]
fn table_and_back(bencher: Bencher, pages: usize) {
    both_ways(bencher, pages, [Key::Char('t'), Key::Esc]);
}

#[divan::bench(args = ACROSS, sample_count = 10)]
fn comparison_and_back(bencher: Bencher, pages: usize) {
    both_ways(bencher, pages, [Key::Char('c'), Key::Esc]);
}

#[divan::bench(args = ACROSS, sample_count = 10)]
fn charts_and_back(bencher: Bencher, pages: usize) {
    both_ways(bencher, pages, [Key::Char('D'), Key::Esc]);
}

#[divan::bench(args = ACROSS, sample_count = 10)]
fn map_and_back(bencher: Bencher, pages: usize) {
    both_ways(bencher, pages, [Key::Char('P'), Key::Esc]);
}

/// The facets read anew and left.
#[divan::bench(args = ACROSS, sample_count = 10)]
fn facets_read_and_back(bencher: Bencher, pages: usize) {
    let (_folder, paths) = folder(pages);
    let mut app = open(jirei::source::load(&paths));
    bencher.bench_local(move || {
        app.state.facets.reset();
        [Key::Char('f'), Key::Esc].into_iter().for_each(|key| press(&mut app, key));
    });
}

/// In the facets an answer chosen and given up: a search and a frame each.
#[divan::bench(args = ACROSS, sample_count = 10)]
fn facet_chosen_and_given_up(bencher: Bencher, pages: usize) {
    let (_folder, paths) = folder(pages);
    let mut app = open(jirei::source::load(&paths));
    press(&mut app, Key::Char('f'));
    bencher.bench_local(move || [Key::Char(' '); 2].into_iter().for_each(|key| press(&mut app, key)));
}

/// In the table a row down and up, then sorting by a number three times, which leads back.
#[divan::bench(args = ACROSS, sample_count = 10)]
fn table_down_and_up(bencher: Bencher, pages: usize) {
    let (_folder, paths) = folder(pages);
    let mut app = open(jirei::source::load(&paths));
    press(&mut app, Key::Char('t'));
    bencher.bench_local(move || [Key::Down, Key::Up].into_iter().for_each(|key| press(&mut app, key)));
}

/// A frame of the table with its columns measured anew, as when it is opened first.
#[divan::bench(args = ACROSS, sample_count = 10)]
fn table_measured(bencher: Bencher, pages: usize) {
    let (_folder, paths) = folder(pages);
    let mut app = open(jirei::source::load(&paths));
    press(&mut app, Key::Char('t'));
    bencher.bench_local(move || press(&mut app, Key::Char('z')));
}

#[divan::bench(args = ACROSS, sample_count = 10)]
fn table_sorted_three_times(bencher: Bencher, pages: usize) {
    let (_folder, paths) = folder(pages);
    let mut app = open(jirei::source::load(&paths));
    [Key::Char('t'), Key::Right, Key::Right].into_iter().for_each(|key| press(&mut app, key));
    bencher.bench_local(move || [Key::Char('S'); 3].into_iter().for_each(|key| press(&mut app, key)));
}

/// From one section to the whole page and back: all 69 fields laid out anew.
#[divan::bench(args = PAGES)]
fn whole_page_and_back(bencher: Bencher, pages: usize) {
    both_ways(bencher, pages, [Key::Char('a'), Key::Char('a')]);
}

/// The next case and back on the whole page without blanks.
#[divan::bench(args = PAGES)]
fn next_and_previous_whole_page(bencher: Bencher, pages: usize) {
    let (_folder, paths) = folder(pages);
    let mut app = open(jirei::source::load(&paths));
    [Key::Char('a'), Key::Char('z')].into_iter().for_each(|key| press(&mut app, key));
    bencher.bench_local(|| [Key::Char(']'), Key::Char('[')].into_iter().for_each(|key| press(&mut app, key)));
}

/// Down and up through the glossary, a frame each.
#[divan::bench]
fn through_the_glossary(bencher: Bencher) {
    let mut app = open(jirei::source::load(&[]));
    ['G', 'K', 'K'].into_iter().for_each(|key| press(&mut app, Key::Char(key)));
    bencher.bench_local(|| [Key::Down, Key::Up].into_iter().for_each(|key| press(&mut app, key)));
}

fn both_ways(bencher: Bencher, pages: usize, keys: [Key; 2]) {
    let (_folder, paths) = folder(pages);
    let mut app = open(jirei::source::load(&paths));
    bencher.bench_local(|| keys.into_iter().for_each(|key| press(&mut app, key)));
}

/// A letter into the search box and out again: a search and a frame each.
#[divan::bench(args = PAGES)]
fn type_and_delete(bencher: Bencher, pages: usize) {
    let (_folder, paths) = folder(pages);
    let mut app = open(jirei::source::load(&paths));
    press(&mut app, Key::Char('/'));
    press(&mut app, Key::Char('医'));
    bencher
        .bench_local(|| [Key::Char('療'), Key::Backspace].into_iter().for_each(|key| press(&mut app, key)));
}
