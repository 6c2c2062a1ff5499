//! What a key costs on pages that were made to be slow, through the browser's own loop on a screen in memory
//! of 120×36: the slowest keys of each kind of page. `cargo bench --bench odd_pages -- KIND COUNT` is one kind.

#![allow(clippy::unwrap_used, reason = "a bench stops by panicking")]

#[allow(dead_code, reason = "tests use the rest of it")]
#[path = "../tests/driver/mod.rs"]
mod driver;
#[path = "../tests/too_much/mod.rs"]
mod too_much;

use std::time::{Duration, Instant};

use driver::{Browser, inputs};
use jirei::config::Keymap;
use jirei::lang::Lang;
use jirei::source;
use jirei::tui::input::Input;
use jirei::tui::state::State;
use jirei::tui::theme::Theme;
use too_much::TooMuch;

/// The program's own.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Keys that lead everywhere, a scene a line.
const KEYS: [&str; 10] = [
    "j k l h <tab> j <down> <pagedown> <up> G g l j j j j j <pagedown> <ctrl-d> G g <tab>",
    "<tab> l j <enter> j j <pagedown> G g l h <esc> <tab>",
    "a <tab> j l h G g <pagedown> <wheeldown 80,20> z z <tab> a z z",
    "/ 地 域 <backspace> の <enter> n n N j k <esc>",
    "/ ー ー ー ー a a a a b <space> 長 い <enter> n n N <esc>",
    "/ 欄 <tab> <esc> <esc>",
    "/ a <space> b <space> c <space> d <space> e <space> 網 <space> 値 値 <enter> n <esc>",
    "/ <paste LONG> <esc> / <paste TERMS> k <esc> / <paste DASHES> a <esc>",
    "f j l j <space> <esc> <esc> s j G / 9 9 <enter> <esc> ! j G <esc> : a <esc> Y j <esc> K <esc> m <esc> ?<esc> M <esc>",
    "<resize 60x20> <resize 120x36> > S S S T j <esc> y b b H L ] [ 1 2 3 0 l l l l",
];

/// Keys are slower than this where something is wrong.
const SLOW: Duration = Duration::from_millis(100);

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let kinds = TooMuch::ALL
        .into_iter()
        .filter(|kind| words.first().is_none_or(|word| format!("{kind:?}").eq_ignore_ascii_case(word)));
    let count = words.get(1).and_then(|word| word.parse().ok());
    println!("{:10}{:>12}{:>9}{:>9}{:>9}  the slowest keys, ms", "", "bytes", "opened", "median", "over 100");
    for kind in kinds {
        measure(kind, count.unwrap_or(if kind == TooMuch::Value { 4_000_000 } else { 100_000 }));
    }
}

fn measure(kind: TooMuch, count: usize) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("page.txt");
    let text = kind.text(count);
    std::fs::write(&path, &text).unwrap();
    let start = Instant::now();
    let state = State::new(source::load(&[path]), Lang::Ja, Keymap::built_in());
    let mut browser = Browser::with((120, 36), state, Theme::new(true));
    let opened = start.elapsed();
    let mut times = Vec::new();
    for (nth, script) in KEYS.into_iter().enumerate() {
        // Different ones: the same are searched for once.
        let letter = |code: u32| char::from_u32(0x3042 + code).unwrap();
        let terms: String =
            (0..660).map(|nth| format!("{}{} ", letter(nth / 60), letter(nth % 60))).collect();
        let script = script
            .replace("LONG", &format!("{}b", "a".repeat(60)))
            .replace("TERMS", &terms)
            .replace("DASHES", &"ー".repeat(60));
        for input in inputs(&script) {
            if let Input::Resize(size) = input {
                browser.0.terminal.backend_mut().resize(size.width, size.height);
            }
            let key = if let Input::Key(chord) = &input {
                chord.to_string()
            } else {
                format!("{input:?}").chars().take(24).collect()
            };
            let start = Instant::now();
            browser.0.feed([input]).unwrap();
            times.push((start.elapsed(), format!("{nth}:{key}")));
        }
    }
    times.sort_by(|a, b| b.cmp(a));
    let ms = |time: Duration| time.as_secs_f64() * 1_000.0;
    let median = times.get(times.len() / 2).map_or(0.0, |(time, _)| ms(*time));
    let slow = times.iter().filter(|(time, _)| *time > SLOW).count();
    let worst: Vec<String> =
        times.iter().take(6).map(|(time, key)| format!("{key} {:.0}", ms(*time))).collect();
    let (name, bytes, opened) = (format!("{kind:?}"), text.len(), ms(opened));
    println!("{name:10}{bytes:>12}{opened:>9.0}{median:>9.1}{slow:>9}  {}", worst.join("  "));
}
