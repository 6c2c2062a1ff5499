//! The list while files are read in the background, and when they are read again.

#![expect(clippy::unwrap_used, reason = "helpers of tests may stop a test")]
#![allow(dead_code, reason = "other tests use the rest of the driver and the generator")]

mod driver;
mod generator;
mod screen;

use std::fs;
use std::path::{Path, PathBuf};

use driver::Browser;
use jirei::config::Keymap;
use jirei::lang::Lang;
use jirei::model::Catalog;
use jirei::source::{self, Again, Places};
use jirei::tui::effect::Effect;
use jirei::tui::input::Input;
use jirei::tui::load_report::{LoadReport, LoadedFile, LoadedPart, RecheckedFile};
use jirei::tui::state::State;
use jirei::tui::state::files::Stage;
use jirei::tui::theme::Theme;
use screen::{is_said, says, shows};
use tempfile::TempDir;

/// The report of reading some files of a folder.
fn more(paths: &[PathBuf], from: usize, to: usize) -> Input {
    let places = Places::find(paths);
    let files = places.read(from..to).into_iter().map(LoadedFile::new).collect();
    let (of, finished) = (places.len(), to == places.len());
    Input::LoadReport(Box::new(LoadReport {
        reading: 0,
        done: to,
        of,
        read: LoadedPart::More(files),
        finished,
    }))
}

/// The report of looking at a folder again.
fn again(browser: &Browser, reading: usize, paths: &[PathBuf]) -> Input {
    let known = browser.0.state.files.known();
    let places = Places::find(paths);
    let looked = places.read_again(0..places.len(), &known).into_iter().map(|again| match again {
        Again::Same(number) => RecheckedFile::Same(number),
        Again::Read(file) => RecheckedFile::New(Box::new(LoadedFile::new(file))),
    });
    let of = places.len();
    let read = LoadedPart::Again(Some(looked.collect()));
    Input::LoadReport(Box::new(LoadReport { reading, done: of, of, read, finished: true }))
}

fn folder(pages: usize) -> (TempDir, [PathBuf; 1]) {
    let folder = TempDir::new().unwrap();
    generator::write_pages(folder.path(), pages).unwrap();
    let paths = [folder.path().to_owned()];
    (folder, paths)
}

fn reading(size: (u16, u16)) -> Browser {
    Browser::with(size, State::reading(Lang::Ja, Keymap::built_in()), Theme::new(true))
}

fn feed(browser: &mut Browser, input: Input) {
    assert_eq!(browser.0.feed([input]).unwrap(), None);
    browser.press("");
}

/// What a catalog shows, in its order.
fn shown(catalog: &Catalog) -> Vec<(String, String, Vec<usize>)> {
    let entries = catalog.entries.iter();
    entries
        .map(|entry| {
            let case = &catalog.pages[entry.page];
            (case.id.clone(), case.source.path.clone(), entry.other_pages.clone())
        })
        .collect()
}

#[test]
fn the_list_fills_and_what_one_looks_at_stays() {
    let (_folder, paths) = folder(40);
    let mut browser = reading((100, 24));
    says(&browser, "browser.finding");
    feed(&mut browser, more(&paths, 0, 10));
    says(&browser, "browser.reading");
    says(&browser, "browser.stop");
    shows(&browser, &[" 10/40", "Esc "]);
    browser.press("j j j <enter> 3 j");
    let looked_at = |browser: &Browser| {
        let state = &browser.0.state;
        let (_, case) = state.open_case().unwrap();
        (
            case.source.path.clone(),
            state.open_section().unwrap().id,
            state.open_field().unwrap().id,
            state.detail.top,
        )
    };
    let before = looked_at(&browser);
    feed(&mut browser, more(&paths, 10, 20));
    assert_eq!(looked_at(&browser), before);
    assert!(
        browser.screen().contains(" 20/40") && !is_said(&browser, "browser.stop"),
        "{}",
        browser.screen()
    );
    browser.press("<esc> S");
    for (from, to) in [(20, 30), (30, 40)] {
        let line = browser.screen().lines().position(|line| line.contains('▌')).unwrap();
        feed(&mut browser, more(&paths, from, to));
        assert_eq!(looked_at(&browser), before, "in another order too");
        assert_eq!(browser.screen().lines().position(|line| line.contains('▌')), Some(line));
    }
    assert_eq!(browser.0.state.files.stage, Stage::Read);
    assert!(!is_said(&browser, "browser.reading"), "{}", browser.screen());
    assert_eq!(shown(&browser.0.state.catalog), shown(&source::load(&paths)));
}

#[test]
fn a_list_that_is_enlarged_at_its_end_leaves_no_line_blank() {
    let (_folder, paths) = folder(30);
    let mut browser = reading((80, 24));
    feed(&mut browser, more(&paths, 0, 30));
    browser.press("G > > > >");
    let state = &browser.0.state;
    assert!(browser.0.scene.regions.list_rows() > 4, "{}", browser.screen());
    assert_eq!(state.list.top() + browser.0.scene.regions.list_rows(), 30, "{}", browser.screen());
}

#[test]
fn a_search_goes_on_while_files_are_read() {
    let (_folder, paths) = folder(40);
    let mut browser = reading((100, 24));
    feed(&mut browser, more(&paths, 0, 10));
    browser.press("/ ネット");
    let path = browser.0.state.open_case().unwrap().1.source.path.clone();
    let hits = browser.0.state.search.hits().unwrap().len();
    assert!(browser.screen().contains("/10 件…"), "{}", browser.screen());
    feed(&mut browser, more(&paths, 10, 40));
    assert_eq!(browser.0.state.open_case().unwrap().1.source.path, path);
    assert!(browser.0.state.search.hits().unwrap().len() > hits);
    browser.press("<esc>");
    let mut whole = Browser::with(
        (100, 24),
        State::new(source::load(&paths), Lang::Ja, Keymap::built_in()),
        Theme::new(true),
    );
    whole.press("/ ネット");
    browser.press("/ ネット");
    assert_eq!(browser.0.state.search.hits(), whole.0.state.search.hits());
}

/// What is said when everything was read again.
fn reloaded(changed: usize, added: usize, removed: usize) -> String {
    let counts: [(&str, &dyn std::fmt::Display); 3] =
        [("changed", &changed), ("added", &added), ("removed", &removed)];
    Lang::Ja.fill("message.reloaded", &counts)
}

#[test]
fn esc_stops_and_r_reads_the_rest() {
    let (_folder, paths) = folder(30);
    let mut browser = reading((100, 24));
    feed(&mut browser, more(&paths, 0, 10));
    browser.press("<enter> <esc> <esc>");
    says(&browser, "message.stopped");
    shows(&browser, &["10/30"]);
    browser.press("j R");
    assert_eq!(browser.0.outside.0, ["stop reading", "read again 1, 10 known"]);
    let path = browser.0.state.open_case().unwrap().1.source.path.clone();
    let late = more(&paths, 10, 20);
    feed(&mut browser, late);
    assert_eq!(browser.0.state.catalog.pages.len(), 10, "what was abandoned comes too late");
    let report = again(&browser, 1, &paths);
    feed(&mut browser, report);
    shows(&browser, &[&reloaded(0, 20, 0)]);
    assert_eq!(browser.0.state.open_case().unwrap().1.source.path, path);
    assert_eq!(shown(&browser.0.state.catalog), shown(&source::load(&paths)));
}

#[test]
fn r_takes_what_changed_and_keeps_the_place() {
    let (folder, paths) = folder(8);
    let mut browser =
        Browser::with((100, 24), State::reading(Lang::Ja, Keymap::built_in()), Theme::new(true));
    feed(&mut browser, more(&paths, 0, 8));
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    browser.press("j j j <enter> 3 j j");
    let open = files[3].clone();
    let touched = fs::read_to_string(&open).unwrap().replace("登録患者数\t", "登録患者数\t9");
    fs::write(&open, touched).unwrap();
    fs::remove_file(&files[0]).unwrap();
    fs::write(folder.path().join("0-first.txt"), generator::page(99)).unwrap();
    let field = browser.0.state.open_field().unwrap().id;
    browser.press("R");
    assert_eq!(browser.0.outside.0, ["read again 1, 8 known"]);
    let report = again(&browser, 1, &paths);
    feed(&mut browser, report);
    shows(&browser, &[&reloaded(1, 1, 1)]);
    says(&browser, "message.gone");
    let state = &browser.0.state;
    assert_eq!(Path::new(&state.open_case().unwrap().1.source.path), open);
    assert_eq!(
        (state.open_section().unwrap().id, state.open_field().unwrap().id),
        (Some("participation"), field)
    );
    let count = state.open_case().unwrap().1.field_text("registered_patients");
    assert!(count.starts_with('9'), "{count}");
    assert_eq!(shown(&state.catalog), shown(&source::load(&paths)));
    fs::remove_file(&open).unwrap();
    browser.press("R");
    let report = again(&browser, 2, &paths);
    feed(&mut browser, report);
    assert_eq!(browser.0.state.list.selected(), 3, "the case in its place");
}

#[test]
fn on_the_whole_page_the_field_stays_on_its_line_when_the_page_grows_above_it() {
    let (folder, paths) = folder(2);
    let mut browser =
        Browser::with((100, 24), State::reading(Lang::Ja, Keymap::built_in()), Theme::new(true));
    feed(&mut browser, more(&paths, 0, 2));
    browser.press("<enter> a 9 j j k");
    let state = &browser.0.state;
    let open = PathBuf::from(&state.open_case().unwrap().1.source.path);
    let row = |browser: &Browser| {
        let detail = &browser.0.state.detail;
        browser.0.scene.detail.table.of(detail.place()).start - detail.top
    };
    let before = (state.open_field().unwrap().id, row(&browser), state.detail.top);
    assert!(open.starts_with(folder.path()));
    let longer = format!("地域の課題\t{}", "医師が足りない。".repeat(60));
    fs::write(&open, fs::read_to_string(&open).unwrap().replace("地域の課題\t", &longer)).unwrap();
    browser.press("R");
    let report = again(&browser, 1, &paths);
    feed(&mut browser, report);
    let state = &browser.0.state;
    assert!(state.detail.whole && state.detail.top > before.2 + 5, "{}", browser.screen());
    assert_eq!((state.open_field().unwrap().id, row(&browser)), (before.0, before.1));
}

#[test]
fn a_page_that_becomes_something_else_is_told_when_it_is_read_again() {
    let (folder, paths) = folder(3);
    let mut browser = reading((120, 12));
    feed(&mut browser, more(&paths, 0, 3));
    let file = fs::read_dir(folder.path()).unwrap().next().unwrap().unwrap().path();
    fs::write(&file, "rubbish").unwrap();
    browser.press("R");
    let report = again(&browser, 1, &paths);
    feed(&mut browser, report);
    assert_eq!(browser.0.state.catalog.entries.len(), 2);
    says(&browser, "message.emptied");
}

#[test]
fn reading_again_with_nothing_to_read_or_everything_gone() {
    let (folder, paths) = folder(3);
    let mut browser = reading((60, 12));
    feed(&mut browser, more(&paths, 0, 3));
    for file in fs::read_dir(folder.path()).unwrap() {
        fs::remove_file(file.unwrap().path()).unwrap();
    }
    browser.press("! <esc> R R");
    says(&browser, "message.still_reading");
    let report = again(&browser, 1, &paths);
    feed(&mut browser, report);
    assert!(browser.0.state.catalog.entries.is_empty());
    browser.press("j l <enter> <esc> / x <esc>");
    assert_eq!(jirei::tui::update::loading::stop(&mut browser.0.state), Vec::<Effect>::new());
}

/// Three pages of one case, two of them different in places.
fn several_pages() -> Catalog {
    let seed = fs::read_to_string("seeds/tonet.txt").unwrap();
    let other = seed.replace("サービス運用中", "サービス終了").replace("登録患者数\t", "登録患者数\t1");
    let pages = [("pages/tonet.txt", &seed), ("saved/old tonet.txt", &other), ("saved/tonet.txt", &seed)];
    let read = |(path, text): (&str, &String)| source::read_pages(path, text.clone().into_bytes()).unwrap();
    Catalog::new(pages.into_iter().flat_map(read).collect(), Vec::new())
}

#[test]
fn a_case_from_several_pages_says_where_they_differ() {
    let state = State::new(several_pages(), Lang::Ja, Keymap::built_in());
    let mut browser = Browser::with((120, 36), state, Theme::new(true));
    assert_eq!(browser.0.state.list.rows().len(), 1);
    insta::assert_snapshot!("several_pages_120x36", browser.screen());
    browser.press("<resize 50x15> 3");
    insta::assert_snapshot!("several_pages_50x15", browser.screen());
}

#[test]
fn what_is_to_know_about_a_case_leads_to_its_field() {
    let mut browser = Browser::open((120, 36));
    browser.press("!");
    insta::assert_snapshot!("diagnostics_120x36", browser.screen());
    // A long note on a small screen is scrolled through before the next one.
    browser.press("<resize 30x8> j j j");
    assert!(browser.screen().contains("─ 3/6 ──┘"), "{}", browser.screen());
    assert!(!browser.screen().contains("60行"), "its beginning is above: {}", browser.screen());
    browser.press("<resize 80x24> <enter>");
    let state = &browser.0.state;
    let line = state.open_field().unwrap().lines;
    let found = &state.open_case().unwrap().1.diagnostics;
    assert!(
        found
            .iter()
            .any(|found| found.lines.is_some_and(|at| at.first <= line.last && line.first <= at.last))
    );
    browser.press("] 2 <resize 120x36>");
    insta::assert_snapshot!("marks_120x36", browser.screen());
}

#[test]
fn a_file_that_vanishes_before_it_is_read_is_told_and_the_others_are_there() {
    let (folder, paths) = folder(8);
    let places = Places::find(&paths);
    let gone = fs::read_dir(folder.path()).unwrap().next().unwrap().unwrap().path();
    fs::remove_file(&gone).unwrap();
    let files = places.read(0..8).into_iter().map(LoadedFile::new).collect();
    let mut browser = reading((80, 24));
    let report = LoadReport { reading: 0, done: 8, of: 8, read: LoadedPart::More(files), finished: true };
    feed(&mut browser, Input::LoadReport(Box::new(report)));
    assert_eq!(browser.0.state.catalog.pages.len(), 7);
    let screen = browser.screen();
    assert!(screen.contains("事例 7 件 · 読めないもの 1 件"), "{screen}");
    browser.press("G");
    let screen = browser.screen();
    assert!(screen.contains("✗ ") && is_said(&browser, "system.not-found"), "{screen}");
}

#[test]
fn a_file_that_shrinks_or_grows_is_read_as_it_is_then() {
    let (folder, paths) = folder(2);
    let places = Places::find(&paths);
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let page = fs::read_to_string(&files[0]).unwrap();
    fs::write(&files[0], format!("{page}\n{}", generator::page(50))).unwrap();
    fs::write(&files[1], "").unwrap();
    let read: Vec<LoadedFile> = places.read(0..2).into_iter().map(LoadedFile::new).collect();
    assert_eq!((read[0].pages.len(), read[1].pages.len()), (2, 0));
    assert!(read[1].record.passed_over.is_some() && read[1].record.problems == 0);
}

#[test]
fn a_picture_among_the_files_says_what_it_is_and_what_to_do() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("photo.jpg");
    fs::write(&path, b"\xff\xd8\xff\xe0\0\x10JFIF\0").unwrap();
    let state = State::new(source::load(&[path]), Lang::Ja, Keymap::built_in());
    let browser = Browser::with((120, 36), state, Theme::new(true));
    says(&browser, "source.image");
    says(&browser, "problem.not_a_page");
    assert!(!is_said(&browser, "problem.unreadable"), "{}", browser.screen());
}

#[test]
fn a_file_whose_name_drives_terminals_is_shown_with_escapes_in_their_place() {
    let seed = fs::read("seeds/tonet.txt").unwrap();
    let pages = source::read_pages("saved/\u{9b}31m\u{202e}page.txt", seed).unwrap();
    let problem = source::read_pages("no\u{1b}]0;page.txt", Vec::new()).unwrap_err();
    let state = State::new(Catalog::new(pages, vec![problem]), Lang::Ja, Keymap::built_in());
    let mut browser = Browser::with((100, 24), state, Theme::new(true));
    assert!(browser.screen().contains("saved/\\u{9b}31m\\u{202e}page.txt:"), "{}", browser.screen());
    browser.press("G");
    assert_eq!(browser.screen().matches("no\\u{1b}]0;page.txt").count(), 2, "{}", browser.screen());
}

#[test]
fn without_a_case_the_key_for_notes_says_that_no_case_is_open() {
    let state = State::new(Catalog::default(), Lang::Ja, Keymap::built_in());
    let mut browser = Browser::with((100, 24), state, Theme::new(true));
    browser.press("!");
    says(&browser, "message.no_case");
}

#[test]
fn an_error_row_and_a_page_without_a_word_say_so() {
    let missing = PathBuf::from("no/such/page.txt");
    let state = State::new(source::load(&[missing]), Lang::En, Keymap::built_in());
    let mut browser = Browser::with((80, 16), state, Theme::new(true));
    browser.press("!");
    let screen = browser.screen();
    assert!(screen.contains("✗ error no/such/page.txt: "), "{screen}");
    browser.press("<enter>");
    let (_folder, paths) = folder(1);
    let state = State::new(source::load(&paths), Lang::Ja, Keymap::built_in());
    let mut browser = Browser::with((80, 16), state, Theme::new(true));
    browser.press("!");
    says(&browser, "message.no_diagnostics");
}
